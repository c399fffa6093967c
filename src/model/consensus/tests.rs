mod rules;

use super::*;
use std::sync::Arc;

use proptest::prelude::*;

use crate::model::sketch::{self, id, workspace};
use crate::model::{Kind, Parking, Reopening, Role};

/// Status and readiness of paragraph `a`, with who is in the way: `open blocked by KAZ`.
#[track_caller]
fn check(sketch: &str, expected: &str) {
    let ws = workspace(&format!(
        "members KAZ UZB\nobservers OSCE\na paragraph | Words of a.\n{sketch}"
    ));
    let consensus = ws.consensus();
    let a = &consensus.paragraphs[0];
    let mut said = format!("{} {}", a.status.word(), a.readiness.word());
    for (word, codes) in [
        ("by", &a.blocking),
        ("pending", &a.pending),
        ("stale", &a.stale),
        ("unheard", &a.unheard),
    ] {
        if !codes.is_empty() {
            let codes: Vec<&str> = codes.iter().map(Code::as_str).collect();
            said.push_str(&format_args!(" {word} {}", codes.join(",")).to_string());
        }
    }
    assert_eq!(said, expected, "{sketch}");
}

#[test]
fn consensus_is_the_absence_of_formal_objection() {
    check("", "open clear unheard KAZ,UZB");
    check("@ KAZ agree a", "open clear unheard UZB");
    check("@ KAZ absent a\n@ UZB flexible a", "open clear");
    check("@ KAZ oppose a", "open blocked by KAZ unheard UZB");
    check(
        "@ KAZ amend a\n@ UZB reserve a",
        "open blocked by KAZ pending UZB",
    );
    check("@ KAZ reserve a\n@ UZB agree a", "open pending pending KAZ");
}

#[test]
fn observers_never_stand_in_the_way() {
    check(
        "@ OSCE oppose a\n@ KAZ agree a\n@ UZB agree a",
        "open clear",
    );
}

#[test]
fn a_position_on_other_words_is_stale_and_does_not_block() {
    check(
        "@ KAZ agree a < Old words.\n@ UZB agree a",
        "open pending stale KAZ",
    );
    check(
        "@ KAZ oppose a < Old words.\n@ UZB agree a",
        "open pending stale KAZ",
    );
    check("@ KAZ absent a < Old words.\n@ UZB agree a", "open clear");
    check(
        "@ KAZ reserve a < Old words.\n@ UZB agree a",
        "open pending pending KAZ",
    );
}

#[test]
fn a_condition_is_met_once_what_it_names_is_agreed() {
    let b = "b paragraph | Words of b.";
    check(
        &format!("{b}\n@ KAZ agree_if a : b\n@ UZB agree a"),
        "open pending pending KAZ",
    );
    check(
        &format!("{b}\n@ KAZ agree_if a : b\n@ UZB agree a\n= b ad_ref"),
        "open clear",
    );
    check(
        &format!("{b}\n@ KAZ agree_if a : b\n@ UZB agree a\n= b ad_ref < Old."),
        "open pending pending KAZ",
    );
    check(
        "@ KAZ agree_if a\n@ UZB agree a",
        "open pending pending KAZ",
    );
}

#[test]
fn the_last_agreement_makes_the_status() {
    check("= a ad_ref", "ad_ref clear unheard KAZ,UZB");
    check("= a ad_ref\n= a informals", "agreed clear unheard KAZ,UZB");
    check("= a informals < Old words.", "stale clear unheard KAZ,UZB");
    check(
        "= a committee except UZB",
        "pending pending pending UZB unheard KAZ,UZB",
    );
}

#[test]
fn a_reopened_agreement_no_longer_counts() {
    let mut ws = workspace("members KAZ\na paragraph | Some [words].\n= a ad_ref");
    let p = ws.original().unwrap().paragraphs[0].clone();
    assert_eq!(ws.status(&p), Status::AdRef);
    let reopening = crate::model::Reopening {
        by: "KAZ".parse().unwrap(),
        at: None,
        reason: "new".into(),
    };
    std::sync::Arc::make_mut(&mut ws.agreements)
        .get_mut(&id("a"))
        .unwrap()[0]
        .reopened = Some(reopening);
    assert_eq!(ws.status(&p), Status::Bracketed);
}

#[test]
fn a_group_speaks_for_members_that_have_not_spoken() {
    let groups = "group EU KAZ UZB";
    check(
        &format!("{groups}\n@ EU oppose a"),
        "open blocked by KAZ,UZB",
    );
    check(
        &format!("{groups}\n@ EU oppose a\n@ UZB agree a"),
        "open blocked by KAZ",
    );
    let ws = workspace(&format!(
        "members KAZ UZB\n{groups}\na paragraph | A.\n@ EU agree a"
    ));
    let p = ws.original().unwrap().paragraphs[0].clone();
    let standing = ws.standing("UZB".parse().unwrap(), &p).unwrap();
    assert_eq!(standing.via.map(|c| c.to_string()).as_deref(), Some("EU"));
}

#[test]
fn sums_are_over_the_body_and_ready_means_everything() {
    let ws = workspace(
        "members KAZ UZB\n\
         t title | Title.\n\
         a operative 1 | Words [of] a.\n\
         b operative 2 | Words of b.\n\
         @ KAZ agree a\n@ KAZ agree b\n@ UZB agree b < Old.\n\
         = b ad_ref",
    );
    let consensus = ws.consensus();
    assert_eq!(
        (
            consensus.counts.total(),
            consensus.counts.agreed(),
            consensus.brackets
        ),
        (2, 1, 1)
    );
    assert_eq!(consensus.counts.of(Status::Bracketed), 1);
    assert!(!consensus.ready);
    let kaz = &consensus.delegations[0];
    assert_eq!((kaz.of("agree"), kaz.stale, kaz.unheard), (2, 0, 0));
    let uzb = &consensus.delegations[1];
    assert_eq!((uzb.of("agree"), uzb.stale, uzb.unheard), (0, 1, 1));

    let ready =
        workspace("members KAZ UZB\na paragraph | A.\n@ KAZ agree a\n= a committee").consensus();
    assert!(ready.ready);
    assert!(
        !workspace("members KAZ").consensus().ready,
        "an empty text is not ready"
    );
}

/// Something that happens in a meeting.
#[derive(Debug, Clone)]
enum Event {
    Sketch(String),
    Words(&'static str, &'static str),
    Unheard(&'static str, &'static str),
    Reopen(&'static str),
    Park(&'static str),
    Unpark(&'static str),
    Delete(&'static str),
    Role(&'static str, Role),
    Observer(&'static str),
}

const IDS: [&str; 4] = ["a", "b", "c", "d"];
const CODES: [&str; 5] = ["KAZ", "UZB", "AUT", "EU", "OSCE"];

fn event() -> impl Strategy<Value = Event> {
    let id = || prop::sample::select(IDS.to_vec());
    let code = || prop::sample::select(CODES.to_vec());
    let words = prop::sample::select(vec![
        "Words of a.",
        "Other words.",
        "With [a bracket] in it.",
        "It opens [here.",
        "It closes] here.",
    ]);
    let stance = prop::sample::select(Stance::WORDS.to_vec());
    let level = prop::sample::select(vec!["ad_ref", "informals", "committee"]);
    let old = prop::sample::select(vec!["", " < Words of a."]);
    let except = prop::sample::select(vec!["", " except UZB", " except KAZ UZB"]);
    prop_oneof![
        6 => (code(), stance, id(), id(), old.clone()).prop_map(|(code, stance, on, need, old)| {
            let needs = if stance == "agree_if" { format!(" : {need}") } else { String::new() };
            Event::Sketch(format!("@ {code} {stance} {on}{needs}{old}"))
        }),
        3 => (id(), level, except, old)
            .prop_map(|(on, level, except, old)| Event::Sketch(format!("= {on} {level}{except}{old}"))),
        3 => (id(), words).prop_map(|(id, words)| Event::Words(id, words)),
        1 => (code(), id()).prop_map(|(code, id)| Event::Unheard(code, id)),
        1 => id().prop_map(Event::Reopen),
        1 => id().prop_map(Event::Park),
        1 => id().prop_map(Event::Unpark),
        1 => id().prop_map(Event::Delete),
        1 => id().prop_map(|id| Event::Role(id, Role::Heading)),
        1 => code().prop_map(Event::Observer),
    ]
}

fn happen(ws: &mut Workspace, event: &Event) {
    let there = |ws: &Workspace, name: &str| ws.words(id(name)).is_some();
    let paragraph = |ws: &mut Workspace, name: &str, change: &dyn Fn(&Paragraph) -> Paragraph| {
        let document = Arc::make_mut(ws.drafts.values_mut().next().unwrap());
        if let Some(at) = document.index_of(id(name)) {
            document.paragraphs[at] = Arc::new(change(&document.paragraphs[at]));
        }
    };
    match event {
        Event::Sketch(line) => {
            let named = line.split_whitespace().find(|word| IDS.contains(word));
            if named.is_some_and(|name| there(ws, name)) {
                sketch::add(ws, line);
                // As everything that is said: under the chapeau as it stands.
                let named = id(named.unwrap());
                let now = ws.footing(named).and_then(|now| now.chapeau);
                if let Some(code) = line.strip_prefix("@ ") {
                    let code: Code = code.split_whitespace().next().unwrap().parse().unwrap();
                    let held = Arc::make_mut(ws.positions.get_mut(&code).unwrap());
                    held.get_mut(&named).unwrap().chapeau = now;
                } else {
                    let all = Arc::make_mut(&mut ws.agreements).get_mut(&named).unwrap();
                    all.last_mut().unwrap().chapeau = now;
                }
            }
        }
        Event::Words(name, words) => paragraph(ws, name, &|p| p.with_text(words)),
        Event::Role(name, role) => paragraph(ws, name, &|p| {
            let mut p = p.clone();
            p.role = *role;
            p
        }),
        Event::Unheard(code, name) => {
            if let Some(held) = ws.positions.get_mut(&code.parse().unwrap()) {
                Arc::make_mut(held).remove(&id(name));
            }
        }
        Event::Reopen(name) => {
            let all = Arc::make_mut(&mut ws.agreements).get_mut(&id(name));
            if let Some(last) = all.and_then(|all| all.last_mut()) {
                last.reopened = Some(Reopening {
                    by: "UZB".parse().unwrap(),
                    reason: "new instructions".into(),
                    at: None,
                });
            }
        }
        Event::Park(name) => {
            Arc::make_mut(&mut ws.parked).insert(id(name), Parking::default());
        }
        Event::Unpark(name) => {
            Arc::make_mut(&mut ws.parked).remove(&id(name));
        }
        Event::Delete(name) => {
            let document = Arc::make_mut(ws.drafts.values_mut().next().unwrap());
            document.paragraphs.retain(|p| p.id != id(name));
        }
        Event::Observer(code) => {
            let header = Arc::make_mut(&mut ws.header);
            for delegation in &mut header.delegations {
                if delegation.code.as_str() == *code {
                    delegation.kind = Kind::Observer;
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(crate::text::samples::cases())]
    #[test]
    fn what_is_followed_is_what_would_be_computed(
        events in prop::collection::vec(prop::collection::vec(event(), 1..3), 1..25),
        rule in prop::sample::select(super::super::Rule::ALL.to_vec()),
    ) {
        let mut ws = workspace(&format!(
            "members KAZ UZB AUT\nobservers OSCE\npermanent UZB\ngroup EU AUT KAZ\nrule {}\npackage deal a d\n\
             t title | T.\nh heading | One\na paragraph | Words of a.\ng heading:1 | Two\n\
             b operative | Words of b.\nc item:1 | Words of c.\nd item:2 | Words of d.\n= t ad_ref",
            rule.1
        ));
        let mut live = LiveConsensus::new(&ws);
        for events in events {
            let before = ws.clone();
            for event in &events {
                happen(&mut ws, event);
            }
            live.follow(&before, &ws);
            prop_assert_eq!(live.state(), &ws.consensus(), "{:?}", events);
        }
    }
}
