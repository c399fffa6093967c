//! What is put behind a number so that others keep theirs: `bis`, `ter` … `decies` for what comes after it, `alt` for its
//! rival, `pre` for what comes before it. Where to start: [`Addition`].
//!
//! Source: United Nations Editorial Manual, *Paragraphs and subparagraphs*; the debates of the Commission on Narcotic
//! Drugs (`OP6alt`), the drafts of the Paris Agreement (`3.3bis Alt`).

use std::fmt;

/// An addition to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Addition {
    /// Comes before the number: `1 pre`.
    Pre,
    /// A rival of it: `5 alt`, the second `5 alt 2`.
    Alt(u8),
    /// Comes after it: 2 is `bis`, 3 `ter`, … 10 `decies`.
    Latin(u8),
}

/// The Latin order from the second on.
const LATIN: [&str; 9] = [
    "bis",
    "ter",
    "quater",
    "quinquies",
    "sexies",
    "septies",
    "octies",
    "novies",
    "decies",
];

/// Other spellings, folded: misspellings that are common, and what the other languages write.
const OTHERS: [(&str, Addition); 15] = [
    ("quinqiues", Addition::Latin(5)),
    ("quinquiens", Addition::Latin(5)),
    ("бис", Addition::Latin(2)),
    ("тер", Addition::Latin(3)),
    ("кватер", Addition::Latin(4)),
    ("之二", Addition::Latin(2)),
    ("之三", Addition::Latin(3)),
    ("之四", Addition::Latin(4)),
    ("مكررا", Addition::Latin(2)),
    ("مكرر", Addition::Latin(2)),
    ("альт", Addition::Alt(1)),
    ("备选", Addition::Alt(1)),
    ("備選", Addition::Alt(1)),
    ("بديل", Addition::Alt(1)),
    ("ante", Addition::Pre),
];

impl Addition {
    /// The addition of that word; case does not count.
    pub fn of(word: &str) -> Option<Self> {
        let folded = crate::text::fold(word);
        if let Some(at) = LATIN.iter().position(|latin| *latin == folded) {
            return Some(Self::Latin(at as u8 + 2));
        }
        match folded.as_str() {
            "alt" => Some(Self::Alt(1)),
            "pre" => Some(Self::Pre),
            _ => OTHERS
                .iter()
                .find(|(other, _)| crate::text::fold(other) == folded)
                .map(|(_, addition)| *addition),
        }
    }

    /// An addition that is written onto its number without a space, at the start, and what follows it.
    pub(crate) fn glued(text: &str) -> Option<(Self, &str)> {
        ["之二", "之三", "之四", "备选", "備選"]
            .into_iter()
            .find_map(|word| {
                let rest = text.strip_prefix(word)?;
                Some((Self::of(word)?, rest))
            })
    }

    /// The one behind it: `ter` behind `bis`. None behind the last.
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Latin(n) if n < 10 => Some(Self::Latin(n + 1)),
            Self::Alt(n) => n.checked_add(1).map(Self::Alt),
            _ => None,
        }
    }

    /// Whether it marks a rival.
    pub fn is_rival(self) -> bool {
        matches!(self, Self::Alt(_))
    }

    /// Its place: before the bare number (which is 0), among its rivals, behind them.
    pub(crate) fn rank(self) -> i32 {
        match self {
            Self::Pre => -1,
            Self::Alt(n) => i32::from(n),
            Self::Latin(n) => 1000 + i32::from(n),
        }
    }
}

impl fmt::Display for Addition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pre => f.write_str("pre"),
            Self::Alt(0 | 1) => f.write_str("alt"),
            Self::Alt(n) => write!(f, "alt {n}"),
            Self::Latin(n) => {
                let at = usize::from(*n).wrapping_sub(2);
                f.write_str(LATIN.get(at).copied().unwrap_or("bis"))
            }
        }
    }
}
