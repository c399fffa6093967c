//! The interface driven by keys, over sketched workspaces and a disk that is a value.

mod ahead;
mod bracketing;
mod commands;
mod comparing;
mod holders;
mod inserting;
mod matrix;
mod naming;
mod precedents;
mod proceeding;
mod proposing;
mod shelves;
mod structure;
mod walking;
mod writing;

use std::path::PathBuf;
use std::sync::Arc;

use super::overlay::Overlay;
use super::walk::Meeting;
use super::{App, Effect, Failure, Key, Msg, Opened, Options, Saved, Screen, update};
use crate::compare::Kept;
use crate::edit::{self, Access, Actor, Change, Stamp};
use crate::model::{Id, Moment, WalkNote, Workspace, sketch};

const SKETCH: &str = "members KAZ UZB TKM
    a operative 1 | Welcomes the report;
    b operative 2 | Urges [all / most - UZB] States;
    c operative 3 | Decides to meet again.
    @ KAZ agree a
    @ UZB reserve a";

/// An interface before a disk.
struct Desk {
    app: App,
    disk: Workspace,
    /// What the disk answers instead of writing.
    refusal: Option<Failure>,
    /// What was asked for, in order.
    asked: Vec<Effect>,
    /// What is kept of the meeting.
    meeting: Meeting,
    /// Earlier words that only the record keeps.
    record: Kept,
    /// Whether questions about agreed language are answered.
    has_precedents: bool,
}

impl Desk {
    fn new(workspace: Workspace) -> Self {
        let options = Options {
            size: (120, 36),
            ..Options::default()
        };
        let mut app = App::new(options);
        app.set_now(Moment::new(1_000, 0));
        app.feed_randomness(7);
        let mut desk = Self {
            app,
            disk: workspace,
            refusal: None,
            asked: Vec::new(),
            meeting: Meeting {
                note: WalkNote::default(),
                showing: None,
            },
            record: Kept::new(),
            has_precedents: false,
        };
        desk.load();
        desk
    }

    fn opened(&self) -> Opened {
        Opened {
            root: PathBuf::from("/w"),
            workspace: self.disk.clone(),
            findings: Vec::new(),
            read_only: None,
            unsaved: Vec::new(),
        }
    }

    fn load(&mut self) {
        let opened = Box::new(self.opened());
        self.tell(Msg::Loaded(opened));
    }

    fn stamp() -> Stamp {
        Stamp {
            actor: Actor {
                name: "secretariat".into(),
                access: Access::Secretariat,
            },
            at: Moment::new(1_000, 0),
        }
    }

    fn tell(&mut self, msg: Msg) {
        for effect in update(&mut self.app, msg) {
            if let Effect::Seek {
                ticket,
                off,
                question,
            } = effect
            {
                if self.has_precedents {
                    self.seek(ticket, &off, &question);
                }
                continue;
            }
            self.asked.push(effect.clone());
            match effect {
                Effect::Commit { ticket, change } => {
                    let result = self.write(&change);
                    self.tell(Msg::Committed { ticket, result });
                }
                Effect::Load(None) => self.load(),
                Effect::OpenMeeting => {
                    let meeting = self.meeting.clone();
                    self.tell(Msg::Meeting(Box::new(meeting)));
                }
                Effect::KeepWalk(acts) => {
                    for act in acts {
                        self.meeting.note.take(act);
                    }
                }
                Effect::Earlier { mut wanted, then } => {
                    wanted.retain(|on| self.record.contains_key(on));
                    let found = wanted.iter().filter_map(|on| self.record.get_key_value(on));
                    let kept = found.map(|(on, words)| (*on, words.clone())).collect();
                    self.tell(Msg::Earlier { kept, then });
                }
                Effect::ShowRoom(showing) => self.meeting.showing = Some(showing),
                _ => {}
            }
        }
    }

    fn write(&mut self, change: &Change) -> Result<Box<Saved>, Failure> {
        if let Some(failure) = &self.refusal {
            return Err(failure.clone());
        }
        match edit::apply(&self.disk, change, &Self::stamp()) {
            Ok(applied) => {
                self.disk = applied.workspace.clone();
                Ok(Box::new(Saved {
                    applied,
                    findings: None,
                    confirmed: true,
                }))
            }
            Err(error) => Err(Failure {
                message: error.to_string(),
                disk: false,
            }),
        }
    }

    /// Somebody else writes to the disk.
    fn others(&mut self, change: &Change) {
        self.disk = edit::apply(&self.disk, change, &Self::stamp())
            .unwrap()
            .workspace;
    }

    fn others_write(&mut self, paragraph: &str, text: &str) {
        let id = sketch::id(paragraph);
        self.others(&Change::SetText {
            language: "en".parse().unwrap(),
            paragraph: id,
            text: text.to_owned(),
            base: self.disk.words(id).unwrap(),
            cites: Vec::new(),
        });
    }

    #[track_caller]
    fn keys(&mut self, keys: &str) {
        for key in Key::sequence(keys).unwrap() {
            self.tell(Msg::Key(key));
        }
    }

    /// The words of the draft on the disk, in order.
    fn words(&self) -> Vec<String> {
        let original = self.disk.original().unwrap();
        original
            .paragraphs
            .iter()
            .map(|p| p.text().to_owned())
            .collect()
    }

    fn selected(&self) -> Id {
        self.app.draft().selected.unwrap()
    }

    fn notice(&self) -> &str {
        self.app.notice().map_or("", |n| &n.text)
    }

    fn question(&self) -> Option<&super::overlay::Ask> {
        match self.app.overlays().last() {
            Some(Overlay::Ask(ask)) => Some(ask),
            _ => None,
        }
    }

    /// What a delegation says on a paragraph, on the disk.
    fn stance(&self, code: &str, paragraph: &str) -> Option<&'static str> {
        let found = self
            .disk
            .position(code.parse().unwrap(), sketch::id(paragraph));
        found.map(|p| p.stance.word())
    }
}

/// An interface on a sketch, after keys.
#[track_caller]
fn drive(sketch: &str, keys: &str) -> Desk {
    let mut desk = Desk::new(sketch::workspace(sketch));
    desk.keys(keys);
    desk
}

/// A workspace with a translation in Chinese and in Arabic.
fn in_three_languages() -> Workspace {
    let mut workspace = sketch::workspace(SKETCH);
    for (language, words) in [
        ("zh", ["欢迎报告；", "敦促各国；", "决定再次开会。"]),
        ("ar", ["ترحب بالتقرير؛", "تحث الدول؛", "تقرر الاجتماع."]),
    ] {
        let mut document = crate::model::Document::clone(workspace.original().unwrap());
        document.head.language = language.parse().unwrap();
        for (p, words) in document.paragraphs.iter_mut().zip(words) {
            let mut other = crate::model::Paragraph::new(p.id, p.role, words);
            other.label.clone_from(&p.label);
            *p = Arc::new(other);
        }
        workspace
            .drafts
            .insert(language.parse().unwrap(), Arc::new(document));
    }
    workspace
}

#[test]
fn movements_take_counts_and_stay_inside() {
    for (keys, place) in [
        ("j", "b"),
        ("jj", "c"),
        ("jjjj", "c"),
        ("jjk", "b"),
        ("G", "c"),
        ("Ggg", "a"),
        ("02j", "c"),
        ("9j", "c"),
        ("03<esc>j", "b"),
        ("0<down>", "b"),
        ("<end><home>", "a"),
        ("n", "b"),
        ("Gn", "c"),
        ("GN", "b"),
    ] {
        assert_eq!(drive(SKETCH, keys).selected(), sketch::id(place), "{keys}");
    }
}

#[test]
fn digits_open_screens_unless_a_count_has_begun() {
    for (keys, screen) in [
        ("2", Screen::Consensus),
        ("3", Screen::Compare),
        ("4", Screen::Precedents),
        ("5", Screen::Record),
        ("21", Screen::Draft),
        ("02j", Screen::Draft),
        ("2q", Screen::Draft),
    ] {
        assert_eq!(drive(SKETCH, keys).app.screen(), screen, "{keys}");
    }
    assert!(matches!(
        drive(SKETCH, "q").asked.last(),
        Some(Effect::Quit)
    ));
}

#[test]
fn a_paste_outside_a_field_does_nothing() {
    let mut desk = drive(SKETCH, "");
    desk.tell(Msg::Paste("Dd".to_owned()));
    assert_eq!(desk.words().len(), 3);
    assert!(
        desk.app.overlays().is_empty() && desk.asked.is_empty(),
        "{}",
        desk.notice()
    );
    assert!(desk.notice().contains("paste"));
    desk.keys("e");
    desk.tell(Msg::Paste(" and\nmore".to_owned()));
    desk.keys("<enter>");
    assert_eq!(
        desk.words().first().unwrap(),
        "Welcomes the report; and more"
    );
}

#[test]
fn a_live_reload_keeps_the_selection_with_its_paragraph() {
    let mut desk = drive(SKETCH, "jj");
    desk.others(&Change::Move {
        paragraph: sketch::id("c"),
        after: None,
    });
    desk.tell(Msg::FilesChanged);
    assert_eq!(desk.selected(), sketch::id("c"));
    assert_eq!(desk.app.selected_at(), 0);
    desk.others(&Change::Delete {
        paragraph: sketch::id("c"),
    });
    desk.tell(Msg::FilesChanged);
    assert_eq!(
        desk.selected(),
        sketch::id("a"),
        "gone: the place stays selected"
    );
}

#[test]
fn languages_turn_both_ways_with_the_selection() {
    let mut desk = Desk::new(in_three_languages());
    desk.keys("j]");
    let first = desk.app.language().to_string();
    assert_eq!(desk.selected(), sketch::id("b"));
    desk.keys("]]");
    assert_eq!(desk.app.language().to_string(), "en");
    desk.keys("[[");
    assert_eq!(desk.app.language().to_string(), first);
}

#[test]
fn a_notice_goes_away_by_itself_and_nothing_ticks_without_one() {
    let mut desk = drive(SKETCH, "u");
    assert_eq!(desk.notice(), "Nothing to undo.");
    assert!(desk.app.needs_tick());
    desk.tell(Msg::Tick(Moment::new(1_005, 0)));
    assert!(desk.app.notice().is_some());
    desk.tell(Msg::Tick(Moment::new(1_006, 0)));
    assert!(desk.app.notice().is_none() && !desk.app.needs_tick());
}
