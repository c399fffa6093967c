//! What was typed, made into a command: `open` where none is named, and help and usage errors printed.

use std::ffi::OsString;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::CommandFactory;

use super::{Cli, help};

/// Options of every command that take a value of their own.
const WITH_VALUE: [&str; 3] = ["--format", "--color", "--user"];
/// Options that are answered without a command.
const ANSWERED: [&str; 4] = ["-h", "--help", "-V", "--version"];

/// The arguments with `open` put in when they name no command.
pub(super) fn with_open(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let mut at = 1;
    let place = loop {
        let Some(argument) = arguments.get(at) else {
            break Some(at);
        };
        let said = argument.to_str().unwrap_or_default();
        if ANSWERED.contains(&said) {
            break None;
        }
        let joined = WITH_VALUE.iter().any(|option| {
            said.strip_prefix(option)
                .is_some_and(|rest| rest.starts_with('='))
        });
        if WITH_VALUE.contains(&said) {
            at += 2;
        } else if joined {
            at += 1;
        } else if is_command(said) {
            break None;
        } else {
            break Some(at);
        }
    };
    if let Some(place) = place {
        arguments.insert(place.min(arguments.len()), "open".into());
    }
    arguments
}

/// The arguments of a search with words that are to be left out, `-sanctions`, made an option: before any other word they
/// would be read as letters of options.
pub(super) fn with_words_left_out(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let said = |argument: &OsString| argument.to_str().map(str::to_owned);
    let command = arguments.iter().skip(1).filter_map(said);
    if command.into_iter().find(|said| is_command(said)).as_deref() != Some("search") {
        return arguments;
    }
    let own = arguments.iter_mut().skip(1);
    for argument in own.take_while(|argument| *argument != "--") {
        let word = argument.to_str().and_then(|said| said.strip_prefix('-'));
        let is_word =
            |word: &&str| word.starts_with(char::is_alphanumeric) && word.chars().nth(1).is_some();
        if let Some(word) = word.filter(is_word) {
            *argument = format!("--without={word}").into();
        }
    }
    arguments
}

/// The names of all commands.
pub(super) fn commands() -> Vec<String> {
    Cli::command()
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .collect()
}

fn is_command(said: &str) -> bool {
    !said.is_empty() && commands().iter().any(|name| name == said)
}

/// The command line as read; or help, the version or a usage error printed, and the exit code for it.
pub(super) fn parse(arguments: Vec<OsString>) -> Result<Cli, ExitCode> {
    let command = help::completed(Cli::command());
    let parsed = command
        .try_get_matches_from(arguments)
        .and_then(|matches| <Cli as clap::FromArgMatches>::from_arg_matches(&matches));
    parsed.map_err(|error| match error.print() {
        Err(failed) if failed.kind() != ErrorKind::BrokenPipe => {
            drop(std::io::stderr().write_all(b"error: the output cannot be written\n"));
            ExitCode::from(2)
        }
        _ => ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2)),
    })
}

/// The command line definition, for man pages and completions.
pub(super) fn definition() -> clap::Command {
    help::completed(Cli::command())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_is_what_is_meant_when_no_command_is_named() {
        for (said, meant) in [
            ("", "open"),
            ("ashgabat", "open ashgabat"),
            ("show", "show"),
            ("--format json show", "--format json show"),
            ("--format=json", "--format=json open"),
            ("--user show", "--user show open"),
            ("--keys jj --print", "open --keys jj --print"),
            ("--help", "--help"),
            ("--color never -V", "--color never -V"),
            ("./show", "open ./show"),
        ] {
            let arguments = std::iter::once("rapporteur").chain(said.split_whitespace());
            let found = with_open(arguments.map(Into::into).collect());
            let found: Vec<_> = found.iter().skip(1).filter_map(|a| a.to_str()).collect();
            assert_eq!(found.join(" "), meant);
        }
    }

    #[test]
    fn words_that_a_search_leaves_out_are_no_options() {
        for (said, meant) in [
            (
                "search -sanctions ceasefire --language en",
                "search --without=sanctions ceasefire --language en",
            ),
            (
                "--color never search women -hostilities",
                "--color never search women --without=hostilities",
            ),
            (
                "search -санкции женщины",
                "search --without=санкции женщины",
            ),
            ("search -h", "search -h"),
            ("search a -- -sanctions", "search a -- -sanctions"),
            ("diff -output search", "diff -output search"),
        ] {
            let arguments = std::iter::once("rapporteur").chain(said.split_whitespace());
            let found = with_words_left_out(arguments.map(Into::into).collect());
            let found: Vec<_> = found.iter().skip(1).filter_map(|a| a.to_str()).collect();
            assert_eq!(found.join(" "), meant);
        }
    }

    #[test]
    fn the_definition_holds() {
        Cli::command().debug_assert();
    }
}
