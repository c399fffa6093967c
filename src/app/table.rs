//! The table of commands. A row names its keys, where it applies, what people call it and what it does; everything else
//! that knows of keys is made from it.

use super::command::{Args, Command, Scope, Task};
use super::consensus::Motion;
use super::overlay::{Choose, Overlay};
use super::{App, Effect, Focus, Screen, ThemeName};
use crate::model::Level;

use Scope::{
    Ask, Compare, Consensus, Draft, Editing, Front, Picker, Precedents, Query, Record, Splitting,
};

/// The screens of an open workspace on which single letters are commands.
const SCREENS: &[Scope] = &[Draft, Consensus, Compare, Precedents, Record];
/// The same, and the choice of a workspace.
const ALL: &[Scope] = &[Draft, Consensus, Compare, Precedents, Record, Picker];
/// Where a change can be undone.
const HANDS: &[Scope] = &[Draft, Consensus];

/// All tables, in the order of help and hints.
pub(super) static TABLES: [&[Command]; 10] = [
    WRITE, POSITIONS, CHAIR, LOOK, COMPARE, RECORD, STRUCTURE, MOVE, VIEW, PROGRAM,
];

fn writable(app: &App) -> Result<(), &'static str> {
    match app.session() {
        None => Err("No workspace is open."),
        Some(session) if session.read_only.is_some() => Err("The workspace is read-only."),
        Some(_) if app.editing().is_some() => Err("Save or leave what you are typing first."),
        Some(_) => Ok(()),
    }
}

fn on_paragraph(app: &App) -> Result<(), &'static str> {
    writable(app)?;
    match app.paragraph_at_hand() {
        Some(_) => Ok(()),
        None => Err("No paragraph is selected."),
    }
}

fn selected(app: &App) -> Result<(), &'static str> {
    writable(app)?;
    match app.selected() {
        Some(_) => Ok(()),
        None => Err("The paragraph is not in this language."),
    }
}

fn has_hit(app: &App) -> Result<(), &'static str> {
    app.hit().map(|_| ()).ok_or("Nothing is found yet.")
}

/// Does something that asks for nothing.
fn quietly(app: &mut App, work: impl FnOnce(&mut App)) -> Vec<Effect> {
    work(app);
    Vec::new()
}

macro_rules! motion {
    ($id:literal, $keys:expr, $title:literal, $doc:literal, $motion:expr) => {
        Command::new(
            Task::Move,
            $id,
            $keys,
            ALL,
            $title,
            $doc,
            |app: &mut App, args: Args| quietly(app, |app| app.go_along($motion, args.times())),
        )
    };
}

static MOVE: &[Command] = &[
    motion!(
        "move.down",
        &["j", "<down>"],
        "Down",
        "The next one.",
        Motion::Down
    ),
    motion!(
        "move.up",
        &["k", "<up>"],
        "Up",
        "The one before.",
        Motion::Up
    ),
    motion!(
        "move.half-down",
        &["<c-d>"],
        "Half a page down",
        "Half a page further.",
        Motion::HalfDown
    ),
    motion!(
        "move.half-up",
        &["<c-u>"],
        "Half a page up",
        "Half a page back.",
        Motion::HalfUp
    ),
    motion!(
        "move.page-down",
        &["<pagedown>"],
        "A page down",
        "A page further.",
        Motion::PageDown
    ),
    motion!(
        "move.page-up",
        &["<pageup>"],
        "A page up",
        "A page back.",
        Motion::PageUp
    ),
    motion!(
        "move.first",
        &["g g", "<home>"],
        "To the first",
        "The beginning.",
        Motion::First
    ),
    motion!(
        "move.last",
        &["G", "<end>"],
        "To the last",
        "The end.",
        Motion::Last
    ),
    Command::new(
        Task::Move,
        "move.right",
        &["l", "<right>"],
        &[Consensus],
        "Right",
        "The next column.",
        |app, args| {
            quietly(app, |app| {
                app.move_matrix(Motion::Down, false, args.times());
            })
        },
    ),
    Command::new(
        Task::Move,
        "move.left",
        &["h", "<left>"],
        &[Consensus],
        "Left",
        "The column before.",
        |app, args| quietly(app, |app| app.move_matrix(Motion::Up, false, args.times())),
    ),
    Command::new(
        Task::Move,
        "move.next-open",
        &["n"],
        &[Draft],
        "Next that needs work",
        "The next paragraph that is not agreed, or whose agreement or translation is stale.",
        |app, args| quietly(app, |app| app.next_open(true, args.times())),
    ),
    Command::new(
        Task::Move,
        "move.previous-open",
        &["N"],
        &[Draft],
        "Previous that needs work",
        "The same, backwards.",
        |app, args| quietly(app, |app| app.next_open(false, args.times())),
    ),
    Command::new(
        Task::Move,
        "move.goto",
        &["f"],
        &[Draft],
        "Go to a paragraph …",
        "By its label or its words.",
        |app, _| {
            quietly(app, |app| {
                let Some(document) = app.document() else {
                    return;
                };
                let (rows, ids) = super::overlay::paragraphs(document);
                app.open_choice("Go to".to_owned(), rows, Choose::Paragraph(ids));
            })
        },
    ),
    Command::new(
        Task::Move,
        "move.pane",
        &["<tab>", "<backtab>"],
        &[Draft, Precedents],
        "Other pane",
        "Between the text and what stands beside it.",
        |app, _| {
            quietly(app, |app| match app.screen {
                Screen::Precedents => app.precedents.reading = !app.precedents.reading,
                _ => {
                    app.draft.focus = if app.draft.focus == Focus::Text {
                        Focus::Side
                    } else {
                        Focus::Text
                    };
                }
            })
        },
    ),
];

static WRITE: &[Command] = &[
    Command::new(
        Task::Write,
        "words.edit",
        &["e"],
        &[Draft],
        "Edit the words",
        "In place; Enter saves, Esc leaves.",
        |app, _| app.edit_selected(),
    )
    .when(selected)
    .hint("edit"),
    Command::new(
        Task::Write,
        "words.editor",
        &["E"],
        &[Draft],
        "Edit in $EDITOR",
        "Hands the paragraph to your editor.",
        |app, _| app.edit_outside(),
    )
    .when(selected),
    Command::new(
        Task::Write,
        "words.save",
        &["<enter>"],
        &[Editing],
        "Save the words",
        "Writes what was typed.",
        |app, _| app.save_words(),
    )
    .hint("save"),
    Command::new(
        Task::Write,
        "words.split-here",
        &["<enter>"],
        &[Splitting],
        "Split here",
        "The words behind the caret become a paragraph of their own.",
        |app, _| app.save_words(),
    )
    .hint("split here"),
    Command::new(
        Task::Write,
        "words.leave",
        &["<esc>"],
        &[Editing, Splitting],
        "Stop typing",
        "Asks when there is something to save.",
        |app, _| app.stop_typing(),
    )
    .hint("leave"),
    Command::new(
        Task::Write,
        "words.precedent",
        &["<c-l>"],
        &[Editing],
        "Look up words to put in",
        "Goes to the precedents; Enter there puts words at the caret.",
        |app, _| app.go(Screen::Precedents),
    )
    .hint("precedents"),
    Command::new(
        Task::Write,
        "undo",
        &["u"],
        HANDS,
        "Undo",
        "Takes the last change back. Without end.",
        |app, args| (0..args.times()).flat_map(|_| app.undo()).collect(),
    )
    .when(writable)
    .hint("undo"),
    Command::new(
        Task::Write,
        "redo",
        &["<c-r>"],
        HANDS,
        "Redo",
        "Does an undone change again.",
        |app, args| (0..args.times()).flat_map(|_| app.redo()).collect(),
    )
    .when(writable),
    Command::new(
        Task::Write,
        "words.write-again",
        &["W"],
        ALL,
        "Write again",
        "What the disk refused is tried once more.",
        |app, _| app.write_again(),
    )
    .when(
        |app| match app.session().and_then(super::Session::failure) {
            Some(_) => Ok(()),
            None => Err("Everything is saved."),
        },
    )
    .hint("write again"),
    Command::new(
        Task::Write,
        "words.give-up",
        &[],
        ALL,
        "Give up what the disk refused",
        "The changes are dropped; typed words stay under “Unsaved words”.",
        |app, _| app.give_up(),
    )
    .when(
        |app| match app.session().and_then(super::Session::failure) {
            Some(_) => Ok(()),
            None => Err("Everything is saved."),
        },
    ),
    Command::new(
        Task::Write,
        "words.unsaved",
        &["U"],
        SCREENS,
        "Unsaved words …",
        "Words of this or an earlier session that are in no file.",
        |app, _| {
            quietly(app, |app| {
                let Some(session) = app.session() else { return };
                let all = session.unsaved.clone();
                let rows = all
                    .iter()
                    .map(|u| super::overlay::Row {
                        text: u.key.clone(),
                        detail: u.words.clone(),
                    })
                    .collect();
                app.open_choice(
                    "Take up which words?".to_owned(),
                    rows,
                    Choose::Unsaved(all),
                );
            })
        },
    )
    .when(|app| match app.session() {
        Some(session) if !session.unsaved.is_empty() => Ok(()),
        _ => Err("There are none."),
    }),
];

static STRUCTURE: &[Command] = &[
    Command::new(
        Task::Structure,
        "paragraph.add-below",
        &["a"],
        &[Draft],
        "Add a paragraph below",
        "Type its words; Enter saves.",
        |app, _| app.add_paragraph(true),
    )
    .when(writable),
    Command::new(
        Task::Structure,
        "paragraph.add-above",
        &["A"],
        &[Draft],
        "Add a paragraph above",
        "Type its words; Enter saves.",
        |app, _| app.add_paragraph(false),
    )
    .when(writable),
    Command::new(
        Task::Structure,
        "paragraph.down",
        &["J"],
        &[Draft],
        "Move it down",
        "With its items, in every language.",
        |app, args| app.shift(true, args.times()),
    )
    .when(on_paragraph),
    Command::new(
        Task::Structure,
        "paragraph.up",
        &["K"],
        &[Draft],
        "Move it up",
        "With its items, in every language.",
        |app, args| app.shift(false, args.times()),
    )
    .when(on_paragraph),
    Command::new(
        Task::Structure,
        "paragraph.split",
        &["S"],
        &[Draft],
        "Split it",
        "The caret says where.",
        |app, _| app.begin_split(),
    )
    .when(selected),
    Command::new(
        Task::Structure,
        "paragraph.join",
        &["M"],
        &[Draft],
        "Join with the next",
        "In every language.",
        |app, _| app.join(),
    )
    .when(on_paragraph),
    Command::new(
        Task::Structure,
        "paragraph.delete",
        &["D"],
        &[Draft],
        "Delete it …",
        "Asks first; can be restored.",
        |app, _| app.ask_delete(),
    )
    .when(on_paragraph),
    Command::new(
        Task::Structure,
        "paragraph.restore",
        &["R"],
        &[Draft],
        "Restore a deleted one …",
        "To where it stood.",
        |app, _| app.choose_deleted(),
    )
    .when(writable),
    Command::new(
        Task::Structure,
        "paragraph.label",
        &["L"],
        &[Draft],
        "Label …",
        "What people call it, in every language.",
        |app, _| app.ask_label(),
    )
    .when(selected),
    Command::new(
        Task::Structure,
        "paragraph.role",
        &["r"],
        &[Draft],
        "Role …",
        "Title, heading, preambular, operative, item, …",
        |app, _| app.choose_role(),
    )
    .when(selected),
    Command::new(
        Task::Structure,
        "paragraph.deeper",
        &[">"],
        &[Draft],
        "Deeper",
        "One level down: an item.",
        |app, _| app.indent_selected(true),
    )
    .when(selected),
    Command::new(
        Task::Structure,
        "paragraph.higher",
        &["<lt>"],
        &[Draft],
        "Higher",
        "One level up.",
        |app, _| app.indent_selected(false),
    )
    .when(selected),
    Command::new(
        Task::Structure,
        "paragraph.note",
        &["i"],
        &[Draft],
        "Note …",
        "A remark for the drafters; no part of the text.",
        |app, _| app.ask_note(),
    )
    .when(selected),
];

static POSITIONS: &[Command] = &[
    Command::new(
        Task::Positions,
        "position.record",
        &["p"],
        HANDS,
        "Record a position …",
        "Choose a delegation, then its stance, on the words as they stand.",
        |app, _| app.ask_party(),
    )
    .when(on_paragraph)
    .hint("positions"),
    Command::new(
        Task::Positions,
        "position.cell",
        &["<enter>"],
        &[Consensus],
        "Open the cell",
        "The stance with its note, and how the words changed since.",
        |app, _| app.open_cell(),
    )
    .hint("open"),
    Command::new(
        Task::Positions,
        "position.beside",
        &["s"],
        &[Draft],
        "Stance of the selected delegation …",
        "The one selected beside the text.",
        |app, _| {
            quietly(app, |app| {
                let at = app.draft.delegation;
                let code = app
                    .workspace()
                    .and_then(|w| w.header.delegations.get(at))
                    .map(|d| d.code);
                if let (Some(id), Some(code)) = (app.draft.selected, code) {
                    app.ask_stance(id, code);
                }
            })
        },
    )
    .when(on_paragraph),
    stance(
        "position.agree",
        &["a"],
        "Agrees",
        "To the words as they stand.",
        |app, _| app.set_cell("agree"),
    ),
    stance(
        "position.agree-if",
        &["c"],
        "Agrees if …",
        "On a condition.",
        |app, _| app.set_cell("agree_if"),
    ),
    stance(
        "position.flexible",
        &["o"],
        "Flexible",
        "Can go along.",
        |app, _| app.set_cell("flexible"),
    ),
    stance(
        "position.reserve",
        &["r"],
        "Reserves",
        "Awaits instructions.",
        |app, _| app.set_cell("reserve"),
    ),
    stance(
        "position.amend",
        &["m"],
        "Amends",
        "Wants other words.",
        |app, _| app.set_cell("amend"),
    ),
    stance(
        "position.oppose",
        &["x"],
        "Opposes",
        "Objects formally.",
        |app, _| app.set_cell("oppose"),
    ),
    stance(
        "position.absent",
        &["-"],
        "Absent",
        "Was not in the room.",
        |app, _| app.set_cell("absent"),
    ),
    stance(
        "position.unheard",
        &["<del>"],
        "Unheard",
        "Takes the position back.",
        |app, _| app.set_cell(crate::model::UNHEARD),
    ),
];

const fn stance(
    id: &'static str,
    keys: &'static [&'static str],
    title: &'static str,
    doc: &'static str,
    run: fn(&mut App, Args) -> Vec<Effect>,
) -> Command {
    Command::new(Task::Positions, id, keys, &[Consensus], title, doc, run).when(on_paragraph)
}

static CHAIR: &[Command] = &[
    Command::new(
        Task::Chair,
        "chair.ad-ref",
        &["g a"],
        HANDS,
        "Agreed ad ref",
        "At working level.",
        |app, _| app.agree_at_hand(Level::AdRef),
    )
    .when(on_paragraph)
    .hint("gavel"),
    Command::new(
        Task::Chair,
        "chair.informals",
        &["g i"],
        HANDS,
        "Agreed in informals",
        "",
        |app, _| app.agree_at_hand(Level::Informals),
    )
    .when(on_paragraph),
    Command::new(
        Task::Chair,
        "chair.committee",
        &["g c"],
        HANDS,
        "Agreed in committee",
        "",
        |app, _| app.agree_at_hand(Level::Committee),
    )
    .when(on_paragraph),
    Command::new(
        Task::Chair,
        "chair.pending",
        &["g e"],
        HANDS,
        "Agreed, pending …",
        "With named exceptions: “agreed pending Iran”.",
        |app, _| app.ask_pending(),
    )
    .when(on_paragraph),
    Command::new(
        Task::Chair,
        "chair.reopen",
        &["g r"],
        HANDS,
        "Reopen …",
        "Takes a name and a reason; the agreement is kept.",
        |app, _| app.choose_reopener(),
    )
    .when(on_paragraph),
    Command::new(
        Task::Chair,
        "chair.park",
        &["g p"],
        HANDS,
        "Park, or take up again",
        "With a smaller group, to come back.",
        |app, _| app.park_or_return(),
    )
    .when(on_paragraph),
    Command::new(
        Task::Chair,
        "chair.freeze",
        &["F"],
        SCREENS,
        "Freeze the draft …",
        "As a version, in all languages; never written again.",
        |app, _| app.ask_freeze(),
    )
    .when(writable),
];

static LOOK: &[Command] = &[
    Command::new(
        Task::Precedents,
        "precedents.search",
        &["/"],
        SCREENS,
        "Search agreed language",
        "Precedents and versions, as you type.",
        |app, _| app.go(Screen::Precedents),
    )
    .hint("precedents"),
    Command::new(
        Task::Precedents,
        "precedents.insert",
        &["<enter>"],
        &[Query, Precedents],
        "Put it in",
        "At the caret or the end of the selected paragraph, with its source.",
        |app, _| app.insert_hit(),
    )
    .when(has_hit)
    .hint("put in"),
    Command::new(
        Task::Precedents,
        "precedents.compare",
        &["="],
        &[Precedents],
        "Compare with the paragraph",
        "How its words differ from the selected paragraph.",
        |app, _| app.compare_hit(),
    )
    .when(has_hit)
    .hint("compare"),
    Command::new(
        Task::Precedents,
        "precedents.language",
        &["f"],
        &[Precedents],
        "Only one language …",
        "Or all.",
        |app, _| app.choose_search_language(),
    )
    .hint("language"),
    Command::new(
        Task::Precedents,
        "precedents.list",
        &["<esc>", "<tab>"],
        &[Query],
        "To the list",
        "Leaves the query line.",
        |app, _| quietly(app, |app| app.precedents.typing = false),
    )
    .hint("list"),
    Command::new(
        Task::Precedents,
        "precedents.down",
        &["<down>"],
        &[Query],
        "Next hit",
        "Without leaving the query.",
        |app, args| quietly(app, |app| app.move_hits(Motion::Down, args.times())),
    ),
    Command::new(
        Task::Precedents,
        "precedents.up",
        &["<up>"],
        &[Query],
        "Previous hit",
        "Without leaving the query.",
        |app, args| quietly(app, |app| app.move_hits(Motion::Up, args.times())),
    ),
];

static COMPARE: &[Command] = &[
    Command::new(
        Task::Compare,
        "compare.open",
        &["="],
        &[Draft, Consensus, Record],
        "Compare",
        "With the last version.",
        |app, _| app.go(Screen::Compare),
    )
    .hint("compare"),
    Command::new(
        Task::Compare,
        "compare.next",
        &["n"],
        &[Compare],
        "Next change",
        "",
        |app, args| quietly(app, |app| app.next_change(true, args.times(), false)),
    )
    .hint("next"),
    Command::new(
        Task::Compare,
        "compare.previous",
        &["N"],
        &[Compare],
        "Previous change",
        "",
        |app, args| quietly(app, |app| app.next_change(false, args.times(), false)),
    )
    .hint("previous"),
    Command::new(
        Task::Compare,
        "compare.older",
        &["a"],
        &[Compare],
        "Older side …",
        "Draft, version, language or precedent.",
        |app, _| app.choose_side(true),
    )
    .hint("older"),
    Command::new(
        Task::Compare,
        "compare.newer",
        &["b"],
        &[Compare],
        "Newer side …",
        "Draft, version, language or precedent.",
        |app, _| app.choose_side(false),
    )
    .hint("newer"),
    Command::new(
        Task::Compare,
        "compare.beside",
        &["s"],
        &[Compare],
        "Side by side, or in line",
        "",
        |app, _| quietly(app, |app| app.compare.beside = !app.compare.beside),
    )
    .hint("side by side"),
    Command::new(
        Task::Compare,
        "compare.only",
        &["o"],
        &[Compare],
        "Only what changed, or all",
        "",
        |app, _| {
            quietly(app, |app| {
                app.compare.only_changed = !app.compare.only_changed;
                app.compare.selected = 0;
            })
        },
    )
    .hint("only changed"),
    Command::new(
        Task::Compare,
        "compare.go",
        &["<enter>"],
        &[Compare],
        "Go to the paragraph",
        "In the draft.",
        |app, _| app.open_pair(),
    ),
];

static RECORD: &[Command] = &[
    Command::new(
        Task::Record,
        "record.go",
        &["<enter>"],
        &[Record],
        "Go to the paragraph",
        "In the draft.",
        |app, _| app.open_event(),
    )
    .hint("go to"),
    Command::new(
        Task::Record,
        "record.about",
        &["f"],
        &[Record],
        "Only about a paragraph …",
        "",
        |app, _| app.ask_record_about(),
    )
    .hint("paragraph"),
    Command::new(
        Task::Record,
        "record.party",
        &["d"],
        &[Record],
        "Only about a delegation …",
        "",
        |app, _| app.choose_record_party(),
    )
    .hint("delegation"),
];

static VIEW: &[Command] = &[
    Command::new(
        Task::View,
        "screen.draft",
        &["1"],
        SCREENS,
        "Draft",
        "The text as it reads.",
        |app, _| app.go(Screen::Draft),
    ),
    Command::new(
        Task::View,
        "screen.consensus",
        &["2"],
        SCREENS,
        "Consensus",
        "Who stands where.",
        |app, _| app.go(Screen::Consensus),
    ),
    Command::new(
        Task::View,
        "screen.compare",
        &["3"],
        SCREENS,
        "Compare",
        "What changed.",
        |app, _| app.go(Screen::Compare),
    ),
    Command::new(
        Task::View,
        "screen.precedents",
        &["4"],
        SCREENS,
        "Precedents",
        "Earlier words.",
        |app, _| app.go(Screen::Precedents),
    ),
    Command::new(
        Task::View,
        "screen.record",
        &["5"],
        SCREENS,
        "Record",
        "What was done.",
        |app, _| app.go(Screen::Record),
    ),
    Command::new(
        Task::View,
        "view.brackets",
        &["b"],
        &[Draft],
        "Brackets lit, or plain",
        "Whether brackets and their holders stand out.",
        |app, _| quietly(app, |app| app.draft.plain = !app.draft.plain),
    )
    .hint("brackets"),
    Command::new(
        Task::View,
        "view.open",
        &["f"],
        &[Consensus],
        "Only what is open",
        "Not agreed, or something in the way.",
        |app, _| {
            quietly(app, |app| {
                app.consensus.only_open = !app.consensus.only_open;
            })
        },
    )
    .hint("only open"),
    Command::new(
        Task::View,
        "view.stale",
        &["t"],
        &[Consensus],
        "Only what is stale",
        "",
        |app, _| {
            quietly(app, |app| {
                app.consensus.only_stale = !app.consensus.only_stale;
            })
        },
    )
    .hint("only stale"),
    Command::new(
        Task::View,
        "view.party",
        &["d"],
        &[Consensus],
        "Only what one does not agree to …",
        "",
        |app, _| app.choose_only(),
    ),
    Command::new(
        Task::View,
        "view.turn",
        &["v"],
        &[Consensus],
        "Turn the matrix",
        "Delegations down.",
        |app, _| quietly(app, |app| app.consensus.turned = !app.consensus.turned),
    )
    .hint("turn"),
    Command::new(
        Task::View,
        "view.next-language",
        &["]"],
        SCREENS,
        "Next language",
        "",
        |app, _| {
            app.turn_language(1);
            app.after_language()
        },
    ),
    Command::new(
        Task::View,
        "view.previous-language",
        &["["],
        SCREENS,
        "Previous language",
        "",
        |app, _| {
            app.turn_language(-1);
            app.after_language()
        },
    ),
    Command::new(
        Task::View,
        "view.findings",
        &["I"],
        SCREENS,
        "Findings",
        "What could not be read, and what is odd.",
        |app, _| quietly(app, App::open_findings),
    ),
    Command::new(
        Task::View,
        "view.theme",
        &["T"],
        ALL,
        "Next theme",
        "Dark, light, contrast, mono.",
        |app, _| {
            quietly(app, |app| {
                let all = ThemeName::ALL;
                let at = all
                    .iter()
                    .position(|(name, _)| *name == app.theme)
                    .unwrap_or(0);
                if let Some((name, word)) = all.get((at + 1) % all.len()) {
                    app.theme = *name;
                    app.say(format!("Theme: {word}."));
                }
            })
        },
    ),
    Command::new(
        Task::View,
        "view.mouse",
        &["m"],
        &[Draft, Compare, Precedents, Record, Picker],
        "Mouse on or off",
        "Off, the terminal’s own selection works.",
        |app, _| {
            app.mouse = !app.mouse;
            app.say(if app.mouse {
                "Mouse on: wheel and click."
            } else {
                "Mouse off."
            });
            vec![Effect::Mouse(app.mouse)]
        },
    ),
    Command::new(
        Task::View,
        "view.copy",
        &["y"],
        &[Draft, Precedents, Compare],
        "Copy the words",
        "To the clipboard of the terminal.",
        |app, _| app.copy_words(),
    )
    .hint("copy"),
];

static PROGRAM: &[Command] = &[
    Command::new(
        Task::Program,
        "program.commands",
        &[":"],
        ALL,
        "Commands …",
        "Every command by name.",
        |app, _| quietly(app, App::open_palette),
    )
    .hint("commands"),
    Command::new(
        Task::Program,
        "program.help",
        &["?", "<f1>"],
        ALL,
        "Help",
        "Every key, to search.",
        |app, _| quietly(app, App::open_help),
    )
    .hint("help"),
    Command::new(
        Task::Program,
        "program.open",
        &["<enter>"],
        &[Picker],
        "Open it",
        "",
        |app, _| app.open_offer(),
    )
    .hint("open"),
    Command::new(
        Task::Program,
        "program.workspaces",
        &["O"],
        SCREENS,
        "Other workspace …",
        "",
        |app, _| app.go(Screen::Picker),
    ),
    Command::new(
        Task::Program,
        "program.leave",
        &["q"],
        ALL,
        "Leave",
        "One level; from the draft, the program.",
        |app, _| app.leave(),
    )
    .hint("quit"),
    Command::new(
        Task::Program,
        "program.cancel",
        &["<esc>"],
        &[
            Draft, Consensus, Compare, Precedents, Record, Picker, Front, Ask,
        ],
        "Cancel",
        "The innermost passing thing.",
        |app, _| app.cancel(),
    ),
    Command::new(
        Task::Program,
        "program.quit",
        &["<c-c>"],
        &Scope::ALL,
        "Quit",
        "Asks when something is not saved.",
        |app, _| app.quit(),
    ),
    Command::new(
        Task::Program,
        "program.suspend",
        &["<c-z>"],
        &Scope::ALL,
        "Suspend",
        "Back with fg.",
        |_, _| vec![Effect::Suspend],
    ),
    Command::new(
        Task::Program,
        "program.accept",
        &["<enter>"],
        &[Front, Ask],
        "Take it",
        "",
        |app, _| app.accept(),
    )
    .hint("take"),
    Command::new(
        Task::Program,
        "program.front-down",
        &["<down>", "<tab>"],
        &[Front, Ask],
        "Down the list",
        "",
        |app, args| quietly(app, |app| app.step_front(args.times() as isize)),
    ),
    Command::new(
        Task::Program,
        "program.front-up",
        &["<up>", "<backtab>"],
        &[Front, Ask],
        "Up the list",
        "",
        |app, args| quietly(app, |app| app.step_front(-(args.times() as isize))),
    ),
    Command::new(
        Task::Program,
        "program.front-page-down",
        &["<pagedown>"],
        &[Front],
        "A page down the list",
        "",
        |app, _| quietly(app, |app| app.step_front(10)),
    ),
    Command::new(
        Task::Program,
        "program.front-page-up",
        &["<pageup>"],
        &[Front],
        "A page up the list",
        "",
        |app, _| quietly(app, |app| app.step_front(-10)),
    ),
];

impl App {
    fn step_front(&mut self, by: isize) {
        if let Some(front) = self.overlays.last_mut() {
            front.step(by);
        }
    }

    /// Another language is shown: what else must be asked for.
    fn after_language(&mut self) -> Vec<Effect> {
        match self.screen {
            Screen::Compare => self.compare_again(),
            _ => Vec::new(),
        }
    }

    fn copy_words(&mut self) -> Vec<Effect> {
        let words = match self.screen {
            Screen::Precedents => self.hit().map(|hit| hit.text.to_string()),
            Screen::Compare => self.pair_words(),
            _ => self.selected().map(|p| p.text().to_owned()),
        };
        match words {
            Some(words) => vec![Effect::Copy(words)],
            None => {
                self.say("Nothing is selected.");
                Vec::new()
            }
        }
    }

    fn open_findings(&mut self) {
        let Some(session) = self.session() else {
            return;
        };
        let mut lines: Vec<String> = Vec::new();
        for finding in &session.findings {
            let place = finding.place();
            let gap = if place.is_empty() { "" } else { ": " };
            lines.push(format!(
                "{} {place}{gap}{}",
                finding.severity.word(),
                finding.message
            ));
            lines.extend(finding.hint.as_ref().map(|hint| format!("    {hint}")));
        }
        if lines.is_empty() {
            lines.push(
                "None: every file could be read. `rapporteur check` looks closer.".to_owned(),
            );
        }
        self.overlays.push(Overlay::Report(super::overlay::Report {
            title: "Findings".to_owned(),
            lines,
            top: 0,
        }));
    }
}
