//! What was taken from another text becomes a change of the draft. Start at [`change`].

use std::sync::Arc;

use crate::compare::Taken;
use crate::edit::Change;
use crate::model::{Document, Footing, Id, Paragraph, Source, Workspace};
use crate::text::Language;

/// The change of the draft in a language that taking comes to. `new` is an id for a paragraph or half that no language
/// has; `cite` says where the words come from, when that is an adopted text.
///
/// # Errors
/// Why it cannot be done in this language, as a sentence.
pub fn change(
    taken: Taken,
    workspace: &Workspace,
    language: Language,
    new: Id,
    cite: Option<Source>,
) -> Result<Change, &'static str> {
    let original = workspace.original();
    let translated = language != workspace.header.original;
    Ok(match taken {
        Taken::Words {
            paragraph,
            text,
            base,
        } => Change::SetText {
            language,
            paragraph,
            text,
            base,
            cites: cite.into_iter().collect(),
        },
        Taken::Add { after, paragraph } => {
            let mut added = Paragraph::clone(&paragraph);
            // A translation takes over the paragraph that the original has.
            let had = original.is_some_and(|document| document.get(added.id).is_some());
            match (translated, had) {
                (true, false) => {
                    return Err(
                        "The original does not have this paragraph: it comes in there first.",
                    );
                }
                (true, true) => {}
                (false, _) => added.id = new,
            }
            added.of = None;
            added.sources.extend(cite);
            Change::Add {
                language,
                after,
                paragraph: Arc::new(added),
            }
        }
        Taken::Restore { paragraph } => Change::Restore { paragraph },
        Taken::Delete { paragraph } => Change::Delete { paragraph },
        Taken::Move { paragraph, after } => Change::Move { paragraph, after },
        Taken::Label { paragraph, label } => Change::SetLabel { paragraph, label },
        // Where a paragraph is split is a place in the words of the original.
        Taken::Split { .. } if translated => {
            return Err("A paragraph is split in the original language.");
        }
        Taken::Split {
            paragraph,
            at,
            base,
        } => Change::Split {
            paragraph,
            at,
            new,
            base,
        },
        Taken::Join { paragraph } => Change::Join { paragraph },
    })
}

/// Delegations and groups whose position on a paragraph, or on an item under it, is on other words than now.
pub fn asked_again(workspace: &Workspace, id: Id) -> Vec<String> {
    let Some(document) = workspace.original() else {
        return Vec::new();
    };
    let Some(at) = document.index_of(id) else {
        return Vec::new();
    };
    let places = std::iter::once(at).chain(document.under(at));
    let touched: Vec<(Id, Footing)> = places
        .filter_map(|at| Some((document.paragraphs.get(at)?.id, document.footing(at)?)))
        .collect();
    let positions = workspace.positions.iter();
    positions
        .filter(|(_, held)| {
            let mut stale = touched.iter();
            stale.any(|(id, now)| held.get(id).is_some_and(|p| p.is_stale(*now)))
        })
        .map(|(code, _)| code.to_string())
        .collect()
}

/// How words of a precedent are cited: its symbol, else its name, and what the paragraph is called there.
pub fn source(name: &str, document: &Document, place: Option<usize>) -> Source {
    let paragraph = place.and_then(|at| {
        let label = document.paragraphs.get(at)?.label.as_ref()?;
        Some(label.as_str().into())
    });
    Source {
        symbol: document.head.symbol.clone().unwrap_or_else(|| name.into()),
        paragraph,
        words: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sketch;
    use crate::text::Digest;

    #[test]
    fn in_a_translation_paragraphs_keep_the_ids_of_the_original() {
        let workspace = sketch::workspace("a operative 1 | Welcomes the report;");
        let french: Language = "fr".parse().unwrap();
        let taken = |id: &str| Taken::Add {
            after: None,
            paragraph: Arc::new(Paragraph::new(
                sketch::id(id),
                crate::model::Role::Operative,
                "Accueille le rapport;",
            )),
        };
        let new = sketch::id("zzzz0001");
        let add = |id, language| change(taken(id), &workspace, language, new, None);
        let id = |change: Result<Change, _>| change.unwrap().paragraph().unwrap();
        assert_eq!(id(add("a", french)), sketch::id("a"));
        assert_eq!(id(add("a", Language::ENGLISH)), new);
        assert!(add("b", french).is_err());
        let split = Taken::Split {
            paragraph: sketch::id("a"),
            at: 3,
            base: Digest::of("Welcomes the report;"),
        };
        assert!(change(split, &workspace, french, new, None).is_err());
    }
}
