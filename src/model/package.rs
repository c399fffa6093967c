//! Packages: paragraphs that are agreed together or not at all. “Nothing is agreed until everything is agreed” is a package
//! over all of them.

use std::sync::Arc;

use super::{Consensus, Id};

/// Paragraphs of which none is agreed for good before all are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// What people call it. No other package is called so; case does not count.
    pub name: Arc<str>,
    /// Its paragraphs, in the order of the file.
    pub paragraphs: Vec<Id>,
    /// What the bargain is, in words.
    pub note: Option<Arc<str>>,
}

impl Package {
    /// Whether that is what people call it.
    pub fn is_called(&self, said: &str) -> bool {
        self.name.trim().to_lowercase() == said.trim().to_lowercase()
    }
}

/// Where a package stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageStanding {
    /// What people call it.
    pub name: Arc<str>,
    /// Its paragraphs.
    pub paragraphs: Vec<Id>,
    /// Those of them that are not agreed on their words, or are not there.
    pub open: Vec<Id>,
}

impl PackageStanding {
    /// Whether all of it is agreed. It opens again when one of its paragraphs is reopened or gets other words.
    pub fn is_closed(&self) -> bool {
        self.open.is_empty()
    }
}

impl Consensus {
    /// The packages that a paragraph is in.
    pub fn packages_of(&self, id: Id) -> impl Iterator<Item = &PackageStanding> {
        self.packages
            .iter()
            .filter(move |package| package.paragraphs.contains(&id))
    }
}
