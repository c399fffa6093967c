//! The ways to look at bracketed text, as options name them. What they do is [`crate::edit::lens`].

use std::ffi::OsStr;
use std::sync::Arc;

use clap::builder::{PossibleValue, TypedValueParser, ValueParserFactory};
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::exit::Failure;
use crate::edit::lens::{self, View};
use crate::model::{Document, Lens, Workspace};

/// Reads a lens: `clean`, `as:KAZ`.
#[derive(Clone)]
pub struct LensReader;

impl TypedValueParser for LensReader {
    type Value = Lens;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Lens, clap::Error> {
        let said = value.to_string_lossy();
        said.parse().map_err(|_error: crate::model::LensError| {
            let mut error = clap::Error::new(ErrorKind::InvalidValue).with_cmd(command);
            if let Some(argument) = argument {
                let name = ContextValue::String(argument.to_string());
                error.insert(ContextKind::InvalidArg, name);
            }
            let said = ContextValue::String(said.into_owned());
            error.insert(ContextKind::InvalidValue, said);
            let names = NAMES.map(|(name, _)| name.to_owned()).to_vec();
            error.insert(ContextKind::ValidValue, ContextValue::Strings(names));
            error
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let all = NAMES.map(|(name, help)| PossibleValue::new(name).help(help));
        Some(Box::new(all.into_iter()))
    }
}

const NAMES: [(&str, &str); 5] = [
    ("base", "As it was first issued: the first version"),
    ("brackets", "As it is, brackets and who holds them"),
    (
        "clean",
        "Without brackets and names: what the chair chose, and the first wording where it chose nothing",
    ),
    (
        "final",
        "As clean, but what nobody decided stays in brackets, and is said to be left",
    ),
    (
        "as:CODE",
        "As a delegation or group wants it: by its marks and with its proposals",
    ),
];

impl ValueParserFactory for Lens {
    type Parser = LensReader;

    fn value_parser() -> LensReader {
        LensReader
    }
}

/// A document through a lens, or why it cannot be seen so.
pub(crate) fn seen(
    lens: Lens,
    workspace: Option<&Workspace>,
    document: &Arc<Document>,
) -> Result<View, Failure> {
    lens::see(lens, workspace, document).map_err(|why| Failure::new(why.to_string()))
}
