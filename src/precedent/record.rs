//! What is known of a document of a library besides its paragraphs: whose it is, and who accepted it.
//!
//! Start at [`Record`].

use std::sync::Arc;

use super::pack::{Reader, put, put_text};
use crate::model::{Ballot, Document, Role, Version};
use crate::text::{self, Language};

/// What those say who adopt a text without a vote, in the six official languages.
const CONSENSUS: [&str; 16] = [
    "consensus",
    "without a vote",
    "without vote",
    "acclamation",
    "sans vote",
    "consenso",
    "sin votación",
    "aclamación",
    "консенсус",
    "без голосования",
    "аккламац",
    "协商一致",
    "未经表决",
    "不经表决",
    "توافق الآراء",
    "بدون تصويت",
];

/// The first year of which a conference may have a date.
const FIRST_YEAR: u16 = 1000;

/// How a delegation voted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Vote {
    /// In favour.
    Yes,
    /// Against.
    No,
    /// Neither: it abstained.
    Abstained,
    /// It was not in the room.
    Absent,
}

impl Vote {
    /// All votes with the letter that tallies of the General Assembly use for each.
    pub const ALL: [(Self, char); 4] = [
        (Self::Yes, 'Y'),
        (Self::No, 'N'),
        (Self::Abstained, 'A'),
        (Self::Absent, 'X'),
    ];

    /// The vote of that letter.
    pub fn from_letter(letter: char) -> Option<Self> {
        let letter = letter.to_ascii_uppercase();
        Self::ALL
            .iter()
            .find(|(_, l)| *l == letter)
            .map(|(v, _)| *v)
    }

    /// The vote that a ballot is.
    pub fn of(ballot: Ballot) -> Self {
        match ballot {
            Ballot::Yes => Self::Yes,
            Ballot::No => Self::No,
            Ballot::Abstain => Self::Abstained,
            Ballot::NotVoting => Self::Absent,
        }
    }

    /// Its letter.
    pub fn letter(self) -> char {
        Self::ALL
            .iter()
            .find(|(vote, _)| *vote == self)
            .map_or('X', |(_, letter)| *letter)
    }
}

/// A document of a library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its symbol or name.
    pub symbol: Arc<str>,
    /// Its language.
    pub language: Language,
    /// The day of adoption, `2010-06-24`.
    pub date: Option<Arc<str>>,
    /// Its title.
    pub title: Option<Arc<str>>,
    /// What it is about.
    pub subject: Option<Arc<str>>,
    /// Who adopted it.
    pub organ: Option<Arc<str>>,
    /// How it was adopted: `consensus`, `vote`, or as its source says it.
    pub adopted: Option<Arc<str>>,
    /// Of a version of the workspace: its label.
    pub version: Option<Arc<str>>,
    /// Where it was read from: the path that was given when it was added.
    pub source: Option<Arc<str>>,
    /// Who voted how, by code or name, in the order of the source.
    pub votes: Vec<(Arc<str>, Vote)>,
    /// Who sponsored it, by code or name.
    pub sponsors: Vec<Arc<str>>,
}

impl Record {
    /// A document of which nothing else is known.
    pub fn new(symbol: &str, language: Language) -> Self {
        Self {
            symbol: symbol.into(),
            language,
            date: None,
            title: None,
            subject: None,
            organ: None,
            adopted: None,
            version: None,
            source: None,
            votes: Vec::new(),
            sponsors: Vec::new(),
        }
    }

    /// What the head of a document says. Its symbol, else the name of its file.
    pub fn of_document(name: &str, document: &Document) -> Self {
        let head = &document.head;
        Self {
            date: head.date.clone(),
            title: (!head.title.is_empty()).then(|| head.title.clone()),
            organ: head.organ.clone(),
            adopted: head.adopted.clone(),
            votes: head
                .votes
                .iter()
                .map(|(name, ballot)| (name.clone(), Vote::of(*ballot)))
                .collect(),
            sponsors: head.sponsors.clone(),
            ..Self::new(head.symbol.as_deref().unwrap_or(name), head.language)
        }
    }

    /// A version of the workspace in one language, under its label and the day on which it was frozen.
    pub fn of_version(version: &Version, document: &Document) -> Self {
        let label: Arc<str> = version.label.as_str().into();
        Self {
            date: version
                .frozen
                .and_then(|at| at.minute().get(..10).map(Arc::from)),
            version: Some(label.clone()),
            ..Self::new(&label, document.head.language)
        }
    }

    /// The year of adoption: of its day, else as its symbol has it.
    pub fn year(&self) -> Option<&str> {
        let of_day = self.date.as_deref().and_then(|day| day.get(..4));
        of_day.or_else(|| year_in(&self.symbol))
    }

    /// Whether its source says that it was adopted by consensus, without a vote or by acclamation, in one of the six
    /// official languages. Where nothing is said it is not known how a text was adopted, and nobody is said to have
    /// accepted it.
    pub fn is_consensus(&self) -> bool {
        let word = text::fold(self.adopted.as_deref().unwrap_or_default());
        CONSENSUS
            .iter()
            .any(|said| word.contains(&text::fold(said)))
    }

    /// Writes it.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        put_text(out, &self.symbol);
        put_text(out, self.language.as_str());
        for text in [
            &self.date,
            &self.title,
            &self.subject,
            &self.organ,
            &self.adopted,
            &self.version,
            &self.source,
        ] {
            // One more than the length, so that nothing differs from the empty text.
            match text {
                Some(text) => {
                    put(out, text.len() as u32 + 1);
                    out.extend(text.as_bytes());
                }
                None => put(out, 0),
            }
        }
        put(out, self.votes.len() as u32);
        for (name, vote) in &self.votes {
            put_text(out, name);
            out.push(vote.letter() as u8);
        }
        put(out, self.sponsors.len() as u32);
        for name in &self.sponsors {
            put_text(out, name);
        }
    }

    /// The day of adoption, else the year, and the symbol of what [`Self::write`] wrote: what paragraphs are ordered by.
    pub(super) fn read_date(bytes: &[u8]) -> Option<(Option<&str>, &str)> {
        let mut reader = Reader(bytes);
        let symbol = reader.text()?;
        reader.text()?;
        let date = match reader.number()?.checked_sub(1) {
            Some(length) => Some(std::str::from_utf8(reader.0.get(..length as usize)?).ok()?),
            None => None,
        };
        let date = date.filter(|date| is_day(date));
        Some((date.or_else(|| year_in(symbol)), symbol))
    }

    /// Reads what [`Self::write`] wrote.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let symbol = reader.text()?.into();
        let language = reader.text()?.parse().ok()?;
        let mut said = || -> Option<Option<Arc<str>>> {
            let Some(length) = reader.number()?.checked_sub(1) else {
                return Some(None);
            };
            let (text, rest) = reader.0.split_at_checked(length as usize)?;
            reader.0 = rest;
            Some(Some(std::str::from_utf8(text).ok()?.into()))
        };
        let [date, title, subject, organ, adopted, version, source] = [
            said()?,
            said()?,
            said()?,
            said()?,
            said()?,
            said()?,
            said()?,
        ];
        let mut votes = Vec::new();
        for _ in 0..reader.number()? {
            let name = reader.text()?.into();
            let (letter, rest) = reader.0.split_first()?;
            reader.0 = rest;
            votes.push((name, Vote::from_letter(char::from(*letter))?));
        }
        let mut sponsors = Vec::new();
        for _ in 0..reader.number()? {
            sponsors.push(reader.text()?.into());
        }
        Some(Self {
            symbol,
            language,
            date: date.filter(|date| is_day(date)),
            title,
            subject,
            organ,
            adopted,
            version,
            source,
            votes,
            sponsors,
        })
    }
}

/// Whether a date can be the day of an adoption. Programs write `0001-01-01` where they know none.
fn is_day(date: &str) -> bool {
    let year = date.get(..4).and_then(|year| year.parse::<u16>().ok());
    year.is_none_or(|year| year >= FIRST_YEAR)
}

/// The year that a symbol has: `S/RES/2674 (2023)`, `S/PRST/2017/18`. The number of a resolution is none.
fn year_in(symbol: &str) -> Option<&str> {
    let digits = |c: char| c.is_ascii_digit();
    let is_year = |part: &&str| {
        part.len() == 4
            && part.chars().all(digits)
            && part.parse::<u16>().is_ok_and(|year| year >= FIRST_YEAR)
    };
    let in_brackets = || {
        let (_, behind) = symbol.rsplit_once(['(', '（'])?;
        let (year, _) = behind.split_once([')', '）'])?;
        Some(year.trim()).filter(is_year)
    };
    let between = || {
        let parts: Vec<&str> = symbol.split('/').collect();
        let inner = parts.get(1..parts.len().saturating_sub(1))?;
        inner.iter().copied().find(is_year)
    };
    in_brackets().or_else(between)
}

/// A paragraph that is to be put in a library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its words.
    pub text: &'a str,
    /// Its label, if it has one.
    pub label: Option<&'a str>,
    /// Its place in its document, counted from 1.
    pub place: u32,
    /// What it is.
    pub role: Role,
    /// Its leading verb, if its source names it.
    pub verb: Option<&'a str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_day_is_none_and_the_year_of_the_symbol_stands_in() {
        for (symbol, date, day, year) in [
            ("S/RES/2674 (2023)", "0001-01-01", None, Some("2023")),
            ("S/RES/1900 (2009)", "0001-01-01", None, Some("2009")),
            ("S/PRST/2017/18", "0001-01-01", None, Some("2017")),
            ("S/RES/1900", "0001-01-01", None, None),
            (
                "A/RES/78/100",
                "2023-12-04",
                Some("2023-12-04"),
                Some("2023"),
            ),
            (
                "S/RES/2674 (2023)",
                "2024-01-30",
                Some("2024-01-30"),
                Some("2024"),
            ),
        ] {
            let record = Record {
                date: Some(date.into()),
                ..Record::new(symbol, Language::ENGLISH)
            };
            let mut written = Vec::new();
            record.write(&mut written);
            let read = Record::read(&written).unwrap();
            assert_eq!(read.date.as_deref(), day, "{symbol}");
            assert_eq!(read.year(), year, "{symbol}");
            let (ordered, _) = Record::read_date(&written).unwrap();
            assert_eq!(ordered, day.or(year), "{symbol}");
        }
    }
}
