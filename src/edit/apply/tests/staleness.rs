//! The classes of change, each with what it does to those who stood on the words before it.

use super::*;
use crate::model::{Code, Package};

/// `a` with items `b` and `c`, and `d`; KAZ, UZB and the EU agree to all of it, and it is gavelled.
fn agreed() -> Workspace {
    let mut ws = workspace(
        "members KAZ UZB AUT BEL\ngroup EU AUT BEL\n\
         a operative 1 | States shall act as in paragraph 2 above, and:\n\
         b item:1 (a) | Words of b;\n\
         c item:1 (b) | Words of c.\n\
         d operative 2 | Words of d.",
    );
    for name in ["a", "b", "c", "d"] {
        for by in ["KAZ", "UZB", "EU"] {
            let position = Position::new(Stance::Agree, ws.words(id(name)).unwrap());
            ws = run(
                &ws,
                Change::SetPosition {
                    delegation: by.parse().unwrap(),
                    paragraph: id(name),
                    position: Some(position),
                },
            );
        }
        let agreement = Agreement {
            level: Level::AdRef,
            on: ws.words(id(name)).unwrap(),
            chapeau: None,
            carried: None,
            at: None,
            by: None,
            meeting: None,
            except: Vec::new(),
            reopened: None,
            lifted: Vec::new(),
            bracketed: false,
        };
        ws = run(
            &ws,
            Change::Agree {
                paragraph: id(name),
                agreement,
            },
        );
    }
    ws
}

fn editorial(ws: &Workspace, name: &str, text: &str) -> Change {
    Change::Editorial {
        paragraph: id(name),
        text: text.to_owned(),
        base: ws.words(id(name)).unwrap(),
    }
}

/// What a delegation must reconfirm: `a b via EU`.
fn queue(ws: &Workspace, by: &str) -> String {
    let queue = ws.to_reconfirm(by.parse().unwrap());
    let rows = queue.iter().map(|waiting| {
        let via = waiting.via.map(|via| format!(" via {via}"));
        format!("{}{}", waiting.paragraph, via.unwrap_or_default())
    });
    rows.collect::<Vec<_>>().join(", ")
}

/// Paragraphs that are agreed on their words.
fn standing(ws: &Workspace) -> String {
    let document = ws.original().unwrap();
    let agreed = document
        .paragraphs
        .iter()
        .filter(|p| ws.status(p).is_agreed());
    agreed
        .map(|p| p.id.to_string())
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn white_space_accents_and_labels_change_nothing() {
    let ws = agreed();
    let spaced = run(&ws, set_text(&ws, "en", "d", " Words   of d. "));
    let labelled = run(
        &ws,
        Change::SetLabel {
            paragraph: id("a"),
            label: Label::new("7"),
        },
    );
    for after in [spaced, labelled] {
        assert_eq!(
            (standing(&after).as_str(), queue(&after, "KAZ").as_str()),
            ("a b c d", "")
        );
    }
}

#[test]
fn other_words_make_every_agreement_on_them_stale() {
    let ws = agreed();
    let after = run(&ws, set_text(&ws, "en", "d", "Words of d, now."));
    assert_eq!(standing(&after), "a b c");
    assert_eq!(queue(&after, "KAZ"), "d");
    // The group is asked, for all its members at once.
    assert_eq!(
        (queue(&after, "EU"), queue(&after, "AUT")),
        ("d".to_owned(), "d via EU".to_owned())
    );
    // Other words for an item touch neither its chapeau nor its siblings; those of a chapeau touch its items.
    let item = run(&ws, set_text(&ws, "en", "b", "Other words;"));
    assert_eq!(
        (standing(&item), queue(&item, "UZB")),
        ("a c d".to_owned(), "b".to_owned())
    );
    let chapeau = run(&ws, set_text(&ws, "en", "a", "States shall act at once:"));
    assert_eq!(
        (standing(&chapeau), queue(&chapeau, "UZB")),
        ("d".to_owned(), "a, b, c".to_owned())
    );
}

#[test]
fn what_a_person_calls_editorial_is_carried_and_says_on_which_words_it_was_given() {
    let ws = agreed();
    let old = ws.words(id("a")).unwrap();
    let after = run(
        &ws,
        editorial(&ws, "a", "States shall act, as in paragraph 2 above, and:"),
    );
    assert_eq!(
        (standing(&after), queue(&after, "KAZ")),
        ("a b c d".to_owned(), String::new())
    );
    let kaz: Code = "KAZ".parse().unwrap();
    assert_eq!(after.position(kaz, id("a")).unwrap().carried, Some(old));
    let item = after.position(kaz, id("b")).unwrap();
    assert_eq!(item.carried, Some(item.on), "only its chapeau was edited");
    assert_eq!(after.agreements[&id("a")][0].carried, Some(old));
    // Twice carried, it still says what it was really given on.
    let twice = run(
        &after,
        editorial(&after, "a", "States shall act, as in paragraph 2, and:"),
    );
    assert_eq!(twice.position(kaz, id("a")).unwrap().carried, Some(old));
}

#[test]
fn a_change_that_was_made_can_be_called_editorial_afterwards() {
    let ws = agreed();
    let edited = run(
        &ws,
        set_text(
            &ws,
            "en",
            "a",
            "States shall act, as in paragraph 2 above, and:",
        ),
    );
    assert_eq!(queue(&edited, "KAZ"), "a, b, c");
    let carry = |from: &str| Change::Carry {
        paragraph: id("a"),
        from: from.into(),
        to: edited.words(id("a")).unwrap(),
    };
    let after = run(
        &edited,
        carry("States shall act as in paragraph 2 above, and:"),
    );
    assert_eq!(
        (standing(&after), queue(&after, "KAZ")),
        ("a b c d".to_owned(), String::new())
    );
    let nobody = apply(&edited, &carry("Words that nobody stood on:"), &stamp());
    assert!(nobody.unwrap_err().to_string().contains("nothing to carry"));
}

#[test]
fn a_duty_that_became_a_wish_is_no_editorial_change() {
    let ws = agreed();
    let change = editorial(&ws, "a", "States should act as in paragraph 2 above, and:");
    let error = apply(&ws, &change, &stamp()).unwrap_err().to_string();
    assert!(error.starts_with("“shall” became “should”"), "{error}");
}

#[test]
fn who_reconfirms_stands_on_the_words_that_were_shown_and_no_others() {
    let ws = agreed();
    let ws = run(&ws, set_text(&ws, "en", "a", "States shall act at once:"));
    let eu: Code = "EU".parse().unwrap();
    let all: Vec<_> = ws
        .to_reconfirm(eu)
        .iter()
        .map(|w| (w.paragraph, w.now))
        .collect();
    let reconfirm = |paragraphs| Change::Reconfirm {
        delegation: eu,
        paragraphs,
    };
    let one = run(&ws, reconfirm(vec![all[0]]));
    assert_eq!(
        (queue(&one, "EU"), queue(&one, "BEL")),
        ("b, c".to_owned(), "b via EU, c via EU".to_owned())
    );
    let rest = run(&one, reconfirm(all.clone()));
    assert_eq!(
        (queue(&rest, "EU"), queue(&rest, "KAZ")),
        (String::new(), "a, b, c".to_owned())
    );
    let changed = run(&ws, set_text(&ws, "en", "a", "States shall act never:"));
    for shown in &all {
        // Shown other words, or another chapeau.
        assert!(apply(&changed, &reconfirm(vec![*shown]), &stamp()).is_err());
    }
    let aut = Change::Reconfirm {
        delegation: "AUT".parse().unwrap(),
        paragraphs: all,
    };
    let error = apply(&ws, &aut, &stamp()).unwrap_err().to_string();
    assert!(error.contains("no position of its own"), "{error}");
}

#[test]
fn a_package_binds_paragraphs_that_are_there_and_is_dissolved_by_name() {
    let ws = agreed();
    let set = |paragraphs: &[&str]| Change::SetPackage {
        name: "Deal".into(),
        package: Some(Package {
            name: "Deal".into(),
            paragraphs: paragraphs.iter().map(|name| id(name)).collect(),
            note: None,
        }),
    };
    let bound = run(&ws, set(&["a", "d"]));
    assert!(bound.consensus().packages[0].is_closed());
    assert!(
        apply(&ws, &set(&["a"]), &stamp()).is_err(),
        "one alone is no package"
    );
    assert!(apply(&ws, &set(&["a", "zz"]), &stamp()).is_err());
    let dissolve = Change::SetPackage {
        name: "deal".into(),
        package: None,
    };
    assert_eq!(run(&bound, dissolve.clone()), ws);
    assert!(apply(&ws, &dissolve, &stamp()).is_err());
}
