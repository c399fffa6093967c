//! `landing`: wording close to a contested paragraph that those who object accepted before.

use std::path::PathBuf;

use clap::Args;

use super::context::Context;
use super::edit::given_text;
use super::exit::{Exit, Failure};
use super::json::{AcceptedJson, EditJson, LandingJson, PlaceJson, ZoneJson};
use super::out::Look;
use super::shelf::{ShelfArgs, known, parties, place};
use super::verify::clean;
use super::words::few;
use super::{diff, find};
use crate::model::Workspace;
use crate::precedent::{Accepted, Entry, Landing, Library, Party};
use crate::text::{self, Language};

/// Find wording that those who object accepted before
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur landing 5                     close to 5, and accepted by those who object to it now
  rapporteur landing 5 --accepted-by IND --accepted-by BRB
  rapporteur landing --text \"Urges the sides …;\" --accepted-by \"Russian Federation\" --library sc
  rapporteur landing 5 --format json | jq '.zones[0].accepted'

A delegation accepted a text that it sponsored or voted for, or that was adopted by consensus while it was in the room;
who did is part of a library's data (`votes`, `sponsors`, `adopted`). Those who object are those whose position stands in
the way of the paragraph. The nearest wording that most of them accepted comes first. Exit code 1 says that there is none.
")]
pub(super) struct LandingArgs {
    /// The contested paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA", required_unless_present_any = ["text", "text_file"])]
    paragraph: Option<String>,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Who is to have accepted it: code or name; may be repeated. Else those who object
    #[arg(long, value_name = "CODE")]
    accepted_by: Vec<String>,
    /// Only what all of them accepted
    #[arg(long)]
    all: bool,
    /// Contested words, in place of a paragraph
    #[arg(
        long,
        value_name = "TEXT",
        conflicts_with = "paragraph",
        requires = "accepted_by"
    )]
    text: Option<String>,
    /// A file with the contested words; - for the standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["text", "paragraph"], requires = "accepted_by")]
    text_file: Option<PathBuf>,
    /// In which language; else the original
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
    /// The most that are shown
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = super::shelf::limit)]
    limit: usize,
    #[command(flatten)]
    shelf: ShelfArgs,
}

/// What is contested, and by whom.
struct Contested {
    id: Option<String>,
    label: Option<String>,
    words: String,
    language: Option<Language>,
    /// Each with whether it is known to be a delegation.
    parties: Vec<(Party, bool)>,
}

/// A zone, apart from the library.
struct Zone {
    entry: Entry,
    text: String,
    found: Landing,
    also: Vec<PlaceJson>,
}

pub(super) fn run(args: &LandingArgs, context: &mut Context) -> Result<Exit, Failure> {
    let dir = args.dir.as_deref();
    let contested = contested(args, context)?;
    let zones = args.shelf.ask(dir, context, |library| {
        super::shelf::speaks(library, args.language)?;
        let parties = known(library, &contested.parties)?;
        Ok(zones(library, &contested, &parties, args.all, args.limit))
    })?;
    if context.is_json() {
        let rows = zones.iter().zip(1..).map(|(zone, rank)| ZoneJson {
            rank,
            place: PlaceJson::of(&zone.entry),
            text: zone.text.clone(),
            score: zone.found.score,
            similarity: zone.found.similarity,
            accepted: zone
                .found
                .accepted
                .iter()
                .map(|(code, how)| AcceptedJson::of(code, *how))
                .collect(),
            others: zone.found.others.iter().map(|code| &**code).collect(),
            edits: EditJson::all(&zone.found.edits),
            also: zone.also.clone(),
        });
        context.out.json(&LandingJson {
            id: contested.id.clone(),
            label: contested.label.clone(),
            text: &contested.words,
            objecting: contested.parties.iter().map(|(p, _)| &*p.code).collect(),
            zones: rows.collect(),
        });
        return Ok(Exit::found(zones.is_empty()));
    }
    let codes: Vec<&str> = contested.parties.iter().map(|(p, _)| &*p.code).collect();
    let out = &mut context.out;
    out.text(Look::Faint, &format!("to be accepted by {}", few(&codes)))
        .end();
    for zone in &zones {
        out.text(Look::Strong, &place(&zone.entry)).end();
        let mut said: Vec<String> = Vec::new();
        for how in Accepted::ALL {
            let of = zone.found.accepted.iter().filter(|(_, h)| *h == how);
            let of: Vec<&str> = of.map(|(code, _)| &**code).collect();
            if !of.is_empty() {
                said.push(format!("{} {}", few(&of), how.said()));
            }
        }
        out.paragraph(Look::Good, 2, &said.join("; "));
        let others: Vec<&str> = zone.found.others.iter().map(|code| &**code).collect();
        if !others.is_empty() {
            out.paragraph(Look::Faint, 2, &format!("not known of {}", few(&others)));
        }
        diff::edits(&zone.found.edits, out);
        for also in &zone.also {
            let date = also.date.as_deref().unwrap_or_default();
            out.text(
                Look::Faint,
                &format!("  also {} {} {date}", also.symbol, also.paragraph),
            )
            .end();
        }
    }
    if zones.is_empty() {
        out.line("nothing close to it is known that any of them accepted");
    }
    Ok(Exit::found(zones.is_empty()))
}

fn zones(
    library: &Library,
    contested: &Contested,
    parties: &[Party],
    all: bool,
    limit: usize,
) -> Vec<Zone> {
    let most = if all { usize::MAX } else { limit };
    let found = library.landing(&contested.words, parties, contested.language, most);
    found
        .into_iter()
        .filter(|zone| !all || zone.others.is_empty())
        .take(limit)
        .filter_map(|found| {
            let also: Vec<usize> = found.also.iter().map(|again| again.entry).collect();
            Some(Zone {
                entry: library.entry(found.entry)?,
                text: library.text(found.entry)?,
                also: PlaceJson::all(library, &also),
                found,
            })
        })
        .collect()
}

/// What is contested, and who is to accept something else.
fn contested(args: &LandingArgs, context: &mut Context) -> Result<Contested, Failure> {
    let dir = args.dir.as_deref();
    let named = |workspace: Option<&Workspace>| {
        let header = workspace.map(|workspace| &*workspace.header);
        parties(header, &args.accepted_by)
    };
    let Some(said) = &args.paragraph else {
        let words = given_text(args.text.as_deref(), args.text_file.as_deref())?;
        let desk = super::context::root(dir).ok().map(|_| context.look(dir));
        let desk = desk.transpose()?;
        return Ok(Contested {
            id: None,
            label: None,
            language: args.language.or_else(|| text::guess(&words)),
            words,
            parties: named(desk.as_ref().map(super::context::Desk::workspace))?,
        });
    };
    let desk = context.look(dir)?;
    let workspace = desk.workspace();
    let (stands, words) = clean(&desk, said, args.language)?;
    let draft = find::draft(workspace, args.language)?;
    let mut parties = named(Some(workspace))?;
    if parties.is_empty() {
        let consensus = workspace.consensus();
        let standing = consensus.paragraphs.iter().find(|s| s.id == stands.id);
        let objecting = standing.map(|s| s.blocking.clone()).unwrap_or_default();
        let codes = objecting.iter().map(crate::model::Code::as_str);
        parties = codes
            .map(|code| (Party::named(Some(&workspace.header), code), true))
            .collect();
    }
    if parties.is_empty() {
        let name = find::name(draft, stands.id);
        return Err(Failure::new(format!(
            "nobody objects to {name}, or wants other words, as it stands"
        ))
        .hint("name who is to accept it: --accepted-by CODE"));
    }
    Ok(Contested {
        id: Some(stands.id.to_string()),
        label: stands.label.as_ref().map(ToString::to_string),
        words,
        language: Some(draft.head.language),
        parties,
    })
}
