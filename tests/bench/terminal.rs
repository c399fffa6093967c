//! The program in a terminal, and what it sends.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// What ends a frame: the end of a synchronized update.
const FRAME: &[u8] = b"\x1b[?2026l";

/// A program in a terminal of 120×36.
pub(crate) struct Screen {
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    _master: Box<dyn MasterPty + Send>,
}

impl Screen {
    /// Opens a workspace.
    pub(crate) fn open(root: &Path) -> Self {
        Self::started(root, None)
    }

    /// Opens a workspace beside libraries.
    pub(crate) fn open_with(root: &Path, libraries: &Path) -> Self {
        Self::started(root, Some(libraries))
    }

    fn started(root: &Path, libraries: Option<&Path>) -> Self {
        let pair = native_pty_system()
            .openpty(PtySize {
                rows: 36,
                cols: 120,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_rapporteur"));
        command.arg(root);
        command.env("TERM", "xterm-256color");
        command.env("XDG_STATE_HOME", root.parent().unwrap());
        if let Some(libraries) = libraries {
            command.env("RAPPORTEUR_LIBRARIES", libraries);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 65_536];
            while let Ok(n) = reader.read(&mut buffer) {
                if n == 0 || sender.send(buffer[..n].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self {
            child,
            writer,
            output,
            _master: pair.master,
        }
    }

    /// Waits for the end of a frame; gives the bytes until then.
    pub(crate) fn frame(&mut self) -> usize {
        let mut seen = Vec::new();
        while !seen.windows(FRAME.len()).any(|w| w == FRAME) {
            match self.output.recv_timeout(Duration::from_secs(10)) {
                Ok(more) => seen.extend(more),
                Err(_) => break,
            }
        }
        seen.len()
    }

    /// Presses a key and waits for its frame; gives the bytes that were sent.
    pub(crate) fn key(&mut self, key: &str) -> usize {
        self.writer.write_all(key.as_bytes()).unwrap();
        self.writer.flush().unwrap();
        self.frame()
    }

    /// Waits until nothing has come for a time; gives when the last frame did, if one did.
    pub(crate) fn last_frame(&mut self, quiet: Duration) -> Option<Instant> {
        let mut last = None;
        while self.output.recv_timeout(quiet).is_ok() {
            last = Some(Instant::now());
        }
        last
    }

    /// Takes what has come.
    pub(crate) fn drain(&mut self) {
        while self.output.try_recv().is_ok() {}
    }

    /// Waits until nothing more comes.
    pub(crate) fn settle(&mut self) {
        while self.output.recv_timeout(Duration::from_millis(600)).is_ok() {}
    }

    /// Bytes that come within a time.
    pub(crate) fn bytes_within(&mut self, time: Duration) -> usize {
        let began = std::time::Instant::now();
        let mut bytes = 0;
        while let Some(left) = time.checked_sub(began.elapsed()) {
            match self.output.recv_timeout(left) {
                Ok(more) => bytes += more.len(),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        bytes
    }

    /// Resident memory of the program, now and at its highest.
    pub(crate) fn memory(&self) -> String {
        let Some(pid) = self.child.process_id() else {
            return "unknown".to_owned();
        };
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let field = |name: &str| {
            let line = status.lines().find_map(|l| l.strip_prefix(name))?;
            line.trim()
                .trim_end_matches(" kB")
                .trim()
                .parse::<f64>()
                .ok()
        };
        match (field("VmRSS:"), field("VmHWM:")) {
            (Some(now), Some(high)) => {
                format!("{:.0} MB, at most {:.0} MB", now / 1024.0, high / 1024.0)
            }
            _ => "unknown".to_owned(),
        }
    }

    /// Ends the program.
    pub(crate) fn leave(mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}
