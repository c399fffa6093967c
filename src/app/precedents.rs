//! The search for agreed language: a screen, a box in front of a paragraph that is being typed, and what is said beside
//! one of where its words come from. Start at `App::search`; what is asked and answered is in [`ask`].

pub mod ask;
mod completing;
pub mod finder;
mod lookup;
pub mod near;
mod putting;
mod shelves;
mod showing;
mod tracing;

use super::consensus::{Motion, marked};
use super::overlay::{Choose, Row};
use super::{App, Effect, Key};
use crate::model::Source;
use crate::precedent::Hit;
use crate::text::Language;

use ask::{Found, Match, Sought};
use finder::{Finder, Tongue, What};

pub use completing::Completing;
pub use lookup::{LOOKUP_LIST, LOOKUP_ROWS, Lookup};
pub(super) use putting::Place;
pub use shelves::Libraries;
pub use tracing::Tracing;

/// The screen.
#[derive(Debug, Clone, Default)]
pub struct Precedents {
    /// The search.
    pub finder: Finder,
    /// Whether keys go to the query.
    pub typing: bool,
    /// Whether the query is selected as a whole: what is typed next takes its place.
    pub marked: bool,
    /// Whether the paragraph beside is being read.
    pub reading: bool,
    /// Rows of the paragraph beside that are above its window.
    pub read_from: usize,
    /// The libraries, and which of them are searched.
    pub shelves: Libraries,
}

/// Rows of a hit in the list.
pub const HIT_ROWS: usize = 3;
/// Rows above the list.
pub const QUERY_ROWS: u16 = 2;

/// How a query is written, for who looks at an empty one: what is typed, and what it means.
pub const GRAMMAR: [(&str, &str); 9] = [
    (
        "uranium tailings",
        "these words in any order, slips forgiven",
    ),
    ("\"all necessary measures\"", "these words in a row"),
    ("-sanctions", "not this word"),
    ("symbol:2231", "documents whose symbol has this"),
    ("year:2010-2015", "adopted then; also 2015, 2010-"),
    ("verb:decides", "paragraphs that begin with it"),
    ("role:op", "operative ones; role:pp preambular ones"),
    ("language:fr", "in this language"),
    ("accepted-by:KAZ", "what this delegation accepted"),
];

impl App {
    pub(super) fn enter_precedents(&mut self) -> Vec<Effect> {
        self.precedents.typing = true;
        // What was asked before can be gone on with, and goes as soon as something else is typed.
        self.precedents.marked = !self.precedents.finder.field.text().is_empty();
        let mut effects = self.ask_shelves();
        effects.extend(self.search());
        effects
    }

    /// Asks for what the query says now.
    pub(super) fn search(&mut self) -> Vec<Effect> {
        let (ticket, language) = (self.next_ticket(), self.language);
        let off = self.precedents.shelves.off.clone();
        self.precedents.read_from = 0;
        let header = self.workspace().map(|w| w.header.clone());
        let finder = &mut self.precedents.finder;
        finder.ask(ticket, language, &off, header.as_deref())
    }

    /// An answer about agreed language.
    pub(super) fn sought(&mut self, ticket: u64, answer: Sought) -> Vec<Effect> {
        match answer {
            Sought::Shelves(shelves) => return self.told_shelves(shelves),
            Sought::Mended { name, how, shelves } => return self.mended(&name, how, shelves),
            Sought::Found(found) => {
                self.found(ticket, &found);
                return found
                    .damaged
                    .map_or(Vec::new(), |name| self.mend(name, None));
            }
            Sought::Traced {
                paragraph,
                provenance,
            } => self.traced(ticket, paragraph, provenance),
            Sought::Verified { about, lines } => {
                if ticket == self.precedents.finder.ticket {
                    self.open_lines(&about, lines);
                }
            }
            Sought::Completed { before, offers } => self.completed(ticket, &before, offers),
        }
        Vec::new()
    }

    fn found(&mut self, ticket: u64, found: &Found) {
        if let Some(lookup) = self.lookup_mut()
            && lookup.finder.take(ticket, found)
        {
            return;
        }
        if self.precedents.finder.take(ticket, found) {
            self.precedents.read_from = 0;
        }
    }

    /// A key for the query line.
    pub(super) fn press_query(&mut self, key: Key) -> Vec<Effect> {
        let width = usize::from(self.size.0);
        let marked = std::mem::take(&mut self.precedents.marked);
        let field = &mut self.precedents.finder.field;
        let before = field.text().to_owned();
        let erases = matches!(key.code, super::Code::Backspace | super::Code::Delete);
        if marked && (key.typed().is_some() || erases) {
            *field = super::Field::default();
        }
        field.press(key, width);
        if before == field.text() {
            Vec::new()
        } else {
            self.search()
        }
    }

    /// Empties the query: the one in front, else that of the screen.
    pub(super) fn clear_query(&mut self) -> Vec<Effect> {
        if let Some(lookup) = self.lookup_mut() {
            lookup.finder.field = super::Field::default();
            return self.search_in_front();
        }
        self.precedents.marked = false;
        self.precedents.finder.field = super::Field::default();
        self.search()
    }

    pub(super) fn paste_query(&mut self, pasted: &str) -> Vec<Effect> {
        if std::mem::take(&mut self.precedents.marked) {
            self.precedents.finder.field = super::Field::default();
        }
        self.precedents.finder.field.paste(pasted);
        self.search()
    }

    pub(super) fn move_hits(&mut self, motion: Motion, times: usize) {
        if self.precedents.reading {
            let to = motion.apply(self.precedents.read_from, 400, 10, times);
            self.precedents.read_from = to;
            return;
        }
        let page = self.hits_room() / self.precedents.rows_of_hit();
        self.precedents.finder.step(motion, page, times);
        self.precedents.read_from = 0;
    }

    fn hits_room(&self) -> usize {
        let inner = self.regions().map(|r| r.main.inner).unwrap_or_default();
        usize::from(inner.height.saturating_sub(QUERY_ROWS)).max(1)
    }

    pub(super) fn settle_precedents(&mut self) {
        let (room, rows) = (self.hits_room(), self.precedents.rows_of_hit());
        self.precedents.finder.settle(room, rows);
        let side = self.regions().and_then(|r| r.side).map(|pane| pane.inner);
        if let (Some(chosen), Some(area)) = (self.precedents.finder.chosen(), side) {
            let cells = usize::from(area.width.saturating_sub(2).max(1));
            let words =
                crate::text::wrap(&crate::text::reveal_lines(&chosen.hit.text), cells).len();
            let facts = facts(chosen).len() + chosen.hit.also.len();
            let most = (words + facts + 2).saturating_sub(usize::from(area.height));
            self.precedents.read_from = self.precedents.read_from.min(most);
        }
    }

    /// The selected hit: of the box in front, else of the screen.
    pub fn hit(&self) -> Option<&Hit> {
        self.chosen_match().map(|chosen| &chosen.hit)
    }

    /// The selected hit with what is known of its document.
    fn chosen_match(&self) -> Option<&Match> {
        let finder = match self.lookup() {
            Some(lookup) => &lookup.finder,
            None => &self.precedents.finder,
        };
        // The draft itself, at the end of a lineage, was not found anywhere.
        finder
            .chosen()
            .filter(|chosen| chosen.hit.entry != near::DRAFT)
    }

    /// Enter: puts the words that were found where the caret is, or at the end of the selected paragraph; of a document,
    /// lists its paragraphs.
    pub(super) fn take_hit(&mut self) -> Vec<Effect> {
        if self.precedents.finder.what == What::Documents {
            return self.open_document();
        }
        let Some(found) = self.chosen_match().cloned() else {
            self.say("Nothing is selected.");
            return Vec::new();
        };
        if let Err(why) = self.fits(&found.hit) {
            self.warn(why);
            return Vec::new();
        }
        self.precedents.typing = false;
        self.ask_where_to_put(&found)
    }

    /// Whether words can be put into the draft that is shown, which has one language.
    fn fits(&self, hit: &Hit) -> Result<(), String> {
        if hit.language.primary() == self.language.primary() {
            return Ok(());
        }
        Err(format!(
            "That is {}, and the draft shown is {}: turn the language first.",
            hit.language.name(),
            self.language.name()
        ))
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
        let title = format!("{} against {}", self.name_of(p.id), hit.name());
        self.open_report(&title, lines);
        Vec::new()
    }

    pub(super) fn choose_search_language(&mut self) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let mut languages: Vec<Language> = super::languages(workspace);
        let shelves = &self.precedents.shelves.all;
        let theirs = shelves.iter().flat_map(|shelf| &shelf.languages);
        for language in theirs.filter_map(|l| l.parse().ok()) {
            if !languages.contains(&language) {
                languages.push(language);
            }
        }
        let mut rows = vec![
            Row {
                text: "as shown".to_owned(),
                detail: "the language of the draft; all where it has nothing".to_owned(),
            },
            Row {
                text: "all".to_owned(),
                detail: "every language".to_owned(),
            },
        ];
        rows.extend(languages.iter().map(|l| Row {
            text: l.to_string(),
            detail: l.name().to_owned(),
        }));
        let choices = [Tongue::Followed, Tongue::All]
            .into_iter()
            .chain(languages.into_iter().map(Tongue::Only))
            .collect();
        self.open_choice(
            "Search in which language?".to_owned(),
            rows,
            Choose::SearchIn(choices),
        );
        Vec::new()
    }

    /// Searches only what those accepted who object to the selected paragraph now, or everything again.
    pub(super) fn turn_accepted(&mut self) -> Vec<Effect> {
        if !self.precedents.finder.accepted_by.is_empty() {
            self.precedents.finder.accepted_by.clear();
            self.say("Whoever accepted it.");
            return self.search();
        }
        let selected = self.draft.selected;
        let objecting = selected.map_or(Vec::new(), |id| self.objecting(id));
        if objecting.is_empty() {
            self.say("Nobody objects to the selected paragraph.");
            return Vec::new();
        }
        self.precedents.finder.accepted_by = objecting;
        self.search()
    }

    /// Shows how a query is written.
    pub(super) fn open_grammar(&mut self) {
        let lines = GRAMMAR
            .iter()
            .map(|(typed, means)| format!("{typed}   {means}"));
        self.open_report("How to ask", lines.collect());
    }

    /// Looks for documents by their names, or for paragraphs again.
    pub(super) fn turn_documents(&mut self) -> Vec<Effect> {
        let finder = &mut self.precedents.finder;
        finder.what = match finder.what {
            What::Documents => What::Paragraphs,
            _ => What::Documents,
        };
        finder.found = Found::default();
        self.precedents.typing = true;
        self.search()
    }

    /// Lists the paragraphs of the selected document.
    fn open_document(&mut self) -> Vec<Effect> {
        let finder = &mut self.precedents.finder;
        let Some(document) = finder.found.documents.get(finder.selected) else {
            self.say("Nothing is selected.");
            return Vec::new();
        };
        let query = format!("symbol:\"{}\" ", document.record.symbol);
        (finder.what, finder.found) = (What::Paragraphs, Found::default());
        finder.field = super::Field::new(&query);
        self.precedents.typing = true;
        self.search()
    }
}

impl Precedents {
    /// Rows of what was found in the list.
    pub fn rows_of_hit(&self) -> usize {
        match self.finder.what {
            What::Documents => 1,
            _ => HIT_ROWS,
        }
    }
}

/// Where words that were found come from; a version of the draft itself is no source.
fn source_of(found: &Match) -> Option<Source> {
    let hit = &found.hit;
    let is_adopted = found.record.version.is_none();
    // One without a label keeps the sign of its place: a number alone would be the label of another.
    is_adopted.then(|| Source::new(&hit.symbol, Some(&*hit.paragraph)))
}

/// What is known of the document of a paragraph: its title, when and how it was adopted, who accepted it.
pub fn facts(found: &Match) -> Vec<String> {
    let record = &found.record;
    let mut facts = Vec::new();
    if found.hit.entry == near::DRAFT {
        return vec!["the draft as it is now".to_owned()];
    }
    facts.extend(record.title.as_ref().map(ToString::to_string));
    let title = record.title.as_ref();
    facts.extend(
        record
            .subject
            .iter()
            .filter(|s| Some(*s) != title)
            .map(ToString::to_string),
    );
    let mut when: Vec<String> = Vec::new();
    when.extend(record.organ.as_ref().map(ToString::to_string));
    when.extend(record.date.as_ref().map(ToString::to_string));
    if !when.is_empty() {
        facts.push(when.join(" · "));
    }
    facts.push(accepted(record));
    if !record.sponsors.is_empty() {
        facts.push(format!("sponsors: {}", record.sponsors.join(", ")));
    }
    facts
}

/// Who accepted a document.
fn accepted(record: &crate::precedent::Record) -> String {
    use crate::precedent::Vote;
    if record.votes.is_empty() {
        return match &record.adopted {
            Some(how) => format!("adopted: {how}"),
            None if record.version.is_some() => "a version of this draft".to_owned(),
            None => "how it was adopted is not known".to_owned(),
        };
    }
    let count = |wanted: Vote| record.votes.iter().filter(|(_, v)| *v == wanted).count();
    let names = |wanted: Vote| -> String {
        let names: Vec<&str> = record
            .votes
            .iter()
            .filter(|(_, vote)| *vote == wanted)
            .map(|(name, _)| &**name)
            .collect();
        match names.len() {
            0..=8 => names.join(" "),
            more => format!("{more}"),
        }
    };
    let mut said = format!(
        "vote {}-{}-{}",
        count(Vote::Yes),
        count(Vote::No),
        count(Vote::Abstained)
    );
    for (vote, word) in [
        (Vote::No, "against"),
        (Vote::Abstained, "abstained"),
        (Vote::Absent, "absent"),
    ] {
        if count(vote) > 0 {
            said.extend(["; ", word, " ", &names(vote)]);
        }
    }
    said
}
