//! The JSON of the room's screen and of the walk.

use serde::Serialize;

use crate::model::{PublicParagraph, PublicText, PublicView, Showing, Status};

/// `present`: what the room sees.
#[derive(Debug, Serialize)]
pub(crate) struct RoomJson<'a> {
    pub(crate) title: &'a str,
    pub(crate) symbol: Option<&'a str>,
    /// The screen is empty.
    pub(crate) blank: bool,
    pub(crate) id: Option<String>,
    pub(crate) name: Option<&'a str>,
    pub(crate) role: Option<&'a str>,
    pub(crate) status: Option<&'a str>,
    pub(crate) standing: Option<&'a str>,
    /// What was gavelled on the whole text: that it is adopted, or under silence and until when.
    pub(crate) whole: Option<&'a str>,
    /// The original first.
    pub(crate) texts: Vec<RoomText<'a>>,
    pub(crate) beside: Option<String>,
    pub(crate) page: u16,
}

/// Words in one language.
#[derive(Debug, Serialize)]
pub(crate) struct RoomText<'a> {
    language: String,
    text: &'a str,
    outdated: bool,
}

impl<'a> RoomText<'a> {
    fn of(text: &'a PublicText) -> Self {
        Self {
            language: text.language().to_string(),
            text: text.words(),
            outdated: text.is_outdated(),
        }
    }
}

impl<'a> RoomJson<'a> {
    /// What a view holds.
    pub(crate) fn of(view: &'a PublicView) -> Self {
        let header = view.header();
        let p = view.paragraph();
        let texts = p.map(|p| std::iter::once(p.original()).chain(p.others()));
        Self {
            title: &header.title,
            symbol: header.symbol.as_deref(),
            blank: view.is_blank(),
            id: p.map(|p| p.id().to_string()),
            name: p.map(PublicParagraph::name),
            role: p.map(|p| p.role().word()),
            status: p.and_then(PublicParagraph::status).map(Status::word),
            standing: p.and_then(PublicParagraph::standing),
            whole: view.text(),
            texts: texts.into_iter().flatten().map(RoomText::of).collect(),
            beside: p.and_then(PublicParagraph::beside).map(|l| l.to_string()),
            page: p.map_or(0, PublicParagraph::page),
        }
    }
}

/// `walk`: how far the chair has come.
#[derive(Debug, Serialize)]
pub(crate) struct WalkJson {
    pub(crate) at: Option<String>,
    pub(crate) agreed: usize,
    pub(crate) total: usize,
    pub(crate) sections: Vec<SectionJson>,
    pub(crate) steps: Vec<StepJson>,
    pub(crate) come_back: Vec<String>,
    pub(crate) left: Vec<String>,
    pub(crate) room: Option<ShowingJson>,
}

/// One section of the text.
#[derive(Debug, Serialize)]
pub(crate) struct SectionJson {
    pub(crate) heading: String,
    pub(crate) agreed: usize,
    pub(crate) total: usize,
}

/// One paragraph that the chair calls.
#[derive(Debug, Serialize)]
pub(crate) struct StepJson {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) title: bool,
    pub(crate) status: &'static str,
    pub(crate) readiness: &'static str,
}

/// What the room is shown.
#[derive(Debug, Serialize)]
pub(crate) struct ShowingJson {
    paragraph: Option<String>,
    words: Option<String>,
    lens: String,
    beside: Option<String>,
    page: u16,
    frozen: bool,
    blank: bool,
    by: String,
}

impl ShowingJson {
    pub(crate) fn of(showing: &Showing) -> Self {
        Self {
            paragraph: showing.paragraph.map(|id| id.to_string()),
            words: showing.words.map(|words| words.to_string()),
            lens: showing.lens.to_string(),
            beside: showing.beside.map(|l| l.to_string()),
            page: showing.page,
            frozen: showing.frozen,
            blank: showing.blank,
            by: showing.by.to_string(),
        }
    }
}
