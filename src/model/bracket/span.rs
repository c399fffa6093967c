//! Brackets that open in one paragraph and close in a later one.
//!
//! In a compilation text one bracket in twenty spans paragraphs: a chapeau with its items, a whole option. A closing
//! bracket that has no partner in its own paragraph closes the latest one that is still open before it. What finds no
//! partner in the whole document stays an issue of its paragraph.

use super::read::edges_of;

/// Brackets of a text without a partner in it. The closing ones all stand before the opening ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Edges {
    /// Closing brackets that nothing before them in the text opens.
    pub closing: u16,
    /// Opening brackets that nothing behind them in the text closes.
    pub opening: u16,
}

/// A bracket without a partner in its own paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Which paragraph, from 0.
    pub paragraph: usize,
    /// Which of the closing or opening brackets of the paragraph that have no partner there, from 0.
    pub nth: usize,
}

/// A bracket over several paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Where it opens.
    pub from: Place,
    /// Where it closes, in a later paragraph.
    pub to: Place,
}

/// The brackets of a document that do not stay in one paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spans {
    /// Those with both ends, by where they open.
    pub spans: Vec<Span>,
    /// Opened and never closed, in order.
    pub unclosed: Vec<Place>,
    /// Closed and never opened, in order.
    pub unopened: Vec<Place>,
}

impl Spans {
    /// Whether a paragraph stands in a bracket that opens or closes elsewhere.
    pub fn hold(&self, paragraph: usize) -> bool {
        let mut spans = self.spans.iter();
        spans.any(|s| s.from.paragraph <= paragraph && paragraph <= s.to.paragraph)
    }
}

/// What a text leaves open at its ends.
pub fn edges(text: &str) -> Edges {
    edges_of(text)
}

/// Pairs what the paragraphs of a document leave open, given in order.
pub fn spans(paragraphs: impl IntoIterator<Item = Edges>) -> Spans {
    let mut result = Spans::default();
    let mut open: Vec<Place> = Vec::new();
    for (paragraph, edges) in paragraphs.into_iter().enumerate() {
        for nth in 0..usize::from(edges.closing) {
            let to = Place { paragraph, nth };
            match open.pop() {
                Some(from) => result.spans.push(Span { from, to }),
                None => result.unopened.push(to),
            }
        }
        let places = (0..usize::from(edges.opening)).map(|nth| Place { paragraph, nth });
        open.extend(places);
    }
    result.unclosed = open;
    result.spans.sort_unstable();
    result
}
