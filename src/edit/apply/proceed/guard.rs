//! An adopted text stays as it is: whatever would change it is refused, and what to do instead is said.

use crate::edit::apply::ChangeError;
use crate::edit::{Act, Change, Place, Touch};
use crate::model::{Sort, VersionLabel, Workspace};
use crate::text::Language;

/// Refuses touches that change an adopted text, unless they are a corrigendum, take one back, or annul the adoption.
pub(in crate::edit::apply) fn adopted_stays(
    workspace: &Workspace,
    change: &Change,
    touches: &[Touch],
) -> Result<(), ChangeError> {
    let Some(adoption) = workspace.adoption() else {
        return Ok(());
    };
    let allowed = match change {
        Change::Proceed(act) => matches!(**act, Act::Correct { .. } | Act::Annul(_)),
        Change::Revert { touches, .. } => touches.iter().any(|t| is_of(t, Sort::Corrigendum)),
        _ => false,
    };
    let version = adoption.version;
    if allowed
        || !touches
            .iter()
            .any(|touch| changes(workspace, version, touch))
    {
        return Ok(());
    }
    Err(ChangeError::Refused(format!(
        "the text is adopted, as {version}, and is not edited any more; correct it by a corrigendum \
         (`rapporteur corrigendum PARA --text T --reason R`), or take the adoption back (`rapporteur adopt --annul`)"
    )))
}

/// Whether a touch changes the adopted text or what was agreed of it. A language that was not adopted is still drafted.
fn changes(workspace: &Workspace, version: VersionLabel, touch: &Touch) -> bool {
    let adopted = |language: &Language| {
        let version = workspace.version(version.as_str());
        version.is_none_or(|version| version.documents.contains_key(language))
    };
    match touch {
        Touch::Put { language, .. }
        | Touch::Insert { language, .. }
        | Touch::Remove { language, .. }
        | Touch::Move { language, .. }
        | Touch::Bin { language, .. } => adopted(language),
        Touch::Head { after, .. } => adopted(&after.language),
        Touch::Document { place, .. } => match place {
            Place::Draft(language) => adopted(language),
            Place::Version(label, _) => *label == version,
            Place::Precedent(_) => false,
        },
        Touch::Agreements { .. } | Touch::Parking { .. } => true,
        // Nothing more is proposed; what was left can be withdrawn or rejected.
        Touch::Proposal { before, .. } => before.is_none(),
        Touch::Header { .. } | Touch::Position { .. } | Touch::Proceeding { .. } => false,
    }
}

fn is_of(touch: &Touch, sort: Sort) -> bool {
    match touch {
        Touch::Proceeding { before, after } => before
            .as_ref()
            .or(after.as_ref())
            .is_some_and(|one| one.sort() == sort),
        _ => false,
    }
}

/// What undoing may write. An adoption is taken back by an act that says who and why, never by undo; and words that come
/// back do not make a silence procedure run again that their change had cancelled.
pub(in crate::edit::apply) fn may_revert(touches: &[Touch]) -> Result<Vec<Touch>, ChangeError> {
    if touches.iter().any(|touch| is_of(touch, Sort::Adoption)) {
        return Err(ChangeError::Refused(
            "adoption is not undone by a key: take it back with who and why \
             (`rapporteur adopt --annul --by CODE --reason TEXT`), and the record keeps both"
                .to_owned(),
        ));
    }
    let words = touches.iter().any(|touch| {
        matches!(
            touch,
            Touch::Put { .. }
                | Touch::Insert { .. }
                | Touch::Remove { .. }
                | Touch::Move { .. }
                | Touch::Head { .. }
        )
    });
    let kept = touches
        .iter()
        .filter(|touch| !(words && is_of(touch, Sort::Silence)));
    Ok(kept.cloned().collect())
}
