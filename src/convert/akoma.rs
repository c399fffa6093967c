//! Akoma Ntoso 3.0 (OASIS `LegalDocML`), as the United Nations publish their resolutions in it (AKN4UN) and as parliaments
//! do: the words with their roles, and what the metadata say of the adoption. Start at [`read`].

use std::sync::Arc;

use super::ConvertError;
use super::block::{Block, Form, advice};
use super::facts::Facts;
use super::marker;
use super::runs::{Runs, Said, raised};
use super::xml::{self, Element, Node};
use crate::model::{Ballot, Finding, Role};
use crate::text::clean_paragraph;

/// The blocks of a text in Akoma Ntoso, and what is told of it.
///
/// # Errors
/// When it is no XML that is read, or not of this vocabulary.
pub(super) fn read(
    bytes: &[u8],
    findings: &mut Vec<Finding>,
) -> Result<(Vec<Block>, Facts), ConvertError> {
    let root = xml::read(bytes)?;
    if &*root.name != "akomaNtoso" {
        return Err(ConvertError::OtherXml {
            root: root.name.to_string(),
        });
    }
    let Some(text) = root.elements().next() else {
        return Ok((Vec::new(), Facts::default()));
    };
    let mut reader = Reader {
        resolution: text.child("preamble").is_some(),
        ..Reader::default()
    };
    let facts = facts(text);
    reader.within(text, Place::default());
    for (count, what) in [
        (
            reader.furniture,
            "pieces of the cover page that are no text of the document, left out",
        ),
        (reader.pictures, "pictures left out"),
        (reader.rows, "rows of tables that became paragraphs"),
    ] {
        if count > 0 {
            findings.push(advice(None, format!("{what}: {count}")));
        }
    }
    Ok((reader.blocks, facts))
}

/// What holds a text together, and is looked into for its parts.
const HIGHER: [&str; 16] = [
    "article",
    "section",
    "chapter",
    "part",
    "division",
    "title",
    "book",
    "tome",
    "level",
    "subsection",
    "subchapter",
    "subpart",
    "subdivision",
    "subtitle",
    "hcontainer",
    "rule",
];

/// What stands in a list.
const ITEMS: [&str; 6] = [
    "point",
    "item",
    "indent",
    "subparagraph",
    "alinea",
    "clause",
];

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    /// Whether it has a preamble: then the numbered paragraphs are operative.
    resolution: bool,
    furniture: usize,
    pictures: usize,
    rows: usize,
}

/// Where the reading is.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    /// What words here are, when the file says so.
    role: Option<Role>,
    /// How many headings stand over it.
    heading: u8,
    /// How many lists it stands in.
    items: u8,
    cover: bool,
}

impl Reader {
    /// Everything in an element, in order.
    fn within(&mut self, element: &Element, place: Place) {
        if is_inline(element) {
            self.block(element, place);
            return;
        }
        for child in element.elements() {
            self.element(child, place);
        }
    }

    fn element(&mut self, element: &Element, place: Place) {
        let role = |role: Role| Place {
            role: Some(role),
            ..place
        };
        match &*element.name {
            "meta" => {}
            "coverPage" | "preface" => self.within(
                element,
                Place {
                    cover: true,
                    ..place
                },
            ),
            "formula" => self.within(element, role(Role::Formula)),
            "preamble" | "recitals" | "citations" => {
                self.within(element, role(Role::Preambular));
            }
            "body" | "mainBody" => self.within(element, Place::default()),
            "conclusions" => self.within(element, role(Role::Closing)),
            "docTitle" if place.cover => self.block(element, role(Role::Title)),
            "heading" | "subheading" | "crossHeading" => self.heading(element, place, None),
            "paragraph" => self.numbered(element, place),
            "table" => self.table(element),
            "img" => self.pictures += 1,
            name if HIGHER.contains(&name) => self.higher(element, place),
            name if ITEMS.contains(&name) => self.numbered(
                element,
                Place {
                    items: place.items + 1,
                    ..place
                },
            ),
            _ => self.within(element, place),
        }
    }

    /// A paragraph or an item of a list: its number belongs to the first words in it.
    fn numbered(&mut self, element: &Element, place: Place) {
        let first = self.blocks.len();
        let number = element.child("num").map(Element::words);
        let number = number.map(|number| clean_paragraph(&number));
        let place = Place {
            role: match (place.items, place.role) {
                (0, None) if self.resolution => Some(Role::Operative),
                (0, None) => Some(Role::Paragraph),
                (_, role) => role,
            },
            ..place
        };
        if let Some(heading) = element.child("heading").or(element.child("subheading")) {
            self.heading(heading, place, None);
        }
        for child in element.elements() {
            match &*child.name {
                "num" | "heading" | "subheading" => {}
                _ => self.element(child, place),
            }
        }
        let own = self.blocks.get_mut(first..).unwrap_or_default();
        // Further words of one paragraph have no number, and are not operative by themselves.
        let mut own = own.iter_mut();
        if let Some(block) = own.next() {
            give_label(block, number.as_deref());
        }
        for block in own.filter(|block| block.role == Some(Role::Operative)) {
            block.role = Some(Role::Paragraph);
        }
    }

    /// An article, a section: its number and heading, then what is in it.
    fn higher(&mut self, element: &Element, place: Place) {
        let number = element
            .child("num")
            .map(|num| clean_paragraph(&num.words()));
        let below = Place {
            heading: place.heading.saturating_add(1),
            role: None,
            ..place
        };
        match (element.child("heading"), number) {
            (Some(heading), number) => self.heading(heading, below, number.as_deref()),
            (None, Some(number)) if !number.is_empty() => self.blocks.push(Block {
                text: number,
                line: element.line,
                form: Form::Heading(below.heading),
                ..Block::default()
            }),
            (None, _) => {}
        }
        for child in element.elements() {
            match &*child.name {
                "num" | "heading" => {}
                _ => self.element(child, below),
            }
        }
    }

    fn heading(&mut self, element: &Element, place: Place, number: Option<&str>) {
        let mut words = self.words(element).text;
        if let Some(number) = number.filter(|number| !number.is_empty()) {
            words = clean_paragraph(&format!("{number} {words}"));
        }
        if !words.is_empty() {
            self.blocks.push(Block {
                text: words,
                line: element.line,
                form: Form::Heading(place.heading.max(1)),
                ..Block::default()
            });
        }
    }

    /// An element that holds words.
    fn block(&mut self, element: &Element, place: Place) {
        // On a cover page only the titles are words of the document.
        if place.cover && place.role.is_none() {
            let titles = element.elements().filter(|e| &*e.name == "docTitle");
            let titles: Vec<&Element> = titles.collect();
            if titles.is_empty() {
                let has_words = !element.words().trim().is_empty();
                self.furniture += usize::from(has_words);
                self.pictures += usize::from(element.find("img", &|_| true).is_some());
            }
            for title in titles {
                self.element(title, place);
            }
            return;
        }
        let Said { text, whole } = self.words(element);
        if text.is_empty() {
            return;
        }
        let form = match place.items {
            0 if whole => Form::Stressed,
            0 => Form::Plain,
            items => Form::Item(items),
        };
        self.blocks.push(Block {
            text,
            line: element.line,
            form,
            role: place.role.filter(|_| place.items == 0),
            ..Block::default()
        });
    }

    fn words(&mut self, element: &Element) -> Said {
        let mut runs = Runs::default();
        let mut notes = Vec::new();
        self.gather(element, false, &mut runs, &mut notes);
        let said = runs.finish();
        for note in notes {
            self.blocks.push(note);
        }
        said
    }

    fn gather(
        &mut self,
        element: &Element,
        stressed: bool,
        runs: &mut Runs,
        notes: &mut Vec<Block>,
    ) {
        for node in &element.children {
            match node {
                Node::Words(words) => runs.push(words, stressed),
                Node::Element(inner) => match &*inner.name {
                    "img" => self.pictures += 1,
                    "br" | "eol" => runs.push("\n", stressed),
                    "authorialNote" => {
                        let mark = inner.attribute("marker").unwrap_or("*");
                        runs.push(&raised(mark), false);
                        let mut note = Runs::default();
                        self.gather(inner, false, &mut note, notes);
                        notes.push(Block {
                            text: format!("{} {}", raised(mark), note.finish().text),
                            line: inner.line,
                            form: Form::Note,
                            ..Block::default()
                        });
                    }
                    _ => {
                        // The markup of dates and meetings often swallows the space before them.
                        let digit = inner.words().starts_with(|c: char| c.is_ascii_digit());
                        let marked = matches!(&*inner.name, "docDate" | "date" | "inline");
                        if marked
                            && digit
                            && runs.last().is_some_and(char::is_alphabetic)
                            && !runs.last().is_some_and(crate::text::is_cjk)
                        {
                            runs.push(" ", stressed);
                        }
                        self.gather(inner, stressed || is_stressed(inner), runs, notes);
                    }
                },
            }
        }
    }

    fn table(&mut self, element: &Element) {
        for row in element.elements() {
            if &*row.name != "tr" {
                self.table(row);
                continue;
            }
            let cells: Vec<String> = row.elements().map(|cell| self.words(cell).text).collect();
            let text = cells.join(" | ");
            if !text.replace(['|', ' '], "").is_empty() {
                self.rows += 1;
                self.blocks.push(Block {
                    text,
                    line: row.line,
                    role: Some(Role::Paragraph),
                    ..Block::default()
                });
            }
        }
    }
}

/// The number of a paragraph becomes its label. Where it stands in the words, it is taken out of them.
fn give_label(block: &mut Block, number: Option<&str>) {
    let number = number.filter(|number| !number.is_empty());
    if let Some(number) = number {
        let said = format!("{number} x");
        let label = marker::parse(&said).filter(|found| found.rest == "x");
        let label = label.and_then(|found| found.label);
        block.label = Some(label.unwrap_or_else(|| number.trim_end_matches('.').to_owned()));
    } else if block.role == Some(Role::Operative) {
        // The label is the structure's to find in items.
        let found = marker::parse(&block.text).filter(|found| found.label.is_some());
        if let Some((label, rest)) = found.map(|found| (found.label, found.rest.to_owned())) {
            block.label = label;
            block.text = rest;
        }
    }
}

/// Whether an element holds words itself, and not only other elements that do.
fn is_inline(element: &Element) -> bool {
    let has_words = |node: &Node| matches!(node, Node::Words(words) if !words.trim().is_empty());
    matches!(&*element.name, "p" | "block" | "longTitle" | "docTitle")
        || element.children.iter().any(has_words)
}

/// Whether an element stresses its words: slanted, or bold where there are no slanted letters.
fn is_stressed(element: &Element) -> bool {
    let class = element.attribute("class").unwrap_or_default();
    let mut classes = class.split_ascii_whitespace();
    matches!(&*element.name, "i" | "b")
        || classes.any(|class| matches!(class, "italic" | "bold" | "bolditalic"))
}

/// What the metadata and the cover page tell of the document.
fn facts(text: &Element) -> Facts {
    let any = |_: &Element| true;
    let trimmed = |words: String| {
        let words = clean_paragraph(&words);
        (!words.is_empty()).then(|| Arc::from(words))
    };
    let refers = |wanted: &'static str| {
        move |element: &Element| element.attribute("refersTo") == Some(wanted)
    };
    let mut facts = Facts::default();
    let Some(meta) = text.child("meta") else {
        return facts;
    };
    let language = meta.find("FRBRlanguage", &any);
    let language = language.and_then(|element| element.attribute("language"));
    facts.language = language.and_then(super::facts::language);
    let number = text.find("docNumber", &|e| !e.words().trim().is_empty());
    facts.symbol = number.and_then(|number| trimmed(number.words()));
    let day = |name: &'static str| {
        let date = meta.find("FRBRdate", &|e| e.attribute("name") == Some(name));
        let date = date.and_then(|element| element.attribute("date"));
        date.filter(|date| is_day(date)).map(Arc::from)
    };
    facts.date = day("adoption").or_else(|| day("publication"));
    let organ = text.find("docAuthority", &refers("#issuingBody"));
    facts.organ = organ.and_then(|organ| trimmed(organ.words()));
    let title = meta.find("keyword", &refers("title"));
    let title = title.and_then(|e| e.attribute("showAs").or(e.attribute("value")));
    let cover = || text.find("docTitle", &any).map(Element::words);
    let title = title.map(str::to_owned).or_else(cover);
    facts.title = title.and_then(trimmed).map(|title| title.to_string());
    for (name, ballot) in [
        ("inFavour", Ballot::Yes),
        ("against", Ballot::No),
        ("abstaining", Ballot::Abstain),
        ("abstain", Ballot::Abstain),
        ("absent", Ballot::NotVoting),
    ] {
        let Some(count) = meta.find("count", &refers(name)) else {
            continue;
        };
        let mut names = Vec::new();
        voters(count, &mut names);
        for name in names {
            if facts.votes.iter().all(|(known, _)| *known != name) {
                facts.votes.push((name, ballot));
            }
        }
    }
    for step in meta
        .child("workflow")
        .into_iter()
        .flat_map(Element::elements)
    {
        let by = step.attribute("by").unwrap_or_default();
        match step.attribute("outcome").unwrap_or_default() {
            "draftResolution" | "draftResolutionAdditionalSponsors" => {
                facts.sponsors.extend(super::facts::states(by));
            }
            "adopted" => facts.adopted = super::facts::adopted(by, !facts.votes.is_empty()),
            _ => {}
        }
    }
    facts
}

/// The States that are named in a count of votes.
fn voters(element: &Element, names: &mut Vec<Arc<str>>) {
    for inner in element.elements() {
        let words = inner.words();
        if &*inner.name == "organization" && !words.trim().is_empty() {
            names.push(words.trim().into());
        } else {
            voters(inner, names);
        }
    }
}

/// A day such as `2024-10-30`; the format has `0001-01-01` for none.
fn is_day(date: &str) -> bool {
    let parts: Vec<&str> = date.split('-').collect();
    let numbers: Option<Vec<u32>> = parts.iter().map(|part| part.parse().ok()).collect();
    matches!(numbers.as_deref(), Some([1000..=9999, 1..=12, 1..=31])) && date.len() == 10
}

#[cfg(test)]
mod tests;
