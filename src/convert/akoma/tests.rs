use std::collections::BTreeMap;

use super::super::tests::{bytes_of, data, read_as, sketch};
use super::super::{Format, Imported, Options, import, marker};
use crate::model::{Ballot, Id};
use crate::text::samples::cases;
use crate::text::{Language, clean_paragraph};
use proptest::prelude::*;

fn read_document(bytes: &[u8]) -> Imported {
    read_as(Format::Akoma, bytes, None)
}

/// A resolution in the way of the United Nations' files, with what their markup does to white space.
const RESOLUTION: &str = r##"<?xml version="1.0"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0" xmlns:akn4un="http://un.org/akn4un">
  <statement name="resolution">
    <meta>
      <identification source="#s"><FRBRWork><FRBRdate date="2031-05-02" name="adoption"/></FRBRWork>
        <FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification>
      <classification><keyword refersTo="title" showAs="Resolution 9901 (2031) [on harbours]"/></classification>
      <workflow source="#s">
        <step date="2031-05-01" outcome="draftResolution" by="Peru and United Kingdom of Great Britain and Northern Ireland"/>
        <step date="2031-05-02" outcome="adopted" by="Adopted 13-0-2, 12001st meeting"/>
      </workflow>
      <analysis source="#s"><parliamentary><voting>
        <count value="001" refersTo="inFavour"><akn4un:voters><organization>PERU</organization></akn4un:voters></count>
        <count value="002" refersTo="abstaining"><akn4un:voters><organization>CHINA</organization><organization>MALTA</organization></akn4un:voters></count>
      </voting></parliamentary></analysis>
    </meta>
    <coverPage>
      <p><docAuthority refersTo="#publisher">United Nations</docAuthority></p>
      <p><docNumber refersTo="#symbol">S/RES/9901 (2031)</docNumber></p>
      <p><img src="logo.jpg"/><docAuthority refersTo="#issuingBody">Security Council</docAuthority></p>
      <p><docTitle>Resolution 9901 (2031)</docTitle></p>
      <p><docTitle>Adopted by the Security Council, on<docDate date="2031-05-02">2 May 2031</docDate></docTitle></p>
    </coverPage>
    <preamble>
      <formula name="enactingFormula"><p xml:space="preserve">
        <span class="italic">The Security Council</span>
        <span>,</span></p></formula>
      <container name="Recalling"><p xml:space="preserve">	<span class="italic">Recalling</span> its resolution <a href="https://example.org">9855 (2030)</a>,<authorialNote marker="1"><p>See S/2031/4.</p></authorialNote> and <span class="italic">noting</span> it, </p></container>
    </preamble>
    <mainBody>
      <paragraph><num>1.</num><list>
        <intro><p xml:space="preserve">	<span class="italic">Calls upon</span> all States: </p></intro>
        <point><num>(a)</num><content><p>	to keep harbours open;</p></content></point>
        <point><num>(b)</num><list><intro><p>to report on:</p></intro><point><num>(i)</num><content><p>piers;</p></content></point></list></point>
      </list></paragraph>
      <paragraph><content><p xml:space="preserve">	2 -	<span class="bold italic">Decides </span>to meet again:</p><p>Annually, or when asked.</p></content></paragraph>
      <table><tr><th><p>Harbour</p></th><th><p>Ships</p></th></tr><tr><td><p>North</p></td><td><p>12</p></td></tr></table>
    </mainBody>
  </statement>
</akomaNtoso>"##;

#[test]
fn a_resolution_has_its_words_and_what_is_told_of_its_adoption() {
    let read = read_document(RESOLUTION.as_bytes());
    let expected = "\
title | Resolution 9901 (2031)
title | Adopted by the Security Council, on 2 May 2031
formula | The Security Council,
note | ¹ See S/2031/4.
preambular | *Recalling* its resolution 9855 (2030),¹ and noting it,
operative 1 | *Calls upon* all States:
item:1 (a) | to keep harbours open;
item:1 (b) | to report on:
item:2 (i) | piers;
operative 2 | *Decides* to meet again:
paragraph | Annually, or when asked.
paragraph | Harbour | Ships
paragraph | North | 12
";
    assert_eq!(sketch(&read), expected);
    let head = &read.document.head;
    assert_eq!(&*head.title, "Resolution 9901 (2031) [on harbours]");
    assert_eq!(head.symbol.as_deref(), Some("S/RES/9901 (2031)"));
    assert_eq!(head.date.as_deref(), Some("2031-05-02"));
    assert_eq!(head.organ.as_deref(), Some("Security Council"));
    assert_eq!(head.adopted.as_deref(), Some("vote"));
    let votes: Vec<_> = head
        .votes
        .iter()
        .map(|(name, ballot)| (&**name, *ballot))
        .collect();
    let abstained = Ballot::Abstain;
    assert_eq!(
        votes,
        [
            ("PERU", Ballot::Yes),
            ("CHINA", abstained),
            ("MALTA", abstained)
        ]
    );
    assert_eq!(head.sponsors.len(), 2, "{:?}", head.sponsors);
    let said: Vec<&str> = read
        .findings
        .iter()
        .map(|finding| &*finding.message)
        .collect();
    assert!(
        said.iter().any(|said| said.contains("cover page")),
        "{said:?}"
    );
    assert!(
        said.iter().any(|said| said.contains("rows of tables")),
        "{said:?}"
    );
}

#[test]
fn a_treaty_has_its_articles_as_headings() {
    let read = read_document(
        br"<akomaNtoso><act><meta/><preface><p><docTitle>Harbour Convention</docTitle></p></preface>
        <body><chapter><num>I.</num><heading>Scope</heading>
        <article><num>Article 1</num><heading>Use of terms</heading>
          <paragraph><num>1.</num><content><p>A harbour is a place for ships.</p></content></paragraph>
          <paragraph><num>2.</num><content><p>A pier is part of it.</p></content></paragraph></article>
        <article><num>Article 2</num><content><p>The Parties shall keep it open.</p></content></article>
        </chapter></body></act></akomaNtoso>",
    );
    let expected = "\
title | Harbour Convention
heading:1 I | Scope
heading:2 Article 1 | Use of terms
paragraph 1 | A harbour is a place for ships.
paragraph 2 | A pier is part of it.
heading:2 Article 2 | Article 2
paragraph | The Parties shall keep it open.
";
    assert_eq!(sketch(&read), expected);
}

#[test]
fn other_xml_is_named_and_refused() {
    let mut ids = || Id::from_random(1);
    let options = Options {
        language: None,
        profile: None,
        ids: &mut ids,
    };
    let error = import(Format::Akoma, b"<html><p>words</p></html>", options).unwrap_err();
    assert!(error.to_string().contains("<html>"), "{error}");
}

proptest! {
    #![proptest_config(cases())]

    /// Whatever happened to a file on its way, it is read or refused in words.
    #[test]
    fn a_file_with_characters_changed_never_brings_the_program_down(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<char>()), 1..12),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut signs: Vec<char> = RESOLUTION.chars().collect();
        for (at, sign) in changes {
            let at = at.index(signs.len());
            signs[at] = sign;
        }
        if let Some(cut) = cut {
            signs.truncate(cut.index(signs.len()));
        }
        let text: String = signs.into_iter().collect();
        let mut ids = || Id::from_random(1);
        let options = Options {
            language: None,
            profile: None,
            ids: &mut ids,
        };
        if let Err(error) = import(Format::Akoma, text.as_bytes(), options) {
            prop_assert!(!error.to_string().is_empty());
        }
    }
}

/// Every published resolution, against its paragraphs as somebody else took them out of the same files.
#[test]
fn published_resolutions_are_read_paragraph_by_paragraph() {
    let (mut files, mut same, mut all) = (0, 0, 0);
    for language in ["en", "fr", "es", "ru", "ar", "zh"] {
        let Some(lines) = data(&format!("unsc/paragraphs.{language}.jsonl")) else {
            return;
        };
        let mut expected: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
        for line in lines.lines() {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let symbol = line["symbol"].as_str().unwrap().to_owned();
            let said = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
            expected
                .entry(symbol)
                .or_default()
                .push((said("num"), said("text")));
        }
        for (symbol, paragraphs) in expected {
            let number = symbol.split(['/', ' ']).nth(2).unwrap_or_default();
            let name = format!("unsc/akn/{language}/S_RES_{number}.{language}.xml");
            let Some(bytes) = bytes_of(&name) else {
                continue;
            };
            let read = read_document(&bytes);
            files += 1;
            assert_eq!(
                read.document.head.language,
                language.parse::<Language>().unwrap(),
                "{name}"
            );
            assert_eq!(
                read.document.head.symbol.as_deref(),
                Some(&*symbol),
                "{name}"
            );
            let bare = |text: &str| {
                clean_paragraph(text)
                    .replace('*', "")
                    .split_whitespace()
                    .collect::<String>()
            };
            let ours: Vec<String> = read
                .document
                .paragraphs
                .iter()
                .map(|p| bare(p.text()))
                .collect();
            for (num, text) in &paragraphs {
                all += 1;
                // There the number is a label only where it is marked up as one.
                let behind = marker::parse(text).filter(|found| found.label.is_some());
                let behind = behind.map(|found| bare(found.rest));
                let found = ours.contains(&bare(text)) || behind.is_some_and(|b| ours.contains(&b));
                same += usize::from(found);
                if !found && std::env::var_os("SHOW").is_some() {
                    println!("{name}: {num} {text}");
                }
            }
        }
    }
    println!("{same} of {all} in {files}");
    assert!(files > 150, "{files}");
    assert_eq!(same, all);
}
