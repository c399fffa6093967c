//! How agreed language goes on: given the words before the caret, the words that stood behind the same words in what was
//! agreed before.
//!
//! The last words that were typed are looked up as a row, the longest row first; of the passages that have it, what comes
//! next is counted, one document one voice, and words are offered as far as most of those passages agree on them.
//! Nothing is offered that no passage has. Start at [`Library::completions`].

use std::ops::Range;

use super::library::Library;
use super::segment::Segment;
use super::tokens;
use super::trace::{candidates, run};
use crate::text::{self, Language};

/// The longest row of words before the caret that is looked up.
const LONGEST: usize = 8;
/// What a row weighs at least, where a word weighs two and a character of Han one: less says nothing.
const LEAST: usize = 5;
/// Passages that are read for one row of words.
const READ: usize = 200;
/// Words, or characters of Han, that are offered at most.
const OFFERED: usize = 12;

/// Words that could come next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What is to be put in at the caret, to the letter: the rest of a word that was begun, then the words behind it.
    pub words: String,
    /// The number of the paragraph they are from, for [`Library::entry`]: of several, the newest.
    pub entry: usize,
    /// How many paragraphs go on like this.
    pub among: usize,
}

/// A word of a text, folded.
#[derive(Debug)]
struct Word {
    term: String,
    range: Range<usize>,
    han: bool,
}

/// A passage that has the words before the caret, and what stands behind them there.
struct Behind {
    text: String,
    /// Where the words before the caret end.
    from: usize,
    words: Vec<Word>,
    entry: usize,
    voices: usize,
}

impl Library {
    /// How the words before a caret could go on, the likeliest first, three at most; each begins with another word.
    /// `None` when `stop` said so.
    pub fn completions(
        &self,
        before: &str,
        language: Language,
        stop: &dyn Fn() -> bool,
    ) -> Option<Vec<Completion>> {
        let mut words = words(before);
        // A word is begun while nothing follows it. Han has no such thing.
        let begun = match words.last() {
            Some(last) if !last.han && last.range.end == before.len() => words.pop(),
            _ => None,
        };
        let begun = begun.map(|word| word.term).unwrap_or_default();
        // A space or a mark stands at the caret already; between characters of Han there is none.
        let parted = before.ends_with(|c: char| !c.is_alphanumeric());
        for length in (1..=LONGEST.min(words.len())).rev() {
            let row = words.get(words.len() - length..).unwrap_or_default();
            let weight: usize = row.iter().map(|w| if w.han { 1 } else { 2 }).sum();
            // A word that was begun says something too.
            if weight + usize::from(begun.chars().count() > 1) < LEAST {
                break;
            }
            let mut all = Vec::new();
            for (at, segment) in self.segments.iter().enumerate() {
                if stop() {
                    return None;
                }
                self.behind(at, segment, row, &begun, language, &mut all);
            }
            let offered = offered(&all, &begun, parted);
            if !offered.is_empty() {
                return Some(offered);
            }
        }
        Some(Vec::new())
    }

    /// The passages of a segment that have a row of words, with what comes behind it.
    fn behind(
        &self,
        at: usize,
        segment: &Segment,
        row: &[Word],
        begun: &str,
        language: Language,
        all: &mut Vec<Behind>,
    ) {
        let ids: Option<Vec<u32>> = row.iter().map(|word| segment.find(&word.term)).collect();
        let Some(ids) = ids else {
            return;
        };
        let of_language = |passage: &u32| {
            let own = segment.language(*passage);
            own.is_some_and(|own| own.primary() == language.primary())
        };
        let passages = candidates(segment, &ids).into_iter().filter(of_language);
        let having = passages.filter(|passage| run(segment, *passage, &ids) == ids.len());
        for passage in having.take(READ) {
            let Some((text, holders)) = segment.passage_text(passage).zip(segment.holders(passage))
            else {
                continue;
            };
            let newest = holders
                .iter()
                .map(|entry| self.number(at, *entry))
                .max_by_key(|entry| self.dated(*entry).map(|(date, ..)| date));
            let (Some(entry), Some((from, words))) = (newest, rest(&text, row)) else {
                continue;
            };
            if words.first().is_some_and(|w| w.term.starts_with(begun)) {
                all.push(Behind {
                    from,
                    words,
                    entry,
                    voices: holders.len(),
                    text,
                });
            }
        }
    }
}

/// Where a row of words ends in a text, and the words behind it up to the end of the clause.
fn rest(text: &str, row: &[Word]) -> Option<(usize, Vec<Word>)> {
    let mut words = words(text);
    let at = words
        .windows(row.len())
        .position(|window| window.iter().zip(row).all(|(a, b)| a.term == b.term))?;
    let mut behind = words.split_off(at + row.len());
    let from = words.last()?.range.end;
    let mut end = from;
    let within = behind.iter().take_while(|word| {
        let between = text.get(end..word.range.start).unwrap_or_default();
        end = word.range.end;
        !between.contains([';', '.', ':', '；', '。', '：', '؛', '؟', '?', '!'])
    });
    let within = within.take(OFFERED).count();
    behind.truncate(within);
    Some((from, behind))
}

/// What most of the passages have in common, for each word that some go on with.
fn offered(all: &[Behind], begun: &str, parted: bool) -> Vec<Completion> {
    let mut firsts: Vec<(&str, usize)> = Vec::new();
    for behind in all {
        let Some(first) = behind.words.first() else {
            continue;
        };
        match firsts.iter_mut().find(|(term, _)| *term == first.term) {
            Some((_, voices)) => *voices += behind.voices,
            None => firsts.push((&first.term, behind.voices)),
        }
    }
    firsts.sort_by_key(|(_, voices)| std::cmp::Reverse(*voices));
    let offers = firsts.iter().take(3).filter_map(|(first, among)| {
        let with = all
            .iter()
            .filter(|b| b.words.first().is_some_and(|w| w.term == *first));
        let with = common(with.collect());
        let (best, length) = with?;
        let start = match best.words.first() {
            Some(word) if !begun.is_empty() => {
                // The letters that are there already are not put in again.
                let own = best.text.get(word.range.clone())?;
                let skipped = own
                    .char_indices()
                    .map(|(at, c)| at + c.len_utf8())
                    .find(|end| own.get(..*end).is_some_and(|s| text::fold(s) == begun))?;
                word.range.start + skipped
            }
            Some(word) if parted => word.range.start,
            _ => best.from,
        };
        let end = best.words.get(length - 1)?.range.end;
        let words = best.text.get(start..end)?;
        (!words.is_empty()).then(|| Completion {
            words: words.to_owned(),
            entry: best.entry,
            among: *among,
        })
    });
    offers.collect()
}

/// The passage that goes on as most do, and for how many words.
fn common(mut with: Vec<&Behind>) -> Option<(&Behind, usize)> {
    let mut length = 1;
    loop {
        let voices: usize = with.iter().map(|b| b.voices).sum();
        let mut next: Vec<(&str, usize)> = Vec::new();
        for behind in &with {
            if let Some(word) = behind.words.get(length) {
                match next.iter_mut().find(|(term, _)| *term == word.term) {
                    Some((_, count)) => *count += behind.voices,
                    None => next.push((&word.term, behind.voices)),
                }
            }
        }
        match next.into_iter().max_by_key(|(_, count)| *count) {
            Some((term, count)) if count * 2 > voices => {
                let term = term.to_owned();
                with.retain(|b| b.words.get(length).is_some_and(|w| w.term == term));
                length += 1;
            }
            _ => return with.first().map(|best| (*best, length)),
        }
    }
}

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    tokens::pieces(text, |range, _| {
        if let Some(term) = text.get(range.clone()).and_then(tokens::term_of) {
            words.push(Word {
                range: range.start + term.range.start..range.start + term.range.end,
                han: term.han,
                term: term.folded,
            });
        }
    });
    words
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{Builder, Line, Record};
    use super::*;
    use crate::model::Role;

    fn library(texts: &[(&str, &str)]) -> Library {
        let mut builder = Builder::new();
        for (at, (language, text)) in texts.iter().enumerate() {
            let record = Record {
                date: Some(format!("20{at:02}-01-01").into()),
                ..Record::new(&format!("R/{at}"), language.parse().unwrap())
            };
            let line = Line {
                text,
                label: None,
                place: 1,
                role: Role::Operative,
                verb: None,
            };
            builder.add(record, std::iter::once(line));
        }
        let mut library = Library::new();
        library.add("sc", Arc::new(builder.build()));
        library
    }

    #[test]
    fn words_go_on_as_they_did_before() {
        let library = library(&[
            ("en", "Decides to remain actively seized of the matter."),
            (
                "en",
                "Requests the Secretary-General to report to the Council; and decides to remain seized of the matter.",
            ),
            (
                "en",
                "Decides to remain seized of the question until a solution is found.",
            ),
            (
                "en",
                "Emphasizes the need to respect the Charter, in accordance with international law.",
            ),
            ("fr", "Décide de demeurer activement saisi de la question."),
            (
                "ru",
                "Постановляет продолжать активно заниматься этим вопросом.",
            ),
            ("ar", "يقرر أن يبقي المسألة قيد نظره الفعلي"),
            ("zh", "决定继续积极处理此案。"),
        ]);
        for (language, before, expected) in [
            // A word that was begun is finished, and goes on until the clause ends.
            (
                "en",
                "The Council decides to rem",
                &["ain seized of the"][..],
            ),
            (
                "en",
                "decides to remain ",
                &["seized of the", "actively seized of the matter"],
            ),
            (
                "en",
                "remain seized of the ",
                &["matter", "question until a solution is found"],
            ),
            ("en", "remain seized of the m", &["atter"]),
            (
                "en",
                "to respect the Charter, ",
                &["in accordance with international law"],
            ),
            // Two words say too little.
            ("en", "of the ", &[]),
            ("en", "nobody ever wrote this ", &[]),
            (
                "fr",
                "Décide de demeurer ",
                &["activement saisi de la question"],
            ),
            (
                "fr",
                "DECIDE DE DEMEURER ac",
                &["tivement saisi de la question"],
            ),
            (
                "ru",
                "Постановляет продолжать активно зан",
                &["иматься этим вопросом"],
            ),
            ("ar", "يقرر أن يبقي المس", &["ألة قيد نظره الفعلي"]),
            ("zh", "决定继续积极", &["处理此案"]),
        ] {
            let found = library.completions(before, language.parse().unwrap(), &|| false);
            let found: Vec<String> = found.unwrap().into_iter().map(|c| c.words).collect();
            assert_eq!(found, expected, "{before}");
        }
    }

    #[test]
    fn another_language_and_a_stop_give_nothing() {
        let library = library(&[("en", "Decides to remain actively seized of the matter.")]);
        let french = "fr".parse().unwrap();
        assert_eq!(
            library.completions("decides to remain ", french, &|| false),
            Some(Vec::new())
        );
        assert_eq!(
            library.completions("decides to remain ", Language::ENGLISH, &|| true),
            None
        );
    }
}
