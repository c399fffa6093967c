//! The words of `-h` and `--help` that are not made from the commands themselves.

use clap::Command;

/// The help of the program: one screen.
pub(super) const TEMPLATE: &str = "\
{before-help}rapporteur {version}: {about}

{usage-heading} {usage}

  look     show  status  brackets  diff  versions  history  log  audit  check
  find     search  paragraphs  verify  trace  lineage  landing
  write    edit  take  insert  add  move  split  join  delete  restore  merge  undo  label  role  note  title
  propose  propose  proposals  support  oppose  silent  restate  withdraw  accept  reject  compile  lift
  decide   bracket  resolve  position  reconfirm  package  whatif  agree  reopen  park  unpark  placement
           freeze  renumber
  meet     walk  present  private  silence  vote  adopt  statement  sponsor  corrigendum
  set up   new  import  export  open  library  generate

PARA is an id, a label (“5 bis”, OP5bis, PP3, “4(a)”) or a place (#7).
DIR is a workspace; without it, the current folder or its nearest parent that is one.
Without a command, the interface opens. Help on a command: rapporteur COMMAND --help

Options:
{options}{after-help}";

/// First what people do, then what there is.
pub(super) const EXAMPLES: &str = "\
Examples:
  rapporteur new ashgabat --title \"Final Document\" --language ru --delegation KAZ=Kazakhstan
  rapporteur import draft.txt --into ashgabat       bring in a text
  rapporteur ashgabat                               work on it in the terminal
  rapporteur show \"5 bis\"                           one paragraph, and where everybody stands
  rapporteur edit \"5 bis\" --text \"Calls upon all States …;\"
  rapporteur position \"5 bis\" KAZ agree             record a stance on the words as they stand
  rapporteur agree \"5 bis\" --level ad_ref --except IRN
  rapporteur freeze rev-1 && rapporteur diff rev-1 draft
  rapporteur status --format json | jq .counts
";

/// The command line with a line for each command behind the long help.
pub(super) fn completed(command: Command) -> Command {
    let mut lines = String::from("Commands:\n");
    for sub in command.get_subcommands() {
        let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
        lines.push_str(&format_args!("  {:<10}{about}\n", sub.get_name()).to_string());
    }
    lines.push_str(
        "\nExit codes: 0 done, 1 findings or differences, 2 an error.\n\
         Environment: RAPPORTEUR_USER (who acts), RAPPORTEUR_LIBRARIES (where libraries are), NO_COLOR, VISUAL, EDITOR; RAPPORTEUR_NOW and RAPPORTEUR_SEED\n\
         take the place of the clock and of chance, so that a run can be repeated.",
    );
    command.after_long_help(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::arguments;

    #[test]
    fn every_command_stands_in_the_short_help_and_nothing_else_does() {
        let listed: Vec<&str> = TEMPLATE
            .lines()
            .skip_while(|line| !line.starts_with("  look"))
            .take(8)
            .flat_map(|line| line.get(11..).unwrap_or_default().split_whitespace())
            .collect();
        let commands = arguments::commands();
        for command in &commands {
            assert!(listed.contains(&command.as_str()), "{command}");
        }
        assert_eq!(listed.len(), commands.len(), "{listed:?}");
    }

    #[test]
    fn every_command_says_what_it_does_and_gives_an_example() {
        for sub in arguments::definition().get_subcommands() {
            assert!(sub.get_about().is_some(), "{}", sub.get_name());
            let first = sub.get_before_long_help().map(ToString::to_string);
            let examples = first.unwrap_or_default();
            assert!(examples.starts_with("Examples:"), "{}", sub.get_name());
            assert!(examples.contains(sub.get_name()), "{}", sub.get_name());
        }
    }
}
