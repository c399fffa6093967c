//! How a command ends: done, with something to report, or with an error that says what to do.

use std::fmt;
use std::path::Path;
use std::process::ExitCode;

use crate::edit::ChangeError;
use crate::model::{FindError, MomentError, NameError};
use crate::store::{CommitError, StoreError};
use crate::text::LanguageError;

/// How a command ended that did what it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done; exit code 0.
    Done,
    /// Done, and there are findings or differences; exit code 1.
    Found,
}

impl Exit {
    /// [`Exit::Found`] when there is something to report.
    pub(crate) fn found(any: bool) -> Self {
        if any { Self::Found } else { Self::Done }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::SUCCESS,
            Exit::Found => Self::from(1),
        }
    }
}

/// Why a command did not do what it was asked; exit code 2. One sentence, and what to do if that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    /// What is the matter, and where.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) hint: Option<String>,
}

impl Failure {
    /// A failure that says it all.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: None,
        }
    }

    /// The same failure, with what to do.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same failure, with another thing that can be done.
    pub(crate) fn or(mut self, more: &str) -> Self {
        self.hint = Some(match self.hint {
            Some(hint) => format!("{hint}\n{more}"),
            None => more.to_owned(),
        });
        self
    }

    /// The same failure of a file that people call otherwise.
    pub(crate) fn renamed(mut self, file: &str, name: &str) -> Self {
        let Some(rest) = self.message.strip_prefix(file) else {
            return self;
        };
        // Where something is wrong in it is said with the name of the file once more.
        let short = Path::new(file).file_name().unwrap_or_default();
        let place = rest
            .strip_prefix(": ")
            .and_then(|rest| rest.strip_prefix(&*short.to_string_lossy()))
            .and_then(|rest| rest.strip_prefix(':')?.split_once(' '));
        self.message = match place {
            Some((line, what)) => format!("{name}, line {line}: {what}"),
            None => format!("{name}{rest}"),
        };
        self
    }

    /// A file that cannot be read or written.
    pub(crate) fn file(path: &Path, what: &str, error: &std::io::Error) -> Self {
        Self::new(format!("{}: {what}: {error}", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "\n{hint}"),
            None => Ok(()),
        }
    }
}

macro_rules! from_errors {
    ($($error:ty),*) => {
        $(impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self::new(error.to_string())
            }
        })*
    };
}

from_errors!(
    StoreError,
    ChangeError,
    FindError,
    NameError,
    MomentError,
    LanguageError
);

impl From<CommitError> for Failure {
    fn from(error: CommitError) -> Self {
        let failure = Self::new(error.to_string());
        match error {
            CommitError::Broken(_) => failure
                .hint("put the file right by hand (`rapporteur check` says where), and try again"),
            CommitError::Disk(_) => {
                failure.hint("the files are as they were; make room or rights, and try again")
            }
            CommitError::Change(_) | CommitError::ReadOnly(_) => failure,
        }
    }
}
