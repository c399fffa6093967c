//! The line to the person at the terminal, and what happens when it is cut: SSH drops, a window is closed.
//!
//! The terminal library reads for ever at the end of a line that was cut, and would take a whole core until somebody
//! notices. So the line is asked first, and the library only when there is something to read. Never reads a byte itself.

use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use signal_hook::consts::SIGHUP;

/// How long the program may take to end by itself after it was cut off.
const GRACE: Duration = Duration::from_secs(1);
/// Exit code of a program that was hung up on, as shells count it.
const HUNG_UP: i32 = 128 + SIGHUP;

/// Where keys come from.
pub(super) struct Line {
    /// The controlling terminal, where standard input is something else.
    tty: Option<File>,
    rung: UnixStream,
    bell: Bell,
}

/// Wakes who waits at the line, from another thread: an answer is shown when it comes, not when somebody looks next.
#[derive(Debug, Clone)]
pub(super) struct Bell(Arc<UnixStream>);

impl Bell {
    /// Rings.
    pub(super) fn ring(&self) {
        // A bell that is full has been rung.
        let _full = (&*self.0).write(&[0]);
    }
}

/// What waiting came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heard {
    /// There may be something to read.
    Something,
    /// Nothing in that time.
    Nothing,
    /// Nobody is there any more.
    Cut,
}

impl Line {
    /// The line that the terminal library reads from.
    ///
    /// # Errors
    /// There is no terminal.
    pub(super) fn open() -> io::Result<Self> {
        let tty = if io::stdin().is_terminal() {
            None
        } else {
            Some(File::open("/dev/tty")?)
        };
        end_when_cut()?;
        let (rung, bell) = UnixStream::pair()?;
        rung.set_nonblocking(true)?;
        bell.set_nonblocking(true)?;
        Ok(Self {
            tty,
            rung,
            bell: Bell(Arc::new(bell)),
        })
    }

    /// What wakes who waits.
    pub(super) fn bell(&self) -> Bell {
        self.bell.clone()
    }

    /// Waits for something to read, or for the bell.
    pub(super) fn wait(&self, patience: Duration) -> io::Result<Heard> {
        let stdin = io::stdin();
        let fd: BorrowedFd<'_> = self.tty.as_ref().map_or(stdin.as_fd(), AsFd::as_fd);
        let mut fds = [
            PollFd::from_borrowed_fd(fd, PollFlags::IN),
            PollFd::new(&self.rung, PollFlags::IN),
        ];
        let patience = Timespec {
            tv_sec: patience.as_secs() as i64,
            tv_nsec: patience.subsec_nanos().into(),
        };
        match poll(&mut fds, Some(&patience)) {
            Ok(_) => {}
            // A signal: the size changed, or the program is told to end.
            Err(Errno::INTR) => return Ok(Heard::Something),
            Err(error) => return Err(error.into()),
        }
        let [fd, bell] = fds;
        let (heard, rung) = (fd.revents(), !bell.revents().is_empty());
        if rung {
            let mut rings = [0; 64];
            while (&self.rung).read(&mut rings).is_ok_and(|count| count > 0) {}
        }
        Ok(if heard.intersects(PollFlags::HUP | PollFlags::ERR) {
            Heard::Cut
        } else if heard.is_empty() && !rung {
            Heard::Nothing
        } else {
            // Where terminals cannot be polled, the library has its own way.
            Heard::Something
        })
    }
}

/// Ends the program a moment after a hang-up if it has not ended by then: the line may be cut between asking and reading,
/// and then nothing else gets a word in.
fn end_when_cut() -> io::Result<()> {
    let (mut told, teller) = UnixStream::pair()?;
    signal_hook::low_level::pipe::register(SIGHUP, teller)?;
    std::thread::Builder::new()
        .name("line".to_owned())
        .spawn(move || {
            if told.read(&mut [0]).is_ok() {
                std::thread::sleep(GRACE);
                std::process::exit(HUNG_UP);
            }
        })?;
    Ok(())
}
