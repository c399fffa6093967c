//! Words that stood once: found again by their digest, in the record. A merge starts from them.

use std::path::Path;

use serde_json::Value;

use super::disk::Disk;
use crate::model::Id;
use crate::text::Digest;

/// Largest file of the record that is read, in bytes.
const MOST_BYTES: u64 = 256 << 20;

/// The words of a paragraph whose digest begins like that, in any language, if the record has them.
pub(super) fn words(folder: &Path, paragraph: Id, digest: &str) -> Option<String> {
    let files = Disk::list(folder).ok()?;
    files.iter().find_map(|(name, _)| {
        if !name.ends_with(".jsonl") {
            return None;
        }
        let (bytes, _) = Disk::read(&folder.join(name), MOST_BYTES).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        // The newest first: it is the likeliest.
        let mut lines = text
            .lines()
            .rev()
            .filter(|line| line.contains(paragraph.as_str()));
        lines.find_map(|line| within(&serde_json::from_str(line).ok()?, digest))
    })
}

fn within(value: &Value, digest: &str) -> Option<String> {
    match value {
        Value::Object(members) => members.iter().find_map(|(key, member)| match member {
            Value::String(text) if key == "text" => {
                let fits = Digest::of(text).to_string().starts_with(digest);
                fits.then(|| text.clone())
            }
            _ => within(member, digest),
        }),
        Value::Array(list) => list.iter().find_map(|one| within(one, digest)),
        _ => None,
    }
}
