use super::*;
use crate::model::sketch::{id, workspace};

fn sections(sketch: &str) -> String {
    let ws = workspace(&format!("members KAZ\n{sketch}"));
    let document = ws.original().unwrap();
    let all = document.sections().into_iter();
    let told = all.map(|s| format!("{} {}-{}", s.name, s.places.start, s.places.end));
    told.collect::<Vec<_>>().join("; ")
}

#[test]
fn a_section_begins_at_a_heading_and_a_preamble_is_one_of_its_own() {
    for (sketch, expected) in [
        ("", ""),
        ("a paragraph | One.\nb paragraph | Two.", "text 0-2"),
        (
            "t title | Title\na preambular | Recalling,\nb operative 1 | Decides;",
            "text 0-1; preamble 1-2; operative part 2-3",
        ),
        (
            "a heading I | Water\nb paragraph 1 | One.\nc heading | Land\nd paragraph 2 | Two.",
            "I Water 0-2; Land 2-4",
        ),
        // Under a heading, what a paragraph is does not begin a section.
        (
            "a heading A | Water\nb preambular | Recalling,\nc operative 1 | Decides;",
            "A Water 0-3",
        ),
    ] {
        assert_eq!(sections(sketch), expected, "{sketch}");
    }
}

#[test]
fn sums_count_every_cell_once() {
    let ws = workspace(
        "members KAZ UZB TJK\nobservers OSCE\na heading | Water\nb paragraph 1 | One [x] two.\nc paragraph 2 | Two.\n\
         @ KAZ agree b\n@ UZB oppose b\n@ TJK agree b < Old words.\n@ OSCE flexible b\n@ KAZ reserve c",
    );
    let consensus = ws.consensus();
    let all = SectionSum::all(&ws, &consensus);
    let [sum] = all.as_slice() else {
        panic!("{all:?}");
    };
    assert_eq!(sum.sums.total(), 8);
    assert_eq!((sum.sums.of("agree"), sum.sums.of("flexible")), (1, 1));
    assert_eq!((sum.sums.against(), sum.sums.waiting()), (1, 2));
    assert_eq!((sum.sums.of(STALE), sum.sums.of(UNHEARD)), (1, 3));
    assert_eq!(sum.brackets, 1);
    assert_eq!(sum.readiness, Readiness::Blocked);
    let code = |said: &str| said.parse::<Code>().unwrap();
    assert_eq!(sum.blocking, [(code("UZB"), 1)]);
    assert_eq!(sum.pending, [(code("KAZ"), 1)]);
    assert_eq!(sum.stale, [(code("TJK"), 1)]);
}

#[test]
fn a_group_is_mixed_when_members_count_for_several_words() {
    for (positions, expected) in [
        ("", "unheard 0"),
        ("@ EU agree a", "agree 0"),
        ("@ EU agree a\n@ BEL oppose a", "agree 1"),
        ("@ EU agree a\n@ AUT oppose a\n@ BEL oppose a", "agree 2"),
        ("@ AUT agree a", "unheard 1"),
        ("@ AUT agree a\n@ BEL oppose a\n@ CYP oppose a", "oppose 1"),
        // Of as many, the one that stands more in the way.
        ("@ AUT agree a\n@ BEL oppose a\n@ CYP reserve a", "oppose 2"),
        ("@ EU agree a < Old.\n@ AUT agree a", "stale 1"),
    ] {
        let ws = workspace(&format!(
            "members AUT BEL CYP\ngroup EU AUT BEL CYP\na paragraph | Words.\n{positions}"
        ));
        let p = ws.original().unwrap().get(id("a")).unwrap();
        let standing = GroupStanding::of(&ws, &ws.header.groups[0], p).unwrap();
        assert_eq!(
            format!("{} {}", standing.word, standing.broke),
            expected,
            "{positions}"
        );
        assert_eq!(standing.is_mixed(), standing.broke > 0);
    }
}

#[test]
fn the_worse_paragraph_has_more_trouble() {
    let ws = workspace(
        "members KAZ UZB\na paragraph | A.\nb paragraph | B.\nc paragraph | C.\nd paragraph | D [x].\n\
         @ KAZ oppose a\n@ KAZ reserve b\n@ UZB reserve b\n@ KAZ agree c < Old.\n= c ad_ref",
    );
    let consensus = ws.consensus();
    let trouble: Vec<[usize; 6]> = consensus
        .paragraphs
        .iter()
        .zip(&ws.original().unwrap().paragraphs)
        .map(|(standing, p)| trouble(standing, p.brackets()))
        .collect();
    assert!(trouble.is_sorted_by(|a, b| a > b), "{trouble:?}");
}

#[test]
fn the_room_does_not_see_what_is_for_a_group_alone() {
    let mut ws = workspace("members KAZ UZB\na paragraph | A.\n@ KAZ oppose a\n@ UZB agree a");
    let held = ws.positions.get_mut(&"KAZ".parse().unwrap()).unwrap();
    let held = std::sync::Arc::make_mut(held);
    held.get_mut(&id("a")).unwrap().visibility = crate::model::Visibility::Group;
    assert_eq!(ws.kept_from_the_room(), 1);
    let room = ws.as_the_room_sees_it();
    assert_eq!(room.kept_from_the_room(), 0);
    assert_eq!(room.consensus().paragraphs[0].readiness, Readiness::Clear);
    assert_eq!(ws.consensus().paragraphs[0].readiness, Readiness::Blocked);
}

#[test]
fn sums_over_sets_are_those_of_looking_at_every_cell() {
    let ws = workspace(
        "members AUT BEL CYP KAZ\nobservers OSCE\ngroup EU AUT BEL CYP\na paragraph | A.\nb paragraph | B.\n\
         c paragraph | C.\n@ EU agree a\n@ BEL oppose a\n@ KAZ reserve a\n@ EU oppose b < Old.\n@ OSCE flexible c",
    );
    let sets = [vec![0, 2], vec![1]];
    let document = ws.original().unwrap();
    for (delegation, sums) in ws.header.delegations.iter().zip(sums_over(&ws, &sets)) {
        for (set, sum) in sets.iter().zip(sums) {
            let mut naive = Sums::default();
            for at in set {
                naive.add(
                    ws.standing(delegation.code, &document.paragraphs[*at])
                        .as_ref(),
                );
            }
            assert_eq!(sum, naive, "{}", delegation.code);
        }
    }
}

#[test]
fn who_stands_apart_from_its_group_broke_ranks() {
    let ws = workspace(
        "members AUT BEL CYP KAZ\ngroup EU AUT BEL CYP\na paragraph | A.\n@ EU agree a\n@ BEL oppose a\n@ CYP agree a\n\
         @ KAZ oppose a",
    );
    let broke = |code: &str| {
        let group = ws.broke_ranks(code.parse().unwrap(), id("a"));
        group.map(|code| code.to_string())
    };
    assert_eq!(
        ["AUT", "BEL", "CYP", "KAZ"].map(broke),
        [None, Some("EU".to_owned()), None, None]
    );
}
