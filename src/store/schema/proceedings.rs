//! `proceedings.yaml`: what the meeting did besides gavelling paragraphs. One list a kind, each entry under its own id.

mod written;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::agreements::{ReopeningShape, read_reopening};
use super::document::{choices, one, parsed, settled};
use super::{Entries, Word, shape, some, unknown, unknown_under};
use crate::model::{
    Adoption, Ballot, Breaking, Code, Corrigendum, Deletion, Done, Extension, How, Id, Level,
    Majority, Moment, Objection, Placement, Proceeding, Proceedings, Report, RollCall, Silence,
    Sort, Sponsor, Statement, StatementKind,
};
use crate::store::notes::Notes;
use crate::store::pieces;

pub(crate) use written::{filed, pairs, value};

shape! {
    /// The file.
    ProceedingsShape {
        reports: Entries<EntryShape>, placements: Entries<EntryShape>, deletions: Entries<EntryShape>, silences: Entries<EntryShape>,
        votes: Entries<EntryShape>, adoptions: Entries<EntryShape>, statements: Entries<EntryShape>, sponsors: Entries<EntryShape>,
        corrigenda: Entries<EntryShape>,
    }
}

shape! {
    /// An entry of any list; each kind has some of the keys.
    EntryShape {
        paragraph: Word, paragraphs: Vec<Word>, delegation: Word, kind: Word, joined: Word, level: Word, on: Word, how: Word,
        through: Word, version: Word, number: Word, language: Word, before: Word, from: Word, parked: Word, majority: Word,
        ballots: Entries<Word>, expires: Word, delegations: Vec<Word>, reason: Word, text: Word, at: Word, by: Word, meeting: Word,
        started: DoneShape, extended: Vec<DoneShape>, broken: Vec<ObjectionShape>, late: Vec<ObjectionShape>, cancelled: DoneShape,
        confirmed: DoneShape, settled: DoneShape, restored: DoneShape, withdrawn: DoneShape, annulled: ReopeningShape,
    }
}

shape! {
    /// When, by whom and why; `from` is the end that an extension left behind.
    DoneShape { at: Word, by: Word, reason: Word, from: Word }
}

shape! {
    /// What was sent against a text under silence.
    ObjectionShape { by: Word, at: Word, kind: Word, text: Word }
}

impl ProceedingsShape {
    fn list(&mut self, sort: Sort) -> &mut Option<Entries<EntryShape>> {
        match sort {
            Sort::Report => &mut self.reports,
            Sort::Placement => &mut self.placements,
            Sort::Deletion => &mut self.deletions,
            Sort::Silence => &mut self.silences,
            Sort::Vote => &mut self.votes,
            Sort::Adoption => &mut self.adoptions,
            Sort::Statement => &mut self.statements,
            Sort::Sponsor => &mut self.sponsors,
            Sort::Corrigendum => &mut self.corrigenda,
        }
    }
}

/// The keys that entries of a kind have.
fn keys_of(sort: Sort) -> &'static [&'static str] {
    match sort {
        Sort::Report => &["paragraph", "from", "parked", "text", "at", "by", "meeting"],
        Sort::Placement => &["paragraph", "delegations", "reason", "at", "settled"],
        Sort::Deletion => &[
            "paragraph",
            "level",
            "on",
            "at",
            "by",
            "meeting",
            "restored",
        ],
        Sort::Silence => &[
            "paragraph",
            "on",
            "level",
            "expires",
            "at",
            "by",
            "meeting",
            "started",
            "extended",
            "broken",
            "late",
            "cancelled",
            "confirmed",
        ],
        Sort::Vote => &[
            "paragraph",
            "on",
            "majority",
            "ballots",
            "at",
            "by",
            "meeting",
        ],
        Sort::Adoption => &[
            "on", "how", "through", "version", "at", "by", "meeting", "annulled",
        ],
        Sort::Statement => &[
            "kind",
            "delegations",
            "paragraphs",
            "text",
            "at",
            "meeting",
            "withdrawn",
        ],
        Sort::Sponsor => &["delegation", "joined", "at", "withdrawn"],
        Sort::Corrigendum => &[
            "number",
            "paragraph",
            "language",
            "before",
            "text",
            "reason",
            "at",
            "by",
        ],
    }
}

/// Reads a text piece by piece, when it cannot be read as a whole.
pub(crate) fn salvage(text: &str, notes: &mut Notes<'_>) -> ProceedingsShape {
    let mut shape = ProceedingsShape::default();
    for (key, line) in pieces::keys(text) {
        let sort = Sort::ALL.into_iter().find(|(_, word)| *word == key);
        let Some((sort, _)) = sort else {
            shape.unknown.push(key);
            continue;
        };
        let entries = pieces::entries(text, &key);
        if entries.is_empty() {
            notes.error(
                Some(line),
                format!("“{key}” has no entries by id"),
                "write an id, a colon, and what is known of it",
            );
        }
        let read = entries.into_iter();
        let read = read.filter_map(|(id, p)| Some((id, one(&p, notes)?)));
        *shape.list(sort) = Some(Entries(read.collect()));
    }
    shape
}

/// The proceedings of a shape.
pub(crate) fn read(mut shape: ProceedingsShape, notes: &mut Notes<'_>) -> Proceedings {
    unknown_under(notes, &[], &shape.unknown, ProceedingsShape::KEYS);
    let mut all = Proceedings::default();
    for (sort, list) in Sort::ALL {
        let entries = shape.list(sort).take().unwrap_or_default().0;
        for (nth, (id, entry)) in entries.into_iter().enumerate() {
            let reader = Reader { sort, list, nth };
            let line = |notes: &mut Notes<'_>| notes.line(list, nth);
            let Some(id) = parsed::<Id>(&id, list, line, notes) else {
                continue;
            };
            if let Some(one) = reader.read(id, entry, notes) {
                all.insert(Arc::new(one));
            }
        }
    }
    all
}

/// Reads one entry.
#[derive(Clone, Copy)]
struct Reader {
    sort: Sort,
    list: &'static str,
    nth: usize,
}

impl Reader {
    fn line(self) -> impl Fn(&mut Notes<'_>) -> Option<usize> + Copy {
        move |notes| notes.line(self.list, self.nth)
    }

    /// A value that may be missing.
    fn may<T: std::str::FromStr<Err: std::fmt::Display>>(
        self,
        word: Option<Word>,
        key: &'static str,
        notes: &mut Notes<'_>,
    ) -> Option<T> {
        some(word).and_then(|said| parsed(&said, key, self.line(), notes))
    }

    /// A value without which the entry means nothing.
    fn must<T: std::str::FromStr<Err: std::fmt::Display>>(
        self,
        word: Option<Word>,
        key: &'static str,
        notes: &mut Notes<'_>,
    ) -> Option<T> {
        let found = self.may(word, key, notes);
        if found.is_none() {
            self.lacks(key, notes);
        }
        found
    }

    fn lacks(self, key: &str, notes: &mut Notes<'_>) {
        let line = self.line()(notes);
        notes.error(
            line,
            format!("an entry of “{}” does not say “{key}”", self.list),
            format!("give “{key}”; the entry does not count until then"),
        );
    }

    /// A word of a closed list; the default where nothing is said.
    fn choice<T: Copy + Default, const N: usize>(
        self,
        word: Option<Word>,
        all: [(T, &'static str); N],
        notes: &mut Notes<'_>,
    ) -> Option<T> {
        let Some(said) = some(word) else {
            return Some(T::default());
        };
        let found = all.iter().find(|(_, word)| *word == said);
        if found.is_none() {
            let line = self.line()(notes);
            let hint = choices(&said, all.map(|(_, word)| word));
            notes.error(
                line,
                format!("“{said}” means nothing in “{}”", self.list),
                hint,
            );
        }
        found.map(|(one, _)| *one)
    }

    fn codes(
        self,
        words: Option<Vec<Word>>,
        key: &'static str,
        notes: &mut Notes<'_>,
    ) -> Vec<Code> {
        let words = words.unwrap_or_default();
        let read = words.iter();
        read.filter_map(|word| parsed(&word.0, key, self.line(), notes))
            .collect()
    }

    fn done(self, shape: Option<DoneShape>, notes: &mut Notes<'_>) -> Option<Done> {
        let shape = shape?;
        if !shape.unknown.is_empty() {
            let line = self.line()(notes);
            unknown(notes, line, &shape.unknown, DoneShape::KEYS);
        }
        Some(Done {
            at: self.may(shape.at, "at", notes),
            by: some(shape.by).map(Arc::from),
            reason: text_of(shape.reason),
        })
    }

    fn extension(self, shape: DoneShape, notes: &mut Notes<'_>) -> Option<Extension> {
        let from: Moment = self.must(shape.from.clone(), "from", notes)?;
        let done = self.done(Some(shape), notes)?;
        Some(Extension { from, done })
    }

    fn objections(
        self,
        shapes: Option<Vec<ObjectionShape>>,
        notes: &mut Notes<'_>,
    ) -> Vec<Objection> {
        let mut all = Vec::new();
        for shape in shapes.unwrap_or_default() {
            if !shape.unknown.is_empty() {
                let line = self.line()(notes);
                unknown(notes, line, &shape.unknown, ObjectionShape::KEYS);
            }
            let by = self.must::<Code>(shape.by, "by", notes);
            let at = self.must::<Moment>(shape.at, "at", notes);
            let kind = self.choice(shape.kind, Breaking::ALL, notes);
            if let (Some(by), Some(at), Some(kind)) = (by, at, kind) {
                let text = text_of(shape.text).unwrap_or_default();
                all.push(Objection { by, at, kind, text });
            }
        }
        all
    }

    fn level(self, word: Option<Word>, notes: &mut Notes<'_>) -> Option<Level> {
        match some(word) {
            None => Some(Level::Committee),
            Some(said) => parsed(&said, "level", self.line(), notes),
        }
    }

    fn ballots(
        self,
        entries: Option<Entries<Word>>,
        notes: &mut Notes<'_>,
    ) -> BTreeMap<Code, Ballot> {
        let mut ballots = BTreeMap::new();
        for (code, said) in entries.unwrap_or_default().0 {
            let code = parsed::<Code>(&code, "ballots", self.line(), notes);
            match (code, Ballot::from_word(&said.0)) {
                (Some(code), Some(ballot)) => {
                    ballots.insert(code, ballot);
                }
                (Some(code), None) => {
                    let line = self.line()(notes);
                    let said = said.0;
                    notes.error(
                        line,
                        format!("“{said}” is no ballot of {code}"),
                        choices(&said, Ballot::ALL.map(|(_, word)| word)),
                    );
                }
                (None, _) => {}
            }
        }
        ballots
    }

    /// One entry, if it means one.
    fn read(self, id: Id, shape: EntryShape, notes: &mut Notes<'_>) -> Option<Proceeding> {
        self.note_unknown(&shape, notes);
        let at = self.may(shape.at, "at", notes);
        let by = some(shape.by).map(Arc::from);
        let meeting = some(shape.meeting).map(Arc::from);
        Some(match self.sort {
            Sort::Report => Proceeding::Report(Report {
                id,
                paragraph: self.must(shape.paragraph, "paragraph", notes)?,
                from: some(shape.from).map(Arc::from),
                parked: self.may(shape.parked, "parked", notes),
                text: text_of(shape.text).unwrap_or_default(),
                at,
                by,
                meeting,
            }),
            Sort::Placement => Proceeding::Placement(Placement {
                id,
                paragraph: self.must(shape.paragraph, "paragraph", notes)?,
                by: self.codes(shape.delegations, "delegations", notes),
                reason: text_of(shape.reason),
                at,
                settled: self.done(shape.settled, notes),
            }),
            Sort::Deletion => Proceeding::Deletion(Deletion {
                id,
                paragraph: self.must(shape.paragraph, "paragraph", notes)?,
                level: self.level(shape.level, notes)?,
                on: self.must(shape.on, "on", notes)?,
                at,
                by,
                meeting,
                restored: self.done(shape.restored, notes),
            }),
            Sort::Silence => {
                let extended = shape.extended.unwrap_or_default().into_iter();
                let extended: Vec<Extension> = extended
                    .filter_map(|shape| self.extension(shape, notes))
                    .collect();
                Proceeding::Silence(Silence {
                    id,
                    paragraph: self.silence_paragraph(shape.paragraph, notes)?,
                    on: self.must(shape.on, "on", notes)?,
                    level: self.level(shape.level, notes)?,
                    expires: self.must(shape.expires, "expires", notes)?,
                    proposed: Done {
                        at,
                        by,
                        reason: None,
                    },
                    meeting,
                    started: self.done(shape.started, notes),
                    extended,
                    broken: self.objections(shape.broken, notes),
                    late: self.objections(shape.late, notes),
                    cancelled: self.done(shape.cancelled, notes),
                    confirmed: self.done(shape.confirmed, notes),
                })
            }
            Sort::Vote => Proceeding::Vote(RollCall {
                id,
                paragraph: self.silence_paragraph(shape.paragraph, notes)?,
                on: self.must(shape.on, "on", notes)?,
                majority: self.choice(shape.majority, Majority::ALL, notes)?,
                ballots: self.ballots(shape.ballots, notes),
                at,
                by,
                meeting,
            }),
            Sort::Adoption => Proceeding::Adoption(Adoption {
                id,
                on: self.must(shape.on, "on", notes)?,
                how: self.choice(shape.how, How::ALL, notes)?,
                through: self.may(shape.through, "through", notes),
                version: self.must(shape.version, "version", notes)?,
                at,
                by,
                meeting,
                annulled: shape
                    .annulled
                    .and_then(|shape| read_reopening(shape, id, self.line(), notes)),
            }),
            Sort::Statement => Proceeding::Statement(Statement {
                id,
                kind: self.choice(shape.kind, StatementKind::ALL, notes)?,
                by: self.codes(shape.delegations, "delegations", notes),
                paragraphs: {
                    let ids = shape.paragraphs.unwrap_or_default();
                    let read = ids.iter();
                    read.filter_map(|word| parsed(&word.0, "paragraphs", self.line(), notes))
                        .collect()
                },
                text: text_of(shape.text).unwrap_or_default(),
                at,
                meeting,
                withdrawn: self.done(shape.withdrawn, notes),
            }),
            Sort::Sponsor => Proceeding::Sponsor(Sponsor {
                id,
                delegation: self.must(shape.delegation, "delegation", notes)?,
                joined: some(shape.joined).is_some_and(|said| said == "true"),
                at,
                withdrawn: self.done(shape.withdrawn, notes),
            }),
            Sort::Corrigendum => Proceeding::Corrigendum(Corrigendum {
                id,
                number: self.must(shape.number, "number", notes)?,
                paragraph: self.must(shape.paragraph, "paragraph", notes)?,
                language: self.must(shape.language, "language", notes)?,
                before: text_of(shape.before).unwrap_or_default(),
                text: text_of(shape.text).unwrap_or_default(),
                reason: text_of(shape.reason).unwrap_or_default(),
                at,
                by,
            }),
        })
    }

    /// The paragraph of something that may be on the whole text. A name that cannot be read must not make it that.
    #[expect(
        clippy::option_option,
        reason = "on the whole, on none that can be read"
    )]
    fn silence_paragraph(self, word: Option<Word>, notes: &mut Notes<'_>) -> Option<Option<Id>> {
        match some(word) {
            None => Some(None),
            Some(said) => parsed(&said, "paragraph", self.line(), notes).map(Some),
        }
    }

    /// Keys that mean nothing in an entry of this kind.
    fn note_unknown(self, shape: &EntryShape, notes: &mut Notes<'_>) {
        if !shape.unknown.is_empty() {
            let line = self.line()(notes);
            unknown(notes, line, &shape.unknown, keys_of(self.sort));
        }
    }
}

/// A text that stands in a file, in its settled form.
fn text_of(word: Option<Word>) -> Option<Arc<str>> {
    some(word).map(|text| settled(&text).into())
}
