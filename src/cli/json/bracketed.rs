//! What commands about brackets give.

use serde::Serialize;

use crate::edit::bracket::Seen;
use crate::edit::{Applied, Touch};
use crate::model::bracket::{BracketKind, Wish};
use crate::model::{Id, Paragraph};

/// `bracket` and `resolve`: the paragraphs that have other words now, and those that went.
#[derive(Debug, Serialize)]
pub(crate) struct BracketedJson {
    /// The paragraph that was asked for; none for the whole draft.
    pub(crate) id: Option<String>,
    pub(crate) paragraphs: Vec<WordsNow>,
    pub(crate) deleted: Vec<String>,
}

/// A paragraph with its words as they are now.
#[derive(Debug, Serialize)]
pub(crate) struct WordsNow {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) digest: String,
    /// How many brackets are left in which something is to be settled.
    pub(crate) brackets: usize,
}

impl BracketedJson {
    pub(crate) fn of(id: Option<Id>, applied: &Applied) -> Self {
        let mut paragraphs: Vec<WordsNow> = Vec::new();
        let mut deleted: Vec<String> = Vec::new();
        for touch in &applied.touches {
            match touch {
                Touch::Put { after, .. } => {
                    let now = WordsNow::of(after);
                    paragraphs.retain(|p| p.id != now.id || p.text == now.text);
                    if !paragraphs.iter().any(|p| p.id == now.id) {
                        paragraphs.push(now);
                    }
                }
                Touch::Remove { paragraph, .. } => {
                    let gone = paragraph.id.to_string();
                    if !deleted.contains(&gone) {
                        deleted.push(gone);
                    }
                }
                _ => {}
            }
        }
        Self {
            id: id.map(|id| id.to_string()),
            paragraphs,
            deleted,
        }
    }
}

impl WordsNow {
    fn of(p: &Paragraph) -> Self {
        Self {
            id: p.id.to_string(),
            text: p.text().to_owned(),
            digest: p.digest().to_string(),
            brackets: p.brackets(),
        }
    }
}

/// `bracket PARA` alone: what is in brackets, and who holds it.
#[derive(Debug, Serialize)]
pub(crate) struct Brackets<'a> {
    pub(crate) id: &'a str,
    pub(crate) digest: String,
    #[serde(rename = "brackets")]
    pub(crate) all: Vec<BracketJson<'a>>,
    /// Brackets and options over several paragraphs that hold this one, the innermost first.
    pub(crate) over: Vec<OverJson>,
}

/// A bracket.
#[derive(Debug, Serialize)]
pub(crate) struct BracketJson<'a> {
    pub(crate) number: usize,
    pub(crate) depth: usize,
    /// `contested` or `placeholder`.
    pub(crate) kind: &'static str,
    /// Bytes of the text.
    pub(crate) span: (usize, usize),
    pub(crate) wordings: Vec<WordingJson<'a>>,
    /// Numbers of the brackets that it is an alternative to, side by side, itself included.
    pub(crate) beside: Vec<usize>,
    /// What the chair would take: `keep`, `drop` or the number of a wording.
    pub(crate) chair: Option<String>,
}

/// A wording of a bracket.
#[derive(Debug, Serialize)]
pub(crate) struct WordingJson<'a> {
    pub(crate) text: &'a str,
    pub(crate) holders: Vec<HolderJson<'a>>,
}

/// Who holds a wording.
#[derive(Debug, Serialize)]
pub(crate) struct HolderJson<'a> {
    pub(crate) party: &'a str,
    /// `propose`, `retain`, `delete` or `reserve`.
    pub(crate) wish: &'static str,
}

/// Something over several paragraphs.
#[derive(Debug, Serialize)]
pub(crate) struct OverJson {
    /// `listed`, `written` or `options`.
    pub(crate) kind: &'static str,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) marks: Option<String>,
    /// Of options: what each is called.
    pub(crate) options: Vec<String>,
    /// What the chair would take: `keep`, `drop` or the number of an option.
    pub(crate) chair: Option<String>,
}

impl<'a> BracketJson<'a> {
    pub(crate) fn of(p: &'a Paragraph, seen: Seen) -> Self {
        let slice = |range: std::ops::Range<usize>| p.text().get(range).unwrap_or_default();
        let wordings = seen.bracket.alternatives.iter().map(|wording| WordingJson {
            text: slice(wording.body.clone()),
            holders: wording
                .marks
                .iter()
                .map(|mark| HolderJson {
                    party: slice(mark.party.clone()),
                    wish: wish_word(mark.wish),
                })
                .collect(),
        });
        Self {
            number: seen.number,
            depth: seen.depth,
            kind: if seen.bracket.kind == BracketKind::Placeholder {
                "placeholder"
            } else {
                "contested"
            },
            span: (seen.bracket.range.start, seen.bracket.range.end),
            wordings: wordings.collect(),
            chair: seen.chosen.map(|take| take.to_string()),
            beside: seen.beside.to_vec(),
        }
    }
}

/// The word for a wish.
pub(crate) fn wish_word(wish: Wish) -> &'static str {
    match wish {
        Wish::Propose => "propose",
        Wish::Retain => "retain",
        Wish::Delete => "delete",
        Wish::Reserve => "reserve",
    }
}
