//! Documents: drafts, versions, precedents, files to import.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::str::FromStr;
use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::{Entries, Word, map, shape, some, unknown, unknown_under, word};
use super::{cast, chosen, renumbered};
use crate::model::{
    Deleted, Document, Head, Id, Label, Paragraph, Part, Role, Source, SpanBracket,
};
use crate::store::notes::{Notes, nearest};
use crate::store::pieces::{self, Piece};
use crate::store::yaml::Value;
use crate::text::{Digest, Language};

shape! {
    /// A document file.
    DocumentShape { document: HeadShape, paragraphs: Vec<ParagraphShape>, deleted: Vec<ParagraphShape> }
}

shape! {
    /// What stands under `document`.
    HeadShape {
        language: Word, title: Word, symbol: Word, date: Word, organ: Word, adopted: Word, votes: Entries<Word>, sponsors: Vec<Word>, version: Word, frozen: Word,
        brackets: Vec<BracketShape>, renumbered: Vec<RenumberedShape>,
    }
}

shape! {
    /// A bracket over several paragraphs.
    BracketShape { from: Word, to: Word, marks: Word, chair: Word }
}

shape! {
    /// An act of numbering anew.
    RenumberedShape { at: Word, by: Word, labels: Vec<RelabelledShape> }
}

shape! {
    /// A paragraph that got another label.
    RelabelledShape { id: Word, from: Word, to: Word }
}

shape! {
    /// A paragraph; `after` only among the deleted.
    ParagraphShape {
        id: Word, role: Word, level: Word, label: Word, text: Word, note: Word, sources: Vec<SourceShape>, of: Word,
        part: PartShape, chair: Vec<ChosenShape>, after: Word,
    }
}

shape! {
    /// What the chair wants taken of a bracket.
    ChosenShape { bracket: Word, nth: Word, take: Word }
}

shape! {
    /// Where words come from.
    SourceShape { symbol: Word, paragraph: Word, words: Word }
}

shape! {
    /// What part a paragraph opens.
    PartShape { kind: Word, label: Word, original: Word, negotiated: Word }
}

/// Reads a text piece by piece, when it cannot be read as a whole.
pub(crate) fn salvage(text: &str, notes: &mut Notes<'_>) -> DocumentShape {
    let mut shape = DocumentShape::default();
    for (key, line) in pieces::keys(text) {
        match key.as_str() {
            "document" => {
                shape.document = pieces::top(text, "document").and_then(|p| one(&p, notes));
            }
            "paragraphs" | "deleted" => {
                let items = pieces::items(text, &key);
                if items.is_empty() {
                    notes.error(
                        Some(line),
                        format!("“{key}” is no list"),
                        "start each item with “- ”",
                    );
                }
                let read = items
                    .iter()
                    .map(|p| one(p, notes).unwrap_or_default())
                    .collect();
                if key == "deleted" {
                    shape.deleted = Some(read);
                } else {
                    shape.paragraphs = Some(read);
                }
            }
            _ => shape.unknown.push(key),
        }
    }
    shape
}

/// One piece, or a finding.
pub(crate) fn one<T: for<'de> serde::Deserialize<'de>>(
    piece: &Piece,
    notes: &mut Notes<'_>,
) -> Option<T> {
    match serde_yaml::from_str(&piece.text) {
        Ok(read) => Some(read),
        Err(error) => {
            let line = error
                .location()
                .map_or(piece.line, |at| piece.line + at.line().saturating_sub(1));
            notes.error(
                Some(line),
                bare_message(&error),
                "the rest of the file is read; correct it by hand",
            );
            None
        }
    }
}

/// What serde says, without the place, which is counted from somewhere else.
pub(crate) fn bare_message(error: &serde_yaml::Error) -> String {
    let message = error.to_string();
    let cut = message.rfind(" at line ").and_then(|at| message.get(..at));
    cut.unwrap_or(&message).to_owned()
}

/// The document of a shape. `language` is that of the file's name, which counts.
pub(crate) fn read(
    shape: DocumentShape,
    language: Option<Language>,
    notes: &mut Notes<'_>,
) -> Document {
    unknown_under(notes, &[], &shape.unknown, DocumentShape::KEYS);
    let head = read_head(shape.document.unwrap_or_default(), language, notes);
    let mut document = Document::new(head);
    let paragraphs = shape.paragraphs.unwrap_or_default();
    let mut seen: HashSet<Id> = HashSet::with_capacity(paragraphs.len());
    document.paragraphs.reserve(paragraphs.len());
    for (nth, shape) in paragraphs.into_iter().enumerate() {
        if let Some((p, after)) = read_paragraph(shape, "paragraphs", nth, &mut seen, notes) {
            if after.is_some() {
                let line = notes.line("paragraphs", nth);
                unknown(notes, line, &["after".to_owned()], &[]);
            }
            document.paragraphs.push(Arc::new(p));
        }
    }
    for (nth, shape) in shape.deleted.unwrap_or_default().into_iter().enumerate() {
        if let Some((p, after)) = read_paragraph(shape, "deleted", nth, &mut seen, notes) {
            let line = |notes: &mut Notes<'_>| notes.line("deleted", nth);
            let after = after.and_then(|id| parsed::<Id>(&id, "after", line, notes));
            document.deleted.push(Deleted {
                paragraph: Arc::new(p),
                after,
            });
        }
    }
    document.deleted.sort_by_key(|d| d.paragraph.id);
    document
}

fn read_head(shape: HeadShape, of_name: Option<Language>, notes: &mut Notes<'_>) -> Head {
    unknown_under(notes, &["document"], &shape.unknown, HeadShape::KEYS);
    let under = |key: &'static str| move |notes: &mut Notes<'_>| notes.line_of(&["document", key]);
    let said = some(shape.language)
        .and_then(|word| parsed::<Language>(&word, "language", under("language"), notes));
    if let (Some(said), Some(name)) = (&said, &of_name)
        && said != name
    {
        let line = under("language")(notes);
        notes.warn(
            line,
            format!("the file is named {name} and says that it is in {said}; the name counts"),
            "make the two agree",
        );
    }
    let language = of_name.or(said).unwrap_or(Language::ENGLISH);
    let mut head = Head::new(language, &some(shape.title).unwrap_or_default());
    let text = |word: Option<Word>| some(word).map(Arc::from);
    head.symbol = text(shape.symbol);
    head.date = text(shape.date);
    head.organ = text(shape.organ);
    head.adopted = text(shape.adopted);
    head.votes = cast::read(shape.votes.unwrap_or_default(), notes);
    let sponsors = shape.sponsors.unwrap_or_default().into_iter();
    head.sponsors = sponsors.filter_map(|word| text(Some(word))).collect();
    head.version =
        some(shape.version).and_then(|word| parsed(&word, "version", under("version"), notes));
    head.frozen =
        some(shape.frozen).and_then(|word| parsed(&word, "frozen", under("frozen"), notes));
    // Found once for all of them.
    let place = OnceCell::new();
    let line = |notes: &mut Notes<'_>| *place.get_or_init(|| under("brackets")(notes));
    head.renumbered = renumbered::read(shape.renumbered.unwrap_or_default(), notes);
    for bracket in shape.brackets.unwrap_or_default() {
        if !bracket.unknown.is_empty() {
            let line = line(notes);
            unknown(notes, line, &bracket.unknown, BracketShape::KEYS);
        }
        let from = some(bracket.from).and_then(|word| parsed(&word, "from", line, notes));
        let to = some(bracket.to).and_then(|word| parsed(&word, "to", line, notes));
        let chair = some(bracket.chair).and_then(|word| parsed(&word, "chair", line, notes));
        match (from, to) {
            (Some(from), Some(to)) => head.brackets.push(SpanBracket {
                from,
                to,
                marks: some(bracket.marks).unwrap_or_default().into(),
                chair,
            }),
            _ => {
                let line = line(notes);
                notes.error(
                    line,
                    "a bracket over several paragraphs lacks the id of its first or last"
                        .to_owned(),
                    "give `from` and `to`",
                );
            }
        }
    }
    head
}

fn read_paragraph(
    shape: ParagraphShape,
    list: &'static str,
    nth: usize,
    seen: &mut HashSet<Id>,
    notes: &mut Notes<'_>,
) -> Option<(Paragraph, Option<String>)> {
    let line = |notes: &mut Notes<'_>| notes.line(list, nth);
    if shape == ParagraphShape::default() && notes.incomplete {
        return None;
    }
    if !shape.unknown.is_empty() {
        let line = line(notes);
        unknown(notes, line, &shape.unknown, ParagraphShape::KEYS);
    }
    let Some(name) = some(shape.id) else {
        let line = line(notes);
        notes.error(
            line,
            "a paragraph without id".to_owned(),
            "give it an id of eight characters; it is not shown until then",
        );
        return None;
    };
    let id = parsed::<Id>(&name, "id", line, notes)?;
    if !seen.insert(id) {
        let line = line(notes);
        notes.error(
            line,
            format!("the id {id} is already in this file"),
            "give one of the two another id; only the first is shown",
        );
        return None;
    }
    let role = match some(shape.role) {
        None => {
            let line = line(notes);
            notes.warn(
                line,
                format!("{id} has no role; it is taken for a paragraph"),
                "write `role: paragraph`",
            );
            Role::Paragraph
        }
        Some(said) => match Role::from_word(&said) {
            Some(role) => role,
            None => {
                let line = line(notes);
                notes.error(
                    line,
                    format!("“{said}” is no role"),
                    choices(&said, Role::ALL.map(|(_, word)| word)),
                );
                return None;
            }
        },
    };
    let Some(words) = some(shape.text) else {
        let line = line(notes);
        notes.error(
            line,
            format!("{id} has no text"),
            "write its words under `text`; it is not shown until then",
        );
        return None;
    };
    let mut p = Paragraph::new(id, role, &settled(&words));
    p.level = some(shape.level)
        .and_then(|said| parsed(&said, "level", line, notes))
        .unwrap_or(0);
    p.label = some(shape.label).and_then(|said| Label::new(&said));
    p.note = some(shape.note).map(|note| settled(&note).into());
    p.of = some(shape.of).and_then(|said| parsed::<Digest>(&said, "of", line, notes));
    p.sources = sources(
        shape.sources.unwrap_or_default(),
        &id.to_string(),
        line,
        notes,
    );
    p.part = shape.part.map(|part| {
        if !part.unknown.is_empty() {
            let line = line(notes);
            unknown(notes, line, &part.unknown, PartShape::KEYS);
        }
        Part {
            kind: some(part.kind).unwrap_or_else(|| "part".to_owned()).into(),
            label: some(part.label).map(Arc::from),
            original: some(part.original).and_then(|said| parsed(&said, "original", line, notes)),
            negotiated: truth(some(part.negotiated), "negotiated", line, notes),
        }
    });
    p.chosen = chosen::read(shape.chair.unwrap_or_default(), line, notes);
    Some((p, some(shape.after)))
}

/// A word that means something, or a finding.
pub(crate) fn parsed<T: FromStr>(
    said: &str,
    key: &str,
    line: impl Fn(&mut Notes<'_>) -> Option<usize>,
    notes: &mut Notes<'_>,
) -> Option<T>
where
    T::Err: std::fmt::Display,
{
    match said.trim().parse() {
        Ok(read) => Some(read),
        Err(error) => {
            let line = line(notes);
            notes.error(
                line,
                format!("`{key}`: {error}"),
                "correct it; until then it counts as not written",
            );
            None
        }
    }
}

/// `true` unless it says `false`.
pub(crate) fn truth(
    said: Option<String>,
    key: &str,
    line: impl Fn(&mut Notes<'_>) -> Option<usize>,
    notes: &mut Notes<'_>,
) -> bool {
    match said.as_deref() {
        None | Some("true") => true,
        Some("false") => false,
        Some(other) => {
            let line = line(notes);
            notes.warn(
                line,
                format!("`{key}: {other}` is neither true nor false"),
                "write true or false; it counts as true",
            );
            true
        }
    }
}

/// What to write instead of a word that is none of a list.
pub(crate) fn choices<'w>(said: &str, known: impl IntoIterator<Item = &'w str> + Clone) -> String {
    match nearest(said, known.clone()) {
        Some(meant) => format!("did you mean “{meant}”?"),
        None => format!(
            "write one of {}",
            known.into_iter().collect::<Vec<_>>().join(", ")
        ),
    }
}

/// Words as they are kept in memory: NFC, ends trimmed.
pub(crate) fn settled(text: &str) -> std::borrow::Cow<'_, str> {
    let text = text.trim();
    if is_nfc(text) {
        text.into()
    } else {
        text.nfc().collect::<String>().into()
    }
}

/// Where words come from, of what is called `whose`.
pub(super) fn sources(
    shapes: Vec<SourceShape>,
    whose: &str,
    line: impl Fn(&mut Notes<'_>) -> Option<usize>,
    notes: &mut Notes<'_>,
) -> Vec<Source> {
    let mut sources = Vec::new();
    for shape in shapes {
        if !shape.unknown.is_empty() {
            let line = line(notes);
            unknown(notes, line, &shape.unknown, SourceShape::KEYS);
        }
        match some(shape.symbol) {
            Some(symbol) => sources.push(Source {
                symbol: symbol.into(),
                paragraph: some(shape.paragraph).map(Arc::from),
                words: some(shape.words).map(|words| settled(&words).into()),
            }),
            None => {
                let line = line(notes);
                notes.error(
                    line,
                    format!("a source of {whose} has no symbol"),
                    "give its `symbol`",
                );
            }
        }
    }
    sources
}

/// Where words come from, to be written; `None` where nothing is said of it.
pub(super) fn sources_value(sources: &[Source]) -> Option<Value> {
    let source = |s: &Source| {
        map(vec![
            ("symbol", Some(word(&s.symbol))),
            ("paragraph", s.paragraph.as_ref().map(word)),
            ("words", s.words.as_ref().map(word)),
        ])
    };
    (!sources.is_empty()).then(|| Value::List(sources.iter().map(source).collect()))
}

/// The keys of a head, in order, with what to write; `None` where nothing stands.
pub(crate) fn head_pairs(head: &Head) -> Vec<(&'static str, Option<Value>)> {
    let opt = |text: &Option<Arc<str>>| text.as_ref().map(word);
    let brackets = head.brackets.iter().map(|b| {
        map(vec![
            ("from", Some(word(b.from))),
            ("to", Some(word(b.to))),
            ("marks", Some(word(&b.marks))),
            ("chair", b.chair.map(word)),
        ])
    });
    vec![
        ("language", Some(word(head.language))),
        ("title", Some(word(&head.title))),
        ("symbol", opt(&head.symbol)),
        ("date", opt(&head.date)),
        ("organ", opt(&head.organ)),
        ("adopted", opt(&head.adopted)),
        ("votes", cast::value(&head.votes)),
        (
            "sponsors",
            (!head.sponsors.is_empty())
                .then(|| Value::List(head.sponsors.iter().map(word).collect())),
        ),
        ("version", head.version.map(word)),
        ("frozen", head.frozen.map(word)),
        (
            "brackets",
            (!head.brackets.is_empty()).then(|| Value::List(brackets.collect())),
        ),
        ("renumbered", renumbered::value(&head.renumbered)),
    ]
}

/// The keys of a paragraph, in order, with what to write.
pub(crate) fn paragraph_pairs(p: &Paragraph) -> Vec<(&'static str, Option<Value>)> {
    let part = |part: &Part| {
        map(vec![
            ("kind", Some(word(&part.kind))),
            ("label", part.label.as_ref().map(word)),
            ("original", part.original.map(word)),
            (
                "negotiated",
                (!part.negotiated).then_some(Value::Bool(false)),
            ),
        ])
    };
    vec![
        ("id", Some(word(p.id))),
        ("role", Some(word(p.role.word()))),
        (
            "level",
            (p.level > 0).then(|| Value::Integer(p.level.into())),
        ),
        ("label", p.label.as_ref().map(word)),
        ("text", Some(Value::Text(p.text().to_owned()))),
        (
            "note",
            p.note.as_ref().map(|note| Value::Text(note.to_string())),
        ),
        ("sources", sources_value(&p.sources)),
        ("of", p.of.map(word)),
        ("part", p.part.as_ref().map(part)),
        ("chair", chosen::value(&p.chosen)),
    ]
}

/// A paragraph as an item to write.
pub(crate) fn paragraph_value(p: &Paragraph) -> Value {
    map(paragraph_pairs(p))
}

/// A deleted paragraph as an item to write.
pub(crate) fn deleted_value(deleted: &Deleted) -> Value {
    let mut pairs = paragraph_pairs(&deleted.paragraph);
    pairs.push(("after", deleted.after.map(word)));
    map(pairs)
}

/// A whole document as a file to write.
pub(crate) fn value(document: &Document) -> Value {
    let deleted = (!document.deleted.is_empty())
        .then(|| Value::List(document.deleted.iter().map(deleted_value).collect()));
    let paragraphs = document
        .paragraphs
        .iter()
        .map(|p| paragraph_value(p))
        .collect();
    map(vec![
        ("document", Some(map(head_pairs(&document.head)))),
        ("paragraphs", Some(Value::List(paragraphs))),
        ("deleted", deleted),
    ])
}
