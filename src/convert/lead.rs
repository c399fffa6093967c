//! How a block begins and ends: whether a sentence ends there, whether it is short, in capitals, a lead participle.

use crate::text::{cells, fold, is_letter};

/// The text without what may close behind a full stop: quotation marks, brackets, footnote marks, stress.
fn bare_end(text: &str) -> &str {
    text.trim_end_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '”' | '’' | '"' | '\'' | '»' | ')' | ']' | '）' | '」' | '』' | '》' | '*'
            )
            || matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
    })
}

/// Whether a text ends as a sentence or a clause before a list does.
pub(super) fn ends_sentence(text: &str) -> bool {
    bare_end(text).ends_with([
        '.', ';', ':', '!', '?', '…', '。', '；', '：', '！', '？', '؛', '؟',
    ])
}

/// Whether a text ends with a full stop.
pub(super) fn ends_with_stop(text: &str) -> bool {
    bare_end(text).ends_with(['.', '。'])
}

/// Whether a text ends with a comma, in any writing.
pub(super) fn ends_with_comma(text: &str) -> bool {
    bare_end(text).ends_with([',', '，', '،'])
}

/// Whether a text ends so that a list item may follow.
pub(super) fn ends_clause(text: &str) -> bool {
    let conjunction = text
        .rsplit(' ')
        .next()
        .is_some_and(|word| matches!(word, "and" | "or" | "et" | "ou" | "y" | "o" | "и" | "или"));
    ends_sentence(text) || ends_with_comma(text) || conjunction
}

/// Whether it can be a title or heading: short, and no sentence.
pub(super) fn is_short(text: &str) -> bool {
    !ends_sentence(text) && !ends_with_comma(text) && cells(text) <= 160
}

/// Whether all its cased letters are capitals, and there are some.
pub(super) fn is_capitals(text: &str) -> bool {
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    capitals >= 3 && !text.chars().any(char::is_lowercase)
}

/// The first words, folded, without stress and opening brackets.
pub(super) fn opening(text: &str) -> String {
    const LONG: usize = 60;
    let text = text.trim_start_matches(['*', '[', ' ', '_']);
    let end = text.char_indices().nth(LONG);
    let head = end.map_or(text, |(at, _)| text.get(..at).unwrap_or(text));
    if !head.contains('*') {
        return fold(head);
    }
    let head: String = text.chars().filter(|c| *c != '*').take(LONG).collect();
    fold(&head)
}

/// Whether a paragraph opens as a preambular one does: with a participle, or in Arabic with إذ.
///
/// The United Nations Editorial Manual lets preambular paragraphs open with a participle or an adjective; Chinese has
/// neither and is told by its place.
pub(super) fn is_participle(text: &str) -> bool {
    const ADVERBS: [&str; 14] = [
        "also",
        "further",
        "deeply",
        "gravely",
        "fully",
        "strongly",
        "again",
        "particularly",
        "firmly",
        "especially",
        "deploring",
        "unanimously",
        "once",
        "still",
    ];
    const WHOLE: [&str; 22] = [
        "conscious",
        "aware",
        "mindful",
        "cognizant",
        "alarmed",
        "concerned",
        "convinced",
        "determined",
        "guided",
        "encouraged",
        "disturbed",
        "resolved",
        "consciente",
        "consciente",
        "convencida",
        "convencido",
        "guiada",
        "constatant",
        "ayant",
        "profondement",
        "gravement",
        "preoccupe",
    ];
    let opening = opening(text);
    let mut words = opening
        .split(|c: char| !is_letter(c) && !c.is_alphabetic() && c != '-')
        .filter(|word| !word.is_empty())
        .skip_while(|word| ADVERBS.contains(word));
    let Some(first) = words.next() else {
        return false;
    };
    let long = first.chars().count() >= 5;
    let ends = |endings: &[&str]| long && endings.iter().any(|ending| first.ends_with(ending));
    first == "واذ"
        || first == "اذ"
        || WHOLE.contains(&first)
        || (ends(&["ing"]) && first != "bring")
        || ends(&["ant", "ando", "iendo", "yendo", "endo"])
        || (first == "se" && words.next().is_some_and(|next| next.ends_with("ant")))
        || ends(&[
            "ая",
            "яя",
            "ясь",
            "аясь",
            "вшись",
            "учи",
            "дучи",
            "вая",
            "ывая",
        ])
        || (first == "принимая" || first == "будучи" || first == "вновь")
}

/// Whether stress on these words is kept: they are words and nothing else.
pub(super) fn is_lead(words: &str) -> bool {
    words.starts_with(char::is_alphabetic)
        && words.ends_with(char::is_alphabetic)
        && words
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '’' | '\''))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn participles_open_preambular_paragraphs() {
        for text in [
            "Recalling its resolution",
            "*Also recalling* x",
            "[Deeply concerned] at",
            "Rappelant sa résolution",
            "Se félicitant de",
            "Recordando su resolución",
            "ссылаясь на",
            "подчеркивая важность",
            "وإذ يشير إلى",
        ] {
            assert!(is_participle(text), "{text}");
        }
        for text in [
            "Decides to",
            "Décide de",
            "Decide",
            "постановляет",
            "يقرر",
            "The king",
            "",
        ] {
            assert!(!is_participle(text), "{text}");
        }
    }

    #[test]
    fn endings() {
        assert!(ends_sentence("为荷。") && ends_sentence("he said.”") && ends_sentence("end.¹"));
        assert!(!ends_sentence("最后文件") && ends_with_comma("大会，") && ends_clause("x; and"));
        assert!(is_capitals("ФИНАНСЫ") && !is_capitals("Finance") && !is_capitals("最后文件"));
    }
}
