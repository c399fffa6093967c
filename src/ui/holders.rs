//! Beside a paragraph: its brackets, who holds each, since when.

use crate::app::{App, holders};
use crate::model::{Holding, Paragraph};
use crate::text;

use super::Role;

/// Brackets of one paragraph that are told, before the rest is counted.
const TOLD: usize = 5;
/// Who are named each way.
const NAMED: usize = 8;
/// Cells of the words of a bracket.
const WORDS: usize = 28;

/// The brackets that open in a paragraph or hold the whole of it, two lines each.
pub(super) fn lines(app: &App, p: &Paragraph) -> Vec<(String, Role)> {
    let Some((session, place)) = app.session().and_then(|s| Some((s, s.place(p.id)?))) else {
        return Vec::new();
    };
    let held = session.holdings();
    let here: Vec<&Holding> = held.on(place).collect();
    let mut lines = Vec::new();
    for holding in here.iter().take(TOLD) {
        let words = app.bracket_words(holding);
        let words = text::truncate(&words, WORDS);
        let number = holding
            .number
            .map_or_else(|| "–".to_owned(), |n| n.to_string());
        let age = holders::age(held, holding, app.now());
        lines.push((format!("{number} {words} {age}"), Role::Text));
        let role = if holding.opponents().is_empty() {
            Role::Muted
        } else {
            Role::Attention
        };
        lines.push((format!("  {}", holders::who(holding, NAMED)), role));
    }
    match here.len().saturating_sub(TOLD) {
        0 => {}
        more => lines.push((format!("and {more} more"), Role::Muted)),
    }
    lines
}
