//! A delegation by all the names under which libraries may know it, and how it accepted a document.
//!
//! Roll calls and lists of sponsors come from many hands: one writes `RUS`, another `RUSSIAN FEDERATION`, a third
//! `Venezuela (Bolivarian Republic of)`. States are the same State under any code or English name that ISO 3166-1 gives
//! them, in any order of its words, and under the former names in [`FORMER`]; other languages, and those that are no
//! State, are known by the names that a workspace gives them. Start at [`Party::accepted`].

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::{Arc, LazyLock};

use celes::Country;

use super::record::{Record, Vote};
use crate::model::{Delegation, Header};
use crate::text::fold;

/// Names that States had in the records of the United Nations, and others that stand there beside the official one, each
/// with its code. Only where the same State goes on: not for one that was dissolved.
const FORMER: [(&str, &str); 12] = [
    ("Burma", "MMR"),
    ("Cape Verde", "CPV"),
    ("East Timor", "TLS"),
    ("Ivory Coast", "CIV"),
    ("Kampuchea", "KHM"),
    ("Libyan Arab Jamahiriya", "LBY"),
    ("North Macedonia", "MKD"),
    ("Swaziland", "SWZ"),
    ("The former Yugoslav Republic of Macedonia", "MKD"),
    ("Turkey", "TUR"),
    ("Türkiye", "TUR"),
    ("Zaire", "COD"),
];

/// A delegation, and the names under which libraries may know it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Party {
    /// What it is called in the answer.
    pub code: Arc<str>,
    /// Its names, folded: code, name of the State in several languages.
    names: Vec<String>,
    /// The State that it is, by its number in ISO 3166-1.
    state: Option<usize>,
}

/// How a delegation accepted a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Accepted {
    /// It sponsored it.
    Sponsored,
    /// It voted for it.
    Voted,
    /// It was adopted by consensus, and nothing says that the delegation was not in the room.
    Consensus,
}

impl Accepted {
    /// All, what says most first.
    pub const ALL: [Self; 3] = [Self::Sponsored, Self::Voted, Self::Consensus];

    /// The word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sponsored => "sponsored",
            Self::Voted => "voted_for",
            Self::Consensus => "consensus",
        }
    }

    /// For people.
    pub fn said(self) -> &'static str {
        match self {
            Self::Sponsored => "sponsored it",
            Self::Voted => "voted for it",
            Self::Consensus => "joined consensus",
        }
    }

    /// How much it says. Who joined a consensus did not stand in its way, and no more.
    pub(super) fn weight(self) -> f64 {
        match self {
            Self::Sponsored | Self::Voted => 1.0,
            Self::Consensus => 0.9,
        }
    }
}

/// Names that were compared before: the same ones stand in every roll call.
#[derive(Debug, Default)]
pub(super) struct Heard(HashMap<Arc<str>, (String, Option<usize>)>);

impl Heard {
    fn name(&mut self, name: &Arc<str>) -> &(String, Option<usize>) {
        self.0
            .entry(Arc::clone(name))
            .or_insert_with(|| (fold(name.trim()), state(name)))
    }
}

impl Party {
    /// A delegation by its code and its name. Which State it is, the name says; without one the code.
    pub fn new(code: &str, name: &str) -> Self {
        let mut party = Self {
            code: code.into(),
            names: vec![fold(code.trim())],
            state: state(if name.trim().is_empty() { code } else { name }),
        };
        party.call(name);
        party
    }

    /// A delegation of a workspace, by its code and its names in all languages.
    pub fn of(delegation: &Delegation) -> Self {
        let mut party = Self::new(delegation.code.as_str(), &delegation.name);
        for name in delegation.names.values() {
            party.call(name);
        }
        party
    }

    /// Whom somebody means who names a delegation of a workspace, or any other.
    pub fn named(header: Option<&Header>, said: &str) -> Self {
        let known = header.and_then(|header| header.delegation(header.find_party(said)?));
        known.map_or_else(|| Self::new(said, ""), Self::of)
    }

    /// Adds a name.
    fn call(&mut self, name: &str) {
        let name = fold(name.trim());
        if !name.is_empty() && !self.names.contains(&name) {
            self.names.push(name);
        }
    }

    /// Whether it is a State that ISO 3166-1 has.
    pub fn is_state(&self) -> bool {
        self.state.is_some()
    }

    /// Whether it is meant by this code or name. Case and accents do not count.
    pub fn is_called(&self, name: &str) -> bool {
        self.is(&mut Heard::default(), &Arc::from(name))
    }

    /// Whether a document says how it voted, or that it sponsored it.
    pub(super) fn takes_part(&self, heard: &mut Heard, record: &Record) -> bool {
        let votes = record.votes.iter().map(|(name, _)| name);
        let mut names = votes.chain(&record.sponsors);
        names.any(|name| self.is(heard, name))
    }

    fn is(&self, heard: &mut Heard, name: &Arc<str>) -> bool {
        let (name, state) = heard.name(name);
        self.names.contains(name) || state.is_some() && *state == self.state
    }

    /// How it accepted a document, if it is known to have. Who voted against or abstained did not, even as a
    /// sponsor of the draft; a consensus counts for those of whom nothing else is said, unless it is said who else was in the room.
    pub fn accepted(&self, record: &Record) -> Option<Accepted> {
        self.accepted_as_heard(&mut Heard::default(), record)
    }

    pub(super) fn accepted_as_heard(&self, heard: &mut Heard, record: &Record) -> Option<Accepted> {
        let consensus = record.is_consensus();
        let vote = record.votes.iter().find(|(name, _)| self.is(heard, name));
        let sponsored = record.sponsors.iter().any(|name| self.is(heard, name));
        match vote {
            // Sponsors of a text need not have been there when it was adopted.
            Some((_, Vote::Yes | Vote::Absent)) | None if sponsored => Some(Accepted::Sponsored),
            Some((_, Vote::Yes)) if consensus => Some(Accepted::Consensus),
            Some((_, Vote::Yes)) => Some(Accepted::Voted),
            Some(_) => None,
            // Where it is said who was in the room, the others were not.
            None => {
                let nobody = record.votes.iter().all(|(_, vote)| *vote == Vote::Absent);
                (consensus && nobody).then_some(Accepted::Consensus)
            }
        }
    }
}

/// The State of a code or an English name, by its number in ISO 3166-1.
fn state(said: &str) -> Option<usize> {
    let said = said.trim();
    let named = |said: &str| {
        let letters = letters(said);
        let bare = letters.strip_prefix("the").unwrap_or(&letters);
        [letters.as_str(), bare]
            .into_iter()
            .find_map(|said| Country::from_str(said).ok())
            .map(|country| country.value)
            .or_else(|| STATES.get(&words(said)).copied())
    };
    // `Bolivia (Plurinational State of)`: the whole first, since there are two Koreas.
    let outside = said.split_once('(').map(|(outside, _)| outside.trim());
    let outside = outside.filter(|outside| !outside.is_empty());
    named(said).or_else(|| outside.and_then(named))
}

/// States by the words of their names in any order: `Korea (Republic of)` is the Republic of Korea.
static STATES: LazyLock<HashMap<Vec<String>, usize>> = LazyLock::new(|| {
    let official = Country::get_countries();
    let official = official.iter().map(|c| (words(c.long_name), c.value));
    let former = FORMER.iter().filter_map(|(name, code)| {
        let country = Country::from_alpha3(code).ok()?;
        Some((words(name), country.value))
    });
    official.chain(former).collect()
});

/// The letters and digits of a name, folded.
fn letters(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The words that tell a name from others, folded and in order of the alphabet.
fn words(name: &str) -> Vec<String> {
    let name = fold(name).replace(['\'', '’'], "");
    let words = name.split(|c: char| !c.is_alphanumeric());
    let mut words: Vec<String> = words
        .filter(|word| !["", "the", "of", "and"].contains(word))
        .map(|word| if word == "st" { "saint" } else { word })
        .map(str::to_owned)
        .collect();
    words.sort_unstable();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_the_same_under_all_its_names() {
        let mut not = Vec::new();
        for (code, name) in [
            ("RUS", "RUSSIAN FEDERATION"),
            ("USA", "UNITED STATES"),
            ("USA", "United States of America (the)"),
            ("GBR", "UNITED KINGDOM"),
            (
                "GBR",
                "United Kingdom of Great Britain and Northern Ireland",
            ),
            ("BOL", "BOLIVIA (PLURINATIONAL STATE OF)"),
            ("VEN", "VENEZUELA (BOLIVARIAN REPUBLIC OF)"),
            ("VEN", "Venezuela"),
            ("KOR", "REPUBLIC OF KOREA"),
            ("KOR", "Korea (Republic of)"),
            ("PRK", "Democratic People's Republic of Korea"),
            ("PRK", "Korea (Democratic People’s Republic of)"),
            ("COG", "CONGO"),
            ("COD", "Democratic Republic of the Congo"),
            ("COD", "ZAIRE"),
            ("CIV", "CÔTE D'IVOIRE"),
            ("CIV", "Côte d’Ivoire"),
            ("VNM", "VIET NAM"),
            ("SYR", "Syrian Arab Republic"),
            ("LBY", "LIBYAN ARAB JAMAHIRIYA"),
            ("LBY", "Libya"),
            ("TZA", "United Republic of Tanzania"),
            ("TZA", "Tanzania, United Republic of"),
            ("MDA", "Republic of Moldova"),
            ("IRN", "Iran (Islamic Republic of)"),
            ("TUR", "Turkey"),
            ("TUR", "TÜRKİYE"),
            ("CZE", "Czech Republic"),
            ("CZE", "Czechia"),
            ("NLD", "NETHERLANDS"),
            ("NLD", "Netherlands (Kingdom of the)"),
            ("VCT", "SAINT VINCENT AND THE GRENADINES"),
            ("KNA", "St. Kitts & Nevis"),
            ("MKD", "North Macedonia"),
            ("LAO", "Lao People's Democratic Republic"),
            ("PSE", "State of Palestine"),
            ("FSM", "Micronesia (Federated States of)"),
            ("SWZ", "Eswatini"),
            ("CPV", "Cabo Verde"),
            ("TLS", "Timor-Leste"),
            ("MMR", "Myanmar"),
            ("BRN", "Brunei Darussalam"),
            ("GNB", "Guinea-Bissau"),
            ("KAZ", "kazakhstan"),
        ] {
            if !Party::new(code, "").is_called(name) || !Party::new(name, "").is_called(code) {
                not.push((code, name));
            }
        }
        assert_eq!(not, []);
        for (code, other) in [
            ("PRK", "Republic of Korea"),
            ("KOR", "Korea"),
            ("COD", "Congo"),
            ("GIN", "Guinea-Bissau"),
            ("GNQ", "Guinea"),
            ("NER", "Nigeria"),
            ("USA", "United"),
            ("DMA", "Dominican Republic"),
        ] {
            assert!(!Party::new(code, "").is_called(other), "{code}: {other}");
        }
    }

    #[test]
    fn who_is_no_state_is_known_by_what_it_is_called() {
        // A group that has the letters of a State is not that State.
        let group = Party::new("GEO", "Group of Eastern Oceans");
        assert!(group.is_called("geo") && group.is_called("Group of eastern oceans"));
        assert!(!group.is_called("Georgia"));
        let mut observer = Party::new("HOS", "Holy See");
        observer.call("教廷");
        assert!(observer.is_called("教廷") && observer.is_called("Holy See"));
        assert!(!observer.is_called(""));
        let mut russia = Party::new("RF", "Russian Federation");
        russia.call("Российская Федерация");
        assert!(russia.is_called("РОССИЙСКАЯ ФЕДЕРАЦИЯ") && russia.is_called("RUS"));
    }
}
