//! A comparison with all that is needed to show it: on a screen, as text, or as a page. Start at [`Sheet`].

use std::borrow::Cow;
use std::sync::Arc;

use super::{
    Comparer, Comparison, Edit, Heard, Item, Names, Note, Op, Options, Pair, Remark, Since, Who,
    aloud, compare, older, reading, since::few,
};
use crate::model::{Code, Document};

/// Two documents beside each other, and what differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// What people call the older side, as in a sentence: `rev-3`, `the draft`.
    pub older: String,
    /// What people call the newer side.
    pub newer: String,
    /// The older side.
    pub a: Arc<Document>,
    /// The newer side.
    pub b: Arc<Document>,
    /// What differs.
    pub comparison: Comparison,
    /// What is known beside each pair: of words that somebody agreed to. Empty for other comparisons.
    pub remarks: Vec<Remark>,
    /// Whether a new label is a change.
    pub labels: Labels,
    /// All of it in a few sentences.
    pub told: String,
}

impl Sheet {
    /// Two documents compared. `sign` stands before the place of a paragraph without a label.
    pub fn of(
        (older, a): (&str, Arc<Document>),
        (newer, b): (&str, Arc<Document>),
        options: Options,
        sign: char,
    ) -> Self {
        Self::told((older, a), (newer, b), |a, b| compare(a, b, options), sign)
    }

    /// As [`Self::of`], by a comparer that is then not needed any more. Whoever ends soon can leave it to the system to
    /// give its memory back.
    pub fn by(
        comparer: &mut Comparer,
        a: (&str, Arc<Document>),
        b: (&str, Arc<Document>),
        sign: char,
    ) -> Self {
        let compare = |a: &Document, b: &Document| {
            comparer.compare(a, b);
            comparer.take()
        };
        Self::told(a, b, compare, sign)
    }

    /// As [`Self::of`], with what is known from the comparison before.
    pub fn again(
        comparer: &mut Comparer,
        a: (&str, Arc<Document>),
        b: (&str, Arc<Document>),
        sign: char,
    ) -> Self {
        Self::told(a, b, |a, b| comparer.compare(a, b).clone(), sign)
    }

    fn told(
        (older, a): (&str, Arc<Document>),
        (newer, b): (&str, Arc<Document>),
        compare: impl FnOnce(&Document, &Document) -> Comparison,
        sign: char,
    ) -> Self {
        let comparison = compare(&a, &b);
        let names = Names { a: &a, b: &b, sign };
        let told = aloud(&comparison, &names, older, newer, Labels::Aside);
        Self {
            older: older.to_owned(),
            newer: newer.to_owned(),
            a,
            b,
            comparison,
            remarks: Vec::new(),
            labels: Labels::Aside,
            told,
        }
    }

    /// The same with new labels as changes, or not.
    pub fn with_labels(mut self, labels: Labels, sign: char) -> Self {
        if labels != self.labels && self.remarks.is_empty() {
            let names = Names {
                a: &self.a,
                b: &self.b,
                sign,
            };
            self.told = aloud(&self.comparison, &names, &self.older, &self.newer, labels);
            self.labels = labels;
        }
        self
    }

    /// Whether the sides are in two languages: then they stand beside each other, and nothing is told of their words.
    pub fn is_translated(&self) -> bool {
        self.a.head.language.primary() != self.b.head.language.primary()
    }

    /// What changed since somebody agreed.
    pub fn since(who: Who, since: Since, sign: char) -> Self {
        let older = match who {
            Who::Party(code) => format!("what {code} spoke on"),
            Who::Chair => "what was agreed".to_owned(),
            Who::Everybody => "what was spoken on".to_owned(),
        };
        Self {
            told: since.aloud(who, sign),
            older,
            newer: "the draft".to_owned(),
            a: Arc::new(since.a),
            b: since.b,
            comparison: since.comparison,
            remarks: since.remarks,
            labels: Labels::Aside,
        }
    }

    /// What changed for several who spoke on the same words, and as each other.
    pub fn since_alike(who: &[Code], since: Since, sign: char) -> Self {
        let told = since.aloud_for(who, sign);
        let older = format!("what {} spoke on", few(who));
        Self {
            older,
            told,
            ..Self::since(Who::Everybody, since, sign)
        }
    }

    /// The pair of a number.
    pub fn pair(&self, at: usize) -> Option<&Pair> {
        self.comparison.pairs.get(at)
    }

    /// The edits of a pair as they are shown: in line, or for the side that a deletion or an insertion stands for. Of the older
    /// side by itself, what stayed is set as that side sets it.
    pub fn edits<'a>(&self, pair: &'a Pair, side: Option<Op>) -> Cow<'a, [Edit]> {
        let own = (side == Some(Op::Delete) && pair.reset).then(|| {
            let texts = pair.a.iter().filter_map(|at| self.a.paragraphs.get(*at));
            let texts: Vec<&str> = texts.map(|p| p.text()).collect();
            older::as_older(&pair.edits, &texts.join("\n"))
        });
        own.flatten()
            .map_or(Cow::Borrowed(&*pair.edits), Cow::Owned)
    }

    /// The paragraphs by name.
    pub fn names(&self, sign: char) -> Names<'_> {
        Names {
            a: &self.a,
            b: &self.b,
            sign,
        }
    }

    /// Whether the pair of a number differs: also when its earlier words are nowhere kept, and in its label where that is
    /// asked for.
    pub fn is_change(&self, at: usize) -> bool {
        let is_change = |pair: &Pair| match self.labels {
            Labels::Aside => pair.is_change(),
            Labels::Changes => pair.differs(),
        };
        self.pair(at).is_some_and(is_change)
            || self
                .remarks
                .get(at)
                .is_some_and(|r| r.heard == Heard::Nowhere)
    }

    /// Whether anything differs.
    pub fn differs(&self) -> bool {
        (0..self.comparison.pairs.len()).any(|at| self.is_change(at))
    }

    /// What a reader meets, in order.
    pub fn items(&self, only_changed: OnlyChanged) -> Vec<Item> {
        let all = reading(&self.comparison).into_iter();
        all.filter(|item| only_changed == OnlyChanged::No || self.is_change(item.pair()))
            .collect()
    }

    /// What is to be said of an item in words, duties told apart.
    pub fn notes(&self, item: Item, sign: char) -> Vec<Note> {
        let names = self.names(sign);
        match (item, self.pair(item.pair())) {
            (Item::Pair(_), Some(pair)) => names.notes(pair),
            (Item::Left(_), Some(pair)) => vec![names.note_at_old_place(pair)],
            (_, None) => Vec::new(),
        }
    }

    /// What people call an item where it stands.
    pub fn name(&self, item: Item, sign: char) -> String {
        let names = self.names(sign);
        match (item, self.pair(item.pair())) {
            (Item::Pair(_), Some(pair)) => names.of(pair),
            (Item::Left(_), Some(pair)) => names.all_older(&pair.a),
            (_, None) => String::new(),
        }
    }
}

/// Whether a new label is a change. Whoever puts one paragraph in gives every one behind it another number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Labels {
    /// It is none, and said beside.
    #[default]
    Aside,
    /// It is one.
    Changes,
}

/// Whether what is the same on both sides is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnlyChanged {
    /// Everything is shown.
    #[default]
    No,
    /// Only what differs.
    Yes,
}
