//! A test for each rule of negotiation that is computed here, named after it.

use crate::model::sketch::{self, id, workspace};
use crate::model::{Code, LiveConsensus, Readiness, Rule, Stance, Votes, Workspace};

/// Readiness of paragraph `a` under a rule, and why, among three members and an observer.
#[track_caller]
fn check(rule: &str, sketch: &str, expected: &str) {
    let ws = workspace(&format!(
        "members KAZ UZB IRN\nobservers OSCE\nrule {rule}\na paragraph | Words of a.\n{sketch}"
    ));
    let consensus = ws.consensus();
    let a = &consensus.paragraphs[0];
    let said = format!("{} · {}", a.readiness.word(), ws.header.rule.reason(a));
    assert_eq!(said, expected, "{rule}: {sketch}");
}

#[test]
fn under_consensus_who_objects_blocks_and_who_is_silent_does_not() {
    for (sketch, expected) in [
        ("", "clear · 3 not heard"),
        (
            "@ KAZ agree a\n@ UZB flexible a\n@ IRN absent a",
            "clear · nobody objects",
        ),
        (
            "@ KAZ oppose a",
            "blocked · KAZ objects or wants other words; 2 not heard",
        ),
        (
            "@ KAZ amend a\n@ UZB oppose a\n@ IRN reserve a",
            "blocked · KAZ, UZB object or want other words; IRN reserves or waits",
        ),
        (
            "@ KAZ reserve a\n@ UZB agree a\n@ IRN agree a",
            "pending · KAZ reserves or waits",
        ),
        (
            "@ KAZ agree a < Old.",
            "pending · KAZ must reconfirm; 2 not heard",
        ),
        (
            "@ KAZ oppose a < Old.",
            "pending · KAZ must reconfirm; 2 not heard",
        ),
        ("@ KAZ absent a < Old.", "clear · 2 not heard"),
        ("@ OSCE oppose a", "clear · 3 not heard"),
    ] {
        check("consensus", sketch, expected);
    }
}

#[test]
fn under_consensus_minus_one_a_single_member_may_be_left_aside() {
    for (sketch, expected) in [
        (
            "@ KAZ oppose a",
            "clear · one may be left aside: KAZ objects or wants other words; 2 not heard",
        ),
        (
            "@ KAZ reserve a",
            "clear · one may be left aside: KAZ reserves or waits; 2 not heard",
        ),
        (
            "@ KAZ oppose a\n@ UZB reserve a",
            "pending · more than one stands out: KAZ objects or wants other words; UZB reserves or waits; 1 not heard",
        ),
        (
            "@ KAZ oppose a\n@ UZB amend a\n@ IRN agree a",
            "blocked · more than one stands out: KAZ, UZB object or want other words",
        ),
        (
            "@ KAZ agree a\n@ UZB agree a\n@ IRN agree a",
            "clear · nobody objects",
        ),
        (
            "@ OSCE oppose a\n@ KAZ oppose a\n@ UZB agree a\n@ IRN agree a",
            "clear · one may be left aside: KAZ objects or wants other words",
        ),
    ] {
        check("consensus_minus_one", sketch, expected);
    }
}

#[test]
fn under_unanimity_who_is_unheard_blocks() {
    for (sketch, expected) in [
        ("", "blocked · KAZ, UZB, IRN are not heard"),
        (
            "@ KAZ agree a\n@ UZB flexible a",
            "blocked · IRN is not heard",
        ),
        (
            "@ KAZ agree a\n@ UZB flexible a\n@ IRN absent a",
            "clear · nobody objects",
        ),
        (
            "@ KAZ agree a\n@ UZB agree a\n@ IRN reserve a",
            "pending · IRN reserves or waits",
        ),
        (
            "@ KAZ agree a\n@ UZB agree a\n@ IRN oppose a",
            "blocked · IRN objects or wants other words",
        ),
    ] {
        check("unanimity", sketch, expected);
    }
}

#[test]
fn a_majority_is_of_those_present_and_voting() {
    for (sketch, expected) in [
        ("", "pending · 0 for, 0 against: 3 not heard"),
        ("@ KAZ agree a", "clear · 1 for, 0 against: 2 not heard"),
        (
            "@ KAZ agree a\n@ UZB oppose a\n@ IRN absent a",
            "blocked · 1 for, 1 against: UZB objects or wants other words",
        ),
        (
            "@ KAZ agree a\n@ UZB flexible a\n@ IRN oppose a",
            "clear · 2 for, 1 against: IRN objects or wants other words",
        ),
        // Who is undecided may still vote either way.
        (
            "@ KAZ agree a\n@ UZB reserve a",
            "pending · 1 for, 0 against: UZB reserves or waits; 1 not heard",
        ),
        (
            "@ OSCE oppose a\n@ KAZ agree a",
            "clear · 1 for, 0 against: 2 not heard",
        ),
    ] {
        check("majority", sketch, expected);
    }
}

#[test]
fn two_thirds_are_two_for_each_one_against() {
    for (sketch, expected) in [
        ("", "pending · 0 for, 0 against: 3 not heard"),
        (
            "@ KAZ agree a\n@ UZB agree a\n@ IRN oppose a",
            "clear · 2 for, 1 against: IRN objects or wants other words",
        ),
        (
            "@ KAZ agree a\n@ UZB oppose a\n@ IRN absent a",
            "blocked · 1 for, 1 against: UZB objects or wants other words",
        ),
        (
            "@ KAZ agree a\n@ UZB oppose a\n@ IRN reserve a",
            "pending · 1 for, 1 against: UZB objects or wants other words; IRN reserves or waits",
        ),
    ] {
        check("two_thirds", sketch, expected);
    }
}

/// Fifteen members of which five are permanent, as many for as said, with what is added.
fn council(for_: usize, more: &str) -> Workspace {
    let members = [
        "CHN", "FRA", "RUS", "GBR", "USA", "DNK", "GRC", "GUY", "PAK", "PAN", "KOR", "SLE", "SVN",
        "SOM", "DZA",
    ];
    let mut sketch = format!(
        "members {}\npermanent CHN FRA RUS GBR USA\nrule sc\na operative 1 | Decides.\n",
        members.join(" ")
    );
    for member in members.iter().rev().take(for_) {
        sketch.extend(["@ ", member, " agree a\n"]);
    }
    workspace(&format!("{sketch}{more}"))
}

#[test]
fn the_security_council_takes_nine_votes_and_no_permanent_member_against() {
    for (for_, more, expected) in [
        (9, "", Readiness::Clear),
        (8, "", Readiness::Pending),
        // Abstaining, or away, is not against.
        (9, "@ CHN absent a", Readiness::Clear),
        (9, "@ CHN oppose a", Readiness::Blocked),
        (9, "@ CHN reserve a", Readiness::Pending),
        (14, "@ CHN oppose a", Readiness::Blocked),
        (9, "@ DZA oppose a", Readiness::Pending),
        (10, "@ DZA oppose a", Readiness::Clear),
        (
            8,
            "@ CHN absent a\n@ FRA absent a\n@ RUS absent a\n@ GBR absent a\n@ USA absent a\n@ DNK absent a\n@ GRC absent a",
            Readiness::Blocked,
        ),
    ] {
        let ws = council(for_, more);
        let standing = &ws.consensus().paragraphs[0];
        assert_eq!(standing.readiness, expected, "{for_} for, {more}");
    }
    let ws = council(9, "@ CHN oppose a");
    let said = ws.header.rule.reason(&ws.consensus().paragraphs[0]);
    assert!(
        said.starts_with("9 of 9 votes, a permanent member against: CHN"),
        "{said}"
    );
}

#[test]
fn who_blocks_under_a_rule_never_clears_it_by_a_vote_more_against() {
    let votes = |for_, against, undecided, unheard, permanent_against| Votes {
        for_,
        against,
        undecided,
        unheard,
        absent: 0,
        permanent_against,
        permanent_undecided: 0,
    };
    for (rule, _) in Rule::ALL {
        for for_ in 0..12 {
            for against in 0..6 {
                for undecided in 0..4 {
                    for unheard in 0..3 {
                        let now = rule.readiness(votes(for_, against, undecided, unheard, 0));
                        let moved = rule.readiness(votes(for_ + 1, against, undecided, unheard, 0));
                        assert!(
                            moved <= now || now == Readiness::Clear && moved == now,
                            "{rule:?}"
                        );
                        let lost = rule.readiness(votes(for_, against + 1, undecided, unheard, 0));
                        assert!(
                            lost >= now,
                            "{rule:?} {for_} {against} {undecided} {unheard}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn a_chapeau_that_changes_makes_its_items_stale_and_nothing_else_does() {
    let text = "a operative 1 | Decides to:\n\
                b item:1 (a) | begin;\n\
                c item:1 (b) | carry on:\n\
                d item:2 (i) | at once;\n\
                e operative 2 | Requests more;";
    let stale = |changed: &str| {
        let mut ws = workspace(&format!("members KAZ\n{text}"));
        for name in ["a", "b", "c", "d", "e"] {
            let footing = ws.footing(id(name)).unwrap();
            sketch::add(&mut ws, &format!("@ KAZ agree {name}"));
            sketch::add(&mut ws, &format!("= {name} ad_ref"));
            let held = std::sync::Arc::make_mut(ws.positions.values_mut().next().unwrap());
            held.get_mut(&id(name)).unwrap().chapeau = footing.chapeau;
            let all = std::sync::Arc::make_mut(&mut ws.agreements);
            all.get_mut(&id(name)).unwrap()[0].chapeau = footing.chapeau;
        }
        let before = ws.clone();
        let mut live = LiveConsensus::new(&ws);
        let draft = std::sync::Arc::make_mut(ws.drafts.values_mut().next().unwrap());
        let at = draft.index_of(id(changed)).unwrap();
        draft.paragraphs[at] = std::sync::Arc::new(draft.paragraphs[at].with_text("Other words:"));
        live.follow(&before, &ws);
        assert_eq!(live.state(), &ws.consensus());
        let rows = live.state().paragraphs.iter();
        let rows = rows.filter(|p| !p.stale.is_empty());
        let rows = rows.inspect(|p| assert_eq!(p.status.word(), "stale"));
        rows.map(|p| p.id.to_string()).collect::<Vec<_>>().join(" ")
    };
    for (changed, expected) in [
        ("a", "a b c d"),
        ("b", "b"),
        ("c", "c d"),
        ("d", "d"),
        ("e", "e"),
    ] {
        assert_eq!(stale(changed), expected, "{changed}");
    }
}

#[test]
fn a_group_speaks_for_its_members_and_who_departs_broke_ranks() {
    let ws = workspace(
        "members AUT BEL CHL\ngroup EU AUT BEL\ngroup G77 BEL CHL\nloose LOT AUT CHL\n\
         a paragraph | A.\nb paragraph | B.\nc paragraph | C.\n\
         @ EU agree a\n@ AUT oppose a\n@ G77 reserve a\n@ LOT oppose b\n@ EU agree c\n@ AUT agree c",
    );
    let said = |code: &str, name: &str| {
        let code: Code = code.parse().unwrap();
        let p = ws.original().unwrap().get(id(name)).unwrap();
        let standing = ws.standing(code, p).map(|s| {
            let via = s.via.map(|via| format!(" via {via}")).unwrap_or_default();
            format!("{}{via}", s.position.stance.word())
        });
        let broke = ws
            .broke_ranks(code, id(name))
            .map(|g| format!(", broke ranks with {g}"));
        let torn = ws
            .torn(code, id(name))
            .map(|(a, b)| format!(", {a} and {b} differ"));
        [standing, broke, torn]
            .into_iter()
            .flatten()
            .collect::<String>()
    };
    for (code, name, expected) in [
        ("AUT", "a", "oppose, broke ranks with EU"),
        ("BEL", "a", "agree via EU, EU and G77 differ"),
        ("CHL", "a", "reserve via G77"),
        // A group that does not bind speaks for nobody but itself.
        ("AUT", "b", ""),
        // The same stance of its own is no departure.
        ("AUT", "c", "agree"),
        ("BEL", "c", "agree via EU"),
    ] {
        assert_eq!(said(code, name), expected, "{code} on {name}");
    }
}

#[test]
fn a_group_that_is_stale_is_so_for_all_its_members_at_once() {
    let ws = workspace(
        "members AUT BEL CHL\ngroup EU AUT BEL CHL\na paragraph | A.\n@ EU agree a < Old.\n@ CHL agree a",
    );
    let a = &ws.consensus().paragraphs[0];
    let stale: Vec<&str> = a.stale.iter().map(Code::as_str).collect();
    assert_eq!(stale, ["AUT", "BEL"]);
}

#[test]
fn a_condition_is_met_when_what_it_names_is_agreed_and_reverts_when_that_is_reopened() {
    let mut ws = workspace(
        "members KAZ\na paragraph | A.\nb paragraph | B.\n@ KAZ agree_if a : b\n@ KAZ agree b\n= b ad_ref",
    );
    let mut live = LiveConsensus::new(&ws);
    assert_eq!(live.state().paragraphs[0].readiness, Readiness::Clear);
    let before = ws.clone();
    let all = std::sync::Arc::make_mut(&mut ws.agreements);
    all.get_mut(&id("b")).unwrap()[0].reopened = Some(crate::model::Reopening {
        by: "KAZ".parse().unwrap(),
        at: None,
        reason: "new instructions".into(),
    });
    live.follow(&before, &ws);
    assert_eq!(live.state().paragraphs[0].readiness, Readiness::Pending);
    assert_eq!(live.state(), &ws.consensus());
}

#[test]
fn a_document_is_clear_when_every_paragraph_and_title_is_agreed_no_bracket_remains_and_packages_are_closed()
 {
    let base = "members KAZ\nt title | Title.\na paragraph | A.\nb paragraph | B.\n";
    for (more, expected) in [
        ("= t ad_ref\n= a ad_ref\n= b ad_ref", ""),
        ("= a ad_ref\n= b ad_ref", "1 title not agreed"),
        ("= t ad_ref\n= a ad_ref", "1 paragraph not agreed"),
        (
            "= t ad_ref\n= a ad_ref\n= b ad_ref\n@ KAZ reserve b",
            "1 paragraph pending",
        ),
        (
            "= t ad_ref\n= a ad_ref\n= b ad_ref\n@ KAZ oppose b",
            "1 paragraph blocked",
        ),
        (
            "c paragraph | [C].\n= t ad_ref\n= a ad_ref\n= b ad_ref\n= c ad_ref",
            "1 bracket left",
        ),
        (
            "package deal a b\n= t ad_ref\n= a ad_ref",
            "1 paragraph not agreed · 1 package open",
        ),
        ("package deal a b\n= t ad_ref\n= a ad_ref\n= b ad_ref", ""),
    ] {
        let consensus = workspace(&format!("{base}{more}")).consensus();
        assert_eq!(consensus.reasons().join(" · "), expected, "{more}");
        assert_eq!(consensus.ready, expected.is_empty(), "{more}");
        let clear = consensus.readiness() == Readiness::Clear;
        assert_eq!(clear, expected.is_empty(), "{more}");
    }
    assert_eq!(
        workspace("members KAZ").consensus().reasons(),
        ["there is no paragraph to agree on"]
    );
}

#[test]
fn a_package_closes_with_its_last_paragraph_and_opens_again_when_one_is_reopened_or_changed() {
    let mut ws = workspace(
        "members KAZ\npackage deal a b\na paragraph | A.\nb paragraph | B.\n= a ad_ref\n= b informals except KAZ",
    );
    let open = |ws: &Workspace| {
        let consensus = ws.consensus();
        let package = consensus.packages_of(id("a")).next().unwrap().clone();
        let open: Vec<String> = package.open.iter().map(ToString::to_string).collect();
        open.join(" ")
    };
    assert_eq!(open(&ws), "b");
    let mut live = LiveConsensus::new(&ws);
    for (line, expected) in [
        ("= b informals", ""),
        ("= a ad_ref < Old.", "a"),
        ("= a ad_ref", ""),
    ] {
        let before = ws.clone();
        sketch::add(&mut ws, line);
        live.follow(&before, &ws);
        assert_eq!(live.state(), &ws.consensus());
        assert_eq!(open(&ws), expected, "{line}");
    }
}

#[test]
fn sections_are_summed_with_those_below_them() {
    let ws = workspace(
        "members KAZ\n\
         h heading | One\na paragraph | A.\ng heading:1 | One and a half\nb paragraph | [B].\n\
         k heading | Two\nc paragraph | C.\n= a ad_ref\n@ KAZ oppose c",
    );
    let consensus = ws.consensus();
    let rows: Vec<String> = consensus
        .sections
        .iter()
        .map(|s| {
            format!(
                "{} {} {}: {}",
                s.heading,
                s.counts.total(),
                s.readiness().word(),
                s.reason()
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            "h 2 pending: 1 not agreed, 1 bracketed words",
            "g 1 pending: 1 not agreed, 1 bracketed words",
            "k 1 blocked: 1 blocked, 1 not agreed",
        ]
    );
}

#[test]
fn every_stance_is_counted_once_in_votes() {
    for word in Stance::WORDS {
        let ws = workspace(&format!(
            "members KAZ UZB\na paragraph | A.\n@ KAZ {word} a"
        ));
        let v = ws.consensus().paragraphs[0].votes;
        let all = v.for_ + v.against + v.undecided + v.unheard + v.absent;
        assert_eq!(all, 2, "{word}");
    }
}
