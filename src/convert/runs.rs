//! The words of one paragraph as other programs hold them, in runs that are stressed or not. Start at [`Runs::finish`].

use super::lead::is_lead;
use super::marker;
use crate::text::{clean_paragraph, is_cjk};

/// Marks that are not stressed with the words before them.
const MARKS: [char; 8] = [',', ';', ':', '.', '،', '؛', '，', '：'];

/// Runs of one paragraph, in order.
#[derive(Debug, Default)]
pub(super) struct Runs {
    runs: Vec<(String, bool)>,
}

/// Words of a paragraph that are complete.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// On one line, with stars around stressed first words.
    pub(super) text: String,
    /// Whether all of it was stressed.
    pub(super) whole: bool,
}

impl Runs {
    /// Adds words behind the others.
    pub(super) fn push(&mut self, words: &str, stressed: bool) {
        match self.runs.last_mut() {
            // White space between two stressed runs is of the same stress.
            Some((before, was)) if *was == stressed || words.trim().is_empty() => {
                before.push_str(words);
            }
            _ if words.is_empty() => {}
            _ => self.runs.push((words.to_owned(), stressed)),
        }
    }

    /// What was said last, to see whether a space is wanted.
    pub(super) fn last(&self) -> Option<char> {
        let (words, _) = self.runs.last()?;
        words.chars().next_back()
    }

    /// The paragraph; first words that are stressed stay so, as the verbs of resolutions are.
    pub(super) fn finish(self) -> Said {
        let mut front = String::new();
        let mut rest = self.runs.into_iter();
        let mut text = String::new();
        let mut whole = false;
        for (words, stressed) in rest.by_ref() {
            // Signs and numbers in front are not stressed with the words.
            let (outside, inner) = if stressed {
                split_front(&words)
            } else {
                (words.as_str(), "")
            };
            front.push_str(outside);
            if inner.trim().is_empty() {
                let said = format!("{} x", front.trim());
                let numbered = marker::parse(&said);
                let opens = front.chars().all(|c| c == '[' || c.is_whitespace());
                if !opens && numbered.is_none_or(|found| found.rest != "x") {
                    break;
                }
                continue;
            }
            let core = inner.trim_end_matches(|c: char| c.is_whitespace() || MARKS.contains(&c));
            let behind = inner.strip_prefix(core).unwrap_or_default();
            whole = true;
            text = if is_lead(core) {
                format!("*{core}*{behind}")
            } else {
                inner.to_owned()
            };
            break;
        }
        for (words, stressed) in rest {
            whole &= stressed || !words.chars().any(char::is_alphanumeric);
            text.push_str(&words);
        }
        if whole {
            text = text.replacen('*', "", 2);
        }
        let text = clean_paragraph(&tidied(&(front + &text)));
        Said { text, whole }
    }
}

/// What stands in front of the first letter, and the words from there.
fn split_front(words: &str) -> (&str, &str) {
    let at = words.find(char::is_alphabetic).unwrap_or(words.len());
    words.split_at_checked(at).unwrap_or((words, ""))
}

/// Without the white space that the lay-out of the file put before a stop or between East Asian characters.
fn tidied(words: &str) -> String {
    const STOPS: [char; 14] = [
        ',', '.', ';', ':', '،', '؛', '，', '。', '；', '：', '、', ')', '）', '”',
    ];
    let mut out = String::with_capacity(words.len());
    let mut rest = words.trim();
    while let Some(at) = rest.find('\n') {
        let (before, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let (before, behind) = (before.trim_end(), behind.trim_start());
        out.push_str(before);
        let east = before.ends_with(is_cjk)
            && behind.starts_with(|c: char| is_cjk(c) || c.is_ascii_digit());
        if !behind.starts_with(STOPS) && !east {
            out.push(' ');
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// The mark of a footnote as it stands in a text, where it is no bracket: raised figures, or the name in parentheses.
pub(super) fn raised(name: &str) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let figures: Option<String> = name
        .chars()
        .map(|c| RAISED.get(c.to_digit(10)? as usize).copied())
        .collect();
    figures.unwrap_or_else(|| format!("({name})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(runs: &[(&str, bool)]) -> (String, bool) {
        let mut all = Runs::default();
        for (words, stressed) in runs {
            all.push(words, *stressed);
        }
        let said = all.finish();
        (said.text, said.whole)
    }

    #[test]
    fn first_words_keep_their_stress_and_no_others() {
        for (runs, text) in [
            (
                vec![
                    ("\t", false),
                    ("Urges", true),
                    (" States, and ", false),
                    ("calls upon", true),
                    (" all;", false),
                ],
                "*Urges* States, and calls upon all;",
            ),
            (
                vec![("[", false), ("Taking note", true), (" of it,", false)],
                "[*Taking note* of it,",
            ),
            (
                vec![
                    ("\t1 -\t", false),
                    ("يؤكد من جديد ", true),
                    ("قراراته؛", false),
                ],
                "1 - *يؤكد من جديد* قراراته؛",
            ),
            (
                vec![("回顾", true), ("其各项决议，", false)],
                "*回顾*其各项决议，",
            ),
            (
                vec![
                    ("Urges", true),
                    (" ", true),
                    ("all", true),
                    (" States", false),
                ],
                "*Urges all* States",
            ),
            (
                vec![("The ", false), ("status quo", true), (" stays", false)],
                "The status quo stays",
            ),
            (vec![("A 1", true), (" b", false)], "A 1 b"),
        ] {
            assert_eq!(said(&runs), (text.to_owned(), false), "{runs:?}");
        }
    }

    #[test]
    fn a_paragraph_that_is_stressed_as_a_whole_is_told_and_has_no_stars() {
        assert_eq!(
            said(&[("The Council", true), (",", false)]),
            ("The Council,".to_owned(), true)
        );
        assert_eq!(
            said(&[("إن مجلس الأمن", true), ("\n   ", false), ("،", true)]),
            ("إن مجلس الأمن،".to_owned(), true)
        );
    }

    #[test]
    fn the_lay_out_of_a_file_is_no_white_space_of_the_text() {
        assert_eq!(
            said(&[("2022年7月28日\n   9102次会议通过", false)]).0,
            "2022年7月28日9102次会议通过"
        );
        assert_eq!(said(&[("one\n  two\n .", false)]).0, "one two.");
    }
}
