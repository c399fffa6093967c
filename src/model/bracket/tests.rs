use proptest::prelude::*;

use super::*;

/// Writes a reading in a small notation: `{kind alternative|alternative @marks}`.
fn shape(text: &str) -> String {
    let read = parse(text, &|said| looks_like_code(said) || said == "Norway");
    let mut out = String::new();
    write_pieces(text, &read.pieces, &mut out);
    for issue in &read.issues {
        let word = if matches!(issue, Issue::Unclosed(_)) {
            "open"
        } else {
            "close"
        };
        out.extend([" !", word, "@", &issue.at().to_string()]);
    }
    out
}

fn write_pieces(text: &str, pieces: &[Piece], out: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Plain(range) => out.push_str(text.get(range.clone()).unwrap()),
            Piece::Remark(range) => {
                out.extend(["<", text.get(range.clone()).unwrap(), ">"]);
            }
            Piece::Bracket(bracket) => {
                out.push_str(match bracket.kind {
                    BracketKind::Contested => "{",
                    BracketKind::Placeholder => "{place ",
                    BracketKind::Original => "{original ",
                    BracketKind::Status => "{status ",
                    BracketKind::Remark => "{remark ",
                    BracketKind::Citation => "{citation ",
                });
                for (at, alternative) in bracket.alternatives.iter().enumerate() {
                    if at > 0 {
                        out.push('|');
                    }
                    write_pieces(text, &alternative.pieces, out);
                    for mark in &alternative.marks {
                        let wish = match mark.wish {
                            Wish::Propose => '+',
                            Wish::Retain => '=',
                            Wish::Delete => '-',
                            Wish::Reserve => '!',
                        };
                        out.push('@');
                        out.push(wish);
                        out.push_str(text.get(mark.party.clone()).unwrap());
                    }
                    for unread in &alternative.unread {
                        out.push('?');
                        out.push_str(text.get(unread.clone()).unwrap());
                    }
                }
                out.push('}');
            }
        }
    }
}

#[test]
fn the_notation_of_compilation_texts_is_read() {
    for (text, expected) in [
        ("no brackets", "no brackets"),
        ("a [b] c", "a {b} c"),
        ("[extreme - US; G77 delete]", "{extreme@+US@-G77}"),
        (
            "[, in accordance with x. -G77; US, EU delete.]",
            "{, in accordance with x.@+G77@-US@-EU}",
        ),
        (
            "[changing unsustainable - EU, G77 retain / promoting sustainable - US]",
            "{changing unsustainable@=EU@=G77|promoting sustainable@+US}",
        ),
        ("[EU: text]", "{text@+EU}"),
        ("[EU, Norway: [inner] text]", "{{inner} text@+EU@+Norway}"),
        ("[A][B][C]", "{A}{B}{C}"),
        ("[a [b [c - US] - EU] d]", "{a {b {c@+US}@+EU} d}"),
        (
            "[non-proliferation and/or arms]",
            "{non-proliferation and/or arms}",
        ),
        ("[to consider – KAZ]", "{to consider@+KAZ}"),
        ("[a colon: here]", "{a colon: here}"),
        ("[原件：俄文]", "{original 原件：俄文}"),
        ("[Original: Russian]", "{original Original: Russian}"),
        ("[Original: text]", "{Original: text}"),
        ("[Agreed ad ref]", "{status Agreed ad ref}"),
        ("各国［应当 / 可以］合作", "各国{应当|可以}合作"),
        ("يجب [على الدول - IRN] أن", "يجب {على الدول@+IRN} أن"),
        (r"literal \[ and \]", r"literal \[ and \]"),
    ] {
        assert_eq!(shape(text), expected, "{text}");
    }
}

#[test]
fn who_holds_words_is_read_in_every_form() {
    let names = [
        "Norway",
        "Guinea-Bissau",
        "Trinidad and Tobago",
        "Congo, Democratic Republic of the",
        "Iran (Islamic Republic of)",
        "Canada",
        "Japan",
        "Казахстан",
        "Узбекистан",
        "中国",
        "美国",
        "مصر",
        "السودان",
    ];
    let is_party = |said: &str| names.contains(&said) || looks_like_code(said);
    for (text, expected) in [
        ("[x - Canada and Japan]", "{x@+Canada@+Japan}"),
        (
            "[x - EU, Canada, and Japan delete]",
            "{x@-EU@-Canada@-Japan}",
        ),
        ("[x - Trinidad and Tobago]", "{x@+Trinidad and Tobago}"),
        ("[x - Guinea-Bissau]", "{x@+Guinea-Bissau}"),
        (
            "[x - Congo, Democratic Republic of the, Norway retain]",
            "{x@=Congo, Democratic Republic of the@=Norway}",
        ),
        (
            "[Iran (Islamic Republic of): x]",
            "{x@+Iran (Islamic Republic of)}",
        ),
        ("[x - EU to delete; US to retain]", "{x@-EU@=US}"),
        ("[x - EU reserves]", "{x@!EU}"),
        (
            "[x – Казахстан; Узбекистан исключить]",
            "{x@+Казахстан@-Узбекистан}",
        ),
        ("[x — 中国；美国删除]", "{x@+中国@-美国}"),
        ("[中国、美国：案文]", "{案文@+中国@+美国}"),
        ("[x - 中国和美国保留]", "{x@=中国@=美国}"),
        ("[x - 中国有保留]", "{x@!中国}"),
        ("[مصر، السودان: نص]", "{نص@+مصر@+السودان}"),
        ("[نص - مصر؛ السودان حذف]", "{نص@+مصر@-السودان}"),
        ("[x - nobody known]", "{x - nobody known}"),
        ("[x - US; nobody delete]", "{x - US; nobody delete}"),
        ("[non-EU States]", "{non-EU States}"),
        ("[long-term goals - US]", "{long-term goals@+US}"),
        ("[a - US / b - EU / c]", "{a@+US|b@+EU|c}"),
        ("[US: a / EU: b]", "{a@+US|b@+EU}"),
        ("[a / / b]", "{a|/ b}"),
    ] {
        let read = parse(text, &is_party);
        let mut out = String::new();
        write_pieces(text, &read.pieces, &mut out);
        assert_eq!(
            out.replace("{ ", "{").replace(" |", "|"),
            expected,
            "{text}"
        );
    }
}

#[test]
fn what_is_not_known_beside_a_known_name_is_read_with_it() {
    let names = ["KAZ", "UZB", "Iran", "EU", "China", "中国", "美国", "مصر"];
    for (text, expected) in [
        (
            "[b - KAZ; UZB, Iran delete; Unknownland delete]",
            "{b@+KAZ@-UZB@-Iran@-Unknownland}",
        ),
        ("[a - KAZ, UZB, Ruritania]", "{a@+KAZ@+UZB@+Ruritania}"),
        ("[a - Ruritania and KAZ]", "{a@+Ruritania@+KAZ}"),
        ("[a - KAZ and Isle of Man]", "{a@+KAZ@+Isle of Man}"),
        (
            "[a - KAZ, Syldavia (Kingdom of the) retain]",
            "{a@=KAZ@=Syldavia (Kingdom of the)}",
        ),
        (
            "[shall - KAZ / should - Ruritania]",
            "{shall@+KAZ|should@+Ruritania}",
        ),
        ("[shall - KAZ / should]", "{shall@+KAZ|should}"),
        ("[KAZ, Ruritania: a]", "{a@+KAZ@+Ruritania}"),
        ("[g - KAZ DELETE]", "{g@-KAZ}"),
        ("[g - KAZ Retain; UZB To Delete.]", "{g@=KAZ@-UZB}"),
        ("[e - KAZ del.]", "{e@!KAZ?del}"),
        ("[e - KAZ, UZB opposed]", "{e@!KAZ@!UZB?opposed}"),
        ("[e - KAZ; UZB would wait]", "{e@+KAZ@!UZB?would wait}"),
        ("[c - KAZ/UZB]", "{c@+KAZ@+UZB}"),
        ("[c - KAZ/UZB, EU delete]", "{c@-KAZ@-UZB@-EU}"),
        ("[a -KAZ, UZB and others delete]", "{a@-KAZ@-UZB}"),
        ("[a - KAZ and others]", "{a@+KAZ}"),
        ("[a - KAZ, others; UZB retain]", "{a@+KAZ@=UZB}"),
        ("[a–KAZ]", "{a@+KAZ}"),
        ("[案文 — 中国；某国删除]", "{案文@+中国@-某国}"),
        ("[نص - مصر؛ بلد حذف]", "{نص@+مصر@-بلد}"),
        // Words of a sentence are no names.
        ("[China–EU]", "{China–EU}"),
        ("[a - others]", "{a - others}"),
        ("[GHG - EU emissions]", "{GHG - EU emissions}"),
        ("[a - EU, and its members]", "{a - EU, and its members}"),
        ("[a - KAZ, b]", "{a - KAZ, b}"),
        ("[a - Ruritania]", "{a - Ruritania}"),
        (
            "[a - KAZ will do so, as agreed]",
            "{a - KAZ will do so, as agreed}",
        ),
        ("[贸易 — 中国、合作]", "{贸易 — 中国、合作}"),
    ] {
        let read = parse(text, &|said| names.contains(&said));
        let mut out = String::new();
        write_pieces(text, &read.pieces, &mut out);
        assert_eq!(
            out.replace("{ ", "{").replace(" |", "|"),
            expected,
            "{text}"
        );
    }
}

#[test]
fn what_is_no_contest_is_told_apart() {
    for (text, expected) in [
        (
            "[Placeholder for a title]",
            "{place Placeholder for a title}",
        ),
        (
            "*[Placeholder* on provision]",
            "*{place Placeholder* on provision}",
        ),
        ("by [date] at [venue]", "by {place date} at {place venue}"),
        ("[x]40-[y]70 per cent", "{place x}40-{place y}70 per cent"),
        ("by [XX] 2026", "by {place XX} 2026"),
        ("section[s] and [A][B]", "section{s} and {A}{B}"),
        ("[…] [...] [____]", "{place …} {place ...} {place ____}"),
        ("[待定]", "{place 待定}"),
        ("[Note: see above]", "{remark Note: see above}"),
        ("as follow [sic]", "as follow {remark sic}"),
        (
            "a {Move to the Agreement} b",
            "a <{Move to the Agreement}> b",
        ),
        ("{a [b] c}", "{a {b} c}"),
        ("text[^13]", "text{citation ^13}"),
        (
            "see [the text](https://x.org/a) now",
            "see {citation the text} now",
        ),
        (
            "[text](AILAC propose to delete)",
            "{text}(AILAC propose to delete)",
        ),
        ("as shown.[3] Next", "as shown.{citation 3} Next"),
        ("[3] per cent", "{3} per cent"),
        ("[22 April 2016]", "{22 April 2016}"),
        ("[Agreed in informals.]", "{status Agreed in informals.}"),
        ("[Agreed language]", "{Agreed language}"),
        ("[Оригинал: русский]", "{original Оригинал: русский}"),
        ("[الأصل: بالروسية]", "{original الأصل: بالروسية}"),
    ] {
        assert_eq!(shape(text), expected, "{text}");
    }
}

#[test]
fn brackets_side_by_side_are_alternatives() {
    for (text, expected) in [
        ("[A][B][C]", vec![vec!["[A]", "[B]", "[C]"]]),
        (
            "a [shall][should] b [may] c",
            vec![vec!["[shall]", "[should]"]],
        ),
        ("[may provisionally] [all of]", vec![]),
        ("[KAZ: a] [UZB: b]", vec![vec!["[KAZ: a]", "[UZB: b]"]]),
        ("[KAZ: a] [KAZ: b]", vec![]),
        ("[KAZ: a] [b - UZB delete]", vec![]),
        (
            "[A][B] and [C][D]",
            vec![vec!["[A]", "[B]"], vec!["[C]", "[D]"]],
        ),
    ] {
        let read = parse(text, &looks_like_code);
        let shown: Vec<Vec<&str>> = choices(text, &read.pieces)
            .into_iter()
            .map(|run| {
                run.into_iter()
                    .map(|at| text.get(read.pieces[at].range()).unwrap())
                    .collect()
            })
            .collect();
        assert_eq!(shown, expected, "{text}");
    }
}

#[test]
fn a_bracket_may_close_in_a_later_paragraph() {
    let paragraphs = ["[Decides that:", "a [b] c;", "d;]", "e] f [g", "[[h", "i]"];
    let found = spans(paragraphs.iter().map(|text| edges(text)));
    let place = |paragraph, nth| Place { paragraph, nth };
    assert_eq!(
        found,
        Spans {
            spans: vec![
                Span {
                    from: place(0, 0),
                    to: place(2, 0)
                },
                Span {
                    from: place(4, 1),
                    to: place(5, 0)
                },
            ],
            unclosed: vec![place(3, 0), place(4, 0)],
            unopened: vec![place(3, 0)],
        }
    );
    assert!(found.hold(1) && !found.hold(3));
}

#[test]
fn depth_and_length_cost_nothing() {
    let deep = "[".repeat(200_000) + &"]".repeat(200_000);
    let read = parse(&deep, &looks_like_code);
    assert_eq!((read.brackets().len(), read.issues.len()), (DEEPEST, 0));
    assert_eq!(usize::from(count(&deep)), DEEPEST);
    let unclosed = parse(&"[a - ".repeat(50_000), &looks_like_code);
    assert_eq!(unclosed.issues.len(), DEEPEST);
    let many = "[".to_owned() + &"a - US / ".repeat(50_000) + "]";
    assert_eq!(
        parse(&many, &looks_like_code).brackets()[0]
            .alternatives
            .len(),
        50_001
    );
}

#[test]
fn a_bracket_without_a_partner_is_reported_and_the_rest_still_read() {
    assert_eq!(shape("a] [b] [c"), "a] {b} [c !close@1 !open@7");
    assert_eq!(shape("[a [b]"), "[a {b} !open@0");
}

#[test]
fn only_contested_brackets_are_counted() {
    assert_eq!(count("[a [b]] [原件：俄文] [Agreed ad ref] \\[x\\]"), 2);
    assert_eq!(count("］［"), 0);
}

/// Strings made of what matters to a reading, in six languages.
fn strings() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "[",
        "]",
        "［",
        "］",
        " / ",
        "／",
        " - ",
        "-",
        "–",
        ":",
        "：",
        ";",
        ", ",
        "，",
        "{",
        "}",
        "\\",
        "(",
        ")",
        "^",
        "EU",
        "US",
        "G77",
        "Ruritania",
        "others",
        "del.",
        "/",
        " and ",
        "DELETE",
        "delete",
        " retain",
        "删除",
        "联",
        "ع",
        "حذف",
        "a",
        " ",
        "x",
        "3",
        ".",
        "и",
        "é",
        "Agreed",
        "Original: Russian",
        "Placeholder",
        "https://x",
        "\n",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(crate::text::samples::cases())]
    #[test]
    fn the_parts_of_a_reading_are_the_text(text in strings()) {
        let read = parse(&text, &|said| looks_like_code(said) || ["联", "ع"].contains(&said));
        let printed: String = read.parts().into_iter().map(|(range, ..)| text.get(range).unwrap()).collect();
        prop_assert_eq!(&printed, &text);
        let open = read.brackets().iter().filter(|b| b.kind.is_open()).count();
        prop_assert_eq!(open, usize::from(count(&text)));
        let of = |opens: bool| read.issues.iter().filter(|i| matches!(i, Issue::Unclosed(_)) == opens).count();
        let edges = edges(&text);
        prop_assert_eq!((usize::from(edges.closing), usize::from(edges.opening)), (of(false), of(true)));
    }

    #[test]
    fn what_holds_a_paragraph_is_the_same_for_one_and_for_all(texts in prop::collection::vec(prop::sample::select(vec!["a", "[a", "b]", "Option 1: a", "Option 2: b", "[[x", "y]]"]), 0..20), listed in prop::collection::vec((0_usize..20, 0_usize..20), 0..3)) {
        use crate::model::{Document, Head, Id, Paragraph, Role, SpanBracket};
        let mut document = Document::new(Head::new("en".parse().unwrap(), "T"));
        let id = |at: usize| Id::from_random(at as u64 + 9000);
        for (at, text) in texts.iter().enumerate() {
            document.paragraphs.push(std::sync::Arc::new(Paragraph::new(id(at), Role::Paragraph, text)));
        }
        let listed = listed.into_iter().map(|(from, to)| SpanBracket { from: id(from), to: id(to), marks: "".into(), chair: None });
        document.head.brackets = listed.collect();
        let found = document.stretches();
        let one_by_one: Vec<bool> = (0..texts.len()).map(|at| found.hold(at)).collect();
        prop_assert_eq!(found.held(texts.len()), one_by_one);
    }
}
