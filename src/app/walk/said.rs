//! What the chair says: the script of the committee, by where the paragraph stands.

use super::super::{App, command, counted};
use super::{At, Round};
use crate::model::{Code, Id, Level, Status, called};

impl App {
    /// What people call a paragraph in the room: `OP5 bis`, `¶7`.
    pub fn called(&self, id: Id) -> String {
        let original = self.workspace().and_then(|w| w.original());
        let place = self.session.as_ref().and_then(|s| s.place(id));
        let p = original.and_then(|d| d.get(id));
        match p.zip(place) {
            Some((p, place)) => called(p, place),
            None => id.to_string(),
        }
    }

    /// The sentence for the paragraph that is called, or for the end.
    pub fn chair_says(&self) -> String {
        let At::Step(id) = self.walk.at else {
            return self.says_at_end();
        };
        let name = match self.walk.step() {
            Some(step) if step.title => "the title".to_owned(),
            _ => self.called(id),
        };
        let level = self.walk_level();
        let last = self
            .workspace()
            .and_then(|w| w.agreements.get(&id)?.last())
            .filter(|a| a.reopened.is_none());
        let status = self.walk_standing().map(|s| s.status);
        match (status, last) {
            (Some(status), Some(a)) if status.is_agreed() && a.level == Level::Adopted => {
                format!("{} is adopted.", upper(&name))
            }
            (Some(Status::Parked), _) => format!("{} is parked. Any report?", upper(&name)),
            (Some(Status::Stale), _) => {
                format!(
                    "{} was agreed on other words. Can we agree it as it stands?",
                    upper(&name)
                )
            }
            (Some(Status::Pending), Some(a)) => {
                let codes: Vec<&str> = a.except.iter().map(Code::as_str).collect();
                format!(
                    "{} is agreed {}, pending {}.",
                    upper(&name),
                    a.level.phrase(),
                    codes.join(", ")
                )
            }
            (Some(status), Some(a)) if status.is_agreed() && a.level < level => format!(
                "{} is agreed {}. Can we agree it {}?",
                upper(&name),
                a.level.phrase(),
                level.phrase()
            ),
            (Some(status), Some(a)) if status.is_agreed() => {
                format!("{} is agreed {}.", upper(&name), a.level.phrase())
            }
            _ if self.walk.round == Round::Later => {
                format!("We come back to {name}. Any comments?")
            }
            _ => format!("Any comments on {name}?"),
        }
    }

    /// Brackets that stand in the way of an adoption.
    fn brackets_left(&self) -> usize {
        self.session.as_ref().map_or(0, |s| s.consensus().brackets)
    }

    fn says_at_end(&self) -> String {
        if let Some(adoption) = self.workspace().and_then(|w| w.adoption()) {
            let version = adoption.version;
            return format!("The text is adopted, as {version}: it is not edited any more.");
        }
        let later = self.walk.later().count();
        let tally = self.walk_tally();
        if later > 0 {
            let noun = if later == 1 {
                "paragraph"
            } else {
                "paragraphs"
            };
            format!("That was the text. We come back to {later} {noun}.")
        } else if tally.total > 0 && tally.agreed == tally.total && self.brackets_left() > 0 {
            let left = counted(self.brackets_left(), "bracket is", "brackets are");
            format!("All paragraphs are agreed. {left} left: settle that in the draft first.")
        } else if tally.total > 0 && tally.agreed == tally.total {
            let adopt = command::by_id("chair.adopt").and_then(|c| c.keys.first());
            match adopt {
                Some(keys) => format!("All paragraphs are agreed. {keys} adopts the text."),
                None => "All paragraphs are agreed.".to_owned(),
            }
        } else {
            "That was the text.".to_owned()
        }
    }
}

/// With a capital: `the title` becomes `The title`, labels stay as they are.
fn upper(name: &str) -> String {
    match name.strip_prefix("the ") {
        Some(rest) => format!("The {rest}"),
        None => name.to_owned(),
    }
}
