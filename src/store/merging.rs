//! Three files of one kind become one: what git's merge driver asks for. Documents are merged by
//! [`crate::compare::merge`]; here is what the files are, how a merged document is written into ours so that its comments
//! stay, and the files that are merged entry by entry.
//!
//! It never decides between two entries: ours stays, theirs is kept below the file as a comment, and both are said. A record
//! is never put together of two: its lines are chained.
//!
//! Start at [`sort_of`], then [`merge_entries`] or [`rewrite_document`].

mod proposal;
mod silence;

use std::collections::{BTreeMap, HashSet};
use std::fmt::Display;
use std::str::FromStr;
use std::sync::Arc;

use thiserror::Error;

use super::disk::Stat;
use super::files::{self, Kind, Known, MOST_BYTES, Part};
use super::schema::{agreements, positions, proceedings, workspace};
use super::unknown::{self, Dispute};
use super::yaml::{Budget, Source, Value, emit, guard, lines_of_items};
use super::{observe, write};
use crate::model::{
    Delegation, Document, Group, Header, Package, Proceeding, Proceedings, Severity, Workspace,
};
use crate::text::Language;

/// What a file of a workspace is, by what stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A draft, a version or a precedent.
    Document,
    /// The positions of a delegation.
    Positions,
    /// A proposal.
    Proposal,
    /// Agreements and parked paragraphs.
    Agreements,
    /// What the meeting did.
    Proceedings,
    /// `workspace.yaml`.
    Header,
    /// Lines of the record.
    Record,
}

/// Three files of entries merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedFile {
    /// What the file is to hold.
    pub text: String,
    /// Keys that both sides changed in different ways: ours stands, theirs is in a comment at the end.
    pub disputes: Vec<String>,
}

/// Why files are not merged; nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MergeError {
    /// One of them cannot be read.
    #[error("{side} cannot be read{}: {message}", line.map(|line| format!(", line {line}")).unwrap_or_default())]
    Unread {
        /// Which: `the base`, `ours` or `theirs`.
        side: &'static str,
        /// Where.
        line: Option<usize>,
        /// Why.
        message: String,
    },
    /// They are of different kinds.
    #[error("{side} is another kind of file than ours")]
    Differs {
        /// Which.
        side: &'static str,
    },
    /// Two records that went different ways.
    #[error(
        "both sides wrote to one record, and its lines are chained: keep each in a file of its own (`record/<replica>.jsonl`)"
    )]
    Record,
    /// The result cannot be written into ours.
    #[error("the result cannot be written into ours: {0}")]
    Unwritten(String),
}

/// What a file is; none when it is none of a workspace, or empty.
pub fn sort_of(bytes: &[u8]) -> Option<Sort> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    if text.trim_start().starts_with('{') {
        let is_record = text.contains("\"prev\":") && text.contains("\"hash\":");
        return is_record.then_some(Sort::Record);
    }
    lines.find_map(|line| {
        let (key, _) = line.split_once(':')?;
        match key {
            "document" | "paragraphs" => Some(Sort::Document),
            "delegation" | "positions" => Some(Sort::Positions),
            "proposal" => Some(Sort::Proposal),
            "agreements" | "parked" => Some(Sort::Agreements),
            "reports" | "placements" | "deletions" | "silences" | "votes" | "adoptions"
            | "statements" | "sponsors" | "corrigenda" => Some(Sort::Proceedings),
            "format" | "workspace" => Some(Sort::Header),
            _ => None,
        }
    })
}

/// Merges files of entries: positions, proposals, agreements, `workspace.yaml`, records.
///
/// # Errors
/// When one cannot be read, or two records went different ways.
pub fn merge_entries(
    sort: Sort,
    base: &[u8],
    ours: &[u8],
    theirs: &[u8],
) -> Result<MergedFile, MergeError> {
    if sort == Sort::Record {
        return record(ours, theirs);
    }
    let kind = kind_of(sort, ours)?;
    let read = |side, bytes: &[u8]| -> Result<Option<Known>, MergeError> {
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Ok(None);
        }
        if sort_of(bytes).is_some_and(|other| other != sort) {
            return Err(MergeError::Differs { side });
        }
        let known = files::parse(&kind, bytes, NEVER, files::Reader::Serde);
        let error = known
            .findings
            .iter()
            .find(|f| f.severity == Severity::Error);
        if let Some(error) = error {
            let (line, message) = (error.line, error.message.clone());
            return Err(MergeError::Unread {
                side,
                line,
                message,
            });
        }
        Ok(Some(known))
    };
    let before = read("the base", base)?;
    let other = read("theirs", theirs)?;
    let Some(own) = read("ours", ours)? else {
        let text = String::from_utf8_lossy(theirs).into_owned();
        let disputes = Vec::new();
        return Ok(MergedFile { text, disputes });
    };
    let part = |known: &Option<Known>| known.as_ref().and_then(|known| known.part.clone());
    let mut aside = Aside::default();
    let merged = match (part(&before), own.part.clone(), part(&other)) {
        (base, Some(Part::Positions(ours)), theirs) => {
            let of = |part: Option<Part>| match part {
                Some(Part::Positions(positions)) => positions,
                _ => Arc::default(),
            };
            let (base, theirs) = (of(base), of(theirs));
            let list = match &kind {
                Kind::Positions(code) => format!("position of {code} on"),
                _ => "position on".to_owned(),
            };
            Part::Positions(Arc::new(aside.by_key(
                &list,
                [&base, &ours, &theirs],
                positions::position_value,
            )))
        }
        (base, Some(Part::Proposal(ours)), Some(Part::Proposal(theirs))) => {
            let base = match base {
                Some(Part::Proposal(base)) => Some(base),
                _ => None,
            };
            Part::Proposal(Arc::new(aside.proposal(base.as_deref(), &ours, &theirs)))
        }
        (base, Some(Part::Agreements(ours, parked)), theirs) => {
            let of = |part: Option<Part>| match part {
                Some(Part::Agreements(agreements, parked)) => (agreements, parked),
                _ => Default::default(),
            };
            let (base, theirs) = (of(base), of(theirs));
            let value = |list: &Vec<_>| agreements::agreements_value(list);
            Part::Agreements(
                Arc::new(aside.by_key("agreements on", [&base.0, &ours, &theirs.0], value)),
                Arc::new(aside.by_key(
                    "parked",
                    [&base.1, &parked, &theirs.1],
                    agreements::parking_value,
                )),
            )
        }
        (base, Some(Part::Proceedings(ours)), theirs) => {
            let of = |part: Option<Part>| match part {
                Some(Part::Proceedings(proceedings)) => proceedings,
                _ => Arc::default(),
            };
            let (base, theirs) = (of(base), of(theirs));
            Part::Proceedings(Arc::new(aside.proceedings([&base, &ours, &theirs])))
        }
        (base, Some(Part::Header(ours, locked)), Some(Part::Header(theirs, _))) => {
            let base = match base {
                Some(Part::Header(base, _)) => base,
                _ => Arc::new(Header::new("", ours.original)),
            };
            Part::Header(Arc::new(aside.header(&base, &ours, &theirs)), locked)
        }
        (_, Some(ours), _) => ours,
        (_, None, _) => return Err(MergeError::Differs { side: "the base" }),
    };
    let text_of = |known: Option<&Known>| {
        let source = known.and_then(|known| known.source.as_ref());
        source.map_or(String::new(), |source| source.text.clone())
    };
    let three = [before.as_ref(), Some(&own), other.as_ref()].map(text_of);
    let text = spliced(&kind, own, &merged)?;
    let text = aside.unknown(&kind, three.each_ref().map(String::as_str), text);
    Ok(aside.file(text))
}

/// A merged document, written into the text of ours: what did not change stays byte for byte. Keys that mean nothing to the
/// program, and comments above paragraphs that only theirs has, come from the three files.
///
/// # Errors
/// When ours cannot be read whole, so that writing would lose something.
pub fn rewrite_document(
    [base, ours, theirs]: [&[u8]; 3],
    merged: &Document,
) -> Result<MergedFile, MergeError> {
    let kind = Kind::Draft(merged.head.language);
    let known = files::parse(&kind, ours, NEVER, files::Reader::Serde);
    if known.part.is_none() || known.incomplete {
        let found = known.findings.first();
        return Err(MergeError::Unread {
            side: "ours",
            line: found.and_then(|f| f.line),
            message: found.map(|f| f.message.clone()).unwrap_or_default(),
        });
    }
    let merged = Arc::new(merged.clone());
    let source = known.source.clone();
    // A file laid out in a way that cannot be spliced is written anew: words come before comments.
    let text = spliced(&kind, known, &Part::Document(merged.clone()))
        .unwrap_or_else(|_| write::file_of(&merged));
    let mut aside = Aside::default();
    let text = match (source, source_of(base), source_of(theirs)) {
        (Some(ours), base, Some(theirs)) => {
            let base = base.map(|base| base.text).unwrap_or_default();
            let three = [&base, &ours.text, &theirs.text].map(String::as_str);
            let text = unknown::carry_comments(&theirs.text, text, &new_ids(&ours.text, &merged));
            aside.unknown(&kind, three, text)
        }
        _ => text,
    };
    Ok(aside.file(text))
}

/// The text of a file that passes the guard.
fn source_of(bytes: &[u8]) -> Option<Source> {
    guard(bytes, Budget { bytes: MOST_BYTES }).ok()
}

/// The paragraphs of a merged document that ours did not have.
fn new_ids<'d>(ours: &str, merged: &'d Document) -> Vec<&'d str> {
    let known: HashSet<String> = lines_of_items(ours, "paragraphs")
        .into_iter()
        .chain(lines_of_items(ours, "deleted"))
        .map(|(id, _)| id)
        .collect();
    let all = merged.paragraphs.iter().map(|p| p.id.as_str());
    all.filter(|id| !known.contains(*id)).collect()
}

const NEVER: Stat = Stat {
    size: 0,
    seconds: 0,
    nanos: 0,
    inode: 0,
};

/// The kind of ours, for reading; its place does not matter.
fn kind_of(sort: Sort, ours: &[u8]) -> Result<Kind, MergeError> {
    Ok(match sort {
        Sort::Header => Kind::Workspace,
        Sort::Agreements | Sort::Record => Kind::Agreements,
        Sort::Proceedings => Kind::Proceedings,
        Sort::Document => Kind::Draft(Language::ENGLISH),
        Sort::Positions => Kind::Positions(named(ours, "delegation", "whose positions they are")?),
        Sort::Proposal => Kind::Proposal(named(ours, "proposal", "which proposal it is")?),
    })
}

/// What a key at the top of ours says; `what` is what cannot be known without it.
fn named<T: FromStr<Err: Display>>(ours: &[u8], key: &str, what: &str) -> Result<T, MergeError> {
    let text = String::from_utf8_lossy(ours);
    let mut lines = text.lines();
    let said = lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(':'));
    let said = said.unwrap_or_default().trim().trim_matches(['"', '\'']);
    said.parse().map_err(|error| MergeError::Unread {
        side: "ours",
        line: None,
        message: format!("it does not say {what}: {error}"),
    })
}

/// The text of a file with what changed written into it, read back and compared.
fn spliced(kind: &Kind, known: Known, merged: &Part) -> Result<String, MergeError> {
    let touches = observe::difference(kind, known.part.as_ref(), Some(merged));
    let text = known
        .source
        .as_ref()
        .map(|source| source.file(&source.text));
    let mut after = Workspace::new(Header::new("", Language::ENGLISH));
    match (kind, merged) {
        (Kind::Draft(language), Part::Document(document)) => {
            after.drafts.insert(*language, document.clone());
        }
        (Kind::Positions(code), Part::Positions(positions)) => {
            after.positions.insert(*code, positions.clone());
        }
        (_, Part::Proposal(proposal)) => {
            Arc::make_mut(&mut after.proposals).insert(proposal.id, proposal.clone());
        }
        (_, Part::Agreements(agreements, parked)) => {
            after.agreements = agreements.clone();
            after.parked = parked.clone();
        }
        (_, Part::Proceedings(proceedings)) => after.proceedings = proceedings.clone(),
        (_, Part::Header(header, _)) => after.header = header.clone(),
        _ => {}
    }
    let known = BTreeMap::from([(kind.clone(), known)]);
    let edits = write::plan(&known, &after, &touches)
        .map_err(|error| MergeError::Unwritten(error.to_string()))?;
    match edits.into_iter().find_map(|edit| edit.after) {
        Some((bytes, _)) => {
            String::from_utf8(bytes).map_err(|error| MergeError::Unwritten(error.to_string()))
        }
        None => Ok(text.unwrap_or_default()),
    }
}

/// The longer of two records, when one begins with the other.
fn record(ours: &[u8], theirs: &[u8]) -> Result<MergedFile, MergeError> {
    let longer = if ours.starts_with(theirs) {
        ours
    } else if theirs.starts_with(ours) {
        theirs
    } else {
        return Err(MergeError::Record);
    };
    Ok(MergedFile {
        text: String::from_utf8_lossy(longer).into_owned(),
        disputes: Vec::new(),
    })
}

/// What is kept of theirs where ours stands.
#[derive(Default)]
struct Aside {
    disputes: Vec<String>,
    lines: String,
}

impl Aside {
    /// Merges the keys that mean nothing to the program into the merged text.
    fn unknown(&mut self, kind: &Kind, three: [&str; 3], text: String) -> String {
        let (text, disputes) = unknown::merge(kind, three, text);
        for Dispute { path, theirs } in disputes {
            self.keep(&path.to_string(), theirs);
        }
        text
    }

    /// The file, with what was kept of theirs at its end.
    fn file(self, mut text: String) -> MergedFile {
        if !self.lines.is_empty() {
            if !text.ends_with('\n') {
                text.push('\n');
            }
            text.push_str(&self.lines);
        }
        MergedFile {
            text,
            disputes: self.disputes,
        }
    }

    fn keep(&mut self, place: &str, theirs: Option<Value>) {
        self.disputes.push(place.to_owned());
        self.lines.extend(["# Not merged, theirs: ", place, "\n"]);
        let said = theirs.map_or_else(|| "(taken out)\n".to_owned(), |value| emit(&value));
        for line in said.lines().filter(|line| !line.trim().is_empty()) {
            self.lines.push_str("#   ");
            self.lines.push_str(line);
            self.lines.push('\n');
        }
    }

    /// Entries by key: what one side changed counts.
    fn by_key<K: Ord + Clone + std::fmt::Display, V: PartialEq + Clone>(
        &mut self,
        list: &str,
        [base, ours, theirs]: [&BTreeMap<K, V>; 3],
        value: impl Fn(&V) -> Value,
    ) -> BTreeMap<K, V> {
        let mut merged = ours.clone();
        for key in theirs.keys().chain(base.keys()) {
            let (was, own, other) = (base.get(key), ours.get(key), theirs.get(key));
            if own == other || other == was || merged.get(key) == other {
                continue;
            }
            if own == was {
                match other {
                    Some(other) => merged.insert(key.clone(), other.clone()),
                    None => merged.remove(key),
                };
                continue;
            }
            let place = format!("{list} {key}");
            if !self.disputes.contains(&place) {
                let said = |v: &V| Value::Map(vec![(key.to_string(), value(v))]);
                self.keep(&place, other.map(said));
            }
        }
        merged
    }

    /// Each kind of proceeding by its ids.
    fn proceedings(&mut self, three: [&Proceedings; 3]) -> Proceedings {
        let mut merged = Proceedings::default();
        for (sort, list) in crate::model::Sort::ALL {
            let [b, mut o, mut t] = three.map(|all| {
                let of_sort = all.iter().filter(|one| one.sort() == sort);
                of_sort
                    .map(|one| (one.id(), one.clone()))
                    .collect::<BTreeMap<_, _>>()
            });
            for (id, was) in &b {
                if let (Some(own), Some(other)) = (o.get(id), t.get(id))
                    && let Some(joined) = silence::joined(was, own, other)
                {
                    let joined = Arc::new(joined);
                    o.insert(*id, joined.clone());
                    t.insert(*id, joined);
                }
            }
            let value = |one: &Arc<Proceeding>| proceedings::value(one);
            for one in self.by_key(list, [&b, &o, &t], value).into_values() {
                merged.insert(one);
            }
        }
        merged
    }

    fn header(&mut self, base: &Header, ours: &Header, theirs: &Header) -> Header {
        let mut merged = ours.clone();
        let said = |key: &str| {
            let mut pairs = workspace::pairs(theirs).into_iter();
            let value = pairs
                .find(|(name, _)| *name == key)
                .and_then(|(_, value)| value);
            value.map(|value| Value::Map(vec![(key.to_owned(), value)]))
        };
        macro_rules! take {
            ($($field:ident $key:literal),*) => {$(
                if theirs.$field != base.$field && theirs.$field != ours.$field {
                    if ours.$field == base.$field {
                        merged.$field = theirs.$field.clone();
                    } else {
                        self.keep($key, said($key));
                    }
                }
            )*};
        }
        take!(
            id "workspace", title "title", notice "notice", profile "profile", original "original",
            languages "languages", rule "rule", symbol "symbol", meeting "meeting"
        );
        let delegations = |header: &Header| {
            let all = header.delegations.iter();
            all.map(|d| (d.code, d.clone())).collect::<BTreeMap<_, _>>()
        };
        let groups = |header: &Header| {
            let all = header.groups.iter();
            all.map(|g| (g.code, g.clone())).collect::<BTreeMap<_, _>>()
        };
        let three = [base, ours, theirs];
        let [b, o, t] = three.map(delegations);
        let found = self.by_key("delegations", [&b, &o, &t], workspace::delegation_value);
        merged.delegations = in_order(
            found,
            &ours.delegations,
            &theirs.delegations,
            |d: &Delegation| d.code,
        );
        let [b, o, t] = three.map(groups);
        let found = self.by_key("groups", [&b, &o, &t], workspace::group_value);
        let packages = |header: &Header| {
            let all = header.packages.iter();
            all.map(|p| (p.name.clone(), p.clone()))
                .collect::<BTreeMap<_, _>>()
        };
        merged.groups = in_order(found, &ours.groups, &theirs.groups, |g: &Group| g.code);
        let [b, o, t] = three.map(packages);
        let found = self.by_key("packages", [&b, &o, &t], workspace::package_value);
        merged.packages = in_order(found, &ours.packages, &theirs.packages, |p: &Package| {
            p.name.clone()
        });
        merged
    }
}

/// A list in our order, what only they have at the end.
fn in_order<K: Ord, V: Clone>(
    mut found: BTreeMap<K, V>,
    ours: &[V],
    theirs: &[V],
    key: impl Fn(&V) -> K,
) -> Vec<V> {
    let all = ours.iter().chain(theirs);
    all.filter_map(|one| found.remove(&key(one))).collect()
}
