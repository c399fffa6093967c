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

#[test]
fn what_somebody_else_is_typing_is_no_words_of_an_earlier_session() {
    let dir = scene();
    let store = open(dir.path()).0;
    let keep = |words| store.keep_unsaved("edit en aaaa0001", words).unwrap();
    let kept = keep(Some("mine")).unwrap();
    let of = |process: u32| kept.with_extension(process.to_string());
    let mut over = std::process::Command::new("true").spawn().unwrap();
    over.wait().unwrap();
    std::fs::copy(&kept, of(over.id())).unwrap();
    let living = of(std::os::unix::process::parent_id());
    std::fs::copy(&kept, &living).unwrap();
    assert_eq!(
        store.unsaved().len(),
        2,
        "mine, and of a session that is over"
    );
    keep(None);
    assert!(store.unsaved().is_empty());
    assert!(living.exists(), "theirs are theirs to save");
}
