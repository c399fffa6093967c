//! Small documents for the tests of this room.

use std::sync::Arc;

use crate::model::{Document, Head, Id, Paragraph, Role};

/// An English document whose ids follow from the words.
pub(super) fn document(texts: &[&str]) -> Document {
    let mut document = Document::new(Head::new("en".parse().unwrap(), "T"));
    for text in texts {
        let bytes = crate::text::Digest::of(text);
        let mut seed = [0; 8];
        seed.copy_from_slice(&bytes.as_bytes()[..8]);
        let id = Id::from_random(u64::from_le_bytes(seed));
        let p = Paragraph::new(id, Role::Operative, text);
        document.paragraphs.push(Arc::new(p));
    }
    document
}
