//! Rules of what a meeting left open, each named by its id.

use super::*;
use crate::model::{
    Code, Done, Level, Moment, Placement, Proceeding, Report, Silence, Sponsor, Statement,
    StatementKind, Workspace,
};

fn with(all: Vec<Proceeding>) -> Workspace {
    let mut ws = workspace("members KAZ NOR\na operative 1 | Decides;\nb operative 2 | Requests.");
    for one in all {
        Arc::make_mut(&mut ws.proceedings).insert(Arc::new(one));
    }
    ws
}

fn said() -> Done {
    Done {
        at: Some(Moment::new(1_277_280_000, 18_000)),
        by: None,
        reason: None,
    }
}

/// Silence on the words of `a`, or on other ones, until before or after now; cancelled or not.
fn silence(words: &str, expires: i64, cancelled: bool) -> Proceeding {
    Proceeding::Silence(Silence {
        id: "s1".parse().unwrap(),
        paragraph: Some("a".parse().unwrap()),
        on: crate::text::Digest::of(words),
        level: Level::Committee,
        expires: Moment::new(1_277_355_600 + expires, 18_000),
        proposed: said(),
        meeting: None,
        started: Some(said()),
        extended: Vec::new(),
        broken: Vec::new(),
        late: Vec::new(),
        cancelled: cancelled.then(said),
        confirmed: None,
    })
}

#[test]
fn s3a_silence_that_elapsed_waits_for_the_chair() {
    for (case, one, expected) in [
        ("over", silence("Decides;", -60, false), 1),
        ("running", silence("Decides;", 60, false), 0),
        ("cancelled", silence("Decides;", -60, true), 0),
        ("on other words", silence("Requests;", -60, false), 0),
    ] {
        assert_eq!(
            found(&with(vec![one]), "S3a", false).len(),
            expected,
            "{case}"
        );
    }
}

#[test]
fn s3b_silence_on_other_words_is_cancelled_by_the_edit() {
    for (case, one, expected) in [
        ("on these words", silence("Decides;", 60, false), &[][..]),
        (
            "on other words",
            silence("Requests;", 60, false),
            &["a: The words of 1 changed while they were subject to silence: it is cancelled."],
        ),
        ("cancelled already", silence("Requests;", 60, true), &[]),
    ] {
        assert_eq!(found(&with(vec![one]), "S3b", false), expected, "{case}");
    }
}

#[test]
fn s3c_a_disputed_placement_is_left_until_it_is_settled() {
    let placement = |settled: bool| {
        Proceeding::Placement(Placement {
            id: "p1".parse().unwrap(),
            paragraph: "b".parse().unwrap(),
            by: vec!["NOR".parse().unwrap()],
            reason: None,
            at: None,
            settled: settled.then(said),
        })
    };
    let open = found(&with(vec![placement(false)]), "S3c", false);
    assert_eq!(open, ["b: Its placement is disputed by NOR."]);
    assert!(found(&with(vec![placement(true)]), "S3c", false).is_empty());
}

#[test]
fn s3e_what_the_meeting_did_names_delegations_and_paragraphs_that_are_there() {
    let statement = |by: &str, on: &str| {
        Proceeding::Statement(Statement {
            id: "st".parse().unwrap(),
            kind: StatementKind::Reservation,
            by: vec![by.parse::<Code>().unwrap()],
            paragraphs: vec![on.parse().unwrap()],
            text: "It reserves its position.".into(),
            at: None,
            meeting: None,
            withdrawn: None,
        })
    };
    let sponsor = |by: &str| {
        Proceeding::Sponsor(Sponsor {
            id: "sp".parse().unwrap(),
            delegation: by.parse().unwrap(),
            joined: false,
            at: None,
            withdrawn: None,
        })
    };
    let report = |on: &str| {
        Proceeding::Report(Report {
            id: "re".parse().unwrap(),
            paragraph: on.parse().unwrap(),
            from: None,
            parked: None,
            text: "Done.".into(),
            at: None,
            by: None,
            meeting: None,
        })
    };
    for (one, expected) in [
        (statement("NOR", "a"), 0),
        (statement("FRA", "a"), 1),
        (sponsor("KAZ"), 0),
        (sponsor("FRA"), 1),
        (report("b"), 0),
        (report("zz"), 1),
    ] {
        let says = format!("{one:?}");
        assert_eq!(
            found(&with(vec![one]), "S3e", false).len(),
            expected,
            "{says}"
        );
    }
}
