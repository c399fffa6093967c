//! Hand-counted: who holds which bracket, since when, and the sums.

use std::collections::HashMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::model::sketch::{add, id, workspace};
use crate::model::{ProposalStatus, SpanBracket, Version};
use crate::text::samples::{cases, text};

const ROOM: &str = "members KAZ UZB TKM IRN AZE\nobservers OSCE\ngroup EU UZB TKM\n";

fn room(lines: &str) -> Workspace {
    workspace(&format!("{ROOM}{lines}"))
}

fn no_kin(_: &Document, _: &Document) -> Kin {
    Kin::new()
}

/// Freezes the draft as it is.
fn freeze(ws: &mut Workspace, label: &str, day: i64) {
    ws.versions.push(Arc::new(Version {
        label: label.parse().unwrap(),
        frozen: Some(Moment::new(day * 86_400, 0)),
        documents: ws.drafts.clone(),
    }));
}

/// Gives a paragraph of the draft other words.
fn write(ws: &mut Workspace, name: &str, text: &str) {
    let document = Arc::make_mut(ws.drafts.values_mut().next().unwrap());
    let at = document.index_of(id(name)).unwrap();
    let p = document.paragraphs[at].with_text(text);
    document.paragraphs[at] = Arc::new(p);
}

/// `a2 KAZ UZB | IRN | TKM`: paragraph, number, those for it, those against it, those who reserve.
fn told(ws: &Workspace) -> Vec<String> {
    let held = Holdings::of(ws, no_kin);
    let rows = held.brackets.iter().map(|h| {
        let number = h.number.map_or_else(|| "…".to_owned(), |n| n.to_string());
        let [a, b, c] = [h.proposers(), h.opponents(), h.reserving()].map(|who| who.join(" "));
        format!("{}{number} {a} | {b} | {c}", h.paragraph)
    });
    rows.collect()
}

fn aged(ws: &Workspace, kin: Kinship) -> Vec<String> {
    let held = Holdings::of(ws, kin);
    let now = Moment::new(100 * 86_400 + 5, 0);
    let rows = held.brackets.iter().map(|h| {
        let since = held
            .since(h)
            .map_or_else(|| "new".to_owned(), |(label, _)| label.to_string());
        let days = held
            .days(h, now)
            .map_or_else(String::new, |days| format!(" {days}d"));
        format!("{} {since} {}v{days}", h.words(), h.age.versions)
    });
    rows.collect()
}

#[test]
fn who_is_named_in_a_bracket_holds_it() {
    let ws = room(
        "a paragraph 1 | States [shall - KAZ, UZB; IRN delete / should - AZE; TKM reserve] sign [swiftly] [with [due - EU] care - US; G77 delete].\n\
         b paragraph 2 | [KAZ: All] States [удалить, Казахстан] report by [date] [sic].\n\
         t title | A [title]",
    );
    assert_eq!(
        told(&ws),
        [
            "a1 KAZ UZB AZE | IRN | TKM",
            "a2  |  | ",
            // Who is no party of the workspace is named as written.
            "a3 US | G77 | ",
            "a4 EU |  | ",
            "b1 KAZ |  | ",
            "b2  |  | ",
            "b3  |  | ",
        ]
    );
    let held = Holdings::of(&ws, no_kin);
    let depths: Vec<usize> = held.brackets.iter().map(|h| h.depth).collect();
    assert_eq!(depths, [0, 0, 0, 1, 0, 0, 0]);
    let kazakhstan = &held.brackets[0].holders[0];
    assert_eq!(
        (kazakhstan.wording, kazakhstan.code),
        (Some(0), Some("KAZ".parse().unwrap()))
    );
    assert_eq!(held.brackets[2].holders[0].code, None);
    assert_eq!(held.brackets.len(), ws.consensus().brackets);
}

#[test]
fn a_position_on_the_paragraph_counts_for_all_its_brackets_unless_its_holder_is_named_there() {
    let ws = room(
        "a paragraph 1 | States [shall - KAZ] sign [swiftly].\n\
         b paragraph 2 | States report [yearly].\n\
         c paragraph 3 | No bracket.\n\
         @ KAZ oppose a\n@ UZB oppose a\n@ IRN reserve a\n@ AZE agree a\n@ TKM amend a < Old words.\n\
         @ OSCE amend b\n@ EU oppose b\n@ UZB oppose c",
    );
    assert_eq!(
        told(&ws),
        ["a1 KAZ | UZB | IRN", "a2  | UZB | IRN", "b1  | OSCE EU | ",]
    );
}

fn propose(ws: &mut Workspace, name: &str, by: &str, paragraph: &str, wanted: Wanted) {
    let base = ws
        .original()
        .unwrap()
        .get(id(paragraph))
        .unwrap()
        .text()
        .to_owned();
    let mut made = Proposal::new(id(name), id(paragraph), &base, wanted);
    let (by, with) = by.split_once('+').unwrap_or((by, ""));
    let codes = |said: &str| {
        said.split_whitespace()
            .map(|c| c.parse().unwrap())
            .collect()
    };
    (made.by, made.supporters) = (codes(by), codes(with));
    Arc::make_mut(&mut ws.proposals).insert(made.id, Arc::new(made));
}

#[test]
fn who_stands_behind_a_proposal_that_changes_a_bracket_is_against_it_as_it_stands() {
    let mut ws = room(
        "a paragraph 1 | States [shall - KAZ] sign [swiftly] the [swiftly] made text.\n\
         b paragraph 2 | States report [yearly].",
    );
    let words = |text: &str| Wanted::Words(text.into());
    propose(
        &mut ws,
        "p1",
        "UZB+IRN",
        "a",
        words("States shall sign [swiftly] the [swiftly] made text."),
    );
    // It changes other words, and both brackets stay.
    propose(
        &mut ws,
        "p2",
        "AZE",
        "a",
        words("All States [shall - KAZ] sign [swiftly] the [swiftly] made text."),
    );
    propose(&mut ws, "p3", "TKM", "b", Wanted::Gone);
    propose(&mut ws, "p4", "AZE", "b", Wanted::Move { after: None });
    add(&mut ws, "@ AZE agree b");
    let mut amend = Position::new(Stance::Amend(Some(id("p1"))), ws.words(id("a")).unwrap());
    amend.note = None;
    ws.positions
        .insert("UZB".parse().unwrap(), Arc::new([(id("a"), amend)].into()));
    assert_eq!(
        told(&ws),
        [
            "a1 KAZ | UZB IRN | ",
            "a2  |  | ",
            "a3  |  | ",
            "b1  | TKM | "
        ]
    );
    let proposals = Arc::make_mut(&mut ws.proposals);
    let mut decided = Proposal::clone(&proposals[&id("p1")]);
    decided.status = ProposalStatus::Rejected;
    proposals.insert(id("p1"), Arc::new(decided));
    assert_eq!(told(&ws)[0], "a1 KAZ |  | ");
}

#[test]
fn a_bracket_over_several_paragraphs_is_held_by_who_is_named_at_its_end() {
    let mut ws = room(
        "a paragraph 1 | [Whole.\nb paragraph 2 | [Two - KAZ] and - IRN; UZB delete]\nc paragraph 3 | Three.\nd paragraph 4 | Four.\n@ AZE oppose b",
    );
    let head = &mut Arc::make_mut(ws.drafts.values_mut().next().unwrap()).head;
    head.brackets.push(SpanBracket {
        from: id("c"),
        to: id("d"),
        marks: "KAZ; EU, IRN delete".into(),
        chair: None,
    });
    assert_eq!(
        told(&ws),
        [
            "a… IRN | UZB AZE | ",
            "b1 KAZ | AZE | ",
            "c… KAZ | EU IRN | "
        ]
    );
    let held = Holdings::of(&ws, no_kin);
    let count = |place| held.on(place).count();
    assert_eq!([count(0), count(1), count(2), count(3)], [1, 2, 1, 1]);
    assert_eq!(held.brackets.len(), ws.consensus().brackets);
}

#[test]
fn a_bracket_is_known_again_by_what_it_says_and_where_it_stands() {
    let mut ws = room(
        "a paragraph 1 | States [shall] sign [swiftly - KAZ] the [old] text [and its annexes].",
    );
    freeze(&mut ws, "v1", 90);
    // One was put in before, one lost its holder, one was reworded between the same words, one grew.
    write(
        &mut ws,
        "a",
        "[All] States [should] sign [swiftly] the text [and all of its annexes].",
    );
    freeze(&mut ws, "v2", 95);
    write(
        &mut ws,
        "a",
        "[All] States [should] sign the [old] text [and all of its five annexes].",
    );
    assert_eq!(
        aged(&ws, no_kin),
        [
            "All v2 1v 5d",
            "should v1 2v 10d",
            // It came back: it is a new one.
            "old new 0v",
            "and all of its five annexes v1 2v 10d",
        ]
    );
    let rows = Holdings::of(&ws, no_kin).versions;
    let rows: Vec<[usize; 3]> = rows
        .iter()
        .map(|v| [v.brackets, v.opened, v.settled])
        .collect();
    assert_eq!(rows, [[4, 4, 0], [4, 1, 1], [4, 1, 1]]);
}

#[test]
fn brackets_are_known_again_in_every_script() {
    for (before, after) in [
        ("各国[应当]签署[议定书]。", "所有各国[应]签署[议定书]。"),
        (
            "Государства [должны] подписать [Протокол].",
            "Все государства [должны - KAZ] подписать [Протокол].",
        ),
        (
            "على الدول [أن توقع] [البروتوكول].",
            "على جميع الدول [أن توقع - KAZ] [البروتوكول].",
        ),
        (
            "Les États [signent] le [Protocole].",
            "Tous les États [signent] le [Protocole].",
        ),
    ] {
        let mut ws = room(&format!("a paragraph 1 | {before}"));
        freeze(&mut ws, "v1", 90);
        write(&mut ws, "a", after);
        let found = aged(&ws, no_kin);
        assert!(
            found.iter().all(|row| row.ends_with("v1 1v 10d")),
            "{found:?}"
        );
    }
}

#[test]
fn a_bracket_keeps_its_age_when_its_paragraph_was_split_or_got_another_id() {
    let mut ws = room(
        "a paragraph 1 | States sign, and [they report - KAZ].\nb paragraph 2 | States [may].",
    );
    freeze(&mut ws, "v1", 90);
    write(&mut ws, "a", "States sign,");
    let document = Arc::make_mut(ws.drafts.values_mut().next().unwrap());
    let mut half = document.paragraphs[0].with_text("And [they report - KAZ].");
    half.id = id("c");
    document.paragraphs.insert(1, Arc::new(half));
    assert_eq!(aged(&ws, no_kin), ["they report new 0v", "may v1 1v 10d"]);
    let kin = |_: &Document, _: &Document| HashMap::from([(id("c"), vec![id("a")])]);
    assert_eq!(aged(&ws, kin), ["they report v1 1v 10d", "may v1 1v 10d"]);
}

#[test]
fn a_version_without_a_time_gives_no_days() {
    let mut ws = room("a paragraph 1 | States [shall] sign.");
    freeze(&mut ws, "v1", 90);
    Arc::make_mut(&mut ws.versions[0]).frozen = None;
    assert_eq!(aged(&ws, no_kin), ["shall v1 1v"]);
}

#[test]
fn the_sums_are_those_counted_by_hand() {
    let ws = room(
        "h heading | One\n\
         a paragraph 1 | States [shall - KAZ; IRN delete / should - UZB] sign [swiftly - EU; IRN delete].\n\
         i heading | Two\n\
         b paragraph 2 | States report [yearly - KAZ; TKM delete] [on time] [to all - EU; UZB delete].\n\
         @ AZE reserve b",
    );
    let held = Holdings::of(&ws, no_kin);
    let sums = held.by_section(ws.original().unwrap());
    let told: Vec<String> = sums
        .iter()
        .map(|s| {
            let who: Vec<String> = s.holders.iter().map(|(n, m)| format!("{n} {m}")).collect();
            format!(
                "{} {} {} {}: {}",
                s.name,
                s.brackets,
                s.opposed,
                s.unheld,
                who.join(", ")
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "One 2 2 0: IRN 2, KAZ 1, UZB 1, EU 1",
            "Two 3 2 0: AZE 3, KAZ 1, TKM 1, EU 1, UZB 1"
        ]
    );
    let told: Vec<String> = held
        .by_delegation(&ws.header)
        .iter()
        .map(|d| format!("{} {}+{} {:?} {}", d.code, d.own, d.via, d.wants, d.alone))
        .collect();
    assert_eq!(
        told,
        [
            "AZE 3+0 [0, 0, 0, 0, 0, 3] 0",
            "KAZ 2+0 [2, 0, 0, 0, 0, 0] 0",
            "UZB 2+1 [1, 0, 1, 0, 0, 0] 1",
            "IRN 2+0 [0, 0, 2, 0, 0, 0] 2",
            "TKM 1+2 [0, 0, 1, 0, 0, 0] 1",
        ]
    );
    let groups = held.by_group(&ws.header);
    let [eu] = groups.as_slice() else {
        panic!("one group")
    };
    assert_eq!((eu.own, eu.members, eu.split), (2, 3, 1));
    assert_eq!(held.brackets[0].opponents(), ["IRN"]);
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn every_bracket_that_consensus_counts_is_there_once_and_in_the_draft_that_was_frozen(
        texts in prop::collection::vec(text(), 1..5),
    ) {
        let mut ws = room("");
        let document = Arc::make_mut(ws.drafts.values_mut().next().unwrap());
        for (at, text) in texts.iter().enumerate() {
            let p = crate::model::Paragraph::new(
                crate::model::Id::from_random(at as u64),
                crate::model::Role::Paragraph,
                &crate::text::clean_paragraph(text),
            );
            document.paragraphs.push(Arc::new(p));
        }
        freeze(&mut ws, "v1", 90);
        let held = Holdings::of(&ws, no_kin);
        prop_assert_eq!(held.brackets.len(), ws.consensus().brackets);
        let age = Age { since: 0, versions: 1 };
        prop_assert!(held.brackets.iter().all(|h| h.age == age));
        // Another word in each: what came and what went is what differs.
        let document = Arc::make_mut(ws.drafts.values_mut().next().unwrap());
        for p in &mut document.paragraphs {
            let text = format!("New {}", p.text());
            *p = Arc::new(p.with_text(&text));
        }
        let held = Holdings::of(&ws, no_kin);
        let [frozen, now] = held.versions.as_slice() else {
            panic!("a version and the draft")
        };
        prop_assert_eq!(frozen.brackets + now.opened, now.brackets + now.settled);
        let old = held.brackets.iter().filter(|h| h.age.versions == 1).count();
        prop_assert_eq!(old + now.opened, now.brackets);
    }
}
