//! `open`: the arguments of the interface, checked. Opening it is the caller's part.

use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;

use super::arguments;
use super::exit::Failure;
use super::suggest::nearest;
use crate::model::Code;
use crate::text::Language;

/// Work on a text in the terminal
#[derive(Debug, Clone, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur                                        the workspace here, or a picker
  rapporteur open ashgabat
  rapporteur open ashgabat --as KAZ                 with what Kazakhstan keeps for itself
  rapporteur open ashgabat --keys 'jj/OSCE<enter>' --print --size 100x30
")]
pub struct OpenArgs {
    /// The workspace; without it the current folder, or a picker
    #[arg(value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// Keys to play without a terminal, as the key table writes them
    #[arg(long, value_name = "KEYS")]
    pub keys: Option<String>,
    /// Print the last frame as text and leave, without a terminal
    #[arg(long)]
    pub print: bool,
    /// Columns and rows of the frame that is printed
    #[arg(long, value_name = "COLUMNSxROWS", default_value = "100x30")]
    pub size: Size,
    /// Name of the theme
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    /// The name that goes into the record: that of `--user`
    #[arg(skip)]
    pub user: Option<String>,
    /// Speak for one delegation alone: its positions and proposals, and what it keeps for itself
    #[arg(long = "as", value_name = "CODE")]
    pub delegation: Option<Code>,
    /// Language of the text to open with
    #[arg(long, value_name = "LANG")]
    pub language: Option<Language>,
}

/// The size of a frame in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Columns, 1 to 1000.
    pub columns: u16,
    /// Rows, 1 to 1000.
    pub rows: u16,
}

impl FromStr for Size {
    type Err = String;

    fn from_str(said: &str) -> Result<Self, String> {
        let side = |side: &str| {
            side.trim()
                .parse::<u16>()
                .ok()
                .filter(|s| (1..=1000).contains(s))
        };
        let both = said
            .split_once(['x', 'X', '×'])
            .and_then(|(columns, rows)| {
                Some(Self {
                    columns: side(columns)?,
                    rows: side(rows)?,
                })
            });
        both.ok_or_else(|| "columns and rows from 1 to 1000, like 100x30".to_owned())
    }
}

/// The arguments, if the folder is there; a command that was mistyped looks like a folder.
pub(super) fn checked(args: OpenArgs) -> Result<OpenArgs, Failure> {
    let Some(dir) = args.dir.as_ref().filter(|dir| !dir.is_dir()) else {
        return Ok(args);
    };
    let said = dir.display().to_string();
    let commands = arguments::commands();
    let failure = Failure::new(format!("{said}: no such folder, and no such command"));
    let near = nearest(&said, commands.iter().map(String::as_str));
    Err(match near.first() {
        Some(near) => failure.hint(format!("did you mean `rapporteur {near}`?")),
        None => failure.hint("`rapporteur --help` says what there is"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        for (said, size) in [
            ("100x30", Some((100, 30))),
            ("80×24", Some((80, 24))),
            ("0x30", None),
            ("100", None),
            ("100x", None),
            ("99999x1", None),
        ] {
            let found: Option<Size> = said.parse().ok();
            assert_eq!(found.map(|s| (s.columns, s.rows)), size, "{said}");
        }
    }
}
