//! The open workspace: as the disk has it, and as it will be once what is under way is written. A change is shown at
//! once; the disk has the last word. Start at [`App::commit`] and [`App::committed`].

use std::cell::OnceCell;
use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;

use super::aside::words_of;
use super::sentence::{capital, sentence};
use super::{App, Effect, Failure, Opened, Saved};
use crate::compare::{Comparer, Options, kin};
use crate::edit::{self, Change, ChangeError, History, Stamp, Touch};
use crate::model::{Consensus, Document, Finding, Holdings, Id, LiveConsensus, Workspace};

/// Words that are in no file: the paragraph they are for, and where they are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsaved {
    /// The language and id of the paragraph: `en/k3f9w2mq`.
    pub key: String,
    /// The words.
    pub words: String,
    /// The file that keeps them, when an earlier session left them.
    pub file: Option<PathBuf>,
}

/// A change on its way to the disk.
#[derive(Debug, Clone)]
pub(super) struct Underway {
    ticket: u64,
    change: Change,
    sort: Sort,
    /// What the disk said when it refused; the change waits to be written again.
    failed: Option<String>,
}

/// What a change means for undo and redo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Do,
    Undo,
    Redo,
}

/// What was asked for while a change was under way that it depends on.
#[derive(Debug, Clone)]
enum Asked {
    Undo,
    Redo,
    Change(Box<Change>),
}

/// The open workspace.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its folder.
    pub root: PathBuf,
    /// What could not be read, and what is odd.
    pub findings: Vec<Finding>,
    /// Why it cannot be written, if it cannot.
    pub read_only: Option<String>,
    /// Words of an earlier session that are in no file.
    pub unsaved: Vec<Unsaved>,
    confirmed: Workspace,
    shown: Workspace,
    underway: VecDeque<Underway>,
    asked: VecDeque<Asked>,
    history: History,
    consensus: LiveConsensus,
    /// Who holds what in `shown`, once somebody asked.
    held: OnceCell<Holdings>,
    changed_since: Option<(String, usize)>,
    comparer: Comparer,
    generation: u64,
}

impl Session {
    pub(super) fn new(opened: Opened) -> Self {
        let unsaved = opened
            .unsaved
            .into_iter()
            .map(|(key, words, file)| Unsaved {
                key,
                words,
                file: Some(file),
            });
        let mut session = Self {
            root: opened.root,
            findings: opened.findings,
            read_only: opened.read_only,
            unsaved: unsaved.collect(),
            shown: opened.workspace.clone(),
            confirmed: opened.workspace,
            underway: VecDeque::new(),
            asked: VecDeque::new(),
            history: History::default(),
            consensus: LiveConsensus::default(),
            held: OnceCell::new(),
            changed_since: None,
            comparer: Comparer::new(Options::default()),
            generation: 0,
        };
        session.consensus = LiveConsensus::new(&session.shown);
        session.count_changes();
        session
    }

    /// The workspace with everything that is under way.
    pub fn workspace(&self) -> &Workspace {
        &self.shown
    }

    /// The workspace as it is on the disk: without what is under way.
    pub fn saved(&self) -> &Workspace {
        &self.confirmed
    }

    /// How many changes undo can take back, those under way included and those that wait to be taken back not.
    pub(super) fn depth(&self) -> usize {
        let under_way = |sort: Sort| self.underway.iter().filter(|u| u.sort == sort).count();
        let asked = |want: fn(&Asked) -> bool| self.asked.iter().filter(|a| want(a)).count();
        let more = under_way(Sort::Do) + under_way(Sort::Redo);
        let more = more + asked(|a| !matches!(a, Asked::Undo));
        let fewer = under_way(Sort::Undo) + asked(|a| matches!(a, Asked::Undo));
        (self.history.depth() + more).saturating_sub(fewer)
    }

    /// Where consensus stands in it.
    pub fn consensus(&self) -> &Consensus {
        self.consensus.state()
    }

    /// Who holds which bracket of it.
    pub fn holdings(&self) -> &Holdings {
        self.held.get_or_init(|| Holdings::of(&self.shown, kin))
    }

    /// Where a paragraph stands in the original draft.
    pub fn place(&self, id: Id) -> Option<usize> {
        self.consensus.place(id)
    }

    /// The last version, and how many paragraphs differ from it.
    pub fn changed_since(&self) -> Option<(&str, usize)> {
        let (label, count) = self.changed_since.as_ref()?;
        Some((label, *count))
    }

    /// Whether a change is on its way to the disk.
    pub fn is_waiting(&self) -> bool {
        self.underway.iter().any(|u| u.failed.is_none())
    }

    /// Why the first change that the disk refused is not on it.
    pub fn failure(&self) -> Option<&str> {
        self.underway.iter().find_map(|u| u.failed.as_deref())
    }

    /// Another number whenever another state of the workspace is shown.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// What undo would take back.
    pub fn to_undo(&self) -> Option<&str> {
        self.history.to_undo().map(|step| &*step.title)
    }

    /// What redo would do again.
    pub fn to_redo(&self) -> Option<&str> {
        self.history.to_redo().map(|step| &*step.title)
    }

    /// Shows another state of the workspace; gives the one that was shown.
    fn show(&mut self, workspace: Workspace) -> Workspace {
        let before = std::mem::replace(&mut self.shown, workspace);
        self.generation += 1;
        self.consensus.follow(&before, &self.shown);
        self.held = OnceCell::new();
        let original = |w: &Workspace| w.original().map(Arc::as_ptr);
        if original(&before) != original(&self.shown) || before.versions != self.shown.versions {
            self.count_changes();
        }
        before
    }

    /// Shows what a change made: of one that only records something on paragraphs it is known on which.
    fn show_applied(&mut self, workspace: Workspace, touches: &[Touch]) {
        let recorded: Option<Vec<Id>> = touches
            .iter()
            .map(|touch| match touch {
                Touch::Position { paragraph, .. }
                | Touch::Agreements { paragraph, .. }
                | Touch::Parking { paragraph, .. } => Some(*paragraph),
                _ => None,
            })
            .collect();
        match recorded {
            Some(ids) => {
                let before = std::mem::replace(&mut self.shown, workspace);
                self.consensus.follow_on(&before, &self.shown, &ids);
            }
            None => {
                self.show(workspace);
            }
        }
    }

    fn count_changes(&mut self) {
        let comparer = &mut self.comparer;
        self.changed_since = self.shown.versions.last().and_then(|version| {
            let old = version.documents.get(&self.shown.header.original)?;
            let new = self.shown.original()?;
            let count = changes(old, new).unwrap_or_else(|| {
                let all = comparer.compare(old, new).summary;
                all.changed + all.inserted + all.deleted + all.split + all.merged
            });
            Some((version.label.to_string(), count))
        });
    }
}

/// How many paragraphs came, went or got other words, when ids tell it: not where both texts have some that the other has
/// not, as imported ones do. Which of those became which is for a comparison to find.
fn changes(old: &Document, new: &Document) -> Option<usize> {
    let before: HashMap<Id, _> = old.paragraphs.iter().map(|p| (p.id, p.digest())).collect();
    let kept = new.paragraphs.iter().filter(|p| before.contains_key(&p.id));
    let kept = kept.count();
    let gone = before.len() - kept;
    if gone > 0 && kept < new.paragraphs.len() {
        return None;
    }
    let other = new
        .paragraphs
        .iter()
        .filter(|p| before.get(&p.id) != Some(&p.digest()));
    Some(gone + other.count())
}

impl App {
    pub(super) fn stamp(&self) -> Stamp {
        Stamp {
            actor: self.actor.clone(),
            at: self.now,
        }
    }

    /// Shows a change at once and sends it to the disk. `Err` says why it cannot be made; nothing happened then.
    pub(super) fn commit(&mut self, change: Change) -> Result<Vec<Effect>, ChangeError> {
        let stamp = self.stamp();
        let Some(session) = self.session.as_mut() else {
            return Ok(Vec::new());
        };
        if let Change::SetText {
            language,
            paragraph,
            ..
        } = &change
            && let Some(p) = session
                .shown
                .draft(language)
                .and_then(|d| d.get(*paragraph))
        {
            self.began.from(p.digest(), p.text());
        }
        if let Some(reason) = &session.read_only {
            return Err(ChangeError::Refused(format!("Read-only: {reason}")));
        }
        if !session.asked.is_empty() {
            session.asked.push_back(Asked::Change(Box::new(change)));
            return Ok(Vec::new());
        }
        self.send(change, Sort::Do, &stamp)
    }

    /// As [`Self::commit`], with the reason of a refusal as a notice.
    pub(super) fn make(&mut self, change: Change) -> Vec<Effect> {
        match self.commit(change) {
            Ok(effects) => effects,
            Err(error) => {
                self.warn(sentence(&error.to_string()));
                Vec::new()
            }
        }
    }

    fn send(
        &mut self,
        change: Change,
        sort: Sort,
        stamp: &Stamp,
    ) -> Result<Vec<Effect>, ChangeError> {
        let ticket = self.next_ticket();
        let Some(session) = self.session.as_mut() else {
            return Ok(Vec::new());
        };
        let applied = edit::apply(&session.shown, &change, stamp)?;
        if applied.touches.is_empty() {
            self.say("Nothing to change.");
            return Ok(Vec::new());
        }
        session.show_applied(applied.workspace, &applied.touches);
        session.underway.push_back(Underway {
            ticket,
            change: change.clone(),
            sort,
            failed: None,
        });
        match sort {
            Sort::Do => self.say(format!("{}.", capital(&applied.title))),
            Sort::Undo => self.say(format!("Undid: {}.", reverted(&change))),
            Sort::Redo => self.say(format!("Redid: {}.", reverted(&change))),
        }
        Ok(vec![Effect::Commit { ticket, change }])
    }

    pub(super) fn undo(&mut self) -> Vec<Effect> {
        self.revert(Sort::Undo)
    }

    pub(super) fn redo(&mut self) -> Vec<Effect> {
        self.revert(Sort::Redo)
    }

    fn revert(&mut self, sort: Sort) -> Vec<Effect> {
        let stamp = self.stamp();
        let Some(session) = self.session.as_mut() else {
            return Vec::new();
        };
        if session.failure().is_some() {
            self.warn("A change is not saved yet: write it again or give it up first.");
            return Vec::new();
        }
        // What is under way becomes part of the history once it is on the disk.
        if session.is_waiting() {
            session.asked.push_back(match sort {
                Sort::Redo => Asked::Redo,
                _ => Asked::Undo,
            });
            return Vec::new();
        }
        let step = match sort {
            Sort::Redo => session.history.to_redo(),
            _ => session.history.to_undo(),
        };
        let Some(step) = step else {
            self.say(match sort {
                Sort::Redo => "Nothing to redo.",
                _ => "Nothing to undo.",
            });
            return Vec::new();
        };
        let change = step.change();
        match self.send(change, sort, &stamp) {
            Ok(effects) => effects,
            Err(error) => {
                self.warn(sentence(&error.to_string()));
                Vec::new()
            }
        }
    }

    /// What the disk made of a change.
    pub(super) fn committed(
        &mut self,
        ticket: u64,
        result: Result<Box<Saved>, Failure>,
    ) -> Vec<Effect> {
        let stamp = self.stamp();
        let Some(session) = self.session.as_mut() else {
            return Vec::new();
        };
        let Some(at) = session.underway.iter().position(|u| u.ticket == ticket) else {
            return Vec::new();
        };
        let mut effects = Vec::new();
        let original = session.confirmed.header.original;
        match result {
            Ok(saved) => {
                let Some(done) = session.underway.remove(at) else {
                    return Vec::new();
                };
                match done.sort {
                    Sort::Do => session.history.did(&saved.applied),
                    Sort::Undo => session.history.undid(),
                    Sort::Redo => session.history.redid(),
                }
                session.confirmed = saved.applied.workspace;
                if let Some(findings) = saved.findings {
                    session.findings = findings;
                }
                if let Some(key) = words_of(&done.change, &original).map(|(key, _)| key) {
                    session.unsaved.retain(|u| u.key != key);
                    effects.push(Effect::KeepUnsaved { key, words: None });
                }
                if !saved.confirmed {
                    self.say("Saved, not confirmed: the disk may not have it yet.");
                }
            }
            Err(failure) if failure.disk => {
                if let Some(underway) = session.underway.get_mut(at) {
                    underway.failed = Some(failure.message);
                    if let Some((key, words)) = words_of(&underway.change, &original) {
                        let words = Some(words);
                        effects.push(Effect::KeepUnsaved { key, words });
                    }
                }
                session.asked.clear();
                return effects;
            }
            Err(failure) => {
                let refused = session.underway.remove(at);
                session.asked.clear();
                // What the disk refused is taken from what is shown before it is asked whose words shall stand.
                self.replay(&stamp);
                effects.extend(self.refused(refused.map(|u| u.change), &failure.message));
                effects.extend(self.go_on());
                return effects;
            }
        }
        self.replay(&stamp);
        effects.extend(self.go_on());
        effects
    }

    /// A change that the disk's own state stands against. Words that were typed are never dropped with it.
    fn refused(&mut self, change: Option<Change>, why: &str) -> Vec<Effect> {
        self.warn(sentence(why));
        let original = self.workspace().map(|w| w.header.original);
        if let (Some(change @ (Change::Propose { .. } | Change::Restate { .. })), Some(original)) =
            (&change, original)
            && let Some((key, words)) = words_of(change, &original)
        {
            self.keep_under(key, words);
        }
        if let Some(Change::SetText {
            language,
            paragraph,
            text,
            base,
            cites,
        }) = change
        {
            self.ask_whose_words(&language, paragraph, text, base, cites);
            return vec![Effect::Load(None), Effect::Record];
        }
        vec![Effect::Load(None)]
    }

    /// Another state of the disk: what is under way is put on top of it again.
    pub(super) fn reloaded(&mut self, opened: Opened) {
        let stamp = self.stamp();
        if let Some(session) = self.session.as_mut() {
            session.confirmed = opened.workspace;
            session.findings = opened.findings;
            session.read_only = opened.read_only;
            self.replay(&stamp);
        }
    }

    fn replay(&mut self, stamp: &Stamp) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let mut shown = session.confirmed.clone();
        let mut lost = None;
        for underway in &session.underway {
            match edit::apply(&shown, &underway.change, stamp) {
                Ok(applied) => shown = applied.workspace,
                // The disk will refuse it as well, or has it already: its answer is on the way.
                Err(error) => lost = Some((underway.failed.is_some(), error)),
            }
        }
        session.show(shown);
        if let Some((true, error)) = lost {
            self.warn(sentence(&error.to_string()));
        }
        self.after_other_words();
        self.answer_anew();
    }

    /// What was asked for meanwhile.
    fn go_on(&mut self) -> Vec<Effect> {
        let stamp = self.stamp();
        let mut effects = Vec::new();
        while let Some(session) = self.session.as_mut()
            && !session.is_waiting()
            && let Some(asked) = session.asked.pop_front()
        {
            effects.extend(match asked {
                Asked::Undo => self.undo(),
                Asked::Redo => self.redo(),
                Asked::Change(change) => match self.send(*change, Sort::Do, &stamp) {
                    Ok(effects) => effects,
                    Err(error) => {
                        self.warn(sentence(&error.to_string()));
                        Vec::new()
                    }
                },
            });
        }
        effects
    }

    /// Sends every change that the disk refused once more.
    pub(super) fn write_again(&mut self) -> Vec<Effect> {
        let Some(session) = self.session.as_mut() else {
            return Vec::new();
        };
        let mut effects = Vec::new();
        for underway in session.underway.iter_mut().filter(|u| u.failed.is_some()) {
            underway.failed = None;
            effects.push(Effect::Commit {
                ticket: underway.ticket,
                change: underway.change.clone(),
            });
        }
        if !effects.is_empty() {
            self.say("Writing again…");
        }
        effects
    }

    /// Gives up every change that the disk refused. Typed words stay where unsaved words are kept.
    pub(super) fn give_up(&mut self) -> Vec<Effect> {
        let stamp = self.stamp();
        if let Some(session) = self.session.as_mut() {
            let original = session.confirmed.header.original;
            let kept = session.underway.iter().filter(|u| u.failed.is_some());
            let kept: Vec<Unsaved> = kept
                .filter_map(|u| words_of(&u.change, &original))
                .map(|(key, words)| Unsaved {
                    key,
                    words,
                    file: None,
                })
                .collect();
            session.unsaved.extend(kept);
            session.underway.retain(|u| u.failed.is_none());
        }
        self.replay(&stamp);
        self.say("Given up. Typed words are still under “Unsaved words”.");
        Vec::new()
    }
}

/// The words that a change puts in, with the key they are kept under.
fn reverted(change: &Change) -> &str {
    match change {
        Change::Revert { what, .. } => what,
        _ => "",
    }
}
