//! Duties that changed, and some that did not.

mod past;
mod six;

use super::*;

#[test]
fn shifts_in_six_languages() {
    use Shift::{Stronger, Weaker};
    type Row = (
        &'static str,
        &'static str,
        &'static [(&'static str, &'static str, Shift)],
    );
    let table: [Row; 17] = [
        (
            "Parties shall report",
            "Parties should report",
            &[("shall", "should", Weaker)],
        ),
        (
            "may act and will pay",
            "shall act and may pay",
            &[("may", "shall", Stronger), ("will", "may", Weaker)],
        ),
        (
            "Decides to convene",
            "Requests to convene",
            &[("Decides", "Requests", Weaker)],
        ),
        (
            "Strongly urges States",
            "Urges States",
            &[("Strongly urges", "Urges", Weaker)],
        ),
        (
            "Takes note of the report",
            "Welcomes the report",
            &[("Takes note of", "Welcomes", Stronger)],
        ),
        ("Takes note of the report", "Notes the report", &[]),
        ("States shall act", "States [shall] act", &[]),
        ("States shall act", "All States shall act", &[]),
        (
            "Les États doivent agir",
            "Les États devraient agir",
            &[("doivent", "devraient", Weaker)],
        ),
        (
            "Décide d’agir",
            "Prie d’agir",
            &[("Décide", "Prie", Weaker)],
        ),
        (
            "Los Estados deberían actuar",
            "Los Estados deberán actuar",
            &[("deberían", "deberán", Stronger)],
        ),
        (
            "Постановляет учредить фонд",
            "Призывает учредить фонд",
            &[("Постановляет", "Призывает", Weaker)],
        ),
        (
            "государства должны сотрудничать",
            "государства могут сотрудничать",
            &[("должны", "могут", Weaker)],
        ),
        (
            "يقرر إنشاء صندوق",
            "يطلب إنشاء صندوق",
            &[("يقرر", "يطلب", Weaker)],
        ),
        (
            "وينبغي للدول أن تعمل",
            "ويجب للدول أن تعمل",
            &[("وينبغي", "ويجب", Stronger)],
        ),
        (
            "各国必须采取措施",
            "各国可采取措施",
            &[("必须", "可", Weaker)],
        ),
        ("各国适应变化", "各国可持续变化", &[]),
    ];
    for (old, new, expected) in table {
        let found = obligations(&super::super::words(old, new));
        let found: Vec<_> = found
            .iter()
            .map(|o| (o.from.as_str(), o.to.as_str(), o.shift))
            .collect();
        assert_eq!(found, expected, "{old} → {new}");
        let back = obligations(&super::super::words(new, old));
        assert_eq!(back.len(), expected.len(), "{new} → {old}");
    }
}

#[test]
fn an_edit_is_named_by_its_place() {
    let edits = super::super::words(
        "It shall report, and it shall pay",
        "It shall report, and it may pay",
    );
    let found = obligations(&edits);
    assert_eq!(found.len(), 1);
    assert_eq!(edits[found[0].edit].op, Op::Delete);
}

/// Which way, in a letter: weaker, stronger, turned round.
fn said(old: &str, new: &str) -> Vec<String> {
    let found = obligations(&super::super::words(old, new));
    let sign = |shift| match shift {
        Shift::Weaker => '-',
        Shift::Stronger => '+',
        Shift::Reversed => '!',
    };
    let said = found.iter();
    said.map(|duty| format!("{} → {} {}", duty.from, duty.to, sign(duty.shift)))
        .collect()
}

/// Every row that says something else than expected.
fn all_said(table: &[(&str, &str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .filter_map(|(old, new, expected)| {
            let said = said(old, new).join("; ");
            (said != *expected).then(|| format!("{old} ⇒ {new}: {said}, not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn acts_of_different_kinds_are_compared() {
    let table = [
        (
            "Calls upon the work of the Committee to go on;",
            "Takes note of the work of the Committee;",
            "Calls upon → Takes note of -",
        ),
        (
            "Requests the report;",
            "Takes note of the report;",
            "Requests → Takes note of -",
        ),
        (
            "Calls upon the Parties to cooperate;",
            "Takes note of the Parties that cooperate;",
            "Calls upon → Takes note of -",
        ),
        (
            "Calls upon the sides to engage in demining;",
            "Stresses the need for the sides to engage in demining;",
            "Calls upon → Stresses the need for -",
        ),
        (
            "Welcomes the report;",
            "Takes note of the report;",
            "Welcomes → Takes note of -",
        ),
        (
            "Welcomes the report;",
            "Requests a report;",
            "Welcomes → Requests +",
        ),
        (
            "Takes note with appreciation of the report;",
            "Takes note of the report;",
            "Takes note with appreciation of → Takes note of -",
        ),
        (
            "Urges States to act;",
            "Strongly urges States to act;",
            "Urges → Strongly urges +",
        ),
        (
            "Strongly urges both sides to agree on a plan of work;",
            "Calls upon the two communities to finish what they began;",
            "Strongly urges → Calls upon -",
        ),
        (
            "Decides to extend the mandate;",
            "Decides not to extend the mandate;",
            "Decides → Decides not to !",
        ),
        (
            "Engage vivement les parties à agir ;",
            "Demande aux parties d’agir ;",
            "Engage vivement → Demande -",
        ),
        (
            "Prie instamment les États d’agir ;",
            "Prie les États d’agir ;",
            "Prie instamment → Prie -",
        ),
        (
            "Note le rapport ;",
            "Se félicite du rapport ;",
            "Note → Se félicite +",
        ),
        (
            "Exhorta a los Estados a actuar;",
            "Insta encarecidamente a los Estados a actuar;",
            "Exhorta → Insta encarecidamente +",
        ),
        (
            "самым настоятельным образом призывает стороны договориться;",
            "призывает стороны договориться;",
            "самым настоятельным образом призывает → призывает -",
        ),
        (
            "призывает государства сотрудничать;",
            "настоятельно призывает государства сотрудничать;",
            "призывает → настоятельно призывает +",
        ),
        (
            "просит государства сотрудничать;",
            "настоятельно призывает государства сотрудничать;",
            "просит → настоятельно призывает +",
        ),
        (
            "注意到报告；",
            "赞赏地注意到报告；",
            "注意到 → 赞赏地注意到 +",
        ),
        ("敦促各国采取行动；", "请各国采取行动；", "敦促 → 请 -"),
        (
            "تحث الدول على العمل؛",
            "تحث بقوة الدول على العمل؛",
            "تحث → تحث بقوة +",
        ),
        (
            "تطلب إلى الدول العمل؛",
            "تحيط علما بالعمل؛",
            "تطلب → تحيط علما -",
        ),
    ];
    all_said(&table);
}

#[test]
fn modal_verbs_of_six_languages() {
    let table = [
        (
            "States undertake to cooperate",
            "States intend to cooperate",
            "undertake to → intend to -",
        ),
        (
            "They agree to cooperate",
            "They should consider cooperating",
            "agree to → should consider -",
        ),
        (
            "A binding instrument",
            "A non-binding instrument",
            "binding → non-binding -",
        ),
        (
            "tendrán que informar",
            "deberían informar",
            "tendrán que → deberían -",
        ),
        (
            "Los Estados presentarán informes",
            "Los Estados podrán presentar informes",
            "presentarán → podrán presentar -",
        ),
        (
            "Les Parties présentent un rapport",
            "Les Parties peuvent présenter un rapport",
            "présentent → peuvent présenter -",
        ),
        (
            "Les Parties peuvent présenter un rapport",
            "Les Parties présenteront un rapport",
            "peuvent présenter → présenteront +",
        ),
        (
            "Les Parties sont tenues de présenter un rapport",
            "Les Parties devraient présenter un rapport",
            "sont tenues de → devraient -",
        ),
        (
            "Стороны представляют доклад",
            "Стороны могут представить доклад",
            "представляют → могут представить -",
        ),
        (
            "Стороны обязаны сотрудничать",
            "Сторонам следует сотрудничать",
            "обязаны → следует -",
        ),
        ("缔约方不得使用武力", "缔约方不应使用武力", "不得 → 不应 -"),
        ("将继续审查", "应继续审查", "将 → 应 -"),
        ("تلتزم الأطراف بالإبلاغ", "يمكن للأطراف الإبلاغ", "تلتزم → يمكن -"),
        (
            "على الأطراف أن تتعاون",
            "ينبغي للأطراف أن تتعاون",
            "على الأطراف أن → ينبغي -",
        ),
        (
            "[shall/should] report",
            "should report",
            "shall/should → should -",
        ),
        (
            "[shall - EU / should - USA] report",
            "shall report",
            "shall - EU / should → shall +",
        ),
    ];
    all_said(&table);
}

#[test]
fn a_duty_that_went_or_was_turned_round() {
    let table = [
        (
            "States shall not use force",
            "States shall use force",
            "shall not → shall !",
        ),
        (
            "States may enter",
            "States may not enter",
            "may → may not !",
        ),
        (
            "Les États ne doivent pas agir",
            "Les États doivent agir",
            "ne doivent pas → doivent !",
        ),
        (
            "Los Estados no podrán actuar",
            "Los Estados podrán actuar",
            "no podrán → podrán !",
        ),
        (
            "государства не должны применять силу",
            "государства должны применять силу",
            "не должны → должны !",
        ),
        (
            "لا يجوز للدول أن تدخل",
            "يجوز للدول أن تدخل",
            "لا يجوز → يجوز !",
        ),
        ("各国不得使用", "各国可使用", "不得 → 可 !"),
        (
            "States shall submit reports",
            "States submit reports",
            "shall submit → submit -",
        ),
        (
            "States shall report",
            "States are not obliged to report",
            "shall → are not obliged to -",
        ),
        (
            "States shall report",
            "States shall endeavour to report",
            "shall → shall endeavour to -",
        ),
        (
            "Les Parties doivent coopérer",
            "Les Parties doivent s’efforcer de coopérer",
            "doivent → doivent s’efforcer de -",
        ),
        ("各方应合作", "各方应努力合作", "应 → 应努力 -"),
        (
            "States shall report",
            "States shall, as appropriate, report",
            "shall → shall, as appropriate -",
        ),
    ];
    all_said(&table);
}

/// Whatever way the edits were drawn: each word by itself, or one long run for another.
#[test]
fn the_drawing_of_edits_does_not_matter() {
    let edit = |op, text: &str| Edit {
        op,
        text: text.to_owned(),
    };
    let drawn = [
        edit(Op::Equal, "The Conference "),
        edit(
            Op::Delete,
            "invites the Secretariat to report, and the Board shall meet in Geneva",
        ),
        edit(
            Op::Insert,
            "requests the secretariat to give an account, and the Board may meet in Vienna",
        ),
    ];
    let found = obligations(&drawn);
    let found: Vec<_> = found
        .iter()
        .map(|duty| (&*duty.from, &*duty.to, duty.edit))
        .collect();
    assert_eq!(found, [("invites", "requests", 1), ("shall", "may", 1)]);
}

#[test]
fn what_is_spelled_like_a_duty_is_none() {
    let table = [
        (
            "将双方的更广泛妇女行为体汇聚到一起",
            "必须让双方的更广泛妇女行为体参加",
        ),
        ("until 31 January 2024", "until 31 May 2024"),
        ("the political will to act", "the political wish to act"),
        ("Takes note of the demands", "Takes note of the requests"),
        ("Shall meet and shall report", "Shall meet and report"),
        ("à la demande des parties", "à la prière des parties"),
        (
            "advierte de que no se debe adoptar medida",
            "advierte de que no debe adoptarse medida",
        ),
        (
            "заявляя о поддержке его услуг, которые будут и далее предоставляться сторонам",
            "заявляя о поддержке услуг, включая наработки, которыми они по-прежнему могут воспользоваться",
        ),
        (
            "noting that common ground could not be found at the meeting, and thanking all who came to it",
            "including an envoy whose support could be critical to them for the search of such ground",
        ),
        ("Welcoming the report", "Stressing the report"),
        ("争端当事各方通过对话解决", "争端当事各方支持对话解决"),
        (
            "States shall report. Others may attend.",
            "States shall report. Others may attend meetings.",
        ),
        ("各国适应变化", "各国可持续变化"),
    ];
    all_said(&table.map(|(old, new)| (old, new, "")));
}

proptest::proptest! {
    #![proptest_config(crate::text::samples::cases())]

    /// Words far from every change are left out: what is said is the same.
    #[test]
    fn what_stands_far_away_changes_nothing(n in 0_usize..60) {
        let far = "The Council remains seized of the matter in all its aspects. ".repeat(n);
        let old = format!("{far}States shall report. {far}");
        let new = format!("{far}States may report. {far}");
        proptest::prop_assert_eq!(said(&old, &new), ["shall → may -"]);
    }

    /// Exchanging the sides exchanges what is said.
    #[test]
    fn the_other_way_round(a in crate::text::samples::text(), b in crate::text::samples::text()) {
        let there = obligations(&super::super::words(&a, &b));
        let back = obligations(&super::super::words(&b, &a));
        proptest::prop_assert_eq!(there.len(), back.len());
        let mut froms: Vec<_> = there.into_iter().map(|duty| (duty.from, duty.to)).collect();
        let mut tos: Vec<_> = back.into_iter().map(|duty| (duty.to, duty.from)).collect();
        froms.sort();
        tos.sort();
        proptest::prop_assert_eq!(froms, tos);
    }
}

#[test]
fn engage_alone_is_told_from_what_is_weaker_or_stronger_than_all_it_stands_for() {
    all_said(&[
        (
            "Engage les parties à agir ;",
            "Encourage les parties à agir ;",
            "",
        ),
        (
            "Engage les parties à agir ;",
            "Prie les parties d’agir ;",
            "",
        ),
        (
            "Demande aux parties d’agir ;",
            "Engage les parties à agir ;",
            "",
        ),
        (
            "Exhorte les parties à agir ;",
            "Engage les parties à agir ;",
            "Exhorte → Engage -",
        ),
        (
            "Engage instamment les parties à agir ;",
            "Engage les parties à agir ;",
            "Engage instamment → Engage -",
        ),
        (
            "Engage les parties à agir ;",
            "Exige des parties qu’elles agissent ;",
            "Engage → Exige +",
        ),
        (
            "Engage les parties à présenter un rapport ;",
            "Prend note du rapport des parties ;",
            "Engage → Prend note -",
        ),
        // Who binds himself, what was begun.
        (
            "Le Conseil s’engage dans ce processus ;",
            "Le Conseil prend note de ce processus ;",
            "",
        ),
        (
            "Les parties ont engagé ce processus ;",
            "Les parties ont encouragé ce processus ;",
            "",
        ),
    ]);
}

#[test]
fn wordings_in_brackets_are_said_without_their_signs() {
    for (old, new, expected) in [
        (
            "[Decides][Invites] the Parties to meet;",
            "Decides the Parties to meet;",
            Some(("Decides/Invites", "Decides")),
        ),
        (
            "Parties [shall] [should] submit;",
            "Parties shall submit;",
            Some(("shall/should", "shall")),
        ),
        (
            "Parties shall, inter alia, cooperate;",
            "Parties, inter alia, cooperate;",
            None,
        ),
    ] {
        let edits = crate::compare::edit::words(old, new);
        let found = obligations(&edits);
        let said = found.first().map(|duty| (&*duty.from, &*duty.to));
        assert_eq!(said, expected, "{old} {new}");
    }
}
