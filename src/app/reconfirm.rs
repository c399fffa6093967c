//! Asking again: the queue of a delegation, with what changed since each of its stances; and changes that were editorial.

use std::collections::HashSet;

use super::overlay::{Choose, Row};
use super::{App, EarlierFor, Effect, Purpose, counted};
use crate::compare::{Edit, Kept, Op, kept_words, words};
use crate::edit::Change;
use crate::model::{Code, Footing, Id, Waiting};
use crate::text::{Digest, clean_paragraph};

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

    /// The queue of a delegation or group. Words that neither a version nor this session has are looked for in the record.
    pub(super) fn open_queue(&mut self, code: Code) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let queue = workspace.to_reconfirm(code);
        let own = queue.iter().filter(|w| w.via.is_none());
        let wanted: HashSet<Digest> = own
            .filter(|w| {
                let on = w.given_on();
                w.is_of_its_words() && self.earlier(w.paragraph, on, &Kept::new()).is_none()
            })
            .map(Waiting::given_on)
            .collect();
        if wanted.is_empty() {
            return self.tell_queue(code, &Kept::new());
        }
        let then = EarlierFor::Queue(code);
        vec![Effect::Earlier { wanted, then }]
    }

    /// Shows the queue: each stance with what changed since it was given.
    pub(super) fn tell_queue(&mut self, code: Code, kept: &Kept) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let queue = workspace.to_reconfirm(code);
        let own: Vec<&Waiting<'_>> = queue.iter().filter(|w| w.via.is_none()).collect();
        if own.is_empty() {
            self.say(format!("{code} has nothing to reconfirm."));
            return Vec::new();
        }
        let shown: Vec<(Id, Footing)> = own.iter().map(|w| (w.paragraph, w.now)).collect();
        let rows = own.iter().map(|waiting| self.queue_row(waiting, kept));
        let mut rows: Vec<Row> = rows.collect();
        rows.push(Row {
            text: "all of them".to_owned(),
            detail: format!("{code} stands as it did on all of these words"),
        });
        let title = format!("{code} reconfirms, on the words as they stand");
        self.open_choice(title, rows, Choose::Reconfirm(code, shown));
        Vec::new()
    }

    fn queue_row(&self, waiting: &Waiting<'_>, kept: &Kept) -> Row {
        let stance = waiting.position.stance.word().replace('_', " ");
        let changed = self.change_since(waiting, kept);
        Row {
            text: format!("{} {stance}", self.name_of(waiting.paragraph)),
            detail: match changed {
                _ if !waiting.is_of_its_words() => "its chapeau changed".to_owned(),
                Some(edits) => marked(&edits),
                None => format!("words {} are nowhere kept", waiting.given_on().short()),
            },
        }
    }

    /// What changed since a stance was given, where the words are kept.
    fn change_since(&self, waiting: &Waiting<'_>, kept: &Kept) -> Option<Vec<Edit>> {
        let old = self.earlier(waiting.paragraph, waiting.given_on(), kept)?;
        let now = self.workspace()?.original()?.get(waiting.paragraph)?;
        Some(words(&old, now.text()))
    }

    /// Earlier words of a paragraph: as this session, a version, or what was found of the record has them.
    fn earlier(&self, id: Id, on: Digest, kept: &Kept) -> Option<String> {
        let typed = self.began.words(on).map(ToString::to_string);
        typed.or_else(|| kept_words(self.workspace()?, id, on, kept))
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

    /// The last change of the paragraph at hand counts as editorial. Words that neither a version nor this session has are
    /// looked for in the record.
    pub(super) fn mark_editorial(&mut self) -> Vec<Effect> {
        let Some(id) = self.paragraph_at_hand() else {
            return Vec::new();
        };
        let earlier = self.stood_on(id);
        let known = |on: &Digest| self.earlier(id, *on, &Kept::new()).is_some();
        if earlier.is_empty() || earlier.iter().any(known) {
            return self.carry_editorial(id, &Kept::new());
        }
        let then = EarlierFor::Editorial(id);
        let wanted = earlier.into_iter().collect();
        vec![Effect::Earlier { wanted, then }]
    }

    /// Other words of a paragraph than those it has, on which it was agreed or somebody stands; the agreement first.
    fn stood_on(&self, id: Id) -> Vec<Digest> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let agreed = workspace.agreements.get(&id).and_then(|all| all.last());
        let agreed = agreed
            .filter(|last| last.reopened.is_none())
            .map(|last| last.on);
        let given = workspace.positions.values();
        let given = given.filter_map(|held| held.get(&id)).map(|p| p.on);
        let now = workspace.words(id);
        let all = agreed.into_iter().chain(given);
        all.filter(|on| Some(*on) != now).collect()
    }

    /// Carries who stood on the earlier words to those that stand.
    pub(super) fn carry_editorial(&mut self, id: Id, kept: &Kept) -> Vec<Effect> {
        let Some(now) = self.workspace().and_then(|w| w.words(id)) else {
            self.warn("The paragraph is not in the original.");
            return Vec::new();
        };
        let earlier = self.stood_on(id);
        let typed = earlier.iter().find(|on| self.began.words(**on).is_some());
        let mut all = typed.into_iter().chain(&earlier);
        let Some(from) = all.find_map(|on| self.earlier(id, *on, kept)) else {
            self.warn(if earlier.is_empty() {
                "Everybody stands on the words as they are: there is nothing to carry."
            } else {
                "The earlier words are nowhere kept: whoever stood on them must be asked again."
            });
            return Vec::new();
        };
        self.make(Change::Carry {
            paragraph: id,
            from: from.into(),
            to: now,
        })
    }

    /// Whether what is typed can be saved as an editorial change: words of a paragraph in the original.
    pub(super) fn can_be_editorial(&self) -> bool {
        let original = self.workspace().map(|w| w.header.original);
        self.editing.as_ref().is_some_and(|editing| {
            editing.purpose == Purpose::Words
                && editing.proposing.is_none()
                && Some(editing.on().0) == original
        })
    }

    /// Saves the words as an editorial change: who stood on those before it stands on these.
    pub(super) fn save_editorial(&mut self) -> Vec<Effect> {
        let Some(editing) = self.editing.as_ref().filter(|_| self.can_be_editorial()) else {
            return Vec::new();
        };
        if !editing.cites().is_empty() {
            self.warn("Words from a source are no editorial change: Enter saves them with it.");
            return Vec::new();
        }
        let (_, paragraph, base) = editing.on();
        let text = clean_paragraph(editing.field.text());
        // What is nothing to save, nothing at all, or has other words under it by now is said as by any other saving.
        if !editing.is_changed()
            || text.is_empty()
            || self.workspace().and_then(|w| w.words(paragraph)) != Some(base)
        {
            return self.save_words();
        }
        self.finish(Change::Editorial {
            paragraph,
            text,
            base,
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
