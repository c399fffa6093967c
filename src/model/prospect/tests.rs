use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::model::sketch::{self, id, workspace};
use crate::model::{Status, Workspace};

fn prospect(ws: &Workspace) -> Prospect {
    Prospect::new(ws, &ws.consensus())
}

fn made(said: &str) -> Move {
    let (by, paragraph) = said.split_once(' ').unwrap();
    Move {
        by: by.parse().unwrap(),
        paragraph: id(paragraph),
    }
}

fn told(moves: &[Move]) -> String {
    let told: Vec<String> = moves
        .iter()
        .map(|made| format!("{} {}", made.by, made.paragraph))
        .collect();
    told.join(", ")
}

const BASE: &str = "members KAZ UZB IRN AUT BEL\ngroup EU AUT BEL\n\
                    a paragraph | A.\nb paragraph | B.\nc paragraph | C.\n";

#[test]
fn a_move_clears_its_paragraph_and_those_that_wait_for_it() {
    for (sketch, moves, gains, rest) in [
        ("@ IRN oppose a", "IRN a", "a", "document"),
        (
            "@ IRN oppose a\n@ KAZ reserve a",
            "IRN a",
            "",
            "short a: KAZ; 1 left",
        ),
        (
            "@ IRN oppose a\n@ KAZ agree_if b : a",
            "IRN a",
            "a, b through a",
            "document",
        ),
        (
            "@ IRN oppose a\n@ KAZ agree_if b : a\n@ UZB agree_if c : a b",
            "IRN a",
            "a, b through a, c through a b",
            "document",
        ),
        ("@ EU oppose a\n@ IRN oppose c", "EU a", "a", "1 left"),
        ("@ EU oppose a", "AUT a", "", "short a: BEL; 1 left"),
        ("@ EU oppose a", "AUT a, BEL a", "a", "document"),
        (
            "@ IRN oppose a",
            "KAZ a",
            "",
            "idle KAZ a; short a: IRN; 1 left",
        ),
        // What it waits for is there to be agreed already: nothing new follows.
        ("@ KAZ agree_if a : b", "KAZ a", "", "document"),
        (
            "@ KAZ agree_if a : b\n@ IRN agree_if b : a",
            "KAZ a",
            "a, b through a",
            "document",
        ),
        ("@ KAZ agree_if a", "KAZ a", "a", "document"),
    ] {
        let ws = workspace(&format!("{BASE}{sketch}"));
        let moves: Vec<Move> = moves.split(", ").map(made).collect();
        let outcome = prospect(&ws).if_moved(&moves);
        let said: Vec<String> = outcome
            .gains
            .iter()
            .map(|gain| {
                let through: Vec<&str> = gain.through.iter().map(Id::as_str).collect();
                let through = through.join(" ");
                let through = if through.is_empty() {
                    through
                } else {
                    format!(" through {through}")
                };
                format!("{}{through}", gain.paragraph)
            })
            .collect();
        assert_eq!(said.join(", "), gains, "{sketch}");
        let mut told_rest = Vec::new();
        if !outcome.idle.is_empty() {
            told_rest.push(format!("idle {}", told(&outcome.idle)));
        }
        for (id, codes) in &outcome.short {
            let codes: Vec<&str> = codes.iter().map(Code::as_str).collect();
            told_rest.push(format!("short {id}: {}", codes.join(" ")));
        }
        told_rest.push(match outcome.left {
            0 => "document".to_owned(),
            left => format!("{left} left"),
        });
        assert_eq!(outcome.document, outcome.left == 0);
        assert_eq!(told_rest.join("; "), rest, "{sketch}");
    }
}

#[test]
fn a_move_closes_a_package_when_all_of_it_is_clear() {
    let ws = workspace(&format!(
        "{BASE}package deal a b\n@ IRN oppose a\n@ KAZ agree_if b : a"
    ));
    let outcome = prospect(&ws).if_moved(&[made("IRN a")]);
    assert_eq!(
        outcome.packages.iter().map(|p| &**p).collect::<Vec<_>>(),
        ["deal"]
    );
    let ws = workspace(&format!(
        "{BASE}package deal a b\n@ IRN oppose a\n@ KAZ oppose b"
    ));
    assert!(prospect(&ws).if_moved(&[made("IRN a")]).packages.is_empty());
}

#[test]
fn paragraphs_that_wait_for_each_other_are_a_knot() {
    let ws = workspace(&format!(
        "{BASE}@ KAZ agree_if a : b\n@ IRN agree_if b : a\n@ UZB agree_if c : a"
    ));
    let knots = prospect(&ws).knots();
    assert_eq!(knots.len(), 1);
    let ids: Vec<&str> = knots[0].paragraphs.iter().map(Id::as_str).collect();
    assert_eq!(ids, ["a", "b"]);
    let round: Vec<String> = knots[0]
        .round
        .iter()
        .map(|l| format!("{} {} if {}", l.by, l.paragraph, l.needs))
        .collect();
    assert_eq!(round, ["KAZ a if b", "IRN b if a"]);
    let alone = workspace(&format!("{BASE}@ KAZ agree_if a : a"));
    assert_eq!(prospect(&alone).knots()[0].round.len(), 1);
    let none = workspace(&format!("{BASE}@ KAZ agree_if a : b\n@ IRN agree_if b : c"));
    assert!(prospect(&none).knots().is_empty());
}

#[test]
fn the_fewest_moves_are_found() {
    for (sketch, sets) in [
        ("", vec![""]),
        (
            "@ IRN oppose a\n@ KAZ reserve b < Old.\n@ UZB agree c < Old.",
            vec!["IRN a, KAZ b, UZB c"],
        ),
        // One move of a group is one move.
        ("@ EU oppose a", vec!["EU a"]),
        ("@ EU oppose a\n@ BEL reserve a", vec!["BEL a, EU a"]),
        ("@ KAZ agree_if a : b\n@ IRN oppose b", vec!["IRN b"]),
        (
            "@ KAZ agree_if a : b\n@ IRN agree_if b : a",
            vec!["KAZ a", "IRN b"],
        ),
        (
            "@ KAZ agree_if a : b\n@ IRN agree_if b : c\n@ UZB agree_if c : a\n@ UZB agree_if b : a",
            vec!["KAZ a"],
        ),
        (
            "@ IRN oppose a\n= b informals except KAZ",
            vec!["IRN a, KAZ b"],
        ),
        (
            "rule majority\n@ KAZ agree a\n@ KAZ agree b\n@ KAZ agree c\n@ IRN oppose a\n@ EU oppose a",
            vec!["EU a"],
        ),
        (
            "rule consensus_minus_one\n@ KAZ oppose a\n@ IRN oppose a",
            vec!["KAZ a", "IRN a"],
        ),
    ] {
        let ws = workspace(&format!("{BASE}{sketch}"));
        let clearing = prospect(&ws).clearing(20);
        let said: BTreeSet<String> = clearing.sets.iter().map(|set| told(set)).collect();
        let sets: BTreeSet<String> = sets.into_iter().map(str::to_owned).collect();
        assert_eq!(said, sets, "{sketch}");
        assert!(clearing.exact && !clearing.more, "{sketch}");
    }
}

#[test]
fn what_no_moves_can_clear_is_said() {
    let ws = workspace("members KAZ UZB\nrule sc\na paragraph | A.");
    let clearing = prospect(&ws).clearing(1);
    assert_eq!(clearing.never, [id("a")]);
}

/// Every move that could matter, as somebody would list them who knows nothing of how it is computed.
fn all_moves(ws: &Workspace) -> Vec<Move> {
    let mut moves = BTreeSet::new();
    let consensus = ws.consensus();
    for standing in &consensus.paragraphs {
        let p = ws.original().unwrap().get(standing.id).unwrap();
        for delegation in ws.header.members() {
            let holding = ws.standing(delegation.code, p);
            let group = ws
                .header
                .groups
                .iter()
                .find(|g| g.binding && g.members.contains(&delegation.code));
            let by = match &holding {
                Some(standing) => standing.via.unwrap_or(delegation.code),
                None => group.map_or(delegation.code, |g| g.code),
            };
            moves.insert(Move {
                by,
                paragraph: standing.id,
            });
        }
        for code in ws
            .agreements
            .get(&standing.id)
            .into_iter()
            .flatten()
            .flat_map(|a| &a.except)
        {
            moves.insert(Move {
                by: *code,
                paragraph: standing.id,
            });
        }
    }
    moves.into_iter().collect()
}

/// The workspace after moves: positions recorded, what is clear gavelled without exception, until nothing more follows.
fn after(ws: &Workspace, moves: &[Move]) -> Workspace {
    let mut ws = ws.clone();
    for made in moves {
        let excepted = ws
            .agreements
            .get(&made.paragraph)
            .and_then(|all| all.last());
        let excepted = excepted.is_some_and(|last| last.except.contains(&made.by));
        if excepted {
            let all = std::sync::Arc::make_mut(&mut ws.agreements);
            all.get_mut(&made.paragraph)
                .unwrap()
                .last_mut()
                .unwrap()
                .except
                .retain(|code| *code != made.by);
        }
        sketch::add(&mut ws, &format!("@ {} agree {}", made.by, made.paragraph));
    }
    loop {
        let consensus = ws.consensus();
        let next = consensus
            .paragraphs
            .iter()
            .find(|p| p.readiness == Readiness::Clear && !p.status.is_agreed());
        match next.map(|p| p.id) {
            Some(id) => sketch::add(&mut ws, &format!("= {id} ad_ref")),
            None => return ws,
        }
    }
}

fn clear(ws: &Workspace) -> BTreeSet<Id> {
    let consensus = ws.consensus();
    let clear = consensus
        .paragraphs
        .iter()
        .filter(|p| p.readiness == Readiness::Clear);
    clear.map(|p| p.id).collect()
}

/// A small case: members, a group, three paragraphs, what was said.
fn case() -> impl Strategy<Value = Workspace> {
    let code = || prop::sample::select(vec!["KAZ", "UZB", "AUT", "BEL", "EU"]);
    let name = || prop::sample::select(vec!["a", "b", "c"]);
    let stance = prop::sample::select(vec![
        "agree", "flexible", "reserve", "oppose", "absent", "agree_if", "agree_if", "agree_if",
    ]);
    let old = prop::sample::select(vec!["", "", "", " < Old."]);
    let line = prop_oneof![
        8 => (code(), stance, name(), name(), name(), old).prop_map(|(code, stance, on, need, more, old)| {
            let needs = if stance == "agree_if" { format!(" : {need} {more}") } else { String::new() };
            format!("@ {code} {stance} {on}{needs}{old}")
        }),
        1 => name().prop_map(|on| format!("= {on} ad_ref")),
        1 => (name(), code()).prop_map(|(on, code)| format!("= {on} informals except {code}")),
    ];
    let rule = prop::sample::select(vec![
        "consensus",
        "consensus",
        "consensus",
        "consensus_minus_one",
        "unanimity",
        "majority",
        "two_thirds",
    ]);
    (rule, prop::collection::vec(line, 0..9)).prop_map(|(rule, lines)| {
        workspace(&format!(
            "members KAZ UZB AUT BEL\ngroup EU AUT BEL\nrule {rule}\n\
             a paragraph | A.\nb paragraph | B.\nc heading | C.\n{}",
            lines.join("\n")
        ))
    })
}

proptest! {
    #![proptest_config(crate::text::samples::cases())]

    #[test]
    fn what_follows_from_moves_is_what_would_happen(
        ws in case(),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 1..4),
    ) {
        let all = all_moves(&ws);
        let moves: Vec<Move> = picks.iter().map(|pick| all[pick.index(all.len())]).collect();
        let prospect = prospect(&ws);
        let outcome = prospect.if_moved(&moves);
        let idle = |made: &Move| outcome.idle.contains(made);
        // Who is not in the way is left out: a group that speaks where it need not might be heard by more than are counted.
        let real: Vec<Move> = moves.iter().filter(|made| !idle(made)).copied().collect();
        let (without, with) = (clear(&after(&ws, &[])), clear(&after(&ws, &real)));
        let gains: BTreeSet<Id> = outcome.gains.iter().map(|gain| gain.paragraph).collect();
        prop_assert_eq!(gains, with.difference(&without).copied().collect::<BTreeSet<Id>>());
    }

    #[test]
    fn the_smallest_sets_are_those_that_trying_all_finds(ws in case()) {
        let prospect = prospect(&ws);
        let clearing = prospect.clearing(10_000);
        let required: BTreeSet<Id> = [id("a"), id("b")].into();
        let does = |moves: &[Move]| required.is_subset(&clear(&after(&ws, moves)));
        let in_the_way: Vec<Move> = all_moves(&ws)
            .into_iter()
            .filter(|made| prospect.movers(made.paragraph).contains(&made.by))
            .collect();
        let mut best: Option<usize> = None;
        let mut sets: BTreeSet<BTreeSet<Move>> = BTreeSet::new();
        'size: for size in 0..=in_the_way.len().min(6) {
            for chosen in choices(in_the_way.len(), size) {
                let moves: Vec<Move> = chosen.iter().map(|at| in_the_way[*at]).collect();
                if does(&moves) {
                    best = Some(size);
                    sets.insert(moves.into_iter().collect());
                }
            }
            if best.is_some() {
                break 'size;
            }
        }
        let Some(best) = best else {
            prop_assert!(!clearing.never.is_empty() || clearing.at_least > 6);
            return Ok(());
        };
        prop_assert!(clearing.exact && !clearing.more);
        prop_assert_eq!(clearing.at_least, best);
        let found: BTreeSet<BTreeSet<Move>> =
            clearing.sets.iter().map(|set| set.iter().copied().collect()).collect();
        prop_assert_eq!(found.len(), clearing.sets.len());
        prop_assert_eq!(found, sets);
    }
}

/// All ways to choose so many of so many.
fn choices(of: usize, size: usize) -> Vec<Vec<usize>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for last in 0..of {
        for mut rest in choices(last, size - 1) {
            rest.push(last);
            all.push(rest);
        }
    }
    all
}

#[test]
fn what_is_gavelled_in_the_brute_force_is_agreed() {
    let ws = after(&workspace(BASE), &[]);
    assert!(
        ws.consensus()
            .paragraphs
            .iter()
            .all(|p| p.status == Status::AdRef)
    );
}
