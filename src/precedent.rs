//! The library of adopted texts, and finding a paragraph in it by a few half-remembered words.
//!
//! What it is for: a drafter types what the text said, with slips, words left out or in another order, and the
//! paragraph that said it comes first, with the years in which it was repeated ([`Library::search`]). It also tells
//! which words of a draft were agreed before, and where ([`Library::trace`]). [`rank()`] ranks short names.
//!
//! What it never does: touch a disk or a clock, match letters scattered over a paragraph, or change a text. An index
//! is bytes that somebody gives it: `store` maps the files of libraries, and what a workspace has of its own is indexed
//! in memory; both are searched in one ranking.
//!
//! Where to start: a [`Builder`] makes a [`Segment`] of documents; segments with the name of their library make a
//! [`Library`]. A query goes through `query` (what is asked), `expand` (which words may have been meant), `gather`
//! (which passages hold them) and `align` (which of those say them near each other and in order).

mod align;
mod build;
mod claim;
mod complete;
mod expand;
mod forms;
mod gather;
mod landing;
mod library;
mod lineage;
mod near;
mod pack;
mod party;
mod query;
mod rank;
mod record;
mod search;
mod segment;
mod sheet;
#[cfg(test)]
mod shelf;
pub mod taken;
mod titles;
mod tokens;
mod trace;
mod typo;
mod verify;

pub use build::Builder;
pub use claim::Claim;
pub use complete::Completion;
pub use landing::Landing;
pub use library::{Again, Entry, Library};
pub use lineage::{GoneOn, Lineage, Step};
pub use near::{Near, NearPrecedent, READS_ALIKE, RELATED, counted, differing, is_verbatim, plain};
pub use party::{Accepted, Party};
pub use query::Wrong;
pub use rank::{Ranked, rank};
pub use record::{Line, Record, Vote};
pub use search::{Hit, Query, SearchError};
pub use segment::Segment;
pub use sheet::{Bytes, Damage};
pub use titles::{Titled, Titles};
pub use trace::{Trace, Traced};
pub use verify::{Compared, Verdict, Verified};

#[cfg(test)]
mod tests;
