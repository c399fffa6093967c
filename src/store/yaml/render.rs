//! How a value is laid out at a place in a file: the style of a long text, short lists and mappings between brackets,
//! others one part a line. Start at [`render`]; [`emit`] writes a whole new file.

use unicode_width::UnicodeWidthStr;

use super::fold::{can_fold, lay_out};
use super::value::{Value, double_quoted, escaped, is_plain, one_line};

/// A value laid out: what stands on the line of its key or dash, and the whole lines after it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Laid {
    pub(crate) inline: String,
    pub(crate) lines: Vec<String>,
}

/// How the text that is replaced was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    New,
    Folded,
    Literal,
    Plain,
    Single,
    Double,
}

/// Where a value goes.
#[derive(Debug, Clone)]
pub(crate) struct Spot<'a> {
    /// Column of the key; the lines of the value stand deeper.
    pub(crate) column: usize,
    /// Column of the value's lines.
    pub(crate) indent: usize,
    /// How much deeper than its key a list stands: 0 is allowed.
    pub(crate) list_step: usize,
    pub(crate) style: Style,
    /// The lines the text had, without indentation.
    pub(crate) old: &'a [&'a str],
}

impl Spot<'_> {
    /// A place without a past, under a key in `column`.
    pub(crate) fn new(column: usize, list_step: usize) -> Self {
        Self {
            column,
            indent: column + 2,
            list_step,
            style: Style::New,
            old: &[],
        }
    }
}

/// Widest list or mapping between brackets, in cells.
const WIDEST_FLOW: usize = 160;

/// The ways to write `value` at `spot`, the best first. Each means the same; which one fits its surroundings is for the
/// check afterwards to say.
pub(crate) fn render(value: &Value, spot: &Spot<'_>) -> Vec<Laid> {
    match value {
        Value::Text(text) => render_text(text, spot),
        Value::String(text) if text.width() > 80 => render_text(text, spot),
        Value::String(text) if !matches!(spot.style, Style::New) => {
            let mut ways = render_text(text, spot);
            if is_short_scalar(spot) {
                ways.insert(0, inline(one_line(text, false)));
            }
            ways
        }
        Value::String(text) => vec![inline(one_line(text, false))],
        Value::Integer(_) | Value::Bool(_) => vec![inline(value.flow())],
        Value::Bare(text) => vec![inline(text.clone())],
        Value::List(values) if values.is_empty() => vec![inline(value.flow())],
        Value::Map(pairs) if pairs.is_empty() => vec![inline(value.flow())],
        Value::List(values) => {
            let flat = values
                .iter()
                .all(|one| !matches!(one, Value::List(_) | Value::Map(_)));
            if flat && fits_flow(value, 80) {
                return vec![inline(value.flow())];
            }
            let lines = list_lines(values, spot.column + spot.list_step, spot.list_step);
            vec![Laid {
                inline: String::new(),
                lines,
            }]
        }
        Value::Map(pairs) => {
            if fits_flow(value, 60) {
                return vec![inline(value.flow())];
            }
            let lines = map_lines(pairs, spot.indent, spot.list_step);
            vec![Laid {
                inline: String::new(),
                lines,
            }]
        }
    }
}

/// Whether a short word stood there as it is written by itself: bare, or in quotes because it had to be. A label that was
/// `2 bis` becomes `"4"` and `2 bis` again; quotes that somebody chose are kept.
fn is_short_scalar(spot: &Spot<'_>) -> bool {
    let [old] = spot.old else {
        return false;
    };
    let bare = old.trim_matches(['"', '\'']);
    match spot.style {
        Style::Plain => true,
        Style::Double | Style::Single => !is_plain(bare, false),
        _ => false,
    }
}

fn inline(text: String) -> Laid {
    Laid {
        inline: text,
        lines: Vec::new(),
    }
}

pub(crate) fn fits_flow(value: &Value, widest: usize) -> bool {
    value.is_brief() && value.flow().width() <= widest
}

/// `key: value` lines of a block mapping.
pub(crate) fn map_lines(pairs: &[(String, Value)], column: usize, list_step: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for (key, value) in pairs {
        let laid = render(value, &Spot::new(column, list_step))
            .into_iter()
            .next();
        lines.extend(pair_lines(key, laid.unwrap_or_default(), column));
    }
    lines
}

/// One `key: value` with its lines.
pub(crate) fn pair_lines(key: &str, laid: Laid, column: usize) -> Vec<String> {
    let space = if laid.inline.is_empty() { "" } else { " " };
    let first = format!(
        "{:column$}{}:{space}{}",
        "",
        super::value::key(key, false),
        laid.inline
    );
    std::iter::once(first).chain(laid.lines).collect()
}

/// Lines of a block list whose dashes stand in `column`; mappings between brackets where they are brief.
fn list_lines(values: &[Value], column: usize, list_step: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for value in values {
        match value {
            Value::Map(pairs) if !pairs.is_empty() && !fits_flow(value, WIDEST_FLOW) => {
                lines.extend(item_lines(pairs, column, 2, list_step));
            }
            Value::List(inner) if !fits_flow(value, WIDEST_FLOW) => {
                lines.push(format!("{:column$}-", ""));
                lines.extend(list_lines(inner, column + 2, list_step));
            }
            Value::List(_) | Value::Map(_) => {
                lines.push(format!("{:column$}- {}", "", value.flow()));
            }
            _ => {
                let laid = render(value, &Spot::new(column, 0)).into_iter().next();
                let laid = laid.unwrap_or_default();
                lines.push(format!("{:column$}- {}", "", laid.inline));
                lines.extend(laid.lines);
            }
        }
    }
    lines
}

/// A mapping as an item of a block list: its keys stand `step` columns right of the dash.
pub(crate) fn item_lines(
    pairs: &[(String, Value)],
    column: usize,
    step: usize,
    list_step: usize,
) -> Vec<String> {
    let mut lines = map_lines(pairs, column + step, list_step);
    if let Some(first) = lines.first_mut() {
        *first = format!(
            "{:column$}-{:gap$}{}",
            "",
            "",
            first.trim_start(),
            gap = step - 1
        );
    }
    lines
}

fn render_text(text: &str, spot: &Spot<'_>) -> Vec<Laid> {
    let trimmed = text.strip_suffix('\n').unwrap_or(text);
    let foldable = can_fold(trimmed);
    let one_line_fits = text.width() <= 60 || (spot.old.len() == 1 && text.width() <= 100);
    let plain = || inline(text.to_owned());
    let mut ways = Vec::new();
    match spot.style {
        Style::New if text.width() <= 60 && is_plain(text, false) => ways.push(plain()),
        Style::Plain if is_plain(text, false) && one_line_fits => ways.push(plain()),
        Style::Plain if foldable && spot.old.len() > 1 && !text.contains('\n') => {
            let lines = lay_out(text, spot.old);
            if lines.iter().all(|line| is_plain(line, false)) {
                ways.push(flowing(&lines, spot, "", str::to_owned));
            }
        }
        Style::Single
            if !text.contains(['\n', '\t', '\r']) && text.chars().all(super::guard::writable) =>
        {
            let quote = |line: &str| line.replace('\'', "''");
            if one_line_fits || !foldable {
                ways.push(inline(format!("'{}'", quote(text))));
            } else {
                ways.push(flowing(&lay_out(text, spot.old), spot, "'", quote));
            }
        }
        Style::Double if foldable && !text.contains('\n') && !one_line_fits => {
            ways.push(flowing(&lay_out(text, spot.old), spot, "\"", escaped));
        }
        Style::Double => ways.push(inline(double_quoted(text))),
        Style::Literal => ways.extend(literal(text, spot)),
        _ => {}
    }
    if foldable {
        let head = if trimmed.len() == text.len() {
            ">-"
        } else {
            ">"
        };
        let old = if matches!(spot.style, Style::Folded) {
            spot.old
        } else {
            &[]
        };
        ways.push(Laid {
            inline: head.to_owned(),
            lines: indented(&lay_out(trimmed, old), spot.indent),
        });
    }
    ways.push(inline(double_quoted(text)));
    ways
}

fn indented<S: AsRef<str>>(lines: &[S], indent: usize) -> Vec<String> {
    let one = |line: &S| match line.as_ref() {
        "" => String::new(),
        words => format!("{:indent$}{words}", ""),
    };
    lines.iter().map(one).collect()
}

/// Plain or quoted text over several lines, starting on the line of its key.
fn flowing(lines: &[String], spot: &Spot<'_>, quote: &str, write: impl Fn(&str) -> String) -> Laid {
    let mut written: Vec<String> = lines.iter().map(|line| write(line)).collect();
    if let Some(first) = written.first_mut() {
        first.insert_str(0, quote);
    }
    if let Some(last) = written.last_mut() {
        last.push_str(quote);
    }
    let rest = written.split_off(written.len().min(1));
    let first = written.pop().unwrap_or_default();
    Laid {
        inline: first,
        lines: indented(&rest, spot.indent),
    }
}

/// A literal block, if it can carry the text: up to one line break at its end, nothing a reader refuses.
fn literal(text: &str, spot: &Spot<'_>) -> Option<Laid> {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let chomp = if body.len() == text.len() { "-" } else { "" };
    let first = body.split('\n').find(|line| !line.is_empty())?;
    let blank = |line: &str| !line.is_empty() && line.trim_matches(' ').is_empty();
    let refused = body.ends_with('\n')
        || first.starts_with('\t')
        || body.contains('\r')
        || body.split('\n').any(blank)
        || !body.chars().all(super::guard::writable);
    let depth = spot.indent - spot.column;
    if refused || depth > 9 {
        return None;
    }
    let digit = if first.starts_with(' ') {
        depth.to_string()
    } else {
        String::new()
    };
    let lines: Vec<&str> = body.split('\n').collect();
    Some(Laid {
        inline: format!("|{digit}{chomp}"),
        lines: indented(&lines, spot.indent),
    })
}

/// A whole new file from a mapping (any other value stands alone): top-level mappings one key a line, lists of mappings
/// with ids as items with a blank line before each, entries of other mappings between brackets where they are brief.
pub(crate) fn emit(value: &Value) -> String {
    let lines = match value {
        Value::Map(pairs) if !pairs.is_empty() => pairs
            .iter()
            .flat_map(|(key, value)| top_lines(key, value))
            .collect(),
        Value::List(values) if !values.is_empty() => list_lines(values, 0, 0),
        other => vec![other.flow()],
    };
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

fn top_lines(key: &str, value: &Value) -> Vec<String> {
    let head = || vec![format!("{}:", super::value::key(key, false))];
    match value {
        Value::List(items) if items.iter().any(has_id) => {
            let mut lines = head();
            for item in items {
                lines.push(String::new());
                match item {
                    Value::Map(pairs) if !pairs.is_empty() => {
                        lines.extend(item_lines(pairs, 0, 2, 0));
                    }
                    other => lines.extend(list_lines(std::slice::from_ref(other), 0, 0)),
                }
            }
            lines
        }
        Value::Map(pairs) if !pairs.is_empty() => {
            let mut lines = head();
            for (key, value) in pairs {
                lines.extend(pair_lines(key, entry(value, 2, 0), 2));
            }
            lines
        }
        _ => map_lines(std::slice::from_ref(&(key.to_owned(), value.clone())), 0, 0),
    }
}

/// The value of an entry of an id map: between brackets where it is brief.
pub(crate) fn entry(value: &Value, column: usize, list_step: usize) -> Laid {
    match value {
        Value::Map(_) if fits_flow(value, WIDEST_FLOW) => inline(value.flow()),
        _ => render(value, &Spot::new(column, list_step))
            .into_iter()
            .next()
            .unwrap_or_default(),
    }
}

fn has_id(value: &Value) -> bool {
    matches!(value, Value::Map(pairs) if pairs.iter().any(|(key, _)| key == "id"))
}
