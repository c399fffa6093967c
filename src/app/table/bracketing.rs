//! Commands: the brackets of a paragraph.

use super::super::App;
use super::super::command::Scope::{Brackets, Draft, Editing, Selecting};
use super::super::command::{Command, Task};
use super::{Rows, quietly, writable};
use crate::model::bracket::Take;

/// What is done to the bracket that is chosen.
const ON_ONE: Rows = Rows::new(Task::Brackets, &[Brackets]).when(chosen);
/// What can be done whichever is chosen.
const IN_MODE: Rows = Rows::new(Task::Brackets, &[Brackets]);

pub(super) static BRACKETS: &[Command] = &[
    Command::new(
        Task::Brackets,
        "bracket.list",
        &["b"],
        &[Draft],
        "Brackets",
        "Those of the paragraph, one by one: who holds them, what can be taken of them.",
        |app, _| quietly(app, App::open_brackets),
    )
    .when(|app| match app.selected() {
        Some(_) => Ok(()),
        None => Err("The paragraph is not in this language."),
    })
    .hint("brackets"),
    ON_ONE
        .row(
            "bracket.take",
            &["<enter>"],
            "Take what is selected",
            "As the words below show it.",
            |app, _| app.take_of_bracket(None),
        )
        .hint("take"),
    ON_ONE
        .row(
            "bracket.keep",
            &["y"],
            "Keep",
            "The words stay, without signs and names.",
            |app, _| app.take_of_bracket(Some(Take::Keep)),
        )
        .hint("keep"),
    ON_ONE
        .row("bracket.drop", &["x"], "Drop", "The words go.", |app, _| {
            app.take_of_bracket(Some(Take::Drop))
        })
        .hint("drop"),
    ON_ONE.row(
        "bracket.choose",
        &["1", "2", "3", "4", "5", "6", "7", "8", "9"],
        "Choose the wording of that number",
        "Of several in the bracket, side by side, or of options over paragraphs.",
        |app, args| app.take_of_bracket(Some(Take::Choose(args.which + 1))),
    ),
    ON_ONE
        .row(
            "bracket.attribute",
            &["a"],
            "Say who holds it …",
            "Choose who, then what it wants.",
            |app, _| quietly(app, App::ask_holder),
        )
        .hint("attribute"),
    ON_ONE
        .row(
            "bracket.add",
            &["t"],
            "Another wording …",
            "Choose who proposes it, then type it.",
            |app, _| quietly(app, App::ask_wording),
        )
        .hint("add"),
    ON_ONE.row(
        "bracket.fill",
        &["e"],
        "Other words in its place …",
        "A date, a figure, a compromise.",
        |app, _| quietly(app, App::ask_fill),
    ),
    ON_ONE.row(
        "bracket.merge",
        &["m"],
        "Merge with the next",
        "Alternatives, or one wording of the same holders.",
        |app, _| app.merge_bracket(),
    ),
    ON_ONE
        .row(
            "bracket.chair",
            &["c"],
            "The chair would take this",
            "Kept with the bracket, for the lenses and for resolving all; again forgets it.",
            |app, _| app.choose_for_chair(),
        )
        .hint("chair"),
    ON_ONE.row(
        "bracket.withdraw",
        &["w"],
        "Withdraw …",
        "The name of a delegation goes from all brackets here.",
        |app, _| quietly(app, App::ask_leaver),
    ),
    ON_ONE
        .row(
            "bracket.all",
            &["A"],
            "Resolve all …",
            "As a delegation wants it, or as the chair chose; shows the words and asks.",
            |app, _| quietly(app, App::ask_judge),
        )
        .hint("all"),
    Command::new(
        Task::Brackets,
        "bracket.settle",
        &["D"],
        &[Brackets],
        "Resolve all of the draft …",
        "Brackets, options, and what stands over several paragraphs; says what would change and asks.",
        |app, _| quietly(app, App::ask_settle),
    )
    .when(writable),
    Command::new(
        Task::Brackets,
        "bracket.around",
        &["b"],
        &[Brackets],
        "Bracket words …",
        "Select them with the caret, then say who holds them.",
        |app, _| app.begin_selection(),
    )
    .when(writable)
    .hint("bracket words"),
    Command::new(
        Task::Brackets,
        "bracket.over",
        &["o"],
        &[Brackets],
        "Bracket paragraphs …",
        "From this one up to another.",
        |app, _| quietly(app, App::ask_up_to),
    )
    .when(writable),
    Command::new(
        Task::Brackets,
        "bracket.mark",
        &["<enter>", "<space>"],
        &[Selecting],
        "Here",
        "Where the selection begins; then where it ends.",
        |app, _| app.mark_selection(),
    )
    .hint("here"),
    Command::new(
        Task::Brackets,
        "bracket.mark-typing",
        &["<c-space>"],
        &[Editing],
        "Select, and bracket",
        "Begins a selection at the caret; again puts it between brackets.",
        |app, _| app.mark_selection(),
    ),
    IN_MODE.plain(
        "bracket.next",
        &["j", "<down>", "<tab>"],
        "Next bracket",
        |app, args| quietly(app, |app| app.step_bracket(args.times() as isize)),
    ),
    IN_MODE.plain(
        "bracket.previous",
        &["k", "<up>", "<backtab>"],
        "Previous bracket",
        |app, args| quietly(app, |app| app.step_bracket(-(args.times() as isize))),
    ),
    IN_MODE.plain(
        "bracket.next-outcome",
        &["l", "<right>"],
        "What else can be taken",
        |app, args| quietly(app, |app| app.step_outcome(args.times() as isize)),
    ),
    IN_MODE.plain(
        "bracket.previous-outcome",
        &["h", "<left>"],
        "The same, backwards",
        |app, args| quietly(app, |app| app.step_outcome(-(args.times() as isize))),
    ),
    IN_MODE.plain(
        "bracket.next-paragraph",
        &["n"],
        "Next paragraph with brackets",
        |app, _| quietly(app, |app| app.next_bracketed(true)),
    ),
    IN_MODE.plain(
        "bracket.previous-paragraph",
        &["N"],
        "Previous paragraph with brackets",
        |app, _| quietly(app, |app| app.next_bracketed(false)),
    ),
    IN_MODE.plain(
        "bracket.page-down",
        &["<pagedown>", "<c-d>"],
        "Further down",
        |app, _| quietly(app, |app| app.page_brackets(5)),
    ),
    IN_MODE.plain(
        "bracket.page-up",
        &["<pageup>", "<c-u>"],
        "Further up",
        |app, _| quietly(app, |app| app.page_brackets(-5)),
    ),
    IN_MODE.plain("bracket.close", &["q"], "Back to the draft", |app, _| {
        app.leave()
    }),
];

/// There is a bracket.
fn chosen(app: &App) -> Result<(), &'static str> {
    writable(app)?;
    match app.bracket_entry() {
        Some(_) => Ok(()),
        None => Err("Nothing is in brackets here."),
    }
}
