mod holders;
mod laws;
mod spans;
mod twins;

use super::*;

fn check(base: &str, ours: &str, theirs: &str, expected: &str) {
    let names = Holders {
        ours: Some("EU"),
        theirs: Some("AOSIS"),
        parties: &[
            "Norway",
            "Norvège",
            "Noruega",
            "Норвегия",
            "النرويج",
            "挪威",
            "Kenya",
            "Кения",
            "كينيا",
            "肯尼亚",
        ],
    };
    let merged = merge_words(base, ours, theirs, names);
    assert_eq!(merged.text, expected, "{base} / {ours} / {theirs}");
}

#[test]
fn words_merge_as_a_person_would() {
    for (base, ours, theirs, expected) in [
        // Independent edits both survive.
        (
            "Parties shall submit a report every year.",
            "Parties should submit a report every year.",
            "Parties shall submit a report every two years.",
            "Parties should submit a report every two years.",
        ),
        // One edit made twice is one edit.
        (
            "States shall act.",
            "States should act.",
            "States should act.",
            "States should act.",
        ),
        // A conflict is the smallest phrase.
        (
            "Parties will submit a report.",
            "Parties shall submit a report.",
            "Parties should submit a report.",
            "Parties [EU: shall] [AOSIS: should] submit a report.",
        ),
        // What both did alike stands outside.
        (
            "Parties will submit a report.",
            "Parties shall now submit a report.",
            "Parties shall soon submit a report.",
            "Parties shall [EU: now] [AOSIS: soon] submit a report.",
        ),
        // One struck what the other changed.
        (
            "Parties will act as soon as possible here.",
            "Parties will act here.",
            "Parties will act as quickly as possible here.",
            "Parties will act [as quickly as possible - AOSIS; EU delete] here.",
        ),
        // Both put something in at one place.
        (
            "Parties will act.",
            "Parties will act quickly.",
            "Parties will act together.",
            "Parties will act [EU: quickly] [AOSIS: together].",
        ),
        // Touching edits make no sentence.
        (
            "应遵循原则",
            "应遵循性原则",
            "应赠款应原则",
            "应[EU: 遵循性][AOSIS: 赠款应]原则",
        ),
        // Of two equal words nobody can say which one was put in.
        (
            "in accordance with national law",
            "in accordance with the aim and with national law",
            "in accordance, as appropriate, with national law",
            "in accordance [EU: with the aim and] [AOSIS: , as appropriate,] with national law",
        ),
        ("", "New.", "Other.", "[EU: New] [AOSIS: Other]."),
    ] {
        check(base, ours, theirs, expected);
    }
}

#[test]
fn brackets_are_structure() {
    for (base, ours, theirs, expected) in [
        // An edit inside brackets, and one outside.
        (
            "States [shall act] now and then.",
            "States [should act] now and then.",
            "States [shall act] now and again.",
            "States [should act] now and again.",
        ),
        // Brackets around words that the other changed.
        (
            "States shall take all necessary measures here.",
            "States shall [take all necessary measures] here.",
            "States shall take all appropriate measures here.",
            "States shall [take all appropriate measures] here.",
        ),
        // Brackets taken away from words that the other changed.
        (
            "States shall [take all necessary measures] here.",
            "States shall take all necessary measures here.",
            "States shall [take all appropriate measures] here.",
            "States shall [EU: take all necessary measures] [AOSIS: [take all appropriate measures]] here.",
        ),
        // Pairs that cross.
        (
            "one two three four five six seven",
            "one [two three four five] six seven",
            "one two three [four five six seven]",
            "one [EU: [two three four five] six seven] [AOSIS: two three [four five six seven]]",
        ),
    ] {
        check(base, ours, theirs, expected);
    }
}

#[test]
fn holders_are_merged_apart_from_words() {
    for (base, ours, theirs, expected) in [
        (
            "[shall - EU]",
            "[shall - EU, JPN]",
            "[shall - EU, KEN]",
            "[shall - EU, JPN, KEN]",
        ),
        (
            "x shall y",
            "x [shall - EU] y",
            "x [shall - AOSIS] y",
            "x [shall - EU, AOSIS] y",
        ),
        (
            "shall",
            "[EU: shall]",
            "[AOSIS: shall]",
            "[EU, AOSIS: shall]",
        ),
        (
            "[shall - EU / should - USA]",
            "[shall - EU / should - USA / may - RUS]",
            "[shall - EU / should - USA / will - CHN]",
            "[shall - EU / should - USA / may - RUS / will - CHN]",
        ),
        (
            "[shall - EU / should - USA]",
            "[shall - EU / should - USA / may - RUS]",
            "[shall - EU / should - USA / may - CHN / will - IND]",
            "[shall - EU / should - USA / may - RUS, CHN / will - IND]",
        ),
        (
            "[shall - EU]",
            "[shall - EU; G77 delete]",
            "[shall - EU; USA delete]",
            "[shall - EU; G77, USA delete]",
        ),
        (
            "[shall]",
            "[shall - EU; G77 delete]",
            "[shall - EU; USA delete]",
            "[shall - EU; G77, USA delete]",
        ),
        // Who withdraws is gone.
        (
            "a [shall - EU, JPN, KEN] b",
            "a [shall - EU, JPN] b",
            "a [shall - EU, KEN, RUS] b",
            "a [shall - EU, RUS] b",
        ),
        ("[act - EU, USA]", "[act - EU]", "[act - USA]", "[act]"),
        ("[act - EU]", "[act]", "[act - EU, USA]", "[act - USA]"),
        // Words and names of one bracket, by different people.
        (
            "[submit annual reports - EU] here",
            "[submit annual reports - EU] now",
            "[submit annual reports - EU, JPN] here",
            "[submit annual reports - EU, JPN] now",
        ),
        (
            "[the shall - EU]",
            "[the should - EU]",
            "[the shall - EU, JPN]",
            "[EU: [the should - EU]] [AOSIS: [the shall - EU, JPN]]",
        ),
        (
            "[shall - EU, JPN]",
            "[should - EU, JPN]",
            "[shall - EU]",
            "[should - EU]",
        ),
        // Nobody can both keep and delete.
        (
            "[shall - EU]",
            "[shall - EU; USA delete]",
            "[shall - EU; USA retain]",
            "[EU: [shall - EU; USA delete]] [AOSIS: [shall - EU; USA retain]]",
        ),
        // Within other words.
        (
            "States [shall - EU / should - USA] submit [annual - G77] reports.",
            "States [shall - EU, JPN / should - USA] submit [annual - G77] national reports.",
            "States [shall - EU / should - USA, CHN] submit [annual - G77; EU delete] reports.",
            "States [shall - EU, JPN / should - USA, CHN] submit [annual - G77; EU delete] national reports.",
        ),
        (
            "各国[应 - EU]提交",
            "各国[应 - EU、JPN]提交",
            "各国[应 - EU、KEN]提交",
            "各国[应 - EU、JPN、KEN]提交",
        ),
        (
            "Стороны [должны - EU; USA исключить] представить",
            "Стороны [должны - EU; USA, RUS исключить] представить",
            "Стороны [должны - EU; USA, KAZ исключить] представить",
            "Стороны [должны - EU; USA, RUS, KAZ исключить] представить",
        ),
    ] {
        check(base, ours, theirs, expected);
    }
}

#[test]
fn full_names_are_holders_too() {
    for (base, ours, theirs, expected) in [
        (
            "[shall - EU]",
            "[shall - EU, Norway]",
            "[shall - EU, Kenya]",
            "[shall - EU, Norway, Kenya]",
        ),
        (
            "[doit - UE]",
            "[doit - UE, Norvège]",
            "[doit - UE, Kenya]",
            "[doit - UE, Norvège, Kenya]",
        ),
        (
            "[debe - Noruega]",
            "[debe - Noruega, Kenya]",
            "[deberá - Noruega]",
            "[deberá - Noruega, Kenya]",
        ),
        (
            "должны",
            "[должны - Норвегия]",
            "[должны - Кения]",
            "[должны - Норвегия, Кения]",
        ),
        (
            "تقدم",
            "[تقدم - النرويج]",
            "[تقدم - كينيا]",
            "[تقدم - النرويج, كينيا]",
        ),
        (
            "[应 - 挪威]提交报告",
            "[应 - 挪威、肯尼亚]提交报告",
            "[应 - 挪威]每年提交报告",
            "[应 - 挪威、肯尼亚]每年提交报告",
        ),
    ] {
        if expected.contains("[deberá") {
            // A name put to words that the other side changed is for people to look at.
            let merged = merge_words(
                base,
                ours,
                theirs,
                Holders {
                    parties: &["Noruega", "Kenya"],
                    ..Holders::default()
                },
            );
            assert_eq!(merged.conflicts.len(), 1, "{}", merged.text);
            continue;
        }
        check(base, ours, theirs, expected);
    }
}

#[test]
fn alternatives_can_be_read() {
    for (base, ours, theirs, expected) in [
        (
            "submit reports statements",
            "submit reports, statements",
            "submit reports and statements",
            "submit [EU: reports,] [AOSIS: reports and] statements",
        ),
        (
            "présenter des rapports déclarations",
            "présenter des rapports, déclarations",
            "présenter des rapports et déclarations",
            "présenter des [EU: rapports,] [AOSIS: rapports et] déclarations",
        ),
        (
            "presentar informes declaraciones",
            "presentar informes, declaraciones",
            "presentar informes y declaraciones",
            "presentar [EU: informes,] [AOSIS: informes y] declaraciones",
        ),
        (
            "представить доклады заявления",
            "представить доклады, заявления",
            "представить доклады и заявления",
            "представить [EU: доклады,] [AOSIS: доклады и] заявления",
        ),
        (
            "تقدم التقارير البيانات",
            "تقدم التقارير، البيانات",
            "تقدم التقارير والبيانات البيانات",
            "تقدم [EU: التقارير،] [AOSIS: التقارير والبيانات] البيانات",
        ),
        (
            "提交报告声明",
            "提交报告、声明",
            "提交报告和声明",
            "提交[EU: 报告、][AOSIS: 报告和]声明",
        ),
    ] {
        check(base, ours, theirs, expected);
    }
}

#[test]
fn two_brackets_of_much_the_same_words_are_one() {
    check(
        "Urges developed countries to make archival technology available;",
        "Urges developed countries to make archival technology available [on concessional and preferential terms - G77; EU, USA, JPN delete];",
        "Urges developed countries to make archival technology available [on concessional and preferential terms, as mutually agreed - G77; USA, JPN delete];",
        "Urges developed countries to make archival technology available [on concessional and preferential terms [AOSIS: , as mutually agreed] - G77; EU, USA, JPN delete];",
    );
}

#[test]
fn brackets_side_by_side_both_stand() {
    for (base, ours, theirs, expected) in [
        (
            "submit annual reports",
            "[submit] annual reports",
            "submit [annual] reports",
            "[submit] [annual] reports",
        ),
        (
            "that survive a disaster help the people",
            "that survive a disaster [help the people]",
            "[that survive a disaster] help the people",
            "[that survive a disaster] [help the people]",
        ),
    ] {
        check(base, ours, theirs, expected);
        check(base, theirs, ours, expected);
    }
}

const SENTENCES: [&str; 5] = [
    "Alpha paragraph on water for the region.",
    "Beta paragraph on energy trade and transit.",
    "Gamma paragraph on culture and education.",
    "Delta paragraph on trade by sea.",
    "Epsilon paragraph on peace and security.",
];

fn ordered(order: &[usize]) -> Document {
    labelled(
        &order
            .iter()
            .map(|at| (*at, "", SENTENCES[*at]))
            .collect::<Vec<_>>(),
    )
}

/// Paragraphs by their number, with label and words.
fn labelled(list: &[(usize, &str, &str)]) -> Document {
    let mut document = Document::new(crate::model::Head::new("en".parse().unwrap(), "T"));
    for (at, label, words) in list {
        let id = Id::from_random(*at as u64);
        let mut p = Paragraph::new(id, crate::model::Role::Operative, words);
        p.label = crate::model::Label::new(label);
        document.paragraphs.push(Arc::new(p));
    }
    document
}

fn numbers_of(document: &Document) -> Vec<usize> {
    let of = |p: &Arc<Paragraph>| SENTENCES.iter().position(|words| *words == p.text());
    document.paragraphs.iter().filter_map(of).collect()
}

/// All orders that differ from the first by one paragraph put elsewhere.
fn one_moved(base: &[usize]) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    for from in 0..base.len() {
        for to in 0..base.len() {
            let mut order = base.to_vec();
            let moved = order.remove(from);
            order.insert(to, moved);
            if order != base && !found.contains(&order) {
                found.push(order);
            }
        }
    }
    found
}

#[test]
fn no_move_is_lost_unsaid() {
    for many in [3, 4, 5] {
        let base: Vec<usize> = (0..many).collect();
        let moves = one_moved(&base);
        for ids in [true, false] {
            let options = MergeOptions {
                ids,
                names: Holders::default(),
            };
            for (ours, theirs) in moves.iter().flat_map(|a| moves.iter().map(move |b| (a, b))) {
                let merged = merge(&ordered(&base), &ordered(ours), &ordered(theirs), options);
                let order = numbers_of(&merged.document);
                let mut all = order.clone();
                all.sort_unstable();
                assert_eq!(all, base, "{ours:?} {theirs:?} {order:?}");
                let said = merged.conflicts.iter().any(|c| c.dispute == Dispute::Place);
                if ours == theirs {
                    assert_eq!((&order, said), (ours, false));
                }
                // Of any two paragraphs the result has an order that a side has; whoever changed it has it unless it is said.
                let before = |list: &[usize], a: usize, b: usize| {
                    list.iter().position(|x| *x == a) < list.iter().position(|x| *x == b)
                };
                for (a, b) in base.iter().flat_map(|a| base.iter().map(move |b| (*a, *b))) {
                    if a >= b {
                        continue;
                    }
                    let (own, other) = (before(ours, a, b), before(theirs, a, b));
                    let turned = !before(&order, a, b);
                    assert!(own != other || turned != own, "{ours:?} {theirs:?}");
                    assert!(
                        said || turned == (!own || !other),
                        "{ours:?} {theirs:?} {order:?}"
                    );
                }
                let is_one = ours != theirs && (order == *ours || order == *theirs);
                assert!(said || !is_one, "{ours:?} {theirs:?} {order:?}");
            }
        }
    }
}

#[test]
fn a_dispute_of_place_says_which_paragraph_and_both_places() {
    let [a, b, _, d, _] = SENTENCES;
    let options = MergeOptions {
        ids: true,
        names: Holders::default(),
    };
    let base = ordered(&[0, 1, 2, 3]);
    // To the end, and to the top: which of the first two went past the other cannot be seen.
    let (last, first) = (ordered(&[0, 2, 3, 1]), ordered(&[1, 0, 2, 3]));
    for (ours, theirs, own, other) in [(&last, &first, d, ""), (&first, &last, "", d)] {
        let merged = merge(&base, ours, theirs, options);
        let [conflict] = merged.conflicts.as_slice() else {
            panic!("{:?}", merged.conflicts);
        };
        let place = conflict.place.unwrap();
        assert_eq!(merged.document.paragraphs[place].text(), b);
        assert_eq!(
            (conflict.dispute, conflict.base.as_str()),
            (Dispute::Place, a)
        );
        assert_eq!(
            (conflict.ours.as_str(), conflict.theirs.as_str()),
            (own, other)
        );
    }
}

#[test]
fn a_split_paragraph_is_parted_by_what_stands_between() {
    let [a, b, ..] = SENTENCES;
    let (front, back) = (
        "The Conference welcomes the report of the Secretary-General on the work of the Centre,",
        "and requests the Centre to go on with its assistance to the States of the region.",
    );
    let whole = format!("{front} {back}");
    let new = "The budget of the Centre shall be looked at every year by an auditor.";
    let other = "Entirely other words that came in after the whole of it, once more.";
    let list = |words: &[(usize, &str)]| {
        let all: Vec<(usize, &str, &str)> = words.iter().map(|(at, w)| (*at, "", *w)).collect();
        labelled(&all)
    };
    let base = list(&[(0, a), (1, &whole), (2, b)]);
    let parted = list(&[(0, a), (1, front), (7, new), (8, back), (2, b)]);
    // A word is changed in the second half, and something comes in behind it.
    let changed = whole.replace("go on", "continue");
    let theirs = list(&[(0, a), (1, &changed), (9, other), (2, b)]);
    let changed = back.replace("go on", "continue");
    for ids in [true, false] {
        let options = MergeOptions {
            ids,
            names: Holders::default(),
        };
        for (one, two) in [(&parted, &theirs), (&theirs, &parted)] {
            let merged = merge(&base, one, two, options);
            let texts: Vec<&str> = merged
                .document
                .paragraphs
                .iter()
                .map(|p| p.text())
                .collect();
            assert_eq!(texts, [a, front, new, &changed, other, b], "{ids}");
            assert_eq!(merged.conflicts, [], "{ids}");
        }
    }
}

#[test]
fn numbers_that_are_wrong_together_are_said() {
    let options = |ids| MergeOptions {
        ids,
        names: Holders::default(),
    };
    let [a, b, c, ..] = SENTENCES;
    let base = labelled(&[(0, "1.", a), (1, "2.", b), (2, "3.", c)]);
    let ours = labelled(&[
        (7, "1.", "Quite new words at the beginning."),
        (0, "2.", a),
        (1, "3.", b),
        (2, "4.", c),
    ]);
    let new = "See paragraph 3 above on the programme.";
    let theirs = labelled(&[(0, "1.", a), (1, "2.", b), (2, "3.", c), (8, "4.", new)]);
    for ids in [true, false] {
        let merged = merge(&base, &ours, &theirs, options(ids));
        let said: Vec<&str> = merged.conflicts.iter().map(|c| c.dispute.word()).collect();
        assert_eq!(
            said,
            ["number", "reference"],
            "{ids} {:?}",
            merged.conflicts
        );
        assert_eq!(merged.conflicts[1].ours, "paragraph 3");
        // One side alone is as it wants to be.
        let alone = merge(&base, &ours, &base, options(ids));
        assert!(alone.conflicts.is_empty(), "{:?}", alone.conflicts);
        let alone = merge(&base, &base, &theirs, options(ids));
        assert!(alone.conflicts.is_empty(), "{:?}", alone.conflicts);
    }
    // Another label by each side.
    let relabelled = |label| labelled(&[(0, "1.", a), (1, label, b), (2, "7.", c)]);
    let three = [relabelled("5 bis."), relabelled("3."), relabelled("6.")];
    for ids in [true, false] {
        let merged = merge(&three[0], &three[1], &three[2], options(ids));
        let said: Vec<Dispute> = merged.conflicts.iter().map(|c| c.dispute).collect();
        assert_eq!(said, [Dispute::Field("label")], "{ids}");
    }
}

#[test]
fn what_both_did_alike_is_no_conflict_from_either_side() {
    // Both strike the empty bracket, and one of them more before it.
    let base = "各缔约方各遵循各应各[]报告各";
    let (ours, theirs) = ("各各报告各应各应各", "各缔约方各遵循各应各报告各");
    for (a, b) in [(ours, theirs), (theirs, ours)] {
        let merged = merge_words(base, a, b, Holders::default());
        assert_eq!((merged.text.as_str(), merged.conflicts.len()), (ours, 0));
    }
}
