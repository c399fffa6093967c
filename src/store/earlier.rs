//! Words that stand in no file any more: the record keeps what every change took away. Start at [`words`].

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::disk::{Disk, Sort};
use super::record::{Chain, Last, check};
use super::schema::touch::{Recorded, read};
use crate::edit::Touch;
use crate::model::{Deleted, Document, Id, Paragraph};
use crate::text::Digest;

/// The words with these digests, as far as the record in this folder has them.
pub(super) fn words(folder: &Path, wanted: &HashSet<Digest>) -> HashMap<Digest, String> {
    let mut found = HashMap::new();
    if !wanted.is_empty() {
        paragraphs(folder, &mut |p| {
            if wanted.contains(&p.digest()) {
                found.insert(p.digest(), p.text().to_owned());
            }
            found.len() < wanted.len()
        });
    }
    found
}

/// The words of a paragraph whose digest begins like that, in any language, if the record in this folder has them.
pub(super) fn words_of(folder: &Path, paragraph: Id, digest: &str) -> Option<String> {
    let mut found = None;
    paragraphs(folder, &mut |p| {
        if p.id == paragraph && p.digest().to_string().starts_with(digest) {
            found = Some(p.text().to_owned());
        }
        found.is_none()
    });
    found
}

/// Shows every paragraph that the record in a folder holds, until it was enough. Lines behind a break of a chain do not
/// count.
fn paragraphs(folder: &Path, see: &mut dyn FnMut(&Paragraph) -> bool) {
    let names = Disk::list(folder).unwrap_or_default();
    let mut enough = false;
    for (name, _) in names
        .into_iter()
        .filter(|(name, sort)| name.ends_with(".jsonl") && *sort == Sort::File)
    {
        let bytes = Disk::read_from(&folder.join(&name), 0).unwrap_or_default();
        check(&mut Chain::start(), &bytes, |line| {
            if enough {
                return;
            }
            let touches = Last::read(line).and_then(|last| read(&last.touches));
            for recorded in touches.into_iter().flatten().flatten() {
                if let Recorded::Whole(touch) = recorded {
                    each(&touch, &mut |p| enough = enough || !see(p));
                }
            }
        });
    }
}

/// Every paragraph that a touch holds, before and after.
fn each(touch: &Touch, see: &mut dyn FnMut(&Paragraph)) {
    let mut binned = |deleted: &Option<Box<Deleted>>| {
        if let Some(deleted) = deleted {
            see(&deleted.paragraph);
        }
    };
    match touch {
        Touch::Bin { before, after, .. } => {
            binned(before);
            binned(after);
        }
        Touch::Put { before, after, .. } => {
            see(before);
            see(after);
        }
        Touch::Insert { paragraph, .. } | Touch::Remove { paragraph, .. } => see(paragraph),
        Touch::Document { before, after, .. } => {
            for document in [before, after].into_iter().flatten() {
                let Document {
                    paragraphs,
                    deleted,
                    ..
                } = &**document;
                let deleted = deleted.iter().map(|d| &d.paragraph);
                for p in paragraphs.iter().chain(deleted) {
                    see(p);
                }
            }
        }
        Touch::Move { .. }
        | Touch::Head { .. }
        | Touch::Header { .. }
        | Touch::Position { .. }
        | Touch::Agreements { .. }
        | Touch::Proposal { .. }
        | Touch::Proceeding { .. }
        | Touch::Parking { .. } => {}
    }
}
