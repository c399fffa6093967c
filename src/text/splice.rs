//! Words put into a text as a person would write them. Start at [`spliced`].

/// Where the words of a paragraph end: before the mark that closes it.
pub fn end_of_words(text: &str) -> usize {
    let marks = [',', ';', '.', ':', '，', '；', '。', '：', '،', '؛'];
    text.trim_end().trim_end_matches(marks).trim_end().len()
}

/// A text with words put in, with a blank on each side where words of a spaced script meet.
pub fn spliced(text: &str, range: std::ops::Range<usize>, words: &str) -> String {
    let before = text.get(..range.start).unwrap_or_default();
    let behind = text.get(range.end..).unwrap_or_default();
    let words = words.trim();
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !super::is_han(c));
    let open = before.chars().next_back();
    let first = words.chars().next();
    let left = open.is_some_and(|c| !c.is_whitespace() && !matches!(c, '[' | '(' | '“' | '«'))
        && (is_word(first) || first == Some('['))
        && !open.is_some_and(super::is_cjk);
    let right = is_word(behind.chars().next()) && is_word(words.chars().next_back());
    // A mark that closed the source does not stand inside the paragraph.
    let inside = behind.chars().any(char::is_alphanumeric) || behind.trim().chars().count() == 1;
    let words = if inside {
        words.get(..end_of_words(words)).unwrap_or(words)
    } else {
        words
    };
    let blank = |wanted| if wanted { " " } else { "" };
    format!("{before}{}{words}{}{behind}", blank(left), blank(right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_put_in_as_a_person_would_write_them() {
        for (text, at, words, expected) in [
            (
                "*Calls upon* all States to sign;",
                "*Calls upon* all States to sign",
                "as appropriate;",
                "*Calls upon* all States to sign as appropriate;",
            ),
            (
                "*Calls upon* all States to sign;",
                "*Calls upon* all States",
                "in a position to do so,",
                "*Calls upon* all States in a position to do so to sign;",
            ),
            ("促请各国签署；", "促请各国", "酌情", "促请各国酌情签署；"),
            (
                "призывает государства подписать;",
                "призывает государства",
                "надлежащим образом",
                "призывает государства надлежащим образом подписать;",
            ),
        ] {
            let at = at.len();
            assert_eq!(spliced(text, at..at, words), expected);
        }
        assert_eq!(end_of_words("to sign ;"), "to sign".len());
    }
}
