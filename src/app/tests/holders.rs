//! Who holds what, by keys.

use super::drive;
use crate::app::overlay::{Line, Overlay};

const HELD: &str = "members KAZ UZB IRN
group EU UZB
a operative 1 | Welcomes the report;
b operative 2 | States [shall - KAZ; IRN delete] report [yearly - UZB];
@ IRN reserve b";

#[test]
fn every_bracket_is_listed_with_its_holders_and_gone_to() {
    let mut desk = drive(HELD, "gh");
    let Some(Overlay::Choice(choice)) = desk.app.overlays().last() else {
        panic!("no list")
    };
    assert_eq!(choice.title, "Who holds what · 2 brackets");
    assert_eq!(choice.rows[0].text, "2  for KAZ · against IRN  [shall]");
    assert_eq!(choice.rows[0].detail, "new");
    // IRN is named in the first, so that its position says nothing of the second.
    assert_eq!(choice.rows[1].text, "2  for UZB  [yearly]");
    desk.keys("IRN<enter>");
    assert!(desk.app.overlays().is_empty());
    assert_eq!(desk.app.draft().selected, Some("b".parse().unwrap()));
}

#[test]
fn brackets_in_numbers_are_those_counted_by_hand() {
    let desk = drive(HELD, "gH");
    let Some(Overlay::Report(report)) = desk.app.overlays().last() else {
        panic!("no report")
    };
    let said: Vec<&str> = report
        .lines
        .iter()
        .filter_map(|line| match line {
            Line::Plain(said) | Line::Strong(said) | Line::Faint(said) => Some(said.as_str()),
            Line::Words(_) => None,
        })
        .collect();
    for line in [
        "draft  2         2     ·",
        "operative part  2         1        ·",
        "EU  ·           1        ·",
        "KAZ  1    1        ·       ·       ·      ·       ·        ·      ·",
        "IRN  1    ·        ·       1       ·      ·       ·        1      ·",
    ] {
        assert!(said.contains(&line), "{line}\n{}", said.join("\n"));
    }
}

#[test]
fn where_no_bracket_is_left_it_is_said() {
    let desk = drive("members KAZ\na operative 1 | Welcomes;", "gh");
    assert_eq!(desk.notice(), "No brackets are left.");
}
