//! What a change does to the values read from a file: the model that every result is compared with.

use serde_yaml::Value as Read;

use super::Value;

/// What a change does to the values read from the file.
pub(super) enum Change<'a> {
    Set {
        index: usize,
        key: &'a str,
        value: Option<&'a Value>,
    },
    Insert {
        at: usize,
        item: &'a Value,
    },
    Remove {
        at: usize,
    },
    Move {
        from: usize,
        to: usize,
    },
}

impl Change<'_> {
    /// Does it to the items from number `first` on; `false` if that cannot be.
    pub(super) fn apply(&self, items: &mut Vec<Read>, first: usize) -> bool {
        let local = |index: usize| index.checked_sub(first);
        match self {
            Self::Set { index, key, value } => {
                let item = local(*index).and_then(|index| items.get_mut(index));
                item.is_some_and(|item| set_read(item, &[key], *value))
            }
            Self::Insert { at, item } => match local(*at).filter(|at| *at <= items.len()) {
                Some(at) => {
                    items.insert(at, item.to_serde());
                    true
                }
                None => false,
            },
            Self::Remove { at } => match local(*at).filter(|at| *at < items.len()) {
                Some(at) => {
                    items.remove(at);
                    true
                }
                None => false,
            },
            Self::Move { from, to } => match (local(*from), local(*to)) {
                (Some(from), Some(to)) if from < items.len() && to < items.len() => {
                    let item = items.remove(from);
                    items.insert(to, item);
                    true
                }
                _ => false,
            },
        }
    }

    /// Does it to the whole file.
    pub(super) fn apply_whole(&self, root: &mut Read, list: &str) -> bool {
        if root.is_null() {
            *root = Read::Mapping(serde_yaml::Mapping::new());
        }
        let Read::Mapping(map) = root else {
            return false;
        };
        let value = map
            .entry(Read::String(list.to_owned()))
            .or_insert(Read::Null);
        if value.is_null() {
            *value = Read::Sequence(Vec::new());
        }
        value
            .as_sequence_mut()
            .is_some_and(|items| self.apply(items, 0))
    }
}

/// Sets or removes a value under nested keys.
pub(super) fn set_read(at: &mut Read, path: &[&str], value: Option<&Value>) -> bool {
    let Some((key, deeper)) = path.split_first() else {
        return false;
    };
    if at.is_null() || at.as_sequence().is_some_and(Vec::is_empty) {
        *at = Read::Mapping(serde_yaml::Mapping::new());
    }
    let Read::Mapping(map) = at else { return false };
    match value {
        _ if !deeper.is_empty() => {
            let below = map
                .entry(Read::String((*key).to_owned()))
                .or_insert(Read::Null);
            set_read(below, deeper, value)
        }
        Some(value) => {
            map.insert(Read::String((*key).to_owned()), value.to_serde());
            true
        }
        None => map.shift_remove(*key).is_some(),
    }
}
