//! What only people put into a file goes where its paragraph goes.

use rapporteur::edit::Change;

use super::scene::*;

#[test]
fn a_deleted_paragraph_comes_back_with_what_was_written_beside_it() {
    let dir = scene();
    let path = dir.path().join("draft/en.yaml");
    let marked = DRAFT.replacen(
        "- id: aaaa0002",
        "# look at this again\n- id: aaaa0002\n  colour: red",
        1,
    );
    std::fs::write(&path, &marked).unwrap();
    let words = || serde_yaml::from_str::<serde_yaml::Value>(&text(dir.path(), "draft/en.yaml"));
    let before = words().unwrap();
    let paragraph = "aaaa0002".parse().unwrap();
    commit(dir.path(), &Change::Delete { paragraph });
    let gone = text(dir.path(), "draft/en.yaml");
    let (_, deleted) = gone.split_once("deleted:").unwrap();
    assert!(deleted.contains("# look at this again"), "{gone}");
    assert!(deleted.contains("colour: red"), "{gone}");
    commit(dir.path(), &Change::Restore { paragraph });
    let back = text(dir.path(), "draft/en.yaml");
    assert_eq!(
        words().unwrap()["paragraphs"],
        before["paragraphs"],
        "{back}"
    );
    assert!(
        back.contains("# look at this again\n- id: aaaa0002"),
        "{back}"
    );
}
