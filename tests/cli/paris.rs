//! The bracketed draft decision of Paris, 6 November 2015, as it was circulated: every bracket read, every imbalance with its
//! line. It stays where it is: `RAPPORTEUR_TEST_DATA` names the folder.

use std::path::PathBuf;

use rapporteur::model::bracket::{self, BracketKind, Issue};

use super::scene::Scene;

fn draft() -> Option<(PathBuf, String)> {
    let root = std::env::var_os("RAPPORTEUR_TEST_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"),
        PathBuf::from,
    );
    let path = root.join("paris-draft-decision/2015-11-06-draft-decision.md");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: the draft decision of Paris is not at hand (RAPPORTEUR_TEST_DATA)");
        return None;
    };
    Some((path, text))
}

#[test]
fn every_bracket_of_a_circulated_draft_is_read() {
    let Some((_, text)) = draft() else { return };
    let signs = text.matches('[').count();
    let (mut opened, mut notes, mut contested) = (0, 0, 0);
    let mut edges = Vec::new();
    let mut lines: Vec<(usize, &str)> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let read = bracket::parse(line, &bracket::looks_like_code);
        let printed: String = read
            .parts()
            .into_iter()
            .map(|(range, ..)| line.get(range).unwrap())
            .collect();
        assert_eq!(printed, line, "printing gives the same bytes");
        let all = read.brackets();
        notes += all
            .iter()
            .filter(|b| b.kind == BracketKind::Citation)
            .count();
        contested += all.iter().filter(|b| b.kind.is_open()).count();
        let unclosed = read.issues.iter();
        opened += all.len() + unclosed.filter(|i| matches!(i, Issue::Unclosed(_))).count();
        edges.push(bracket::edges(line));
        lines.push((at + 1, line));
    }
    assert_eq!(opened, signs, "every opening sign is in one bracket");
    assert_eq!(signs, 484);
    assert_eq!(notes, 8, "footnote marks and links");
    assert!(contested > 400, "{contested}");
    // Most of what does not close in its line closes in a later one; the rest is wrong in the draft, on these lines.
    let spans = bracket::spans(edges);
    assert_eq!(spans.spans.len(), 22);
    let line_of = |places: &[bracket::Place]| -> Vec<usize> {
        places
            .iter()
            .filter_map(|p| Some(lines.get(p.paragraph)?.0))
            .collect()
    };
    assert_eq!(
        (line_of(&spans.unclosed), line_of(&spans.unopened)),
        (vec![345], vec![81, 109, 215])
    );
}

#[test]
fn every_imbalance_of_it_is_found_with_its_line() {
    let Some((path, _)) = draft() else { return };
    let scene = Scene::empty();
    for line in [
        "new ws --title Paris --language en --delegation KAZ".to_owned(),
        format!("import {} --into .", path.display()),
    ] {
        let said = scene.run(&line);
        assert!(said.code < 2, "{line}: {}", said.err);
    }
    let file = scene.read("draft/en.yaml");
    let found = scene.json("check --rule B2");
    let found = found["findings"].as_array().unwrap();
    assert!(!found.is_empty());
    for finding in found {
        let line = finding["line"].as_u64().unwrap() as usize;
        let words = file.lines().nth(line - 1).unwrap();
        assert!(words.contains(['[', ']']), "{finding}: {words}");
        assert!(finding["label"].is_string() || finding["id"].is_string());
    }
    let signs = file.matches('[').count();
    let shown = scene.json("show");
    let mut opened = 0;
    for p in shown["paragraphs"].as_array().unwrap() {
        let text = p["text"].as_str().unwrap();
        let read = bracket::parse(text, &bracket::looks_like_code);
        let unclosed = read
            .issues
            .iter()
            .filter(|i| matches!(i, Issue::Unclosed(_)));
        opened += read.brackets().len() + unclosed.count();
    }
    assert_eq!(opened, signs, "what was imported is read whole");
    let options = scene.run("bracket 20");
    assert_eq!(options.code, 0, "{}", options.err);
    assert!(options.out.contains("options"), "{}", options.out);
}
