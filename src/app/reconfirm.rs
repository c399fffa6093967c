//! Asking again: the queue of a delegation, with what changed since each of its stances; and changes that were editorial.

use super::overlay::{Choose, Row};
use super::{App, Effect, counted};
use crate::compare::{Edit, Kept, Op, kept_words, words};
use crate::edit::Change;
use crate::model::{Code, Footing, Id, Waiting};

impl App {
    /// Asks whose queue is looked at.
    pub(super) fn choose_reconfirmer(&mut self) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let header = &workspace.header;
        let delegations = header.delegations.iter().map(|d| (d.code, &d.name));
        let groups = header.groups.iter().map(|g| (g.code, &g.name));
        let mut rows = Vec::new();
        let mut codes = Vec::new();
        for (code, name) in delegations.chain(groups) {
            // What a group said is in the group's queue.
            let queue = workspace.to_reconfirm(code);
            let own = queue.iter().filter(|waiting| waiting.via.is_none()).count();
            if own > 0 {
                rows.push(Row {
                    text: code.to_string(),
                    detail: format!(
                        "{} on other words · {name}",
                        counted(own, "stance", "stances")
                    ),
                });
                codes.push(code);
            }
        }
        if codes.is_empty() {
            self.say("Nobody has anything to reconfirm.");
            return Vec::new();
        }
        let title = "Who reconfirms?".to_owned();
        self.open_choice(title, rows, Choose::Reconfirmer(codes));
        Vec::new()
    }

    /// The queue of a delegation or group: each stance with what changed since it was given.
    pub(super) fn open_queue(&mut self, code: Code) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let queue = workspace.to_reconfirm(code);
        let own: Vec<&Waiting<'_>> = queue.iter().filter(|w| w.via.is_none()).collect();
        let shown: Vec<(Id, Footing)> = own.iter().map(|w| (w.paragraph, w.now)).collect();
        let mut rows: Vec<Row> = own.iter().map(|waiting| self.queue_row(waiting)).collect();
        rows.push(Row {
            text: "all of them".to_owned(),
            detail: format!("{code} stands as it did on all of these words"),
        });
        let title = format!("{code} reconfirms, on the words as they stand");
        self.open_choice(title, rows, Choose::Reconfirm(code, shown));
        Vec::new()
    }

    fn queue_row(&self, waiting: &Waiting<'_>) -> Row {
        let stance = waiting.position.stance.word().replace('_', " ");
        let changed = self.change_since(waiting);
        Row {
            text: format!("{} {stance}", self.name_of(waiting.paragraph)),
            detail: match changed {
                _ if !waiting.is_of_its_words() => "its chapeau changed".to_owned(),
                Some(edits) => marked(&edits),
                None => format!("words {} are in no version", waiting.given_on().short()),
            },
        }
    }

    /// What changed since a stance was given, where a version or this session has the words.
    fn change_since(&self, waiting: &Waiting<'_>) -> Option<Vec<Edit>> {
        let old = self.earlier(waiting.paragraph, waiting.given_on())?;
        let now = self.workspace()?.original()?.get(waiting.paragraph)?;
        Some(words(&old, now.text()))
    }

    fn earlier(&self, id: Id, on: crate::text::Digest) -> Option<String> {
        let typed = self.began.words(on).map(ToString::to_string);
        typed.or_else(|| kept_words(self.workspace()?, id, on, &Kept::new()))
    }

    /// One of them is reconfirmed, or all that were shown.
    pub(super) fn reconfirm(
        &mut self,
        delegation: Code,
        shown: &[(Id, Footing)],
        at: usize,
    ) -> Vec<Effect> {
        let paragraphs = match shown.get(at) {
            Some(one) => vec![*one],
            None => shown.to_vec(),
        };
        self.make(Change::Reconfirm {
            delegation,
            paragraphs,
        })
    }

    /// The last change of the paragraph at hand counts as editorial.
    pub(super) fn mark_editorial(&mut self) -> Vec<Effect> {
        let (Some(id), Some(workspace)) = (self.paragraph_at_hand(), self.workspace()) else {
            return Vec::new();
        };
        let Some(now) = workspace.words(id) else {
            self.warn("The paragraph is not in the original.");
            return Vec::new();
        };
        let agreed = workspace.agreements.get(&id).and_then(|all| all.last());
        let agreed = agreed
            .filter(|last| last.reopened.is_none())
            .map(|last| last.on);
        let given = workspace.positions.values();
        let given = given.filter_map(|held| held.get(&id)).map(|p| p.on);
        let earlier: Vec<_> = agreed
            .into_iter()
            .chain(given)
            .filter(|on| *on != now)
            .collect();
        let typed = earlier.iter().find(|on| self.began.words(**on).is_some());
        let on = typed.or_else(|| earlier.first()).copied();
        let Some(from) = on.and_then(|on| self.earlier(id, on)) else {
            self.warn(if earlier.is_empty() {
                "Everybody stands on the words as they are: there is nothing to carry."
            } else {
                "The earlier words are in no version: `rapporteur edit --editorial` finds them in the record."
            });
            return Vec::new();
        };
        self.make(Change::Carry {
            paragraph: id,
            from: from.into(),
            to: now,
        })
    }
}

/// Cells of words that did not change which are shown around those that did.
const AROUND: usize = 12;

/// What changed, with marks, and little of what stayed: one line.
fn marked(edits: &[Edit]) -> String {
    let mut line = String::new();
    for edit in edits {
        match edit.op {
            Op::Equal if crate::text::cells(&edit.text) > 2 * AROUND => {
                line.push_str(&crate::text::truncate(&edit.text, AROUND));
                line.push(' ');
            }
            Op::Equal => line.push_str(&edit.text),
            Op::Delete => line.extend(["[-", &edit.text, "-]"]),
            Op::Insert => line.extend(["{+", &edit.text, "+}"]),
        }
    }
    line
}
