//! Acts of a meeting, one rule a test.

mod adoption;

use super::*;
use crate::edit::apply::{Applied, apply};
use crate::edit::{Access, Actor, Change, History};
use crate::model::sketch::{id, workspace};
use crate::model::{
    Ballot, Breaking, Majority, Moment, Objection, Parking, Reopening, Silence, SilenceState,
    SilenceStep, Status, VersionLabel,
};

fn at(minute: i64) -> Stamp {
    Stamp {
        actor: Actor {
            name: "Chair".into(),
            access: Access::Secretariat,
        },
        at: Moment::new(1_277_280_000 + minute * 60, 18_000),
    }
}

fn code(said: &str) -> Code {
    said.parse().unwrap()
}

fn version(label: &str) -> VersionLabel {
    label.parse().unwrap()
}

/// `a` bracketed, `b` and `c` open.
fn meeting() -> Workspace {
    workspace(
        "members IRN KAZ UZB TKM\n\
         observers OSCE\n\
         group EU KAZ UZB\n\
         a operative 1 | Words of a [to consider - KAZ; UZB delete].\n\
         b operative 2 | Words of b.\n\
         c operative 3 | Words of c.",
    )
}

/// Everything agreed in committee.
fn agreed() -> Workspace {
    workspace(
        "members IRN KAZ UZB TKM\n\
         observers OSCE\n\
         a operative 1 | Words of a.\n\
         b operative 2 | Words of b.\n\
         c operative 3 | Words of c.\n\
         = a committee\n= b committee\n= c committee",
    )
}

fn try_at(ws: &Workspace, minute: i64, act: Act) -> Result<Applied, ChangeError> {
    apply(ws, &Change::Proceed(Box::new(act)), &at(minute))
}

fn done_at(ws: &Workspace, minute: i64, act: Act) -> Workspace {
    try_at(ws, minute, act).unwrap().workspace
}

fn refused(ws: &Workspace, minute: i64, act: Act) -> String {
    try_at(ws, minute, act).unwrap_err().to_string()
}

fn run(ws: &Workspace, change: Change) -> Result<Workspace, ChangeError> {
    apply(ws, &change, &at(0)).map(|applied| applied.workspace)
}

fn gavel(ws: &Workspace, name: &str, level: Level, except: &[&str], told: bool) -> Change {
    let mut agreement = Agreement::new(level, ws.words(id(name)).unwrap());
    agreement.except = except.iter().map(|said| code(said)).collect();
    agreement.bracketed = told;
    Change::Agree {
        paragraph: id(name),
        agreement,
    }
}

fn edit(ws: &Workspace, name: &str, text: &str) -> Change {
    Change::SetText {
        language: ws.header.original,
        paragraph: id(name),
        text: text.to_owned(),
        base: ws.words(id(name)).unwrap(),
        cites: Vec::new(),
    }
}

fn status(ws: &Workspace, name: &str) -> Status {
    ws.status(ws.original().unwrap().get(id(name)).unwrap())
}

fn park(name: &str, with: Option<&str>) -> Change {
    let parking = with.map(|with| Parking {
        with: Some(with.into()),
        at: Some(at(0).at),
        ..Parking::default()
    });
    Change::Park {
        paragraph: id(name),
        parking,
    }
}

fn silence(ws: &Workspace, name: Option<&str>, until: i64) -> Silence {
    let paragraph = name.map(id);
    Silence {
        id: id("s1"),
        paragraph,
        on: ws.words_under(paragraph).unwrap(),
        level: Level::Committee,
        expires: at(until).at,
        proposed: done(&at(0), None),
        meeting: None,
        started: Some(done(&at(0), None)),
        extended: Vec::new(),
        broken: Vec::new(),
        late: Vec::new(),
        cancelled: None,
        confirmed: None,
    }
}

fn step(name: Option<&str>, step: SilenceStep) -> Act {
    Act::Silence {
        silence: id("s1"),
        paragraph: name.map(id),
        step,
        version: Some(version("adopted")),
    }
}

fn state_of(ws: &Workspace, minute: i64) -> SilenceState {
    let silence = ws.proceedings.silence(id("s1")).unwrap();
    silence.state(ws.words_under(silence.paragraph), at(minute).at)
}

fn adopt(ws: &Workspace, vote: Option<&str>) -> Act {
    Act::Adopt {
        adoption: id("ad1"),
        on: ws.original().unwrap().words(),
        vote: vote.map(id),
        version: version("adopted"),
    }
}

fn vote(ws: &Workspace, name: Option<&str>, ballots: &str) -> RollCall {
    let paragraph = name.map(id);
    let ballots = ballots.split_whitespace().map(|one| {
        let (who, what) = one.split_once('=').unwrap();
        (code(who), Ballot::from_word(what).unwrap())
    });
    RollCall {
        id: id("v1"),
        paragraph,
        on: ws.words_under(paragraph).unwrap(),
        majority: Majority::Simple,
        ballots: ballots.collect(),
        at: None,
        by: None,
        meeting: None,
    }
}

fn statement(paragraphs: &[&str]) -> Statement {
    Statement {
        id: id("st1"),
        kind: crate::model::StatementKind::Reservation,
        by: vec![code("IRN")],
        paragraphs: paragraphs.iter().map(|name| id(name)).collect(),
        text: "Iran reserves its position.".into(),
        at: None,
        meeting: None,
        withdrawn: None,
    }
}

fn correct(ws: &Workspace, name: &str, text: &str) -> Act {
    Act::Correct {
        corrigendum: id("co1"),
        paragraph: id(name),
        language: ws.header.original,
        text: text.to_owned(),
        base: ws.words(id(name)).unwrap(),
        reason: "a slip of the pen".into(),
    }
}

#[test]
fn a_bracketed_paragraph_is_gavelled_only_when_the_chair_was_told() {
    let ws = meeting();
    let error = run(&ws, gavel(&ws, "a", Level::AdRef, &[], false)).unwrap_err();
    assert!(error.to_string().contains("--with-brackets"), "{error}");
    let ws = run(&ws, gavel(&ws, "a", Level::AdRef, &[], true)).unwrap();
    assert!(ws.agreements[&id("a")][0].bracketed);
    // Where there is no bracket nothing is told, and nothing kept of it.
    let ws = run(&ws, gavel(&ws, "b", Level::AdRef, &[], true)).unwrap();
    assert!(!ws.agreements[&id("b")][0].bracketed);
}

#[test]
fn exceptions_are_lifted_one_by_one_and_kept() {
    let ws = meeting();
    let ws = run(
        &ws,
        gavel(&ws, "b", Level::Informals, &["IRN", "TKM"], false),
    )
    .unwrap();
    let lift = |by: &str| Act::LiftException {
        paragraph: id("b"),
        by: code(by),
        note: Some("instructions came".into()),
    };
    assert_eq!(status(&ws, "b"), Status::Pending);
    let error = refused(&ws, 1, lift("UZB"));
    assert!(error.contains("pending IRN, TKM"), "{error}");
    let ws = done_at(&ws, 1, lift("IRN"));
    assert_eq!(status(&ws, "b"), Status::Pending, "TKM is left");
    let ws = done_at(&ws, 2, lift("TKM"));
    assert_eq!(status(&ws, "b"), Status::Agreed);
    let lifted = &ws.agreements[&id("b")][0].lifted;
    assert_eq!(lifted.len(), 2);
    assert_eq!((lifted[0].by, lifted[0].at), (code("IRN"), Some(at(1).at)));
    assert!(refused(&ws, 3, lift("TKM")).contains("not pending anybody"));
}

#[test]
fn a_substantive_edit_makes_it_stale_and_lifting_does_not_bring_it_back() {
    let ws = meeting();
    let ws = run(&ws, gavel(&ws, "b", Level::Informals, &["IRN"], false)).unwrap();
    let ws = run(&ws, edit(&ws, "b", "Other words of b.")).unwrap();
    assert_eq!(status(&ws, "b"), Status::Stale);
    let lift = Act::LiftException {
        paragraph: id("b"),
        by: code("IRN"),
        note: None,
    };
    assert!(refused(&ws, 1, lift).contains("other words"));
    let ws = run(&ws, gavel(&ws, "b", Level::Informals, &[], false)).unwrap();
    assert_eq!(status(&ws, "b"), Status::Agreed);
    assert_eq!(ws.agreements[&id("b")].len(), 2, "history is kept");
}

#[test]
fn a_parked_paragraph_comes_back_by_its_report_open_or_bracketed() {
    for (name, then) in [("a", Status::Bracketed), ("b", Status::Open)] {
        let ws = meeting();
        let report = |text: &str| {
            Act::Report(Report {
                id: id("r1"),
                paragraph: id(name),
                from: None,
                parked: None,
                text: text.into(),
                at: Some(at(5).at),
                by: None,
                meeting: None,
            })
        };
        assert!(refused(&ws, 1, report("done")).contains("park it first"));
        let ws = run(&ws, park(name, Some("contact group"))).unwrap();
        assert_eq!(status(&ws, name), Status::Parked);
        assert!(run(&ws, park(name, Some("another group"))).is_err());
        assert!(refused(&ws, 1, report(" ")).contains("says something"));
        let ws = done_at(&ws, 5, report("Two wordings are left."));
        assert_eq!(status(&ws, name), then);
        let reports = ws.proceedings.reports();
        assert_eq!(reports[0].from.as_deref(), Some("contact group"));
        assert_eq!(reports[0].parked, Some(at(0).at));
    }
}

#[test]
fn agreed_words_are_not_parked_and_reopening_says_who_and_why_and_keeps_the_agreement() {
    let ws = meeting();
    let ws = run(&ws, gavel(&ws, "b", Level::Informals, &[], false)).unwrap();
    let error = run(&ws, park("b", Some("g"))).unwrap_err().to_string();
    assert!(error.contains("reopen"), "{error}");
    let reopening = Reopening {
        by: code("UZB"),
        at: None,
        reason: "new instructions".into(),
    };
    let reopen = Change::Reopen {
        paragraph: id("b"),
        reopening,
    };
    let ws = run(&ws, reopen).unwrap();
    assert_eq!(status(&ws, "b"), Status::Open);
    assert_eq!(ws.agreements[&id("b")].len(), 1);
    assert!(run(&ws, park("b", Some("g"))).is_ok());
}

#[test]
fn placement_is_disputed_apart_from_the_words_and_blocks_the_document() {
    let ws = agreed();
    assert!(ws.consensus().ready);
    let dispute = Act::Dispute(Placement {
        id: id("p1"),
        paragraph: id("b"),
        by: vec![code("KAZ")],
        reason: Some("belongs behind 3".into()),
        at: None,
        settled: None,
    });
    let before = ws.clone();
    let ws = done_at(&ws, 1, dispute.clone());
    assert_eq!(status(&ws, "b"), Status::Agreed, "its words are agreed");
    assert!(!ws.consensus().ready);
    let mut live = crate::model::LiveConsensus::new(&before);
    live.follow(&before, &ws);
    assert!(!live.state().ready);
    assert!(refused(&ws, 2, dispute).contains("taken"));
    assert!(refused(&ws, 2, adopt(&ws, None)).contains("placement"));
    let settle = Act::Settle {
        paragraph: id("b"),
        reason: None,
    };
    let ws = done_at(&ws, 3, settle.clone());
    assert!(ws.consensus().ready);
    assert!(refused(&ws, 4, settle).contains("nobody disputes"));
}

#[test]
fn an_agreed_deletion_leaves_a_tombstone_with_its_level_and_can_be_restored() {
    let ws = agreed();
    let deletion = Act::AgreeDeletion(Deletion {
        id: id("d1"),
        paragraph: id("b"),
        level: Level::Informals,
        on: ws.words(id("b")).unwrap(),
        at: Some(at(1).at),
        by: Some("Chair".into()),
        meeting: None,
        restored: None,
    });
    let ws = done_at(&ws, 1, deletion);
    assert!(ws.words(id("b")).is_none());
    let kept = ws.proceedings.deletion(id("b")).unwrap();
    assert_eq!(kept.level, Level::Informals);
    let paragraph = id("b");
    let ws = run(&ws, Change::Restore { paragraph }).unwrap();
    assert!(ws.words(id("b")).is_some());
    assert!(ws.proceedings.deletion(id("b")).is_none());
    assert_eq!(ws.proceedings.deletions().len(), 1, "and is kept");
}

#[test]
fn any_edit_cancels_silence_and_says_so() {
    let delete = Change::Delete { paragraph: id("c") };
    let moved = Change::Move {
        paragraph: id("c"),
        after: None,
    };
    let ws = agreed();
    for (rule, on, change, state) in [
        (
            "an edit of its words",
            Some("b"),
            edit(&ws, "b", "Other."),
            SilenceState::Cancelled,
        ),
        (
            "an edit of other words",
            Some("b"),
            edit(&ws, "a", "Other."),
            SilenceState::Running,
        ),
        (
            "its deletion",
            Some("c"),
            delete.clone(),
            SilenceState::Cancelled,
        ),
        (
            "any edit of the document",
            None,
            edit(&ws, "a", "Other."),
            SilenceState::Cancelled,
        ),
        (
            "a deletion in the document",
            None,
            delete,
            SilenceState::Cancelled,
        ),
        (
            "another order of the document",
            None,
            moved,
            SilenceState::Cancelled,
        ),
    ] {
        let running = done_at(&ws, 0, Act::Propose(silence(&ws, on, 100)));
        assert_eq!(state_of(&running, 1), SilenceState::Running, "{rule}");
        let applied = apply(&running, &change, &at(2)).unwrap();
        let after = &applied.workspace;
        assert_eq!(state_of(after, 3), state, "{rule}");
        let cancelled = after
            .proceedings
            .silence(id("s1"))
            .unwrap()
            .cancelled
            .as_ref();
        let says = cancelled
            .and_then(|done| done.reason.as_deref())
            .unwrap_or_default();
        assert_eq!(
            says.contains("the words changed"),
            state == SilenceState::Cancelled,
            "{rule}"
        );
        // The words come back when the edit is undone; silence does not run again.
        let mut history = History::default();
        history.did(&applied);
        let undo = history.to_undo().unwrap().change();
        let back = apply(after, &undo, &at(4)).unwrap().workspace;
        assert_eq!(back.drafts, running.drafts, "{rule}");
        assert_eq!(state_of(&back, 5), state, "{rule}: undone");
    }
}

#[test]
fn silence_on_a_paragraph_is_agreed_only_when_the_chair_confirms() {
    let ws = meeting();
    let propose = |name: &str| Act::Propose(silence(&ws, Some(name), 100));
    assert!(refused(&ws, 0, propose("a")).contains("brackets"));
    let running = done_at(&ws, 0, propose("b"));
    assert!(refused(&running, 1, propose("b")).contains("taken"));
    let confirm = || step(Some("b"), SilenceStep::Confirm);
    assert!(refused(&running, 99, confirm()).contains("once it is over"));
    assert_eq!(state_of(&running, 5000), SilenceState::Elapsed);
    assert_eq!(status(&running, "b"), Status::Open);
    let ws = done_at(&running, 100, confirm());
    assert_eq!(status(&ws, "b"), Status::Agreed);
    assert_eq!(ws.agreements[&id("b")][0].level, Level::Committee);
    assert_eq!(state_of(&ws, 101), SilenceState::Adopted);
}

#[test]
fn silence_is_broken_by_members_alone_and_then_adopts_nothing() {
    let ws = agreed();
    let running = done_at(&ws, 0, Act::Propose(silence(&ws, None, 100)));
    let object = |who: &str| {
        let objection = Objection {
            by: code(who),
            at: at(50).at,
            kind: Breaking::Amendment,
            text: "Add “, as appropriate,”.".into(),
        };
        step(None, SilenceStep::Object(objection))
    };
    assert!(refused(&running, 50, object("OSCE")).contains("no member"));
    assert!(refused(&running, 50, object("USA")).contains("USA"));
    let broken = done_at(&running, 50, object("KAZ"));
    assert_eq!(state_of(&broken, 200), SilenceState::Broken);
    let confirm = step(None, SilenceStep::Confirm);
    assert!(refused(&broken, 200, confirm).contains("stays broken"));
    assert!(broken.adoption().is_none());
}

#[test]
fn silence_on_the_text_leads_to_adoption_and_only_one_runs_at_a_time() {
    let ws = agreed();
    let running = done_at(&ws, 0, Act::Propose(silence(&ws, None, 100)));
    let mut second = silence(&ws, None, 200);
    second.id = id("s2");
    assert!(refused(&running, 1, Act::Propose(second)).contains("already"));
    assert!(refused(&running, 1, adopt(&running, None)).contains("subject to silence"));
    let ws = done_at(&running, 100, step(None, SilenceStep::Confirm));
    let adoption = ws.adoption().unwrap();
    assert_eq!(adoption.how, crate::model::How::Silence);
    assert_eq!(adoption.through, Some(id("s1")));
    assert!(ws.version("adopted").is_some());
}
