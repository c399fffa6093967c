//! A comparison in a few plain sentences, as somebody would say it to a room. Start at [`aloud`].

use std::fmt::Write as _;

use super::names::listed;
use super::term::terms;
use super::{Comparison, Kind, Labels, Names, Obligation, Pair, Shift};
use crate::text::Language;

/// How many paragraphs are called by name before the rest are counted.
const NAMED: usize = 6;
/// How many terms that were replaced throughout are said.
const TERMS: usize = 5;

/// A comparison in plain sentences. `a` and `b` are what people call the sides: `rev-3`, `the draft`.
pub fn aloud(
    comparison: &Comparison,
    names: &Names<'_>,
    a: &str,
    b: &str,
    labels: Labels,
) -> String {
    let pairs = &comparison.pairs;
    if names.a.head.language.primary() != names.b.head.language.primary() {
        return in_two_languages(pairs, names, a, b);
    }
    let is_change = |pair: &&Pair| match labels {
        Labels::Aside => pair.is_change(),
        Labels::Changes => pair.differs(),
    };
    let mut clauses = what(pairs, names);
    let aside = match labels {
        Labels::Aside => relabelled(pairs),
        Labels::Changes => {
            clauses.extend(relabelled(pairs));
            Vec::new()
        }
    };
    let mut said = format!("Between {a} and {b}");
    match how_many(pairs.iter().filter(is_change), names) {
        Some(many) => {
            let _ = write!(said, ", {many}: {}.", clauses.join("; "));
        }
        None => said.push_str(" nothing changed."),
    }
    if !aside.is_empty() {
        let _ = write!(said, " {}.", capital(&aside.join("; ")));
    }
    if comparison.summary.typography > 0 {
        let many = counted(comparison.summary.typography, "paragraph");
        let _ = write!(said, " Typography differs in {many}.");
    }
    for term in terms(pairs).iter().take(TERMS) {
        let _ = write!(
            said,
            " “{}” became “{}” {} times",
            term.old,
            term.new,
            number(term.times)
        );
        if term.alone > 0 {
            let alone = counted(term.alone, "paragraph");
            let _ = write!(said, ", and in {alone} nothing else changed");
        }
        said.push('.');
    }
    if let Some(duties) = duties(pairs, names) {
        said.push(' ');
        said.push_str(&duties);
    }
    let s = &comparison.summary;
    let words = [(s.words_inserted, "came in"), (s.words_deleted, "went out")];
    let unit = unit(names.b.head.language);
    let words: Vec<String> = words
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", counted(*count, unit)))
        .collect();
    if !words.is_empty() {
        let _ = write!(said, " {}.", capital(&words.join(" and ")));
    }
    said
}

/// `three of four paragraphs changed and one was deleted`: of those that the newer side has, and beside them of those that it
/// has no more. None when nothing changed.
fn how_many<'p>(changed: impl Iterator<Item = &'p Pair>, names: &Names<'_>) -> Option<String> {
    let (mut stand, mut gone) = (0, 0);
    for pair in changed {
        stand += pair.b.len();
        if pair.b.is_empty() {
            gone += pair.a.len();
        }
    }
    let were = if gone == 1 { "was" } else { "were" };
    let all = counted(names.b.paragraphs.len(), "paragraph");
    match (stand, gone) {
        (0, 0) => None,
        (0, gone) => Some(format!("{} {were} deleted", counted(gone, "paragraph"))),
        (stand, 0) => Some(format!("{} of {all} changed", number(stand))),
        (stand, gone) => Some(format!(
            "{} of {all} changed and {} {were} deleted",
            number(stand),
            number(gone)
        )),
    }
}

/// The labels that changed: `2 is now 3`. Of a paragraph that moved and is named it is said there; where they are counted,
/// all of them are, as in every sum of a comparison.
fn relabelled(pairs: &[Pair]) -> Vec<String> {
    let all = || pairs.iter().filter(|pair| pair.relabelled.is_some());
    let many = all().count();
    if many > NAMED {
        return vec![format!("{} have other labels", counted(many, "paragraph"))];
    }
    let are_named = pairs.iter().filter(|pair| pair.moved).count() <= NAMED;
    all()
        .filter(|pair| !(pair.moved && are_named))
        .filter_map(Names::relabelled)
        .map(|(before, after)| format!("{before} is now {after}"))
        .collect()
}

/// What the words of a language are counted in: Chinese is counted by characters.
pub fn unit(language: Language) -> &'static str {
    if language.primary() == "zh" {
        "character"
    } else {
        "word"
    }
}

/// What happened, one clause a sort: `5 and 6 have other words`, `9 moved behind 12`. New labels are told by whoever asks.
pub(super) fn what(pairs: &[Pair], names: &Names<'_>) -> Vec<String> {
    let mut clauses = Vec::new();
    let of_kind = |kind: Kind| pairs.iter().filter(move |pair| pair.kind == kind);
    let clause = |found: Vec<String>, one: &str, many: &str| {
        let verb = if found.len() == 1 { one } else { many };
        (!found.is_empty()).then(|| format!("{} {verb}", some(&found)))
    };
    let called = |kind| of_kind(kind).map(|pair| names.of(pair)).collect::<Vec<_>>();
    clauses.extend(clause(
        called(Kind::Changed),
        "has other words",
        "have other words",
    ));
    clauses.extend(clause(called(Kind::Inserted), "is new", "are new"));
    clauses.extend(clause(
        formers(of_kind(Kind::Deleted), names),
        "was deleted",
        "were deleted",
    ));
    let splits = of_kind(Kind::Split).count();
    if splits > NAMED {
        clauses.push(format!("{} were split", counted(splits, "paragraph")));
    } else {
        clauses.extend(of_kind(Kind::Split).map(|pair| {
            let to = names.all_newer(&pair.b);
            format!("{} was split into {to}", former(pair, names))
        }));
    }
    let mergers = of_kind(Kind::Merged).count();
    if mergers > NAMED {
        let mergers = counted(mergers, "paragraph");
        clauses.push(format!("{mergers} are merged of several"));
    } else {
        clauses.extend(of_kind(Kind::Merged).map(|pair| {
            let to = names.all_newer(&pair.b);
            format!("{} became {to}", former(pair, names))
        }));
    }
    let moved: Vec<&Pair> = pairs.iter().filter(|pair| pair.moved).collect();
    if moved.len() > NAMED {
        clauses.push(format!("{} moved", counted(moved.len(), "paragraph")));
    } else {
        clauses.extend(moved.into_iter().map(|pair| moved_behind(pair, names)));
    }
    clauses
}

/// What pairs were called before; that a bare place is a former one is said once for all that follow.
fn formers<'p>(pairs: impl Iterator<Item = &'p Pair>, names: &Names<'_>) -> Vec<String> {
    let mut said = false;
    let of = |pair| {
        let name = former(pair, names);
        let bare = name.strip_prefix(FORMER);
        match bare.filter(|_| std::mem::replace(&mut said, bare.is_some())) {
            Some(bare) => bare.to_owned(),
            None => name,
        }
    };
    pairs.map(of).collect()
}

const FORMER: &str = "the former ";

/// What a pair was called before. A bare place is said to be a former one: another paragraph may stand there now.
fn former(pair: &Pair, names: &Names<'_>) -> String {
    let name = names.all_older(&pair.a);
    let first = pair.a.first().and_then(|at| names.a.paragraphs.get(*at));
    if first.is_some_and(|p| p.label.is_none()) {
        format!("{FORMER}{name}")
    } else {
        name
    }
}

/// `3 moved behind 9 and is now 10`.
fn moved_behind(pair: &Pair, names: &Names<'_>) -> String {
    let old = former(pair, names);
    let new = names.all_newer(&pair.b);
    let behind = match pair.b.first().and_then(|at| at.checked_sub(1)) {
        Some(before) => format!("moved behind {}", names.newer(before)),
        None => "moved to the beginning".to_owned(),
    };
    if old == new {
        format!("{old} {behind}")
    } else {
        format!("{old} {behind} and is now {new}")
    }
}

/// `Two obligations became weaker: …; one became stronger: …`
fn duties(pairs: &[Pair], names: &Names<'_>) -> Option<String> {
    let mut clauses = Vec::new();
    let duties: Vec<(&Pair, &Obligation)> = pairs
        .iter()
        .flat_map(|pair| pair.duties().iter().map(move |duty| (pair, duty)))
        .collect();
    for shift in Shift::ALL {
        let found: Vec<String> = duties
            .iter()
            .filter(|(_, duty)| duty.shift == shift)
            .map(|(pair, duty)| {
                let name = names.of(pair);
                format!("“{}” became “{}” in {name}", duty.from, duty.to)
            })
            .collect();
        if !found.is_empty() {
            let count = number(found.len());
            let noun = if found.len() == 1 {
                "obligation"
            } else {
                "obligations"
            };
            let became = match (shift, found.len()) {
                (Shift::Reversed, 1) => "was",
                (Shift::Reversed, _) => "were",
                _ => "became",
            };
            let count = format!("{count} {noun} {became} {}", shift.word());
            clauses.push(format!("{count}: {}", some(&found)));
        }
    }
    (!clauses.is_empty()).then(|| format!("{}.", capital(&clauses.join("; "))))
}

fn in_two_languages(pairs: &[Pair], names: &Names<'_>, a: &str, b: &str) -> String {
    let alone = |kind: Kind| -> Vec<String> {
        let found = pairs.iter().filter(|pair| pair.kind == kind);
        found.map(|pair| names.of(pair)).collect()
    };
    let both = pairs
        .iter()
        .filter(|pair| !pair.a.is_empty() && !pair.b.is_empty());
    let side = |name: &str, language: Language| {
        let language = language.name();
        if name.contains(language) {
            name.to_owned()
        } else {
            format!("{name} in {language}")
        }
    };
    let both = both.count();
    let stand = if both == 1 {
        "stands beside its translation"
    } else {
        "stand beside each other"
    };
    let mut said = format!(
        "Two languages, {} and {}, and only their structure is compared: {} {stand}",
        side(a, names.a.head.language),
        side(b, names.b.head.language),
        counted(both, "paragraph"),
    );
    let halves = pairs.iter().filter(|pair| pair.kind == Kind::Split);
    let halves = halves.map(|pair| {
        let to = names.all_newer(&pair.b);
        format!("{} was split into {to}", former(pair, names))
    });
    let whole = pairs.iter().filter(|pair| pair.kind == Kind::Merged);
    let whole = whole.map(|pair| {
        let to = names.all_newer(&pair.b);
        format!("{} became {to}", former(pair, names))
    });
    for clause in halves.chain(whole) {
        let _ = write!(said, "; {clause}");
    }
    for (only, side) in [(alone(Kind::Deleted), a), (alone(Kind::Inserted), b)] {
        if !only.is_empty() {
            let _ = write!(said, "; only {side} has {}", some(&only));
        }
    }
    said.push('.');
    said
}

/// The first few by name, the rest counted.
pub(super) fn some(found: &[String]) -> String {
    match found.split_at_checked(NAMED) {
        Some((first, rest)) if rest.len() > 1 => {
            format!("{} and {} more", first.join(", "), number(rest.len()))
        }
        _ => listed(found),
    }
}

/// `1 paragraph`, `11 paragraphs`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    let end = if count == 1 { "" } else { "s" };
    format!("{} {noun}{end}", number(count))
}

/// In words up to ten, as one says it.
pub(super) fn number(count: usize) -> String {
    const WORDS: [&str; 11] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    WORDS
        .get(count)
        .map_or_else(|| count.to_string(), ToString::to_string)
}

pub(super) fn capital(said: &str) -> String {
    let mut chars = said.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::samples::document;
    use super::super::{Options, compare};
    use super::*;
    use crate::model::{Document, Label};

    fn labelled(texts: &[&str]) -> Document {
        let mut document = document(texts);
        for (at, p) in document.paragraphs.iter_mut().enumerate() {
            Arc::make_mut(p).label = Label::new(&(at + 1).to_string());
        }
        document
    }

    fn said(a: &Document, b: &Document) -> String {
        let comparison = compare(a, b, Options::default());
        let names = Names { a, b, sign: '¶' };
        aloud(&comparison, &names, "rev-3", "the draft", Labels::Aside)
    }

    #[test]
    fn a_comparison_is_told_in_sentences() {
        let a = labelled(&[
            "Parties shall report every year to the Conference.",
            "The secretariat prepares the documents of the session.",
            "Observers may attend all the meetings of the bodies.",
            "The depositary informs all States of signatures.",
        ]);
        let mut b = a.clone();
        let p = b.paragraphs[0].with_text("Parties should report every year to the Conference.");
        b.paragraphs[0] = Arc::new(p);
        let moved = b.paragraphs.remove(1);
        b.paragraphs.insert(2, moved);
        b.paragraphs.remove(3);
        assert_eq!(
            said(&a, &b),
            "Between rev-3 and the draft, two of three paragraphs changed and one was deleted: 1 has other words; 4 was deleted; \
             3 moved behind 1. One obligation became weaker: “shall” became “should” in 1. One word came in and eight words went out."
        );
        assert_eq!(said(&a, &a), "Between rev-3 and the draft nothing changed.");
    }

    #[test]
    fn a_new_number_is_said_and_is_no_change() {
        let a = labelled(&["Parties shall report.", "Observers may attend."]);
        let mut b = a.clone();
        for (at, p) in b.paragraphs.iter_mut().enumerate() {
            Arc::make_mut(p).label = Label::new(&(at + 2).to_string());
        }
        assert_eq!(
            said(&a, &b),
            "Between rev-3 and the draft nothing changed. 1 is now 2; 2 is now 3."
        );
        let comparison = compare(&a, &b, Options::default());
        let names = Names {
            a: &a,
            b: &b,
            sign: '¶',
        };
        assert_eq!(
            aloud(&comparison, &names, "rev-3", "it", Labels::Changes),
            "Between rev-3 and it, two of two paragraphs changed: 1 is now 2; 2 is now 3."
        );
    }

    #[test]
    fn what_is_counted_is_counted_in_paragraphs_and_as_the_sums_do() {
        let words = |at: usize| {
            format!(
                "Number {at} asks group {} to send report {} on time.",
                at * 31,
                at * 57
            )
        };
        let texts: Vec<String> = (1..=30).map(words).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let a = labelled(&texts);
        let mut b = a.clone();
        // Seven of them now stand at the end, by ones that had stayed behind them.
        for at in [0, 2, 4, 6, 8, 10, 12] {
            let moved = a.paragraphs[at].clone();
            b.paragraphs.retain(|p| p.id != moved.id);
            b.paragraphs.push(moved);
        }
        for (at, p) in b.paragraphs.iter_mut().enumerate() {
            Arc::make_mut(p).label = Label::new(&(at + 1).to_string());
        }
        let sums = compare(&a, &b, Options::default()).summary;
        assert_eq!((sums.moved, sums.relabelled), (7, 30));
        let told = said(&a, &b);
        assert!(
            told.ends_with(": seven paragraphs moved. 30 paragraphs have other labels."),
            "{told}"
        );
    }

    #[test]
    fn typography_that_differs_is_said_and_is_no_change() {
        let a = document(&["The \"Plan\" is here.", "Two are company."]);
        let mut b = a.clone();
        b.paragraphs[0] = Arc::new(a.paragraphs[0].with_text("The “Plan” is here."));
        assert_eq!(
            said(&a, &b),
            "Between rev-3 and the draft nothing changed. Typography differs in one paragraph."
        );
        b.paragraphs[0] = Arc::new(a.paragraphs[0].with_text("The “Plan” is there."));
        assert_eq!(
            said(&a, &b),
            "Between rev-3 and the draft, one of two paragraphs changed: ¶1 has other words. Typography differs in one paragraph. \
             One word came in and one word went out."
        );
    }

    #[test]
    fn what_is_gone_is_counted_beside_what_stands() {
        let a = document(&["One is here.", "Two are company.", "Three is a crowd."]);
        let b = document(&["Three is a crowd."]);
        assert_eq!(
            said(&a, &b),
            "Between rev-3 and the draft, two paragraphs were deleted: the former ¶1 and ¶2 were deleted. Six words went out."
        );
    }

    #[test]
    fn two_languages_are_named() {
        let a = document(&["One."]);
        let mut b = document(&["Un."]);
        b.head.language = "fr".parse().unwrap();
        assert_eq!(
            said(&a, &b),
            "Two languages, rev-3 in English and the draft in French, and only their structure is compared: one paragraph stands beside its translation."
        );
    }

    #[test]
    fn many_are_counted_and_few_are_named() {
        let names = |count: usize| (1..=count).map(|n| n.to_string()).collect::<Vec<_>>();
        assert_eq!(some(&names(7)), "1, 2, 3, 4, 5, 6 and 7");
        assert_eq!(some(&names(9)), "1, 2, 3, 4, 5, 6 and three more");
    }
}
