//! Which paragraphs became which, where their ids do not say it: one that was split or merged, or that came in anew.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Options, compare};
use crate::model::{Document, Head, Id, Kin, Paragraph};

/// The paragraphs of the older text that each paragraph of the newer one came from, but for itself. Only those are compared
/// that are not the same in both, so that it takes as long as there are changes.
pub fn kin(older: &Document, newer: &Document) -> Kin {
    let (a, b) = (differing(older, newer), differing(newer, older));
    let comparison = compare(&a, &b, Options::default());
    let mut kin: Kin = HashMap::new();
    for pair in &comparison.pairs {
        let olds = pair.a.iter().filter_map(|at| a.paragraphs.get(*at));
        let olds: Vec<Id> = olds.map(|p| p.id).collect();
        for new in pair.b.iter().filter_map(|at| b.paragraphs.get(*at)) {
            let others = olds.iter().filter(|id| **id != new.id);
            kin.entry(new.id).or_default().extend(others);
        }
    }
    kin.retain(|_, olds| !olds.is_empty());
    kin
}

/// The paragraphs of a text that another has not got, or has got with other words.
fn differing(document: &Document, other: &Document) -> Document {
    let words: HashMap<Id, &Arc<Paragraph>> = other.paragraphs.iter().map(|p| (p.id, p)).collect();
    let is_same = |p: &&Arc<Paragraph>| words.get(&p.id).is_some_and(|q| q.digest() == p.digest());
    let mut left = Document::new(Head::new(document.head.language, ""));
    left.paragraphs = document
        .paragraphs
        .iter()
        .filter(|p| !is_same(p))
        .cloned()
        .collect();
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sketch::{id, workspace};

    fn text(sketch: &str) -> Document {
        Document::clone(workspace(sketch).original().unwrap())
    }

    #[test]
    fn the_halves_of_a_split_and_what_got_another_id_are_found() {
        let older = text(
            "a operative 1 | Calls upon all States to sign the Protocol without delay, and requests them to report on the measures they have taken to the depositary every second year;\nb operative 2 | Decides to remain seized of the matter and to come back to it at its next session;\nc operative 3 | Welcomes the report of the Secretary-General on disaster recovery;",
        );
        let newer = text(
            "a operative 1 | Calls upon all States to sign the Protocol without delay,\nd operative 1bis | And requests them to report on the measures they have taken to the depositary every second year;\ne operative 2 | Decides to remain seized of the matter and to come back to it at its next session;\nc operative 3 | Welcomes the report of the Secretary-General on disaster recovery;",
        );
        let found = kin(&older, &newer);
        assert_eq!(found.get(&id("d")), Some(&vec![id("a")]));
        assert_eq!(found.get(&id("e")), Some(&vec![id("b")]));
        assert_eq!(found.get(&id("c")), None);
    }
}
