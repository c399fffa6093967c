//! A comparison as lines of text. Words that went stand in `[-…-]`, with brackets among them in `{-…-}`, and words that came
//! in `{+…+}`.

use crate::cli::context::Context;
use crate::cli::json::kind;
use crate::cli::out::{Look, Out};
use crate::compare::{
    Edit, Heard, Item, Kind, Note, OnlyChanged, Op, Pair, Sheet, Shift, Summary, unit,
};
use crate::model::Document;

/// What stands before the place of a paragraph without a label, as it can be typed.
pub(crate) const SIGN: char = '#';

/// The sentences, the pairs and the counts.
pub(super) fn sheet(sheet: &Sheet, only: OnlyChanged, context: &mut Context) {
    let out = &mut context.out;
    out.paragraph(Look::Strong, 0, &sheet.told);
    for item in sheet.items(only) {
        let Some(pair) = sheet.pair(item.pair()) else {
            continue;
        };
        head(sheet, item, pair, out);
        if let Item::Pair(_) = item {
            pair_words(sheet, pair, out);
        }
    }
    let sums = &sheet.comparison.summary;
    if sheet.is_translated() {
        let of = [
            (sums.unchanged, "beside each other"),
            (sums.split, "split"),
            (sums.merged, "merged"),
            (sums.deleted, "in the first alone"),
            (sums.inserted, "in the second alone"),
        ];
        let some = of.iter().filter(|(count, _)| *count > 0);
        let parts: Vec<String> = some
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        out.line(&parts.join(", "));
        return;
    }
    out.line(&counts(sums, unit(sheet.b.head.language)));
}

/// `3 changed, 8 unchanged · +2 −1 words`; Chinese is counted by characters.
pub(crate) fn counts(sums: &Summary, unit: &str) -> String {
    let words = format!("+{} −{} {unit}s", sums.words_inserted, sums.words_deleted);
    let parts = sums.parts();
    if parts.is_empty() {
        return words;
    }
    format!("{} · {words}", parts.join(", "))
}

/// The name of a pair, what happened to it, and what is to be said of it.
fn head(sheet: &Sheet, item: Item, pair: &Pair, out: &mut Out) {
    let name = sheet.name(item, SIGN);
    let notes = sheet.notes(item, SIGN);
    let remark = sheet.remarks.get(item.pair());
    if let Item::Left(_) = item {
        out.text(Look::Faint, &name);
        for note in &notes {
            out.plain("  ").text(Look::Faint, &note.words());
        }
        out.end();
        return;
    }
    // That it was moved, split, merged or relabelled is said by the notes, with whence and into what.
    let what = match pair.kind {
        Kind::Unchanged | Kind::Split | Kind::Merged => "",
        kind_of => kind(kind_of),
    };
    let look = if sheet.is_change(item.pair()) {
        Look::Strong
    } else {
        Look::Faint
    };
    out.text(look, &name);
    if !what.is_empty() {
        out.plain("  ").text(Look::Warn, what);
    }
    for note in &notes {
        let look = match note {
            Note::Duty(duty) if duty.shift != Shift::Stronger => Look::Bad,
            Note::Duty(_) => Look::Warn,
            _ => Look::Faint,
        };
        out.plain("  ").text(look, &note.words());
    }
    if let Some(remark) = remark {
        let look = match remark.heard {
            Heard::Changed | Heard::Nowhere => Look::Warn,
            Heard::Same | Heard::Unheard => Look::Faint,
        };
        out.plain("  ").text(look, &remark.words());
    }
    out.end();
}

fn pair_words(sheet: &Sheet, pair: &Pair, out: &mut Out) {
    if !pair.edits.is_empty() {
        edits(&pair.edits, out);
        return;
    }
    let both = !pair.a.is_empty() && !pair.b.is_empty();
    if sheet.is_translated() && both {
        for (document, places) in [(&sheet.a, &pair.a), (&sheet.b, &pair.b)] {
            let code = document.head.language.primary();
            for p in places.iter().filter_map(|at| document.paragraphs.get(*at)) {
                out.runs(
                    2,
                    [
                        (Look::Faint, code),
                        (Look::Plain, "  "),
                        (Look::Plain, p.text()),
                    ],
                );
            }
        }
        return;
    }
    let (document, places): (&Document, _) = if pair.b.is_empty() {
        (&sheet.a, &pair.a)
    } else {
        (&sheet.b, &pair.b)
    };
    for p in places.iter().filter_map(|at| document.paragraphs.get(*at)) {
        out.runs(2, [(Look::Plain, p.text())]);
    }
}

/// Whether it is white space that an edge of a paragraph took the place of, or that took the place of one.
fn is_edge(edit: &Edit, other: Option<&Edit>) -> bool {
    let is_other = |other: &Edit| {
        let has_edge = match other.op {
            Op::Equal => false,
            Op::Insert => other.text.starts_with('\n'),
            Op::Delete => other.text.ends_with('\n'),
        };
        has_edge && other.op != edit.op
    };
    !edit.is_change() && !edit.text.contains('\n') && other.is_some_and(is_other)
}

/// Edits as one paragraph; where a paragraph ends inside them stands a new line.
pub(crate) fn edits(edits: &[Edit], out: &mut Out) {
    let mut lines: Vec<Vec<(Look, &str)>> = vec![Vec::new()];
    for (at, edit) in edits.iter().enumerate() {
        let (look, marks) = match edit.op {
            Op::Equal => (Look::Plain, ("", "")),
            // White space that became the edge of a paragraph is shown by the edge.
            Op::Delete if is_edge(edit, edits.get(at + 1)) => continue,
            Op::Insert if is_edge(edit, at.checked_sub(1).and_then(|at| edits.get(at))) => continue,
            Op::Delete => (Look::Deleted, edit.marks()),
            Op::Insert => (Look::Inserted, edit.marks()),
        };
        let mut parts = edit.text.split('\n').peekable();
        while let Some(part) = parts.next() {
            let is_edge = parts.peek().is_some();
            if let Some(line) = lines.last_mut() {
                // An edge that came or went is shown by the sign of a paragraph between the marks.
                let edge = if is_edge && edit.op != Op::Equal {
                    "¶"
                } else {
                    ""
                };
                if !part.is_empty() || !edge.is_empty() {
                    let faint = |mark| (Look::Faint, mark);
                    line.extend([faint(marks.0), (look, part), (look, edge), faint(marks.1)]);
                }
            }
            if is_edge {
                lines.push(Vec::new());
            }
        }
    }
    for line in lines {
        out.runs(2, line);
    }
}
