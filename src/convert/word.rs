//! Word files (ISO/IEC 29500, `.docx`): the words that stand in the text now, with the numbers and headings that Word
//! shows. Tracked changes count as accepted, comments become notes; both are said. Start at [`read`].

mod numbering;
mod package;
mod styles;

use std::collections::{BTreeMap, HashMap};

use self::numbering::{Front, Numbering, value};
use self::package::{Package, damaged};
use self::styles::{Styles, is_on};
use super::ConvertError;
use super::block::{Block, Form, advice, warning};
use super::marker;
use super::runs::{Runs, raised};
use super::xml::Element;
use crate::model::{Finding, Role};
use crate::text::clean_paragraph;

/// The blocks of a Word file.
///
/// # Errors
/// When the archive is damaged, made to hurt, or has no text.
pub(super) fn read(bytes: &[u8], findings: &mut Vec<Finding>) -> Result<Vec<Block>, ConvertError> {
    let mut package = Package::open(bytes)?;
    let main = package.relations("")?;
    let main = main
        .into_iter()
        .find(|relation| relation.kind == "officeDocument");
    let main = main.map_or_else(
        || "word/document.xml".to_owned(),
        |relation| relation.target,
    );
    let Some(root) = package.xml(&main)? else {
        return Err(damaged(
            "there is no text in it: it is an archive, but of no Word document",
        ));
    };
    let mut parts = HashMap::new();
    for relation in package.relations(&main)? {
        let wanted = ["styles", "numbering", "footnotes", "endnotes", "comments"];
        let wanted = wanted.into_iter().find(|kind| *kind == relation.kind);
        if let Some(kind) = wanted
            && let Some(part) = package.xml(&relation.target)?
        {
            parts.insert(kind, part);
        }
    }
    let styles = parts.get("styles").map(Styles::read).unwrap_or_default();
    let mut numbering = parts
        .get("numbering")
        .map(Numbering::read)
        .unwrap_or_default();
    for (style, number) in styles.numbers() {
        numbering.link(style, number);
    }
    let mut reader = Reader {
        styles,
        numbering,
        ..Reader::default()
    };
    for kind in ["footnotes", "endnotes"] {
        if let Some(root) = parts.get(kind) {
            reader.keep_notes(root, kind);
        }
    }
    if let Some(root) = parts.get("comments") {
        reader.keep_comments(root);
    }
    let Some(body) = root.child("body") else {
        return Err(damaged(format!("{main} holds no text (<{}>)", root.name)));
    };
    reader.within(body);
    reader.end_paragraph();
    reader.report(findings);
    Ok(reader.blocks)
}

#[derive(Default)]
struct Reader {
    styles: Styles,
    numbering: Numbering,
    /// Footnotes and endnotes by kind and id.
    notes: HashMap<(&'static str, String), String>,
    comments: HashMap<String, String>,
    blocks: Vec<Block>,
    /// The paragraph being read; a deleted mark at its end joins the next one to it.
    open: Option<Open>,
    /// What footnotes are to come behind the paragraph.
    cited: Vec<(usize, String)>,
    note_count: usize,
    /// How many changes of whom were taken as accepted.
    changes: BTreeMap<String, usize>,
    pictures: usize,
    hidden: usize,
    tables: usize,
    boxes: usize,
}

/// A paragraph in the making.
struct Open {
    runs: Runs,
    style: String,
    front: Option<(Front, usize)>,
    heading: Option<u8>,
    remarks: Vec<String>,
}

impl Reader {
    /// Everything that stands in the body, a cell or a box, in order.
    fn within(&mut self, element: &Element) {
        for inner in element.elements() {
            match &*inner.name {
                "p" => self.paragraph(inner),
                "tbl" => self.table(inner),
                "del" | "moveFrom" => self.change(inner),
                "AlternateContent" => self.within(chosen(inner)),
                "sectPr" | "sdtPr" | "tcPr" | "tblPr" => {}
                _ => {
                    if matches!(&*inner.name, "ins" | "moveTo") {
                        self.change(inner);
                    }
                    self.within(inner);
                }
            }
        }
    }

    fn change(&mut self, element: &Element) {
        let author = element.attribute("author").unwrap_or("somebody unnamed");
        *self.changes.entry(author.trim().to_owned()).or_default() += 1;
    }

    fn paragraph(&mut self, element: &Element) {
        let properties = element.child("pPr");
        let mark = properties.and_then(|p| p.child("rPr"));
        let is_gone = mark.and_then(|m| m.child("del").or(m.child("moveFrom")));
        let is_new = mark.and_then(|m| m.child("ins").or(m.child("moveTo")));
        for change in is_gone.into_iter().chain(is_new) {
            self.change(change);
        }
        let mut open = match self.open.take() {
            Some(open) => open,
            None => self.begin(properties),
        };
        self.runs(element, &mut open);
        self.open = Some(open);
        if is_gone.is_none() {
            self.end_paragraph();
        }
    }

    fn begin(&mut self, properties: Option<&Element>) -> Open {
        let style = properties.and_then(|p| value(p, "pStyle"));
        let style = style.unwrap_or_else(|| self.styles.usual()).to_owned();
        let own = properties.and_then(|p| p.child("numPr"));
        let number = own.and_then(|own| value(own, "numId"));
        let level = own.and_then(|own| value(own, "ilvl"));
        let (by_style, style_level) = self.styles.number(&style);
        let number = number.map_or(by_style, |number| Some(number.to_owned()));
        let level = level
            .and_then(|level| level.parse().ok())
            .unwrap_or(style_level);
        // Number 0 takes away what the style would give.
        let number = number.filter(|number| number != "0");
        let front = number.and_then(|number| Some((self.numbering.next(&number, level)?, level)));
        let outline = properties.and_then(|p| value(p, "outlineLvl"));
        let outline = outline.and_then(|level| level.parse::<u8>().ok());
        let heading = match outline {
            Some(level) => (level < 9).then_some(level + 1),
            None => self.styles.heading(&style),
        };
        Open {
            runs: Runs::default(),
            style,
            front,
            heading,
            remarks: Vec::new(),
        }
    }

    fn runs(&mut self, element: &Element, open: &mut Open) {
        for inner in element.elements() {
            match &*inner.name {
                "pPr" | "rt" | "sdtPr" | "instrText" => {}
                "r" => self.run(inner, open),
                "del" | "moveFrom" => self.change(inner),
                "AlternateContent" => self.runs(chosen(inner), open),
                "t" => open.runs.push(&inner.words(), false),
                _ => {
                    if matches!(&*inner.name, "ins" | "moveTo") {
                        self.change(inner);
                    }
                    self.runs(inner, open);
                }
            }
        }
    }

    fn run(&mut self, element: &Element, open: &mut Open) {
        let properties = element.child("rPr");
        let on = |name: &str| properties.and_then(|p| p.child(name)).map(is_on);
        if on("vanish") == Some(true) {
            self.hidden += usize::from(!element.words().trim().is_empty());
            return;
        }
        let character = properties.and_then(|p| value(p, "rStyle"));
        let stressed = ["i", "b", "iCs", "bCs"].into_iter().any(|name| {
            // What is set for the run counts, then what its style says; complex scripts have their own switch.
            on(name).unwrap_or_else(|| {
                let of = |style: &str| self.styles.is_stressed(style, name);
                character.is_some_and(of) || of(&open.style)
            })
        });
        for inner in element.elements() {
            match &*inner.name {
                "t" => open.runs.push(&inner.words(), stressed),
                "tab" | "ptab" => open.runs.push("\t", stressed),
                "br" | "cr" => open.runs.push("\n", stressed),
                "noBreakHyphen" => open.runs.push("\u{2011}", stressed),
                "sym" => {
                    let code = inner.attribute("char").unwrap_or_default();
                    let sign = u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
                    // Signs of a symbol font have no meaning outside it.
                    let sign = sign.filter(|c| !matches!(c, '\u{e000}'..='\u{f8ff}'));
                    open.runs
                        .push(sign.unwrap_or('•').encode_utf8(&mut [0; 4]), stressed);
                }
                "footnoteReference" => self.cite(inner, "footnotes", open),
                "endnoteReference" => self.cite(inner, "endnotes", open),
                "commentReference" => {
                    let id = inner.attribute("id").unwrap_or_default();
                    open.remarks.extend(self.comments.get(id).cloned());
                }
                "drawing" | "pict" | "object" => self.drawn(inner),
                "AlternateContent" => {
                    for inner in chosen(inner).elements() {
                        self.drawn(inner);
                    }
                }
                _ => {}
            }
        }
    }

    fn cite(&mut self, element: &Element, kind: &'static str, open: &mut Open) {
        let id = element.attribute("id").unwrap_or_default().to_owned();
        if let Some(words) = self.notes.get(&(kind, id)) {
            self.note_count += 1;
            open.runs.push(&raised(&self.note_count.to_string()), false);
            self.cited.push((self.note_count, words.clone()));
        }
    }

    /// A drawing: the words of a text box stand before the paragraph that holds it; a picture cannot be kept.
    fn drawn(&mut self, element: &Element) {
        match element.find("txbxContent", &|_| true) {
            Some(content) => {
                self.boxes += 1;
                let (open, cited) = (self.open.take(), std::mem::take(&mut self.cited));
                self.within(content);
                self.end_paragraph();
                (self.open, self.cited) = (open, cited);
            }
            None => self.pictures += 1,
        }
    }

    fn end_paragraph(&mut self) {
        let Some(open) = self.open.take() else {
            return;
        };
        let line = self.blocks.len() + 1;
        let said = open.runs.finish();
        let note = (!open.remarks.is_empty()).then(|| open.remarks.join("\n"));
        if said.text.is_empty() {
            // A comment on nothing is still a comment.
            if let (Some(note), Some(last)) = (note, self.blocks.last_mut()) {
                let before = last
                    .note
                    .take()
                    .map_or_else(String::new, |note| note + "\n");
                last.note = Some(before + &note);
            }
        } else {
            let (form, label) = form(open.front.as_ref(), open.heading, said.whole, &said.text);
            self.blocks.push(Block {
                text: said.text,
                line,
                form,
                label,
                note,
                ..Block::default()
            });
        }
        for (number, words) in std::mem::take(&mut self.cited) {
            self.blocks.push(Block {
                text: format!("{} {words}", raised(&number.to_string())),
                line,
                form: Form::Note,
                ..Block::default()
            });
        }
    }

    /// A table: rows of figures become paragraphs, its cells standing beside each other; what is set in a table only to
    /// stand where it does is read cell by cell.
    fn table(&mut self, element: &Element) {
        let mut rows: Vec<&Element> = Vec::new();
        for row in element.elements().filter(|row| &*row.name == "tr") {
            let said = row.child("trPr");
            match said.and_then(|said| said.child("del")) {
                Some(gone) => self.change(gone),
                None => rows.push(row),
            }
            if let Some(new) = said.and_then(|said| said.child("ins")) {
                self.change(new);
            }
        }
        let cells = |row: &&Element| row.elements().filter(|c| &*c.name == "tc").count();
        let widest = rows.iter().map(cells).max().unwrap_or(0);
        let is_table = rows.len() > 2 && widest > 1;
        self.tables += usize::from(is_table);
        for row in rows {
            let mut said = Vec::new();
            for cell in row.elements().filter(|cell| &*cell.name == "tc") {
                let from = self.blocks.len();
                self.within(cell);
                self.end_paragraph();
                if is_table {
                    let words = self.blocks.split_off(from);
                    let words = words.into_iter().map(|block| match block.label {
                        Some(label) => format!("{label} {}", block.text),
                        None => block.text,
                    });
                    said.push(words.collect::<Vec<_>>().join(" "));
                }
            }
            let text = said.join(" | ");
            if !text.replace(['|', ' '], "").is_empty() {
                let line = self.blocks.len() + 1;
                self.blocks.push(Block {
                    literal: true,
                    role: Some(Role::Paragraph),
                    ..Block::plain(text, line)
                });
            }
        }
    }

    /// Footnotes without the lines that Word keeps between them and the text.
    fn keep_notes(&mut self, root: &Element, kind: &'static str) {
        for note in root.elements() {
            if note.attribute("type").is_some_and(|kind| kind != "normal") {
                continue;
            }
            let id = note.attribute("id").unwrap_or_default().to_owned();
            let words = self.aside(note);
            if !words.is_empty() {
                self.notes.insert((kind, id), words);
            }
        }
    }

    fn keep_comments(&mut self, root: &Element) {
        for comment in root.elements() {
            let id = comment.attribute("id").unwrap_or_default().to_owned();
            let words = self.aside(comment);
            let author = comment
                .attribute("author")
                .map(str::trim)
                .unwrap_or_default();
            let said = match author {
                "" => words,
                author => format!("{author}: {words}"),
            };
            self.comments.insert(id, said);
        }
    }

    /// The words of a note or a comment, on one line.
    fn aside(&mut self, element: &Element) -> String {
        let mut words = Vec::new();
        for p in element.elements() {
            let mut open = Open {
                runs: Runs::default(),
                style: String::new(),
                front: None,
                heading: None,
                remarks: Vec::new(),
            };
            self.runs(p, &mut open);
            words.push(open.runs.finish().text.replace('*', ""));
        }
        words.retain(|words| !words.is_empty());
        clean_paragraph(&words.join(" "))
    }

    fn report(&self, findings: &mut Vec<Finding>) {
        if !self.changes.is_empty() {
            let said: Vec<String> = self
                .changes
                .iter()
                .map(|(author, count)| format!("{count} of {author}"))
                .collect();
            findings.push(warning(
                None,
                format!(
                    "tracked changes were read as if all were accepted: {}",
                    said.join(", ")
                ),
            ));
        }
        for (count, what) in [
            (self.pictures, "pictures, charts and other objects left out"),
            (self.hidden, "runs of hidden words left out"),
            (
                self.boxes,
                "text boxes read before the paragraph that they stand in",
            ),
            (self.tables, "tables of which each row became a paragraph"),
        ] {
            if count > 0 {
                findings.push(advice(None, format!("{what}: {count}")));
            }
        }
    }
}

/// Which of several ways to show something is read: the first that has words, else the last.
fn chosen(alternatives: &Element) -> &Element {
    let has_words = |element: &&Element| element.find("t", &|_| true).is_some();
    let all = || alternatives.elements();
    all()
        .find(has_words)
        .or(all().last())
        .unwrap_or(alternatives)
}

/// What a paragraph is by its numbering and style, and its label.
fn form(
    front: Option<&(Front, usize)>,
    heading: Option<u8>,
    whole: bool,
    text: &str,
) -> (Form, Option<String>) {
    let depth = |level: usize| u8::try_from(level).unwrap_or(u8::MAX).clamp(1, 3);
    if let Some(level) = heading {
        let number = match front {
            Some((Front::Number(number), _)) => Some(number.trim_end_matches('.').to_owned()),
            _ => None,
        };
        return (Form::Heading(level), number);
    }
    match front {
        Some((Front::Bullet, level)) => (Form::Item(depth(level + 1)), None),
        Some((Front::Number(number), level)) => {
            let said = format!("{number} x");
            let found = marker::parse(&said).filter(|found| found.rest == "x");
            let label = found.and_then(|found| found.label);
            let label = label.unwrap_or_else(|| number.trim_end_matches('.').to_owned());
            let is_item = !label.starts_with(|c: char| c.is_ascii_digit()) || label.ends_with(')');
            let form = match (is_item, level) {
                (true, level) => Form::Item(depth((*level).max(1))),
                (false, _) => Form::Numbered,
            };
            (form, Some(label))
        }
        _ if whole && !text.ends_with(';') => (Form::Stressed, None),
        _ => (Form::Plain, None),
    }
}

#[cfg(test)]
mod tests;
