//! What is read and written again is the same.

use std::path::Path;

use rapporteur::store::{Store, read_document, write_document};

use super::scene::*;

#[test]
fn a_document_that_is_written_reads_as_it_was() {
    let dir = scene();
    let ws = open(dir.path()).1.workspace;
    for document in ws.drafts.values() {
        let text = write_document(document);
        let (read, findings) = read_document(text.as_bytes(), "x.yaml").unwrap();
        assert_eq!((&read, findings), (&**document, vec![]), "{text}");
        assert_eq!(write_document(&read), text);
    }
}

#[test]
fn a_bare_list_of_paragraphs_is_a_document() {
    let list = "- {role: operative, text: Decides to act;}\n- {role: operative, text: Decides to act;}\n- {id: x1, role: nonsense, text: y}\n";
    let (one, findings) = read_document(list.as_bytes(), "list.yaml").unwrap();
    assert_eq!(
        (one.paragraphs.len(), findings.len()),
        (2, 1),
        "{findings:?}"
    );
    assert_eq!(
        (findings[0].line, findings[0].file.as_deref()),
        (None, Some("list.yaml"))
    );
    assert_eq!(
        one,
        read_document(list.as_bytes(), "list.yaml").unwrap().0,
        "ids follow from place and words"
    );
    assert!(read_document(b"title: no document", "x").is_err());
    assert!(read_document(b"a: b: c", "x").is_err());
}

#[test]
fn the_example_workspaces_load_and_write_as_they_are() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("workspaces");
    let Ok(entries) = std::fs::read_dir(&root) else {
        return println!("skipped: no {}", root.display());
    };
    for workspace in entries
        .map(|e| e.unwrap().path())
        .filter(|p| p.join("workspace.yaml").exists())
    {
        let (_, loaded) = Store::open_read_only(&workspace).unwrap();
        assert_eq!(loaded.findings, [], "{}", workspace.display());
        let ws = &loaded.workspace;
        let versions = ws.versions.iter().flat_map(|v| v.documents.values());
        for document in ws
            .drafts
            .values()
            .chain(versions)
            .chain(ws.precedents.iter().map(|p| &p.document))
        {
            let (read, findings) =
                read_document(write_document(document).as_bytes(), "x.yaml").unwrap();
            assert_eq!((&read, findings), (&**document, vec![]));
        }
    }
}
