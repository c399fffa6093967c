//! Changes to which paragraphs there are, and what they are.

use super::overlay::{Act, Answer, Choose, Prompted, Row};
use super::{App, Effect};
use crate::edit::Change;
use crate::model::{Id, Role};

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
        let ids: Vec<Id> = original.paragraphs.iter().map(|p| p.id).collect();
        // Items move with their chapeau: the way down begins behind them.
        let chapeaux = original.chapeaux();
        let mut last = at;
        while let Some(Some(above)) = chapeaux.get(last + 1) {
            if *above < at {
                break;
            }
            last += 1;
        }
        let target = if down {
            let to = (last + times).min(ids.len().saturating_sub(1));
            if to == last {
                self.say("It is the last already.");
                return Vec::new();
            }
            ids.get(to).copied()
        } else {
            match at.checked_sub(times) {
                None if at == 0 => {
                    self.say("It is the first already.");
                    return Vec::new();
                }
                None | Some(0) => None,
                Some(to) => ids.get(to - 1).copied(),
            }
        };
        let effects = self.make(Change::Move {
            paragraph: id,
            after: target,
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

    /// A depth for an item or heading; 0 makes an item a paragraph again.
    pub(super) fn set_level(&mut self, paragraph: Id, level: u8) -> Vec<Effect> {
        let Some(p) = self
            .workspace()
            .and_then(|w| w.original()?.get(paragraph))
            .cloned()
        else {
            return Vec::new();
        };
        let role = match (p.role, level) {
            (Role::Item, 0) => Role::Paragraph,
            (Role::Heading, _) => Role::Heading,
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
