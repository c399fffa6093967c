//! What is asked of a library, as people type it.
//!
//! | typed | means |
//! |---|---|
//! | `uranium tailings` | these words, in any order, slips forgiven |
//! | `"all necessary measures"` | these words, next to each other and in this order |
//! | `-sanctions` | not this word; `-"…"` not these words in a row |
//! | `symbol:2231` | documents whose symbol has these letters and digits; spaces and signs do not count |
//! | `year:2015`, `year:2010-2015`, `year:2010-15`, `year:2010-` | adopted then |
//! | `verb:decides` | its source names this verb, or the paragraph begins with it |
//! | `role:operative` | paragraphs of this role (`op` and `pp` for operative and preambular ones) |
//! | `language:fr` | in this language |
//! | `accepted-by:KAZ` | of documents that this delegation or State accepted, by code or name; several, all of them |
//!
//! A value with spaces stands in quotes: `symbol:"S/RES/2231 (2015)"`. What is no such word is looked for as it stands; where
//! it looks like a field, `author:Kofi`, that is said ([`Wrong`]). A value that a field cannot have is left out, and said. Of a
//! quotation that is not closed the last word may be unfinished. Start at [`Asked::read`].

use crate::model::Role;
use crate::text::{self, Language};

use super::Query;
use super::party::{Heard, Party};
use super::record::Record;

/// A query, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// Words by which paragraphs are ranked, those of phrases too.
    pub(super) words: String,
    /// Words that must stand in a row.
    pub(super) phrases: Vec<String>,
    /// The same of a quotation that is not closed, and what of them must if they stand nowhere: all but the last one, which
    /// may still be typed.
    pub(super) open: Option<(String, String)>,
    /// Words, or words in a row, that must not be there.
    pub(super) without: Vec<String>,
    /// What documents and paragraphs must be.
    pub(super) filter: Filter,
    /// Conditions that cannot be asked.
    pub(super) wrong: Vec<Wrong>,
}

/// A condition of a query that cannot be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// As it was typed: `year:abc`.
    pub said: String,
    /// What is wrong with it, and what is right: after what was said, it makes a sentence.
    pub why: String,
    /// Whether it ends the query and more letters can make it right.
    pub is_unfinished: bool,
    /// Whether it is left out; else it is taken for something else.
    pub is_left_out: bool,
}

impl Query {
    /// The conditions that cannot be asked.
    pub fn wrong(&self) -> Vec<Wrong> {
        Asked::read(&self.text, &self.parties).wrong
    }

    /// The only language that is looked in, named by `language` or by the words of the query.
    pub fn language(&self) -> Option<Language> {
        let said = || Asked::read(&self.text, &self.parties).filter.language;
        self.language.or_else(said)
    }
}

/// What documents and paragraphs must be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Filter {
    /// Letters and digits of the symbol.
    pub(super) symbols: Vec<String>,
    /// First and last year.
    pub(super) years: Option<(u16, u16)>,
    pub(super) verbs: Vec<String>,
    pub(super) role: Option<Role>,
    pub(super) language: Option<Language>,
    pub(super) accepted_by: Vec<Party>,
}

impl Asked {
    /// Reads a query as it is typed: what is unfinished, such as an open quotation mark, is taken as far as it goes.
    pub(super) fn read(query: &str, parties: &[Party]) -> Self {
        let mut asked = Self::default();
        let mut rest = query;
        while let Some(start) = rest.find(|c: char| !c.is_whitespace()) {
            rest = rest.get(start..).unwrap_or_default();
            let (minus, behind) = match rest.strip_prefix('-') {
                Some(behind) if behind.starts_with(|c: char| c == '"' || c.is_alphanumeric()) => {
                    (true, behind)
                }
                _ => (false, rest),
            };
            rest = behind;
            if let Some((phrase, behind, closing)) = quoted(rest) {
                let said = rest;
                rest = behind;
                if let Some(mark) = closing.filter(|_| phrase.contains(char::is_alphanumeric)) {
                    asked.wrong.push(open_quotation(said, mark));
                }
                if minus {
                    asked.without.push(phrase.to_owned());
                } else {
                    asked.say(phrase, rest.is_empty() && !query.ends_with(['"', '”', '»']));
                    match closing {
                        Some(_) => {
                            let less = finished(phrase).to_owned();
                            asked.open = Some((phrase.to_owned(), less));
                        }
                        None => asked.phrases.push(phrase.to_owned()),
                    }
                }
                continue;
            }
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let word = rest.get(..end).unwrap_or_default();
            if !minus
                && let Some((field, behind)) = word.split_once([':', '：'])
                && is_field(field)
            {
                let at = word.len() - behind.len();
                let value_on = rest.get(at..).unwrap_or_default();
                let (value, behind) = value_at(value_on);
                rest = behind;
                if !value.is_empty() && !asked.filter.add(field, value, parties) {
                    asked.wrong.push(Wrong {
                        said: format!("{field}:{value}"),
                        why: why(field),
                        is_unfinished: rest.is_empty() && may_become(field, value),
                        is_left_out: true,
                    });
                }
                continue;
            }
            if !minus
                && let Some((field, value)) = word.split_once(':')
                && is_like_a_field(field, value)
            {
                asked.wrong.push(Wrong {
                    said: word.to_owned(),
                    why: format!(
                        "is no condition, so that its words are looked for: conditions are {}",
                        listed_fields()
                    ),
                    is_unfinished: rest.len() == end,
                    is_left_out: false,
                });
            }
            rest = rest.get(end..).unwrap_or_default();
            if minus {
                asked.without.push(word.to_owned());
            } else {
                asked.say(word, rest.is_empty());
            }
        }
        asked
    }

    /// Adds words; the last ones of the query stay open, so that a word can be finished.
    fn say(&mut self, words: &str, last: bool) {
        self.words.push_str(words);
        if !last {
            self.words.push(' ');
        }
    }
}

const FIELDS: [&str; 6] = ["symbol", "year", "verb", "role", "language", "accepted-by"];

fn is_field(name: &str) -> bool {
    FIELDS.contains(&name)
}

/// Whether a word before a colon and what follows at once look like a condition: `author:Kofi`, and neither `Note:` nor
/// `https://un.org`.
fn is_like_a_field(name: &str, value: &str) -> bool {
    name.len() > 2
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        && value.starts_with(|c: char| c == '"' || c.is_alphanumeric())
}

/// `symbol:, year: and role:`.
fn listed_fields() -> String {
    let (last, others) = match FIELDS.split_last() {
        Some((last, others)) => (*last, others),
        None => return String::new(),
    };
    let others: Vec<String> = others.iter().map(|field| format!("{field}:")).collect();
    format!("{} and {last}:", others.join(", "))
}

/// The value of a field, and what follows.
fn value_at(text: &str) -> (&str, &str) {
    if let Some((value, behind, _)) = quoted(text) {
        return (value, behind);
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or_default()
}

/// What is to be said of a quotation that is not closed.
fn open_quotation(said: &str, mark: char) -> Wrong {
    Wrong {
        said: said.trim_end().to_owned(),
        why: format!("is not closed: end it with {mark}"),
        is_unfinished: true,
        is_left_out: true,
    }
}

/// Words without the last one, which may still be typed. Of Han, which has no spaces, all.
fn finished(words: &str) -> &str {
    if words.ends_with(|c: char| !c.is_alphanumeric() || text::is_han(c)) {
        return words;
    }
    let end = words.rfind(char::is_whitespace).unwrap_or_default();
    words.get(..end).unwrap_or_default()
}

/// What values a field has.
fn why(field: &str) -> String {
    match field {
        "symbol" => "has no letter or digit: write a part of a symbol, symbol:2231".to_owned(),
        "verb" => "has no letter: write a verb, verb:decides".to_owned(),
        "year" => "is no year: write year:2015, year:2010-2015 or year:2010-".to_owned(),
        "role" => {
            let words = Role::ALL.iter().map(|(_, word)| *word);
            let words: Vec<&str> = words.chain(["op", "pp"]).collect();
            format!("is no role: write one of {}", words.join(", "))
        }
        "language" => "is no language: write a code, language:fr".to_owned(),
        _ => "is no delegation or State: write its code or name, accepted-by:KAZ".to_owned(),
    }
}

/// Whether more letters can make a value one that the field can have.
fn may_become(field: &str, value: &str) -> bool {
    match field {
        "role" => Role::ALL.iter().any(|(_, word)| word.starts_with(value)),
        "language" | "accepted-by" => true,
        _ => false,
    }
}

/// What stands in quotation marks at the start, what follows, and the mark that is missing: an open quotation goes to the
/// end.
fn quoted(text: &str) -> Option<(&str, &str, Option<char>)> {
    let open = text.chars().next()?;
    let close = match open {
        '"' => '"',
        '“' => '”',
        '«' => '»',
        _ => return None,
    };
    let inside = text.get(open.len_utf8()..)?;
    Some(match inside.split_once(close) {
        Some((inside, behind)) => (inside, behind, None),
        None => (inside, "", Some(close)),
    })
}

impl Filter {
    /// Adds a condition; false if the value is none that the field can have.
    fn add(&mut self, field: &str, value: &str, parties: &[Party]) -> bool {
        match field {
            "symbol" => match letters(value) {
                symbol if symbol.is_empty() => return false,
                symbol => self.symbols.push(symbol),
            },
            "verb" if !value.contains(char::is_alphabetic) => return false,
            "verb" => self.verbs.push(text::fold(value.trim())),
            "accepted-by" => {
                let known = parties.iter().find(|party| party.is_called(value)).cloned();
                let state = || Some(Party::new(value, "")).filter(Party::is_state);
                match known.or_else(state) {
                    Some(party) => self.accepted_by.push(party),
                    None => return false,
                }
            }
            "year" => {
                let (from, to) = value.split_once(['-', '–']).unwrap_or((value, value));
                let year = |said: &str, open| match said {
                    "" => Some(open),
                    _ => said.parse::<u16>().ok(),
                };
                match (year(from, 0), year(to, u16::MAX)) {
                    (Some(from), Some(to)) => {
                        // `2010-15`.
                        let to = if to < 100 && from >= 1000 {
                            from / 100 * 100 + to
                        } else {
                            to
                        };
                        self.years = Some((from.min(to), from.max(to)));
                    }
                    _ => return false,
                }
            }
            "role" => match role(value) {
                Some(role) => self.role = Some(role),
                None => return false,
            },
            "language" => match value.parse() {
                Ok(language) => self.language = Some(language),
                Err(_) => return false,
            },
            _ => return false,
        }
        true
    }

    /// Whether nothing is asked of documents and paragraphs.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a document is what was asked for.
    pub(super) fn fits(&self, record: &Record, heard: &mut Heard) -> bool {
        let symbol = || letters(&record.symbol);
        self.language
            .as_ref()
            .is_none_or(|language| is_language(language, &record.language))
            && self.years.is_none_or(|(from, to)| {
                let year = record.year().and_then(|year| year.parse::<u16>().ok());
                year.is_some_and(|year| (from..=to).contains(&year))
            })
            && (self.symbols.is_empty() || {
                let symbol = symbol();
                self.symbols
                    .iter()
                    .all(|asked| symbol.contains(asked.as_str()))
            })
            && self
                .accepted_by
                .iter()
                .all(|party| party.accepted_as_heard(heard, record).is_some())
    }

    /// Whether the verb that its source names, or the beginning of its words, is one that was asked for.
    pub(super) fn fits_verb(&self, named: Option<&str>, beginning: &str) -> bool {
        if self.verbs.is_empty() {
            return true;
        }
        let (named, beginning) = (text::fold(named.unwrap_or_default()), text::fold(beginning));
        self.verbs
            .iter()
            .any(|verb| named.starts_with(verb.as_str()) || beginning.starts_with(verb.as_str()))
    }
}

/// Whether a language is the one asked for; `zh` finds `zh-Hant` too.
pub(super) fn is_language(asked: &Language, has: &Language) -> bool {
    asked == has || (asked.as_str() == asked.primary() && asked.primary() == has.primary())
}

fn role(word: &str) -> Option<Role> {
    match word {
        "op" => Some(Role::Operative),
        "pp" => Some(Role::Preambular),
        _ => Role::from_word(word),
    }
}

/// The letters and digits of a symbol, folded.
fn letters(symbol: &str) -> String {
    text::fold(symbol)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}
