//! Where words that were found are put: asked, with what follows from each answer, before anything changes.

use std::sync::Arc;

use super::ask::Match;
use super::finder::What;
use super::source_of;
use crate::app::editing::{PutIn, Wording, new_paragraph};
use crate::app::overlay::{Act, Answer, Prompted};
use crate::app::proposing::{Choosing, Named, Sort};
use crate::app::{App, Effect, Field, Proposing, Purpose, Screen, counted};
use crate::edit::Change;
use crate::model::{Id, Source, Stance, Status};
use crate::precedent::plain;
use crate::text::{self, Direction};

/// Where words are put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum Place {
    /// In place of all words of the paragraph.
    Whole,
    /// At its end.
    End,
    /// At a place in it, or in place of some of its words.
    Within,
    /// As a new paragraph behind it.
    Behind,
    /// As the last paragraph.
    Last,
    /// As other words that somebody proposes for it.
    Proposed,
    /// As a paragraph that somebody proposes behind it.
    ProposedBehind,
    /// Only some of the words, which are asked for first.
    Part,
}

impl App {
    /// Enter on what was found: at the caret when something is being typed, else where somebody says.
    pub(super) fn ask_where_to_put(&mut self, found: &Match) -> Vec<Effect> {
        let wording = Wording {
            words: found.hit.text.to_string(),
            source: source_of(found),
            name: Source::new(&found.hit.symbol, Some(&*found.hit.paragraph)).name(),
        };
        if self.editing.as_ref().is_some_and(|e| e.purpose.types()) {
            return self.insert_words(&wording.words, wording.source);
        }
        let of_zone = match self.precedents.finder.what {
            What::Landing(id) => Some(id),
            _ => None,
        };
        self.ask_place_of(wording, of_zone.or(self.draft.selected), of_zone.is_some());
        Vec::new()
    }

    /// Asks where words go. `instead`: they are wording for that paragraph, rather than for a new one.
    pub(in crate::app) fn ask_place_of(
        &mut self,
        wording: Wording,
        target: Option<Id>,
        instead: bool,
    ) {
        let Some(workspace) = self.workspace() else {
            return;
        };
        let is_original = self.language == workspace.header.original;
        let p = target.and_then(|id| workspace.draft(&self.language)?.get(id));
        let mut lines = Vec::new();
        if let Some(p) = p {
            lines.push(format!(
                "{}: {}",
                self.name_of(p.id),
                text::truncate(p.text(), 120)
            ));
            lines.push(self.what_follows(p.id, is_original));
        }
        if wording.source.is_none() {
            lines.push(
                "A version of this draft is no source: none is kept of its words.".to_owned(),
            );
        }
        let question = format!("Put the words of {} where?", wording.name);
        let has_rtl = p.is_some_and(|p| text::direction(p.text()) == Direction::Rtl);
        let on_it = [
            ('w', "in place of the words of the paragraph", Place::Whole),
            (
                'p',
                "as a proposal for it, in the name of …",
                Place::Proposed,
            ),
            ('e', "at its end", Place::End),
            (
                'i',
                "at a place in it, or for some of its words …",
                Place::Within,
            ),
        ];
        let new = [
            ('n', "as a new paragraph behind it", Place::Behind),
            (
                'o',
                "as a proposal of one, in the name of …",
                Place::ProposedBehind,
            ),
            ('l', "as the last paragraph", Place::Last),
        ];
        // Text from right to left has no caret here: it is edited outside.
        let fits = |(_, _, place): &(char, &'static str, Place)| match place {
            Place::Within => p.is_some() && !has_rtl,
            Place::Whole | Place::End => p.is_some(),
            Place::Proposed | Place::ProposedBehind | Place::Behind => p.is_some() && is_original,
            Place::Last => is_original,
            Place::Part => true,
        };
        let both: Vec<_> = if instead {
            on_it.into_iter().chain(new).collect()
        } else {
            new.into_iter().chain(on_it).collect()
        };
        let part = ('s', "only some of its words …", Place::Part);
        let offered = both.into_iter().chain([part]).filter(fits);
        let mut answers = vec![Answer::new(
            'k',
            "nowhere: keep the draft as it is",
            Act::Stay,
        )];
        answers.extend(offered.map(|(letter, words, place)| {
            let act = Act::PutWording(place, target, Box::new(wording.clone()));
            Answer::new(letter, words, act)
        }));
        self.open_ask(question, lines, answers);
    }

    /// What other words for a paragraph ask of people again.
    fn what_follows(&self, id: Id, is_original: bool) -> String {
        let Some(workspace) = self.workspace().filter(|_| is_original) else {
            return "Other words for a translation change nobody's position.".to_owned();
        };
        let Some(p) = workspace.original().and_then(|d| d.get(id)) else {
            return String::new();
        };
        let stands = |code| {
            let standing = workspace.standing(code, p);
            standing.is_some_and(|s| !s.stale && s.position.stance != Stance::Absent)
        };
        let members = workspace.header.delegations.iter();
        let count = members.filter(|d| stands(d.code)).count();
        let agreed = match workspace.status(p) {
            Status::Agreed | Status::AdRef | Status::Pending => {
                "It is agreed, and would be no longer; "
            }
            _ => "",
        };
        let asked = match count {
            0 => "nobody stands on its words yet".to_owned(),
            _ => format!(
                "{} must be asked again when its words change",
                counted(count, "delegation", "delegations")
            ),
        };
        crate::app::sentence::sentence(&format!(
            "{agreed}{asked}; a new paragraph or a proposal leaves them alone"
        ))
    }

    /// Puts words where somebody said.
    pub(in crate::app) fn put_wording(
        &mut self,
        place: Place,
        target: Option<Id>,
        wording: Wording,
    ) -> Vec<Effect> {
        match (place, target) {
            (Place::Part, _) => {
                let title = format!("Only which words of {}?", wording.name);
                let help = "Take away what is not wanted: what is left must stand in a row there.";
                let words = wording.words.clone();
                let what = Prompted::Part(target, Box::new(wording));
                self.open_prompt(title, help, &words, what);
                Vec::new()
            }
            (Place::Whole, Some(id)) => self.save_wording(id, &wording, true),
            (Place::End, Some(id)) => self.save_wording(id, &wording, false),
            (Place::Within, Some(id)) => self.place_within(id, wording),
            (Place::Behind, _) => self.put_behind(target, &wording),
            (Place::Last, _) => {
                let draft = self.workspace().and_then(|w| w.original());
                let last = draft.and_then(|d| Some(d.paragraphs.last()?.id));
                self.put_behind(last, &wording)
            }
            (Place::Proposed, Some(id)) => {
                let title = format!("Who proposes these words for {}?", self.name_of(id));
                let wording = Box::new(wording);
                self.ask_delegation(title, |codes| {
                    Choosing::Wording(id, Sort::Own, wording, codes)
                });
                Vec::new()
            }
            (Place::ProposedBehind, Some(id)) => {
                let title = format!("Who proposes a paragraph behind {}?", self.name_of(id));
                let wording = Box::new(wording);
                self.ask_delegation(title, |codes| {
                    Choosing::Wording(id, Sort::New, wording, codes)
                });
                Vec::new()
            }
            (_, None) => {
                self.say("No paragraph is selected.");
                Vec::new()
            }
        }
    }

    /// Only some words, as they were typed: they must stand in a row in what was found.
    pub(in crate::app) fn put_part(
        &mut self,
        target: Option<Id>,
        wording: &Wording,
        typed: &str,
    ) -> Result<Vec<Effect>, String> {
        let (all, words) = (plain(&wording.words), plain(typed));
        if words.is_empty() || !all.contains(&words) {
            return Err("These words do not stand there in a row.".to_owned());
        }
        let part = Wording {
            words,
            ..wording.clone()
        };
        self.ask_place_of(part, target, true);
        Ok(Vec::new())
    }

    /// The caret says where in a paragraph words go.
    fn place_within(&mut self, id: Id, wording: Wording) -> Vec<Effect> {
        self.screen = Screen::Draft;
        if !self.select_words(id) {
            return Vec::new();
        }
        if let Some(editing) = self.editing.as_mut() {
            editing.purpose = Purpose::Place;
            editing.field = Field::at(
                editing.field.text(),
                text::end_of_words(editing.field.text()),
            );
            editing.wait_for_place(wording);
        }
        self.say("Move to where the words go, Enter; then Enter again, or behind the last word that they replace.");
        Vec::new()
    }

    fn put_behind(&mut self, after: Option<Id>, wording: &Wording) -> Vec<Effect> {
        let id = self.new_id();
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let language = workspace.header.original;
        let Some(paragraph) = new_paragraph(workspace, after, id, wording) else {
            return Vec::new();
        };
        self.screen = Screen::Draft;
        let effects = self.make(Change::Add {
            language,
            after,
            paragraph: Arc::new(paragraph),
        });
        self.select(id);
        effects
    }

    /// Words that were found, typed in the name of delegations: to be looked at, and tabled.
    pub(in crate::app) fn type_wording(
        &mut self,
        id: Id,
        sort: Sort,
        wording: &Wording,
        named: Named,
    ) -> Vec<Effect> {
        let mut put_in = PutIn::default();
        put_in.note(&wording.words, wording.source.clone());
        let proposing = Proposing {
            by: named.by,
            reason: named.reason,
            sort,
            base: "".into(),
            put_in,
        };
        self.type_in_name(id, proposing, Some(&wording.words))
    }
}
