use super::*;
use crate::model::sketch::{id, workspace};
use crate::model::{Proposal, Version, Wanted};

fn shape(view: &View) -> Vec<&str> {
    view.document.paragraphs.iter().map(|p| p.text()).collect()
}

fn sketch() -> Workspace {
    let mut w = workspace(
        "
        members KAZ UZB
        a paragraph 1 | States [to consider - KAZ; UZB delete] [, as appropriate,] to sign; [Agreed ad ref]
        b paragraph 2 | It [shall / should - UZB] act by [date] \\[sic\\].
        c paragraph 3 | Option 1: [one - KAZ];
        d paragraph | Option 2: no text
        e paragraph 4 | [Over
        f paragraph 5 | these. - UZB delete]
        ",
    );
    let document = w.original().unwrap().clone();
    let mut first = Document::clone(&document);
    first.paragraphs.truncate(1);
    first.paragraphs = vec![Arc::new(
        document
            .paragraphs
            .first()
            .unwrap()
            .with_text("States to sign;"),
    )];
    w.versions.push(Arc::new(Version {
        label: "rev-1".parse().unwrap(),
        frozen: None,
        documents: [(document.head.language, Arc::new(first))]
            .into_iter()
            .collect(),
    }));
    w
}

#[test]
fn each_lens_shows_its_text() {
    let mut w = sketch();
    let document = w.original().unwrap().clone();
    let look = |w: &Workspace, lens| see(lens, Some(w), w.original().unwrap()).unwrap();
    assert_eq!(look(&w, Lens::Brackets).document, document);
    assert_eq!(shape(&look(&w, Lens::Base)), ["States to sign;"]);
    let clean = [
        "States to consider, as appropriate, to sign;",
        "It shall act by [date] [sic].",
        "one;",
        "Over",
        "these.",
    ];
    assert_eq!(shape(&look(&w, Lens::Clean)), clean);
    assert_eq!(
        shape(&look(&w, Lens::As("UZB".parse().unwrap()))),
        [
            "States, as appropriate, to sign;",
            "It should act by [date] [sic].",
            "one;"
        ]
    );
    let last = look(&w, Lens::Final);
    let left: Vec<(String, usize)> = last
        .left
        .iter()
        .map(|(id, n)| (id.to_string(), *n))
        .collect();
    let left: Vec<(&str, usize)> = left.iter().map(|(id, n)| (id.as_str(), *n)).collect();
    assert_eq!(left, [("a", 2), ("b", 2), ("c", 2), ("e", 1)]);
    assert!(shape(&last).first().unwrap().contains("[to consider"));
    // What the chair chose is decided in clean and in final.
    let draft = Arc::make_mut(w.drafts.values_mut().next().unwrap());
    let b = Arc::make_mut(draft.paragraphs.get_mut(1).unwrap());
    b.chosen = vec![crate::model::bracket::Chosen {
        bracket: "[shall / should - UZB]".into(),
        nth: 1,
        take: Take::Choose(2),
    }];
    assert!(
        shape(&look(&w, Lens::Clean))
            .get(1)
            .unwrap()
            .starts_with("It should act")
    );
    assert!(look(&w, Lens::Final).left.contains(&(id("b"), 1)));
}

#[test]
fn a_delegation_sees_its_proposals_taken() {
    let mut w = sketch();
    let mut propose = |name: &str, target: &str, wanted: Wanted| {
        let base = w
            .original()
            .unwrap()
            .get(id(target))
            .unwrap()
            .text()
            .to_owned();
        let mut made = Proposal::new(id(name), id(target), &base, wanted);
        made.by = vec!["KAZ".parse().unwrap()];
        Arc::make_mut(&mut w.proposals).insert(made.id, Arc::new(made));
    };
    propose(
        "p",
        "b",
        Wanted::Words("It [shall / should - UZB] act at once by [date] \\[sic\\].".into()),
    );
    propose("q", "f", Wanted::Gone);
    let code = "KAZ".parse().unwrap();
    let view = see(Lens::As(code), Some(&w), w.original().unwrap()).unwrap();
    assert_eq!(
        shape(&view).get(1).unwrap(),
        &"It shall act at once by [date] [sic]."
    );
    assert!(view.not_applied.len() <= 1);
    let other = see(
        Lens::As("UZB".parse().unwrap()),
        Some(&w),
        w.original().unwrap(),
    )
    .unwrap();
    assert!(!shape(&other).concat().contains("at once"));
}

#[test]
fn what_cannot_be_seen_is_said() {
    let mut w = sketch();
    w.versions.clear();
    let document = w.original().unwrap();
    assert!(see(Lens::Base, Some(&w), document).is_err());
    assert!(see(Lens::As("XYZ".parse().unwrap()), Some(&w), document).is_err());
    // A file on its own has no versions and no delegations; whatever looks like a code is one.
    let seen = see(Lens::As("UZB".parse().unwrap()), None, document).unwrap();
    assert!(!seen.document.paragraphs.is_empty());
}
