//! What the interface asks about texts, answered from a workspace: two sides compared, a paragraph's history, the table of
//! versions. Whoever does the work hands in what stands on the disk besides. Start at [`compared`].

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Event;
use crate::compare::{
    self, Bridge, Comparer, Count, Edit, Kept, Labels, Names, Options, Pair, Sheet, Stage,
    Typography, Who, unit,
};
use crate::edit;
use crate::model::progress::Progress;
use crate::model::{Document, Id, Lens, Moment, Workspace};
use crate::text::Language;

/// What stands before the place of a paragraph without a label.
pub const SIGN: char = '¶';

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Side {
    /// The draft.
    Draft,
    /// A version, by its label.
    Version(String),
    /// A precedent, by its name.
    Precedent(String),
    /// The draft in another language.
    Language(Language),
    /// A file, by its path.
    File(PathBuf),
    /// The words that somebody agreed to, each as it then was.
    Since(Who),
}

/// Two sides that are to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The older side.
    pub a: Side,
    /// The newer side.
    pub b: Side,
    /// How each is looked at.
    pub lenses: (Lens, Lens),
    /// In which language.
    pub language: Language,
    /// Whether a new label is a change.
    pub labels: Labels,
    /// Whether typography that differs is a change.
    pub typography: Typography,
}

/// A document from a file, and whether its ids are its own.
pub type FromFile = (Document, bool);

/// What people call a side.
pub fn side_name(side: &Side) -> String {
    match side {
        Side::Draft => "draft".to_owned(),
        Side::Version(label) => label.clone(),
        Side::Precedent(name) => format!("precedent {name}"),
        Side::Language(language) => format!("draft in {}", language.name()),
        Side::File(path) => {
            let name = path.file_name().unwrap_or(path.as_os_str());
            format!("file {}", name.to_string_lossy())
        }
        Side::Since(Who::Party(code)) => format!("since {code} agreed"),
        Side::Since(Who::Chair) => "since it was gavelled".to_owned(),
        Side::Since(Who::Everybody) => "since anybody agreed".to_owned(),
    }
}

/// The same with the lens, where that is not the usual one; and as part of a sentence.
fn said(side: &Side, lens: Lens) -> String {
    let name = match side {
        Side::Draft => "the draft".to_owned(),
        Side::Language(language) => format!("the draft in {}", language.name()),
        other => side_name(other),
    };
    format!("{name}{}", lens.suffix())
}

/// The comparison before, kept for as long as the workspace is open: an edit is then drawn into it, and the rest of the
/// text is not compared again.
#[derive(Debug, Clone, Default)]
pub struct Before(Option<(Options, Comparer)>);

impl Before {
    fn comparer(&mut self, options: Options) -> &mut Comparer {
        if self.0.as_ref().is_some_and(|(kept, _)| *kept != options) {
            self.0 = None;
        }
        let new = || (options, Comparer::new(options));
        &mut self.0.get_or_insert_with(new).1
    }
}

/// Compares two sides. `before` is what was compared last, whatever that was.
///
/// # Errors
/// Why they cannot be compared, for people.
pub fn compared(
    workspace: &Workspace,
    question: &Question,
    before: &mut Before,
    kept: &dyn Fn(&Workspace) -> Kept,
    file: &mut dyn FnMut(&Path) -> Result<FromFile, String>,
) -> Result<Sheet, String> {
    let Question { a, b, lenses, .. } = question;
    let who = match (a, b) {
        (Side::Since(who), Side::Draft) | (Side::Draft, Side::Since(who)) => Some(*who),
        (Side::Since(_), _) | (_, Side::Since(_)) => {
            return Err(
                "What changed since somebody agreed is told of the draft: choose that as the newer side."
                    .to_owned(),
            );
        }
        _ => None,
    };
    if let Some(who) = who {
        let since = compare::since(workspace, who, &kept(workspace));
        return since
            .map(|since| Sheet::since(who, since, SIGN))
            .ok_or_else(|| "There is no draft in the original language.".to_owned());
    }
    let mut own_ids = true;
    let mut document = |side: &Side, lens: Lens| -> Result<[Arc<Document>; 2], String> {
        let found = match side {
            Side::File(path) => {
                let (read, own) = file(path)?;
                own_ids &= own;
                Arc::new(read)
            }
            side => kept_text(workspace, side, question.language)?,
        };
        let view = edit::lens::see(lens, Some(workspace), &found);
        view.map(|view| [found, view.document])
            .map_err(|why| super::sentence::sentence(&why.to_string()))
    };
    let ([a_kept, old], [b_kept, new]) = (document(a, lenses.0)?, document(b, lenses.1)?);
    let bridge = Bridge::of(workspace, &a_kept, &b_kept);
    let options = Options {
        ids: own_ids,
        typography: question.typography,
        ..Options::default()
    };
    Ok(Sheet::again(
        before.comparer(options).by_way_of(bridge),
        (&said(a, lenses.0), old),
        (&said(b, lenses.1), new),
        SIGN,
    )
    .with_labels(question.labels, SIGN))
}

/// A text that the workspace keeps.
fn kept_text(
    workspace: &Workspace,
    side: &Side,
    language: Language,
) -> Result<Arc<Document>, String> {
    let found = match side {
        Side::Draft | Side::Since(_) | Side::File(_) => workspace.draft(&language),
        Side::Language(other) => workspace.draft(other),
        Side::Version(label) => workspace
            .version(label)
            .and_then(|v| v.documents.get(&language)),
        Side::Precedent(name) => workspace
            .precedents
            .iter()
            .find(|p| *p.name == **name)
            .map(|p| &p.document),
    };
    found.cloned().ok_or_else(|| match side {
        Side::Language(other) => format!("There is no draft in {}.", other.name()),
        Side::Version(label) => format!("Version {label} has no text in {}.", language.name()),
        Side::Precedent(name) => format!("There is no precedent {name}."),
        Side::Draft | Side::Since(_) | Side::File(_) => {
            format!("There is no draft in {}.", language.name())
        }
    })
}

/// The versions that have a language, oldest first, and the draft: what people call each, when it was frozen, the text.
pub type Series<'a> = Vec<(String, Option<Moment>, &'a Document)>;

/// The series of a language.
pub fn series(workspace: &Workspace, language: Language) -> Series<'_> {
    let versions = workspace.versions.iter().filter_map(|version| {
        let document = version.documents.get(&language)?;
        Some((version.label.to_string(), version.frozen, &**document))
    });
    let draft = workspace.draft(&language);
    let draft = draft.map(|document| ("draft".to_owned(), None, &**document));
    versions.chain(draft).collect()
}

/// A version, or the draft, in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRow {
    /// What people call it.
    pub name: String,
    /// When it was frozen, what it has, and what changed since the one before.
    pub detail: String,
    /// What it has, where there is little room.
    pub brief: String,
    /// As a side of a comparison.
    pub side: Side,
}

/// How agreement grew, as every count of it has it.
pub fn progress(workspace: &Workspace) -> Progress {
    let consensus = workspace.consensus();
    Progress::of(workspace, &consensus)
}

/// How many paragraphs of a text of a series were agreed when it was frozen; of the draft, are.
pub fn agreed(progress: &Progress, workspace: &Workspace, name: &str) -> usize {
    let version = workspace
        .version(name)
        .map(|version| version.label.as_str());
    let mut points = progress.points.iter();
    let point = points.find(|point| point.version.as_deref() == version);
    point.map_or(0, |point| point.agreed)
}

/// Every version and the draft, oldest first.
pub fn versions(workspace: &Workspace, language: Language) -> Vec<VersionRow> {
    let mut before: Option<&Document> = None;
    let mut rows = Vec::new();
    let progress = progress(workspace);
    for (name, frozen, document) in series(workspace, language) {
        let count = Count::of(document, agreed(&progress, workspace, &name));
        let since = before.map(|older| compare::compare(older, document, Options::default()));
        before = Some(document);
        let day: String = match frozen {
            Some(at) => at.minute().chars().take(10).collect(),
            None => " ".repeat(10),
        };
        let unit = unit(language);
        let mut parts = vec![format!(
            "{day} {:>3} ¶ {:>5} {unit}s {:>2} [ ] {:>3} agreed",
            count.paragraphs, count.words, count.brackets, count.agreed
        )];
        parts.extend(since.map(|comparison| {
            let sums = compare::Summary {
                unchanged: 0,
                ..comparison.summary
            };
            match sums.parts() {
                none if none.is_empty() => "nothing changed".to_owned(),
                parts => format!(
                    "+{} -{} {unit}s, {}",
                    sums.words_inserted,
                    sums.words_deleted,
                    parts.join(", ")
                ),
            }
        }));
        let side = if frozen.is_none() && name == "draft" {
            Side::Draft
        } else {
            Side::Version(name.clone())
        };
        rows.push(VersionRow {
            name,
            brief: format!(
                "{} ¶ {} [ ] {} agreed",
                count.paragraphs, count.brackets, count.agreed
            ),
            detail: parts.join("  "),
            side,
        });
    }
    rows
}

/// A paragraph in one text of the series.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The text, when it was frozen, what the paragraph is called in it, what happened.
    pub head: String,
    /// What changed in its words, or all of them where it came in.
    pub words: Vec<Vec<Edit>>,
    /// Who did what to it since the text before.
    pub done: Vec<String>,
}

/// Whether an act made a text other than it was; what delegations and the chair say of it is told elsewhere.
pub fn is_of_the_text(act: &str) -> bool {
    !matches!(
        act,
        "position" | "agree" | "reopen" | "park" | "unpark" | "note"
    )
}

/// A paragraph through all versions to the draft.
///
/// # Errors
/// When no text of the language has it.
pub fn history(
    workspace: &Workspace,
    paragraph: Id,
    language: Language,
    events: &[Event],
) -> Result<Vec<Told>, String> {
    let texts = series(workspace, language);
    let documents: Vec<&Document> = texts.iter().map(|text| text.2).collect();
    let mut newest = documents.iter().enumerate().rev();
    let (text, at) = newest
        .find_map(|(text, document)| Some((text, document.index_of(paragraph)?)))
        .ok_or_else(|| format!("No text in {} has this paragraph.", language.name()))?;
    let stages = compare::history(&documents, text, at);
    let told = stages.iter().filter_map(|stage| {
        let (name, frozen, document) = texts.get(stage.text)?;
        let from = stage.from.and_then(|from| texts.get(from));
        let names = Names {
            a: from.map_or(*document, |text| text.2),
            b: document,
            sign: SIGN,
        };
        let called = names.all_newer(&stage.places);
        let what = match from {
            None => "came in".to_owned(),
            Some(_) if !stage.is_change() => "unchanged".to_owned(),
            Some(_) => {
                let all = stage.pairs.iter().map(|pair| what(&names, pair));
                let all = all.filter(|what| !what.is_empty());
                all.collect::<Vec<_>>().join("; ")
            }
        };
        let parts = [
            name.clone(),
            frozen.map(Moment::minute).unwrap_or_default(),
            called,
            what,
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Some(Told {
            head: parts.join("  ·  "),
            words: words(stage, document),
            done: done(stage, &texts, events),
        })
    });
    Ok(told.collect())
}

fn words(stage: &Stage, document: &Document) -> Vec<Vec<Edit>> {
    if stage.from.is_none() {
        let places = stage.places.iter();
        let whole = places.filter_map(|at| document.paragraphs.get(*at));
        return whole
            .map(|p| {
                vec![Edit {
                    op: compare::Op::Equal,
                    text: p.text().to_owned(),
                }]
            })
            .collect();
    }
    let changed = stage.pairs.iter().filter(|pair| pair.is_change());
    changed.map(|pair| pair.edits.clone()).collect()
}

/// What the record has between two texts about the paragraph.
fn done(stage: &Stage, texts: &Series<'_>, events: &[Event]) -> Vec<String> {
    let older: Vec<usize> = stage.pairs.iter().flat_map(|pair| pair.a.clone()).collect();
    let mut ids: Vec<Id> = Vec::new();
    for (text, places) in [(Some(stage.text), &stage.places), (stage.from, &older)] {
        let document = text.and_then(|at| texts.get(at)).map(|text| text.2);
        ids.extend(
            places
                .iter()
                .filter_map(|at| Some(document?.paragraphs.get(*at)?.id)),
        );
    }
    let text = |at: usize| {
        let (name, frozen, _) = texts.get(at)?;
        // The draft is behind all that was done.
        frozen.map(|frozen| (name.as_str(), Some(frozen)))
    };
    let lines: Vec<compare::Done<'_>> = events
        .iter()
        .map(|event| (event.at, &*event.act, &*event.title))
        .collect();
    let between = compare::stretch(&lines, stage.from.and_then(text), text(stage.text));
    let events = events.get(between).unwrap_or_default().iter();
    events
        .filter(|event| event.paragraph.is_some_and(|id| ids.contains(&id)))
        .filter(|event| is_of_the_text(&event.act))
        .map(|event| format!("{}  {}  {}", event.at.minute(), event.actor, event.title))
        .collect()
}

/// What happened to a pair, in words: `changed, moved from 12, shall → should: weaker`.
pub fn what(names: &Names<'_>, pair: &Pair) -> String {
    use compare::Kind;
    let kind = match pair.kind {
        // Said by its note, with into what.
        Kind::Unchanged | Kind::Split | Kind::Merged => None,
        Kind::Changed => Some("changed"),
        Kind::Inserted => Some("inserted"),
        Kind::Deleted => Some("deleted"),
    };
    let notes = names.notes(pair).into_iter().map(|note| note.words());
    let all = kind.map(ToOwned::to_owned).into_iter().chain(notes);
    all.collect::<Vec<_>>().join(", ")
}
