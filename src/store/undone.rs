//! What somebody did last in this copy, out of the record, so that it can be taken back. Start at [`last`].

use std::path::Path;

use super::disk::Disk;
use super::record::{Chain, Last, check, event};
use super::schema::touch::{Recorded, read};
use crate::edit::{Place, Step, Touch};
use crate::model::Workspace;

/// What a line of the record did.
struct Done {
    title: String,
    touches: Vec<Option<Recorded>>,
}

/// The last change that an actor made and did not take back, as a step that takes it back. Lines behind a break of the chain
/// do not count. None when there is none, or when the record does not have it whole.
pub(super) fn last(file: &Path, actor: &str, workspace: &Workspace) -> Option<Step> {
    let bytes = Disk::read_from(file, 0).ok()?;
    let mut done: Vec<Done> = Vec::new();
    check(&mut Chain::start(), &bytes, |line| {
        let Some(event) = event(line, "", "").filter(|event| &*event.actor == actor) else {
            return;
        };
        let touches = Last::read(line).and_then(|last| read(&last.touches));
        let touches = touches.unwrap_or_else(|| vec![None]);
        // What was taken back is titled by what it was; so is what was done again.
        let of = event
            .title
            .strip_prefix("undo: ")
            .filter(|_| &*event.act == "undo");
        let is_back = done.last().filter(|last| of == Some(&last.title));
        if is_back.is_some_and(|last| takes_back(&last.touches, &touches)) {
            done.pop();
            return;
        }
        let title = of.unwrap_or(&event.title).to_owned();
        done.push(Done { title, touches });
    });
    let Done { title, touches } = done.pop()?;
    let touches = touches.into_iter().rev();
    let back = touches.map(|recorded| match recorded? {
        Recorded::Whole(touch) => Some(touch.inverse()),
        Recorded::Frozen(place, _) => {
            let Place::Version(label, language) = &place else {
                return None;
            };
            let version = workspace.version(label.as_str())?;
            let before = version.documents.get(language).cloned();
            Some(Touch::Document {
                place,
                before,
                after: None,
            })
        }
    });
    Some(Step {
        title: title.into(),
        touches: back.collect::<Option<_>>()?,
    })
}

/// Whether the second are the first turned round, the last first.
fn takes_back(done: &[Option<Recorded>], back: &[Option<Recorded>]) -> bool {
    let is_back = |pair: (&Option<Recorded>, &Option<Recorded>)| match pair {
        (Some(Recorded::Whole(done)), Some(Recorded::Whole(back))) => done.inverse() == *back,
        (
            Some(Recorded::Frozen(frozen, _)),
            Some(Recorded::Whole(Touch::Document { place, after, .. })),
        ) => place == frozen && after.is_none(),
        _ => false,
    };
    done.len() == back.len() && done.iter().rev().zip(back).all(is_back)
}
