//! `merge`, by itself and as git's merge driver.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::scene::{Said, Scene};

#[test]
fn texts_merge_as_they_are_laid_out() {
    let scene = Scene::empty();
    scene.write(
        "o.txt",
        "1.  Parties will submit.\n2.  All act now.\n\n\nThe end.\n",
    );
    scene.write(
        "a.txt",
        "1.  Parties shall submit.\n2.  All act now and here.\n\n\nThe end.\n",
    );
    scene.write(
        "b.txt",
        "1.  Parties should submit.\n2.  They all act now.\n\n\nThe end.\n",
    );
    let said = scene.run("merge o.txt a.txt b.txt --ours-by EU --theirs-by AOSIS");
    assert_eq!(said.code, 1);
    assert_eq!(
        said.out,
        "1.  Parties [EU: shall] [AOSIS: should] submit.\n2.  They all act now and here.\n\n\nThe end.\n"
    );
    assert!(said.err.contains("conflict: a.txt"), "{}", said.err);
    let found = scene.json("merge o.txt a.txt b.txt -o out.txt");
    assert_eq!(found["conflicts"].as_array().unwrap().len(), 1);
    assert_eq!(found["conflicts"][0]["kind"], "words");
    assert_eq!(found["conflicts"][0]["ours"], "shall");
    assert_eq!(found["conflicts"][0]["index"], 0);
    assert!(
        scene
            .read("out.txt")
            .starts_with("1.  Parties [shall] [should] submit.")
    );
    let clean = scene.run("merge o.txt a.txt o.txt");
    assert_eq!((clean.code, clean.out), (0, scene.read("a.txt")));
}

#[test]
fn what_cannot_be_merged_is_refused_with_what_to_do() {
    let scene = Scene::empty();
    scene.write("o.txt", "One.\n");
    for (line, expected) in [
        ("merge o.txt o.txt nowhere.txt", "no such file"),
        ("merge o.txt o.txt o.txt --ours-by 'a: b'", "a name has no"),
    ] {
        let said = scene.run(line);
        assert_eq!(said.code, 2, "{line}");
        assert!(said.err.contains(expected), "{line}: {}", said.err);
    }
    scene.write(
        "a.jsonl",
        "{\"prev\":\"0\",\"hash\":\"1\"}\n{\"prev\":\"1\",\"hash\":\"2\"}\n",
    );
    scene.write("b.jsonl", "{\"prev\":\"0\",\"hash\":\"1\"}\n");
    scene.write(
        "c.jsonl",
        "{\"prev\":\"0\",\"hash\":\"1\"}\n{\"prev\":\"1\",\"hash\":\"3\"}\n",
    );
    let longer = scene.run("merge b.jsonl b.jsonl a.jsonl -o out.jsonl");
    assert_eq!(longer.code, 0, "{}", longer.err);
    assert_eq!(scene.read("out.jsonl"), scene.read("a.jsonl"));
    let said = scene.run("merge b.jsonl a.jsonl c.jsonl -o a.jsonl");
    assert_eq!(said.code, 2);
    assert!(said.err.contains("chained"), "{}", said.err);
}

#[test]
fn words_that_changed_are_merged_when_that_is_asked_for() {
    let scene = Scene::begun();
    let digest = scene.json("show '1 bis'")["paragraphs"][0]["digest"]
        .as_str()
        .unwrap()
        .to_owned();
    scene.run("edit '1 bis' --text 'Decides to remain actively seized of this matter;'");
    let line = format!(
        "edit '1 bis' --text 'Decides to be actively seized of the matter;' --expect {digest}"
    );
    let refused = scene.run(&line);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("--merge"), "{}", refused.err);
    let said = scene.run(&format!("{line} --merge"));
    assert_eq!(said.code, 0, "{}", said.err);
    let text = |scene: &Scene| scene.json("show '1 bis'")["paragraphs"][0]["text"].clone();
    assert_eq!(
        text(&scene),
        "Decides to be actively seized of this matter;"
    );
    let other = format!(
        "edit '1 bis' --text 'Decides to stay actively seized of the matter;' --expect {digest} --merge"
    );
    assert_eq!(scene.run(&other).code, 1);
    assert_eq!(
        text(&scene),
        "Decides to [stay] [be] actively seized of this matter;"
    );
}

/// Two clones of a workspace under git, with the driver set up as the guide says.
struct Clones {
    scene: Scene,
    other: PathBuf,
}

impl Clones {
    fn new() -> Self {
        let scene = Scene::begun();
        let here = scene.here();
        std::fs::write(
            here.join(".gitattributes"),
            "*.yaml merge=rapporteur\nrecord/*.jsonl merge=rapporteur\n",
        )
        .unwrap();
        let other = here.parent().unwrap().join("other");
        git(&here, &["init", "-q", "-b", "main"]);
        commit(&here, "base");
        git(&here, &["clone", "-q", ".", "../other"]);
        for clone in [&here, &other] {
            let driver = format!(
                "'{}' merge %O %A %B -o %A --path %P",
                env!("CARGO_BIN_EXE_rapporteur")
            );
            git(clone, &["config", "merge.rapporteur.driver", &driver]);
        }
        Self { scene, other }
    }

    /// Runs a line in the other clone.
    fn there(&self, line: &str) -> Said {
        let mut command = self.scene.command(line);
        command
            .current_dir(&self.other)
            .env("RAPPORTEUR_SEED", "other");
        Said::of(&command.output().unwrap())
    }

    /// Commits in both, and merges the other into this one.
    fn merge(&self) -> Said {
        let here = self.scene.here();
        commit(&here, "ours");
        commit(&self.other, "theirs");
        git(&here, &["fetch", "-q", "../other", "main"]);
        git(&here, &["merge", "-q", "--no-edit", "FETCH_HEAD"])
    }
}

fn git(folder: &Path, arguments: &[&str]) -> Said {
    let home = folder.parent().unwrap().join("home");
    let output = Command::new("git")
        .args(["-c", "user.name=r", "-c", "user.email=r@example.org"])
        .args(arguments)
        .current_dir(folder)
        .env("HOME", home)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    Said::of(&output)
}

fn commit(folder: &Path, message: &str) {
    git(folder, &["add", "-A"]);
    let said = git(folder, &["commit", "-q", "-m", message]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
}

fn errors(scene: &Scene) -> Vec<String> {
    let findings = scene.json("check");
    let all = findings["findings"].as_array().unwrap();
    let errors = all.iter().filter(|f| f["severity"] == "error");
    errors.map(ToString::to_string).collect()
}

#[test]
fn git_merges_edits_of_one_sentence_a_move_and_an_edit_and_positions() {
    let clones = Clones::new();
    let scene = &clones.scene;
    let draft = scene.read("draft/en.yaml");
    let noted = draft.replacen("paragraphs:", "# Kept by hand.\nparagraphs:", 1);
    scene.write("draft/en.yaml", &noted);
    for line in [
        "edit '1 bis' --text 'Decides to remain actively seized of this matter;'",
        "edit '(a)' --text 'Of clean water;'",
        "position '1 bis' KAZ agree",
    ] {
        assert_eq!(scene.run(line).code, 0, "{line}");
    }
    for line in [
        "edit '1 bis' --text 'Decides to be actively seized of the matter;'",
        "move '(a)' --after 1",
        "position 1 IRN oppose",
        "add --last --label 2 --text 'Requests a report.'",
    ] {
        let said = clones.there(line);
        assert_eq!(said.code, 0, "{line}: {}", said.err);
    }
    let said = clones.merge();
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let shown = scene.json("show");
    let texts: Vec<&str> = shown["paragraphs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["text"].as_str().unwrap())
        .collect();
    assert_eq!(
        texts[3..],
        [
            "Of clean water;",
            "Decides to be actively seized of this matter;",
            "Requests a report."
        ]
    );
    assert!(scene.read("draft/en.yaml").contains("# Kept by hand."));
    assert!(scene.read("positions/IRN.yaml").contains("oppose"));
    assert_eq!(errors(scene), Vec::<String>::new());
    assert_eq!(scene.run("audit --verify").code, 0);
}

#[test]
fn git_is_told_of_conflicts_and_nothing_is_lost() {
    let clones = Clones::new();
    let scene = &clones.scene;
    for line in [
        "edit '(a)' --text 'Of clean water;'",
        "position 1 KAZ flexible --note ours",
    ] {
        assert_eq!(scene.run(line).code, 0, "{line}");
    }
    for line in [
        "edit '(a)' --text 'Of fresh water;'",
        "position 1 KAZ oppose --note theirs",
    ] {
        assert_eq!(clones.there(line).code, 0, "{line}");
    }
    let said = clones.merge();
    assert_eq!(said.code, 1);
    assert!(
        said.err.contains("draft/en.yaml: paragraph (a)"),
        "{}",
        said.err
    );
    assert!(
        said.err
            .contains("positions/KAZ.yaml: position of KAZ on 1 ("),
        "{}",
        said.err
    );
    let shown = scene.json("show '(a)'");
    assert_eq!(shown["paragraphs"][0]["text"], "Of [clean] [fresh] water;");
    let positions = scene.read("positions/KAZ.yaml");
    assert!(positions.contains("flexible"), "{positions}");
    assert!(
        positions.contains("#   ") && positions.contains("theirs"),
        "{positions}"
    );
    assert_eq!(errors(scene), Vec::<String>::new());
}

/// Tables a proposal on `1 bis` and commits it in both clones.
fn with_a_proposal() -> (Clones, String) {
    let clones = Clones::new();
    let scene = &clones.scene;
    let line =
        "propose '1 bis' --by UZB --text 'Decides to remain actively seized of the entire matter;'";
    assert_eq!(scene.run(line).code, 0, "{}", scene.run(line).err);
    let here = scene.here();
    commit(&here, "a proposal");
    let said = git(&clones.other, &["pull", "-q", "../ws", "main"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let mut files = std::fs::read_dir(here.join("proposals")).unwrap();
    let name = files.next().unwrap().unwrap().file_name();
    (clones, format!("proposals/{}", name.to_string_lossy()))
}

#[test]
fn a_proposal_follows_the_words_of_two_who_edit_its_paragraph() {
    let (clones, file) = with_a_proposal();
    let scene = &clones.scene;
    let line = "edit '1 bis' --text 'Resolves to remain actively seized of the matter;'";
    assert_eq!(scene.run(line).code, 0);
    let id = file.trim_start_matches("proposals/");
    let id = id.trim_end_matches(".yaml");
    for line in [
        "edit '1 bis' --text 'Decides to remain actively seized of the matter every year;'",
        &format!("support {id} KAZ"),
    ] {
        let said = clones.there(line);
        assert_eq!(said.code, 0, "{line}: {}", said.err);
    }
    let said = clones.merge();
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let proposal = scene
        .read(&file)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    for words in [
        "Resolves to remain actively seized of the matter every year;",
        "Resolves to remain actively seized of the entire matter every year;",
        "supporters: [KAZ]",
        "status: tabled",
    ] {
        assert!(proposal.contains(words), "{words} in {proposal}");
    }
    assert_eq!(errors(scene), Vec::<String>::new());
    let found = scene.run("check");
    assert!(!found.out.contains("are others now"), "{}", found.out);
}

#[test]
fn a_proposal_on_words_that_both_changed_waits_to_be_looked_at() {
    let (clones, file) = with_a_proposal();
    let scene = &clones.scene;
    let line = "edit '1 bis' --text 'Resolves to remain actively seized of the matter;'";
    assert_eq!(scene.run(line).code, 0);
    let line = "edit '1 bis' --text 'Agrees to remain actively seized of the matter;'";
    assert_eq!(clones.there(line).code, 0);
    let said = clones.merge();
    assert_eq!(said.code, 1, "of the draft");
    assert!(!said.err.contains("proposals/"), "{}", said.err);
    let proposal = scene.read(&file);
    assert!(!proposal.contains("<<<<"), "{proposal}");
    assert!(proposal.contains("status: stale_base"), "{proposal}");
    assert_eq!(errors(scene), Vec::<String>::new());
}

#[test]
fn the_names_of_gits_own_files_are_in_no_message() {
    let scene = Scene::empty();
    for name in [".merge_file_o", ".merge_file_a", ".merge_file_b"] {
        scene.write(name, "nothing: here\n");
    }
    let line = "merge .merge_file_o .merge_file_a .merge_file_b -o .merge_file_a --path notes.yaml";
    let said = scene.run(line);
    assert_eq!(said.code, 2);
    assert!(
        said.err
            .contains("notes.yaml, the base, line 1: there is no document"),
        "{}",
        said.err
    );
    assert!(!said.err.contains(".merge_file"), "{}", said.err);
}

#[test]
fn keys_of_other_programs_and_comments_come_along() {
    let scene = Scene::empty();
    let head = "document:\n  language: en\n  title: T\nparagraphs:\n";
    let one = "- id: aaaa0001\n  role: paragraph\n  text: One.\n";
    let two =
        "# from the side meeting\n- id: aaaa0002\n  role: paragraph\n  text: Two.\n  colour: red\n";
    scene.write("o.yaml", &format!("{head}{one}  rank: 1\n"));
    scene.write("a.yaml", &format!("{head}{one}  rank: 2\n"));
    scene.write("b.yaml", &format!("{head}{one}  rank: 3\n{two}"));
    let said = scene.run("merge o.yaml a.yaml b.yaml");
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(said.out.contains(two), "{}", said.out);
    assert!(said.out.contains("  rank: 2\n"), "{}", said.out);
    let aside = "# Not merged, theirs: paragraphs aaaa0001 rank\n";
    assert!(said.out.contains(aside), "{}", said.out);
    assert!(
        said.err.contains("paragraphs aaaa0001 rank"),
        "{}",
        said.err
    );
    let found = scene.json("merge o.yaml a.yaml b.yaml");
    assert_eq!(found["conflicts"][0]["kind"], "paragraphs aaaa0001 rank");
    assert_eq!(found["conflicts"][0]["id"], "aaaa0001");
}

#[test]
fn a_draft_that_begins_with_a_comment_stays_a_draft() {
    for (above, names, path) in [
        (
            "# Of the secretariat.\n",
            ["o", "a", "b"],
            " --path draft/en.yaml",
        ),
        ("# Of the secretariat.\n---\n", ["o", "a", "b"], ""),
        (
            "# C\n",
            [".merge_file_o", ".merge_file_a", ".merge_file_b"],
            " --path draft/en.yaml",
        ),
    ] {
        let scene = Scene::begun();
        let draft = format!("{above}{}", scene.read("draft/en.yaml"));
        for name in names {
            scene.write(name, &draft);
        }
        let [o, a, b] = names;
        let said = scene.run(&format!("merge {o} {a} {b}{path}"));
        assert_eq!(
            (said.code, said.out.as_str()),
            (0, draft.as_str()),
            "{}",
            said.err
        );
        let said = scene.run(&format!("diff {o} {a}"));
        assert_eq!(said.code, 0, "{}", said.out);
    }
    // What is called Markdown is Markdown, whatever git calls it meanwhile.
    let scene = Scene::empty();
    for name in ["o", "a", "b"] {
        scene.write(name, "Words *here*.\n");
    }
    let said = scene.run("merge o a b --path text.md");
    assert_eq!((said.code, said.out.as_str()), (0, "Words *here*.\n"));
}

#[test]
fn lines_that_are_wrapped_otherwise_are_no_change() {
    let scene = Scene::empty();
    scene.write("o.txt", "The States shall\ntake measures in 2010.\n");
    scene.write("a.txt", "The States shall take\nmeasures in 2011.\n");
    scene.write("b.txt", "The States should\ntake measures in 2010.\n");
    let said = scene.run("merge o.txt a.txt b.txt");
    assert_eq!(said.code, 0, "{}", said.err);
    let words: Vec<&str> = said.out.split_whitespace().collect();
    assert_eq!(words.join(" "), "The States should take measures in 2011.");
}

#[test]
fn what_is_said_of_a_conflict_names_it() {
    let scene = Scene::empty();
    scene.write(
        "o.txt",
        "1. Alpha waters flow.\n5 bis. Beta roads lead.\n7. Gamma schools teach.\n",
    );
    scene.write(
        "a.txt",
        "1. Alpha waters rise.\n3. Beta roads lead.\n7. Gamma schools teach.\n",
    );
    scene.write(
        "b.txt",
        "1. Alpha waters fall.\n6. Beta roads lead.\n7. Gamma schools teach.\n",
    );
    let said = scene.run("merge o.txt a.txt b.txt --ours-by EU --theirs-by USA");
    assert_eq!(said.code, 1);
    for part in [
        "paragraph 1: EU says “rise”, USA “fall”",
        "paragraph 3: both changed its label: “3.” stands, “6.” of USA is not in the text",
    ] {
        assert!(said.err.contains(part), "{part}: {}", said.err);
    }
    // Two moves that contradict each other, of texts and of drafts alike.
    let [p, q, r, s] = [
        "Alpha paragraph on water for the region.\n",
        "Beta paragraph on energy trade and transit.\n",
        "Gamma paragraph on culture and education.\n",
        "Delta paragraph on trade by sea.\n",
    ];
    scene.write("o.txt", &[p, q, r, s].concat());
    scene.write("a.txt", &[q, p, r, s].concat());
    scene.write("b.txt", &[p, r, s, q].concat());
    let said = scene.run("merge o.txt a.txt b.txt");
    assert_eq!((said.code, said.out), (1, [q, p, r, s].concat()));
    let told = "ours have it at the beginning, theirs behind “Delta paragraph on trade by sea.”";
    assert!(said.err.contains(told), "{}", said.err);
    // In the layout of ours.
    let crlf = |text: &str| text.replace('\n', "\r\n");
    scene.write("o.txt", &[p, q, r, s].concat());
    scene.write("a.txt", &crlf(&[p, r, s].concat()));
    scene.write(
        "b.txt",
        &[p, q, r, "Entirely new words at sea.\n", s].concat(),
    );
    let said = scene.run("merge o.txt a.txt b.txt");
    assert_eq!(
        said.out,
        crlf(&[p, r, "Entirely new words at sea.\n", s].concat())
    );
}

#[test]
fn what_the_meeting_did_in_two_places_is_all_there() {
    let scene = Scene::begun();
    let until = "2010-06-26T18:00:00+05:00";
    let start = format!("silence start . '1 bis' --until {until} --level informals");
    assert_eq!(scene.run(&start).code, 0, "{}", scene.run(&start).err);
    let base = scene.read("proceedings.yaml");
    let made = |lines: &[&str]| {
        std::fs::write(scene.here().join("proceedings.yaml"), &base).unwrap();
        for line in lines {
            let said = scene.run(line);
            assert!(said.code < 2, "{line}: {}", said.err);
        }
        scene.read("proceedings.yaml")
    };
    let ours = made(&[
        "silence break . '1 bis' --by KAZ --text 'Add “as appropriate”.' --amendment",
        "statement make --by IRN --kind reservation --on 1 --text 'Not in our name.'",
    ]);
    let theirs = made(&[
        "silence break . '1 bis' --by UZB --text 'So we object.'",
        "vote . 1 --yes KAZ --no UZB --abstain IRN",
    ]);
    for (name, text) in [("o.yaml", &base), ("a.yaml", &ours), ("b.yaml", &theirs)] {
        std::fs::write(scene.here().join(name), text).unwrap();
    }
    for [a, b] in [["a.yaml", "b.yaml"], ["b.yaml", "a.yaml"]] {
        let said = scene.run(&format!("merge o.yaml {a} {b} -o proceedings.yaml"));
        assert_eq!(said.code, 0, "{}", said.err);
        let merged = scene.read("proceedings.yaml");
        for part in [
            "KAZ, at",
            "UZB, at",
            "So we object.",
            "votes:",
            "statements:",
            "Not in our name.",
        ] {
            assert!(merged.contains(part), "{part}: {merged}");
        }
        assert_eq!(errors(&scene), Vec::<String>::new());
    }
    // What cannot both be so is said, and kept.
    let cancelled = made(&["silence cancel . '1 bis' --reason 'A mistake.'"]);
    std::fs::write(scene.here().join("a.yaml"), &cancelled).unwrap();
    let said = scene.run("merge o.yaml a.yaml b.yaml -o proceedings.yaml");
    assert_eq!(said.code, 1, "{}", said.err);
    let merged = scene.read("proceedings.yaml");
    for part in [
        "A mistake.",
        "So we object.",
        "# Not merged, theirs: silences",
    ] {
        assert!(merged.contains(part), "{part}: {merged}");
    }
}

#[test]
fn who_may_be_named_in_full_is_what_the_workspace_says() {
    let scene = Scene::empty();
    let said = scene.run("new ws --title T --delegation NOR=Norway --delegation KEN=Kenya");
    assert_eq!(said.code, 0, "{}", said.err);
    let text =
        |names: &str| format!("1. States [shall report - {names}] to the Conference every year;\n");
    for (file, names) in [
        ("o.txt", "EU"),
        ("a.txt", "EU, Norway"),
        ("b.txt", "EU, Kenya"),
    ] {
        scene.write(file, &text(names));
    }
    let said = scene.run("merge o.txt a.txt b.txt");
    assert_eq!(
        (said.code, said.out),
        (0, text("EU, Norway, Kenya")),
        "{}",
        said.err
    );
    // Beside words a name is proposed as well.
    scene.write(
        "o.txt",
        "1. States shall report to the Conference every year;\n",
    );
    scene.write("a.txt", &text("Norway"));
    scene.write("b.txt", &text("Kenya"));
    let said = scene.run("merge o.txt a.txt b.txt");
    assert_eq!(
        (said.code, said.out),
        (0, text("Norway, Kenya")),
        "{}",
        said.err
    );
}

#[test]
fn a_title_stands_where_one_file_says_none() {
    let scene = Scene::empty();
    let yaml = |title: &str, words: &str| {
        format!(
            "document:\n  language: en\n  title: {title}\nparagraphs:\n\n\
             - id: k3f9w2mq\n  role: operative\n  text: {words}\n"
        )
    };
    scene.write("old.yaml", &yaml("Declaration", "Parties will report."));
    scene.write("ours.yaml", &yaml("Declaration", "Parties shall report."));
    // One that says none, one that says another, and one that says what its file is called.
    let words = "Parties will report every year.\n";
    scene.write("theirs.md", words);
    scene.write("Accord.md", &format!("---\ntitle: Accord\n---\n\n{words}"));
    for (theirs, title) in [("theirs.md", "Declaration"), ("Accord.md", "Accord")] {
        let said = scene.run(&format!("merge old.yaml ours.yaml {theirs}"));
        assert!(
            said.out.contains(&format!("title: {title}\n")),
            "{}",
            said.out
        );
        let merged = "Parties shall report every year.";
        assert!(said.out.contains(merged), "{}", said.out);
    }
}
