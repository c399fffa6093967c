//! `insert`: agreed words into the draft, with their source.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{ArgGroup, Args};

use super::context::{Context, Desk};
use super::exit::{Exit, Failure};
use super::find;
use super::json::{InsertedJson, SourceJson};
use super::lineage::unknown;
use super::shelf::ShelfArgs;
use super::structure::place_before;
use crate::edit::{Change, Touch};
use crate::model::{Id, Label, Paragraph, Role, Source, Workspace, numbering};
use crate::precedent::{Claim, Entry, taken};
use crate::text::{self, Language};

/// Put agreed words into the draft, with their source
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("place").required(true)))]
#[command(before_long_help = "\
Examples:
  rapporteur insert \"A/RES/78/00¶3\" --after 5                       as a new paragraph
  rapporteur insert \"A/RES/78/00¶3\" --into 5 --words \"as appropriate\" --behind \"Member States\"
  rapporteur insert \"A/RES/78/00¶3\" --into 5 --words \"to designate\" --in-place-of \"[to appoint]\"
  rapporteur insert \"A/RES/78/00¶4\" --into 5 --whole                 its words in place of all of 5

Where the words come from is kept with the paragraph, under `sources`: `show` tells it, `export` gives it in a note,
`verify` and `check` (X4) look whether it still holds.
")]
pub(super) struct InsertArgs {
    /// The paragraph of an adopted text: its symbol, ¶ and label, or # and its place where it has none
    #[arg(value_name = "SYMBOL¶N")]
    source: String,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Into this paragraph: at its end, unless a place is named
    #[arg(long, value_name = "PARA", group = "place")]
    into: Option<String>,
    /// As a new paragraph behind this one
    #[arg(long, value_name = "PARA", group = "place")]
    after: Option<String>,
    /// As a new paragraph behind the last
    #[arg(long, group = "place")]
    last: bool,
    /// Only these words of it, as they stand there
    #[arg(long, value_name = "TEXT")]
    words: Option<String>,
    /// Behind these words of the paragraph, which stand in it once
    #[arg(long, value_name = "TEXT", requires = "into", conflicts_with_all = ["in_place_of", "whole"])]
    behind: Option<String>,
    /// In place of these words of the paragraph, which stand in it once
    #[arg(long, value_name = "TEXT", requires = "into", conflicts_with = "whole")]
    in_place_of: Option<String>,
    /// In place of all words of the paragraph
    #[arg(long, requires = "into")]
    whole: bool,
    /// Refuse if the words changed from those with this digest
    #[arg(long, value_name = "DIGEST", requires = "into")]
    expect: Option<find::Prefix>,
    /// In which language; else the original
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
    #[command(flatten)]
    shelf: ShelfArgs,
}

/// What is taken over.
struct Taken {
    words: String,
    role: Role,
    source: Source,
}

pub(super) fn run(args: &InsertArgs, context: &mut Context) -> Result<Exit, Failure> {
    let dir = args.dir.as_deref();
    let mut desk = context.work(dir)?;
    let language = args.language.unwrap_or(desk.workspace().header.original);
    let taken = taken(args, language, dir, context)?;
    let change = match &args.into {
        Some(said) => {
            let id = find::paragraph(desk.workspace(), said)?;
            into(args, &desk, id, &taken)?
        }
        None => new(args, &desk, &taken, context)?,
    };
    let applied = context.commit(&mut desk, &change)?;
    let id = change
        .paragraph()
        .ok_or_else(|| Failure::new("nothing was put in"))?;
    let stands = find::paragraph_in(desk.workspace(), Some(language), id)?;
    if context.is_json() {
        let mut changed: Vec<String> = applied
            .touches
            .iter()
            .filter_map(Touch::paragraph)
            .map(|id| id.to_string())
            .collect();
        changed.sort_unstable();
        changed.dedup();
        context.out.json(&InsertedJson {
            id: id.to_string(),
            digest: stands.digest().to_string(),
            text: stands.text().to_owned(),
            source: SourceJson::of(&taken.source),
            changed,
        });
    } else {
        let name = find::name(find::draft(desk.workspace(), Some(language))?, id);
        context.out.line(&format!(
            "{name}: words of {}, now {}",
            super::verify::source_name(&taken.source),
            stands.digest().short()
        ));
    }
    Ok(Exit::Done)
}

/// The words of the source, in the language of the draft.
fn taken(
    args: &InsertArgs,
    language: Language,
    dir: Option<&Path>,
    context: &mut Context,
) -> Result<Taken, Failure> {
    let claim = Claim::read(&args.source)
        .filter(|claim| claim.paragraph.is_some())
        .ok_or_else(|| {
            Failure::new(format!(
                "“{}” names no paragraph of an adopted text",
                args.source
            ))
            .hint("for example \"S/RES/2674 (2023)¶4\"")
        })?;
    args.shelf.ask(dir, context, |library| {
        let all = library.claimed(&claim, Some(language));
        if all.is_empty() {
            return Err(unknown(library, &claim));
        }
        let entries: Vec<(usize, Entry)> = all
            .into_iter()
            .filter_map(|at| Some((at, library.entry(at)?)))
            .collect();
        let found = entries
            .iter()
            .find(|(_, entry)| entry.record.language.primary() == language.primary());
        let Some((at, entry)) = found else {
            let there: Vec<&str> = entries
                .iter()
                .map(|(_, entry)| entry.record.language.name())
                .collect();
            return Err(Failure::new(format!(
                "{} is not known in {}, only in {}",
                claim.symbol,
                language.name(),
                there.join(", ")
            ))
            .hint("--language says which draft the words go into"));
        };
        let all = library.text(*at).unwrap_or_default();
        let words = match &args.words {
            Some(words) => part(&all, words, entry)?,
            None => all,
        };
        let source = Source {
            symbol: entry.record.symbol.clone(),
            // One without a label is named by its place, with its sign.
            paragraph: Some(entry.paragraph.clone()),
            words: None,
        };
        let source = taken::cited(source, &words);
        Ok(Taken {
            words,
            role: entry.role,
            source,
        })
    })
}

/// Words of a source, as they stand in it; white space and stress do not count.
fn part(all: &str, words: &str, entry: &Entry) -> Result<String, Failure> {
    let words = crate::precedent::plain(words);
    let all = crate::precedent::plain(all);
    if !words.is_empty() && all.contains(&words) {
        return Ok(words);
    }
    Err(Failure::new(format!(
        "{} does not contain “{words}”",
        super::shelf::place(entry)
    ))
    .hint(format!("its words are: {all}")))
}

/// Words into a paragraph.
fn into(args: &InsertArgs, desk: &Desk, id: Id, taken: &Taken) -> Result<Change, Failure> {
    let workspace = desk.workspace();
    let stands = find::paragraph_in(workspace, args.language, id)?;
    let draft = find::draft(workspace, args.language)?;
    let name = find::name(draft, id);
    if let Some(expect) = &args.expect {
        expect.expect(stands.digest(), &name)?;
    }
    let text = stands.text();
    let put = if args.whole {
        taken.words.clone()
    } else if let Some(words) = &args.in_place_of {
        let at = place_before(text, words, &name)?;
        text::spliced(text, at..at + words.len(), &taken.words)
    } else {
        let at = match &args.behind {
            Some(words) => place_before(text, words, &name)? + words.len(),
            None => text::end_of_words(text),
        };
        text::spliced(text, at..at, &taken.words)
    };
    Ok(Change::SetText {
        language: draft.head.language,
        paragraph: id,
        text: put,
        base: stands.digest(),
        cites: vec![taken.source.clone()],
    })
}

/// Words as a new paragraph.
fn new(
    args: &InsertArgs,
    desk: &Desk,
    taken: &Taken,
    context: &mut Context,
) -> Result<Change, Failure> {
    let workspace: &Workspace = desk.workspace();
    let draft = find::draft(workspace, args.language)?;
    if draft.head.language != workspace.header.original {
        return Err(Failure::new(
            "a new paragraph comes into the original first, and is translated then",
        )
        .hint("`rapporteur add --translates PARA --language LANG` adds a translation"));
    }
    let after = match &args.after {
        Some(said) => Some(find::paragraph(workspace, said)?),
        None => draft.paragraphs.last().map(|p| p.id),
    };
    let before = after.and_then(|id| draft.get(id));
    let body = workspace.header.profile.body_role();
    let beside = before.map(|p| p.role).filter(|role| role.is_body());
    let role = if taken.role.is_body() && beside.is_none() {
        taken.role
    } else {
        beside.unwrap_or(body)
    };
    let mut paragraph = Paragraph::new(
        context.new_id(workspace),
        role,
        &text::clean_paragraph(&taken.words),
    );
    if role == Role::Item {
        paragraph.level = before.map_or(1, |p| p.level.max(1));
    }
    let profile = workspace.header.profile;
    let label: Option<Label> =
        numbering::suggest(draft, profile, after, paragraph.role, paragraph.level);
    paragraph.label = label;
    paragraph.sources.push(taken.source.clone());
    Ok(Change::Add {
        language: draft.head.language,
        after,
        paragraph: Arc::new(paragraph),
    })
}
