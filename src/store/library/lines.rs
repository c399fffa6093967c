//! Libraries as JSON lines: one paragraph a line, as they come out of a collection of documents.
//!
//! | member | what |
//! |---|---|
//! | `text` | the words; a line without them says more of the documents of its symbol |
//! | `symbol`, `lang` | the document; else the name of the file, and the language guessed |
//! | `num`, `n` | label, and place in the document counted from 1 |
//! | `role` (or `part`), `verb` (or `lead`) | what the paragraph is, and its leading verb |
//! | `date`, `title`, `subject`, `organ`, `adopted` | of the document |
//! | `votes` | `{"KAZ":"Y"}`, or `{"yes":["KAZ"],"no":[],"abstain":[],"absent":[]}`, also spelt `inFavour`, `against`, `abstaining`, `nonVoting`; of several roll calls the fullest |
//! | `sponsors` | `["KAZ"]` |
//! | `MS_in_favour`, `MS_against`, `MS_abstaining`, `additional_sponsors`, `adoption_type`, `adoption_date`, `agenda_item_name`, `resolution_title` | the same facts as `UNxml/SCresolutions` has them (`data_extract`); lists of States, the day as `29 February 2000` |
//!
//! Other members are passed over. Lines of one document stand together; later ones are another part of it.
//! Start at [`read_lines`].

use std::collections::{BTreeSet, HashMap};
use std::io::{self, BufRead};
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;
use serde_json::error::Category;

use crate::model::Role;
use crate::precedent::{Builder, Line, Party, Record, Vote};
use crate::text::{self, Language};

/// What is the matter with a line. Its number is said beside it: that it is the first one of its own text says nothing.
fn told(error: &serde_json::Error) -> String {
    let (said, column) = (error.to_string(), error.column());
    let place = format!(" at line {} column {column}", error.line());
    let said = said.strip_suffix(&place).unwrap_or(&said);
    match error.classify() {
        Category::Data => format!("a member has another kind of value, column {column}: {said}"),
        _ => format!("it is not JSON, column {column}: {said}"),
    }
}

/// The longest line that is read, in bytes.
const LONGEST: usize = 16 << 20;

/// What came of a file of lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines {
    /// How many paragraphs it has.
    pub paragraphs: u64,
    /// How many lines could not be read, and why the first of them could not.
    pub bad: u64,
    /// The number of that line, from 1, and what is the matter with it.
    pub first_bad: Option<(u64, String)>,
    /// Headings of lists in roll calls that are no votes, each once: their names are not read.
    pub no_votes: BTreeSet<String>,
}

/// Why lines cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum LinesError {
    /// The disk said no.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// Someone asked to stop.
    #[error("stopped")]
    Stopped,
}

#[derive(Debug, Default, Deserialize)]
struct Shape {
    symbol: Option<String>,
    lang: Option<String>,
    language: Option<String>,
    date: Option<String>,
    num: Option<Value>,
    n: Option<u32>,
    text: Option<String>,
    title: Option<String>,
    subject: Option<String>,
    organ: Option<String>,
    adopted: Option<String>,
    verb: Option<String>,
    lead: Option<String>,
    role: Option<String>,
    part: Option<String>,
    votes: Option<Value>,
    sponsors: Option<Vec<String>>,
    #[serde(rename = "MS_in_favour")]
    in_favour: Option<Vec<String>>,
    #[serde(rename = "MS_against")]
    against: Option<Vec<String>>,
    #[serde(rename = "MS_abstaining")]
    abstaining: Option<Vec<String>>,
    additional_sponsors: Option<Vec<String>>,
    adoption_type: Option<String>,
    adoption_date: Option<String>,
    agenda_item_name: Option<String>,
    resolution_title: Option<String>,
}

/// What lines without words say of documents, by symbol.
pub type Facts = HashMap<String, Record>;

/// Adds to `facts` what the lines without words say. Gives the headings of lists in their roll calls that are no votes.
pub fn facts(from: impl BufRead, known: &mut Facts) -> io::Result<BTreeSet<String>> {
    let mut no_votes = BTreeSet::new();
    for_lines(from, |line, _| {
        // Most lines have words, and need not be read twice.
        if line.contains("\"text\"") {
            return;
        }
        let Ok(shape) = serde_json::from_str::<Shape>(line) else {
            return;
        };
        if let Some(symbol) = shape.symbol.clone() {
            let record = known
                .entry(symbol.clone())
                .or_insert_with(|| Record::new(&symbol, Language::ENGLISH));
            shape.tell(record);
            shape.no_votes(&mut no_votes);
        }
    })?;
    Ok(no_votes)
}

/// Puts the documents of a file of lines in a builder. `name` is the symbol of those that have none, `source` the path
/// they come from; `progress` is told the bytes read.
pub fn read_lines(
    from: impl BufRead,
    name: &str,
    source: &str,
    known: &Facts,
    builder: &mut Builder,
    mut progress: impl FnMut(u64),
) -> Result<Lines, LinesError> {
    let mut lines = Lines::default();
    let mut open: Option<(Record, Vec<Shape>)> = None;
    let mut places: HashMap<(Arc<str>, Language), u32> = HashMap::new();
    let source: Arc<str> = source.into();
    let (mut number, mut bytes) = (0, 0);
    for_lines(from, |line, size| {
        number += 1;
        bytes += size as u64;
        if number % 1024 == 0 {
            progress(bytes);
        }
        if line.trim().is_empty() {
            return;
        }
        let shape: Shape = match serde_json::from_str(line) {
            Ok(shape) => shape,
            Err(error) => {
                lines.bad += 1;
                let what = || (number, told(&error));
                lines.first_bad.get_or_insert_with(what);
                return;
            }
        };
        let Some(text) = &shape.text else {
            return;
        };
        lines.paragraphs += 1;
        let symbol = shape.symbol.as_deref().unwrap_or(name);
        let language = shape.lang.as_ref().or(shape.language.as_ref());
        let language = language
            .and_then(|code| code.parse().ok())
            .or_else(|| text::guess(text))
            .unwrap_or(Language::ENGLISH);
        let same = |record: &Record| &*record.symbol == symbol && record.language == language;
        if !open.as_ref().is_some_and(|(record, _)| same(record)) {
            close(open.take(), builder, &mut places);
            let mut record = Record::new(symbol, language);
            if let Some(more) = known.get(symbol) {
                let (symbol, language) = (record.symbol.clone(), record.language);
                record = Record {
                    symbol,
                    language,
                    ..more.clone()
                };
            }
            record.source = Some(Arc::clone(&source));
            open = Some((record, Vec::new()));
        }
        if let Some((record, shapes)) = &mut open {
            shape.tell(record);
            shape.no_votes(&mut lines.no_votes);
            shapes.push(shape);
        }
    })?;
    close(open, builder, &mut places);
    Ok(lines)
}

/// Gives each line with its length in bytes; what is no UTF-8 is given as far as it is.
fn for_lines(mut from: impl BufRead, mut give: impl FnMut(&str, usize)) -> io::Result<()> {
    let mut line = Vec::new();
    loop {
        line.clear();
        let size = io::Read::take(&mut from, LONGEST as u64).read_until(b'\n', &mut line)?;
        if size == 0 {
            return Ok(());
        }
        let text = String::from_utf8_lossy(&line);
        give(text.trim_start_matches('\u{feff}'), size);
    }
}

fn close(
    open: Option<(Record, Vec<Shape>)>,
    builder: &mut Builder,
    places: &mut HashMap<(Arc<str>, Language), u32>,
) {
    let Some((record, shapes)) = open else {
        return;
    };
    let place = places
        .entry((record.symbol.clone(), record.language))
        .or_default();
    let labels: Vec<Option<String>> = shapes.iter().map(Shape::label).collect();
    let lines = shapes.iter().zip(&labels).map(|(shape, label)| {
        *place = shape.n.unwrap_or(*place + 1);
        let verb = shape.verb.as_deref().or(shape.lead.as_deref());
        Line {
            text: shape.text.as_deref().unwrap_or_default(),
            label: label.as_deref(),
            place: *place,
            role: shape.role(),
            verb: verb.filter(|verb| !verb.trim().is_empty()),
        }
    });
    let lines: Vec<Line<'_>> = lines.collect();
    builder.add(record, lines);
}

impl Shape {
    /// What it says of its document.
    fn tell(&self, record: &mut Record) {
        let say = |slot: &mut Option<Arc<str>>, said: &Option<String>| {
            if let Some(said) = said.as_ref().filter(|said| !said.is_empty()) {
                *slot = Some(said.as_str().into());
            }
        };
        say(&mut record.date, &self.date);
        say(&mut record.title, &self.title);
        say(&mut record.subject, &self.subject);
        say(&mut record.organ, &self.organ);
        say(&mut record.adopted, &self.adopted);
        if let Some(votes) = &self.votes {
            fuller(record, read_votes(votes).0);
        }
        if let Some(sponsors) = &self.sponsors
            && !sponsors.is_empty()
        {
            record.sponsors = sponsors.iter().map(|name| name.as_str().into()).collect();
        }
        self.tell_as_extracted(record);
    }

    /// Adds the headings in its roll call that are no votes.
    fn no_votes(&self, all: &mut BTreeSet<String>) {
        let read = self.votes.as_ref().map(read_votes);
        let unknown = read.into_iter().flat_map(|(_, unknown)| unknown);
        all.extend(unknown.map(ToOwned::to_owned));
    }

    /// What is said in the members of `data_extract` of `UNxml/SCresolutions`.
    fn tell_as_extracted(&self, record: &mut Record) {
        let say = |slot: &mut Option<Arc<str>>, said: Option<&str>| {
            if let Some(said) = said.map(str::trim).filter(|said| !said.is_empty())
                && slot.is_none()
            {
                *slot = Some(said.into());
            }
        };
        say(&mut record.title, self.resolution_title.as_deref());
        say(&mut record.subject, self.agenda_item_name.as_deref());
        say(&mut record.adopted, self.adoption_type.as_deref());
        let day = self.adoption_date.as_deref();
        let day = day.and_then(|day| jiff::civil::Date::strptime("%d %B %Y", day.trim()).ok());
        say(&mut record.date, day.map(|day| day.to_string()).as_deref());
        let lists = [
            (&self.in_favour, Vote::Yes),
            (&self.against, Vote::No),
            (&self.abstaining, Vote::Abstained),
        ];
        let lists = lists.into_iter().flat_map(|(names, vote)| {
            let names = names.iter().flatten();
            names.map(move |name| (Arc::from(name.as_str()), vote))
        });
        fuller(record, lists.collect());
        // Remarks stand among the names of those that joined later.
        for name in self.additional_sponsors.iter().flatten() {
            let name: Arc<str> = name.as_str().into();
            if Party::new(&name, "").is_state() && !record.sponsors.contains(&name) {
                record.sponsors.push(name);
            }
        }
    }

    /// Its label without the stops and dashes that are printed behind it, in each part: `10 -`, `5. (b)`.
    fn label(&self) -> Option<String> {
        match &self.num {
            Some(Value::String(label)) => {
                let parts = label.split_whitespace();
                let parts = parts.map(|part| {
                    part.trim_end_matches(['.', '-', '–', '—', '、', '．'])
                        .trim_start_matches(['-', '–', '—'])
                });
                let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
                (!parts.is_empty()).then(|| parts.join(" "))
            }
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        }
    }

    fn role(&self) -> Role {
        let said = self.role.as_deref().or(self.part.as_deref());
        match said.unwrap_or_default() {
            "preamble" | "pp" => Role::Preambular,
            "op" => Role::Operative,
            "enacting" => Role::Formula,
            word => Role::from_word(word).unwrap_or_default(),
        }
    }
}

/// Gives a document a roll call, unless the one it has is fuller.
fn fuller(record: &mut Record, votes: Vec<(Arc<str>, Vote)>) {
    if !votes.is_empty() && votes.len() >= record.votes.len() {
        record.votes = votes;
    }
}

/// The vote that a list of names is headed with, however it is spelt: `inFavour`, `in_favour`, `In favor`.
fn vote_of(heading: &str) -> Option<Vote> {
    let heading: String = heading
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    match heading.strip_prefix("ms").unwrap_or(&heading) {
        "yes" | "y" | "yea" | "yeas" | "infavour" | "infavor" | "favour" | "favor" | "for" => {
            Some(Vote::Yes)
        }
        "no" | "n" | "nay" | "nays" | "against" => Some(Vote::No),
        "a" | "abstain" | "abstains" | "abstaining" | "abstained" | "abstention"
        | "abstentions" => Some(Vote::Abstained),
        "x" | "absent" | "nonvoting" | "notvoting" | "nonparticipating" | "notparticipating" => {
            Some(Vote::Absent)
        }
        _ => None,
    }
}

/// A roll call, and the headings of lists in it that are no votes.
fn read_votes(votes: &Value) -> (Vec<(Arc<str>, Vote)>, Vec<&str>) {
    let (mut read, mut unknown) = (Vec::new(), Vec::new());
    for (key, value) in votes.as_object().into_iter().flatten() {
        match (vote_of(key), value) {
            (Some(vote), Value::Array(names)) => {
                let names = names.iter().filter_map(Value::as_str);
                read.extend(names.map(|name| (Arc::from(name), vote)));
            }
            (None, Value::Array(_)) => unknown.push(key.as_str()),
            (_, Value::String(letter)) => {
                let vote = letter.chars().next().and_then(Vote::from_letter);
                read.extend(vote.map(|vote| (Arc::from(key.as_str()), vote)));
            }
            _ => {}
        }
    }
    (read, unknown)
}
