//! What is left in one place between the same neighbours: a heading or a short paragraph of which a word or a sign is
//! another shares too little to be found by its words, and is the same one all the same. Place is the evidence, and some
//! likeness of the words or letters must not speak against it. Start at [`pair`].

use std::collections::HashMap;

use super::align::Sides;
use super::chain;
use super::pairing::Pairing;
use super::reading::Library;
use super::token::Fast;
use crate::model::Document;

/// Letters of the shorter of two paragraphs, at most.
const SHORT: usize = 80;
/// How many times as long as the other one is, that place alone says nothing of them.
const LOPSIDED: usize = 3;
/// How many paragraphs of one side may be left between two neighbours.
const MANY: usize = 8;

/// How alike two paragraphs must be: in words, and in letters.
#[derive(Clone, Copy)]
struct Enough {
    words: f32,
    letters: f32,
}

/// The only ones left between their neighbours; some of several; and where the texts have ids, which say that it is another,
/// or a heading became text.
const ALONE: Enough = Enough {
    words: 0.12,
    letters: 0.45,
};
const AMONG: Enough = Enough {
    words: 0.3,
    letters: 0.6,
};
const RELATED: Enough = Enough {
    words: 0.5,
    letters: 0.7,
};

/// Pairs the short paragraphs that are left between neighbours that belong together, and headings that became text.
pub(super) fn pair(sides: &Sides<'_>, library: &mut Library, pairing: &mut Pairing) {
    other_role(sides, library, pairing);
    for (in_a, in_b) in gaps(sides, pairing) {
        let enough = match (sides.related, in_a.len(), in_b.len()) {
            (true, ..) => RELATED,
            (false, 1, 1) => ALONE,
            (false, ..) => AMONG,
        };
        let mut found: Vec<(usize, usize, f32)> = Vec::new();
        for a in in_a {
            // Of candidates of one paragraph a chain that rises strictly can take one only when they come falling.
            for b in in_b.clone().rev() {
                found.extend(likeness(sides, library, (a, b), enough).map(|score| (a, b, score)));
            }
        }
        let places: Vec<(u32, u64)> = found
            .iter()
            .map(|(_, b, score)| (*b as u32, (score * 1000.0) as u64 + 1))
            .collect();
        for ((a, b, score), keep) in found.iter().zip(chain::heaviest(&places)) {
            if keep {
                pairing.pair(*a, *b, *score);
            }
        }
    }
}

/// Pairs headings and texts that have the same letters, once on each side, wherever they stand: what a sign at the end makes
/// a heading is the same one without it.
fn other_role(sides: &Sides<'_>, library: &mut Library, pairing: &mut Pairing) {
    let free_a = || (0..sides.a.paragraphs.len()).filter(|a| pairing.free_a(*a));
    let free_b = || (0..sides.b.paragraphs.len()).filter(|b| pairing.free_b(*b));
    if free_a().next().is_none() || free_b().next().is_none() {
        return;
    }
    let is_any_heading =
        free_a().any(|a| sides.heading_a(a)) || free_b().any(|b| sides.heading_b(b));
    if !is_any_heading {
        return;
    }
    let mut read = |document: &Document, places: &mut dyn Iterator<Item = usize>| {
        let read = |at: usize| Some((at, library.read(document.paragraphs.get(at)?)));
        places.filter_map(read).collect::<Vec<_>>()
    };
    let read_a = read(sides.a, &mut free_a());
    let read_b = read(sides.b, &mut free_b());
    let mut found: HashMap<&str, (Vec<usize>, Vec<usize>), Fast> = HashMap::default();
    for (a, read) in &read_a {
        if let Some(letters) = read.bare() {
            found.entry(letters).or_default().0.push(*a);
        }
    }
    for (b, read) in &read_b {
        if let Some(of) = read.bare().and_then(|letters| found.get_mut(letters)) {
            of.1.push(*b);
        }
    }
    let mut pairs: Vec<(usize, usize)> = found
        .into_values()
        .filter_map(|(a, b)| match (&*a, &*b) {
            ([a], [b]) if sides.heading_a(*a) != sides.heading_b(*b) => Some((*a, *b)),
            _ => None,
        })
        .collect();
    pairs.sort_unstable();
    for (a, b) in pairs {
        pairing.pair(a, b, 1.0);
    }
}

type Run = std::ops::Range<usize>;

/// Runs of free paragraphs that stand between the same neighbours on both sides; the ends of a text are neighbours too.
fn gaps(sides: &Sides<'_>, pairing: &Pairing) -> Vec<(Run, Run)> {
    let (many_a, many_b) = (sides.a.paragraphs.len(), sides.b.paragraphs.len());
    let mut gaps = Vec::new();
    let mut a = 0;
    while a < many_a {
        let start = a;
        while pairing.free_a(a) {
            a += 1;
        }
        let in_a = start..a;
        a += 1;
        if in_a.is_empty() || in_a.len() > MANY {
            continue;
        }
        let before = match in_a.start.checked_sub(1) {
            Some(before) => pairing
                .of_a(before)
                .and_then(|group| group.b.last())
                .map(|b| b + 1),
            None => Some(0),
        };
        let behind = if in_a.end == many_a {
            Some(many_b)
        } else {
            pairing
                .of_a(in_a.end)
                .and_then(|group| group.b.first())
                .copied()
        };
        if let (Some(from), Some(to)) = (before, behind)
            && from < to
            && to - from <= MANY
            && (from..to).all(|b| pairing.free_b(b))
        {
            gaps.push((in_a, from..to));
        }
    }
    gaps
}

/// How alike two short paragraphs are, when that is enough.
fn likeness(
    sides: &Sides<'_>,
    library: &mut Library,
    (a, b): (usize, usize),
    enough: Enough,
) -> Option<f32> {
    // A full stop more or less makes a heading of a text: the same words in the same place are the same one.
    let enough = if sides.heading_a(a) == sides.heading_b(b) {
        enough
    } else {
        RELATED
    };
    let (a, b) = (sides.a.paragraphs.get(a)?, sides.b.paragraphs.get(b)?);
    let (read_a, read_b) = (library.read(a), library.read(b));
    let (in_a, in_b) = (read_a.letters()?, read_b.letters()?);
    if in_a.many.min(in_b.many) > SHORT {
        return None;
    }
    // Of a title and a whole sentence in its place, a word or two in common say nothing.
    let (short, long) = (in_a.many.min(in_b.many), in_a.many.max(in_b.many));
    let words_enough = if long > LOPSIDED * short {
        enough.words.max(AMONG.words)
    } else {
        enough.words
    };
    let words = library.likeness(a, b);
    let letters = in_a.alike(in_b);
    (words >= words_enough || letters >= enough.letters).then_some(words.max(letters))
}

#[cfg(test)]
mod tests {
    use super::super::samples::document;
    use super::super::{Comparison, Kind, Names, Options, compare};
    use std::sync::Arc;

    use crate::model::{Document, Role};

    const FIRST: &str = "Decides to meet every year in Geneva to review the progress made;";
    const LAST: &str =
        "Requests the Secretary-General to report to the Assembly at its next session;";

    fn found(a: &Document, b: &Document) -> Comparison {
        let options = Options {
            ids: false,
            ..Options::default()
        };
        compare(a, b, options)
    }

    fn kinds(a: &Document, b: &Document) -> Vec<Kind> {
        found(a, b).pairs.iter().map(|pair| pair.kind).collect()
    }

    #[test]
    fn a_short_paragraph_in_its_place_is_the_same_one() {
        for (old, new) in [
            ("The Parties shall meet.", "The Parties shall meet"),
            ("The Parties shall meet.", "Les Parties."),
            ("The cooperation of States", "The co-operation of States"),
            ("Straße café", "Strasse café"),
            ("Geneva, 24 June 2010", "Vienna, 25 June 2010"),
            ("Mitigation", "Mitigation and adaptation"),
            ("Financing", "Finance"),
            ("Financement", "Moyens de financement"),
            ("Financiación", "Financiamiento"),
            ("Финансирование", "О финансировании"),
            ("التمويل", "تمويل التنمية"),
            ("融资", "资金筹措"),
        ] {
            for role in [Role::Heading, Role::Paragraph] {
                let text = |short: &str, around: bool| {
                    let mut document = document(&if around {
                        vec![FIRST, short, LAST]
                    } else {
                        vec![short]
                    });
                    let at = usize::from(around);
                    Arc::make_mut(&mut document.paragraphs[at]).role = role;
                    document
                };
                for around in [true, false] {
                    let (a, b) = (text(old, around), text(new, around));
                    let changed = found(&a, &b);
                    assert_eq!(
                        changed.summary.changed, 1,
                        "{old} {new} {role:?} {:?}",
                        changed.pairs
                    );
                    assert_eq!(found(&b, &a).summary.changed, 1, "{new} {old} {role:?}");
                }
            }
        }
    }

    #[test]
    fn a_heading_that_became_text_is_the_same_one() {
        let long = "The Parties shall meet every year in Geneva";
        for (old, new) in [
            (long.to_owned(), format!("{long}.")),
            (long.to_owned(), format!("{long} or in Vienna.")),
            (
                "裁军谈判会议继续工作".to_owned(),
                "裁军谈判会议继续工作。".to_owned(),
            ),
        ] {
            for texts in [
                vec![FIRST, "-", LAST],
                vec!["-"],
                vec![FIRST, "Of other things.", "-"],
            ] {
                let text = |words: &str, role: Role| {
                    let texts: Vec<&str> = texts
                        .iter()
                        .map(|text| if *text == "-" { words } else { text })
                        .collect();
                    let mut document = document(&texts);
                    let at = texts.iter().position(|text| *text == words).unwrap();
                    Arc::make_mut(&mut document.paragraphs[at]).role = role;
                    document
                };
                let (a, b) = (text(&old, Role::Heading), text(&new, Role::Paragraph));
                for (a, b, said) in [
                    (&a, &b, "heading → paragraph"),
                    (&b, &a, "paragraph → heading"),
                ] {
                    let changed = found(a, b);
                    assert_eq!(changed.summary.changed, 1, "{:?}", changed.pairs);
                    let names = Names { a, b, sign: '#' };
                    let pair = changed
                        .pairs
                        .iter()
                        .find(|pair| pair.kind == Kind::Changed)
                        .unwrap();
                    let notes = names.notes(pair);
                    assert!(notes.iter().any(|note| note.words() == said), "{notes:?}");
                }
            }
        }
    }

    #[test]
    fn a_heading_that_became_text_elsewhere_was_moved() {
        let mut a = document(&["The Parties meet", FIRST, LAST]);
        Arc::make_mut(&mut a.paragraphs[0]).role = Role::Heading;
        let b = document(&[FIRST, LAST, "The Parties meet."]);
        let sums = found(&a, &b).summary;
        assert_eq!(
            (sums.changed, sums.moved, sums.deleted, sums.inserted),
            (1, 1, 0, 0)
        );
    }

    #[test]
    fn another_one_in_the_same_place_is_another() {
        let other = [
            ("Financing", "Capacity-building"),
            ("Transparency", "The depositary"),
            ("Informe", "Otros asuntos"),
            ("Финансирование", "Прочие вопросы"),
            ("التمويل", "مسائل أخرى"),
            ("融资", "其他事项"),
        ];
        for (old, new) in other {
            let (a, b) = (document(&[FIRST, old, LAST]), document(&[FIRST, new, LAST]));
            assert_eq!(
                kinds(&a, &b),
                [
                    Kind::Unchanged,
                    Kind::Deleted,
                    Kind::Inserted,
                    Kind::Unchanged
                ],
                "{old} {new}"
            );
        }
    }

    #[test]
    fn a_sentence_in_the_place_of_a_title_is_another() {
        let (old, new) = (
            "Application of this Licence.",
            "If you sue somebody over a patent, what you were granted under this Licence ends on the same day.",
        );
        let (a, b) = (document(&[FIRST, old, LAST]), document(&[FIRST, new, LAST]));
        assert_eq!(kinds(&a, &b)[1..3], [Kind::Deleted, Kind::Inserted]);
    }

    #[test]
    fn of_several_each_finds_its_own_and_none_jumps_over_its_neighbours() {
        let a = document(&[FIRST, "Finance", "Mitigation", LAST]);
        let b = document(&[
            FIRST,
            "Financing",
            "Loss and damage",
            "Mitigation of emissions",
            LAST,
        ]);
        assert_eq!(
            kinds(&a, &b),
            [
                Kind::Unchanged,
                Kind::Changed,
                Kind::Inserted,
                Kind::Changed,
                Kind::Unchanged
            ]
        );
    }

    #[test]
    fn of_many_equal_ones_the_neighbours_say_which_changed() {
        let line = "The Parties shall report annually to the Committee.";
        let other = "The Parties should report annually to the Committee.";
        for (many, at, dropped) in [
            (200, 150, 1),
            (200, 150, 0),
            (7, 0, 1),
            (7, 6, 0),
            (60, 59, 1),
        ] {
            let a = document(&vec![line; many]);
            let mut lines = vec![line; many - dropped];
            let at = at.min(lines.len() - 1);
            lines[at] = other;
            let b = document(&lines);
            let changed = found(&a, &b);
            let sums = changed.summary;
            assert_eq!(
                (sums.changed, sums.deleted, sums.inserted, sums.moved),
                (1, dropped, 0, 0),
                "{many} {at} {dropped}"
            );
            let pair = changed
                .pairs
                .iter()
                .find(|pair| pair.kind == Kind::Changed)
                .unwrap();
            assert_eq!(pair.b, [at]);
            assert_eq!(pair.duties().len(), 1);
        }
    }
}
