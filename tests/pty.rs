//! The program in a real terminal: what it shows, what it sends, what it gives back.

mod agreed;
mod room;
mod still;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use portable_pty::CommandBuilder;
use rapporteur::store::Store;

use crate::support::copy_of;
use crate::support::terminal::{Terminal, wait_until};

const LEAVE_ALTERNATE_SCREEN: &[u8] = b"\x1b[?1049l";

#[test]
fn it_opens_moves_and_gives_the_terminal_back() {
    let (_folder, root) = copy_of("ashgabat-2010");
    let mut terminal = Terminal::open(&root, 80, 24, &[]);
    terminal.wait_for("Final Document").wait_for("6/11 agreed");
    terminal.send("G").wait_for("¶29");
    terminal.send("q");
    assert_eq!(terminal.ended(), 0);
    let bytes = terminal.bytes();
    assert!(bytes.windows(8).any(|w| w == LEAVE_ALTERNATE_SCREEN));
    assert!(
        !root.join("record").exists(),
        "looking leaves no trace in the record"
    );
}

#[test]
fn without_colours_there_are_none() {
    let (_folder, root) = copy_of("ashgabat-2010");
    let mut terminal = Terminal::open(&root, 100, 30, &[("NO_COLOR", "1")]);
    terminal.wait_for("6/11 agreed");
    for (keys, shown) in [
        ("G", "¶29 · where"),
        ("2", "Consensus ─"),
        ("3", "rev-3 → draft"),
        ("/", "Type some words"),
        ("uranium", "hits in"),
        ("\x1b", "? help"),
        ("5", "Nothing was recorded"),
        ("?", "Help"),
        ("\x1b", "Nothing was recorded"),
        (":", "Commands ─"),
    ] {
        terminal.send(keys).wait_for(shown);
    }
    terminal
        .send("\x1b")
        .wait_until_gone("Commands ─")
        .send("1")
        .wait_for("where delegations")
        .send("q");
    terminal.ended();
    let text = String::from_utf8_lossy(&terminal.bytes()).into_owned();
    for sequence in text.split("\x1b[").skip(1) {
        let Some((parameters, _)) = sequence
            .split_once('m')
            .filter(|(p, _)| p.chars().all(|c| c.is_ascii_digit() || c == ';'))
        else {
            continue;
        };
        assert!(
            parameters != ";",
            "an empty colour change undoes reverse and bold"
        );
        for parameter in parameters.split(';').filter_map(|p| p.parse::<u8>().ok()) {
            let coloured = matches!(parameter, 30..=38 | 40..=48 | 90..=97 | 100..=107);
            assert!(!coloured, "ESC[{parameters}m");
        }
    }
}

#[test]
fn it_follows_the_size_of_the_terminal() {
    let (_folder, root) = copy_of("ashgabat-2010");
    let mut terminal = Terminal::open(&root, 80, 24, &[]);
    terminal.wait_for("6/11 agreed");
    terminal.resize(30, 8).wait_for("Too small");
    terminal.resize(120, 36).wait_for("stands in the way");
}

#[test]
fn words_go_to_the_clipboard_of_the_terminal() {
    let (_folder, root) = copy_of("ashgabat-2010");
    let mut terminal = Terminal::open(&root, 100, 30, &[]);
    terminal
        .wait_for("6/11 agreed")
        .send("y")
        .wait_for_bytes(b"\x1b]52;c;")
        .wait_for("Sent to the clipboard");
}

#[test]
fn pasted_text_is_never_taken_for_keys() {
    let (_folder, root) = copy_of("ashgabat-2010");
    let mut terminal = Terminal::open(&root, 100, 30, &[]);
    terminal.wait_for("6/11 agreed");
    terminal
        .send("\x1b[200~Dd:q\x1b[201~")
        .wait_for("To paste, open a paragraph");
    terminal
        .send("]")
        .wait_for("English")
        .send("e")
        .wait_for("words");
    terminal
        .send("\x1b[200~pasted\r\nin one\x1b]0;evil\x07 piece\x1b[201~")
        .wait_for("pasted");
    terminal.send("\r").wait_for("Edit ¶1");
    terminal.send("q");
    assert_eq!(terminal.ended(), 0);
    let draft = fs::read_to_string(root.join("draft/en.yaml")).unwrap();
    assert!(draft.contains("pasted in one"), "{draft}");
    assert!(!draft.contains('\x1b'));
}

#[test]
fn the_editor_gets_the_words_and_gives_them_back() {
    let (folder, root) = copy_of("ashgabat-2010");
    let script = folder.path().join("editor");
    let seen = folder.path().join("seen");
    let body = format!(
        "#!/bin/sh\ncp \"$1\" '{}'\nprintf 'Words from the editor.\\n' > \"$1\"\n",
        seen.display()
    );
    fs::write(&script, body).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let editor = script.display().to_string();
    let mut terminal = Terminal::open(&root, 100, 30, &[("EDITOR", &editor)]);
    terminal
        .wait_for("6/11 agreed")
        .send("]")
        .wait_for("English")
        .send("gg")
        .wait_for("Sixty-fourth session");
    terminal
        .send("E")
        .wait_for("Words from the editor.")
        .send("q");
    assert_eq!(terminal.ended(), 0);
    assert!(
        fs::read_to_string(root.join("draft/en.yaml"))
            .unwrap()
            .contains("Words from the editor.")
    );
    let given = fs::read_to_string(seen).unwrap();
    assert!(
        given.starts_with("Sixty-fourth session") && given.contains(">8"),
        "{given}"
    );
}

#[test]
fn an_editor_that_fails_changes_nothing() {
    let (_folder, root) = copy_of("ashgabat-2010");
    let before = fs::read(root.join("draft/ru.yaml")).unwrap();
    let mut terminal = Terminal::open(&root, 100, 30, &[("EDITOR", "false")]);
    terminal
        .wait_for("6/11 agreed")
        .send("E")
        .wait_for("the text is as it was")
        .send("q");
    assert_eq!(terminal.ended(), 0);
    assert_eq!(fs::read(root.join("draft/ru.yaml")).unwrap(), before);
}

#[test]
fn being_told_to_end_gives_the_terminal_back_and_keeps_the_words() {
    let (_folder, root) = copy_of("ashgabat-2010");
    let mut terminal = Terminal::open(&root, 100, 30, &[]);
    terminal
        .wait_for("6/11 agreed")
        .send("]")
        .wait_for("English")
        .send("e")
        .wait_for("words");
    terminal
        .send("Unfinished thought")
        .wait_for("Unfinished thought");
    let pid = terminal.pid().to_string();
    assert!(
        std::process::Command::new("kill")
            .args(["-TERM", &pid])
            .status()
            .unwrap()
            .success()
    );
    terminal.ended();
    assert!(
        terminal
            .bytes()
            .windows(8)
            .any(|w| w == LEAVE_ALTERNATE_SCREEN)
    );
    let mut again = Terminal::open(&root, 100, 30, &[]);
    again
        .wait_for("1 text not saved by an earlier session")
        .send("U")
        .wait_for("Take up which words");
    again
        .send("\r")
        .wait_for("Unfinished thought")
        .wait_for("enter save");
}

#[test]
fn it_can_be_suspended_and_comes_back() {
    let (_folder, root) = copy_of("ashgabat-2010");
    let mut shell = CommandBuilder::new("bash");
    shell.args(["--norc", "--noprofile", "-i"]);
    let mut terminal = Terminal::run(shell, &root, 100, 30, &[("PS1", "shell> ")]);
    terminal.wait_for("shell>");
    terminal.send(&format!(
        "{} {}\n",
        env!("CARGO_BIN_EXE_rapporteur"),
        root.display()
    ));
    terminal
        .wait_for("6/11 agreed")
        .send("\x1a")
        .wait_for("Stopped");
    terminal.send("fg\n").wait_for("6/11 agreed");
    terminal
        .send("q")
        .wait_until_gone("6/11 agreed")
        .send("exit\n");
    terminal.ended();
}

/// Opens a terminal, says whose it is, and never closes it; in a run of the tests themselves, nothing.
#[test]
fn somebody_at_a_terminal() {
    let Some(root) = std::env::var_os("RAPPORTEUR_TEST_TERMINAL") else {
        return;
    };
    let mut terminal = Terminal::open(Path::new(&root), 100, 30, &[]);
    terminal.wait_for("6/11 agreed");
    println!("pid {}", terminal.pid());
    terminal.wait_until_gone("agreed");
}

/// Whether a process runs: not gone, and not waiting to be buried.
#[cfg(target_os = "linux")]
fn is_running(pid: &str) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let state = stat.rsplit(") ").next().unwrap_or_default();
    !state.is_empty() && !state.starts_with(['Z', 'X'])
}

#[test]
#[cfg(target_os = "linux")]
fn a_line_that_is_cut_ends_it() {
    use std::io::{BufRead, BufReader};
    let (_folder, root) = copy_of("ashgabat-2010");
    // The one who holds the terminal is killed, as by a dropped connection: nobody can say good-bye.
    let mut somebody = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "pty::somebody_at_a_terminal", "--nocapture"])
        .env("RAPPORTEUR_TEST_TERMINAL", &root)
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(somebody.stdout.take().unwrap()).lines();
    let pid = lines.find_map(|line| {
        let line = line.unwrap();
        Some(line.split_once("pid ")?.1.to_owned())
    });
    let pid = pid.unwrap();
    assert!(is_running(&pid));
    somebody.kill().unwrap();
    somebody.wait().unwrap();
    wait_until("the program to end", || !is_running(&pid));
}

#[test]
fn what_others_write_appears() {
    let (_folder, root) = copy_of("ashgabat-2010");
    let mut terminal = Terminal::open(&root, 100, 30, &[]);
    terminal
        .wait_for("6/11 agreed")
        .send("]")
        .wait_for("English")
        .send("gg")
        .wait_for("Agenda item 95");
    let path = root.join("draft/en.yaml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("Agenda item 95", "Agenda item 96", 1)).unwrap();
    terminal.wait_for("Agenda item 96");
}

#[test]
fn two_people_edit_one_paragraph_and_both_keep_their_words() {
    let (_folder, root) = copy_of("ashgabat-2010");
    let open = || {
        let mut terminal = Terminal::open(&root, 100, 40, &[]);
        terminal
            .wait_for("6/11 agreed")
            .send("]")
            .wait_for("English")
            .send("jjjjjjj")
            .wait_for("¶26 ·");
        terminal
    };
    let (mut one, mut other) = (open(), open());
    one.send("e").wait_for("20 words");
    other.send("e").wait_for("20 words");
    // Different words of one sentence: both are shown, and one Enter saves both.
    one.send("\x7f and peace.")
        .wait_for("disarmament and peace.");
    other
        .send("\x1b[A\x1b[A\x1b[A\x1b[A\x1b[H")
        .send("All ")
        .wait_for("All The representatives");
    one.send("\r").wait_until_gone("esc leave");
    other
        .wait_for("changed by somebody else while you write")
        .send("\r")
        .wait_for("do not touch")
        .wait_for("save the merged words")
        .send("\r")
        .wait_until_gone("save the merged words");
    one.wait_for("All The representatives");
    // The same words: alternatives in brackets.
    one.send("e").wait_for("23 words");
    other.send("e").wait_for("23 words");
    one.send("\x17\x17order.").wait_for("order.");
    other.send("\x17\x17justice.").wait_for("justice.");
    one.send("\r").wait_until_gone("esc leave");
    other
        .wait_for("changed by somebody else while you write")
        .send("\r")
        .wait_for("in brackets, yours first")
        .send("\r")
        .wait_until_gone("save the merged words");
    one.wait_for("[justice] [order]");
    let text = fs::read_to_string(root.join("draft/en.yaml")).unwrap();
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("All The representatives of"), "{words}");
    assert!(words.contains("[justice] [order]"), "{words}");
}

#[test]
fn a_terminal_that_can_do_nothing_is_refused_with_what_to_do() {
    let (_folder, root) = copy_of("ashgabat-2010");
    let mut terminal = Terminal::open(&root, 100, 30, &[("TERM", "dumb")]);
    assert_eq!(terminal.ended(), 2);
    assert!(
        terminal.screen().contains("rapporteur show"),
        "{}",
        terminal.screen()
    );
}

/// Records a stance of a delegation on the selected paragraph.
fn state(terminal: &mut Terminal, code: &str, stance: &str) {
    terminal
        .send("p")
        .wait_for("Whose position")
        .send(code)
        .send("\r");
    terminal
        .wait_for(&format!("{code} on "))
        .send(stance)
        .send("\r");
    terminal.wait_for(&format!("{code} {stance} on"));
}

#[test]
fn a_days_work_on_the_ashgabat_document() {
    let (_folder, root) = copy_of("ashgabat-2010");
    let mut terminal = Terminal::open(&root, 120, 36, &[]);
    terminal
        .wait_for("invented")
        .send("G")
        .wait_for("¶29 · where");
    // Latin in the English text, Chinese in the Chinese one.
    terminal
        .send("]")
        .wait_for("English")
        .send("e")
        .wait_for("enter save");
    terminal
        .send(" With thanks to all.")
        .send("\r")
        .wait_for("Edit ");
    terminal
        .send("]")
        .wait_for("Chinese")
        .send("e")
        .wait_for("enter save");
    terminal.send("谨此致谢。").wait_for("谨此致谢。");
    let ((row, column), hidden) = terminal.cursor();
    assert!(
        !hidden && row > 3 && column > 20,
        "the cursor is at the caret"
    );
    terminal
        .send("\r")
        .wait_for("Edit ")
        .send("]")
        .wait_for("Russian");
    state(&mut terminal, "AZE", "agree");
    state(&mut terminal, "IRN", "flexible");
    state(&mut terminal, "RUS", "agree");
    terminal.send("gi").wait_for("Agree ¶29 in informals");
    terminal
        .send("F")
        .wait_for("rev-4")
        .send("\r")
        .wait_for("Freeze rev-4");
    terminal
        .send("3")
        .wait_for("rev-4")
        .send("a")
        .wait_for("older side")
        .send("rev-3")
        .send("\r");
    terminal
        .wait_for("changed")
        .send("q")
        .wait_for("where delegations stand");
    // A precedent, with two slips in the query, at the end of the paragraph of the English text.
    terminal
        .send("]")
        .wait_for("English")
        .send("/")
        .wait_for("Type some words")
        .send("uranum tailngs");
    terminal
        .wait_for("Treaty on a Nuclear")
        .send("\r")
        .wait_for("at its end")
        .send("e")
        .wait_for("Edit ");
    terminal
        .send("u")
        .wait_for("Undid: edit")
        .send("u")
        .wait_for("Undid: freeze rev-4");
    terminal.send("\x12").wait_for("Redid: freeze rev-4");
    terminal.send("q");
    assert_eq!(terminal.ended(), 0);

    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    assert!(read("draft/en.yaml").contains("With thanks to all."));
    assert!(read("draft/zh.yaml").contains("谨此致谢。"));
    assert!(
        !read("draft/en.yaml").contains("States parties assist"),
        "undone"
    );
    assert!(root.join("versions/rev-4/ru.yaml").exists());
    let workspace = Store::open_read_only(&root).unwrap().1.workspace;
    let last = workspace
        .original()
        .unwrap()
        .paragraphs
        .last()
        .unwrap()
        .clone();
    for (code, stance) in [("AZE", "agree"), ("IRN", "flexible"), ("RUS", "agree")] {
        let position = workspace.position(code.parse().unwrap(), last.id).unwrap();
        assert_eq!(
            (position.stance.word(), position.on),
            (stance, last.digest())
        );
    }
    assert_eq!(workspace.status(&last).word(), "agreed");

    let acts: Vec<String> = acts(&root);
    let expected = [
        "edit", "edit", "position", "position", "position", "agree", "freeze", "edit", "undo",
        "undo", "undo",
    ];
    assert_eq!(acts, expected);
    let mut again = Terminal::open(&root, 120, 36, &[]);
    again
        .wait_for("invented")
        .send("G")
        .wait_for("= agreed")
        .send("]")
        .wait_for("With thanks to all.");
    again
        .send("5")
        .wait_for("the chain is whole")
        .wait_for("freeze rev-4")
        .wait_for("RUS agree on ¶29");
}

fn acts(root: &Path) -> Vec<String> {
    let (store, _) = Store::open_read_only(root).unwrap();
    let (events, findings) = store.record();
    assert!(findings.is_empty(), "{findings:?}");
    events.into_iter().map(|event| event.act).collect()
}

#[test]
fn a_days_work_on_the_committee_draft() {
    let (_folder, root) = copy_of("committee-draft");
    let mut terminal = Terminal::open(&root, 100, 30, &[]);
    terminal
        .wait_for("invented")
        .send("f")
        .wait_for("Go to")
        .send("5 bis")
        .send("\r")
        .wait_for("5 bis · where");
    terminal
        .send("e")
        .wait_for("enter save")
        .send(" Zugzwang早。")
        .send("\r")
        .wait_for("Edit 5 bis");
    state(&mut terminal, "KEN", "agree");
    state(&mut terminal, "BRA", "flexible");
    state(&mut terminal, "JPN", "absent");
    terminal.send("ga").wait_for("with its brackets");
    terminal.send("w").wait_for("Agree 5 bis ad ref");
    terminal
        .send("F")
        .wait_for("Freeze the draft as")
        .send("\r")
        .wait_for("Freeze L1-rev2");
    terminal
        .send("3")
        .wait_for("L1-rev2")
        .send("a")
        .wait_for("older side")
        .send("L1-rev1")
        .send("\r");
    terminal
        .wait_for("changed")
        .send("q")
        .wait_for("5 bis · where");
    terminal
        .send("/")
        .wait_for("Type some words")
        .send("digtal archvies")
        .wait_for("hits in")
        .send("\r")
        .wait_for("no source: none is kept")
        .send("e")
        .wait_for("Edit 5 bis");
    terminal
        .send("u")
        .wait_for("Undid: edit 5 bis")
        .send("u")
        .wait_for("Undid: freeze");
    terminal.send("\x12").wait_for("Redid: freeze").send("q");
    assert_eq!(terminal.ended(), 0);
    let draft = fs::read_to_string(root.join("draft/en.yaml")).unwrap();
    assert!(draft.contains("Zugzwang早。"), "{draft}");
    let expected = [
        "edit", "position", "position", "position", "agree", "freeze", "edit", "undo", "undo",
        "undo",
    ];
    assert_eq!(acts(&root), expected);
    let mut again = Terminal::open(&root, 100, 30, &[]);
    again
        .wait_for("invented")
        .send("f")
        .wait_for("Go to")
        .send("5 bis")
        .send("\r")
        .wait_for("Zugzwang");
}
