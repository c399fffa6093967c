//! An interface with what answers it: a workspace in memory, a fixed clock, no disk behind it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rapporteur::app::precedents::ask::{self, Seek, Shelves, Sought};
use rapporteur::app::{
    self, App, Effect, Event, Held, Key, Msg, Offer, Opened, Options, Saved, ThemeName, texts,
};
use rapporteur::compare::Kept;
use rapporteur::edit::{self, Access, Actor, Change, Stamp};
use rapporteur::model::{
    Code, Document, Finding, Head, Id, Moment, Paragraph, Role, Severity, Showing, WalkNote,
    Workspace,
};
use rapporteur::store::Store;
use rapporteur::text::Language;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// An interface before an invented world.
#[derive(Clone)]
pub(crate) struct Desk {
    pub(crate) app: App,
    disk: Workspace,
    events: Vec<Event>,
    before: texts::Before,
    note: WalkNote,
    pub(crate) showing: Option<Showing>,
}

/// 24 June 2010, 10:00 in Ashgabat.
fn now() -> Moment {
    Moment::new(1_277_355_600, 5 * 3600)
}

fn stamp() -> Stamp {
    Stamp {
        actor: Actor {
            name: "secretariat".into(),
            access: Access::Secretariat,
        },
        at: now(),
    }
}

/// One of the examples.
pub(crate) fn example(name: &str) -> Workspace {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("workspaces")
        .join(name);
    Store::open_read_only(&root).unwrap().1.workspace
}

impl Desk {
    pub(crate) fn new(workspace: Workspace) -> Self {
        Self::in_colours(workspace, ThemeName::Dark, false)
    }

    /// With a set of colours, or with none whatever the set is.
    pub(crate) fn in_colours(workspace: Workspace, theme: ThemeName, no_color: bool) -> Self {
        let mut app = App::new(Options {
            theme,
            no_color,
            size: (120, 36),
            ..Options::default()
        });
        app.set_now(now());
        let mut desk = Self {
            app,
            events: events(&workspace),
            disk: workspace,
            before: texts::Before::default(),
            note: WalkNote::default(),
            showing: None,
        };
        let findings = vec![
            Finding::new(
                "id-twice",
                Severity::Error,
                "the id k3f9w2mq stands twice\u{1b}[2J",
            )
            .in_file("draft/en.yaml", Some(41))
            .hint("Give one of them a new id.\u{202e}"),
        ];
        let unsaved = vec![(
            "en/00000000".to_owned(),
            "Words that\u{202e} a crash left.".to_owned(),
            PathBuf::from("/w/.rapporteur/unsaved"),
        )];
        desk.load(findings, unsaved);
        desk.press("<esc>");
        desk
    }

    fn load(&mut self, findings: Vec<Finding>, unsaved: Vec<(String, String, PathBuf)>) {
        self.tell(Msg::Loaded(Box::new(Opened {
            root: PathBuf::from("/w"),
            workspace: self.disk.clone(),
            findings,
            read_only: None,
            unsaved,
        })));
    }

    /// Somebody else makes a change, and it is seen.
    pub(crate) fn others(&mut self, change: &Change) {
        let applied = edit::apply(&self.disk, change, &stamp()).unwrap();
        self.disk = applied.workspace;
        self.load(Vec::new(), Vec::new());
    }

    pub(crate) fn tell(&mut self, msg: Msg) {
        for effect in app::update(&mut self.app, msg) {
            if let Some(answer) = self.answer(effect) {
                self.tell(answer);
            }
        }
    }

    #[track_caller]
    pub(crate) fn press(&mut self, keys: &str) {
        for key in Key::sequence(keys).unwrap() {
            self.tell(Msg::Key(key));
        }
    }

    /// The screen at a size, and where the caret is.
    pub(crate) fn paint(&mut self, width: u16, height: u16) -> (Buffer, Option<(u16, u16)>) {
        if self.app.size() != (width, height) {
            self.tell(Msg::Resize(width, height));
        }
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let caret = rapporteur::ui::paint(&self.app, &mut buffer);
        (buffer, caret)
    }

    fn answer(&mut self, effect: Effect) -> Option<Msg> {
        match effect {
            Effect::Commit { ticket, change } => {
                let applied = edit::apply(&self.disk, &change, &stamp()).unwrap();
                self.disk = applied.workspace.clone();
                let result = Ok(Box::new(Saved {
                    applied,
                    findings: None,
                    confirmed: true,
                }));
                Some(Msg::Committed { ticket, result })
            }
            Effect::Seek {
                ticket,
                off,
                question,
            } => {
                let answer = match question {
                    Seek::Shelves => Some(Sought::Shelves(ask::own(&self.disk))),
                    question => {
                        let shelves = Shelves::new(&self.disk, &[], &off);
                        ask::answer(&shelves, &question, &|| false)
                    }
                };
                answer.map(|answer| Msg::Sought {
                    ticket,
                    answer: Box::new(answer),
                })
            }
            Effect::Compare { ticket, question } => {
                let kept = |_: &Workspace| Kept::new();
                let mut file = |path: &Path| {
                    let mut document = Document::new(Head::new(Language::ENGLISH, "From a file"));
                    let words = format!("Words of {}", path.display());
                    let p = Paragraph::new(Id::from_random(7), Role::Paragraph, &words);
                    document.paragraphs.push(Arc::new(p));
                    Ok((document, false))
                };
                let result =
                    texts::compared(&self.disk, &question, &mut self.before, &kept, &mut file);
                let result = result.map(Box::new);
                Some(Msg::Compared { ticket, result })
            }
            Effect::Page { path, .. } => Some(Msg::Notice(format!("Written: {}.", path.display()))),
            Effect::Stances { paragraph, parties } => Some(Msg::Stances {
                told: self.stances(paragraph, &parties),
                paragraph,
                parties,
            }),
            Effect::Earlier { then, .. } => Some(Msg::Earlier {
                kept: Kept::new(),
                then,
            }),
            Effect::History {
                paragraph,
                language,
            } => {
                let told = texts::history(&self.disk, paragraph, language, &self.events);
                Some(Msg::History { paragraph, told })
            }
            Effect::Versions { language } => {
                Some(Msg::Versions(texts::versions(&self.disk, language)))
            }
            Effect::Record => Some(Msg::Recorded {
                events: self.events.clone(),
                findings: Vec::new(),
            }),
            Effect::FindWorkspaces => Some(Msg::Workspaces(vec![
                Offer {
                    root: PathBuf::from("/w"),
                    title: "Final Document · Ashgabat 2010".to_owned(),
                    notice: Some("Stances and proposals in this example are invented.".to_owned()),
                    recent: true,
                },
                Offer {
                    root: PathBuf::from("/tmp/\u{1b}[31m"),
                    title: "التنمية\u{202e}".to_owned(),
                    notice: None,
                    recent: false,
                },
            ])),
            Effect::OpenMeeting => Some(Msg::Meeting(Box::new(app::walk::Meeting {
                note: self.note.clone(),
                showing: self.showing.clone(),
            }))),
            Effect::KeepWalk(acts) => {
                for act in acts {
                    self.note.take(act);
                }
                None
            }
            Effect::ShowRoom(showing) => {
                self.showing = Some(showing);
                None
            }
            _ => None,
        }
    }
}

impl Desk {
    /// What a record could have on a position: that it was given on earlier words, and again.
    fn stances(&self, paragraph: Id, parties: &[Code]) -> Vec<Held> {
        let held = parties.iter().filter_map(|party| {
            let position = self.disk.position(*party, paragraph)?;
            let words = self.disk.words_of(paragraph, position.on)?;
            Some(Held {
                at: position.at?,
                actor: "secretariat".to_owned(),
                act: "position".to_owned(),
                party: *party,
                position: Some(position.clone()),
                words: Some(words.text().to_owned()),
            })
        });
        held.collect()
    }
}

/// A record of a few lines, with a hostile one.
fn events(workspace: &Workspace) -> Vec<Event> {
    let ids: Vec<_> = workspace
        .original()
        .map(|d| d.paragraphs.iter().map(|p| p.id).collect())
        .unwrap_or_default();
    let line = |minutes: i64, actor: &str, title: &str, at: usize| Event {
        at: Moment::new(1_277_340_000 + minutes * 60, 5 * 3600),
        actor: actor.to_owned(),
        act: "edit".to_owned(),
        title: title.to_owned(),
        paragraph: ids.get(at).copied(),
        delegation: None,
        digest: Some("3f9c2a1".to_owned()),
    };
    vec![
        line(0, "secretariat", "freeze rev-2", 99),
        line(12, "aida", "edit 6", 6),
        line(
            13,
            "chair\u{202e}",
            "KGZ agrees to 5\u{1b}[2J 裁军e\u{301}",
            5,
        ),
    ]
}
