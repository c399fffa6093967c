//! Commands: proposals on a paragraph.

use super::super::App;
use super::super::command::Scope::{Draft, Proposals};
use super::super::command::{Command, Task};
use super::super::proposing::Placed;
use super::{Rows, quietly, writable};
use crate::edit::Voice;

/// What is done to the proposal that is chosen.
const ON_ONE: Rows = Rows::new(Task::Proposals, &[Proposals]).when(chosen);
/// What is proposed of the place of the paragraph.
const PLACED: Rows = Rows::new(Task::Proposals, &[Proposals]).when(writable);
/// What can be done whichever is chosen.
const IN_LIST: Rows = Rows::new(Task::Proposals, &[Proposals]);

pub(super) static PROPOSE: &[Command] = &[
    Command::new(
        Task::Proposals,
        "proposal.list",
        &["a"],
        &[Draft],
        "Proposals",
        "What is proposed on the paragraph, by whom, who is for and against, what collides.",
        |app, _| quietly(app, App::open_proposals),
    )
    .when(|app| {
        let any = app.paragraph_at_hand().map(|_| ());
        any.ok_or("No paragraph is selected.")
    })
    .hint("proposals"),
    Command::new(
        Task::Proposals,
        "proposal.new",
        &["n"],
        &[Proposals],
        "Propose other words …",
        "Choose who, edit in their name; Enter tables the difference. Several are named with commas, a reason stands behind a colon: KAZ, UZB: why.",
        |app, _| quietly(app, App::ask_proposer),
    )
    .when(writable)
    .hint("new"),
    ON_ONE
        .row(
            "proposal.support",
            &["s"],
            "Support …",
            "Choose who supports the selected proposal.",
            |app, _| quietly(app, |app| app.ask_voice(Voice::Support)),
        )
        .hint("support"),
    ON_ONE
        .row(
            "proposal.oppose",
            &["o"],
            "Oppose …",
            "Choose who opposes it.",
            |app, _| quietly(app, |app| app.ask_voice(Voice::Oppose)),
        )
        .hint("oppose"),
    ON_ONE
        .row(
            "proposal.accept",
            &["<enter>"],
            "Accept …",
            "Takes the selected proposal, after saying what becomes of the others.",
            |app, _| app.ask_accept(false),
        )
        .hint("accept"),
    ON_ONE.row(
        "proposal.accept-part",
        &["p"],
        "Accept the part …",
        "Takes the selected part alone; the rest stays tabled.",
        |app, _| app.ask_accept(true),
    ),
    ON_ONE
        .row(
            "proposal.reject",
            &["x"],
            "Reject",
            "It is not taken.",
            |app, _| app.reject_proposal(),
        )
        .hint("reject"),
    Command::new(
        Task::Proposals,
        "proposal.compile",
        &["c"],
        &[Proposals],
        "Into the text, as brackets",
        "All proposals on the words, with who is for and against.",
        |app, _| app.compile_proposals(true),
    )
    .when(chosen)
    .hint("compile"),
    Command::new(
        Task::Proposals,
        "proposal.lift",
        &["C"],
        &[Proposals],
        "Brackets out of the text",
        "Those that say who proposes what become proposals again.",
        |app, _| app.compile_proposals(false),
    )
    .when(writable)
    .hint("lift"),
    ON_ONE
        .row(
            "proposal.restate",
            &["e"],
            "Restate …",
            "Other words for it, on the words as they stand; Enter tables them.",
            |app, _| app.restate_proposal(),
        )
        .hint("restate"),
    ON_ONE.row(
        "proposal.amend",
        &["m"],
        "Amend …",
        "Other words for the proposal, in the name of another delegation.",
        |app, _| quietly(app, App::ask_amender),
    ),
    ON_ONE.row(
        "proposal.withdraw",
        &["w"],
        "Withdraw",
        "In the name of who made it; asks who when several did.",
        |app, _| app.withdraw_proposal(),
    ),
    ON_ONE.row(
        "proposal.silent",
        &["-"],
        "Take support or opposition back …",
        "Choose whose.",
        |app, _| quietly(app, |app| app.ask_voice(Voice::Silent)),
    ),
    Command::new(
        Task::Proposals,
        "proposal.delete",
        &["D"],
        &[Proposals],
        "Propose to delete the paragraph …",
        "Choose a delegation.",
        |app, _| quietly(app, App::ask_deleter),
    )
    .when(writable),
    PLACED.row(
        "proposal.new-paragraph",
        &["O"],
        "Propose a new paragraph …",
        "Choose who, type its words; it is to stand behind this one.",
        |app, _| quietly(app, |app| app.ask_place(Placed::New)),
    )
    .hint("new ¶"),
    PLACED.row(
        "proposal.move",
        &["M"],
        "Propose to move the paragraph …",
        "Choose who, then behind which paragraph.",
        |app, _| quietly(app, |app| app.ask_place(Placed::Move)),
    ),
    PLACED.row(
        "proposal.split",
        &["S"],
        "Propose to split the paragraph …",
        "Choose who; the caret says where the second begins.",
        |app, _| quietly(app, |app| app.ask_place(Placed::Split)),
    ),
    PLACED.row(
        "proposal.join",
        &["J"],
        "Propose to join it with the next …",
        "Choose who.",
        |app, _| quietly(app, |app| app.ask_place(Placed::Join)),
    ),
    IN_LIST.plain(
        "proposal.next",
        &["j", "<down>"],
        "Next proposal",
        |app, args| quietly(app, |app| app.step_proposals(args.times() as isize)),
    ),
    IN_LIST.plain(
        "proposal.previous",
        &["k", "<up>"],
        "Previous proposal",
        |app, args| quietly(app, |app| app.step_proposals(-(args.times() as isize))),
    ),
    IN_LIST.plain(
        "proposal.next-part",
        &["l", "<right>"],
        "Next part",
        |app, args| quietly(app, |app| app.step_part(args.times() as isize)),
    ),
    IN_LIST.plain(
        "proposal.previous-part",
        &["h", "<left>"],
        "Previous part",
        |app, args| quietly(app, |app| app.step_part(-(args.times() as isize))),
    ),
    IN_LIST.plain(
        "proposal.page-down",
        &["<pagedown>", "<c-d>"],
        "Further down",
        |app, _| quietly(app, |app| app.page_proposals(5)),
    ),
    IN_LIST.plain(
        "proposal.page-up",
        &["<pageup>", "<c-u>"],
        "Further up",
        |app, _| quietly(app, |app| app.page_proposals(-5)),
    ),
    IN_LIST.plain("proposal.close", &["q"], "Back to the draft", |app, _| {
        app.leave()
    }),
    IN_LIST.plain("proposal.decided", &["d"], "Decided ones too", |app, _| {
        quietly(app, |app| {
            if let Some(shown) = app.proposals_mut() {
                shown.decided = !shown.decided;
            }
        })
    }),
];

/// There is a proposal that somebody can decide on.
fn chosen(app: &App) -> Result<(), &'static str> {
    writable(app)?;
    let shown = app.proposals().zip(app.workspace());
    match shown.and_then(|(shown, workspace)| shown.chosen(workspace)) {
        None => Err("Nothing is proposed here."),
        Some(proposal) if !proposal.is_pending() => Err("It was decided on."),
        Some(_) => Ok(()),
    }
}
