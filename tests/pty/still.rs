//! Frames are whole, and nothing is sent while nothing happens.

use std::fs;

use super::*;

#[test]
fn it_draws_whole_frames_and_nothing_while_idle() {
    let (_folder, root) = copy_of("ashgabat-2010");
    let mut terminal = Terminal::open(&root, 100, 30, &[]);
    terminal
        .wait_for("6/11 agreed")
        .send("]")
        .wait_for("English")
        .send("gg")
        .wait_for("¶1 · where")
        .wait_until_gone("invented")
        .wait_for_frames(3);
    // What is known of the words in front may come a moment later, in a frame of its own; then all is still.
    let still = |terminal: &mut Terminal| {
        let before = terminal.frames();
        std::thread::sleep(std::time::Duration::from_millis(1_200));
        terminal.frames() == before
    };
    let rested = (0..20).any(|_| still(&mut terminal));
    assert!(rested, "frames are drawn for ever");
    let (drawn, _) = terminal.frames();
    // The program looks at the files twice a second: when it shows what was written now, it had time to draw more.
    let path = root.join("draft/en.yaml");
    let text = fs::read_to_string(&path).unwrap();
    // In one step, so that it never sees half a file.
    let aside = root.join("aside");
    fs::write(&aside, text.replacen("Agenda item 95", "Agenda item 96", 1)).unwrap();
    fs::rename(&aside, &path).unwrap();
    terminal
        .wait_for("Agenda item 96")
        .wait_for_frames(drawn + 1);
    let rested = (0..20).any(|_| still(&mut terminal));
    assert!(rested, "frames are drawn for ever");
    let (begun, ended) = terminal.frames();
    assert_eq!(begun, ended);
    assert!(begun <= drawn + 2, "{begun} frames after {drawn}");
    terminal.send("q");
    assert_eq!(terminal.ended(), 0);
    let (begun, ended) = terminal.frames();
    // Leaving ends an update that may be under way, too.
    assert!(begun == ended || begun + 1 == ended, "{begun}, {ended}");
}
