//! What is true of every merge, on texts of six languages with brackets.

use std::collections::HashMap;
use std::sync::Arc;

use proptest::prelude::*;

use crate::compare::merge::*;
use crate::compare::token::Lexicon;
use crate::model::{Head, Role};

const VOCABULARIES: [&[&str]; 6] = [
    &[
        "the ", "Parties ", "shall ", "should ", "submit ", "report", ", ", "; ", "annual ", "as ",
        "[", "] ", "\\[", "12 ",
    ],
    &[
        "les ",
        "Parties ",
        "devraient ",
        "l’article ",
        "décide ",
        "rapport",
        ", ",
        "; ",
        "chaque ",
        "[",
        "] ",
        "5 ",
    ],
    &[
        "las ",
        "Partes ",
        "deberán ",
        "informe",
        "año ",
        "cada ",
        ", ",
        "; ",
        "presentar ",
        "[",
        "] ",
        "7 ",
    ],
    &[
        "Стороны ",
        "должны ",
        "представить ",
        "доклад",
        "каждый ",
        "год ",
        ", ",
        "; ",
        "и ",
        "[",
        "] ",
        "3 ",
    ],
    &[
        "الأطراف ",
        "تقدم ",
        "تقريرا ",
        "سنويا",
        "كل ",
        "، ",
        "؛ ",
        "عام ",
        "[",
        "] ",
        "9 ",
    ],
    &[
        "各",
        "缔约方",
        "应",
        "提交",
        "报告",
        "，",
        "；",
        "每年",
        "遵循",
        "原则",
        "[",
        "]",
        "2010",
        "的",
    ],
];

/// Words with balanced brackets: those without a partner are left out.
fn balanced(words: Vec<&'static str>) -> Vec<&'static str> {
    let mut open = Vec::new();
    let mut lone = Vec::new();
    for (at, word) in words.iter().enumerate() {
        match word.trim() {
            "[" => open.push(at),
            "]" if open.pop().is_none() => lone.push(at),
            _ => {}
        }
    }
    lone.extend(open);
    let all = words.into_iter().enumerate();
    all.filter(|(at, _)| !lone.contains(at))
        .map(|(_, word)| word)
        .collect()
}

/// A text, and two texts made of it by a few changes each.
fn three() -> impl Strategy<Value = [String; 3]> {
    (0..VOCABULARIES.len()).prop_flat_map(|language| {
        let vocabulary = VOCABULARIES[language];
        let word = proptest::sample::select(vocabulary);
        let base = proptest::collection::vec(word.clone(), 0..24);
        let change = (
            any::<prop::sample::Index>(),
            0..4_usize,
            proptest::collection::vec(word, 0..4),
        );
        let changes = proptest::collection::vec(change, 0..4);
        (base, changes.clone(), changes).prop_map(|(base, ours, theirs)| {
            let base = balanced(base);
            let side = |changes: Vec<(prop::sample::Index, usize, Vec<&'static str>)>| {
                let mut words = base.clone();
                for (at, gone, new) in changes {
                    let at = at.index(words.len() + 1);
                    let end = (at + gone).min(words.len());
                    words.splice(at..end, new);
                }
                balanced(words).concat()
            };
            [base.concat(), side(ours), side(theirs)]
        })
    })
}

fn names() -> Holders<'static> {
    Holders {
        ours: Some("EU"),
        theirs: Some("AOSIS"),
        parties: &[],
    }
}

fn words(text: &str) -> HashMap<String, usize> {
    let mut found = HashMap::new();
    for token in Lexicon::new().tokens(text).list {
        *found.entry(token.text.to_owned()).or_default() += 1;
    }
    found
}

fn is_balanced(text: &str) -> bool {
    crate::model::bracket::parse(text, &|_| false)
        .issues
        .is_empty()
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

proptest! {
    #![proptest_config(crate::text::samples::cases())]

    #[test]
    fn what_one_side_did_alone_is_done([base, ours, _] in three()) {
        for names in [Holders::default(), names()] {
            for (o, a, b, expected) in [
                (&base, &ours, &base, &ours),
                (&base, &base, &ours, &ours),
                (&base, &ours, &ours, &ours),
            ] {
                let merged = merge_words(o, a, b, names);
                prop_assert_eq!(&merged.text, expected);
                prop_assert!(merged.conflicts.is_empty());
            }
        }
    }

    #[test]
    fn exchanging_the_sides_exchanges_the_alternatives([base, ours, theirs] in three()) {
        let merged = merge_words(&base, &ours, &theirs, names());
        let turned = Holders { ours: names().theirs, theirs: names().ours, parties: &[] };
        let other = merge_words(&base, &theirs, &ours, turned);
        prop_assert_eq!(merged.conflicts.len(), other.conflicts.len());
        for (a, b) in merged.conflicts.iter().zip(&other.conflicts) {
            prop_assert_eq!((&a.base, &a.ours, &a.theirs), (&b.base, &b.theirs, &b.ours));
        }
        // Outside the alternatives the texts are the same.
        let outside = |merged: &MergedWords| {
            let mut rest = merged.text.clone();
            for conflict in merged.conflicts.iter().rev() {
                rest.replace_range(conflict.at.clone(), "¤");
            }
            rest
        };
        prop_assert_eq!(outside(&merged), outside(&other));
    }

    #[test]
    fn no_word_is_lost_and_brackets_stay_whole([base, ours, theirs] in three()) {
        for names in [Holders::default(), names()] {
            let merged = merge_words(&base, &ours, &theirs, names);
            let (found, was) = (words(&merged.text), words(&base));
            let (own, other) = (words(&ours), words(&theirs));
            let all: std::collections::BTreeSet<&String> = own.keys().chain(other.keys()).collect();
            for word in all {
                let count = |of: &HashMap<String, usize>| of.get(word).copied().unwrap_or(0);
                let (o, a, b) = (count(&was), count(&own), count(&other));
                // What a side has more of than the base, it put in; what neither has less of, both left.
                let put_in = a.saturating_sub(o).max(b.saturating_sub(o));
                prop_assert!(count(&found) >= put_in, "{} in {}", word, merged.text);
                if a >= o && b >= o {
                    prop_assert!(count(&found) >= o, "{} in {}", word, merged.text);
                }
            }
            prop_assert!(is_balanced(&merged.text), "{}", merged.text);
            for conflict in &merged.conflicts {
                let said = merged.text.get(conflict.at.clone());
                prop_assert!(said.is_some_and(|said| said.starts_with('[') && said.ends_with(']')));
                let said = without_spaces(said.unwrap_or_default());
                prop_assert!(said.contains(&without_spaces(&conflict.ours)));
                prop_assert!(said.contains(&without_spaces(&conflict.theirs)));
            }
        }
    }

    #[test]
    fn documents_keep_every_paragraph(
        texts in proptest::collection::vec(three(), 1..6),
        moves in any::<[(prop::sample::Index, prop::sample::Index); 2]>(),
        gone in any::<[prop::sample::Index; 2]>(),
        strikes in any::<[bool; 2]>(),
    ) {
        let document = |side: usize| {
            let mut document = Document::new(Head::new("en".parse().unwrap(), "T"));
            for (at, three) in texts.iter().enumerate() {
                let p = Paragraph::new(Id::from_random(at as u64), Role::Paragraph, three[side].trim());
                document.paragraphs.push(Arc::new(p));
            }
            if let Some(nth) = side.checked_sub(1) {
                let (from, to) = moves[nth];
                let p = document.paragraphs.remove(from.index(texts.len()));
                document.paragraphs.insert(to.index(texts.len()), p);
                if strikes[nth] {
                    document.paragraphs.remove(gone[nth].index(texts.len()));
                }
                let new = format!("Entirely new words of side {nth} alone.");
                let p = Paragraph::new(Id::from_random(1000 + nth as u64), Role::Paragraph, &new);
                document.paragraphs.insert(to.index(document.paragraphs.len() + 1), Arc::new(p));
            }
            document
        };
        let (base, ours, theirs) = (document(0), document(1), document(2));
        let options = MergeOptions { ids: true, names: names() };
        let merged = merge(&base, &ours, &theirs, options).document;
        let places = merged.places();
        prop_assert_eq!(places.len(), merged.paragraphs.len());
        for p in &merged.paragraphs {
            prop_assert!(is_balanced(p.text()), "{}", p.text());
        }
        for (side, other) in [(&ours, &theirs), (&theirs, &ours)] {
            for p in &side.paragraphs {
                let stands = places.contains_key(&p.id);
                let struck = base.get(p.id).is_some() && other.get(p.id).is_none();
                // A side that leaves a paragraph without words strikes it.
                let emptied = other.get(p.id).is_some_and(|p| p.text().is_empty());
                let joined = p.text().is_empty();
                prop_assert!(stands || struck || emptied || joined, "{} {}", p.id, p.text());
            }
        }
        prop_assert_eq!(&merge(&base, &ours, &base, options).document, &ours);
        prop_assert_eq!(&merge(&base, &base, &theirs, options).document, &theirs);
        prop_assert_eq!(&merge(&base, &ours, &ours, options).document, &ours);
    }

    /// What stands between the halves of a paragraph that was split, stands there in the result.
    #[test]
    fn what_a_side_has_between_two_halves_stays_there(
        many in 2..7_usize,
        splits in proptest::collection::vec(any::<(prop::sample::Index, prop::sample::Index, bool)>(), 1..3),
        ids in any::<bool>(),
    ) {
        let half = |at: usize, nth: usize| {
            let word = |k: usize| format!("word{}", at * 97 + nth * 31 + k * 7);
            (0..12).map(word).collect::<Vec<_>>().join(" ")
        };
        let document = |list: &[(u64, String)]| {
            let mut document = Document::new(Head::new("en".parse().unwrap(), "T"));
            for (id, words) in list {
                let p = Paragraph::new(Id::from_random(*id), Role::Paragraph, words);
                document.paragraphs.push(Arc::new(p));
            }
            document
        };
        let whole = |at: usize| (at as u64, format!("{}, {}", half(at, 0), half(at, 1)));
        let base: Vec<(u64, String)> = (0..many).map(whole).collect();
        let mut side = base.clone();
        for (nth, (which, to, new)) in splits.into_iter().enumerate() {
            let at = which.index(many);
            let Some(place) = side.iter().position(|one| *one == whole(at)) else {
                continue;
            };
            side[place].1 = format!("{},", half(at, 0));
            let behind = place + 1 + to.index(side.len() - place);
            side.insert(behind, (100 + nth as u64, half(at, 1)));
            if new {
                let words = format!("Entirely new words that number {nth} put in between.");
                side.insert(place + 1, (200 + nth as u64, words));
            }
        }
        let (base, side) = (document(&base), document(&side));
        let options = MergeOptions { ids, names: names() };
        let texts = |document: &Document| -> Vec<String> {
            document.paragraphs.iter().map(|p| p.text().to_owned()).collect()
        };
        for (ours, theirs) in [(&side, &base), (&base, &side), (&side, &side)] {
            let merged = merge(&base, ours, theirs, options);
            prop_assert_eq!(texts(&merged.document), texts(&side));
            prop_assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
        }
    }

    /// Two moves of two paragraphs: without the one, the result is what the other side has without it.
    #[test]
    fn moves_far_from_each_other_are_both_made(
        many in 3..40_usize,
        moves in any::<[(prop::sample::Index, prop::sample::Index); 2]>(),
    ) {
        let base: Vec<usize> = (0..many).collect();
        let side = |nth: usize| {
            let (from, to) = moves[nth];
            let mut order = base.clone();
            let moved = order.remove(from.index(many));
            order.insert(to.index(many), moved);
            order
        };
        let (ours, theirs) = (side(0), side(1));
        let [a, x] = [0, 1].map(|nth: usize| moves[nth].0.index(many));
        let document = |order: &[usize]| {
            let mut document = Document::new(Head::new("en".parse().unwrap(), "T"));
            for at in order {
                let words = format!("Sentence {at} of the {} committee.", at * 7919);
                let p = Paragraph::new(Id::from_random(*at as u64), Role::Paragraph, &words);
                document.paragraphs.push(Arc::new(p));
            }
            document
        };
        let options = MergeOptions { ids: true, names: names() };
        let merged = merge(&document(&base), &document(&ours), &document(&theirs), options);
        let id = |at: &usize| Id::from_random(*at as u64);
        let found: Vec<usize> = merged.document.paragraphs.iter()
            .filter_map(|p| base.iter().find(|at| id(at) == p.id).copied())
            .collect();
        let without = |order: &[usize], gone: usize| -> Vec<usize> {
            order.iter().copied().filter(|at| *at != gone).collect()
        };
        let is_said = merged.conflicts.iter().any(|c| c.dispute == Dispute::Place);
        if a != x && !is_said {
            prop_assert_eq!(without(&found, x), without(&ours, x), "{:?} {:?}", ours, theirs);
            prop_assert_eq!(without(&found, a), without(&theirs, a), "{:?} {:?}", ours, theirs);
        }
        // Moved far, and not to where the other went: nothing is in doubt.
        let place = |order: &[usize], of: usize| order.iter().position(|at| *at == of).unwrap_or(0);
        let ends = [a, x, place(&ours, a), place(&theirs, x)];
        let far = |p: usize, q: usize| p.abs_diff(q) > 5;
        if (0..4).all(|i| (0..i).all(|j| far(ends[i], ends[j]))) {
            prop_assert!(!is_said, "{:?} {:?} {:?}", ours, theirs, found);
        }
    }
}
