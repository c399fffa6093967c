//! `whatif`: what would become clear if somebody moved, and which are the fewest moves that clear the document.

use std::path::Path;

use clap::Args;

use super::context::Context;
use super::exit::{Exit, Failure};
use super::find;
use super::json::{GainOf, KnotOf, MoveOf, Prospects, SetOf, ShortOf};
use super::out::{Look, Out};
use super::package::{names, print_knots};
use crate::model::{Clearing, Code, Document, Id, Move, Outcome, Prospect};

/// Show what becomes clear if a delegation moves, or the fewest moves that clear the document
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur whatif IRN=6                  what becomes clear if Iran agrees to paragraph 6
  rapporteur whatif IRN=6 EU=\"7(b)\"        if both move
  rapporteur whatif ashgabat IRN=6         the same in another folder
  rapporteur whatif                        the smallest sets of moves that clear the document
  rapporteur whatif --sets 10 --format json

A move is one delegation or group that agrees to the words of one paragraph. It is supposed that the chair settles brackets
and gavels whatever is clear, so that conditions on it are met. Nothing is recorded.
")]
pub(super) struct WhatifArgs {
    /// The workspace, and who moves on which paragraph; without moves, the fewest
    #[arg(value_names = ["DIR", "CODE=PARA"])]
    said: Vec<String>,
    /// How many of the smallest sets to show
    #[arg(long, value_name = "N", default_value_t = 3)]
    sets: usize,
}

pub(super) fn run(args: &WhatifArgs, context: &mut Context) -> Result<Exit, Failure> {
    // A move has a sign of equality in it; what has none is a folder.
    let (moves, dirs): (Vec<&String>, Vec<&String>) =
        args.said.iter().partition(|said| said.contains('='));
    if let [_, second, ..] = dirs.as_slice() {
        return Err(Failure::new(format!("“{second}” is no move"))
            .hint("give who and where: `rapporteur whatif IRN=6`"));
    }
    let dir = dirs.first().map(Path::new);
    if let Some(said) = dir.filter(|dir| !dir.is_dir()) {
        return Err(Failure::new(format!(
            "“{}” is no move, and no such folder is here",
            said.display()
        ))
        .hint("give who and where: `rapporteur whatif IRN=6`"));
    }
    let desk = context.look(dir)?;
    let workspace = desk.workspace();
    let document = find::draft(workspace, None)?;
    let moves: Result<Vec<Move>, Failure> = moves
        .into_iter()
        .map(|said| {
            let (code, paragraph) = said.split_once('=').ok_or_else(|| {
                Failure::new(format!("“{said}” is no move"))
                    .hint("give who and where: `rapporteur whatif IRN=6`")
            })?;
            Ok(Move {
                by: find::party(workspace, code.trim())?,
                paragraph: find::paragraph(workspace, paragraph.trim())?,
            })
        })
        .collect();
    let moves = moves?;
    let prospect = Prospect::new(workspace, &workspace.consensus());
    let outcome = prospect.if_moved(&moves);
    let knots = prospect.knots();
    let clearing = moves.is_empty().then(|| prospect.clearing(args.sets));
    if context.is_json() {
        context.out.json(&Prospects {
            rule: workspace.header.rule.word(),
            moves: MoveOf::all(&moves),
            gains: outcome.gains.iter().map(GainOf::of).collect(),
            short: outcome.short.iter().map(|(id, by)| short(id, by)).collect(),
            idle: MoveOf::all(&outcome.idle),
            packages: outcome.packages.iter().map(|name| &**name).collect(),
            document: outcome.document,
            left: outcome.left,
            clearing: clearing.as_ref().map(set),
            knots: knots.iter().map(KnotOf::of).collect(),
        });
        return Ok(Exit::Done);
    }
    let out = &mut context.out;
    match &clearing {
        Some(clearing) => print_clearing(out, document, clearing),
        None => print_outcome(out, document, &moves, &outcome),
    }
    print_knots(out, document, &knots);
    Ok(Exit::Done)
}

fn short<'a>(id: &'a Id, by: &'a [Code]) -> ShortOf<'a> {
    ShortOf {
        paragraph: id.as_str(),
        by: by.iter().map(Code::as_str).collect(),
    }
}

fn set(clearing: &Clearing) -> SetOf<'_> {
    SetOf {
        sets: clearing.sets.iter().map(|set| MoveOf::all(set)).collect(),
        more: clearing.more,
        at_least: clearing.at_least,
        exact: clearing.exact,
        never: clearing.never.iter().map(Id::as_str).collect(),
    }
}

fn codes(of: &[Code]) -> String {
    let codes: Vec<&str> = of.iter().map(Code::as_str).collect();
    codes.join(", ")
}

fn print_outcome(out: &mut Out, document: &Document, moves: &[Move], outcome: &Outcome) {
    let told: Vec<String> = moves
        .iter()
        .map(|made| format!("{} on {}", made.by, find::name(document, made.paragraph)))
        .collect();
    out.text(Look::Strong, &format!("If {} moves", told.join(" and ")))
        .end();
    for made in &outcome.idle {
        let line = format!(
            "{} is not in the way of {}: that changes nothing",
            made.by,
            find::name(document, made.paragraph)
        );
        out.paragraph(Look::Plain, 2, &line);
    }
    for gain in &outcome.gains {
        let name = find::name(document, gain.paragraph);
        let line = if gain.through.is_empty() {
            format!("{name} becomes clear")
        } else {
            let through = names(document, &gain.through);
            format!("{name} becomes clear, once {through} is agreed")
        };
        out.paragraph(Look::Good, 2, &line);
    }
    for (id, by) in &outcome.short {
        let line = format!(
            "{} still waits for {}",
            find::name(document, *id),
            codes(by)
        );
        out.paragraph(Look::Warn, 2, &line);
    }
    for name in &outcome.packages {
        out.paragraph(Look::Good, 2, &format!("the package {name} can be closed"));
    }
    let line = if outcome.document {
        "nobody is in the way of the document then".to_owned()
    } else {
        let left = super::words::counted(outcome.left, "paragraph is", "paragraphs are");
        format!("{left} not clear then")
    };
    out.paragraph(Look::Plain, 2, &line);
}

fn print_clearing(out: &mut Out, document: &Document, clearing: &Clearing) {
    let moves = |n: usize| format!("{n} move{}", if n == 1 { "" } else { "s" });
    let first = clearing.sets.first().map(Vec::len).unwrap_or_default();
    for id in &clearing.never {
        let line = format!(
            "no moves clear {}: there are not enough members for the rule",
            find::name(document, *id)
        );
        out.text(Look::Bad, &line).end();
    }
    if first == 0 && clearing.never.is_empty() {
        out.line("Nobody is in the way of the document: what is left is the chair's.");
        return;
    }
    let line = if first == 1 {
        "one move clears the document".to_owned()
    } else if clearing.exact {
        format!("{} clear the document, and no fewer", moves(first))
    } else {
        format!(
            "{} clear the document; at least {} are needed, and fewer than {first} may do",
            moves(first),
            clearing.at_least
        )
    };
    out.text(Look::Strong, &line).end();
    let many = clearing.sets.len();
    for (nth, set) in clearing.sets.iter().enumerate() {
        if nth > 0 {
            out.text(Look::Faint, "  or").end();
        }
        for made in set {
            let line = format!("{} on {}", made.by, find::name(document, made.paragraph));
            out.paragraph(Look::Plain, 2, &line);
        }
    }
    if clearing.more {
        let line = format!("there may be more sets as small; {many} shown");
        out.paragraph(Look::Faint, 2, &line);
    }
}
