//! Libraries that come, go and break while the interface is open, and the versions that stand behind them.

use std::sync::Arc;

use super::precedents::{desk, workspace};
use crate::app::precedents::ask::{self, Seek, Shelves, Sought};
use crate::app::{Effect, Msg, update};
use crate::model::{Document, Version};
use crate::text::Language;

#[test]
fn a_library_that_is_damaged_again_is_made_anew_again() {
    let mut desk = desk();
    let shelf = |why: Option<&str>| ask::Shelved {
        name: "un".into(),
        documents: 1,
        paragraphs: 1,
        languages: vec!["en".to_owned()],
        damaged: why.map(str::to_owned),
    };
    let mut hear = |answer: Sought| {
        let answer = Box::new(answer);
        update(&mut desk.app, Msg::Sought { ticket: 0, answer })
    };
    let asks = |effects: &[Effect]| {
        let mends = |effect: &&Effect| {
            matches!(
                effect,
                Effect::Seek {
                    question: Seek::Mend(_),
                    ..
                }
            )
        };
        effects.iter().filter(mends).count()
    };
    let mended = |how, shelf| Sought::Mended {
        name: "un".into(),
        how,
        shelves: vec![shelf],
    };
    for _ in 0..2 {
        assert_eq!(asks(&hear(Sought::Shelves(vec![shelf(Some("cut"))]))), 1);
        // It is asked for once.
        assert_eq!(asks(&hear(Sought::Shelves(vec![shelf(Some("cut"))]))), 0);
        assert_eq!(asks(&hear(mended(Ok(0), shelf(None)))), 0);
    }
    // What cannot be made whole is not made anew for ever.
    assert_eq!(asks(&hear(Sought::Shelves(vec![shelf(Some("cut"))]))), 1);
    assert_eq!(asks(&hear(mended(Ok(1), shelf(Some("not whole"))))), 0);
    assert_eq!(
        asks(&hear(Sought::Shelves(vec![shelf(Some("not whole"))]))),
        0
    );
}

#[test]
fn a_version_in_a_lineage_is_called_a_version() {
    let mut workspace = workspace();
    let mut document = Document::clone(&workspace.drafts[&Language::ENGLISH]);
    document.head.version = Some("rev-1".parse().unwrap());
    let version = Version {
        label: "rev-1".parse().unwrap(),
        frozen: None,
        documents: [(Language::ENGLISH, Arc::new(document))].into(),
    };
    workspace.versions.push(Arc::new(version));
    let shelves = Shelves::new(&workspace, &[], &[]);
    let library = shelves.everything();
    let is_version = |entry: &usize| library.entry(*entry).unwrap().record.version.is_some();
    let words =
        "Urges all States to allow safe and hindered humanitarian access to all persons in need;";
    let mut entries = (0..library.len()).filter(is_version);
    let entry = entries
        .find(|entry| library.text(*entry).as_deref() == Some(words))
        .unwrap();
    let question = Seek::Lineage {
        from: Some(entry),
        name: "rev-1 2".to_owned(),
        text: words.to_owned(),
        language: Language::ENGLISH,
    };
    let Some(Sought::Found(found)) = ask::answer(&shelves, &question, &|| false) else {
        panic!("nothing was found");
    };
    let last = found.matches.last().unwrap();
    assert_eq!(last.hit.entry, entry);
    assert!(last.record.version.is_some() && last.change.is_some());
    let facts = crate::app::precedents::facts(last);
    assert!(
        facts.contains(&"a version of this draft".to_owned()),
        "{facts:?}"
    );
}
