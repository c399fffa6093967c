//! `show`: the text, or one paragraph of it and where everybody stands.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use clap::Args;

use super::context::{Context, dir_and_para};
use super::exit::{Exit, Failure};
use super::find;
use super::json::{Head, Shown, ShownParagraph, ShownPosition, ShownPrivate};
use super::lens;
use super::out::{Look, Out};
use super::words::few;
use crate::edit::lens::View as SeenThrough;
use crate::model::{
    Code, Document, Id, Lens, Paragraph, PrivateNote, PrivateNotes, Role, Stance, Status, Workspace,
};
use crate::text::Language;

/// Show the text, or one paragraph and where everybody stands
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur show                          the draft in the original language
  rapporteur show ashgabat \"5 bis\"         one paragraph, with the positions on it
  rapporteur show --language en --lens clean
  rapporteur show --version rev-1 --format json
")]
pub(super) struct ShowArgs {
    /// The workspace, or a paragraph of the one here
    #[arg(value_name = "DIR")]
    first: Option<String>,
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    second: Option<String>,
    /// How to look at brackets
    #[arg(long, value_name = "LENS", default_value = "brackets")]
    lens: Lens,
    /// In which language; else the original
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
    /// What this delegation keeps for itself as well; may be repeated
    #[arg(long, value_name = "CODE", conflicts_with = "version")]
    with_private: Vec<String>,
    /// A frozen version in place of the draft
    #[arg(long, value_name = "LABEL")]
    version: Option<String>,
}

pub(super) fn run(args: &ShowArgs, context: &mut Context) -> Result<Exit, Failure> {
    let (dir, said) = dir_and_para(args.first.as_deref(), args.second.as_deref())?;
    let desk = context.look(dir.as_deref().map(Path::new))?;
    let workspace = desk.workspace();
    let document = find::text(workspace, args.version.as_deref(), args.language)?;
    let codes: Result<Vec<_>, Failure> = args
        .with_private
        .iter()
        .map(|said| find::party(workspace, said))
        .collect();
    let private = super::private::asked_for(desk.store.root(), &codes?)?;
    let seen = lens::seen(args.lens, Some(workspace), &document)?;
    let original = workspace.original();
    let view = View {
        workspace,
        private,
        original: original.map(|d| d.places()).unwrap_or_default(),
        held: original.map(|d| d.held()).unwrap_or_default(),
        places: document.places(),
        document: &document,
        seen: &seen.document,
        lens: args.lens,
        is_draft: args.version.is_none(),
    };
    match said {
        None => view.whole(context),
        Some(said) => {
            let at = view.place(&said)?;
            view.one(at, context)?;
        }
    }
    Ok(Exit::found(said_left(&seen, &document, context)))
}

/// Says what a lens could not settle: what is still contested in a final text, and proposals that do not apply.
pub(super) fn said_left(seen: &SeenThrough, document: &Document, context: &Context) -> bool {
    if !seen.left.is_empty() {
        let names = seen.left.iter().map(|(id, many)| {
            let name = find::name(document, *id);
            if *many == 1 {
                name
            } else {
                format!("{name} ({many})")
            }
        });
        let names: Vec<String> = names.collect();
        let total: usize = seen.left.iter().map(|(_, many)| many).sum();
        let what = if total == 1 {
            "bracket is"
        } else {
            "brackets are"
        };
        let line = format!(
            "{total} {what} left, and nobody decided: {}",
            names.join(", ")
        );
        context.note(&line);
    }
    if !seen.not_applied.is_empty() {
        let ids: Vec<&str> = seen.not_applied.iter().map(Id::as_str).collect();
        let line = format!(
            "proposals that do not apply as the text stands: {}",
            ids.join(", ")
        );
        context.note(&line);
    }
    !seen.left.is_empty()
}

struct View<'a> {
    workspace: &'a Workspace,
    private: Vec<PrivateNotes>,
    /// Where each paragraph stands in the original draft.
    original: HashMap<Id, usize>,
    /// Those of the original draft that stand in a bracket over several, or in one of several options.
    held: HashSet<Id>,
    /// Where each stands in the document.
    places: HashMap<Id, usize>,
    document: &'a Arc<Document>,
    /// The document through the lens.
    seen: &'a Arc<Document>,
    lens: Lens,
    is_draft: bool,
}

impl View<'_> {
    /// The place in this document of the paragraph that is meant. A version is asked as the draft would be.
    fn place(&self, said: &str) -> Result<usize, Failure> {
        let language = self.document.head.language.name();
        if self.is_draft {
            let id = find::paragraph(self.workspace, said)?;
            return self.document.index_of(id).ok_or_else(|| {
                Failure::new(format!("the {language} draft has no paragraph {said}"))
                    .hint("it is not translated yet: `rapporteur add --language` adds it")
            });
        }
        let mut then = self.workspace.clone();
        then.drafts
            .insert(then.header.original, self.document.clone());
        let id = find::paragraph(&then, said)?;
        self.document
            .index_of(id)
            .ok_or_else(|| Failure::new(format!("no paragraph {said} in this version")))
    }

    /// A status is of the draft: it is told of the words that stand now.
    fn status(&self, p: &Paragraph) -> Option<Status> {
        let original = self.original_of(p)?;
        let held = self.held.contains(&p.id);
        self.is_draft
            .then(|| self.workspace.status_in(original, held))
    }

    /// The original of a paragraph.
    fn original_of(&self, p: &Paragraph) -> Option<&Paragraph> {
        let draft = self.workspace.original()?;
        let at = self.original.get(&p.id)?;
        draft.paragraphs.get(*at).map(|p| &**p)
    }

    fn is_outdated(&self, p: &Paragraph) -> bool {
        let language = &self.document.head.language;
        let translates = *language != self.workspace.header.original;
        let of = || self.original_of(p).map(Paragraph::digest);
        self.is_draft && translates && p.of.is_some_and(|said| of().is_some_and(|of| of != said))
    }

    /// A paragraph of the document as it stands there; itself when only the lens shows it.
    fn as_it_stands<'p>(&'p self, p: &'p Paragraph) -> &'p Paragraph {
        let at = self.places.get(&p.id).filter(|_| self.lens != Lens::Base);
        let found = at.and_then(|at| self.document.paragraphs.get(*at));
        found.map_or(p, |found| found)
    }

    fn json<'a>(&'a self, paragraphs: Vec<ShownParagraph<'a>>) -> Shown<'a> {
        let head = &self.document.head;
        Shown {
            document: Head {
                language: head.language.as_str(),
                title: &head.title,
                version: head
                    .version
                    .as_ref()
                    .map(crate::model::VersionLabel::as_str),
            },
            paragraphs,
        }
    }

    fn json_of<'a>(&'a self, p: &'a Paragraph) -> ShownParagraph<'a> {
        let stands = self.as_it_stands(p);
        let words = p.text().to_owned();
        let mut shown = ShownParagraph::of(stands, words, self.status(p), self.is_outdated(stands));
        let kept = self
            .kept(p)
            .map(|(code, note)| ShownPrivate::of(code, note));
        shown.private = kept.collect();
        shown
    }

    /// What those keep for themselves on a paragraph who were asked for by name.
    fn kept<'b>(&'b self, p: &'b Paragraph) -> impl Iterator<Item = (Code, &'b PrivateNote)> {
        let all = self.private.iter();
        all.filter_map(|kept| Some((kept.of, kept.notes.get(&p.id)?)))
    }

    fn whole(&self, context: &mut Context) {
        if context.is_json() {
            let paragraphs = self.seen.paragraphs.iter().map(|p| self.json_of(p));
            context.out.json(&self.json(paragraphs.collect()));
            return;
        }
        let out = &mut context.out;
        self.title(out);
        for (at, p) in self.seen.paragraphs.iter().enumerate() {
            let at = self.places.get(&p.id).copied().unwrap_or(at);
            out.end();
            if let Some(part) = &p.part {
                out.text(Look::Strong, &part.name());
                if !part.negotiated {
                    out.text(Look::Faint, " · not up for negotiation");
                }
                out.end();
            }
            self.spanning(out, |bracket| bracket.from == p.id, "[ opens here");
            self.heading(out, at, p);
            self.text(out, p);
            self.spanning(out, |bracket| bracket.to == p.id, "] closes here");
        }
        if self.document.paragraphs.is_empty() {
            out.end();
            out.line("No paragraphs yet: `rapporteur import` brings in a text, `rapporteur add` adds a paragraph.");
        }
    }

    /// Brackets over several paragraphs are a matter of the lens too.
    fn spanning(
        &self,
        out: &mut Out,
        is_here: impl Fn(&crate::model::SpanBracket) -> bool,
        what: &str,
    ) {
        for bracket in self.seen.head.brackets.iter().filter(|b| is_here(b)) {
            out.text(Look::Warn, what);
            if !bracket.marks.is_empty() {
                out.text(Look::Warn, " - ").text(Look::Warn, &bracket.marks);
            }
            out.end();
        }
    }

    fn title(&self, out: &mut Out) {
        let head = &self.document.head;
        out.text(Look::Strong, &head.title).end();
        let what = match &head.version {
            Some(label) => format!("version {label}"),
            None => "draft".to_owned(),
        };
        let count = self.document.paragraphs.len();
        let line = format!("{what} · {} · {}", head.language.name(), paragraphs(count));
        out.text(Look::Faint, &line).end();
    }

    fn heading(&self, out: &mut Out, at: usize, p: &Paragraph) {
        out.text(Look::Faint, &format!("#{}", at + 1));
        out.plain("  ");
        if let Some(label) = &p.label {
            out.text(Look::Strong, label.as_str());
            out.text(Look::Faint, " · ");
        }
        out.text(Look::Faint, p.role.word());
        if let Some(status) = self.status(p).filter(|_| p.role.is_body()) {
            out.text(Look::Faint, " · ");
            out.text(look_of(status), status.word());
        }
        if self.is_outdated(p) {
            out.text(Look::Faint, " · ");
            out.text(
                Look::Warn,
                "translates other words than the original has now",
            );
        }
        let digest = self.as_it_stands(p).digest().short();
        let digest = format!(" · {} {digest}", p.id);
        out.text(Look::Faint, &digest).end();
    }

    fn text(&self, out: &mut Out, p: &Paragraph) {
        let look = match p.role {
            Role::Title | Role::Heading => Look::Strong,
            _ => Look::Plain,
        };
        out.paragraph(look, 4 + 2 * usize::from(p.level), p.text());
        if let Some(note) = &p.note {
            out.paragraph(
                Look::Faint,
                6 + 2 * usize::from(p.level),
                &format!("note: {note}"),
            );
        }
        self.own(out, p);
    }

    fn own(&self, out: &mut Out, p: &Paragraph) {
        for (code, note) in self.kept(p) {
            for (what, said) in [
                ("instructions", &note.instructions),
                ("fallback", &note.fallback),
            ] {
                if let Some(said) = said {
                    out.paragraph(Look::Warn, 6, &format!("private, {code}: {what}: {said}"));
                }
            }
        }
    }

    fn one(&self, at: usize, context: &mut Context) -> Result<(), Failure> {
        let Some(stands) = self.document.paragraphs.get(at) else {
            return Ok(());
        };
        let Some(p) = self.seen.get(stands.id) else {
            return Err(Failure::new(format!(
                "{} is not there {}",
                find::name(self.document, stands.id),
                self.lens.suffix().trim()
            )));
        };
        let original = self.original_of(p);
        let parties = self.workspace.header.delegations.iter().map(|d| &d.code);
        let parties = parties.chain(self.workspace.header.groups.iter().map(|g| &g.code));
        let positions: Vec<_> = match original.filter(|_| self.is_draft) {
            Some(original) => parties
                .filter_map(|code| Some((code, self.workspace.standing(*code, original)?)))
                .collect(),
            None => Vec::new(),
        };
        if context.is_json() {
            let mut shown = self.json_of(p);
            let positions = positions
                .iter()
                .map(|(code, held)| ShownPosition::of(code, held.position, held.stale, held.via));
            shown.positions = self.is_draft.then(|| positions.collect());
            context.out.json(&self.json(vec![shown]));
            return Ok(());
        }
        let out = &mut context.out;
        self.heading(out, at, p);
        self.text(out, p);
        for source in &p.sources {
            let paragraph = source.paragraph.as_deref();
            let paragraph = paragraph.map_or(String::new(), |p| format!(", paragraph {p}"));
            let line = format!("from {}{paragraph}", source.symbol);
            out.paragraph(Look::Faint, 6, &line);
        }
        if !self.is_draft {
            return Ok(());
        }
        self.agreements(out, p);
        let rows: Vec<Vec<(Look, String)>> =
            positions
                .iter()
                .map(|(code, held)| {
                    let mut said: Vec<String> = Vec::new();
                    said.extend(held.via.map(|via| format!("by {via}")));
                    said.extend(held.stale.then(|| {
                        format!("on other words ({}): ask again", held.position.on.short())
                    }));
                    if let Stance::AgreeIf(needs) = &held.position.stance
                        && !needs.is_empty()
                    {
                        let names: Vec<String> = needs
                            .iter()
                            .map(|id| find::name(self.document, *id))
                            .collect();
                        said.push(format!("needs {}", names.join(", ")));
                    }
                    said.extend(held.position.note.as_ref().map(ToString::to_string));
                    said.extend(held.position.said_in.as_ref().map(ToString::to_string));
                    let look = look_of_stance(held.position.stance.word(), held.stale);
                    vec![
                        (Look::Plain, format!("    {code}")),
                        (look, held.position.stance.word().to_owned()),
                        (Look::Faint, said.join(" · ")),
                    ]
                })
                .collect();
        if !rows.is_empty() {
            out.end();
            out.table(&rows);
        }
        let unheard = self.unheard(p);
        if !unheard.is_empty() {
            let line = format!("unheard: {}", few(&unheard));
            out.paragraph(Look::Faint, 4, &line);
        }
        Ok(())
    }

    fn agreements(&self, out: &mut Out, p: &Paragraph) {
        let agreements = self.workspace.agreements.get(&p.id);
        for agreement in agreements.into_iter().flatten() {
            let mut line = match agreement.level {
                crate::model::Level::Adopted => "adopted".to_owned(),
                level => format!("agreed {}", level.phrase()),
            };
            line.extend(agreement.at.map(|at| format!(" · {}", at.minute())));
            line.extend(agreement.meeting.as_ref().map(|m| format!(" · {m}")));
            if !agreement.except.is_empty() {
                let codes: Vec<&str> = agreement
                    .except
                    .iter()
                    .map(crate::model::Code::as_str)
                    .collect();
                line.push_str(&format_args!(" · pending {}", codes.join(", ")).to_string());
            }
            let now = self.workspace.footing(p.id);
            if now.is_some_and(|now| agreement.is_stale(now)) {
                line.push_str(
                    &format_args!(" · on other words ({})", agreement.on.short()).to_string(),
                );
            }
            if let Some(reopened) = &agreement.reopened {
                let by = format!(" · reopened by {}: {}", reopened.by, reopened.reason);
                line.push_str(&by);
            }
            out.paragraph(Look::Plain, 4, &line);
        }
        if let Some(parking) = self.workspace.parked.get(&p.id) {
            let mut line = "parked".to_owned();
            line.extend(parking.with.as_ref().map(|with| format!(" with {with}")));
            line.extend(parking.reason.as_ref().map(|reason| format!(" · {reason}")));
            out.paragraph(Look::Warn, 4, &line);
        }
    }

    fn unheard(&self, p: &Paragraph) -> Vec<&str> {
        let Some(original) = self.original_of(p) else {
            return Vec::new();
        };
        let members = self.workspace.header.members();
        members
            .filter(|d| self.workspace.standing(d.code, original).is_none())
            .map(|d| d.code.as_str())
            .collect()
    }
}

/// The look of a status.
pub(super) fn look_of(status: Status) -> Look {
    match status {
        Status::Agreed | Status::AdRef => Look::Good,
        Status::Pending | Status::Stale | Status::Parked => Look::Warn,
        Status::Bracketed => Look::Bad,
        Status::Open => Look::Plain,
    }
}

fn look_of_stance(word: &str, stale: bool) -> Look {
    match word {
        _ if stale => Look::Warn,
        "agree" | "flexible" => Look::Good,
        "amend" | "oppose" => Look::Bad,
        "reserve" | "agree_if" => Look::Warn,
        _ => Look::Plain,
    }
}

/// `1 paragraph`, `11 paragraphs`.
pub(super) fn paragraphs(count: usize) -> String {
    format!("{count} paragraph{}", if count == 1 { "" } else { "s" })
}
