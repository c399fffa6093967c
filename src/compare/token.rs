//! Tokens: what two texts are compared by. Words, numbers and marks get a number each, white space stays beside the token
//! before it and is never compared. Start at [`Lexicon::tokens`].

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::han;
use super::quote::{Quotes, is_quote};
use super::stem::stem;
use crate::text::stress;
use crate::text::typography::{is_unseen, plain};
use crate::text::{Word, WordKind, is_han, words};

/// The token that stands between two paragraphs compared as one.
pub(super) const MARK: u32 = 0;

/// One word, number or mark, and the white space behind it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    /// Its number in the [`Lexicon`].
    pub id: u32,
    /// Itself, without white space.
    pub text: &'a str,
    /// The white space behind it.
    pub space: &'a str,
}

/// A text in tokens.
#[derive(Debug, Clone, Default)]
pub(super) struct Tokens<'a> {
    /// White space before the first token.
    pub lead: &'a str,
    /// The tokens, in order.
    pub list: Vec<Token<'a>>,
}

/// How a token behaves in a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A word or number.
    Word,
    /// A Han character.
    Han,
    /// Comma, semicolon, full stop and the like: a clause ends here.
    Separator,
    /// Opening bracket or quotation mark.
    Open,
    /// Closing bracket or quotation mark.
    Close,
    /// A mark of emphasis, as Markdown has it.
    Emphasis,
    /// The mark between two paragraphs.
    Paragraph,
}

/// What is known of a token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// How much keeping it is worth, in hundredths: long words more than short ones, marks little.
    pub weight: i32,
    /// How it behaves.
    pub class: Class,
    /// Number of the same word in lower case.
    pub fold: u32,
    /// Number of what is left of it without its endings; its fold when nothing would go.
    pub stem: u32,
    /// The character, of a Han character.
    pub han: Option<char>,
    /// Whether it is a number.
    pub number: bool,
    /// Whether it is a round bracket, which stands around what is said beside and never around what is not agreed.
    pub round: bool,
}

/// What becomes of typography that differs: kinds of quotation marks, apostrophes, dashes and ellipses, marks of direction,
/// stretched letters and vowel signs of Arabic, as [`is_typographic`](crate::text::is_typographic) has it; and the stars
/// around words that are stressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Typography {
    /// It is no change: the marks of the new side stand.
    #[default]
    Aside,
    /// It is drawn like anything else.
    Shown,
}

/// Numbers for tokens, given once, so that comparing two words is comparing two numbers.
#[derive(Debug, Clone)]
pub(super) struct Lexicon {
    ids: HashMap<Box<str>, u32, Fast>,
    entries: Vec<Entry>,
    typography: Typography,
    stars: Stars,
}

/// Which stars stand beside words as white space does, where typography is aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stars {
    /// Those around stressed words.
    Paired,
    /// All of them.
    Every,
}

impl Lexicon {
    /// A lexicon that knows the paragraph mark alone, and tells everything apart that is written otherwise.
    pub(super) fn new() -> Self {
        Self::of(Typography::Shown)
    }

    /// The same; where typography is aside, what differs in nothing else has one number.
    pub(super) fn of(typography: Typography) -> Self {
        let mark = Entry {
            weight: 100,
            class: Class::Paragraph,
            fold: MARK,
            stem: MARK,
            han: None,
            number: false,
            round: false,
        };
        Self {
            ids: HashMap::default(),
            entries: vec![mark],
            typography,
            stars: Stars::Paired,
        }
    }

    /// Where typography is aside, and no star is a token: so that parts of a text have the tokens of the whole, also where
    /// stressed words are cut.
    pub(super) fn without_stars() -> Self {
        Self {
            stars: Stars::Every,
            ..Self::of(Typography::Aside)
        }
    }

    /// Whether typography is no change.
    pub(super) fn is_plain(&self) -> bool {
        self.typography == Typography::Aside
    }

    /// What is known of a token.
    pub(super) fn entry(&self, id: u32) -> Entry {
        self.entries.get(id as usize).copied().unwrap_or(Entry {
            weight: 0,
            class: Class::Separator,
            fold: id,
            stem: id,
            han: None,
            number: false,
            round: false,
        })
    }

    /// The tokens of a text.
    pub(super) fn tokens<'a>(&mut self, text: &'a str) -> Tokens<'a> {
        let mut tokens = Tokens::default();
        let mut quotes = Quotes::default();
        let stars = if self.is_plain() && text.contains('*') {
            stress::stars(text)
        } else {
            Vec::new()
        };
        let every = self.stars == Stars::Every;
        let is_star = |word: &Word<'_>| {
            word.text == "*" && (every || stars.binary_search(&word.range.start).is_ok())
        };
        for word in words(text) {
            let is_aside = self.is_plain() && (word.text.chars().all(is_unseen) || is_star(&word));
            if word.kind == WordKind::Space || is_aside {
                let before = tokens.list.last_mut().map(|token| &mut token.space);
                let space = before.unwrap_or(&mut tokens.lead);
                // Two runs of white space side by side (a line break between blanks) are one.
                let start = word.range.start - space.len();
                *space = text.get(start..word.range.end).unwrap_or(word.text);
                continue;
            }
            let last = tokens.list.last_mut();
            let beside = last
                .as_ref()
                .is_some_and(|token| token.space.bytes().all(|byte| byte == b'*'));
            if self.is_plain() {
                if let Some(last) = last.filter(|last| last.space.is_empty() && word.text == ".")
                    && matches!(last.text, "." | "..")
                {
                    // Three full stops are one mark, as the ellipsis is.
                    let start = word.range.start - last.text.len();
                    last.text = text.get(start..word.range.end).unwrap_or(word.text);
                    last.id = self.id(last.text, word.kind);
                    continue;
                }
                if is_quote(word.text) {
                    tokens.list.push(Token {
                        id: self.id(quotes.next(word.text, beside), word.kind),
                        text: word.text,
                        space: "",
                    });
                    continue;
                }
            }
            tokens.list.push(Token {
                id: self.id(word.text, word.kind),
                text: word.text,
                space: "",
            });
        }
        tokens
    }

    /// The number of a thing that is no word but is aligned like one.
    pub(super) fn key(&mut self, key: &str) -> u32 {
        let next = self.entries.len() as u32;
        let id = *self.ids.entry(key.into()).or_insert(next);
        if id == next {
            self.entries.push(Entry {
                weight: 100,
                class: Class::Word,
                fold: id,
                stem: id,
                han: None,
                number: false,
                round: false,
            });
        }
        id
    }

    fn id(&mut self, text: &str, kind: WordKind) -> u32 {
        if let Some(id) = self.ids.get(text) {
            return *id;
        }
        if self.is_plain() && !text.is_ascii() && !is_quote(text) {
            let bare = plain(text);
            if bare != text && !bare.is_empty() {
                let id = self.id(&bare, kind);
                self.ids.insert(text.into(), id);
                return id;
            }
        }
        let id = self.entries.len() as u32;
        self.ids.insert(text.into(), id);
        let class = class(text, kind);
        self.entries.push(Entry {
            weight: weight(text, class),
            class,
            fold: id,
            stem: id,
            han: text.chars().next().filter(|_| class == Class::Han),
            number: kind == WordKind::Number,
            round: matches!(text, "(" | ")" | "（" | "）"),
        });
        let lower = if text.chars().any(char::is_uppercase) {
            text.to_lowercase()
        } else {
            text.to_owned()
        };
        let fold = if lower == text {
            id
        } else {
            self.id(&lower, kind)
        };
        let stem = if class != Class::Word {
            id
        } else if fold != id {
            self.entry(fold).stem
        } else {
            // A word that is its own stem is that of others.
            stem(text).map_or(id, |stem| self.id(&stem, kind))
        };
        if let Some(entry) = self.entries.get_mut(id as usize) {
            (entry.fold, entry.stem) = (fold, stem);
        }
        id
    }

    /// Whether two neighbours are characters of one Chinese word.
    pub(super) fn is_inside(&self, first: Option<u32>, second: Option<u32>) -> bool {
        let han = |id: Option<u32>| self.entry(id?).han;
        match (han(first), han(second)) {
            (Some(first), Some(second)) => han::is_inside(first, second),
            _ => false,
        }
    }

    /// Whether a token is a Chinese character that ends a word and is none of its own.
    pub(super) fn is_ending(&self, token: Option<u32>) -> bool {
        let han = |id: u32| self.entry(id).han;
        token.and_then(han).is_some_and(han::is_ending)
    }

    /// Whether a token is a Chinese character.
    pub(super) fn is_han(&self, token: Option<u32>) -> bool {
        token.is_some_and(|id| self.entry(id).han.is_some())
    }
}

fn class(text: &str, kind: WordKind) -> Class {
    let first = text.chars().next().unwrap_or(' ');
    match kind {
        WordKind::Word if is_han(first) => Class::Han,
        WordKind::Word | WordKind::Number => Class::Word,
        _ => match first {
            '[' | '(' | '{' | '［' | '（' | '【' | '〔' | '《' | '〈' | '「' | '『' | '“' | '‘'
            | '«' => Class::Open,
            ']' | ')' | '}' | '］' | '）' | '】' | '〕' | '》' | '〉' | '」' | '』' | '”' | '»' => {
                Class::Close
            }
            '*' | '_' => Class::Emphasis,
            _ => Class::Separator,
        },
    }
}

/// Measured on real drafts: a word is worth keeping by its length, a character of Chinese as two letters, a mark a little.
fn weight(text: &str, class: Class) -> i32 {
    match class {
        Class::Word => (16 * text.chars().count() as i32).clamp(30, 100),
        Class::Han => 35,
        _ => 25,
    }
}

/// The hasher of the tables in this room: quick, and good enough for words and numbers that nobody chose to collide.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct FastHasher(u64);

/// Builds the quick hasher.
pub(super) type Fast = BuildHasherDefault<FastHasher>;

impl Hasher for FastHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.write_u64(u64::from_le_bytes(*word));
        }
        if !rest.is_empty() {
            let word = rest
                .iter()
                .fold(0_u64, |word, byte| (word << 8) | u64::from(*byte));
            self.write_u64(word);
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(u64::from(byte));
    }

    fn write_u32(&mut self, word: u32) {
        self.write_u64(u64::from(word));
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    fn finish(&self) -> u64 {
        // The table uses the high bits and the low bits; multiplication mixes upwards only.
        self.0 ^ (self.0 >> 32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_stands_beside_and_case_has_one_fold() {
        let mut lexicon = Lexicon::new();
        let tokens = lexicon.tokens("  [The  States]\n act");
        assert_eq!(tokens.lead, "  ");
        let found: Vec<_> = tokens.list.iter().map(|t| (t.text, t.space)).collect();
        assert_eq!(
            found,
            [
                ("[", ""),
                ("The", "  "),
                ("States", ""),
                ("]", "\n "),
                ("act", "")
            ]
        );
        let lower = lexicon.tokens("the");
        let (a, b) = (tokens.list[1].id, lower.list[0].id);
        assert_ne!(a, b);
        assert_eq!(lexicon.entry(a).fold, lexicon.entry(b).fold);
        assert_eq!(lexicon.entry(tokens.list[3].id).class, Class::Close);
    }
}
