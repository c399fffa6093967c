//! `verify`: whether words stand where they are said to come from.

use std::path::{Path, PathBuf};

use clap::Args;

use super::context::{Context, Desk};
use super::diff;
use super::edit::given_text;
use super::exit::{Exit, Failure};
use super::find;
use super::json::{EditJson, NearestJson, PlaceJson, VerifiedJson, VerifiedParagraph};
use super::out::{Look, Out};
use super::shelf::{ShelfArgs, place};
use crate::model::{Lens, Paragraph};
use crate::precedent::{Claim, Library, Verdict, Verified};
use crate::text::Language;

/// Verify where words come from
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur verify \"S/RES/2674 (2023)¶4\" --text \"Urges the sides …;\"
  rapporteur verify \"paragraph 4 of resolution 2674 (2023)\" --text-file quoted.txt --library sc
  rapporteur verify '第2674(2023)号决议第4段' --text 敦促双方……；
  rapporteur verify 5                      what paragraph 5 says of its own sources
  rapporteur verify 5 --language ru

The answer is exact, near with the words that differ, or not found; and where the words really are. Stress, white
space and the mark at the end do not count. A paragraph without sources is looked for everywhere. Exit code 1 says
that something is not exact.

Paragraph 4 is the one labelled 4, and so is ¶4, which is the fourth where none is labelled so; #4 is the fourth in
any case: so paragraphs without a label are shown.
")]
pub(super) struct VerifyArgs {
    /// With a text: where it is said to be from. Else a paragraph of the draft: an id, a label or a place (#7)
    #[arg(value_name = "CLAIM|PARA")]
    what: String,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// The words
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    /// A file with the words; - for the standard input
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    text_file: Option<PathBuf>,
    /// Of a paragraph: in which language; else the original
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
    #[command(flatten)]
    shelf: ShelfArgs,
}

pub(super) fn run(args: &VerifyArgs, context: &mut Context) -> Result<Exit, Failure> {
    let dir = args.dir.as_deref();
    if args.text.is_none() && args.text_file.is_none() {
        return paragraph(args, dir, context);
    }
    let words = given_text(args.text.as_deref(), args.text_file.as_deref())?;
    let unnamed = || {
        Failure::new(format!("“{}” names no document", args.what))
            .hint("for example \"S/RES/2674 (2023)¶4\" or \"resolution 2674 (2023), paragraph 4\"")
    };
    let claim = Claim::read(&args.what).ok_or_else(unnamed)?;
    if crate::text::count(&words) == 0 {
        return Err(Failure::new("there are no words to verify"));
    }
    let json = context.is_json();
    let (verdict, said) = args.shelf.ask(dir, context, |library| {
        let done = library.verify(&claim, &words);
        if !done.has_document && !claim.is_understood() {
            return Err(super::lineage::unread(&claim.symbol));
        }
        let said = Said::of(library, Some(args.what.clone()), &done);
        Ok((done.verdict, said))
    })?;
    if json {
        context.out.json(&said.json());
    } else {
        said.print(&mut context.out);
    }
    Ok(Exit::found(verdict != Verdict::Exact))
}

/// What was found out of one claim, apart from the library.
struct Said {
    claim: Option<String>,
    done: Verified,
    nearest: Option<NearestJson>,
    nearest_place: Option<String>,
    elsewhere: Vec<PlaceJson>,
    elsewhere_places: Vec<String>,
}

impl Said {
    fn of(library: &Library, claim: Option<String>, done: &Verified) -> Self {
        let nearest = done.nearest.as_ref();
        let named = |at: usize| library.entry(at).map(|entry| place(&entry));
        Self {
            claim,
            nearest: nearest.and_then(|n| NearestJson::of(library, n)),
            nearest_place: nearest.and_then(|n| named(n.entry)),
            elsewhere: PlaceJson::all(library, &done.elsewhere),
            elsewhere_places: super::shelf::places(library, &done.elsewhere),
            done: done.clone(),
        }
    }

    fn json(self) -> VerifiedJson {
        let edits = self.done.nearest.map(|n| n.edits).unwrap_or_default();
        VerifiedJson {
            claim: self.claim,
            verdict: self.done.verdict.word(),
            has_document: self.done.has_document,
            has_paragraph: self.done.has_paragraph,
            nearest: self.nearest,
            edits: EditJson::all(&edits),
            elsewhere: self.elsewhere,
        }
    }

    fn print(&self, out: &mut Out) {
        let claim = self.claim.as_deref();
        let (look, verdict) = match self.done.verdict {
            Verdict::Exact => (Look::Good, "exact"),
            Verdict::Near => (Look::Warn, "near"),
            Verdict::NotFound => (Look::Bad, "not found"),
        };
        out.text(look, verdict);
        if let Some(claim) = claim {
            out.plain("  ").text(Look::Strong, claim);
        }
        if !self.done.has_document {
            out.text(Look::Faint, "  no library has this document");
        } else if !self.done.has_paragraph {
            out.text(Look::Faint, "  it has no such paragraph");
        }
        out.end();
        if let (Some(nearest), Some(place)) = (&self.done.nearest, &self.nearest_place) {
            let how = match (self.done.verdict, nearest.verdict) {
                (Verdict::Exact | Verdict::Near, _) => "",
                (_, Verdict::Exact) => "but exactly in ",
                (_, Verdict::Near) => "but nearly in ",
                (_, Verdict::NotFound) => "nearest to it is ",
            };
            let part = if nearest.whole { "" } else { ", in part" };
            out.plain("  ").plain(how).text(Look::Strong, place);
            out.text(Look::Faint, part).end();
            if nearest.edits.iter().any(crate::compare::Edit::is_change) {
                diff::edits(&nearest.edits, out);
            } else if let Some(found) = &self.nearest {
                out.runs(2, [(Look::Plain, found.text.as_str())]);
            }
        }
        for place in &self.elsewhere_places {
            out.text(Look::Faint, &format!("  also exactly in {place}"))
                .end();
        }
    }
}

/// The words of a paragraph of the draft as they are read without brackets.
pub(super) fn clean(
    desk: &Desk,
    said: &str,
    language: Option<Language>,
) -> Result<(Paragraph, String), Failure> {
    let workspace = desk.workspace();
    let id = find::paragraph(workspace, said)?;
    let stands = Paragraph::clone(find::paragraph_in(workspace, language, id)?);
    let draft = find::draft(workspace, language)?;
    let seen = super::lens::seen(Lens::Clean, Some(workspace), draft)?;
    let words = seen
        .document
        .get(id)
        .map_or_else(|| stands.text().to_owned(), |p| p.text().to_owned());
    Ok((stands, words))
}

/// What a paragraph of the draft says of itself.
fn paragraph(
    args: &VerifyArgs,
    dir: Option<&Path>,
    context: &mut Context,
) -> Result<Exit, Failure> {
    let desk = context.look(dir).map_err(|failure| {
        failure.or("with `--text`, what is said of any words can be verified, without a workspace")
    })?;
    let (stands, words) = clean(&desk, &args.what, args.language)?;
    let all = args.shelf.ask(dir, context, |library| {
        super::shelf::speaks(library, args.language)?;
        if stands.sources.is_empty() {
            let done = library.verify_anywhere(&words);
            return Ok(vec![Said::of(library, None, &done)]);
        }
        let sources = stands.sources.iter().map(|source| {
            let done = library.verify_source(source, &words);
            Said::of(library, Some(source_name(source)), &done)
        });
        Ok(sources.collect())
    })?;
    let gravest = all.iter().map(|said| said.done.verdict).max();
    let gravest = gravest.unwrap_or(Verdict::NotFound);
    if context.is_json() {
        let mut claims: Vec<VerifiedJson> = all.into_iter().map(Said::json).collect();
        let at = claims
            .iter()
            .position(|claim| claim.verdict == gravest.word());
        let shown = at.map(|at| claims.remove(at));
        if let Some(shown) = shown {
            let again = shown.clone();
            if shown.claim.is_some() {
                claims.insert(at.unwrap_or_default(), again);
            }
            context.out.json(&VerifiedParagraph {
                id: stands.id.to_string(),
                label: stands.label.as_ref().map(ToString::to_string),
                gravest: shown,
                claims,
            });
        }
    } else {
        for said in &all {
            said.print(&mut context.out);
        }
        if stands.sources.is_empty() {
            context.note("the paragraph names no source: it was looked for everywhere");
        }
    }
    Ok(Exit::found(gravest != Verdict::Exact))
}

/// `A/RES/63/63, paragraph 4`; by its place, `A/RES/63/63 #4`.
pub(super) fn source_name(source: &crate::model::Source) -> String {
    match &source.paragraph {
        Some(paragraph) if paragraph.starts_with('¶') => source.name(),
        Some(paragraph) => format!("{}, paragraph {paragraph}", source.symbol),
        None => source.symbol.to_string(),
    }
}
