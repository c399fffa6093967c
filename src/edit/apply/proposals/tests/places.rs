//! Proposals about the place of a paragraph, when others are moved, split or put in.

use super::*;

fn join(ws: &Workspace) -> Workspace {
    table(ws, made(ws, "j", "KAZ", Wanted::Join { with: None }))
}

#[test]
fn a_join_is_with_the_paragraph_it_was_tabled_for_or_waits() {
    let ws = join(&room());
    let with = Some(id("b"));
    assert_eq!(ws.proposal(id("j")).unwrap().wanted, Wanted::Join { with });
    let at = BASE.find("adopt").unwrap();
    let new = id("s");
    let split = made(&ws, "p", "UZB", Wanted::Split { at, new });
    let halves = accept(&table(&ws, split), "p", &[]);
    assert_eq!(status(&halves, "j"), ProposalStatus::StaleBase);
    let refused = apply(&halves, &accepting(&halves, "j", &[]), &stamp()).unwrap_err();
    assert!(
        refused.to_string().contains("no longer stand as they did"),
        "{refused}"
    );
    // The two are together again.
    let whole = run(&halves, &Change::Delete { paragraph: id("s") });
    assert_eq!(status(&whole, "j"), ProposalStatus::Tabled);

    for (moved, after) in [("a", Some("c")), ("c", Some("a")), ("b", None)] {
        let change = Change::Move {
            paragraph: id(moved),
            after: after.map(id),
        };
        let elsewhere = run(&ws, &change);
        assert_eq!(
            status(&elsewhere, "j"),
            ProposalStatus::StaleBase,
            "{moved}"
        );
        // Words that change there do not make it one that could be accepted.
        let other = run(&elsewhere, &edit(&elsewhere, "shall", "should"));
        assert_eq!(status(&other, "j"), ProposalStatus::StaleBase, "{moved}");
    }
}

#[test]
fn a_move_waits_while_the_paragraph_it_goes_behind_is_gone() {
    let after = Some(id("c"));
    let ws = table(&room(), made(&room(), "m", "KAZ", Wanted::Move { after }));
    let gone = run(&ws, &Change::Delete { paragraph: id("c") });
    assert_eq!(status(&gone, "m"), ProposalStatus::StaleBase);
    let refused = apply(&gone, &accepting(&gone, "m", &[]), &stamp()).unwrap_err();
    assert!(
        refused.to_string().contains("no longer stand as they did"),
        "{refused}"
    );
    let back = run(&gone, &Change::Restore { paragraph: id("c") });
    assert_eq!(status(&back, "m"), ProposalStatus::Tabled);
}

#[test]
fn what_could_never_be_accepted_is_not_tabled() {
    let ws = room();
    let mut last = Proposal::new(id("j"), id("c"), "Words of c.", Wanted::Join { with: None });
    last.by = vec![code("KAZ")];
    let new = id("s");
    let item = workspace("members KAZ\na operative 1 | One:\nb item (a) | two.");
    let mut behind = Proposal::new(
        id("m"),
        id("a"),
        "One:",
        Wanted::Move {
            after: Some(id("b")),
        },
    );
    behind.by = vec![code("KAZ")];
    for (ws, proposal, why) in [
        (&ws, last, "nothing to join"),
        (
            &ws,
            made(&ws, "s1", "KAZ", Wanted::Split { at: 0, new }),
            "both halves need words",
        ),
        (
            &ws,
            made(
                &ws,
                "s2",
                "KAZ",
                Wanted::Split {
                    at: BASE.len(),
                    new,
                },
            ),
            "both halves need words",
        ),
        (
            &item,
            behind,
            "cannot stand behind itself or one of its items",
        ),
    ] {
        let proposals = vec![Arc::new(proposal)];
        let refused = apply(ws, &Change::Propose { proposals }, &stamp()).unwrap_err();
        assert!(refused.to_string().contains(why), "{refused}");
    }
    let ws = propose(&ws, "p1", "KAZ", "shall => should");
    let words = ws.proposal(id("p1")).unwrap().words().unwrap().to_owned();
    let mut amendment = Proposal::new(id("q"), id("a"), &words, Wanted::Join { with: None });
    amendment.by = vec![code("UZB")];
    amendment.amends = Some(id("p1"));
    let proposals = vec![Arc::new(amendment)];
    let refused = apply(&ws, &Change::Propose { proposals }, &stamp()).unwrap_err();
    assert!(
        refused.to_string().contains("other words for a proposal"),
        "{refused}"
    );
}
