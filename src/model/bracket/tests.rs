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
            Piece::Bracket(bracket) => {
                out.push_str(match bracket.kind {
                    BracketKind::Contested => "{",
                    BracketKind::Original => "{original ",
                    BracketKind::Status => "{status ",
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
fn a_bracket_without_a_partner_is_reported_and_the_rest_still_read() {
    assert_eq!(shape("a] [b] [c"), "a] {b} [c !close@1 !open@7");
    assert_eq!(shape("[a [b]"), "[a {b} !open@0");
}

#[test]
fn only_contested_brackets_are_counted() {
    assert_eq!(count("[a [b]] [原件：俄文] [Agreed ad ref] \\[x\\]"), 2);
    assert_eq!(count("］［"), 0);
}

proptest! {
    #[test]
    fn the_pieces_are_the_text(text in "[\\[\\]a /:;\\-EU联ع\\\\]{0,60}") {
        let read = parse(&text, &looks_like_code);
        let mut at = 0;
        for piece in &read.pieces {
            let range = match piece {
                Piece::Plain(range) => range.clone(),
                Piece::Bracket(bracket) => bracket.range.clone(),
            };
            prop_assert_eq!(range.start, at);
            at = range.end;
        }
        prop_assert_eq!(at, text.len());
    }
}
