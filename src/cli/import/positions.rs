//! `import FILE --as positions`: a table of positions, as `export --what positions` writes it or as a person fills it in.
//!
//! All or nothing: a row that cannot be read or does not say whose stance on what it is keeps the whole table out. A row
//! whose words are not those that stand is left out and said.

use std::collections::HashSet;
use std::fs;

use serde::Serialize;

use super::super::context::{Context, Desk};
use super::super::exit::{Exit, Failure};
use super::super::json::Noticed;
use super::super::{check, find, words::counted};
use super::ImportArgs;
use crate::convert::csv::{self, CsvRow};
use crate::edit::Change;
use crate::model::{Code, Finding, Id, Position, Severity, Stance, UNHEARD, Visibility, Workspace};
use crate::text::{Digest, clean_paragraph};

/// The JSON of it.
#[derive(Debug, Serialize)]
struct ImportedPositions<'a> {
    rows: usize,
    changed: usize,
    findings: Vec<Noticed<'a>>,
    /// What was written; none of a preview, or when nothing changed.
    written: Option<String>,
}

/// A position to record; none to take it back.
type Entry = (Code, Id, Option<Position>);

pub(super) fn run(
    args: &ImportArgs,
    desk: &mut Desk,
    context: &mut Context,
) -> Result<Exit, Failure> {
    let path = &args.file;
    let bytes = fs::read(path).map_err(|error| Failure::file(path, "cannot be read", &error))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        Failure::new(format!("{}: is not UTF-8: {error}", path.display()))
            .hint("save it as “CSV UTF-8”")
    })?;
    let rows =
        csv::read(&text).map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
    let workspace = desk.workspace();
    let mut reader = Reader::new(workspace, &rows, context)?;
    let (mut entries, mut bad, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for (line, cells) in rows.iter().skip(1) {
        match reader.entry(cells) {
            Ok(Some(entry)) => {
                if !seen.insert((entry.0, entry.1)) {
                    bad.push(format!(
                        "line {line}: {} is on this paragraph twice",
                        entry.0
                    ));
                }
                entries.push(entry);
            }
            Ok(None) => reader.left.push(*line),
            Err(why) => bad.push(format!("line {line}: {why}")),
        }
    }
    if !bad.is_empty() {
        return Err(refused(path, &bad));
    }
    let findings: Vec<Finding> = reader.left.iter().map(|line| other_words(*line)).collect();
    let rows = entries.len() + findings.len();
    let changed = entries.iter().filter(|(code, id, position)| {
        let held = workspace.position(*code, *id);
        held != position.as_ref()
    });
    let changed = changed.count();
    let mut written = None;
    if changed > 0 && !args.dry_run {
        let change = Change::SetPositions { positions: entries };
        written = Some(context.commit(desk, &change)?.title.to_string());
    }
    give(context, rows, changed, &findings, written);
    Ok(Exit::found(!findings.is_empty()))
}

/// The lines that cannot be taken, as many as can be read at once.
fn refused(path: &std::path::Path, bad: &[String]) -> Failure {
    const SHOWN: usize = 20;
    let mut lines: Vec<&str> = bad.iter().take(SHOWN).map(String::as_str).collect();
    let more = format!("and {} more", bad.len().saturating_sub(SHOWN));
    if bad.len() > SHOWN {
        lines.push(&more);
    }
    Failure::new(format!("{}: {}", path.display(), lines.join("\n")))
        .hint("nothing was written: put the lines right, and import again")
}

fn other_words(line: usize) -> Finding {
    let message = format!("line {line}: was given on other words than those that stand; left out");
    Finding::new("import", Severity::Warning, message)
}

fn give(
    context: &mut Context,
    rows: usize,
    changed: usize,
    findings: &[Finding],
    written: Option<String>,
) {
    if context.is_json() {
        context.out.json(&ImportedPositions {
            rows,
            changed,
            findings: Noticed::all(findings),
            written,
        });
        return;
    }
    let line = format!(
        "{}, {} other than recorded",
        counted(rows, "position", "positions"),
        changed
    );
    context.out.line(&line);
    if let Some(written) = written {
        context.out.line(&written);
    }
    if !findings.is_empty() {
        check::list(&mut context.out, findings);
    }
}

/// What reads a row: the columns by their names, and what is known already.
struct Reader<'a> {
    workspace: &'a Workspace,
    columns: Vec<(&'static str, usize)>,
    at: crate::model::Moment,
    /// Lines that were given on other words.
    left: Vec<usize>,
}

/// The columns that are read; others are passed over.
const COLUMNS: [&str; 12] = [
    "delegation",
    "id",
    "label",
    "place",
    "stance",
    "on",
    "needs",
    "proposal",
    "note",
    "said_in",
    "at",
    "visibility",
];

impl<'a> Reader<'a> {
    fn new(workspace: &'a Workspace, rows: &[CsvRow], context: &Context) -> Result<Self, Failure> {
        let names = rows.first().map(|(_, cells)| cells.as_slice());
        let columns: Vec<(&'static str, usize)> = names
            .unwrap_or_default()
            .iter()
            .enumerate()
            .filter_map(|(at, cell)| {
                let cell = cell.trim().to_lowercase();
                let known = COLUMNS.iter().find(|name| **name == cell)?;
                Some((*known, at))
            })
            .collect();
        let has = |name: &str| columns.iter().any(|(known, _)| *known == name);
        if !has("delegation") || !has("stance") || !(has("id") || has("label") || has("place")) {
            return Err(Failure::new(
                "the first line names the columns: `delegation`, `stance`, and one of `id`, `label`, `place`",
            )
            .hint("`rapporteur export --to csv --what positions` writes such a table"));
        }
        Ok(Self {
            workspace,
            columns,
            at: context.stamp()?.at,
            left: Vec::new(),
        })
    }

    fn cell<'c>(&self, cells: &'c [String], name: &str) -> &'c str {
        let column = self.columns.iter().find(|(known, _)| *known == name);
        let cell = column.and_then(|(_, at)| cells.get(*at));
        cell.map(|cell| cell.trim()).unwrap_or_default()
    }

    /// What a row says; none when it was given on other words than those that stand.
    fn entry(&self, cells: &[String]) -> Result<Option<Entry>, String> {
        let cell = |name: &str| self.cell(cells, name);
        let failed = |failure: Failure| failure.message;
        let party = find::party(self.workspace, cell("delegation")).map_err(failed)?;
        let said = match (cell("id"), cell("label"), cell("place")) {
            ("", "", "") => return Err("says no paragraph".to_owned()),
            ("", "", place) => format!("#{}", place.trim_start_matches('#')),
            ("", label, _) => label.to_owned(),
            (id, _, _) => id.to_owned(),
        };
        let id = find::paragraph(self.workspace, &said).map_err(failed)?;
        let words = self.workspace.words(id);
        let words = words.ok_or_else(|| format!("{said} is not in the original"))?;
        let word = cell("stance").to_lowercase().replace(['-', ' '], "_");
        if word == UNHEARD {
            return Ok(Some((party, id, None)));
        }
        let paragraph = |said: &str| find::paragraph(self.workspace, said).map_err(failed);
        let needs = cell("needs").split_whitespace().map(paragraph);
        let proposal = match cell("proposal") {
            "" => None,
            said => Some(
                said.parse()
                    .map_err(|_bad| format!("no proposal “{said}”"))?,
            ),
        };
        let stance = Stance::from_word(&word, needs.collect::<Result<_, _>>()?, proposal);
        let stance = stance.ok_or_else(|| {
            let words = Stance::WORDS.join(", ");
            format!("no stance “{}”: {words}, {UNHEARD}", cell("stance"))
        })?;
        let on = cell("on");
        if !on.is_empty() && on.parse::<Digest>().ok() != Some(words) {
            return Ok(None);
        }
        let text = |name: &str| {
            let said = clean_paragraph(cell(name));
            (!said.is_empty()).then(|| said.into())
        };
        let at = match cell("at") {
            "" => self.at,
            said => said.parse().map_err(|error| format!("{error}"))?,
        };
        let visibility = match cell("visibility") {
            "" | "room" => Visibility::Room,
            "group" => Visibility::Group,
            other => return Err(format!("no visibility “{other}”: room, group")),
        };
        // A position that is recorded on these words keeps what the table does not have.
        let held = self.workspace.position(party, id);
        let held = held.filter(|held| held.stance == stance && held.on == words);
        let said_in = text("said_in").or_else(|| match held {
            Some(held) => held.said_in.clone(),
            None => self.workspace.header.meeting.clone(),
        });
        let position = Position {
            at: match (cell("at"), held) {
                ("", Some(held)) => held.at,
                _ => Some(at),
            },
            note: text("note"),
            said_in,
            visibility,
            carried: held.and_then(|held| held.carried),
            chapeau: held.and_then(|held| held.chapeau),
            ..Position::new(stance, words)
        };
        Ok(Some((party, id, Some(position))))
    }
}
