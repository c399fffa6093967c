//! Writers of a library that are killed: whatever they were doing, the library is the old one or the new one, and who
//! reads meanwhile never sees anything else.
//!
//! The writers are this test binary itself, started with `RAPPORTEUR_TEST_CHILD` set.

use std::collections::HashSet;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rapporteur::model::Role;
use rapporteur::precedent::{Builder, Library, Line, Query, Record};
use rapporteur::store::{Libraries, Source};
use rapporteur::text::Language;

const DOCUMENTS: usize = 40;

/// Writes a library of which every paragraph says which turn it is from.
fn write(libraries: &Libraries, turn: usize) {
    let mut builder = Builder::new();
    let mut fresh = Vec::new();
    for number in 0..DOCUMENTS {
        let path = format!("/from/{number}");
        let record = Record {
            source: Some(path.as_str().into()),
            ..Record::new(&format!("A/{number}"), Language::ENGLISH)
        };
        let texts: Vec<String> = (0..20)
            .map(|at| {
                format!("The parties recall paragraph {at} of document {number} in turn t{turn}")
            })
            .collect();
        let lines = texts.iter().zip(1..).map(|(text, place)| Line {
            text,
            label: None,
            place,
            role: Role::Paragraph,
            verb: None,
        });
        builder.add(record, lines);
        fresh.push(Source {
            path,
            under: None,
            size: turn as u64,
            modified: 0,
        });
    }
    let mut writer = libraries.write("sc").unwrap();
    writer.replace(builder, fresh, &HashSet::new()).unwrap();
}

/// The turn that all paragraphs of the library are from.
fn turn(libraries: &Libraries) -> usize {
    let mut opened = libraries.open("sc").unwrap();
    opened.check();
    assert!(!opened.is_damaged(), "{:?}", opened.damaged);
    assert_eq!(opened.contents().paragraphs as usize, DOCUMENTS * 20);
    let turns: HashSet<u64> = opened.sources.iter().map(|source| source.size).collect();
    assert_eq!(turns.len(), 1);
    let turn = *turns.iter().next().unwrap() as usize;
    let mut library = Library::new();
    for segment in opened.segments {
        library.add("sc", segment);
    }
    let query = Query::new(format!("paragraph 7 of document 11 in turn \"t{turn}\""));
    let hits = library.search_until(&query, &|| false).unwrap();
    assert_eq!(&*hits[0].symbol, "A/11");
    turn
}

/// What a child does; in a run of the tests itself, nothing.
#[test]
fn child() {
    let (Ok(from), Some(root)) = (
        std::env::var("RAPPORTEUR_TEST_CHILD"),
        std::env::var_os("RAPPORTEUR_TEST_ROOT"),
    ) else {
        return;
    };
    let libraries = Libraries::at(Path::new(&root));
    for turn in from.parse::<usize>().unwrap().. {
        write(&libraries, turn);
    }
}

fn start(root: &Path, from: usize) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "store::libraries::child", "--test-threads=1"])
        .env("RAPPORTEUR_TEST_CHILD", from.to_string())
        .env("RAPPORTEUR_TEST_ROOT", root)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn killed_at_any_moment_a_writer_leaves_a_whole_library() {
    let full = std::env::var_os("RAPPORTEUR_TEST_FULL").is_some();
    let kills = if full { 200 } else { 12 };
    let folder = tempfile::tempdir().unwrap();
    let libraries = Libraries::at(folder.path());
    write(&libraries, 0);
    let mut last = 0;
    for kill in 0..kills {
        let mut victim = start(folder.path(), last + 1);
        // Not before it has written something, and then at an odd moment of what it does next. Who reads meanwhile
        // sees the library whole, again and again.
        while turn(&libraries) == last {
            std::thread::yield_now();
        }
        let moment = u64::from(kill as u32).wrapping_mul(7919) % 60;
        std::thread::sleep(Duration::from_millis(moment));
        victim.kill().unwrap();
        victim.wait().unwrap();
        let found = turn(&libraries);
        assert!(found > last);
        last = found;
    }
    write(&libraries, last + 1);
    assert_eq!(turn(&libraries), last + 1);
    let left: Vec<String> = std::fs::read_dir(folder.path().join("sc"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(left.len(), 4, "{left:?}");
}
