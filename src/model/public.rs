//! What the room sees: one paragraph on a screen that everybody can read.
//!
//! What it is for: [`PublicView`] is all that a room's screen is drawn from. It can be made here alone, from the committed
//! words, what the chair gavelled, and what the chair chose to show; it has no field for a position, a proposal, a note, words
//! that are being typed or anything private, so that none can be shown by mistake.
//!
//! What it never does: look at a position. Two workspaces that differ in nothing but positions, proposals and notes give the
//! same view (tested).
//!
//! Where to start: [`Showing`], which the chair's side writes, then [`PublicView::of`].

use std::sync::Arc;

use super::{Code, Document, Header, How, Id, Lens, Paragraph, Role, Status, Workspace};
use crate::text::{Digest, Language};

/// What the chair chose to show, and nothing of what it says: the words themselves come from the draft.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Showing {
    /// The paragraph; none for the title page.
    pub paragraph: Option<Id>,
    /// Digest of its words in the original when it was shown: what a frozen screen keeps.
    pub words: Option<Digest>,
    /// How brackets are seen.
    pub lens: Lens,
    /// The translation that stands beside the original.
    pub beside: Option<Language>,
    /// Pages that were turned in a paragraph that is longer than the screen.
    pub page: u16,
    /// The room keeps what it has while the chair looks elsewhere.
    pub frozen: bool,
    /// The room's screen is empty.
    pub blank: bool,
    /// Who shows it, by the name that goes into the record.
    pub by: Arc<str>,
}

/// All that a room's screen is drawn from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicView {
    header: Arc<Header>,
    /// What was gavelled on the text as a whole.
    text: Option<String>,
    scene: Scene,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Scene {
    Blank,
    Title,
    Paragraph(Box<PublicParagraph>),
}

/// The paragraph that the room sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicParagraph {
    id: Id,
    name: String,
    role: Role,
    standing: Option<String>,
    status: Option<Status>,
    original: PublicText,
    others: Vec<PublicText>,
    beside: Option<Language>,
    page: u16,
}

/// Words of the paragraph in one language, through the lens that the chair chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicText {
    language: Language,
    words: String,
    outdated: bool,
}

impl PublicView {
    /// What the room sees of a workspace. `earlier` finds words by their digest, for a frozen screen whose paragraph has
    /// other words by now; where it finds none, the words that stand are shown.
    pub fn of(
        workspace: &Workspace,
        showing: &Showing,
        earlier: impl Fn(Id, Digest) -> Option<String>,
    ) -> Self {
        let scene = if showing.blank {
            Scene::Blank
        } else {
            let found = showing.paragraph.and_then(|id| {
                let document = workspace.original()?;
                let at = document.index_of(id)?;
                Some(paragraph(workspace, document, at, showing, &earlier))
            });
            found
                .flatten()
                .map_or(Scene::Title, |p| Scene::Paragraph(Box::new(p)))
        };
        Self {
            header: workspace.header.clone(),
            text: whole(workspace).filter(|_| !showing.blank),
            scene,
        }
    }

    /// What `workspace.yaml` says: title, symbol, who negotiates.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// What the chair told the room of the whole text: that it is adopted, or under silence and until when.
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// Whether the chair emptied the screen.
    pub fn is_blank(&self) -> bool {
        self.scene == Scene::Blank
    }

    /// The paragraph; none when the title page or nothing is shown.
    pub fn paragraph(&self) -> Option<&PublicParagraph> {
        match &self.scene {
            Scene::Paragraph(p) => Some(p),
            Scene::Blank | Scene::Title => None,
        }
    }
}

impl PublicParagraph {
    /// Which.
    pub fn id(&self) -> Id {
        self.id
    }

    /// What people call it: `OP5 bis`, or its place, `¶7`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is.
    pub fn role(&self) -> Role {
        self.role
    }

    /// Its status, if it is up for negotiation.
    pub fn status(&self) -> Option<Status> {
        self.status
    }

    /// What was gavelled on it, as people say it: `agreed ad ref, pending IRN`.
    pub fn standing(&self) -> Option<&str> {
        self.standing.as_deref()
    }

    /// Its words in the original language.
    pub fn original(&self) -> &PublicText {
        &self.original
    }

    /// Its words in the other languages, in the order of the workspace.
    pub fn others(&self) -> &[PublicText] {
        &self.others
    }

    /// The language that the chair put beside the original.
    pub fn beside(&self) -> Option<Language> {
        self.beside
    }

    /// Pages that the chair turned.
    pub fn page(&self) -> u16 {
        self.page
    }
}

impl PublicText {
    /// Their language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The words, brackets as the lens has them. Not revealed yet.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Whether they translate other words than those of the original that are shown.
    pub fn is_outdated(&self) -> bool {
        self.outdated
    }
}

fn paragraph(
    workspace: &Workspace,
    document: &Document,
    at: usize,
    showing: &Showing,
    earlier: &impl Fn(Id, Digest) -> Option<String>,
) -> Option<PublicParagraph> {
    let stands = document.paragraphs.get(at)?;
    let kept = showing
        .words
        .filter(|words| showing.frozen && *words != stands.digest())
        .and_then(|words| {
            let text = earlier(stands.id, words)?;
            let p = stands.with_text(&text);
            (p.digest() == words).then_some(p)
        });
    let p: &Paragraph = kept.as_ref().unwrap_or(stands);
    let header = &workspace.header;
    let see = |p: &Paragraph| showing.lens.words(header, p);
    let counted = document.counted().get(at).copied().unwrap_or(false);
    let held = document.stretches().hold(at);
    let status = counted.then(|| workspace.status_in(p, held));
    let others = languages(workspace).into_iter().filter_map(|language| {
        let other = workspace.draft(&language)?.get(p.id)?;
        Some(PublicText {
            language,
            words: see(other),
            outdated: other.of.is_some_and(|of| of != p.digest()),
        })
    });
    Some(PublicParagraph {
        id: p.id,
        name: called(p, at),
        role: p.role,
        standing: status.map(|status| {
            let said = standing(workspace, p.id, status);
            match silence(workspace, Some(p.id), p.digest()) {
                Some(until) => format!("{said}, {until}"),
                None => said,
            }
        }),
        status,
        original: PublicText {
            language: header.original,
            words: see(p),
            outdated: false,
        },
        others: others.collect(),
        beside: showing.beside.filter(|l| *l != header.original),
        page: showing.page,
    })
}

/// The languages of the drafts but the original, as the header lists them.
fn languages(workspace: &Workspace) -> Vec<Language> {
    let header = &workspace.header;
    let listed = header.languages.iter().copied();
    let mut all: Vec<Language> = listed
        .filter(|l| *l != header.original && workspace.drafts.contains_key(l))
        .collect();
    for language in workspace.drafts.keys() {
        if *language != header.original && !all.contains(language) {
            all.push(*language);
        }
    }
    all
}

/// What people call a paragraph in the room: `PP3`, `OP5 bis`, `(a)`, else its place.
pub fn called(p: &Paragraph, at: usize) -> String {
    let Some(label) = &p.label else {
        return format!("¶{}", at + 1);
    };
    let numbered = label.as_str().starts_with(|c: char| c.is_ascii_digit());
    match p.role {
        Role::Preambular if numbered => format!("PP{label}"),
        Role::Operative if numbered => format!("OP{label}"),
        _ => label.to_string(),
    }
}

/// What was gavelled on the whole text.
fn whole(workspace: &Workspace) -> Option<String> {
    if let Some(adoption) = workspace.adoption() {
        let how = match adoption.how {
            How::Consensus => "by consensus",
            How::Vote => "by a vote",
            How::Silence => "under the silence procedure",
        };
        return Some(format!("The text is adopted, {how}"));
    }
    let until = silence(workspace, None, workspace.original()?.words())?;
    Some(format!("The text is {until}"))
}

/// `under silence until 2010-06-27 18:00 +05:00`: what the chair announced to the meeting. Words other than those that it is
/// on are under no silence (General Assembly decision 74/544).
fn silence(workspace: &Workspace, paragraph: Option<Id>, words: Digest) -> Option<String> {
    let silence = workspace.silence_on(paragraph)?;
    let runs = silence.started.is_some() && silence.on == words;
    runs.then(|| format!("under silence until {}", silence.expires.announced()))
}

/// What the chair's gavel says of a paragraph, as people say it. Nothing of what a delegation said.
fn standing(workspace: &Workspace, id: Id, status: Status) -> String {
    let last = workspace.agreements.get(&id).and_then(|all| all.last());
    let last = last.filter(|a| a.reopened.is_none());
    match (status, last) {
        (Status::Agreed | Status::AdRef | Status::Pending, Some(agreement)) => {
            let how = agreement.level.phrase();
            let mut said = if how == "adopted" {
                how.to_owned()
            } else {
                format!("agreed {how}")
            };
            if !agreement.except.is_empty() {
                let codes: Vec<&str> = agreement.except.iter().map(Code::as_str).collect();
                said.push_str(", pending ");
                said.push_str(&codes.join(", "));
            }
            said
        }
        (Status::Stale, _) => "agreed on other words".to_owned(),
        (Status::Parked, _) => {
            let parking = workspace.parked.get(&id);
            match parking.and_then(|parking| parking.with.as_ref()) {
                Some(with) => format!("parked with {with}"),
                None => "parked".to_owned(),
            }
        }
        (status, _) => status.word().replace('_', " "),
    }
}

#[cfg(test)]
mod tests;
