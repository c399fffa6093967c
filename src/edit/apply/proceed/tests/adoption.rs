//! Votes, adoption, statements, sponsors, corrigenda, and undoing.

use super::*;

#[test]
fn a_text_is_adopted_by_consensus_when_all_of_it_is_agreed_in_committee() {
    let ws = agreed();
    for (rule, change, says) in [
        (
            "brackets",
            edit(&ws, "b", "Words [of b]."),
            "brackets are left",
        ),
        (
            "stale",
            edit(&ws, "b", "Other words."),
            "not agreed in committee",
        ),
    ] {
        let other = run(&ws, change).unwrap();
        let error = refused(&other, 1, adopt(&other, None));
        assert!(error.contains(says), "{rule}: {error}");
    }
    let mut on_other = adopt(&ws, None);
    if let Act::Adopt { on, .. } = &mut on_other {
        *on = Digest::of("another text");
    }
    assert!(refused(&ws, 1, on_other).contains("changed meanwhile"));
    let ws = done_at(&ws, 1, adopt(&ws, None));
    assert_eq!(
        ws.agreements[&id("b")].last().unwrap().level,
        Level::Adopted
    );
    let document = &ws.version("adopted").unwrap().documents[&ws.header.original];
    assert_eq!(document.head.adopted.as_deref(), Some("consensus"));
    assert!(refused(&ws, 2, adopt(&ws, None)).contains("adopted already"));
}

#[test]
fn what_is_agreed_below_is_raised_at_once_with_its_exceptions() {
    let ws = workspace(
        "members IRN KAZ\na operative 1 | A.\nb operative 2 | B.\nc operative 3 | C.\n\
         = a ad_ref\n= b informals except IRN",
    );
    let raise = |names: &[&str]| Act::Raise {
        level: Level::Committee,
        paragraphs: names
            .iter()
            .map(|name| (id(name), ws.words(id(name)).unwrap()))
            .collect(),
    };
    assert!(refused(&ws, 1, raise(&["a", "c"])).contains("not agreed on its words"));
    let after = done_at(&ws, 1, raise(&["a", "b"]));
    assert_eq!(status(&after, "a"), Status::Agreed);
    assert_eq!(status(&after, "b"), Status::Pending);
    assert_eq!(after.agreements[&id("b")][1].except, [code("IRN")]);
}

#[test]
fn a_roll_call_carries_rejects_or_ties_and_only_members_vote() {
    let ws = workspace(
        "members IRN KAZ UZB TKM\nobservers OSCE\ngroup EU KAZ UZB\na operative 1 | A.\nb operative 2 | B.",
    );
    let cast = |ballots: &str| Act::Vote(vote(&ws, None, ballots));
    assert!(refused(&ws, 1, cast("OSCE=yes")).contains("no member"));
    assert!(refused(&ws, 1, cast("EU=yes")).contains("no delegation"));
    assert!(refused(&ws, 1, cast("KAZ=-")).contains("nobody voted"));
    for (ballots, outcome) in [
        ("KAZ=yes UZB=yes IRN=no TKM=abstain", Ok(())),
        ("KAZ=yes IRN=no", Err("tied")),
        ("KAZ=yes IRN=no UZB=no", Err("rejected")),
    ] {
        let voted = done_at(&ws, 1, cast(ballots));
        let adopted = try_at(&voted, 2, adopt(&voted, Some("v1")));
        match outcome {
            Ok(()) => {
                let adopted = adopted.unwrap().workspace;
                let how = adopted.adoption().unwrap().how;
                assert_eq!(how, crate::model::How::Vote, "no agreement is needed");
            }
            Err(says) => {
                let error = adopted.unwrap_err().to_string();
                assert!(error.contains(says), "{ballots}: {error}");
            }
        }
    }
    let voted = done_at(&ws, 1, cast("KAZ=yes"));
    let edited = run(&voted, edit(&voted, "a", "Other.")).unwrap();
    let error = refused(&edited, 2, adopt(&edited, Some("v1")));
    assert!(error.contains("since the vote"), "{error}");
}

#[test]
fn a_paragraph_that_a_separate_vote_rejected_is_deleted_before_the_whole_is_adopted() {
    let ws = agreed();
    let separate = vote(&ws, Some("b"), "KAZ=no IRN=no UZB=yes");
    let ws = done_at(&ws, 1, Act::Vote(separate));
    let error = refused(&ws, 2, adopt(&ws, None));
    assert!(
        error.contains("2 was not carried in a separate vote"),
        "{error}"
    );
    let ws = run(&ws, Change::Delete { paragraph: id("b") }).unwrap();
    assert!(done_at(&ws, 3, adopt(&ws, None)).adoption().is_some());
}

#[test]
fn an_adopted_text_is_not_edited_any_more() {
    let ws = agreed();
    let before = apply(&ws, &edit(&ws, "a", "New words of a."), &at(0)).unwrap();
    let mut history = History::default();
    history.did(&before);
    let ws = before.workspace;
    let ws = run(&ws, gavel(&ws, "a", Level::Committee, &[], false)).unwrap();
    let ws = done_at(&ws, 1, adopt(&ws, None));
    let language = ws.header.original;
    let on = ws.words(id("a")).unwrap();
    let mut other = Paragraph::new(id("n"), crate::model::Role::Operative, "New.");
    other.label = None;
    for change in [
        edit(&ws, "a", "Edited."),
        Change::SetLabel {
            paragraph: id("a"),
            label: None,
        },
        Change::SetTitle {
            language,
            title: "Other".into(),
        },
        Change::Add {
            language,
            after: None,
            paragraph: Arc::new(other),
        },
        Change::Move {
            paragraph: id("c"),
            after: None,
        },
        Change::Split {
            paragraph: id("a"),
            at: 4,
            new: id("n"),
            base: on,
        },
        Change::Join { paragraph: id("a") },
        Change::Delete { paragraph: id("a") },
        Change::Renumber {
            base: crate::edit::numbered::state(&ws),
        },
        park("a", Some("group")),
        history.to_undo().unwrap().change(),
    ] {
        let verb = change.verb();
        if let Ok(applied) = apply(&ws, &change, &at(2)) {
            assert!(applied.touches.is_empty(), "{verb}: {:?}", applied.touches);
            continue;
        }
        let error = apply(&ws, &change, &at(2)).unwrap_err().to_string();
        assert!(error.contains("corrigendum"), "{verb}: {error}");
    }
    let reopen = Change::Reopen {
        paragraph: id("a"),
        reopening: Reopening {
            by: code("KAZ"),
            at: None,
            reason: "r".into(),
        },
    };
    let error = apply(&ws, &reopen, &at(2)).unwrap_err().to_string();
    assert!(error.contains("corrigendum"), "{error}");
}

#[test]
fn adoption_is_taken_back_by_an_act_alone_and_kept() {
    let ws = agreed();
    let applied = try_at(&ws, 1, adopt(&ws, None)).unwrap();
    let mut history = History::default();
    history.did(&applied);
    let ws = applied.workspace;
    let undo = history.to_undo().unwrap().change();
    let error = apply(&ws, &undo, &at(2)).unwrap_err().to_string();
    assert!(error.contains("--annul"), "{error}");
    let annul = |reason: &str| {
        Act::Annul(Reopening {
            by: code("UZB"),
            at: Some(at(3).at),
            reason: reason.into(),
        })
    };
    assert!(refused(&ws, 3, annul("")).contains("reason"));
    let ws = done_at(&ws, 3, annul("the wrong text was before the meeting"));
    assert!(ws.adoption().is_none());
    assert_eq!(ws.proceedings.adoptions().len(), 1);
    assert!(ws.version("adopted").is_some(), "the version is kept");
    assert_eq!(status(&ws, "a"), Status::Open);
    assert!(run(&ws, edit(&ws, "a", "Edited.")).is_ok());
    assert!(refused(&ws, 4, annul("again")).contains("nothing to annul"));
}

#[test]
fn a_corrigendum_corrects_an_adopted_text_and_keeps_what_stood() {
    let ws = agreed();
    assert!(refused(&ws, 0, correct(&ws, "b", "Words of B.")).contains("edit it"));
    let ws = done_at(&ws, 1, adopt(&ws, None));
    assert!(refused(&ws, 2, correct(&ws, "b", "Words  of b.")).contains("changes nothing"));
    let applied = try_at(&ws, 2, correct(&ws, "b", "Words of B.")).unwrap();
    let after = &applied.workspace;
    let corrigendum = after.proceedings.corrigenda()[0];
    assert_eq!(
        (&*corrigendum.before, corrigendum.number),
        ("Words of b.", 1)
    );
    let stood = &after.version("adopted").unwrap().documents[&after.header.original];
    assert_eq!(stood.get(id("b")).unwrap().text(), "Words of b.");
    assert_eq!(after.words(id("b")), Some(Digest::of("Words of B.")));
    let last = after.agreements[&id("b")].last().unwrap();
    assert_eq!(
        (last.level, status(after, "b")),
        (Level::Adopted, Status::Agreed)
    );
    assert_eq!(last.carried, Some(Digest::of("Words of b.")));
    let mut history = History::default();
    history.did(&applied);
    let undo = history.to_undo().unwrap().change();
    assert_eq!(apply(after, &undo, &at(3)).unwrap().workspace, ws);
}

#[test]
fn statements_and_sponsors_go_on_record_and_are_withdrawn_without_going() {
    let ws = agreed();
    let ws = done_at(&ws, 1, Act::State(statement(&["b"])));
    assert!(ws.proceedings.statements()[0].is_on(id("b")));
    assert!(!ws.proceedings.statements()[0].is_on(id("a")));
    let sponsor = |name: &str, who: &str| {
        Act::Sponsor(Sponsor {
            id: id(name),
            delegation: code(who),
            joined: false,
            at: None,
            withdrawn: None,
        })
    };
    let ws = done_at(&ws, 2, sponsor("sp1", "KAZ"));
    assert!(refused(&ws, 3, sponsor("sp2", "KAZ")).contains("already"));
    let withdraw = |sort, name: &str, by: &str| Act::Withdraw {
        sort,
        id: id(name),
        by: code(by),
        reason: None,
    };
    let ws = done_at(&ws, 4, withdraw(Sort::Sponsor, "sp1", "KAZ"));
    assert!(ws.sponsors().is_empty());
    let ws = done_at(&ws, 5, sponsor("sp2", "KAZ"));
    assert_eq!(ws.sponsors(), [code("KAZ")]);
    let ws = done_at(&ws, 6, adopt(&ws, None));
    assert!(refused(&ws, 7, sponsor("sp3", "IRN")).contains("before that"));
    assert!(refused(&ws, 7, withdraw(Sort::Sponsor, "sp2", "KAZ")).contains("sponsors stay"));
    let mut after = statement(&[]);
    after.id = id("st2");
    let ws = done_at(&ws, 8, Act::State(after));
    let ws = done_at(&ws, 9, withdraw(Sort::Statement, "st1", "IRN"));
    let again = refused(&ws, 9, withdraw(Sort::Statement, "st1", "IRN"));
    assert!(again.contains("withdrawn already"), "{again}");
    assert_eq!(ws.proceedings.statements().len(), 2);
}

#[test]
fn delegations_speak_for_themselves_and_the_chair_presides() {
    let ws = agreed();
    let by = |access| Stamp {
        actor: Actor {
            name: "A".into(),
            access,
        },
        ..at(1)
    };
    let proceed = |act: Act| Change::Proceed(Box::new(act));
    let own = proceed(Act::State(statement(&[])));
    let adoption = proceed(adopt(&ws, None));
    for (access, state, adopts) in [
        (Access::Delegate(code("IRN")), true, false),
        (Access::Delegate(code("KAZ")), false, false),
        (Access::Facilitator, true, false),
        (Access::Chair, true, true),
        (Access::Viewer, false, false),
    ] {
        assert_eq!(apply(&ws, &own, &by(access)).is_ok(), state, "{access:?}");
        assert_eq!(
            apply(&ws, &adoption, &by(access)).is_ok(),
            adopts,
            "{access:?}"
        );
    }
}

#[test]
fn every_act_is_undone_but_adoption() {
    let ws = meeting();
    let ws = run(&ws, gavel(&ws, "b", Level::Informals, &["IRN"], false)).unwrap();
    let ws = run(&ws, park("c", Some("group"))).unwrap();
    let acts = [
        Act::LiftException {
            paragraph: id("b"),
            by: code("IRN"),
            note: None,
        },
        Act::Report(Report {
            id: id("r1"),
            paragraph: id("c"),
            from: None,
            parked: None,
            text: "Done.".into(),
            at: None,
            by: None,
            meeting: None,
        }),
        Act::AgreeDeletion(Deletion {
            id: id("d1"),
            paragraph: id("a"),
            level: Level::AdRef,
            on: ws.words(id("a")).unwrap(),
            at: None,
            by: None,
            meeting: None,
            restored: None,
        }),
        Act::Propose(silence(&ws, Some("b"), 100)),
        Act::Vote(vote(&ws, Some("b"), "KAZ=yes")),
        Act::State(statement(&["b"])),
    ];
    for act in acts {
        let verb = act.verb();
        let applied = try_at(&ws, 1, act).unwrap();
        let mut history = History::default();
        history.did(&applied);
        let undo = history.to_undo().unwrap().change();
        let back = apply(&applied.workspace, &undo, &at(2)).unwrap().workspace;
        assert_eq!(back, ws, "{verb}");
    }
}
