//! What a file tells of its document beside the words: language, symbol, adoption, who accepted it. Start at [`Facts`].

use std::sync::Arc;

use crate::model::{Ballot, Head};
use crate::precedent::Party;
use crate::text::Language;

/// What a file says of its document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) title: Option<String>,
    pub(super) language: Option<Language>,
    pub(super) symbol: Option<Arc<str>>,
    /// The day of adoption, `2010-06-24`.
    pub(super) date: Option<Arc<str>>,
    pub(super) organ: Option<Arc<str>>,
    /// `consensus` or `vote`.
    pub(super) adopted: Option<Arc<str>>,
    /// Who voted how, by name.
    pub(super) votes: Vec<(Arc<str>, Ballot)>,
    /// Who sponsored it, by name.
    pub(super) sponsors: Vec<Arc<str>>,
}

impl Facts {
    /// Writes all but title and language into the head of a document.
    pub(super) fn tell(self, head: &mut Head) {
        head.symbol = self.symbol;
        head.date = self.date;
        head.organ = self.organ;
        head.adopted = self.adopted;
        head.votes = self.votes;
        head.sponsors = self.sponsors;
    }
}

/// The language of a code of two or three letters (ISO 639-1, 639-2, 639-3), region and script kept.
pub(super) fn language(code: &str) -> Option<Language> {
    const LONG: [(&str, &str); 10] = [
        ("eng", "en"),
        ("fra", "fr"),
        ("fre", "fr"),
        ("spa", "es"),
        ("rus", "ru"),
        ("ara", "ar"),
        ("zho", "zh"),
        ("chi", "zh"),
        ("deu", "de"),
        ("ger", "de"),
    ];
    let code = code.trim().to_ascii_lowercase();
    let (first, rest) = code.split_once('-').unwrap_or((&code, ""));
    let short = LONG.iter().find(|(long, _)| *long == first);
    let first = short.map_or(first, |(_, short)| short);
    let whole = format!("{first}-{rest}");
    whole.trim_end_matches('-').parse().ok()
}

/// The States that a list in words names, such as “Mexico and United Kingdom of Great Britain and Northern Ireland”. What
/// is no State (“report of the Secretary-General”) is passed over.
pub(super) fn states(list: &str) -> Vec<Arc<str>> {
    let is_state = |name: &str| Party::new(name, "").is_state();
    let mut found = Vec::new();
    for part in list.split([',', ';']) {
        // “and” joins States, and stands in the names of some: the longest name counts.
        let words = part.split(" and ").map(str::trim);
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let mut at = 0;
        while at < words.len() {
            let longest = (at + 1..=words.len()).rev().find_map(|end| {
                let name = words.get(at..end)?.join(" and ");
                is_state(&name).then_some((name, end))
            });
            match longest {
                Some((name, end)) => {
                    found.push(name.into());
                    at = end;
                }
                None => at += 1,
            }
        }
    }
    found
}

/// How a text was adopted: `vote` where votes are on record, `consensus` where the words say so.
pub(super) fn adopted(words: &str, voted: bool) -> Option<Arc<str>> {
    let words = words.to_lowercase();
    let agreed = ["without a vote", "consensus", "acclamation"];
    match (voted, agreed.iter().any(|said| words.contains(said))) {
        (true, _) => Some("vote".into()),
        (false, true) => Some("consensus".into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_found_in_a_list_whatever_their_names_hold() {
        for (list, expected) in [
            (
                "Mexico and United Kingdom of Great Britain and Northern Ireland",
                vec![
                    "Mexico",
                    "United Kingdom of Great Britain and Northern Ireland",
                ],
            ),
            (
                "Bosnia and Herzegovina, Trinidad and Tobago and Peru",
                vec!["Bosnia and Herzegovina", "Trinidad and Tobago", "Peru"],
            ),
            (
                "France, Greece, and Malta",
                vec!["France", "Greece", "Malta"],
            ),
            ("report of the Secretary-General", vec![]),
            ("", vec![]),
        ] {
            let found = states(list);
            assert_eq!(
                found.iter().map(|name| &**name).collect::<Vec<_>>(),
                expected,
                "{list}"
            );
        }
    }

    #[test]
    fn languages_have_two_letters_or_three() {
        for (code, expected) in [
            ("eng", Some("en")),
            ("zho", Some("zh")),
            ("fr", Some("fr")),
            ("ar-EG", Some("ar")),
            ("?", None),
        ] {
            let found = language(code);
            assert_eq!(
                found
                    .map(|language| language.primary().to_string())
                    .as_deref(),
                expected,
                "{code}"
            );
        }
    }

    #[test]
    fn a_vote_is_no_consensus_though_all_were_in_favour() {
        assert_eq!(
            adopted("Adopted unanimously, 9766th meeting", true).as_deref(),
            Some("vote")
        );
        assert_eq!(
            adopted("Adopted without a vote", false).as_deref(),
            Some("consensus")
        );
        assert_eq!(adopted("Adopted 13-0-2", false), None);
    }
}
