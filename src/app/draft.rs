//! The draft's screen: which paragraph is selected, what is seen, and how it moves.

use crate::model::{Id, Lens, Paragraph, SpanBracket, Status, Workspace};
use crate::text::{self, Language, Revealed};

use super::scroll::Scroll;
use super::{App, Effect, Screen, consensus::Motion};

/// What the keys of movement move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Focus {
    /// Among paragraphs.
    #[default]
    Text,
    /// Among delegations.
    Side,
}

/// The draft's screen.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// The selected paragraph.
    pub selected: Option<Id>,
    /// What the keys of movement move.
    pub focus: Focus,
    /// The selected delegation, by its place in the workspace.
    pub delegation: usize,
    /// The lens through which the words are shown.
    pub lens: Lens,
    /// What it shows.
    pub(super) through: Option<super::lens::Through>,
    /// Whether brackets are shown without highlighting.
    pub plain: bool,
    /// The paragraphs that are seen.
    pub scroll: Scroll,
    /// The delegations that are seen.
    pub side_scroll: Scroll,
    /// Where the selection was, and at the top of the window what: to find it again when others changed the text.
    at: usize,
    top: Option<Id>,
}

/// What stands before the words of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Margin {
    /// Cells for the label.
    pub label: u16,
    /// Whether the status is there as a word, and not as a glyph alone.
    pub word: bool,
}

impl Margin {
    /// All its cells: the mark of the selection, the label, the status, a gap.
    pub fn width(self) -> u16 {
        2 + self.label + 1 + if self.word { 12 } else { 2 }
    }
}

/// Cells by which an item stands in.
pub fn indent(p: &Paragraph) -> u16 {
    2 * u16::from(p.level.min(4))
}

impl Draft {
    /// Where the selection was when the screen was settled last, from 0.
    pub(super) fn place(&self) -> usize {
        self.at
    }
}

impl App {
    /// What stands before the words in a pane of that width.
    pub fn margin(&self, width: u16) -> Margin {
        let paragraphs = self.document().map_or(&[][..], |d| &d.paragraphs);
        let widest = paragraphs
            .iter()
            .enumerate()
            .map(|(at, p)| match &p.label {
                Some(label) => text::cells(label.as_str()),
                None => 2 + (at + 1).ilog10() as usize,
            })
            .max();
        let most = if width < 60 { 5 } else { 8 };
        Margin {
            label: widest.unwrap_or(2).clamp(2, most) as u16,
            word: width >= 60,
        }
    }

    /// Cells for the words of a paragraph in a pane of that width.
    pub fn text_width(&self, p: &Paragraph, width: u16) -> u16 {
        let taken = self.margin(width).width() + indent(p) + 1;
        width.saturating_sub(taken).max(8)
    }

    /// Rows that a paragraph takes in a pane of that width: its part's title, its words, a gap.
    pub fn rows_of(&self, at: usize, width: u16, margin: Margin) -> usize {
        let Some(p) = self.document().and_then(|d| d.paragraphs.get(at)) else {
            return 1;
        };
        let cells = width.saturating_sub(margin.width() + indent(p) + 1).max(8);
        let words = match &self.editing {
            Some(editing) if editing.is_on(p.id) => {
                let below = self.brackets_over(|b| b.to == p.id).count();
                return editing.field.view(usize::from(cells)).rows.len()
                    + self.before(p)
                    + 1
                    + below;
            }
            _ => Revealed::of(self.shown_words(p).unwrap_or_else(|gone| gone)),
        };
        let first = match &self.editing {
            Some(editing) if at == 0 && editing.is_first() => self.typed_rows(cells),
            _ => 0,
        };
        let after =
            first + self.new_rows(p.id, cells) + self.brackets_over(|b| b.to == p.id).count();
        text::wrap(&words.text, usize::from(cells)).len() + self.before(p) + after
    }

    /// Rows above the words: the title of a part, brackets over several paragraphs that open here.
    pub fn before(&self, p: &Paragraph) -> usize {
        usize::from(p.part.is_some()) + self.brackets_over(|b| b.from == p.id).count()
    }

    /// Of the brackets over several paragraphs that the head lists and the lens shows, who holds them.
    pub fn brackets_over<'a>(
        &'a self,
        is_here: impl Fn(&SpanBracket) -> bool + 'a,
    ) -> impl Iterator<Item = &'a str> {
        let draft = self.workspace().and_then(|w| w.original());
        let draft = draft.filter(|_| self.lens() == Lens::Brackets);
        let listed = draft.map_or(&[][..], |d| &d.head.brackets);
        let here = listed.iter().filter(move |b| is_here(b));
        here.map(|b| &*b.marks)
    }

    /// Rows of what is being typed, with the line of counts below it.
    fn typed_rows(&self, cells: u16) -> usize {
        let typed = self.editing.as_ref();
        typed.map_or(0, |e| e.field.view(usize::from(cells)).rows.len() + 1)
    }

    /// Rows below a paragraph in which a new one, or words of one that is gone, are being typed.
    fn new_rows(&self, behind: Id, cells: u16) -> usize {
        match &self.editing {
            Some(editing) if editing.is_behind(behind) => self.typed_rows(cells),
            _ => 0,
        }
    }

    /// Selects a paragraph.
    pub(super) fn select(&mut self, id: Id) {
        self.draft.selected = Some(id);
        self.draft.focus = Focus::Text;
        if let Some(at) = self.session.as_ref().and_then(|s| s.place(id)) {
            self.consensus.paragraph = at;
        }
    }

    /// Goes to the draft, with that paragraph selected.
    pub(super) fn go_to(&mut self, id: Id) -> Vec<Effect> {
        self.screen = Screen::Draft;
        self.select(id);
        Vec::new()
    }

    /// Where the selection stands in the language that is shown.
    pub fn selected_at(&self) -> usize {
        let at = self
            .draft
            .selected
            .and_then(|id| self.document()?.index_of(id));
        at.unwrap_or(self.draft.at)
    }

    pub(super) fn move_draft(&mut self, motion: Motion, times: usize) {
        if self.draft.focus == Focus::Side {
            let len = self.workspace().map_or(0, |w| w.header.delegations.len());
            let page = self.side_height();
            self.draft.delegation = motion.apply(self.draft.delegation, len, page, times);
            return;
        }
        let Some(regions) = self.regions() else {
            return;
        };
        let inner = regions.main.inner;
        let (width, height) = (inner.width, usize::from(inner.height));
        let len = self.document().map_or(0, |d| d.paragraphs.len());
        let at = self.selected_at();
        let margin = self.margin(width);
        // Inside a paragraph that is taller than the window, the window moves first.
        let rows = self.rows_of(at, width, margin);
        let scroll = self.draft.scroll;
        if rows > height && scroll.top == at {
            let most = rows - height;
            let stride = match motion {
                Motion::Down | Motion::Up => times,
                Motion::HalfDown | Motion::HalfUp => height / 2,
                Motion::PageDown | Motion::PageUp => height,
                _ => 0,
            };
            let down = matches!(motion, Motion::Down | Motion::HalfDown | Motion::PageDown);
            if stride > 0 && down && scroll.skip < most {
                self.draft.scroll.skip = (scroll.skip + stride).min(most);
                return;
            }
            if stride > 0 && !down && scroll.skip > 0 {
                self.draft.scroll.skip = scroll.skip.saturating_sub(stride);
                return;
            }
        }
        let page = match motion {
            Motion::PageDown | Motion::PageUp => height,
            _ => height / 2,
        };
        let to = match motion {
            Motion::PageDown | Motion::HalfDown => {
                self.stride(at, page * times, len, width, |at| at + 1)
            }
            Motion::PageUp | Motion::HalfUp => {
                self.stride(at, page * times, len, width, |at| at.wrapping_sub(1))
            }
            _ => motion.apply(at, len, page, times),
        };
        let id = self
            .document()
            .and_then(|d| d.paragraphs.get(to))
            .map(|p| p.id);
        if let Some(id) = id {
            self.select(id);
        }
    }

    /// The paragraph so many rows away, at least one away.
    fn stride(
        &self,
        from: usize,
        rows: usize,
        len: usize,
        width: u16,
        next: impl Fn(usize) -> usize,
    ) -> usize {
        let margin = self.margin(width);
        let (mut at, mut gone) = (from, 0);
        loop {
            gone += self.rows_of(at, width, margin);
            let to = next(at);
            if to >= len || (gone > rows && at != from) {
                return at;
            }
            at = to;
        }
    }

    /// The next or previous paragraph that is not agreed, or whose agreement or translation is stale.
    pub(super) fn next_open(&mut self, forward: bool, times: usize) {
        for _ in 0..times {
            let found = self.open_from(self.selected_at(), forward);
            match found {
                Some(id) => self.select(id),
                None => {
                    self.say("Nothing further in this direction.");
                    return;
                }
            }
        }
    }

    fn open_from(&self, at: usize, forward: bool) -> Option<Id> {
        let (workspace, document) = (self.workspace()?, self.document()?);
        let session = self.session.as_ref()?;
        let needs = |p: &Paragraph| {
            let standing = session
                .place(p.id)
                .and_then(|at| session.consensus().paragraphs.get(at));
            let open = standing.is_some_and(|s| {
                s.counted && (!s.status.is_agreed() || !s.stale.is_empty())
                    || s.status == Status::Stale
            });
            open || workspace.is_stale_translation(&self.language, p)
        };
        let all = &document.paragraphs;
        let found = if forward {
            all.iter().skip(at + 1).find(|p| needs(p))
        } else {
            all.get(..at)?.iter().rev().find(|p| needs(p))
        };
        found.map(|p| p.id)
    }

    fn side_height(&self) -> usize {
        let side = self.regions().and_then(|r| r.side);
        side.map_or(1, |pane| usize::from(pane.inner.height)).max(1)
    }

    pub(super) fn settle_draft(&mut self) {
        let Some(document) = self.document() else {
            return;
        };
        let len = document.paragraphs.len();
        // The selection stays with its paragraph; when that is gone, with its place.
        let at = match self.draft.selected.and_then(|id| document.index_of(id)) {
            Some(at) => at,
            None => self.draft.at.min(len.saturating_sub(1)),
        };
        let selected = document.paragraphs.get(at).map(|p| p.id);
        let top = self.draft.top.and_then(|id| document.index_of(id));
        if self.editing.is_none() || self.draft.selected.is_none() {
            self.draft.selected = selected;
        }
        self.draft.at = at;
        let mut scroll = self.draft.scroll;
        if let Some(top) = top.filter(|top| *top != scroll.top) {
            scroll.top = top;
        }
        let parties = self.workspace().map_or(0, |w| w.header.delegations.len());
        self.draft.delegation = self.draft.delegation.min(parties.saturating_sub(1));
        let Some(regions) = self.regions() else {
            return;
        };
        let inner = regions.main.inner;
        let (width, height) = (inner.width, usize::from(inner.height));
        let margin = self.margin(width);
        let rows = self.rows_of(at, width, margin);
        let must = match &self.editing {
            Some(editing) => {
                let p = self.document().and_then(|d| d.paragraphs.get(at));
                let Some(p) = p else { return };
                let cells = usize::from(self.text_width(p, width));
                let view = editing.field.view(cells);
                let above = if editing.is_on(p.id) {
                    self.before(p)
                } else if editing.is_first() {
                    0
                } else {
                    rows.saturating_sub(view.rows.len() + 1)
                };
                let caret = above + view.caret.0;
                // The line of counts below the words is seen as well where it can be.
                if height > rows {
                    (0, rows)
                } else {
                    (caret, (caret + 2).min(rows))
                }
            }
            None if rows > height && scroll.top == at => (scroll.skip, scroll.skip + 1),
            None => (0, rows),
        };
        scroll.show(at, must, height, len, |at| self.rows_of(at, width, margin));
        let top = self
            .document()
            .and_then(|d| d.paragraphs.get(scroll.top))
            .map(|p| p.id);
        (self.draft.scroll, self.draft.top) = (scroll, top);
        let inner = regions.side.map(|pane| pane.inner).unwrap_or_default();
        // As it is drawn: beneath the text the list has all rows, else what stands in the way is below it.
        let below = if inner.width >= 60 && inner.height < 20 {
            0
        } else {
            4
        };
        let height = self.side_height().saturating_sub(below).max(1);
        let delegation = self.draft.delegation;
        self.draft
            .side_scroll
            .show(delegation, (0, 1), height, parties, |_| 1);
    }
}

/// The languages that have a draft: those of the header first, then the rest.
pub fn languages(workspace: &Workspace) -> Vec<Language> {
    let mut all: Vec<Language> = workspace
        .header
        .languages
        .iter()
        .filter(|l| workspace.drafts.contains_key(l))
        .copied()
        .collect();
    for language in workspace.drafts.keys() {
        if !all.contains(language) {
            all.push(*language);
        }
    }
    all
}
