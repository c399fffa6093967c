//! `generate`: what packagers need: man pages and completions.

use clap::{Args, Subcommand};
use clap_complete::Shell;

use super::arguments;
use super::context::Context;
use super::exit::{Exit, Failure};

/// Make the man page or shell completions
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur generate man > rapporteur.1
  rapporteur generate completions bash > /etc/bash_completion.d/rapporteur
")]
pub(super) struct GenerateArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The man page
    Man,
    /// The table of keys, in Markdown
    Keys,
    /// The commands with their options, in Markdown
    Commands,
    /// Completions for a shell
    Completions {
        /// Which shell
        #[arg(value_name = "SHELL")]
        shell: Shell,
    },
}

pub(super) fn run(args: &GenerateArgs, context: &mut Context) -> Result<Exit, Failure> {
    // Written to memory first: a closed pipe is then met in one place.
    let mut made = Vec::new();
    match args.what {
        What::Man => man(&mut made).map_err(|error| Failure::new(error.to_string()))?,
        What::Keys => made.extend_from_slice(crate::app::command::keys_markdown().as_bytes()),
        What::Commands => made.extend_from_slice(commands().as_bytes()),
        What::Completions { shell } => {
            let mut definition = arguments::definition();
            clap_complete::generate(shell, &mut definition, "rapporteur", &mut made);
        }
    }
    context.out.own(&String::from_utf8_lossy(&made));
    Ok(Exit::Done)
}

/// A page for the manual: every command as `--help` shows it.
fn commands() -> String {
    let mut definition = arguments::definition();
    definition.build();
    let mut page = String::from(
        "# Commands\n\nMade by `rapporteur generate commands`. Everything that the terminal interface shows or changes is \
         reachable here.\nExit codes: 0 done, 1 findings or differences, 2 an error.\n",
    );
    for command in definition.get_subcommands_mut() {
        let name = command.get_name().to_owned();
        let help = command.render_long_help().to_string();
        let help: Vec<&str> = help.lines().map(str::trim_end).collect();
        page.push_str(
            &format_args!("\n## {name}\n\n```text\n{}\n```\n", help.join("\n").trim()).to_string(),
        );
    }
    page
}

/// One page for the program and all its commands.
fn man(made: &mut Vec<u8>) -> std::io::Result<()> {
    let mut definition = arguments::definition();
    definition.build();
    let page = clap_mangen::Man::new(definition.clone());
    page.render_title(made)?;
    page.render_name_section(made)?;
    page.render_synopsis_section(made)?;
    page.render_options_section(made)?;
    for command in definition.get_subcommands() {
        let name = command.get_name().to_owned();
        made.extend_from_slice(format!(".SH \"RAPPORTEUR {}\"\n", name.to_uppercase()).as_bytes());
        let page = clap_mangen::Man::new(command.clone());
        page.render_synopsis_section(made)?;
        page.render_description_section(made)?;
        page.render_options_section(made)?;
    }
    page.render_extra_section(made)
}
