//! Two terminals on one workspace: the chair walks the text to its adoption, the room's screen follows, and nothing that is not the room's reaches it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use portable_pty::CommandBuilder;

use crate::support::copy_of;
use crate::support::terminal::Terminal;

/// What no byte of may reach the room.
const CANARY: &str = "CANARY";

fn present(root: &Path, columns: u16, rows: u16) -> Terminal {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.arg("present");
    command.arg(root);
    Terminal::run(command, root, columns, rows, &[])
}

fn rapporteur(root: &Path, arguments: &[&str]) -> String {
    let out = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .args(arguments)
        .arg(root)
        .env("HOME", root.parent().unwrap())
        .env("USER", "tester")
        .output()
        .unwrap();
    assert!(out.status.success(), "{arguments:?}: {out:?}");
    String::from_utf8(out.stdout).unwrap()
}

/// Puts a canary wherever words can stand that are not the room's.
fn plant(root: &Path) {
    // A note for the delegation's own group, and one for everybody: neither is for the screen.
    let file = root.join("positions/IRN.yaml");
    let text = fs::read_to_string(&file).unwrap();
    let id = "21vgfhaj";
    assert!(!text.contains(id), "the example has changed");
    let on = "e59de70";
    let json: String = rapporteur(root, &["show", "--format", "json"]);
    let at = json.find(on).expect("the words of the example");
    let digest = &json[at..at + 64];
    let entry = format!(
        "  {id}: {{stance: flexible, on: {digest}, note: {CANARY} group, said_in: {CANARY} meeting, visibility: group}}\n"
    );
    let with = text.replacen("positions:\n", &format!("positions:\n{entry}"), 1);
    assert_ne!(text, with);
    fs::write(&file, with).unwrap();
    // A remark for the drafters.
    let draft = root.join("draft/ru.yaml");
    let text = fs::read_to_string(&draft).unwrap();
    let head = "- id: 6gqr6b9p\n  role: paragraph\n";
    let with = text.replacen(head, &format!("{head}  note: {CANARY} of drafters\n"), 1);
    assert_ne!(text, with);
    fs::write(&draft, with).unwrap();
    // Instructions, and words that a crash left.
    let private = root.join("private");
    fs::create_dir(&private).unwrap();
    fs::set_permissions(&private, fs::Permissions::from_mode(0o700)).unwrap();
    let notes = format!(
        "delegation: KAZ\nnotes:\n  {id}: {{instructions: {CANARY} instructions, fallback: {CANARY} fallback}}\n"
    );
    fs::write(private.join("KAZ.yaml"), notes).unwrap();
    fs::set_permissions(private.join("KAZ.yaml"), fs::Permissions::from_mode(0o600)).unwrap();
    let unsaved = root.join(".rapporteur/unsaved");
    fs::create_dir_all(&unsaved).unwrap();
    fs::write(
        unsaved.join("1234567"),
        format!("ru/{id}\n{CANARY} unsaved"),
    )
    .unwrap();
}

fn has_canary(terminal: &Terminal) -> bool {
    let bytes = terminal.bytes();
    bytes
        .windows(CANARY.len())
        .any(|window| window == CANARY.as_bytes())
}

#[test]
fn the_chair_walks_the_text_to_its_adoption_and_the_room_follows_and_learns_nothing_else() {
    let (_folder, root) = copy_of("ashgabat-2010");
    plant(&root);
    let mut room = present(&root, 100, 30);
    room.wait_for("Final Document · Ashgabat 2010");
    let mut chair = Terminal::open(&root, 120, 36, &[]);
    chair
        .wait_for("6/11 agreed")
        .send("w")
        .wait_for("1 of 13")
        .wait_for("Any comments on the title?");
    // From here on the room sees what the chair calls.
    let names = [
        "¶16", "¶18", "¶19", "¶20", "¶21", "¶22", "¶23", "¶24", "¶25", "¶26", "¶27", "¶28", "¶29",
    ];
    for (at, name) in names.iter().enumerate() {
        room.wait_for(name);
        let next = match at + 2 {
            14 => "That was the text".to_owned(),
            next => format!("{next} of 13"),
        };
        let next = if at + 1 == names.len() {
            "All paragraphs are agreed".to_owned()
        } else {
            next
        };
        chair.send("a");
        if chair.wait_for_any(&[&next, "agreed all the same"]) == 1 {
            chair.send("a").wait_for(&next);
        }
    }
    room.wait_for("¶29  = agreed in committee");
    // Back over the text: the room sees what was gavelled.
    for name in names.iter().rev().take(3) {
        chair.send("N");
        room.wait_for(&format!("{name}  = agreed in committee"));
    }
    // Frozen, it keeps what it sees; blank, it sees nothing; with a translation beside it.
    chair.send("f").wait_for("ROOM FROZEN on ¶27").send("NN");
    chair.wait_for("9 of 13").send("z").wait_for("ROOM BLANK");
    room.wait_until_gone("¶27");
    assert_eq!(room.screen().trim(), "");
    chair.send("z").wait_for("ROOM FROZEN on ¶27");
    room.wait_for("¶27");
    chair.send("f").wait_for("The room follows");
    room.wait_for("¶25");
    chair.send("]");
    room.wait_for("English").wait_for("Russian · original");
    // Words that are being typed are not the room's until they are saved.
    chair
        .send("\r")
        .wait_for("where delegations stand")
        .send("e")
        .wait_for("esc leave")
        .send(&format!(" {CANARY} typed"))
        .wait_for("typed")
        .send("\x1b")
        .wait_for("give them up");
    chair.send("d").wait_until_gone("give them up");
    let status = rapporteur(&root, &["status", "--format", "json"]);
    assert!(status.contains("\"agreed\":11"), "{status}");
    to_adoption(&mut chair, &mut room);
    let draft = fs::read(root.join("draft/ru.yaml")).unwrap();
    // What was adopted is not edited any more: what is typed is refused, and nothing reaches the disk.
    chair
        .send("\r")
        .wait_for("where delegations stand")
        .send("e")
        .wait_for("esc leave")
        .send(&format!(" {CANARY} late\r"))
        .wait_for("is not edited any more");
    assert_eq!(fs::read(root.join("draft/ru.yaml")).unwrap(), draft);
    chair.send("\x1b").wait_for("give them up").send("d");
    chair.wait_until_gone("give them up");
    let version = fs::read(root.join("versions/adopted/ru.yaml")).unwrap();
    assert!(!version.is_empty());
    chair.send("q");
    assert_eq!(chair.ended(), 0);
    room.send("q");
    assert_eq!(room.ended(), 0);
    assert!(
        !has_canary(&room),
        "{}",
        String::from_utf8_lossy(&room.bytes())
    );
    // The canaries were there to be found.
    assert!(has_canary(&chair));
    let left = Command::new("grep")
        .args(["-rl", CANARY])
        .arg(&root)
        .output()
        .unwrap();
    let left = String::from_utf8(left.stdout).unwrap();
    for planted in ["positions/IRN.yaml", "draft/ru.yaml", "private/KAZ.yaml"] {
        assert!(left.contains(planted), "{left}");
    }
}

/// From a text that is agreed in committee to one that is adopted: what is left of brackets is settled and gavelled anew, and
/// the chair adopts from the walk; the room learns it.
fn to_adoption(chair: &mut Terminal, room: &mut Terminal) {
    chair.send("w").wait_for("The room follows").send("[");
    room.wait_until_gone("English");
    let adopt = |chair: &mut Terminal| {
        chair.send("G").wait_for("All paragraphs are agreed");
        chair.send("gt").wait_for("Adopt the text, how?");
        chair.send("\r").wait_for("Adopt the text as").send("\r");
    };
    adopt(chair);
    chair.wait_for("Brackets are left in ¶24, ¶28");
    chair.send("\x1b").wait_until_gone("Adopt the text as");
    for (name, keys) in [
        ("¶24", [("1", "wording 1"), ("y", "keep")]),
        ("¶28", [("x", "drop"), ("1", "wording 1")]),
    ] {
        chair.send("t").wait_for("To which paragraph?");
        chair.send(name).send("\r");
        chair.wait_for(&format!("{name} is agreed")).send("\r");
        chair.wait_for("where delegations stand").send("b");
        for (key, taken) in keys {
            chair.wait_for(&format!("{name} · bracket 1"));
            let said = format!("Resolve bracket 1 of {name}: {taken}");
            chair.send(key).wait_for(&said);
        }
        room.wait_for(&format!("{name}  ~ agreed on other words"));
        chair.send("\x1b").wait_until_gone("no brackets").send("w");
        chair.wait_for("Can we agree it as it stands?").send("a");
        chair.wait_until_gone("Can we agree it as it stands?");
    }
    adopt(chair);
    chair.wait_for("The text is adopted, as adopted");
    room.wait_for("¶29  = adopted")
        .wait_for("The text is adopted, by consensus");
    chair.send("N").wait_for("¶29 is adopted.");
}

#[test]
fn the_rooms_screen_draws_nothing_while_nothing_changes() {
    let (_folder, root) = copy_of("ashgabat-2010");
    rapporteur(&root, &["walk", "--to", "#21"]);
    let mut room = present(&root, 80, 24);
    room.wait_for("¶21").wait_for_frames(1);
    let (drawn, _) = room.frames();
    // The same shown again, and a position: nothing of that is the room's.
    rapporteur(&root, &["walk", "--to", "#21"]);
    rapporteur(&root, &["position", "#21", "KAZ", "oppose"]);
    rapporteur(&root, &["walk", "--to", "#22"]);
    room.wait_for("¶22").wait_for_frames(drawn + 1);
    assert_eq!(room.frames(), (drawn + 1, drawn + 1));
    room.send("q");
    assert_eq!(room.ended(), 0);
}

#[test]
fn a_room_without_a_terminal_says_what_to_do() {
    let (_folder, root) = copy_of("ashgabat-2010");
    let out = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .arg("present")
        .arg(&root)
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(2));
    let said = String::from_utf8(out.stderr).unwrap();
    assert!(said.contains("--print"), "{said}");
    let shown = rapporteur(&root, &["present", "--print", "--size", "80x24"]);
    assert!(shown.contains("Final Document · Ashgabat 2010"), "{shown}");
}
