//! The JSON that commands give: the shapes that scripts rely on. Fields are added, never renamed or taken away.
//!
//! Every text is the text of the files as it is; indices count from 0, spans are bytes.

mod agreed;
mod bracketed;
mod differences;
mod libraries;

pub(crate) use differences::*;
mod bound;
mod exported;
mod held;
mod meeting;
mod merged;
mod numbered;
mod private;
mod proposed;
mod room;
mod standing;

pub(crate) use libraries::{LibraryAdded, LibraryJson, LibraryList, LibraryRemoved};
use serde::Serialize;

use super::status::reason;

use crate::model::{
    Code, Consensus, Delegation, Document, Finding, Paragraph, ParagraphStanding, Position,
    PrivateNote, RollUp, Rule, Status, Workspace,
};
use crate::store::Event;

pub(crate) use agreed::*;
pub(crate) use bound::{
    GainOf, KnotOf, MoveOf, PackageOf, Packages, Prospects, Queues, Reconfirming, SetOf, ShortOf,
    WaitingOf,
};
pub(crate) use bracketed::{BracketJson, BracketedJson, Brackets, OverJson, wish_word};
pub(crate) use exported::{Exported, Matrix, PositionList};
pub(crate) use held::{HeldBracket, HeldByDelegation, HeldByGroup, HeldJson};
pub(crate) use meeting::*;
pub(crate) use merged::MergedJson;
pub(crate) use numbered::Numbered;
pub(crate) use private::{PrivateJson, PrivateNoteJson};
pub(crate) use proposed::{CompiledJson, Decided, Listed, Proposed};
pub(crate) use room::{RoomJson, SectionJson, ShowingJson, StepJson, WalkJson};
pub(crate) use standing::{StandingGroup, StandingSection, StandingVersion};

/// `show`.
#[derive(Debug, Serialize)]
pub(crate) struct Shown<'a> {
    pub(crate) document: Head<'a>,
    pub(crate) paragraphs: Vec<ShownParagraph<'a>>,
}

/// `undo`.
#[derive(Debug, Serialize)]
pub(crate) struct Undone {
    /// What was taken back: its title in the record.
    pub(crate) undone: String,
    /// The paragraphs that it was about.
    pub(crate) ids: Vec<String>,
}

/// The head of a document.
#[derive(Debug, Serialize)]
pub(crate) struct Head<'a> {
    pub(crate) language: &'a str,
    pub(crate) title: &'a str,
    pub(crate) version: Option<&'a str>,
}

/// A paragraph as it stands.
#[derive(Debug, Serialize)]
pub(crate) struct ShownParagraph<'a> {
    pub(crate) id: &'a str,
    pub(crate) role: &'a str,
    pub(crate) label: Option<&'a str>,
    pub(crate) level: u8,
    pub(crate) text: String,
    pub(crate) digest: String,
    pub(crate) status: Option<&'a str>,
    pub(crate) note: Option<&'a str>,
    /// Where its words come from.
    pub(crate) sources: Vec<SourceJson>,
    /// Of a translation: whether the original has other words now than those it translates.
    pub(crate) outdated: bool,
    /// Only where one paragraph was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) positions: Option<Vec<ShownPosition<'a>>>,
    /// What delegations keep for themselves, of those that were asked for by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) private: Vec<ShownPrivate>,
}

/// What a delegation keeps for itself on a paragraph.
#[derive(Debug, Serialize)]
pub(crate) struct ShownPrivate {
    pub(crate) delegation: String,
    pub(crate) instructions: Option<String>,
    pub(crate) fallback: Option<String>,
}

impl ShownPrivate {
    pub(crate) fn of(code: Code, note: &PrivateNote) -> Self {
        Self {
            delegation: code.to_string(),
            instructions: note.instructions.as_deref().map(str::to_owned),
            fallback: note.fallback.as_deref().map(str::to_owned),
        }
    }
}

/// A position on the paragraph that was asked for.
#[derive(Debug, Serialize)]
pub(crate) struct ShownPosition<'a> {
    pub(crate) delegation: &'a str,
    pub(crate) stance: &'a str,
    pub(crate) on: String,
    /// The words it was really given on, when only a number in them changed since.
    pub(crate) carried: Option<String>,
    pub(crate) stale: bool,
    pub(crate) via: Option<String>,
    pub(crate) needs: Vec<String>,
    pub(crate) note: Option<&'a str>,
    pub(crate) said_in: Option<&'a str>,
    pub(crate) at: Option<String>,
}

impl<'a> ShownPosition<'a> {
    /// A position of a delegation, its own or that of a group.
    pub(crate) fn of(
        delegation: &'a Code,
        position: &'a Position,
        stale: bool,
        via: Option<Code>,
    ) -> Self {
        let needs = match &position.stance {
            crate::model::Stance::AgreeIf(needs) => needs.iter().map(ToString::to_string).collect(),
            _ => Vec::new(),
        };
        Self {
            delegation: delegation.as_str(),
            stance: position.stance.word(),
            on: position.on.to_string(),
            carried: position.carried.map(|on| on.to_string()),
            stale,
            via: via.map(|code| code.to_string()),
            needs,
            note: position.note.as_deref(),
            said_in: position.said_in.as_deref(),
            at: position.at.map(|at| at.to_string()),
        }
    }
}

impl<'a> ShownParagraph<'a> {
    /// A paragraph with a text that may be seen through a lens.
    pub(crate) fn of(
        p: &'a Paragraph,
        text: String,
        status: Option<Status>,
        outdated: bool,
    ) -> Self {
        Self {
            id: p.id.as_str(),
            role: p.role.word(),
            label: p.label.as_ref().map(crate::model::Label::as_str),
            level: p.level,
            text,
            digest: p.digest().to_string(),
            status: status.map(Status::word),
            note: p.note.as_deref(),
            sources: p.sources.iter().map(SourceJson::of).collect(),
            outdated,
            positions: None,
            private: Vec::new(),
        }
    }
}

/// `status`.
#[derive(Debug, Serialize)]
pub(crate) struct Standing<'a> {
    pub(crate) counts: Counts,
    pub(crate) brackets: usize,
    pub(crate) ready: bool,
    pub(crate) paragraphs: Vec<StandingParagraph<'a>>,
    pub(crate) delegations: Vec<StandingDelegation<'a>>,
    pub(crate) sections: Vec<StandingSection>,
    pub(crate) groups: Vec<StandingGroup<'a>>,
    pub(crate) versions: Vec<StandingVersion>,
    pub(crate) rule: &'a str,
    pub(crate) packages: Vec<PackageOf<'a>>,
}

/// How many paragraphs have each status.
#[derive(Debug, Serialize)]
pub(crate) struct Counts {
    agreed: usize,
    ad_ref: usize,
    pending: usize,
    stale: usize,
    bracketed: usize,
    open: usize,
    parked: usize,
}

impl Counts {
    pub(crate) fn of(counts: &crate::model::Counts) -> Self {
        Self {
            agreed: counts.of(Status::Agreed),
            ad_ref: counts.of(Status::AdRef),
            pending: counts.of(Status::Pending),
            stale: counts.of(Status::Stale),
            bracketed: counts.of(Status::Bracketed),
            open: counts.of(Status::Open),
            parked: counts.of(Status::Parked),
        }
    }
}

/// What stands in the way of one paragraph.
#[derive(Debug, Serialize)]
pub(crate) struct StandingParagraph<'a> {
    id: &'a str,
    label: Option<&'a str>,
    status: &'a str,
    readiness: &'a str,
    blocking: Vec<&'a str>,
    pending: Vec<&'a str>,
    stale: Vec<&'a str>,
    unheard: Vec<&'a str>,
    counted: bool,
    place: usize,
    brackets: usize,
    reason: String,
}

/// One delegation's positions, summed.
#[derive(Debug, Serialize)]
pub(crate) struct StandingDelegation<'a> {
    code: &'a str,
    kind: &'a str,
    agree: usize,
    agree_if: usize,
    flexible: usize,
    reserve: usize,
    amend: usize,
    oppose: usize,
    absent: usize,
    stale: usize,
    unheard: usize,
}

impl<'a> Standing<'a> {
    /// Where consensus stands.
    pub(crate) fn of(workspace: &'a Workspace, consensus: &'a Consensus) -> Self {
        let counts = &consensus.counts;
        let paragraphs = workspace.original().map(|d| d.paragraphs.as_slice());
        Self {
            counts: Counts::of(counts),
            brackets: consensus.brackets,
            ready: consensus.ready,
            paragraphs: consensus
                .paragraphs
                .iter()
                .zip(paragraphs.unwrap_or_default())
                .enumerate()
                .map(|(at, (standing, p))| {
                    StandingParagraph::of(workspace.header.rule, at, standing, p)
                })
                .collect(),
            delegations: consensus
                .delegations
                .iter()
                .zip(&workspace.header.delegations)
                .map(|(sum, delegation)| StandingDelegation::of(sum, delegation))
                .collect(),
            sections: StandingSection::all(workspace, consensus),
            groups: StandingGroup::all(workspace, consensus),
            versions: StandingVersion::all(workspace, consensus),
            rule: workspace.header.rule.word(),
            packages: PackageOf::all(workspace, consensus),
        }
    }
}

impl<'a> StandingParagraph<'a> {
    fn of(rule: Rule, at: usize, standing: &'a ParagraphStanding, p: &'a Paragraph) -> Self {
        fn codes(of: &[Code]) -> Vec<&str> {
            of.iter().map(Code::as_str).collect()
        }
        Self {
            id: standing.id.as_str(),
            label: p.label.as_ref().map(crate::model::Label::as_str),
            status: standing.status.word(),
            readiness: standing.readiness.word(),
            blocking: codes(&standing.blocking),
            pending: codes(&standing.pending),
            stale: codes(&standing.stale),
            unheard: codes(&standing.unheard),
            counted: standing.counted,
            place: at + 1,
            brackets: p.brackets(),
            reason: reason(rule, standing, p.brackets()),
        }
    }
}

impl<'a> StandingDelegation<'a> {
    fn of(sum: &'a RollUp, delegation: &'a Delegation) -> Self {
        let kinds = crate::model::Kind::ALL;
        let kind = kinds.iter().find(|(kind, _)| *kind == delegation.kind);
        Self {
            code: sum.code.as_str(),
            kind: kind.map_or("member", |(_, word)| word),
            agree: sum.of("agree"),
            agree_if: sum.of("agree_if"),
            flexible: sum.of("flexible"),
            reserve: sum.of("reserve"),
            amend: sum.of("amend"),
            oppose: sum.of("oppose"),
            absent: sum.of("absent"),
            stale: sum.stale,
            unheard: sum.unheard,
        }
    }
}

/// `edit`: what stands now, and whose position is on other words.
#[derive(Debug, Serialize)]
pub(crate) struct Edited {
    pub(crate) id: String,
    pub(crate) digest: String,
    pub(crate) stale: Vec<String>,
}

/// The other edits: the paragraph that was meant or made, and all that changed.
#[derive(Debug, Serialize)]
pub(crate) struct Changed {
    pub(crate) id: Option<String>,
    pub(crate) changed: Vec<String>,
}

/// `take`.
#[derive(Debug, Serialize)]
pub(crate) struct TakenOver {
    #[serde(flatten)]
    pub(crate) done: Changed,
    /// Numbers of the changes that were taken along, as `take --list` has them: those with the other signs of a bracket.
    pub(crate) with: Vec<usize>,
    /// Codes of those who must be asked again.
    pub(crate) ask_again: Vec<String>,
}

/// `position`.
#[derive(Debug, Serialize)]
pub(crate) struct Stated {
    pub(crate) id: String,
    pub(crate) delegation: String,
    pub(crate) stance: String,
    pub(crate) on: String,
}

/// The chair's acts: the agreement that the paragraph has now, if it has one.
#[derive(Debug, Serialize)]
pub(crate) struct Gavelled {
    pub(crate) id: String,
    pub(crate) level: Option<&'static str>,
    pub(crate) on: Option<String>,
    pub(crate) except: Vec<String>,
    /// Whose exceptions were lifted.
    pub(crate) lifted: Vec<String>,
    pub(crate) reopened: bool,
    pub(crate) parked: bool,
    pub(crate) status: Option<&'static str>,
}

/// `freeze`.
#[derive(Debug, Serialize)]
pub(crate) struct Frozen {
    pub(crate) version: String,
    pub(crate) paragraphs: usize,
    pub(crate) digest: String,
    pub(crate) languages: Vec<String>,
}

/// `new`.
#[derive(Debug, Serialize)]
pub(crate) struct Made {
    pub(crate) workspace: String,
    pub(crate) id: String,
    pub(crate) title: String,
}

/// `log` and `audit`.
#[derive(Debug, Serialize)]
pub(crate) struct Log<'a> {
    pub(crate) events: Vec<Logged<'a>>,
    pub(crate) findings: Vec<Noticed<'a>>,
}

/// A line of the record.
#[derive(Debug, Serialize)]
pub(crate) struct Logged<'a> {
    at: String,
    actor: &'a str,
    act: &'a str,
    para: Option<&'a str>,
    digest: Option<String>,
    title: &'a str,
    delegation: Option<&'a str>,
    hash: String,
}

impl<'a> Logged<'a> {
    pub(crate) fn of(event: &'a Event) -> Self {
        Self {
            at: event.at.to_string(),
            actor: &event.actor,
            act: &event.act,
            para: event.paragraph.as_ref().map(crate::model::Id::as_str),
            digest: event.digest.map(|digest| digest.to_string()),
            title: &event.title,
            delegation: event.delegation.as_ref().map(Code::as_str),
            hash: event.hash.to_string(),
        }
    }
}

/// `check`.
#[derive(Debug, Serialize)]
pub(crate) struct Checked<'a> {
    pub(crate) findings: Vec<Noticed<'a>>,
}

/// A finding.
#[derive(Debug, Serialize)]
pub(crate) struct Noticed<'a> {
    rule: &'a str,
    severity: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    id: Option<&'a str>,
    label: Option<&'a str>,
    span: Option<(usize, usize)>,
    message: &'a str,
    hint: Option<&'a str>,
}

impl<'a> Noticed<'a> {
    pub(crate) fn of(finding: &'a Finding) -> Self {
        Self {
            rule: finding.rule,
            severity: finding.severity.word(),
            file: finding.file.as_deref(),
            line: finding.line,
            id: finding.paragraph.as_ref().map(crate::model::Id::as_str),
            label: finding.label.as_ref().map(crate::model::Label::as_str),
            span: finding.span.as_ref().map(|span| (span.start, span.end)),
            message: &finding.message,
            hint: finding.hint.as_deref(),
        }
    }

    pub(crate) fn all(findings: &'a [Finding]) -> Vec<Self> {
        findings.iter().map(Self::of).collect()
    }
}

/// `import`.
#[derive(Debug, Serialize)]
pub(crate) struct Imported<'a> {
    pub(crate) format: &'a str,
    pub(crate) language: &'a str,
    pub(crate) paragraphs: Vec<ImportedParagraph<'a>>,
    pub(crate) parts: Vec<String>,
    pub(crate) findings: Vec<Noticed<'a>>,
    /// Where it was written; none of a preview.
    pub(crate) written: Option<String>,
}

/// A paragraph that came in.
#[derive(Debug, Serialize)]
pub(crate) struct ImportedParagraph<'a> {
    role: &'a str,
    label: Option<&'a str>,
    level: u8,
    text: &'a str,
    part: Option<String>,
    id: &'a str,
}

impl<'a> Imported<'a> {
    pub(crate) fn paragraphs(document: &'a Document) -> Vec<ImportedParagraph<'a>> {
        let mut part = None;
        let paragraphs = document.paragraphs.iter().map(|p| {
            if let Some(opened) = &p.part {
                part = Some(opened.name());
            }
            ImportedParagraph {
                role: p.role.word(),
                label: p.label.as_ref().map(crate::model::Label::as_str),
                level: p.level,
                text: p.text(),
                part: part.clone(),
                id: p.id.as_str(),
            }
        });
        paragraphs.collect()
    }
}

/// `search`.
#[derive(Debug, Serialize)]
pub(crate) struct Found<'a> {
    pub(crate) query: &'a str,
    pub(crate) took_ms: f64,
    pub(crate) hits: Vec<FoundHit<'a>>,
}

/// A paragraph that was found.
#[derive(Debug, Serialize)]
pub(crate) struct FoundHit<'a> {
    rank: usize,
    score: f64,
    library: &'a str,
    /// Other libraries that have the same words of the same document.
    also_in: Vec<&'a str>,
    symbol: &'a str,
    paragraph: &'a str,
    language: &'a str,
    date: Option<&'a str>,
    text: &'a str,
    spans: Vec<(usize, usize)>,
    /// Where else the same words stand, or words that differ in little, newest first.
    also: Vec<FoundAgain<'a>>,
}

/// Where words stand again.
#[derive(Debug, Serialize)]
pub(crate) struct FoundAgain<'a> {
    symbol: &'a str,
    paragraph: &'a str,
    date: Option<&'a str>,
    verbatim: bool,
}

impl<'a> FoundHit<'a> {
    pub(crate) fn of(hit: &'a crate::precedent::Hit) -> Self {
        Self {
            rank: hit.rank,
            score: hit.score,
            library: &hit.library,
            also_in: hit.also_in.iter().map(|name| &**name).collect(),
            symbol: &hit.symbol,
            paragraph: &hit.paragraph,
            language: hit.language.as_str(),
            date: hit.date.as_deref(),
            text: &hit.text,
            spans: hit.spans.iter().map(|s| (s.start, s.end)).collect(),
            also: hit
                .also
                .iter()
                .map(|again| FoundAgain {
                    symbol: &again.symbol,
                    paragraph: &again.paragraph,
                    date: again.date.as_deref(),
                    verbatim: again.verbatim,
                })
                .collect(),
        }
    }
}
