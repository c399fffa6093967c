//! What a bracket is for, told by what is in it and what touches it.

use super::BracketKind;
use crate::text::Language;

/// Words for “original” before a colon and a language: the note that UN documents put over an annex in another
/// language than their own (Editorial Manual, mastheads).
const ORIGINAL: [&str; 8] = [
    "original",
    "оригинал",
    "подлинный текст",
    "подлинник",
    "原件",
    "原文",
    "الأصل",
    "اللغة الأصلية",
];

/// Status lines, as compilation texts write them over a paragraph.
const STATUS: [&str; 16] = [
    "agreed",
    "agreed ad ref",
    "agreed ad referendum",
    "agreed in informals",
    "agreed in committee",
    "convenu",
    "convenu ad ref",
    "acordado",
    "acordado ad ref",
    "согласовано",
    "согласовано ad ref",
    "商定",
    "已商定",
    "暂行商定",
    "متفق عليه",
    "متفق عليه مبدئيا",
];

/// What begins a remark of an editor rather than words of the text, before a colon.
const REMARK: [&str; 14] = [
    "note",
    "nb",
    "editor's note",
    "editor’s note",
    "note by the secretariat",
    "note from the secretariat",
    "remarque",
    "nota",
    "примечание",
    "прим",
    "注",
    "编者注",
    "ملاحظة",
    "ملحوظة",
];

/// What waits for words.
const PLACEHOLDER: [&str; 26] = [
    "placeholder",
    "to be completed",
    "to be determined",
    "to be confirmed",
    "to be inserted",
    "to be added",
    "tbd",
    "tbc",
    "date",
    "place",
    "venue",
    "à compléter",
    "à déterminer",
    "lieu",
    "por determinar",
    "fecha",
    "lugar",
    "подлежит уточнению",
    "будет уточнено",
    "дата",
    "место",
    "待定",
    "待补",
    "日期",
    "يحدد لاحقا",
    "التاريخ",
];

/// The kind of a bracket by the text before it, in it and behind it.
pub(super) fn kind_of(before: &str, inside: &str, after: &str) -> BracketKind {
    let trimmed = inside.trim();
    if is_citation(before, trimmed, after) {
        return BracketKind::Citation;
    }
    // The longest word of any list is far shorter; a long bracket need not be folded to be told apart.
    let words = || trimmed.chars().filter(|c| *c != '*');
    let head: String = words().take(60).collect::<String>().to_lowercase();
    let is_whole = words().nth(60).is_none();
    let line = head.trim_end_matches(['.', ';']);
    if is_whole && STATUS.contains(&line) {
        return BracketKind::Status;
    }
    if let Some((word, rest)) = head.split_once([':', '：']) {
        let word = word.trim();
        if is_whole && ORIGINAL.contains(&word) && names_language(rest) {
            return BracketKind::Original;
        }
        if REMARK.contains(&word) {
            return BracketKind::Remark;
        }
    }
    if line == "sic" {
        return BracketKind::Remark;
    }
    if is_placeholder(before, &head, is_whole, after) {
        return BracketKind::Placeholder;
    }
    BracketKind::Contested
}

/// Bytes that the target of a link may have.
const LONGEST: usize = 2_048;

/// Bytes of the target that makes a link of a bracket: `(…)` without spaces right behind it; 0 when there is none.
pub(super) fn closes_link(after: &str) -> usize {
    let Some(rest) = after.strip_prefix('(') else {
        return 0;
    };
    let is_target = |target: &str| {
        ["http://", "https://", "mailto:", "#", "/", "./", "../"]
            .iter()
            .any(|start| target.starts_with(start))
    };
    // No address is longer; a text may hold any number of brackets before one that never ends.
    let rest = rest
        .get(..rest.floor_char_boundary(LONGEST))
        .unwrap_or_default();
    // An address has no brackets of its own: a text may hold any number of them, and each is looked at once.
    match rest.find(|c: char| matches!(c, ')' | '[' | ']' | '［' | '］') || c.is_whitespace()) {
        Some(end) if rest.get(end..).is_some_and(|r| r.starts_with(')')) => {
            let target = rest.get(..end).unwrap_or_default();
            if is_target(target) { end + 2 } else { 0 }
        }
        _ => 0,
    }
}

/// A footnote mark `[^1]`, a link, or a number that touches the word before it: `text.[3]`.
fn is_citation(before: &str, inside: &str, after: &str) -> bool {
    if inside.starts_with('^') && !inside.contains(char::is_whitespace) {
        return true;
    }
    if closes_link(after) > 0 {
        return true;
    }
    let is_number = (1..=3).contains(&inside.len()) && inside.chars().all(|c| c.is_ascii_digit());
    let touches = before.chars().next_back().is_some_and(|c| {
        c.is_alphabetic() || matches!(c, '.' | ',' | ';' | '”' | '"' | '。' | '，')
    });
    let ends = after
        .chars()
        .next()
        .is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ')' | '。' | '，'));
    is_number && touches && ends
}

fn names_language(said: &str) -> bool {
    said.split([',', ' ', '、', '/', '،'])
        .any(|word| Language::from_name(word.trim()).is_some())
}

fn is_placeholder(before: &str, head: &str, is_whole: bool, after: &str) -> bool {
    let line = head.trim_end_matches([':', ';', '.', ' ']);
    let named = PLACEHOLDER.iter().any(|word| {
        line == *word
            || line
                .strip_prefix(word)
                .is_some_and(|rest| *word == "placeholder" && rest.starts_with([' ', ':', ',']))
    });
    if named {
        return true;
    }
    if !is_whole || head.is_empty() {
        return false;
    }
    if head
        .chars()
        .all(|c| matches!(c, '.' | '…' | '_' | '●' | '•'))
    {
        return head.chars().count() > 2 || head.contains(['…', '●', '•', '_']);
    }
    // `[x]40-[y]70 %`, `by [XX] 2026`: letters that stand for figures; no part of a word, and no alternative.
    let belongs = |c: char| c.is_alphanumeric() || matches!(c, ']' | '［' | '[' | '］');
    let stands_free = !before.chars().next_back().is_some_and(belongs)
        && !after.starts_with(|c: char| c.is_alphabetic() || c == '[' || c == '［');
    let figure = head.len() <= 4 && head.chars().all(|c| matches!(c, 'x' | 'y' | 'z'));
    stands_free && figure
}
