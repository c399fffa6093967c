//! What people call a paragraph: `5`, `5 bis`, `OP5 alt`, `(a)`. Frozen while negotiations last.

use std::fmt;
use std::sync::Arc;

/// A label as written. Two labels that a person would read as the same match ([`Label::matches`]).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Label(Arc<str>);

impl Label {
    /// A label from what was typed; `None` when nothing but white space is left.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then(|| Self(text.into()))
    }

    /// The label as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a person asking for `query` means this label: case, spaces, a final full stop and the
    /// prefixes OP and PP do not count.
    pub fn matches(&self, query: &str) -> bool {
        let key = key(query);
        !key.is_empty() && key == self::key(&self.0)
    }
}

/// The letters and digits of a label that make it what it is.
pub(crate) fn key(label: &str) -> String {
    let mut key: String = label
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect();
    while key.ends_with('.') {
        key.pop();
    }
    for prefix in ["op", "pp"] {
        if let Some(rest) = key.strip_prefix(prefix)
            && rest.starts_with(|c: char| c.is_ascii_digit())
        {
            return rest.to_owned();
        }
    }
    key
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_match_as_people_say_them() {
        let label = Label::new(" 5  bis ").unwrap();
        assert_eq!(label.as_str(), "5 bis");
        for said in ["5 bis", "5bis", "OP5bis", "op 5 BIS", "5 bis."] {
            assert!(label.matches(said), "{said}");
        }
        for other in ["5", "bis", "", "OP", "15 bis"] {
            assert!(!label.matches(other), "{other}");
        }
        assert!(Label::new("(a)").unwrap().matches("(A)"));
        assert!(Label::new("  ").is_none());
    }
}
