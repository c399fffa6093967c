//! The room's screen: one paragraph, nothing around it. It knows a [`PublicView`] and how far this terminal has turned its pages,
//! and can show nothing else.
//!
//! Where things stand on it is told here, by the size of the terminal alone: [`Present::layout`].

use crate::model::{PublicParagraph, PublicText, PublicView};
use crate::text::{self, Direction, Language, Revealed};

use super::regions::Area;

/// Widest column of words, in cells: longer rows are hard to follow from the back of a room.
const WIDEST: u16 = 66;
/// From this width on a translation stands beside the original, where neither runs from right to left.
const BESIDE: u16 = 100;

/// The room's screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    view: PublicView,
    /// What this terminal chose itself to stand beside the original.
    own: Beside,
    /// Pages that this terminal turned beyond the chair.
    turned: i32,
}

/// What stands beside the original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// What the chair chose.
    AsShown,
    /// No translation.
    Nothing,
    /// This one.
    Language(Language),
}

/// Words as they stand on the room's screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block<'a> {
    /// The words.
    pub text: &'a PublicText,
    /// Where its rows stand; as wide as its words.
    pub area: Area,
    /// The first of its rows that is seen.
    pub from: usize,
    /// How many are.
    pub rows: usize,
    /// Whether the name of the language stands above the words, in a row of its own that is the first of `area`.
    pub named: bool,
}

/// Where things stand on the room's screen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout<'a> {
    /// Name and standing of the paragraph.
    pub head: Area,
    /// Words, in one column or two.
    pub blocks: Vec<Block<'a>>,
    /// Rows from one row of words to the next: 2 with space between them, else 1.
    pub step: u16,
    /// The page that is seen, from 0.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
    /// Which page of how many.
    pub foot: Area,
}

impl Present {
    /// A room's screen.
    pub fn new(view: PublicView) -> Self {
        Self {
            view,
            own: Beside::AsShown,
            turned: 0,
        }
    }

    /// What it shows.
    pub fn view(&self) -> &PublicView {
        &self.view
    }

    /// Shows another view; pages are turned from where the chair is again.
    pub(super) fn see(&mut self, view: PublicView) {
        let id = |view: &PublicView| view.paragraph().map(PublicParagraph::id);
        let page = |view: &PublicView| view.paragraph().map(PublicParagraph::page);
        if id(&self.view) != id(&view) || page(&self.view) != page(&view) {
            self.turned = 0;
        }
        self.view = view;
    }

    /// The translation that is shown.
    pub fn beside(&self) -> Option<&PublicText> {
        let p = self.view.paragraph()?;
        let language = match self.own {
            Beside::AsShown => p.beside()?,
            Beside::Nothing => return None,
            Beside::Language(language) => language,
        };
        p.others().iter().find(|text| text.language() == language)
    }

    /// Another translation, or none.
    pub(super) fn turn_language(&mut self, by: isize) {
        let Some(p) = self.view.paragraph() else {
            return;
        };
        let choices: Vec<Option<Language>> = std::iter::once(None)
            .chain(p.others().iter().map(|text| Some(text.language())))
            .collect();
        let now = self.beside().map(PublicText::language);
        let at = choices.iter().position(|l| *l == now).unwrap_or(0) as isize;
        let next = (at + by).rem_euclid(choices.len() as isize) as usize;
        self.own = match choices.get(next) {
            Some(Some(language)) => Beside::Language(*language),
            _ => Beside::Nothing,
        };
    }

    /// Turns pages, of which there are as many as the terminal makes.
    pub(super) fn turn_page(&mut self, by: i32, size: (u16, u16)) {
        let layout = self.layout(size);
        let (page, pages) = (layout.page as i32, layout.pages as i32);
        let to = (page + by).clamp(0, (pages - 1).max(0));
        let chairs = self.view.paragraph().map_or(0, PublicParagraph::page);
        self.turned = to - i32::from(chairs);
    }

    /// Where things stand in a terminal of that size.
    pub fn layout(&self, size: (u16, u16)) -> Layout<'_> {
        let whole = Area::of(size.0, size.1);
        let Some(p) = self.view.paragraph() else {
            return Layout::default();
        };
        let side = if size.0 >= 60 { 4 } else { 1.min(size.0) };
        let (top, rest) = whole.cut_top(if size.1 >= 20 { 3 } else { 1 });
        let head = Area {
            x: side,
            y: top.height.saturating_sub(1) / 2,
            width: size.0.saturating_sub(2 * side),
            height: 1,
        };
        let (_, rest) = rest.cut_top(u16::from(size.1 >= 10));
        let (body, foot) = rest.cut_bottom(1);
        let body = Area {
            x: side,
            width: size.0.saturating_sub(2 * side),
            ..body
        };
        let foot = Area {
            x: side,
            width: body.width,
            ..foot
        };
        let second = self.beside();
        let rtl = |text: &PublicText| text::direction(text.words()) == Direction::Rtl;
        let columns =
            second.is_some_and(|second| size.0 >= BESIDE && !rtl(second) && !rtl(p.original()));
        let mut layout = match second.filter(|_| columns) {
            Some(second) => two_columns(p.original(), second, body, self.page()),
            None => one_column(p.original(), second, body, self.page()),
        };
        (layout.head, layout.foot) = (head, foot);
        layout
    }

    fn page(&self) -> usize {
        let chairs = self.view.paragraph().map_or(0, PublicParagraph::page);
        usize::try_from(i32::from(chairs) + self.turned).unwrap_or(0)
    }
}

/// Rows of words in that many cells.
fn rows_of(text: &PublicText, cells: u16) -> usize {
    let shown = Revealed::of(text.words());
    text::wrap(&shown.text, usize::from(cells.max(1))).len()
}

/// Rows from one to the next: with space between them where all of them fit on the page so.
fn step(rows: usize, height: u16) -> u16 {
    if rows * 2 <= usize::from(height) + 1 {
        2
    } else {
        1
    }
}

/// The page that is seen, and how many there are.
fn paged(wanted: usize, rows: usize, step: u16, height: u16) -> (usize, usize, usize) {
    let each = usize::from((height / step).max(1));
    let pages = rows.div_ceil(each).max(1);
    (wanted.min(pages - 1), pages, each)
}

fn two_columns<'a>(
    left: &'a PublicText,
    right: &'a PublicText,
    body: Area,
    wanted: usize,
) -> Layout<'a> {
    let gap = 4;
    let width = (body.width.saturating_sub(gap) / 2).min(WIDEST);
    let all = width * 2 + gap;
    let x = body.x + (body.width.saturating_sub(all)) / 2;
    let many = [left, right].map(|text| rows_of(text, width));
    let most = many.into_iter().max().unwrap_or(1);
    let height = body.height.saturating_sub(2);
    let step = step(most, height);
    let (page, pages, each) = paged(wanted, most, step, height);
    let blocks = [(left, x), (right, x + width + gap)].into_iter().zip(many);
    let blocks = blocks.map(|((text, x), many)| {
        let from = (page * each).min(many);
        Block {
            text,
            area: Area {
                x,
                y: body.y,
                width,
                height: body.height,
            },
            from,
            rows: (many - from).min(each),
            named: true,
        }
    });
    Layout {
        blocks: blocks.collect(),
        step,
        page,
        pages,
        ..Layout::default()
    }
}

fn one_column<'a>(
    first: &'a PublicText,
    second: Option<&'a PublicText>,
    body: Area,
    wanted: usize,
) -> Layout<'a> {
    let width = body.width.min(WIDEST);
    let x = body.x + (body.width - width) / 2;
    let texts: Vec<&PublicText> = std::iter::once(first).chain(second).collect();
    let many: Vec<usize> = texts.iter().map(|text| rows_of(text, width)).collect();
    let named = texts.len() > 1;
    // Each text under the name of its language, with a row between the two.
    let extra = if named { 2 * texts.len() - 1 } else { 0 };
    let words: usize = many.iter().sum();
    let room = body.height.saturating_sub(extra as u16);
    let step = step(words, room);
    let fits = words * usize::from(step) < usize::from(room) + usize::from(step);
    if named && !fits {
        return in_turn(&texts, &many, body, width, wanted);
    }
    let (page, pages, each) = paged(wanted, words, step, room);
    let used = if pages == 1 {
        words * usize::from(step) + extra
    } else {
        usize::from(body.height)
    };
    // A short text stands a little above the middle.
    let spare = usize::from(body.height).saturating_sub(used) as u16;
    let mut y = body.y + spare / 3;
    let mut blocks = Vec::new();
    for (text, many) in texts.into_iter().zip(many) {
        let from = (page * each).min(many);
        let rows = (many - from).min(each);
        let height = rows as u16 * step + u16::from(named);
        blocks.push(Block {
            text,
            area: Area {
                x,
                y,
                width,
                height: height.min(body.y + body.height - y),
            },
            from,
            rows,
            named,
        });
        y = (y + height + 1).min(body.y + body.height);
    }
    Layout {
        blocks,
        step,
        page,
        pages,
        ..Layout::default()
    }
}

/// Two texts that do not fit on one page: the pages of the first, then those of the second.
fn in_turn<'a>(
    texts: &[&'a PublicText],
    many: &[usize],
    body: Area,
    width: u16,
    wanted: usize,
) -> Layout<'a> {
    let height = body.height.saturating_sub(1);
    let mut cut: Vec<(usize, usize, usize, u16)> = Vec::new();
    for (at, many) in many.iter().enumerate() {
        let step = step(*many, height);
        let (_, pages, each) = paged(0, *many, step, height);
        for page in 0..pages {
            let from = page * each;
            cut.push((at, from, (many - from.min(*many)).min(each), step));
        }
    }
    let page = wanted.min(cut.len().saturating_sub(1));
    let x = body.x + (body.width - width) / 2;
    let shown = cut.get(page).and_then(|(at, from, rows, step)| {
        let block = Block {
            text: texts.get(*at).copied()?,
            area: Area { x, width, ..body },
            from: *from,
            rows: *rows,
            named: true,
        };
        Some((block, *step))
    });
    let (blocks, step) = match shown {
        Some((block, step)) => (vec![block], step),
        None => (Vec::new(), 1),
    };
    Layout {
        blocks,
        step,
        page,
        pages: cut.len().max(1),
        ..Layout::default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Header, Id, Paragraph, Role, Showing, Workspace};
    use crate::text::samples;
    use std::sync::Arc;

    fn present(words: &str, other: Option<&str>) -> Present {
        let mut workspace = Workspace::new(Header::new("T", Language::RUSSIAN));
        let id = Id::from_random(1);
        let p = Paragraph::new(id, Role::Paragraph, words);
        if let Some(other) = other {
            let mut draft =
                crate::model::Document::new(crate::model::Head::new(Language::ENGLISH, "T"));
            draft.paragraphs.push(Arc::new(p.with_text(other)));
            workspace.drafts.insert(Language::ENGLISH, Arc::new(draft));
        }
        let draft = workspace.drafts.get_mut(&Language::RUSSIAN).unwrap();
        Arc::make_mut(draft).paragraphs.push(Arc::new(p));
        let showing = Showing {
            paragraph: Some(id),
            beside: other.map(|_| Language::ENGLISH),
            ..Showing::default()
        };
        Present::new(PublicView::of(&workspace, &showing, |_, _| None))
    }

    proptest! {
        #![proptest_config(samples::cases())]

        #[test]
        fn all_pages_together_show_every_row_once_and_inside_the_screen(
            words in samples::text(),
            other in proptest::option::of(samples::text()),
            width in 0_u16..160,
            height in 0_u16..50,
        ) {
            let mut room = present(&words, other.as_deref());
            let texts = 1 + usize::from(room.beside().is_some());
            let pages = room.layout((width, height)).pages;
            let mut seen: Vec<Vec<usize>> = vec![Vec::new(); texts];
            let mut many = vec![0; texts];
            for page in 0..pages {
                room.turn_page(if page == 0 { -1000 } else { 1 }, (width, height));
                let layout = room.layout((width, height));
                prop_assert_eq!((layout.page, layout.pages), (page, pages));
                for block in &layout.blocks {
                    let second = block.text.language() == Language::ENGLISH;
                    let of = usize::from(second);
                    seen[of].extend(block.from..block.from + block.rows);
                    many[of] = rows_of(block.text, block.area.width);
                    prop_assert!(block.area.x + block.area.width <= width);
                    let rows = block.rows as u16 * layout.step + u16::from(block.named);
                    prop_assert!(height < 12 || block.area.y + rows <= height + 1, "{:?}", layout);
                }
            }
            for (seen, many) in seen.iter().zip(many) {
                let all: Vec<usize> = (0..many).collect();
                prop_assert_eq!(seen, &all);
            }
        }
    }

    #[test]
    fn a_translation_is_chosen_by_the_chair_or_by_the_terminal_itself() {
        let mut room = present("Слова.", Some("Words."));
        assert_eq!(room.beside().unwrap().words(), "Words.");
        room.turn_language(1);
        assert!(room.beside().is_none());
        room.turn_language(-1);
        assert_eq!(room.beside().unwrap().words(), "Words.");
    }
}
