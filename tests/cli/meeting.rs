//! What a meeting does besides gavelling, from outside: exceptions, reports, placement, silence, votes, adoption, statements,
//! sponsors, corrigenda.

use serde_json::Value;

use super::scene::{Said, Scene};

/// Runs a line at another time than that of the scene.
fn at(scene: &Scene, now: &str, line: &str) -> Said {
    let mut command = scene.command(line);
    Said::of(&command.env("RAPPORTEUR_NOW", now).output().unwrap())
}

fn json_at(scene: &Scene, now: &str, line: &str) -> Value {
    let said = at(scene, now, &format!("{line} --format json"));
    serde_json::from_str(&said.out).unwrap_or_else(|_| panic!("{line}: {}{}", said.out, said.err))
}

fn done(scene: &Scene, lines: &[&str]) {
    for line in lines {
        let said = scene.run(line);
        assert!(said.code < 2, "{line}: {}", said.err);
    }
}

/// Every paragraph agreed in committee.
fn agreed() -> Scene {
    let scene = Scene::begun();
    done(
        &scene,
        &[
            "edit 1 --text 'Calls upon all States to sign;'",
            "reopen '1 bis' --by IRN --reason 'new instructions'",
            "agree PP1 --level committee",
            "agree 1 --level committee",
            "agree '1 bis' --level informals",
            "agree '(a)' --level ad_ref",
            "agree --all --level committee",
        ],
    );
    scene
}

#[test]
fn a_day_of_the_chair() {
    let scene = Scene::begun();
    insta::assert_snapshot!(scene.transcript(&[
        "agree 1 --level informals",
        "agree 1 --level informals --with-brackets --except IRN,UZB",
        "agree 1 --lift KAZ",
        "agree 1 --lift IRN --note 'instructions came'",
        "agree 1 --lift UZB",
        "agree 1 --level ad_ref",
        "agree '1 bis' --lift IRN",
        "park 1 --with 'contact group'",
        "reopen 1 --by UZB --reason 'the figures are wrong'",
        "park 1 --with 'contact group' --reason 'figures to be checked'",
        "agree 1 --level ad_ref",
        "park 1 --back --report 'Two wordings are left.'",
        "park 1 --back --report 'again'",
        "placement '(a)' --by KAZ --reason 'belongs under 1'",
        "placement",
        "placement '(a)' --settle",
        "placement '(a)' --settle",
        "agree '(a)' --delete --level informals",
        "status --by paragraph",
        "log . 1",
    ]));
}

#[test]
fn a_day_of_silence() {
    let scene = agreed();
    let until = "2010-06-26T18:00:00+05:00";
    insta::assert_snapshot!(scene.transcript(&[
        "silence show",
        "silence start --until 2010-06-23T15:00:00+05:00",
        "silence start --until tomorrow",
        &format!("silence start --until {until} --propose"),
        "silence confirm",
        "silence start",
        "silence extend --until 2010-06-25T18:00:00+05:00",
        "silence extend --until 2010-06-27T18:00:00+05:00",
        "silence confirm",
        "silence break --by OSCE --text 'We object.'",
        "silence break --by KAZ --text 'Add “, as appropriate,”.' --amendment",
        "silence break --by UZB --text 'So do we.'",
        "silence confirm",
        "silence start . 1 --until 2010-06-24T18:00:00+05:00 --level informals",
        "edit 1 --text 'Calls upon all States to sign it;'",
        "silence show . 1",
        "silence show",
    ]));
}

#[test]
fn silence_elapses_and_adopts_nothing_until_the_chair_confirms() {
    let scene = agreed();
    let started = scene.json("silence start --until 2010-06-26T18:00:00+05:00");
    assert_eq!(started["state"], "running");
    assert_eq!(started["expires"], "2010-06-26T18:00:00+05:00");
    assert_eq!(started["broken_by"], Value::Null);
    assert_eq!(started["on"].as_str().unwrap().len(), 64);
    // The same instant, elsewhere.
    let later = "2010-06-26T13:00:00Z";
    let shown = json_at(&scene, later, "silence show");
    assert_eq!(shown["state"], "elapsed");
    let found = at(&scene, later, "check --rule S3a");
    assert_eq!(found.code, 1, "{}", found.out);
    assert!(found.out.contains("confirm"), "{}", found.out);
    assert_eq!(scene.run("check --rule S3a").code, 0, "not yet over");
    let adopted = scene.json("adopt --list");
    assert_eq!(adopted["adoptions"].as_array().unwrap().len(), 0);
    let confirmed = json_at(&scene, later, "silence confirm --as final");
    assert_eq!(confirmed["state"], "adopted");
    let late = json_at(
        &scene,
        "2010-06-26T14:00:00Z",
        "silence break --by KAZ --text 'Too late.'",
    );
    assert_eq!(late["state"], "adopted");
    assert_eq!(late["objections"][0]["late"], true);
    let adopted = scene.json("adopt --list");
    assert_eq!(adopted["adoptions"][0]["how"], "silence");
    assert_eq!(adopted["adoptions"][0]["version"], "final");
}

#[test]
fn a_day_of_adoption() {
    let scene = agreed();
    insta::assert_snapshot!(scene.transcript(&[
        "sponsor --add KAZ,UZB",
        "sponsor --join IRN --withdraw UZB",
        "vote . 1 --yes KAZ,UZB --no IRN",
        "vote . '1 bis' --yes KAZ --no IRN",
        "vote --yes OSCE",
        "adopt --as final",
        "vote . '1 bis' --yes KAZ,UZB",
        "vote --yes KAZ,UZB --no IRN --majority two_thirds",
        "adopt --as final",
        "edit 1 --text 'Calls upon all States to sign now;'",
        "delete 1",
        "reopen 1 --by KAZ --reason 'r'",
        "propose 1 --by KAZ --text 'Calls upon States;'",
        "sponsor --add IRN",
        "statement make --by IRN --kind reservation --on 1 --text 'Iran reserves its position on paragraph 1.'",
        "statement make --by KAZ,UZB --kind eop --text 'We welcome the text.'",
        "statement list",
        "corrigendum 1 --text 'Calls upon all States to sign, now;' --reason ' '",
        "corrigendum 1 --text 'Calls upon all States to sign it;' --reason 'a word was left out'",
        "corrigendum --list",
        "show . 1",
        "check --rule S3d",
        "adopt --annul --by UZB --reason 'the wrong text was before the meeting'",
        "adopt --list",
        "edit 1 --text 'Calls upon all States to sign now;'",
        "log --limit 6",
        "audit --verify",
    ]));
}

#[test]
fn a_vote_can_carry_what_is_not_agreed_and_a_tie_carries_nothing() {
    let scene = Scene::begun();
    done(&scene, &["edit 1 --text 'Calls upon all States to sign;'"]);
    scene.write("tied.csv", "code,ballot\nKAZ,yes\nIRN,no\nUZB,abstain\n");
    let tied = scene.run("vote --ballots tied.csv --format json");
    assert_eq!(tied.code, 1);
    let tied: Value = serde_json::from_str(&tied.out).unwrap();
    assert_eq!(tied["outcome"], "tied");
    assert_eq!((&tied["yes"], &tied["abstain"]), (&1.into(), &1.into()));
    let refused = scene.run(&format!(
        "adopt --as final --vote {}",
        tied["id"].as_str().unwrap()
    ));
    assert_eq!(refused.code, 2);
    let carried = scene.json("vote --yes KAZ,UZB --no IRN");
    let id = carried["id"].as_str().unwrap();
    let adopted = scene.json(&format!("adopt --as final --vote {id}"));
    assert_eq!(
        (&adopted["how"], &adopted["through"]),
        (&"vote".into(), &id.into())
    );
}

#[test]
fn an_adopted_text_that_other_hands_changed_is_found() {
    let scene = agreed();
    done(&scene, &["adopt --as final"]);
    assert_eq!(scene.run("check --rule S3d").code, 0);
    let file = scene.read("draft/en.yaml");
    scene.write(
        "draft/en.yaml",
        &file.replace("to sign;", "to sign it all;"),
    );
    let found = scene.run("check --rule S3d");
    assert_eq!(found.code, 1);
    assert!(
        found
            .out
            .contains("other words than those that were adopted"),
        "{}",
        found.out
    );
}

#[test]
fn unknown_keys_and_comments_of_the_proceedings_survive() {
    let scene = agreed();
    done(
        &scene,
        &["silence start . 1 --until 2010-06-26T18:00:00+05:00"],
    );
    let file = scene.read("proceedings.yaml");
    let marked = file.replacen(
        "    level: committee\n",
        "    level: committee # as always\n    mood: good\n",
        1,
    ) + "\n# by note verbale\nelsewhere: {kept: yes please}\n";
    assert_ne!(marked, file);
    scene.write("proceedings.yaml", &marked);
    done(
        &scene,
        &[
            "silence break . 1 --by KAZ --text 'No.'",
            "statement make --by IRN --text 'Noted.'",
        ],
    );
    let after = scene.read("proceedings.yaml");
    for kept in [
        "committee # as always",
        "mood: good",
        "# by note verbale\nelsewhere: {kept: yes please}",
    ] {
        assert!(after.contains(kept), "{kept} in\n{after}");
    }
    assert_eq!(scene.json("silence show . 1")["state"], "broken");
    // What cannot be read is left alone, and the rest is read.
    scene.write(
        "proceedings.yaml",
        &after.replacen("kind: objection", "kind: shouting", 1),
    );
    let refused = scene.run("statement withdraw 99999999");
    assert_eq!(refused.code, 2);
    assert_eq!(
        scene.json("statement list")["statements"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}
