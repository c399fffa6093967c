//! Who holds what, from the interface: every bracket of the draft with its holders and its age, to go to; and how many there are
//! by section, delegation, group and version. What is shown beside a paragraph is in `crate::ui::holders`.

use super::App;
use super::overlay::{Choose, Line, Row};
use crate::model::{Holding, Holdings, Moment, Wants};
use crate::text;

/// Since when a bracket stands, for people: `new`, `since rev-1, 12 days`.
pub fn age(held: &Holdings, holding: &Holding, now: Moment) -> String {
    let Some((label, _)) = held.since(holding) else {
        return "new".to_owned();
    };
    match held.days(holding, now) {
        Some(days) => format!(
            "since {label}, {}",
            super::counted(days as usize, "day", "days")
        ),
        None => format!("since {label}"),
    }
}

/// Who holds a bracket, for people: `for AZE TKM · against IRN · reserve USA`; of several wordings `for 1 AZE · for 2 IRN`. No
/// more than so many are named each way.
pub fn who(holding: &Holding, most: usize) -> String {
    let mut parts = Vec::new();
    let behind = holding.behind().into_iter().map(|(nth, names)| {
        let title = nth.map_or_else(|| "for".to_owned(), |nth| format!("for {nth}"));
        (title, names)
    });
    let others = [
        ("against".to_owned(), holding.opponents()),
        ("reserve".to_owned(), holding.reserving()),
    ];
    for (title, names) in behind.chain(others) {
        let first: Vec<&str> = names.iter().take(most).copied().collect();
        match names.len().saturating_sub(most) {
            _ if names.is_empty() => {}
            0 => parts.push(format!("{title} {}", first.join(" "))),
            more => parts.push(format!("{title} {} and {more} more", first.join(" "))),
        }
    }
    if parts.is_empty() {
        return "nobody named".to_owned();
    }
    parts.join(" · ")
}

/// How many are named in a row of the list.
const NAMED: usize = 6;

impl App {
    /// What a bracket is called: by its words, or by how far it reaches.
    pub fn bracket_words(&self, holding: &Holding) -> String {
        let last = holding
            .to
            .and_then(|to| Some(self.workspace()?.original()?.paragraphs.get(to)?.id));
        match last {
            Some(id) => format!("[up to {}]", self.name_of(id)),
            None => format!("[{}]", holding.words()),
        }
    }

    /// Lists every bracket with those who hold it; the chosen one is gone to.
    pub(super) fn open_holders(&mut self) {
        let Some(session) = self.session() else {
            return;
        };
        let held = session.holdings();
        if held.brackets.is_empty() {
            self.say("No brackets are left.");
            return;
        }
        let title = format!(
            "Who holds what · {}",
            super::counted(held.brackets.len(), "bracket", "brackets")
        );
        let row = |holding: &Holding| Row {
            text: format!(
                "{}  {}  {}",
                self.name_of(holding.paragraph),
                who(holding, NAMED),
                self.bracket_words(holding)
            ),
            detail: age(held, holding, self.now),
        };
        let rows: Vec<Row> = held.brackets.iter().map(row).collect();
        let ids = held
            .brackets
            .iter()
            .map(|holding| holding.paragraph)
            .collect();
        self.open_choice(title, rows, Choose::Paragraph(ids));
    }

    /// How many brackets there are, by version, section, group and delegation.
    pub(super) fn open_bracket_sums(&mut self) {
        let Some((workspace, session)) = self.workspace().zip(self.session()) else {
            return;
        };
        let held = session.holdings();
        let mut lines = vec![Line::Strong("By version".to_owned())];
        let mut table = Table::new(&["", "brackets", "came", "went"]);
        for row in &held.versions {
            let label = row.label.as_ref().map(ToString::to_string);
            let label = label.unwrap_or_else(|| "draft".to_owned());
            table.row(label, &[row.brackets, row.opened, row.settled]);
        }
        lines.extend(table.lines());
        if let Some(document) = workspace.original() {
            lines.extend([
                Line::Plain(String::new()),
                Line::Strong("By section".to_owned()),
            ]);
            let mut table = Table::new(&["", "brackets", "opposed", "held by nobody"]);
            for sum in held.by_section(document) {
                let name = text::truncate(&sum.name, 32).into_owned();
                table.row(name, &[sum.brackets, sum.opposed, sum.unheld]);
            }
            lines.extend(table.lines());
        }
        if !workspace.header.groups.is_empty() {
            lines.extend([
                Line::Plain(String::new()),
                Line::Strong("By group".to_owned()),
            ]);
            let mut table = Table::new(&["", "as a group", "members", "on both sides"]);
            for sum in held.by_group(&workspace.header) {
                table.row(sum.code.to_string(), &[sum.own, sum.members, sum.split]);
            }
            lines.extend(table.lines());
        }
        lines.extend([
            Line::Plain(String::new()),
            Line::Strong("By delegation".to_owned()),
        ]);
        let mut titles = vec!["", "own"];
        titles.extend(Wants::ALL.iter().map(|(_, word)| *word));
        titles.extend(["alone", "group"]);
        let mut table = Table::new(&titles);
        let sums = held.by_delegation(&workspace.header);
        let through = sums.iter().filter(|sum| sum.own == 0).count();
        for sum in sums.iter().filter(|sum| sum.own > 0) {
            let mut counts = vec![sum.own];
            counts.extend(sum.wants);
            counts.extend([sum.alone, sum.via]);
            table.row(sum.code.to_string(), &counts);
        }
        lines.extend(table.lines());
        if through > 0 {
            lines.push(Line::Faint(format!(
                "{through} more through a group alone."
            )));
        }
        self.open_lines("Brackets in numbers", lines);
    }
}

/// Rows of a name and numbers, as wide as they need.
struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    fn new(titles: &[&str]) -> Self {
        let titles = titles.iter().map(|title| (*title).to_owned()).collect();
        Self { rows: vec![titles] }
    }

    fn row(&mut self, name: String, counts: &[usize]) {
        let mut row = vec![name];
        row.extend(counts.iter().map(|count| match count {
            0 => "·".to_owned(),
            count => count.to_string(),
        }));
        self.rows.push(row);
    }

    fn lines(self) -> Vec<Line> {
        if self.rows.len() < 2 {
            return vec![Line::Faint("None.".to_owned())];
        }
        let many = self.rows.first().map_or(0, Vec::len);
        let width = |at: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(at));
            cells
                .map(|cell| text::cells(cell))
                .max()
                .unwrap_or_default()
        };
        let widths: Vec<usize> = (0..many).map(width).collect();
        let line = |row: &Vec<String>| {
            let cells = row
                .iter()
                .zip(&widths)
                .map(|(cell, width)| text::pad(cell, *width));
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        let mut lines = self.rows.iter().map(line);
        let head = lines.next().map(Line::Faint);
        head.into_iter().chain(lines.map(Line::Plain)).collect()
    }
}
