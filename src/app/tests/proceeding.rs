//! Acts of the meeting by keys.

use super::{Desk, drive};
use crate::app::overlay::Overlay;
use crate::app::{App, Effect, Msg};
use crate::model::{Level, Moment, SilenceState, Sort, Status};

const AGREED: &str = "members KAZ UZB TKM
    observers OSCE
    a operative 1 | Welcomes the report;
    b operative 2 | Urges all States;
    c operative 3 | Decides to meet again.
    = a committee
    = b informals except UZB TKM
    = c ad_ref";

const SETTLED: &str = "members KAZ UZB TKM
    a operative 1 | Welcomes the report;
    b operative 2 | Urges all States;
    = a committee
    = b committee";

fn notice(app: &App) -> String {
    app.notice()
        .map(|notice| notice.text.clone())
        .unwrap_or_default()
}

fn status(desk: &Desk, name: &str) -> Status {
    let p = desk
        .disk
        .original()
        .unwrap()
        .get(name.parse().unwrap())
        .unwrap()
        .clone();
    desk.disk.status(&p)
}

#[test]
fn brackets_are_told_before_the_gavel() {
    let sketch = "members KAZ UZB\na operative 1 | Urges [all / most - UZB] States;";
    let mut desk = drive(sketch, "ga");
    assert!(matches!(desk.app.overlays().last(), Some(Overlay::Ask(_))));
    assert!(desk.disk.agreements.is_empty());
    desk.keys("w");
    let agreement = desk.disk.agreements.values().next().unwrap()[0].clone();
    assert!(agreement.bracketed);
    let left = drive(sketch, "gan");
    assert!(left.disk.agreements.is_empty());
}

#[test]
fn exceptions_are_lifted_one_by_one() {
    let mut desk = drive(AGREED, "jglUZB<enter>");
    assert_eq!(status(&desk, "b"), Status::Pending);
    desk.keys("gl<enter>");
    assert_eq!(status(&desk, "b"), Status::Agreed);
    desk.keys("u");
    assert_eq!(status(&desk, "b"), Status::Pending);
    desk.keys("kgl");
    assert!(
        notice(&desk.app).contains("no exception"),
        "{}",
        notice(&desk.app)
    );
}

#[test]
fn what_is_agreed_below_is_raised() {
    let desk = drive(AGREED, "gucommittee<enter>");
    for name in ["a", "b", "c"] {
        let last = desk.disk.agreements[&name.parse().unwrap()]
            .last()
            .unwrap()
            .level;
        assert_eq!(last, Level::Committee, "{name}");
    }
}

#[test]
fn a_parked_paragraph_comes_back_with_its_report_or_without() {
    let sketch = "members KAZ\na operative 1 | Urges States;";
    let mut desk = drive(sketch, "gpcontact group: figures<enter>");
    assert_eq!(status(&desk, "a"), Status::Parked);
    desk.keys("gpTwo wordings are left.<enter>");
    assert_eq!(status(&desk, "a"), Status::Open);
    assert_eq!(desk.disk.proceedings.reports().len(), 1);
    desk.keys("gpgroup<enter>gp<enter>");
    assert_eq!(status(&desk, "a"), Status::Open);
    assert_eq!(desk.disk.proceedings.reports().len(), 1);
}

#[test]
fn placement_is_disputed_and_settled() {
    let mut desk = drive(AGREED, "goKAZ<enter>behind 3<enter>");
    assert_eq!(desk.disk.proceedings.disputes().len(), 1);
    desk.keys("go");
    assert!(desk.disk.proceedings.disputes().is_empty());
    assert_eq!(desk.disk.proceedings.placements().len(), 1);
}

#[test]
fn it_is_agreed_to_delete() {
    let desk = drive(AGREED, "gdinformals<enter>");
    assert!(desk.disk.words("a".parse().unwrap()).is_none());
    assert_eq!(desk.disk.proceedings.deletions().len(), 1);
}

#[test]
fn silence_is_started_shown_counted_down_and_broken() {
    let mut desk = drive(SETTLED, "gs<enter>");
    // What is offered is three days from now, to the full hour.
    let Some(Overlay::Prompt(prompt)) = desk.app.overlays().last() else {
        panic!("asks until when");
    };
    assert_eq!(prompt.field.text(), "1970-01-04T01:00:00+00:00");
    desk.keys("<enter>");
    let silence = desk.disk.proceedings.silences()[0].clone();
    assert_eq!(desk.app.silence_state(&silence), SilenceState::Running);
    let title = desk.app.silence_title().unwrap();
    assert!(
        title.starts_with("subject to silence until 1970-01-04 01:00, 3 d 0 h"),
        "{title}"
    );
    assert!(desk.app.needs_tick());
    // Within a minute nothing that is shown changes.
    let shown = desk.app.countdown();
    desk.tell(Msg::Tick(Moment::new(1_010, 0)));
    assert_eq!(desk.app.countdown(), shown);
    desk.tell(Msg::Tick(Moment::new(1_070, 0)));
    assert_ne!(desk.app.countdown(), shown);
    desk.tell(Msg::Tick(Moment::new(4 * 86_400, 0)));
    assert!(
        desk.app
            .silence_title()
            .unwrap()
            .contains("chair to confirm")
    );
    desk.tell(Msg::Tick(Moment::new(1_080, 0)));
    desk.app.set_now(Moment::new(1_000, 0));
    desk.keys("gsamendment<enter>KAZ<enter>Add a word.<enter>");
    let silence = desk.disk.proceedings.silences()[0].clone();
    assert_eq!(desk.app.silence_state(&silence), SilenceState::Broken);
    assert_eq!(desk.app.silence_title(), None);
}

#[test]
fn an_edit_cancels_silence_on_the_screen_at_once() {
    let mut desk = drive(SETTLED, "gs<enter><enter>");
    assert!(desk.app.silence_title().is_some());
    desk.keys("e<end> now<enter>");
    assert_eq!(desk.app.silence_title(), None);
    let cancelled = desk.disk.proceedings.silences()[0]
        .cancelled
        .clone()
        .unwrap();
    assert!(cancelled.reason.unwrap().contains("the words changed"));
}

#[test]
fn a_text_is_voted_on_adopted_not_edited_and_corrected() {
    let mut desk = drive(SETTLED, "gv<enter>all; no UZB<enter>");
    let vote = desk.disk.proceedings.votes()[0].clone();
    let tally = vote.tally(&desk.disk.header);
    assert_eq!((tally.yes, tally.no), (2, 1));
    desk.keys("gtconsensus<enter><enter>");
    assert_eq!(desk.disk.adoption().unwrap().version.as_str(), "adopted");
    desk.keys("e<end> now<enter>");
    assert_eq!(desk.words()[0], "Welcomes the report;");
    desk.keys("<esc>d");
    desk.keys("gk<end> now<enter>a slip<enter>");
    assert_eq!(desk.words()[0], "Welcomes the report; now");
    assert_eq!(desk.disk.proceedings.corrigenda().len(), 1);
    desk.keys("gmthe whole<enter>KAZ<enter>reservation<enter>We reserve.<enter>");
    assert_eq!(
        desk.disk.proceedings.statements()[0].text.as_ref(),
        "We reserve."
    );
    desk.keys("gy");
    let Some(Overlay::Report(report)) = desk.app.overlays().last() else {
        panic!("tells what the meeting did");
    };
    assert!(report.lines.len() > 6);
    desk.keys("<esc>gtUZB<enter>the wrong text<enter>");
    assert!(desk.disk.adoption().is_none());
}

#[test]
fn sponsors_sign_and_withdraw() {
    let mut desk = drive(SETTLED, "gnKAZ<enter>");
    assert_eq!(crate::model::names(&desk.disk.sponsors()), "KAZ");
    desk.keys("gnKAZ<enter>");
    assert!(desk.disk.sponsors().is_empty());
    let kept = desk.disk.proceedings.iter();
    assert_eq!(kept.filter(|one| one.sort() == Sort::Sponsor).count(), 1);
}

#[test]
fn what_is_wrong_with_a_line_is_said_where_it_was_typed() {
    for (keys, says) in [
        ("gs<enter><c-u>tomorrow<enter>", "is no time"),
        ("gs<enter><c-u>1969-01-01T00:00:00Z<enter>", "later time"),
        ("gv<enter><c-u>maybe KAZ<enter>", "no ballot"),
        ("gv<enter><c-u>yes KAZ; no KAZ<enter>", "votes once"),
        ("gv<enter><c-u>yes ITA<enter>", "Nobody is called"),
        ("gtconsensus<enter><c-u>a b<enter>", "version label"),
    ] {
        let desk = drive(SETTLED, keys);
        let Some(Overlay::Prompt(prompt)) = desk.app.overlays().last() else {
            panic!("{keys}");
        };
        let error = prompt.error.clone().unwrap_or_default();
        assert!(error.contains(says), "{keys}: {error}");
        let commits = desk
            .asked
            .iter()
            .filter(|e| matches!(e, Effect::Commit { .. }));
        assert_eq!(commits.count(), 0, "{keys}");
    }
}
