//! Proposals through changes: what must always hold.

mod compiled;
mod peers;
mod places;

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
        Some(p) if p.is_stale(ws.footing(id("a")).unwrap()) => format!("stale {}", p.stance.word()),
        Some(Position {
            stance: Stance::Amend(Some(proposal)),
            ..
        }) => format!("amend {proposal}"),
        Some(p) => p.stance.word().to_owned(),
    }
}

fn edit(ws: &Workspace, old: &str, new: &str) -> Change {
    Change::SetText {
        language: ws.header.original,
        paragraph: id("a"),
        text: words_of(ws).replacen(old, new, 1),
        base: ws.words(id("a")).unwrap(),
        cites: Vec::new(),
    }
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
fn the_part_that_is_taken_brings_the_sources_of_its_words_alone() {
    let named = |symbol: &str, words: Option<&str>| Source {
        words: words.map(Into::into),
        ..Source::new(symbol, None)
    };
    let long = "answer in good time to all who ask";
    let text = BASE
        .replacen("shall", "should", 1)
        .replacen("report", long, 1);
    let mut proposal = made(&room(), "p1", "KAZ", Wanted::Words(text.into()));
    proposal.sources = vec![named("A", Some("should")), named("B", None)];
    let ws = table(&room(), proposal);
    for (part, taken, left) in [(1, "A", "B"), (2, "B", "A")] {
        let ws = accept(&ws, "p1", &[part]);
        let symbols = |sources: &[Source]| -> Vec<String> {
            sources.iter().map(|s| s.symbol.to_string()).collect()
        };
        let paragraph = ws.original().unwrap().get(id("a")).unwrap();
        assert_eq!(symbols(&paragraph.sources), [taken], "part {part}");
        let rest = ws.pending(id("a"));
        assert_eq!(symbols(&rest[0].sources), [left], "part {part}");
    }
    let whole = accept(&ws, "p1", &[]);
    let paragraph = whole.original().unwrap().get(id("a")).unwrap();
    assert_eq!(paragraph.sources.len(), 2);
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
        (Wanted::Join { with: None }, "a c"),
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
fn words_that_are_struck_leave_no_space_before_a_mark() {
    let ws = propose(
        &room(),
        "p1",
        "KAZ",
        "report to the depositary. => report to .",
    );
    assert!(
        ws.proposal(id("p1"))
            .unwrap()
            .words()
            .unwrap()
            .ends_with("report to.")
    );
    for (base, typed, expected) in [
        (
            "Sign the Protocol as soon as possible;",
            "Sign the Protocol ;",
            "Sign the Protocol;",
        ),
        (
            "Sign the Protocol now, and report.",
            "Sign the Protocol , and report.",
            "Sign the Protocol, and report.",
        ),
        (
            "Signer le Protocole bientôt ;",
            "Signer le Protocole ;",
            "Signer le Protocole ;",
        ),
        (
            "التوقيع على البروتوكول قريبا؛",
            "التوقيع على البروتوكول ؛",
            "التوقيع على البروتوكول؛",
        ),
        (
            "尽快签署《议定书》；",
            "签署《议定书》；",
            "签署《议定书》；",
        ),
        (
            "Подписать Протокол скорее;",
            "Подписать Протокол ;",
            "Подписать Протокол;",
        ),
    ] {
        let ws = workspace(&format!("members KAZ\na operative 1 | {base}"));
        let ws = table(&ws, made(&ws, "p1", "KAZ", Wanted::Words(typed.into())));
        let ws = accept(&ws, "p1", &[]);
        assert_eq!(words_of(&ws), expected);
    }
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
    let mut named = made(&ws, "p4", "KAZ", Wanted::Gone);
    named.supporters = vec![code("UZB")];
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
            Change::Propose {
                proposals: vec![Arc::new(named)],
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
