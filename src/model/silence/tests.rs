//! The silence procedure, rule by rule, and as a machine that any events are thrown at.

use proptest::prelude::*;

use super::*;
use crate::text::samples::cases;

fn code(code: &str) -> Code {
    code.parse().unwrap()
}

fn at(minute: i64) -> Moment {
    Moment::new(1_000_000 + minute * 60, 5 * 3600)
}

fn done(minute: i64) -> Done {
    Done {
        at: Some(at(minute)),
        by: Some("chair".into()),
        reason: None,
    }
}

fn words() -> Digest {
    Digest::of("The participants agreed.")
}

/// Proposed at minute 0, until minute 100.
fn proposed() -> Silence {
    Silence {
        id: "s1".parse().unwrap(),
        paragraph: None,
        on: words(),
        level: Level::Committee,
        expires: at(100),
        proposed: done(0),
        meeting: None,
        started: None,
        extended: Vec::new(),
        broken: Vec::new(),
        late: Vec::new(),
        cancelled: None,
        confirmed: None,
    }
}

fn objection(kind: Breaking, minute: i64) -> SilenceStep {
    SilenceStep::Object(Objection {
        by: code("KAZ"),
        at: at(minute),
        kind,
        text: "Not these words.".into(),
    })
}

/// Plays `minute: step` on a proposed procedure; gives the state at the end or the first refusal.
fn play(steps: &[(i64, SilenceStep)], then: i64) -> Result<(Silence, SilenceState), SilenceError> {
    let mut silence = proposed();
    for (minute, step) in steps {
        silence = silence.step(step, Some(words()), at(*minute), done(*minute))?;
    }
    let state = silence.state(Some(words()), at(then));
    Ok((silence, state))
}

use SilenceState::{Adopted, Broken, Cancelled, Elapsed, Proposed, Running};
use SilenceStep::{Cancel, Confirm, Extend, Start};

#[test]
fn every_rule_of_the_silence_procedure() {
    let object = |minute| objection(Breaking::Objection, minute);
    let amend = |minute| objection(Breaking::Amendment, minute);
    for (rule, steps, then, state) in [
        (
            "it is proposed in a meeting, with an exact end",
            vec![],
            1,
            Proposed,
        ),
        ("it does not run by itself", vec![], 500, Proposed),
        ("it runs when nobody objects", vec![(1, Start)], 2, Running),
        (
            "it runs to the last second before its end",
            vec![(1, Start)],
            99,
            Running,
        ),
        (
            "at its end it is elapsed, and not adopted",
            vec![(1, Start)],
            100,
            Elapsed,
        ),
        (
            "it never adopts by itself",
            vec![(1, Start)],
            1_000_000,
            Elapsed,
        ),
        (
            "the chair confirms",
            vec![(1, Start), (100, Confirm)],
            101,
            Adopted,
        ),
        (
            "an objection breaks it",
            vec![(1, Start), (50, object(50))],
            51,
            Broken,
        ),
        (
            "an amendment breaks it",
            vec![(1, Start), (50, amend(50))],
            51,
            Broken,
        ),
        (
            "broken stays broken when its time is over",
            vec![(1, Start), (50, object(50))],
            500,
            Broken,
        ),
        (
            "one received in time breaks it though it is recorded late",
            vec![(1, Start), (150, object(99))],
            151,
            Broken,
        ),
        (
            "a late objection does not break it",
            vec![(1, Start), (150, object(150))],
            151,
            Elapsed,
        ),
        (
            "one at the very end is late",
            vec![(1, Start), (100, object(100))],
            101,
            Elapsed,
        ),
        (
            "a late objection does not undo adoption",
            vec![(1, Start), (100, Confirm), (150, object(150))],
            151,
            Adopted,
        ),
        (
            "an objection in the meeting means that it never runs",
            vec![(1, object(1))],
            2,
            Cancelled,
        ),
        (
            "it is extended",
            vec![(1, Start), (50, Extend(at(200)))],
            150,
            Running,
        ),
        (
            "extended, it ends later",
            vec![(1, Start), (50, Extend(at(200)))],
            200,
            Elapsed,
        ),
        (
            "it is cancelled",
            vec![(1, Start), (50, Cancel("new text".into()))],
            51,
            Cancelled,
        ),
        (
            "it is cancelled though its time is over",
            vec![(1, Start), (150, Cancel("".into()))],
            151,
            Cancelled,
        ),
    ] {
        let (_, found) = play(&steps, then).unwrap_or_else(|error| panic!("{rule}: {error}"));
        assert_eq!(found, state, "{rule}");
    }
}

#[test]
fn what_cannot_happen_is_refused_and_says_what_to_do() {
    let object = |minute| objection(Breaking::Objection, minute);
    for (steps, says) in [
        (vec![(1, Confirm)], "never ran"),
        (vec![(1, Start), (99, Confirm)], "once it is over"),
        (
            vec![(1, Start), (50, object(50)), (150, Confirm)],
            "stays broken",
        ),
        (
            vec![(1, Start), (50, object(50)), (60, Start)],
            "only a proposed",
        ),
        (
            vec![(1, Start), (50, object(50)), (60, Extend(at(200)))],
            "stays broken",
        ),
        (
            vec![(1, Start), (50, object(50)), (60, Cancel("r".into()))],
            "stays broken",
        ),
        (vec![(1, Start), (2, Start)], "only a proposed"),
        (vec![(100, Start)], "give a later time"),
        (
            vec![(1, Start), (50, Extend(at(100)))],
            "takes a later time",
        ),
        (vec![(1, Start), (100, Extend(at(200)))], "time is over"),
        (
            vec![(1, Start), (50, Cancel("r".into())), (150, Confirm)],
            "start another",
        ),
        (
            vec![(1, Start), (50, Cancel("r".into())), (60, object(60))],
            "nothing to break",
        ),
        (vec![(1, Start), (100, Confirm), (101, Confirm)], "already"),
        (vec![(1, Start), (50, object(51))], "received"),
        (vec![(1, Start), (50, object(-1))], "received"),
    ] {
        let error = play(&steps, 0).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
    let silent = SilenceStep::Object(Objection {
        by: code("KAZ"),
        at: at(2),
        kind: Breaking::Objection,
        text: " ".into(),
    });
    let error = play(&[(1, Start), (2, silent)], 0).unwrap_err().to_string();
    assert!(error.contains("in writing"), "{error}");
}

#[test]
fn it_is_bound_to_one_digest_and_other_words_cancel_it() {
    let (silence, _) = play(&[(1, Start)], 2).unwrap();
    for other in [Some(Digest::of("Other words.")), None] {
        for minute in [2, 100, 500] {
            assert_eq!(silence.state(other, at(minute)), Cancelled);
            let error = silence.step(&Confirm, other, at(minute), done(minute));
            assert_eq!(error, Err(SilenceError::OtherWords));
        }
    }
}

#[test]
fn what_breaks_it_is_kept_with_by_whom_when_and_the_text_and_what_is_late_as_late() {
    let amend = objection(Breaking::Amendment, 50);
    let later = objection(Breaking::Objection, 60);
    let late = objection(Breaking::Objection, 120);
    let steps = [(1, Start), (50, amend), (61, later), (121, late)];
    let (silence, _) = play(&steps, 121).unwrap();
    let first = silence.broken.first().unwrap();
    assert_eq!(
        (first.by, first.at, first.kind, &*first.text),
        (code("KAZ"), at(50), Breaking::Amendment, "Not these words.")
    );
    assert_eq!((silence.broken.len(), silence.late.len()), (2, 1));
}

#[test]
fn the_end_is_an_instant_whatever_the_offset_it_is_written_in() {
    let mut silence = proposed();
    silence.started = Some(done(1));
    silence.expires = "2026-06-24T18:00:00-04:00".parse().unwrap();
    for (now, state) in [
        ("2026-06-25T02:59:59+05:00", Running),
        ("2026-06-25T03:00:00+05:00", Elapsed),
        ("2026-06-24T22:00:00Z", Elapsed),
    ] {
        let found = silence.state(Some(words()), now.parse().unwrap());
        assert_eq!(found, state, "{now}");
    }
    let now = "2026-06-24T21:58:30Z".parse().unwrap();
    assert_eq!(silence.minutes_left(now), 2);
}

#[derive(Debug, Clone)]
enum Happens {
    Step(SilenceStep),
    Wait(i64),
    Words(bool),
}

fn event() -> impl Strategy<Value = Happens> {
    prop_oneof![
        Just(Happens::Step(Start)),
        (0..300_i64).prop_map(|minute| Happens::Step(objection(Breaking::Objection, minute))),
        (0..300_i64).prop_map(|minute| Happens::Step(objection(Breaking::Amendment, minute))),
        (0..400_i64).prop_map(|minute| Happens::Step(Extend(at(minute)))),
        Just(Happens::Step(Cancel("new text".into()))),
        Just(Happens::Step(Confirm)),
        (1..120_i64).prop_map(Happens::Wait),
        any::<bool>().prop_map(Happens::Words),
    ]
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn whatever_happens_nothing_is_adopted_without_the_chair_or_on_other_words_and_broken_stays_broken(
        events in proptest::collection::vec(event(), 0..24),
    ) {
        let other = Digest::of("Other words.");
        let (mut silence, mut minute, mut same) = (proposed(), 0, true);
        let mut was = Proposed;
        for event in events {
            let stand = Some(if same { words() } else { other });
            match event {
                Happens::Wait(minutes) => minute += minutes,
                Happens::Words(now_same) => {
                    // As the program does it: another digest cancels what is pending, for good.
                    same = now_same;
                    if !same && silence.is_pending() {
                        silence.cancelled = Some(done(minute).because("the words changed"));
                    }
                }
                Happens::Step(step) => {
                    let before = silence.state(stand, at(minute));
                    if let Ok(after) = silence.step(&step, stand, at(minute), done(minute)) {
                        let confirmed = after.confirmed.is_some() && silence.confirmed.is_none();
                        prop_assert_eq!(confirmed, step == Confirm);
                        if confirmed {
                            prop_assert_eq!(before, Elapsed);
                            prop_assert!(same && silence.broken.is_empty());
                            prop_assert!(at(minute) >= silence.expires && silence.started.is_some());
                        }
                        if let Extend(to) = &step {
                            prop_assert!(*to > silence.expires);
                        }
                        prop_assert!(after.broken.len() >= silence.broken.len());
                        prop_assert!(after.late.iter().all(|late| late.at >= after.expires
                            || after.confirmed.is_some()));
                        silence = after;
                    }
                }
            }
            let stand = Some(if same { words() } else { other });
            let state = silence.state(stand, at(minute));
            prop_assert_eq!(state == Adopted, silence.confirmed.is_some());
            if was.is_over() {
                prop_assert_eq!(state, was, "what is over stays as it is");
            }
            prop_assert!(state != Adopted || silence.broken.is_empty());
            was = state;
        }
    }
}
