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

#[test]
fn words_that_only_the_record_has_are_looked_for_there() {
    let mut desk = Desk::new(sketch::workspace(
        "members KAZ UZB\na paragraph | Words of a.\n@ KAZ agree a < Earlier words of a.",
    ));
    let detail = |desk: &Desk| match desk.app.overlays().last() {
        Some(Overlay::Choice(choice)) => choice.rows[0].detail.clone(),
        _ => String::new(),
    };
    desk.keys("gq<enter>");
    assert!(detail(&desk).contains("nowhere kept"), "{}", detail(&desk));
    desk.keys("<esc>");
    let earlier = "Earlier words of a.";
    desk.record
        .insert(crate::text::Digest::of(earlier), earlier.to_owned());
    desk.keys("gq<enter>");
    assert!(detail(&desk).contains("[-Earlier"), "{}", detail(&desk));
    // The same words make the last change editorial.
    desk.keys("<esc>gE");
    let kaz = "KAZ".parse().unwrap();
    assert!(desk.disk.to_reconfirm(kaz).is_empty());
}

#[test]
fn words_are_saved_as_an_editorial_change_by_one_key() {
    let mut desk = Desk::new(sketch::workspace(
        "members KAZ UZB\na paragraph | Words of a\n@ KAZ agree a\n= a committee",
    ));
    let kaz = "KAZ".parse().unwrap();
    desk.keys("e.<c-x>");
    assert_eq!(
        desk.disk.original().unwrap().paragraphs[0].text(),
        "Words of a."
    );
    assert!(desk.disk.to_reconfirm(kaz).is_empty());
    let p = desk.disk.original().unwrap().paragraphs[0].clone();
    assert!(desk.disk.status(&p).is_agreed());
    // Saved as any change, the same makes it stale.
    desk.keys("e.<enter>");
    assert_eq!(desk.disk.to_reconfirm(kaz).len(), 1);
}

#[test]
fn a_refusal_names_the_key_that_helps() {
    let mut desk = Desk::new(sketch::workspace("members KAZ UZB\na paragraph | A."));
    desk.keys("gp");
    desk.keys("group<enter>ga");
    let said = desk
        .app
        .notice()
        .map(|n| n.text.clone())
        .unwrap_or_default();
    assert!(
        said.contains("`g p`") && !said.contains("rapporteur"),
        "{said}"
    );
}
