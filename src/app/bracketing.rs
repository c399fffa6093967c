//! Brackets from the interface: walked, held, given further wordings, resolved, and put around words that are selected. What is
//! shown of them is in `overlay::bracketing`.

use std::ops::Range;

use super::overlay::{Act as Answered, Answer, Bracketing, Choose, Entry, Prompted, Row, parties};
use super::{App, Effect, Overlay};
use crate::edit::bracket::{Act, How, Judge, Over, Wide, choice_over, holds, outcome};
use crate::edit::{self, Change};
use crate::model::bracket::{Take, Wish};
use crate::model::{Code, Id};

/// What is chosen for a bracket, with what each row stands for.
#[derive(Debug, Clone)]
pub(super) enum Bracketed {
    /// Who holds the selected wording.
    Holder(Vec<Code>),
    /// What it wants with it.
    Wish(Code),
    /// Who proposes a further wording; none for nobody.
    Proposer(Vec<Option<Code>>),
    /// Who withdraws.
    Leaver(Vec<Code>),
    /// By whose will all brackets of the paragraph are decided; none for the chair.
    Judge(Vec<Option<Code>>),
    /// By whose will all that is contested in the draft is decided.
    Settler(Vec<Option<Code>>),
    /// Who holds words that are selected.
    Selection(Range<usize>, Vec<Option<Code>>),
    /// Up to which paragraph a bracket goes.
    UpTo(Vec<Id>),
}

const WISHES: [(Wish, &str, &str); 4] = [
    (Wish::Propose, "proposes", "the words are its own"),
    (Wish::Retain, "retain", "wants them kept"),
    (Wish::Delete, "delete", "wants them out"),
    (Wish::Reserve, "reserve", "awaits instructions on them"),
];

impl App {
    /// Opens the brackets of the selected paragraph.
    pub(super) fn open_brackets(&mut self) {
        if let Some(id) = self.selected().map(|p| p.id) {
            let mode = Bracketing::on(id, self.language);
            self.overlays.push(Overlay::Bracketing(mode));
        }
    }

    /// The selected bracket.
    pub(super) fn bracket_entry(&self) -> Option<Entry> {
        self.bracketing()?.entry(self.workspace()?)
    }

    /// Selects another bracket.
    pub(super) fn step_bracket(&mut self, by: isize) {
        let many = match (self.bracketing(), self.workspace()) {
            (Some(mode), Some(workspace)) => mode.entries(workspace).len(),
            _ => 0,
        };
        if let Some(mode) = self.bracketing_mut() {
            let last = many.saturating_sub(1);
            mode.at = mode.at.min(last).saturating_add_signed(by).min(last);
            (mode.outcome, mode.top) = (0, 0);
        }
    }

    /// Selects something else to be taken of it.
    pub(super) fn step_outcome(&mut self, by: isize) {
        let many = self.bracket_entry().map_or(0, |e| e.outcomes().len());
        if let Some(mode) = self.bracketing_mut() {
            let last = many.saturating_sub(1);
            mode.outcome = mode.outcome.saturating_add_signed(by).min(last);
            mode.top = 0;
        }
    }

    /// Moves the window on a long paragraph.
    pub(super) fn page_brackets(&mut self, by: isize) {
        if let Some(mode) = self.bracketing_mut() {
            mode.top = mode.top.saturating_add_signed(by);
        }
    }

    /// The next paragraph with something in brackets, or the one before.
    pub(super) fn next_bracketed(&mut self, forward: bool) {
        let found = self.document().and_then(|document| {
            let at = self.selected_at();
            let has = |p: &&std::sync::Arc<crate::model::Paragraph>| {
                p.brackets() > 0 || p.edges() != crate::model::bracket::Edges::default()
            };
            let all = &document.paragraphs;
            let found = if forward {
                all.iter().skip(at + 1).find(has)
            } else {
                all.get(..at)?.iter().rev().find(has)
            };
            found.map(|p| p.id)
        });
        match found {
            Some(id) => {
                self.select(id);
                let language = self.language;
                if let Some(mode) = self.bracketing_mut() {
                    *mode = Bracketing::on(id, language);
                }
            }
            None => self.say("No further brackets in this direction."),
        }
    }

    /// Takes what is selected of the bracket, or that.
    pub(super) fn take_of_bracket(&mut self, take: Option<Take>) -> Vec<Effect> {
        let found = self.bracketing().cloned().zip(self.bracket_entry());
        let Some((mode, entry)) = found else {
            return Vec::new();
        };
        let take = take.unwrap_or_else(|| mode.take(&entry));
        let change = self
            .workspace()
            .and_then(|workspace| mode.change(workspace, &entry, take));
        let effects = change.map_or_else(Vec::new, |change| self.make(change));
        self.after_bracket();
        effects
    }

    /// What is selected stays in bounds once brackets went; the paragraph may be gone with its bracket.
    fn after_bracket(&mut self) {
        let there = match (self.bracketing(), self.workspace()) {
            (Some(mode), Some(workspace)) => {
                mode.words(workspace).map(|_| mode.entries(workspace).len())
            }
            _ => return,
        };
        let Some(many) = there else {
            self.overlays.pop();
            return;
        };
        if let Some(mode) = self.bracketing_mut() {
            mode.at = mode.at.min(many.saturating_sub(1));
            (mode.outcome, mode.top) = (0, 0);
        }
    }

    /// Makes an act on the brackets in front.
    fn act_on_bracket(&mut self, act: Act) -> Vec<Effect> {
        let base = self.bracketing().and_then(|mode| {
            let p = mode.words(self.workspace()?)?;
            Some((mode.language, p.id, p.digest()))
        });
        let Some((language, paragraph, base)) = base else {
            return Vec::new();
        };
        let effects = self.make(Change::Bracket {
            language,
            paragraph,
            act,
            base,
        });
        self.after_bracket();
        effects
    }

    /// Makes an act on what stands over the paragraph in front and others.
    fn act_over(&mut self, act: Over) -> Vec<Effect> {
        let found = self.bracketing().and_then(|mode| {
            let base = self.workspace()?.original()?.digest();
            Some((mode.paragraph, base))
        });
        let Some((paragraph, base)) = found else {
            return Vec::new();
        };
        let effects = self.make(Change::Over {
            paragraph,
            act,
            base,
        });
        self.after_bracket();
        effects
    }

    /// The number of the selected bracket, when it stands in the words.
    fn bracket_number(&mut self) -> Option<usize> {
        match self.bracket_entry()? {
            Entry::Here(seen) => Some(seen.number),
            Entry::Over(..) => {
                self.warn("It stands over several paragraphs: it is kept, dropped or chosen.");
                None
            }
        }
    }

    /// The selected wording, from 1.
    fn wording(&self) -> usize {
        let take = self.bracketing().zip(self.bracket_entry());
        match take.map(|(mode, entry)| mode.take(&entry)) {
            Some(Take::Choose(nth)) => match self.bracket_entry() {
                Some(Entry::Here(seen)) if seen.bracket.alternatives.len() > 1 => nth,
                _ => 1,
            },
            _ => 1,
        }
    }

    /// The chair would take what is selected; when it would already, it has no choice any more.
    pub(super) fn choose_for_chair(&mut self) -> Vec<Effect> {
        let found = self.bracketing().cloned().zip(self.bracket_entry());
        let Some((mode, entry)) = found else {
            return Vec::new();
        };
        let take = mode.take(&entry);
        let draft = self.workspace().and_then(|w| w.original());
        let had = match &entry {
            Entry::Here(seen) => seen.chosen,
            Entry::Over(_, wide) => draft.and_then(|draft| choice_over(draft, wide)),
        };
        let take = (had != Some(take)).then_some(take);
        let effects = match entry {
            Entry::Here(seen) => self.act_on_bracket(Act::Choose {
                bracket: seen.number,
                take,
            }),
            Entry::Over(nth, _) => self.act_over(Over::Choose { nth, take }),
        };
        if let Some(now) = self.bracketing_mut() {
            now.outcome = mode.outcome;
        }
        effects
    }

    pub(super) fn merge_bracket(&mut self) -> Vec<Effect> {
        match self.bracket_number() {
            Some(bracket) => self.act_on_bracket(Act::Merge { bracket }),
            None => Vec::new(),
        }
    }

    pub(super) fn bracket_choice(&mut self, title: String, rows: Vec<Row>, what: Bracketed) {
        if rows.is_empty() {
            self.warn("Nobody takes part yet: add delegations to workspace.yaml.");
        } else {
            self.open_choice(title, rows, Choose::Bracket(what));
        }
    }

    /// Everybody, with somebody else first.
    pub(super) fn or_parties(&self, first: (&str, &str)) -> (Vec<Row>, Vec<Option<Code>>) {
        let (rows, codes) = self.workspace().map(parties).unwrap_or_default();
        let none = Row {
            text: first.0.to_owned(),
            detail: first.1.to_owned(),
        };
        let rows = std::iter::once(none).chain(rows).collect();
        let codes = std::iter::once(None).chain(codes.into_iter().map(Some));
        (rows, codes.collect())
    }

    /// Asks who holds the selected wording.
    pub(super) fn ask_holder(&mut self) {
        if matches!(
            &self.bracket_entry(),
            Some(Entry::Over(_, Wide::Options(_)))
        ) {
            self.warn("Who is for an option stands behind its number, as in “Option 1 (KAZ):”: edit the paragraph.");
        } else if self.bracket_entry().is_some() {
            let (rows, codes) = self.workspace().map(parties).unwrap_or_default();
            let what = Bracketed::Holder(codes);
            self.bracket_choice("Who holds the words?".to_owned(), rows, what);
        }
    }

    /// Asks who proposes a further wording.
    pub(super) fn ask_wording(&mut self) {
        if self.bracket_number().is_some() {
            let (rows, codes) = self.or_parties(("nobody", "a wording without a name"));
            let what = Bracketed::Proposer(codes);
            self.bracket_choice("Who proposes another wording?".to_owned(), rows, what);
        }
    }

    /// Asks for words in the place of the bracket.
    pub(super) fn ask_fill(&mut self) {
        if let Some(bracket) = self.bracket_number() {
            let help = "They take the place of the bracket: a date, a figure, a compromise.";
            let title = "Which words?".to_owned();
            self.open_prompt(title, help, "", Prompted::Fill(bracket));
        }
    }

    /// Asks who withdraws from the brackets of the paragraph.
    pub(super) fn ask_leaver(&mut self) {
        let found = self.bracketing().and_then(|mode| {
            let workspace = self.workspace()?;
            let p = mode.words(workspace)?;
            let over = match mode.entry(workspace) {
                Some(Entry::Over(nth, _)) => Some((nth, workspace.original()?)),
                _ => None,
            };
            let (rows, codes) = parties(workspace);
            let both = rows.into_iter().zip(codes);
            Some(both.filter(move |(_, by)| match over {
                Some((nth, draft)) => {
                    let act = Over::Withdraw { nth, by: *by };
                    outcome(&workspace.header, draft, p.id, &act).is_ok()
                }
                None => holds(&workspace.header, p.text(), *by),
            }))
        });
        let (rows, codes): (Vec<Row>, Vec<Code>) = found.into_iter().flatten().unzip();
        if rows.is_empty() {
            self.say("No delegation or group holds a bracket here.");
        } else {
            let title = "Who withdraws from the brackets here?".to_owned();
            self.bracket_choice(title, rows, Bracketed::Leaver(codes));
        }
    }

    /// Asks by whose will all brackets of the paragraph are decided.
    pub(super) fn ask_judge(&mut self) {
        let (rows, codes) = self.or_parties(("the chair", "what it chose; the first wording else"));
        let title = "Resolve all as who wants it?".to_owned();
        self.bracket_choice(title, rows, Bracketed::Judge(codes));
    }

    /// Asks by whose will all that is contested in the draft is decided.
    pub(super) fn ask_settle(&mut self) {
        let (rows, codes) = self.or_parties(("the chair", "what it chose; the first wording else"));
        let title = "Resolve all of the draft as who wants it?".to_owned();
        self.bracket_choice(title, rows, Bracketed::Settler(codes));
    }

    /// Says what the whole draft would become, and asks.
    fn ask_settle_as(&mut self, code: Option<Code>) {
        let found = self.bracketing().and_then(|mode| {
            let workspace = self.workspace()?.clone();
            let base = workspace.draft(&mode.language)?.digest();
            Some((mode.language, workspace, base))
        });
        let Some((language, workspace, base)) = found else {
            return;
        };
        let settled = |rest| Change::Settle {
            language,
            judge: Judge {
                code,
                rest,
                ..Judge::default()
            },
            base,
        };
        let change = settled(Some(Take::Keep));
        let mut lines = Vec::new();
        match edit::apply(&workspace, &change, &self.stamp()) {
            Ok(applied) => {
                let (mut put, mut gone) = (0, 0);
                for touch in &applied.touches {
                    match touch {
                        edit::Touch::Put { language: l, .. } => put += usize::from(*l == language),
                        edit::Touch::Remove { language: l, .. } => {
                            gone += usize::from(*l == language);
                        }
                        _ => {}
                    }
                }
                let counted = super::sentence::counted;
                let words = counted(put, "paragraph gets", "paragraphs get");
                let out = match gone {
                    0 => String::new(),
                    gone => format!(" {}.", counted(gone, "goes out", "go out")),
                };
                lines.push(format!("{words} new words.{out} Nothing stays contested."));
            }
            Err(why) => {
                self.warn(super::sentence::sentence(&why.to_string()));
                return;
            }
        }
        if let Err(why) = edit::apply(&workspace, &settled(None), &self.stamp()) {
            let why = why.to_string();
            let why = why.split(": choose").next().unwrap_or_default();
            let why = super::sentence::sentence(why);
            lines.push(String::new());
            lines.push(format!("{why} There the first wording is taken."));
        }
        self.ask_to_resolve("all of the draft", code, lines, change);
    }

    /// Asks whether all that is to be resolved as somebody wants it.
    fn ask_to_resolve(
        &mut self,
        what: &str,
        code: Option<Code>,
        lines: Vec<String>,
        change: Change,
    ) {
        let who = match code {
            Some(code) => format!("as {code} wants it"),
            None => "as the chair chose".to_owned(),
        };
        let answers = vec![
            Answer::new('n', "leave them", Answered::Stay),
            Answer::new('y', "resolve them", Answered::Make(Box::new(change))),
        ];
        self.open_ask(format!("Resolve {what} {who}?"), lines, answers);
    }

    /// Asks up to which paragraph a bracket goes that opens at this one.
    pub(super) fn ask_up_to(&mut self) {
        let Some(mode) = self.bracketing().cloned() else {
            return;
        };
        let Some(draft) = self.workspace().and_then(|w| w.original()).cloned() else {
            return;
        };
        let from = draft.index_of(mode.paragraph).unwrap_or(0);
        let behind = draft.paragraphs.iter().skip(from + 1).take(200);
        let (rows, ids): (Vec<Row>, Vec<Id>) = behind
            .map(|p| {
                let row = Row {
                    text: self.name_of(p.id),
                    detail: crate::text::truncate(p.text(), 60).into_owned(),
                };
                (row, p.id)
            })
            .unzip();
        let title = "A bracket from here up to which paragraph?".to_owned();
        self.bracket_choice(title, rows, Bracketed::UpTo(ids));
    }

    /// What a choice does.
    pub(super) fn chosen_for_bracket(&mut self, what: Bracketed, at: usize) -> Vec<Effect> {
        match what {
            Bracketed::Holder(codes) => {
                if let Some(code) = codes.get(at) {
                    let rows = WISHES.map(|(_, word, meaning)| Row {
                        text: word.to_owned(),
                        detail: meaning.to_owned(),
                    });
                    let title = format!("What does {code} want with the words?");
                    self.bracket_choice(title, rows.to_vec(), Bracketed::Wish(*code));
                }
                Vec::new()
            }
            Bracketed::Wish(code) => {
                let found = WISHES.get(at).zip(self.bracket_entry());
                let Some(((wish, ..), entry)) = found else {
                    return Vec::new();
                };
                let (wording, wish) = (self.wording(), *wish);
                let by = vec![code];
                match entry {
                    Entry::Here(seen) => self.act_on_bracket(Act::Attribute {
                        bracket: seen.number,
                        wording,
                        by,
                        wish,
                    }),
                    Entry::Over(nth, _) => self.act_over(Over::Attribute { nth, by, wish }),
                }
            }
            Bracketed::Proposer(codes) => {
                if let (Some(by), Some(bracket)) = (codes.get(at), self.bracket_number()) {
                    let title = match by {
                        Some(code) => format!("Which words does {code} propose?"),
                        None => "Which words?".to_owned(),
                    };
                    let help = "They become another wording of the bracket.";
                    let what = Prompted::Wording(bracket, *by);
                    self.open_prompt(title, help, "", what);
                }
                Vec::new()
            }
            Bracketed::Leaver(codes) => match (codes.get(at), self.bracket_entry()) {
                (Some(by), Some(Entry::Over(nth, _))) => {
                    self.act_over(Over::Withdraw { nth, by: *by })
                }
                (Some(by), _) => self.act_on_bracket(Act::Withdraw {
                    bracket: None,
                    by: *by,
                }),
                (None, _) => Vec::new(),
            },
            Bracketed::Settler(codes) => {
                if let Some(code) = codes.get(at) {
                    self.ask_settle_as(*code);
                }
                Vec::new()
            }
            Bracketed::Judge(codes) => {
                if let Some(code) = codes.get(at) {
                    self.ask_resolve_all(*code);
                }
                Vec::new()
            }
            Bracketed::Selection(range, codes) => match codes.get(at) {
                Some(by) => self.bracket_selection(range, *by),
                None => Vec::new(),
            },
            Bracketed::UpTo(ids) => {
                let found = self.bracketing().cloned().zip(ids.get(at).copied());
                let base = self.workspace().and_then(|w| w.original());
                let base = base.map(|d| d.digest());
                let (Some((mode, to)), Some(base)) = (found, base) else {
                    return Vec::new();
                };
                let act = Over::Around {
                    to,
                    by: Vec::new(),
                    wish: Wish::Propose,
                };
                let paragraph = mode.paragraph;
                self.make(Change::Over {
                    paragraph,
                    act,
                    base,
                })
            }
        }
    }

    /// What was typed for a bracket.
    pub(super) fn typed_for_bracket(&mut self, what: &Prompted, words: String) -> Vec<Effect> {
        match what {
            Prompted::Wording(bracket, by) => self.act_on_bracket(Act::Add {
                bracket: *bracket,
                words,
                by: by.iter().copied().collect(),
            }),
            Prompted::Fill(bracket) => self.act_on_bracket(Act::Resolve {
                bracket: Some(*bracket),
                how: How::With(words),
            }),
            _ => Vec::new(),
        }
    }

    /// Says what all brackets would become, and asks.
    fn ask_resolve_all(&mut self, code: Option<Code>) {
        let judged = |rest| Act::Resolve {
            bracket: None,
            how: How::Judge(Judge {
                code,
                rest,
                ..Judge::default()
            }),
        };
        let found = self.bracketing().and_then(|mode| {
            let p = mode.words(self.workspace()?)?;
            Some((mode.language, p.clone()))
        });
        let Some((language, p)) = found else { return };
        let header = self.workspace().map(|w| w.header.clone());
        let Some(header) = header else { return };
        let mut lines = Vec::new();
        match edit::bracket::done(&header, language, &p, &judged(Some(Take::Keep))) {
            Ok(done) => lines.push(done.text),
            Err(why) => {
                self.warn(super::sentence::sentence(&why));
                return;
            }
        }
        if let Err(why) = edit::bracket::done(&header, language, &p, &judged(None)) {
            let why = why.split(':').next().unwrap_or_default().to_owned();
            lines.push(String::new());
            lines.push(format!(
                "{} There the first wording is taken.",
                super::sentence::sentence(&why)
            ));
        }
        let change = Change::Bracket {
            language,
            paragraph: p.id,
            act: judged(Some(Take::Keep)),
            base: p.digest(),
        };
        self.ask_to_resolve("all brackets", code, lines, change);
    }
}
