//! Being built.
use crate::text::Language;
use std::ops::Range;
use std::sync::Arc;
/// Hit.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Hit {
    pub rank: usize,
    pub score: f64,
    pub library: Arc<str>,
    pub symbol: Arc<str>,
    pub paragraph: Arc<str>,
    pub language: Language,
    pub date: Option<Arc<str>>,
    pub text: Arc<str>,
    pub spans: Vec<Range<usize>>,
    pub also: Vec<(Arc<str>, Arc<str>, Option<Arc<str>>)>,
    pub entry: usize,
}
/// Ranked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Ranked {
    pub index: usize,
    pub score: i64,
    pub spans: Vec<Range<usize>>,
}
/// Stand-in: keeps the order, matches case-insensitive substrings.
pub fn rank<'a>(query: &str, names: impl Iterator<Item = &'a str>) -> Vec<Ranked> {
    let q = query.to_lowercase();
    names
        .enumerate()
        .filter(|(_, n)| n.to_lowercase().contains(&q))
        .map(|(index, _)| Ranked {
            index,
            score: 0,
            spans: Vec::new(),
        })
        .collect()
}
