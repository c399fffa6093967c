//! The rules: what is wrong, or may be, with the text and with the state of its negotiation.
//!
//! What it is for: a secretary runs it while working, and with `final` before a text goes to adoption. Each finding
//! says where, what and what to do. The rules are one [table](rules()); their families have a file each: `state` (S1), `meeting` (S3),
//! `brackets` (B), `languages` (C1), `numbers` (O3, O5, X1, X2), `wording` (T7, H1).
//!
//! What it never does: change anything, touch a disk or a screen, judge the substance.
//!
//! Where to start: [`check()`], then [`rules()`].

mod brackets;
mod case;
mod languages;
mod meeting;
mod nearest;
mod numbers;
mod proposals;
mod rules;
mod state;
mod wording;

use std::collections::HashMap;

use crate::model::{Finding, Id, Moment, Workspace};

use case::{Case, Findings};

pub use rules::{Rule, rules};

/// What to look for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// Whether the text is about to be adopted: nothing provisional may be left in it.
    pub final_: bool,
    /// Only this rule, or this family of rules: `B2`, `S1a`, `S1`, `B`. Case does not count.
    pub rule: Option<String>,
    /// What time it is, for silence that elapsed; none where that is not known.
    pub now: Option<Moment>,
}

/// What the rules find in a workspace: in the order of its files, and within a draft of its paragraphs.
/// A rule that is not in the [table](rules()) finds nothing.
pub fn check(workspace: &Workspace, options: &Options) -> Vec<Finding> {
    let mut case = Case::new(workspace, options.final_);
    case.now = options.now;
    let asked = options.rule.as_deref().map(str::trim);
    let mut findings = Vec::new();
    for rule in rules() {
        let wanted = asked.is_none_or(|asked| rule.is_called(asked));
        if wanted && (options.final_ || !rule.only_final) {
            let mut found = Findings::new(rule, options.final_);
            (rule.run)(&case, &mut found);
            findings.append(&mut found.into_vec());
        }
    }
    let places = workspace
        .original()
        .map(|document| document.places())
        .unwrap_or_default();
    let original = case::file_of(&workspace.header.original);
    findings.sort_by_cached_key(|finding| order(finding, &places, &original));
    findings
}

/// The place of a finding among others.
fn order(
    finding: &Finding,
    places: &HashMap<Id, usize>,
    original: &str,
) -> (u8, String, usize, usize, &'static str) {
    let file = finding.file.as_deref().unwrap_or_default();
    let kind = match file {
        "" | case::HEADER => 0,
        _ if file == original => 1,
        _ if file.starts_with("draft/") => 2,
        _ => 3,
    };
    let place = match finding.paragraph {
        None => 0,
        Some(id) => places.get(&id).map_or(usize::MAX, |at| at + 1),
    };
    let start = finding.span.as_ref().map_or(0, |span| span.start);
    (kind, file.to_owned(), place, start, finding.rule)
}

#[cfg(test)]
mod tests;
