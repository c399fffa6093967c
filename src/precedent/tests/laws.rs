//! Laws of the index: what goes in comes out, however it is cut and wherever it lies, and what is damaged is never told.

use std::collections::HashSet;

use super::*;
use crate::text::samples;

/// Documents of a few paragraphs; some repeat the words of others.
fn documents() -> impl Strategy<Value = Vec<Vec<String>>> {
    let phrase = prop::sample::select(TEXTS).prop_map(|(_, text)| text.to_owned());
    let text = prop_oneof![
        samples::text(),
        phrase.clone(),
        (phrase.clone(), samples::text(), phrase).prop_map(|(a, b, c)| format!("{a} {b} {c}")),
    ];
    prop::collection::vec(prop::collection::vec(text, 1..4), 1..6)
}

fn build<'a>(documents: impl IntoIterator<Item = &'a (usize, Vec<String>)>) -> Builder {
    let mut builder = Builder::new();
    for (number, texts) in documents {
        let record = Record {
            date: Some(format!("20{number:02}-01-01").into()),
            source: Some(format!("/from/{number}").into()),
            ..Record::new(&format!("A/{number}"), "en".parse().unwrap())
        };
        let lines = texts.iter().zip(1..).map(|(text, place)| Line {
            text,
            label: (place == 2).then_some("2 bis"),
            place,
            role: Role::Operative,
            verb: Some("decides"),
        });
        builder.add(record, lines);
    }
    builder
}

fn numbered(documents: Vec<Vec<String>>) -> Vec<(usize, Vec<String>)> {
    documents.into_iter().enumerate().collect()
}

fn shelf(segments: Vec<Segment>) -> Library {
    let mut library = Library::new();
    for segment in segments {
        library.add("x", Arc::new(segment));
    }
    library
}

/// Hits without the numbers that depend on how a library is cut.
#[expect(clippy::type_complexity)]
fn plain(hits: Vec<Hit>) -> Vec<(String, String, String, Vec<Range<usize>>, usize)> {
    hits.into_iter()
        .map(|hit| {
            (
                hit.symbol.to_string(),
                hit.paragraph.to_string(),
                hit.text.to_string(),
                hit.spans,
                hit.also.len(),
            )
        })
        .collect()
}

/// Words of some text, with a slip.
fn asked(documents: &[(usize, Vec<String>)], at: usize) -> String {
    let all: Vec<&String> = documents.iter().flat_map(|(_, texts)| texts).collect();
    let text = all[at % all.len()];
    let words: Vec<&str> = text.split_whitespace().skip(at % 3).take(4).collect();
    words.join(" ").replacen('i', "e", 1)
}

proptest! {
    #![proptest_config(samples::cases())]

    #[test]
    fn what_goes_in_comes_out(documents in documents()) {
        let documents = numbered(documents);
        let segment = build(&documents).build();
        prop_assert_eq!(segment.check(), Ok(()));
        prop_assert_eq!(segment.documents() as usize, documents.len());
        let library = shelf(vec![segment]);
        let mut entry = 0;
        for (number, texts) in &documents {
            for (text, place) in texts.iter().zip(1..).filter(|(text, _)| !text.trim().is_empty()) {
                let found = library.entry(entry).unwrap();
                prop_assert_eq!(&*found.record.symbol, format!("A/{number}"));
                prop_assert_eq!(found.place, place);
                prop_assert_eq!(found.verb.as_deref(), Some("decides"));
                let label = if place == 2 { "2 bis".to_owned() } else { format!("¶{place}") };
                prop_assert_eq!(&*found.paragraph, &label);
                let document = library.document(entry).unwrap();
                prop_assert_eq!(library.paragraph(document, &label), Some(entry));
                // Of words that differ in white space or encoding alone, the first are kept.
                let words = library.text(entry).unwrap();
                prop_assert_eq!(crate::text::normalize(&words), crate::text::normalize(text));
                prop_assert!(library.same(entry).contains(&entry));
                entry += 1;
            }
        }
        prop_assert_eq!(library.len(), entry);
    }

    #[test]
    fn segments_say_what_one_index_says(documents in documents(), cut in 0_usize..6, at in 0_usize..20) {
        let documents = numbered(documents);
        let cut = cut.min(documents.len());
        let (first, second) = documents.split_at(cut);
        let whole = build(&documents).build();
        let (first, second) = (build(first).build(), build(second).build());
        let mut merged = Builder::new();
        merged.add_segment(&first, |_| true).unwrap();
        merged.add_segment(&second, |_| true).unwrap();
        let merged = merged.build();
        let query = Query::new(asked(&documents, at));
        let whole = shelf(vec![whole]);
        let expected = whole.search(&query);
        prop_assert_eq!(&shelf(vec![merged]).search(&query), &expected);
        let parted = shelf(vec![first, second]);
        // Words that stand in both segments count twice there; all others weigh what they weigh in one.
        let normal = |documents: &[(usize, Vec<String>)]| -> HashSet<String> {
            let texts = documents.iter().flat_map(|(_, texts)| texts);
            texts.map(|text| crate::text::normalize(text)).collect()
        };
        let (one, other) = documents.split_at(cut);
        if normal(one).is_disjoint(&normal(other)) {
            let found = parted.search(&query);
            let scores = |hits: &[Hit]| hits.iter().map(|hit| hit.score).collect::<Vec<_>>();
            prop_assert_eq!(scores(&found), scores(&expected));
            prop_assert_eq!(plain(found), plain(expected));
        }
        let spans = |library: &Library, text: &str| {
            library.trace(text).spans.into_iter().map(|span| (span.range, span.words)).collect::<Vec<_>>()
        };
        let text = format!("Whereas {} hereby", documents[0].1[0]);
        prop_assert_eq!(spans(&parted, &text), spans(&whole, &text));
    }

    #[test]
    fn spans_are_those_that_comparing_everything_finds(documents in documents(), at in 0_usize..20) {
        let documents = numbered(documents);
        let library = shelf(vec![build(&documents).build()]);
        let all: Vec<&String> = documents.iter().flat_map(|(_, texts)| texts).collect();
        let (a, b) = (all[at % all.len()], all[(at * 7 + 1) % all.len()]);
        let half = |text: &str, second: bool| {
            let words: Vec<&str> = text.split_inclusive(' ').collect();
            let (x, y) = words.split_at(words.len() / 2);
            if second { y.concat() } else { x.concat() }
        };
        let draft = format!("{} hereby {} {}", half(a, true), half(b, false), a);
        prop_assert_eq!(traced(&library, &draft), compared(&all, &draft));
        // What was kept of earlier texts changes nothing.
        let turned = format!("{} {} hereby {}", half(b, false), a, half(a, true));
        prop_assert_eq!(traced(&library, &turned), compared(&all, &turned));
        prop_assert_eq!(library.trace(&draft), shelf(vec![build(&documents).build()]).trace(&draft));
    }

    #[test]
    fn a_query_is_read_whatever_it_is(query in "[\"“”«»a-c:\\- ]{0,24}|\\PC{0,12}|(symbol|year|verb|role|language|accepted-by):[^ ]{0,8}") {
        let library = library();
        for hit in library.search(&Query::new(query)) {
            prop_assert!(!hit.text.is_empty());
        }
    }
}

fn traced(library: &Library, draft: &str) -> Vec<(Range<usize>, usize)> {
    let trace = library.trace(draft);
    for span in &trace.spans {
        assert!(!span.sources.is_empty() && draft.get(span.range.clone()).is_some());
    }
    trace
        .spans
        .into_iter()
        .map(|span| (span.range, span.words))
        .collect()
}

/// The same spans by comparing with every word of every text.
fn compared(texts: &[&String], draft: &str) -> Vec<(Range<usize>, usize)> {
    let terms = |text: &str| {
        let mut terms = Vec::new();
        tokens::pieces(text, |range, _| {
            let term = tokens::term_of(text.get(range.clone()).unwrap());
            terms.extend(term.map(|term| crate::text::Term {
                range: range.start + term.range.start..range.start + term.range.end,
                ..term
            }));
        });
        terms
    };
    let all: Vec<Vec<String>> = texts
        .iter()
        .map(|text| terms(text).into_iter().map(|term| term.folded).collect())
        .collect();
    let draft = terms(draft);
    let (mut at, mut spans) = (0, Vec::new());
    while at < draft.len() {
        let mut longest = 0;
        for text in &all {
            for start in 0..text.len() {
                let same = text[start..].iter().zip(&draft[at..]);
                longest = longest.max(same.take_while(|(a, b)| **a == b.folded).count());
            }
        }
        let span = &draft[at..at + longest];
        let weight: usize = span.iter().map(|term| if term.han { 1 } else { 2 }).sum();
        if longest >= 5 && weight >= 10 {
            spans.push((span[0].range.start..span[longest - 1].range.end, longest));
            at += longest;
        } else {
            at += 1;
        }
    }
    spans
}

/// Everything that a library can be asked.
#[expect(clippy::type_complexity)]
fn answers(
    library: &Library,
) -> (
    Vec<Hit>,
    Vec<Hit>,
    Vec<Option<String>>,
    Vec<Option<Entry>>,
    Trace,
) {
    (
        library.search(&Query::new("nucler weapons regional security zone")),
        library.search(&Query::new("\"de la\" -armas year:2000- 核武 оружия")),
        (0..library.len())
            .map(|entry| library.text(entry))
            .collect(),
        (0..library.len())
            .map(|entry| library.entry(entry))
            .collect(),
        library.trace(TEXTS[1].1),
    )
}

#[test]
fn damaged_bytes_are_never_told() {
    let documents: Vec<(usize, Vec<String>)> = TEXTS
        .iter()
        .enumerate()
        .map(|(at, (_, text))| (at, vec![(*text).to_owned(), format!("{text} {at}")]))
        .collect();
    let mut bytes = Vec::new();
    build(&documents).finish(&mut bytes).unwrap();
    let open = |bytes: Vec<u8>| Segment::open(Arc::new(bytes));
    let sound = answers(&shelf(vec![open(bytes.clone()).unwrap()]));
    let full = std::env::var_os("RAPPORTEUR_TEST_FULL").is_some();
    let turns = if full { 10_000 } else { 400 };
    let (mut refused, mut noticed, mut untouched) = (0, 0, 0);
    // A row of numbers without a pattern, the same every time (Knuth's multiplier).
    let mut chance = 1_u64;
    for turn in 0..turns {
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let at = (chance >> 24) as usize % bytes.len();
        let mut damaged = bytes.clone();
        if turn % 10 == 9 {
            damaged.truncate(at);
        } else {
            damaged[at] ^= 1 << (chance >> 60 & 7);
        }
        let Ok(segment) = open(damaged) else {
            refused += 1;
            continue;
        };
        let library = shelf(vec![segment]);
        let found = answers(&library);
        if library.damaged().is_some() {
            noticed += 1;
            let again = library.search_until(&Query::new("security"), &|| false);
            assert_eq!(again, Err(SearchError::Damaged("x".into())));
            assert!(library.search(&Query::new("security")).is_empty());
        } else {
            untouched += 1;
            assert_eq!(found, sound, "a flip at {at}");
        }
    }
    println!("{refused} refused, {noticed} noticed, {untouched} where nothing is kept");
    assert!(refused > 0 && noticed > 0);
}
