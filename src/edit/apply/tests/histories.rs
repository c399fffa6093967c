//! Random histories: edits, stances, proposals, gavels, reopenings, freezes, undos and edits by hand. Whatever happens, nothing
//! counts as given on words that it was not given on; sums are those that a simple count gives; and undoing everything leads
//! back to the start.

mod acts;

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::*;
use crate::model::{
    Code, Footing, LiveConsensus, Package, Proposal, Readiness, Rule, Sort, VersionLabel, Wanted,
};

/// What somebody tries. Not everything can be done at every time; what cannot leaves all as it is.
#[derive(Debug, Clone)]
enum Try {
    Words(&'static str, &'static str),
    Editorial(&'static str, &'static str),
    /// That the last change was editorial.
    Carry(&'static str, &'static str),
    Stance(&'static str, &'static str, &'static str, &'static str),
    Unheard(&'static str, &'static str),
    Reconfirm(&'static str),
    Agree(&'static str, Level, Option<&'static str>),
    Reopen(&'static str, &'static str),
    Park(&'static str),
    Propose(&'static str, &'static str, &'static str),
    Accept(usize),
    Reject(usize),
    Freeze(u8),
    Package(&'static str, &'static str),
    Delete(&'static str),
    Restore(&'static str),
    Move(&'static str, &'static str),
    Renumber,
    /// Anything else that can happen, on what the numbers choose of what stands.
    Make(acts::Make, usize, usize),
    Undo,
    Redo,
    /// Somebody changes the words in the file.
    Hand(&'static str, &'static str),
}

const IDS: [&str; 5] = ["a", "b", "c", "d", "e"];
const CODES: [&str; 5] = ["KAZ", "UZB", "AUT", "EU", "OSCE"];
const WORDS: [&str; 7] = [
    "Decides to act,",
    "Decides to act.",
    "Decides to act promptly:",
    "States shall act as in paragraph 2 above;",
    "States should act as in paragraph 2 above;",
    "决定 [采取行动 - KAZ]；",
    "يقرر أن يتصرف؛",
];

fn tries() -> impl Strategy<Value = Try> {
    let id = || prop::sample::select(IDS.to_vec());
    let code = || prop::sample::select(CODES.to_vec());
    let words = || prop::sample::select(WORDS.to_vec());
    let stance = prop::sample::select(Stance::WORDS.to_vec());
    let level = prop::sample::select(vec![Level::AdRef, Level::Informals, Level::Committee]);
    prop_oneof![
        4 => (id(), words()).prop_map(|(id, words)| Try::Words(id, words)),
        2 => (id(), words()).prop_map(|(id, words)| Try::Editorial(id, words)),
        1 => (id(), words()).prop_map(|(id, words)| Try::Carry(id, words)),
        7 => (code(), stance, id(), id()).prop_map(|(c, s, id, need)| Try::Stance(c, s, id, need)),
        1 => (code(), id()).prop_map(|(code, id)| Try::Unheard(code, id)),
        2 => code().prop_map(Try::Reconfirm),
        4 => (id(), level, prop::option::of(code())).prop_map(|(id, level, e)| Try::Agree(id, level, e)),
        1 => (id(), code()).prop_map(|(id, code)| Try::Reopen(id, code)),
        1 => id().prop_map(Try::Park),
        3 => (code(), id(), words()).prop_map(|(code, id, words)| Try::Propose(code, id, words)),
        2 => any::<prop::sample::Index>().prop_map(|at| Try::Accept(at.index(8))),
        1 => any::<prop::sample::Index>().prop_map(|at| Try::Reject(at.index(8))),
        1 => any::<u8>().prop_map(Try::Freeze),
        1 => (id(), id()).prop_map(|(a, b)| Try::Package(a, b)),
        1 => id().prop_map(Try::Delete),
        1 => id().prop_map(Try::Restore),
        1 => (id(), id()).prop_map(|(a, b)| Try::Move(a, b)),
        1 => Just(Try::Renumber),
        2 => Just(Try::Undo),
        1 => Just(Try::Redo),
        1 => (id(), words()).prop_map(|(id, words)| Try::Hand(id, words)),
        12 => (prop::sample::select(acts::Make::ALL.to_vec()), 0_usize..64, 0_usize..64)
            .prop_map(|(make, a, b)| Try::Make(make, a, b)),
    ]
}

/// What happens one after another: mostly anything, now and then what can only follow from what was before.
fn histories() -> impl Strategy<Value = Vec<Try>> {
    let chains = prop::sample::select(acts::Make::CHAINS.to_vec());
    let chain = (chains, 0_usize..64, 0_usize..64).prop_map(|(chain, a, b)| {
        let makes = chain.iter();
        makes.map(|make| Try::Make(*make, a, b)).collect()
    });
    // That a change of words was editorial is said of one on which somebody stood.
    let carried = (
        prop::sample::select(IDS.to_vec()),
        prop::sample::select(CODES.to_vec()),
    );
    let carried = carried.prop_map(|(id, code)| {
        vec![
            Try::Words(id, WORDS[0]),
            Try::Stance(code, "agree", id, id),
            Try::Words(id, WORDS[1]),
            Try::Carry(id, WORDS[0]),
        ]
    });
    let some = prop_oneof![12 => tries().prop_map(|one| vec![one]), 1 => chain, 1 => carried];
    prop::collection::vec(some, 1..30).prop_map(|all| all.concat())
}

fn start(rule: &str) -> Workspace {
    workspace(&format!(
        "members KAZ UZB AUT\nobservers OSCE\ngroup EU AUT\nrule {rule}\n\
         a operative 1 | Decides to act:\nb item:1 (a) | Words of b;\nc item:2 (i) | Words of c;\n\
         d operative 2 | Words of d, as in paragraph 1 above.\ne operative 3 | Words of e."
    ))
}

fn code(said: &str) -> Code {
    said.parse().unwrap()
}

fn pending(ws: &Workspace, nth: usize) -> Option<Arc<Proposal>> {
    let mut pending = ws.proposals.values().filter(|p| p.is_pending());
    pending.nth(nth).cloned()
}

/// The change that is tried, where it can be put in words at all.
fn change(ws: &Workspace, tried: &Try, nth: usize) -> Option<Change> {
    let words = |name: &str| ws.words(id(name));
    Some(match tried {
        Try::Words(name, text) => Change::SetText {
            language: ws.header.original,
            paragraph: id(name),
            text: (*text).to_owned(),
            base: words(name)?,
            cites: Vec::new(),
        },
        Try::Editorial(name, text) => Change::Editorial {
            paragraph: id(name),
            text: (*text).to_owned(),
            base: words(name)?,
        },
        Try::Carry(name, from) => Change::Carry {
            paragraph: id(name),
            from: (*from).into(),
            to: words(name)?,
        },
        Try::Stance(by, stance, on, need) => {
            let stance = Stance::from_word(stance, vec![id(need)], None)?;
            Change::SetPosition {
                delegation: code(by),
                paragraph: id(on),
                position: Some(Position::new(stance, words(on)?)),
            }
        }
        Try::Unheard(by, on) => Change::SetPosition {
            delegation: code(by),
            paragraph: id(on),
            position: None,
        },
        Try::Reconfirm(by) => {
            let queue = ws.to_reconfirm(code(by)).into_iter();
            let own = queue.filter(|waiting| waiting.via.is_none());
            Change::Reconfirm {
                delegation: code(by),
                paragraphs: own.map(|w| (w.paragraph, w.now)).collect(),
            }
        }
        Try::Agree(name, level, except) => Change::Agree {
            paragraph: id(name),
            agreement: Agreement {
                level: *level,
                on: words(name)?,
                chapeau: None,
                carried: None,
                at: None,
                by: None,
                meeting: None,
                except: except.iter().map(|said| code(said)).collect(),
                reopened: None,
                lifted: Vec::new(),
                bracketed: false,
            },
        },
        Try::Reopen(name, by) => Change::Reopen {
            paragraph: id(name),
            reopening: Reopening {
                by: code(by),
                at: None,
                reason: "new instructions".into(),
            },
        },
        Try::Park(name) => Change::Park {
            paragraph: id(name),
            parking: (!ws.parked.contains_key(&id(name))).then(Parking::default),
        },
        Try::Propose(by, on, text) => {
            let target = ws.original()?.get(id(on))?;
            let mut proposal = Proposal::new(
                Id::from_random(1_000_000 + nth as u64),
                id(on),
                target.text(),
                Wanted::Words((*text).into()),
            );
            proposal.by = vec![code(by)];
            Change::Propose {
                proposals: vec![Arc::new(proposal)],
            }
        }
        Try::Accept(nth) => {
            let proposal = pending(ws, *nth)?;
            Change::Accept {
                paragraph: proposal.target,
                proposal: proposal.id,
                parts: Vec::new(),
                base: ws.words(proposal.target)?,
            }
        }
        Try::Reject(nth) => {
            let proposal = pending(ws, *nth)?;
            Change::Reject {
                paragraph: proposal.target,
                proposal: proposal.id,
            }
        }
        Try::Freeze(number) => Change::Freeze {
            label: format!("rev-{number}").parse::<VersionLabel>().ok()?,
        },
        Try::Package(a, b) => Change::SetPackage {
            name: "deal".into(),
            package: (a != b).then(|| Package {
                name: "deal".into(),
                paragraphs: vec![id(a), id(b)],
                note: None,
            }),
        },
        Try::Delete(name) => Change::Delete {
            paragraph: id(name),
        },
        Try::Restore(name) => Change::Restore {
            paragraph: id(name),
        },
        Try::Move(name, after) => Change::Move {
            paragraph: id(name),
            after: (name != after).then(|| id(after)),
        },
        Try::Renumber => Change::Renumber {
            base: crate::edit::numbered::state(ws),
        },
        Try::Make(make, a, b) => return acts::make(ws, *make, (*a, *b), nth),
        Try::Undo | Try::Redo | Try::Hand(..) => return None,
    })
}

/// Somebody changes words in the file, without the program.
fn by_hand(ws: &Workspace, name: &str, text: &str) -> Option<Touch> {
    let before = ws.original()?.get(id(name))?.clone();
    let after = Arc::new(before.with_text(text));
    (before != after).then_some(Touch::Put {
        language: ws.header.original,
        before,
        after,
    })
}

/// What stands, asked of the simplest code that could answer.
fn check(ws: &Workspace) -> Result<(), TestCaseError> {
    let consensus = ws.consensus();
    let document = ws.original().unwrap();
    let chapeaux = document.chapeaux();
    for (at, p) in document.paragraphs.iter().enumerate() {
        let mut over: Vec<&str> = Vec::new();
        let mut next = chapeaux[at];
        while let Some(above) = next {
            over.insert(0, document.paragraphs[above].text());
            next = chapeaux[above];
        }
        let now = Footing {
            words: Digest::of(p.text()),
            chapeau: (!over.is_empty()).then(|| Digest::of(&over.join("\n"))),
        };
        let given = |on: Digest, chapeau: Option<Digest>| {
            on == now.words && (chapeau.is_none() || chapeau == now.chapeau)
        };
        let standing = &consensus.paragraphs[at];
        if standing.status.is_agreed() {
            let last = ws.agreements[&p.id].last().unwrap();
            prop_assert!(last.reopened.is_none() && given(last.on, last.chapeau));
        }
        for delegation in &ws.header.delegations {
            let Some(held) = ws.standing(delegation.code, p) else {
                continue;
            };
            let position = held.position;
            let valid = given(position.on, position.chapeau);
            prop_assert_eq!(!held.stale, valid || position.stance == Stance::Absent);
            if !valid && position.stance.is_on_words() {
                prop_assert!(!standing.blocking.contains(&delegation.code));
                let queue = ws.to_reconfirm(delegation.code);
                prop_assert!(queue.iter().any(|waiting| waiting.paragraph == p.id));
            }
        }
        if ws.header.rule == Rule::Consensus && standing.readiness == Readiness::Clear {
            prop_assert!(standing.blocking.is_empty() && standing.stale.is_empty());
        }
    }
    for (sum, delegation) in consensus.delegations.iter().zip(&ws.header.delegations) {
        let counted = document.paragraphs.iter().zip(document.counted());
        let counted = counted.filter(|(_, counted)| *counted);
        let said: Vec<&str> = counted
            .map(|(p, _)| match ws.standing(delegation.code, p) {
                None => "unheard",
                Some(standing) if standing.stale => "stale",
                Some(standing) => standing.position.stance.word(),
            })
            .collect();
        let count = |word: &str| said.iter().filter(|one| **one == word).count();
        prop_assert_eq!((sum.unheard, sum.stale), (count("unheard"), count("stale")));
        for word in Stance::WORDS {
            prop_assert_eq!(sum.of(word), count(word));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(crate::text::samples::cases())]

    #[test]
    fn a_history_never_shows_what_was_not_agreed_and_is_taken_back_whole(
        tries in histories(),
        rule in prop::sample::select(Rule::ALL.to_vec()),
    ) {
        let start = start(rule.1);
        let mut ws = start.clone();
        let mut live = LiveConsensus::new(&ws);
        let mut history = History::default();
        // What was written, in order, and what stood before each step that can be undone.
        let mut hands: Vec<Vec<Touch>> = Vec::new();
        let mut states: Vec<Workspace> = Vec::new();
        for (nth, tried) in tries.iter().enumerate() {
            let before = ws.clone();
            match tried {
                Try::Undo | Try::Redo => {
                    let step = match tried {
                        Try::Undo => history.to_undo(),
                        _ => history.to_redo(),
                    };
                    let change = step.map(super::super::super::history::Step::change);
                    if let Some(applied) = change.and_then(|change| apply(&ws, &change, &stamp()).ok()) {
                        ws = applied.workspace;
                        if matches!(tried, Try::Undo) {
                            history.undid();
                            // All is as it was, but that words that come back do not make silence run again.
                            let mut then = states.pop().unwrap();
                            let silent = |touch: &Touch| matches!(
                                touch, Touch::Proceeding { after: Some(one), .. } if one.sort() == Sort::Silence
                            );
                            if hands.iter().flatten().any(silent) {
                                then.proceedings = ws.proceedings.clone();
                            }
                            prop_assert_eq!(&ws, &then);
                        } else {
                            history.redid();
                            states.push(before.clone());
                        }
                        hands.push(applied.touches);
                    }
                }
                // What is done outside is no step of the session, and is taken back in its turn below.
                Try::Hand(name, text) => {
                    if let Some(touch) = by_hand(&ws, name, text) {
                        touch.write(&mut ws).unwrap();
                        hands.push(vec![touch]);
                        history = History::default();
                        states.clear();
                    }
                }
                tried => {
                    let applied = change(&ws, tried, nth).and_then(|c| apply(&ws, &c, &stamp()).ok());
                    if let Some(applied) = applied.filter(|applied| !applied.touches.is_empty()) {
                        history.did(&applied);
                        states.push(before.clone());
                        ws = applied.workspace;
                        // Each act is taken back by itself too.
                        let mut back = ws.clone();
                        for touch in applied.touches.iter().rev() {
                            touch.inverse().write(&mut back).unwrap();
                        }
                        prop_assert_eq!(&back, &before, "{:?}", tried);
                        hands.push(applied.touches);
                    }
                }
            }
            check(&ws)?;
            live.follow(&before, &ws);
            prop_assert_eq!(live.state(), &ws.consensus(), "{:?}", tried);
        }
        for touches in hands.iter().rev() {
            for touch in touches.iter().rev() {
                touch.inverse().write(&mut ws).unwrap();
            }
        }
        prop_assert_eq!(ws, start);
    }
}

/// A kind of change that no history tries is none that the law above speaks of.
#[test]
fn histories_have_every_kind_of_change_in_them() {
    let mut runner = TestRunner::deterministic();
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for _ in 0..600 {
        let tries = histories().new_tree(&mut runner).unwrap().current();
        let mut ws = start("consensus");
        let mut history = History::default();
        for (nth, tried) in tries.iter().enumerate() {
            let step = match tried {
                Try::Undo => history.to_undo().map(crate::edit::Step::change),
                tried => change(&ws, tried, nth),
            };
            let Some(step) = step else { continue };
            let Ok(applied) = apply(&ws, &step, &stamp()) else {
                continue;
            };
            if applied.touches.is_empty() {
                continue;
            }
            done.insert(acts::kind(&step));
            match tried {
                Try::Undo => history.undid(),
                _ => history.did(&applied),
            }
            ws = applied.workspace;
        }
    }
    let missing: Vec<&&str> = acts::KINDS
        .iter()
        .filter(|kind| !done.contains(**kind))
        .collect();
    assert!(missing.is_empty(), "no history has {missing:?} in it");
}
