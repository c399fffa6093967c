//! Proposals through changes: what the peers fail at, each with its number, and what must always hold.

use proptest::prelude::*;

use super::*;
use crate::edit::proposal::{Collision, conflicts, rebase, whole_hunks};
use crate::edit::{Access, Actor, Applied, History, apply};
use crate::model::sketch::{id, workspace};
use crate::model::{Moment, Role};
use crate::text::samples::cases;

fn stamp() -> Stamp {
    let actor = Actor {
        name: "Secretary".into(),
        access: Access::Secretariat,
    };
    Stamp {
        actor,
        at: Moment::new(1_277_280_000, 18_000),
    }
}

const BASE: &str =
    "The States shall sign the Protocol, adopt national measures and report to the depositary.";

fn room() -> Workspace {
    workspace(&format!(
        "members KAZ UZB AZE TJK\n\
         a operative 1 | {BASE}\n\
         b operative 2 | Words of b.\n\
         c operative 3 | Words of c."
    ))
}

fn code(said: &str) -> Code {
    said.parse().unwrap()
}

/// Does it, undoes it, does it again, and gives what came of it.
#[track_caller]
fn run(ws: &Workspace, change: &Change) -> Workspace {
    let applied: Applied = apply(ws, change, &stamp()).unwrap();
    let mut history = History::default();
    history.did(&applied);
    let undo = history.to_undo().unwrap().change();
    let undone = apply(&applied.workspace, &undo, &stamp()).unwrap();
    assert_eq!(undone.workspace, *ws, "undo of {change:?}");
    history.undid();
    let redo = history.to_redo().unwrap().change();
    let redone = apply(&undone.workspace, &redo, &stamp()).unwrap();
    assert_eq!(redone.workspace, applied.workspace);
    applied.workspace
}

fn made(ws: &Workspace, name: &str, by: &str, wanted: Wanted) -> Proposal {
    let base = ws.original().unwrap().get(id("a")).unwrap();
    let mut p = Proposal::new(id(name), id("a"), base.text(), wanted);
    p.by = by.split_whitespace().map(code).collect();
    p
}

fn table(ws: &Workspace, proposal: Proposal) -> Workspace {
    let proposals = vec![Arc::new(proposal)];
    run(ws, &Change::Propose { proposals })
}

/// Tables other words for the paragraph `a`: `old => new` in it.
#[track_caller]
fn propose(ws: &Workspace, name: &str, by: &str, edit: &str) -> Workspace {
    let (old, new) = edit.split_once(" => ").unwrap();
    let text = words_of(ws);
    assert!(text.contains(old), "{old} in {text}");
    table(
        ws,
        made(
            ws,
            name,
            by,
            Wanted::Words(text.replacen(old, new, 1).into()),
        ),
    )
}

fn words_of(ws: &Workspace) -> String {
    ws.original()
        .unwrap()
        .get(id("a"))
        .unwrap()
        .text()
        .to_owned()
}

fn accept(ws: &Workspace, name: &str, parts: &[usize]) -> Workspace {
    run(ws, &accepting(ws, name, parts))
}

fn accepting(ws: &Workspace, name: &str, parts: &[usize]) -> Change {
    Change::Accept {
        paragraph: id("a"),
        proposal: id(name),
        parts: parts.to_vec(),
        base: ws.words(id("a")).unwrap(),
    }
}

fn status(ws: &Workspace, name: &str) -> ProposalStatus {
    ws.proposal(id(name)).unwrap().status
}

fn stance(ws: &Workspace, by: &str) -> String {
    match ws.position(code(by), id("a")) {
        None => "unheard".to_owned(),
        Some(p) if p.is_stale(ws.words(id("a")).unwrap()) => format!("stale {}", p.stance.word()),
        Some(Position {
            stance: Stance::Amend(Some(proposal)),
            ..
        }) => format!("amend {proposal}"),
        Some(p) => p.stance.word().to_owned(),
    }
}

#[test]
fn munify_chase_382_accepting_one_leaves_the_others_tabled() {
    let mut ws = room();
    for (name, by, edit) in [
        ("p1", "KAZ", "shall => should"),
        ("p2", "UZB", "national => all necessary national"),
        ("p3", "AZE", "depositary => Secretary-General"),
    ] {
        ws = propose(&ws, name, by, edit);
    }
    let ws = accept(&ws, "p2", &[]);
    assert_eq!(status(&ws, "p2"), ProposalStatus::Accepted);
    for name in ["p1", "p3"] {
        assert_eq!(status(&ws, name), ProposalStatus::Tabled);
        assert_eq!(
            ws.proposal(id(name)).unwrap().on(),
            ws.words(id("a")).unwrap()
        );
    }
    let ws = accept(&accept(&ws, "p1", &[]), "p3", &[]);
    assert_eq!(
        words_of(&ws),
        "The States should sign the Protocol, adopt all necessary national measures and report to the Secretary-General."
    );
}

#[test]
fn antragsgruen_148_a_revision_by_hand_keeps_the_proposals_that_it_does_not_touch() {
    let ws = propose(&room(), "p1", "KAZ", "shall => should");
    let ws = propose(&ws, "p2", "UZB", "report => report annually");
    let ws = run(
        &ws,
        &edit(
            &ws,
            "adopt national measures",
            "adopt measures at the national level",
        ),
    );
    assert_eq!(status(&ws, "p1"), ProposalStatus::Tabled);
    assert_eq!(status(&ws, "p2"), ProposalStatus::Tabled);
    assert!(
        ws.proposal(id("p1"))
            .unwrap()
            .words()
            .unwrap()
            .contains("at the national level")
    );
}

fn edit(ws: &Workspace, old: &str, new: &str) -> Change {
    Change::SetText {
        language: ws.header.original,
        paragraph: id("a"),
        text: words_of(ws).replacen(old, new, 1),
        base: ws.words(id("a")).unwrap(),
        cite: None,
    }
}

#[test]
fn antragsgruen_844_what_is_not_accepted_is_upheld_through_several_rounds() {
    let ws = propose(&room(), "p1", "KAZ", "shall => should");
    let ws = propose(&ws, "p2", "UZB", "shall => will");
    let ws = propose(&ws, "p3", "AZE", "report => report annually");
    // The consensual step takes one; the contested one is upheld on its own words, through the next steps as well.
    let ws = accept(&ws, "p1", &[]);
    assert_eq!(status(&ws, "p2"), ProposalStatus::StaleBase);
    let ws = accept(&ws, "p3", &[]);
    assert_eq!(status(&ws, "p2"), ProposalStatus::StaleBase);
    let upheld = ws.proposal(id("p2")).unwrap();
    assert_eq!(upheld.base(), BASE);
    assert_eq!(upheld.words().unwrap(), BASE.replacen("shall", "will", 1));
    // Who made it puts it on the words as they stand.
    let restate = Change::Restate {
        paragraph: id("a"),
        proposal: id("p2"),
        by: code("UZB"),
        text: words_of(&ws).replacen("should", "will", 1),
        base: ws.words(id("a")).unwrap(),
    };
    let ws = run(&ws, &restate);
    assert_eq!(status(&ws, "p2"), ProposalStatus::Tabled);
    let ws = accept(&ws, "p2", &[]);
    assert!(words_of(&ws).starts_with("The States will sign"));
}

#[test]
fn antragsgruen_1025_accepting_and_editing_by_hand_carry_the_others_over_alike() {
    let ws = propose(&room(), "p1", "KAZ", "shall => should");
    let ws = propose(&ws, "p2", "UZB", "Protocol => Protocol and its annexes");
    let ws = propose(&ws, "p3", "AZE", "shall sign => may sign");
    let accepted = accept(&ws, "p1", &[]);
    let by_hand = run(&ws, &edit(&ws, "shall", "should"));
    for name in ["p2", "p3"] {
        assert_eq!(accepted.proposal(id(name)), by_hand.proposal(id(name)));
    }
    // What was done by hand is what was proposed: nothing is left to decide, and nothing vanished.
    assert_eq!(status(&by_hand, "p1"), ProposalStatus::Superseded);
}

#[test]
fn antragsgruen_221_a_proposal_is_rewritten_on_the_new_words() {
    let ws = propose(&room(), "p1", "KAZ", "The States => All States Parties");
    let ws = propose(
        &ws,
        "p2",
        "UZB",
        "and report => , report annually and answer",
    );
    let ws = accept(&ws, "p1", &[]);
    let moved = ws.proposal(id("p2")).unwrap();
    assert_eq!(moved.base(), words_of(&ws));
    assert!(
        moved
            .words()
            .unwrap()
            .starts_with("All States Parties shall sign")
    );
    assert!(
        moved
            .words()
            .unwrap()
            .contains("report annually and answer")
    );
}

#[test]
fn openslides_client_5761_and_5782_a_conflict_stays_in_sight_when_the_text_is_final() {
    let ws = propose(&room(), "p1", "KAZ", "shall => should");
    let ws = propose(&ws, "p2", "UZB", "shall => will");
    let ws = accept(&ws, "p1", &[]);
    let agree = crate::model::Agreement {
        level: crate::model::Level::Committee,
        on: ws.words(id("a")).unwrap(),
        at: None,
        by: None,
        meeting: None,
        except: Vec::new(),
        reopened: None,
        carried: None,
    };
    let paragraph = id("a");
    let ws = run(
        &ws,
        &Change::Agree {
            paragraph,
            agreement: agree,
        },
    );
    let waiting = ws.pending(id("a"));
    assert_eq!(waiting.len(), 1);
    // Three ways: the words it was made on, those that stand, those it wants.
    let p = waiting[0];
    let (now, wanted) = (words_of(&ws), p.words().unwrap());
    let crate::edit::proposal::Rebased::Overlap { conflicts, text } =
        rebase(p.base(), &now, wanted, "UZB")
    else {
        panic!("no conflict");
    };
    let ways = conflicts
        .first()
        .map(|c| (c.base.trim(), c.ours.trim(), c.theirs.trim()));
    assert_eq!(ways, Some(("shall", "should", "will")));
    assert!(text.contains("should") && text.contains("will"));
}

#[test]
fn openslides_3304_proposals_that_collide_can_be_tabled_and_say_so() {
    let ws = propose(&room(), "p1", "KAZ", "shall => should");
    let ws = propose(&ws, "p2", "UZB", "shall sign => may sign");
    let ws = propose(&ws, "p3", "AZE", "Protocol, => Protocol, as appropriate,");
    let ws = propose(&ws, "p4", "TJK", "Protocol, => Protocol, where feasible,");
    let ws = table(&ws, made(&ws, "p5", "KAZ", Wanted::Gone));
    let ws = table(
        &ws,
        made(
            &ws,
            "p6",
            "KAZ",
            Wanted::Move {
                after: Some(id("b")),
            },
        ),
    );
    let ws = table(
        &ws,
        made(
            &ws,
            "p7",
            "UZB",
            Wanted::Move {
                after: Some(id("c")),
            },
        ),
    );
    let of = |name: &str| {
        let mut found = conflicts(&ws, ws.proposal(id(name)).unwrap());
        found.sort_by_key(|(id, _)| *id);
        let told = found.iter().map(|(id, how)| format!("{id} {how:?}"));
        told.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(of("p1"), "p2 Words, p5 Gone");
    assert_eq!(of("p2"), "p1 Words, p5 Gone");
    assert_eq!(of("p3"), "p4 Place, p5 Gone");
    assert_eq!(of("p6"), "p5 Gone, p7 Structure");
    assert_eq!(Collision::Words.phrase(), "the same words");
}

#[test]
fn openslides_client_2887_and_1794_a_collision_is_told_on_both_sides() {
    let ws = propose(&room(), "p1", "KAZ", "national measures => measures");
    let ws = propose(&ws, "p2", "UZB", "measures => legislation");
    for (one, other) in [("p1", "p2"), ("p2", "p1")] {
        let found = conflicts(&ws, ws.proposal(id(one)).unwrap());
        assert_eq!(found.first().map(|(id, _)| *id), Some(id(other)));
    }
}

#[test]
fn openslides_3673_several_edits_of_one_line_in_a_row() {
    let mut ws = room();
    let edits = [
        "The => All",
        "sign => ratify",
        "adopt => enact",
        "report => answer",
    ];
    for (nth, edit) in edits.iter().enumerate() {
        ws = propose(&ws, &format!("p{nth}"), "KAZ", edit);
    }
    for nth in [2, 0, 3, 1] {
        ws = accept(&ws, &format!("p{nth}"), &[]);
    }
    assert_eq!(
        words_of(&ws),
        "All States shall ratify the Protocol, enact national measures and answer to the depositary."
    );
    assert_eq!(stance(&ws, "KAZ"), "agree");
}

#[test]
fn antragsgruen_1063_and_160_what_collides_is_kept_when_the_other_is_taken() {
    let ws = propose(&room(), "p1", "KAZ", "shall sign => should sign");
    let ws = propose(
        &ws,
        "p2",
        "UZB AZE",
        "shall sign the Protocol => may ratify the Protocol",
    );
    let ws = accept(&ws, "p1", &[]);
    let kept = ws.proposal(id("p2")).unwrap();
    assert_eq!(kept.status, ProposalStatus::StaleBase);
    assert!(kept.words().unwrap().contains("may ratify"));
    assert_eq!(kept.by.len(), 2);
    // It is not taken without looking.
    let refused = apply(&ws, &accepting(&ws, "p2", &[]), &stamp()).unwrap_err();
    assert!(refused.to_string().contains("restate it"), "{refused}");
}

#[test]
fn who_made_or_supports_what_is_accepted_agrees_and_nobody_else() {
    let ws = propose(&room(), "p1", "KAZ", "shall => should");
    let voice = |by: &str, voice| Change::Voice {
        paragraph: id("a"),
        proposal: id("p1"),
        by: code(by),
        voice,
    };
    let ws = run(&ws, &voice("UZB", Voice::Support));
    let ws = run(&ws, &voice("AZE", Voice::Oppose));
    assert_eq!(stance(&ws, "KAZ"), "amend p1");
    let ws = accept(&ws, "p1", &[]);
    let stances: Vec<String> = ["KAZ", "UZB", "AZE", "TJK"]
        .map(|by| stance(&ws, by))
        .to_vec();
    assert_eq!(stances, ["agree", "agree", "unheard", "unheard"]);
}

#[test]
fn a_part_is_accepted_and_the_rest_stays_tabled() {
    let text = BASE
        .replacen("shall", "should", 1)
        .replacen("report", "answer", 1);
    let ws = table(
        &room(),
        made(&room(), "p1", "KAZ", Wanted::Words(text.clone().into())),
    );
    assert_eq!(whole_hunks(BASE, &text).len(), 2);
    let ws = accept(&ws, "p1", &[2]);
    assert_eq!(words_of(&ws), BASE.replacen("report", "answer", 1));
    assert_eq!(status(&ws, "p1"), ProposalStatus::AcceptedModified);
    let rest: Vec<_> = ws.pending(id("a"));
    assert_eq!(rest.len(), 1);
    assert_eq!(
        (rest[0].part_of, rest[0].words()),
        (Some(id("p1")), Some(text.as_str()))
    );
    assert_eq!(stance(&ws, "KAZ"), format!("amend {}", rest[0].id));
    let wrong = apply(&ws, &accepting(&ws, rest[0].id.as_str(), &[3]), &stamp()).unwrap_err();
    assert!(
        wrong.to_string().contains("has no part 3: it has 1"),
        "{wrong}"
    );
}

#[test]
fn an_amendment_is_taken_into_its_proposal_or_lives_on_the_paragraph() {
    let ws = propose(&room(), "p1", "KAZ", "sign => consider to sign");
    let words = ws.proposal(id("p1")).unwrap().words().unwrap().to_owned();
    let amendment = |name: &str, by: &str, text: String| {
        let mut p = Proposal::new(id(name), id("a"), &words, Wanted::Words(text.into()));
        p.by = vec![code(by)];
        p.amends = Some(id("p1"));
        p
    };
    let ws = table(
        &ws,
        amendment(
            "q1",
            "UZB",
            words.replacen("consider", "seriously consider", 1),
        ),
    );
    let ws = table(
        &ws,
        amendment("q2", "AZE", words.replacen("report", "answer", 1)),
    );
    // Taken: the proposal has other words, the paragraph has not, the other amendment follows.
    let taken = accept(&ws, "q1", &[]);
    assert_eq!(words_of(&taken), BASE);
    assert!(
        taken
            .proposal(id("p1"))
            .unwrap()
            .words()
            .unwrap()
            .contains("seriously consider")
    );
    assert!(
        taken
            .proposal(id("q2"))
            .unwrap()
            .words()
            .unwrap()
            .contains("seriously consider")
    );
    // The proposal is accepted first: the amendments are proposals on the paragraph.
    let lived = accept(&ws, "p1", &[]);
    for name in ["q1", "q2"] {
        let p = lived.proposal(id(name)).unwrap();
        assert_eq!((p.amends, p.status), (None, ProposalStatus::Tabled));
        assert_eq!(p.base(), words_of(&lived));
    }
    // It is rejected: they fall with it, and are kept.
    let reject = Change::Reject {
        paragraph: id("a"),
        proposal: id("p1"),
    };
    let fallen = run(&ws, &reject);
    assert_eq!(status(&fallen, "q1"), ProposalStatus::Superseded);
}

#[test]
fn places_are_proposed_and_accepted_too() {
    let order = |ws: &Workspace| -> String {
        let all = ws.original().unwrap().paragraphs.iter();
        all.map(|p| p.id.to_string()).collect::<Vec<_>>().join(" ")
    };
    let new = Wanted::New {
        paragraph: id("n"),
        role: Role::Operative,
        level: 0,
        label: crate::model::Label::new("1 bis"),
        text: "New words;".into(),
    };
    let ws = room();
    let at = BASE.find("adopt").unwrap();
    for (wanted, expected) in [
        (
            Wanted::Move {
                after: Some(id("b")),
            },
            "b a c",
        ),
        (Wanted::Split { at, new: id("s") }, "a s b c"),
        (Wanted::Join, "a c"),
        (Wanted::Gone, "b c"),
        (new, "a n b c"),
    ] {
        let ws = table(&ws, made(&ws, "p1", "KAZ", wanted));
        let ws = accept(&ws, "p1", &[]);
        assert_eq!(order(&ws), expected);
        assert_eq!(status(&ws, "p1"), ProposalStatus::Accepted);
    }
}

#[test]
fn a_deleted_paragraph_keeps_its_proposals_for_when_it_comes_back() {
    let ws = propose(&room(), "p1", "KAZ", "shall => should");
    let ws = run(&ws, &Change::Delete { paragraph: id("a") });
    assert_eq!(status(&ws, "p1"), ProposalStatus::StaleBase);
    let ws = run(&ws, &Change::Restore { paragraph: id("a") });
    assert_eq!(status(&ws, "p1"), ProposalStatus::Tabled);
}

#[test]
fn a_delegation_speaks_for_itself_alone() {
    let ws = propose(&room(), "p1", "KAZ UZB", "shall => should");
    let mut kaz = stamp();
    kaz.actor.access = Access::Delegate(code("KAZ"));
    let a = id("a");
    let p1 = id("p1");
    let own = Arc::new(made(&ws, "p2", "KAZ", Wanted::Gone));
    let both = Arc::new(made(&ws, "p3", "KAZ UZB", Wanted::Gone));
    for (change, allowed) in [
        (
            Change::Propose {
                proposals: vec![own],
            },
            true,
        ),
        (
            Change::Propose {
                proposals: vec![both],
            },
            false,
        ),
        (
            Change::Withdraw {
                paragraph: a,
                proposal: p1,
                by: Some(code("KAZ")),
            },
            true,
        ),
        (
            Change::Withdraw {
                paragraph: a,
                proposal: p1,
                by: Some(code("UZB")),
            },
            false,
        ),
        (
            Change::Withdraw {
                paragraph: a,
                proposal: p1,
                by: None,
            },
            false,
        ),
        (
            Change::Voice {
                paragraph: a,
                proposal: p1,
                by: code("AZE"),
                voice: Voice::Support,
            },
            false,
        ),
        (
            Change::Reject {
                paragraph: a,
                proposal: p1,
            },
            false,
        ),
        (accepting(&ws, "p1", &[]), false),
        (
            Change::Compile {
                paragraph: a,
                base: ws.words(a).unwrap(),
            },
            false,
        ),
    ] {
        let done = apply(&ws, &change, &kaz);
        assert_eq!(done.is_ok(), allowed, "{change:?}: {done:?}");
        if let Ok(applied) = done {
            let mut history = History::default();
            history.did(&applied);
            let undo = history.to_undo().unwrap().change();
            assert!(apply(&applied.workspace, &undo, &kaz).is_ok());
        }
    }
}

#[test]
fn withdrawing_takes_the_stance_along_and_the_last_ends_it() {
    let ws = propose(&room(), "p1", "KAZ UZB", "shall => should");
    let withdraw = |by: Option<&str>| Change::Withdraw {
        paragraph: id("a"),
        proposal: id("p1"),
        by: by.map(code),
    };
    let ws = run(&ws, &withdraw(Some("KAZ")));
    assert_eq!(status(&ws, "p1"), ProposalStatus::Tabled);
    assert_eq!(stance(&ws, "KAZ"), "unheard");
    let ws = run(&ws, &withdraw(Some("UZB")));
    assert_eq!(status(&ws, "p1"), ProposalStatus::Withdrawn);
    let again = apply(&ws, &withdraw(None), &stamp()).unwrap_err();
    assert!(again.to_string().contains("is withdrawn"), "{again}");
}

#[test]
fn what_cannot_be_proposed_says_why() {
    let ws = propose(&room(), "p1", "KAZ", "shall => should");
    let text = |t: &str| Wanted::Words(t.into());
    for (proposal, why) in [
        (made(&ws, "p2", "", text("x")), "by which delegation"),
        (
            made(&ws, "p2", "XXX", text("x")),
            "no delegation or group XXX",
        ),
        (
            made(&ws, "p2", "UZB", text(BASE)),
            "there is nothing to propose",
        ),
        (made(&ws, "p2", "UZB", text(" ")), "propose to delete it"),
        (made(&ws, "p2", "UZB", text("The [States")), "do not match"),
        (made(&ws, "p1", "UZB", text("x")), "the id p1 is taken"),
        (
            made(&ws, "p2", "UZB", text(&BASE.replacen("shall", "should", 1))),
            "support the proposal p1 instead",
        ),
    ] {
        let proposals = vec![Arc::new(proposal)];
        let refused = apply(&ws, &Change::Propose { proposals }, &stamp()).unwrap_err();
        assert!(refused.to_string().contains(why), "{refused}");
    }
}

#[test]
fn a_bracket_is_lifted_by_its_number() {
    let ws = workspace(
        "members KAZ UZB\n\
         a operative 1 | States [shall / should - KAZ] sign [swiftly - UZB].",
    );
    let base = ws.words(id("a")).unwrap();
    let lift = |bracket| Change::Lift {
        paragraph: id("a"),
        bracket,
        base,
    };
    let one = run(&ws, &lift(Some(2)));
    assert_eq!(words_of(&one), "States [shall / should - KAZ] sign.");
    assert_eq!(one.pending(id("a")).len(), 1);
    let all = run(&ws, &lift(None));
    assert_eq!(words_of(&all), "States shall sign.");
    assert_eq!(all.pending(id("a")).len(), 2);
    let none = apply(&ws, &lift(Some(3)), &stamp()).unwrap_err();
    assert!(none.to_string().contains("there is no bracket 3"), "{none}");
}

fn words_at(nth: usize) -> String {
    let all: Vec<&str> = BASE.split(' ').collect();
    all[nth % all.len()].to_owned()
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn none_vanishes_whatever_is_accepted_and_all_can_be_taken_back(
        places in prop::collection::vec((0..13_usize, 0..4_u8), 2..6),
        order in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 1..6),
    ) {
        let mut ws = room();
        for (nth, (place, what)) in places.iter().enumerate() {
            let old = words_at(*place);
            let new = match what {
                0 => format!("[{old}]"),
                1 => format!("new{nth} {old}"),
                2 => format!("other{nth}"),
                _ => format!("{old}, inter alia,"),
            };
            let text = BASE.replacen(&old, &new, 1);
            let by = ["KAZ", "UZB", "AZE", "TJK"][nth % 4];
            let p = made(&ws, &format!("p{nth}"), by, Wanted::Words(text.into()));
            let change = Change::Propose { proposals: vec![Arc::new(p)] };
            if let Ok(applied) = apply(&ws, &change, &stamp()) {
                ws = applied.workspace;
            }
        }
        // Compile then lift gives back the whole workspace.
        let base = ws.words(id("a")).unwrap();
        let compiled = run(&ws, &Change::Compile { paragraph: id("a"), base });
        prop_assert!(compiled.pending(id("a")).is_empty());
        let base = compiled.words(id("a")).unwrap();
        let lifted = run(&compiled, &Change::Lift { paragraph: id("a"), bracket: None, base });
        prop_assert_eq!(&lifted.proposals, &ws.proposals);
        prop_assert_eq!(&lifted.drafts, &ws.drafts);
        let many = ws.proposals.len();
        for (which, in_part) in order {
            let waiting: Vec<Id> = ws.pending(id("a")).iter().filter(|p| p.status == ProposalStatus::Tabled).map(|p| p.id).collect();
            if waiting.is_empty() {
                break;
            }
            let chosen = waiting[which.index(waiting.len())];
            let before = ws.clone();
            ws = accept(&ws, chosen.as_str(), if in_part { &[1] } else { &[] });
            prop_assert!(ws.proposals.len() >= many);
            for (name, p) in before.proposals.iter() {
                let after = ws.proposal(*name).unwrap();
                if after.status == ProposalStatus::StaleBase {
                    // Its words are all there still.
                    prop_assert_eq!(after.words(), p.words());
                }
                if after.is_pending() && after.status == ProposalStatus::Tabled {
                    prop_assert_eq!(after.on(), ws.words(id("a")).unwrap());
                }
            }
            let text = words_of(&ws);
            prop_assert_eq!(bracket::edges(&text), bracket::Edges::default());
        }
    }
}
