//! What is a matter of typography: kinds of quotation marks and dashes, hidden characters, stretched letters and vowel signs
//! of Arabic. Start at [`is_typographic`].

use super::digest::normalize;

/// Whether two texts differ in nothing but how they are set: a reader would read them aloud alike, letter for letter.
///
/// Capitals, accents, brackets and every other mark count as a difference. White space never does.
pub fn is_typographic(old: &str, new: &str) -> bool {
    plain(old) == plain(new)
}

/// A text without what is a matter of typography: what it is, not how it is set. Empty when nothing of it is seen.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in normalize(text).chars() {
        match c {
            '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' => out.push('\''),
            '“' | '”' | '„' | '‟' | '″' | '「' | '」' | '『' | '』' => out.push('"'),
            '«' => out.push_str("\"\u{1}"),
            '»' => {
                trim(&mut out);
                out.push('"');
            }
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => out.push('-'),
            '…' => out.push_str("..."),
            '（' => out.push('('),
            '）' => out.push(')'),
            '，' => out.push(','),
            // French sets a blank before these.
            ':' | ';' | '!' | '?' | '：' | '；' | '！' | '？' => {
                trim(&mut out);
                out.push(match c {
                    '：' => ':',
                    '；' => ';',
                    '！' => '!',
                    '？' => '?',
                    c => c,
                });
            }
            ' ' if out.ends_with('\u{1}') => {}
            _ if is_unseen(c) => {}
            c => out.push(c),
        }
    }
    out.retain(|c| c != '\u{1}');
    out
}

fn trim(out: &mut String) {
    while out.ends_with(' ') {
        out.pop();
    }
}

/// Soft hyphens, marks of direction, blanks without width; the stretching line and the vowel signs of Arabic.
pub(crate) fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{640}' | '\u{64b}'..='\u{652}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn how_a_text_is_set_is_no_change_of_words() {
        for (old, new) in [
            ("It's \"done\"", "It’s “done”"),
            ("Secretary-General", "Secretary‑General"),
            ("1990-1995", "1990–1995"),
            ("أولا", "أولاً"),
            ("الأطـــراف", "الأطراف"),
            ("الدول\u{200f} الأطراف", "الدول الأطراف"),
            ("co\u{ad}operation", "cooperation"),
            (
                "un accord \"bon\": oui",
                "un accord «\u{a0}bon\u{a0}» : oui",
            ),
            ("一、审议（见附件），", "一、审议(见附件),"),
            ("a  b", "a b"),
        ] {
            assert!(is_typographic(old, new), "{old} {new}");
        }
        for (old, new) in [
            ("shall", "should"),
            ("States", "states"),
            ("cooperation", "co-operation"),
            ("résumé", "resume"),
            ("[shall]", "shall"),
            ("a, b", "a b"),
            ("10", "1 0"),
            ("the States' rights", "the State's rights"),
            ("على", "علي"),
        ] {
            assert!(!is_typographic(old, new), "{old} {new}");
        }
    }

    proptest! {
        #![proptest_config(samples::cases())]

        #[test]
        fn equal_digests_are_typographic_too(text in samples::text()) {
            prop_assert!(is_typographic(&text, &normalize(&text)));
        }
    }
}
