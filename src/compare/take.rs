//! Taking over into the draft what another text has: one change of words, a whole paragraph, a place, a label.
//!
//! Says what is to be done, and does nothing: whoever asks makes an [`crate::edit`] change of it. Only ever speaks of the
//! draft's side. Start at [`steps`], then [`Taker::take`].

use std::sync::Arc;

use super::older::texts_as_older;
use super::single::together;
use super::{Comparison, Kind, Op, Pair, Single, changes};
use crate::model::{Document, Id, Label, Paragraph};
use crate::text::Digest;

/// Which of the two documents is the draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mine {
    /// The first.
    Older,
    /// The second.
    Newer,
}

/// One thing in which a pair differs, to be taken or left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A run of words.
    Words(Single),
    /// The paragraph is on one side alone.
    Whole,
    /// It stands elsewhere.
    Place,
    /// It has another label.
    Label,
}

/// What taking comes to in the draft.
#[derive(Debug, Clone, PartialEq)]
pub enum Taken {
    /// Other words for a paragraph.
    Words {
        /// Which.
        paragraph: Id,
        /// The words.
        text: String,
        /// Digest of the words that they take the place of.
        base: Digest,
    },
    /// A paragraph that the draft does not have. It needs an id of its own.
    Add {
        /// Behind which; none for the start.
        after: Option<Id>,
        /// As the other text has it.
        paragraph: Arc<Paragraph>,
    },
    /// A paragraph that the draft once had comes back.
    Restore {
        /// Which.
        paragraph: Id,
    },
    /// A paragraph that the other text does not have.
    Delete {
        /// Which.
        paragraph: Id,
    },
    /// A paragraph stands where the other text has it.
    Move {
        /// Which.
        paragraph: Id,
        /// Behind which; none for the start.
        after: Option<Id>,
    },
    /// A paragraph is called as in the other text.
    Label {
        /// Which.
        paragraph: Id,
        /// Its label.
        label: Option<Label>,
    },
    /// A paragraph becomes two.
    Split {
        /// Which.
        paragraph: Id,
        /// Byte of its words at which the second begins.
        at: usize,
        /// Digest of the words.
        base: Digest,
    },
    /// A paragraph takes in the one behind it.
    Join {
        /// The first of the two.
        paragraph: Id,
    },
}

/// Takes from one side of a comparison into the other, which is the draft.
#[derive(Debug, Clone, Copy)]
pub struct Taker<'a> {
    /// The first document.
    pub a: &'a Document,
    /// The second document.
    pub b: &'a Document,
    /// What differs.
    pub comparison: &'a Comparison,
    /// Which of the two is the draft.
    pub mine: Mine,
}

/// A change goes over the edge of a paragraph in a way that only people can carry over.
const ACROSS: &str =
    "This change goes over the edge of a paragraph: split or join it in the draft.";
const GONE: &str = "There is nothing to take here.";

/// The things in which a pair differs, in the order in which a reader steps through them.
pub fn steps(pair: &Pair) -> Vec<Step> {
    if !pair.differs() {
        return Vec::new();
    }
    let mut steps = Vec::new();
    if matches!(pair.kind, Kind::Inserted | Kind::Deleted) {
        return vec![Step::Whole];
    }
    if pair.moved {
        steps.push(Step::Place);
    }
    if pair.relabelled.is_some() && pair.a.len() == pair.b.len() {
        steps.push(Step::Label);
    }
    if pair.kind != Kind::Unchanged {
        steps.extend(changes(&pair.edits).into_iter().map(Step::Words));
    }
    steps
}

/// Which other steps of a pair are taken with one, by their places among its [`steps`]: those with the other signs of its
/// brackets.
pub fn along(pair: &Pair, step: &Step) -> Vec<usize> {
    let Step::Words(single) = step else {
        return Vec::new();
    };
    let with = with(pair, single);
    let all = steps(pair);
    let other = |step: &Step| match step {
        Step::Words(other) => other != single && with.contains(other),
        _ => false,
    };
    (0..)
        .zip(&all)
        .filter(|(_, step)| other(step))
        .map(|(at, _)| at)
        .collect()
}

/// A change and those that are taken with it.
fn with(pair: &Pair, single: &Single) -> Vec<Single> {
    let all = changes(&pair.edits);
    let Some(number) = all.iter().position(|one| one == single) else {
        return vec![single.clone()];
    };
    let tied = together(&pair.edits, &all, number);
    tied.iter().filter_map(|at| all.get(*at).cloned()).collect()
}

impl Taker<'_> {
    /// What taking one step of a pair comes to.
    ///
    /// # Errors
    /// Why it cannot be taken, as a sentence.
    pub fn take(&self, pair: &Pair, step: &Step) -> Result<Taken, &'static str> {
        match step {
            Step::Words(single) => self.words(pair, single),
            Step::Whole => self.whole(pair),
            Step::Place => Ok(Taken::Move {
                paragraph: self.first(pair).ok_or(GONE)?.id,
                after: self.after(pair),
            }),
            Step::Label => {
                let (before, after) = pair.relabelled.clone().ok_or(GONE)?;
                Ok(Taken::Label {
                    paragraph: self.first(pair).ok_or(GONE)?.id,
                    label: match self.mine {
                        Mine::Older => after,
                        Mine::Newer => before,
                    },
                })
            }
        }
    }

    /// What taking all the words of a pair comes to, place and label apart.
    ///
    /// # Errors
    /// Why they cannot be taken, as a sentence.
    pub fn take_words(&self, pair: &Pair) -> Result<Taken, &'static str> {
        match (self.my_places(pair), self.their_places(pair)) {
            ([mine], [theirs]) => {
                let mine = self.my().paragraphs.get(*mine).ok_or(GONE)?;
                let theirs = self.their().paragraphs.get(*theirs).ok_or(GONE)?;
                Ok(Taken::Words {
                    paragraph: mine.id,
                    text: theirs.text().to_owned(),
                    base: mine.digest(),
                })
            }
            ([], _) | (_, []) => self.whole(pair),
            _ => Err(ACROSS),
        }
    }

    /// What the draft's side reads like with one change taken, and those with the other signs of its brackets, set against
    /// what it reads like now. Built from the edits, for they may pass over white space that differs.
    fn words(&self, pair: &Pair, single: &Single) -> Result<Taken, &'static str> {
        let kept = match self.mine {
            Mine::Older => Op::Delete,
            Mine::Newer => Op::Insert,
        };
        let with = with(pair, single);
        let (mut now, mut then) = (String::new(), String::new());
        for (at, edit) in pair.edits.iter().enumerate() {
            let is_mine = edit.op == Op::Equal || edit.op == kept;
            if is_mine {
                now.push_str(&edit.text);
            }
            let taken = with.iter().any(|one| one.edits.contains(&at));
            if edit.op == Op::Equal || (edit.op == kept) != taken {
                then.push_str(&edit.text);
            }
        }
        let places = self.my_places(pair);
        let paragraph = |nth: usize| {
            let at = *places.get(nth).ok_or(GONE)?;
            self.my().paragraphs.get(at).ok_or(GONE)
        };
        if places.len() == 1 && self.their_places(pair).len() == 1 {
            let mine = paragraph(0)?;
            if self.mine == Mine::Older && pair.reset {
                // What stayed is told as the other text sets it.
                then = own_setting(pair, mine.text(), &with).unwrap_or(then);
            }
            return Ok(set(mine, &then));
        }
        // The texts of several paragraphs stand in one row, with a line end between them.
        let before: Vec<&str> = now.split('\n').collect();
        let after: Vec<&str> = then.split('\n').collect();
        if before.len() != places.len() {
            return Err(ACROSS);
        }
        let differs = |(x, y): (&&str, &&str)| !same(x, y);
        if before.len() == after.len() {
            let mut changed = (0..before.len()).filter(|nth| {
                let both = before.get(*nth).zip(after.get(*nth));
                both.is_some_and(differs)
            });
            return match (changed.next(), changed.next()) {
                (Some(nth), None) => Ok(set(paragraph(nth)?, after.get(nth).ok_or(GONE)?)),
                _ => Err(ACROSS),
            };
        }
        // Where nothing but an edge comes or goes, a paragraph is split, or takes in the next.
        if !same(&before.concat(), &after.concat()) {
            return Err(ACROSS);
        }
        let first = before
            .iter()
            .zip(&after)
            .position(differs)
            .unwrap_or(before.len().min(after.len()).saturating_sub(1));
        let p = paragraph(first)?;
        if after.len() + 1 == before.len() {
            return Ok(Taken::Join { paragraph: p.id });
        }
        let second = after.get(first + 1).ok_or(GONE)?.trim_start();
        let at = p.text().rfind(second).filter(|_| !second.is_empty());
        match at {
            Some(at) if after.len() == before.len() + 1 => Ok(Taken::Split {
                paragraph: p.id,
                at,
                base: p.digest(),
            }),
            _ => Err(ACROSS),
        }
    }

    fn whole(&self, pair: &Pair) -> Result<Taken, &'static str> {
        if let Some(mine) = self.first(pair) {
            return Ok(Taken::Delete { paragraph: mine.id });
        }
        let at = *self.their_places(pair).first().ok_or(GONE)?;
        let theirs = self.their().paragraphs.get(at).ok_or(GONE)?;
        let is_deleted = |d: &crate::model::Deleted| d.paragraph.id == theirs.id;
        if self.my().deleted.iter().any(is_deleted) {
            return Ok(Taken::Restore {
                paragraph: theirs.id,
            });
        }
        Ok(Taken::Add {
            after: self.after(pair),
            paragraph: theirs.clone(),
        })
    }

    /// Behind which paragraph of the draft it stands in the other text: the nearest before it that the draft has.
    fn after(&self, pair: &Pair) -> Option<Id> {
        let at = *self.their_places(pair).first()?;
        (0..at).rev().find_map(|before| {
            let other = self
                .comparison
                .pairs
                .iter()
                .find(|other| self.their_places(other).contains(&before))?;
            let mine = *self.my_places(other).last()?;
            Some(self.my().paragraphs.get(mine)?.id)
        })
    }

    fn first(&self, pair: &Pair) -> Option<&Arc<Paragraph>> {
        self.my().paragraphs.get(*self.my_places(pair).first()?)
    }

    fn my(&self) -> &Document {
        match self.mine {
            Mine::Older => self.a,
            Mine::Newer => self.b,
        }
    }

    fn their(&self) -> &Document {
        match self.mine {
            Mine::Older => self.b,
            Mine::Newer => self.a,
        }
    }

    fn my_places<'p>(&self, pair: &'p Pair) -> &'p [usize] {
        match self.mine {
            Mine::Older => &pair.a,
            Mine::Newer => &pair.b,
        }
    }

    fn their_places<'p>(&self, pair: &'p Pair) -> &'p [usize] {
        match self.mine {
            Mine::Older => &pair.b,
            Mine::Newer => &pair.a,
        }
    }
}

/// What the older side reads like with some changes taken, and what stayed set as it was there: the words of the edits are
/// counted along its own. None when they do not fit.
fn own_setting(pair: &Pair, own: &str, with: &[Single]) -> Option<String> {
    let texts = texts_as_older(&pair.edits, own)?;
    let mut then = String::new();
    for (place, (edit, text)) in pair.edits.iter().zip(&texts).enumerate() {
        let taken = with.iter().any(|one| one.edits.contains(&place));
        let stands = match edit.op {
            Op::Equal => true,
            Op::Insert => taken,
            Op::Delete => !taken,
        };
        if stands {
            then.push_str(text);
        }
    }
    Some(then)
}

/// Other words for a paragraph.
fn set(p: &Paragraph, text: &str) -> Taken {
    Taken::Words {
        paragraph: p.id,
        text: text.trim().to_owned(),
        base: p.digest(),
    }
}

/// Whether two texts are the same but for white space.
fn same(a: &str, b: &str) -> bool {
    let marks = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    marks(a) == marks(b)
}

#[cfg(test)]
mod tests {
    use super::super::samples::document;
    use super::super::{Options, compare};
    use super::*;

    /// What taking every step of every pair that differs comes to, one after the other from the same texts.
    fn all(a: &Document, b: &Document, mine: Mine) -> Vec<Result<Taken, &'static str>> {
        let comparison = compare(a, b, Options::default());
        let taker = Taker {
            a,
            b,
            comparison: &comparison,
            mine,
        };
        let pairs = comparison.pairs.iter();
        pairs
            .flat_map(|pair| steps(pair).into_iter().map(|step| taker.take(pair, &step)))
            .collect()
    }

    fn changed() -> (Document, Document) {
        let a = document(&[
            "First one here.",
            "Parties shall report on their work of every year to all.",
        ]);
        let mut b = a.clone();
        let p =
            b.paragraphs[1].with_text("Parties should report on their work of each year to all.");
        b.paragraphs[1] = Arc::new(p);
        (a, b)
    }

    #[test]
    fn a_single_change_is_taken_and_the_rest_stays() {
        let (a, b) = changed();
        let texts = |mine| -> Vec<String> {
            let taken = all(&a, &b, mine).into_iter();
            taken
                .map(|taken| match taken.unwrap() {
                    Taken::Words { text, .. } => text,
                    other => panic!("{other:?}"),
                })
                .collect()
        };
        assert_eq!(
            texts(Mine::Newer),
            [
                "Parties shall report on their work of each year to all.",
                "Parties should report on their work of every year to all.",
            ]
        );
        assert_eq!(
            texts(Mine::Older),
            [
                "Parties should report on their work of every year to all.",
                "Parties shall report on their work of each year to all.",
            ]
        );
    }

    #[test]
    fn what_stays_keeps_the_stress_of_the_draft() {
        let (plain, stressed) = (
            "Requests the Chair to report on the work of the Committee.",
            "*Requests* the Chair to write on the work of the *Committee*.",
        );
        for (old, new, expected) in [
            (plain, stressed, plain.replace("report", "write")),
            (stressed, plain, stressed.replace("write", "report")),
        ] {
            let a = document(&[old]);
            let mut b = a.clone();
            b.paragraphs[0] = Arc::new(a.paragraphs[0].with_text(new));
            let taken = all(&a, &b, Mine::Older).remove(0).unwrap();
            assert!(
                matches!(&taken, Taken::Words { text, .. } if *text == expected),
                "{taken:?}"
            );
        }
    }

    #[test]
    fn what_stays_keeps_the_typography_of_the_draft() {
        let a = document(&["The States' \"Plan\" of 1990-1995 shall be kept by all of them."]);
        let mut b = a.clone();
        let text = "The States’ “Plan” of 1990–1995 should be kept by all of them.";
        b.paragraphs[0] = Arc::new(a.paragraphs[0].with_text(text));
        for (mine, expected) in [
            (
                Mine::Older,
                a.paragraphs[0].text().replace("shall", "should"),
            ),
            (Mine::Newer, text.replace("should", "shall")),
        ] {
            let taken = all(&a, &b, mine);
            let [Ok(Taken::Words { text, .. })] = taken.as_slice() else {
                panic!("{taken:?}");
            };
            assert_eq!(*text, expected);
        }
    }

    #[test]
    fn white_space_that_became_a_hyphen_comes_back() {
        let a = document(&["The States accept the 1989 aide memoire as it was first drafted."]);
        let mut b = a.clone();
        let p = a.paragraphs[0].with_text(&a.paragraphs[0].text().replace("aide m", "aide-m"));
        b.paragraphs[0] = Arc::new(p);
        for (mine, theirs) in [(Mine::Newer, &a), (Mine::Older, &b)] {
            let taken = all(&a, &b, mine);
            let [Ok(Taken::Words { text, .. })] = taken.as_slice() else {
                panic!("{taken:?}");
            };
            assert_eq!(text, theirs.paragraphs[0].text());
        }
    }

    #[test]
    fn half_a_bracket_is_never_taken() {
        let a =
            document(&["Parties [shall report on their work] every year to all of the others."]);
        let mut b = a.clone();
        let p = a.paragraphs[0]
            .with_text("Parties shall report on their work each year to all of the others.");
        b.paragraphs[0] = Arc::new(p);
        let comparison = compare(&a, &b, Options::default());
        let along: Vec<Vec<usize>> = steps(&comparison.pairs[0])
            .iter()
            .map(|step| along(&comparison.pairs[0], step))
            .collect();
        assert_eq!(along, [vec![1], vec![0]]);
        for mine in [Mine::Newer, Mine::Older] {
            for taken in all(&a, &b, mine) {
                let Ok(Taken::Words { text, .. }) = taken else {
                    panic!("{taken:?}");
                };
                assert_eq!(text.matches('[').count(), text.matches(']').count());
            }
        }
    }

    #[test]
    fn what_one_side_lacks_comes_goes_or_comes_back() {
        let mut a = document(&["One word.", "Two are here.", "Three is a crowd."]);
        let mut b = a.clone();
        let gone = b.paragraphs.remove(1);
        let paragraph = gone.id;
        assert_eq!(
            all(&a, &b, Mine::Newer),
            [Ok(Taken::Add {
                after: Some(a.paragraphs[0].id),
                paragraph: gone.clone(),
            })]
        );
        assert_eq!(all(&a, &b, Mine::Older), [Ok(Taken::Delete { paragraph })]);
        b.deleted.push(crate::model::Deleted {
            paragraph: gone,
            after: None,
        });
        assert_eq!(all(&a, &b, Mine::Newer), [Ok(Taken::Restore { paragraph })]);
        a.paragraphs.remove(0);
    }

    #[test]
    fn a_moved_paragraph_goes_behind_what_it_stands_behind_there() {
        let a = document(&[
            "One word.",
            "Two words are here.",
            "Three words stand there.",
        ]);
        let mut b = a.clone();
        let moved = b.paragraphs.remove(0);
        let paragraph = moved.id;
        b.paragraphs.push(moved);
        assert_eq!(
            all(&a, &b, Mine::Newer),
            [Ok(Taken::Move {
                paragraph,
                after: None
            })]
        );
        assert_eq!(
            all(&a, &b, Mine::Older),
            [Ok(Taken::Move {
                paragraph,
                after: Some(a.paragraphs[2].id)
            })]
        );
    }

    #[test]
    fn a_split_is_taken_as_a_split_and_back_as_a_join() {
        let first = "The States agreed to hold a meeting in the spring of every second year.";
        let second = "The agenda of the meeting shall be sent three months before it begins.";
        let a = document(&[&format!("{first} {second}")]);
        let b = document(&[first, second]);
        let base = a.paragraphs[0].digest();
        assert_eq!(
            all(&a, &b, Mine::Older),
            [Ok(Taken::Split {
                paragraph: a.paragraphs[0].id,
                at: first.len() + 1,
                base
            })]
        );
        assert_eq!(
            all(&a, &b, Mine::Newer),
            [Ok(Taken::Join {
                paragraph: b.paragraphs[0].id
            })]
        );
    }
}
