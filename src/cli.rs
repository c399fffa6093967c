//! The command line: arguments in, the same calls that the interface makes, text or JSON out.
//!
//! One file a command. It reads the clock and the environment, and prints; it touches no file of a workspace itself,
//! and never says that something is done before the store said so. Exit codes: 0 done, 1 findings or differences,
//! 2 an error, said on the standard error.
//!
//! Where to start: [`start`], then the `context` that every command gets.

mod adopt;
mod agree;
mod arguments;
mod bracket;
mod brackets;
mod check;
mod compile;
mod context;
mod corrigendum;
mod decide;
mod deliver;
mod diff;
mod edit;
pub(crate) mod editor;
mod exit;
mod export;
mod find;
mod freeze;
mod gavel;
mod generate;
mod help;
mod history;
mod import;
mod insert;
mod json;
mod landing;
mod lens;
mod library;
mod lineage;
mod log;
mod merge;
mod new;
mod open;
mod out;
mod package;
mod paragraphs;
mod park;
mod placement;
mod position;
mod present;
mod private;
mod proposals;
mod propose;
mod reconfirm;
mod renumber;
mod reopen;
mod resolve;
mod search;
mod shelf;
mod show;
mod sides;
mod silence;
mod sourced;
mod sponsor;
mod stances;
mod statement;
mod status;
mod structure;
mod suggest;
mod take;
mod trace;
mod undo;
mod verify;
mod versions;
mod vote;
mod walk;
mod whatif;
mod words;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::edit::Voice;
use context::Context;
pub(crate) use context::{now, variable};
use exit::{Exit, Failure};
pub(crate) use library::{mend as mend_library, of_person as libraries};
pub use open::OpenArgs;
use out::{Colour, say};
pub use present::PresentStart;
pub(crate) use sides::read_side;
pub(crate) use stances::stances;

/// Today, as the clock of this place has it: `2010-06-24`.
pub fn today() -> String {
    context::now()
        .map(|now| now.minute().chars().take(10).collect())
        .unwrap_or_default()
}

/// What the program is to do after the arguments were read.
#[derive(Debug)]
pub enum Start {
    /// Open the interface.
    Open(OpenArgs),
    /// Open the room's screen.
    Present(PresentStart),
    /// Nothing more: the command was carried out.
    Done(ExitCode),
}

/// Reads the arguments, the name of the program first, and carries out whatever they ask for but the interface.
pub fn start(arguments: impl IntoIterator<Item = OsString>) -> Start {
    let arguments = arguments::with_open(arguments.into_iter().collect());
    let arguments = arguments::with_words_left_out(arguments);
    let cli = match arguments::parse(arguments) {
        Ok(cli) => cli,
        Err(code) => return Start::Done(code),
    };
    if let Command::Open(args) = cli.command {
        return match open::checked(args) {
            Ok(args) => Start::Open(OpenArgs {
                user: cli.globals.name,
                ..args
            }),
            Err(failure) => Start::Done(failed(&failure)),
        };
    }
    if let (Command::Present(args), Format::Text) = (&cli.command, cli.globals.format) {
        return match present::checked(args) {
            Ok(start) => Start::Present(start),
            Err(failure) => Start::Done(failed(&failure)),
        };
    }
    let mut context = Context::new(&cli.globals);
    let done = run(cli.command, &mut context);
    let code = match done {
        Ok(exit) => match context.out.write() {
            Ok(()) => ExitCode::from(exit),
            Err(error) => failed(&Failure::new(format!(
                "the output cannot be written: {error}"
            ))),
        },
        Err(failure) => failed(&failure),
    };
    Start::Done(code)
}

/// Says what went wrong, and gives the exit code for it.
fn failed(failure: &Failure) -> ExitCode {
    say("error", &failure.to_string());
    ExitCode::from(2)
}

/// A workbench for the people who write the final document of a conference
#[derive(Debug, Parser)]
#[command(name = "rapporteur", version, propagate_version = false)]
#[command(help_template = help::TEMPLATE, before_long_help = help::EXAMPLES)]
#[command(override_usage = "rapporteur [DIR]\n       rapporteur COMMAND …")]
#[command(disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    command: Command,
}

/// Options that every command takes.
#[derive(Debug, Args)]
pub(crate) struct Globals {
    /// How to give the result
    #[arg(long, global = true, value_name = "FORMAT", default_value = "text")]
    #[arg(hide_default_value = true)]
    format: Format,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    #[arg(hide_default_value = true)]
    color: Colour,
    /// Who acts, for the record; else `RAPPORTEUR_USER`, USER or LOGNAME
    #[arg(long = "user", global = true, value_name = "NAME")]
    name: Option<String>,
}

/// How a result is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Format {
    /// For people
    #[default]
    Text,
    /// One JSON value
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    Open(OpenArgs),
    New(new::NewArgs),
    Import(import::ImportArgs),
    Show(show::ShowArgs),
    Status(status::StatusArgs),
    Edit(edit::EditArgs),
    Add(structure::AddArgs),
    Move(structure::MoveArgs),
    Split(structure::SplitArgs),
    Join(structure::JoinArgs),
    Delete(structure::DeleteArgs),
    Restore(structure::RestoreArgs),
    Label(words::LabelArgs),
    Renumber(renumber::RenumberArgs),
    Role(words::RoleArgs),
    Note(words::NoteArgs),
    Title(words::TitleArgs),
    Position(position::PositionArgs),
    Agree(agree::AgreeArgs),
    Private(private::PrivateArgs),
    Reopen(reopen::ReopenArgs),
    Propose(propose::ProposeArgs),
    Proposals(proposals::ProposalsArgs),
    Support(decide::VoiceArgs),
    /// Record that a delegation opposes a proposal
    Oppose(decide::VoiceArgs),
    /// Take back what a delegation said of a proposal
    Silent(decide::VoiceArgs),
    Restate(propose::RestateArgs),
    Withdraw(decide::WithdrawArgs),
    Accept(decide::AcceptArgs),
    Reject(decide::RejectArgs),
    Compile(compile::CompileArgs),
    Lift(compile::LiftArgs),
    Bracket(bracket::BracketArgs),
    Resolve(resolve::ResolveArgs),
    Brackets(brackets::BracketsArgs),
    Reconfirm(reconfirm::ReconfirmArgs),
    Package(package::PackageArgs),
    Whatif(whatif::WhatifArgs),
    Park(park::ParkArgs),
    Unpark(park::UnparkArgs),
    Undo(undo::UndoArgs),
    Placement(placement::PlacementArgs),
    Silence(silence::SilenceArgs),
    Vote(vote::VoteArgs),
    Adopt(adopt::AdoptArgs),
    Statement(statement::StatementArgs),
    Sponsor(sponsor::SponsorArgs),
    Corrigendum(corrigendum::CorrigendumArgs),
    Walk(walk::WalkArgs),
    Present(present::PresentArgs),
    Freeze(freeze::FreezeArgs),
    Diff(diff::DiffArgs),
    Take(take::TakeArgs),
    Versions(versions::VersionsArgs),
    History(history::HistoryArgs),
    Merge(merge::MergeArgs),
    Export(export::ExportArgs),
    Search(search::SearchArgs),
    Verify(verify::VerifyArgs),
    Trace(trace::TraceArgs),
    Lineage(lineage::LineageArgs),
    Paragraphs(paragraphs::ParagraphsArgs),
    Landing(landing::LandingArgs),
    Insert(insert::InsertArgs),
    Library(library::LibraryArgs),
    Check(check::CheckArgs),
    Log(log::LogArgs),
    Audit(log::AuditArgs),
    Generate(generate::GenerateArgs),
}

fn run(command: Command, context: &mut Context) -> Result<Exit, Failure> {
    match command {
        // The interface is the caller's.
        Command::Open(_) => Ok(Exit::Done),
        Command::New(args) => new::run(&args, context),
        Command::Import(args) => import::run(&args, context),
        Command::Show(args) => show::run(&args, context),
        Command::Status(args) => status::run(&args, context),
        Command::Edit(args) => edit::run(&args, context),
        Command::Add(args) => structure::add(&args, context),
        Command::Move(args) => structure::shift(&args, context),
        Command::Split(args) => structure::split(&args, context),
        Command::Join(args) => structure::join(&args, context),
        Command::Delete(args) => structure::delete(&args, context),
        Command::Restore(args) => structure::restore(&args, context),
        Command::Label(args) => words::label(&args, context),
        Command::Renumber(args) => renumber::run(&args, context),
        Command::Role(args) => words::role(&args, context),
        Command::Note(args) => words::note(&args, context),
        Command::Title(args) => words::title(&args, context),
        Command::Position(args) => position::run(&args, context),
        Command::Agree(args) => agree::run(&args, context),
        Command::Private(args) => private::run(&args, context),
        Command::Reopen(args) => reopen::run(&args, context),
        Command::Propose(args) => propose::run(&args, context),
        Command::Proposals(args) => proposals::run(&args, context),
        Command::Support(args) => decide::speak(&args, Voice::Support, context),
        Command::Oppose(args) => decide::speak(&args, Voice::Oppose, context),
        Command::Silent(args) => decide::speak(&args, Voice::Silent, context),
        Command::Restate(args) => propose::restate(&args, context),
        Command::Withdraw(args) => decide::withdraw(&args, context),
        Command::Accept(args) => decide::accept(&args, context),
        Command::Reject(args) => decide::reject(&args, context),
        Command::Compile(args) => compile::compile(&args, context),
        Command::Lift(args) => compile::lift(&args, context),
        Command::Bracket(args) => bracket::run(&args, context),
        Command::Resolve(args) => resolve::run(&args, context),
        Command::Brackets(args) => brackets::run(&args, context),
        Command::Reconfirm(args) => reconfirm::run(&args, context),
        Command::Package(args) => package::run(&args, context),
        Command::Whatif(args) => whatif::run(&args, context),
        Command::Park(args) => park::run(&args, context),
        Command::Undo(args) => undo::run(&args, context),
        Command::Unpark(args) => park::unpark(&args, context),
        Command::Placement(args) => placement::run(&args, context),
        Command::Silence(args) => silence::run(&args, context),
        Command::Vote(args) => vote::run(&args, context),
        Command::Adopt(args) => adopt::run(&args, context),
        Command::Statement(args) => statement::run(&args, context),
        Command::Sponsor(args) => sponsor::run(&args, context),
        Command::Corrigendum(args) => corrigendum::run(&args, context),
        Command::Walk(args) => walk::run(&args, context),
        Command::Present(args) => present::run(&args, context),
        Command::Freeze(args) => freeze::run(&args, context),
        Command::Diff(args) => diff::run(&args, context),
        Command::Take(args) => take::run(&args, context),
        Command::Versions(args) => versions::run(&args, context),
        Command::History(args) => history::run(&args, context),
        Command::Merge(args) => merge::run(&args, context),
        Command::Export(args) => export::run(&args, context),
        Command::Search(args) => search::run(&args, context),
        Command::Verify(args) => verify::run(&args, context),
        Command::Trace(args) => trace::run(&args, context),
        Command::Lineage(args) => lineage::run(&args, context),
        Command::Paragraphs(args) => paragraphs::run(&args, context),
        Command::Landing(args) => landing::run(&args, context),
        Command::Insert(args) => insert::run(&args, context),
        Command::Library(args) => library::run(&args, context),
        Command::Check(args) => check::run(&args, context),
        Command::Log(args) => log::run(&args, context),
        Command::Audit(args) => log::audit(&args, context),
        Command::Generate(args) => generate::run(&args, context),
    }
}
