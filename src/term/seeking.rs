//! Agreed language, asked beside everything else: the interface never waits for it, and a newer question stops an older
//! one of its kind. Two threads, so that what somebody types is not behind what takes longer.
//!
//! Start at [`Seeker::ask`].

mod shelf;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::line::Bell;
use crate::app::Msg;
use crate::app::precedents::ask::{self, Kind, Seek, Shelved, Sought};
use crate::model::Workspace;

pub(super) use shelf::Shelf;

/// How long words that are being typed are left alone: who types on needs the processor, and no answer yet.
const SETTLED: Duration = Duration::from_millis(30);

/// A question on its way.
struct Job {
    ticket: u64,
    off: Vec<Arc<str>>,
    question: Seek,
    workspace: Workspace,
    asked: Instant,
}

/// The last question of each kind.
type Latest = Arc<[AtomicU64; Kind::COUNT]>;

/// Asks, and hears the answers.
pub(super) struct Seeker {
    typed: Sender<Job>,
    longer: Sender<Job>,
    answers: Receiver<Msg>,
    latest: Latest,
}

/// Where answers go.
#[derive(Clone)]
struct Outbox {
    answers: Sender<Msg>,
    bell: Bell,
}

impl Outbox {
    /// Gives an answer, and rings; `false` when nobody is there any more.
    fn send(&self, answer: Msg) -> bool {
        let heard = self.answers.send(answer).is_ok();
        self.bell.ring();
        heard
    }
}

impl Seeker {
    /// A seeker over the libraries of this person, which rings when there is an answer.
    pub(super) fn start(bell: &Bell) -> Self {
        let latest: Latest = Arc::new(Default::default());
        let shelf = Arc::new(Mutex::new(Shelf::default()));
        let (sender, answers) = mpsc::channel();
        let outbox = Outbox {
            answers: sender,
            bell: bell.clone(),
        };
        let lane = || {
            let (jobs, inbox) = mpsc::channel();
            let (shelf, latest, outbox) = (shelf.clone(), latest.clone(), outbox.clone());
            std::thread::spawn(move || work(&shelf, &latest, &inbox, &outbox));
            jobs
        };
        let (typed, longer) = (lane(), lane());
        Self {
            typed,
            longer,
            answers,
            latest,
        }
    }

    /// Asks about what a workspace and the libraries have.
    pub(super) fn ask(
        &mut self,
        ticket: u64,
        off: Vec<Arc<str>>,
        question: Seek,
        workspace: &Workspace,
    ) {
        let kind = question.kind();
        if let Some(latest) = self.latest.get(kind as usize) {
            latest.store(ticket, Ordering::SeqCst);
        }
        let lane = if question.is_long() {
            &self.longer
        } else {
            &self.typed
        };
        let job = Job {
            ticket,
            off,
            question,
            workspace: workspace.clone(),
            asked: Instant::now(),
        };
        // A lane ends when nobody hears its answers.
        let _ended = lane.send(job);
    }

    /// The next answer that is there.
    pub(super) fn answer(&mut self) -> Option<Msg> {
        self.answers.try_recv().ok()
    }
}

fn work(shelf: &Mutex<Shelf>, latest: &Latest, inbox: &Receiver<Job>, outbox: &Outbox) {
    while let Ok(job) = inbox.recv() {
        let asked = latest.get(job.question.kind() as usize);
        let stop = || asked.is_some_and(|last| last.load(Ordering::SeqCst) != job.ticket);
        if job.question.follows_typing() {
            std::thread::sleep(SETTLED.saturating_sub(job.asked.elapsed()));
        }
        let msg = if stop() {
            None
        } else {
            answered(shelf, &job, &stop, outbox)
        };
        if msg.is_some_and(|msg| !outbox.send(msg)) {
            return;
        }
    }
}

fn answered(
    shelf: &Mutex<Shelf>,
    job: &Job,
    stop: &dyn Fn() -> bool,
    outbox: &Outbox,
) -> Option<Msg> {
    // The shelf is let go before it is searched: searches wait for nobody.
    let mut held = shelf.lock().unwrap_or_else(PoisonError::into_inner);
    let answer = match &job.question {
        Seek::Shelves => Some(Sought::Shelves(held.look(&job.workspace))),
        Seek::Mend(name) => {
            drop(held);
            let how = crate::cli::mend_library(name);
            let mut held = shelf.lock().unwrap_or_else(PoisonError::into_inner);
            Some(mended(name, how, held.look(&job.workspace)))
        }
        _ => {
            // Libraries that another program changed meanwhile are searched as they are now, and that is told.
            if held.is_overtaken() {
                let told = said(job.ticket, Sought::Shelves(held.look(&job.workspace)));
                outbox.send(told);
            }
            let shelves = held.shelves(&job.workspace, &job.off);
            drop(held);
            ask::answer(&shelves, &job.question, stop)
        }
    };
    answer.map(|answer| said(job.ticket, answer))
}

fn mended(name: &Arc<str>, how: Result<u64, String>, shelves: Vec<Shelved>) -> Sought {
    Sought::Mended {
        name: name.clone(),
        how,
        shelves,
    }
}

fn said(ticket: u64, answer: Sought) -> Msg {
    Msg::Sought {
        ticket,
        answer: Box::new(answer),
    }
}

/// Answers in line, for who has no threads.
pub(super) fn answer_now(
    shelf: &mut Shelf,
    ticket: u64,
    off: &[Arc<str>],
    question: &Seek,
    workspace: &Workspace,
) -> Option<Msg> {
    let answer = match question {
        Seek::Shelves => Some(Sought::Shelves(shelf.look(workspace))),
        Seek::Mend(name) => {
            let how = crate::cli::mend_library(name);
            Some(mended(name, how, shelf.look(workspace)))
        }
        _ => ask::answer(&shelf.shelves(workspace, off), question, &|| false),
    };
    answer.map(|answer| said(ticket, answer))
}
