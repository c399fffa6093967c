//! What reaches the interface from outside: keys, and answers to what it asked for.

use std::path::PathBuf;
use std::sync::Arc;

use super::Key;
use super::precedents::ask::{Seek, Sought};
use super::texts::{Question, Told, VersionRow};
use super::walk::Meeting;
use crate::compare::{Kept, OnlyChanged, Sheet};
use crate::edit::{Applied, Change};
use crate::model::{
    Code, Finding, Id, Moment, PrivateNote, PrivateNotes, PublicView, Showing, WalkAct, Workspace,
};
use crate::text::Language;

/// One message. The list is closed.
#[derive(Debug, Clone)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted, in one piece.
    Paste(String),
    /// The terminal has another size: columns, rows.
    Resize(u16, u16),
    /// The mouse, when it is on.
    Mouse(Mouse),
    /// A workspace was opened, or read again after its files changed.
    Loaded(Box<Opened>),
    /// The workspace cannot be opened or read again.
    LoadFailed(String),
    /// Files of the workspace changed on the disk.
    FilesChanged,
    /// An answer to [`Effect::Commit`].
    Committed {
        /// The number that the effect had.
        ticket: u64,
        /// What came of it.
        result: Result<Box<Saved>, Failure>,
    },
    /// An answer to [`Effect::Seek`].
    Sought {
        /// The number that the effect had.
        ticket: u64,
        /// The answer.
        answer: Box<Sought>,
    },
    /// An answer to [`Effect::Compare`].
    Compared {
        /// The number that the effect had.
        ticket: u64,
        /// Both sides and what differs; or why they cannot be compared.
        result: Result<Box<Sheet>, String>,
    },
    /// An answer to [`Effect::History`].
    History {
        /// The paragraph that was asked about.
        paragraph: Id,
        /// How it came to be, oldest first; or why that cannot be told.
        told: Result<Vec<Told>, String>,
    },
    /// An answer to [`Effect::Stances`]: oldest first.
    Stances {
        /// Which paragraph.
        paragraph: Id,
        /// Whose.
        parties: Vec<crate::model::Code>,
        /// What they held, with the words it was on.
        told: Vec<super::Held>,
    },
    /// An answer to [`Effect::Earlier`].
    Earlier {
        /// The words that the record keeps of those asked for.
        kept: Kept,
        /// What they were asked for.
        then: EarlierFor,
    },
    /// An answer to [`Effect::Versions`]: oldest first, the draft last.
    Versions(Vec<VersionRow>),
    /// An answer to [`Effect::Record`]: oldest first.
    Recorded {
        /// The lines.
        events: Vec<Event>,
        /// What is wrong with the chain.
        findings: Vec<Finding>,
    },
    /// The editor returned: what it was called for, and the text; `None` when nothing changed or it failed.
    Edited {
        /// What it was called for.
        target: EditTarget,
        /// The text.
        text: Option<String>,
        /// Why it failed, if it did.
        failed: Option<String>,
    },
    /// The workspaces that the picker can offer.
    Workspaces(Vec<Offer>),
    /// What is kept of the meeting: an answer to [`Effect::OpenMeeting`], or somebody else changed it.
    Meeting(Box<Meeting>),
    /// What the delegation of this session keeps for itself, or why that is not read.
    Private(Result<PrivateNotes, String>),
    /// What the room sees now: to a screen that only follows.
    Seen(Box<PublicView>),
    /// Something to say that needs no state: a copy was sent, a file was written.
    Notice(String),
    /// The terminal was taken away and came back.
    Resumed,
    /// Time passed, for notices that go away: sent at most once a second, and only while one is shown.
    Tick(Moment),
}

/// What the interface asks the world to do.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Open the workspace in this folder, or read the open one again.
    Load(Option<PathBuf>),
    /// Write a change.
    Commit {
        /// Comes back with the answer.
        ticket: u64,
        /// The change.
        change: Change,
    },
    /// Ask something of the precedents, versions and libraries. A newer question of a kind stops an older one.
    Seek {
        /// Comes back with the answer; an older one is dropped.
        ticket: u64,
        /// Libraries that are left out.
        off: Vec<Arc<str>>,
        /// The question.
        question: Seek,
    },
    /// Compare two sides.
    Compare {
        /// Comes back with the answer.
        ticket: u64,
        /// What is compared.
        question: Question,
    },
    /// Write a comparison as a page.
    Page {
        /// What is compared.
        question: Question,
        /// Into which file.
        path: PathBuf,
        /// Whether both texts stand side by side.
        beside: bool,
        /// Whether only what differs is written.
        only: OnlyChanged,
    },
    /// Follow a paragraph through all versions.
    History {
        /// Which.
        paragraph: Id,
        /// In which language.
        language: Language,
    },
    /// Read every position that these had on a paragraph.
    Stances {
        /// Which.
        paragraph: Id,
        /// Whose: a delegation, then the groups that it belongs to.
        parties: Vec<crate::model::Code>,
    },
    /// Look in the record for earlier words that no version and not this session has.
    Earlier {
        /// Their digests.
        wanted: std::collections::HashSet<crate::text::Digest>,
        /// What they are asked for; comes back with the answer.
        then: EarlierFor,
    },
    /// List the versions with what changed from each to the next.
    Versions {
        /// In which language.
        language: Language,
    },
    /// Read the record.
    Record,
    /// Open a workspace for the room: what it may see, and no more.
    OpenRoom(PathBuf),
    /// Read what is kept of the meeting, and tell when others change it.
    OpenMeeting,
    /// Keep something of the walk.
    KeepWalk(Vec<WalkAct>),
    /// Read what a delegation keeps for itself.
    LoadPrivate(Code),
    /// Keep something for a delegation alone.
    KeepPrivate {
        /// For which.
        code: Code,
        /// On which paragraph.
        id: Id,
        /// What; nothing in it takes it away.
        note: PrivateNote,
    },
    /// Say what the room sees from now on.
    ShowRoom(Showing),
    /// Look for workspaces to offer.
    FindWorkspaces,
    /// Copy to the clipboard of the terminal (OSC 52).
    Copy(String),
    /// Hand a text to `$EDITOR`.
    OpenEditor {
        /// What for.
        target: EditTarget,
        /// The text to start from.
        text: String,
        /// Lines of context, shown as comments.
        context: Vec<String>,
    },
    /// Keep words that are being typed where a crash cannot reach them; `None` when they are saved or given up.
    KeepUnsaved {
        /// Which words: the language and id of a paragraph.
        key: String,
        /// The words.
        words: Option<String>,
    },
    /// Switch the mouse on or off.
    Mouse(bool),
    /// Give the terminal back to the shell until `fg`.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Leave.
    Quit,
}

/// A mouse event, in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// Column from 0.
    pub column: u16,
    /// Row from 0.
    pub row: u16,
    /// What happened.
    pub act: MouseAct,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseAct {
    /// The left button went down.
    Click,
    /// The wheel went up.
    WheelUp,
    /// The wheel went down.
    WheelDown,
}

/// A workspace as it was read.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Its folder.
    pub root: PathBuf,
    /// What was read.
    pub workspace: Workspace,
    /// What could not be, and what is odd.
    pub findings: Vec<Finding>,
    /// Why it cannot be written, if it cannot.
    pub read_only: Option<String>,
    /// Words that an earlier session could not save: key, words, file.
    pub unsaved: Vec<(String, String, PathBuf)>,
}

/// A change that is on the disk.
#[derive(Debug, Clone)]
pub struct Saved {
    /// The change as applied to what stood on the disk.
    pub applied: Applied,
    /// Findings, when the files were read again because others had written.
    pub findings: Option<Vec<Finding>>,
    /// False: “saved, not confirmed”.
    pub confirmed: bool,
}

/// Why a change is not on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What to say.
    pub message: String,
    /// Whether the disk is to blame, so that the words are kept and it can be tried again.
    pub disk: bool,
}

/// A line of the record, as the interface shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Moment,
    /// Who.
    pub actor: String,
    /// The verb.
    pub act: String,
    /// What happened.
    pub title: String,
    /// The paragraph.
    pub paragraph: Option<Id>,
    /// The delegation.
    pub delegation: Option<crate::model::Code>,
    /// Digest of the words after it, seven digits.
    pub digest: Option<String>,
}

/// What `$EDITOR` was called for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditTarget {
    /// The words of a paragraph in a language, as they were when it was called.
    Paragraph {
        /// The language.
        language: Language,
        /// The paragraph.
        id: Id,
        /// The words that were handed over.
        base: crate::text::Digest,
    },
    /// Words in the name of a delegation, for a paragraph of the original.
    Proposal {
        /// The paragraph.
        id: Id,
        /// In whose name, and what they become.
        proposing: Box<super::Proposing>,
    },
    /// What the delegation of this session keeps for itself on a paragraph.
    Private {
        /// The paragraph.
        id: Id,
    },
    /// The note of a paragraph.
    Note {
        /// The language.
        language: Language,
        /// The paragraph.
        id: Id,
    },
}

/// What earlier words are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EarlierFor {
    /// The queue of a delegation or group.
    Queue(Code),
    /// The last change of a paragraph counts as editorial.
    Editorial(Id),
}

/// A workspace that the picker offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its folder.
    pub root: PathBuf,
    /// Its title.
    pub title: String,
    /// Its notice, if it has one.
    pub notice: Option<String>,
    /// Whether it was opened before.
    pub recent: bool,
}
