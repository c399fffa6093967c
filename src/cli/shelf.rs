//! The adopted texts that a command looks into: the precedents of a workspace, and libraries. Start at
//! [`ShelfArgs::ask`].

use std::path::{Path, PathBuf};

use clap::Args;

use super::context::Context;
use super::exit::Failure;
use super::words::few;
use super::{library, search};
use crate::model::{Code, Header, Source};
use crate::precedent::{Entry, Library, Party};
use crate::text::Language;

/// Where to look.
#[derive(Debug, Args)]
pub(super) struct ShelfArgs {
    /// A library: `precedents`, `versions`, the name of one, or a document or folder of documents; may be repeated.
    /// Else the precedents of the workspace and all libraries
    #[arg(long, value_name = "NAME|PATH")]
    library: Vec<String>,
    /// The folder of all libraries; else `RAPPORTEUR_LIBRARIES`, else rapporteur/libraries in the folder for data
    #[arg(long, value_name = "FOLDER")]
    libraries: Option<PathBuf>,
}

impl ShelfArgs {
    /// Where precedents are looked for when nobody names a library.
    pub(super) fn everywhere() -> Self {
        Self {
            library: Vec::new(),
            libraries: None,
        }
    }

    /// What is answered by all that was asked for. Versions of the workspace are no agreed language, and are looked into
    /// only where they are named. A library that turns out to be damaged is made anew first.
    pub(super) fn ask<T>(
        &self,
        dir: Option<&Path>,
        context: &mut Context,
        question: impl Fn(&Library) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let libraries = library::libraries(self.libraries.as_ref())?;
        let mut repaired = false;
        loop {
            let shelf = search::open(&self.library, false, dir, &libraries, context)?;
            let answer = question(&shelf);
            match shelf.damaged() {
                None => return answer,
                Some(name) if libraries.has(name) && !repaired => {
                    library::repair(&libraries, name, context)?;
                    repaired = true;
                }
                Some(name) => {
                    return Err(Failure::new(format!(
                        "library {name} is damaged: what it holds cannot be trusted"
                    )));
                }
            }
        }
    }
}

/// How many are to be shown: one at least.
///
/// # Errors
/// What is no number from 1 on.
pub(super) fn limit(said: &str) -> Result<usize, String> {
    match said.parse() {
        Ok(0) => Err("nothing would be shown; 1 is the least".to_owned()),
        Ok(limit) => Ok(limit),
        Err(_) => Err("is no number from 1 on".to_owned()),
    }
}

/// Makes sure that something is in a language that somebody named.
///
/// # Errors
/// Nothing is in it; the hint names the languages that there are.
pub(super) fn speaks(library: &Library, language: Option<Language>) -> Result<(), Failure> {
    let there = library.languages();
    match language {
        Some(asked)
            if !there.is_empty() && !there.iter().any(|l| l.primary() == asked.primary()) =>
        {
            let there: Vec<&str> = there.iter().map(Language::as_str).collect();
            let nothing = format!("nothing that is searched is in {}", asked.name());
            Err(Failure::new(nothing).hint(format!("there are: {}", there.join(", "))))
        }
        _ => Ok(()),
    }
}

/// `S/RES/2674 (2023) 4 (2023-01-30)`: a paragraph of a library, for people.
pub(super) fn place(entry: &Entry) -> String {
    let date = entry.record.date.as_deref();
    let date = date.map_or(String::new(), |date| format!(" ({date})"));
    format!("{} {}{date}", entry.record.symbol, name(entry))
}

/// Some paragraphs, for people. What several libraries have is named once, with all of them.
pub(super) fn places(library: &Library, entries: &[usize]) -> Vec<String> {
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    for entry in entries.iter().filter_map(|at| library.entry(*at)) {
        let (name, shelf) = (place(&entry), entry.library.to_string());
        match all.iter_mut().find(|(known, _)| *known == name) {
            Some((_, shelves)) => shelves.push(shelf),
            None => all.push((name, vec![shelf])),
        }
    }
    let told = all.into_iter().map(|(name, mut shelves)| {
        shelves.dedup();
        match shelves.split_last() {
            Some((last, rest)) if !rest.is_empty() => {
                format!("{name} in {} and {last}", rest.join(", "))
            }
            _ => name,
        }
    });
    told.collect()
}

/// What people call a paragraph of a library: `¶4` by its label, `#4` by its place where it has none.
pub(super) fn name(entry: &Entry) -> String {
    Source::paragraph_name(&entry.paragraph)
}

/// The delegations that somebody names, each with whether it is known to be one: of the workspace, or a State.
///
/// # Errors
/// A group accepts no text: its members do.
pub(super) fn parties(
    header: Option<&Header>,
    said: &[String],
) -> Result<Vec<(Party, bool)>, Failure> {
    let party = |said: &String| {
        let group = header.and_then(|header| {
            let code = header.find_party(said)?;
            header.groups.iter().find(|group| group.code == code)
        });
        if let Some(group) = group {
            let members: Vec<&str> = group.members.iter().map(Code::as_str).collect();
            return Err(Failure::new(format!(
                "{said} is a group, and texts are accepted by delegations"
            ))
            .hint(format!("name some of its members: {}", few(&members))));
        }
        let here = header.is_some_and(|header| header.find_party(said).is_some());
        let party = Party::named(header, said);
        let known = here || party.is_state();
        Ok((party, known))
    };
    said.iter().map(party).collect()
}

/// Those delegations, if each is known here or has part in some document of the library.
///
/// # Errors
/// Nobody is called so.
pub(super) fn known(library: &Library, parties: &[(Party, bool)]) -> Result<Vec<Party>, Failure> {
    let known = |(party, known): &(Party, bool)| {
        if *known || library.has_party(party) {
            return Ok(party.clone());
        }
        Err(Failure::new(format!(
            "{} is no delegation here, no State, and in no roll call of the libraries",
            party.code
        ))
        .hint("give its code (ISO 3166-1: KAZ) or its name"))
    };
    parties.iter().map(known).collect()
}
