//! The acts of the chair. None is done by one key alone.

use super::overlay::{Choose, Prompted};
use super::{App, Effect};
use crate::edit::Change;
use crate::model::{Agreement, Code, Id, Level};

impl App {
    /// Gavels the paragraph at hand.
    pub(super) fn agree_at_hand(&mut self, level: Level) -> Vec<Effect> {
        match self.paragraph_at_hand() {
            Some(id) => self.agree(id, level, Vec::new()),
            None => Vec::new(),
        }
    }

    pub(super) fn agree(&mut self, paragraph: Id, level: Level, except: Vec<Code>) -> Vec<Effect> {
        let Some(agreement) = self.agreement(paragraph, level, except) else {
            return Vec::new();
        };
        let original = self.workspace().and_then(|w| w.original());
        let brackets =
            original.and_then(|d| Some(d.get(paragraph)?.brackets() > 0 || d.is_held(paragraph)));
        if brackets == Some(true) {
            self.ask_with_brackets(paragraph, agreement);
            return Vec::new();
        }
        self.make(Change::Agree {
            paragraph,
            agreement,
        })
    }

    /// Gavels, where the chair was told of brackets already.
    pub(super) fn agree_told(
        &mut self,
        paragraph: Id,
        level: Level,
        except: Vec<Code>,
    ) -> Vec<Effect> {
        let Some(agreement) = self.agreement(paragraph, level, except) else {
            return Vec::new();
        };
        self.make(Change::Agree {
            paragraph,
            agreement: Agreement {
                bracketed: true,
                ..agreement
            },
        })
    }

    /// An agreement on the words as they stand, by who acts, now.
    fn agreement(&mut self, paragraph: Id, level: Level, except: Vec<Code>) -> Option<Agreement> {
        let workspace = self.workspace()?;
        let Some(on) = workspace.words(paragraph) else {
            self.warn("The paragraph is not in the original.");
            return None;
        };
        let mut agreement = Agreement::new(level, on);
        agreement.at = Some(self.now);
        agreement.by = Some(self.actor.name.clone());
        agreement.meeting.clone_from(&workspace.header.meeting);
        agreement.except = except;
        Some(agreement)
    }

    pub(super) fn ask_pending(&mut self) -> Vec<Effect> {
        let Some(id) = self.paragraph_at_hand() else {
            return Vec::new();
        };
        let title = format!("Agree {} ad ref, pending whom?", self.name_of(id));
        self.open_prompt(
            title,
            "Codes or names of delegations, with commas.",
            "",
            Prompted::Pending(id),
        );
        Vec::new()
    }

    pub(super) fn choose_reopener(&mut self) -> Vec<Effect> {
        let (Some(id), Some(workspace)) = (self.paragraph_at_hand(), self.workspace()) else {
            return Vec::new();
        };
        let agreed = workspace.agreements.get(&id).and_then(|all| all.last());
        if agreed.is_none_or(|last| last.reopened.is_some()) {
            self.warn("It is not agreed: there is nothing to reopen.");
            return Vec::new();
        }
        let (rows, codes) = super::overlay::parties(workspace);
        let title = format!("Who reopens {}?", self.name_of(id));
        self.open_choice(title, rows, Choose::Reopener(id, codes));
        Vec::new()
    }

    /// Sets the paragraph at hand aside, or takes it up again.
    pub(super) fn park_or_return(&mut self) -> Vec<Effect> {
        let (Some(id), Some(workspace)) = (self.paragraph_at_hand(), self.workspace()) else {
            return Vec::new();
        };
        if workspace.parked.contains_key(&id) {
            self.ask_report(id);
            return Vec::new();
        }
        let title = format!("Park {} with whom?", self.name_of(id));
        self.open_prompt(
            title,
            "A group, and why: contact group: figures to be checked",
            "",
            Prompted::Park(id),
        );
        Vec::new()
    }

    pub(super) fn ask_freeze(&mut self) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let next = workspace
            .versions
            .last()
            .map_or_else(|| "rev-1".to_owned(), |v| next_label(v.label.as_str()));
        let help = "What people will call this version. It is never written again.";
        self.open_prompt(
            "Freeze the draft as".to_owned(),
            help,
            &next,
            Prompted::Freeze,
        );
        Vec::new()
    }
}

/// `rev-3` after `rev-2`; a label without a number gets one.
fn next_label(label: &str) -> String {
    let digits = label.chars().rev().take_while(char::is_ascii_digit).count();
    let (stem, number) = label
        .split_at_checked(label.len() - digits)
        .unwrap_or((label, ""));
    match number.parse::<u64>() {
        Ok(number) => format!("{stem}{}", number.saturating_add(1)),
        Err(_) => format!("{label}-2"),
    }
}

#[cfg(test)]
mod tests {
    use super::next_label;

    #[test]
    fn the_next_label_counts_on() {
        for (label, next) in [
            ("rev-1", "rev-2"),
            ("L1-rev9", "L1-rev10"),
            ("first", "first-2"),
            ("9", "10"),
        ] {
            assert_eq!(next_label(label), next);
        }
    }
}
