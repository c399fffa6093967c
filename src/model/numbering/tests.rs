use super::*;
use crate::model::Role;
use crate::model::sketch::{id, workspace};

fn document(sketch: &str) -> std::sync::Arc<Document> {
    workspace(sketch).original().unwrap().clone()
}

/// The label of a new paragraph behind another.
fn suggested(sketch: &str, profile: Profile, behind: &str, role: Role, level: u8) -> String {
    let behind = (!behind.is_empty()).then(|| id(behind));
    suggest(&document(sketch), profile, behind, role, level)
        .map_or("-".to_owned(), |label| label.to_string())
}

#[test]
fn a_new_paragraph_takes_no_label_from_others() {
    let text = "p preambular | P,
        a operative 1 | A;
        b operative 2 | B:
        c item:1 (a) | C;
        d item:1 (b) | D;
        e operative 2 bis | E;
        f operative 3 | F.";
    let resolution = Profile::Resolution;
    for (behind, role, level, label) in [
        ("p", Role::Operative, 0, "1 pre"),
        ("a", Role::Operative, 0, "1 bis"),
        ("b", Role::Operative, 0, "2 bis pre"),
        ("d", Role::Operative, 0, "2 bis pre"),
        ("e", Role::Operative, 0, "2 ter"),
        ("f", Role::Operative, 0, "4"),
        ("c", Role::Item, 1, "(a) bis"),
        ("d", Role::Item, 1, "(c)"),
        ("d", Role::Item, 2, "(i)"),
        ("f", Role::Item, 1, "(a)"),
        ("b", Role::Item, 1, "(a) pre"),
        ("p", Role::Preambular, 0, "-"),
    ] {
        assert_eq!(
            suggested(text, resolution, behind, role, level),
            label,
            "{behind} {role:?}"
        );
    }
    for (profile, sketch, behind, role, level, label) in [
        (resolution, "a operative | A.", "a", Role::Operative, 0, "-"),
        (resolution, "t title | T", "t", Role::Operative, 0, "-"),
        (
            Profile::Narrative,
            "a paragraph | A.",
            "a",
            Role::Paragraph,
            0,
            "-",
        ),
        (
            Profile::Narrative,
            "a paragraph | A:",
            "a",
            Role::Item,
            1,
            "-",
        ),
        (
            resolution,
            "a operative OP3 | A;\n b operative OP4 | B.",
            "a",
            Role::Operative,
            0,
            "OP3 bis",
        ),
        (
            resolution,
            "a operative 5 | A;\n b operative 5 alt | B;\n c operative 6 | C.",
            "b",
            Role::Operative,
            0,
            "5 bis",
        ),
        (
            resolution,
            "a operative 5 | A;\n b operative 5 alt | B.",
            "b",
            Role::Operative,
            0,
            "6",
        ),
        // The second section begins anew: behind the last of the first comes the next number.
        (
            Profile::Outcome,
            "s heading I | S\n a paragraph 1 | A.\n t heading II | T\n b paragraph 1 | B.",
            "a",
            Role::Paragraph,
            0,
            "2",
        ),
    ] {
        assert_eq!(
            suggested(sketch, profile, behind, role, level),
            label,
            "{sketch}"
        );
    }
    let rivals = document("a operative 5 | A;\n b operative 5 alt | B;\n c operative | C.");
    let of = |name: &str| rival(&rivals, resolution, id(name)).map(|label| label.to_string());
    assert_eq!((of("a"), of("c")), (Some("5 alt 2".to_owned()), None));
}

#[test]
fn items_have_the_form_of_their_language() {
    for (language, labels) in [
        ("en", ["(a)", "(i)", "a.", "i."]),
        ("zh", ["(a)", "(i)", "a.", "i."]),
        ("fr", ["a)", "i)", "a.", "i."]),
        ("es", ["a)", "i)", "a.", "i."]),
        ("ru", ["a)", "i)", "a.", "i."]),
        ("ar", ["(أ)", "‘1’", "a.", "i."]),
    ] {
        let language = language.parse().unwrap();
        for (level, label) in (1..).zip(labels) {
            assert_eq!(Numbering::usual_item(&language, level), label, "{language}");
        }
    }
}

#[test]
fn a_sign_is_read_as_its_row_counts() {
    for (sketch, path) in [
        (
            "a operative 1 | A:\n b item:1 (h) | B;\n c item:1 (i) | C.",
            vec![1, 9],
        ),
        (
            "a operative 1 | A:\n b item:1 (i) | B;\n c item:1 (ii) | C.",
            vec![1, 2],
        ),
        (
            "a operative 1 | A:\n b item:1 (a) | B;\n c item:2 (i) | C.",
            vec![1, 1, 1],
        ),
    ] {
        let numbering = Numbering::of(&document(sketch), Profile::Resolution);
        let numbers: Vec<u32> = numbering
            .path(2)
            .unwrap()
            .iter()
            .map(|v| v.number)
            .collect();
        assert_eq!(numbers, path, "{sketch}");
    }
}
