//! The program, run under the eyes of a guard: it is stopped when it has used more of a processor than any file may cost.
//!
//! What counts is the time that a processor worked for it, not the time that passed, so that a busy machine hangs nobody.

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// Most that a processor may work for one run. A program that was built to be debugged is some times slower.
const MOST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 2 });
/// Most that may pass: nothing here waits for anything, so this ends what is blocked.
const LONGEST: Duration = Duration::from_mins(2);

/// Runs the program and gives all that it wrote.
#[track_caller]
pub(super) fn run(root: &Path, arguments: &[&str], what: &str) -> Vec<u8> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .args(arguments)
        .current_dir(root)
        .env_clear()
        .env("HOME", root.join("private"))
        .env("RAPPORTEUR_NOW", "2010-06-23T15:04:05+05:00")
        .env("RAPPORTEUR_SEED", "seed")
        .env("RAPPORTEUR_USER", "rapporteur")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (sender, written) = channel();
    let pipes: [Box<dyn Read + Send>; 2] = [
        Box::new(child.stdout.take().unwrap()),
        Box::new(child.stderr.take().unwrap()),
    ];
    for mut pipe in pipes {
        let sender = sender.clone();
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            pipe.read_to_end(&mut bytes).unwrap();
            sender.send(bytes).unwrap();
        });
    }
    let (began, mut all, mut open) = (Instant::now(), Vec::new(), 2);
    while open > 0 {
        match written.recv_timeout(Duration::from_millis(20)) {
            Ok(bytes) => {
                all.extend(bytes);
                open -= 1;
            }
            Err(RecvTimeoutError::Timeout) => {
                let worked = worked(&child).unwrap_or_default();
                if worked > MOST || began.elapsed() > LONGEST {
                    child.kill().unwrap();
                    panic!("{what}: {arguments:?} hangs, after {worked:?} of work");
                }
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    let code = child.wait().unwrap().code();
    let said = String::from_utf8_lossy(&all);
    assert!(
        matches!(code, Some(0..=2)) && !said.contains("panicked"),
        "{what}: {arguments:?} ended with {code:?}: {said}"
    );
    all
}

/// How long processors worked for a child; where the system does not say, only the other limit holds.
fn worked(child: &Child) -> Option<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", child.id())).ok()?;
    let (_, after) = stat.rsplit_once(") ")?;
    let ticks = |field: usize| after.split(' ').nth(field)?.parse::<u64>().ok();
    // `utime` and `stime` of proc(5), in hundredths of a second.
    Some(Duration::from_millis((ticks(11)? + ticks(12)?) * 10))
}
