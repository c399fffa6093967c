//! The part of a word that its endings leave alone, so that an inflected word still helps a paragraph to be found: участие
//! and участия, المضايقة and مضايقات, qualification and qualifications.
//!
//! It is for finding alone; what counts as changed is decided by the words. Rough on purpose: no dictionary.

use crate::text::is_letter;

/// Letters kept of a longer word.
const KEPT: usize = 6;

/// The stem of a word in lower case; `None` when the word is its own.
pub(super) fn stem(word: &str) -> Option<String> {
    let first = word.chars().next()?;
    let letter = |c: char| is_letter(c) || c.is_alphabetic() || is_mark(c);
    if !word.chars().all(letter) {
        return None;
    }
    let stem = if matches!(first, '\u{620}'..='\u{6ff}') {
        arabic(word)
    } else {
        let whole = word.chars().count();
        let bare = word
            .strip_suffix('s')
            .filter(|_| whole >= 4)
            .unwrap_or(word);
        bare.chars().take(KEPT).collect()
    };
    (stem != word).then_some(stem)
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{301}' | '\u{64b}'..='\u{652}' | '\u{670}')
}

/// Without vowel marks, article, joined particles and the commonest endings; letters that are written in several ways in one.
fn arabic(word: &str) -> String {
    let plain: String = word
        .chars()
        .filter(|c| !is_mark(*c) && *c != '\u{640}')
        .map(|c| match c {
            'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
            'ى' => 'ي',
            'ة' => 'ه',
            c => c,
        })
        .collect();
    let many = |text: &str| text.chars().count();
    let mut bare = plain.as_str();
    for prefix in ["وال", "بال", "كال", "فال", "ولل", "ال", "لل", "و"] {
        if let Some(rest) = bare.strip_prefix(prefix).filter(|rest| many(rest) >= 3) {
            bare = rest;
            break;
        }
    }
    for suffix in ["ات", "ان", "ين", "ون", "ها", "يه", "ه", "ي"] {
        if let Some(rest) = bare.strip_suffix(suffix).filter(|rest| many(rest) >= 3) {
            bare = rest;
            break;
        }
    }
    bare.chars().take(KEPT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_do_not_matter() {
        let of = |word: &str| stem(word).unwrap_or_else(|| word.to_owned());
        for (one, other) in [
            ("домогательства", "домогательство"),
            ("устойчивого", "устойчивое"),
            ("qualifications", "qualification"),
            ("leurs", "leur"),
            ("المضايقة", "مضايقات"),
            ("والمساهمين", "مساهمون"),
            ("تَعهُدنا", "تعهدنا"),
        ] {
            assert_eq!(of(one), of(other));
        }
        for word in ["shall", "act", "2010", "g7", "国", "state"] {
            assert_eq!(stem(word), None, "{word}");
        }
    }
}
