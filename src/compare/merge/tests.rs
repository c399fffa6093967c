mod laws;

use super::*;

fn check(base: &str, ours: &str, theirs: &str, expected: &str) {
    let names = Holders {
        ours: Some("EU"),
        theirs: Some("AOSIS"),
    };
    let merged = merge_words(base, ours, theirs, names);
    assert_eq!(merged.text, expected, "{base} / {ours} / {theirs}");
}

#[test]
fn words_merge_as_a_person_would() {
    for (base, ours, theirs, expected) in [
        // Independent edits both survive.
        (
            "Parties shall submit a report every year.",
            "Parties should submit a report every year.",
            "Parties shall submit a report every two years.",
            "Parties should submit a report every two years.",
        ),
        // One edit made twice is one edit.
        (
            "States shall act.",
            "States should act.",
            "States should act.",
            "States should act.",
        ),
        // A conflict is the smallest phrase.
        (
            "Parties will submit a report.",
            "Parties shall submit a report.",
            "Parties should submit a report.",
            "Parties [EU: shall] [AOSIS: should] submit a report.",
        ),
        // What both did alike stands outside.
        (
            "Parties will submit a report.",
            "Parties shall now submit a report.",
            "Parties shall soon submit a report.",
            "Parties shall [EU: now] [AOSIS: soon] submit a report.",
        ),
        // One struck what the other changed.
        (
            "Parties will act as soon as possible here.",
            "Parties will act here.",
            "Parties will act as quickly as possible here.",
            "Parties will act [as quickly as possible - AOSIS; EU delete] here.",
        ),
        // Both put something in at one place.
        (
            "Parties will act.",
            "Parties will act quickly.",
            "Parties will act together.",
            "Parties will act [EU: quickly] [AOSIS: together].",
        ),
        // Touching edits make no sentence.
        (
            "应遵循原则",
            "应遵循性原则",
            "应赠款应原则",
            "应[EU: 遵循性][AOSIS: 赠款应]原则",
        ),
        // Of two equal words nobody can say which one was put in.
        (
            "in accordance with national law",
            "in accordance with the aim and with national law",
            "in accordance, as appropriate, with national law",
            "in accordance [EU: with the aim and] [AOSIS: , as appropriate,] with national law",
        ),
        ("", "New.", "Other.", "[EU: New] [AOSIS: Other]."),
    ] {
        check(base, ours, theirs, expected);
    }
}

#[test]
fn brackets_are_structure() {
    for (base, ours, theirs, expected) in [
        // An edit inside brackets, and one outside.
        (
            "States [shall act] now and then.",
            "States [should act] now and then.",
            "States [shall act] now and again.",
            "States [should act] now and again.",
        ),
        // Brackets around words that the other changed.
        (
            "States shall take all necessary measures here.",
            "States shall [take all necessary measures] here.",
            "States shall take all appropriate measures here.",
            "States shall [take all appropriate measures] here.",
        ),
        // Brackets taken away from words that the other changed.
        (
            "States shall [take all necessary measures] here.",
            "States shall take all necessary measures here.",
            "States shall [take all appropriate measures] here.",
            "States shall [EU: take all necessary measures] [AOSIS: [take all appropriate measures]] here.",
        ),
        // Pairs that cross.
        (
            "one two three four five six seven",
            "one [two three four five] six seven",
            "one two three [four five six seven]",
            "one [EU: [two three four five] six seven] [AOSIS: two three [four five six seven]]",
        ),
    ] {
        check(base, ours, theirs, expected);
    }
}
