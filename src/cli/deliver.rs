//! Where the result of a command goes: to the standard output, or whole into a file.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use super::exit::Failure;
use super::out::Out;

/// What becomes of a file that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Present {
    /// It stays, and nothing is written.
    Keep,
    /// The new one takes its place.
    Replace,
}

/// Shows a text. A terminal gets it with everything made visible that could act, a file or pipe gets it byte for byte.
pub(crate) fn show(text: &str, out: &mut Out) {
    if io::stdout().is_terminal() {
        text.lines().for_each(|line| out.line(line));
    } else {
        out.own(text);
    }
}

/// Writes a file, whole or not at all: beside it first, for a full disk must not cost what stands there.
pub(crate) fn write(path: &Path, bytes: &[u8], present: Present) -> Result<(), Failure> {
    if present == Present::Keep && fs::symlink_metadata(path).is_ok() {
        return Err(
            Failure::new(format!("{}: is there already", path.display()))
                .hint("nothing was written: choose another file, or say `--force` to replace it"),
        );
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = folder.unwrap_or(Path::new(".")).join(name);
    let done = || -> io::Result<()> {
        let mut file = fs::File::create_new(&beside)?;
        file.write_all(bytes)?;
        if let Ok(kind) = fs::metadata(path) {
            file.set_permissions(kind.permissions())?;
        }
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    done().map_err(|error| {
        let _gone = fs::remove_file(&beside);
        Failure::file(path, "cannot be written", &error)
    })
}
