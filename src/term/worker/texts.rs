//! Questions about texts that need the disk besides: files to compare with, words that only the record keeps, pages to write.

use std::path::{Path, PathBuf};

use crate::app::texts::Before;
use crate::app::{Held, Question, Side, texts};
use crate::compare::{OnlyChanged, Sheet, missing};
use crate::convert::html::{self, Layout, Page};
use crate::model::{Code, Id, Workspace};
use crate::store::Store;

/// Two sides compared.
pub(super) fn compared(
    store: &Store,
    workspace: &Workspace,
    question: &Question,
    before: &mut Before,
) -> Result<Sheet, String> {
    let other = match (&question.a, &question.b) {
        (Side::Language(language), _) | (_, Side::Language(language)) => *language,
        _ => question.language,
    };
    let kept = |workspace: &Workspace| store.earlier_words(&missing(workspace));
    texts::compared(workspace, question, before, &kept, &mut |path: &Path| {
        crate::cli::read_side(&at_home(path), other)
    })
}

/// Every position that these had on a paragraph, with the words that it was on.
pub(super) fn stances(
    store: &Store,
    workspace: &Workspace,
    paragraph: Id,
    parties: &[Code],
) -> Vec<Held> {
    crate::cli::stances(store, workspace, paragraph, parties)
}

/// A path as people type it where no shell reads it: `~/` is the home of who types.
fn at_home(path: &Path) -> PathBuf {
    let home = std::env::var_os("HOME").filter(|home| !home.is_empty());
    match (path.strip_prefix("~"), home) {
        (Ok(rest), Some(home)) => PathBuf::from(home).join(rest),
        _ => path.to_owned(),
    }
}

/// The same as a page in a file that is not there yet.
pub(super) fn page(
    store: &Store,
    workspace: &Workspace,
    question: &Question,
    path: &Path,
    beside: bool,
    only: OnlyChanged,
) -> Result<(), String> {
    let sheet = compared(store, workspace, question, &mut Before::default())?;
    let page = Page {
        title: &workspace.header.title,
        layout: if beside {
            Layout::Beside
        } else {
            Layout::Inline
        },
        only,
    };
    let made = html::to_html(&[sheet], &page);
    std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(at_home(path))
        .and_then(|mut file| std::io::Write::write_all(&mut file, made.as_bytes()))
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => format!(
                "{}: is there already: nothing was written, choose another name",
                path.display()
            ),
            _ => format!("{}: {error}", path.display()),
        })
}
