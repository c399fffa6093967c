//! Labels that are frozen, and numbering anew.

use std::collections::BTreeMap;
use std::path::Path;

use rapporteur::edit::{Access, Actor, Change, History, Stamp, numbered};
use rapporteur::model::Moment;
use rapporteur::store::Store;

use super::scene::Scene;

fn negotiated() -> Scene {
    let scene = Scene::begun();
    for line in [
        "add --last --text 'Requests a report under paragraphs 1 to 1 bis above;'",
        "add --after 1 --text 'Takes note of paragraph 1 bis below and of paragraph 4 of resolution 716 (1991);'",
        "add --after 1 --alt --text 'Urges all States to sign, as in paragraph 9;'",
        "delete '1 bis'",
        "restore '1 bis'",
    ] {
        let said = scene.run(line);
        assert_eq!(said.code, 0, "{line}: {}", said.err);
    }
    scene
}

#[test]
fn labels_are_frozen_until_the_text_is_numbered_anew() {
    let scene = negotiated();
    insta::assert_snapshot!(scene.transcript(&[
        "show",
        "renumber --dry-run",
        "renumber",
        "show",
        "show '1 bis'",
        "renumber",
        "renumber --dry-run",
        "check --rule X",
        "log --limit 3",
        "renumber --dry-run --format json",
    ]));
}

/// The files of a folder with their bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for name in [
        "draft/en.yaml",
        "agreements.yaml",
        "positions/KAZ.yaml",
        "positions/UZB.yaml",
    ] {
        found.insert(name.to_owned(), std::fs::read(folder.join(name)).unwrap());
    }
    found
}

#[test]
fn undoing_it_gives_back_every_byte() {
    let scene = negotiated();
    assert_eq!(scene.run("position '#8' UZB reserve").code, 0);
    assert_eq!(scene.run("agree '#8' --level ad_ref").code, 0);
    let root = scene.here();
    let before = files(&root);
    let (mut store, loaded) = Store::open(&root).unwrap();
    let stamp = Stamp {
        actor: Actor {
            name: "chair".into(),
            access: Access::Chair,
        },
        at: Moment::new(0, 0),
    };
    let base = numbered::state(&loaded.workspace);
    let change = Change::Renumber { base };
    let done = store.commit(&loaded.workspace, &change, &stamp).unwrap();
    assert_ne!(files(&root), before);
    let mut history = History::default();
    history.did(&done.applied);
    let back = history.to_undo().unwrap().change();
    store
        .commit(&done.applied.workspace, &back, &stamp)
        .unwrap();
    assert_eq!(files(&root), before);
}
