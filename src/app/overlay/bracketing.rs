//! The brackets of a paragraph, in front of the draft: walked one by one, each with its wordings, who holds them, what can be
//! taken of it, and the words that would result. What is done with them is in `crate::app::bracketing`. Start at
//! [`Bracketing`].

use std::ops::Range;

use super::{Line, Overlay};
use crate::app::App;
use crate::compare::words;
use crate::edit::bracket::{Act, How, Over, Seen, Wide, choice_over, hold, reading};
use crate::edit::{Change, Touch, apply};
use crate::model::bracket::{BracketKind, Take, Wish};
use crate::model::{Id, Paragraph, Workspace};
use crate::text::Language;

/// The brackets of a paragraph, one of them selected.
#[derive(Debug, Clone)]
pub struct Bracketing {
    /// Which paragraph.
    pub paragraph: Id,
    /// In which language.
    pub language: Language,
    /// The selected one, from 0.
    pub at: usize,
    /// What would be taken of it, by its place among what can be.
    pub outcome: usize,
    /// Rows that were passed over by hand.
    pub top: usize,
}

/// Something that can be resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A bracket in the words.
    Here(Seen),
    /// A bracket or options over several paragraphs, with its number among those that hold the paragraph.
    Over(usize, Wide),
}

/// What is drawn of the mode.
#[derive(Debug, Clone)]
pub struct BracketView {
    /// The paragraph, and how many.
    pub title: String,
    /// Its words.
    pub words: String,
    /// Bytes of the selected bracket in them.
    pub lit: Option<Range<usize>>,
    /// What is said of the selected one; the second of each says whether somebody has to look.
    pub lines: Vec<(Line, bool)>,
}

impl Bracketing {
    /// The brackets of a paragraph, the first one selected.
    pub(in crate::app) fn on(paragraph: Id, language: Language) -> Self {
        Self {
            paragraph,
            language,
            at: 0,
            outcome: 0,
            top: 0,
        }
    }

    /// The paragraph as it stands.
    pub fn words<'w>(&self, workspace: &'w Workspace) -> Option<&'w Paragraph> {
        workspace
            .draft(&self.language)?
            .get(self.paragraph)
            .map(|p| &**p)
    }

    /// What can be resolved: the brackets of the words, then what stands over several paragraphs.
    pub fn entries(&self, workspace: &Workspace) -> Vec<Entry> {
        let Some(p) = self.words(workspace) else {
            return Vec::new();
        };
        let here = reading(&workspace.header, p).into_iter().map(Entry::Here);
        let mut entries: Vec<Entry> = here.collect();
        if self.language == workspace.header.original
            && let Some(draft) = workspace.original()
        {
            let over = hold(draft, p.id).into_iter().enumerate();
            entries.extend(over.map(|(at, wide)| Entry::Over(at + 1, wide)));
        }
        entries
    }

    /// The selected one.
    pub fn entry(&self, workspace: &Workspace) -> Option<Entry> {
        let mut entries = self.entries(workspace);
        let at = self.at.min(entries.len().checked_sub(1)?);
        Some(entries.swap_remove(at))
    }

    /// What would be taken of the selected one.
    pub fn take(&self, entry: &Entry) -> Take {
        let all = entry.outcomes();
        let take = all.get(self.outcome).or(all.first()).copied();
        take.unwrap_or(Take::Keep)
    }

    /// The change that takes that of it.
    pub fn change(&self, workspace: &Workspace, entry: &Entry, take: Take) -> Option<Change> {
        match entry {
            Entry::Here(seen) => Some(Change::Bracket {
                language: self.language,
                paragraph: self.paragraph,
                act: Act::Resolve {
                    bracket: Some(seen.number),
                    how: How::Take(take),
                },
                base: self.words(workspace)?.digest(),
            }),
            Entry::Over(nth, _) => Some(Change::Over {
                paragraph: self.paragraph,
                act: Over::Resolve { nth: *nth, take },
                base: workspace.original()?.digest(),
            }),
        }
    }
}

impl Entry {
    /// What can be taken of it.
    pub fn outcomes(&self) -> Vec<Take> {
        let (own, beside) = match self {
            Self::Here(seen) => (seen.bracket.alternatives.len(), seen.beside.len()),
            Self::Over(_, Wide::Options(group)) => (group.options.len(), 0),
            Self::Over(..) => (1, 0),
        };
        let choose = |many: usize| (1..=many).map(Take::Choose);
        if own > 1 {
            return choose(own).chain([Take::Drop]).collect();
        }
        let beside = if beside > 1 { beside } else { 0 };
        [Take::Keep, Take::Drop]
            .into_iter()
            .chain(choose(beside))
            .collect()
    }
}

/// What a delegation wants, as a list says it.
fn said(wish: Wish) -> &'static str {
    match wish {
        Wish::Propose => "proposes",
        Wish::Retain => "retains",
        Wish::Delete => "deletes",
        Wish::Reserve => "reserves",
    }
}

impl App {
    /// The brackets in front, if they are.
    pub(in crate::app) fn bracketing(&self) -> Option<&Bracketing> {
        match self.overlays.last() {
            Some(Overlay::Bracketing(mode)) => Some(mode),
            _ => None,
        }
    }

    pub(in crate::app) fn bracketing_mut(&mut self) -> Option<&mut Bracketing> {
        match self.overlays.last_mut() {
            Some(Overlay::Bracketing(mode)) => Some(mode),
            _ => None,
        }
    }

    /// Everything that is drawn of the brackets of a paragraph.
    pub fn bracket_view(&self, mode: &Bracketing) -> Option<BracketView> {
        let workspace = self.workspace()?;
        let p = mode.words(workspace)?;
        let entries = mode.entries(workspace);
        let at = mode.at.min(entries.len().saturating_sub(1));
        let name = self.name_of(mode.paragraph);
        let Some(entry) = entries.get(at) else {
            let nothing = Line::Plain("Nothing is in brackets here.".to_owned());
            return Some(BracketView {
                title: format!("{name} · no brackets"),
                words: p.text().to_owned(),
                lit: None,
                lines: vec![(nothing, false)],
            });
        };
        let title = format!("{name} · bracket {} of {}", at + 1, entries.len());
        let mut lines = Vec::new();
        let take = mode.take(entry);
        let outcomes = entry.outcomes().into_iter().map(|one| {
            let words = match one {
                Take::Choose(nth) => format!("{nth}"),
                other => other.to_string(),
            };
            if one == take {
                format!("<{words}>")
            } else {
                format!(" {words} ")
            }
        });
        let outcomes: Vec<String> = outcomes.collect();
        lines.push((Line::Strong(format!("take: {}", outcomes.join(" "))), false));
        let lit = match entry {
            Entry::Here(seen) => {
                about(p, seen, &mut lines);
                Some(seen.bracket.range.clone())
            }
            Entry::Over(_, wide) => {
                self.about_over(workspace, wide, &mut lines);
                None
            }
        };
        self.foreseen_of(workspace, mode, entry, take, &mut lines);
        Some(BracketView {
            title,
            words: p.text().to_owned(),
            lit,
            lines,
        })
    }

    /// The words that would result.
    fn foreseen_of(
        &self,
        workspace: &Workspace,
        mode: &Bracketing,
        entry: &Entry,
        take: Take,
        lines: &mut Vec<(Line, bool)>,
    ) {
        let Some(change) = mode.change(workspace, entry, take) else {
            return;
        };
        match apply(workspace, &change, &self.stamp()) {
            Err(why) => {
                let why = crate::app::sentence::sentence(&why.to_string());
                lines.push((Line::Plain(why), true));
            }
            Ok(applied) => {
                for touch in &applied.touches {
                    match touch {
                        Touch::Put {
                            before,
                            after,
                            language,
                        } if *language == mode.language && before.text() != after.text() => {
                            if matches!(entry, Entry::Over(..)) {
                                let name = self.name_of(after.id);
                                lines.push((Line::Faint(name), false));
                            }
                            let edits = words(before.text(), after.text());
                            lines.push((Line::Words(edits), false));
                        }
                        Touch::Remove {
                            paragraph,
                            language,
                            ..
                        } if *language == mode.language => {
                            let name = self.name_of(paragraph.id);
                            let words = crate::text::truncate(paragraph.text(), 60);
                            lines.push((Line::Plain(format!("{name} goes: {words}")), true));
                        }
                        _ => {}
                    }
                }
            }
        }
    }

    fn about_over(&self, workspace: &Workspace, wide: &Wide, lines: &mut Vec<(Line, bool)>) {
        let Some(draft) = workspace.original() else {
            return;
        };
        let (from, to) = wide.range(draft);
        let name = |at: usize| {
            let p = draft.paragraphs.get(at);
            p.map(|p| self.name_of(p.id)).unwrap_or_default()
        };
        let what = match wide {
            Wide::Listed(_, found) if !found.marks.is_empty() => {
                format!("a bracket over paragraphs - {}", found.marks)
            }
            Wide::Listed(..) | Wide::Written(_) => "a bracket over paragraphs".to_owned(),
            Wide::Options(_) => "options over paragraphs".to_owned(),
        };
        let line = format!("{what}, from {} to {}", name(from), name(to));
        lines.push((Line::Plain(line), false));
        if let Some(take) = choice_over(draft, wide) {
            let take = match take {
                Take::Choose(nth) => format!("option {nth}"),
                other => other.to_string(),
            };
            let line = format!("the chair would take: {take}");
            lines.push((Line::Faint(line), false));
        }
        if let Wide::Options(group) = wide {
            for (at, option) in group.options.iter().enumerate() {
                let words = draft.paragraphs.get(option.from);
                let words = words.map(|p| crate::text::truncate(p.text(), 60).into_owned());
                let line = format!("{}  {}", at + 1, words.unwrap_or_default());
                lines.push((Line::Plain(line), false));
            }
        }
    }
}

/// Who holds what of a bracket.
fn about(p: &Paragraph, seen: &Seen, lines: &mut Vec<(Line, bool)>) {
    let slice = |range: Range<usize>| p.text().get(range).unwrap_or_default();
    let many = seen.bracket.alternatives.len();
    let mut notes = Vec::new();
    if seen.bracket.kind == BracketKind::Placeholder {
        notes.push("waits for words".to_owned());
    }
    if seen.depth > 0 {
        notes.push(format!("inside {} other", seen.depth));
    }
    if seen.beside.len() > 1 {
        let numbers: Vec<String> = seen.beside.iter().map(ToString::to_string).collect();
        notes.push(format!(
            "one of several side by side: {}",
            numbers.join(", ")
        ));
    }
    if let Some(take) = seen.chosen {
        let take = match take {
            Take::Choose(nth) => format!("wording {nth}"),
            other => other.to_string(),
        };
        notes.push(format!("the chair would take: {take}"));
    }
    for (at, wording) in seen.bracket.alternatives.iter().enumerate() {
        let held: Vec<String> = wording
            .marks
            .iter()
            .map(|m| format!("{} {}", slice(m.party.clone()), said(m.wish)))
            .collect();
        let held = if held.is_empty() {
            "nobody is named".to_owned()
        } else {
            held.join(", ")
        };
        let words = crate::text::truncate(slice(wording.body.clone()), 60);
        let number = if many > 1 {
            format!("{}  ", at + 1)
        } else {
            String::new()
        };
        lines.push((Line::Plain(format!("{number}{words} · {held}")), false));
    }
    if !notes.is_empty() {
        lines.push((Line::Faint(notes.join(" · ")), false));
    }
}
