//! Who holds what, in a compilation of 1,050 brackets: the size of the largest that are known.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use rapporteur::compare::kin;
use rapporteur::model::{Document, Holdings, Workspace};
use rapporteur::store::Store;

/// Brackets of the draft: those of the Geneva and Paris drafts were some 1,030.
const BRACKETS: usize = 1_050;

/// Milliseconds for all holders, ages and versions of the large workspace with that many brackets; and how many those are, how
/// many holders they have, and how many of its positions count.
pub(crate) fn measure(root: &Path) -> (Vec<f64>, usize, usize) {
    let (_store, loaded) = Store::open_read_only(root).unwrap();
    let workspace = bracketed(&loaded.workspace);
    let mut times = Vec::new();
    let mut held = Holdings::default();
    for _ in 0..15 {
        let began = Instant::now();
        held = Holdings::of(&workspace, kin);
        times.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    let holders = held.brackets.iter().map(|h| h.holders.len()).sum();
    (times, held.brackets.len(), holders)
}

/// The workspace with so many brackets in the draft, and as many in its versions; positions go on standing on the words.
fn bracketed(workspace: &Workspace) -> Workspace {
    let mut workspace = workspace.clone();
    let original = workspace.header.original;
    let draft = workspace.drafts[&original].clone();
    let more = BRACKETS - draft.brackets();
    let wider = |document: &Document| {
        let mut document = document.clone();
        for (n, p) in document.paragraphs.iter_mut().take(more).enumerate() {
            let words = p.text().trim_end_matches(';');
            let (one, other) = (n % 190, (n * 7 + 1) % 190);
            let text =
                format!("{words} [, with due care / at once - D{one:03}; D{other:03} delete];");
            *p = Arc::new(p.with_text(&text));
        }
        Arc::new(document)
    };
    let after = wider(&draft);
    let words: std::collections::HashMap<_, _> = draft
        .paragraphs
        .iter()
        .zip(&after.paragraphs)
        .map(|(old, new)| (old.digest(), new.digest()))
        .collect();
    for positions in workspace.positions.values_mut() {
        for position in Arc::make_mut(positions).values_mut() {
            position.on = words.get(&position.on).copied().unwrap_or(position.on);
        }
    }
    for version in &mut workspace.versions {
        let version = Arc::make_mut(version);
        let document = wider(&version.documents[&original]);
        version.documents.insert(original, document);
    }
    workspace.drafts.insert(original, after);
    workspace
}
