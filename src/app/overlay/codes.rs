//! Delegations with a letter each: one key names one.

use std::collections::BTreeSet;

use super::Overlay;
use crate::app::{App, Effect};
use crate::model::{Code, Id, Workspace};

/// Delegations with a letter each.
#[derive(Debug, Clone)]
pub struct Codes {
    /// What is asked.
    pub title: String,
    /// Letter, code, and the stance that is recorded now.
    pub rows: Vec<(char, Code, String)>,
    paragraph: Id,
    word: &'static str,
}

impl Codes {
    /// The list, if there are letters for all.
    pub(in crate::app) fn new(
        title: String,
        codes: &[Code],
        workspace: &Workspace,
        paragraph: Id,
        word: &'static str,
    ) -> Option<Self> {
        let letters = letters(codes)?;
        let p = workspace.original().and_then(|d| d.get(paragraph));
        let now = |code: Code| {
            let standing = p.and_then(|p| workspace.standing(code, p));
            standing.map_or(String::new(), |s| {
                let stale = if s.stale { "~" } else { "" };
                format!("{stale}{}", s.position.stance.word().replace('_', " "))
            })
        };
        let rows = letters.into_iter().zip(codes);
        Some(Self {
            title,
            rows: rows
                .map(|(letter, code)| (letter, *code, now(*code)))
                .collect(),
            paragraph,
            word,
        })
    }
}

/// A letter for each code: its first that is free, of its own letters before all others; none if there are more codes
/// than letters and digits.
fn letters(codes: &[Code]) -> Option<Vec<char>> {
    let mut taken: BTreeSet<char> = BTreeSet::new();
    let mut result = Vec::with_capacity(codes.len());
    for code in codes {
        let own = code.as_str().chars().map(|c| c.to_ascii_lowercase());
        let rest = ('a'..='z').chain('0'..='9').chain('A'..='Z');
        let mut all = own.chain(rest).filter(char::is_ascii_alphanumeric);
        let letter = all.find(|letter| !taken.contains(letter))?;
        taken.insert(letter);
        result.push(letter);
    }
    Some(result)
}

impl App {
    pub(in crate::app) fn open_codes(&mut self, codes: Codes) {
        self.overlays.push(Overlay::Codes(codes));
    }

    /// A letter was pressed: whose it is says what was asked.
    pub(super) fn press_codes(&mut self, letter: char) -> Vec<Effect> {
        let Some(Overlay::Codes(codes)) = self.overlays.last() else {
            return Vec::new();
        };
        let Some((_, code, _)) = codes.rows.iter().find(|(of, _, _)| *of == letter) else {
            return Vec::new();
        };
        let (paragraph, code, word) = (codes.paragraph, *code, codes.word);
        self.overlays.pop();
        self.code_said(paragraph, code, word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_delegation_has_a_letter_of_its_own_and_of_its_code_where_that_is_free() {
        let codes = |all: &str| -> Vec<Code> {
            all.split_whitespace().map(|c| c.parse().unwrap()).collect()
        };
        let found = letters(&codes("AZE IRN KAZ KGZ RUS TJK TKM UZB")).unwrap();
        assert_eq!(found.into_iter().collect::<String>(), "aikgrtmu");
        let many: Vec<Code> = (0..62).map(|n| format!("Q{n}").parse().unwrap()).collect();
        let all: BTreeSet<char> = letters(&many).unwrap().into_iter().collect();
        assert_eq!(all.len(), 62);
        let more: Vec<Code> = (0..63).map(|n| format!("Q{n}").parse().unwrap()).collect();
        assert!(letters(&more).is_none());
    }
}
