//! The gate before every terminal: what would act or hide is shown instead.
//!
//! After [`reveal`] no character of a text can drive a terminal, reorder a line or pass unseen.
//! Joiners stay where a script needs them (inside Arabic and Indic words, inside emoji). Nothing
//! here changes what is stored. Start at [`reveal`]; [`Revealed`] also carries the way back.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::common::common;
use super::script::{is_arabic, is_cjk, is_emoji, is_han, is_indic};

/// The text with everything hidden made visible, on one line: controls as control pictures (`␛`,
/// `␊`), the rest as `<U+202E>`. Borrowed when there is nothing to show.
pub fn reveal(text: &str) -> Cow<'_, str> {
    show(text, Lines::Shown)
}

/// Like [`reveal`], for text of several lines: line feeds stay and a tab becomes four spaces.
pub fn reveal_lines(text: &str) -> Cow<'_, str> {
    show(text, Lines::Kept)
}

/// The characters that [`reveal`] would show otherwise than they are, with their offsets.
pub fn hidden(text: &str) -> impl Iterator<Item = (usize, char)> {
    disguised(text)
}

/// A text as it may be drawn, with the way between its offsets and those of the source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Revealed {
    /// What [`reveal`] gives.
    pub text: String,
    swaps: Vec<Swap>,
}

/// One character of the source that is shown as something else.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Swap {
    source: usize,
    source_len: usize,
    shown: usize,
    shown_len: usize,
}

impl Revealed {
    /// Reveals a text and remembers what was swapped.
    pub fn of(source: &str) -> Self {
        Self::from(source, Lines::Shown)
    }

    /// The same for a text of several lines: line feeds stay.
    pub fn of_lines(source: &str) -> Self {
        Self::from(source, Lines::Kept)
    }

    fn from(source: &str, lines: Lines) -> Self {
        let mut text = String::with_capacity(source.len());
        let mut swaps = Vec::new();
        let mut done = 0;
        let found = disguised(source).filter(|(_, c)| lines == Lines::Shown || *c != '\n');
        for (at, c) in found {
            text.push_str(source.get(done..at).unwrap_or_default());
            let shown = text.len();
            push_shown(&mut text, c);
            let shown_len = text.len() - shown;
            swaps.push(Swap {
                source: at,
                source_len: c.len_utf8(),
                shown,
                shown_len,
            });
            done = at + c.len_utf8();
        }
        text.push_str(source.get(done..).unwrap_or_default());
        Self { text, swaps }
    }

    /// Where a byte of the source stands in the shown text; inside a swapped character, where
    /// what stands for it begins.
    pub fn to_shown(&self, byte: usize) -> usize {
        let index = self.swaps.partition_point(|swap| swap.source <= byte);
        let Some(swap) = index.checked_sub(1).and_then(|i| self.swaps.get(i)) else {
            return byte.min(self.text.len());
        };
        match byte.checked_sub(swap.source + swap.source_len) {
            Some(past) => (swap.shown + swap.shown_len + past).min(self.text.len()),
            None => swap.shown,
        }
    }

    /// Where a byte of the shown text stands in the source; inside what stands for a swapped
    /// character, where that character begins.
    pub fn to_source(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let index = self.swaps.partition_point(|swap| swap.shown <= byte);
        let Some(swap) = index.checked_sub(1).and_then(|i| self.swaps.get(i)) else {
            return byte;
        };
        match byte.checked_sub(swap.shown + swap.shown_len) {
            Some(past) => swap.source + swap.source_len + past,
            None => swap.source,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    Shown,
    Kept,
}

fn show(text: &str, lines: Lines) -> Cow<'_, str> {
    let mut found = disguised(text)
        .filter(|(_, c)| lines == Lines::Shown || *c != '\n')
        .peekable();
    if found.peek().is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut done = 0;
    for (at, c) in found {
        out.push_str(text.get(done..at).unwrap_or_default());
        match c {
            '\t' if lines == Lines::Kept => out.push_str("    "),
            _ => push_shown(&mut out, c),
        }
        done = at + c.len_utf8();
    }
    out.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(out)
}

/// What stands for a character: its control picture, or its number.
fn push_shown(out: &mut String, c: char) {
    let number = u32::from(c);
    let picture = match number {
        0..=0x1f => char::from_u32(0x2400 + number),
        0x7f => Some('␡'),
        _ => None,
    };
    match picture {
        Some(picture) => out.push(picture),
        // Writing to a string cannot fail.
        None => drop(write!(out, "<U+{number:04X}>")),
    }
}

/// The characters that are not to reach a terminal as they are.
fn disguised(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut at = 0;
    let mut safe = false;
    std::iter::from_fn(move || {
        loop {
            // Letters of the six languages are passed over by their bytes; all else is looked at with its neighbours.
            while let Some(length) = common(text.as_bytes(), at) {
                at += length;
                safe = true;
            }
            let (head, rest) = text.split_at_checked(at)?;
            let mut chars = rest.chars();
            let c = chars.next()?;
            let before = head.chars().next_back().filter(|_| safe);
            safe = is_safe(before, c, chars.next());
            at += c.len_utf8();
            if !safe {
                return Some((at - c.len_utf8(), c));
            }
        }
    })
}

/// Whether a character may be drawn as it is between its neighbours. `before` is `None` when
/// there is none or it was itself not safe.
fn is_safe(before: Option<char>, c: char, after: Option<char>) -> bool {
    let both = |is: fn(char) -> bool| before.is_some_and(is) && after.is_some_and(is);
    match c {
        ' '..='~' => true,
        '\0'..='\u{9f}' => false,
        '\u{200c}' => both(is_arabic) || both(is_indic),
        '\u{200d}' => both(is_arabic) || both(is_indic) || both(is_emoji_part),
        '\u{fe0e}' | '\u{fe0f}' if before.is_some_and(is_emoji) => true,
        '\u{fe0f}' if after == Some('\u{20e3}') => {
            before.is_some_and(|c| matches!(c, '0'..='9' | '#' | '*'))
        }
        '\u{fe00}'..='\u{fe0f}' => before.is_some_and(is_cjk),
        '\u{e0100}'..='\u{e01ef}' => before.is_some_and(is_han),
        _ => !is_unseen(c),
    }
}

/// A part of an emoji that a joiner can join: a picture, or the selector after one.
fn is_emoji_part(c: char) -> bool {
    is_emoji(c) || c == '\u{fe0f}'
}

/// Characters without a shape of their own, for private use, or not characters at all.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}'
        | '\u{13430}'..='\u{13455}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' | '\u{f0000}'..='\u{10ffff}')
        || (u32::from(c) & 0xfffe) == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_passed_over_is_safe_anywhere() {
        for c in super::super::common::all() {
            assert!(is_safe(None, c, None), "{c:?}");
        }
    }

    #[test]
    fn shows_what_would_act_or_hide() {
        for (text, shown) in [
            ("", ""),
            ("a\u{1b}[31m\u{7f}\0", "a␛[31m␡␀"),
            ("a\tb\r\nc", "a␉b␍␊c"),
            ("\u{9b}", "<U+009B>"),
            ("user\u{202e}txt", "user<U+202E>txt"),
            ("\u{2066}x\u{2069}\u{200f}", "<U+2066>x<U+2069><U+200F>"),
            ("co\u{ad}op\u{200b}\u{feff}", "co<U+00AD>op<U+200B><U+FEFF>"),
            ("\u{e0041}\u{e000}\u{2028}", "<U+E0041><U+E000><U+2028>"),
            ("a\u{200d}b\u{200c}", "a<U+200D>b<U+200C>"),
            ("\u{fe0f}国\u{fe00}\u{fe00}", "<U+FE0F>国\u{fe00}<U+FE00>"),
            ("a\u{fffe}", "a<U+FFFE>"),
        ] {
            assert_eq!(reveal(text), shown);
        }
    }

    #[test]
    fn leaves_what_is_plain() {
        for text in [
            "Decides [to remain seized]",
            "Décide « l’année »",
            "¿Año?",
            "Постановляет — «мир»",
            "نَزْع السلاح، می\u{200c}خواهم",
            "裁军（会议）。",
            "👩\u{200d}👩\u{200d}👧 ❤\u{fe0f}\u{200d}🔥 1\u{fe0f}\u{20e3} क\u{94d}\u{200d}ष",
            "e\u{301}\u{a0}%",
        ] {
            assert!(matches!(reveal(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn lines_stay_lines() {
        assert!(matches!(reveal_lines("a\nb"), Cow::Borrowed("a\nb")));
        assert_eq!(reveal_lines("a\tb\r\n\u{1b}"), "a    b␍\n␛");
    }

    #[test]
    fn offsets_go_both_ways() {
        let revealed = Revealed::of("国\u{202e}a\u{1b}");
        assert_eq!(revealed.text, "国<U+202E>a␛");
        let there: Vec<_> = [0, 3, 4, 6, 7, 8, 99]
            .map(|at| revealed.to_shown(at))
            .into();
        assert_eq!(there, [0, 3, 3, 11, 12, 15, 15]);
        let back: Vec<_> = [0, 3, 7, 11, 12, 15, 99]
            .map(|at| revealed.to_source(at))
            .into();
        assert_eq!(back, [0, 3, 3, 6, 7, 8, 8]);
        assert_eq!(
            hidden("国\u{202e}a\n").collect::<Vec<_>>(),
            [(3, '\u{202e}'), (7, '\n')]
        );
    }

    proptest! {
        #[test]
        fn nothing_drives_a_terminal(text in samples::text()) {
            let shown = reveal(&text);
            let acts = |c: char| c.is_control()
                || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{feff}' | '\u{ad}'
                    | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}');
            prop_assert!(!shown.contains(acts), "{:?}", shown);
            prop_assert_eq!(hidden(&shown).count(), 0);
            prop_assert!(!reveal_lines(&text).contains(|c| c != '\n' && acts(c)));
            prop_assert_eq!(hidden(&text).next().is_none(), matches!(shown, Cow::Borrowed(_)));
        }

        #[test]
        fn offsets_come_back(text in samples::text()) {
            let revealed = Revealed::of(&text);
            prop_assert_eq!(&revealed.text, &reveal(&text));
            for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let there = revealed.to_shown(at);
                prop_assert!(revealed.text.is_char_boundary(there));
                prop_assert_eq!(revealed.to_source(there), at);
            }
        }
    }
}
