//! `add`, `move`, `split`, `join`, `delete` and `restore`: which paragraphs there are, and in which order.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{ArgGroup, Args};

use super::context::Context;
use super::edit::given_text;
use super::exit::{Exit, Failure};
use super::find;
use super::suggest::did_you_mean;
use super::words::{report, role_named};
use crate::edit::Change;
use crate::model::{Document, Id, Label, Paragraph, Role, Workspace, numbering};
use crate::text::{self, Language};

/// Add a paragraph
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("place").required(true)))]
#[command(before_long_help = "\
Examples:
  rapporteur add --after 5 --text \"Calls upon all States …;\"            5 bis
  rapporteur add --after 5 --alt --text \"Urges all States …;\"           5 alt, its rival
  rapporteur add --after 5 --label \"5 quater\" --text \"Calls upon …;\"
  rapporteur add --first --role title --text \"Final Document\"
  rapporteur add --after 5 --role item --level 1 --label '(a)' --text-file item.txt
  rapporteur add --after 5 --translates \"5 bis\" --language ru --text \"Призывает …;\"
")]
pub(super) struct AddArgs {
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Behind this paragraph
    #[arg(long, value_name = "PARA", group = "place")]
    after: Option<String>,
    /// At the start
    #[arg(long, group = "place")]
    first: bool,
    /// Behind the last paragraph
    #[arg(long, group = "place")]
    last: bool,
    /// What it is; else what the paragraph before it is
    #[arg(long, value_name = "ROLE", value_parser = role_named)]
    role: Option<Role>,
    /// What people call it; else the label that leaves all others as they are: 5 bis
    #[arg(long, value_name = "LABEL")]
    label: Option<String>,
    /// Without a label
    #[arg(long, conflicts_with = "label")]
    unlabelled: bool,
    /// As a rival of the paragraph that it stands behind: 5 alt
    #[arg(long, requires = "after", conflicts_with_all = ["label", "unlabelled", "translates"])]
    alt: bool,
    /// Depth of an item or heading
    #[arg(long, value_name = "N")]
    level: Option<u8>,
    /// Its words
    #[arg(long, value_name = "TEXT", required_unless_present = "text_file")]
    text: Option<String>,
    /// A file with its words; - for the standard input
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    text_file: Option<PathBuf>,
    /// In which language; else the original
    #[arg(long, value_name = "LANG", requires = "translates")]
    language: Option<Language>,
    /// The paragraph of the original that it translates
    #[arg(long, value_name = "PARA", requires = "language")]
    translates: Option<String>,
}

/// Move a paragraph, with the items under it, in every language
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("place").required(true)))]
#[command(before_long_help = "\
Examples:
  rapporteur move \"5 bis\" --after 7
  rapporteur move '#4' --first
")]
pub(super) struct MoveArgs {
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    paragraph: String,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Behind this paragraph
    #[arg(long, value_name = "PARA", group = "place")]
    after: Option<String>,
    /// To the start
    #[arg(long, group = "place")]
    first: bool,
}

/// Make two paragraphs of one
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("where").required(true)))]
#[command(before_long_help = "\
Examples:
  rapporteur split 5 --before \"and requests\"
  rapporteur split 5 --at 120

Translations keep the whole text under the first, and are told to be outdated.
")]
pub(super) struct SplitArgs {
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    paragraph: String,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Behind this many characters, as a reader counts them
    #[arg(long, value_name = "N", group = "where")]
    at: Option<usize>,
    /// Before these words, which stand in it once
    #[arg(long, value_name = "TEXT", group = "where")]
    before: Option<String>,
    /// Refuse if the words changed from those with this digest
    #[arg(long, value_name = "DIGEST")]
    expect: Option<find::Prefix>,
}

/// Make one paragraph of this and the one behind it, in every language
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur join 5
")]
pub(super) struct JoinArgs {
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    paragraph: String,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Take out a paragraph, with the items under it, in every language
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur delete \"5 bis\"
  rapporteur restore k3f9w2mq              brings it back
")]
pub(super) struct DeleteArgs {
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    paragraph: String,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Bring back a paragraph that was taken out; without an id, list them
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur restore                       what was taken out
  rapporteur restore k3f9w2mq
")]
pub(super) struct RestoreArgs {
    /// Its id
    #[arg(value_name = "ID")]
    id: Option<String>,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(super) fn add(args: &AddArgs, context: &mut Context) -> Result<Exit, Failure> {
    let words = given_text(args.text.as_deref(), args.text_file.as_deref())?;
    let mut desk = context.work(args.dir.as_deref().map(Path::new))?;
    let workspace = desk.workspace();
    let language = args.language.unwrap_or(workspace.header.original);
    let document = find::draft(workspace, Some(language))?;
    let after = match &args.after {
        Some(said) => Some(find::paragraph(workspace, said)?),
        None if args.last => document.paragraphs.last().map(|p| p.id),
        None => None,
    };
    let before = after.and_then(|id| document.get(id));
    let role = args
        .role
        .or_else(|| Some(usual_role(workspace, before.map(|p| &**p))));
    let mut new = match &args.translates {
        Some(said) => {
            let original = find::paragraph(workspace, said)?;
            let original = find::paragraph_in(workspace, None, original)?;
            let mut new = Paragraph::new(original.id, original.role, &words);
            (new.level, new.label) = (original.level, original.label.clone());
            new
        }
        None => {
            let like = before.filter(|p| args.role.is_none() || args.role == Some(p.role));
            let level = like.map_or(0, |p| p.level);
            let id = context.new_id(workspace);
            let mut new = Paragraph::new(id, role.unwrap_or_default(), &words);
            new.level = if new.role == Role::Item {
                level.max(1)
            } else {
                0
            };
            new
        }
    };
    if let Some(level) = args.level {
        new.level = level;
    }
    let profile = workspace.header.profile;
    if let Some(label) = &args.label {
        new.label = Label::new(&text::clean_paragraph(label));
    } else if args.alt {
        new.label = after.and_then(|of| numbering::rival(document, profile, of));
    } else if args.translates.is_none() && !args.unlabelled {
        new.label = numbering::suggest(document, profile, after, new.role, new.level);
    }
    let id = new.id;
    let change = Change::Add {
        language,
        after,
        paragraph: Arc::new(new),
    };
    let applied = context.commit(&mut desk, &change)?;
    if context.is_json() {
        report(context, Some(id), &applied);
    } else {
        let name = applied.workspace.original().map(|d| find::name(d, id));
        context
            .out
            .line(&format!("add {} ({id})", name.unwrap_or_default()));
    }
    Ok(Exit::Done)
}

/// A new paragraph is what the one before it is, unless that is a frame that stands once.
fn usual_role(workspace: &Workspace, before: Option<&Paragraph>) -> Role {
    let body = workspace.header.profile.body_role();
    before
        .map(|p| p.role)
        .filter(|r| r.is_body())
        .unwrap_or(body)
}

pub(super) fn shift(args: &MoveArgs, context: &mut Context) -> Result<Exit, Failure> {
    let mut desk = context.work(args.dir.as_deref().map(Path::new))?;
    let workspace = desk.workspace();
    let paragraph = find::paragraph(workspace, &args.paragraph)?;
    let after = match &args.after {
        Some(said) => Some(find::paragraph(workspace, said)?),
        None => None,
    };
    let applied = context.commit(&mut desk, &Change::Move { paragraph, after })?;
    report(context, Some(paragraph), &applied);
    Ok(Exit::Done)
}

pub(super) fn split(args: &SplitArgs, context: &mut Context) -> Result<Exit, Failure> {
    let mut desk = context.work(args.dir.as_deref().map(Path::new))?;
    let workspace = desk.workspace();
    let paragraph = find::paragraph(workspace, &args.paragraph)?;
    let words = find::paragraph_in(workspace, None, paragraph)?;
    let name = find::draft(workspace, None).map(|d| find::name(d, paragraph))?;
    if let Some(expect) = &args.expect {
        expect.expect(words.digest(), &name)?;
    }
    let at = match (args.at, &args.before) {
        (Some(count), _) => place_of(words.text(), count)
            .ok_or_else(|| Failure::new(format!("{name} has no {count} characters")))?,
        (None, Some(before)) => place_before(words.text(), before, &name)?,
        (None, None) => 0,
    };
    let change = Change::Split {
        paragraph,
        at,
        new: context.new_id(workspace),
        base: words.digest(),
    };
    let applied = context.commit(&mut desk, &change)?;
    report(context, Some(paragraph), &applied);
    Ok(Exit::Done)
}

/// The byte behind that many characters as a reader counts them.
pub(super) fn place_of(text: &str, count: usize) -> Option<usize> {
    let ends = text::graphemes(text).map(|(at, grapheme)| at + grapheme.len());
    std::iter::once(0).chain(ends).nth(count)
}

/// The byte at which words stand that stand once.
pub(super) fn place_before(text: &str, words: &str, name: &str) -> Result<usize, Failure> {
    let mut found = text.match_indices(words).map(|(at, _)| at);
    match (found.next(), found.next()) {
        (Some(at), None) if !words.is_empty() => Ok(at),
        (Some(_), Some(_)) => Err(Failure::new(format!(
            "“{words}” stands in {name} more than once"
        ))
        .hint("give more words, or `--at` a number of characters")),
        _ => Err(Failure::new(format!("{name} does not contain “{words}”"))),
    }
}

pub(super) fn join(args: &JoinArgs, context: &mut Context) -> Result<Exit, Failure> {
    let mut desk = context.work(args.dir.as_deref().map(Path::new))?;
    let paragraph = find::paragraph(desk.workspace(), &args.paragraph)?;
    let applied = context.commit(&mut desk, &Change::Join { paragraph })?;
    report(context, Some(paragraph), &applied);
    Ok(Exit::Done)
}

pub(super) fn delete(args: &DeleteArgs, context: &mut Context) -> Result<Exit, Failure> {
    let mut desk = context.work(args.dir.as_deref().map(Path::new))?;
    let paragraph = find::paragraph(desk.workspace(), &args.paragraph)?;
    let applied = context.commit(&mut desk, &Change::Delete { paragraph })?;
    report(context, Some(paragraph), &applied);
    if !context.is_json() {
        context
            .out
            .line(&format!("`rapporteur restore {paragraph}` brings it back"));
    }
    Ok(Exit::Done)
}

pub(super) fn restore(args: &RestoreArgs, context: &mut Context) -> Result<Exit, Failure> {
    let alone = args.dir.is_none();
    let (id, dir) = match (&args.id, &args.dir) {
        (Some(id), None) if alone && Path::new(id).is_dir() => (None, Some(PathBuf::from(id))),
        (id, dir) => (id.as_deref(), dir.clone()),
    };
    let Some(id) = id else {
        let desk = context.look(dir.as_deref())?;
        list_deleted(context, find::draft(desk.workspace(), None)?);
        return Ok(Exit::Done);
    };
    let mut desk = context.work(dir.as_deref())?;
    let document = find::draft(desk.workspace(), None)?;
    let deleted = document.deleted.iter().map(|d| &d.paragraph);
    let mut found: Vec<Id> = deleted
        .filter(|p| p.id.as_str() == id || p.label.as_ref().is_some_and(|l| l.matches(id)))
        .map(|p| p.id)
        .collect();
    found.dedup();
    let [paragraph] = found[..] else {
        let ids: Vec<&str> = document
            .deleted
            .iter()
            .map(|d| d.paragraph.id.as_str())
            .collect();
        let failure = Failure::new(match found.len() {
            0 => format!("no deleted paragraph “{id}”"),
            several => format!("“{id}” could be {several} deleted paragraphs: give the id"),
        });
        return Err(match (ids.is_empty(), did_you_mean(id, &ids)) {
            (true, _) => failure.hint("nothing was taken out"),
            (false, Some(hint)) => failure.hint(hint),
            (false, None) => failure.hint("`rapporteur restore` lists them"),
        });
    };
    let applied = context.commit(&mut desk, &Change::Restore { paragraph })?;
    report(context, Some(paragraph), &applied);
    Ok(Exit::Done)
}

fn list_deleted(context: &mut Context, document: &Document) {
    use super::out::Look;
    if context.is_json() {
        let ids = document.deleted.iter().map(|d| d.paragraph.id.to_string());
        let deleted: Vec<String> = ids.collect();
        context.out.json(&serde_json::json!({ "deleted": deleted }));
        return;
    }
    let rows: Vec<Vec<(Look, String)>> = document
        .deleted
        .iter()
        .map(|d| {
            vec![
                (Look::Strong, d.paragraph.id.to_string()),
                (Look::Plain, d.paragraph.name().to_owned()),
                (
                    Look::Plain,
                    super::words::first_words(d.paragraph.text(), 60),
                ),
            ]
        })
        .collect();
    if rows.is_empty() {
        context.out.line("nothing was taken out");
    }
    context.out.table(&rows);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_those_that_a_reader_counts() {
        for (text, count, at) in [
            ("abc", 2, Some(2)),
            ("a", 0, Some(0)),
            ("各国", 1, Some(3)),
            ("e\u{301}a", 1, Some(3)),
            ("abc", 4, None),
        ] {
            assert_eq!(place_of(text, count), at, "{text}");
        }
    }

    #[test]
    fn words_to_split_before_stand_once() {
        assert_eq!(place_before("one two", "two", "5"), Ok(4));
        for (text, words) in [("two two", "two"), ("one", "two"), ("one", "")] {
            assert!(place_before(text, words, "5").is_err(), "{text} {words}");
        }
    }
}
