//! What went wrong, as a sentence for people.

use super::command;

/// What is done by a command in a shell and by a key here: what the command begins with, and what it is in the table. A longer
/// beginning stands before a shorter one.
const KEYS: &[(&str, &str)] = &[
    ("adopt", "chair.adopt"),
    ("agree --all", "chair.raise"),
    ("agree PARA --lift", "chair.lift"),
    ("agree PARA --level", "chair.ad-ref"),
    ("agree", "chair.ad-ref"),
    ("bracket", "bracket.list"),
    ("corrigendum", "chair.corrigendum"),
    ("edit --editorial", "chair.editorial"),
    ("park", "chair.park"),
    ("placement", "chair.placement"),
    ("position", "position.record"),
    ("proposals", "proposal.list"),
    ("reconfirm", "position.reconfirm"),
    ("reopen", "chair.reopen"),
    ("silence", "chair.silence"),
    ("vote --list", "chair.proceedings"),
    ("vote", "chair.vote"),
];

/// Commands that a message names, as the keys that do the same here: `` (`rapporteur park PARA --back`) `` becomes `` (`g p`) ``.
/// What has no key stays as it is.
fn keyed(said: &str) -> String {
    const BEFORE: &str = "`rapporteur ";
    let mut out = String::with_capacity(said.len());
    let mut rest = said;
    while let Some((before, behind)) = rest.split_once(BEFORE) {
        out.push_str(before);
        let Some((command, after)) = behind.split_once('`') else {
            out.push_str(BEFORE);
            rest = behind;
            continue;
        };
        let is_meant = |begins: &str| {
            let more = command.strip_prefix(begins);
            more.is_some_and(|more| more.is_empty() || more.starts_with(' '))
        };
        // A paragraph is named by its label where the message knows it.
        let bare = command.split(' ').next().unwrap_or_default();
        let row = KEYS
            .iter()
            .find(|(begins, _)| is_meant(begins))
            .or_else(|| KEYS.iter().find(|(begins, _)| *begins == bare));
        let keys = row.and_then(|(_, id)| command::by_id(id)?.keys.first());
        match keys {
            Some(keys) => out.extend(["`", keys, "`"]),
            None => out.extend([BEFORE, command, "`"]),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// With a capital and a full stop; keys in place of the commands of a shell.
pub(super) fn sentence(said: &str) -> String {
    let said = &keyed(said);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_the_key_in_place_of_the_command() {
        for (said, shown) in [
            (
                "park it first (`rapporteur park PARA --with GROUP`)",
                "Park it first (`g p`).",
            ),
            (
                "lift them (`rapporteur agree PARA --lift CODE`), or reopen (`rapporteur reopen 5 --by X`)",
                "Lift them (`g l`), or reopen (`g r`).",
            ),
            (
                "raise it (`rapporteur agree --all --level committee` raises)",
                "Raise it (`g u` raises).",
            ),
            ("see `rapporteur vote --list`", "See `g y`."),
            ("run `rapporteur check`", "Run `rapporteur check`."),
            ("torn `rapporteur park", "Torn `rapporteur park."),
            ("nothing to do", "Nothing to do."),
        ] {
            assert_eq!(sentence(said), shown);
        }
    }

    #[test]
    fn every_row_names_a_command_with_a_key() {
        for (_, id) in KEYS {
            let command = command::by_id(id);
            assert!(command.is_some_and(|c| !c.keys.is_empty()), "{id}");
        }
    }
}
