//! What is typed while others change the text: it stays in sight, with the caret in it.

use rapporteur::edit::Change;

use super::desk::{Desk, example};
use super::pictures::rows;

const SIZES: [(u16, u16); 4] = [(120, 36), (80, 24), (60, 20), (40, 10)];

/// Everything on the screen, and the row that the caret is in.
fn seen(desk: &mut Desk, (width, height): (u16, u16)) -> (String, String) {
    let (buffer, caret) = desk.paint(width, height);
    let screen = rows(&buffer, caret);
    let row = caret.and_then(|(_, y)| screen.lines().nth(usize::from(y)));
    let row = row.unwrap_or_default().to_owned();
    (screen, row)
}

#[test]
fn words_and_caret_stay_where_the_paragraph_stood_when_somebody_deletes_it() {
    let workspace = example("ashgabat-2010");
    for keys in ["eQQQ", "ggeQQQ", "GeQQQ"] {
        for size in SIZES {
            let mut desk = Desk::new(workspace.clone());
            desk.press(keys);
            let paragraph = desk.app.draft().selected.unwrap();
            desk.others(&Change::Delete { paragraph });
            let (screen, caret) = seen(&mut desk, size);
            assert!(caret.contains("QQQ"), "{size:?}: {caret}\n{screen}");
            assert!(
                screen.contains("Somebody deleted this para"),
                "{size:?}:\n{screen}"
            );
            assert!(!screen.contains("Not in the original"), "{screen}");
        }
    }
}

#[test]
fn a_new_paragraph_before_all_others_is_seen_while_it_is_typed() {
    for size in SIZES {
        let mut desk = Desk::new(example("ashgabat-2010"));
        desk.press("ggBQQQ");
        let (screen, caret) = seen(&mut desk, size);
        assert!(caret.contains("QQQ"), "{size:?}:\n{screen}");
    }
}
