//! What changed since somebody agreed: the words that a delegation's positions, or the chair's agreements, are on, beside
//! the draft as it stands.
//!
//! A position names its words by their digest, in the original language. The words themselves are looked for in the draft,
//! in what was deleted, in the versions, and among those that the record keeps, which are handed in. Where they are nowhere
//! kept, that is said, and nothing is guessed. Start at [`since`].

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::aloud::{capital, counted, number, some, what};
use super::comparer::drawn;
use super::names::listed;
use super::{Comparison, Names, Note, Op, Options, Pair, Shift, Typography, words};
use crate::model::{Code, Deleted, Document, Id, Label, Paragraph, Workspace};
use crate::text::Digest;

/// Earlier words by their digest, beside those in the draft and the versions.
pub type Kept = HashMap<Digest, String>;

/// Whose agreement is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    /// One delegation or group: the words that its positions are on.
    Party(Code),
    /// The chair: the words that were gavelled.
    Chair,
    /// Every delegation and group, each on its own words.
    Everybody,
}

/// How the words that stand are to those that were spoken on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Heard {
    /// They are the same.
    Same,
    /// They are others now.
    Changed,
    /// They are others now, and the earlier ones are nowhere kept.
    Nowhere,
    /// Nobody who was asked for spoke on this paragraph.
    Unheard,
}

/// What is known beside a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// How its words are to those that were spoken on.
    pub heard: Heard,
    /// Who spoke, and what: `KAZ`, `agree`.
    pub who: Vec<(String, String)>,
}

/// The words that were spoken on beside the draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Since {
    /// The words that were spoken on, at the places of the draft; those of deleted paragraphs behind.
    pub a: Document,
    /// The draft in the original language.
    pub b: Arc<Document>,
    /// Each paragraph of the draft with the words that were spoken on. With [`Who::Everybody`], once for each wording.
    pub comparison: Comparison,
    /// What is known beside each pair, in their order.
    pub remarks: Vec<Remark>,
}

impl Remark {
    /// In words: `KAZ agree`, `no position`, `KAZ agree, on words that are nowhere kept`.
    pub fn words(&self) -> String {
        let mut by_stance: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (who, stance) in &self.who {
            by_stance.entry(stance).or_default().push(who.clone());
        }
        let said: Vec<String> = by_stance
            .iter()
            .map(|(stance, who)| format!("{} {stance}", listed(who)))
            .collect();
        let said = said.join("; ");
        match self.heard {
            Heard::Unheard => "no position".to_owned(),
            Heard::Nowhere => format!("{said}, on words that are nowhere kept"),
            Heard::Same | Heard::Changed => said,
        }
    }

    /// Whether the words are others than those that were spoken on.
    pub fn is_change(&self) -> bool {
        matches!(self.heard, Heard::Changed | Heard::Nowhere)
    }
}

/// Words that somebody spoke on and that neither the draft nor a version has: what to look for in the record.
pub fn missing(workspace: &Workspace) -> HashSet<Digest> {
    let positions = workspace.positions.values().flat_map(|of| of.iter());
    let positions = positions.flat_map(|(id, position)| {
        let really = position.carried.filter(|on| *on != position.on);
        std::iter::once((*id, position.on)).chain(really.map(|on| (*id, on)))
    });
    let agreements = workspace.agreements.iter();
    let agreements = agreements.flat_map(|(id, all)| all.iter().map(|a| (*id, a.on)));
    positions
        .chain(agreements)
        .filter(|(id, on)| kept_words(workspace, *id, *on, &Kept::new()).is_none())
        .map(|(_, on)| on)
        .collect()
}

/// What changed since somebody agreed; none without a draft in the original language.
pub fn since(workspace: &Workspace, who: Who, kept: &Kept) -> Option<Since> {
    let b = workspace.original()?.clone();
    let mut desk = Desk {
        workspace,
        kept,
        a: Document::new(b.head.clone()),
        rows: Vec::new(),
    };
    for (at, (p, counted)) in b.paragraphs.iter().zip(b.counted()).enumerate() {
        desk.standing(at, p, counted, who);
    }
    for deleted in &b.deleted {
        desk.deleted(&b, deleted, who);
    }
    let Desk { a, rows, .. } = desk;
    let places = rows
        .iter()
        .map(|row| (row.a.clone(), row.b.into_iter().collect()));
    // A stance that typography made stale by hand must show why.
    let options = Options {
        typography: Typography::Shown,
        ..Options::default()
    };
    let comparison = drawn(&a, &b, places, options);
    let remarks = rows.into_iter().map(|row| row.remark).collect();
    Some(Since {
        a,
        b,
        comparison,
        remarks,
    })
}

struct Row {
    /// Of several where they were joined.
    a: Vec<usize>,
    b: Option<usize>,
    remark: Remark,
}

struct Desk<'a> {
    workspace: &'a Workspace,
    kept: &'a Kept,
    a: Document,
    rows: Vec<Row>,
}

impl Desk<'_> {
    /// Who spoke on which words of a paragraph.
    fn spoken(&self, p: &Paragraph, who: Who) -> Vec<(Digest, String, String)> {
        let of_party = |code: Code| {
            let standing = self.workspace.standing(code, p)?;
            let position = standing.position;
            // Who was not in the room spoke on no words.
            position.stance.is_on_words().then(|| {
                let stance = position.stance.word().replace('_', " ");
                (position.on, code.to_string(), stance)
            })
        };
        match who {
            Who::Party(code) => of_party(code).into_iter().collect(),
            Who::Chair => {
                let all = self.workspace.agreements.get(&p.id);
                let last = all.and_then(|all| all.iter().rfind(|a| a.reopened.is_none()));
                last.map(|a| (a.on, "agreed".to_owned(), a.level.phrase().to_owned()))
                    .into_iter()
                    .collect()
            }
            Who::Everybody => {
                let header = &self.workspace.header;
                let delegations = header.delegations.iter().map(|d| d.code);
                delegations.filter_map(of_party).collect()
            }
        }
    }

    fn standing(&mut self, at: usize, p: &Arc<Paragraph>, counted: bool, who: Who) {
        let spoken = self.spoken(p, who);
        if spoken.is_empty() {
            let heard = if counted { Heard::Unheard } else { Heard::Same };
            self.row(p.clone(), Some(at), heard, Vec::new());
            return;
        }
        // The words that stand come first, then earlier ones, the newest position's first.
        let mut wordings: Vec<(Digest, Vec<(String, String)>)> = Vec::new();
        for (on, code, stance) in spoken {
            match wordings.iter_mut().find(|(digest, _)| *digest == on) {
                Some((_, who)) => who.push((code, stance)),
                None => wordings.push((on, vec![(code, stance)])),
            }
        }
        wordings.sort_by_key(|(on, _)| *on != p.digest());
        for (on, who) in wordings {
            let earlier = kept_words(self.workspace, p.id, on, self.kept);
            let heard = match &earlier {
                _ if on == p.digest() => Heard::Same,
                Some(_) => Heard::Changed,
                None => Heard::Nowhere,
            };
            let shown = earlier.map_or_else(|| p.clone(), |text| Arc::new(p.with_text(&text)));
            self.row(shown, Some(at), heard, who);
        }
    }

    fn deleted(&mut self, b: &Document, deleted: &Deleted, who: Who) {
        let p = &deleted.paragraph;
        let joined = joined_to(b, deleted);
        for (on, code, stance) in self.spoken(p, who) {
            let earlier = kept_words(self.workspace, p.id, on, self.kept);
            let heard = match &earlier {
                Some(_) => Heard::Changed,
                None => Heard::Nowhere,
            };
            let mut shown = p.with_text(&earlier.unwrap_or_else(|| p.text().to_owned()));
            // It has no place any more: without a label its id is what brings it back.
            shown.label = shown.label.or_else(|| Label::new(p.id.as_str()));
            let a = &self.a;
            let same = self.rows.iter_mut().find(|row| {
                let is_last = row.a.len() > 1 || row.b.is_none();
                let last = row.a.last().and_then(|at| a.paragraphs.get(*at));
                let same = |other: &Arc<Paragraph>| {
                    other.id == shown.id && other.digest() == shown.digest()
                };
                is_last && last.is_some_and(same)
            });
            match (same, &joined) {
                (Some(row), _) => row.remark.who.push((code, stance)),
                (None, Some(joined)) => self.join(joined, shown, heard, (code, stance)),
                (None, None) => self.row(Arc::new(shown), None, heard, vec![(code, stance)]),
            }
        }
    }

    /// Words that were spoken on and that another paragraph took in stand beside it, together with its own earlier words.
    /// Who spoke on the whole since then has heard of it.
    fn join(&mut self, to: &Joined, shown: Paragraph, heard: Heard, who: (String, String)) {
        let shown = Arc::new(shown);
        let place = self.a.paragraphs.len();
        let own = self.rows.iter_mut().find(|row| {
            let is_own = row.remark.who.iter().any(|(code, _)| *code == who.0);
            row.b == Some(to.at) && (is_own || row.remark.who.is_empty())
        });
        match own {
            Some(row) if !row.remark.who.is_empty() && row.remark.heard == Heard::Same => {}
            Some(row) if row.remark.who.len() < 2 => {
                self.a.paragraphs.push(shown);
                if row.remark.heard != Heard::Changed
                    && row.a.len() == 1
                    && let Some(first) = row.a.first().and_then(|at| self.a.paragraphs.get_mut(*at))
                {
                    *first = Arc::new(first.with_text(&to.before));
                }
                row.a.push(place);
                if row.remark.heard != Heard::Nowhere {
                    row.remark.heard = heard;
                }
                if !row.remark.who.contains(&who) {
                    row.remark.who.push(who);
                }
            }
            _ => {
                let Some(first) = self
                    .workspace
                    .original()
                    .and_then(|b| b.paragraphs.get(to.at))
                else {
                    return;
                };
                self.a
                    .paragraphs
                    .push(Arc::new(first.with_text(&to.before)));
                self.a.paragraphs.push(shown);
                let behind = self.rows.iter().rposition(|row| row.b == Some(to.at));
                let row = Row {
                    a: vec![place, place + 1],
                    b: Some(to.at),
                    remark: Remark {
                        heard,
                        who: vec![who],
                    },
                };
                let at = behind.map_or(self.rows.len(), |at| at + 1);
                self.rows.insert(at, row);
            }
        }
    }

    fn row(
        &mut self,
        shown: Arc<Paragraph>,
        b: Option<usize>,
        heard: Heard,
        who: Vec<(String, String)>,
    ) {
        let a = self.a.paragraphs.len();
        self.a.paragraphs.push(shown);
        let remark = Remark { heard, who };
        self.rows.push(Row {
            a: vec![a],
            b,
            remark,
        });
    }
}

/// A paragraph that took in another one.
struct Joined {
    /// Its place in the draft.
    at: usize,
    /// Its own words without those that it took in.
    before: String,
}

/// The paragraph that took in a deleted one: what it stood behind, when that has nearly all of its words together.
fn joined_to(b: &Document, deleted: &Deleted) -> Option<Joined> {
    // Of what was joined first, the rest was joined behind it.
    let mut before = deleted.after;
    let at = loop {
        let id = before?;
        match b.index_of(id) {
            Some(at) => break at,
            None => before = b.deleted.iter().find(|d| d.paragraph.id == id)?.after,
        }
    };
    let whole = b.paragraphs.get(at)?.text();
    let own = deleted.paragraph.text();
    let marks = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let edits = words(own, whole);
    let equal = |edit: &super::Edit| edit.op == Op::Equal && !edit.text.trim().is_empty();
    let (first, last) = (
        edits.iter().position(equal)?,
        edits.iter().rposition(equal)?,
    );
    let within = edits.get(first..=last)?.iter();
    let (kept, other) = within.fold((0, 0), |(kept, other), edit| match edit.op {
        Op::Equal => (kept + marks(&edit.text), other),
        Op::Insert => (kept, other + marks(&edit.text)),
        Op::Delete => (kept, other),
    });
    let all = marks(own);
    if kept * KEPT.1 < all * KEPT.0 || other > kept || marks(whole) <= all {
        return None;
    }
    let mut before = String::new();
    for (place, edit) in edits.iter().enumerate() {
        if edit.op == Op::Insert && !(first..=last).contains(&place) {
            before.push_str(&edit.text);
        }
    }
    Some(Joined {
        at,
        before: before.trim().to_owned(),
    })
}

/// What part of the words of a paragraph must stand in another for it to have been joined to that: four in five, for people
/// smooth the seam.
const KEPT: (usize, usize) = (4, 5);

/// The words of a paragraph that had a digest: in the draft, in what was deleted, in a version, or among those that are handed
/// in.
pub fn kept_words(workspace: &Workspace, id: Id, on: Digest, kept: &Kept) -> Option<String> {
    if let Some(found) = workspace.words_of(id, on) {
        return Some(found.text().to_owned());
    }
    let original = workspace.original();
    let deleted = original.and_then(|document| {
        let mut deleted = document.deleted.iter().map(|d| &d.paragraph);
        deleted.find(|p| p.id == id && p.digest() == on)
    });
    deleted
        .map(|p| p.text().to_owned())
        .or_else(|| kept.get(&on).cloned())
}

impl Since {
    /// The pairs with what is known beside them.
    pub fn rows(&self) -> impl Iterator<Item = (&Pair, &Remark)> {
        self.comparison.pairs.iter().zip(&self.remarks)
    }

    /// What changed and how it was spoken on.
    fn changes(&self) -> impl Iterator<Item = (&Pair, &Remark)> {
        self.rows().filter(|(_, remark)| remark.is_change())
    }

    /// Whether the same words changed, on which the same was said.
    fn is_like(&self, other: &Self) -> bool {
        let stances = |remark: &Remark| {
            let mut all: Vec<String> = remark.who.iter().map(|(_, said)| said.clone()).collect();
            all.sort_unstable();
            all.dedup();
            (remark.heard, all)
        };
        let same = |((one, mine), (other, theirs)): ((&Pair, &Remark), (&Pair, &Remark))| {
            (one.kind, &one.b, &one.edits) == (other.kind, &other.b, &other.edits)
                && stances(mine) == stances(theirs)
        };
        self.changes().count() == other.changes().count()
            && self.changes().zip(other.changes()).all(same)
    }

    /// How many paragraphs are others than those that were spoken on.
    pub fn changed(&self) -> usize {
        self.remarks.iter().filter(|r| r.is_change()).count()
    }

    /// In plain sentences.
    pub fn aloud(&self, who: Who, sign: char) -> String {
        let code = match who {
            Who::Party(code) => vec![code],
            Who::Chair | Who::Everybody => Vec::new(),
        };
        self.told(who, &code, sign)
    }

    /// In plain sentences, for several who spoke on the same words.
    pub(super) fn aloud_for(&self, who: &[Code], sign: char) -> String {
        let first = who.first().map_or(Who::Everybody, |code| Who::Party(*code));
        self.told(first, who, sign)
    }

    fn told(&self, who: Who, parties: &[Code], sign: char) -> String {
        let code = few(parties);
        let (took, spoke, has) = match parties {
            [_] => ("its", "it", "has"),
            _ => ("their", "they", "have"),
        };
        let spoke = format!(" that {spoke} spoke on");
        let names = Names {
            a: &self.a,
            b: &self.b,
            sign,
        };
        let of = |heard: Heard| -> Vec<String> {
            let found = self.rows().filter(|(_, remark)| remark.heard == heard);
            let mut called: Vec<String> = found.map(|(pair, _)| names.of(pair)).collect();
            called.dedup();
            called
        };
        let spoken = self
            .rows()
            .filter(|(_, remark)| !remark.who.is_empty())
            .count();
        let noun = match who {
            Who::Everybody => "wording",
            Who::Chair => "agreed paragraph",
            Who::Party(_) => "paragraph",
        };
        let (since, spoken_on) = match who {
            Who::Party(_) => (format!("Since {code} took {took} positions"), &*spoke),
            Who::Chair => ("Since the gavel".to_owned(), ""),
            Who::Everybody => (
                "Since delegations took their positions".to_owned(),
                " that they spoke on",
            ),
        };
        let mut said = if spoken == 0 {
            match who {
                Who::Party(_) => format!("{code} {has} no position on any paragraph."),
                Who::Chair => "Nothing is agreed yet.".to_owned(),
                Who::Everybody => "Nobody has a position on any paragraph.".to_owned(),
            }
        } else if self.changed() == 0 {
            let all = counted(spoken, noun);
            format!("{since}, nothing changed in the {all}{spoken_on}.")
        } else {
            let changed: Vec<Pair> = self
                .rows()
                .filter(|(_, remark)| remark.is_change())
                .map(|(pair, _)| pair.clone())
                .collect();
            let mut clauses = what(&changed, &names);
            let nowhere = of(Heard::Nowhere);
            if !nowhere.is_empty() {
                clauses.push(format!(
                    "the earlier words of {} are nowhere kept",
                    listed(&nowhere)
                ));
            }
            let all = counted(spoken, noun);
            let changed = match self.changed() {
                // They may have spoken on others besides, each on its own.
                one if parties.len() > 1 => format!("{} of the {noun}s", number(one)),
                one if one == spoken && one == 1 => format!("the {all}"),
                every if every == spoken => format!("all {all}"),
                some => format!("{} of the {all}", number(some)),
            };
            format!(
                "{since}, {changed}{spoken_on} changed: {}.",
                clauses.join("; ")
            )
        };
        for shift in Shift::ALL {
            let duties = self.rows().flat_map(|(pair, _)| {
                let name = names.of(pair);
                let notes = names.notes(pair).into_iter();
                notes.filter_map(move |note| match note {
                    Note::Duty(duty) if duty.shift == shift => {
                        Some(format!("“{}” became “{}” in {name}", duty.from, duty.to))
                    }
                    _ => None,
                })
            });
            let duties: Vec<String> = duties.collect();
            if !duties.is_empty() {
                said.push_str(
                    &format_args!(" {}: {}.", capital(shift.word()), listed(&duties)).to_string(),
                );
            }
        }
        let unheard = of(Heard::Unheard);
        if spoken > 0 && !unheard.is_empty() && parties.len() < 2 {
            let unheard = some(&unheard);
            let rest = match who {
                Who::Party(_) => format!(" It has no position on {unheard}."),
                Who::Chair => format!(" Not agreed: {unheard}."),
                Who::Everybody => format!(" Nobody spoke on {unheard}."),
            };
            said.push_str(&rest);
        }
        said
    }
}

/// The first few by code, the rest counted.
pub(super) fn few(codes: &[Code]) -> String {
    some(&codes.iter().map(ToString::to_string).collect::<Vec<_>>())
}

/// Puts together for whom the same changed, and who spoke on it alike; in the order of the first of each. For whom nothing
/// changed is left out. What did not change is that of the first.
pub fn alike(all: Vec<(Code, Since)>) -> Vec<(Vec<Code>, Since)> {
    let mut found: Vec<(Vec<Code>, Since)> = Vec::new();
    for (code, since) in all {
        if since.changed() == 0 {
            continue;
        }
        match found.iter_mut().find(|(_, other)| other.is_like(&since)) {
            Some((codes, other)) => {
                codes.push(code);
                let theirs = since.remarks.into_iter().filter(Remark::is_change);
                let mine = other.remarks.iter_mut().filter(|mine| mine.is_change());
                for (mine, theirs) in mine.zip(theirs) {
                    mine.who.extend(theirs.who);
                }
            }
            None => found.push((vec![code], since)),
        }
    }
    found
}

#[cfg(test)]
mod tests;
