//! What the chair decides at a paragraph: one key each, and on to the next.

use super::super::overlay::{Act, Answer, Choose, Codes, Prompted};
use super::super::{App, Effect, counted};
use super::{At, Round};
use crate::edit::Change;
use crate::model::{Code, Id, Level, Parking, Stance, Status, WalkAct};

/// A decision that can be taken again on the next paragraph: “the same applies to this one”.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::app) enum Decision {
    /// Agreed, with exceptions.
    Agreed(Level, Vec<Code>),
    /// Set aside.
    Parked(Parking),
    /// Put off.
    Later,
    /// Left as it is.
    Left,
}

impl App {
    /// The paragraph that is called, in the original language.
    fn called_id(&mut self) -> Option<Id> {
        let id = self.walk.id();
        if id.is_none() {
            self.say("No paragraph is called: Enter takes one up.");
        }
        id
    }

    /// “No comments: agreed.” Where somebody objects or brackets are left, it asks first.
    pub(in crate::app) fn walk_agree(&mut self, except: Vec<Code>, level: Level) -> Vec<Effect> {
        let Some(id) = self.called_id() else {
            return Vec::new();
        };
        if self.is_agreed_already(id, level, &except) {
            self.say(format!("{} is agreed already.", self.called(id)));
            let effects = self.keep_walk(vec![WalkAct::Done(id)]);
            return [effects, self.walk_on()].concat();
        }
        let doubts = self.doubts(id, &except);
        if doubts.is_empty() {
            return self.gavel(id, level, except);
        }
        let name = self.called(id);
        let blocking: Vec<Code> = self
            .walk_standing()
            .map(|s| s.blocking.clone())
            .unwrap_or_default();
        let mut answers = vec![Answer::new('n', "not yet", Act::Stay)];
        let open: Vec<Code> = blocking
            .into_iter()
            .filter(|code| !except.contains(code))
            .collect();
        if !open.is_empty() {
            let all = [except.clone(), open].concat();
            answers.push(Answer::new(
                'e',
                "agreed, except who objects",
                Act::Gavel(id, level, all),
            ));
        }
        answers.push(Answer::new(
            'a',
            "agreed all the same",
            Act::Gavel(id, level, except),
        ));
        let question = format!("Agree {name} {}?", level.phrase());
        self.open_ask(question, doubts, answers);
        Vec::new()
    }

    /// Whether the words are agreed at that level already, without exceptions.
    fn is_agreed_already(&self, id: Id, level: Level, except: &[Code]) -> bool {
        let agreed = self.walk_standing().is_some_and(|s| s.status.is_agreed());
        let workspace = self.workspace();
        let words = workspace.and_then(|w| w.words(id));
        let last = workspace.and_then(|w| w.agreements.get(&id)?.last());
        let title = self.walk.step().is_some_and(|step| step.title);
        let stands = last.is_some_and(|a| {
            a.reopened.is_none() && Some(a.on) == words && a.except == except && a.level >= level
        });
        stands && (agreed || title)
    }

    /// What speaks against the gavel, in sentences.
    fn doubts(&self, id: Id, except: &[Code]) -> Vec<String> {
        let mut doubts = Vec::new();
        if let Some(standing) = self.walk_standing() {
            let open = standing.blocking.iter().filter(|c| !except.contains(c));
            let codes: Vec<&str> = open.map(Code::as_str).collect();
            if !codes.is_empty() {
                doubts.push(format!(
                    "{} {} to these words.",
                    codes.join(", "),
                    if codes.len() == 1 {
                        "objects"
                    } else {
                        "object"
                    }
                ));
            }
        }
        let p = self.workspace().and_then(|w| w.original()?.get(id));
        let brackets = p.map_or(0, |p| p.brackets());
        if brackets > 0 {
            let what = counted(brackets, "bracket is", "brackets are");
            doubts.push(format!("{what} left in it."));
        }
        doubts
    }

    /// Gavels, and goes on.
    pub(in crate::app) fn gavel(&mut self, id: Id, level: Level, except: Vec<Code>) -> Vec<Effect> {
        // A parked paragraph was asked a report of; what it is agreed after has been heard.
        let parked = self.workspace().is_some_and(|w| w.parked.contains_key(&id));
        let mut effects = if parked {
            self.make(Change::Park {
                paragraph: id,
                parking: None,
            })
        } else {
            Vec::new()
        };
        let agreed = self.agree_told(id, level, except.clone());
        if agreed.is_empty() {
            return effects;
        }
        effects.extend(agreed);
        effects.extend(self.decided(
            1 + usize::from(parked),
            vec![WalkAct::Done(id), WalkAct::Unleft(id)],
        ));
        self.walk.last = Some(Decision::Agreed(level, except));
        effects.extend(self.walk_on());
        effects
    }

    /// “Agreed, pending …”: who stands in the way is named already.
    pub(in crate::app) fn walk_except(&mut self) -> Vec<Effect> {
        let Some(id) = self.called_id() else {
            return Vec::new();
        };
        let mut codes: Vec<String> = Vec::new();
        if let Some(standing) = self.walk_standing() {
            let all = standing.blocking.iter().chain(&standing.pending);
            codes.extend(all.map(ToString::to_string));
        }
        let level = self.walk_level();
        let title = format!(
            "Agree {} {}, pending whom?",
            self.called(id),
            level.phrase()
        );
        self.open_prompt(
            title,
            "Codes or names of delegations, with commas.",
            &codes.join(", "),
            Prompted::WalkPending(id, level),
        );
        Vec::new()
    }

    /// “We come back to it.”
    pub(in crate::app) fn walk_later(&mut self) -> Vec<Effect> {
        let Some(id) = self.called_id() else {
            return Vec::new();
        };
        let again = self.walk.note().later.contains(&id);
        if again && self.walk.round == Round::Text {
            self.say(format!("{} is on the list already.", self.called(id)));
            return self.walk_on();
        }
        let next = self.step_after();
        let acts = if again {
            // Put off once more: to the end of the list.
            vec![WalkAct::Done(id), WalkAct::Later(id)]
        } else {
            vec![WalkAct::Later(id)]
        };
        let mut effects = self.decided(0, acts);
        self.say(format!("We come back to {}.", self.called(id)));
        self.walk.last = Some(Decision::Later);
        if again {
            if next == At::End {
                self.walk.round = Round::Text;
            }
            effects.extend(self.call(next));
        } else {
            effects.extend(self.walk_on());
        }
        effects
    }

    /// “It stays in brackets.” Without any, the chair is asked what is meant.
    pub(in crate::app) fn walk_bracketed(&mut self) -> Vec<Effect> {
        let Some(id) = self.called_id() else {
            return Vec::new();
        };
        let status = self.walk_standing().map(|s| s.status);
        if status.is_some_and(|s| s.is_agreed() || s == Status::Pending) {
            self.warn(format!(
                "{} is agreed: it must be reopened first.",
                self.called(id)
            ));
            return Vec::new();
        }
        let p = self.workspace().and_then(|w| w.original()?.get(id));
        let bracketed = p.is_some_and(|p| p.brackets() > 0) || status == Some(Status::Bracketed);
        if bracketed {
            return self.leave_as_it_is(id);
        }
        let question = format!("There are no brackets in {}.", self.called(id));
        self.open_ask(
            question,
            Vec::new(),
            vec![
                Answer::new('o', "leave it open, and go on", Act::LeaveOpen(id)),
                Answer::new('b', "put the whole of it in brackets", Act::Bracket(id)),
            ],
        );
        Vec::new()
    }

    /// Nothing is decided on it in this walk.
    pub(in crate::app) fn leave_as_it_is(&mut self, id: Id) -> Vec<Effect> {
        let Some(words) = self.workspace().and_then(|w| w.words(id)) else {
            return Vec::new();
        };
        let mut effects = self.decided(0, vec![WalkAct::Left(id, words), WalkAct::Done(id)]);
        self.say(format!("{} stays as it is.", self.called(id)));
        self.walk.last = Some(Decision::Left);
        effects.extend(self.walk_on());
        effects
    }

    /// Puts a paragraph in brackets as a whole, in every language that has it as it stands.
    pub(in crate::app) fn bracket_whole(&mut self, id: Id) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let original = workspace.header.original;
        let mut languages = super::super::languages(workspace);
        languages.retain(|l| *l != original);
        languages.insert(0, original);
        // A translation of other words stays as it is, and stays outdated.
        languages.retain(|language| {
            let p = workspace.draft(language).and_then(|d| d.get(id));
            p.is_some_and(|p| !workspace.is_stale_translation(language, p))
        });
        let (mut effects, mut made) = (Vec::new(), 0);
        for language in languages {
            let p = self.workspace().and_then(|w| w.draft(&language)?.get(id));
            let Some((text, base)) = p.map(|p| (format!("[{}]", p.text()), p.digest())) else {
                continue;
            };
            let change = Change::SetText {
                language,
                paragraph: id,
                text,
                base,
                cites: Vec::new(),
            };
            let asked = self.make(change);
            made += usize::from(!asked.is_empty());
            effects.extend(asked);
        }
        if made == 0 {
            return effects;
        }
        effects.extend(self.decided(made, vec![WalkAct::Done(id)]));
        effects.extend(self.walk_on());
        effects
    }

    /// “It has gone to informals.”
    pub(in crate::app) fn walk_park(&mut self) -> Vec<Effect> {
        let Some(id) = self.called_id() else {
            return Vec::new();
        };
        let with = match &self.walk.last {
            Some(Decision::Parked(parking)) => parking.with.clone(),
            _ => None,
        };
        let with = with.unwrap_or_else(|| "informals".into());
        let title = format!("Park {} with whom?", self.called(id));
        self.open_prompt(
            title,
            "A group, and why: contact group: figures to be checked",
            &with,
            Prompted::WalkPark(id),
        );
        Vec::new()
    }

    /// Sets it aside, and goes on.
    pub(in crate::app) fn park_in_walk(&mut self, id: Id, parking: Parking) -> Vec<Effect> {
        let change = Change::Park {
            paragraph: id,
            parking: Some(parking.clone()),
        };
        let mut effects = self.make(change);
        if effects.is_empty() {
            return effects;
        }
        effects.extend(self.decided(1, vec![WalkAct::Done(id), WalkAct::Unleft(id)]));
        self.walk.last = Some(Decision::Parked(parking));
        effects.extend(self.walk_on());
        effects
    }

    /// “The same applies to this paragraph.”
    pub(in crate::app) fn walk_same(&mut self) -> Vec<Effect> {
        match self.walk.last.clone() {
            Some(Decision::Agreed(level, except)) => self.walk_agree(except, level),
            Some(Decision::Parked(parking)) => match self.called_id() {
                Some(id) => {
                    let at = Some(self.now);
                    self.park_in_walk(id, Parking { at, ..parking })
                }
                None => Vec::new(),
            },
            Some(Decision::Later) => self.walk_later(),
            Some(Decision::Left) => self.walk_bracketed(),
            None => {
                self.say("Nothing was decided yet in this walk.");
                Vec::new()
            }
        }
    }

    /// Who objects, reserves or goes along: a letter for each delegation, so that it takes two keys.
    pub(in crate::app) fn walk_codes(&mut self, word: &'static str) -> Vec<Effect> {
        let (Some(id), Some(workspace)) = (self.called_id(), self.workspace()) else {
            return Vec::new();
        };
        let verb = match word {
            "oppose" => "objects to",
            "reserve" => "reserves on",
            _ => "goes along with",
        };
        let title = format!("Who {verb} {}?", self.called(id));
        let (rows, codes) = super::super::overlay::parties(workspace);
        match Codes::new(title.clone(), &codes, workspace, id, word) {
            Some(shown) => self.open_codes(shown),
            None => self.open_choice(title, rows, Choose::Said(id, word, codes)),
        }
        Vec::new()
    }

    /// A delegation said something on a paragraph.
    pub(in crate::app) fn code_said(&mut self, id: Id, code: Code, word: &str) -> Vec<Effect> {
        let Some(stance) = Stance::from_word(word, Vec::new(), None) else {
            return Vec::new();
        };
        let mut effects = self.record_stance(id, code, stance, None);
        if !effects.is_empty() {
            effects.extend(self.decided(1, Vec::new()));
        }
        effects
    }

    /// At the end: what was put off is taken up; in the text: to the paragraph in the draft.
    pub(in crate::app) fn walk_enter(&mut self) -> Vec<Effect> {
        match self.walk.at {
            At::Step(id) => self.go_to(id),
            At::End => {
                let chosen = self.walk.later().nth(self.walk.selected);
                match chosen {
                    Some(id) => {
                        self.walk.round = Round::Later;
                        self.call(At::Step(id))
                    }
                    None => {
                        self.say("There is nothing to come back to.");
                        Vec::new()
                    }
                }
            }
        }
    }
}
