//! The law of comparing again: whatever was edited before, it gives what comparing anew gives.

use std::collections::HashSet;
use std::sync::Arc;

use proptest::prelude::*;

use super::Comparer;
use crate::compare::{Options, compare};
use crate::model::{Document, Head, Label, Paragraph, Role};

/// Words of drafting in six languages.
const WORDS: [(&str, &str); 6] = [
    (
        "en",
        "Urges Member States to strengthen the protection of civilians , and requests the [ Secretary-General ] to report on water forests debt disarmament",
    ),
    (
        "fr",
        "Engage les États Membres à renforcer la protection des civils , et prie le [ Secrétaire général ] de rendre compte eau forêts dette désarmement",
    ),
    (
        "es",
        "Insta a los Estados Miembros a reforzar la protección de civiles , y pide al [ Secretario General ] que informe agua bosques deuda desarme",
    ),
    (
        "ru",
        "Призывает государства-члены усилить защиту гражданских лиц , и просит [ Генерального секретаря ] доложить о воде лесах долге разоружении мире помощи",
    ),
    (
        "ar",
        "يحث الدول الأعضاء على تعزيز حماية المدنيين ، ويطلب إلى [ الأمين العام ] تقديم تقرير عن المياه الغابات الديون نزع السلاح",
    ),
    (
        "zh",
        "敦促 会员国 加强 保护 平民 ， 并 请 [ 秘书长 ] 提出 报告 关于 水 森林 债务 裁军 和平 援助 的 措施",
    ),
];

/// A paragraph of the second text: from which of the first, and what became of it.
type Later = (usize, usize, usize);

/// An edit: on which side, where, what, and with which word.
type Step = (bool, usize, usize, usize);

fn edited(text: &str, what: usize, word: &str, space: &str) -> String {
    let middle = text.char_indices().nth(text.chars().count() / 2);
    let (head, tail) = text.split_at(middle.map_or(0, |(at, _)| at));
    match what {
        0 => text.to_owned(),
        1 => format!("{text}{space}{word}"),
        2 => format!("{head}{space}{word}{space}{tail}"),
        3 => format!("[{text}]"),
        4 => head.to_owned(),
        5 => tail.to_owned(),
        _ => format!("{word}{space}{text}"),
    }
}

/// Puts a paragraph in, takes it out or moves it, or makes two of one and one of two.
fn rebuilt(
    document: &mut Document,
    number: usize,
    at: usize,
    what: usize,
    with: usize,
    space: &str,
) {
    let many = document.paragraphs.len();
    let old = Arc::clone(&document.paragraphs[at]);
    let new = |text: &str| {
        let mut p = old.with_text(text);
        p.id = format!("n{number}").parse().unwrap();
        Arc::new(p)
    };
    match what {
        11 => document
            .paragraphs
            .insert(with % (many + 1), new(old.text())),
        12 => {
            let text = edited(old.text(), 2, "other", space);
            document.paragraphs.insert(at + 1, new(&text));
        }
        13 if many > 1 => drop(document.paragraphs.remove(at)),
        14 => {
            document.paragraphs.remove(at);
            document.paragraphs.insert(with % many, old);
        }
        15 => {
            document.paragraphs[at] = Arc::new(old.with_text(&edited(old.text(), 4, "", space)));
            let rest = new(&edited(old.text(), 5, "", space));
            document.paragraphs.insert(at + 1, rest);
        }
        16 if at + 1 < many => {
            let next = document.paragraphs.remove(at + 1);
            let both = format!("{}{space}{}", old.text(), next.text());
            document.paragraphs[at] = Arc::new(old.with_text(&both));
        }
        _ => {
            let other = with % many;
            document.paragraphs.swap(at, other);
        }
    }
}

proptest! {
    #![proptest_config(crate::text::samples::cases())]

    #[test]
    fn a_history_of_single_edits_is_told_as_anew(
        language in 0..6_usize,
        first in proptest::collection::vec((proptest::collection::vec(0..20_usize, 1..16), 0..8_u8), 3..28),
        later in proptest::collection::vec((0..28_usize, 0..10_usize, 0..20_usize), 3..28),
        in_order in any::<bool>(),
        ids in any::<bool>(),
        steps in proptest::collection::vec((any::<bool>(), 0..28_usize, 1..18_usize, 0..20_usize), 1..9),
    ) {
        let (code, words) = WORDS[language];
        let words: Vec<&str> = words.split(' ').collect();
        let space = if code == "zh" { "" } else { " " };
        let word = |at: usize| words[at % words.len()];
        let mut a = Document::new(Head::new(code.parse().unwrap(), "T"));
        let mut b = a.clone();
        for (at, (picked, role)) in first.iter().enumerate() {
            let picked: Vec<&str> = picked.iter().map(|at| word(*at)).collect();
            let role = if *role == 0 { Role::Heading } else { Role::Operative };
            let id = format!("p{at}").parse().unwrap();
            let mut p = Paragraph::new(id, role, &picked.join(space));
            p.label = Label::new(&(at + 1).to_string());
            a.paragraphs.push(Arc::new(p));
        }
        let mut later: Vec<Later> = later;
        if in_order {
            later.sort_unstable();
        }
        let mut used = HashSet::new();
        for (at, (from, what, with)) in later.into_iter().enumerate() {
            let p = &a.paragraphs[from % a.paragraphs.len()];
            let mut p = p.with_text(&edited(p.text(), what % 7, word(with), space));
            if !ids || !used.insert(p.id) {
                p.id = format!("q{at}").parse().unwrap();
            }
            p.label = Label::new(&(at + 1).to_string());
            b.paragraphs.push(Arc::new(p));
        }
        let options = Options { ids, ..Options::default() };
        let mut comparer = Comparer::new(options);
        comparer.compare(&a, &b);
        let steps: Vec<Step> = steps;
        for (number, (in_a, at, what, with)) in steps.into_iter().enumerate() {
            let document = if in_a { &mut a } else { &mut b };
            let at = at % document.paragraphs.len();
            if what > 10 {
                rebuilt(document, number, at, what, with, space);
                let again = comparer.compare(&a, &b).clone();
                prop_assert_eq!(again, compare(&a, &b, options));
                continue;
            }
            let p = &document.paragraphs[at];
            // Words that another paragraph has too, and those of two paragraphs in one.
            let other = document.paragraphs[with % document.paragraphs.len()].text();
            let text = match what {
                8 => other.to_owned(),
                9 => format!("{}{space}{other}", p.text()),
                _ => edited(p.text(), what % 7, word(with), space),
            };
            let mut p = p.with_text(&text);
            if what == 7 {
                p.label = Label::new(word(with));
            }
            document.paragraphs[at] = Arc::new(p);
            let again = comparer.compare(&a, &b).clone();
            prop_assert_eq!(again, compare(&a, &b, options));
        }
    }
}

/// Texts so long that not all candidates are kept, nor all lists of common words read.
#[test]
fn a_history_of_a_long_text_is_told_as_anew() {
    for (code, words) in [WORDS[0], WORDS[5]] {
        let words: Vec<&str> = words.split(' ').collect();
        let space = if code == "zh" { "" } else { " " };
        let mut seed = 7_usize;
        let mut below = |n: usize| {
            seed = seed.wrapping_mul(0x5851_f42d).wrapping_add(0x1405_7b7e);
            (seed >> 8) % n
        };
        let mut a = Document::new(Head::new(code.parse().unwrap(), "T"));
        for at in 0..150 {
            let many = 14 + below(10);
            let picked: Vec<&str> = (0..many).map(|_| words[below(words.len())]).collect();
            let id = format!("p{at}").parse().unwrap();
            let p = Paragraph::new(id, Role::Operative, &picked.join(space));
            a.paragraphs.push(Arc::new(p));
        }
        let mut b = a.clone();
        for at in 0..b.paragraphs.len() {
            let p = &b.paragraphs[at];
            let text = edited(p.text(), below(7), words[below(words.len())], space);
            b.paragraphs[at] = Arc::new(p.with_text(&text));
            let other = below(at + 1);
            b.paragraphs.swap(at, other);
        }
        let options = Options {
            ids: false,
            ..Options::default()
        };
        let mut comparer = Comparer::new(options);
        comparer.compare(&a, &b);
        for number in 0..40 {
            let document = if number % 4 == 0 { &mut a } else { &mut b };
            let at = below(document.paragraphs.len());
            let p = &document.paragraphs[at];
            let text = edited(p.text(), 1 + below(6), words[below(words.len())], space);
            document.paragraphs[at] = Arc::new(p.with_text(&text));
            let again = comparer.compare(&a, &b).clone();
            assert_eq!(again, compare(&a, &b, options), "{code} {number}");
        }
    }
}
