//! rapporteur: a terminal workbench for the people who write the final document of an international conference.
//!
//! It holds the text as a folder of YAML files (a *workspace*), knows where every delegation stands on every paragraph,
//! finds the words that were agreed before, and shows what changed between any two drafts.
//!
//! # The screen, in our nouns
//!
//! ```text
//!  rapporteur   title of the workspace            draft · changes since the last version    languages    rule
//!  the screens: 1 Draft  2 Consensus  3 Compare  4 Precedents  5 Record        agreed of counted ▕███▏ brackets
//! ┌ Text: the draft, a document ──────────────────────────────┐┌ positions on the selected paragraph ───────────┐
//! │ label  status      paragraph: its words, with brackets …  ││ delegation  stance  note                       │
//! │   4    = agreed    The participants heard …               ││ delegation  stale: given on other words        │
//! │ ▌ 6    [ bracketed The participants agreed that security  ││ delegation  unheard                            │
//! │ ▌                  is the [exclusive - AZE / primary -    ││ ── observers ──                                │
//! │ ▌                  IRN] prerogative of …                  │├ readiness: what stands in the way ─────────────┤
//! │                                                           ││ blocking · pending · stale · unheard           │
//! │                                                           │├ sources: where its words come from ────────────┤
//! │                                                           ││ precedent, paragraph                           │
//! └───────────────────────────────────────────────────────────┘└────────────────────────────────────────────────┘
//!  hints: keys of the commands that apply here
//! ```
//!
//! # The map of the house
//!
//! Rooms use only those on lower floors, and `edit` and `precedent` use `compare` beside them; a test (`tests/tidy.rs`) holds that. Nothing below `cli` and `term` reads a
//! clock, and only `store`, `cli` and `term` touch the disk.
//!
//! | floor | room | what lives there |
//! |---|---|---|
//! | 1 | [`text`] | strings in six languages: width, wrapping, words, folding, digests, hidden characters |
//! | 2 | [`model`] | the nouns: documents, paragraphs, positions, agreements; what follows from them |
//! | 3 | [`edit`] | the verbs: everything that can happen to a workspace, and taking it back |
//! | 3 | [`compare`] | what changed between two documents |
//! | 3 | [`precedent`] | earlier words, found again |
//! | 3 | [`check`] | what is wrong with the text or the state of the negotiation |
//! | 4 | [`convert`] | documents from and to other formats |
//! | 4 | [`store`] | the files: load, lock, commit, record, recover |
//! | 5 | [`app`] | the state of the interface, and what each message makes of it |
//! | 6 | [`ui`] | drawing |
//! | 6 | [`cli`] | the commands |
//! | 7 | [`term`] | the terminal, the worker, the editor, the clock |
//!
//! # One way in, one way out
//!
//! A key or a command becomes an [`edit::Change`]; [`edit::apply()`] makes a new [`model::Workspace`] of it;
//! [`store::Store::commit`] writes it. Start reading at [`model::Workspace`], then [`edit::Change`].

pub mod app;
pub mod check;
pub mod cli;
pub mod compare;
pub mod convert;
pub mod edit;
pub mod model;
pub mod precedent;
pub mod store;
pub mod term;
pub mod text;
pub mod ui;
