//! Paragraphs that are nearly alike: where one side strikes or moves one of two and the other edits, nothing is mixed unsaid.

use std::sync::Arc;

use proptest::prelude::*;

use crate::compare::merge::*;
use crate::model::{Head, Role};

/// Words of six languages; a number behind one makes many of it.
const WORDS: [&[&str]; 6] = [
    &["Parties", "report", "shall", "measures"],
    &["Parties", "rapport", "doivent", "mesures"],
    &["Partes", "informe", "deberán", "medidas"],
    &["Стороны", "доклад", "должны", "меры"],
    &["الأطراف", "تقرير", "تقدم", "تدابير"],
    &["缔约方", "报告", "提交", "措施"],
];

/// What a side does with one of the two.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Deed {
    Strike,
    Move(usize),
}

#[derive(Debug, Clone)]
struct Case {
    texts: Vec<Vec<String>>,
    /// Where the two stand in the base.
    twins: [usize; 2],
    /// Which of the two we strike or move.
    nth: usize,
    deed: Deed,
    /// Where we change a word of the other one, and of the one that we moved.
    ours: [Option<usize>; 2],
    /// Where they change a word of each.
    theirs: [Option<usize>; 2],
}

fn case() -> impl Strategy<Value = Case> {
    let text = proptest::collection::vec(0..4_usize, 9..16);
    let place = proptest::option::weighted(0.7, 0..9_usize);
    (
        0..WORDS.len(),
        proptest::collection::vec(text, 3..8),
        any::<[prop::sample::Index; 2]>(),
        proptest::collection::vec(0..9_usize, 0..3),
        (
            0..2_usize,
            proptest::option::of(any::<prop::sample::Index>()),
        ),
        ([place.clone(), place.clone()], [place.clone(), place]),
    )
        .prop_map(
            |(language, texts, [first, second], differ, (nth, to), (ours, theirs))| {
                let say = |word: usize, number: usize| format!("{}{number}", WORDS[language][word]);
                // No two words are the same, but for those of the twins.
                let mut number = 0..;
                let mut numbered = |word: usize| say(word, number.next().unwrap_or(0));
                let mut texts: Vec<Vec<String>> = texts
                    .into_iter()
                    .map(|text| text.into_iter().map(&mut numbered).collect())
                    .collect();
                let first = first.index(texts.len());
                let mut twin = texts[first].clone();
                for at in differ {
                    twin[at] = say(at % 4, 1000 + at);
                }
                // Most twins are neighbours.
                let second = match second.index(3) {
                    0 => second.index(texts.len() + 1),
                    _ => first + 1,
                };
                texts.insert(second, twin);
                let first = if second <= first { first + 1 } else { first };
                let deed = to.map_or(Deed::Strike, |to| Deed::Move(to.index(texts.len())));
                Case {
                    texts,
                    twins: [first, second],
                    nth,
                    deed,
                    ours,
                    theirs,
                }
            },
        )
}

fn document(texts: &[String], side: u64) -> Document {
    let mut document = Document::new(Head::new("en".parse().unwrap(), "T"));
    for (at, text) in texts.iter().enumerate() {
        let id = Id::from_random(side << 32 | at as u64);
        document
            .paragraphs
            .push(Arc::new(Paragraph::new(id, Role::Paragraph, text)));
    }
    document
}

/// The three texts of a case. A word that we changed in the n-th of the two became `oursN`, one of theirs `theirsN`.
fn three(case: &Case) -> [Vec<String>; 3] {
    let joined = |texts: &[Vec<String>]| -> Vec<String> {
        texts
            .iter()
            .map(|text| format!("{}.", text.join(" ")))
            .collect()
    };
    let (mut ours, mut theirs) = (case.texts.clone(), case.texts.clone());
    for nth in 0..2 {
        if let Some(at) = case.theirs[nth] {
            theirs[case.twins[nth]][at] = format!("theirs{nth}");
        }
        if let Some(at) = case.ours[nth].filter(|_| nth != case.nth || case.deed != Deed::Strike) {
            ours[case.twins[nth]][at] = format!("ours{nth}");
        }
    }
    let moved = ours.remove(case.twins[case.nth]);
    if let Deed::Move(to) = case.deed {
        ours.insert(to.min(ours.len()), moved);
    }
    [joined(&case.texts), joined(&ours), joined(&theirs)]
}

/// Whether the two only changed places: that cannot be told from words changed where they stand.
fn is_exchange(case: &Case) -> bool {
    let Deed::Move(to) = case.deed else {
        return false;
    };
    let mut order: Vec<usize> = (0..case.texts.len()).collect();
    order.remove(case.twins[case.nth]);
    order.insert(to.min(order.len()), case.twins[case.nth]);
    let mut all = order.into_iter().enumerate();
    all.all(|(at, of)| at == of || case.twins.contains(&at) && case.twins.contains(&of))
}

/// What is wrong with a merge of a case, if anything.
fn wrong(case: &Case, turned: bool) -> Option<String> {
    if is_exchange(case) {
        return None;
    }
    let [base, ours, theirs] = three(case);
    let (base, ours, theirs) = (document(&base, 1), document(&ours, 2), document(&theirs, 3));
    let options = MergeOptions {
        ids: false,
        names: Holders::default(),
    };
    let merged = if turned {
        merge(&base, &theirs, &ours, options)
    } else {
        merge(&base, &ours, &theirs, options)
    };
    let mut found = String::new();
    for (at, p) in merged.document.paragraphs.iter().enumerate() {
        found.push_str(p.text());
        found.push('\n');
        if merged
            .conflicts
            .iter()
            .any(|conflict| conflict.place == Some(at))
        {
            continue;
        }
        for nth in 0..2 {
            let (own, other) = (format!("ours{nth}"), format!("theirs{}", 1 - nth));
            if p.text().contains(&own) && p.text().contains(&other) {
                return Some(format!("mixed: {}", p.text()));
            }
        }
        let struck = format!("theirs{}", case.nth);
        if case.deed == Deed::Strike && p.text().contains(&struck) {
            return Some(format!("what we struck stands: {}", p.text()));
        }
    }
    let put_in = [(&ours, "ours"), (&theirs, "theirs")]
        .into_iter()
        .flat_map(|(side, of)| {
            let all: String = side.paragraphs.iter().map(|p| p.text()).collect();
            [0, 1]
                .map(|nth| format!("{of}{nth}"))
                .into_iter()
                .filter(move |word| all.contains(word))
        });
    let mut lost = put_in.filter(|word| !found.contains(word));
    lost.next().map(|word| format!("lost {word}:\n{found}"))
}

proptest! {
    #![proptest_config(crate::text::samples::cases())]

    #[test]
    fn twins_are_never_mixed_unsaid(case in case()) {
        for turned in [false, true] {
            if let Some(wrong) = wrong(&case, turned) {
                prop_assert!(false, "{}\n{:#?}", wrong, three(&case));
            }
        }
    }
}

/// What came of a merge, paragraphs with a conflict marked.
fn merged(base: &[&str], ours: &[&str], theirs: &[&str]) -> Vec<String> {
    let of = |texts: &[&str], side| {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        document(&texts, side)
    };
    let options = MergeOptions {
        ids: false,
        names: Holders::default(),
    };
    let merged = merge(&of(base, 1), &of(ours, 2), &of(theirs, 3), options);
    let all = merged.document.paragraphs.iter().enumerate();
    all.map(|(at, p)| {
        let said = merged.conflicts.iter().filter(|c| c.place == Some(at));
        let said: Vec<&str> = said.flat_map(|c| [c.dispute.word(), "! "]).collect();
        let said = said.concat();
        format!("{said}{}", p.text())
    })
    .collect()
}

const FIRST: &str = "Invites the States of the region to report on the use of water every year;";
const TWIN: &str = "Invites the States of the region to report on the use of land every year;";

#[test]
fn of_two_neighbours_the_words_tell_which_was_struck() {
    for (struck, kept) in [(FIRST, TWIN), (TWIN, FIRST)] {
        let base = ["The Conference,", FIRST, TWIN, "Decides to meet again."];
        let changed = kept.replace("every year", "every second year");
        let ours = ["The Conference,", &changed, "Decides to meet again."];
        let theirs = base.map(|text| {
            if text == kept {
                kept.replace("Invites", "Urges")
            } else {
                text.to_owned()
            }
        });
        let theirs = theirs.each_ref().map(String::as_str);
        let expected = changed.replace("Invites", "Urges");
        let expected = ["The Conference,", &expected, "Decides to meet again."];
        assert_eq!(merged(&base, &ours, &theirs), expected, "{struck}");
        assert_eq!(merged(&base, &theirs, &ours), expected, "{struck}");
    }
}

#[test]
fn of_two_that_are_the_same_a_person_must_look() {
    let base = ["The Conference,", FIRST, FIRST, "Decides to meet again."];
    let changed = FIRST.replace("every year", "every second year");
    let ours = ["The Conference,", &changed, "Decides to meet again."];
    for edited in [1, 2] {
        let urges = FIRST.replace("Invites", "Urges");
        let mut theirs = base;
        theirs[edited] = &urges;
        let found = merged(&base, &ours, &theirs);
        let said = found.iter().filter(|text| text.contains("twins! "));
        assert!(said.count() > 0, "{found:?}");
        let mixed = |text: &String| text.contains("Urges") && text.contains("every second year");
        assert!(!found.iter().any(mixed), "{found:?}");
    }
}

#[test]
fn both_struck_one_of_two_that_are_the_same() {
    let base = ["The Conference,", FIRST, FIRST, "Decides to meet again."];
    let one = ["The Conference,", FIRST, "Decides to meet again."];
    assert_eq!(merged(&base, &one, &one), one);
}
