//! Several programs that write at once.

use std::process::Stdio;

use super::scene::{Said, Scene};

#[test]
fn six_writers_lose_nothing() {
    let scene = Scene::begun();
    let codes = ["KAZ", "UZB", "IRN"];
    let paragraphs = ["1", "1 bis"];
    let mut writers = Vec::new();
    for code in codes {
        for paragraph in paragraphs {
            let line =
                format!("position '{paragraph}' {code} flexible --note '{code} on {paragraph}'");
            let mut command = scene.command(&line);
            command.env("RAPPORTEUR_USER", format!("{code} {paragraph}"));
            let child = command
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn();
            writers.push(child.unwrap());
        }
    }
    for writer in writers {
        let said = Said::of(&writer.wait_with_output().unwrap());
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(said.out.contains("flexible"), "{}", said.out);
    }
    for paragraph in paragraphs {
        let shown = scene.json(&format!("show '{paragraph}'"));
        let positions = shown["paragraphs"][0]["positions"].as_array().unwrap();
        let notes: Vec<&str> = positions
            .iter()
            .filter_map(|p| p["note"].as_str())
            .collect();
        assert_eq!(notes, codes.map(|code| format!("{code} on {paragraph}")));
    }
    let log = scene.json("log");
    let recorded = log["events"].as_array().unwrap();
    let flexible =
        |event: &&serde_json::Value| event["title"].as_str().unwrap().contains("flexible");
    assert_eq!(recorded.iter().filter(flexible).count(), 6);
    assert_eq!(scene.run("audit --verify").code, 0);
}

#[test]
fn a_broken_record_is_told() {
    let scene = Scene::begun();
    let folder = scene.here().join("record");
    let file = std::fs::read_dir(folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replacen("UZB reserve", "UZB agree", 1)).unwrap();
    for line in ["audit --verify", "log", "check --rule record"] {
        assert_eq!(scene.run(line).code, 1, "{line}");
    }
}
