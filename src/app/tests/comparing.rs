//! The comparison driven by keys: going about, taking over, other sides.

use super::*;
use crate::app::texts::{self, Question};
use crate::app::{Side, command};
use crate::compare::{Item, Kept, Who};
use crate::model::VersionLabel;

/// A workspace with a version, and another draft since: words changed, moved, new and gone.
fn desk() -> Desk {
    let workspace = sketch::workspace(
        "members KAZ UZB
        a operative 1 | Parties shall report on their work of every year to all States.
        b operative 2 | The secretariat prepares the documents of the session.
        c operative 3 | Observers may attend all meetings of the bodies.
        d operative 4 | The depositary informs States of all signatures.
        @ KAZ agree a",
    );
    let mut desk = Desk::new(workspace);
    let language = desk.app.language;
    desk.others(&Change::Freeze {
        label: "rev-1".parse::<VersionLabel>().unwrap(),
    });
    desk.others_write(
        "a",
        "Parties should report on their work of each year to all States.",
    );
    let (b, d) = (sketch::id("b"), sketch::id("d"));
    desk.others(&Change::Move {
        paragraph: b,
        after: Some(d),
    });
    desk.others(&Change::Delete {
        paragraph: sketch::id("c"),
    });
    let new = crate::model::Paragraph::new(
        sketch::id("zzzz0001"),
        crate::model::Role::Operative,
        "Something that nobody had thought of before.",
    );
    desk.others(&Change::Add {
        language,
        after: Some(d),
        paragraph: Arc::new(new),
    });
    desk.load();
    desk
}

/// Answers what is asked about texts, as often as it is asked.
fn answer(desk: &mut Desk) {
    let asked: Vec<Effect> = desk.asked.drain(..).collect();
    for effect in asked {
        if let Effect::Compare { ticket, question } = effect {
            let result = compared(desk, &question).map(Box::new);
            desk.tell(Msg::Compared { ticket, result });
        }
    }
}

fn compared(desk: &Desk, question: &Question) -> Result<crate::compare::Sheet, String> {
    let kept = |_: &Workspace| {
        let words = "Parties must report.";
        Kept::from([(crate::text::Digest::of(words), words.to_owned())])
    };
    texts::compared(
        &desk.disk,
        question,
        &mut texts::Before::default(),
        &kept,
        &mut |_| Err("no files here".to_owned()),
    )
}

#[track_caller]
fn keys(desk: &mut Desk, keys: &str) {
    for key in Key::sequence(keys).unwrap() {
        desk.tell(Msg::Key(key));
        answer(desk);
    }
}

fn at_comparison() -> Desk {
    let mut desk = desk();
    keys(&mut desk, "3");
    assert!(desk.app.compare().sheet().is_some());
    desk
}

#[test]
fn who_must_be_asked_again_stands_before_what_was_taken_and_many_are_counted() {
    let said = |codes: &str| {
        let codes: Vec<&str> = codes.split(' ').collect();
        let members = format!("members {}\n", codes.join(" "));
        let mut before = Desk::new(sketch::workspace(&format!(
            "{members}a operative 1 | Parties shall report every year."
        )));
        before.others(&Change::Freeze {
            label: "rev-1".parse::<VersionLabel>().unwrap(),
        });
        let stances: Vec<String> = codes.iter().map(|c| format!("@ {c} agree a")).collect();
        let mut desk = Desk::new(sketch::workspace(&format!(
            "{members}a operative 1 | Parties should report.\n{}",
            stances.join("\n")
        )));
        desk.disk.versions = before.disk.versions;
        desk.load();
        keys(&mut desk, "3t");
        desk.notice().to_owned()
    };
    for (codes, starts) in [
        ("KAZ UZB", "To be asked again: KAZ, UZB. Took change 1 of "),
        (
            "AZE IRN KAZ KGZ TJK TKM",
            "To be asked again: AZE, IRN, KAZ and 3 others. Took",
        ),
    ] {
        let notice = said(codes);
        assert!(notice.starts_with(starts), "{notice}");
    }
}

#[test]
fn one_change_is_taken_and_undone() {
    let mut desk = at_comparison();
    keys(&mut desk, "t");
    assert_eq!(
        desk.words()[0],
        "Parties shall report on their work of each year to all States."
    );
    keys(&mut desk, "u");
    assert_eq!(
        desk.words()[0],
        "Parties should report on their work of each year to all States."
    );
    keys(&mut desk, "lt");
    assert_eq!(
        desk.words()[0],
        "Parties should report on their work of every year to all States."
    );
    let sheet = desk.app.compare().sheet().unwrap();
    assert_eq!(sheet.comparison.summary.changed, 1, "compared anew");
}

#[test]
fn all_the_words_of_a_paragraph_are_taken_at_once() {
    let mut desk = at_comparison();
    keys(&mut desk, "A");
    assert_eq!(
        desk.words()[0],
        "Parties shall report on their work of every year to all States."
    );
    let sheet = desk.app.compare().sheet().unwrap();
    assert_eq!(sheet.comparison.summary.changed, 0);
}

#[test]
fn what_went_comes_back_and_what_came_goes_only_after_a_question() {
    let mut desk = at_comparison();
    let start = desk.words().len();
    let to = |desk: &mut Desk, is: fn(&crate::compare::Pair) -> bool| {
        keys(desk, "gg");
        while !desk.app.compare().pair().is_some_and(is) {
            keys(desk, "j");
        }
    };
    to(&mut desk, |pair| pair.b.is_empty());
    keys(&mut desk, "t");
    assert_eq!(desk.words().len(), start + 1);
    assert!(desk.words().iter().any(|w| w.starts_with("Observers")));
    keys(&mut desk, "u");
    assert_eq!(desk.notice(), "Undid: restore 3.");
    to(&mut desk, |pair| pair.a.is_empty());
    keys(&mut desk, "t");
    assert!(matches!(desk.app.overlays().last(), Some(Overlay::Ask(_))));
    assert_eq!(desk.words().len(), start);
    keys(&mut desk, "d");
    assert_eq!(desk.words().len(), start - 1);
}

#[test]
fn a_moved_paragraph_goes_back_and_both_its_ends_are_a_key_apart() {
    let mut desk = at_comparison();
    while !desk.app.compare().pair().unwrap().moved {
        keys(&mut desk, "j");
    }
    let here = desk.app.compare().item().unwrap();
    keys(&mut desk, "%");
    let there = desk.app.compare().item().unwrap();
    assert_eq!(here.pair(), there.pair());
    assert_ne!(here, there);
    keys(&mut desk, "%");
    assert_eq!(desk.app.compare().item(), Some(here));
    if let Some(Item::Left(_)) = desk.app.compare().item() {
        keys(&mut desk, "%");
    }
    keys(&mut desk, "t");
    let sheet = desk.app.compare().sheet().unwrap();
    assert_eq!(sheet.comparison.summary.moved, 0);
}

#[test]
fn both_sides_are_seen_through_every_lens_in_turn() {
    use crate::model::Lens::{self, As, Base, Brackets, Clean, Final};
    let mut desk = at_comparison();
    let code = desk.app.workspace().unwrap().header.delegations[0].code;
    let both = |lens: Lens| (lens, lens);
    for lenses in [
        both(Clean),
        (Brackets, Clean),
        (Clean, Brackets),
        both(Final),
        both(As(code)),
        both(Base),
        both(Brackets),
    ] {
        keys(&mut desk, "L");
        let state = desk.app.compare();
        assert_eq!(state.lenses, lenses);
        assert!(state.sheet().is_some(), "{lenses:?}");
        if lenses == both(As(code)) {
            // Any other delegation can be chosen there.
            keys(&mut desk, "UZB<enter>");
            let other = both(As("UZB".parse().unwrap()));
            assert_eq!(desk.app.compare().lenses, other);
            continue;
        }
        if lenses == both(Base) {
            // As first issued, both sides are the same text.
            assert!(
                !state
                    .sheet()
                    .unwrap()
                    .comparison
                    .pairs
                    .iter()
                    .any(crate::compare::Pair::is_change)
            );
        }
    }
}

#[test]
fn nothing_is_taken_where_the_draft_is_on_neither_side_or_seen_through_a_lens() {
    let mut desk = at_comparison();
    let before = desk.words();
    keys(&mut desk, "Lt");
    assert!(
        desk.notice().contains("without its brackets"),
        "{}",
        desk.notice()
    );
    keys(&mut desk, "LLLL<esc>LL");
    keys(&mut desk, "brev-1<enter>t");
    assert!(desk.notice().contains("Neither side is the draft"));
    assert_eq!(desk.words(), before);
}

#[test]
fn what_changed_since_a_delegation_agreed_is_one_key_from_the_matrix() {
    let mut desk = desk();
    keys(&mut desk, "2S");
    let kaz = Who::Party("KAZ".parse().unwrap());
    let sides = desk.app.compare().sides.clone();
    assert_eq!(sides, Some((Side::Since(kaz), Side::Draft)));
    let told = &desk.app.compare().sheet().unwrap().told;
    assert!(
        told.starts_with(
            "Since KAZ took its positions, the one paragraph that it spoke on changed"
        ),
        "{told}"
    );
    keys(&mut desk, "S<enter>");
    let sides = desk.app.compare().sides.clone();
    assert_eq!(sides, Some((Side::Since(Who::Everybody), Side::Draft)));
    // Another newer side cannot be set against it: the draft is compared with that instead.
    keys(&mut desk, "brev-1<enter>");
    let sides = desk.app.compare().sides.clone();
    assert_eq!(
        sides,
        Some((Side::Draft, Side::Version("rev-1".to_owned())))
    );
}

#[test]
fn a_path_may_be_typed_where_a_side_is_asked_for() {
    let mut desk = at_comparison();
    keys(&mut desk, "aplaces/nowhere.txt");
    let Some(Overlay::Choice(choice)) = desk.app.overlays().last() else {
        panic!("no list")
    };
    let left: Vec<&str> = choice
        .list
        .left
        .iter()
        .map(|ranked| &*choice.rows[ranked.index].text)
        .collect();
    assert_eq!(left, ["a file …"]);
    keys(&mut desk, "<enter><enter>");
    assert_eq!(
        desk.app.compare().sides.as_ref().unwrap().0,
        Side::File(PathBuf::from("places/nowhere.txt"))
    );
}

#[test]
fn a_file_that_cannot_be_read_is_said_and_nothing_breaks() {
    let mut desk = at_comparison();
    keys(&mut desk, "afile<enter>nowhere.txt<enter>");
    assert_eq!(
        desk.app.compare().result.clone().unwrap().unwrap_err(),
        "no files here"
    );
    for command in command::all().filter(|c| c.applies(command::Scope::Compare)) {
        let mut desk = Desk::new(desk.disk.clone());
        keys(&mut desk, "3afile<enter>nowhere.txt<enter>");
        (command.run)(&mut desk.app, command::Args::default());
    }
}

#[test]
fn what_changed_since_a_version_with_other_ids_is_told_by_words() {
    let mut desk = desk();
    let before = desk.app.session().unwrap().changed_since().unwrap().1;
    let version = Arc::make_mut(desk.disk.versions.last_mut().unwrap());
    for document in version.documents.values_mut() {
        let document = Arc::make_mut(document);
        for (at, p) in document.paragraphs.iter_mut().enumerate() {
            Arc::make_mut(p).id = format!("zzzz1{at:03}").parse().unwrap();
        }
    }
    desk.load();
    assert_eq!(
        desk.app.session().unwrap().changed_since(),
        Some(("rev-1", before))
    );
}

#[test]
fn typography_is_drawn_when_it_is_asked_for() {
    let workspace = sketch::workspace(
        "members KAZ
        a operative 1 | The States' \"Plan\" shall be kept by all of them.",
    );
    let mut desk = Desk::new(workspace);
    desk.others(&Change::Freeze {
        label: "rev-1".parse::<VersionLabel>().unwrap(),
    });
    desk.others_write("a", "The States’ “Plan” shall be kept by all of them.");
    desk.load();
    keys(&mut desk, "3");
    let sums = |desk: &Desk| desk.app.compare.sheet().unwrap().comparison.summary;
    assert_eq!((sums(&desk).changed, sums(&desk).typography), (0, 1));
    let told = &desk.app.compare.sheet().unwrap().told;
    assert!(
        told.ends_with("Typography differs in one paragraph."),
        "{told}"
    );
    keys(&mut desk, "\"");
    assert_eq!((sums(&desk).changed, sums(&desk).typography), (1, 0));
    keys(&mut desk, "\"");
    assert_eq!((sums(&desk).changed, sums(&desk).typography), (0, 1));
}

#[test]
fn side_by_side_is_refused_where_there_is_no_room() {
    let mut desk = at_comparison();
    desk.tell(Msg::Resize(40, 12));
    keys(&mut desk, "s");
    assert!(!desk.app.compare().beside && !desk.app.is_beside());
    let said = desk.app.notice().unwrap().text.clone();
    assert!(said.contains("needs 51 columns"), "{said}");
    desk.tell(Msg::Resize(120, 36));
    assert!(!desk.app.is_beside(), "nothing was remembered");
    keys(&mut desk, "s");
    assert!(desk.app.is_beside());
    keys(&mut desk, "s");
    assert!(!desk.app.is_beside());
}

#[test]
fn another_language_of_a_split_paragraph_is_split_too() {
    let words = [
        "Parties shall report on their work of every year to all States.",
        "The secretariat prepares the documents of the session.",
    ];
    let mut desk = Desk::new(sketch::workspace(&format!(
        "a operative 1 | {}\nb operative 2 | Observers may attend all meetings of the bodies.",
        words.join(" ")
    )));
    let (english, russian) = (desk.app.language, crate::text::Language::RUSSIAN);
    let workspace = &mut desk.disk;
    let mut other = (*workspace.drafts[&english]).clone();
    other.head.language = russian;
    workspace.drafts.insert(russian, Arc::new(other));
    workspace.versions = vec![Arc::new(crate::model::Version {
        label: "rev-1".parse().unwrap(),
        frozen: None,
        documents: workspace.drafts.clone(),
    })];
    for draft in workspace.drafts.values_mut() {
        let half = |id, words: &str| {
            let role = crate::model::Role::Operative;
            Arc::new(crate::model::Paragraph::new(sketch::id(id), role, words))
        };
        Arc::make_mut(draft).paragraphs = vec![half("a", words[0]), half("zzzz0001", words[1])];
    }
    let question = Question {
        a: Side::Version("rev-1".to_owned()),
        b: Side::Language(russian),
        lenses: Default::default(),
        language: english,
        labels: crate::compare::Labels::default(),
        typography: crate::compare::Typography::default(),
    };
    let sheet = compared(&desk, &question).unwrap();
    let kinds: Vec<_> = sheet
        .comparison
        .pairs
        .iter()
        .map(|pair| pair.kind)
        .collect();
    assert_eq!(
        kinds,
        [crate::compare::Kind::Split, crate::compare::Kind::Deleted]
    );
}
