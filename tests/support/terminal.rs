//! The program in a real terminal, read back through a terminal emulator. Waits for what is shown, never for a time.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Longest that anything may take before a test fails.
const PATIENCE: Duration = Duration::from_secs(30);

/// What came out so far, and the screen that it makes.
struct Shown {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    closed: bool,
}

/// The emulator has no terminal without cells.
fn at_least_one(cells: u16) -> NonZero<u16> {
    NonZero::new(cells).unwrap_or(NonZero::<u16>::MIN)
}

/// A program in a terminal.
pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    shown: Arc<(Mutex<Shown>, Condvar)>,
}

impl Terminal {
    /// Opens a workspace in a terminal of that size, with more variables of the environment.
    pub(crate) fn open(root: &Path, columns: u16, rows: u16, environment: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_rapporteur"));
        command.arg(root);
        Self::run(command, root, columns, rows, environment)
    }

    /// Runs a command in a terminal. Its home is beside `root`.
    pub(crate) fn run(
        mut command: CommandBuilder,
        root: &Path,
        columns: u16,
        rows: u16,
        environment: &[(&str, &str)],
    ) -> Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let home = root.parent().unwrap();
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", home);
        command.env("XDG_STATE_HOME", home.join("state"));
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("USER", "tester");
        command.cwd(home);
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let parser = vt100::Parser::new(at_least_one(rows), at_least_one(columns), 0);
        let shown = Arc::new((
            Mutex::new(Shown {
                parser,
                bytes: Vec::new(),
                closed: false,
            }),
            Condvar::new(),
        ));
        let inside = shown.clone();
        std::thread::spawn(move || {
            let mut buffer = [0; 16_384];
            loop {
                let read = reader.read(&mut buffer).unwrap_or(0);
                let mut shown = inside.0.lock().unwrap();
                if read == 0 {
                    shown.closed = true;
                } else {
                    shown.parser.process(&buffer[..read]);
                    shown.bytes.extend_from_slice(&buffer[..read]);
                }
                inside.1.notify_all();
                if read == 0 {
                    return;
                }
            }
        });
        Self {
            child,
            master: pair.master,
            writer,
            shown,
        }
    }

    /// Sends bytes as a keyboard would.
    pub(crate) fn send(&mut self, keys: &str) -> &mut Self {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
        self
    }

    /// Waits until the screen shows some text.
    #[track_caller]
    pub(crate) fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait(&format!("“{text}”"), |shown| {
            shown.parser.screen().contents().contains(text)
        })
    }

    /// Waits until the screen shows one of these; gives the place of the first that it shows.
    #[track_caller]
    pub(crate) fn wait_for_any(&mut self, texts: &[&str]) -> usize {
        self.wait(&format!("one of {texts:?}"), |shown| {
            let screen = shown.parser.screen().contents();
            texts.iter().any(|text| screen.contains(text))
        });
        let screen = self.screen();
        let first = texts.iter().position(|text| screen.contains(text));
        first.unwrap_or(texts.len())
    }

    /// Waits until the screen no longer shows some text.
    #[track_caller]
    pub(crate) fn wait_until_gone(&mut self, text: &str) -> &mut Self {
        self.wait(&format!("“{text}” to go"), |shown| {
            !shown.parser.screen().contents().contains(text)
        })
    }

    /// Waits until these bytes were sent to the terminal.
    #[track_caller]
    pub(crate) fn wait_for_bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.wait(&format!("{bytes:?}"), |shown| {
            shown.bytes.windows(bytes.len()).any(|w| w == bytes)
        })
    }

    #[track_caller]
    fn wait(&mut self, what: &str, ready: impl Fn(&Shown) -> bool) -> &mut Self {
        let began = Instant::now();
        {
            let mut shown = self.shown.0.lock().unwrap();
            while !ready(&shown) {
                let left = PATIENCE.checked_sub(began.elapsed());
                let over = left.is_none() || shown.closed;
                assert!(
                    !over,
                    "waited for {what}; the screen is\n{}",
                    shown.parser.screen().contents()
                );
                shown = self.shown.1.wait_timeout(shown, left.unwrap()).unwrap().0;
            }
        }
        self
    }

    /// Waits until that many whole frames were drawn, and no frame is half drawn.
    #[track_caller]
    pub(crate) fn wait_for_frames(&mut self, many: usize) -> &mut Self {
        self.wait(&format!("{many} frames"), |shown| {
            let (begun, ended) = frames(&shown.bytes);
            begun == ended && ended >= many
        })
    }

    /// How many frames were begun, and how many ended.
    pub(crate) fn frames(&self) -> (usize, usize) {
        frames(&self.shown.0.lock().unwrap().bytes)
    }

    /// Waits until the program has ended; gives its exit code.
    #[track_caller]
    pub(crate) fn ended(&mut self) -> u32 {
        self.wait("the end", |shown| shown.closed);
        self.child.wait().unwrap().exit_code()
    }

    /// Changes the size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.shown
            .0
            .lock()
            .unwrap()
            .parser
            .screen_mut()
            .set_size(at_least_one(rows), at_least_one(columns));
        self.master
            .resize(PtySize {
                rows,
                cols: columns,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
        self
    }

    /// What the screen shows.
    pub(crate) fn screen(&self) -> String {
        self.shown.0.lock().unwrap().parser.screen().contents()
    }

    /// Row and column of the cursor, and whether it is hidden.
    pub(crate) fn cursor(&self) -> ((u16, u16), bool) {
        let shown = self.shown.0.lock().unwrap();
        (
            shown.parser.screen().cursor_position(),
            shown.parser.screen().hide_cursor(),
        )
    }

    /// Every byte that was sent to the terminal.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.shown.0.lock().unwrap().bytes.clone()
    }

    /// Process id of the program.
    pub(crate) fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

/// Beginnings and ends of synchronized updates.
fn frames(bytes: &[u8]) -> (usize, usize) {
    let count = |sign: &[u8]| bytes.windows(sign.len()).filter(|w| *w == sign).count();
    (count(b"\x1b[?2026h"), count(b"\x1b[?2026l"))
}

/// Waits until something is so that nothing tells of: asks again and again.
#[track_caller]
pub(crate) fn wait_until(what: &str, ready: impl Fn() -> bool) {
    let began = Instant::now();
    while !ready() {
        assert!(began.elapsed() < PATIENCE, "waited for {what}");
        std::thread::yield_now();
    }
}
