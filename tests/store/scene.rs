//! A small workspace on disk, and shorthands.

use std::path::{Path, PathBuf};

use rapporteur::edit::{Access, Actor, Change, Stamp};
use rapporteur::model::{Code, Id, Moment, Position, Stance, Workspace};
use rapporteur::store::{Committed, Loaded, Store};
use rapporteur::text::Language;
use tempfile::TempDir;

pub(crate) const WORKSPACE: &str = "# kept by the secretariat\nformat: 1\nworkspace: 4t8n2xkd\n\ntitle: Final Document # working title\nprofile: narrative\nseal: wax\noriginal: en\nlanguages: [en, fr]\nrule: consensus\ndelegations:\n# first the host\n- {code: TKM, name: Turkmenistan}\n- code: KAZ\n  name: Kazakhstan\n  names: {ru: Казахстан, zh: 哈萨克斯坦}\n- {code: \"NO\", name: Norway}\n- {code: OSCE, name: OSCE, kind: observer}\ngroups:\n- {code: EU, name: European Union, members: [KAZ]}\n";

pub(crate) const DRAFT: &str = "# the draft of Tuesday\ndocument:\n  title: Final Document\n  language: en # always\n  tone: firm\nparagraphs:\n\n# --- opening ---\n- role: paragraph\n  id: aaaa0001\n  text: >-\n    The participants agreed that the security of the region\n    is first of all a matter for its States. # not a comment\n  colour: green\n  note: as in the opening statement\n\n# asked for by the host\n- id: aaaa0002   # do not renumber\n  role: operative\n  label: 5 bis\n  text: \"*Calls upon* all States [to consider - KAZ; UZB delete] to sign the Protocol;\"\n\n- {id: aaaa0003, role: item, level: 1, label: (a), text: 同意继续磋商。}\n# the end\n";

pub(crate) const FRENCH: &str = "document:\n  language: fr\n  title: Document final\nparagraphs:\n- id: aaaa0001\n  role: paragraph\n  text: Les participants sont convenus de la sécurité de la région.\n";

pub(crate) const POSITIONS: &str = "delegation: KAZ # by note verbale\npositions:\n  # on the opening\n  aaaa0001: {stance: agree, on: 0000000000000000000000000000000000000000000000000000000000000000, mood: good}\n";

pub(crate) fn write(root: &Path, path: &str, text: impl AsRef<[u8]>) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

pub(crate) fn text(root: &Path, path: &str) -> String {
    std::fs::read_to_string(root.join(path)).unwrap()
}

pub(crate) fn scene() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    write(root, "workspace.yaml", WORKSPACE);
    write(root, "draft/en.yaml", DRAFT);
    write(root, "draft/fr.yaml", FRENCH);
    write(root, "positions/KAZ.yaml", POSITIONS);
    dir
}

pub(crate) fn open(root: &Path) -> (Store, Loaded) {
    Store::open(root).unwrap()
}

pub(crate) fn stamp() -> Stamp {
    let actor = Actor {
        name: "Secretary".into(),
        access: Access::Secretariat,
    };
    Stamp {
        actor,
        at: Moment::new(1_277_280_000, 18_000),
    }
}

pub(crate) fn id(name: &str) -> Id {
    name.parse().unwrap()
}

pub(crate) fn set_text(ws: &Workspace, name: &str, words: &str) -> Change {
    Change::SetText {
        language: Language::ENGLISH,
        paragraph: id(name),
        text: words.to_owned(),
        base: ws.words(id(name)).unwrap(),
        cites: Vec::new(),
    }
}

pub(crate) fn set_position(ws: &Workspace, code: &str, name: &str, stance: Stance) -> Change {
    let code: Code = code.parse().unwrap();
    let position = Some(Position::new(stance, ws.words(id(name)).unwrap()));
    Change::SetPosition {
        delegation: code,
        paragraph: id(name),
        position,
    }
}

/// Commits, and checks that what is said to be there is what is read.
#[track_caller]
pub(crate) fn commit(root: &Path, change: &Change) -> Committed {
    let (mut store, loaded) = open(root);
    let committed = store.commit(&loaded.workspace, change, &stamp()).unwrap();
    assert!(committed.confirmed);
    assert_eq!(open(root).1.workspace, committed.applied.workspace);
    assert_eq!(store.load().unwrap().workspace, committed.applied.workspace);
    assert!(!store.changed());
    committed
}

/// Every file below a folder but those of the clone alone.
pub(crate) fn files(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.extend((!path.ends_with(".rapporteur")).then_some(path));
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
