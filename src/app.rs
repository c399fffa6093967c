//! The state of the interface, and what each message makes of it.
//!
//! What it is for: [`update`] takes a message and gives the effects that the world is asked for; [`App`] is everything
//! that [`crate::ui`] draws. A session can be replayed from its messages.
//!
//! What it never does: touch a disk, a clock, a thread or a terminal. Time and randomness are handed to it.
//!
//! Where to start: [`update`], then the table of commands ([`command::all`]), then the screen that you are after.

mod ahead;
mod aside;
mod bracketing;
mod chair;
pub mod command;
mod compare;
mod consensus;
mod draft;
mod editing;
mod field;
mod going;
pub mod holders;
mod key;
mod lens;
mod meeting;
mod mouse;
mod msg;
mod notice;
pub mod overlay;
mod picker;
mod positions;
pub mod precedents;
pub mod present;
pub mod private;
mod proceeding;
mod proposing;
mod reconfirm;
mod record;
pub mod regions;
pub mod scroll;
mod selecting;
mod sentence;
mod session;
mod structure;
mod table;
pub mod take;
#[cfg(test)]
mod tests;
pub mod texts;
mod theme;
pub mod walk;

use crate::edit::{Access, Actor};
use crate::model::{Document, Id, Moment, Paragraph, Workspace};
use crate::text::Language;

use command::Scope;
use notice::NOTICE_SECONDS;
use overlay::Overlay;
use present::Present;
use regions::{Regions, Second};

pub use compare::Compare;
pub use consensus::{Cell, Consensus, Held, Line, Motion, Order, Party, Rolled, Shown};
pub use draft::{Draft, Focus, Margin, indent, languages};
pub use editing::{Editing, Purpose, PutIn};
pub use field::{Field, View};
pub use key::{Code, Key, KeyError};
pub use msg::{
    EarlierFor, EditTarget, Effect, Event, Failure, Mouse, MouseAct, Msg, Offer, Opened, Saved,
};
pub use notice::{Notice, Weight};
pub use picker::Picker;
/// Measures of the comparison that drawing shares.
pub mod compare_layout {
    pub use super::compare::{
        Marks, Part, Shown, margin_lines, name_lines, note_line, side_words, words,
    };
}
/// Measures of the matrix that drawing shares.
pub mod consensus_layout {
    pub use super::consensus::{COLUMN, counts, foot, head, row_name};
}
/// Measures of the picker that drawing shares.
pub mod picker_layout {
    pub use super::picker::OFFER_ROWS;
}
/// Measures of the search that drawing shares.
pub mod precedents_layout {
    pub use super::precedents::{GRAMMAR, HIT_ROWS, LOOKUP_LIST, LOOKUP_ROWS, QUERY_ROWS, facts};
}
pub use precedents::Precedents;
pub use proposing::{Proposing, Sort};
pub use record::Record;
pub use sentence::counted;
pub use session::{Session, Unsaved};
pub use texts::{Question, Side};
pub use theme::ThemeName;
pub use walk::Walk;

/// The screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Screen {
    /// The text as it reads.
    Draft,
    /// Paragraphs by delegations.
    Consensus,
    /// Two texts and what differs.
    Compare,
    /// Search for agreed language.
    Precedents,
    /// What was done, by whom, when.
    Record,
    /// The choice of a workspace.
    Picker,
    /// The text, paragraph by paragraph, for the chair.
    Walk,
    /// What the room sees.
    Present,
}

impl Screen {
    /// The screens of an open workspace, in the order of their numbers.
    pub const ALL: [Self; 5] = [
        Self::Draft,
        Self::Consensus,
        Self::Compare,
        Self::Precedents,
        Self::Record,
    ];

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Consensus => "Consensus",
            Self::Compare => "Compare",
            Self::Precedents => "Precedents",
            Self::Record => "Record",
            Self::Picker => "Workspaces",
            Self::Walk => "Walk",
            Self::Present => "Present",
        }
    }
}

/// What the interface is started with.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Which colours.
    pub theme: ThemeName,
    /// No colours at all, whatever the theme: `NO_COLOR` is set.
    pub no_color: bool,
    /// The language to show first, when the workspace has it.
    pub language: Option<Language>,
    /// Size of the terminal: columns, rows.
    pub size: (u16, u16),
}

/// Everything that the interface knows.
#[derive(Debug, Clone)]
pub struct App {
    size: (u16, u16),
    theme: ThemeName,
    no_color: bool,
    ascii: bool,
    mouse: bool,
    now: Moment,
    seed: u64,
    tickets: u64,
    actor: Actor,
    wanted_language: Option<Language>,
    language: Language,
    session: Option<Session>,
    load_error: Option<String>,
    screen: Screen,
    overlays: Vec<Overlay>,
    pressed: Vec<Key>,
    count: Option<usize>,
    notice: Option<Notice>,
    leaving: bool,
    draft: Draft,
    editing: Option<Editing>,
    began: meeting::Began,
    consensus: Consensus,
    compare: Compare,
    precedents: Precedents,
    tracing: precedents::Tracing,
    completing: precedents::Completing,
    record: Record,
    picker: Picker,
    walk: Walk,
    present: Option<Present>,
    private: Option<private::Kept>,
}

impl App {
    /// An interface without a workspace.
    pub fn new(options: Options) -> Self {
        Self {
            size: options.size,
            theme: options.theme,
            no_color: options.no_color,
            ascii: false,
            mouse: false,
            now: Moment::new(0, 0),
            seed: 0,
            tickets: 0,
            actor: Actor {
                name: "secretariat".into(),
                access: Access::Secretariat,
            },
            wanted_language: options.language,
            language: Language::ENGLISH,
            session: None,
            load_error: None,
            screen: Screen::Picker,
            overlays: Vec::new(),
            pressed: Vec::new(),
            count: None,
            notice: None,
            leaving: false,
            draft: Draft::default(),
            editing: None,
            began: meeting::Began::default(),
            consensus: Consensus::default(),
            compare: Compare::default(),
            precedents: Precedents::default(),
            tracing: precedents::Tracing::default(),
            completing: precedents::Completing::default(),
            record: Record::default(),
            picker: Picker::default(),
            walk: Walk::default(),
            present: None,
            private: None,
        }
    }

    /// Who acts: what the record will say, and what they may do.
    pub fn set_actor(&mut self, actor: Actor) {
        self.actor = actor;
    }

    /// What time it is, as far as the interface was told.
    pub fn now(&self) -> Moment {
        self.now
    }

    /// What time it is: to be said before a message.
    pub fn set_now(&mut self, now: Moment) {
        self.now = now;
    }

    /// Where the ids of new paragraphs come from.
    pub fn feed_randomness(&mut self, seed: u64) {
        self.seed ^= seed;
    }

    /// Whether frames and marks are drawn with ASCII alone.
    pub fn set_ascii(&mut self, ascii: bool) {
        self.ascii = ascii;
    }

    /// What the window of the terminal should be called.
    pub fn title(&self) -> String {
        let open = self.workspace().map(|workspace| &*workspace.header);
        let room = || self.present.as_ref().map(|room| room.view().header());
        match open.or_else(room) {
            Some(header) => format!("{} · rapporteur", header.title),
            None => "rapporteur".to_owned(),
        }
    }

    /// Whether a change is on its way to the disk.
    pub fn is_waiting(&self) -> bool {
        self.session.as_ref().is_some_and(Session::is_waiting)
    }

    /// Whether time passing would change what is shown or kept.
    pub fn needs_tick(&self) -> bool {
        !self.countdown().is_empty()
            || self.notice.is_some()
            || self.editing.as_ref().is_some_and(Editing::is_to_be_kept)
    }

    /// Whether the mouse is wanted.
    pub fn wants_mouse(&self) -> bool {
        self.mouse
    }

    /// Columns and rows of the terminal.
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// Which colours to draw with.
    pub fn theme(&self) -> ThemeName {
        if self.no_color {
            ThemeName::Mono
        } else {
            self.theme
        }
    }

    /// Whether frames and marks are drawn with ASCII alone.
    pub fn is_ascii(&self) -> bool {
        self.ascii
    }

    /// The open workspace with all about it.
    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// The open workspace.
    pub fn workspace(&self) -> Option<&Workspace> {
        self.session.as_ref().map(Session::workspace)
    }

    /// Why no workspace is open.
    pub fn load_error(&self) -> Option<&str> {
        self.load_error.as_deref()
    }

    /// The language that is shown.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// The draft in the language that is shown.
    pub fn document(&self) -> Option<&Document> {
        self.workspace()?.draft(&self.language).map(|d| &**d)
    }

    /// The screen that is shown.
    pub fn screen(&self) -> Screen {
        self.screen
    }

    /// What stands in front of it, the front one last.
    pub fn overlays(&self) -> &[Overlay] {
        &self.overlays
    }

    /// Keys of a binding of which more presses are awaited.
    pub fn pressed(&self) -> &[Key] {
        &self.pressed
    }

    /// The number that was typed for the next movement.
    pub fn count(&self) -> Option<usize> {
        self.count
    }

    /// What is said in the last row.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// The draft's screen.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// What is being typed.
    pub fn editing(&self) -> Option<&Editing> {
        self.editing.as_ref()
    }

    /// The matrix.
    pub fn consensus(&self) -> &Consensus {
        &self.consensus
    }

    /// The comparison.
    pub fn compare(&self) -> &Compare {
        &self.compare
    }

    /// The search for agreed language.
    pub fn precedents(&self) -> &Precedents {
        &self.precedents
    }

    /// The record.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// The choice of a workspace.
    pub fn picker(&self) -> &Picker {
        &self.picker
    }

    /// The parts of the screen.
    pub fn regions(&self) -> Option<Regions> {
        let second = match self.screen {
            Screen::Draft => Second::Aside {
                focused: self.draft.focus == Focus::Side && self.editing.is_none(),
            },
            Screen::Precedents => Second::Aside {
                focused: self.precedents.reading,
            },
            _ => Second::None,
        };
        Regions::new(self.size, self.banner().is_some(), second)
    }

    /// Where keys go.
    pub fn scope(&self) -> Scope {
        match self.overlays.last() {
            Some(Overlay::Ask(_)) => return Scope::Ask,
            Some(Overlay::Proposals(_)) => return Scope::Proposals,
            Some(Overlay::Bracketing(_)) => return Scope::Brackets,
            Some(Overlay::Lookup(_)) => return Scope::Lookup,
            Some(_) => return Scope::Front,
            None => {}
        }
        match self.screen {
            Screen::Draft => match &self.editing {
                Some(editing) if editing.purpose == Purpose::Split => Scope::Splitting,
                Some(editing) if matches!(editing.purpose, Purpose::Bracket | Purpose::Place) => {
                    Scope::Selecting
                }
                Some(_) => Scope::Editing,
                None => Scope::Draft,
            },
            Screen::Consensus => Scope::Consensus,
            Screen::Compare => Scope::Compare,
            Screen::Precedents if self.precedents.typing => Scope::Query,
            Screen::Precedents => Scope::Precedents,
            Screen::Record => Scope::Record,
            Screen::Picker => Scope::Picker,
            Screen::Walk => Scope::Walk,
            Screen::Present => Scope::Present,
        }
    }

    /// What people call a paragraph: its label, else its place.
    pub fn name_of(&self, id: Id) -> String {
        let original = self.workspace().and_then(|w| w.original());
        let label = original
            .and_then(|d| d.get(id))
            .and_then(|p| p.label.as_ref());
        let place = self.session.as_ref().and_then(|s| s.place(id));
        match (label, place) {
            (Some(label), _) => label.to_string(),
            (None, Some(at)) => format!("¶{}", at + 1),
            (None, None) => self.label_of_deleted(id).unwrap_or_else(|| id.to_string()),
        }
    }

    /// The label of a deleted paragraph.
    pub fn label_of_deleted(&self, id: Id) -> Option<String> {
        let original = self.workspace()?.original()?;
        let label = original.deleted_of(id)?.paragraph.label.as_ref()?;
        Some(label.to_string())
    }

    /// The selected paragraph in the language that is shown.
    pub fn selected(&self) -> Option<&Paragraph> {
        self.document()?.get(self.draft.selected?).map(|p| &**p)
    }

    fn next_ticket(&mut self) -> u64 {
        self.tickets += 1;
        self.tickets
    }

    /// A new id (splitmix64 over the seed).
    fn new_id(&mut self) -> Id {
        self.seed = self.seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.seed;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Id::from_random(z ^ (z >> 31))
    }
}

/// What a message makes of the interface, and what it asks for in turn.
pub fn update(app: &mut App, msg: Msg) -> Vec<Effect> {
    let mut effects = match msg {
        Msg::Key(key) => app.press(key),
        Msg::Paste(text) => app.pasted(&text),
        Msg::Resize(columns, rows) => {
            app.size = (columns, rows);
            Vec::new()
        }
        Msg::Mouse(mouse) => app.moused(mouse),
        Msg::Loaded(opened) => app.opened(*opened),
        Msg::LoadFailed(why) => {
            if app.session.is_some() {
                app.warn(sentence::sentence(&why));
            } else {
                app.load_error = Some(why);
                app.screen = Screen::Picker;
            }
            Vec::new()
        }
        Msg::FilesChanged => vec![Effect::Load(None)],
        Msg::Committed { ticket, result } => {
            let mut effects = app.committed(ticket, result);
            // What is compared with the draft is no longer what it was.
            if app.screen == Screen::Compare && app.compare.sides.is_some() {
                effects.extend(app.compare_again());
            }
            effects
        }
        Msg::Sought { ticket, answer } => app.sought(ticket, *answer),
        Msg::Compared { ticket, result } => {
            app.compared(ticket, result);
            Vec::new()
        }
        Msg::History { paragraph, told } => {
            app.told_history(paragraph, told);
            Vec::new()
        }
        Msg::Stances {
            paragraph,
            parties,
            told,
        } => {
            app.told_stances(paragraph, &parties, &told);
            Vec::new()
        }
        Msg::Earlier { kept, then } => match then {
            EarlierFor::Queue(code) => app.tell_queue(code, &kept),
            EarlierFor::Editorial(id) => app.carry_editorial(id, &kept),
        },
        Msg::Versions(rows) => {
            app.told_versions(rows);
            Vec::new()
        }
        Msg::Recorded { events, findings } => {
            app.recorded(events, findings);
            Vec::new()
        }
        Msg::Edited {
            target,
            text,
            failed,
        } => app.edited(&target, text, failed),
        Msg::Workspaces(offers) => {
            app.picker.offers = offers;
            Vec::new()
        }
        Msg::Meeting(meeting) => app.met(*meeting),
        Msg::Private(kept) => {
            app.kept_private(kept);
            Vec::new()
        }
        Msg::Seen(view) => {
            app.saw(*view);
            Vec::new()
        }
        Msg::Notice(text) => {
            app.say(text);
            Vec::new()
        }
        Msg::Resumed => vec![Effect::Redraw],
        Msg::Tick(now) => {
            app.now = now;
            let since = app.notice.as_ref().map(|n| n.since.seconds());
            if since.is_some_and(|since| now.seconds() - since >= NOTICE_SECONDS) {
                app.notice = None;
            }
            app.keep_words_in_time()
        }
    };
    if app.leaving && !app.is_waiting() && app.overlays.is_empty() {
        app.leaving = false;
        let failed = app.session.as_ref().is_some_and(|s| s.failure().is_some());
        effects.extend(if failed { None } else { Some(Effect::Quit) });
    }
    app.settle();
    effects.extend(app.trace_along());
    effects.extend(app.complete_along());
    effects
}
