//! Which libraries there are, and which of them are searched.

use std::sync::Arc;

use super::ask::{self, Seek};
use crate::app::overlay::{Choose, Row};
use crate::app::{App, Effect, counted};

/// The libraries, and which of them are not searched.
#[derive(Debug, Clone, Default)]
pub struct Libraries {
    /// All of them, those of the workspace first.
    pub all: Vec<ask::Shelved>,
    /// Those that are switched off, by name.
    pub off: Vec<Arc<str>>,
    /// Those that were damaged and are made anew, or were: that is tried once.
    pub mended: Vec<Arc<str>>,
}

impl Libraries {
    /// Whether a library is searched.
    pub fn is_on(&self, name: &str) -> bool {
        self.off.iter().all(|off| &**off != name)
    }

    /// Those that are searched, in few words.
    pub fn said(&self) -> String {
        let on = self
            .all
            .iter()
            .filter(|shelf| self.is_on(&shelf.name))
            .count();
        match self.off.len() {
            0 => counted(self.all.len(), "library", "libraries"),
            _ => format!("{on} of {} libraries", self.all.len()),
        }
    }
}

impl App {
    /// Asks which libraries there are.
    pub(in crate::app) fn ask_shelves(&mut self) -> Vec<Effect> {
        vec![Effect::Seek {
            ticket: self.next_ticket(),
            off: Vec::new(),
            question: Seek::Shelves,
        }]
    }

    pub(super) fn told_shelves(&mut self, all: Vec<ask::Shelved>) -> Vec<Effect> {
        let before = std::mem::replace(&mut self.precedents.shelves.all, all);
        let shelves = &mut self.precedents.shelves;
        shelves
            .off
            .retain(|off| shelves.all.iter().any(|shelf| shelf.name == *off));
        let damaged = shelves.all.iter();
        let damaged: Vec<(Arc<str>, String)> = damaged
            .filter_map(|shelf| Some((shelf.name.clone(), shelf.damaged.clone()?)))
            .collect();
        let mut effects = Vec::new();
        for (name, why) in damaged {
            effects.extend(self.mend(name, Some(&why)));
        }
        if before == self.precedents.shelves.all {
            return effects;
        }
        // What was found and traced before was found in other libraries.
        self.tracing.forget();
        if self.screen == crate::app::Screen::Precedents {
            effects.extend(self.search());
        }
        effects
    }

    /// Has a damaged library made anew from its documents, beside everything else; once until it is.
    pub(super) fn mend(&mut self, name: Arc<str>, why: Option<&str>) -> Vec<Effect> {
        let shelves = &mut self.precedents.shelves;
        if shelves.mended.contains(&name) {
            return Vec::new();
        }
        shelves.mended.push(name.clone());
        let why = why.map_or(String::new(), |why| format!(" It was: {why}."));
        self.warn(format!(
            "Library {name} is damaged, and is made anew from its documents.{why}"
        ));
        vec![Effect::Seek {
            ticket: self.next_ticket(),
            off: Vec::new(),
            question: Seek::Mend(name),
        }]
    }

    /// A library was made anew, or could not be.
    pub(super) fn mended(
        &mut self,
        name: &str,
        how: Result<u64, String>,
        all: Vec<ask::Shelved>,
    ) -> Vec<Effect> {
        let effects = self.told_shelves(all);
        let shelves = &mut self.precedents.shelves;
        let is_sound = |shelf: &ask::Shelved| &*shelf.name == name && shelf.damaged.is_none();
        if how.is_ok() && shelves.all.iter().any(is_sound) {
            // Should it be damaged once more, it is made anew once more.
            shelves.mended.retain(|other| &**other != name);
        }
        match how {
            Ok(0) => self.say(format!("Library {name} was made anew from its documents.")),
            Ok(gone) => self.warn(format!(
                "Library {name} is used without what is not where it was: {}.",
                counted(gone as usize, "file", "files")
            )),
            Err(why) => self.warn(format!("Library {name} cannot be made anew: {why}.")),
        }
        effects
    }

    /// Offers the libraries, to be switched on and off.
    pub(in crate::app) fn choose_shelves(&mut self) -> Vec<Effect> {
        let shelves = &self.precedents.shelves;
        if shelves.all.is_empty() {
            self.say("There are no libraries: `rapporteur library add NAME PATH` makes one.");
            return Vec::new();
        }
        let rows = shelves.all.iter().map(|shelf| {
            let on = if shelves.is_on(&shelf.name) {
                "on "
            } else {
                "off"
            };
            let damaged = if shelf.damaged.is_some() {
                " · damaged"
            } else {
                ""
            };
            Row {
                text: format!("{on} {}", shelf.name),
                detail: format!(
                    "{} · {} · {}{damaged}",
                    counted(shelf.documents as usize, "document", "documents"),
                    counted(shelf.paragraphs as usize, "paragraph", "paragraphs"),
                    shelf.languages.join(" ")
                ),
            }
        });
        let names = shelves.all.iter().map(|shelf| shelf.name.clone()).collect();
        self.open_choice(
            "Libraries: Enter switches one on or off, Esc is done".to_owned(),
            rows.collect(),
            Choose::Shelf(names),
        );
        Vec::new()
    }

    /// Switches a library on or off, and offers them again with it selected.
    pub(in crate::app) fn turn_shelf(&mut self, names: &[Arc<str>], at: usize) -> Vec<Effect> {
        let Some(name) = names.get(at) else {
            return Vec::new();
        };
        let off = &mut self.precedents.shelves.off;
        match off.iter().position(|other| other == name) {
            Some(place) => {
                off.remove(place);
            }
            None => off.push(name.clone()),
        }
        self.tracing.forget();
        self.choose_shelves();
        self.choose_row(at);
        self.search()
    }
}
