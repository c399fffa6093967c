//! Agreement and brackets, version by version: numbers and bars, a row a version.

use crate::app::App;
use crate::app::regions::{Area, Regions};
use crate::model::Moment;
use crate::model::progress::{Point, Progress};
use crate::text;

use super::Role;
use super::paint::Painter;

/// Rows above the bars: what the columns are.
const HEAD: u16 = 2;
/// Cells of a version's label at most.
const LABEL: usize = 14;

pub(super) fn draw(app: &App, regions: &Regions, painter: &mut Painter<'_>) {
    let pane = regions.main;
    let title = "Consensus · agreement and brackets, version by version";
    painter.frame(pane, title, true);
    let Some((workspace, session)) = app.workspace().zip(app.session()) else {
        return;
    };
    let progress = Progress::of(workspace, session.consensus());
    let (area, foot) = pane
        .inner
        .cut_bottom(if pane.inner.height < 10 { 0 } else { 2 });
    let columns = Columns::of(area.width, &progress);
    columns.head(area, painter);
    let rows = usize::from(area.height.saturating_sub(HEAD));
    // The newest are what people ask for; older ones are scrolled to.
    let hidden = progress.points.len().saturating_sub(rows);
    let top = hidden.saturating_sub(app.consensus().chart.unwrap_or_default());
    let seen = progress.points.iter().skip(top).take(rows);
    for (row, point) in seen.enumerate() {
        columns.row(point, area, HEAD + row as u16, painter);
    }
    if top > 0 {
        painter.put_right(area, 0, 0, painter.glyph("↑", "^"), Role::Muted);
    }
    below(&progress, foot, painter);
}

/// How agreement and brackets moved over all.
fn below(progress: &Progress, area: Area, painter: &mut Painter<'_>) {
    let (Some(first), Some(last)) = (progress.points.first(), progress.points.last()) else {
        return;
    };
    let line = if progress.points.len() < 2 {
        "No version is frozen yet: F freezes one, and the next will show what changed.".to_owned()
    } else {
        format!(
            "Since {}: {} agreed, {} brackets.",
            first.version.as_deref().unwrap_or("the draft"),
            signed(first.agreed, last.agreed),
            signed(first.brackets, last.brackets)
        )
    };
    painter.put_cut(area, 0, 1, &line, Role::Text);
    if progress.undated > 0 {
        let line = format!(
            "{} without a time count in every version that has their words.",
            crate::app::counted(progress.undated, "agreement", "agreements")
        );
        painter.put_cut(area, 1, 1, &line, Role::Muted);
    }
}

/// `+3`, `-2`, `0`.
fn signed(from: usize, to: usize) -> String {
    match to.checked_sub(from) {
        Some(0) => "0".to_owned(),
        Some(more) => format!("+{more}"),
        None => format!("-{}", from - to),
    }
}

/// Where the columns stand, and what a whole bar is worth.
struct Columns {
    label: u16,
    /// None where there is no room for it.
    frozen: Option<u16>,
    agreed: u16,
    brackets: u16,
    /// Cells of each bar.
    bar: u16,
    most_brackets: usize,
}

/// Cells of `2010-06-24`, of `120/1000 12%`, of the number of brackets.
const DATE: u16 = 10;
const SHARE: u16 = 14;
const COUNT: u16 = 5;

impl Columns {
    fn of(width: u16, progress: &Progress) -> Self {
        let label = progress
            .points
            .iter()
            .map(|point| text::cells(name(point)).min(LABEL))
            .max()
            .unwrap_or(0)
            .max("version".len()) as u16;
        let mut at = 1 + label + 2;
        let frozen = (width >= 70).then_some(at);
        at += frozen.map_or(0, |_| DATE + 2);
        let rest = width.saturating_sub(at + SHARE + COUNT + 3);
        let bar = (rest / 2).min(40);
        Self {
            label: 1,
            frozen,
            agreed: at,
            brackets: at + SHARE + bar + 2,
            bar,
            most_brackets: progress
                .points
                .iter()
                .map(|p| p.brackets)
                .max()
                .unwrap_or(0),
        }
    }

    fn head(&self, area: Area, painter: &mut Painter<'_>) {
        painter.put(area, 0, self.label, "version", Role::Title);
        if let Some(at) = self.frozen {
            painter.put(area, 0, at, "frozen", Role::Title);
        }
        painter.put(area, 0, self.agreed, "agreed", Role::Title);
        painter.put(area, 0, self.brackets, "brackets", Role::Title);
    }

    fn row(&self, point: &Point, area: Area, y: u16, painter: &mut Painter<'_>) {
        let ascii = painter.is_ascii();
        let shown = text::reveal(name(point));
        let label = text::truncate(&shown, LABEL);
        painter.put(area, y, self.label, &label, Role::Text);
        if let Some(at) = self.frozen {
            let day = point.frozen.map(Moment::minute).unwrap_or_default();
            let day: String = day.chars().take(usize::from(DATE)).collect();
            painter.put(area, y, at, &day, Role::Muted);
        }
        let share = (point.agreed * 100).checked_div(point.counted).unwrap_or(0);
        let said = format!("{}/{} {share}%", point.agreed, point.counted);
        painter.put(area, y, self.agreed, &said, Role::Text);
        let bar = bar(point.agreed, point.counted, self.bar, ascii);
        painter.put(area, y, self.agreed + SHARE, &bar, Role::Good);
        let said = point.brackets.to_string();
        painter.put(area, y, self.brackets, &said, Role::Text);
        let bar = self::bar(point.brackets, self.most_brackets, self.bar, ascii);
        painter.put(area, y, self.brackets + COUNT, &bar, Role::Bracket);
    }
}

fn name(point: &Point) -> &str {
    point.version.as_deref().unwrap_or("draft")
}

/// A bar of so many of `cells` as `part` has of `whole`, in eighths of a cell; something where there is something.
fn bar(part: usize, whole: usize, cells: u16, ascii: bool) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let cells = usize::from(cells);
    if ascii {
        let full = (part * cells).checked_div(whole).unwrap_or(0);
        let full = full.max(usize::from(part > 0)).min(cells);
        return "#".repeat(full);
    }
    let eighths = (part * cells * 8).checked_div(whole).unwrap_or(0);
    let eighths = eighths.max(usize::from(part > 0)).min(cells * 8);
    let mut bar = "█".repeat(eighths / 8);
    bar.push_str(EIGHTHS.get(eighths % 8).copied().unwrap_or_default());
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_part() {
        for (part, whole, drawn, plain) in [
            (0, 10, "", ""),
            (10, 10, "████", "####"),
            (5, 10, "██", "##"),
            (1, 16, "▎", "#"),
            (1, 1000, "▏", "#"),
            (9, 16, "██▎", "##"),
            (0, 0, "", ""),
            (3, 0, "▏", "#"),
        ] {
            assert_eq!(bar(part, whole, 4, false), drawn, "{part} of {whole}");
            assert_eq!(bar(part, whole, 4, true), plain, "{part} of {whole}");
        }
    }

    #[test]
    fn a_difference_has_its_sign() {
        assert_eq!(
            [signed(2, 5), signed(5, 2), signed(2, 2)],
            ["+3", "-3", "0"]
        );
    }
}
