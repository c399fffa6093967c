//! The search for agreed language.

use super::consensus::{Motion, marked};
use super::overlay::{Choose, Row};
use super::scroll::Scroll;
use super::{App, Effect, Field, Key};
use crate::model::Source;
use crate::precedent::Hit;
use crate::text::Language;

/// The search.
#[derive(Debug, Clone, Default)]
pub struct Precedents {
    /// The query.
    pub field: Field,
    /// Whether keys go to the query.
    pub typing: bool,
    /// Whether the paragraph beside is being read.
    pub reading: bool,
    /// Only this language.
    pub language: Option<Language>,
    /// What was found for the query that was asked last.
    pub hits: Vec<Hit>,
    /// The query that they are for.
    pub asked: String,
    /// Paragraphs that were searched.
    pub among: usize,
    /// The selected hit.
    pub selected: usize,
    /// What is seen.
    pub scroll: Scroll,
    /// Rows of the paragraph beside that are above its window.
    pub read_from: usize,
    ticket: u64,
}

/// Rows of a hit in the list.
pub const HIT_ROWS: usize = 3;
/// Rows above the list.
pub const QUERY_ROWS: u16 = 2;

impl App {
    pub(super) fn enter_precedents(&mut self) -> Vec<Effect> {
        self.precedents.typing = true;
        self.search()
    }

    /// Asks for what the query says now.
    pub(super) fn search(&mut self) -> Vec<Effect> {
        let query = self.precedents.field.text().trim().to_owned();
        let ticket = self.next_ticket();
        self.precedents.ticket = ticket;
        if query.is_empty() {
            self.precedents.hits.clear();
            self.precedents.asked.clear();
            self.precedents.selected = 0;
            return Vec::new();
        }
        vec![Effect::Search {
            ticket,
            query,
            language: self.precedents.language,
        }]
    }

    pub(super) fn found(&mut self, ticket: u64, query: &str, hits: Vec<Hit>, among: usize) {
        if ticket != self.precedents.ticket {
            return;
        }
        // What is selected stays selected while it is still found, so that results do not jump.
        let entry = self
            .precedents
            .hits
            .get(self.precedents.selected)
            .map(|hit| hit.entry);
        let same = self.precedents.asked == query;
        let kept = entry
            .filter(|_| same)
            .and_then(|entry| hits.iter().position(|hit| hit.entry == entry));
        self.precedents.selected = kept.unwrap_or(0);
        self.precedents.read_from = 0;
        self.precedents.hits = hits;
        self.precedents.among = among;
        query.clone_into(&mut self.precedents.asked);
    }

    /// A key for the query line.
    pub(super) fn press_query(&mut self, key: Key) -> Vec<Effect> {
        let before = self.precedents.field.text().to_owned();
        self.precedents.field.press(key, usize::from(self.size.0));
        if before == self.precedents.field.text() {
            Vec::new()
        } else {
            self.search()
        }
    }

    pub(super) fn paste_query(&mut self, pasted: &str) -> Vec<Effect> {
        self.precedents.field.paste(pasted);
        self.search()
    }

    pub(super) fn move_hits(&mut self, motion: Motion, times: usize) {
        if self.precedents.reading {
            let to = motion.apply(self.precedents.read_from, 400, 10, times);
            self.precedents.read_from = to;
            return;
        }
        let page = self.hits_room() / HIT_ROWS;
        let len = self.precedents.hits.len();
        self.precedents.selected = motion.apply(self.precedents.selected, len, page, times);
        self.precedents.read_from = 0;
    }

    fn hits_room(&self) -> usize {
        let inner = self.regions().map(|r| r.main.inner).unwrap_or_default();
        usize::from(inner.height.saturating_sub(QUERY_ROWS)).max(1)
    }

    pub(super) fn settle_precedents(&mut self) {
        let len = self.precedents.hits.len();
        self.precedents.selected = self.precedents.selected.min(len.saturating_sub(1));
        let (at, room) = (self.precedents.selected, self.hits_room());
        self.precedents
            .scroll
            .show(at, (0, HIT_ROWS), room, len, |_| HIT_ROWS);
    }

    /// The selected hit.
    pub fn hit(&self) -> Option<&Hit> {
        self.precedents.hits.get(self.precedents.selected)
    }

    /// Puts the words that were found where the caret is, or at the end of the selected paragraph.
    pub(super) fn insert_hit(&mut self) -> Vec<Effect> {
        let Some(hit) = self.hit().cloned() else {
            self.say("Nothing is selected.");
            return Vec::new();
        };
        if hit.language.primary() != self.language.primary() {
            let (theirs, ours) = (
                hit.language.name().to_owned(),
                self.language.name().to_owned(),
            );
            self.warn(format!(
                "That is {theirs}, and the draft shown is {ours}: turn the language first."
            ));
            return Vec::new();
        }
        self.precedents.typing = false;
        let source = Source {
            symbol: hit.symbol.clone(),
            paragraph: Some(hit.paragraph.trim_start_matches('¶').into()),
        };
        self.insert_words(&hit.text, source)
    }

    /// Shows how the words that were found differ from the selected paragraph.
    pub(super) fn compare_hit(&mut self) -> Vec<Effect> {
        let (Some(hit), Some(p)) = (self.hit().cloned(), self.selected().cloned()) else {
            return Vec::new();
        };
        let lines = vec![
            marked(p.text(), &hit.text),
            String::new(),
            "[-only in the draft-] {+only in the precedent+}".to_owned(),
        ];
        let title = format!(
            "{} against {} {}",
            self.name_of(p.id),
            hit.symbol,
            hit.paragraph
        );
        self.open_report(&title, lines);
        Vec::new()
    }

    pub(super) fn choose_search_language(&mut self) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let mut languages: Vec<Language> = super::languages(workspace);
        for p in &workspace.precedents {
            if !languages.contains(&p.document.head.language) {
                languages.push(p.document.head.language);
            }
        }
        let mut rows = vec![Row {
            text: "all".to_owned(),
            detail: "every language".to_owned(),
        }];
        rows.extend(languages.iter().map(|l| Row {
            text: l.to_string(),
            detail: l.name().to_owned(),
        }));
        let choices = std::iter::once(None)
            .chain(languages.into_iter().map(Some))
            .collect();
        self.open_choice(
            "Search in which language?".to_owned(),
            rows,
            Choose::SearchIn(choices),
        );
        Vec::new()
    }
}
