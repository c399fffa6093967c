//! The walk and the room's screen in four scripts, at three sizes.

use std::sync::Arc;

use rapporteur::model::{Document, Head, Paragraph};
use rapporteur::text::Language;

use super::desk::{Desk, example};
use super::pictures::rows;

/// The example with one paragraph in Arabic as well; its wording is invented.
fn in_four_scripts() -> Desk {
    let mut workspace = example("ashgabat-2010");
    let original = workspace.original().unwrap();
    let p = original.paragraphs[20].clone();
    let mut arabic = Document::new(Head::new(Language::ARABIC, "الوثيقة الختامية"));
    let words =
        "استمع المشاركون [بارتياح - KAZ; RUS delete] إلى كلمة رئيس تركمانستان الموجهة إلى المؤتمر.";
    let mut translated: Paragraph = p.with_text(words);
    translated.of = Some(p.digest());
    arabic.paragraphs.push(Arc::new(translated));
    workspace.drafts.insert(Language::ARABIC, Arc::new(arabic));
    Desk::new(workspace)
}

#[test]
fn the_walk_and_the_room_in_four_scripts() {
    for (turns, language) in ["ru", "en", "zh", "ar"].into_iter().enumerate() {
        let mut desk = in_four_scripts();
        desk.press("w");
        desk.press(&"n".repeat(4));
        desk.press(&"]".repeat(turns));
        assert_eq!(desk.app.language().as_str(), language);
        for (width, height) in [(40, 12), (80, 24), (120, 36)] {
            let (buffer, caret) = desk.paint(width, height);
            let name = format!("walk-in-{language}-{width}x{height}");
            insta::assert_snapshot!(name, rows(&buffer, caret));
            desk.press("P");
            let (buffer, caret) = desk.paint(width, height);
            let name = format!("room-in-{language}-{width}x{height}");
            insta::assert_snapshot!(name, rows(&buffer, caret));
            desk.press("q");
        }
    }
}
