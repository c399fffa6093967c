//! Proposals from the interface: made by editing in a delegation’s name, supported, decided on, written into the text and taken
//! out of it. What is shown of them is in `overlay::proposals`.

mod choosing;

use std::sync::Arc;

pub(super) use choosing::{Choosing, Named, Placed, last_name};

use super::overlay::{Act, Answer, Choose, Proposals, parties};
use super::{App, EditTarget, Editing, Effect, Overlay};
use crate::edit::proposal::{Rebased, new_behind, rebase, rebase_proposal};
use crate::edit::{self, Change, Stamp, Touch, Voice};
use crate::model::{Code, Id, Proposal, ProposalStatus, Stance, Wanted, Workspace, names};
use crate::text::{self, Digest, Direction};

/// In whose name words are typed, and what they become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposing {
    /// The delegations or groups.
    pub by: Vec<Code>,
    /// Why, when they say so.
    pub reason: Option<Arc<str>>,
    /// What they become.
    pub sort: Sort,
    /// The words that typing began from.
    pub base: Arc<str>,
    /// Words that were put in, with where they come from.
    pub put_in: super::editing::PutIn,
}

/// What typed words become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// A proposal of its own.
    Own,
    /// An amendment to that proposal.
    Amends(Id),
    /// The new words of that proposal.
    Restates(Id),
    /// A proposal of a new paragraph behind it.
    New,
    /// Nothing is typed: the caret says where the paragraph is to be split.
    Split,
}

impl Editing {
    /// In whose name it is typed, when it is a proposal: `KAZ, UZB propose`.
    pub fn in_name_of(&self) -> Option<String> {
        let by = &self.proposing.as_ref()?.by;
        let verb = if by.len() > 1 { "propose" } else { "proposes" };
        Some(format!("{} {verb}", names(by)))
    }
}

impl App {
    /// The proposal that is selected in front.
    fn chosen_proposal(&self) -> Option<Arc<Proposal>> {
        let workspace = self.workspace()?;
        Some(self.proposals()?.chosen(workspace)?.clone())
    }

    /// Asks who proposes other words for the paragraph.
    pub(super) fn ask_proposer(&mut self) {
        if let Some(id) = self.proposals().map(|shown| shown.paragraph) {
            let title = format!("Who proposes other words for {}?", self.name_of(id));
            self.ask_delegation(title, |codes| Choosing::Proposer(Sort::Own, codes));
        }
    }

    /// Asks who amends the selected proposal.
    pub(super) fn ask_amender(&mut self) {
        let Some(proposal) = self.chosen_proposal() else {
            return;
        };
        let title = format!("Who amends the proposal of {}?", proposal.proposers());
        let sort = Sort::Amends(proposal.id);
        self.ask_delegation(title, |codes| Choosing::Proposer(sort, codes));
    }

    /// Asks who proposes to delete the paragraph.
    pub(super) fn ask_deleter(&mut self) {
        if let Some(id) = self.proposals().map(|shown| shown.paragraph) {
            let title = format!("Who proposes to delete {}?", self.name_of(id));
            self.ask_delegation(title, Choosing::Deleter);
        }
    }

    /// Asks who supports or opposes the selected proposal, or takes back what it said.
    pub(super) fn ask_voice(&mut self, voice: Voice) {
        let Some(proposal) = self.chosen_proposal() else {
            return;
        };
        let of = proposal.proposers();
        let title = match voice {
            Voice::Support => format!("Who supports the proposal of {of}?"),
            Voice::Oppose => format!("Who opposes the proposal of {of}?"),
            Voice::Silent => format!("Who takes back what it said of the proposal of {of}?"),
        };
        let id = proposal.id;
        self.ask_delegation(title, |codes| Choosing::Voice(id, voice, codes));
    }

    /// Types new words for the selected proposal, in the name of who made it.
    pub(super) fn restate_proposal(&mut self) -> Vec<Effect> {
        let Some(proposal) = self.chosen_proposal() else {
            return Vec::new();
        };
        match proposal.by.first() {
            Some(by) => self.type_proposal(
                Named {
                    by: vec![*by],
                    reason: None,
                },
                Sort::Restates(proposal.id),
            ),
            None => Vec::new(),
        }
    }

    /// Takes the selected proposal back; asks who does when several made it.
    pub(super) fn withdraw_proposal(&mut self) -> Vec<Effect> {
        let Some(proposal) = self.chosen_proposal() else {
            return Vec::new();
        };
        if proposal.by.len() < 2 {
            return self.withdraw(&proposal, None);
        }
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let (rows, codes) = parties(workspace);
        let all = super::overlay::Row {
            text: "all".to_owned(),
            detail: format!("{} together", proposal.proposers()),
        };
        let made = rows.into_iter().zip(codes);
        let made = made.filter(|(_, code)| proposal.by.contains(code));
        let (mut rows, mut codes) = (vec![all], vec![None]);
        for (row, code) in made {
            rows.push(row);
            codes.push(Some(code));
        }
        let title = "Who withdraws?".to_owned();
        let what = Choosing::Leaver(proposal.id, codes);
        self.open_choice(title, rows, Choose::Proposal(what));
        Vec::new()
    }

    fn withdraw(&mut self, proposal: &Proposal, by: Option<Code>) -> Vec<Effect> {
        self.make(Change::Withdraw {
            paragraph: proposal.target,
            proposal: proposal.id,
            by,
        })
    }

    /// Tables what takes no words to say.
    fn propose_at_once(&mut self, named: Named, wanted: Wanted) -> Vec<Effect> {
        let paragraph = self.proposals().map(|shown| shown.paragraph);
        let words = paragraph.and_then(|id| self.workspace()?.original()?.get(id).cloned());
        let Some(p) = words else {
            return Vec::new();
        };
        let mut made = Proposal::new(self.new_id(), p.id, p.text(), wanted);
        (made.by, made.reason) = (named.by, named.reason);
        let id = made.id;
        let proposals = vec![Arc::new(made)];
        let effects = self.make(Change::Propose { proposals });
        if self.workspace().is_some_and(|w| w.proposal(id).is_some()) {
            self.select_proposal(id);
        }
        effects
    }

    /// Whether the words changed under a proposal.
    pub(super) fn is_stale(&self, id: Id) -> bool {
        let found = self.workspace().and_then(|w| w.proposal(id));
        found.is_some_and(|p| p.status == ProposalStatus::StaleBase)
    }

    /// The caret says where delegations propose to split the paragraph.
    pub(super) fn table_split(
        &mut self,
        paragraph: Id,
        proposing: &Proposing,
        at: usize,
    ) -> Vec<Effect> {
        let (new, second) = (self.new_id(), self.new_id());
        let Some(p) = self.workspace().and_then(|w| w.original()?.get(paragraph)) else {
            self.editing = None;
            self.warn("The paragraph is gone.");
            return Vec::new();
        };
        let wanted = Wanted::Split { at, new: second };
        let mut made = Proposal::new(new, paragraph, p.text(), wanted);
        made.by.clone_from(&proposing.by);
        made.reason.clone_from(&proposing.reason);
        let proposals = vec![Arc::new(made)];
        match self.commit(Change::Propose { proposals }) {
            Ok(effects) => {
                self.tabled(paragraph, new);
                effects
            }
            Err(error) => {
                self.warn(super::sentence::sentence(&error.to_string()));
                Vec::new()
            }
        }
    }

    /// Typing is over; the list is in front, with what was tabled.
    fn tabled(&mut self, paragraph: Id, id: Id) {
        self.editing = None;
        self.select(paragraph);
        let shown = Proposals::on(paragraph);
        self.overlays.push(Overlay::Proposals(shown));
        self.select_proposal(id);
    }

    fn select_proposal(&mut self, id: Id) {
        if let Some(shown) = self.proposals_mut() {
            (shown.selected, shown.part, shown.top) = (Some(id), 0, 0);
        }
    }

    /// Starts typing in the name of delegations, on the paragraph of the list in front.
    fn type_proposal(&mut self, named: Named, sort: Sort) -> Vec<Effect> {
        let Some(paragraph) = self.proposals().map(|shown| shown.paragraph) else {
            return Vec::new();
        };
        let Named { by, reason } = named;
        let base = "".into();
        let proposing = Proposing {
            by,
            reason,
            sort,
            base,
            put_in: super::editing::PutIn::default(),
        };
        self.type_in_name(paragraph, proposing, None)
    }

    /// Starts typing in the name of delegations: in the original, in place; in the editor where it runs from right to left.
    /// `typed` are words of an earlier session.
    pub(super) fn type_in_name(
        &mut self,
        paragraph: Id,
        proposing: Proposing,
        typed: Option<&str>,
    ) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let original = workspace.header.original;
        let found = workspace.original().and_then(|d| d.get(paragraph)).cloned();
        let Some(p) = found else {
            self.warn("The paragraph is gone.");
            return Vec::new();
        };
        let (base, from) = ground(workspace, p.text(), proposing.sort);
        let start = typed.map_or_else(|| from.clone(), str::to_owned);
        let proposing = Proposing { base, ..proposing };
        let said = format!("In the name of {}", names(&proposing.by));
        // While words are typed for it, the list makes room.
        if self.proposals().is_some() {
            self.overlays.pop();
        }
        let is_new = proposing.sort == Sort::New;
        if text::direction(&start) == Direction::Rtl && !is_new && proposing.sort != Sort::Split {
            let name = self.name_of(p.id);
            let by = names(&proposing.by);
            let verb = if proposing.by.len() > 1 {
                "propose"
            } else {
                "proposes"
            };
            return vec![Effect::OpenEditor {
                target: EditTarget::Proposal {
                    id: p.id,
                    proposing: Box::new(proposing),
                },
                text: start,
                context: vec![format!("{name} · {by} {verb}: edit the words")],
            }];
        }
        self.edit_words(&original, p.id, &start);
        match proposing.sort {
            Sort::New => {
                self.add_paragraph(true);
                if let Some(editing) = self.editing.as_mut() {
                    editing.field = super::Field::new(&start);
                }
                self.say(format!(
                    "{said}: type the words; Enter tables the paragraph."
                ));
            }
            Sort::Split => {
                self.begin_split();
                self.say(format!(
                    "{said}: move the caret to where the second paragraph begins, then Enter."
                ));
            }
            _ => self.say(format!(
                "{said}: change the words; Enter tables the difference."
            )),
        }
        if let Some(editing) = self.editing.as_mut() {
            editing.was_put_in(&proposing.put_in);
            let proposing = Proposing {
                put_in: super::editing::PutIn::default(),
                ..proposing
            };
            editing.in_their_name(proposing, &from);
        }
        Vec::new()
    }

    /// Words that were typed in a delegation’s name are tabled. Typing goes on when they cannot be.
    pub(super) fn table_words(
        &mut self,
        paragraph: Id,
        proposing: &Proposing,
        words: &str,
    ) -> Vec<Effect> {
        let was_typing = self.editing.is_some();
        let (change, id) = match self.tabling(paragraph, proposing, words) {
            Ok(made) => made,
            Err(why) => {
                self.warn(why);
                return self.keep_words();
            }
        };
        match self.commit(change) {
            Ok(effects) => {
                self.tabled(paragraph, id);
                effects
            }
            Err(error) => {
                self.warn(super::sentence::sentence(&error.to_string()));
                if was_typing {
                    return self.keep_words();
                }
                let language = self.workspace().map(|w| w.header.original);
                if let Some(language) = language {
                    let (by, sort) = (&proposing.by, proposing.sort);
                    let key = super::aside::key_in_name(&language, paragraph, by, sort);
                    self.keep_under(key, words.to_owned());
                }
                Vec::new()
            }
        }
    }

    /// The change that tables words. Words that somebody else changed meanwhile are carried over where both can be.
    fn tabling(
        &mut self,
        paragraph: Id,
        proposing: &Proposing,
        words: &str,
    ) -> Result<(Change, Id), String> {
        let new = self.new_id();
        let second = match proposing.sort {
            Sort::New => self.new_id(),
            _ => new,
        };
        let workspace = self.workspace().ok_or("No workspace is open.")?;
        let p = workspace.original().and_then(|d| d.get(paragraph));
        let p = p.ok_or("The paragraph is gone. Your words are under “Unsaved words”.")?;
        let own = text::clean_paragraph(words);
        let (base, _) = ground(workspace, p.text(), proposing.sort);
        let by = &proposing.by;
        if proposing.sort == Sort::New {
            let draft = workspace.original().ok_or("No workspace is open.")?;
            let profile = workspace.header.profile;
            let wanted = new_behind(draft, profile, p, second, None, &own);
            let mut made = Proposal::new(new, paragraph, p.text(), wanted);
            made.by.clone_from(by);
            made.reason.clone_from(&proposing.reason);
            made.sources = proposing.put_in.left_in(words);
            let proposals = vec![Arc::new(made)];
            return Ok((Change::Propose { proposals }, new));
        }
        let moved = match rebase(
            &proposing.base,
            &base,
            &own,
            &names(by),
            &workspace.header.party_names(),
        ) {
            Rebased::Clean(text) => text,
            Rebased::Contained => own,
            Rebased::Overlap { .. } => {
                return Err(
                    "Somebody else changed the same words meanwhile: look at them, and propose again."
                        .to_owned(),
                );
            }
        };
        if let Sort::Restates(id) = proposing.sort {
            let change = Change::Restate {
                paragraph,
                proposal: id,
                by: *by.first().ok_or("Nobody proposes it.")?,
                text: moved,
                base: p.digest(),
                cites: proposing.put_in.left_in(words),
            };
            return Ok((change, id));
        }
        let mut made = Proposal::new(new, paragraph, &base, Wanted::Words(moved.into()));
        made.by.clone_from(by);
        made.reason.clone_from(&proposing.reason);
        made.sources = proposing.put_in.left_in(words);
        if let Sort::Amends(id) = proposing.sort {
            made.amends = Some(id);
        }
        let proposals = vec![Arc::new(made)];
        Ok((Change::Propose { proposals }, new))
    }

    /// Says what taking the selected proposal, or its selected part, would do, and asks.
    pub(super) fn ask_accept(&mut self, only_part: bool) -> Vec<Effect> {
        let Some((shown, proposal)) = self.proposals().cloned().zip(self.chosen_proposal()) else {
            return Vec::new();
        };
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let Some(base) = workspace.words(proposal.target) else {
            return Vec::new();
        };
        let parts = if only_part {
            vec![shown.part + 1]
        } else {
            Vec::new()
        };
        let change = Change::Accept {
            paragraph: proposal.target,
            proposal: proposal.id,
            parts,
            base,
        };
        let stamp = self.stamp();
        let lines = match foreseen(workspace, &change, proposal.id, &stamp) {
            Ok(lines) => lines,
            Err(why) => {
                self.warn(super::sentence::sentence(&why));
                return Vec::new();
            }
        };
        let mut what = format!("the proposal of {}", proposal.proposers());
        if only_part {
            what = format!("part {} of {what}", shown.part + 1);
        }
        let answers = vec![
            Answer::new('n', "leave it", Act::Stay),
            Answer::new('y', "take it", Act::Make(Box::new(change))),
        ];
        self.open_ask(format!("Take {what}?"), lines, answers);
        Vec::new()
    }

    /// The selected proposal is not taken.
    pub(super) fn reject_proposal(&mut self) -> Vec<Effect> {
        match self.chosen_proposal() {
            Some(proposal) => self.make(Change::Reject {
                paragraph: proposal.target,
                proposal: proposal.id,
            }),
            None => Vec::new(),
        }
    }

    /// Every proposal on the words of the paragraph into it, or the brackets that hold some out of it.
    pub(super) fn compile_proposals(&mut self, into_text: bool) -> Vec<Effect> {
        let paragraph = self.proposals().map(|shown| shown.paragraph);
        let base = paragraph.and_then(|id| Some((id, self.workspace()?.words(id)?)));
        let Some((paragraph, base)) = base else {
            return Vec::new();
        };
        self.make(if into_text {
            Change::Compile { paragraph, base }
        } else {
            Change::Lift {
                paragraph,
                bracket: None,
                base,
            }
        })
    }
}

/// The words that a proposal of that sort is made on, and those that typing begins from.
fn ground(workspace: &Workspace, stands: &str, sort: Sort) -> (Arc<str>, String) {
    match sort {
        Sort::Own | Sort::Split => (stands.into(), stands.to_owned()),
        Sort::New => (stands.into(), String::new()),
        Sort::Amends(id) => {
            let amended = workspace.proposal(id);
            let words = amended.and_then(|p| p.words()).unwrap_or(stands);
            (words.into(), words.to_owned())
        }
        Sort::Restates(id) => {
            let Some(own) = workspace.proposal(id) else {
                return (stands.into(), stands.to_owned());
            };
            let amended = own.amends.and_then(|id| workspace.proposal(id));
            let base = amended.and_then(|p| p.words()).unwrap_or(stands);
            let wanted = own.words().unwrap_or(base);
            let start = match rebase_proposal(own, base, wanted, &workspace.header) {
                Rebased::Clean(text) | Rebased::Overlap { text, .. } => text,
                Rebased::Contained => base.to_owned(),
            };
            (base.into(), start)
        }
    }
}

/// What a decision would do: who agrees to the new words, what becomes of the other proposals.
fn foreseen(
    workspace: &Workspace,
    change: &Change,
    decided: Id,
    stamp: &Stamp,
) -> Result<Vec<String>, String> {
    let applied = edit::apply(workspace, change, stamp).map_err(|error| error.to_string())?;
    let mut agree: Vec<&str> = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    for touch in &applied.touches {
        match touch {
            Touch::Position {
                delegation,
                after: Some(after),
                ..
            } if after.stance == Stance::Agree => agree.push(delegation.as_str()),
            Touch::Proposal {
                after: Some(after), ..
            } if after.id != decided => {
                let what = match after.status {
                    ProposalStatus::Tabled if after.part_of == Some(decided) => {
                        "is what is left, and stays tabled"
                    }
                    ProposalStatus::Tabled => "still applies, and moves along",
                    ProposalStatus::StaleBase => "no longer applies, and waits to be restated",
                    ProposalStatus::Superseded => "is in the words then",
                    _ => continue,
                };
                lines.push(format!("{}: {} {what}.", after.proposers(), after.kind()));
            }
            _ => {}
        }
    }
    if !agree.is_empty() {
        let who = agree.join(", ");
        lines.insert(0, format!("{who} will have agreed to the new words."));
    }
    let others = applied.workspace.words(changed(change));
    if others.is_some_and(|words| Some(words) != base_of(change)) {
        lines.push("Everybody else must be asked again.".to_owned());
    }
    Ok(lines)
}

fn changed(change: &Change) -> Id {
    change.paragraph().unwrap_or_else(|| Id::from_random(0))
}

fn base_of(change: &Change) -> Option<Digest> {
    match change {
        Change::Accept { base, .. } => Some(*base),
        _ => None,
    }
}
