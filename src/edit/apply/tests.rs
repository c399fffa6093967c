mod histories;
mod staleness;

use super::*;
use crate::edit::{Access, Actor, History};
use crate::model::sketch::{id, workspace};
use crate::model::{
    Agreement, Label, Level, Moment, Parking, Position, Reopening, Role, Source, Stance,
};

fn stamp() -> Stamp {
    let actor = Actor {
        name: "Secretary".into(),
        access: Access::Secretariat,
    };
    Stamp {
        actor,
        at: Moment::new(1_277_280_000, 18_000),
    }
}

/// Two languages: `a`, `b` with items `c` and `d`, `e`; the translation lacks `e`.
fn two_languages() -> Workspace {
    let mut ws = workspace(
        "members KAZ UZB\n\
         a operative 1 | Words of a and more.\n\
         b operative 2 | Words of b:\n\
         c item:1 (a) | Words of c;\n\
         d item:1 (b) | Words of d.\n\
         e operative 3 | Words of e.",
    );
    let mut french =
        crate::model::Document::new(crate::model::Head::new("fr".parse().unwrap(), "Titre"));
    for p in &ws.original().unwrap().paragraphs.clone() {
        if p.id != id("e") {
            let mut q = Paragraph::new(p.id, p.role, &format!("Mots de {}.", p.id));
            (q.level, q.label, q.of) = (p.level, p.label.clone(), Some(p.digest()));
            french.paragraphs.push(Arc::new(q));
        }
    }
    ws.drafts.insert("fr".parse().unwrap(), Arc::new(french));
    ws
}

fn order(ws: &Workspace, language: &str) -> String {
    let document = ws.draft(&language.parse().unwrap()).unwrap();
    document
        .paragraphs
        .iter()
        .map(|p| p.id.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

fn set_text(ws: &Workspace, language: &str, name: &str, text: &str) -> Change {
    let language: Language = language.parse().unwrap();
    let base = ws.draft(&language).unwrap().get(id(name)).unwrap().digest();
    Change::SetText {
        language,
        paragraph: id(name),
        text: text.into(),
        base,
        cites: Vec::new(),
    }
}

/// Applies a change, and checks that taking it back and doing it again gives back both states.
#[track_caller]
fn run(ws: &Workspace, change: Change) -> Workspace {
    let applied = apply(ws, &change, &stamp()).unwrap();
    let mut history = History::default();
    history.did(&applied);
    let undone = apply(
        &applied.workspace,
        &history.to_undo().unwrap().change(),
        &stamp(),
    )
    .unwrap();
    assert_eq!(undone.workspace, *ws, "undo of {change:?}");
    history.undid();
    let redone = apply(
        &undone.workspace,
        &history.to_redo().unwrap().change(),
        &stamp(),
    )
    .unwrap();
    assert_eq!(redone.workspace, applied.workspace, "redo of {change:?}");
    applied.workspace
}

#[test]
fn other_words_make_positions_and_translations_stale() {
    let mut ws = two_languages();
    let words = ws.words(id("a")).unwrap();
    let position = Some(Position::new(Stance::Agree, words));
    ws = run(
        &ws,
        Change::SetPosition {
            delegation: "KAZ".parse().unwrap(),
            paragraph: id("a"),
            position,
        },
    );
    let ws = run(&ws, set_text(&ws, "en", "a", " Other \n words. "));
    let p = ws.original().unwrap().get(id("a")).unwrap().clone();
    assert_eq!(p.text(), "Other words.");
    assert!(ws.standing("KAZ".parse().unwrap(), &p).unwrap().stale);
    let french = ws
        .draft(&"fr".parse().unwrap())
        .unwrap()
        .get(id("a"))
        .unwrap()
        .clone();
    assert!(ws.is_stale_translation(&"fr".parse().unwrap(), &french));
    let ws = run(&ws, set_text(&ws, "fr", "a", "D’autres mots."));
    let french = ws
        .draft(&"fr".parse().unwrap())
        .unwrap()
        .get(id("a"))
        .unwrap()
        .clone();
    assert!(!ws.is_stale_translation(&"fr".parse().unwrap(), &french));
}

#[test]
fn an_edit_on_words_that_no_longer_stand_is_refused() {
    let ws = two_languages();
    let late = set_text(&ws, "en", "a", "Late words.");
    let ws = run(&ws, set_text(&ws, "en", "a", "Early words."));
    let error = apply(&ws, &late, &stamp()).unwrap_err();
    assert!(matches!(error, ChangeError::OtherWords { .. }), "{error}");
    assert!(
        apply(&ws, &set_text(&ws, "en", "a", " \n"), &stamp()).is_err(),
        "no words"
    );
}

#[test]
fn inserted_words_keep_their_source_once() {
    let ws = two_languages();
    let source = Source::new("A/RES/63/63", Some("2"));
    let few = Source {
        words: Some("as appropriate".into()),
        ..Source::new("A/RES/78/1", Some("3"))
    };
    let Change::SetText {
        language,
        paragraph,
        base,
        ..
    } = set_text(&ws, "en", "a", "x")
    else {
        unreachable!()
    };
    let change = Change::SetText {
        language,
        paragraph,
        text: "New words.".into(),
        base,
        cites: vec![
            source.clone(),
            few.clone(),
            source.clone(),
            // Of a source that is cited already, a few words more are no other source.
            Source {
                words: few.words.clone(),
                ..source.clone()
            },
        ],
    };
    let title = apply(&ws, &change, &stamp()).unwrap().title;
    assert_eq!(
        &*title,
        "edit 1, with words of A/RES/63/63 ¶2 and A/RES/78/1 ¶3"
    );
    let ws = run(&ws, change);
    assert_eq!(
        ws.original().unwrap().get(id("a")).unwrap().sources,
        [source, few]
    );
}

#[test]
fn a_paragraph_moves_with_its_items_in_every_language() {
    let ws = two_languages();
    let moved = run(
        &ws,
        Change::Move {
            paragraph: id("b"),
            after: None,
        },
    );
    assert_eq!(order(&moved, "en"), "b c d a e");
    assert_eq!(order(&moved, "fr"), "b c d a");
    let moved = run(
        &ws,
        Change::Move {
            paragraph: id("a"),
            after: Some(id("e")),
        },
    );
    assert_eq!(order(&moved, "en"), "b c d e a");
    assert_eq!(order(&moved, "fr"), "b c d a");
    let within = Change::Move {
        paragraph: id("b"),
        after: Some(id("c")),
    };
    assert!(apply(&ws, &within, &stamp()).is_err());
}

#[test]
fn split_and_join_keep_every_word() {
    let ws = two_languages();
    let base = ws.words(id("a")).unwrap();
    let split = Change::Split {
        paragraph: id("a"),
        at: "Words of a".len(),
        new: id("n"),
        base,
    };
    let halves = run(&ws, split.clone());
    assert_eq!(order(&halves, "en"), "a n b c d e");
    let texts: Vec<&str> = halves
        .original()
        .unwrap()
        .paragraphs
        .iter()
        .take(2)
        .map(|p| p.text())
        .collect();
    assert_eq!(texts, ["Words of a", "and more."]);
    assert!(
        apply(&halves, &split, &stamp()).is_err(),
        "the words are others now"
    );
    let joined = run(&halves, Change::Join { paragraph: id("a") });
    assert_eq!(joined.words(id("a")), ws.words(id("a")));
    for bad in [0, 1_000] {
        let split = Change::Split {
            paragraph: id("a"),
            at: bad,
            new: id("m"),
            base,
        };
        assert!(apply(&ws, &split, &stamp()).is_err(), "{bad}");
    }
}

#[test]
fn what_is_deleted_can_be_restored_to_where_it_stood() {
    let ws = two_languages();
    let without = run(&ws, Change::Delete { paragraph: id("b") });
    assert_eq!(order(&without, "en"), "a e");
    assert_eq!(order(&without, "fr"), "a");
    let back = run(&without, Change::Restore { paragraph: id("b") });
    assert_eq!(order(&back, "en"), "a b c d e");
    assert_eq!(order(&back, "fr"), "a b c d");
    let one = run(&without, Change::Restore { paragraph: id("d") });
    assert_eq!(order(&one, "en"), "a d e");
    let only = workspace("a paragraph | A.");
    assert!(apply(&only, &Change::Delete { paragraph: id("a") }, &stamp()).is_err());
}

#[test]
fn a_deleted_title_leaves_its_part_to_the_next_paragraph() {
    let mut ws = two_languages();
    let part = crate::model::Part {
        kind: "annex".into(),
        label: None,
        original: None,
        negotiated: false,
    };
    let document = Arc::make_mut(ws.drafts.get_mut(&"en".parse().unwrap()).unwrap());
    Arc::make_mut(&mut document.paragraphs[0]).part = Some(part.clone());
    let ws = run(&ws, Change::Delete { paragraph: id("a") });
    assert_eq!(ws.original().unwrap().paragraphs[0].part, Some(part));
}

#[test]
fn ids_are_never_reused() {
    let ws = two_languages();
    let ws = run(&ws, Change::Delete { paragraph: id("e") });
    let again = Arc::new(Paragraph::new(id("e"), Role::Operative, "New."));
    let add = Change::Add {
        language: "en".parse().unwrap(),
        after: None,
        paragraph: again,
    };
    assert!(apply(&ws, &add, &stamp()).is_err());
    let new = Arc::new(Paragraph::new(id("n"), Role::Operative, "New."));
    let add = Change::Add {
        language: "en".parse().unwrap(),
        after: Some(id("a")),
        paragraph: new,
    };
    assert_eq!(order(&run(&ws, add), "en"), "a n b c d");
}

#[test]
fn the_chair_agrees_on_words_and_reopens_with_a_reason() {
    let ws = two_languages();
    let agreement = |on| Agreement {
        level: Level::AdRef,
        on,
        chapeau: None,
        carried: None,
        at: None,
        by: None,
        meeting: None,
        except: vec!["UZB".parse().unwrap()],
        lifted: Vec::new(),
        bracketed: false,
        reopened: None,
    };
    let on = ws.words(id("a")).unwrap();
    let park = Change::Park {
        paragraph: id("a"),
        parking: Some(Parking::default()),
    };
    let ws = run(&ws, park);
    let agree = Change::Agree {
        paragraph: id("a"),
        agreement: agreement(on),
    };
    let error = apply(&ws, &agree, &stamp()).unwrap_err().to_string();
    assert!(error.contains("take its report first"), "{error}");
    let ws = run(
        &ws,
        Change::Park {
            paragraph: id("a"),
            parking: None,
        },
    );
    let ws = run(&ws, agree);
    let other = Change::Agree {
        paragraph: id("b"),
        agreement: agreement(on),
    };
    assert!(matches!(
        apply(&ws, &other, &stamp()),
        Err(ChangeError::OtherWords { .. })
    ));
    let reopen = |reason: &str| Change::Reopen {
        paragraph: id("a"),
        reopening: Reopening {
            by: "KAZ".parse().unwrap(),
            at: None,
            reason: reason.into(),
        },
    };
    assert!(apply(&ws, &reopen(" "), &stamp()).is_err(), "no reason");
    let ws = run(&ws, reopen("new instructions"));
    assert_eq!(ws.agreements[&id("a")].len(), 1, "kept");
    assert!(
        apply(&ws, &reopen("again"), &stamp()).is_err(),
        "nothing left to reopen"
    );
}

#[test]
fn a_frozen_version_is_never_written_again() {
    let ws = two_languages();
    let ws = run(
        &ws,
        Change::Freeze {
            label: "rev-1".parse().unwrap(),
        },
    );
    let version = ws.version("rev-1").unwrap();
    assert_eq!(version.documents.len(), 2);
    assert_eq!(version.frozen, Some(stamp().at));
    let again = Change::Freeze {
        label: "REV-1".parse().unwrap(),
    };
    assert!(
        apply(&ws, &again, &stamp())
            .unwrap_err()
            .to_string()
            .contains("rev-1 is there already")
    );
}

#[test]
fn undo_of_what_somebody_else_changed_is_a_conflict() {
    let ws = two_languages();
    let applied = apply(&ws, &set_text(&ws, "en", "a", "Mine."), &stamp()).unwrap();
    let mut history = History::default();
    history.did(&applied);
    let theirs = apply(
        &applied.workspace,
        &set_text(&applied.workspace, "en", "a", "Theirs."),
        &stamp(),
    )
    .unwrap();
    let error = apply(
        &theirs.workspace,
        &history.to_undo().unwrap().change(),
        &stamp(),
    )
    .unwrap_err();
    assert!(matches!(error, ChangeError::Conflict(_)), "{error}");
}

#[test]
fn labels_and_roles_change_in_every_language() {
    let ws = two_languages();
    let ws = run(
        &ws,
        Change::SetLabel {
            paragraph: id("a"),
            label: Label::new("1 bis"),
        },
    );
    let ws = run(
        &ws,
        Change::SetRole {
            paragraph: id("a"),
            role: Role::Item,
            level: 2,
        },
    );
    for document in ws.drafts.values() {
        let p = document.get(id("a")).unwrap();
        assert_eq!(
            (p.label.as_ref().unwrap().as_str(), p.role, p.level),
            ("1 bis", Role::Item, 2)
        );
    }
}
