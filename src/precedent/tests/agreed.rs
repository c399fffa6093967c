//! Agreed language among thousands of paragraphs: the spans are those that comparing with every one of them finds.

use super::*;

/// A row of numbers without a pattern, the same every time (Knuth's multiplier).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// Paragraphs put together of clauses that many share; real ones among them where they are at hand.
fn paragraphs(count: usize, chance: &mut Chance) -> Vec<String> {
    let mut clauses: Vec<(usize, String)> = Vec::new();
    for (number, language) in ["en", "fr", "es", "ru", "ar", "zh"].into_iter().enumerate() {
        let own = TEXTS.iter().filter(|(of, _)| *of == language);
        let mut texts: Vec<String> = own.map(|(_, text)| (*text).to_owned()).collect();
        texts.extend(adopted(language).into_iter().take(300));
        for text in texts {
            let parts = text.split_inclusive([',', ';', '،', '؛', '，', '；']);
            clauses.extend(parts.map(|part| (number, part.trim().to_owned())));
        }
    }
    let mut all = Vec::with_capacity(count);
    while all.len() < count {
        let (language, first) = clauses[chance.below(clauses.len())].clone();
        let mut text = first;
        for _ in 0..=chance.below(3) {
            let (other, clause) = &clauses[chance.below(clauses.len())];
            if *other == language {
                text = format!("{text} {clause}");
            }
        }
        all.push(text);
    }
    all
}

/// The words of a text as numbers, and where they stand.
fn numbered(
    text: &str,
    known: &mut std::collections::HashMap<String, u32>,
    ranges: &mut Vec<(Range<usize>, usize)>,
) -> Vec<u32> {
    ranges.clear();
    let mut numbers = Vec::new();
    tokens::pieces(text, |range, _| {
        if let Some(term) = tokens::term_of(text.get(range.clone()).unwrap()) {
            let next = known.len() as u32;
            numbers.push(*known.entry(term.folded).or_insert(next));
            let weight = if term.han { 1 } else { 2 };
            let (start, end) = (range.start + term.range.start, range.start + term.range.end);
            ranges.push((start..end, weight));
        }
    });
    numbers
}

#[test]
fn spans_are_those_of_comparing_with_every_paragraph() {
    let full = std::env::var_os("RAPPORTEUR_TEST_FULL").is_some();
    let (count, drafts) = if full { (10_000, 50) } else { (1_000, 12) };
    let mut chance = Chance(7);
    let all = paragraphs(count, &mut chance);
    let mut builder = Builder::new();
    for (at, text) in all.iter().enumerate() {
        let record = Record {
            date: Some(format!("{}-01-01", 1946 + at % 80).into()),
            ..Record::new(&format!("A/{at}"), "en".parse().unwrap())
        };
        let line = Line {
            text,
            label: None,
            place: 1,
            role: Role::Operative,
            verb: None,
        };
        builder.add(record, [line]);
    }
    let mut library = Library::new();
    library.add("x", Arc::new(builder.build()));
    let (mut known, mut ranges) = (std::collections::HashMap::new(), Vec::new());
    let texts: Vec<Vec<u32>> = all
        .iter()
        .map(|text| numbered(text, &mut known, &mut ranges))
        .collect();
    let mut spans = 0;
    for _ in 0..drafts {
        // Halves of two paragraphs, with a word of nobody's now and then.
        let (a, b) = (&all[chance.below(count)], &all[chance.below(count)]);
        let mut words: Vec<&str> = a.split_whitespace().collect();
        words.truncate(words.len() * 2 / 3 + 1);
        let rest: Vec<&str> = b.split_whitespace().collect();
        words.extend(&rest[rest.len() / 3..]);
        for _ in 0..words.len() / 12 {
            words.insert(chance.below(words.len()), "zymurgy");
        }
        let draft = words.join(" ");
        let numbers = numbered(&draft, &mut known, &mut ranges);
        let (mut at, mut expected) = (0, Vec::new());
        while at < numbers.len() {
            let (mut longest, mut holders) = (0, Vec::new());
            for (holder, text) in texts.iter().enumerate() {
                let mut own = 0;
                for start in 0..text.len() {
                    let same = text[start..].iter().zip(&numbers[at..]);
                    own = own.max(same.take_while(|(a, b)| a == b).count());
                }
                if own > longest {
                    longest = own;
                    holders.clear();
                }
                if own == longest {
                    holders.push(holder);
                }
            }
            let weight: usize = ranges[at..at + longest].iter().map(|(_, w)| w).sum();
            if longest >= 5 && weight >= 10 {
                let range = ranges[at].0.start..ranges[at + longest - 1].0.end;
                expected.push((range, longest, holders));
                at += longest;
            } else {
                at += 1;
            }
        }
        let trace = library.trace(&draft);
        let found: Vec<_> = trace
            .spans
            .iter()
            .map(|s| (s.range.clone(), s.words))
            .collect();
        let plain: Vec<_> = expected
            .iter()
            .map(|(range, words, _)| (range.clone(), *words))
            .collect();
        assert_eq!(found, plain, "{draft}");
        spans += found.len();
        for (span, (_, _, holders)) in trace.spans.iter().zip(&expected) {
            assert!(
                span.sources.iter().all(|source| holders.contains(source)),
                "{draft}"
            );
            let wanted = holders.len().min(16);
            assert_eq!(span.sources.len(), wanted, "{draft}");
        }
    }
    assert!(spans > drafts, "{spans}");
}
