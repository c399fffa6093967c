//! The proposals on a paragraph, in front of the draft: what each wants, who is for and against it, what collides. What is done
//! with them is in `crate::app::proposing`. Start at [`Proposals`].

use std::sync::Arc;

use super::{Line, Overlay};
use crate::app::App;
use crate::compare::{Edit, Op, words};
use crate::edit::proposal::{Hunk, Rebased, conflicts, rebase_proposal, whole_hunks};
use crate::model::{Id, Proposal, ProposalStatus, Wanted, Workspace, names};

/// The proposals on a paragraph.
#[derive(Debug, Clone)]
pub struct Proposals {
    /// Which paragraph.
    pub paragraph: Id,
    /// The selected proposal.
    pub selected: Option<Id>,
    /// Its selected part, from 0.
    pub part: usize,
    /// Whether those that were decided on are shown too.
    pub decided: bool,
    /// Rows that were passed over by hand.
    pub top: usize,
}

/// A row of the list, before it is wrapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalRow {
    /// The proposal that it is about.
    pub of: Option<Id>,
    /// What it says.
    pub line: Line,
    /// Whether somebody has to look.
    pub warns: bool,
}

impl Proposals {
    /// The proposals on a paragraph, the first one selected.
    pub(in crate::app) fn on(paragraph: Id) -> Self {
        Self {
            paragraph,
            selected: None,
            part: 0,
            decided: false,
            top: 0,
        }
    }

    /// Those that are shown: the pending ones in the order in which they were tabled, then the others.
    pub fn shown<'w>(&self, workspace: &'w Workspace) -> Vec<&'w Arc<Proposal>> {
        let mut shown = workspace.pending(self.paragraph);
        if self.decided {
            let all = workspace.proposals.values();
            let mut decided: Vec<_> = all
                .filter(|p| p.target == self.paragraph && !p.is_pending())
                .collect();
            decided.sort_by_key(|p| (p.at, p.id));
            shown.extend(decided);
        }
        shown
    }

    /// The selected one; the first when none is.
    pub fn chosen<'w>(&self, workspace: &'w Workspace) -> Option<&'w Arc<Proposal>> {
        let shown = self.shown(workspace);
        let selected = shown.iter().find(|p| Some(p.id) == self.selected).copied();
        selected.or_else(|| shown.first().copied())
    }

    /// How many stand in the words as they are, in brackets.
    pub fn written(&self, workspace: &Workspace) -> usize {
        let words = workspace.words(self.paragraph);
        let all = workspace.proposals.values();
        all.filter(|p| p.status == ProposalStatus::Superseded)
            .filter(|p| p.compiled_in.is_some() && p.compiled_in == words)
            .count()
    }

    /// Its places that can be taken one by one.
    pub fn parts(&self, workspace: &Workspace) -> Vec<Hunk> {
        self.chosen(workspace).map_or_else(Vec::new, |p| parts(p))
    }

    /// What the list says.
    pub fn rows(&self, workspace: &Workspace, name: &dyn Fn(Id) -> String) -> Vec<ProposalRow> {
        let mut rows = Vec::new();
        let chosen = self.chosen(workspace).map(|p| p.id);
        for p in self.shown(workspace) {
            let part = (chosen == Some(p.id)).then_some(self.part);
            about(workspace, p, part, name, &mut rows);
            rows.push(ProposalRow {
                of: None,
                line: Line::Plain(String::new()),
                warns: false,
            });
        }
        rows.pop();
        rows
    }
}

fn parts(p: &Proposal) -> Vec<Hunk> {
    match &p.wanted {
        Wanted::Words(text) if p.is_pending() => whole_hunks(p.base(), text),
        _ => Vec::new(),
    }
}

/// The status, for people.
fn status(p: &Proposal) -> String {
    match p.status {
        ProposalStatus::Superseded if p.compiled_in.is_some() => "in the text".to_owned(),
        ProposalStatus::StaleBase => "stale".to_owned(),
        other => other.word().replace('_', " "),
    }
}

/// Everything about one proposal.
fn about(
    workspace: &Workspace,
    p: &Proposal,
    part: Option<usize>,
    name: &dyn Fn(Id) -> String,
    rows: &mut Vec<ProposalRow>,
) {
    let mut add = |line: Line, warns: bool| {
        rows.push(ProposalRow {
            of: Some(p.id),
            line,
            warns,
        });
    };
    let mut head = format!("{}  {}  {}", p.proposers(), p.kind(), status(p));
    if let Some(amended) = p.amends {
        let of = workspace.proposal(amended).map(|p| p.proposers());
        head.push_str(&format_args!(" · amends {}", of.unwrap_or_default()).to_string());
    }
    if p.part_of.is_some() {
        head.push_str(" · what was not taken");
    }
    add(Line::Strong(head), false);
    let mut said = Vec::new();
    if !p.supporters.is_empty() {
        said.push(format!("for: {}", names(&p.supporters)));
    }
    if !p.opposers.is_empty() {
        said.push(format!("against: {}", names(&p.opposers)));
    }
    said.extend(p.reason.as_ref().map(|reason| format!("“{reason}”")));
    let from = p.sources.iter();
    said.extend(from.map(|source| format!("from {}", source.name())));
    if !said.is_empty() {
        add(Line::Faint(said.join("   ")), false);
    }
    for line in wish(workspace, p, name) {
        add(line, false);
    }
    let found = parts(p);
    if let Some(at) = part.filter(|_| found.len() > 1) {
        for (nth, hunk) in found.iter().enumerate() {
            let sign = if nth == at { ">" } else { " " };
            let mut edits = vec![Edit {
                op: Op::Equal,
                text: format!("{sign} part {}  ", nth + 1),
            }];
            let old = p.base().get(hunk.range.clone()).unwrap_or_default();
            let both = [(Op::Delete, old), (Op::Insert, &*hunk.words)];
            let both = both.iter().filter(|(_, text)| !text.is_empty());
            edits.extend(both.map(|(op, text)| Edit {
                op: *op,
                text: text.trim().to_owned(),
            }));
            add(Line::Words(edits), false);
        }
    }
    for (other, how) in conflicts(workspace, p) {
        let of = workspace.proposal(other).map(|p| p.proposers());
        let line = format!("collides with {}: {}", of.unwrap_or_default(), how.phrase());
        add(Line::Plain(line), true);
    }
}

/// What it wants of the paragraph.
fn wish(workspace: &Workspace, p: &Proposal, name: &dyn Fn(Id) -> String) -> Vec<Line> {
    let plain = |line: String| vec![Line::Plain(line)];
    match &p.wanted {
        Wanted::Words(text) if p.status == ProposalStatus::StaleBase => {
            three_ways(workspace, p, text)
        }
        Wanted::Words(text) => vec![Line::Words(words(p.base(), text))],
        Wanted::New { text, label, .. } => {
            let label = label.as_ref().map_or(String::new(), |l| format!("{l}  "));
            vec![Line::Words(vec![Edit {
                op: Op::Insert,
                text: format!("{label}{text}"),
            }])]
        }
        Wanted::Gone => vec![Line::Words(vec![Edit {
            op: Op::Delete,
            text: p.base().to_owned(),
        }])],
        Wanted::Move { after: None } => plain("to the start".to_owned()),
        Wanted::Move { after: Some(id) } => plain(format!("behind {}", name(*id))),
        Wanted::Split { at, .. } => {
            let second = p.base().get(*at..).unwrap_or_default();
            let begin = crate::text::truncate(second, 40);
            plain(format!("the second begins with “{begin}”"))
        }
        Wanted::Join { with: None } => plain("with the one behind it".to_owned()),
        Wanted::Join { with: Some(id) } => plain(format!("with {}", name(*id))),
    }
}

/// The words it was made on, those that stand, and those it wants.
fn three_ways(workspace: &Workspace, p: &Proposal, text: &str) -> Vec<Line> {
    let faint = |said: &str| Line::Faint(said.to_owned());
    let mut lines = vec![
        faint("What it wants of the words it was made on:"),
        Line::Words(words(p.base(), text)),
    ];
    let Some(now) = workspace.original().and_then(|d| d.get(p.target)) else {
        lines.push(faint("The paragraph was taken out."));
        return lines;
    };
    lines.push(faint("What became of them:"));
    lines.push(Line::Words(words(p.base(), now.text())));
    if let Rebased::Overlap { text, .. } = rebase_proposal(p, now.text(), text, &workspace.header) {
        lines.push(faint("Both, with what differs in brackets:"));
        lines.push(Line::Plain(text));
    }
    lines
}

impl App {
    /// Shows what is proposed on the selected paragraph.
    pub(in crate::app) fn open_proposals(&mut self) {
        if let Some(id) = self.paragraph_at_hand() {
            self.overlays.push(Overlay::Proposals(Proposals::on(id)));
        }
    }

    /// The list of proposals in front, if it is.
    pub(in crate::app) fn proposals(&self) -> Option<&Proposals> {
        match self.overlays.last() {
            Some(Overlay::Proposals(shown)) => Some(shown),
            _ => None,
        }
    }

    pub(in crate::app) fn proposals_mut(&mut self) -> Option<&mut Proposals> {
        match self.overlays.last_mut() {
            Some(Overlay::Proposals(shown)) => Some(shown),
            _ => None,
        }
    }

    /// Selects another proposal.
    pub(in crate::app) fn step_proposals(&mut self, by: isize) {
        let next = self
            .proposals()
            .zip(self.workspace())
            .and_then(|(shown, ws)| {
                let all = shown.shown(ws);
                let chosen = shown.chosen(ws)?.id;
                let at = all.iter().position(|p| p.id == chosen)?;
                let at = at
                    .saturating_add_signed(by)
                    .min(all.len().saturating_sub(1));
                Some(all.get(at)?.id)
            });
        if let Some(shown) = self.proposals_mut() {
            if shown.selected != next {
                shown.part = 0;
                shown.top = 0;
            }
            shown.selected = next;
        }
    }

    /// Selects another part of the selected proposal.
    pub(in crate::app) fn step_part(&mut self, by: isize) {
        let many = match (self.proposals(), self.workspace()) {
            (Some(shown), Some(ws)) => shown.parts(ws).len(),
            _ => 0,
        };
        if let Some(shown) = self.proposals_mut() {
            let last = many.saturating_sub(1);
            shown.part = shown.part.saturating_add_signed(by).min(last);
        }
    }

    /// Moves the window on a long list.
    pub(in crate::app) fn page_proposals(&mut self, by: isize) {
        if let Some(shown) = self.proposals_mut() {
            shown.top = shown.top.saturating_add_signed(by);
        }
    }
}
