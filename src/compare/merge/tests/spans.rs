//! Brackets over several paragraphs, merged.

use super::*;
use crate::compare::samples::document;
use crate::model::SpanBracket;

/// By ids, nobody named.
const BY_ID: MergeOptions<'static> = MergeOptions {
    ids: true,
    names: Holders {
        ours: None,
        theirs: None,
        parties: &[],
    },
};

fn texts(marks: &[(usize, usize, &str)]) -> Document {
    let mut document = document(&[
        "Decides to meet every year in Geneva;",
        "Requests the Secretary-General to report to the Assembly;",
        "Invites States to contribute to the fund;",
        "Decides to remain seized of the matter.",
    ]);
    document.head.brackets = marks
        .iter()
        .map(|(from, to, marks)| SpanBracket {
            from: document.paragraphs[*from].id,
            to: document.paragraphs[*to].id,
            marks: (*marks).into(),
            chair: None,
        })
        .collect();
    document
}

/// What the brackets of a merged document hold, and how many conflicts there are.
fn found(
    base: &Document,
    ours: &Document,
    theirs: &Document,
) -> (Vec<(usize, usize, String)>, usize) {
    let merged = merge(base, ours, theirs, BY_ID);
    let places = merged.document.places();
    let listed = merged.document.head.brackets.iter();
    let listed = listed.map(|b| (places[&b.from], places[&b.to], b.marks.to_string()));
    (listed.collect(), merged.conflicts.len())
}

#[test]
fn who_holds_one_is_merged_as_in_a_paragraph() {
    for (base, ours, theirs, expected) in [
        // One withdrew on one side, and is gone.
        (
            "G77; EU, USA, JPN delete",
            "G77; EU, USA, JPN delete",
            "G77; EU, USA delete",
            "G77; EU, USA delete",
        ),
        // One came on each side.
        ("KAZ", "KAZ, UZB", "KAZ, TKM", "KAZ, UZB, TKM"),
        (
            "G77; EU delete",
            "G77; EU, USA delete",
            "G77; EU, JPN delete",
            "G77; EU, USA, JPN delete",
        ),
    ] {
        let [base, ours, theirs] = [base, ours, theirs].map(|marks| texts(&[(1, 2, marks)]));
        let merged = found(&base, &ours, &theirs);
        assert_eq!(merged, (vec![(1, 2, expected.to_owned())], 0));
    }
}

#[test]
fn one_put_in_or_taken_out_by_one_side_is_in_or_out() {
    let (with, without) = (texts(&[(1, 2, "KAZ")]), texts(&[]));
    let one = |marks: &str| vec![(1, 2, marks.to_owned())];
    assert_eq!(found(&without, &with, &without), (one("KAZ"), 0));
    assert_eq!(found(&without, &without, &with), (one("KAZ"), 0));
    assert_eq!(found(&without, &with, &with), (one("KAZ"), 0));
    assert_eq!(found(&with, &without, &with), (Vec::new(), 0));
    assert_eq!(found(&with, &with, &without), (Vec::new(), 0));
    // Taken out here and held by more there: a person must look.
    let more = texts(&[(1, 2, "KAZ, UZB")]);
    assert_eq!(found(&with, &without, &more), (one("KAZ, UZB"), 1));
    assert_eq!(found(&with, &more, &without), (one("KAZ, UZB"), 1));
}

#[test]
fn one_goes_with_the_paragraphs_that_it_begins_and_ends_with() {
    let base = texts(&[(1, 2, "KAZ")]);
    let more = texts(&[(1, 2, "KAZ, UZB")]);
    // Ours joined the first of them to the one before: the bracket begins with both.
    let mut joined = texts(&[(0, 2, "KAZ")]);
    let both = format!(
        "{} {}",
        joined.paragraphs[0].text(),
        joined.paragraphs[1].text()
    );
    joined.paragraphs[0] = Arc::new(joined.paragraphs[0].with_text(&both));
    joined.paragraphs.remove(1);
    let expected = (vec![(0, 1, "KAZ, UZB".to_owned())], 0);
    assert_eq!(found(&base, &joined, &more), expected);
    assert_eq!(found(&base, &more, &joined), expected);
    // The base had none, and both put it in before one of them joined.
    let none = texts(&[]);
    assert_eq!(found(&none, &joined, &base).0, [(0, 1, "KAZ".to_owned())]);
    assert_eq!(found(&none, &base, &joined).0, [(0, 1, "KAZ".to_owned())]);
    // Ours struck the first, and left the bracket to the file.
    let mut struck = texts(&[(1, 2, "KAZ")]);
    struck.paragraphs.remove(1);
    assert_eq!(
        found(&base, &struck, &base),
        (vec![(1, 1, "KAZ".to_owned())], 0)
    );
}

#[test]
fn what_is_merged_of_two_versions_is_none() {
    let mut version = texts(&[]);
    version.head.version = Some("L1".parse().unwrap());
    version.head.frozen = Some("2026-01-01T10:00:00+00:00".parse().unwrap());
    let draft = texts(&[]);
    let merged = merge(&draft, &version, &draft, BY_ID);
    assert_eq!(
        (&merged.document.head.version, merged.conflicts.len()),
        (&None, 0)
    );
    let merged = merge(&version, &version, &version, BY_ID);
    assert_eq!(merged.document.head, version.head);
}

#[test]
fn a_short_paragraph_that_both_changed_is_one() {
    for [base, ours, theirs] in [
        [
            "Parties shall report annually.",
            "Parties should report annually.",
            "Parties may report every year.",
        ],
        [
            "Стороны представляют доклады ежегодно.",
            "Стороны представят доклады ежегодно.",
            "Стороны должны представлять доклады каждые два года.",
        ],
    ] {
        let [base, ours, theirs] = [base, ours, theirs].map(|text| document(&[text]));
        let options = MergeOptions {
            ids: false,
            names: Holders {
                ours: Some("KAZ"),
                theirs: Some("UZB"),
                parties: &[],
            },
        };
        let merged = merge(&base, &ours, &theirs, options);
        assert_eq!(merged.document.paragraphs.len(), 1);
        let disputes: Vec<_> = merged.conflicts.iter().map(|c| c.dispute).collect();
        assert!(
            disputes.iter().all(|d| *d == Dispute::Words),
            "{disputes:?}"
        );
        assert!(!disputes.is_empty());
    }
}

#[test]
fn one_that_nobody_holds_was_not_taken_out() {
    let [base, ours, theirs] = [(1, 2), (0, 2), (2, 2)].map(|(from, to)| texts(&[(from, to, "")]));
    let merged = merge(&base, &ours, &theirs, BY_ID);
    let [conflict] = &*merged.conflicts else {
        panic!("{:?}", merged.conflicts);
    };
    assert_eq!(conflict.dispute, Dispute::Bracket);
    assert_eq!((&*conflict.ours, &*conflict.theirs), ("[]", "[]"));
}
