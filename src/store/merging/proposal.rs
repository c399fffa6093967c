//! A proposal that both sides wrote to: what it wants of which words is [`joined()`], all else is merged key by key.
//! Start at [`Aside::proposal`].

use super::Aside;
use crate::edit::proposal::{codes, joined};
use crate::model::Proposal;
use crate::store::schema::proposals::{pairs, value};
use crate::store::yaml::Value;

/// Keys that [`joined`] settles together: what a proposal wants, of which words, and what became of it.
const TOGETHER: [&str; 12] = [
    "kind", "status", "on", "base", "new", "role", "level", "label", "after", "split", "with",
    "text",
];

impl Aside {
    /// A proposal by both sides. What both changed in different ways stays as ours has it.
    pub(super) fn proposal(
        &mut self,
        was: Option<&Proposal>,
        own: &Proposal,
        other: &Proposal,
    ) -> Proposal {
        let by = own.proposers();
        let Some(was) = was else {
            if own != other {
                self.keep(&format!("the proposal of {by}"), Some(value(other)));
            }
            return own.clone();
        };
        let place = |key: &str| format!("{key} of the proposal of {by}");
        let said = |p: &Proposal, key: &str| {
            let found = pairs(p).into_iter().find(|(name, _)| *name == key);
            found.and_then(|(_, value)| value)
        };
        let aside = |key: &str| said(other, key).map(|said| Value::Map(vec![(key.into(), said)]));
        let mut merged = joined(was, own, other).unwrap_or_else(|| {
            for key in TOGETHER {
                let theirs = said(other, key);
                if theirs != said(own, key) && theirs != said(was, key) {
                    self.keep(&place(key), aside(key));
                }
            }
            own.clone()
        });
        merged.by = codes(&was.by, &own.by, &other.by);
        merged.supporters = codes(&was.supporters, &own.supporters, &other.supporters);
        merged.opposers = codes(&was.opposers, &own.opposers, &other.opposers);
        merged.sources.clone_from(&own.sources);
        crate::model::Source::add(&mut merged.sources, &other.sources);
        macro_rules! take {
            ($($field:ident),*) => {$(
                merged.$field = own.$field.clone();
                if other.$field != was.$field && other.$field != own.$field {
                    if own.$field == was.$field {
                        merged.$field = other.$field.clone();
                    } else {
                        let key = stringify!($field);
                        self.keep(&place(key), aside(key));
                    }
                }
            )*};
        }
        take!(reason, at, amends, part_of);
        merged
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sketch::proposal;

    #[test]
    fn what_both_say_otherwise_is_kept_aside_with_whose_it_is() {
        let was = proposal("Urges all.", "Urges most.");
        let (own, other) = (
            proposal("Urges all.", "Urges some."),
            proposal("Urges all.", "Urges few."),
        );
        let mut aside = Aside::default();
        assert_eq!(aside.proposal(Some(&was), &own, &other), own);
        let file = aside.file(String::new());
        assert_eq!(file.disputes, ["text of the proposal of KAZ"]);
        assert!(file.text.contains("Urges few."), "{}", file.text);
    }
}
