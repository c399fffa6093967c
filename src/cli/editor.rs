//! Handing a text to `$EDITOR`.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::PathBuf;
use std::process::Command;

use super::context::variable;

/// What stands between the words and what explains them. Everything from it on is ignored.
const SCISSORS: &str = "# ------------------------ >8 ------------------------";

/// Lets the user's editor change a text. `None` when it comes back as it was.
///
/// # Errors
/// A sentence: there is no editor, it failed, or what it left cannot be read. The text is as it was.
pub(crate) fn edit(text: &str, context: &[String]) -> Result<Option<String>, String> {
    let command = command()?;
    let (program, arguments) = command
        .split_first()
        .ok_or("EDITOR is empty: set it to an editor")?;
    let folder = Folder::new()?;
    let file = folder.0.join("paragraph.txt");
    let mut lines =
        format!("{text}\n{SCISSORS}\n# Everything from the line above on is ignored.\n");
    for line in context {
        lines.push_str(&format_args!("# {line}\n").to_string());
    }
    let failed = |error: std::io::Error| format!("{}: {error}", file.display());
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&file)
        .and_then(|mut out| out.write_all(lines.as_bytes()))
        .map_err(failed)?;
    let status = Command::new(program)
        .args(arguments)
        .arg(&file)
        .status()
        .map_err(|error| {
            format!("{program}: {error}. Set EDITOR to an editor that is installed")
        })?;
    if !status.success() {
        return Err(format!(
            "{program} ended with {status}: the text is as it was"
        ));
    }
    let back = fs::read_to_string(&file).map_err(failed)?;
    let words = back
        .split(SCISSORS)
        .next()
        .unwrap_or_default()
        .trim_end_matches('\n');
    Ok((words != text).then(|| words.to_owned()))
}

/// `$VISUAL`, else `$EDITOR`, else `vi`, split as a shell would.
fn command() -> Result<Vec<String>, String> {
    let line = variable("VISUAL")
        .or_else(|| variable("EDITOR"))
        .unwrap_or_else(|| "vi".to_owned());
    shlex::split(&line).ok_or_else(|| format!("EDITOR is “{line}”: its quotes do not match"))
}

/// A folder that only its owner can enter, gone when this is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Self, String> {
        let base = std::env::temp_dir();
        for attempt in 0..16_u32 {
            let path = base.join(format!("rapporteur-{}-{attempt}", std::process::id()));
            match fs::DirBuilder::new().mode(0o700).create(&path) {
                Ok(()) => return Ok(Self(path)),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(format!("{}: {error}", path.display())),
            }
        }
        Err(format!(
            "{}: too many leftovers named rapporteur-…: remove them",
            base.display()
        ))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.0);
    }
}
