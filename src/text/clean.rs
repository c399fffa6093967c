//! What typed, pasted or imported text becomes before it is kept.
//!
//! Only what no reader could have meant is taken away: control characters, byte order marks,
//! direction overrides. Wording, punctuation, non-breaking spaces, direction marks and joiners
//! stay. Start at [`clean_paragraph`].

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::common::common;
use super::script::is_cjk;

/// Text of one or more lines made fit to keep: NFC, every line end a line feed, tabs kept,
/// controls, byte order marks, direction embeddings and overrides (U+202A–202E) and unpaired
/// isolates (U+2066–2069) gone, ends trimmed.
pub fn clean_input(text: &str) -> String {
    let kept = without_controls(text);
    let lines: Vec<String> = kept.split('\n').map(paired).collect();
    trimmed(lines.join("\n").nfc().collect())
}

/// Text made fit to be one paragraph: as [`clean_input`], and white space that holds a line end
/// or a tab becomes one space, or nothing where a line end stands between two characters of
/// East Asian writing.
pub fn clean_paragraph(text: &str) -> String {
    if all_settled(text) {
        return text.trim().to_owned();
    }
    let kept = paired(&without_controls(text));
    let kept = composed(&kept);
    let mut out = String::with_capacity(kept.len());
    let mut rest = kept.trim();
    while let Some(at) = rest.find(char::is_whitespace) {
        let (word, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let next = tail.trim_start();
        let gap = tail.get(..tail.len() - next.len()).unwrap_or_default();
        out.push_str(word);
        let east_asian = out.ends_with(is_cjk) && next.starts_with(is_cjk);
        if gap.contains('\n') && east_asian {
            // Nothing: the line end was the typesetter's.
        } else if gap.contains(['\n', '\t']) {
            out.push(' ');
        } else {
            out.push_str(gap);
        }
        rest = next;
    }
    out.push_str(rest);
    out
}

/// A text in NFC.
pub(super) fn composed(text: &str) -> Cow<'_, str> {
    if all_settled(text) || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// Whether all of a text is settled.
fn all_settled(text: &str) -> bool {
    let mut at = 0;
    loop {
        while let Some(length) = common(text.as_bytes(), at) {
            at += length;
        }
        match text.get(at..).and_then(|rest| rest.chars().next()) {
            None => return true,
            Some(c) if is_settled(c) => at += c.len_utf8(),
            Some(_) => return false,
        }
    }
}

/// Whether a character is kept as it is whatever stands around it: no control, no mark, and nothing that composes. Most
/// text of the six languages consists of such characters, and asking this is quicker than asking the tables.
pub(super) fn is_settled(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\u{a0}'..='\u{2ff}' | '\u{400}'..='\u{482}' | '\u{48a}'..='\u{52f}' | '\u{60c}' | '\u{61b}' | '\u{61f}'
        | '\u{621}'..='\u{64a}' | '\u{660}'..='\u{669}' | '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3029}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}')
}

/// Puts the lines of a hard-wrapped paragraph together.
///
/// Between two characters of East Asian writing (Han, full-width punctuation) nothing is put in;
/// where only one side is East Asian, a space only if one stood there; otherwise one space. A
/// hyphen at a line end between lower-case letters stays, without a space after it. Blank lines
/// are passed over.
pub fn join_lines<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::new();
    let mut spaced = false;
    for line in lines {
        let text = line.trim();
        let (Some(first), Some(last)) = (text.chars().next(), out.chars().next_back()) else {
            out.push_str(text);
            spaced |= !text.is_empty() && ends_in_space(line);
            continue;
        };
        let stood = spaced || line.starts_with(char::is_whitespace);
        let space = match (is_cjk(last), is_cjk(first)) {
            (true, true) => false,
            (true, false) | (false, true) => stood,
            (false, false) => !is_hyphenated(&out, first),
        };
        if space {
            out.push(' ');
        }
        out.push_str(text);
        spaced = ends_in_space(line);
    }
    out
}

fn ends_in_space(line: &str) -> bool {
    line.trim_end_matches(['\r', '\n'])
        .ends_with(char::is_whitespace)
}

/// Whether a line ends in a hyphen between lower-case letters.
fn is_hyphenated(before: &str, after: char) -> bool {
    let mut back = before.chars().rev();
    matches!(back.next(), Some('-' | '‐'))
        && back.next().is_some_and(char::is_lowercase)
        && after.is_lowercase()
}

fn trimmed(text: String) -> String {
    let inner = text.trim();
    if inner.len() == text.len() {
        text
    } else {
        inner.to_owned()
    }
}

/// The text with every line end a line feed and no control, embedding or byte order mark.
fn without_controls(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut after_return = false;
    for c in text.chars() {
        match c {
            '\n' if after_return => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' => out.push(c),
            '\u{feff}' | '\u{202a}'..='\u{202e}' => {}
            _ if c.is_control() => {}
            _ => out.push(c),
        }
        after_return = c == '\r';
    }
    out
}

/// The text without isolates that are never closed and closings that close none.
fn paired(text: &str) -> String {
    let mut open = Vec::new();
    let mut alone = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '\u{2066}'..='\u{2068}' => open.push(at),
            '\u{2069}' if open.pop().is_none() => alone.push(at),
            _ => {}
        }
    }
    alone.append(&mut open);
    if alone.is_empty() {
        return text.to_owned();
    }
    alone.sort_unstable();
    let keep = |at: &usize| alone.binary_search(at).is_err();
    text.char_indices()
        .filter(|(at, _)| keep(at))
        .map(|(_, c)| c)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn input_keeps_its_lines() {
        for (text, expected) in [
            ("", ""),
            (" a\r\nb\rc\u{2028}d\u{2029}", "a\nb\nc\nd"),
            ("\u{feff}e\u{301}tat\u{1b}[0m\u{9b}", "état[0m"),
            ("a\u{202e}b\u{202c}", "ab"),
            (
                "\u{2067}نزع\u{2069} x\u{2069}\n\u{2066}y",
                "\u{2067}نزع\u{2069} x\ny",
            ),
            ("10\u{a0}%\u{200f}（a）", "10\u{a0}%\u{200f}（a）"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("a\tb", "a\tb"),
        ] {
            assert_eq!(clean_input(text), expected);
        }
    }

    #[test]
    fn a_paragraph_is_one_line() {
        for (text, expected) in [
            (
                "\tThe\r\n  Parties  shall\tact \n",
                "The Parties  shall act",
            ),
            ("裁军\r\n  会议，\n及其", "裁军会议，及其"),
            ("裁军\t会议", "裁军 会议"),
            ("裁军\nNPT", "裁军 NPT"),
            ("нового\nмира", "нового мира"),
            ("نزع\nالسلاح", "نزع السلاح"),
            ("l’année\u{a0}: où", "l’année\u{a0}: où"),
            ("\u{2066}a\nb\u{2069}", "\u{2066}a b\u{2069}"),
        ] {
            assert_eq!(clean_paragraph(text), expected);
        }
    }

    #[test]
    fn lines_are_joined() {
        for (lines, expected) in [
            (&["The Parties ", "", " shall"][..], "The Parties shall"),
            (&["裁军会", "", "议，"], "裁军会议，"),
            (&["裁军会议， ", " 及其"], "裁军会议，及其"),
            (&["2010 年 6", "月"], "2010 年 6月"),
            (&["第 6 ", "条"], "第 6 条"),
            (&["co-", "operation"], "co-operation"),
            (&["non-", "Parties"], "non- Parties"),
            (&["2010-", "2011"], "2010- 2011"),
            (&["государства-", "участники"], "государства-участники"),
            (&["نزع", "السلاح"], "نزع السلاح"),
            (&[], ""),
        ] {
            assert_eq!(join_lines(lines.iter().copied()), expected);
        }
    }

    #[test]
    fn seed_document_paragraphs() {
        let place = std::env::var("RAPPORTEUR_TEST_DATA")
            .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data").to_owned());
        let path = std::path::Path::new(&place).join("seed-a-64-ashgabat.zh.txt");
        let Ok(text) = std::fs::read_to_string(&path) else {
            println!("skipped: no {}", path.display());
            return;
        };
        let (_, body) = text.rsplit_once("最后文件").unwrap();
        let mut paragraphs: Vec<Vec<&str>> = Vec::new();
        for line in body.lines().filter(|line| !line.trim().is_empty()) {
            match paragraphs.last_mut() {
                Some(lines) if !line.starts_with(' ') => lines.push(line),
                _ => paragraphs.push(vec![line]),
            }
        }
        let lengths: Vec<_> = paragraphs
            .into_iter()
            .map(|lines| join_lines(lines).chars().count())
            .collect();
        assert_eq!(lengths, [66, 208, 33, 120, 78, 125, 65, 30, 39, 170, 43]);
    }

    #[test]
    fn settled_characters_are_those_that_the_tables_leave_alone() {
        for c in ('\0'..=char::MAX).filter(|c| is_settled(*c)) {
            let text = format!("a{c}");
            assert_eq!(without_controls(&text), text, "{c:?}");
            let sure = is_nfc_quick(text.chars()) == IsNormalized::Yes;
            assert!(sure && !('\u{2066}'..='\u{2069}').contains(&c), "{c:?}");
        }
        assert!(super::super::common::all().all(is_settled));
    }

    proptest! {
        #[test]
        fn cleaning_is_settled(text in samples::text()) {
            let lines = clean_input(&text);
            prop_assert_eq!(clean_input(&lines), lines.clone());
            let line = clean_paragraph(&text);
            prop_assert_eq!(clean_paragraph(&line), line.clone());
            prop_assert_eq!(clean_paragraph(&lines).is_empty(), line.is_empty());
            let dropped = |c: char| c.is_control() || matches!(c, '\u{2028}'..='\u{202e}');
            prop_assert!(!line.contains(dropped));
        }

        #[test]
        fn joining_loses_no_word(lines in proptest::collection::vec(samples::text(), 0..6)) {
            let solid = |text: &str| text.split_whitespace().collect::<String>();
            let joined = join_lines(lines.iter().map(String::as_str));
            prop_assert_eq!(solid(&joined), solid(&lines.concat()));
        }
    }
}
