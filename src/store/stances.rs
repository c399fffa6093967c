//! How a position came to be: every time that the record has it given, changed or taken back. Start at [`given`].

use std::path::Path;

use super::Given;
use super::disk::{Disk, Sort};
use super::record::{Chain, Last, check, event};
use super::schema::touch::{Recorded, read};
use crate::edit::Touch;
use crate::model::{Code, Id};

/// Every time that one of these parties got another position on a paragraph, oldest first. Lines behind a break of a chain
/// do not count.
pub(super) fn given(folder: &Path, paragraph: Id, parties: &[Code]) -> Vec<Given> {
    let mut found: Vec<(Given, String, u64)> = Vec::new();
    // A line that does not name the paragraph is not about it: most need not be read closely.
    let named = format!("\"{paragraph}\"");
    let names = Disk::list(folder).unwrap_or_default();
    for (name, _) in names
        .into_iter()
        .filter(|(name, sort)| name.ends_with(".jsonl") && *sort == Sort::File)
    {
        let bytes = Disk::read_from(&folder.join(&name), 0).unwrap_or_default();
        check(&mut Chain::start(), &bytes, |line| {
            if !line.contains(&named) {
                return;
            }
            let Some(event) = event(line, "", &name) else {
                return;
            };
            let touches = Last::read(line).and_then(|last| read(&last.touches));
            for recorded in touches.into_iter().flatten().flatten() {
                let Recorded::Whole(touch) = recorded else {
                    continue;
                };
                if let Touch::Position {
                    delegation,
                    paragraph: on,
                    after,
                    ..
                } = touch
                    && on == paragraph
                    && parties.contains(&delegation)
                {
                    let given = Given {
                        at: event.at,
                        actor: event.actor.clone(),
                        act: event.act.clone(),
                        party: delegation,
                        position: after,
                    };
                    found.push((given, name.clone(), event.seq));
                }
            }
        });
    }
    found.sort_by(|a, b| (a.0.at, &a.1, a.2).cmp(&(b.0.at, &b.1, b.2)));
    found.into_iter().map(|(given, _, _)| given).collect()
}
