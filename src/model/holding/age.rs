//! Since when a bracket is there: brackets known again from one text to the next.
//!
//! A bracket has no name of its own. Between two texts it is the same when it stands in the same paragraph and says the same,
//! or says something like it, or stands between the same words. Each bracket is matched with at most one of the text before;
//! the likest pairs are taken first. So one that was reworded from version to version keeps its age, one that was settled
//! and came back begins anew.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::sums::ByVersion;
use super::{Holding, Parties};
use crate::model::bracket::{Bracket, BracketKind, parse};
use crate::model::{Document, Id, Paragraph, Workspace};
use crate::text::{Digest, fold, words};

/// How old a bracket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Age {
    /// The text in which it is found first, by its place among the versions and the draft behind them.
    pub since: usize,
    /// Versions in which it was, without a break, up to the draft.
    pub versions: usize,
}

/// Which paragraphs of an older text became a paragraph of a newer one, by its id.
pub type Kin = HashMap<Id, Vec<Id>>;

/// Finds out what became of paragraphs from the first text to the second where their ids do not say it.
pub type Kinship = fn(&Document, &Document) -> Kin;

/// The brackets of one paragraph of a text.
struct Group<'d> {
    paragraph: &'d Paragraph,
    /// Which of the brackets of the text they are. Those over several paragraphs come first.
    slots: Range<usize>,
    /// The last paragraphs of those over several.
    over: Vec<Id>,
    digest: Digest,
    /// What each of the others is known by; read when it is asked for.
    known: OnceCell<Vec<Known>>,
}

/// What a bracket is known by.
struct Known {
    kind: BracketKind,
    /// Its wordings, in the form for comparing.
    wordings: Vec<String>,
    /// How often each of its words stands in it.
    terms: HashMap<String, usize>,
    /// The words before and behind it.
    beside: [Option<String>; 2],
}

/// The brackets of one text, by the paragraph they open in.
struct Text<'d> {
    document: &'d Document,
    ages: Vec<Age>,
    of: HashMap<Id, Group<'d>>,
}

/// Gives each bracket of the draft its age. Gives the versions and the draft with how many brackets came and went.
pub(super) fn follow(
    workspace: &Workspace,
    draft: &Document,
    brackets: &mut [Holding],
    kin: Kinship,
) -> Vec<ByVersion> {
    let original = workspace.header.original;
    let parties = Parties::of(&workspace.header);
    let reading = Reading {
        parties: &parties,
        kin,
    };
    let versions = workspace.versions.iter();
    let versions = versions.filter_map(|v| Some((v, v.documents.get(&original)?)));
    let mut rows: Vec<ByVersion> = Vec::new();
    let mut before: Option<Text<'_>> = None;
    for (version, document) in versions {
        let (text, row) = reading.step(before.as_ref(), document, rows.len());
        rows.push(ByVersion {
            label: Some(version.label),
            frozen: version.frozen,
            ..row
        });
        before = Some(text);
    }
    let (text, row) = reading.step(before.as_ref(), draft, rows.len());
    rows.push(row);
    for (holding, age) in brackets.iter_mut().zip(text.ages) {
        holding.age = age;
    }
    rows
}

/// How texts are read and paragraphs found again.
struct Reading<'a> {
    parties: &'a Parties,
    kin: Kinship,
}

impl Reading<'_> {
    /// The brackets of the next text, each with its age, and the row of that text.
    fn step<'d>(
        &self,
        before: Option<&Text<'_>>,
        document: &'d Document,
        at: usize,
    ) -> (Text<'d>, ByVersion) {
        let mut text = Text::of(document);
        let found = before.map_or_else(Vec::new, |before| self.matches(before, &text));
        for age in &mut text.ages {
            age.since = at;
        }
        let kept = found.len();
        for (old, new) in found {
            let age = before.and_then(|b| b.ages.get(old));
            if let (Some(old), Some(age)) = (age, text.ages.get_mut(new)) {
                *age = Age {
                    since: old.since,
                    versions: old.versions + 1,
                };
            }
        }
        let row = ByVersion {
            label: None,
            frozen: None,
            brackets: text.ages.len(),
            opened: text.ages.len() - kept,
            settled: before.map_or(0, |b| b.ages.len()) - kept,
        };
        (text, row)
    }

    /// Which bracket of a text is which of a newer one.
    fn matches(&self, older: &Text<'_>, newer: &Text<'_>) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut taken: HashSet<usize> = HashSet::new();
        let mut left: Vec<(&Group<'_>, usize)> = Vec::new();
        for (id, there) in &newer.of {
            let pairs = older.of.get(id).map_or_else(Vec::new, |here| {
                if here.digest == there.digest && here.over == there.over {
                    return here.slots.clone().zip(there.slots.clone()).collect();
                }
                best(self.pairs(here, there, there.slots.clone()))
            });
            let known: HashSet<usize> = pairs.iter().map(|(_, new)| *new).collect();
            let others = there.slots.clone().filter(|new| !known.contains(new));
            left.extend(others.map(|new| (there, new)));
            taken.extend(pairs.iter().map(|(old, _)| *old));
            found.extend(pairs);
        }
        // Some came in, and others went: a paragraph may have been split, merged, or have got another id.
        if left.is_empty() || taken.len() == older.ages.len() {
            return found;
        }
        let kin = (self.kin)(older.document, newer.document);
        let mut pairs = Vec::new();
        for (there, new) in left {
            let olders = kin.get(&there.paragraph.id).into_iter().flatten();
            for here in olders.filter_map(|id| older.of.get(id)) {
                let others = self.pairs(here, there, new..new + 1);
                pairs.extend(others.into_iter().filter(|pair| !taken.contains(&pair.2)));
            }
        }
        found.extend(best(pairs));
        found
    }

    /// What may be the same among the brackets of two paragraphs, of the newer one only those.
    fn pairs(&self, here: &Group<'_>, there: &Group<'_>, news: Range<usize>) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for new in news {
            let nth = new - there.slots.start;
            for old in here.slots.clone() {
                let apart = nth.abs_diff(old - here.slots.start);
                if apart > FAR {
                    continue;
                }
                let likeness = match (here.over_of(old), there.over_of(new)) {
                    (None, None) => self.likeness((here, old), (there, new)),
                    (a, b) => (a == b).then_some(OVER),
                };
                pairs.extend(likeness.map(|likeness| (likeness, apart, old, new)));
            }
        }
        pairs
    }

    fn likeness(
        &self,
        (here, old): (&Group<'_>, usize),
        (there, new): (&Group<'_>, usize),
    ) -> Option<u32> {
        here.known(old, self.parties)?
            .likeness(there.known(new, self.parties)?)
    }
}

impl<'d> Text<'d> {
    fn of(document: &'d Document) -> Self {
        let mut over: HashMap<usize, Vec<Id>> = HashMap::new();
        for (from, to) in document.stretches().iter() {
            if let Some(last) = document.paragraphs.get(to) {
                over.entry(from).or_default().push(last.id);
            }
        }
        let mut of = HashMap::new();
        let mut many = 0;
        for (at, (p, counted)) in document
            .paragraphs
            .iter()
            .zip(document.counted())
            .enumerate()
        {
            let over = over.remove(&at).unwrap_or_default();
            let own = if counted { p.brackets() } else { 0 };
            let slots = many..many + over.len() + own;
            if slots.is_empty() {
                continue;
            }
            many = slots.end;
            let group = Group {
                paragraph: p,
                slots,
                over,
                digest: p.digest(),
                known: OnceCell::new(),
            };
            of.insert(p.id, group);
        }
        Self {
            document,
            ages: vec![Age::default(); many],
            of,
        }
    }
}

impl Group<'_> {
    /// The last paragraph of one over several.
    fn over_of(&self, slot: usize) -> Option<Id> {
        self.over.get(slot - self.slots.start).copied()
    }

    /// What one is known by.
    fn known(&self, slot: usize, parties: &Parties) -> Option<&Known> {
        let read = || {
            let text = self.paragraph.text();
            let read = parse(text, &|said| parties.may_name(said));
            let open = read.brackets().into_iter().filter(|b| b.kind.is_open());
            open.map(|bracket| Known::of(text, bracket)).collect()
        };
        let nth = slot.checked_sub(self.slots.start + self.over.len())?;
        self.known.get_or_init(read).get(nth)
    }
}

/// How like, how many brackets apart, which, and which.
type Pair = (u32, usize, usize, usize);

/// Pairs of which each bracket is in one at most, the likest first.
fn best(mut pairs: Vec<Pair>) -> Vec<(usize, usize)> {
    pairs.sort_unstable_by_key(|(likeness, apart, old, new)| {
        (std::cmp::Reverse(*likeness), *apart, *old, *new)
    });
    let (mut olds, mut news) = (HashSet::new(), HashSet::new());
    let mut found = Vec::new();
    for (_, _, old, new) in pairs {
        if !olds.contains(&old) && !news.contains(&new) {
            olds.insert(old);
            news.insert(new);
            found.push((old, new));
        }
    }
    found
}

/// From how much on two brackets may be the same by what they say, in hundredths.
const LIKE: u32 = 50;
/// What a word before or behind that both have adds to that.
const BESIDE: u32 = 30;
/// How like two are that span the same paragraphs.
const OVER: u32 = 400;
/// How many brackets apart in their paragraphs two may be: keeps a page of nothing but brackets from taking long.
const FAR: usize = 64;

impl Known {
    fn of(text: &str, bracket: &Bracket) -> Self {
        let said = super::wordings(text, bracket);
        let mut wordings: Vec<String> = said.iter().map(|w| fold(w)).collect();
        let mut terms: HashMap<String, usize> = HashMap::new();
        for wording in &wordings {
            for word in words(wording).filter(|w| is_word(w.text)) {
                *terms.entry(word.text.to_owned()).or_default() += 1;
            }
        }
        wordings.sort_unstable();
        Self {
            kind: bracket.kind,
            wordings,
            terms,
            beside: beside(text, &bracket.range),
        }
    }

    /// How like two brackets are; none when they cannot be the same.
    fn likeness(&self, other: &Self) -> Option<u32> {
        if self.kind != other.kind {
            return None;
        }
        let content = if self.wordings == other.wordings {
            200
        } else {
            self.shared_wordings(other).max(self.shared_terms(other))
        };
        let sides = self.beside.iter().zip(&other.beside);
        let place = sides.map(|(a, b)| u32::from(a == b) * BESIDE).sum::<u32>();
        // What says something else is the same only between the same words.
        let is_there = place == 2 * BESIDE && (content > 0 || self.is_short(other));
        (content >= LIKE || is_there).then_some(content + place)
    }

    /// Whether there is too little in both to tell by words: `[shall]` that became `[should]`.
    fn is_short(&self, other: &Self) -> bool {
        self.terms.len() <= 2 && other.terms.len() <= 2
    }

    /// The part of the wordings that both have, in hundredths.
    fn shared_wordings(&self, other: &Self) -> u32 {
        let both = self.wordings.iter().filter(|w| other.wordings.contains(w));
        let all = self.wordings.len().max(other.wordings.len()).max(1);
        (both.count() * 100 / all) as u32
    }

    /// The part of the words that both have (Dice), in hundredths.
    fn shared_terms(&self, other: &Self) -> u32 {
        let many = |known: &Self| known.terms.values().sum::<usize>();
        let shared = self.terms.iter();
        let shared = shared.map(|(word, count)| *other.terms.get(word).unwrap_or(&0).min(count));
        (200 * shared.sum::<usize>() / (many(self) + many(other)).max(1)) as u32
    }
}

fn is_word(piece: &str) -> bool {
    piece.chars().any(char::is_alphanumeric)
}

/// The word before a bracket and the one behind it.
fn beside(text: &str, range: &Range<usize>) -> [Option<String>; 2] {
    let before = text.get(..range.start).unwrap_or_default();
    // The last few words are enough to find one.
    let near = before.char_indices().rev().nth(80).map_or(0, |(at, _)| at);
    let before = words(before.get(near..).unwrap_or_default());
    let before = before.map(|w| w.text).filter(|w| is_word(w)).last();
    let behind = words(text.get(range.end..).unwrap_or_default());
    let behind = behind.map(|w| w.text).find(|w| is_word(w));
    [before, behind].map(|word| word.map(fold))
}
