//! The draft as it reads: label and status in the margin, the words, what is being typed.

use ratatui::style::Style;

use crate::app::precedents::ask::Provenance;
use crate::app::regions::{Area, Regions};
use crate::app::{App, Editing, Margin, indent};
use crate::model::{Paragraph, Part, Proposal, ProposalStatus, Source, Status, bracket};
use crate::text::{self, Direction};

use super::Role;
use super::paint::Painter;
use super::words::{Spans, Words, beneath, brackets};

/// Cells of offered words that can be judged by.
const OFFERED: usize = 48;

/// Glyph of a status; never without its word or, on a narrow terminal, the status of the selected paragraph beside it.
pub(super) fn glyph(status: Status) -> &'static str {
    match status {
        Status::Agreed | Status::AdRef => "=",
        Status::Pending => "!",
        Status::Stale => "~",
        Status::Bracketed => "[",
        Status::Open => "?",
        Status::Parked => "P",
    }
}

/// The word of a status, as people say it.
pub(super) fn word(status: Status) -> &'static str {
    match status {
        Status::AdRef => "ad ref",
        other => other.word(),
    }
}

pub(super) fn draw(app: &App, regions: &Regions, painter: &mut Painter<'_>) -> Option<(u16, u16)> {
    if let Some(side) = regions.side {
        super::side::draw(app, side, painter);
    }
    let pane = regions.main;
    let focused = app.draft().focus == crate::app::Focus::Text || app.editing().is_some();
    painter.frame(pane, "Text", focused);
    let document = app.document()?;
    let margin = app.margin(pane.inner.width);
    let scroll = app.draft().scroll;
    let mut view = View {
        app,
        painter,
        area: pane.inner,
        margin,
        row: 0,
        skip: scroll.skip,
        caret: None,
    };
    if let Some(first) = document.paragraphs.first()
        && scroll.top == 0
        && let Some(editing) = app.editing().filter(|editing| editing.is_first())
    {
        let cells = usize::from(app.text_width(first, pane.inner.width));
        view.typed(editing, None, margin.width() + indent(first), cells);
    }
    for (at, p) in document.paragraphs.iter().enumerate().skip(scroll.top) {
        if view.is_full() {
            break;
        }
        view.paragraph(at, p);
    }
    if document.paragraphs.is_empty() {
        view.painter.put(
            pane.inner,
            0,
            1,
            "The draft is empty: add a paragraph, or import a text.",
            Role::Muted,
        );
    }
    view.caret
}

/// The window on the text while it is being filled.
struct View<'a, 'b> {
    app: &'a App,
    painter: &'a mut Painter<'b>,
    area: Area,
    margin: Margin,
    row: u16,
    skip: usize,
    caret: Option<(u16, u16)>,
}

impl View<'_, '_> {
    fn is_full(&self) -> bool {
        self.row >= self.area.height
    }

    /// The row of the window for the next row of the text, if it is in the window.
    fn next(&mut self) -> Option<u16> {
        if self.skip > 0 {
            self.skip -= 1;
            return None;
        }
        let row = self.row;
        self.row += 1;
        (row < self.area.height).then_some(row)
    }

    fn paragraph(&mut self, at: usize, p: &Paragraph) {
        let selected = self.app.draft().selected == Some(p.id);
        if let Some(part) = &p.part
            && let Some(row) = self.next()
        {
            self.painter.rule(self.area, row, &part_title(part));
        }
        self.brackets_over(p, true);
        let editing = self.app.editing().filter(|editing| editing.is_on(p.id));
        let column = self.margin.width() + indent(p);
        let cells = usize::from(self.app.text_width(p, self.area.width));
        let header = self.app.workspace().map(|w| &*w.header);
        if let Some(editing) = editing {
            self.typed(editing, Some((at, p)), column, cells);
        } else {
            let (shown, spans) = match self.app.shown_words(p) {
                Err(gone) => (gone, vec![(0..gone.len(), Role::Muted)]),
                Ok(words) if self.app.draft().plain => (words, Spans::new()),
                Ok(words) => (words, brackets(words, header)),
            };
            let words = Words::new(shown, cells, &spans);
            for n in 0..words.len() {
                if self.is_full() {
                    return;
                }
                if let Some(row) = self.next() {
                    self.before_words(n, at, p, selected, row);
                    let area = shifted(self.area, column);
                    let ground = self.painter.style(Role::Text);
                    words.draw(n, self.painter, area, row, ground);
                }
            }
        }
        self.brackets_over(p, false);
        if let Some(editing) = self.app.editing().filter(|editing| editing.is_behind(p.id)) {
            self.typed(editing, None, column, cells);
        }
    }

    /// The signs of brackets over several paragraphs, a row each.
    fn brackets_over(&mut self, p: &Paragraph, opens: bool) {
        let app = self.app;
        let here = app.brackets_over(move |b| if opens { b.from } else { b.to } == p.id);
        for marks in here {
            if let Some(row) = self.next() {
                let marks = text::reveal(marks);
                let said = match (opens, marks.is_empty()) {
                    (true, true) => "[ opens here".to_owned(),
                    (true, false) => format!("[ opens here - {marks}"),
                    (false, true) => "] closes here".to_owned(),
                    (false, false) => format!("] closes here - {marks}"),
                };
                let area = shifted(self.area, self.margin.width());
                self.painter.put(area, row, 0, &said, Role::Bracket);
            }
        }
    }

    /// Mark, label and status before a row of a paragraph.
    fn before_words(&mut self, n: usize, at: usize, p: &Paragraph, selected: bool, row: u16) {
        if selected {
            let mark = self.painter.glyph("▌", ">");
            self.painter.put(self.area, row, 0, mark, Role::Mark);
        }
        let status_column = 2 + self.margin.label + 1;
        self.waiting(n, p, row, status_column);
        if n == 1 && text::direction(p.text()) == Direction::Rtl {
            self.painter
                .put(self.area, row, status_column, "RTL", Role::Muted);
        }
        if n > 0 {
            return;
        }
        let name = match &p.label {
            Some(label) => text::reveal(label.as_str()).into_owned(),
            None => format!("¶{}", at + 1),
        };
        let role = match (selected, p.label.is_some()) {
            (true, _) => Role::Title,
            (false, true) => Role::Text,
            (false, false) => Role::Muted,
        };
        let label = text::truncate(&name, usize::from(self.margin.label));
        let gap = self.margin.label.saturating_sub(text::cells(&label) as u16);
        self.painter.put(self.area, row, 2 + gap, &label, role);
        self.status(p, row, status_column);
    }

    /// What is proposed on a paragraph and waits: a mark before its label, and how many below its status.
    fn waiting(&mut self, n: usize, p: &Paragraph, row: u16, column: u16) {
        let Some(workspace) = self.app.workspace().filter(|_| n < 2) else {
            return;
        };
        let waiting = workspace.pending(p.id);
        if waiting.is_empty() {
            return;
        }
        let stale = |p: &&std::sync::Arc<Proposal>| p.status == ProposalStatus::StaleBase;
        let role = if waiting.iter().any(stale) {
            Role::Attention
        } else {
            Role::Near
        };
        if n == 0 {
            self.painter.put(self.area, row, 1, "+", role);
        } else if self.margin.word && text::direction(p.text()) == Direction::Ltr {
            let area = Area {
                width: self.margin.width().min(self.area.width),
                ..self.area
            };
            let many = match waiting.len() {
                1 => "+1 proposal".to_owned(),
                many => format!("+{many} propos."),
            };
            self.painter.put(area, row, column, &many, role);
        }
    }

    fn status(&mut self, p: &Paragraph, row: u16, column: u16) {
        let Some((session, workspace)) = self.app.session().zip(self.app.workspace()) else {
            return;
        };
        let standing = session
            .place(p.id)
            .and_then(|at| session.consensus().paragraphs.get(at));
        let area = Area {
            width: self.margin.width().min(self.area.width),
            ..self.area
        };
        if workspace.is_stale_translation(self.app.language(), p) {
            let shown = if self.margin.word { "~ to transl" } else { "~" };
            self.painter.put(area, row, column, shown, Role::Attention);
            return;
        }
        match standing {
            Some(standing) if standing.counted => {
                let role = Role::of_status(standing.status);
                let next = self
                    .painter
                    .put(area, row, column, glyph(standing.status), role);
                if self.margin.word {
                    self.painter
                        .put(area, row, next + 1, word(standing.status), role);
                }
            }
            // A frame of the text, or a part that is not negotiated: what it is stands where a status would.
            _ if self.margin.word => {
                self.painter
                    .put(area, row, column, p.role.word(), Role::Muted);
            }
            _ => {}
        }
    }

    /// Words that are being typed, and the line of counts below them.
    fn typed(
        &mut self,
        editing: &Editing,
        on: Option<(usize, &Paragraph)>,
        column: u16,
        cells: usize,
    ) {
        let view = editing.field.view(cells);
        let (caret_row, caret_column) = view.caret;
        let header = self.app.workspace().map(|w| &*w.header);
        let mut spans = brackets(editing.field.text(), header);
        if let Some(known) = self.provenance(editing) {
            let agreed = known.spans.iter().map(|span| span.range.clone());
            spans = beneath(spans, agreed, Role::Agreed);
        }
        if let Some(mark) = editing.mark {
            // What is selected is lit, whatever it is.
            let caret = editing.field.caret();
            let selected = mark.min(caret)..mark.max(caret);
            spans.retain(|(r, _)| r.end <= selected.start || selected.end <= r.start);
            spans.push((selected, Role::Hit));
            spans.sort_by_key(|(range, _)| range.start);
        }
        let words = Words::of(view.shown, view.rows, &spans);
        let area = shifted(self.area, column);
        for n in 0..words.len() {
            if let Some(row) = self.next() {
                match on {
                    Some((at, p)) => self.before_words(n, at, p, true, row),
                    None => {
                        let mark = self.painter.glyph("▌", ">");
                        self.painter.put(self.area, row, 0, mark, Role::Mark);
                        if n == 0 {
                            self.before_typed(editing, row);
                        }
                    }
                }
                words.draw(n, self.painter, area, row, Style::new());
                if n == caret_row {
                    let x = (area.x + caret_column as u16)
                        .min(self.area.x + self.area.width.saturating_sub(1));
                    self.caret = Some((x, area.y + row));
                }
            }
        }
        if let Some(row) = self.next() {
            let (mut line, role) = counts(editing.field.text());
            if let Some(known) = self.provenance(editing).filter(|known| known.agreed > 0) {
                line.push_str(&format_args!(" · {} agreed", known.agreed).to_string());
            }
            if let Some(said) = editing.in_name_of() {
                line = format!("{said} · {line}");
            }
            let mark = self.painter.glyph("▌", ">");
            self.painter.put(self.area, row, 0, mark, Role::Mark);
            let next = self.painter.put_cut(area, row, 0, &line, role);
            if let Some((offer, others)) = self.app.offered() {
                let mut words = offer.completion.words.clone();
                words.push_str(
                    &format_args!(
                        "  {} {}",
                        offer.symbol,
                        Source::paragraph_name(&offer.paragraph)
                    )
                    .to_string(),
                );
                if others > 0 {
                    words.push_str(&format_args!(" · Shift-Tab {others} more").to_string());
                }
                // What is counted gives way to words that could not be read otherwise.
                let room = usize::from(area.width.saturating_sub(next + 6));
                let next = if room < text::cells(&words).min(OFFERED) {
                    let blank = " ".repeat(usize::from(area.width));
                    self.painter.put(area, row, 0, &blank, Role::Text);
                    0
                } else {
                    next + 2
                };
                let next = self.painter.put_cut(area, row, next, "Tab ", Role::Key);
                self.painter.put_cut(area, row, next, &words, Role::Muted);
            }
        }
    }

    /// Before the first row of what stands in rows of its own: that it is new, or whose words it has and that it is deleted.
    fn before_typed(&mut self, editing: &Editing, row: u16) {
        if !editing.is_gone() {
            self.painter.put(self.area, row, 2, "+ new", Role::Near);
            return;
        }
        let margin = Area {
            width: self.margin.width().min(self.area.width),
            ..self.area
        };
        let said = if self.margin.word { "deleted" } else { "-" };
        let column = 2 + self.margin.label + 1;
        self.painter.put(margin, row, column, said, Role::Danger);
        if let Some(label) = self.app.label_of_deleted(editing.paragraph()) {
            let name = text::reveal(&label);
            let label = text::truncate(&name, usize::from(self.margin.label));
            let gap = self.margin.label.saturating_sub(text::cells(&label) as u16);
            self.painter
                .put(self.area, row, 2 + gap, &label, Role::Title);
        }
    }

    /// Where the words that are being typed come from, if that is known of just these words.
    fn provenance(&self, editing: &Editing) -> Option<&Provenance> {
        let known = self.app.provenance(editing.paragraph())?;
        (known.text == editing.field.text()).then_some(known)
    }
}

/// The area from a column on.
fn shifted(area: Area, column: u16) -> Area {
    let column = column.min(area.width);
    Area {
        x: area.x + column,
        width: area.width - column,
        ..area
    }
}

/// `annex II · original Russian · not negotiated`.
fn part_title(part: &Part) -> String {
    let mut title = part.name();
    if let Some(original) = &part.original {
        title.push_str(&format_args!(" · original {}", original.name()).to_string());
    }
    if !part.negotiated {
        title.push_str(" · not negotiated");
    }
    title
}

/// What can be said of words while they are typed.
fn counts(words: &str) -> (String, Role) {
    let read = bracket::parse(words, &bracket::looks_like_code);
    let total = text::count(words);
    let unit = if total == 1 { "word" } else { "words" };
    let brackets = bracket::count(words);
    let mut line = format!("{total} {unit}");
    if brackets > 0 {
        line.push_str(&format_args!(" · {brackets} [ ]").to_string());
    }
    let hidden = text::hidden(words).count();
    if hidden > 0 {
        line.push_str(&format_args!(" · {hidden} hidden").to_string());
    }
    match read.issues.len() {
        0 => (line, Role::Muted),
        n => (
            format!(
                "{line} · {n} bracket{} without a partner",
                if n == 1 { "" } else { "s" }
            ),
            Role::Danger,
        ),
    }
}
