//! What holds of every text and every act.

use proptest::prelude::*;

use super::super::*;
use super::{act_in, code, header, paragraph};

fn part(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap()
}

/// Texts in six languages with brackets that close, no backslashes.
pub(super) fn texts() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "States",
        "shall",
        "décide",
        "año",
        "постановляет",
        "各国",
        "应当合作",
        "الدول",
        "x",
        "date",
        "Agreed",
        "3",
        "*Decides*",
        "and",
        "s",
    ]);
    let mark = prop::sample::select(vec![
        "",
        " - KAZ",
        " - KAZ; UZB delete",
        " - G77 retain",
        " - Казахстан исключить",
        " - 美国",
        " - مصر؛ KAZ حذف",
    ]);
    let leaf = (
        prop::collection::vec(word, 1..4),
        prop::sample::select(vec![" ", " ", ", ", "，", ""]),
    )
        .prop_map(|(words, gap)| words.join(gap));
    leaf.prop_recursive(4, 40, 4, move |inner| {
        let mark = mark.clone();
        prop_oneof![
            3 => (prop::collection::vec(inner.clone(), 1..4), prop::sample::select(vec![" ", "", ", ", ". ", "；"]))
                .prop_map(|(parts, gap)| parts.join(gap)),
            3 => (inner.clone(), mark.clone()).prop_map(|(words, mark)| format!("[{words}{mark}]")),
            2 => (inner.clone(), inner.clone(), mark).prop_map(|(a, b, mark)| format!("[{a} / {b}{mark}]")),
            1 => inner.clone().prop_map(|words| format!("［{words}］")),
            1 => (inner.clone(), inner).prop_map(|(a, b)| format!("[{a}][{b}]")),
        ]
    })
    .prop_map(|text| crate::text::clean_paragraph(&text))
    .prop_filter("a paragraph has words", |text| !text.is_empty())
}

/// Words without white space, and without it before marks that close: what an operation may put right.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn is_part_of(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    part.chars().all(|c| rest.any(|other| other == c))
}

proptest! {
    #![proptest_config(crate::text::samples::cases())]

    #[test]
    fn resolving_all_leaves_nothing_contested(text in texts(), who in prop::sample::select(vec!["KAZ", "UZB", "IRN", "USA"]), drop in any::<bool>()) {
        let header = header();
        let rest = Some(if drop { Take::Drop } else { Take::Keep });
        for code in [Some(code(who)), None] {
            let how = How::Judge(Judge { code, rest, ..Judge::default() });
            let act = Act::Resolve { bracket: None, how };
            match done(&header, "en".parse().unwrap(), &paragraph(&text), &act) {
                Ok(done) => {
                    prop_assert!(!is_contested(&header, &done.text), "{}", done.text);
                    let double = done.text.contains("  ") && !text.contains("  ");
                    prop_assert!(!double, "{}", done.text);
                }
                Err(why) => prop_assert!(why.contains("nothing"), "{}", why),
            }
        }
    }

    #[test]
    fn bracketed_and_kept_the_words_are_back(text in texts(), from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(), by in prop::sample::select(vec!["", "KAZ", "G77"])) {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (a, b) = (*from.get(&places), *to.get(&places));
        let range = a.min(b)..a.max(b);
        let by: Vec<Code> = by.parse().into_iter().collect();
        let Ok(bracketed) = act_in("en", &text, &Act::Around { range: range.clone(), by, wish: Wish::Propose }) else {
            return Ok(());
        };
        let words = part(&text, range.clone()).trim_start();
        let start = range.end - words.len();
        let read = Read::of(&bracketed, &header());
        let number = read.read.open().iter().position(|b| b.range.start == start);
        prop_assert!(number.is_some(), "{bracketed}");
        let how = How::Take(Take::Keep);
        let back = act_in("en", &bracketed, &Act::Resolve { bracket: number.map(|n| n + 1), how });
        prop_assert_eq!(bare(&back.unwrap()), bare(&text));
    }

    #[test]
    fn nothing_changes_outside_the_bracket(text in texts(), which in any::<prop::sample::Index>(), take in prop::sample::select(vec![Take::Keep, Take::Drop, Take::Choose(1), Take::Choose(2)])) {
        let header = header();
        let read = Read::of(&text, &header);
        let open = read.read.open();
        prop_assume!(!open.is_empty());
        let at = which.index(open.len());
        let range = open[at].range.clone();
        let act = Act::Resolve { bracket: Some(at + 1), how: How::Take(take) };
        let Ok(done) = done(&header, "en".parse().unwrap(), &paragraph(&text), &act) else {
            return Ok(());
        };
        // Of those side by side, the others are decided with it; an outer one that held nothing else goes too.
        let beside: Vec<usize> = resolve::beside_of(&read, at + 1);
        let ends = open.iter().filter(|b| beside.contains(&b.range.start)).map(|b| b.range.end);
        let outer = open.iter().filter(|b| take == Take::Drop && b.range.start <= range.start && range.end <= b.range.end);
        let (mut start, mut end) = (range.start, range.end);
        for b in outer {
            let inside = [part(&text, b.range.start..range.start), part(&text, range.end..b.range.end)].concat();
            if !done.text.contains(part(&text, b.range.clone())) && inside.chars().all(|c| !c.is_alphanumeric() || inside.contains(" - ")) {
                (start, end) = (start.min(b.range.start), end.max(b.range.end));
            }
        }
        start = beside.iter().copied().chain([start]).min().unwrap();
        end = ends.chain([end]).max().unwrap();
        let letters = |words: &str| -> String { words.chars().filter(|c| c.is_alphanumeric() || matches!(c, '[' | ']' | '［' | '］')).collect() };
        let (before, behind) = (letters(part(&text, 0..start)), letters(part(&text, end..text.len())));
        let now = letters(&done.text);
        prop_assert!(now.starts_with(&before) && now.ends_with(&behind) && now.len() >= before.len() + behind.len(), "{} -> {}", text, done.text);
        prop_assert!(is_part_of(&letters(&done.text), &letters(&text)), "{} -> {}", text, done.text);
    }

    #[test]
    fn names_go_as_they_came(text in texts(), which in any::<prop::sample::Index>(), wish in prop::sample::select(vec![Wish::Propose, Wish::Retain, Wish::Delete, Wish::Reserve])) {
        let header = header();
        let open = Read::of(&text, &header).read.open().len();
        prop_assume!(open > 0);
        let bracket = which.index(open) + 1;
        let by = vec![code("IRN")];
        let Ok(named) = act_in("en", &text, &Act::Attribute { bracket, wording: 1, by, wish }) else {
            return Ok(());
        };
        prop_assert!(holds(&header, &named, code("IRN")));
        let back = act_in("en", &named, &Act::Withdraw { bracket: Some(bracket), by: code("IRN") }).unwrap();
        prop_assert!(!holds(&header, &back, code("IRN")));
        prop_assert_eq!(words_alone(&back), words_alone(&text));
    }
}

/// The words of a text without the signs and names of its brackets.
fn words_alone(text: &str) -> String {
    let read = Read::of(text, &header());
    let parts = read.read.parts().into_iter();
    let words =
        parts.filter(|(_, part, _)| !matches!(part, bracket::Part::Sign | bracket::Part::Party));
    words
        .map(|(range, ..)| part(text, range).trim().to_owned())
        .collect()
}
