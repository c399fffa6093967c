//! Questions about texts that need the disk besides: files to compare with, words that only the record keeps, pages to write.

use std::path::Path;

use crate::app::{Question, texts};
use crate::compare::{OnlyChanged, Sheet, missing};
use crate::convert::html::{self, Layout, Page};
use crate::model::Workspace;
use crate::store::Store;

/// Two sides compared.
pub(super) fn compared(
    store: &Store,
    workspace: &Workspace,
    question: &Question,
) -> Result<Sheet, String> {
    let kept = |workspace: &Workspace| store.earlier_words(&missing(workspace));
    texts::compared(workspace, question, &kept, &mut |path: &Path| {
        crate::cli::read_side(path)
    })
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
    let sheet = compared(store, workspace, question)?;
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
        .open(path)
        .and_then(|mut file| std::io::Write::write_all(&mut file, made.as_bytes()))
        .map_err(|error| format!("{}: {error}", path.display()))
}
