//! What a line that was typed into a prompt does.

use super::{Prompt, Prompted};
use crate::app::sentence::sentence;
use crate::app::{App, Effect, Side};
use crate::compare::OnlyChanged;
use crate::edit::Change;
use crate::model::{Code, Id, Label, Level, Parking, Reopening, VersionLabel};

impl App {
    /// Does what the prompt is for, or says what is wrong with the answer.
    pub(super) fn prompted(&mut self, prompt: &Prompt) -> Result<Vec<Effect>, String> {
        let line = crate::text::clean_paragraph(prompt.field.text());
        let change = match prompt.what.clone() {
            Prompted::Label(paragraph) => Change::SetLabel {
                paragraph,
                label: Label::new(&line),
            },
            Prompted::Note(paragraph) => Change::SetNote {
                language: self.language,
                paragraph,
                note: (!line.is_empty()).then(|| line.into()),
            },
            Prompted::Wording(..) | Prompted::Fill(_) if line.is_empty() => {
                return Err("Type the words.".to_owned());
            }
            what @ (Prompted::Wording(..) | Prompted::Fill(_)) => {
                return Ok(self.typed_for_bracket(&what, line));
            }
            Prompted::Part(target, wording) => return self.put_part(target, &wording, &line),
            Prompted::Condition(paragraph, code) => return self.condition(paragraph, code, &line),
            Prompted::PositionNote(paragraph, code) => {
                return self.position_note(paragraph, code, &line);
            }
            Prompted::Package => self.package(&line)?,
            Prompted::Freeze => Change::Freeze {
                label: line
                    .parse::<VersionLabel>()
                    .map_err(|error| sentence(&error.to_string()))?,
            },
            Prompted::Reopen(_, _) if line.is_empty() => {
                return Err("Reopening takes a reason.".to_owned());
            }
            Prompted::Reopen(paragraph, by) => Change::Reopen {
                paragraph,
                reopening: Reopening {
                    by,
                    at: Some(self.now),
                    reason: line.into(),
                },
            },
            Prompted::Park(paragraph) => Change::Park {
                paragraph,
                parking: Some(self.parking(&line)),
            },
            Prompted::Private(paragraph, which) => {
                return Ok(self.private_line(paragraph, which, &line));
            }
            Prompted::WalkPark(paragraph) => {
                let parking = self.parking(&line);
                return Ok(self.park_in_walk(paragraph, parking));
            }
            Prompted::WalkPending(paragraph, level) => {
                let except = self.codes(&line)?;
                if except.is_empty() {
                    return Err("Name at least one delegation.".to_owned());
                }
                return Ok(self.gavel(paragraph, level, except));
            }
            Prompted::Pending(paragraph) => {
                let except = self.codes(&line)?;
                if except.is_empty() {
                    return Err("Name at least one delegation.".to_owned());
                }
                return Ok(self.agree(paragraph, Level::AdRef, except));
            }
            Prompted::OlderFile | Prompted::NewerFile | Prompted::Page if line.is_empty() => {
                return Err("Give the path of a file.".to_owned());
            }
            Prompted::OlderFile => {
                return Ok(self.compare_with(Some(Side::File(line.into())), None));
            }
            Prompted::NewerFile => {
                return Ok(self.compare_with(None, Some(Side::File(line.into()))));
            }
            Prompted::Meeting(what) => return self.typed_in_meeting(what, &line),
            Prompted::Page => return Ok(self.write_page(line.into())),
            Prompted::RecordAbout => {
                self.record.about = if line.is_empty() {
                    None
                } else {
                    Some(self.find(&line)?)
                };
                self.record.selected = 0;
                return Ok(Vec::new());
            }
        };
        self.commit(change)
            .map_err(|error| sentence(&error.to_string()))
    }

    /// A group, and why: `contact group: figures to be checked`.
    fn parking(&self, line: &str) -> Parking {
        let (with, reason) = match line.split_once([':', '：']) {
            Some((with, reason)) => (with.trim(), reason.trim()),
            None => (line, ""),
        };
        let some = |said: &str| (!said.is_empty()).then(|| said.into());
        Parking {
            with: some(with),
            at: Some(self.now),
            by: Some(self.actor.name.clone()),
            reason: some(reason),
        }
    }

    fn write_page(&mut self, path: std::path::PathBuf) -> Vec<Effect> {
        let only = if self.compare.only_changed {
            OnlyChanged::Yes
        } else {
            OnlyChanged::No
        };
        let question = self.question();
        let page = question.map(|question| Effect::Page {
            question,
            path,
            beside: self.compare.beside,
            only,
        });
        page.into_iter().collect()
    }

    /// The paragraph that a person means.
    fn find(&self, said: &str) -> Result<Id, String> {
        let workspace = self.workspace().ok_or("No workspace is open.")?;
        // The screen calls a paragraph without a label ¶6.
        let said = said.replace('¶', "#");
        workspace
            .find(&said)
            .map_err(|error| sentence(&error.to_string()))
    }

    /// The delegations that a person names: codes or names, with commas or spaces between them.
    fn codes(&self, line: &str) -> Result<Vec<Code>, String> {
        let workspace = self.workspace().ok_or("No workspace is open.")?;
        let mut codes = Vec::new();
        for part in line.split([',', ';', '，', '、']).map(str::trim) {
            if let Some(code) = workspace.header.find_party(part) {
                codes.push(code);
                continue;
            }
            for word in part.split_whitespace() {
                let code = workspace.header.find_party(word);
                codes.push(code.ok_or_else(|| format!("Nobody is called “{word}”."))?);
            }
        }
        codes.dedup();
        Ok(codes)
    }
}
