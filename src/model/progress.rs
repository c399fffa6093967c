//! How agreement grew and brackets burnt down, version by version. Start at [`Progress::of`].
//!
//! What was agreed when a version was frozen follows from what is kept: an agreement counts in a version that has its very
//! words, when it was gavelled before the version was frozen and not reopened by then. Rio+20 and COP21 reported such
//! counts of agreed paragraphs and of brackets left from day to day.

use super::{Agreement, Consensus, Document, Footing, Moment, Workspace};

/// Where the text stood at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The label of the version; none for the draft as it is.
    pub version: Option<String>,
    /// When it was frozen.
    pub frozen: Option<Moment>,
    /// Paragraphs on which consensus is counted.
    pub counted: usize,
    /// Of those, how many were agreed on the words that they had, at whatever level and without exception.
    pub agreed: usize,
    /// Contested brackets in those, and over several of them.
    pub brackets: usize,
}

/// The versions, oldest first, and the draft behind them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Progress {
    /// The points.
    pub points: Vec<Point>,
    /// Agreements without a time: they count in every version that has their words.
    pub undated: usize,
}

impl Progress {
    /// How the versions and the draft of a workspace stood. Looks at every paragraph of every version once.
    pub fn of(workspace: &Workspace, consensus: &Consensus) -> Self {
        let original = workspace.header.original;
        let versions = workspace.versions.iter().filter_map(|version| {
            let document = version.documents.get(&original)?;
            Some(Point {
                version: Some(version.label.to_string()),
                frozen: version.frozen,
                ..point(workspace, document, version.frozen)
            })
        });
        let draft = Point {
            version: None,
            frozen: None,
            counted: consensus.counts.total(),
            agreed: consensus.counts.agreed(),
            brackets: consensus.brackets,
        };
        let all = workspace.agreements.values().flatten();
        Self {
            points: versions.chain([draft]).collect(),
            undated: all.filter(|a| a.at.is_none()).count(),
        }
    }
}

/// How many paragraphs of a version count and were agreed then, and its brackets.
fn point(workspace: &Workspace, document: &Document, frozen: Option<Moment>) -> Point {
    let mut point = Point {
        version: None,
        frozen,
        counted: 0,
        agreed: 0,
        brackets: document.spanning(),
    };
    let rows = document.paragraphs.iter().zip(document.counted());
    for (at, (p, counted)) in rows.enumerate() {
        if !counted {
            continue;
        }
        point.counted += 1;
        point.brackets += p.brackets();
        let agreements = workspace.agreements.get(&p.id);
        let agreements = agreements.map_or(&[][..], Vec::as_slice);
        let on = document.footing(at).unwrap_or(Footing::on(p.digest()));
        point.agreed += usize::from(was_agreed(agreements, on, frozen));
    }
    point
}

/// Whether the words, under the chapeau that they had, were agreed at that time.
fn was_agreed(agreements: &[Agreement], words: Footing, then: Option<Moment>) -> bool {
    let by_then = |at: Option<Moment>| match (at, then) {
        (Some(at), Some(then)) => at <= then,
        _ => true,
    };
    let last = agreements.iter().rfind(|a| by_then(a.at));
    last.is_some_and(|a| {
        let reopened = a.reopened.as_ref();
        let is_reopened = reopened.is_some_and(|r| match (r.at, then) {
            (Some(at), Some(then)) => at <= then,
            // Without a time, the agreement counts for the words that it was on.
            _ => false,
        });
        (!words.differs(a.on, a.chapeau) || a.carried == Some(words.words))
            && a.except.is_empty()
            && !is_reopened
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::sketch::{id, workspace};
    use crate::model::{Reopening, Version};

    fn freeze(ws: &mut Workspace, label: &str, at: i64) {
        let version = Version {
            label: label.parse().unwrap(),
            frozen: Some(Moment::new(at, 0)),
            documents: ws.drafts.clone(),
        };
        ws.versions.push(Arc::new(version));
    }

    fn dated(ws: &mut Workspace, paragraph: &str, at: i64, reopened: Option<i64>) {
        let all = Arc::make_mut(&mut ws.agreements);
        let last = all.get_mut(&id(paragraph)).unwrap().last_mut().unwrap();
        last.at = Some(Moment::new(at, 0));
        last.reopened = reopened.map(|at| Reopening {
            by: "KAZ".parse().unwrap(),
            at: Some(Moment::new(at, 0)),
            reason: "new instructions".into(),
        });
    }

    fn told(ws: &Workspace) -> Vec<String> {
        let progress = Progress::of(ws, &ws.consensus());
        let points = progress.points.into_iter();
        points
            .map(|p| {
                let name = p.version.as_deref().unwrap_or("draft").to_owned();
                format!("{name} {}/{} [{}]", p.agreed, p.counted, p.brackets)
            })
            .collect()
    }

    #[test]
    fn an_agreement_counts_from_when_it_was_gavelled_until_it_was_reopened() {
        let mut ws = workspace(
            "members KAZ\nt title | Title\na paragraph | A.\nb paragraph | B [x].\n= a ad_ref\n= b ad_ref",
        );
        freeze(&mut ws, "rev-1", 100);
        freeze(&mut ws, "rev-2", 200);
        freeze(&mut ws, "rev-3", 300);
        dated(&mut ws, "a", 150, None);
        dated(&mut ws, "b", 150, Some(250));
        assert_eq!(
            told(&ws),
            [
                "rev-1 0/2 [1]",
                "rev-2 2/2 [1]",
                "rev-3 1/2 [1]",
                "draft 1/2 [1]"
            ]
        );
    }

    #[test]
    fn an_item_counts_under_the_chapeau_that_it_was_agreed_under_alone() {
        let mut ws = workspace(
            "members KAZ\nc operative 1 | Decides that States should:\na item (a) | report;\n= a committee",
        );
        freeze(&mut ws, "rev-1", 100);
        let under = |ws: &Workspace| ws.footing(id("a")).unwrap().chapeau;
        let given = under(&ws);
        assert!(given.is_some(), "it has a chapeau");
        Arc::make_mut(&mut ws.agreements).get_mut(&id("a")).unwrap()[0].chapeau = given;
        let draft = Arc::make_mut(ws.drafts.values_mut().next().unwrap());
        draft.paragraphs[0] = Arc::new(draft.paragraphs[0].with_text("Decides that States shall:"));
        freeze(&mut ws, "rev-2", 200);
        assert_eq!(
            told(&ws),
            ["rev-1 1/2 [0]", "rev-2 0/2 [0]", "draft 0/2 [0]"]
        );
    }

    #[test]
    fn an_agreement_on_other_words_or_with_exceptions_does_not_count() {
        let mut ws = workspace(
            "members KAZ UZB\na paragraph | A.\nb paragraph | B.\n= a ad_ref < Old words.\n= b ad_ref except UZB",
        );
        freeze(&mut ws, "rev-1", 100);
        assert_eq!(told(&ws), ["rev-1 0/2 [0]", "draft 0/2 [0]"]);
        assert_eq!(Progress::of(&ws, &ws.consensus()).undated, 2);
    }
}
