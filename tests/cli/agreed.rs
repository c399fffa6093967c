//! What is asked of agreed language: whether a claim holds, which words were agreed, how a clause went through the years,
//! where those who object could land, and words taken over with their source.

use super::scene::Scene;

const LINES: &str = r#"{"symbol":"S/RES/1 (2001)","lang":"en","date":"2001-01-31","num":"1","role":"operative","text":"Calls upon all States that have not yet done so to sign the Protocol without further delay;"}
{"symbol":"S/RES/1 (2001)","lang":"en","date":"2001-01-31","num":"2","role":"operative","text":"Decides to extend the mandate of the Force for a further period ending 31 July 2001;"}
{"symbol":"S/RES/1 (2001)","lang":"en","date":"2001-01-31","num":"3","role":"operative","text":"Requests the Secretary-General to submit a report on the implementation of this resolution by 1 July 2001;"}
{"symbol":"S/RES/2 (2002)","lang":"en","date":"2002-01-31","num":"1","role":"operative","text":"Decides to extend the mandate of the Force for a further period ending 31 July 2002;"}
{"symbol":"S/RES/2 (2002)","lang":"en","date":"2002-01-31","num":"2","role":"operative","text":"Calls upon all States to consider signing the Protocol without further delay, as appropriate;"}
{"symbol":"S/RES/2 (2002)","lang":"en","date":"2002-01-31","num":"3","role":"operative","text":"Requests the Secretary-General to submit a report on the implementation of this resolution by 1 July 2002;"}
{"symbol":"S/RES/1 (2001)","lang":"zh","date":"2001-01-31","num":"1","role":"operative","text":"促请尚未签署《议定书》的所有国家毫不拖延地予以签署；"}
{"symbol":"S/RES/1 (2001)","adopted":"vote","votes":{"Kazakhstan":"Y","UZB":"N"}}
{"symbol":"S/RES/2 (2002)","adopted":"vote","votes":{"KAZ":"Y","UZBEKISTAN":"Y"}}
"#;

fn scene() -> Scene {
    let scene = Scene::begun();
    scene.write("lines.jsonl", LINES);
    assert_eq!(scene.run("library add sc lines.jsonl").code, 0);
    scene
}

#[test]
fn a_claim_is_verified() {
    let scene = scene();
    let exact = scene.json(
        "verify 'S/RES/1 (2001)¶2' --text 'decides to extend the mandate of the Force' --library sc",
    );
    assert_eq!(exact["verdict"], "near", "case counts: {exact}");
    let exact = scene.json(
        "verify 'resolution 1 (2001), paragraph 2' --text '*Decides* to extend the mandate of the Force'",
    );
    assert_eq!(
        (&exact["verdict"], &exact["nearest"]["paragraph"]),
        (&"exact".into(), &"2".into())
    );
    assert_eq!(exact["nearest"]["whole"], false);
    let near = scene.run(
        "verify 'S/RES/1 (2001)¶2' --text 'Decides to extend the mandate of the Force for a further period ending 31 July 2002;'",
    );
    assert_eq!(near.code, 1);
    assert!(near.out.contains("[-2001-]{+2002+}"), "{}", near.out);
    assert!(
        near.out.contains("also exactly in S/RES/2 (2002) ¶1"),
        "{}",
        near.out
    );
    let more = scene.json(
        "verify 'S/RES/1 (2001), OP 2' --text 'Decides to extend the mandate of the Force for a further period ending 31 July 2001, unless it decides otherwise;'",
    );
    assert_eq!(more["verdict"], "near", "words besides: {more}");
    assert!(more["edits"].to_string().contains("otherwise"), "{more}");
    let elsewhere = scene.json(
        "verify 'S/RES/1 (2001)¶3' --text 'Calls upon all States to consider signing the Protocol without further delay, as appropriate.'",
    );
    assert_eq!(elsewhere["verdict"], "not_found");
    assert_eq!(elsewhere["nearest"]["symbol"], "S/RES/2 (2002)");
    assert_eq!(elsewhere["nearest"]["verdict"], "exact");
    let chinese = scene.json(
        "verify '第1(2001)号决议第1段' --text '促请尚未签署《议定书》的所有国家毫不拖延地予以签署。'",
    );
    assert_eq!(chinese["verdict"], "exact");
    let unknown = scene.run("verify 'S/RES/77 (1948)¶1' --text 'Calls upon all States to sign'");
    assert!(
        unknown.out.contains("no library has this document"),
        "{}",
        unknown.out
    );
    assert_eq!(scene.run("verify ' ' --text words").code, 2);
    let nothing = scene.run("verify 'S/RES/1 (2001)¶1' --text '…'");
    assert_eq!(nothing.code, 2);
    assert!(
        nothing.err.contains("no words to verify"),
        "{}",
        nothing.err
    );
    for unread in [
        "verify 'the 1 (2001) text on Cyprus' --text words",
        "lineage 'the text on Cyprus, 2001¶2'",
    ] {
        let unread = scene.run(unread);
        assert_eq!(unread.code, 2, "{}", unread.out);
        assert!(unread.err.contains("cannot be read"), "{}", unread.err);
    }
}

/// A preamble has no labels: its paragraphs are named by their places, which are no labels.
const PREAMBLE: &str = r#"{"symbol":"S/RES/5 (2005)","lang":"en","date":"2005-01-31","num":"","role":"pp","text":"Recalling the importance of handling asylum seekers fairly,"}
{"symbol":"S/RES/5 (2005)","lang":"en","date":"2005-01-31","num":"","role":"pp","text":"Noting that winter comes early on the island this year,"}
{"symbol":"S/RES/5 (2005)","lang":"en","date":"2005-01-31","num":"1 -","role":"op","text":"Urges both sides to open further crossing points without delay;"}
{"symbol":"S/RES/5 (2005)","lang":"en","date":"2005-01-31","num":"1. (a)","role":"op","text":"open the northern crossing point before all others;"}
{"symbol":"S/RES/5 (2005)","lang":"en","date":"2005-01-31","num":"2.","role":"op","text":"Decides to remain actively seized of the matter."}
"#;

#[test]
fn a_place_is_not_taken_for_a_label_nor_cited_as_one() {
    let scene = Scene::begun();
    scene.write("lines.jsonl", PREAMBLE);
    assert_eq!(scene.run("library add sc lines.jsonl").code, 0);
    let noting = "Noting that winter comes early on the island this year";
    let wrong = scene.json(&format!(
        "verify 'paragraph 2 of resolution 5 (2005)' --text '{noting}'"
    ));
    assert_eq!(wrong["verdict"], "not_found", "{wrong}");
    assert_eq!(wrong["nearest"]["paragraph"], "¶2", "{wrong}");
    let listed = scene.run("paragraphs 'S/RES/5 (2005)'").out;
    for name in [
        "#1  Recalling",
        "#2  Noting",
        "¶1  Urges",
        "¶1 (a)  open",
        "¶2  Decides",
    ] {
        assert!(listed.contains(name), "{listed}");
    }
    // What is printed can be given back.
    let found = scene.run("search 'winter comes early' --library sc").out;
    assert!(found.contains("S/RES/5 (2005)  #2"), "{found}");
    let put = scene.run("insert 'S/RES/5 (2005) #2' --last");
    assert_eq!(put.code, 0, "{}", put.err);
    let shown = scene.run("show --format json").out;
    assert!(
        shown.contains(noting) && shown.contains("\"¶2\""),
        "{shown}"
    );
    let written = scene.run("export --to txt").out;
    assert!(
        written.contains("S/RES/5 (2005), unnumbered paragraph (no. 2 in the order of the text)"),
        "{written}"
    );
    // `¶` and a label are that label.
    let label = scene.json("verify 'S/RES/5 (2005)¶2' --text 'seized of the'");
    assert_eq!(
        (&label["verdict"], &label["nearest"]["paragraph"]),
        (&"exact".into(), &"2".into())
    );
}

#[test]
fn a_file_that_is_not_there_is_no_paragraph() {
    let scene = scene();
    for (said, what) in [
        ("missing.docx", "missing.docx: no such file"),
        ("/nonexist/ent", "/nonexist/ent: no such file"),
        ("draft", "draft: is a folder"),
        ("77", "no paragraph “77”"),
    ] {
        let traced = scene.run(&format!("trace '{said}'"));
        assert_eq!(traced.code, 2, "{said}: {}", traced.out);
        assert!(traced.err.contains(what), "{said}: {}", traced.err);
    }
}

#[test]
fn a_clause_is_followed_and_words_are_traced() {
    let scene = scene();
    let lineage = scene.json("lineage 'S/RES/1 (2001)¶2'");
    let steps: Vec<String> = lineage["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| {
            format!(
                "{} {} {}",
                step["symbol"].as_str().unwrap(),
                step["paragraph"].as_str().unwrap(),
                step["asked"]
            )
        })
        .collect();
    assert_eq!(steps, ["S/RES/1 (2001) 2 true", "S/RES/2 (2002) 1 false"]);
    let missing = scene.run("lineage 'S/RES/1 (2001)¶9'");
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("no paragraph 9"), "{}", missing.err);
    // What the error says to type works as it is typed.
    assert!(
        missing
            .err
            .contains("`rapporteur paragraphs \"S/RES/1 (2001)\"`"),
        "{}",
        missing.err
    );
    let listed = scene.json("paragraphs 'S/RES/1 (2001)'");
    let has = listed["documents"][0]["paragraphs"].as_array().unwrap();
    assert_eq!(listed["documents"].as_array().unwrap().len(), 2, "{listed}");
    let one = scene.json("paragraphs 'resolution 1 (2001), OP 2' --language en");
    assert_eq!(
        one["documents"][0]["paragraphs"][0]["paragraph"], "2",
        "{one}"
    );
    assert!(
        has.len() > 1 && has[0]["text"].as_str().is_some(),
        "{listed}"
    );
    assert_eq!(scene.run("paragraphs 'S/RES/99 (2001)'").code, 2);
    let words = "Requests the Secretary-General to submit a short report on the implementation of this resolution by 1 July 2002;";
    assert_eq!(scene.run(&format!("edit '1 bis' --text '{words}'")).code, 0);
    let draft = scene.json("lineage '1 bis'");
    let steps = draft["steps"].as_array().unwrap();
    assert_eq!(steps.len(), 3, "{draft}");
    assert_eq!(steps[2]["symbol"], "draft");
    // Who holds brackets is no word of the paragraph.
    let held = "Requests the Secretary-General to submit a [short - UZB, KAZ / brief - TKM] report on the implementation of this resolution by 1 July 2002;";
    assert_eq!(scene.run(&format!("edit '1 bis' --text '{held}'")).code, 0);
    let read = scene.json("trace '1 bis'");
    let near = &read["paragraphs"][0]["near"];
    assert_eq!(
        (&near["missing"], &near["added"]),
        (&0.into(), &1.into()),
        "{read}"
    );
    let check = scene.run("check --rule L4");
    assert!(
        check.out.contains("but for 1 word put in: “short” put in"),
        "{}",
        check.out
    );
    assert_eq!(scene.run(&format!("edit '1 bis' --text '{words}'")).code, 0);
    let traced = scene.json("trace '1 bis'");
    assert_eq!(traced["spans"].as_array().unwrap().len(), 2, "{traced}");
    assert_eq!(
        traced["spans"][0]["text"],
        "Requests the Secretary-General to submit a"
    );
    assert_eq!(traced["paragraphs"][0]["near"]["symbol"], "S/RES/2 (2002)");
    assert_eq!(traced["paragraphs"][0]["near"]["added"], 1);
    let checked = scene.run("check --rule L4");
    assert!(checked.out.contains("“short” put in"), "{}", checked.out);
    scene.write("draft.md", &format!("{words}\n"));
    let file = scene.json("trace draft.md");
    assert_eq!(file["spans"].as_array().unwrap().len(), 2, "{file}");
    assert_eq!(scene.run("trace '#1'").code, 1);
}

#[test]
fn wording_that_those_who_object_accepted_is_found() {
    let scene = scene();
    let nobody = scene.run("landing 1");
    assert_eq!(nobody.code, 2, "{}", nobody.out);
    assert!(nobody.err.contains("--accepted-by"), "{}", nobody.err);
    assert_eq!(scene.run("position 1 UZB oppose").code, 0);
    let zones = scene.json("landing 1");
    assert_eq!(zones["objecting"][0], "UZB");
    assert_eq!(zones["zones"].as_array().unwrap().len(), 1, "{zones}");
    assert_eq!(zones["zones"][0]["symbol"], "S/RES/2 (2002)");
    assert_eq!(zones["zones"][0]["accepted"][0]["how"], "voted_for");
    let both = scene.json("landing 1 --accepted-by KAZ --accepted-by UZB --all");
    assert_eq!(both["zones"].as_array().unwrap().len(), 1, "{both}");
    let one = scene.json("landing 1 --accepted-by Kazakhstan");
    assert_eq!(one["zones"].as_array().unwrap().len(), 2, "{one}");
    assert_eq!(scene.run("landing 1 --accepted-by IRN").code, 1);
    let text = scene.run("landing 1");
    assert!(text.out.contains("UZB voted for it"), "{}", text.out);
}

#[test]
fn words_are_taken_over_with_their_source() {
    let scene = scene();
    let put = scene.json(
        "insert 'S/RES/2 (2002)¶2' --into 1 --words 'without further delay' --behind 'to sign'",
    );
    let text = put["text"].as_str().unwrap();
    assert!(text.ends_with("to sign without further delay;"), "{text}");
    assert_eq!(put["source"]["symbol"], "S/RES/2 (2002)");
    let new = scene.json("insert 'S/RES/1 (2001)¶3' --after '1 bis'");
    assert!(new["text"].as_str().unwrap().starts_with("Requests the"));
    let shown = scene.json("show 2");
    assert_eq!(
        shown["paragraphs"][0]["sources"],
        serde_json::json!([{"symbol": "S/RES/1 (2001)", "paragraph": "3"}])
    );
    assert!(
        scene
            .read("draft/en.yaml")
            .contains("symbol: S/RES/1 (2001)")
    );
    let verified = scene.json("verify 2");
    assert_eq!(verified["verdict"], "exact");
    let exported = scene.run("export --to txt");
    assert!(
        exported.out.ends_with(
            "\nSources\n\n¹ S/RES/2 (2002), paragraph 2\n² S/RES/1 (2001), paragraph 3\n"
        ),
        "{}",
        exported.out
    );
    for (to, part) in [
        ("md", "[^source-2]: S/RES/1 (2001), paragraph 3"),
        (
            "html",
            "<li id=\"source-2\">S/RES/1 (2001), paragraph 3</li>",
        ),
    ] {
        let said = scene.run(&format!("export --to {to}"));
        assert!(said.out.contains(part), "{}", said.out);
        let without = scene.run(&format!("export --to {to} --without-sources"));
        assert!(!without.out.contains("S/RES"), "{}", without.out);
    }
    // The exported text comes in again with the same words.
    assert_eq!(scene.run("export --to md -o out.md").code, 0);
    let again = scene.json("import out.md --into . --as version:again --dry-run");
    let texts: Vec<&str> = again["paragraphs"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|p| p["text"].as_str())
        .collect();
    assert!(
        texts
            .iter()
            .any(|t| t.ends_with("this resolution by 1 July 2001;")),
        "{texts:?}"
    );
    assert_eq!(scene.run("check --rule X4").code, 0);
    assert_eq!(scene.run("edit 2 --text 'Condemns the attack;'").code, 0);
    let stale = scene.run("check --rule X4");
    assert_eq!(stale.code, 0, "advice alone: {}", stale.out);
    assert_eq!(scene.run("check --rule X4 --final").code, 1);
    assert!(
        stale.out.contains("no longer those of the source"),
        "{}",
        stale.out
    );
    for wrong in [
        "insert 'S/RES/1 (2001)¶9' --into 1",
        "insert 'S/RES/9 (2001)¶1' --into 1",
        "insert 'S/RES/1 (2001)' --into 1",
        "insert 'S/RES/1 (2001)¶3' --into 1 --words 'no such words'",
        "insert 'S/RES/1 (2001)¶3' --into 1 --behind 'no such words'",
        "insert 'S/RES/1 (2001)¶3' --into 1 --expect 0000000",
    ] {
        let said = scene.run(wrong);
        assert_eq!(said.code, 2, "{wrong}: {}", said.out);
    }
}

#[test]
fn searches_are_narrowed_in_libraries_and_in_the_workspace() {
    let scene = scene();
    let count = |line: &str| scene.json(line)["hits"].as_array().unwrap().len();
    for (query, hits) in [
        ("'\"mandate of the Force\"'", 1),
        ("'\"mandate the of Force\"'", 0),
        ("'Protocol -consider'", 1),
        ("'report symbol:2(2002)'", 1),
        ("'Protocol year:2002'", 1),
        ("'Protocol year:2003-'", 0),
        ("'delay verb:decides'", 0),
        ("'further verb:decides'", 1),
        ("'Protocol role:operative'", 2),
        ("'Protocol role:preambular'", 0),
        ("'议定书 language:zh'", 1),
        ("'“所有国家”'", 1),
    ] {
        assert_eq!(
            count(&format!("search {query} --library sc")),
            hits,
            "{query}"
        );
    }
    assert_eq!(
        count("search 'seized role:operative' --library versions"),
        1
    );
    assert_eq!(
        count("search 'seized role:preambular' --library versions"),
        0
    );
    let folded = scene.json("search 'extend mandate Force' --library sc");
    let also = folded["hits"][0]["also"].as_array().unwrap();
    assert_eq!(
        (&folded["hits"][0]["date"], &also[0]["date"]),
        (&"2002-01-31".into(), &"2001-01-31".into())
    );
}
