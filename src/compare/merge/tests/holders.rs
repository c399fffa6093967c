//! What is true of who holds words, on texts with brackets in six languages.

use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::compare::merge::*;
use crate::model::bracket;

const VOCABULARIES: [&[&str]; 6] = [
    &["States", "shall", "should", "submit", "annual", "reports"],
    &[
        "les",
        "Parties",
        "devraient",
        "présenter",
        "chaque",
        "rapport",
    ],
    &["las", "Partes", "deberán", "presentar", "cada", "informe"],
    &[
        "Стороны",
        "должны",
        "представить",
        "доклад",
        "каждый",
        "год",
    ],
    &["الأطراف", "تقدم", "تقريرا", "سنويا", "كل", "عام"],
    &["各国", "应当", "提交", "报告", "每年", "遵循"],
];

/// A wording and who holds it; the flag says that they want it out.
#[derive(Debug, Clone)]
struct Wording {
    words: Vec<String>,
    holders: Vec<(String, bool)>,
}

/// Words, or wordings in a bracket.
#[derive(Debug, Clone)]
enum Piece {
    Words(Vec<String>),
    Bracket(Vec<Wording>),
}

/// What a side does, by numbers that fit any text.
type Deed = (usize, prop::sample::Index, prop::sample::Index, bool);

fn written(pieces: &[Piece]) -> String {
    let all = pieces.iter().map(|piece| match piece {
        Piece::Words(words) => words.join(" "),
        Piece::Bracket(wordings) => {
            let wordings = wordings.iter().map(|one| {
                let of = |out: bool| {
                    let all = one.holders.iter().filter(|(_, o)| *o == out);
                    all.map(|(name, _)| name.as_str())
                        .collect::<Vec<_>>()
                        .join(", ")
                };
                let (keep, out) = (of(false), of(true));
                let wants = match (keep.is_empty(), out.is_empty()) {
                    (true, true) => String::new(),
                    (false, true) => format!(" - {keep}"),
                    (true, false) => format!(" - {out} delete"),
                    (false, false) => format!(" - {keep}; {out} delete"),
                };
                one.words.join(" ") + &wants
            });
            format!("[{}]", wordings.collect::<Vec<_>>().join(" / "))
        }
    });
    all.collect::<Vec<_>>().join(" ")
}

fn done(base: &[Piece], deeds: &[Deed], letter: char, vocabulary: &[&'static str]) -> Vec<Piece> {
    let mut pieces = base.to_vec();
    for (nth, (what, at, which, out)) in deeds.iter().enumerate() {
        // Some names are the same on both sides.
        let name = if nth == 0 {
            format!("S{nth}X")
        } else {
            format!("{letter}{nth}X")
        };
        let word = vocabulary[which.index(vocabulary.len())];
        let at = at.index(pieces.len());
        match (&mut pieces[at], what) {
            (Piece::Bracket(wordings), 0..=2) => {
                let many = wordings.len();
                wordings[which.index(many)].holders.push((name, *out));
            }
            (Piece::Bracket(wordings), 3..=4) => {
                let many = wordings.len();
                let holders = &mut wordings[which.index(many)].holders;
                if !holders.is_empty() {
                    let last = holders.len() - 1;
                    holders.remove(which.index(last + 1));
                }
            }
            (Piece::Bracket(wordings), 5) => wordings.push(Wording {
                words: vec![word.to_owned(), "2010".to_owned()],
                holders: vec![(name, false)],
            }),
            (Piece::Bracket(wordings), _) => {
                let many = wordings.len();
                wordings[which.index(many)].words.push(word.to_owned());
            }
            (Piece::Words(words), 0..=3) => {
                let wording = Wording {
                    words: words.clone(),
                    holders: vec![(name, *out)],
                };
                pieces[at] = Piece::Bracket(vec![wording]);
            }
            (Piece::Words(words), _) => words.push(word.to_owned()),
        }
    }
    pieces
}

/// A text, and two that each side made of it.
fn three(kinds: std::ops::Range<usize>) -> impl Strategy<Value = [String; 3]> {
    let deed = (
        kinds,
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        any::<bool>(),
    );
    let deeds = proptest::collection::vec(deed, 0..4);
    (0..VOCABULARIES.len()).prop_flat_map(move |language| {
        let vocabulary = VOCABULARIES[language];
        let words = proptest::collection::vec(proptest::sample::select(vocabulary), 1..4);
        let wording = (words.clone(), 0..3_usize);
        let bracket = proptest::collection::vec(wording, 1..4);
        let piece = (any::<bool>(), words, bracket);
        let base = proptest::collection::vec(piece, 1..5);
        (base, deeds.clone(), deeds.clone()).prop_map(move |(base, ours, theirs)| {
            let mut many = 0;
            let told = |words: Vec<&'static str>| -> Vec<String> {
                words.into_iter().map(str::to_owned).collect()
            };
            let mut named = |count: usize| -> Vec<(String, bool)> {
                let all = (0..count).map(|_| {
                    many += 1;
                    (format!("B{many}X"), many % 3 == 0)
                });
                all.collect()
            };
            let base: Vec<Piece> = base
                .into_iter()
                .map(|(is_bracket, words, wordings)| {
                    if !is_bracket {
                        return Piece::Words(told(words));
                    }
                    let all = wordings.into_iter().map(|(words, count)| Wording {
                        words: told(words),
                        holders: named(count),
                    });
                    Piece::Bracket(all.collect())
                })
                .collect();
            let side = |deeds: &[Deed], letter| written(&done(&base, deeds, letter, vocabulary));
            [written(&base), side(&ours, 'O'), side(&theirs, 'T')]
        })
    })
}

/// Who is named in a text, with what they want.
fn named(text: &str) -> BTreeSet<(String, bool)> {
    let read = bracket::parse(text, &bracket::looks_like_code);
    let mut found = BTreeSet::new();
    for mark in read
        .brackets()
        .iter()
        .flat_map(|b| &b.alternatives)
        .flat_map(|a| &a.marks)
    {
        found.insert((
            text.get(mark.party.clone()).unwrap().to_owned(),
            mark.wish == bracket::Wish::Delete,
        ));
    }
    found
}

fn names() -> Holders<'static> {
    Holders {
        ours: Some("EU"),
        theirs: Some("AOSIS"),
        parties: &[],
    }
}

proptest! {
    #![proptest_config(crate::text::samples::cases())]

    #[test]
    fn holders_of_both_sides_are_there_and_no_others([base, ours, theirs] in three(0..8)) {
        for names in [Holders::default(), names()] {
            let merged = merge_words(&base, &ours, &theirs, names);
            let said = &merged.text;
            let read = bracket::parse(said, &bracket::looks_like_code);
            prop_assert!(read.issues.is_empty(), "{base}\n{ours}\n{theirs}\n{said}");
            let (was, own, other) = (named(&base), named(&ours), named(&theirs));
            let found = named(said);
            let known = |name: &str| {
                [&was, &own, &other].iter().any(|all| all.iter().any(|(n, _)| n == name))
            };
            for (name, _) in &found {
                let is_side = Some(name.as_str()) == names.ours || Some(name.as_str()) == names.theirs;
                prop_assert!(is_side || known(name), "{name}\n{base}\n{ours}\n{theirs}\n{said}");
            }
            for alternative in read.brackets().iter().flat_map(|b| &b.alternatives) {
                prop_assert!(alternative.unread.is_empty(), "{base}\n{ours}\n{theirs}\n{said}");
            }
            for one in own.iter().chain(&other).filter(|one| !was.contains(*one)) {
                prop_assert!(found.contains(one), "{one:?}\n{base}\n{ours}\n{theirs}\n{said}");
            }
            // Outside what is disputed, who withdrew is gone.
            let mut outside = said.clone();
            for conflict in merged.conflicts.iter().rev() {
                outside.replace_range(conflict.at.clone(), "¤");
            }
            for (one, rest) in was.iter().map(|one| (one, (own.contains(one), other.contains(one)))) {
                let stands = outside.contains(one.0.as_str());
                prop_assert!(rest != (true, false) && rest != (false, true) || !stands,
                    "{one:?}\n{base}\n{ours}\n{theirs}\n{said}");
                if rest == (true, true) {
                    prop_assert!(found.contains(one), "{one:?}\n{base}\n{ours}\n{theirs}\n{said}");
                }
            }
        }
    }
}
