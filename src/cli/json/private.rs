//! The JSON of what a delegation keeps for itself.

use serde::Serialize;

/// `private`.
#[derive(Serialize)]
pub(crate) struct PrivateJson {
    pub(crate) delegation: String,
    pub(crate) notes: Vec<PrivateNoteJson>,
}

/// One private note.
#[derive(Serialize)]
pub(crate) struct PrivateNoteJson {
    pub(crate) id: String,
    pub(crate) label: Option<String>,
    pub(crate) instructions: Option<String>,
    pub(crate) fallback: Option<String>,
}
