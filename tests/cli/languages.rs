//! Files of a few words, and in which language they are; words that are only set in another way.

use super::scene::Scene;

#[test]
fn short_files_are_of_one_language_unless_they_are_surely_of_two() {
    let scene = Scene::empty();
    for (name, text) in [
        ("fr1.txt", "Décide de créer un fonds;\n"),
        ("fr2.txt", "Prie le Secrétaire général de créer un fonds;\n"),
        ("es1.txt", "Decide establecer un fondo;\n"),
        (
            "es2.txt",
            "Pide al Secretario General que establezca un fondo;\n",
        ),
        (
            "en1.txt",
            "(a) Peace;\n\n(b) Security;\n\n(c) Development.\n",
        ),
        (
            "en2.txt",
            "(a) Peace;\n\n(b) Human rights;\n\n(c) Security;\n\n(d) Development.\n",
        ),
        ("en3.txt", "The Parties shall meet.\n"),
        ("fr3.txt", "Les Parties.\n"),
        ("ru.txt", "Постановляет учредить фонд;\n"),
    ] {
        scene.write(name, text);
    }
    for (a, b, duty) in [
        ("fr1.txt", "fr2.txt", Some("Décide")),
        ("es1.txt", "es2.txt", Some("Decide")),
        ("en1.txt", "en2.txt", None),
        ("en3.txt", "fr3.txt", None),
    ] {
        let said = scene.run(&format!("diff {a} {b}"));
        assert_eq!(said.code, 1, "{a} {b}: {}", said.out);
        assert!(!said.out.contains("their structure"), "{}", said.out);
        if let Some(duty) = duty {
            assert!(said.out.contains(&format!("{duty} → ")), "{}", said.out);
        }
    }
    let said = scene.run("diff en1.txt en2.txt");
    assert!(said.out.contains("Human rights"), "{}", said.out);
    let said = scene.run("diff fr1.txt ru.txt");
    assert!(
        said.err
            .contains("fr1.txt is in English and ru.txt in Russian")
            && said.err.contains("--language"),
        "{}",
        said.err
    );
}

#[test]
fn a_file_that_cannot_be_told_is_in_the_language_of_the_draft() {
    let scene = Scene::empty();
    for line in [
        "new ws --title 'Document final' --language fr --delegation FRA=France",
        "add --last --role operative --label 1 --text 'Décide de créer un fonds;'",
    ] {
        let said = scene.run(line);
        assert_eq!(said.code, 0, "{line}: {}", said.err);
    }
    scene.write("amend.txt", "1. Décide de créer deux fonds;\n");
    let said = scene.run("diff draft amend.txt");
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    assert!(
        said.out.contains("{+deux+}") || said.out.contains("deux"),
        "{}",
        said.out
    );
    let said = scene.run("take amend.txt 1");
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert!(scene.run("show").out.contains("deux fonds"));
}

#[test]
fn typography_makes_nobodys_stance_stale() {
    let scene = Scene::empty();
    for line in [
        "new ws --title T --language ar --delegation EGY=Egypt --delegation KAZ=Kazakhstan",
        "add --last --role operative --label 1 --text 'ينبغي أولا أن تتعاون الأطراف;'",
        "position 1 EGY agree",
        "agree 1 --level ad_ref",
    ] {
        let said = scene.run(line);
        assert_eq!(said.code, 0, "{line}: {}", said.err);
    }
    for text in [
        "ينبغي أولاً أن تتعاون الأطراف;",
        "ينبغي أولاً أن تتعاون الأطـــراف;",
        "ينبغي أولاً أن تتعاون الأطراف\u{200f};",
    ] {
        let said = scene.run(&format!("edit 1 --text '{text}'"));
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(!said.out.contains("asked again"), "{}", said.out);
        let queue = scene.run("reconfirm");
        assert_eq!(queue.code, 0, "{}", queue.out);
    }
    let said = scene.run("edit 1 --text 'يجب أولاً أن تتعاون الأطراف;'");
    assert!(said.out.contains("asked again: EGY"), "{}", said.out);
}
