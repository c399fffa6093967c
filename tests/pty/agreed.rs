//! Agreed language in a real terminal: a library is built, a paragraph of it is found by words with slips, put in where
//! the caret is, and kept with its source.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::copy_of;
use crate::support::terminal::{Terminal, wait_until};

/// A library of a few lines in six languages.
const LINES: &str = r#"{"symbol":"S/RES/9001 (2001)","lang":"en","date":"2001-05-01","num":"4","title":"On access","text":"Calls upon all parties to allow safe, rapid and unhindered humanitarian access to all persons in need;"}
{"symbol":"S/RES/9002 (2004)","lang":"en","date":"2004-05-01","num":"7","title":"On access","text":"Calls upon all parties to allow safe, timely and unhindered humanitarian access to all persons in need;"}
{"symbol":"S/RES/9003 (2005)","lang":"fr","date":"2005-05-01","num":"2","text":"Engage toutes les parties à permettre un accès humanitaire sans entrave;"}
{"symbol":"S/RES/9005 (2007)","lang":"ru","date":"2007-05-01","num":"3","text":"настоятельно призывает обеспечить беспрепятственный гуманитарный доступ;"}
{"symbol":"S/RES/9006 (2008)","lang":"zh","date":"2008-05-01","num":"5","text":"敦促各国允许安全和不受阻碍的人道主义准入；"}
{"symbol":"S/RES/9007 (2009)","lang":"ar","date":"2009-05-01","num":"6","text":"يحث جميع الدول على السماح بوصول المساعدات الإنسانية دون عوائق؛"}
"#;

fn library(folder: &Path) -> String {
    let lines = folder.join("lines.jsonl");
    fs::write(&lines, LINES).unwrap();
    let libraries = folder.join("libraries");
    let out = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .args(["library", "add", "sc"])
        .arg(&lines)
        .env("RAPPORTEUR_LIBRARIES", &libraries)
        .env("HOME", folder)
        .output()
        .unwrap();
    assert!(out.status.success(), "{out:?}");
    libraries.display().to_string()
}

#[test]
fn a_paragraph_is_found_with_slips_in_any_language_and_put_in_with_its_source() {
    let (folder, root) = copy_of("ashgabat-2010");
    let libraries = library(folder.path());
    for (columns, rows) in [(80, 24), (160, 45)] {
        let environment = [("RAPPORTEUR_LIBRARIES", libraries.as_str())];
        let mut terminal = Terminal::open(&root, columns, rows, &environment);
        terminal
            .wait_for("6/11 agreed")
            .send("/")
            .wait_for("Type some words");
        for (typed, symbol) in [
            ("humanitaire sans entrve acess", "9003"),
            ("беспрепятственый гуманитарый", "9005"),
            ("不受阻碍人道准入", "9006"),
            ("المساعدات الانسانيه دون عوايق", "9007"),
            ("saffe rapid unhindred access", "9001"),
        ] {
            terminal
                .send("\x15")
                .wait_for("Type some words")
                .send(typed)
                .wait_for(symbol);
        }
        terminal
            .send("\x1b")
            .wait_for("? help")
            .send("q")
            .wait_for("where delegations");
        terminal.send("q");
        assert_eq!(terminal.ended(), 0);
    }
    let environment = [("RAPPORTEUR_LIBRARIES", libraries.as_str())];
    let mut terminal = Terminal::open(&root, 120, 36, &environment);
    terminal
        .wait_for("6/11 agreed")
        .send("]")
        .wait_for("English")
        .send("e")
        .wait_for("esc leave")
        .send(" Calls upon all parties to all")
        // How it goes on is offered below the words, and not in them.
        .wait_for("Tab ow safe")
        .send("\x0c")
        .wait_for("Agreed language")
        .wait_for("S/RES/9002 (2004) ¶7")
        .send("\r")
        .wait_for("Put in at the caret")
        .send("\r")
        .wait_for("Edit ");
    terminal.send("q");
    assert_eq!(terminal.ended(), 0);
    let draft = root.join("draft/en.yaml");
    wait_until("the source is kept", || {
        let text = fs::read_to_string(&draft).unwrap();
        text.contains("S/RES/9002 (2004)") && text.contains("unhindered humanitarian access")
    });
}

#[test]
fn a_damaged_library_is_made_anew_beside_the_work_and_nothing_else_is_written() {
    let (folder, root) = copy_of("ashgabat-2010");
    let libraries = library(folder.path());
    let index = fs::read_dir(Path::new(&libraries).join("sc"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|end| end == "idx"))
        .unwrap();
    let sound = fs::read(&index).unwrap();
    fs::write(&index, &sound[..sound.len() / 2]).unwrap();
    let environment = [("RAPPORTEUR_LIBRARIES", libraries.as_str())];
    let mut terminal = Terminal::open(&root, 120, 36, &environment);
    terminal
        .wait_for("6/11 agreed")
        .send("/")
        .wait_for("Library sc was made anew from its documents")
        .send("unhindered acess persons in need")
        .wait_for("S/RES/9002 (2004)");
    let screen = terminal.screen();
    assert!(
        !screen.contains("note:") && !screen.contains("indexing"),
        "{screen}"
    );
    terminal.send("\x1b").wait_for("? help").send("q");
    terminal.wait_for("where delegations").send("q");
    assert_eq!(terminal.ended(), 0);
}
