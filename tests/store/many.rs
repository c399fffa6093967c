//! Many writers, and writers that are killed: nothing acknowledged is lost, nothing is ever half.
//!
//! The writers are this test binary itself, started with `RAPPORTEUR_TEST_CHILD` set. `RAPPORTEUR_TEST_FULL=1` runs the
//! full numbers.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use rapporteur::edit::Change;
use rapporteur::model::{Severity, Stance};
use rapporteur::store::Store;

use super::scene::*;

fn full() -> bool {
    std::env::var_os("RAPPORTEUR_TEST_FULL").is_some()
}

fn start(kind: &str, root: &Path, number: usize, turns: usize) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "store::many::child",
            "--nocapture",
            "--test-threads=1",
        ])
        .env("RAPPORTEUR_TEST_CHILD", format!("{kind} {number} {turns}"))
        .env("RAPPORTEUR_TEST_ROOT", root)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// What a child does; in a run of the tests itself, nothing.
#[test]
fn child() {
    let (Ok(what), Some(root)) = (
        std::env::var("RAPPORTEUR_TEST_CHILD"),
        std::env::var_os("RAPPORTEUR_TEST_ROOT"),
    ) else {
        return;
    };
    let mut words = what.split(' ');
    let (kind, number) = (words.next().unwrap(), words.next().unwrap());
    let turns: usize = words.next().unwrap().parse().unwrap();
    let (mut store, loaded) = Store::open(Path::new(&root)).unwrap();
    let mut ws = loaded.workspace;
    for turn in 0..turns {
        let stance = if turn % 2 == 0 {
            Stance::Agree
        } else {
            Stance::Oppose
        };
        let code = format!("D{number}");
        let change = match (kind, turn % 3) {
            ("positions", _) | (_, 0) => set_position(&ws, &code, "aaaa0001", stance),
            (_, 1) => set_text(
                &ws,
                "aaaa0002",
                &format!(
                    "Words of {number} in turn {turn} of {}. ",
                    std::process::id()
                )
                .repeat(40),
            ),
            _ => Change::SetNote {
                language: rapporteur::text::Language::FRENCH,
                paragraph: id("aaaa0001"),
                note: Some(format!("note {number}.{turn} of {}", std::process::id()).into()),
            },
        };
        if let Ok(done) = store.commit(&ws, &change, &stamp()) {
            let line = store
                .record()
                .0
                .into_iter()
                .filter(|e| e.act != "observed")
                .count();
            if !done.applied.touches.is_empty() {
                println!("\nack {line} {}", done.applied.title);
            }
            std::io::stdout().flush().unwrap();
            ws = done.applied.workspace;
        } else {
            println!("\nrefused");
            ws = store.load().unwrap().workspace;
        }
    }
}

fn crowd(members: usize) -> tempfile::TempDir {
    let dir = scene();
    let more: Vec<String> = (0..members)
        .map(|n| format!("- {{code: D{n}, name: Delegation {n}}}\n"))
        .collect();
    let more = more.concat();
    write(
        dir.path(),
        "workspace.yaml",
        WORKSPACE.replace("groups:\n", &format!("{more}groups:\n")),
    );
    dir
}

fn acks(child: &mut Child) -> usize {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    lines
        .map_while(Result::ok)
        .filter(|line| line.starts_with("ack "))
        .count()
}

#[test]
fn writers_at_once_lose_nothing() {
    let (writers, turns) = if full() { (50, 20) } else { (6, 8) };
    let dir = crowd(writers);
    let mut children: Vec<Child> = (0..writers)
        .map(|n| start("positions", dir.path(), n, turns))
        .collect();
    let acknowledged: usize = children.iter_mut().map(acks).sum();
    assert!(children.iter_mut().all(|c| c.wait().unwrap().success()));
    assert_eq!(acknowledged, writers * turns);
    let (store, loaded) = open(dir.path());
    assert!(
        loaded.findings.iter().all(|f| f.severity < Severity::Error),
        "{:?}",
        loaded.findings
    );
    let (events, findings) = store.record();
    assert_eq!(findings, []);
    for n in 0..writers {
        let code = format!("D{n}").parse().unwrap();
        let told = events
            .iter()
            .filter(|e| e.act == "position" && e.delegation == Some(code))
            .count();
        assert_eq!(told, turns);
        let stance = &loaded
            .workspace
            .position(code, id("aaaa0001"))
            .unwrap()
            .stance;
        assert_eq!(
            *stance,
            if turns % 2 == 1 {
                Stance::Agree
            } else {
                Stance::Oppose
            }
        );
    }
    assert!(
        events.iter().all(|e| e.act != "observed"),
        "nobody but us was here"
    );
}

#[test]
fn a_killed_writer_leaves_nothing_half() {
    let kills = if full() { 500 } else { 25 };
    let dir = crowd(1);
    let root = dir.path();
    open(root);
    let mut acknowledged = 0;
    for kill in 0..kills {
        let mut victim = start("mixed", root, 0, 1_000);
        let mut lines = BufReader::new(victim.stdout.take().unwrap()).lines();
        // At a moment that depends on how far it came, and on how fast this loop runs.
        let mut seen = 0;
        while seen < 1 + kill % 4 {
            match lines.next() {
                Some(Ok(line)) => seen += usize::from(line.starts_with("ack ")),
                _ => break,
            }
            let (_, loaded) = Store::open_read_only(root).unwrap();
            assert!(
                loaded.findings.iter().all(|f| f.severity < Severity::Error),
                "{:?}",
                loaded.findings
            );
        }
        for _ in 0..(kill * 7919) % 200_000 {
            std::hint::black_box(kill);
        }
        victim.kill().unwrap();
        victim.wait().unwrap();
        seen += lines
            .map_while(Result::ok)
            .filter(|line| line.starts_with("ack "))
            .count();
        acknowledged += seen;
        let (store, loaded) = open(root);
        assert!(
            loaded.findings.iter().all(|f| f.severity < Severity::Error),
            "{:?}",
            loaded.findings
        );
        let (events, findings) = store.record();
        assert_eq!(findings, []);
        let told = events.iter().filter(|e| e.act != "observed").count();
        assert!(told >= acknowledged, "{told} of {acknowledged}");
        assert_eq!(
            told,
            events.len(),
            "what a crash left was finished, not observed"
        );
        assert!(
            files(root)
                .iter()
                .all(|f| f.extension().is_none_or(|e| e != "tmp")),
            "{:?}",
            files(root)
        );
        acknowledged = told;
    }
}
