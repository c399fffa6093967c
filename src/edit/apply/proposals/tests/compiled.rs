//! What becomes of proposals in the brackets that they were compiled into.

use super::*;
use crate::edit::bracket::{Act, How};
use crate::model::bracket::Take;

fn compile(ws: &Workspace) -> Workspace {
    run(
        ws,
        &Change::Compile {
            paragraph: id("a"),
            base: ws.words(id("a")).unwrap(),
        },
    )
}

fn lift(ws: &Workspace, bracket: Option<usize>) -> Workspace {
    run(
        ws,
        &Change::Lift {
            paragraph: id("a"),
            bracket,
            base: ws.words(id("a")).unwrap(),
        },
    )
}

fn resolve(ws: &Workspace, bracket: Option<usize>, take: Take) -> Workspace {
    run(
        ws,
        &Change::Bracket {
            language: ws.header.original,
            paragraph: id("a"),
            act: Act::Resolve {
                bracket,
                how: How::Take(take),
            },
            base: ws.words(id("a")).unwrap(),
        },
    )
}

/// KAZ puts words in, for a reason; UZB wants others; TJK supports it, AZE opposes it.
fn bracketed() -> Workspace {
    let text = BASE.replace("sign", "promptly sign");
    let mut kaz = made(&room(), "p1", "KAZ", Wanted::Words(text.into()));
    kaz.reason = Some("urgent matter".into());
    let ws = table(&room(), kaz);
    let text = BASE.replace("report to", "inform");
    let mut uzb = made(&ws, "p2", "UZB", Wanted::Words(text.into()));
    uzb.reason = Some("plain words".into());
    uzb.supporters = vec![code("TJK")];
    uzb.opposers = vec![code("AZE")];
    compile(&table(&ws, uzb))
}

#[test]
fn a_bracket_that_is_resolved_decides_on_the_proposals_in_it() {
    let ws = bracketed();
    assert_eq!(
        ws.words(id("a")),
        ws.proposal(id("p1")).unwrap().compiled_in
    );
    let one = resolve(&ws, Some(1), Take::Keep);
    assert_eq!(status(&one, "p1"), ProposalStatus::Accepted);
    assert_eq!(stance(&one, "KAZ"), "agree");
    assert_eq!(stance(&one, "UZB"), "stale amend");
    let still = one.proposal(id("p2")).unwrap();
    assert_eq!(still.status, ProposalStatus::Superseded);
    assert_eq!(still.compiled_in, one.words(id("a")));

    let dropped = resolve(&one, Some(1), Take::Choose(1));
    assert_eq!(status(&dropped, "p2"), ProposalStatus::Rejected);
    assert_eq!(stance(&dropped, "UZB"), "stale amend");

    let taken = resolve(&one, Some(1), Take::Choose(2));
    assert_eq!(status(&taken, "p2"), ProposalStatus::Accepted);
    assert_eq!(stance(&taken, "UZB"), "agree");
    assert_eq!(stance(&taken, "TJK"), "agree");
    assert_eq!(stance(&taken, "AZE"), "unheard");
    assert!(words_of(&taken).contains("promptly sign the Protocol"));
}

#[test]
fn what_still_stands_in_brackets_lifts_back_as_itself() {
    let ws = resolve(&bracketed(), Some(1), Take::Keep);
    let lifted = lift(&ws, None);
    assert_eq!(lifted.proposals.len(), 2);
    let back = lifted.proposal(id("p2")).unwrap();
    assert_eq!(back.status, ProposalStatus::Tabled);
    assert_eq!(back.reason.as_deref(), Some("plain words"));
    assert_eq!(back.supporters, vec![code("TJK")]);
    assert_eq!(back.opposers, vec![code("AZE")]);
    assert_eq!(back.base(), words_of(&lifted));
    assert_eq!(
        back.words().unwrap(),
        words_of(&lifted).replace("report to", "inform")
    );
    assert!(words_of(&lifted).contains("promptly sign"));
    let done = accept(&lifted, "p2", &[]);
    assert_eq!(stance(&done, "UZB"), "agree");
}

#[test]
fn words_edited_beside_a_bracket_leave_its_proposals_in_it_and_edited_away_they_are_decided() {
    let ws = bracketed();
    let beside = run(&ws, &edit(&ws, "national measures", "measures"));
    for name in ["p1", "p2"] {
        assert_eq!(status(&beside, name), ProposalStatus::Superseded);
        let there = beside.proposal(id(name)).unwrap().compiled_in;
        assert_eq!(there, beside.words(id("a")));
    }
    let lifted = lift(&beside, None);
    assert_eq!(lifted.proposals.len(), 2);
    assert_eq!(
        words_of(&lifted),
        BASE.replace("national measures", "measures")
    );
    for name in ["p1", "p2"] {
        assert_eq!(status(&lifted, name), ProposalStatus::Tabled);
    }
    let text = words_of(&ws);
    let away = run(
        &ws,
        &edit(&ws, &text, &BASE.replace("sign", "promptly sign")),
    );
    assert_eq!(status(&away, "p1"), ProposalStatus::Accepted);
    assert_eq!(status(&away, "p2"), ProposalStatus::Rejected);
    let back = run(&away, &edit(&away, &words_of(&away), &text));
    assert_eq!(status(&back, "p1"), ProposalStatus::Superseded);
    assert_eq!(lift(&back, None).proposals.len(), 2);
}

#[test]
fn a_proposal_of_two_places_ends_as_both_were_decided() {
    let text = BASE
        .replace("sign", "promptly sign")
        .replace("report to", "inform");
    let ws = compile(&table(
        &room(),
        made(&room(), "p1", "KAZ", Wanted::Words(text.into())),
    ));
    let one = resolve(&ws, Some(1), Take::Keep);
    assert_eq!(status(&one, "p1"), ProposalStatus::Superseded);
    let mixed = resolve(&one, Some(1), Take::Choose(1));
    assert_eq!(status(&mixed, "p1"), ProposalStatus::AcceptedModified);
    assert_eq!(stance(&mixed, "KAZ"), "stale amend");
    let both = resolve(&one, Some(1), Take::Choose(2));
    assert_eq!(status(&both, "p1"), ProposalStatus::Accepted);
    // One of its brackets lifted alone is the part of it that stood there.
    let part = lift(&ws, Some(1));
    assert_eq!(status(&part, "p1"), ProposalStatus::Superseded);
    let rest = part.proposals.values().find(|p| p.id != id("p1")).unwrap();
    assert_eq!(rest.part_of, Some(id("p1")));
    assert_eq!(rest.by, vec![code("KAZ")]);
    let all = lift(&one, None);
    assert_eq!(all.proposals.len(), 1);
    assert_eq!(status(&all, "p1"), ProposalStatus::Tabled);
}

#[test]
fn who_leaves_its_bracket_has_withdrawn_and_a_struck_paragraph_is_decided_too() {
    let ws = bracketed();
    let left = run(
        &ws,
        &Change::Bracket {
            language: ws.header.original,
            paragraph: id("a"),
            act: Act::Withdraw {
                bracket: None,
                by: code("KAZ"),
            },
            base: ws.words(id("a")).unwrap(),
        },
    );
    assert_eq!(status(&left, "p1"), ProposalStatus::Withdrawn);
    assert_eq!(status(&left, "p2"), ProposalStatus::Superseded);

    let gone = compile(&table(&room(), made(&room(), "p1", "KAZ", Wanted::Gone)));
    let kept = resolve(&gone, Some(1), Take::Keep);
    assert_eq!(words_of(&kept), BASE);
    assert_eq!(status(&kept, "p1"), ProposalStatus::Rejected);
    let out = run(&gone, &Change::Delete { paragraph: id("a") });
    assert_eq!(status(&out, "p1"), ProposalStatus::Accepted);
    let restored = run(&out, &Change::Restore { paragraph: id("a") });
    assert_eq!(status(&restored, "p1"), ProposalStatus::Superseded);
}

#[test]
fn a_split_takes_brackets_along_with_the_words() {
    let ws = bracketed();
    let at = words_of(&ws).find("adopt").unwrap();
    let halves = run(
        &ws,
        &Change::Split {
            paragraph: id("a"),
            at,
            new: id("s"),
            base: ws.words(id("a")).unwrap(),
        },
    );
    for (name, target) in [("p1", "a"), ("p2", "s")] {
        let p = halves.proposal(id(name)).unwrap();
        assert_eq!(
            (p.target, p.status),
            (id(target), ProposalStatus::Superseded)
        );
        assert_eq!(p.compiled_in, halves.words(id(target)));
    }
    let whole = run(&halves, &Change::Join { paragraph: id("a") });
    assert_eq!(whole.proposal(id("p2")).unwrap().target, id("a"));
    assert_eq!(lift(&whole, None).proposals.len(), 2);
}

#[test]
fn of_all_that_is_proposed_what_was_chosen_is_accepted() {
    let ws = propose(&room(), "p1", "KAZ", "shall => should");
    let ws = propose(&ws, "p2", "UZB", "shall sign => will accede to");
    let ws = propose(&ws, "p3", "AZE", "adopt => take");
    let ws = compile(&propose(
        &ws,
        "p4",
        "TJK",
        " and report to the depositary => ",
    ));
    for (wording, accepted) in [(1, ""), (2, "p1 p3 p4")] {
        let mut now = ws.clone();
        while words_of(&now).contains(" / ") {
            now = resolve(&now, Some(1), Take::Choose(wording));
        }
        let take = if wording == 1 { Take::Keep } else { Take::Drop };
        while words_of(&now).contains('[') {
            now = resolve(&now, Some(1), take);
        }
        for p in now.proposals.values() {
            let is_taken = accepted.contains(p.id.as_str());
            let expected = if is_taken {
                ProposalStatus::Accepted
            } else {
                ProposalStatus::Rejected
            };
            assert_eq!(p.status, expected, "{} in {}", p.id, words_of(&now));
        }
    }
}

#[test]
fn several_who_strike_the_same_words_stay_several() {
    let ws = propose(
        &room(),
        "p1",
        "KAZ",
        "adopt national measures => adopt measures",
    );
    let text = BASE.replace("national ", "").replace("report to", "inform");
    let ws = compile(&table(
        &ws,
        made(&ws, "p2", "UZB", Wanted::Words(text.into())),
    ));
    let beside = run(&ws, &edit(&ws, "depositary", "secretariat"));
    for name in ["p1", "p2"] {
        assert_eq!(
            status(&beside, name),
            ProposalStatus::Superseded,
            "{}",
            words_of(&beside)
        );
    }
    let lifted = lift(&beside, None);
    assert_eq!(lifted.proposals.len(), 2);
    for (name, by) in [("p1", "KAZ"), ("p2", "UZB")] {
        let p = lifted.proposal(id(name)).unwrap();
        assert_eq!(
            (p.status, &*p.by),
            (ProposalStatus::Tabled, &[code(by)][..])
        );
    }
}
