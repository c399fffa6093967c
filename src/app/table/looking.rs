//! Commands: looking up agreed language, and the record.

use super::super::Screen;
use super::super::command::Scope::{Consensus, Draft, Lookup, Precedents, Query, Record};
use super::super::command::{Command, Task};
use super::super::consensus::Motion;
use super::{SCREENS, has_hit, has_row, quietly};

pub(super) static LOOK: &[Command] = &[
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
        "At the caret; else asks where: in place of the selected paragraph, behind it, in it, as a proposal, or only some of the words. With its source. Of a document, lists its paragraphs.",
        |app, _| app.take_hit(),
    )
    .when(has_row)
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
        "The one that the draft is shown in, another, or all.",
        |app, _| app.choose_search_language(),
    )
    .hint("language"),
    Command::new(
        Task::Precedents,
        "precedents.libraries",
        &["L"],
        &[Precedents],
        "Libraries …",
        "Which are searched.",
        |app, _| app.choose_shelves(),
    )
    .hint("libraries"),
    Command::new(
        Task::Precedents,
        "precedents.accepted",
        &["a"],
        &[Precedents],
        "Accepted by those objecting",
        "Only what those accepted who object to the selected paragraph now; or everything again.",
        |app, _| app.turn_accepted(),
    )
    .hint("accepted"),
    Command::new(
        Task::Precedents,
        "precedents.documents",
        &["d"],
        &[Precedents],
        "Documents by name",
        "By pieces of their symbols, titles and subjects; or paragraphs again.",
        |app, _| app.turn_documents(),
    )
    .hint("documents"),
    Command::new(
        Task::Precedents,
        "precedents.lineage",
        &["l"],
        &[Precedents],
        "Through the years",
        "The same clause in other years, each with what changed since the one before.",
        |app, _| app.show_lineage(),
    )
    .hint("lineage"),
    Command::new(
        Task::Precedents,
        "precedents.folded",
        &["z"],
        &[Precedents],
        "Unfold the row, or fold it",
        "All paragraphs that it stands for, each with what differs from the first; or all rows again.",
        |app, _| app.show_folded(),
    )
    .hint("unfold"),
    Command::new(
        Task::Precedents,
        "words.lineage",
        &["l"],
        &[Draft],
        "The paragraph through the years",
        "The clause that it reads like, in each year, with what changed since the one before.",
        |app, _| app.show_lineage(),
    ),
    Command::new(
        Task::Precedents,
        "precedents.landing",
        &["g z"],
        &[Draft, Consensus, Precedents],
        "Landing zones",
        "Wording close to the paragraph that those accepted before who object to it now.",
        |app, _| app.show_landing(),
    ),
    Command::new(
        Task::Precedents,
        "precedents.verify",
        &["g V"],
        &[Draft],
        "Verify its sources",
        "Whether the words stand where the paragraph says that they come from; else where they do.",
        |app, _| app.verify_sources(),
    ),
    Command::new(
        Task::Precedents,
        "precedents.grammar",
        &["g /"],
        &[Precedents],
        "How to ask",
        "Phrases, words left out, and what narrows a search.",
        |app, _| quietly(app, crate::app::App::open_grammar),
    ),
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
        "precedents.clear",
        &["<c-u>"],
        &[Query, Lookup],
        "Empty the query",
        "All of it, however long it is.",
        |app, _| app.clear_query(),
    )
    .hint("empty"),
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
    Command::new(
        Task::Precedents,
        "lookup.take",
        &["<enter>"],
        &[Lookup],
        "Put it in",
        "At the caret, without the words that stand before it already, with its source.",
        |app, _| app.take_from_lookup(),
    )
    .when(has_hit)
    .hint("put in"),
    Command::new(
        Task::Precedents,
        "lookup.screen",
        &["<c-l>"],
        &[Lookup],
        "The whole screen",
        "The same search there; Enter puts words at the caret all the same.",
        |app, _| app.widen_lookup(),
    )
    .hint("whole screen"),
    Command::new(
        Task::Precedents,
        "lookup.down",
        &["<down>", "<tab>"],
        &[Lookup],
        "Next hit",
        "",
        |app, args| quietly(app, |app| app.move_lookup(Motion::Down, args.times())),
    )
    .hint("next"),
    Command::new(
        Task::Precedents,
        "lookup.up",
        &["<up>", "<backtab>"],
        &[Lookup],
        "Previous hit",
        "",
        |app, args| quietly(app, |app| app.move_lookup(Motion::Up, args.times())),
    ),
];

pub(super) static RECORD: &[Command] = &[
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
