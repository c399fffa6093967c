//! The interface in a terminal: read, update, draw, carry out.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};

use super::line::{Heard, Line};
use super::seeking::Seeker;
use super::session::{CLIPBOARD_LIMIT, Session};
use super::worker::{Job, Worker};
use super::{input, new_app, world};
use crate::app::precedents::ask::Seek;
use crate::app::{self, App, Effect, Msg, Options};
use crate::cli::editor;
use crate::edit::Access;

/// How long the loop sleeps when nothing is under way.
const IDLE: Duration = Duration::from_millis(200);
/// How long it sleeps while the worker is at it.
const WAITING: Duration = Duration::from_millis(4);
/// How often the files are looked at.
const LOOK: Duration = Duration::from_millis(500);
/// How often time passes while a notice is shown.
const TICK: Duration = Duration::from_secs(1);

/// What the interface begins with.
#[derive(Debug, Clone)]
pub(super) enum Start {
    /// A workspace.
    Workspace(PathBuf),
    /// The choice of one.
    Picker,
    /// The room's screen of a workspace, which can do nothing else.
    Room(PathBuf),
}

impl Start {
    /// What is asked for first.
    pub(super) fn effect(self) -> Effect {
        match self {
            Self::Workspace(root) => Effect::Load(Some(root)),
            Self::Picker => Effect::FindWorkspaces,
            Self::Room(root) => Effect::OpenRoom(root),
        }
    }
}

/// Runs the interface until it is left.
///
/// # Errors
/// A sentence: the terminal or the workspace failed.
pub(super) fn run(
    options: Options,
    start: Start,
    user: &str,
    access: Access,
) -> Result<(), String> {
    let told = Arc::new(AtomicBool::new(false));
    for signal in [SIGTERM, SIGHUP, SIGINT] {
        signal_hook::flag::register(signal, told.clone()).map_err(|e| format!("signals: {e}"))?;
    }
    let mut back = Background::start(Worker::new(user, access));
    // The workspace is read while the terminal is made ready.
    let waits = !matches!(start, Start::Picker);
    back.give(Job::Effect(start.effect(), world::now()));
    let first = if waits { back.wait() } else { None };
    if let Some(Msg::LoadFailed(why)) = first {
        return Err(why);
    }
    let line = Line::open().map_err(|e| format!("the terminal: {e}"))?;
    let session = Session::enter().map_err(|e| format!("the terminal: {e}"))?;
    let app = new_app(options, user, access, session.size());
    let mut shell = Shell {
        app,
        seeker: Seeker::start(&line.bell()),
        line,
        session,
        back,
        questions: Vec::new(),
        told,
        over: false,
        dirty: true,
        ticked: Instant::now(),
    };
    let result = shell.run(first);
    if result.is_err() || shell.told.load(Ordering::SeqCst) {
        shell.keep_words();
    }
    let Shell { session, back, .. } = shell;
    drop(session);
    // What is being written is written to its end.
    back.finish();
    result
}

struct Shell {
    app: App,
    line: Line,
    session: Session,
    back: Background,
    seeker: Seeker,
    /// Asked once the frame is drawn: who searches must not take the processor from who draws.
    questions: Vec<(u64, Vec<Arc<str>>, Seek)>,
    told: Arc<AtomicBool>,
    over: bool,
    dirty: bool,
    ticked: Instant,
}

impl Shell {
    fn run(&mut self, first: Option<Msg>) -> Result<(), String> {
        let failed = |error: std::io::Error| format!("the terminal: {error}");
        self.session.title(&self.app.title()).map_err(failed)?;
        if let Some(msg) = first {
            self.tell(msg).map_err(failed)?;
        }
        // What came since the terminal was taken.
        self.take_events().map_err(failed)?;
        while !self.over {
            if self.told.load(Ordering::SeqCst) {
                return Ok(());
            }
            if self.dirty {
                self.session.draw(&self.app).map_err(failed)?;
                self.dirty = false;
            }
            self.ask();
            self.step().map_err(failed)?;
        }
        Ok(())
    }

    /// Asks what came up since the last frame.
    fn ask(&mut self) {
        for (ticket, off, question) in self.questions.drain(..) {
            if let Some(workspace) = self.app.workspace() {
                self.seeker.ask(ticket, off, question, workspace);
            }
        }
    }

    /// Waits for one thing to happen, then takes all that has happened.
    fn step(&mut self) -> std::io::Result<()> {
        // Answers of the seeker ring.
        let patience = if self.back.under_way > 0 {
            WAITING
        } else {
            IDLE
        };
        if self.line.wait(patience)? == Heard::Cut {
            self.told.store(true, Ordering::SeqCst);
            return Ok(());
        }
        self.take_events()?;
        while let Some(msg) = self.back.answer() {
            self.app.set_now(world::now());
            self.tell(msg)?;
        }
        while let Some(msg) = self.seeker.answer() {
            self.tell(msg)?;
        }
        if self.app.needs_tick() && self.ticked.elapsed() >= TICK {
            self.ticked = Instant::now();
            self.tell(Msg::Tick(world::now()))?;
        }
        Ok(())
    }

    /// Takes what the terminal said, all of it: the library keeps nothing back that the line does not show.
    fn take_events(&mut self) -> std::io::Result<()> {
        while !self.over && crossterm::event::poll(Duration::ZERO)? {
            if let Some(msg) = input::message(crossterm::event::read()?) {
                self.app.set_now(world::now());
                self.tell(msg)?;
            }
        }
        Ok(())
    }

    fn tell(&mut self, msg: Msg) -> std::io::Result<()> {
        // Time that passes, and files of which it is not known yet what they say, change the screen only when a notice
        // comes or goes: nothing is sent for them otherwise.
        let quiet = matches!(msg, Msg::Tick(_) | Msg::FilesChanged);
        let noticed = self.app.notice().is_some();
        let countdown = self.app.countdown();
        let effects = app::update(&mut self.app, msg);
        // Silence that runs is counted down by the minute.
        let counted = countdown != self.app.countdown();
        self.dirty |= !quiet || counted || noticed != self.app.notice().is_some();
        for effect in effects {
            self.carry_out(effect)?;
        }
        Ok(())
    }

    fn carry_out(&mut self, effect: Effect) -> std::io::Result<()> {
        match effect {
            Effect::Quit => self.over = true,
            Effect::Redraw => self.session.forget()?,
            Effect::Mouse(on) => self.session.mouse(on)?,
            Effect::Copy(text) if text.len() > CLIPBOARD_LIMIT => {
                let msg = format!(
                    "Not copied: {} bytes are more than terminals take.",
                    text.len()
                );
                self.tell(Msg::Notice(msg))?;
            }
            Effect::Copy(text) => {
                self.session.copy(&text)?;
                self.tell(Msg::Notice(
                    "Sent to the clipboard of the terminal.".to_owned(),
                ))?;
            }
            Effect::OpenEditor {
                target,
                text,
                context,
            } => {
                let result = self.session.lend(|| editor::edit(&text, &context))?;
                let (text, failed) = match result {
                    Ok(text) => (text, None),
                    Err(why) => (None, Some(why)),
                };
                self.app.set_now(world::now());
                self.tell(Msg::Edited {
                    target,
                    text,
                    failed,
                })?;
            }
            Effect::Suspend => {
                self.session
                    .lend(|| signal_hook::low_level::emulate_default_handler(SIGTSTP))??;
                self.tell(Msg::Resumed)?;
            }
            Effect::Seek {
                ticket,
                off,
                question,
            } => self.questions.push((ticket, off, question)),
            other => self.back.give(Job::Effect(other, world::now())),
        }
        Ok(())
    }

    /// Puts words that are being typed where the next session finds them.
    fn keep_words(&mut self) {
        if let Some((key, words)) = self.app.unsaved_words() {
            let effect = Effect::KeepUnsaved {
                key,
                words: Some(words),
            };
            self.back.give(Job::Effect(effect, world::now()));
        }
    }
}

/// The worker on its own thread.
struct Background {
    jobs: Sender<Option<Job>>,
    answers: Receiver<Answer>,
    thread: JoinHandle<()>,
    under_way: usize,
}

/// What the worker said, and how many of the jobs it was given that settles.
struct Answer {
    msg: Option<Msg>,
    settles: usize,
}

impl Background {
    fn start(worker: Worker) -> Self {
        let (jobs, inbox) = mpsc::channel();
        let (outbox, answers) = mpsc::channel();
        let thread = std::thread::spawn(move || work(worker, &inbox, &outbox));
        Self {
            jobs,
            answers,
            thread,
            under_way: 0,
        }
    }

    fn give(&mut self, job: Job) {
        self.under_way += 1;
        if self.jobs.send(Some(job)).is_err() {
            self.under_way = 0;
        }
    }

    /// Waits for the answer to the only job.
    fn wait(&mut self) -> Option<Msg> {
        let answer = self.answers.recv().ok()?;
        self.under_way = self.under_way.saturating_sub(answer.settles);
        answer.msg
    }

    fn answer(&mut self) -> Option<Msg> {
        loop {
            let answer = self.answers.try_recv().ok()?;
            self.under_way = self.under_way.saturating_sub(answer.settles);
            if answer.msg.is_some() {
                return answer.msg;
            }
        }
    }

    fn finish(self) {
        let _gone = self.jobs.send(None);
        let _panicked = self.thread.join();
    }
}

fn work(mut worker: Worker, inbox: &Receiver<Option<Job>>, outbox: &Sender<Answer>) {
    let mut waiting: VecDeque<Job> = VecDeque::new();
    loop {
        if waiting.is_empty() {
            match inbox.recv_timeout(LOOK) {
                Ok(Some(job)) => waiting.push_back(job),
                Ok(None) | Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {
                    if let Some(msg) = worker.run(Job::Look)
                        && outbox
                            .send(Answer {
                                msg: Some(msg),
                                settles: 0,
                            })
                            .is_err()
                    {
                        return;
                    }
                    continue;
                }
            }
        }
        let mut last = false;
        while let Ok(more) = inbox.try_recv() {
            match more {
                Some(job) => waiting.push_back(job),
                None => last = true,
            }
        }
        while let Some(job) = waiting.pop_front() {
            let msg = worker.run(job);
            if outbox.send(Answer { msg, settles: 1 }).is_err() && !last {
                return;
            }
        }
        if last {
            return;
        }
    }
}
