//! A document: one text in one language, whatever its part in the story. The draft, a version, a translation, a
//! precedent and an imported file are all this.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::bracket::Take;
use super::{Ballot, Footing, Id, Label, Moment, Paragraph, Part, VersionLabel, bracket};
use crate::text::{Digest, Language};

/// A bracket that opens in one paragraph and closes in another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpanBracket {
    /// The first paragraph in it.
    pub from: Id,
    /// The last paragraph in it.
    pub to: Id,
    /// Who holds it, as written: `KAZ; UZB delete`.
    pub marks: Arc<str>,
    /// What the chair would take of it.
    pub chair: Option<Take>,
}

impl SpanBracket {
    /// The paragraphs of a document that it stands around; `None` where one of its ends is not there.
    pub fn inside<'d>(&self, document: &'d Document) -> Option<&'d [Arc<Paragraph>]> {
        let (from, to) = (document.index_of(self.from)?, document.index_of(self.to)?);
        document.paragraphs.get(from.min(to)..=from.max(to))
    }

    /// It around those of its paragraphs that stand: one that loses its first or last begins with the next one in it, or
    /// ends with the one before; `None` when it loses all.
    pub fn around(&self, inside: &[Arc<Paragraph>], stands: impl Fn(&Id) -> bool) -> Option<Self> {
        let mut left = inside.iter().map(|p| p.id).filter(stands);
        let from = left.next()?;
        Some(Self {
            from,
            to: left.next_back().unwrap_or(from),
            ..self.clone()
        })
    }
}

/// One act of numbering anew, with every label that it changed: by it an old label can be found again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renumbered {
    /// When.
    pub at: Option<Moment>,
    /// Who did it.
    pub by: Option<Arc<str>>,
    /// What changed, in the order of the text.
    pub labels: Vec<Relabelled>,
}

/// A paragraph that got another label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relabelled {
    /// Which.
    pub id: Id,
    /// The label it had.
    pub from: Option<Label>,
    /// The label it got.
    pub to: Option<Label>,
}

/// A paragraph that was taken out and can be put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deleted {
    /// The paragraph.
    pub paragraph: Arc<Paragraph>,
    /// The paragraph it stood after; none at the start.
    pub after: Option<Id>,
}

/// What stands in the head of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its language.
    pub language: Language,
    /// Its title.
    pub title: Arc<str>,
    /// Of a precedent: its symbol.
    pub symbol: Option<Arc<str>>,
    /// Of a precedent: the day of adoption, `2010-06-24`.
    pub date: Option<Arc<str>>,
    /// Of a precedent: who adopted it.
    pub organ: Option<Arc<str>>,
    /// Of a precedent: how it was adopted, `consensus` or `vote`.
    pub adopted: Option<Arc<str>>,
    /// Of a precedent: who voted how, by code or name, in the order of the file.
    pub votes: Vec<(Arc<str>, Ballot)>,
    /// Of a precedent: who sponsored it, by code or name.
    pub sponsors: Vec<Arc<str>>,
    /// Of a version: its label.
    pub version: Option<VersionLabel>,
    /// Of a version: when it was frozen.
    pub frozen: Option<Moment>,
    /// Brackets over several paragraphs.
    pub brackets: Vec<SpanBracket>,
    /// Of the original: how its labels were numbered anew, oldest first.
    pub renumbered: Vec<Renumbered>,
}

impl Head {
    /// A head with language and title alone.
    pub fn new(language: Language, title: &str) -> Self {
        Self {
            language,
            title: title.into(),
            symbol: None,
            date: None,
            organ: None,
            adopted: None,
            votes: Vec::new(),
            sponsors: Vec::new(),
            version: None,
            frozen: None,
            brackets: Vec::new(),
            renumbered: Vec::new(),
        }
    }
}

/// A text in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What stands above the paragraphs.
    pub head: Head,
    /// The paragraphs, in order. Their ids differ.
    pub paragraphs: Vec<Arc<Paragraph>>,
    /// What was taken out, ordered by id.
    pub deleted: Vec<Deleted>,
}

impl Document {
    /// An empty document.
    pub fn new(head: Head) -> Self {
        Self {
            head,
            paragraphs: Vec::new(),
            deleted: Vec::new(),
        }
    }

    /// A paragraph that was taken out.
    pub fn deleted_of(&self, id: Id) -> Option<&Deleted> {
        self.deleted.iter().find(|d| d.paragraph.id == id)
    }

    /// Behind which of the paragraphs that stand a deleted one stood; none for the start. Where the one before it is gone
    /// as well, it is behind what that stood behind.
    pub fn stood_behind(&self, deleted: &Deleted, stands: impl Fn(Id) -> bool) -> Option<Id> {
        let mut behind = deleted.after;
        // Files of others may say in a circle what stood behind what.
        for _ in 0..=self.deleted.len() {
            match behind {
                Some(gone) if !stands(gone) => {
                    behind = self.deleted_of(gone).and_then(|d| d.after);
                }
                found => return found,
            }
        }
        None
    }

    /// Where a paragraph stands, counted from 0.
    pub fn index_of(&self, id: Id) -> Option<usize> {
        self.paragraphs.iter().position(|p| p.id == id)
    }

    /// The paragraph of that id.
    pub fn get(&self, id: Id) -> Option<&Arc<Paragraph>> {
        self.paragraphs.iter().find(|p| p.id == id)
    }

    /// Every id with its place, for many look-ups.
    pub fn places(&self) -> HashMap<Id, usize> {
        self.paragraphs
            .iter()
            .enumerate()
            .map(|(at, p)| (p.id, at))
            .collect()
    }

    /// The parts with the place of their first paragraph, in order.
    pub fn parts(&self) -> impl Iterator<Item = (usize, &Part)> {
        self.paragraphs
            .iter()
            .enumerate()
            .filter_map(|(at, p)| Some((at, p.part.as_ref()?)))
    }

    /// For each paragraph, whether consensus is counted on it: it is of the body, in a part that is negotiated.
    pub fn counted(&self) -> Vec<bool> {
        let mut negotiated = true;
        self.paragraphs
            .iter()
            .map(|p| {
                negotiated = p.part.as_ref().map_or(negotiated, |part| part.negotiated);
                negotiated && p.role.is_body()
            })
            .collect()
    }

    /// For each paragraph, the place of its chapeau, when it is an item under one: the nearest paragraph before it
    /// that stands one level higher and is no heading.
    pub fn chapeaux(&self) -> Vec<Option<usize>> {
        let mut open: Vec<usize> = Vec::new();
        let mut result = Vec::with_capacity(self.paragraphs.len());
        for (at, p) in self.paragraphs.iter().enumerate() {
            let depth = if p.role == super::Role::Item {
                usize::from(p.level.max(1))
            } else {
                0
            };
            open.truncate(depth);
            result.push(if depth > 0 {
                open.last().copied()
            } else {
                None
            });
            if p.role.is_body() {
                open.push(at);
            } else {
                open.clear();
            }
        }
        result
    }

    /// What a stance on the paragraph at a place is on: its words, and those of the chapeaux that it stands under.
    pub fn footing(&self, at: usize) -> Option<Footing> {
        let p = self.paragraphs.get(at)?;
        Some(self.footing_under(p, &self.over(at)))
    }

    /// That of every paragraph, in their order. Reads the document once, however long its lists are.
    pub fn footings(&self) -> Vec<Footing> {
        let above = self.chapeaux();
        let one = |(at, p): (usize, &Arc<Paragraph>)| {
            let next = |at: &usize| above.get(*at).copied().flatten();
            let mut over: Vec<usize> = std::iter::successors(next(&at), next).collect();
            over.reverse();
            self.footing_under(p, &over)
        };
        self.paragraphs.iter().enumerate().map(one).collect()
    }

    /// What a stance on a paragraph is on, with the places of its chapeaux, outermost first.
    fn footing_under(&self, p: &Paragraph, over: &[usize]) -> Footing {
        let words = |at: &usize| self.paragraphs.get(*at);
        let chapeau = match over {
            [] => None,
            [one] => words(one).map(|p| p.digest()),
            several => {
                let words: Vec<&str> = several.iter().filter_map(words).map(|p| p.text()).collect();
                Some(Digest::of(&words.join("\n")))
            }
        };
        Footing {
            words: p.digest(),
            chapeau,
        }
    }

    /// The places of the items in the list under a paragraph, or of those behind an item in its list.
    pub fn under(&self, at: usize) -> std::ops::Range<usize> {
        let behind = self.paragraphs.get(at + 1..).unwrap_or_default().iter();
        let items = behind.take_while(|p| p.role == super::Role::Item).count();
        at + 1..at + 1 + items
    }

    /// The chapeaux that a paragraph stands under, outermost first, as [`Self::chapeaux`] has them. Looks no farther than the
    /// list that it is in.
    pub fn over(&self, at: usize) -> Vec<usize> {
        let before = self.paragraphs.get(..=at).unwrap_or_default();
        if before.last().is_none_or(|p| p.role != super::Role::Item) {
            return Vec::new();
        }
        let items = before.iter().rev();
        let items = items.take_while(|p| p.role == super::Role::Item).count();
        let first = before.len() - items;
        let mut open: Vec<usize> = first
            .checked_sub(1)
            .filter(|head| before.get(*head).is_some_and(|p| p.role.is_body()))
            .into_iter()
            .collect();
        for (item, p) in before.iter().enumerate().skip(first) {
            open.truncate(usize::from(p.level.max(1)));
            if item < at {
                open.push(item);
            }
        }
        open
    }

    /// A digest of the whole text: of the id, role, level, label and digest of each paragraph, a line each.
    pub fn digest(&self) -> Digest {
        let mut lines = String::new();
        for p in &self.paragraphs {
            let label = p.label.as_ref().map_or("", |label| label.as_str());
            lines.push_str(p.id.as_str());
            for part in [
                p.role.word(),
                &p.level.to_string(),
                label,
                &p.digest().to_string(),
            ] {
                lines.push('\t');
                lines.push_str(part);
            }
            lines.push('\n');
        }
        Digest::of_bytes(lines.as_bytes())
    }

    /// How many brackets it has in which something is to be settled, those over several paragraphs included.
    pub fn brackets(&self) -> usize {
        self.paragraphs.iter().map(|p| p.brackets()).sum::<usize>() + self.spanning()
    }

    /// How many brackets and options stand over several paragraphs.
    pub fn spanning(&self) -> usize {
        self.stretches().len()
    }

    /// Brackets and options over several paragraphs.
    pub fn stretches(&self) -> bracket::Stretches {
        bracket::Stretches::of(self)
    }

    /// The paragraphs that stand in a bracket over several, or in one of several options.
    pub fn held(&self) -> HashSet<super::Id> {
        let held = self.stretches().held(self.paragraphs.len());
        let held = self.paragraphs.iter().zip(held).filter(|(_, held)| *held);
        held.map(|(p, _)| p.id).collect()
    }

    /// Whether a paragraph stands in a bracket over several, or in one of several options.
    pub fn is_held(&self, id: super::Id) -> bool {
        self.index_of(id)
            .is_some_and(|at| self.stretches().hold(at))
    }

    /// The brackets that open in the words of one paragraph and close in those of a later one, and those without a
    /// partner anywhere.
    pub fn spans(&self) -> bracket::Spans {
        bracket::spans(self.paragraphs.iter().map(|p| p.edges()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Role;

    fn document(rows: &[(Role, u8)]) -> Document {
        let mut document = Document::new(Head::new("en".parse().unwrap(), "T"));
        for (at, (role, level)) in rows.iter().enumerate() {
            let mut p = Paragraph::new(Id::from_random(at as u64), *role, "Words.");
            p.level = *level;
            document.paragraphs.push(Arc::new(p));
        }
        document
    }

    #[test]
    fn an_item_stands_under_the_nearest_paragraph_one_level_higher() {
        let doc = document(&[
            (Role::Operative, 0),
            (Role::Item, 1),
            (Role::Item, 2),
            (Role::Item, 1),
            (Role::Operative, 0),
            (Role::Heading, 0),
            (Role::Item, 1),
        ]);
        assert_eq!(
            doc.chapeaux(),
            [None, Some(0), Some(1), Some(0), None, None, None]
        );
    }

    #[test]
    fn what_an_item_is_on_is_its_chapeaux_too() {
        let mut doc = document(&[
            (Role::Operative, 0),
            (Role::Item, 1),
            (Role::Item, 2),
            (Role::Item, 3),
            (Role::Item, 1),
            (Role::Operative, 0),
            (Role::Item, 3),
            (Role::Item, 2),
            (Role::Heading, 0),
            (Role::Item, 1),
        ]);
        for at in 0..doc.paragraphs.len() {
            let words = format!("Words {at}.");
            doc.paragraphs[at] = Arc::new(doc.paragraphs[at].with_text(&words));
        }
        let chapeaux = doc.chapeaux();
        for at in 0..doc.paragraphs.len() {
            let mut chain: Vec<usize> = Vec::new();
            let mut next = chapeaux[at];
            while let Some(above) = next {
                chain.insert(0, above);
                next = chapeaux[above];
            }
            assert_eq!(doc.over(at), chain, "{at}");
        }
        for (at, footing) in doc.footings().into_iter().enumerate() {
            assert_eq!(doc.footing(at), Some(footing), "{at}");
        }
        let chapeau = |at: usize| doc.footing(at).unwrap().chapeau;
        assert_eq!(chapeau(0), None);
        assert_eq!(chapeau(1), Some(doc.paragraphs[0].digest()));
        assert_eq!(chapeau(2), Some(Digest::of("Words 0. Words 1.")));
        assert_eq!(chapeau(4), Some(doc.paragraphs[0].digest()));
        assert_eq!(chapeau(9), None);
        assert!(doc.footing(10).is_none());
    }

    #[test]
    fn only_the_body_of_negotiated_parts_counts() {
        let mut doc = document(&[
            (Role::Title, 0),
            (Role::Paragraph, 0),
            (Role::Title, 0),
            (Role::Paragraph, 0),
        ]);
        let part = |negotiated| Part {
            kind: "annex".into(),
            label: None,
            original: None,
            negotiated,
        };
        Arc::make_mut(&mut doc.paragraphs[0]).part = Some(part(false));
        Arc::make_mut(&mut doc.paragraphs[2]).part = Some(part(true));
        assert_eq!(doc.counted(), [false, false, false, true]);
    }
}
