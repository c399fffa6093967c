//! Other forms of a word: with another ending, and in Arabic with another article or preposition written to it.
//!
//! Who half remembers a text puts its words into the form that their own sentence needs: *призывает* for
//! *призывающий*, *acordadas* for *acordada*, سلام for والسلام. Slips do not reach that far, and do not count at all where the
//! form that was typed exists. Nothing is analysed: two words are forms of one where they begin alike and what follows
//! is an ending in both, so that a few that are none pass for such. Endings are those of the folded words
//! ([`crate::text::fold()`]).
//!
//! Start at [`forms`].

use super::segment::Segment;

/// Terms that begin alike and are looked at.
const MOST: u32 = 1500;
/// Letters that two forms have in common at the least.
const COMMON: usize = 4;
/// The same in Arabic, where most roots have three.
const COMMON_ARABIC: usize = 3;
/// What a form with the same ending is worth, but for what Arabic writes before it.
const JOINED: f32 = 0.85;
/// What a form with another ending is worth.
const INFLECTED: f32 = 0.75;

/// Endings of English, French and Spanish.
const LATIN: &[&str] = &[
    "", "a", "aba", "aban", "ada", "adas", "ado", "ados", "al", "ale", "ales", "an", "ando", "ans",
    "ant", "ante", "antes", "ants", "ar", "aran", "aron", "as", "ation", "ations", "aux", "d", "e",
    "ed", "ee", "ees", "ement", "en", "ent", "er", "era", "ers", "es", "eur", "eurs", "ia",
    "iendo", "ida", "idas", "ido", "idos", "ie", "ied", "ieron", "ies", "if", "ifs", "ing", "ings",
    "io", "ion", "iones", "ions", "ir", "ira", "is", "it", "iva", "ivas", "ive", "ives", "ivo",
    "ivos", "ly", "ment", "ments", "n", "o", "ont", "os", "r", "s", "t", "te", "tes", "ts", "y",
];

/// Endings of Russian, `й` and `ё` folded.
const CYRILLIC: &[&str] = &[
    "",
    "а",
    "ав",
    "ает",
    "аем",
    "аи",
    "ал",
    "ала",
    "али",
    "ало",
    "ам",
    "ами",
    "ание",
    "ания",
    "ать",
    "ах",
    "ают",
    "ая",
    "в",
    "е",
    "его",
    "ее",
    "еи",
    "ем",
    "ему",
    "ение",
    "ении",
    "ения",
    "ет",
    "ею",
    "и",
    "ив",
    "ие",
    "иеи",
    "ием",
    "ии",
    "ил",
    "или",
    "им",
    "ими",
    "ит",
    "ить",
    "их",
    "ию",
    "ия",
    "иям",
    "иями",
    "иях",
    "л",
    "ла",
    "ли",
    "ло",
    "о",
    "ов",
    "овать",
    "ого",
    "ое",
    "ои",
    "ом",
    "ому",
    "ости",
    "ость",
    "ою",
    "т",
    "ть",
    "у",
    "ует",
    "уют",
    "ую",
    "ы",
    "ые",
    "ыи",
    "ым",
    "ыми",
    "ых",
    "ь",
    "ью",
    "ю",
    "ют",
    "я",
    "ял",
    "ям",
    "ями",
    "ят",
    "ять",
    "ях",
    "яя",
];

/// Endings of Arabic, `ة` folded to `ه`.
const ARABIC: &[&str] = &[
    "", "ا", "ات", "اتها", "اته", "ان", "ه", "ها", "هم", "هما", "نا", "كم", "ون", "وا", "ي", "ين",
    "يه", "تها", "ته",
];

/// The article, prepositions and conjunctions that Arabic writes to the word that follows.
const JOINING: &[&str] = &[
    "", "ال", "و", "وال", "ب", "بال", "ل", "لل", "ف", "فال", "ك", "كال", "ولل", "وب", "وبال", "ول",
];

/// Gives other forms of a word that a segment has, with what they are worth from 0 to 1; perhaps the word itself, and
/// some of them twice.
pub(super) fn forms(segment: &Segment, word: &str, mut give: impl FnMut(u32, f32)) {
    let Some(first) = word.chars().next() else {
        return;
    };
    match first {
        'a'..='z' => begun_alike(segment, ("", word), LATIN, COMMON, INFLECTED, &mut give),
        'а'..='я' => begun_alike(segment, ("", word), CYRILLIC, COMMON, INFLECTED, &mut give),
        'ء'..='ي' => {
            for bare in bare(word).into_iter().flatten() {
                for joined in JOINING {
                    begun_alike(
                        segment,
                        (joined, bare),
                        ARABIC,
                        COMMON_ARABIC,
                        JOINED,
                        &mut give,
                    );
                }
            }
        }
        _ => {}
    }
}

/// An Arabic word without what is written to it, and as it is where its own first letter may be meant.
fn bare(word: &str) -> [Option<&str>; 2] {
    let rest = |joined: &str| {
        let rest = word.strip_prefix(joined)?;
        (rest.chars().count() >= COMMON_ARABIC).then_some((joined.len(), rest))
    };
    let longest = JOINING.iter().filter_map(|joined| rest(joined)).max();
    match longest {
        Some((0, _)) | None => [Some(word), None],
        // Two bytes are one letter.
        Some((2, rest)) => [Some(rest), Some(word)],
        Some((_, rest)) => [Some(rest), None],
    }
}

/// Gives the terms that are `before` and another form of `word`.
fn begun_alike(
    segment: &Segment,
    (before, word): (&str, &str),
    endings: &[&str],
    common: usize,
    same: f32,
    give: &mut impl FnMut(u32, f32),
) {
    // The shortest beginning that leaves an ending.
    let mut cuts = word.char_indices().map(|(at, _)| at).skip(common);
    let is_ending = |rest: &str| endings.contains(&rest);
    let cut = cuts.find(|cut| word.get(*cut..).is_some_and(is_ending));
    let short = word.chars().count() < common;
    let Some(stem) = word.get(..cut.unwrap_or(word.len())).filter(|_| !short) else {
        return;
    };
    let range = if before.is_empty() {
        segment.beginning_with(stem)
    } else {
        segment.beginning_with(&format!("{before}{stem}"))
    };
    if range.len() as u32 > MOST {
        return;
    }
    for id in range {
        let Some(term) = segment.term(id).and_then(|term| term.get(before.len()..)) else {
            continue;
        };
        if term == word {
            give(id, same);
            continue;
        }
        let alike: usize = term
            .chars()
            .zip(word.chars())
            .take_while(|(a, b)| a == b)
            .map(|(c, _)| c.len_utf8())
            .sum();
        let ends = |cut: usize| {
            let ends = |word: &str| word.get(cut..).is_some_and(is_ending);
            ends(term) && ends(word)
        };
        if (stem.len()..=alike).rev().any(ends) {
            give(id, INFLECTED);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::shelf::shelf;
    use super::*;

    #[test]
    fn other_forms_of_a_word_are_found() {
        let library = shelf(&[
            (
                "A",
                "2001-01-31",
                "ru",
                "призывающий призывает призма мира миром",
            ),
            (
                "B",
                "2001-01-31",
                "fr",
                "régional régionaux régionales région adopter adoptée",
            ),
            (
                "C",
                "2001-01-31",
                "es",
                "acordadas acuerdo disposiciones disposición",
            ),
            (
                "D",
                "2001-01-31",
                "en",
                "parties party commitments committed station",
            ),
            (
                "E",
                "2001-01-31",
                "ar",
                "والسلام للسلام السلام القرارات قراراتها بعثة البعثات",
            ),
        ]);
        let segment = library.segments.first().unwrap();
        for (word, expected) in [
            ("призывает", "призывает"),
            ("регион", ""),
            ("regionale", "region regional regionales regionaux"),
            ("adoptees", "adoptee adopter"),
            ("acordada", "acordadas"),
            ("disposicion", "disposicion disposiciones"),
            ("party", "parties party"),
            ("commitment", "commitments"),
            ("سلام", "السلام للسلام والسلام"),
            ("بالسلام", "السلام للسلام والسلام"),
            ("القرار", "القرارات قراراتها"),
            ("بعثه", "البعثات بعثه"),
            ("ال", ""),
            ("核武", ""),
            ("", ""),
        ] {
            let mut found = Vec::new();
            forms(segment, word, |id, worth| {
                assert!((0.0..1.0).contains(&worth));
                found.push(segment.term(id).unwrap().to_owned());
            });
            found.sort();
            found.dedup();
            assert_eq!(found.join(" "), expected, "{word}");
        }
    }
}
