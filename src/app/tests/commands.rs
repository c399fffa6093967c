//! The table of commands, held against itself.

use std::collections::{HashMap, HashSet};

use super::{SKETCH, drive};
use crate::app::command::{self, Match, Scope, Task};
use crate::app::overlay::{Help, HelpRow, Overlay};
use crate::app::{Code, Key};

#[test]
fn every_command_has_a_name_of_its_own_and_a_title() {
    let mut ids = HashSet::new();
    for command in command::all() {
        assert!(ids.insert(command.id), "{} twice", command.id);
        assert!(!command.title.is_empty() && !command.scopes.is_empty());
        assert!(
            command.title.chars().next().is_some_and(char::is_uppercase)
                || command.title.starts_with('$'),
            "{}",
            command.title
        );
        assert_eq!(command::by_id(command.id).map(|c| c.id), Some(command.id));
    }
}

#[test]
fn no_key_means_two_things_or_begins_another() {
    for scope in Scope::ALL {
        let mut bound: HashMap<Vec<Key>, &str> = HashMap::new();
        for command in command::all().filter(|c| c.applies(scope)) {
            for keys in command.keys {
                let presses = command::presses(keys).unwrap_or_else(|| panic!("{keys}"));
                if let Some(other) = bound.insert(presses, command.id) {
                    panic!("{keys} is {other} and {} in {scope:?}", command.id);
                }
            }
        }
        for keys in bound.keys() {
            for n in 1..keys.len() {
                assert!(
                    !bound.contains_key(&keys[..n]),
                    "{keys:?} cannot be reached in {scope:?}"
                );
            }
        }
    }
}

#[test]
fn no_key_is_one_that_multiplexers_and_terminals_take() {
    for command in command::all() {
        for key in command
            .keys
            .iter()
            .flat_map(|k| command::presses(k).unwrap())
        {
            let taken = key.ctrl && matches!(key.code, Code::Char(c) if "abghinopqst".contains(c));
            assert!(!taken && !key.alt, "{} {key}", command.id);
        }
    }
}

#[test]
fn typing_scopes_leave_letters_to_the_text() {
    for scope in [Scope::Editing, Scope::Query, Scope::Lookup, Scope::Front] {
        for c in ('a'..='z')
            .chain('A'..='Z')
            .chain(['?', ':', '/', '议', 'ж', 'س'])
        {
            assert!(
                matches!(command::find(scope, &[Key::char(c)]), Match::None),
                "{c} in {scope:?}"
            );
        }
    }
}

#[test]
fn nothing_that_destroys_is_one_small_letter_on_the_draft() {
    // A terminal that is typed into by mistake: what can happen is undone at once, or asks first.
    let desk = drive(
        SKETCH,
        "hello world, this is zany text that nobody meant for us",
    );
    assert_eq!(
        desk.words()
            .iter()
            .filter(|w| w.contains("Decides"))
            .count(),
        1
    );
}

#[test]
fn help_finds_commands_by_every_word_and_by_key() {
    let rows = |typed: &str| {
        let Some(Overlay::Help(help)) = drive(SKETCH, &format!("?{typed}"))
            .app
            .overlays()
            .last()
            .cloned()
        else {
            panic!("help")
        };
        help.rows()
            .iter()
            .filter_map(|row| match row {
                HelpRow::Command(c) => Some(c.id),
                HelpRow::Task(_) => None,
            })
            .collect::<Vec<_>>()
    };
    assert!(rows("freeze version").contains(&"chair.freeze"));
    assert_eq!(rows("zzzz"), Vec::<&str>::new());
    let all = Help::default().rows().len();
    assert_eq!(
        rows("").len() + Task::ALL.len(),
        all,
        "every command under its task"
    );
}

#[test]
fn the_palette_runs_what_it_names() {
    let desk = drive(SKETCH, ":split it<enter>");
    assert_eq!(desk.app.scope(), Scope::Splitting);
    let nothing = drive(SKETCH, ":qqqqzzzz<enter>");
    assert!(matches!(
        nothing.app.overlays().last(),
        Some(Overlay::Palette(_))
    ));
}

#[test]
fn the_printed_keys_hold_every_command_once() {
    let printed = command::keys_markdown();
    for command in command::all() {
        let row = format!("| {} |", command.title);
        assert!(printed.contains(&row), "{}", command.id);
    }
}
