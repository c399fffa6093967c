//! Agreed language asked through the interface, letter by letter in six languages: on its screen, and in the box in front
//! of a paragraph that is being typed, where the words are traced and gone on with besides.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::Row;
use crate::finding::{TYPED, row};
use crate::terminal::Screen;

/// How long nothing more comes once everything was answered.
const QUIET: Duration = Duration::from_millis(120);
/// Between two letters of who types fast.
const FAST: Duration = Duration::from_millis(25);

/// What was measured of keys.
#[derive(Default)]
struct Pressed {
    /// Until the frame of the key.
    frames: Vec<Duration>,
    /// Until the last frame that came of it.
    answers: Vec<Duration>,
    /// The same for the last letter of phrases that were typed without a pause.
    fast: Vec<Duration>,
}

impl Pressed {
    /// Types a phrase, and waits for everything that comes of each letter.
    fn type_slowly(&mut self, screen: &mut Screen, phrase: &str) {
        for letter in phrase.chars() {
            let began = Instant::now();
            screen.key(letter.encode_utf8(&mut [0; 4]));
            let framed = Instant::now();
            let answered = screen.last_frame(QUIET).unwrap_or(framed);
            self.frames.push(framed - began);
            self.answers.push(answered - began);
        }
    }

    /// Types a phrase without a pause.
    fn type_fast(&mut self, screen: &mut Screen, phrase: &str) {
        let mut began = Instant::now();
        for letter in phrase.chars() {
            std::thread::sleep(FAST);
            screen.drain();
            began = Instant::now();
            screen.key(letter.encode_utf8(&mut [0; 4]));
            self.frames.push(began.elapsed());
        }
        let answered = screen.last_frame(QUIET).unwrap_or_else(Instant::now);
        self.fast.push(answered - began);
    }
}

/// The rows of a library of so many paragraphs that lies below a folder, asked from a workspace that is copied there.
pub(crate) fn rows(folder: &Path, count: usize) -> Vec<Row> {
    let ashgabat = Path::new(env!("CARGO_MANIFEST_DIR")).join("workspaces/ashgabat-2010");
    let into = folder.join("asking");
    std::fs::create_dir_all(&into).unwrap();
    let workspace = crate::copy(&ashgabat, &into);
    let mut screen = Screen::open_with(&workspace, &folder.join("libraries"));
    screen.frame();
    screen.settle();
    let mut on_screen = Pressed::default();
    screen.key("4");
    screen.settle();
    for phrase in TYPED {
        on_screen.type_slowly(&mut screen, phrase);
        screen.key("\u{15}");
        screen.settle();
        on_screen.type_fast(&mut screen, phrase);
        screen.key("\u{15}");
        screen.settle();
    }
    screen.leave();
    // Who opened it anew has asked nothing before.
    let mut screen = Screen::open_with(&workspace, &folder.join("libraries"));
    screen.frame();
    screen.settle();
    let (mut in_words, mut in_box) = (Pressed::default(), Pressed::default());
    screen.key("e");
    screen.settle();
    for phrase in TYPED {
        screen.key(" ");
        in_words.type_slowly(&mut screen, phrase);
        in_words.type_fast(&mut screen, " ");
        in_words.type_fast(&mut screen, phrase);
        screen.key("\u{c}");
        screen.settle();
        screen.key("\u{15}");
        screen.settle();
        in_box.type_slowly(&mut screen, phrase);
        screen.key("\u{15}");
        screen.settle();
        in_box.type_fast(&mut screen, phrase);
        screen.key("\u{1b}");
        screen.settle();
    }
    let memory = screen.memory();
    screen.leave();
    let mut rows = Vec::new();
    for (place, pressed) in [
        ("on the Precedents screen", &mut on_screen),
        ("in the box in front of a paragraph", &mut in_box),
    ] {
        rows.push(frames(count, place, pressed));
        rows.push(row(
            count,
            &format!("asked {place}, key to answer; typed fast, last key to answer"),
            "p50 / p99 ≤ 2 / 8 ms beside the frame",
            format!(
                "{}; {}",
                both(&mut pressed.answers),
                both(&mut pressed.fast)
            ),
        ));
    }
    rows.push(frames(count, "in a paragraph", &mut in_words));
    rows.push(row(
        count,
        "typed in a paragraph, key to its trace and what goes on",
        "—",
        both(&mut in_words.answers),
    ));
    rows.push(row(count, "resident memory of the interface", "—", memory));
    rows
}

fn frames(count: usize, place: &str, pressed: &mut Pressed) -> Row {
    row(
        count,
        &format!("typed {place}, key to frame"),
        "p99 ≤ 16 ms",
        both(&mut pressed.frames),
    )
}

fn both(times: &mut [Duration]) -> String {
    let (median, worst) = (
        crate::milliseconds(times, 0.5),
        crate::milliseconds(times, 0.99),
    );
    format!("p50 {median:.1}, p99 {worst:.1} ms")
}
