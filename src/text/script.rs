//! Which writing a character belongs to, as far as this room needs to know.
//!
//! Ranges follow the Unicode blocks; nothing here decides about a language.

/// A Han ideograph (including the iteration mark, the zero and the compatibility forms).
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4e00}'..='\u{9fff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{3005}' | '\u{3007}'
        | '\u{3021}'..='\u{3029}' | '\u{3038}'..='\u{303b}'
        | '\u{2e80}'..='\u{2fdf}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// A character set without spaces around it in East Asian text: Han, kana, bopomofo, and
/// ideographic or full-width punctuation. Hangul is left out: Korean puts spaces between words.
pub fn is_cjk(c: char) -> bool {
    is_han(c)
        || matches!(c,
            '\u{3001}'..='\u{312f}'
            | '\u{31a0}'..='\u{31bf}' | '\u{31f0}'..='\u{31ff}'
            | '\u{fe10}'..='\u{fe1f}' | '\u{fe30}'..='\u{fe4f}'
            | '\u{ff01}'..='\u{ff9f}' | '\u{ffe0}'..='\u{ffe6}')
}

/// A letter or mark of the Arabic script, not its digits or punctuation.
pub(crate) fn is_arabic(c: char) -> bool {
    matches!(c,
        '\u{610}'..='\u{61a}'
        | '\u{620}'..='\u{65f}'
        | '\u{66e}'..='\u{6d3}'
        | '\u{6d5}'..='\u{6dc}' | '\u{6df}'..='\u{6e8}' | '\u{6ea}'..='\u{6ef}'
        | '\u{6fa}'..='\u{6fc}' | '\u{6ff}'
        | '\u{750}'..='\u{77f}' | '\u{870}'..='\u{88e}' | '\u{8a0}'..='\u{8e1}'
        | '\u{8e3}'..='\u{8ff}'
        | '\u{fb50}'..='\u{fbb1}' | '\u{fbd3}'..='\u{fd3d}' | '\u{fd50}'..='\u{fdc7}'
        | '\u{fdf0}'..='\u{fdfb}' | '\u{fe70}'..='\u{fefc}')
}

/// A letter of the Cyrillic script.
pub(crate) fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}')
}

/// A character of the scripts of South and South-East Asia in which joiners shape letters.
pub(crate) fn is_indic(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{dff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17b3}'
        | '\u{17b6}'..='\u{17dd}')
}

/// A character that can be drawn as an emoji or take part in an emoji sequence.
pub(crate) fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}'
        | '\u{2194}'..='\u{21aa}' | '\u{231a}'..='\u{23ff}' | '\u{24c2}'
        | '\u{25aa}'..='\u{25fe}' | '\u{2600}'..='\u{27bf}' | '\u{2934}' | '\u{2935}'
        | '\u{2b05}'..='\u{2b55}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}'
        | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_writings_apart() {
        // (character, han, cjk, arabic, cyrillic, emoji)
        let table = [
            ('国', true, true, false, false, false),
            ('〇', true, true, false, false, false),
            ('。', false, true, false, false, false),
            ('，', false, true, false, false, false),
            ('：', false, true, false, false, false),
            ('あ', false, true, false, false, false),
            ('한', false, false, false, false, false),
            ('ع', false, false, true, false, false),
            ('٣', false, false, false, false, false),
            ('،', false, false, false, false, false),
            ('ё', false, false, false, true, false),
            ('a', false, false, false, false, false),
            ('“', false, false, false, false, false),
            ('👩', false, false, false, false, true),
        ];
        for (c, han, cjk, arabic, cyrillic, emoji) in table {
            assert_eq!(is_han(c), han, "han {c}");
            assert_eq!(is_cjk(c), cjk, "cjk {c}");
            assert_eq!(is_arabic(c), arabic, "arabic {c}");
            assert_eq!(is_cyrillic(c), cyrillic, "cyrillic {c}");
            assert_eq!(is_emoji(c), emoji, "emoji {c}");
        }
    }
}
