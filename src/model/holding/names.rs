//! Names of delegations and groups, to be looked up often.

use std::collections::HashMap;

use crate::model::bracket::looks_like_code;
use crate::model::{Code, Header};

/// Every code and name in lower case, with whose it is. Finds what [`Header::find_party`] finds.
pub(super) struct Parties(HashMap<String, Code>);

impl Parties {
    pub(super) fn of(header: &Header) -> Self {
        let mut names = HashMap::with_capacity(header.delegations.len() * 3);
        let mut add = |name: &str, code| {
            names.entry(name.to_lowercase()).or_insert(code);
        };
        for delegation in &header.delegations {
            add(delegation.code.as_str(), delegation.code);
            add(&delegation.name, delegation.code);
            for name in delegation.names.values() {
                add(name, delegation.code);
            }
        }
        for group in &header.groups {
            add(group.code.as_str(), group.code);
            add(&group.name, group.code);
        }
        Self(names)
    }

    /// The delegation or group of that code or name.
    pub(super) fn find(&self, said: &str) -> Option<Code> {
        self.0.get(&said.trim().to_lowercase()).copied()
    }

    /// Whether something said in a bracket names one, or looks like a code.
    pub(super) fn may_name(&self, said: &str) -> bool {
        looks_like_code(said) || self.find(said).is_some()
    }
}
