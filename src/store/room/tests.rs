use std::fs::{self, Permissions};

use super::*;
use crate::edit::{Access, Actor, Change, Stamp};
use crate::model::{Header, Id, Moment, Paragraph, Position, Role, Stance};
use crate::store::Store;
use crate::text::{Digest, Language};

fn stamp() -> Stamp {
    Stamp {
        actor: Actor {
            name: "Chair".into(),
            access: Access::Secretariat,
        },
        at: Moment::new(1_277_280_000, 18_000),
    }
}

fn id() -> Id {
    "aaaa".parse().unwrap()
}

/// A workspace with one paragraph, and a store on it.
fn scene(root: &Path) -> (Store, Workspace) {
    let mut header = Header::new("Final Document", Language::ENGLISH);
    let kaz = "KAZ".parse().unwrap();
    let member = crate::model::Delegation::member(kaz, "Kazakhstan");
    header.delegations.push(member);
    Store::create(root, &header, &stamp()).unwrap();
    let (mut store, loaded) = Store::open(root).unwrap();
    let paragraph = Arc::new(Paragraph::new(id(), Role::Paragraph, "The first words."));
    let change = Change::Add {
        language: Language::ENGLISH,
        after: None,
        paragraph,
    };
    let done = store.commit(&loaded.workspace, &change, &stamp()).unwrap();
    (store, done.applied.workspace)
}

fn edit(store: &mut Store, workspace: &mut Workspace, text: &str) {
    let change = Change::SetText {
        language: Language::ENGLISH,
        paragraph: id(),
        text: text.to_owned(),
        base: workspace.words(id()).unwrap(),
        cites: Vec::new(),
    };
    *workspace = store
        .commit(workspace, &change, &stamp())
        .unwrap()
        .applied
        .workspace;
}

fn showing(words: &str) -> Showing {
    Showing {
        paragraph: Some(id()),
        words: Some(Digest::of(words)),
        lens: Lens::Clean,
        beside: Some(Language::RUSSIAN),
        page: 3,
        frozen: false,
        blank: false,
        by: "Chair\u{202e}".into(),
    }
}

fn words(room: &Room) -> Option<&str> {
    Some(room.view().paragraph()?.original().words())
}

#[test]
fn what_is_shown_is_read_back_and_nonsense_is_not() {
    let whole = showing("The first words.");
    assert_eq!(read(write(&whole).as_bytes()), Some(whole));
    for bad in ["", "{", "[1]", "{\"room\":2}", "\u{0}\u{1}", "null"] {
        assert_eq!(read(bad.as_bytes()), None, "{bad}");
    }
    // What is missing or means nothing is as if nothing were chosen.
    let odd = r#"{"room":1,"paragraph":"../../etc","lens":"x","page":99999999,"frozen":"yes"}"#;
    assert_eq!(read(odd.as_bytes()), Some(Showing::default()));
}

#[test]
fn the_room_follows_the_chair_and_the_words_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("w");
    let (mut store, mut workspace) = scene(&root);
    let mut room = Room::open(&root).unwrap();
    assert_eq!(words(&room), None, "nothing was shown yet");
    store.show_room(&showing("The first words.")).unwrap();
    assert!(room.look());
    assert_eq!(words(&room), Some("The first words."));
    assert!(!room.look(), "nothing new");
    edit(&mut store, &mut workspace, "Other words.");
    assert!(room.look());
    assert_eq!(words(&room), Some("Other words."));
    // Shown again as it is: the same picture, and nothing is drawn.
    let again = Showing {
        by: "Somebody else".into(),
        ..showing("Other words.")
    };
    store.show_room(&again).unwrap();
    assert!(!room.look());
}

#[test]
fn a_frozen_room_keeps_its_words_even_when_its_screen_is_opened_anew() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("w");
    let (mut store, mut workspace) = scene(&root);
    let frozen = Showing {
        frozen: true,
        ..showing("The first words.")
    };
    store.show_room(&frozen).unwrap();
    let mut room = Room::open(&root).unwrap();
    edit(&mut store, &mut workspace, "Other words.");
    assert!(!room.look(), "the room sees what it saw");
    assert_eq!(words(&room), Some("The first words."));
    assert_eq!(words(&Room::open(&root).unwrap()), Some("The first words."));
    store.show_room(&showing("Other words.")).unwrap();
    assert!(room.look());
    assert_eq!(words(&room), Some("Other words."));
}

#[test]
fn files_that_cannot_be_read_for_a_moment_leave_the_screen_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("w");
    let (store, _) = scene(&root);
    store.show_room(&showing("The first words.")).unwrap();
    let mut room = Room::open(&root).unwrap();
    let draft = root.join("draft/en.yaml");
    let whole = fs::read(&draft).unwrap();
    fs::write(&draft, "paragraphs: [").unwrap();
    assert!(!room.look());
    assert_eq!(words(&room), Some("The first words."));
    fs::write(&draft, whole).unwrap();
    fs::write(root.join(".rapporteur/room"), "{\"room\":").unwrap();
    room.look();
    assert_eq!(words(&room), Some("The first words."));
}

#[test]
fn positions_and_private_files_are_not_even_opened() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("w");
    let (mut store, workspace) = scene(&root);
    let kaz = "KAZ".parse().unwrap();
    let mut position = Position::new(Stance::Oppose, workspace.words(id()).unwrap());
    position.note = Some("CANARY".into());
    let change = Change::SetPosition {
        delegation: kaz,
        paragraph: id(),
        position: Some(position),
    };
    store.commit(&workspace, &change, &stamp()).unwrap();
    store.show_room(&showing("The first words.")).unwrap();
    let room = Room::open(&root).unwrap();
    let known: Vec<String> = room.known.keys().map(Kind::path).collect();
    assert_eq!(known, ["workspace.yaml", "draft/en.yaml"]);
    assert!(!format!("{room:?}").contains("CANARY"));
}

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().mode() & 0o7777
}

#[test]
fn who_may_read_the_workspace_may_read_what_the_room_is_shown_and_nothing_more() {
    for (of_root, of_folder, of_file) in [
        (0o700, 0o700, 0o600),
        (0o750, 0o710, 0o640),
        (0o755, 0o711, 0o644),
        (0o770, 0o2730, 0o660),
        (0o777, 0o2731, 0o664),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("w");
        let (store, _) = scene(&root);
        fs::set_permissions(&root, Permissions::from_mode(of_root)).unwrap();
        store.show_room(&showing("The first words.")).unwrap();
        let own = root.join(".rapporteur");
        assert_eq!(mode(&own), of_folder, "{of_root:o}");
        assert_eq!(mode(&own.join("room")), of_file, "{of_root:o}");
        // What is for its owner alone stays so.
        for entry in fs::read_dir(&own).unwrap() {
            let path = entry.unwrap().path();
            let shared = path.ends_with("room");
            let others = mode(&path) % 0o100;
            assert!(shared || others == 0, "{}", path.display());
            assert!(!path.to_string_lossy().ends_with(".tmp"));
        }
    }
}

#[test]
fn a_link_in_its_place_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("w");
    let (store, _) = scene(&root);
    let target = folder.path().join("target");
    fs::write(&target, "kept").unwrap();
    let room = root.join(".rapporteur/room");
    std::os::unix::fs::symlink(&target, &room).unwrap();
    assert_eq!(shown(&root), None);
    store.show_room(&showing("The first words.")).unwrap();
    assert_eq!(fs::read_to_string(&target).unwrap(), "kept");
    assert!(shown(&root).is_some());
}
