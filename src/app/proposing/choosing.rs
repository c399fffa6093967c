//! Who proposes, and why: chosen from a list, several with commas, with a reason behind a colon.

use super::super::editing::Wording;
use super::super::overlay::{Choose, Row, paragraphs, parties};
use super::super::{App, Effect};
use super::Sort;
use crate::edit::{Change, Voice};
use crate::model::{Code, Id, Wanted};
use crate::text;
use std::sync::Arc;

/// Who was named in a line, and the reason that they gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::app) struct Named {
    pub(in crate::app) by: Vec<Code>,
    pub(in crate::app) reason: Option<Arc<str>>,
}

/// The part of a line that names the last delegation: `KAZ, UZ` is looking for `UZ`, and `KAZ: urgent` for `KAZ`.
pub(in crate::app) fn last_name(line: &str) -> &str {
    let names = line.split([':', '：']).next().unwrap_or_default();
    names.rsplit(COMMAS).next().unwrap_or_default().trim()
}

/// Signs between names.
const COMMAS: [char; 6] = [',', ';', '，', '、', '؛', '،'];

/// How several are named, and why.
const HOW: &str = "several: KAZ, UZB · a reason: KAZ: why";

/// What is proposed of a paragraph besides its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum Placed {
    New,
    Move,
    Split,
    Join,
}

/// What a delegation is chosen for.
#[derive(Debug, Clone)]
pub(in crate::app) enum Choosing {
    /// It proposes other words.
    Proposer(Sort, Vec<Code>),
    /// It proposes words that were found, for the paragraph.
    Wording(Id, Sort, Box<Wording>, Vec<Code>),
    /// It proposes to delete the paragraph.
    Deleter(Vec<Code>),
    /// It proposes to join the paragraph with the next.
    Joiner(Vec<Code>),
    /// It proposes to move the paragraph.
    Mover(Vec<Code>),
    /// Where those propose to move the paragraph; none for the start.
    Place(Named, Vec<Option<Id>>),
    /// It says something of a proposal.
    Voice(Id, Voice, Vec<Code>),
    /// It leaves a proposal; none for all who made it.
    Leaver(Id, Vec<Option<Code>>),
}

impl Choosing {
    /// The delegations to choose from, of which several can be named at once.
    pub(in crate::app) fn several(&self) -> Option<&[Code]> {
        match self {
            Self::Proposer(_, codes)
            | Self::Wording(_, _, _, codes)
            | Self::Deleter(codes)
            | Self::Joiner(codes)
            | Self::Mover(codes)
            | Self::Voice(_, _, codes) => Some(codes),
            Self::Place(..) | Self::Leaver(..) => None,
        }
    }
}

impl App {
    /// Asks in whose name something is proposed or said. Who stands on the paragraph is said beside each.
    pub(in crate::app) fn ask_delegation(
        &mut self,
        title: String,
        what: impl FnOnce(Vec<Code>) -> Choosing,
    ) {
        let Some(workspace) = self.workspace() else {
            return;
        };
        let (rows, codes) = parties(workspace);
        if rows.is_empty() {
            self.warn("Nobody takes part yet: add delegations to workspace.yaml.");
            return;
        }
        let what = what(codes);
        // Who only says yes or no gives no reason.
        let title = match what {
            Choosing::Voice(..) => title,
            _ => format!("{title} ({HOW})"),
        };
        self.open_choice(title, rows, Choose::Proposal(what));
    }

    /// Whoever a line names, the chosen one last. Behind a comma at its end nobody is looked for.
    pub(in crate::app) fn who_said(&self, line: &str, last: Code) -> Result<Named, String> {
        let workspace = self.workspace().ok_or("No workspace is open.")?;
        let (list, reason) = match line.split_once([':', '：']) {
            Some((list, reason)) => (list, text::clean_paragraph(reason)),
            None => (line, String::new()),
        };
        let mut by: Vec<Code> = Vec::new();
        let others = list.rsplit_once(COMMAS).map_or("", |(others, _)| others);
        for name in others
            .split(COMMAS)
            .map(str::trim)
            .filter(|n| !n.is_empty())
        {
            let found = workspace.header.find_party(name);
            let code = found.ok_or_else(|| format!("Nobody is called “{name}” here."))?;
            if !by.contains(&code) {
                by.push(code);
            }
        }
        let is_said = by.is_empty() || !last_name(line).is_empty();
        if is_said && !by.contains(&last) {
            by.push(last);
        }
        let reason = (!reason.is_empty()).then(|| reason.into());
        Ok(Named { by, reason })
    }

    /// Asks who proposes a new paragraph behind this one, or another place for it, or to split or join it.
    pub(in crate::app) fn ask_place(&mut self, wanted: Placed) {
        let Some(id) = self.proposals().map(|shown| shown.paragraph) else {
            return;
        };
        let name = self.name_of(id);
        match wanted {
            Placed::New => {
                let title = format!("Who proposes a paragraph behind {name}?");
                self.ask_delegation(title, |codes| Choosing::Proposer(Sort::New, codes));
            }
            Placed::Split => {
                let title = format!("Who proposes to split {name}?");
                self.ask_delegation(title, |codes| Choosing::Proposer(Sort::Split, codes));
            }
            Placed::Move => {
                let title = format!("Who proposes to move {name}?");
                self.ask_delegation(title, Choosing::Mover);
            }
            Placed::Join => {
                let title = format!("Who proposes to join {name} with the next?");
                self.ask_delegation(title, Choosing::Joiner);
            }
        }
    }

    /// What a chosen row does. Before its name, or behind a colon, others and a reason may stand in the line that was typed.
    pub(in crate::app) fn chosen_for_proposal(
        &mut self,
        what: Choosing,
        at: usize,
        line: &str,
    ) -> Result<Vec<Effect>, String> {
        let last = what.several().and_then(|codes| codes.get(at)).copied();
        let named = match last {
            Some(last) => Some(self.who_said(line, last)?),
            None => None,
        };
        let find = |app: &Self, id: Id| app.workspace().and_then(|w| w.proposal(id)).cloned();
        Ok(match (what, named) {
            (Choosing::Proposer(sort, _), Some(named)) => self.type_proposal(named, sort),
            (Choosing::Wording(id, sort, wording, _), Some(named)) => {
                self.type_wording(id, sort, &wording, named)
            }
            (Choosing::Deleter(_), Some(named)) => self.propose_at_once(named, Wanted::Gone),
            (Choosing::Joiner(_), Some(named)) => {
                self.propose_at_once(named, Wanted::Join { with: None })
            }
            (Choosing::Mover(_), Some(named)) => {
                self.ask_where(named);
                Vec::new()
            }
            (Choosing::Place(named, places), _) => match places.get(at) {
                Some(after) => self.propose_at_once(named, Wanted::Move { after: *after }),
                None => Vec::new(),
            },
            (Choosing::Voice(..), Some(named)) if named.reason.is_some() => {
                return Err("Who supports or opposes a proposal gives no reason here.".to_owned());
            }
            (Choosing::Voice(id, voice, _), Some(named)) => {
                let target = find(self, id).map(|p| p.target);
                let each = named.by.iter().zip(target.iter().cycle());
                let each: Vec<Change> = each
                    .map(|(by, paragraph)| Change::Voice {
                        paragraph: *paragraph,
                        proposal: id,
                        by: *by,
                        voice,
                    })
                    .collect();
                each.into_iter()
                    .flat_map(|change| self.make(change))
                    .collect()
            }
            (Choosing::Leaver(id, codes), _) => match (codes.get(at), find(self, id)) {
                (Some(by), Some(proposal)) => self.withdraw(&proposal, *by),
                _ => Vec::new(),
            },
            (_, None) => Vec::new(),
        })
    }

    /// Asks behind which paragraph this one shall stand.
    fn ask_where(&mut self, named: Named) {
        let Some(id) = self.proposals().map(|shown| shown.paragraph) else {
            return;
        };
        let Some(document) = self.workspace().and_then(|w| w.original()) else {
            return;
        };
        let (rows, ids) = paragraphs(document);
        let start = Row {
            text: "the start".to_owned(),
            detail: "before all others".to_owned(),
        };
        let mut all = vec![(start, None)];
        let behind = rows.into_iter().zip(ids);
        all.extend(
            behind
                .filter(|(_, other)| *other != id)
                .map(|(row, id)| (row, Some(id))),
        );
        let (rows, places) = all.into_iter().unzip();
        let title = format!("Move {} to behind what?", self.name_of(id));
        let what = Choosing::Place(named, places);
        self.open_choice(title, rows, Choose::Proposal(what));
    }
}
