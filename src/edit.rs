//! The verbs: everything that can happen to a workspace, and what it makes of it.
//!
//! What it is for: [`Change`] is the closed list of everything that a key, a command or another copy can ask for.
//! [`apply()`] turns one into a new workspace and the [`Touch`]es that lead there: each names one thing in one file, as it
//! was before and as it is after, so that the store can write just that, compare it with what somebody else wrote
//! meanwhile, finish it after a crash, and take it back.
//!
//! What it never does: touch a disk or a clock. Who and when are passed in as a [`Stamp`].
//!
//! Where to start: [`Change`], then [`apply()`].

mod act;
mod apply;
pub mod bracket;
mod change;
mod history;
pub mod lens;
pub mod numbered;
pub mod proposal;
mod rights;
mod touch;

pub use act::Act;
pub use apply::{Applied, ChangeError, apply};
pub use change::{Actor, Change, Stamp, Voice};
pub use history::{History, Step};
pub use rights::{Access, Denied, may};
pub use touch::{Conflict, Place, Touch};
