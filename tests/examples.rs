//! The example workspaces: loaded, checked, written and read again; and the story that each is there to tell.

use std::path::{Path, PathBuf};

use rapporteur::check::{Options, check};
use rapporteur::edit::proposal::conflicts;
use rapporteur::edit::{Access, Actor, Change, History, Stamp, Voice};
use rapporteur::model::{Kind, Moment, Profile, ProposalStatus, Stance, Status, Workspace};
use rapporteur::store::{self, Store};

use crate::support::copy_of;

fn examples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("workspaces");
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.is_dir())
        .collect();
    found.sort();
    found
}

fn open(name: &str) -> Workspace {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("workspaces")
        .join(name);
    Store::open_read_only(&root).unwrap().1.workspace
}

#[test]
fn every_example_loads_without_a_finding_and_says_what_is_invented() {
    let all = examples();
    assert!(all.len() >= 2);
    for root in all {
        let (_, loaded) = Store::open_read_only(&root).unwrap();
        assert!(
            loaded.findings.is_empty(),
            "{}: {:#?}",
            root.display(),
            loaded.findings
        );
        let notice = loaded
            .workspace
            .header
            .notice
            .as_deref()
            .unwrap_or_default();
        assert!(
            notice.contains("invented"),
            "{}: {notice:?}",
            root.display()
        );
    }
}

#[test]
fn every_document_of_every_example_is_the_same_after_writing_and_reading() {
    for root in examples() {
        let workspace = Store::open_read_only(&root).unwrap().1.workspace;
        let drafts = workspace.drafts.values();
        let versions = workspace.versions.iter().flat_map(|v| v.documents.values());
        let precedents = workspace.precedents.iter().map(|p| &p.document);
        for document in drafts.chain(versions).chain(precedents) {
            let written = store::write_document(document);
            let (read, findings) = store::read_document(written.as_bytes(), "again.yaml").unwrap();
            assert_eq!(read, **document, "{}", root.display());
            assert!(findings.is_empty(), "{findings:?}");
        }
    }
}

#[test]
fn opening_an_example_to_look_at_leaves_it_alone() {
    let (_folder, root) = copy_of("ashgabat-2010");
    let before = listing(&root);
    let (mut store, _) = Store::open_read_only(&root).unwrap();
    store.load().unwrap();
    assert_eq!(listing(&root), before);
}

fn listing(root: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(listing(&path));
        } else {
            found.push((path.clone(), std::fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}

#[test]
fn the_ashgabat_example_has_every_state_of_a_negotiation() {
    let ws = open("ashgabat-2010");
    assert_eq!(ws.header.profile, Profile::Narrative);
    let codes = |kind| {
        ws.header
            .delegations
            .iter()
            .filter(|d| d.kind == kind)
            .count()
    };
    assert_eq!((codes(Kind::Member), codes(Kind::Observer)), (8, 7));
    assert_eq!(ws.drafts.len(), 3);
    assert_eq!(ws.versions.len(), 3);
    let draft = ws.original().unwrap();
    let parts: Vec<String> = draft.parts().map(|(_, part)| part.name()).collect();
    assert_eq!(parts, ["letter", "annex I", "annex II"]);
    let consensus = ws.consensus();
    assert_eq!(
        consensus.counts.total(),
        11,
        "paragraphs of the Final Document"
    );
    for status in Status::ALL {
        assert!(
            consensus.counts.of(status) > 0 || matches!(status, Status::Bracketed | Status::Open),
            "no paragraph is {}",
            status.word()
        );
    }
    let members: Vec<_> = ws.header.members().map(|d| d.code).collect();
    let mut stances = std::collections::BTreeMap::new();
    let (mut stale, mut objections) = (0, 0);
    for code in members {
        for (id, position) in ws.positions.get(&code).into_iter().flat_map(|p| p.iter()) {
            *stances.entry(position.stance.word()).or_insert(0) += 1;
            stale += usize::from(ws.footing(*id).is_some_and(|now| position.is_stale(now)));
            objections += usize::from(position.stance == Stance::Oppose);
        }
    }
    assert_eq!(stances.len(), 7, "{stances:?}");
    assert_eq!((stale, objections, stances["reserve"]), (1, 1, 1));
    assert!(consensus.brackets > 0 && !consensus.ready);
}

#[test]
fn the_committee_example_has_all_members_of_the_united_nations() {
    let ws = open("committee-draft");
    assert_eq!(ws.header.profile, Profile::Resolution);
    assert_eq!(ws.header.members().count(), 193);
    assert_eq!(ws.header.groups.len(), 4);
    let draft = ws.original().unwrap();
    assert!(draft.paragraphs.len() >= 40);
    assert!(
        !draft.head.brackets.is_empty(),
        "a bracket over several paragraphs"
    );
    for label in ["5 bis", "9 alt"] {
        assert!(ws.find(label).is_ok(), "{label}");
    }
}

#[test]
fn every_proposal_of_every_example_is_written_and_read_again_and_taken_back() {
    for root in examples() {
        let name = root.file_name().unwrap().to_str().unwrap();
        let (_folder, root) = copy_of(name);
        let (mut store, loaded) = Store::open(&root).unwrap();
        let before = loaded.workspace;
        assert!(before.proposals.len() >= 5, "{name}");
        let silent = before.header.members().map(|d| d.code).find(|code| {
            let mut all = before.proposals.values();
            all.all(|p| !p.by.contains(code) && !p.opposers.contains(code))
        });
        let mut history = History::default();
        let mut now = before.clone();
        for proposal in before.proposals.values().filter(|p| p.is_pending()) {
            let change = Change::Voice {
                paragraph: proposal.target,
                proposal: proposal.id,
                by: silent.unwrap(),
                voice: Voice::Oppose,
            };
            let committed = store.commit(&now, &change, &stamp()).unwrap();
            history.did(&committed.applied);
            now = committed.applied.workspace;
        }
        assert_eq!(store.load().unwrap().workspace, now, "{name}");
        while let Some(step) = history.to_undo() {
            let change = step.change();
            now = store
                .commit(&now, &change, &stamp())
                .unwrap()
                .applied
                .workspace;
            history.undid();
        }
        assert_eq!(now.proposals, before.proposals, "{name}");
    }
}

fn stamp() -> Stamp {
    let actor = Actor {
        name: "Secretary".into(),
        access: Access::Secretariat,
    };
    Stamp {
        actor,
        at: Moment::new(1_277_280_000, 18_000),
    }
}

#[test]
fn the_proposals_of_the_examples_tell_their_story() {
    let ws = open("ashgabat-2010");
    let of = |ws: &Workspace, status| {
        let all = ws.proposals.values();
        all.filter(|p| p.status == status).count()
    };
    assert_eq!(of(&ws, ProposalStatus::Tabled), 3);
    assert_eq!(of(&ws, ProposalStatus::StaleBase), 1);
    assert_eq!(of(&ws, ProposalStatus::Accepted), 1);
    let collide = |ws: &Workspace| {
        let all = ws.proposals.values();
        all.filter(|p| !conflicts(ws, p).is_empty()).count()
    };
    assert_eq!(collide(&ws), 2);
    // A delegation that wants other words has tabled them.
    let stance = ws.position("UZB".parse().unwrap(), "w1dbjhqd".parse().unwrap());
    assert!(matches!(stance.unwrap().stance, Stance::Amend(Some(_))));
    let ws = open("committee-draft");
    let kinds: std::collections::BTreeSet<&str> = ws.proposals.values().map(|p| p.kind()).collect();
    assert!(kinds.len() >= 5, "{kinds:?}");
    assert!(ws.proposals.values().any(|p| p.amends.is_some()));
    assert_eq!(collide(&ws), 2);
    // No rule finds anything wrong with them but the one that waits for somebody to look.
    for name in ["ashgabat-2010", "committee-draft"] {
        let options = Options {
            now: None,
            final_: false,
            rule: Some("S2".to_owned()),
        };
        let found = check(&open(name), &options);
        assert_eq!(
            found.len(),
            usize::from(name == "ashgabat-2010"),
            "{found:?}"
        );
    }
}
