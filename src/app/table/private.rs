//! Commands: what a delegation keeps for itself.

use super::super::App;
use super::super::command::Scope::Draft;
use super::super::command::{Command, Task};
use super::super::private::Which;

pub(super) static PRIVATE: &[Command] = &[
    Command::new(
        Task::Positions,
        "private.instructions",
        &["z i"],
        &[Draft],
        "Private: instructions …",
        "For the delegation of this session alone; never shared.",
        |app, _| app.ask_private(Which::Instructions),
    )
    .when(App::may_keep_private),
    Command::new(
        Task::Positions,
        "private.fallback",
        &["z f"],
        &[Draft],
        "Private: fallback …",
        "What it could live with; never shared.",
        |app, _| app.ask_private(Which::Fallback),
    )
    .when(App::may_keep_private),
    Command::new(
        Task::Positions,
        "private.editor",
        &["z e"],
        &[Draft],
        "Private: both in $EDITOR",
        "In a file that only its owner can read, removed afterwards.",
        |app, _| app.edit_private(),
    )
    .when(App::may_keep_private),
];
