//! Being built.
use crate::model::Label;
/// What differs between two documents.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Comparison {
    /// Pairs.
    pub pairs: Vec<Pair>,
    /// Sums.
    pub summary: Summary,
}
/// Kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    Unchanged,
    Changed,
    Inserted,
    Deleted,
    Split,
    Merged,
}
/// Op.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Op {
    Equal,
    Insert,
    Delete,
}
/// Edit.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Edit {
    pub op: Op,
    pub text: String,
}
/// Pair.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Pair {
    pub a: Vec<usize>,
    pub b: Vec<usize>,
    pub kind: Kind,
    pub moved: bool,
    pub relabelled: Option<(Option<Label>, Option<Label>)>,
    pub similarity: f32,
    pub edits: Vec<Edit>,
}
/// Summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub struct Summary {
    pub unchanged: usize,
    pub changed: usize,
    pub moved: usize,
    pub inserted: usize,
    pub deleted: usize,
    pub split: usize,
    pub merged: usize,
    pub relabelled: usize,
    pub words_inserted: usize,
    pub words_deleted: usize,
}
