//! The matrix by keys: filters together, order, folding, sections, going to a place, the chart.

use super::super::consensus::{Line, Party};
use super::{Desk, drive};
use crate::model::sketch;

const GROUPS: &str = "members AUT BEL CYP KAZ UZB
    observers OSCE
    group EU AUT BEL CYP
    h heading | Water
    a paragraph 1 | Words of a.
    b paragraph 2 | Words of b.
    i heading | Land
    c paragraph 3 | Words of c.
    @ EU agree a
    @ BEL oppose a
    @ KAZ reserve b
    @ UZB oppose c
    @ KAZ oppose c
    @ OSCE oppose b";

fn lines(desk: &Desk) -> Vec<usize> {
    desk.app.matrix_paragraphs()
}

fn parties(desk: &Desk) -> Vec<String> {
    let all = 0..desk.app.consensus().parties.len();
    all.filter_map(|at| desk.app.party_code(at))
        .map(|code| code.to_string())
        .collect()
}

fn told(desk: &Desk) -> String {
    desk.app.consensus().shown.told().join(", ")
}

#[test]
fn filters_hold_together_and_the_title_says_them() {
    let desk = drive(GROUPS, "2b");
    assert_eq!(
        (lines(&desk), told(&desk)),
        (vec![1, 4], "only blocked".to_owned())
    );
    let desk = drive(GROUPS, "2bdEU<enter>");
    assert_eq!(lines(&desk), [1, 4]);
    // All of EU but BEL agree to 1: it is not agreed by the group.
    let desk = drive(GROUPS, "2dAUT<enter>");
    assert_eq!(
        (lines(&desk), told(&desk)),
        (vec![2, 4], "not agreed by AUT".to_owned())
    );
    let desk = drive(GROUPS, "2bfdAUT<enter>");
    assert_eq!(lines(&desk), [4]);
    assert_eq!(told(&desk), "only open, only blocked, not agreed by AUT");
    let desk = drive(GROUPS, "2bfdAUT<enter>bfdeverybody<enter>");
    assert_eq!((lines(&desk), told(&desk)), (vec![1, 2, 4], String::new()));
}

#[test]
fn the_worst_come_first_when_asked() {
    let desk = drive(GROUPS, "2s");
    assert_eq!(lines(&desk), [4, 1, 2]);
    assert_eq!(parties(&desk), ["AUT", "BEL", "CYP", "KAZ", "UZB", "OSCE"]);
    let desk = drive(GROUPS, "2ss");
    assert_eq!(lines(&desk), [1, 2, 4]);
    // KAZ opposes one and reserves on another. What an observer opposes is shown and not counted.
    assert_eq!(parties(&desk), ["KAZ", "BEL", "UZB", "AUT", "CYP", "OSCE"]);
    let desk = drive(GROUPS, "2sss");
    assert_eq!(
        (lines(&desk), told(&desk)),
        (vec![4, 1, 2], "worst first".to_owned())
    );
    assert_eq!(told(&drive(GROUPS, "2ssss")), "");
    // The selection stays with its paragraph and its delegation.
    let desk = drive(GROUPS, "2jlsss");
    assert_eq!(
        desk.app.cell().unwrap(),
        (sketch::id("b"), "BEL".parse().unwrap())
    );
}

#[test]
fn a_group_folds_into_one_column_and_unfolds() {
    let desk = drive(GROUPS, "2lz");
    assert_eq!(parties(&desk), ["EU", "KAZ", "UZB", "OSCE"]);
    assert_eq!(desk.app.cell().unwrap().1, "EU".parse().unwrap());
    assert_eq!(desk.app.consensus().parties[0], Party::Group(0));
    assert_eq!(desk.app.consensus().ways, [1, 2, 1, 0]);
    let back = drive(GROUPS, "2lzz");
    assert_eq!(parties(&back)[..3], ["AUT", "BEL", "CYP"]);
    assert_eq!(back.app.cell().unwrap().1, "AUT".parse().unwrap());
    let all = drive(GROUPS, "2ZlZ");
    assert_eq!(parties(&all).len(), 6);
    assert_eq!(all.app.cell().unwrap().1, "KAZ".parse().unwrap());
    // A stance set in the column of a group is that of the group.
    let set = drive(GROUPS, "2jzo");
    let position = set.disk.position("EU".parse().unwrap(), sketch::id("b"));
    assert_eq!(position.unwrap().stance.word(), "flexible");
    let none = drive(GROUPS, "2$z");
    assert_eq!(parties(&none).len(), 6);
}

#[test]
fn sections_roll_up_what_is_shown() {
    let desk = drive(GROUPS, "2R");
    let state = desk.app.consensus();
    assert_eq!(state.lines, [Line::Section(0), Line::Section(1)]);
    let names: Vec<&str> = state.sections.iter().map(|s| &*s.name).collect();
    assert_eq!(names, ["Water", "Land"]);
    assert_eq!(state.sections[0].places, [1, 2]);
    let sums = |section, party| desk.app.sums_of(section, party).unwrap();
    assert_eq!((sums(0, 1).of("oppose"), sums(0, 1).unheard), (1, 1));
    assert_eq!((sums(0, 3).of("reserve"), sums(1, 3).of("oppose")), (1, 1));
    // No stance can be set on a section.
    assert!(desk.app.cell().is_none());
    let blocked = drive(GROUPS, "2Rb");
    assert_eq!(blocked.app.consensus().sections[0].places, [1]);
    // What was selected is selected when the sections are left again.
    let back = drive(GROUPS, "2GRR");
    assert_eq!(back.app.cell().unwrap().0, sketch::id("c"));
}

#[test]
fn a_name_that_is_typed_leads_to_its_row_or_column() {
    let desk = drive(GROUPS, "2'UZB<enter>");
    assert_eq!(desk.app.cell().unwrap().1, "UZB".parse().unwrap());
    let desk = drive(GROUPS, "2'words of c<enter>");
    assert_eq!(desk.app.cell().unwrap().0, sketch::id("c"));
    // A group folds, a folded member unfolds, a hidden paragraph comes back.
    let desk = drive(GROUPS, "2'EU<enter>");
    assert_eq!(parties(&desk)[0], "EU");
    let desk = drive(GROUPS, "2Z'BEL<enter>");
    assert_eq!(desk.app.cell().unwrap().1, "BEL".parse().unwrap());
    let desk = drive(GROUPS, "2b'words of b<enter>");
    assert_eq!(desk.app.cell().unwrap().0, sketch::id("b"));
    assert_eq!(told(&desk), "");
}

#[test]
fn columns_are_paged_and_turned() {
    let desk = drive(GROUPS, "2$");
    assert_eq!(desk.app.cell().unwrap().1, "OSCE".parse().unwrap());
    assert_eq!(drive(GROUPS, "2$^").app.party_at(), 0);
    assert_eq!(drive(GROUPS, "2>").app.party_at(), 5);
    assert_eq!(drive(GROUPS, "2><lt>").app.party_at(), 0);
    let turned = drive(GROUPS, "2vG$");
    assert_eq!(
        turned.app.cell().unwrap(),
        (sketch::id("c"), "OSCE".parse().unwrap())
    );
}

#[test]
fn the_chart_takes_the_place_of_the_matrix_and_no_stance() {
    let desk = drive(GROUPS, "2C");
    assert_eq!(desk.app.consensus().chart, Some(0));
    assert!(desk.app.cell().is_none());
    for keys in ["2CC", "2C<esc>", "2Cq", "2C<enter>"] {
        let desk = drive(GROUPS, keys);
        assert_eq!(desk.app.consensus().chart, None, "{keys}");
        assert!(desk.app.cell().is_some(), "{keys}");
    }
}

#[test]
fn from_the_report_on_a_cell_a_stance_can_be_set() {
    let desk = drive(GROUPS, "2<enter><enter>flexible<enter>");
    let position = desk.disk.position("AUT".parse().unwrap(), sketch::id("a"));
    assert_eq!(position.unwrap().stance.word(), "flexible");
}
