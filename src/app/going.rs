//! Where a key goes, and going from screen to screen: in, out, and out of the program.

use super::command::{self, Args, Command, Match, Scope};
use super::overlay::{self, Answer, Overlay};
use super::{
    App, Compare, Consensus, Draft, Editing, Effect, Focus, Key, Opened, Precedents, Record,
    Screen, Session, Walk, counted, languages,
};
use crate::text::Language;

impl App {
    pub(super) fn run(&mut self, command: &Command, args: Args) -> Vec<Effect> {
        match (command.available)(self) {
            Ok(()) => (command.run)(self, args),
            Err(reason) => {
                self.warn(reason);
                Vec::new()
            }
        }
    }

    pub(super) fn press(&mut self, key: Key) -> Vec<Effect> {
        let scope = self.scope();
        let on_screen = self.overlays.is_empty() && !matches!(scope, Scope::Editing | Scope::Query);
        if on_screen && self.pressed.is_empty() {
            self.notice = None;
            if let Some(digit) = key.typed().and_then(|c| c.to_digit(10))
                && (self.count.is_some() || digit == 0 || digit > 5)
            {
                let count = self.count.unwrap_or(0) * 10 + digit as usize;
                self.count = Some(count.min(99_999));
                return Vec::new();
            }
        }
        self.pressed.push(key);
        match command::find(scope, &self.pressed) {
            Match::Command(command, which) => {
                self.pressed.clear();
                let count = self.count.take();
                self.run(command, Args { count, which })
            }
            Match::Prefix => Vec::new(),
            Match::None => {
                let led = self.pressed.len() > 1;
                self.pressed.clear();
                self.count = None;
                match scope {
                    _ if led => Vec::new(),
                    Scope::Front | Scope::Ask => self.press_front(key),
                    Scope::Editing | Scope::Splitting | Scope::Selecting => self.press_editing(key),
                    Scope::Query => self.press_query(key),
                    Scope::Lookup => self.press_lookup(key),
                    _ => Vec::new(),
                }
            }
        }
    }

    pub(super) fn pasted(&mut self, text: &str) -> Vec<Effect> {
        match self.scope() {
            Scope::Front => self.paste_front(text),
            Scope::Editing => return self.paste_editing(text),
            Scope::Query => return self.paste_query(text),
            Scope::Lookup => return self.paste_lookup(text),
            // Never as keys: a pasted “D” must not delete.
            _ => self.say("To paste, open a paragraph or a prompt first."),
        }
        Vec::new()
    }

    pub(super) fn opened(&mut self, opened: Opened) -> Vec<Effect> {
        self.load_error = None;
        let again = self.session.as_ref().is_some_and(|s| s.root == opened.root);
        if again {
            self.reloaded(opened);
            return self.refresh_screen();
        }
        let header = &opened.workspace.header;
        let drafts = &opened.workspace.drafts;
        let wanted = self.wanted_language.filter(|l| drafts.contains_key(l));
        self.language = wanted.unwrap_or_else(|| header.original);
        let notice = header.notice.clone();
        let findings = opened.findings.len();
        self.session = Some(Session::new(opened));
        (self.draft, self.editing) = (Draft::default(), None);
        self.begin_at_work();
        self.consensus = Consensus::default();
        self.compare = Compare::default();
        self.precedents = Precedents::default();
        self.record = Record::default();
        self.walk = Walk::default();
        self.present = None;
        self.overlays.clear();
        self.screen = Screen::Draft;
        if let Some(notice) = notice {
            self.say(notice.to_string());
        } else if findings > 0 {
            let found = counted(findings, "finding", "findings");
            self.say(format!("{found} while reading: I lists them."));
        }
        let mut effects = self.load_private();
        effects.extend(self.ask_shelves());
        effects
    }

    /// Begins at the first paragraph that is up for negotiation, with it at the top.
    fn begin_at_work(&mut self) {
        let first = self.session.as_ref().and_then(|session| {
            let all = session.consensus().paragraphs.iter();
            all.enumerate().find(|(_, standing)| standing.counted)
        });
        if let Some((at, id)) = first.map(|(at, standing)| (at, standing.id)) {
            self.draft.selected = Some(id);
            self.draft.scroll.top = at;
        }
    }

    /// Leaves, or asks first when something would be lost.
    pub(super) fn quit(&mut self) -> Vec<Effect> {
        if let Some(Overlay::Ask(_)) = self.overlays.last() {
            self.overlays.pop();
        }
        if self.editing.as_ref().is_some_and(Editing::is_changed) {
            self.open_ask(
                "The words that you are typing are not saved.".to_owned(),
                Vec::new(),
                vec![
                    Answer::new('k', "keep typing", overlay::Act::Stay),
                    Answer::new('s', "save them and quit", overlay::Act::SaveAndQuit),
                    Answer::new('q', "quit; they are kept aside", overlay::Act::Quit),
                ],
            );
            return self.keep_words();
        }
        if self.session.as_ref().is_some_and(|s| s.failure().is_some()) {
            self.open_ask(
                "A change is not saved: the disk refused it.".to_owned(),
                vec![
                    "Typed words are kept aside and offered when the workspace is next opened."
                        .to_owned(),
                ],
                vec![
                    Answer::new('s', "stay", overlay::Act::Stay),
                    Answer::new('q', "quit all the same", overlay::Act::Quit),
                ],
            );
            return Vec::new();
        }
        // What is being written is written first; that takes a moment.
        if self.is_waiting() {
            self.leaving = true;
            return Vec::new();
        }
        vec![Effect::Quit]
    }

    /// One level out: of what is in front, of the second pane, of the screen; from the draft, out of the program.
    pub(super) fn leave(&mut self) -> Vec<Effect> {
        if self.overlays.pop().is_some() {
            return Vec::new();
        }
        match self.screen {
            Screen::Draft if self.draft.focus == Focus::Side => self.draft.focus = Focus::Text,
            Screen::Precedents if self.precedents.reading => self.precedents.reading = false,
            Screen::Consensus if self.consensus.chart.is_some() => self.consensus.chart = None,
            Screen::Picker if self.session.is_some() => self.screen = Screen::Draft,
            Screen::Draft | Screen::Picker => return self.quit(),
            // A screen that only follows has nowhere else to go.
            Screen::Present if self.session.is_none() => return self.quit(),
            Screen::Present if self.walk.is_begun() => self.screen = Screen::Walk,
            _ => self.screen = Screen::Draft,
        }
        Vec::new()
    }

    /// Takes the innermost passing thing back.
    pub(super) fn cancel(&mut self) -> Vec<Effect> {
        if self.overlays.pop().is_none() {
            self.notice = None;
            self.draft.focus = Focus::Text;
            self.precedents.reading = false;
            self.consensus.chart = None;
        }
        Vec::new()
    }

    pub(super) fn go(&mut self, screen: Screen) -> Vec<Effect> {
        self.screen = screen;
        match screen {
            Screen::Record => {
                self.record.waiting = true;
                vec![Effect::Record]
            }
            Screen::Picker => vec![Effect::FindWorkspaces],
            Screen::Compare => self.enter_compare(),
            Screen::Precedents => self.enter_precedents(),
            Screen::Walk => self.enter_walk(),
            Screen::Present => self.enter_present(),
            Screen::Draft | Screen::Consensus => Vec::new(),
        }
    }

    /// After the workspace changed on the disk: what the screen shows of it besides.
    pub(super) fn refresh_screen(&mut self) -> Vec<Effect> {
        match self.screen {
            Screen::Record => vec![Effect::Record],
            Screen::Compare => self.compare_again(),
            _ => Vec::new(),
        }
    }

    /// Another language, by its place among those of the workspace.
    pub(super) fn turn_language(&mut self, by: isize) {
        let Some(workspace) = self.workspace() else {
            return;
        };
        let all: Vec<Language> = languages(workspace);
        let at = all.iter().position(|l| *l == self.language).unwrap_or(0);
        let len = all.len().max(1) as isize;
        let next = (at as isize + by).rem_euclid(len) as usize;
        if let Some(language) = all.into_iter().nth(next) {
            self.say(format!("{}.", language.name()));
            self.language = language;
        }
    }

    /// Brings selections back to what is there, and into sight.
    pub(super) fn settle(&mut self) {
        let height = usize::from(self.size.1.saturating_sub(8));
        if let Some(front) = self.overlays.last_mut() {
            front.follow(height.max(1), self.size.0);
        }
        self.settle_lookup();
        self.settle_lens();
        self.settle_draft();
        match self.screen {
            Screen::Consensus => self.settle_consensus(),
            Screen::Compare => self.settle_compare(),
            Screen::Precedents => self.settle_precedents(),
            Screen::Record => self.settle_record(),
            Screen::Picker => self.settle_picker(),
            Screen::Walk => self.settle_walk(),
            Screen::Present => {
                self.settle_walk();
                self.settle_present();
            }
            Screen::Draft => {}
        }
    }
}
