//! `vote`: a roll call, on the whole text or on one paragraph.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::context::{Context, dir_and_para};
use super::edit::given_text;
use super::exit::{Exit, Failure};
use super::find;
use super::json::{VoteJson, VotesJson};
use super::out::{Look, say};
use crate::edit::{Act, Change};
use crate::model::{Ballot, Code, Majority, RollCall, VoteOutcome, Workspace};

/// Record a roll call, or show those there were
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur vote --yes KAZ,UZB,TKM --no IRN --abstain AZE         on the whole text
  rapporteur vote . \"5 bis\" --yes KAZ --no IRN                     a separate vote
  rapporteur vote --ballots roll-call.csv --majority two_thirds    lines of CODE,yes|no|abstain
  rapporteur vote --list --format json

Only members vote; who is not named did not. Those present and voting are those for and against: who abstains is not voting. As
many for as against is a tie, which carries nothing. The majority is that of the workspace's rule, else the simple one.
Exit code 1 says that the question was not carried.
")]
pub(super) struct VoteArgs {
    /// The workspace, or a paragraph of the one here; without a paragraph, the whole text
    #[arg(value_name = "DIR")]
    first: Option<String>,
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    second: Option<String>,
    /// Who voted for; may be repeated
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    yes: Vec<String>,
    /// Who voted against
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    no: Vec<String>,
    /// Who abstained
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    abstain: Vec<String>,
    /// A file with a line for each delegation: its code, a comma, what it voted; - for the standard input
    #[arg(long, value_name = "FILE")]
    ballots: Option<PathBuf>,
    /// Which majority carries it; else by the workspace's rule
    #[arg(long, value_name = "MAJORITY")]
    majority: Option<Majority>,
    /// Show the votes there were
    #[arg(long, conflicts_with_all = ["yes", "no", "abstain", "ballots", "majority"])]
    list: bool,
}

impl ValueEnum for Majority {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Simple, Self::TwoThirds, Self::SecurityCouncil]
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        let help = match self {
            Self::Simple => "More for than against",
            Self::TwoThirds => "Two for each one against",
            Self::SecurityCouncil => "Nine for, and no permanent member against",
        };
        Some(clap::builder::PossibleValue::new(self.word()).help(help))
    }
}

pub(super) fn run(args: &VoteArgs, context: &mut Context) -> Result<Exit, Failure> {
    let (dir, said) = dir_and_para(args.first.as_deref(), args.second.as_deref())?;
    let dir = dir.as_deref().map(Path::new);
    if args.list {
        return list(dir, said.as_deref(), context);
    }
    let mut desk = context.work(dir)?;
    let workspace = desk.workspace();
    let paragraph = said.map(|said| find::paragraph(workspace, &said));
    let paragraph = paragraph.transpose()?;
    let on = match paragraph {
        Some(id) => find::paragraph_in(workspace, None, id)?.digest(),
        None => find::draft(workspace, None)?.words(),
    };
    let ballots = ballots(args, workspace)?;
    let majority = args.majority.or(Majority::of_rule(workspace.header.rule));
    let stamp = context.stamp()?;
    let vote = RollCall {
        id: context.new_id(workspace),
        paragraph,
        on,
        majority: majority.unwrap_or_default(),
        ballots,
        at: Some(stamp.at),
        by: Some(stamp.actor.name),
        meeting: workspace.header.meeting.clone(),
    };
    if majority.is_none() {
        let rule = workspace.header.rule.word();
        say(
            "note",
            &format!(
                "the rule of the workspace is {rule}: counted by simple majority of those present and voting"
            ),
        );
    }
    let change = Change::Proceed(Box::new(Act::Vote(vote.clone())));
    let applied = context.commit(&mut desk, &change)?;
    if context.is_json() {
        context.out.json(&VoteJson::of(&applied.workspace, &vote));
    } else {
        line(&applied.workspace, &vote, context);
    }
    let carried = vote.outcome(&applied.workspace.header) == VoteOutcome::Carried;
    Ok(Exit::found(!carried))
}

/// What each delegation voted. Nobody votes twice.
fn ballots(args: &VoteArgs, workspace: &Workspace) -> Result<BTreeMap<Code, Ballot>, Failure> {
    let mut all: BTreeMap<Code, Ballot> = BTreeMap::new();
    let mut cast = |said: &str, ballot: Ballot| {
        let code = find::party(workspace, said)?;
        match all.insert(code, ballot) {
            Some(other) if other != ballot => Err(Failure::new(format!(
                "{code} voted {} and {}: a delegation votes once",
                other.word(),
                ballot.word()
            ))),
            _ => Ok(()),
        }
    };
    for (codes, ballot) in [
        (&args.yes, Ballot::Yes),
        (&args.no, Ballot::No),
        (&args.abstain, Ballot::Abstain),
    ] {
        for said in codes {
            cast(said, ballot)?;
        }
    }
    if let Some(file) = &args.ballots {
        let text = given_text(None, Some(file))?;
        for (nth, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let place = || format!("{}, line {}", file.display(), nth + 1);
            let parts = line.split_once([',', '\t', ';']);
            let ballot = parts.and_then(|(_, said)| Ballot::from_word(said.trim_matches('"')));
            match (parts, ballot) {
                (Some((code, _)), Some(ballot)) => {
                    let code = code.trim().trim_matches('"');
                    cast(code, ballot).map_err(|failure| {
                        Failure::new(format!("{}: {}", place(), failure.message))
                    })?;
                }
                // The first line may say what the columns are.
                _ if nth == 0 => {}
                _ => {
                    return Err(Failure::new(format!("{}: no ballot", place()))
                        .hint("write CODE,yes or CODE,no or CODE,abstain or CODE,not_voting"));
                }
            }
        }
    }
    Ok(all)
}

fn list(dir: Option<&Path>, said: Option<&str>, context: &mut Context) -> Result<Exit, Failure> {
    let desk = context.look(dir)?;
    let workspace = desk.workspace();
    let paragraph = said.map(|said| find::paragraph(workspace, said));
    let paragraph = paragraph.transpose()?;
    let mut votes = workspace.proceedings.votes();
    votes.retain(|vote| paragraph.is_none() || vote.paragraph == paragraph);
    if context.is_json() {
        let votes = votes.iter().map(|vote| VoteJson::of(workspace, vote));
        context.out.json(&VotesJson {
            votes: votes.collect(),
        });
        return Ok(Exit::Done);
    }
    if votes.is_empty() {
        context.out.line("nothing was voted on");
    }
    for vote in votes {
        line(workspace, vote, context);
    }
    Ok(Exit::Done)
}

/// A vote for people.
fn line(workspace: &Workspace, vote: &RollCall, context: &mut Context) {
    let tally = vote.tally(&workspace.header);
    let outcome = tally.outcome(vote.majority);
    let name = vote
        .paragraph
        .and_then(|id| Some(find::name(workspace.original()?, id)));
    let on = name.unwrap_or_else(|| "the text".to_owned());
    let look = match outcome {
        VoteOutcome::Carried => Look::Good,
        VoteOutcome::Rejected | VoteOutcome::Tied => Look::Bad,
    };
    let said = format!(
        "{} {on} {} by {}: {}",
        vote.id,
        outcome.word(),
        vote.majority.word().replace('_', " "),
        tally.phrase()
    );
    context.out.text(look, &said).end();
}
