//! Recording where delegations stand.

use std::sync::Arc;

use super::overlay::{Choose, Prompted};
use super::{App, Effect, Screen};
use crate::edit::Change;
use crate::model::{Code, Id, Position, Stance, UNHEARD};

impl App {
    /// The paragraph that a position would be on.
    pub(super) fn paragraph_at_hand(&self) -> Option<Id> {
        match self.screen {
            Screen::Consensus => self.cell().map(|(id, _)| id),
            Screen::Walk => self.walk.id(),
            _ => self.draft.selected,
        }
    }

    /// Asks whose position is recorded, then which.
    pub(super) fn ask_party(&mut self) -> Vec<Effect> {
        let (Some(id), Some(workspace)) = (self.paragraph_at_hand(), self.workspace()) else {
            return Vec::new();
        };
        let (mut rows, codes) = super::overlay::parties(workspace);
        if let Some(p) = workspace.original().and_then(|d| d.get(id)) {
            for (row, code) in rows.iter_mut().zip(&codes) {
                if let Some(standing) = workspace.standing(*code, p) {
                    let stance = if standing.stale {
                        "stale"
                    } else {
                        standing.position.stance.word()
                    };
                    row.detail = format!("{} · now {}", row.detail, stance.replace('_', " "));
                }
            }
        }
        let title = format!("Whose position on {}?", self.name_of(id));
        self.open_choice(title, rows, Choose::Party(id, codes));
        Vec::new()
    }

    /// Records a stance on the words as they stand.
    pub(super) fn set_stance(
        &mut self,
        paragraph: Id,
        delegation: Code,
        word: &str,
    ) -> Vec<Effect> {
        if word == "agree_if" {
            let title = format!("{delegation} agrees to {} if …", self.name_of(paragraph));
            let help = "Paragraphs that must be agreed (4, 5 bis, #7), or a condition in words.";
            self.open_prompt(title, help, "", Prompted::Condition(paragraph, delegation));
            return Vec::new();
        }
        if word == UNHEARD {
            return self.make(Change::SetPosition {
                delegation,
                paragraph,
                position: None,
            });
        }
        let Some(stance) = Stance::from_word(word, Vec::new(), None) else {
            return Vec::new();
        };
        let ask = matches!(stance, Stance::Amend(_) | Stance::Oppose | Stance::Reserve);
        let effects = self.record_stance(paragraph, delegation, stance, None);
        if ask && !effects.is_empty() {
            let title = format!("Why? A note on {delegation}’s position (or Esc)");
            let help = "The reason in words; everybody who can read the workspace reads it.";
            self.open_prompt(
                title,
                help,
                "",
                Prompted::PositionNote(paragraph, delegation),
            );
        }
        effects
    }

    pub(super) fn record_stance(
        &mut self,
        paragraph: Id,
        delegation: Code,
        stance: Stance,
        note: Option<Arc<str>>,
    ) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let Some(words) = workspace.words(paragraph) else {
            self.warn("The paragraph is not in the original.");
            return Vec::new();
        };
        let mut position = Position::new(stance, words);
        position.at = Some(self.now);
        position.said_in.clone_from(&workspace.header.meeting);
        // The same stance given again on the words of today keeps its reason.
        let same = workspace
            .position(delegation, paragraph)
            .filter(|held| held.stance == position.stance);
        position.note = note.or_else(|| same.and_then(|held| held.note.clone()));
        self.make(Change::SetPosition {
            delegation,
            paragraph,
            position: Some(position),
        })
    }

    /// What a condition was typed as: paragraphs, or words.
    pub(super) fn condition(
        &mut self,
        paragraph: Id,
        delegation: Code,
        line: &str,
    ) -> Result<Vec<Effect>, String> {
        if line.is_empty() {
            return Err("Name paragraphs, or say the condition in words.".to_owned());
        }
        let workspace = self.workspace().ok_or("No workspace is open.")?;
        let parts = line
            .split([',', ';', '，', '、'])
            .map(str::trim)
            .filter(|part| !part.is_empty());
        let needs: Result<Vec<Id>, _> = parts
            .map(|part| workspace.find(&part.replace('¶', "#")))
            .collect();
        let (needs, note) = match needs {
            Ok(needs) if needs.contains(&paragraph) => {
                return Err("A paragraph cannot be its own condition.".to_owned());
            }
            Ok(needs) => (needs, None),
            Err(_) => (Vec::new(), Some(line.into())),
        };
        Ok(self.record_stance(paragraph, delegation, Stance::AgreeIf(needs), note))
    }

    /// Adds a note to a position that is recorded.
    pub(super) fn position_note(
        &mut self,
        paragraph: Id,
        delegation: Code,
        line: &str,
    ) -> Result<Vec<Effect>, String> {
        let workspace = self.workspace().ok_or("No workspace is open.")?;
        let mut position = workspace
            .position(delegation, paragraph)
            .cloned()
            .ok_or("No position is recorded.")?;
        if Some(position.on) != workspace.words(paragraph) {
            return Err("The position is on other words: record it again first.".to_owned());
        }
        position.note = (!line.is_empty()).then(|| line.into());
        Ok(self.make(Change::SetPosition {
            delegation,
            paragraph,
            position: Some(position),
        }))
    }
}
