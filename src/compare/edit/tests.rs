use super::*;
use proptest::prelude::*;

mod typography;

/// Edits as `[-old-]{+new+}`.
fn marked(edits: &[Edit]) -> String {
    let mut out = String::new();
    for edit in edits {
        let (open, close) = match edit.op {
            Op::Equal => ("", ""),
            Op::Delete => ("[-", "-]"),
            Op::Insert => ("{+", "+}"),
        };
        out.extend([open, &edit.text, close]);
    }
    out
}

/// White space drawn like anything else.
const EXACT: Drawing = Drawing {
    open: OPEN,
    space: Space::Shown,
};

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// White space of any length as one blank.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a text is compared by.
fn tokens(text: &str) -> Vec<String> {
    let list = Lexicon::new().tokens(text).list;
    // A sign that joins stays with the white space before it, whichever that is.
    list.iter()
        .map(|token| token.text.trim().to_owned())
        .collect()
}

fn rebuilt(edits: &[Edit], without: Op) -> String {
    let kept = edits.iter().filter(|edit| edit.op != without);
    kept.map(|edit| edit.text.as_str()).collect()
}

#[test]
fn as_a_person_would_draw_it() {
    for (a, b, expected) in [
        // Words, phrases, marks.
        (
            "States shall act.",
            "States should act.",
            "States [-shall-]{+should+} act.",
        ),
        ("the old text", "the text", "the [-old -]text"),
        ("the text", "the new text", "the {+new +}text"),
        ("States act", "States, acting", "States[- act-]{+, acting+}"),
        ("States act", "States, act", "States{+,+} act"),
        ("", "New.", "{+New.+}"),
        ("Old.", "", "[-Old.-]"),
        // Brackets leave the words as they are.
        (
            "States should act",
            "States [should] act",
            "States {+[+}should{+]+} act",
        ),
        (
            "States [shall] act",
            "States [shall][should] act",
            "States [shall]{+[should]+} act",
        ),
        (
            "States [shall][should] act",
            "States should act",
            "States [-[shall][-]should[-]-] act",
        ),
        // No lonely common word between two changes.
        (
            "the rights of the child",
            "the protection of all children",
            "the [-rights of the child-]{+protection of all children+}",
        ),
        // A phrase put in starts where a phrase starts.
        (
            "to promote peace, and to report",
            "to promote peace, to protect civilians, and to report",
            "to promote peace, {+to protect civilians, +}and to report",
        ),
        (
            "reminds the Parties",
            "reminds the States and the Parties",
            "reminds {+the States and +}the Parties",
        ),
        // Six languages.
        (
            "Les États doivent agir.",
            "Les États devraient agir.",
            "Les États [-doivent-]{+devraient+} agir.",
        ),
        (
            "décide d’agir l’an prochain",
            "décide d’agir dès l’an prochain",
            "décide d’agir {+dès +}l’an prochain",
        ),
        (
            "Los niños y las niñas",
            "Los niños, las mujeres y las niñas",
            "Los niños{+, las mujeres+} y las niñas",
        ),
        (
            "устойчивое развитие государств",
            "устойчивого развития государств",
            "[-устойчивое развитие-]{+устойчивого развития+} государств",
        ),
        (
            "تقرر الدول الأعضاء",
            "تطلب الدول الأعضاء",
            "[-تقرر-]{+تطلب+} الدول الأعضاء",
        ),
        (
            "各国应采取措施。",
            "各国应采取有效措施。",
            "各国应采取{+有效+}措施。",
        ),
        (
            "裁军（2010年）",
            "裁军（2026年）",
            "裁军（[-2010-]{+2026+}年）",
        ),
        // Not inside a Chinese word, nor before what makes another word of it.
        (
            "妇女对决策的参与；",
            "妇女对决策的参与性；",
            "妇女对决策的[-参与-]{+参与性+}；",
        ),
        ("基于性别的", "基于种族的", "基于[-性别-]{+种族+}的"),
        // Nor inside the number of a document, a compound, a phrase in brackets.
        (
            "its report S/2021/4 and",
            "its report S/2021/5 and",
            "its report [-S/2021/4-]{+S/2021/5+} and",
        ),
        (
            "State and/or Party",
            "State and Party",
            "State and[-/or-] Party",
        ),
        (
            "an open-ended group",
            "an open-minded group",
            "an [-open-ended-]{+open-minded+} group",
        ),
        (
            "troop-contributing countries",
            "troop- and police-contributing countries",
            "troop-{+ and police-+}contributing countries",
        ),
        (
            "resolution 2537 (2020), and",
            "resolution 2587 (2021), and",
            "resolution [-2537 (2020)-]{+2587 (2021)+}, and",
        ),
        // Nor does a long insertion beside one word for another.
        (
            "Joining forces, these States will find solutions",
            "Joining forces and agreeing, where needed, on common positions on security, these States can find solutions",
            "Joining forces{+ and agreeing, where needed, on common positions on security+}, these States [-will-]{+can+} find \
             solutions",
        ),
        // Something put in and something struck do not take with them what is between.
        (
            "contributes to creating a positive environment include",
            "contributes to a positive environment for our community include",
            "contributes to [-creating -]a positive environment {+for our community +}include",
        ),
        // But one word between two that were turned, or of which one went and one came, is read with them.
        (
            "calls upon all parties to immediately engage in talks",
            "calls upon all parties immediately to engage in talks",
            "calls upon all parties [-to immediately-]{+immediately to+} engage in talks",
        ),
        (
            "la mise en œuvre rapide effective du plan",
            "la mise en œuvre effective intégrale du plan",
            "la mise en œuvre [-rapide effective-]{+effective intégrale+} du plan",
        ),
        (
            "просит также Генерального секретаря доложить",
            "также просит Генерального секретаря доложить",
            "[-просит также-]{+также просит+} Генерального секретаря доложить",
        ),
        (
            "pide también al Comité que informe",
            "también pide al Comité que informe",
            "[-pide también-]{+también pide+} al Comité que informe",
        ),
        (
            "existing agreements shall be kept",
            "agreements made with the United Nations shall be kept",
            "[-existing -]agreements {+made with the United Nations +}shall be kept",
        ),
        // Nor around a word that a few others stood before and others stand behind, nor around a year.
        (
            "la participation pleine, égale et effective des femmes",
            "la participation pleine, effective et véritable des femmes",
            "la participation pleine, [-égale et effective-]{+effective et véritable+} des femmes",
        ),
        (
            "все миротворческие операции, включая",
            "все операции по поддержанию мира, включая",
            "все [-миротворческие операции-]{+операции по поддержанию мира+}, включая",
        ),
        (
            "بالآثار الضارة لتغير المناخ، والتحديات",
            "بالآثار البيئية الضارة، والتحديات",
            "بالآثار [-الضارة لتغير المناخ-]{+البيئية الضارة+}، والتحديات",
        ),
        (
            "为消除贸易障碍所作的努力，",
            "为消除贸易障碍所作努力的重要性，",
            "为消除贸易障碍所作[-的努力-]{+努力的重要性+}，",
        ),
        (
            "by 4 July 2023 and 3 January 2024 respectively",
            "by 4 July 2024 and 3 January 2025 respectively",
            "by 4 July [-2023 and 3 January 2024-]{+2024 and 3 January 2025+} respectively",
        ),
        // A word is looked at again when the change beside it has grown.
        (
            "engaging in the negotiations and noting that the talks have not yet resulted in an",
            "engaging in negotiations to secure a settlement and noting that the recent Conference has not resulted in an",
            "engaging in [-the negotiations and noting that the talks have not yet-]{+negotiations to secure a settlement and noting \
             that the recent Conference has not+} resulted in an",
        ),
        // A name written out before what stands for it is drawn with it; what is in square brackets stays.
        (
            "to keep UNFICYP beyond 15 June",
            "to keep the United Nations Force in Cyprus (UNFICYP) beyond 15 December",
            "to keep [-UNFICYP-]{+the United Nations Force in Cyprus (UNFICYP)+} beyond 15 [-June-]{+December+}",
        ),
        (
            "en la Corte Penal Internacional (CPI) y",
            "en la CPI y",
            "en la [-Corte Penal Internacional (CPI)-]{+CPI+} y",
        ),
        (
            "设立维持和平部队（维和部队）。",
            "设立维和部队。",
            "设立[-维持和平部队（维和部队）-]{+维和部队+}。",
        ),
        (
            "the States act",
            "the Parties [States] act",
            "the {+Parties [+}States{+]+} act",
        ),
        // A word that stays is not struck and written again.
        (
            "States shall take measures",
            "States shall also take effective measures",
            "States shall {+also +}take {+effective +}measures",
        ),
        (
            "各国应采取措施。",
            "各国应当采取有效措施。",
            "各国[-应-]{+应当+}采取{+有效+}措施。",
        ),
        // Chinese by words, where they are known.
        ("通过决议。", "通过决定。", "通过[-决议-]{+决定+}。"),
        ("批准条约规定", "批准规定", "批准[-条约-]规定"),
        (
            "审查残疾人权利",
            "审查妇女权利",
            "审查[-残疾人-]{+妇女+}权利",
        ),
        // White space is no change: that of the new side stands.
        ("a  b\nc", "a b c", "a b c"),
        ("a\u{a0}b c", "a b d", "a b [-c-]{+d+}"),
        // Where it gave way to a mark it is part of the change: neither side has `peacekeeping`.
        ("peace keeping", "peace-keeping", "peace[- -]{+-+}keeping"),
        ("peace-keeping", "peace keeping", "peace[---]{+ +}keeping"),
        ("a b", "a – b", "a {+– +}b"),
    ] {
        assert_eq!(marked(&words(a, b)), expected);
    }
}

#[test]
fn white_space_is_drawn_when_it_is_asked_for() {
    let found = words_of("a  b\nc", "a b c", EXACT);
    assert_eq!(marked(&found), "a [- -]b[-\n-]{+ +}c");
}

#[test]
fn only_what_a_reader_sees_is_a_change() {
    assert_eq!(word_change("one  two\nthree", "one two three"), None);
    assert!(word_change("one two", "one, two").is_some());
}

#[test]
fn paragraphs_joined_are_split_at_the_mark() {
    let (found, _) = joined(
        &["Urges States; requests a report."],
        &["Urges States;", "Requests a report."],
        &mut Lexicon::new(),
        Drawing::default(),
    );
    assert_eq!(
        marked(&found),
        "Urges States;[- requests-]{+\nRequests+} a report."
    );
    let (found, _) = joined(
        &["Urges States. A report."],
        &["Urges States.", "A report."],
        &mut Lexicon::new(),
        Drawing::default(),
    );
    assert_eq!(marked(&found), "Urges States.[- -]{+\n+}A report.");
    let (found, _) = joined(
        &["裁军。", "合作。"],
        &["裁军。合作。"],
        &mut Lexicon::new(),
        Drawing::default(),
    );
    assert_eq!(marked(&found), "裁军。[-\n-]合作。");
}

#[test]
fn very_long_texts_are_cut_at_what_stands_once() {
    let text = |skip: usize| -> String {
        let kept = (0..9000_usize).filter(|n| n % 1000 != skip);
        kept.fold(String::new(), |text, n| text + &format!("w{n} and of the "))
    };
    let (a, b) = (text(7), text(8));
    let edits = words(&a, &b);
    assert_eq!(rebuilt(&edits, Op::Insert), a);
    assert_eq!(rebuilt(&edits, Op::Delete), b);
    let changed: usize = edits
        .iter()
        .filter(|edit| edit.is_change())
        .map(|edit| edit.text.len())
        .sum();
    assert!(changed < 18 * 40, "{changed}");
}

/// Texts of few words, so that there is something to align.
fn text() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "the ",
        "States ",
        "shall ",
        "should ",
        "act",
        "[",
        "]",
        ", ",
        "; ",
        " ",
        "\n",
        "  ",
        "国",
        "家",
        "应",
        "。",
        "устойчивое ",
        "развитие",
        "التنمية ",
        "و",
        "l’article ",
        "(a) ",
        "e\u{301}",
        "12 ",
        "\u{200d}",
        "\u{301}",
    ];
    let piece = prop_oneof![
        12 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Sentences of six languages with brackets and numbers, and neighbours of them.
fn sentence() -> impl Strategy<Value = (String, String)> {
    const PARTS: &[&str] = &[
        "[Urges] all Member States ",
        "to strengthen (a) the protection of civilians, ",
        "shall ",
        "should ",
        "décide d’agir dès l’an prochain ; ",
        "los niños [y las niñas], ",
        "устойчивое развитие государств — ",
        "постановляет ",
        "تقرر الدول الأعضاء، ",
        "[التنمية المستدامة] ",
        "各国应当采取有效措施，",
        "经验[经历]（2010年）。",
        "peace-keeping ",
        "peace keeping ",
        "Secretary‑General’s ",
        "Secretary General’s ",
        "1,000 ",
        "S/RES/2561 (2021) ",
    ];
    let parts = || proptest::collection::vec(proptest::sample::select(PARTS), 0..12);
    (parts(), parts(), parts()).prop_map(|(head, middle, tail)| {
        let middle = middle.concat();
        let (head, tail) = (head.concat(), tail.concat());
        (
            format!("{head}{middle}{tail}"),
            format!("{head}{tail}{middle}"),
        )
    })
}

/// What holds of the edits of any two texts.
fn holds(a: &str, b: &str) -> Result<(), TestCaseError> {
    let exact = words_of(a, b, EXACT);
    prop_assert_eq!(&rebuilt(&exact, Op::Insert), a);
    prop_assert_eq!(&rebuilt(&exact, Op::Delete), b);
    let edits = words(a, b);
    let older = rebuilt(&edits, Op::Insert);
    prop_assert_eq!(bare(&older), bare(a));
    prop_assert_eq!(tokens(&older), tokens(a), "{:?}", edits);
    prop_assert_eq!(&rebuilt(&edits, Op::Delete), b);
    // White space is drawn only beside what took its place.
    let drawn = |(at, edit): (usize, &Edit)| {
        let before = edits.get(at.wrapping_sub(1));
        let mut beside = before.into_iter().chain(edits.get(at + 1));
        edit.op == Op::Equal || edit.is_change() || beside.any(Edit::is_change)
    };
    prop_assert!(edits.iter().enumerate().all(drawn), "{:?}", edits);
    for edits in [exact, edits] {
        prop_assert!(edits.iter().all(|edit| !edit.text.is_empty()));
        prop_assert!(edits.windows(2).all(|pair| pair[0].op != pair[1].op));
        for (side, without) in [(a, Op::Insert), (b, Op::Delete)] {
            // Edges counted in what is not white space, which may be that of the other side.
            let mut edges = vec![0];
            let mut count = 0;
            for word in crate::text::words(side) {
                count += bare(word.text).len();
                edges.push(count);
            }
            let mut at = 0;
            for edit in edits.iter().filter(|edit| edit.op != without) {
                at += bare(&edit.text).len();
                prop_assert!(edges.contains(&at), "{} in {:?}", at, edits);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(crate::text::samples::cases())]

    #[test]
    fn edits_rebuild_both_sides_and_cut_no_word(a in text(), b in text(), near in text()) {
        holds(&a, &b)?;
        holds(&format!("{a}{near}{a}{b}"), &format!("{a}{a}{near}{b}"))?;
    }

    #[test]
    fn in_six_languages_too((a, b) in sentence()) {
        holds(&a, &b)?;
        let edits = words(&a, &b);
        prop_assert_eq!(spaced(&rebuilt(&edits, Op::Insert)), spaced(&a), "{:?}", edits);
    }

    #[test]
    fn the_same_text_has_no_edits(any in text(), (a, _) in sentence()) {
        prop_assert!(words(&any, &any).iter().all(|edit| edit.op == Op::Equal));
        let other: String = a.split_whitespace().collect::<Vec<_>>().join(" \n");
        prop_assert!(words(&a, &other).iter().all(|edit| edit.op == Op::Equal), "{:?}", words(&a, &other));
    }

    #[test]
    fn joined_edits_rebuild_both_sides(a in proptest::collection::vec(text(), 1..4), b in proptest::collection::vec(text(), 1..4)) {
        let parts = |list: &[String]| -> String { list.join("\n") };
        let (x, y): (Vec<&str>, Vec<&str>) = (a.iter().map(String::as_str).collect(), b.iter().map(String::as_str).collect());
        let (edits, _) = joined(&x, &y, &mut Lexicon::new(), EXACT);
        prop_assert_eq!(rebuilt(&edits, Op::Insert), parts(&a));
        prop_assert_eq!(rebuilt(&edits, Op::Delete), parts(&b));
        let (edits, _) = joined(&x, &y, &mut Lexicon::new(), Drawing::default());
        prop_assert_eq!(bare(&rebuilt(&edits, Op::Insert)), bare(&parts(&a)));
        prop_assert_eq!(rebuilt(&edits, Op::Delete), parts(&b));
    }
}
