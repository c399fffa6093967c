use super::*;

#[test]
fn a_delegation_reconfirms_from_its_queue_and_sees_what_changed() {
    let mut desk = Desk::new(sketch::workspace(
        "members KAZ UZB\ngroup EU UZB\na paragraph | Words of a.\nb paragraph | Words of b.\n\
         @ KAZ agree a\n@ KAZ agree b\n@ EU agree b",
    ));
    let label = "rev-1".parse().unwrap();
    desk.others(&Change::Freeze { label });
    for name in ["a", "b"] {
        desk.others_write(name, "Words, changed.");
    }
    desk.load();
    desk.keys("gq");
    let Some(Overlay::Choice(choice)) = desk.app.overlays().last() else {
        panic!("no list")
    };
    let rows: Vec<&str> = choice.rows.iter().map(|row| &*row.text).collect();
    assert_eq!(rows, ["KAZ", "EU"]);
    desk.keys("<enter>");
    let Some(Overlay::Choice(choice)) = desk.app.overlays().last() else {
        panic!("no queue")
    };
    assert_eq!(choice.rows[0].text, "¶1 agree");
    assert!(
        choice.rows[0].detail.contains("[-"),
        "{}",
        choice.rows[0].detail
    );
    desk.keys("<enter>");
    let kaz = "KAZ".parse().unwrap();
    assert_eq!(desk.disk.to_reconfirm(kaz).len(), 1);
    desk.keys("gq<enter><enter>");
    assert!(desk.disk.to_reconfirm(kaz).is_empty());
}

#[test]
fn what_if_and_the_fewest_moves_are_told_and_packages_bound() {
    let mut desk = Desk::new(sketch::workspace(
        "members KAZ UZB\na paragraph | A.\nb paragraph | B.\n@ KAZ oppose a\n@ UZB agree_if b : a",
    ));
    desk.keys("gw<enter>");
    let lines = |desk: &Desk| match desk.app.overlays().last() {
        Some(Overlay::Report(report)) => format!("{}: {:?}", report.title, report.lines),
        _ => String::new(),
    };
    let told = lines(&desk);
    assert!(
        told.contains("¶2 becomes clear, once ¶1 is agreed."),
        "{told}"
    );
    desk.keys("<esc>gf");
    let told = lines(&desk);
    assert!(told.contains("KAZ on ¶1"), "{told}");
    desk.keys("<esc>gb");
    desk.keys("deal:<space>#1,<space>#2<enter>");
    assert_eq!(desk.disk.header.packages[0].paragraphs.len(), 2);
    desk.keys("gB");
    assert!(lines(&desk).contains("deal · open"), "{}", lines(&desk));
}
