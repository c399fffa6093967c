//! Whether what a change writes over is still what the one who made it saw.
//!
//! Words carry the digest that they were edited on; for the rest, what the caller saw is compared with what stands there.

use crate::edit::{Act, Change, Conflict};
use crate::model::{Id, Paragraph, Sort, Workspace};

/// A conflict, if somebody else changed the same thing.
pub(super) fn check(base: &Workspace, fresh: &Workspace, change: &Change) -> Result<(), Conflict> {
    let original = |of: &Workspace, id: Id| {
        of.original()
            .and_then(|d| d.get(id))
            .map(|p| Paragraph::clone(p))
    };
    let (same, what) = match change {
        Change::SetLabel { paragraph, .. } => {
            let of = |ws| original(ws, *paragraph).map(|p| p.label);
            (of(base) == of(fresh), format!("the label of {paragraph}"))
        }
        Change::SetRole { paragraph, .. } => {
            let of = |ws| original(ws, *paragraph).map(|p| (p.role, p.level));
            (of(base) == of(fresh), format!("the role of {paragraph}"))
        }
        Change::SetNote {
            language,
            paragraph,
            ..
        } => {
            let of = |ws: &Workspace| {
                ws.draft(language)
                    .and_then(|d| d.get(*paragraph))
                    .map(|p| p.note.clone())
            };
            (of(base) == of(fresh), format!("the note on {paragraph}"))
        }
        Change::SetTitle { language, .. } => {
            let of = |ws: &Workspace| ws.draft(language).map(|d| d.head.title.clone());
            (
                of(base) == of(fresh),
                format!("the title of the {} draft", language.name()),
            )
        }
        Change::SetHeader { .. } => (base.header == fresh.header, "workspace.yaml".to_owned()),
        Change::SetPosition {
            delegation,
            paragraph,
            ..
        } => (
            base.position(*delegation, *paragraph) == fresh.position(*delegation, *paragraph),
            format!("the position of {delegation} on {paragraph}"),
        ),
        Change::SetPositions { positions } => (
            positions
                .iter()
                .all(|(code, id, _)| base.position(*code, *id) == fresh.position(*code, *id)),
            "one of these positions".to_owned(),
        ),
        Change::Reconfirm {
            delegation,
            paragraphs,
        } => (
            paragraphs
                .iter()
                .all(|(id, _)| base.position(*delegation, *id) == fresh.position(*delegation, *id)),
            format!("a position of {delegation}"),
        ),
        Change::SetPackage { name, .. } => {
            let of = |ws: &Workspace| {
                let mut all = ws.header.packages.iter();
                all.find(|package| package.is_called(name)).cloned()
            };
            (of(base) == of(fresh), format!("the package {name}"))
        }
        Change::Agree { paragraph, .. } | Change::Reopen { paragraph, .. } => (
            base.agreements.get(paragraph) == fresh.agreements.get(paragraph),
            format!("the agreement on {paragraph}"),
        ),
        Change::Park { paragraph, .. } => (
            base.parked.get(paragraph) == fresh.parked.get(paragraph),
            format!("the parking of {paragraph}"),
        ),
        Change::Withdraw { proposal, .. }
        | Change::Restate { proposal, .. }
        | Change::Reject { proposal, .. }
        | Change::Accept { proposal, .. } => (
            base.proposal(*proposal) == fresh.proposal(*proposal),
            format!("the proposal {proposal}"),
        ),
        Change::Proceed(act) => proceeding(base, fresh, act),
        Change::Compile { paragraph, .. } => (
            base.pending(*paragraph) == fresh.pending(*paragraph),
            format!("the proposals on {paragraph}"),
        ),
        Change::Bracket {
            language,
            paragraph,
            ..
        } => {
            let of = |ws: &Workspace| {
                let p = ws.draft(language)?.get(*paragraph)?;
                Some(p.chosen.clone())
            };
            (
                of(base) == of(fresh),
                format!("the choice of the chair on {paragraph}"),
            )
        }
        Change::Over { .. } => {
            let of = |ws: &Workspace| {
                let document = ws.original()?;
                let chosen = document.paragraphs.iter().map(|p| p.chosen.clone());
                Some((document.head.brackets.clone(), chosen.collect::<Vec<_>>()))
            };
            (
                of(base) == of(fresh),
                "the brackets over several paragraphs".to_owned(),
            )
        }
        // These name the words they are made on, or write over nothing.
        Change::SetText { .. }
        | Change::Editorial { .. }
        | Change::Carry { .. }
        | Change::Add { .. }
        | Change::Move { .. }
        | Change::Split { .. }
        | Change::Join { .. }
        | Change::Delete { .. }
        | Change::Restore { .. }
        | Change::Renumber { .. }
        | Change::Settle { .. }
        | Change::Propose { .. }
        | Change::Voice { .. }
        | Change::Lift { .. }
        | Change::Freeze { .. }
        | Change::Import { .. }
        | Change::Revert { .. } => (true, String::new()),
    };
    if same { Ok(()) } else { Err(Conflict { what }) }
}

/// Whether what an act of the meeting goes on from is what its maker saw.
fn proceeding(base: &Workspace, fresh: &Workspace, act: &Act) -> (bool, String) {
    let kept =
        |sort: Sort, id: Id| base.proceedings.get(sort, id) == fresh.proceedings.get(sort, id);
    match act {
        Act::LiftException { paragraph, .. } => (
            base.agreements.get(paragraph) == fresh.agreements.get(paragraph),
            format!("the agreement on {paragraph}"),
        ),
        Act::Raise { paragraphs, .. } => (
            paragraphs
                .iter()
                .all(|(id, _)| base.agreements.get(id) == fresh.agreements.get(id)),
            "what is agreed".to_owned(),
        ),
        Act::Report(report) => (
            base.parked.get(&report.paragraph) == fresh.parked.get(&report.paragraph),
            format!("the parking of {}", report.paragraph),
        ),
        Act::Silence { silence, .. } => (
            kept(Sort::Silence, *silence),
            format!("the silence procedure {silence}"),
        ),
        Act::Withdraw { sort, id, .. } => (kept(*sort, *id), format!("{id} under {}", sort.word())),
        Act::Settle { paragraph, .. } => (
            base.proceedings.disputed(*paragraph) == fresh.proceedings.disputed(*paragraph),
            format!("the placement of {paragraph}"),
        ),
        Act::Adopt { .. } | Act::Annul(_) => (
            base.adoption() == fresh.adoption(),
            "the adoption".to_owned(),
        ),
        // These name the words they are made on, or add to what is there.
        Act::Dispute(_)
        | Act::AgreeDeletion(_)
        | Act::Propose(_)
        | Act::Vote(_)
        | Act::State(_)
        | Act::Sponsor(_)
        | Act::Correct { .. } => (true, String::new()),
    }
}
