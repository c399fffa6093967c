//! What went wrong, as a sentence for people.

/// With a capital and a full stop.
pub(super) fn sentence(said: &str) -> String {
    let end = if said.ends_with(['.', '?', '!']) {
        ""
    } else {
        "."
    };
    format!("{}{end}", capital(said))
}

/// With a capital.
pub(super) fn capital(said: &str) -> String {
    let mut chars = said.chars();
    match chars.next() {
        // A code or a label keeps its letters.
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// `1 text`, `3 texts`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
