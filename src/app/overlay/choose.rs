//! What a choice from a list does.

use super::{Choose, Prompted, Row};
use crate::app::{App, Effect};
use crate::edit::Change;
use crate::model::{Code, Document, Id, Role, Stance, UNHEARD, Workspace};

impl Choose {
    /// Of sides of a comparison, the row behind them that stands for a file, where there is one.
    pub(super) fn place_of_file(&self, rows: usize) -> Option<usize> {
        match self {
            Self::Older(sides) | Self::Newer(sides) => Some(sides.len()).filter(|at| *at < rows),
            _ => None,
        }
    }
}

impl App {
    pub(super) fn chosen(&mut self, what: Choose, at: usize) -> Vec<Effect> {
        match what {
            Choose::Party(paragraph, codes) => {
                if let Some(code) = codes.get(at) {
                    self.ask_stance(paragraph, *code);
                }
                Vec::new()
            }
            Choose::Stance(paragraph, code) => {
                let word = Stance::WORDS.get(at).copied().unwrap_or(UNHEARD);
                self.set_stance(paragraph, code, word)
            }
            Choose::Said(paragraph, word, codes) => match codes.get(at) {
                Some(code) => self.code_said(paragraph, *code, word),
                None => Vec::new(),
            },
            Choose::Reconfirmer(codes) => match codes.get(at) {
                Some(code) => self.open_queue(*code),
                None => Vec::new(),
            },
            Choose::Reconfirm(code, shown) => self.reconfirm(code, &shown, at),
            Choose::Mover(paragraph, codes) => match codes.get(at) {
                Some(code) => self.tell_if_moved(paragraph, *code),
                None => Vec::new(),
            },
            Choose::Reopener(paragraph, codes) => {
                if let Some(code) = codes.get(at) {
                    let title = format!("Why does {code} reopen {}?", self.name_of(paragraph));
                    let help = "The agreement is kept in the record; a reason is required.";
                    self.open_prompt(title, help, "", Prompted::Reopen(paragraph, *code));
                }
                Vec::new()
            }
            Choose::Role(paragraph) => match Role::ALL.get(at) {
                Some((role, _)) => self.set_role(paragraph, *role),
                None => Vec::new(),
            },
            Choose::Deleted(ids) => match ids.get(at).copied() {
                Some(paragraph) => {
                    let effects = self.make(Change::Restore { paragraph });
                    self.select(paragraph);
                    effects
                }
                None => Vec::new(),
            },
            Choose::Older(sides) => match sides.into_iter().nth(at) {
                Some(crate::app::Side::Since(who)) => self.compare_since(who),
                Some(side) => self.compare_with(Some(side), None),
                None => Vec::new(),
            },
            Choose::Newer(sides) => match sides.into_iter().nth(at) {
                Some(side) => self.compare_with(None, Some(side)),
                None => Vec::new(),
            },
            Choose::Version(sides) => self.compare_version(&sides, at),
            Choose::RecordOf(codes) => {
                self.record.only_party = codes.get(at).copied().flatten();
                self.record.selected = 0;
                Vec::new()
            }
            Choose::Only(codes) => {
                self.consensus.shown.only_party = codes.get(at).copied().flatten();
                Vec::new()
            }
            Choose::InMatrix(parties, ids) => {
                match parties.get(at) {
                    Some(code) => self.go_to_party(*code),
                    None => {
                        let id = at.checked_sub(parties.len()).and_then(|at| ids.get(at));
                        if let Some(id) = id {
                            self.go_to_row(*id);
                        }
                    }
                }
                Vec::new()
            }
            Choose::Paragraph(ids) => {
                let Some(id) = ids.get(at) else {
                    return Vec::new();
                };
                if self.screen == crate::app::Screen::Walk {
                    return self.call(crate::app::walk::At::Step(*id));
                }
                self.select(*id);
                Vec::new()
            }
            Choose::Unsaved(all) => match all.into_iter().nth(at) {
                Some(unsaved) => self.take_up(&unsaved),
                None => Vec::new(),
            },
            Choose::Bracket(what) => self.chosen_for_bracket(what, at),
            Choose::Lens(codes) => {
                let Some(code) = codes.get(at) else {
                    return Vec::new();
                };
                if self.screen == crate::app::Screen::Compare {
                    let lens = crate::model::Lens::As(*code);
                    return self.look_by((lens, lens));
                }
                self.look_as(*code);
                Vec::new()
            }
            Choose::Proposal(what) => {
                let done = self.chosen_for_proposal(what, at, "");
                done.unwrap_or_default()
            }
            Choose::Meeting(what) => self.chosen_in_meeting(what, at),
            Choose::SearchIn(tongues) => {
                let tongue = tongues.into_iter().nth(at);
                self.precedents.finder.tongue = tongue.unwrap_or_default();
                self.search()
            }
            Choose::Shelf(names) => self.turn_shelf(&names, at),
        }
    }

    /// Asks for the file that is to be a side of a comparison. What was typed for a name may be its path.
    pub(super) fn ask_file(&mut self, of: &Choose, typed: &str) -> Vec<Effect> {
        let what = match of {
            Choose::Older(_) => Prompted::OlderFile,
            _ => Prompted::NewerFile,
        };
        let path = if typed.contains(['/', '.', '\\']) {
            typed.trim()
        } else {
            ""
        };
        let help = "Its path. Text, Markdown and YAML are read; nothing is written.";
        self.open_prompt("Compare with which file?".to_owned(), help, path, what);
        Vec::new()
    }

    /// Asks for the stance of a delegation on a paragraph.
    pub(crate) fn ask_stance(&mut self, paragraph: Id, code: Code) {
        let words = Stance::WORDS.iter().copied().chain([UNHEARD]);
        let rows = words
            .map(|word| Row {
                text: word.replace('_', " "),
                detail: stance_meaning(word).to_owned(),
            })
            .collect();
        let title = format!("{code} on {}", self.name_of(paragraph));
        self.open_choice(title, rows, Choose::Stance(paragraph, code));
    }
}

fn stance_meaning(word: &str) -> &'static str {
    match word {
        "agree" => "to the words as they stand",
        "agree_if" => "once other paragraphs are agreed, or on a condition",
        "flexible" => "can go along",
        "reserve" => "awaits instructions",
        "amend" => "wants other words",
        "oppose" => "objects formally",
        "absent" => "was not in the room",
        _ => "takes the recorded position back",
    }
}

/// The delegations and groups of a workspace as rows, with their codes.
pub(crate) fn parties(workspace: &Workspace) -> (Vec<Row>, Vec<Code>) {
    let delegations = workspace.header.delegations.iter();
    let all = delegations.map(|d| (d.code, &d.name));
    let groups = workspace.header.groups.iter().map(|g| (g.code, &g.name));
    all.chain(groups)
        .map(|(code, name)| {
            let row = Row {
                text: code.to_string(),
                detail: name.to_string(),
            };
            (row, code)
        })
        .unzip()
}

/// The same behind a row that stands for all of them, which filters nothing.
pub(crate) fn everybody_or(workspace: &Workspace, detail: &str) -> (Vec<Row>, Vec<Option<Code>>) {
    let (rows, codes) = parties(workspace);
    let everybody = Row {
        text: "everybody".to_owned(),
        detail: detail.to_owned(),
    };
    let rows = std::iter::once(everybody).chain(rows).collect();
    (
        rows,
        std::iter::once(None)
            .chain(codes.into_iter().map(Some))
            .collect(),
    )
}

/// Cells of a paragraph's words that a list of paragraphs shows and searches.
const FIRST_WORDS: usize = 120;

/// Paragraphs as rows, with their ids.
pub(crate) fn paragraphs(document: &Document) -> (Vec<Row>, Vec<Id>) {
    let rows = document.paragraphs.iter().enumerate().map(|(at, p)| {
        let name = p
            .label
            .as_ref()
            .map_or_else(|| format!("¶{}", at + 1), ToString::to_string);
        let row = Row {
            text: name,
            // Enough to know it by; more would be ranked at every key.
            detail: crate::text::truncate(p.text(), FIRST_WORDS).into_owned(),
        };
        (row, p.id)
    });
    rows.unzip()
}
