//! What other tools fail at when one of several proposals is accepted: each case with the number under which its users reported
//! it.

use super::*;

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
        cites: Vec::new(),
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
        lifted: Vec::new(),
        bracketed: false,
        reopened: None,
        chapeau: None,
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
        rebase(p.base(), &now, wanted, "UZB", &[])
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
