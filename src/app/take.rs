//! What was taken from another text becomes a change of the draft. Start at [`change`].

use std::sync::Arc;

use crate::compare::Taken;
use crate::edit::Change;
use crate::model::{Document, Id, Paragraph, Source};
use crate::text::Language;

/// The change of the draft in a language that taking comes to. `new` is an id for a paragraph or half that the draft does
/// not have; `cite` says where the words come from, when that is an adopted text.
pub fn change(taken: Taken, language: Language, new: Id, cite: Option<Source>) -> Change {
    match taken {
        Taken::Words {
            paragraph,
            text,
            base,
        } => Change::SetText {
            language,
            paragraph,
            text,
            base,
            cite,
        },
        Taken::Add { after, paragraph } => {
            let mut added = Paragraph::clone(&paragraph);
            (added.id, added.of) = (new, None);
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
    }
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
    }
}
