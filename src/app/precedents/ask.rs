//! What the interface asks of agreed language, and what it is told. Asking takes no disk: whoever has the libraries open
//! gives them to [`answer`], which can be stopped at any time by a newer question of the same kind.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::near::{self, Near};
use crate::app::overlay::Line;
use crate::compare::Edit;
use crate::model::{Id, Source, Workspace};
use crate::precedent::{
    Completion, Hit, Library, Party, Query, Record, SearchError, Segment, Titled, Titles,
};
use crate::text::{self, Language};

/// Most hits that are shown.
const SHOWN: usize = 100;

/// From here on what was found in the language of the draft fits, and no other is looked in.
const FITS: f64 = 0.7;
/// What fits so much less well than something in another language was not meant. Measured on typed words of UN
/// resolutions: words of another language reach a third of what they reach in their own.
const BETTER: f64 = 0.6;

/// A question.
#[derive(Debug, Clone)]
pub enum Seek {
    /// Which libraries there are.
    Shelves,
    /// Paragraphs that fit a query.
    Paragraphs(Wanted),
    /// Documents whose symbol, title or subject fits.
    Documents(Wanted),
    /// Which words of a paragraph are agreed language.
    Trace {
        /// The paragraph.
        paragraph: Id,
        /// Its words, as they are typed.
        text: String,
        /// What they say, without brackets and the names of those who hold them.
        read: String,
        /// Their language.
        language: Language,
    },
    /// A clause through the years.
    Lineage {
        /// Its number among what was found, if it was.
        from: Option<usize>,
        /// What people call it.
        name: String,
        /// Its words.
        text: String,
        /// Their language.
        language: Language,
    },
    /// Paragraphs that were one row, the one that stood for it first.
    Folded {
        /// Their numbers among what was found, with the symbols of their documents.
        entries: Vec<(usize, Arc<str>)>,
        /// Their language.
        language: Language,
    },
    /// Wording close to a text that others accepted before.
    Landing {
        /// The text.
        text: String,
        /// Its language.
        language: Language,
        /// Who should have accepted it.
        parties: Vec<Party>,
    },
    /// Whether words stand where it is said that they come from.
    Verify {
        /// What it is about, for the title of the answer.
        about: String,
        /// The words.
        text: String,
        /// Where they are said to come from.
        sources: Vec<Source>,
    },
    /// How the words before the caret went on in agreed language.
    Completion {
        /// Those words.
        before: String,
        /// Their language.
        language: Language,
    },
    /// To make a damaged library anew from its documents.
    Mend(Arc<str>),
}

/// What is wanted of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// What was typed.
    pub query: String,
    /// In this language only.
    pub language: Option<Language>,
    /// Whether all languages are searched when what this one has fits much less well than what others have.
    pub else_all: bool,
    /// Only what all of these delegations accepted.
    pub accepted_by: Vec<Party>,
    /// Whom `accepted-by:` may mean.
    pub parties: Arc<[Party]>,
}

/// Kinds of questions: a newer one makes an older one of its kind pointless.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// What there is.
    Shelves,
    /// Searches.
    Search,
    /// Where words come from.
    Trace,
    /// How words go on.
    Completion,
    /// Making a library anew.
    Mending,
}

impl Kind {
    /// How many there are.
    pub const COUNT: usize = 5;
}

impl Seek {
    /// Whether it may take longer than a key may wait for its answer.
    pub fn is_long(&self) -> bool {
        match self {
            Self::Shelves | Self::Paragraphs(_) | Self::Documents(_) | Self::Folded { .. } => false,
            Self::Completion { .. }
            | Self::Trace { .. }
            | Self::Lineage { .. }
            | Self::Landing { .. }
            | Self::Verify { .. }
            | Self::Mend(_) => true,
        }
    }

    /// Whether it is asked anew with every key in a paragraph, so that most of its kind need no answer.
    pub fn follows_typing(&self) -> bool {
        matches!(self, Self::Trace { .. } | Self::Completion { .. })
    }

    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Shelves => Kind::Shelves,
            Self::Paragraphs(_)
            | Self::Documents(_)
            | Self::Folded { .. }
            | Self::Lineage { .. }
            | Self::Landing { .. }
            | Self::Verify { .. } => Kind::Search,
            Self::Trace { .. } => Kind::Trace,
            Self::Completion { .. } => Kind::Completion,
            Self::Mend(_) => Kind::Mending,
        }
    }
}

/// An answer.
#[derive(Debug, Clone)]
pub enum Sought {
    /// The libraries, those of the workspace first.
    Shelves(Vec<Shelved>),
    /// A damaged library was made anew, or could not be.
    Mended {
        /// Its name.
        name: Arc<str>,
        /// How many of its files are away, or why it could not be done.
        how: Result<u64, String>,
        /// All libraries now.
        shelves: Vec<Shelved>,
    },
    /// Paragraphs or documents.
    Found(Found),
    /// Where words come from.
    Traced {
        /// The paragraph.
        paragraph: Id,
        /// What is known.
        provenance: Provenance,
    },
    /// Whether words stand where it is said.
    Verified {
        /// What was asked about.
        about: String,
        /// What was found out.
        lines: Vec<Line>,
    },
    /// How the words before the caret went on.
    Completed {
        /// Those words.
        before: String,
        /// The likeliest first.
        offers: Vec<Offered>,
    },
}

/// A library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelved {
    /// Its name.
    pub name: Arc<str>,
    /// How many documents it has.
    pub documents: u64,
    /// How many paragraphs.
    pub paragraphs: u64,
    /// Its languages.
    pub languages: Vec<String>,
    /// Why it cannot be used, or not whole.
    pub damaged: Option<String>,
}

/// What a search found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The query, as it was typed.
    pub query: String,
    /// Paragraphs, best first.
    pub matches: Vec<Match>,
    /// Documents, best first, when those were asked for.
    pub documents: Vec<Titled>,
    /// Paragraphs or documents that were searched.
    pub among: usize,
    /// The language that was searched.
    pub language: Option<Language>,
    /// The row that is selected at first.
    pub first: usize,
    /// A library that is left out because it is damaged.
    pub damaged: Option<Arc<str>>,
    /// Conditions that cannot be asked and are left out, each as a sentence.
    pub wrong: Vec<String>,
}

/// A paragraph that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The paragraph.
    pub hit: Hit,
    /// What is known of its document.
    pub record: Arc<Record>,
    /// Of a lineage: what changed since the one before; of a landing zone: what would change.
    pub change: Option<Change>,
    /// What else there is to say: who accepted it, that it was taken over.
    pub note: Option<String>,
}

/// How one text became another.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// How much they have in common, from 0 to 1.
    pub similarity: f64,
    /// How many words came or went.
    pub words: usize,
    /// What did.
    pub edits: Vec<Edit>,
}

/// Which words of a paragraph are agreed language.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Provenance {
    /// The words that this is about.
    pub text: String,
    /// Spans that stand elsewhere word for word, in order.
    pub spans: Vec<Agreed>,
    /// How many words the spans have.
    pub agreed: usize,
    /// How many words there are.
    pub words: usize,
    /// The paragraph that it reads like but for a few words.
    pub near: Option<Near>,
}

/// A span of agreed language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    /// Bytes of the words.
    pub range: Range<usize>,
    /// How many words it has.
    pub words: usize,
    /// Whose it was first: symbol and paragraph.
    pub symbol: Arc<str>,
    /// The paragraph there.
    pub paragraph: Arc<str>,
    /// When.
    pub date: Option<Arc<str>>,
    /// How many other paragraphs have it.
    pub others: usize,
}

/// Words that could come next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// What is put in at the caret.
    pub completion: Completion,
    /// The document they are from.
    pub symbol: Arc<str>,
    /// The paragraph there.
    pub paragraph: Arc<str>,
}

/// What is searched: libraries, with what the workspace has of its own.
#[derive(Debug, Default)]
pub struct Shelves {
    /// Everything.
    all: Library,
    /// What somebody adopted: all but the versions of the workspace itself.
    agreed: Library,
    titles: OnceLock<Titles>,
}

impl Shelves {
    /// Those of a workspace and these libraries, without the ones that are switched off.
    pub fn new(
        workspace: &Workspace,
        libraries: &[(Arc<str>, Vec<Arc<Segment>>)],
        off: &[Arc<str>],
    ) -> Self {
        let on = |name: &str| off.iter().all(|other| &**other != name);
        let (mut all, mut agreed) = (Library::new(), Library::new());
        for (name, segments) in libraries.iter().filter(|(name, _)| on(name)) {
            for segment in segments {
                agreed.add(name, segment.clone());
            }
        }
        agreed.add_workspace(workspace, |name| name == "precedents" && on(name));
        for (name, segment) in agreed.segments() {
            all.add(name, segment.clone());
        }
        all.add_workspace(workspace, |name| name == "versions" && on(name));
        Self {
            all,
            agreed,
            titles: OnceLock::new(),
        }
    }
}

impl Shelves {
    /// What somebody adopted.
    pub(super) fn agreed(&self) -> &Library {
        &self.agreed
    }

    /// That, and behind it the versions of the workspace.
    pub(in crate::app) fn everything(&self) -> &Library {
        &self.all
    }
}

/// What the workspace has of its own, as libraries.
pub fn own(workspace: &Workspace) -> Vec<Shelved> {
    let shelf = |name: &str, documents: Vec<&crate::model::Document>| {
        let mut languages: Vec<String> = documents
            .iter()
            .map(|d| d.head.language.to_string())
            .collect();
        languages.sort();
        languages.dedup();
        Shelved {
            name: name.into(),
            documents: documents.len() as u64,
            paragraphs: documents.iter().map(|d| d.paragraphs.len() as u64).sum(),
            languages,
            damaged: None,
        }
    };
    let precedents = workspace.precedents.iter().map(|p| &p.document);
    let versions = workspace.versions.iter().flat_map(|v| v.documents.values());
    let precedents: Vec<_> = precedents.map(|d| &**d).collect();
    let versions: Vec<_> = versions.map(|d| &**d).collect();
    let all = [("precedents", precedents), ("versions", versions)];
    let all = all
        .into_iter()
        .filter(|(_, documents)| !documents.is_empty());
    all.map(|(name, documents)| shelf(name, documents))
        .collect()
}

/// Answers a question; `None` when `stop` said that something else is asked by now. [`Seek::Shelves`] and
/// [`Seek::Mend`] are not for it: only who has the libraries open knows them.
pub fn answer(shelves: &Shelves, question: &Seek, stop: &dyn Fn() -> bool) -> Option<Sought> {
    match question {
        Seek::Shelves | Seek::Mend(_) => None,
        Seek::Paragraphs(wanted) => paragraphs(shelves, wanted, stop).map(Sought::Found),
        Seek::Documents(wanted) => documents(shelves, wanted, stop).map(Sought::Found),
        Seek::Trace {
            paragraph,
            text,
            read,
            language,
        } => {
            if stop() {
                return None;
            }
            let mut provenance = provenance(&shelves.agreed, text, read);
            // Words that are all one span are that to the letter.
            if provenance.agreed < provenance.words {
                provenance.near = near::nearly(&shelves.agreed, read, *language, stop);
            }
            // What was stopped on the way is not known.
            if stop() {
                return None;
            }
            Some(Sought::Traced {
                paragraph: *paragraph,
                provenance,
            })
        }
        Seek::Lineage {
            from,
            name,
            text,
            language,
        } => near::lineage(shelves, *from, (name, text), *language, stop).map(Sought::Found),
        Seek::Folded { entries, language } => Some(Sought::Found(near::folded(
            &shelves.all,
            entries,
            *language,
        ))),
        Seek::Verify {
            about,
            text,
            sources,
        } => Some(Sought::Verified {
            about: about.clone(),
            lines: near::verify(shelves, text, sources),
        }),
        Seek::Landing {
            text,
            language,
            parties,
        } => Some(Sought::Found(near::landing(
            shelves, text, *language, parties,
        ))),
        Seek::Completion { before, language } => {
            let library = &shelves.agreed;
            let offers = library.completions(before, *language, stop)?.into_iter();
            let offers = offers.filter_map(|completion| {
                let entry = library.entry(completion.entry)?;
                Some(Offered {
                    completion,
                    symbol: entry.record.symbol.clone(),
                    paragraph: entry.paragraph,
                })
            });
            Some(Sought::Completed {
                before: before.clone(),
                offers: offers.collect(),
            })
        }
    }
}

fn paragraphs(shelves: &Shelves, wanted: &Wanted, stop: &dyn Fn() -> bool) -> Option<Found> {
    let library = &shelves.all;
    let ask = |language: Option<Language>| {
        let query = Query {
            language,
            limit: SHOWN,
            accepted_by: wanted.accepted_by.clone(),
            parties: wanted.parties.clone(),
            ..Query::new(wanted.query.as_str())
        };
        match library.search_until(&query, stop) {
            Ok(hits) => Some((hits, None)),
            Err(SearchError::Stopped) => None,
            // What is whole is still of use.
            Err(SearchError::Damaged(name)) => Some((library.search(&query), Some(name))),
        }
    };
    let said = Query {
        parties: wanted.parties.clone(),
        ..Query::new(wanted.query.as_str())
    };
    let (mut hits, mut damaged) = ask(wanted.language)?;
    let mut language = wanted.language;
    let best = |hits: &[Hit]| hits.first().map_or(0.0, |hit| hit.score);
    if wanted.else_all && language.is_some() && best(&hits) < FITS {
        let (others, harmed) = ask(None)?;
        if best(&hits) < best(&others) * BETTER {
            (hits, damaged, language) = (others, harmed, None);
        }
    }
    let wrong = said.wrong().into_iter();
    // What is still being typed is said as soon as it finds nothing.
    let wrong = wrong.filter(|wrong| !wrong.is_unfinished || hits.is_empty());
    let wrong = wrong.map(|wrong| format!("{} {}", wrong.said, wrong.why));
    let wrong: Vec<String> = wrong.collect();
    Some(Found {
        query: wanted.query.clone(),
        matches: hits
            .into_iter()
            .filter_map(|hit| matched(library, hit))
            .collect(),
        documents: Vec::new(),
        among: library.len(),
        language,
        first: 0,
        damaged,
        wrong,
    })
}

fn matched(library: &Library, hit: Hit) -> Option<Match> {
    let record = library.entry(hit.entry)?.record;
    Some(Match {
        hit,
        record,
        change: None,
        note: None,
    })
}

fn documents(shelves: &Shelves, wanted: &Wanted, stop: &dyn Fn() -> bool) -> Option<Found> {
    let titles = match shelves.titles.get() {
        Some(titles) => titles,
        None => {
            let made = shelves.all.titles(stop)?;
            shelves.titles.get_or_init(|| made)
        }
    };
    let mut language = wanted.language;
    let mut documents = titles.like(&wanted.query, language, SHOWN, stop)?;
    if documents.is_empty() && wanted.else_all && language.is_some() {
        documents = titles.like(&wanted.query, None, SHOWN, stop)?;
        language = None;
    }
    Some(Found {
        query: wanted.query.clone(),
        matches: Vec::new(),
        documents,
        among: titles.len(),
        language,
        first: 0,
        damaged: shelves.all.damaged().cloned(),
        wrong: Vec::new(),
    })
}

/// Which words of a text are agreed language, and whose.
fn provenance(library: &Library, words: &str, read: &str) -> Provenance {
    let trace = library.trace(read);
    let counts = trace.spans.iter();
    let counts = counts.map(|span| text::count(read.get(span.range.clone()).unwrap_or_default()));
    let counts: Vec<usize> = counts.collect();
    let trace = trace.as_written(words, read);
    let spans = trace
        .spans
        .into_iter()
        .zip(counts)
        .filter_map(|(span, count)| {
            let (first, others) = span.sources.split_first()?;
            let entry = library.entry(*first)?;
            Some(Agreed {
                words: count,
                range: span.range,
                symbol: entry.record.symbol.clone(),
                paragraph: entry.paragraph,
                date: entry.record.date.clone(),
                others: others.len(),
            })
        });
    let spans: Vec<Agreed> = spans.collect();
    Provenance {
        agreed: spans.iter().map(|span| span.words).sum(),
        words: text::count(read),
        spans,
        text: words.to_owned(),
        near: None,
    }
}
