//! What commands about proposals give.

use serde::Serialize;

/// A proposal: `propose`, `restate`, `support`, `oppose`, `silent`, and one of `proposals`.
#[derive(Debug, Serialize)]
pub(crate) struct Proposed {
    pub(crate) id: String,
    pub(crate) target: String,
    /// Digest of the words it was made on.
    pub(crate) base: String,
    pub(crate) kind: &'static str,
    pub(crate) by: Vec<String>,
    pub(crate) status: &'static str,
    /// Ids of the proposals that it collides with.
    pub(crate) conflicts: Vec<String>,
    pub(crate) supporters: Vec<String>,
    pub(crate) opposers: Vec<String>,
    pub(crate) reason: Option<String>,
    pub(crate) at: Option<String>,
    pub(crate) amends: Option<String>,
    pub(crate) part_of: Option<String>,
    pub(crate) base_text: String,
    /// The words it wants, when it is about words.
    pub(crate) text: Option<String>,
    /// Where words that were put into it come from; left out where nothing is said of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) sources: Vec<super::SourceJson>,
}

/// `proposals`.
#[derive(Debug, Serialize)]
pub(crate) struct Listed {
    pub(crate) proposals: Vec<Proposed>,
}

/// `accept`, `reject` and `withdraw`: the proposal, and what became of others with it.
#[derive(Debug, Serialize)]
pub(crate) struct Decided {
    #[serde(flatten)]
    pub(crate) proposal: Proposed,
    /// Digest of the words of the paragraph now.
    pub(crate) digest: Option<String>,
    pub(crate) others: Vec<Proposed>,
}

/// `compile` and `lift`.
#[derive(Debug, Serialize)]
pub(crate) struct CompiledJson {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) digest: String,
    /// Those that were written into the text, or came out of it.
    pub(crate) proposals: Vec<Proposed>,
    /// Those that go on waiting.
    pub(crate) waiting: Vec<Proposed>,
}
