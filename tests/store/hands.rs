//! What was made by hand stays as it is.

use rapporteur::edit::{Change, Place};
use rapporteur::model::{Agreement, Level, Paragraph, Parking, Role, Severity, Stance};
use rapporteur::store::{CommitError, Store, Writable};
use rapporteur::text::Language;

use super::scene::*;

/// Lines of two texts that are not in both, in order: `-` gone, `+` new.
fn lines(before: &str, after: &str) -> Vec<String> {
    let (a, b): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let mut best = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            best[i][j] = if a[i] == b[j] {
                best[i + 1][j + 1] + 1
            } else {
                best[i + 1][j].max(best[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || (i < a.len() && best[i + 1][j] >= best[i][j + 1]) {
            out.push(format!("-{}", a[i]));
            i += 1;
        } else {
            out.push(format!("+{}", b[j]));
            j += 1;
        }
    }
    out
}

#[test]
fn an_edit_changes_the_lines_of_its_words_alone() {
    let dir = scene();
    let ws = open(dir.path()).1.workspace;
    commit(
        dir.path(),
        &set_text(
            &ws,
            "aaaa0002",
            "*Calls upon* all States to sign the Protocol;",
        ),
    );
    assert_eq!(
        lines(DRAFT, &text(dir.path(), "draft/en.yaml")),
        [
            "-  text: \"*Calls upon* all States [to consider - KAZ; UZB delete] to sign the Protocol;\"",
            "+  text: \"*Calls upon* all States to sign the Protocol;\""
        ]
    );
    for (path, before) in [
        ("workspace.yaml", WORKSPACE),
        ("draft/fr.yaml", FRENCH),
        ("positions/KAZ.yaml", POSITIONS),
    ] {
        assert_eq!(text(dir.path(), path), before);
    }
}

#[test]
fn a_stance_changes_one_line() {
    let dir = scene();
    let ws = open(dir.path()).1.workspace;
    commit(
        dir.path(),
        &set_position(&ws, "KAZ", "aaaa0002", Stance::Reserve),
    );
    let after = text(dir.path(), "positions/KAZ.yaml");
    let changed = lines(POSITIONS, &after);
    assert_eq!(changed.len(), 1, "{changed:?}");
    assert!(
        changed[0].starts_with("+  aaaa0002: {stance: reserve, on: "),
        "{changed:?}"
    );
    commit(
        dir.path(),
        &set_position(&ws, "NO", "aaaa0002", Stance::Oppose),
    );
    assert!(
        text(dir.path(), "positions/NO.yaml")
            .starts_with("delegation: \"NO\"\npositions:\n  aaaa0002: {stance: oppose")
    );
}

#[test]
fn a_freeze_writes_the_version_and_nothing_else() {
    let dir = scene();
    commit(
        dir.path(),
        &Change::Freeze {
            label: "rev-1".parse().unwrap(),
        },
    );
    assert_eq!(text(dir.path(), "draft/en.yaml"), DRAFT);
    assert_eq!(text(dir.path(), "workspace.yaml"), WORKSPACE);
    let version = open(dir.path())
        .1
        .workspace
        .version("rev-1")
        .unwrap()
        .clone();
    assert_eq!(version.documents.len(), 2);
    assert_eq!(version.frozen, Some(stamp().at));
    let left: Vec<_> = std::fs::read_dir(dir.path().join("versions"))
        .unwrap()
        .collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn every_verb_is_written_and_taken_back() {
    let dir = scene();
    let root = dir.path();
    let ws = open(root).1.workspace;
    let words = ws.words(id("aaaa0001")).unwrap();
    let new = |name: &str| {
        std::sync::Arc::new(Paragraph::new(
            id(name),
            Role::Paragraph,
            "New words, as they stand.",
        ))
    };
    let mut header = rapporteur::model::Header::clone(&ws.header);
    header.meeting = Some("informals 3".into());
    let mut document = rapporteur::model::Document::clone(ws.original().unwrap());
    document.head.symbol = Some("A/RES/63/63".into());
    let mut spanish = document.clone();
    spanish.head.language = Language::SPANISH;
    let agreement = Agreement {
        level: Level::AdRef,
        on: words,
        chapeau: None,
        carried: None,
        at: Some(stamp().at),
        by: Some("chair".into()),
        meeting: None,
        except: vec!["NO".parse().unwrap()],
        lifted: Vec::new(),
        bracketed: false,
        reopened: None,
    };
    let changes = [
        Change::SetLabel {
            paragraph: id("aaaa0001"),
            label: rapporteur::model::Label::new("1"),
        },
        Change::SetRole {
            paragraph: id("aaaa0001"),
            role: Role::Item,
            level: 2,
        },
        Change::SetNote {
            language: Language::ENGLISH,
            paragraph: id("aaaa0001"),
            note: Some("  a remark ".into()),
        },
        Change::SetTitle {
            language: Language::FRENCH,
            title: "Autre titre".into(),
        },
        Change::SetHeader {
            header: header.into(),
        },
        Change::Add {
            language: Language::ENGLISH,
            after: Some(id("aaaa0002")),
            paragraph: new("bbbb0001"),
        },
        Change::Add {
            language: Language::ENGLISH,
            after: None,
            paragraph: new("bbbb0002"),
        },
        Change::Move {
            paragraph: id("aaaa0001"),
            after: Some(id("aaaa0003")),
        },
        Change::Move {
            paragraph: id("aaaa0002"),
            after: None,
        },
        Change::Split {
            paragraph: id("aaaa0001"),
            at: 16,
            new: id("bbbb0003"),
            base: words,
        },
        Change::Join {
            paragraph: id("aaaa0001"),
        },
        Change::Delete {
            paragraph: id("aaaa0002"),
        },
        Change::Park {
            paragraph: id("aaaa0001"),
            parking: Some(Parking {
                with: Some("contact group".into()),
                ..Parking::default()
            }),
        },
        Change::Agree {
            paragraph: id("aaaa0001"),
            agreement,
        },
        Change::Freeze {
            label: "rev-1".parse().unwrap(),
        },
        Change::Import {
            place: Place::Precedent("ares-63-63".into()),
            document: document.clone().into(),
        },
        Change::Import {
            place: Place::Draft(Language::SPANISH),
            document: spanish.into(),
        },
        set_position(
            &ws,
            "TKM",
            "aaaa0001",
            Stance::AgreeIf(vec![id("aaaa0003")]),
        ),
    ];
    for change in changes {
        let (mut store, loaded) = open(root);
        let done = store
            .commit(&loaded.workspace, &change, &stamp())
            .unwrap_or_else(|e| panic!("{change:?}: {e}"));
        assert_eq!(open(root).1.workspace, done.applied.workspace, "{change:?}");
        let mut history = rapporteur::edit::History::default();
        history.did(&done.applied);
        let undo = history.to_undo().unwrap().change();
        let undone = store
            .commit(&done.applied.workspace, &undo, &stamp())
            .unwrap_or_else(|e| panic!("undo {change:?}: {e}"));
        assert_eq!(undone.applied.workspace, loaded.workspace, "{change:?}");
        assert_eq!(open(root).1.workspace, loaded.workspace, "{change:?}");
        history.undid();
        store
            .commit(
                &undone.applied.workspace,
                &history.to_redo().unwrap().change(),
                &stamp(),
            )
            .unwrap();
        assert_eq!(
            open(root).1.workspace,
            done.applied.workspace,
            "redo {change:?}"
        );
        store
            .commit(&done.applied.workspace, &undo, &stamp())
            .unwrap();
    }
    let (events, findings) = open(root).0.record();
    assert_eq!((events.len(), findings), (18 * 4, vec![]));
    for unknown in [
        "seal: wax",
        "tone: firm",
        "colour: green",
        "mood: good",
        "# first the host",
    ] {
        assert!(
            files(root)
                .iter()
                .any(|f| std::fs::read_to_string(f).unwrap().contains(unknown)),
            "{unknown}"
        );
    }
}

#[test]
fn a_change_by_hand_is_noticed_and_told() {
    let dir = scene();
    let root = dir.path();
    assert_eq!(
        open(root).0.record().0.len(),
        0,
        "the first look is where it starts"
    );
    write(
        root,
        "draft/en.yaml",
        DRAFT
            .replace("first of all", "above all")
            .replace("  label: 5 bis\n", ""),
    );
    write(
        root,
        "positions/NO.yaml",
        POSITIONS.replace("KAZ", "\"NO\""),
    );
    std::fs::remove_file(root.join("positions/KAZ.yaml")).unwrap();
    let (store, loaded) = open(root);
    let (events, findings) = store.record();
    assert!(findings.is_empty());
    let [event] = events.as_slice() else {
        panic!("{events:?}")
    };
    assert_eq!(
        (event.act.as_str(), event.actor.as_str()),
        ("observed", "outside")
    );
    assert_eq!(
        event.title,
        "changed outside: draft/en.yaml (2 paragraphs), positions/NO.yaml (1 paragraph), positions/KAZ.yaml"
    );
    assert_eq!(open(root).0.record().0.len(), 1, "told once");
    let mut store = store;
    write(root, "draft/fr.yaml", FRENCH.replace("région", "Région"));
    let done = store
        .commit(
            &loaded.workspace,
            &set_text(&loaded.workspace, "aaaa0001", "Mine."),
            &stamp(),
        )
        .unwrap();
    assert!(done.findings.is_some(), "others wrote");
    let acts: Vec<String> = store.record().0.into_iter().map(|e| e.act).collect();
    assert!(
        acts.contains(&"edit".to_owned()) && acts.iter().filter(|a| *a == "observed").count() == 2,
        "{acts:?}"
    );
    assert!(text(root, "draft/fr.yaml").contains("Région"));
}

#[test]
fn words_that_changed_meanwhile_are_never_written_over() {
    let dir = scene();
    let root = dir.path();
    let (mut one, seen) = open(root);
    let (mut two, _) = open(root);
    one.commit(
        &seen.workspace,
        &set_text(&seen.workspace, "aaaa0001", "One."),
        &stamp(),
    )
    .unwrap();
    let late = two.commit(
        &seen.workspace,
        &set_text(&seen.workspace, "aaaa0001", "Two."),
        &stamp(),
    );
    assert!(matches!(late, Err(CommitError::Change(_))), "{late:?}");
    assert!(
        two.commit(
            &seen.workspace,
            &set_text(&seen.workspace, "aaaa0002", "Two."),
            &stamp()
        )
        .is_ok()
    );
    let note = |note: &str| Change::SetNote {
        language: Language::ENGLISH,
        paragraph: id("aaaa0003"),
        note: Some(note.into()),
    };
    one.commit(&seen.workspace, &note("mine"), &stamp())
        .unwrap();
    let late = two.commit(&seen.workspace, &note("yours"), &stamp());
    assert!(matches!(late, Err(CommitError::Change(_))), "{late:?}");
    write(
        root,
        "draft/en.yaml",
        text(root, "draft/en.yaml").replace("One.", "By hand."),
    );
    let ws = one.load().unwrap().workspace;
    write(
        root,
        "draft/en.yaml",
        text(root, "draft/en.yaml").replace("By hand.", "Again!!!"),
    );
    assert!(
        one.commit(&ws, &set_text(&ws, "aaaa0001", "Three."), &stamp())
            .is_err()
    );
}

#[test]
fn what_cannot_be_read_is_told_and_left_alone() {
    let dir = scene();
    let root = dir.path();
    let broken = "document:\n  language: fr\n\tparagraphs: {\n";
    write(root, "draft/fr.yaml", broken);
    write(
        root,
        "positions/KAZ.yaml",
        POSITIONS.replace("agree,", "agre,"),
    );
    let (mut store, loaded) = open(root);
    assert_eq!(loaded.writable, Writable::Yes);
    let places: Vec<(String, Option<&str>)> = loaded
        .findings
        .iter()
        .filter(|f| f.severity == Severity::Error)
        .map(|f| (f.place(), f.hint.as_deref()))
        .collect();
    assert!(
        places.iter().any(|(place, _)| place == "draft/fr.yaml:3"),
        "{places:?}"
    );
    assert!(
        places.contains(&(
            "positions/KAZ.yaml:4".to_owned(),
            Some("did you mean “agree”?")
        )),
        "{places:?}"
    );
    let title = Change::SetTitle {
        language: Language::FRENCH,
        title: "T".into(),
    };
    assert!(store.commit(&loaded.workspace, &title, &stamp()).is_err());
    let french = Change::Import {
        place: Place::Draft(Language::FRENCH),
        document: loaded.workspace.original().unwrap().clone(),
    };
    let refused = store.commit(&loaded.workspace, &french, &stamp());
    assert!(
        matches!(refused, Err(CommitError::Broken(_))),
        "{refused:?}"
    );
    assert_eq!(text(root, "draft/fr.yaml"), broken);
    store
        .commit(
            &loaded.workspace,
            &set_text(&loaded.workspace, "aaaa0001", "Fine."),
            &stamp(),
        )
        .unwrap();
    store
        .commit(
            &loaded.workspace,
            &set_position(&store_ws(root), "KAZ", "aaaa0001", Stance::Agree),
            &stamp(),
        )
        .unwrap();
}

fn store_ws(root: &std::path::Path) -> rapporteur::model::Workspace {
    open(root).1.workspace
}

#[test]
fn one_broken_paragraph_does_not_take_the_others_along() {
    let dir = scene();
    let root = dir.path();
    let odd = DRAFT.replace(
        "# the end",
        "- {role: item, text: no id}\n- {id: aaaa0005, role: itm, text: x}\n- {id: aaaa0001, role: item, text: twice}\n- {id: aaaa0006, role: item, label: [1], text: list}\n- {id: aaaa0007, role: item, text: fine}\n# the end",
    );
    write(root, "draft/en.yaml", &odd);
    let (mut store, loaded) = open(root);
    let names: Vec<&str> = loaded
        .workspace
        .original()
        .unwrap()
        .paragraphs
        .iter()
        .map(|p| p.id.as_str())
        .collect();
    assert_eq!(names, ["aaaa0001", "aaaa0002", "aaaa0003", "aaaa0007"]);
    let lines: Vec<Option<usize>> = loaded
        .findings
        .iter()
        .filter(|f| f.severity == Severity::Error)
        .map(|f| f.line)
        .collect();
    assert_eq!(
        lines,
        [Some(27), Some(24), Some(25), Some(26)],
        "{:#?}",
        loaded.findings
    );
    let move_it = Change::Move {
        paragraph: id("aaaa0007"),
        after: Some(id("aaaa0002")),
    };
    let done = store.commit(&loaded.workspace, &move_it, &stamp()).unwrap();
    assert_eq!(open(root).1.workspace, done.applied.workspace);
    for kept in [
        "- {role: item, text: no id}",
        "role: itm",
        "text: twice",
        "label: [1]",
    ] {
        assert!(text(root, "draft/en.yaml").contains(kept), "{kept}");
    }
}

#[test]
fn newer_formats_and_looking_only_are_never_written() {
    let dir = scene();
    let root = dir.path();
    let (mut looker, loaded) = Store::open_read_only(root).unwrap();
    assert!(matches!(loaded.writable, Writable::No(_)));
    assert!(matches!(
        looker.commit(
            &loaded.workspace,
            &set_text(&loaded.workspace, "aaaa0001", "x"),
            &stamp()
        ),
        Err(CommitError::ReadOnly(_))
    ));
    write(
        root,
        "workspace.yaml",
        WORKSPACE.replace("format: 1", "format: 2"),
    );
    let (mut store, loaded) = open(root);
    assert!(
        matches!(&loaded.writable, Writable::No(why) if why.contains("format 2")),
        "{:?}",
        loaded.writable
    );
    assert!(
        store
            .commit(
                &loaded.workspace,
                &set_text(&loaded.workspace, "aaaa0001", "x"),
                &stamp()
            )
            .is_err()
    );
    assert!(!root.join(".rapporteur").exists() && !root.join("record").exists());
}

#[test]
fn a_new_workspace_opens_and_takes_its_first_change() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("new");
    let mut header = rapporteur::model::Header::new("Итоговый документ", Language::RUSSIAN);
    header.id = Some(id("4t8n2xkd"));
    Store::create(&root, &header, &stamp()).unwrap();
    assert!(Store::create(&root, &header, &stamp()).is_err());
    let (mut store, loaded) = open(&root);
    assert_eq!(
        (&*loaded.workspace.header, loaded.findings),
        (&header, vec![])
    );
    assert_eq!(Store::find(&root.join("draft")), Some(root.clone()));
    let p = std::sync::Arc::new(Paragraph::new(
        id("aaaa0001"),
        Role::Paragraph,
        "Участники согласились.",
    ));
    let add = Change::Add {
        language: Language::RUSSIAN,
        after: None,
        paragraph: p,
    };
    let done = store.commit(&loaded.workspace, &add, &stamp()).unwrap();
    assert_eq!(open(&root).1.workspace, done.applied.workspace);
    assert_eq!(text(&root, ".gitignore"), ".rapporteur/\nprivate/\n");
}

#[test]
fn unsaved_words_wait_for_the_next_session() {
    let dir = scene();
    let away = tempfile::tempdir().unwrap();
    let store = open(dir.path()).0;
    store
        .keep_unsaved("edit en aaaa0001", Some("Слова\nи ещё"))
        .unwrap();
    let found = open(dir.path()).0.unsaved();
    assert_eq!(
        (found[0].0.as_str(), found[0].1.as_str()),
        ("edit en aaaa0001", "Слова\nи ещё")
    );
    store.keep_unsaved("edit en aaaa0001", None).unwrap();
    assert!(store.unsaved().is_empty());
    let looker = Store::open_read_only(dir.path())
        .unwrap()
        .0
        .with_fallbacks(vec![away.path().join("state")]);
    let kept = looker.keep_unsaved("k", Some("words")).unwrap().unwrap();
    assert!(kept.starts_with(away.path()) && looker.unsaved().len() == 1);
}
