use super::*;
use crate::model::sketch::{id, workspace};

/// Status and readiness of paragraph `a`, with who is in the way: `open blocked by KAZ`.
#[track_caller]
fn check(sketch: &str, expected: &str) {
    let ws = workspace(&format!(
        "members KAZ UZB\nobservers OSCE\na paragraph | Words of a.\n{sketch}"
    ));
    let consensus = ws.consensus();
    let a = &consensus.paragraphs[0];
    let mut said = format!("{} {}", a.status.word(), a.readiness.word());
    for (word, codes) in [
        ("by", &a.blocking),
        ("pending", &a.pending),
        ("stale", &a.stale),
        ("unheard", &a.unheard),
    ] {
        if !codes.is_empty() {
            let codes: Vec<&str> = codes.iter().map(Code::as_str).collect();
            said.push_str(&format_args!(" {word} {}", codes.join(",")).to_string());
        }
    }
    assert_eq!(said, expected, "{sketch}");
}

#[test]
fn consensus_is_the_absence_of_formal_objection() {
    check("", "open clear unheard KAZ,UZB");
    check("@ KAZ agree a", "open clear unheard UZB");
    check("@ KAZ absent a\n@ UZB flexible a", "open clear");
    check("@ KAZ oppose a", "open blocked by KAZ unheard UZB");
    check(
        "@ KAZ amend a\n@ UZB reserve a",
        "open blocked by KAZ pending UZB",
    );
    check("@ KAZ reserve a\n@ UZB agree a", "open pending pending KAZ");
}

#[test]
fn observers_never_stand_in_the_way() {
    check(
        "@ OSCE oppose a\n@ KAZ agree a\n@ UZB agree a",
        "open clear",
    );
}

#[test]
fn a_position_on_other_words_is_stale_and_does_not_block() {
    check(
        "@ KAZ agree a < Old words.\n@ UZB agree a",
        "open pending stale KAZ",
    );
    check(
        "@ KAZ oppose a < Old words.\n@ UZB agree a",
        "open pending stale KAZ",
    );
    check("@ KAZ absent a < Old words.\n@ UZB agree a", "open clear");
    check(
        "@ KAZ reserve a < Old words.\n@ UZB agree a",
        "open pending pending KAZ",
    );
}

#[test]
fn a_condition_is_met_once_what_it_names_is_agreed() {
    let b = "b paragraph | Words of b.";
    check(
        &format!("{b}\n@ KAZ agree_if a : b\n@ UZB agree a"),
        "open pending pending KAZ",
    );
    check(
        &format!("{b}\n@ KAZ agree_if a : b\n@ UZB agree a\n= b ad_ref"),
        "open clear",
    );
    check(
        &format!("{b}\n@ KAZ agree_if a : b\n@ UZB agree a\n= b ad_ref < Old."),
        "open pending pending KAZ",
    );
    check(
        "@ KAZ agree_if a\n@ UZB agree a",
        "open pending pending KAZ",
    );
}

#[test]
fn the_last_agreement_makes_the_status() {
    check("= a ad_ref", "ad_ref clear unheard KAZ,UZB");
    check("= a ad_ref\n= a informals", "agreed clear unheard KAZ,UZB");
    check("= a informals < Old words.", "stale clear unheard KAZ,UZB");
    check(
        "= a committee except UZB",
        "pending pending pending UZB unheard KAZ,UZB",
    );
}

#[test]
fn a_reopened_agreement_no_longer_counts() {
    let mut ws = workspace("members KAZ\na paragraph | Some [words].\n= a ad_ref");
    let p = ws.original().unwrap().paragraphs[0].clone();
    assert_eq!(ws.status(&p), Status::AdRef);
    let reopening = crate::model::Reopening {
        by: "KAZ".parse().unwrap(),
        at: None,
        reason: "new".into(),
    };
    std::sync::Arc::make_mut(&mut ws.agreements)
        .get_mut(&id("a"))
        .unwrap()[0]
        .reopened = Some(reopening);
    assert_eq!(ws.status(&p), Status::Bracketed);
}

#[test]
fn a_group_speaks_for_members_that_have_not_spoken() {
    let groups = "group EU KAZ UZB";
    check(
        &format!("{groups}\n@ EU oppose a"),
        "open blocked by KAZ,UZB",
    );
    check(
        &format!("{groups}\n@ EU oppose a\n@ UZB agree a"),
        "open blocked by KAZ",
    );
    let ws = workspace(&format!(
        "members KAZ UZB\n{groups}\na paragraph | A.\n@ EU agree a"
    ));
    let p = ws.original().unwrap().paragraphs[0].clone();
    let standing = ws.standing("UZB".parse().unwrap(), &p).unwrap();
    assert_eq!(standing.via.map(|c| c.to_string()).as_deref(), Some("EU"));
}

#[test]
fn sums_are_over_the_body_and_ready_means_everything() {
    let ws = workspace(
        "members KAZ UZB\n\
         t title | Title.\n\
         a operative 1 | Words [of] a.\n\
         b operative 2 | Words of b.\n\
         @ KAZ agree a\n@ KAZ agree b\n@ UZB agree b < Old.\n\
         = b ad_ref",
    );
    let consensus = ws.consensus();
    assert_eq!(
        (
            consensus.counts.total(),
            consensus.counts.agreed(),
            consensus.brackets
        ),
        (2, 1, 1)
    );
    assert_eq!(consensus.counts.of(Status::Bracketed), 1);
    assert!(!consensus.ready);
    let kaz = &consensus.delegations[0];
    assert_eq!((kaz.of("agree"), kaz.stale, kaz.unheard), (2, 0, 0));
    let uzb = &consensus.delegations[1];
    assert_eq!((uzb.of("agree"), uzb.stale, uzb.unheard), (0, 1, 1));

    let ready =
        workspace("members KAZ UZB\na paragraph | A.\n@ KAZ agree a\n= a committee").consensus();
    assert!(ready.ready);
    assert!(
        !workspace("members KAZ").consensus().ready,
        "an empty text is not ready"
    );
}
