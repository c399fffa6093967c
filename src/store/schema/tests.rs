//! What is read straight from the scan is what `serde_yaml` reads.

use std::fmt::Debug;

use proptest::prelude::*;
use serde::de::DeserializeOwned;

use super::agreements::AgreementsShape;
use super::document::DocumentShape;
use super::positions::PositionsShape;
use super::proceedings::ProceedingsShape;
use super::workspace::WorkspaceShape;
use crate::store::yaml::{Budget, direct, emit, guard_and_scan};

/// Reads a text both ways as one shape; says whether it was read directly.
fn both<T: DeserializeOwned + Debug + PartialEq>(text: &str) -> bool {
    let Ok((source, root)) = guard_and_scan(text.as_bytes(), Budget::default()) else {
        return false;
    };
    let Some(read) = direct::<T>(&source.text, &root) else {
        return false;
    };
    match serde_yaml::from_str::<Option<T>>(&source.text) {
        Ok(Some(wanted)) => assert_eq!(read, wanted, "{text:?}"),
        other => panic!("{text:?}: read as {read:?}, serde_yaml says {other:?}"),
    }
    true
}

/// Reads a text both ways as every shape; says how many were read directly.
fn all(text: &str) -> usize {
    usize::from(both::<DocumentShape>(text))
        + usize::from(both::<PositionsShape>(text))
        + usize::from(both::<AgreementsShape>(text))
        + usize::from(both::<WorkspaceShape>(text))
        + usize::from(both::<ProceedingsShape>(text))
}

const POSITIONS: &str = "# by note verbale\ndelegation: KAZ\npositions:\n  # on the opening\n  k3f9w2mq: {stance: agree, on: 3f9c, at: 2010-06-23T15:04:05+05:00, said_in: informals 3} # seen\n\n  \"7hx02btz\": {stance: 'agree_if', needs: [a1, \"b2\"], mood: {good: [1, ~]}, note: \"a \\\"b\\\" \\u00e9\"}\n  b:\n    stance: amend\n    proposal: c\n    note: >-\n      one\n      two\n\n      three\n";
const DOCUMENT: &str = "document:\n  language: en\n  title: Final Document # working title\n  brackets:\n  - {from: a, to: b, marks: \"KAZ; UZB delete\"}\nparagraphs:\n\n# opening\n- id: k3f9w2mq\n  role: paragraph\n  colour: green\n  text: >-\n    The participants agreed # not a comment\n    *that* the security: of\n  note: |\n    as in\n\n    the statement\n  sources:\n  - {symbol: A/64/851, paragraph: \"4\"}\n- {id: a, role: item, level: 1, label: (a), text: 同意继续磋商。}\n- id: b\n  label:\n  of: ~\n  text: 'it''s'\n  part: {kind: annex, label: II, negotiated: false}\ndeleted:\n- {id: p, text: …, after: b}\n";
const AGREEMENTS: &str = "agreements:\n  a:\n  - {level: ad_ref, on: 3f9c, at: 2010-06-23T16:00:00+05:00, by: chair, except: [IRN], lifted: [{by: UZB, at: 2010-06-23T17:00:00+05:00}], bracketed: true}\n  - {level: informals, on: 3f9c, reopened: {by: UZB, reason: new instructions}}\nparked:\n  b: {with: contact group, reason: figures to be checked}\n";
const PROCEEDINGS: &str = "# by hand\nsilences:\n  s1:\n    on: 3f9c\n    expires: 2010-06-24T18:00:00+05:00 # GA practice\n    at: 2010-06-21T18:00:00+05:00\n    started: {at: 2010-06-21T18:01:00+05:00, by: chair}\n    broken:\n    - {by: KAZ, at: 2010-06-22T18:00:00+05:00, kind: amendment, text: \"add “, as appropriate,”\"}\n    mood: good\nvotes:\n  v1: {on: 3f9c, majority: two_thirds, ballots: {KAZ: yes, UZB: no, TKM: abstain}}\nstatements:\n  st1: {kind: reservation, delegations: [IRN], paragraphs: [a], text: 伊朗保留立场。}\n";
const WORKSPACE: &str = "format: 1\nworkspace: 4t8n2xkd\ntitle: Final · Document\nlanguages: [ru, en, zh]\ndelegations:\n- {code: AZE, name: Azerbaijan}\n- code: KAZ\n  name: Kazakhstan\n  names: {ru: Казахстан, zh: 哈萨克斯坦}\ngroups:\n- {code: EU, name: European Union, members: [AUT, BEL], binding: false}\n";
const GOOD: [&str; 5] = [POSITIONS, DOCUMENT, AGREEMENTS, WORKSPACE, PROCEEDINGS];

#[test]
fn ordinary_files_are_read_directly() {
    assert!(both::<PositionsShape>(POSITIONS));
    assert!(both::<DocumentShape>(DOCUMENT));
    assert!(both::<AgreementsShape>(AGREEMENTS));
    assert!(both::<WorkspaceShape>(WORKSPACE));
    assert!(both::<ProceedingsShape>(PROCEEDINGS));
    let mut document = crate::model::Document::new(crate::model::Head::new(
        crate::text::Language::ENGLISH,
        "no",
    ));
    for (n, words) in ["*Calls upon* all: now;", "- x", "", "two\nlines"]
        .iter()
        .enumerate()
    {
        let id = crate::model::Id::from_random(n as u64);
        let paragraph =
            crate::model::Paragraph::new(id, crate::model::Role::Item, &words.repeat(40));
        document.paragraphs.push(paragraph.into());
    }
    let made = emit(&super::document::value(&document));
    assert!(both::<DocumentShape>(&made), "{made}");
}

#[test]
fn what_is_unusual_is_left_to_serde() {
    for text in [
        "",
        "# nothing\n",
        "- a\n",
        "---\ndelegation: KAZ\n",
        "delegation: KAZ\n...\n",
        "delegation:\tKAZ\n",
        "delegation: KAZ\r\n",
        "delegation : KAZ\n",
        "delegation: KAZ\n  TKM\n",
        "delegation: \"KAZ\n  TKM\"\n",
        "delegation: >+\n  KAZ\n",
        "delegation: >2\n  KAZ\n",
        "delegation: >-\n  KAZ \n",
        "delegation: >-\n  KAZ\n   TKM\n",
        "delegation: >-\n\n  KAZ\n",
        "delegation: >-\n",
        "delegation: >\n  KAZ",
        "delegation: -KAZ\n",
        "delegation: \"\\q\"\n",
        "delegation: {KAZ}\n",
        "other: \"\\q\"\n",
        "other: {a:}\n",
        "other: {a:?}\n",
        "other: {a: b:?}\n",
        "other: [a: b]\n",
        "other: {a: , b: c}\n",
        "other: {\"a\":b}\n",
    ] {
        assert_eq!(all(text), 0, "{text:?}");
    }
}

fn odd() -> impl Strategy<Value = String> {
    let bits = vec![
        "a: ",
        "b:",
        "- ",
        "\n",
        "\n  ",
        "\n    ",
        "\n- ",
        "x",
        " ",
        "'",
        "\"",
        "[",
        "]",
        "{",
        "}",
        ", ",
        ",",
        ": ",
        " # c",
        "#",
        "|\n",
        ">-\n",
        ">\n",
        "|-\n",
        "|2",
        "\\",
        "\\n",
        "---",
        "...",
        "文",
        "?",
        "\t",
        ":",
        "~",
        "null",
        "text: ",
        "note: ",
        "id: ",
        "paragraphs:\n",
        "positions:\n",
        "delegation: ",
        "agreements:\n",
        "title: ",
        "-",
        "\r\n",
        "&a ",
        "*a",
        "!",
        "%",
        "@",
        "`",
        "é",
        "''",
        "\\\"",
        "\\x41",
        "+",
        "=",
        "<<",
        "1.10",
        "\u{a0}",
    ];
    proptest::collection::vec(proptest::sample::select(bits), 0..12).prop_map(|bits| bits.concat())
}

proptest! {
    #[test]
    fn odd_texts_are_read_as_serde_reads_them(text in odd()) {
        all(&text);
    }

    /// Good files with something odd put in, or something taken out.
    #[test]
    fn bent_files_are_read_as_serde_reads_them(
        which in 0..GOOD.len(),
        bends in proptest::collection::vec((any::<prop::sample::Index>(), 0..6_usize, odd()), 1..4),
    ) {
        let mut text = GOOD[which].to_owned();
        for (at, cut, put) in bends {
            let mut chars: Vec<char> = text.chars().collect();
            let at = at.index(chars.len() + 1);
            let put: Vec<char> = put.chars().take(6).collect();
            chars.splice(at..(at + cut).min(chars.len()), put);
            text = chars.into_iter().collect();
        }
        all(&text);
    }

    /// Words of every kind in every place where words stand.
    #[test]
    fn odd_words_are_read_as_serde_reads_them(words in odd()) {
        let indented = words.replace('\n', "\n    ");
        for text in [
            format!("document: {{title: {words}}}\n"),
            format!("document: {{title: \"{words}\", organ: '{words}'}}\nx: {words}\n"),
            format!("paragraphs:\n- id: {words}\n  text: >-\n    {indented}\n  note: |\n    {indented}\n"),
            format!("paragraphs:\n- {{id: a, {words}: [{words}], text: x}}\n- id: b\n"),
            format!("{words}: {words}\ndocument:\n  title: {words}\n"),
        ] {
            all(&text);
        }
    }
}
