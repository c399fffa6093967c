//! Changes to which paragraphs there are, and what they are.

use super::overlay::{Act, Answer, Choose, Prompted, Row};
use super::{App, Effect};
use crate::edit::Change;
use crate::model::{Document, Id, Paragraph, Role};

impl App {
    /// Moves the selected paragraph behind the next one, or before the one above.
    pub(super) fn shift(&mut self, down: bool, times: usize) -> Vec<Effect> {
        let (Some(id), Some(original)) = (
            self.draft.selected,
            self.workspace().and_then(|w| w.original()),
        ) else {
            return Vec::new();
        };
        let Some(at) = original.index_of(id) else {
            return Vec::new();
        };
        let target = if down {
            below(original, at, times)
        } else {
            above(original, at, times)
        };
        let Target::Behind(after) = target else {
            self.say(if down {
                "It is the last already."
            } else {
                "It is the first already."
            });
            return Vec::new();
        };
        let effects = self.make(Change::Move {
            paragraph: id,
            after,
        });
        self.select(id);
        effects
    }

    pub(super) fn join(&mut self) -> Vec<Effect> {
        match self.draft.selected {
            Some(paragraph) => self.make(Change::Join { paragraph }),
            None => Vec::new(),
        }
    }

    /// Asks once; and it can be undone, and restored.
    pub(super) fn ask_delete(&mut self) -> Vec<Effect> {
        let Some(paragraph) = self.draft.selected else {
            return Vec::new();
        };
        let words = self
            .selected()
            .map(|p| p.text().to_owned())
            .unwrap_or_default();
        let answers = vec![
            Answer::new('k', "keep it", Act::Stay),
            Answer::new(
                'd',
                "delete it, in every language",
                Act::Make(Box::new(Change::Delete { paragraph })),
            ),
        ];
        let question = format!(
            "Delete {}, with the items under it? It can be restored.",
            self.name_of(paragraph)
        );
        self.open_ask(question, vec![words], answers);
        Vec::new()
    }

    pub(super) fn choose_deleted(&mut self) -> Vec<Effect> {
        let Some(original) = self.workspace().and_then(|w| w.original()) else {
            return Vec::new();
        };
        let rows = original.deleted.iter().map(|d| {
            let name = d
                .paragraph
                .label
                .as_ref()
                .map_or_else(|| d.paragraph.id.to_string(), ToString::to_string);
            (
                Row {
                    text: name,
                    detail: d.paragraph.text().to_owned(),
                },
                d.paragraph.id,
            )
        });
        let (rows, ids): (Vec<Row>, Vec<Id>) = rows.unzip();
        if ids.is_empty() {
            self.say("Nothing was deleted.");
            return Vec::new();
        }
        self.open_choice(
            "Restore which paragraph?".to_owned(),
            rows,
            Choose::Deleted(ids),
        );
        Vec::new()
    }

    pub(super) fn ask_label(&mut self) -> Vec<Effect> {
        let Some(p) = self.selected() else {
            return Vec::new();
        };
        let (id, label) = (
            p.id,
            p.label
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
        );
        let title = format!("Label of {}", self.name_of(id));
        self.open_prompt(
            title,
            "5, 5 bis, (a); nothing for none. In every language.",
            &label,
            Prompted::Label(id),
        );
        Vec::new()
    }

    pub(super) fn ask_note(&mut self) -> Vec<Effect> {
        let Some(p) = self.selected() else {
            return Vec::new();
        };
        let (id, note) = (p.id, p.note.as_deref().unwrap_or_default().to_owned());
        let title = format!("Note on {}", self.name_of(id));
        self.open_prompt(
            title,
            "A remark for the drafters; no part of the text.",
            &note,
            Prompted::Note(id),
        );
        Vec::new()
    }

    pub(super) fn choose_role(&mut self) -> Vec<Effect> {
        let Some(id) = self.draft.selected else {
            return Vec::new();
        };
        let rows = Role::ALL.iter().map(|(role, word)| Row {
            text: (*word).to_owned(),
            detail: match role {
                Role::Title => "of the document or of a part",
                Role::Formula => "“The General Assembly,”",
                Role::Heading => "of a section",
                Role::Preambular => "a participle, a comma, no number",
                Role::Operative => "a verb, a number, a semicolon",
                Role::Paragraph => "of a narrative, an outcome or a treaty",
                Role::Item => "under a chapeau",
                Role::Closing => "signature, place, date",
                Role::Note => "of the secretariat, no part of the text",
            }
            .to_owned(),
        });
        let rows = rows.collect();
        self.open_choice(
            format!("What is {}?", self.name_of(id)),
            rows,
            Choose::Role(id),
        );
        Vec::new()
    }

    pub(super) fn set_role(&mut self, paragraph: Id, role: Role) -> Vec<Effect> {
        let there = self
            .workspace()
            .and_then(|w| w.original()?.get(paragraph))
            .map(|p| p.level);
        let level = match role {
            Role::Item => there.unwrap_or(0).max(1),
            Role::Heading => there.unwrap_or(0),
            _ => 0,
        };
        self.make(Change::SetRole {
            paragraph,
            role,
            level,
        })
    }

    /// A depth for a heading or a paragraph of the body, which is an item from depth 1 on, and at depth 0 what the
    /// paragraphs before it are.
    fn set_level(&mut self, paragraph: Id, level: u8) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let Some(original) = workspace.original() else {
            return Vec::new();
        };
        let Some(p) = original.get(paragraph) else {
            return Vec::new();
        };
        let role = match (p.role, level) {
            (Role::Heading, _) => Role::Heading,
            (role, _) if !role.is_body() => {
                self.warn("Only headings and paragraphs of the body have a depth.");
                return Vec::new();
            }
            (Role::Item, 0) => {
                let before = original
                    .paragraphs
                    .iter()
                    .take_while(|other| other.id != paragraph);
                let body = before
                    .filter(|other| other.role.is_body() && other.role != Role::Item)
                    .last();
                body.map_or_else(|| workspace.header.profile.body_role(), |other| other.role)
            }
            (role, 0) => role,
            _ => Role::Item,
        };
        self.make(Change::SetRole {
            paragraph,
            role,
            level,
        })
    }

    /// One deeper or less deep.
    pub(super) fn indent_selected(&mut self, deeper: bool) -> Vec<Effect> {
        let Some(p) = self.selected() else {
            return Vec::new();
        };
        let (id, level) = (p.id, p.level);
        let level = if deeper {
            (level + 1).min(9)
        } else {
            level.saturating_sub(1)
        };
        self.set_level(id, level)
    }
}

/// How deep a paragraph stands among others.
fn depth(p: &Paragraph) -> u8 {
    if p.role == Role::Item {
        p.level.max(1)
    } else {
        0
    }
}

/// The last paragraph of the block that begins at a place: a paragraph with the items under it.
fn block_end(document: &Document, chapeaux: &[Option<usize>], at: usize) -> usize {
    let mut end = at;
    while let Some(Some(chapeau)) = chapeaux.get(end + 1)
        && *chapeau >= at
        && end + 1 < document.paragraphs.len()
    {
        end += 1;
    }
    end
}

/// Where a block goes.
enum Target {
    /// Behind a paragraph; none for the start.
    Behind(Option<Id>),
    /// Nowhere: it is the first or the last.
    Here,
}

/// Where a block stands once it moved so many blocks down.
fn below(document: &Document, at: usize, times: usize) -> Target {
    let chapeaux = document.chapeaux();
    let last = block_end(document, &chapeaux, at);
    let mut to = last;
    for _ in 0..times {
        if to + 1 >= document.paragraphs.len() {
            break;
        }
        to = block_end(document, &chapeaux, to + 1);
    }
    match document.paragraphs.get(to).filter(|_| to != last) {
        Some(target) => Target::Behind(Some(target.id)),
        None => Target::Here,
    }
}

/// Where a block stands once it moved so many blocks up.
fn above(document: &Document, at: usize, times: usize) -> Target {
    let chapeaux = document.chapeaux();
    let own = document.paragraphs.get(at).map_or(0, |p| depth(p));
    let mut to = at;
    for _ in 0..times {
        let Some(mut before) = to.checked_sub(1) else {
            break;
        };
        while let Some(p) = document.paragraphs.get(before)
            && depth(p) > own
            && let Some(Some(chapeau)) = chapeaux.get(before)
        {
            before = *chapeau;
        }
        to = before;
    }
    let behind = to
        .checked_sub(1)
        .and_then(|at| document.paragraphs.get(at))
        .map(|p| p.id);
    if to == at {
        Target::Here
    } else {
        Target::Behind(behind)
    }
}
