//! What changed since somebody agreed, on small workspaces.

use super::*;
use crate::compare::Kind;
use crate::model::sketch;

const SKETCH: &str = "
    members KAZ UZB IRN
    a operative 1 | Parties should report every year.
    b operative 2 | The secretariat prepares the documents.
    c operative 3 | Observers may attend.
    d operative 4 | The depositary informs all States.
    @ KAZ agree a < Parties shall report every year.
    @ KAZ agree b
    @ KAZ agree c < Words that nobody kept.
    @ UZB oppose a < Parties shall report every year.
    @ IRN agree a
    @ IRN absent b < Parties shall report every year.
    = b ad_ref
    = a ad_ref < Parties shall report every year.
";

fn ask(who: Who) -> Since {
    let workspace = sketch::workspace(SKETCH);
    let mut kept = Kept::new();
    for text in ["Parties shall report every year.", "Of something else."] {
        kept.insert(Digest::of(text), text.to_owned());
    }
    since(&workspace, who, &kept).unwrap()
}

fn party(code: &str) -> Who {
    Who::Party(code.parse().unwrap())
}

#[test]
fn words_that_are_in_no_version_are_asked_for() {
    let missing = missing(&sketch::workspace(SKETCH));
    assert!(missing.contains(&Digest::of("Parties shall report every year.")));
    assert!(missing.contains(&Digest::of("Words that nobody kept.")));
    assert_eq!(missing.len(), 2);
}

#[test]
fn each_paragraph_stands_beside_the_words_that_were_spoken_on() {
    let since = ask(party("KAZ"));
    let told: Vec<(Kind, Heard, String)> = since
        .rows()
        .map(|(pair, remark)| (pair.kind, remark.heard, remark.words()))
        .collect();
    assert_eq!(
        told,
        [
            (Kind::Changed, Heard::Changed, "KAZ agree".to_owned()),
            (Kind::Unchanged, Heard::Same, "KAZ agree".to_owned()),
            (
                Kind::Unchanged,
                Heard::Nowhere,
                "KAZ agree, on words that are nowhere kept".to_owned()
            ),
            (Kind::Unchanged, Heard::Unheard, "no position".to_owned()),
        ]
    );
    assert_eq!(
        since.aloud(party("KAZ"), '¶'),
        "Since KAZ took its positions, two of the three paragraphs that it spoke on changed: 1 has other words; the earlier words of 3 are \
         nowhere kept. Weaker: “shall” became “should” in 1. It has no position on 4."
    );
}

#[test]
fn who_was_absent_spoke_on_no_words() {
    let since = ask(party("IRN"));
    assert_eq!(since.changed(), 0);
    assert_eq!(since.remarks[1].heard, Heard::Unheard);
}

#[test]
fn everybody_is_told_once_for_each_wording() {
    let since = ask(Who::Everybody);
    let told: Vec<String> = since.remarks.iter().map(Remark::words).collect();
    assert_eq!(
        told,
        [
            "IRN agree",
            "KAZ agree; UZB oppose",
            "KAZ agree",
            "KAZ agree, on words that are nowhere kept",
            "no position",
        ]
    );
}

#[test]
fn the_words_that_the_chair_gavelled_are_asked_for_too() {
    let since = ask(Who::Chair);
    assert_eq!(since.changed(), 1);
    assert_eq!(since.remarks[0].words(), "agreed ad ref");
}

#[test]
fn a_deleted_paragraph_is_a_change_to_who_agreed_to_it() {
    let mut workspace = sketch::workspace(SKETCH);
    let draft = workspace.drafts.values_mut().next().unwrap();
    let document = Arc::make_mut(draft);
    let paragraph = document.paragraphs.remove(1);
    document.deleted.push(crate::model::Deleted {
        paragraph,
        after: None,
    });
    let since = since(&workspace, party("KAZ"), &Kept::new()).unwrap();
    let (pair, remark) = since.rows().last().unwrap();
    assert_eq!((pair.kind, remark.heard), (Kind::Deleted, Heard::Changed));
    assert!(since.aloud(party("KAZ"), '¶').contains("2 was deleted"));
}

/// The sketch with a paragraph joined to the one before it.
fn with_join(first: usize) -> crate::model::Workspace {
    let mut workspace = sketch::workspace(SKETCH);
    let draft = workspace.drafts.values_mut().next().unwrap();
    let document = Arc::make_mut(draft);
    let paragraph = document.paragraphs.remove(first + 1);
    let one = &document.paragraphs[first];
    let whole = one.with_text(&format!("{} {}", one.text(), paragraph.text()));
    let after = Some(one.id);
    document.paragraphs[first] = Arc::new(whole);
    document
        .deleted
        .push(crate::model::Deleted { paragraph, after });
    workspace
}

#[test]
fn a_joined_paragraph_is_not_called_deleted() {
    let mut kept = Kept::new();
    for text in [
        "Parties shall report every year.",
        "Parties should report every year.",
        "The secretariat prepares the documents.",
    ] {
        kept.insert(Digest::of(text), text.to_owned());
    }
    // KAZ spoke on both, IRN on the first alone and UZB on the first alone.
    for (code, expected) in [("KAZ", true), ("IRN", false), ("UZB", false)] {
        let since = since(&with_join(0), party(code), &kept).unwrap();
        let said = since.aloud(party(code), '¶');
        assert!(!said.contains("deleted"), "{said}");
        assert_eq!(said.contains("1 and 2 became 1"), expected, "{said}");
    }
    // Of one that nobody spoke on, its own words are those that it has beside what it took in.
    let since = since(&with_join(2), Who::Chair, &kept).unwrap();
    assert!(!since.aloud(Who::Chair, '¶').contains("deleted"));
    let mut workspace = sketch::workspace(
        "
        members KAZ
        a operative 1 | Parties report every year.
        b operative 2 | The secretariat prepares the documents.
        @ KAZ agree b
        ",
    );
    let draft = workspace.drafts.values_mut().next().unwrap();
    let document = Arc::make_mut(draft);
    let paragraph = document.paragraphs.remove(1);
    let one = &document.paragraphs[0];
    let whole = one.with_text("Parties report every year. The secretariat prepares the documents.");
    let after = Some(one.id);
    document.paragraphs[0] = Arc::new(whole);
    document
        .deleted
        .push(crate::model::Deleted { paragraph, after });
    let since = super::since(&workspace, party("KAZ"), &Kept::new()).unwrap();
    let (pair, remark) = since.rows().next().unwrap();
    assert_eq!((pair.kind, remark.heard), (Kind::Merged, Heard::Changed));
    assert_eq!(
        since.a.paragraphs[pair.a[0]].text(),
        "Parties report every year."
    );
}

#[test]
fn who_spoke_alike_is_told_together() {
    let workspace = sketch::workspace(
        "
        members KAZ UZB IRN TJK
        a operative 1 | Parties should report every year.
        b operative 2 | The secretariat prepares the documents.
        @ KAZ agree a < Parties shall report every year.
        @ UZB agree a < Parties shall report every year.
        @ UZB agree b
        @ IRN oppose a < Parties shall report every year.
        @ TJK agree b
        ",
    );
    let text = "Parties shall report every year.";
    let kept = Kept::from([(Digest::of(text), text.to_owned())]);
    let all = ["KAZ", "UZB", "IRN", "TJK"].map(|code| {
        let code: Code = code.parse().unwrap();
        (code, since(&workspace, Who::Party(code), &kept).unwrap())
    });
    let told: Vec<String> = alike(all.into())
        .iter()
        .map(|(codes, since)| since.aloud_for(codes, '¶'))
        .collect();
    assert_eq!(
        told,
        [
            "Since KAZ and UZB took their positions, one of the paragraphs that they spoke on changed: 1 has other words. \
             Weaker: “shall” became “should” in 1.",
            "Since IRN took its positions, the one paragraph that it spoke on changed: 1 has other words. \
             Weaker: “shall” became “should” in 1. It has no position on 2.",
        ]
    );
}
