//! `edit`: other words for a paragraph, given, read from a file, or written in an editor.

use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;

use super::context::{Context, Desk, variable};
use super::exit::{Exit, Failure};
use super::find;
use super::json::Edited;
use super::out::say;
use crate::edit::Change;
use crate::model::{Id, Workspace};
use crate::text::{Digest, Language};

/// Change the words of a paragraph
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur edit \"5 bis\"                              opens $VISUAL or $EDITOR
  rapporteur edit \"5 bis\" ashgabat --text \"Calls upon all States …;\"
  rapporteur edit 5 --text-file new.txt --expect 3f9c1a2
  rapporteur edit 5 --language ru --text-file - < ru.txt

It says whose positions were given on other words, and must be asked again.
")]
pub(super) struct EditArgs {
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    paragraph: String,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// The new words
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    /// A file with the new words; - for the standard input
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    text_file: Option<PathBuf>,
    /// Refuse if the words changed from those with this digest
    #[arg(long, value_name = "DIGEST")]
    expect: Option<find::Prefix>,
    /// In which language; else the original
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
}

pub(super) fn run(args: &EditArgs, context: &mut Context) -> Result<Exit, Failure> {
    let given = match (&args.text, &args.text_file) {
        (None, None) => None,
        (text, file) => Some(given_text(text.as_deref(), file.as_deref())?),
    };
    let mut desk = context.work(args.dir.as_deref().map(Path::new))?;
    let workspace = desk.workspace();
    let id = find::paragraph(workspace, &args.paragraph)?;
    let language = args.language.unwrap_or(workspace.header.original);
    let before = find::paragraph_in(workspace, Some(language), id)?.clone();
    let name = find::draft(workspace, None).map(|d| find::name(d, id))?;
    if let Some(expect) = &args.expect {
        expect.expect(before.digest(), &name)?;
    }
    let edit = Edit {
        language,
        id,
        base: before.digest(),
    };
    match given {
        Some(text) => edit.commit(&text, context, &mut desk)?,
        None => {
            let mut page = Page::open(&id, before.text())?;
            match page.write_in_editor(before.text())? {
                // What was written is worth more than the file: it goes only once it is saved.
                Some(text) => match edit.commit(&text, context, &mut desk) {
                    Ok(()) => page.remove(),
                    Err(failure) => {
                        return Err(
                            failure.hint(format!("your words are in {}", page.path.display()))
                        );
                    }
                },
                None => {
                    page.remove();
                    edit.report(&name, false, context, desk.workspace());
                }
            }
        }
    }
    Ok(Exit::Done)
}

/// Which words are to be changed.
struct Edit {
    language: Language,
    id: Id,
    base: Digest,
}

impl Edit {
    fn commit(&self, text: &str, context: &mut Context, desk: &mut Desk) -> Result<(), Failure> {
        let change = Change::SetText {
            language: self.language,
            paragraph: self.id,
            text: text.to_owned(),
            base: self.base,
            cite: None,
        };
        let applied = context.commit(desk, &change)?;
        let changed = !applied.touches.is_empty();
        self.report(&applied.title, changed, context, desk.workspace());
        Ok(())
    }

    fn report(&self, title: &str, changed: bool, context: &mut Context, workspace: &Workspace) {
        let draft = workspace.draft(&self.language);
        let words = draft.and_then(|d| d.get(self.id)).map(|p| p.digest());
        let digest = words.unwrap_or(self.base);
        // Positions are on the original: other words in a translation leave them as they are.
        let stale = if self.language == workspace.header.original {
            stale_positions(workspace, self.id, digest)
        } else {
            Vec::new()
        };
        if context.is_json() {
            context.out.json(&Edited {
                id: self.id.to_string(),
                digest: digest.to_string(),
                stale,
            });
            return;
        }
        if !changed {
            context.out.line("nothing changed");
            return;
        }
        context
            .out
            .line(&format!("{title}, now {}", digest.short()));
        if !stale.is_empty() {
            let line = format!("to be asked again: {}", stale.join(", "));
            context.out.line(&line);
        }
    }
}

/// Delegations and groups whose position is on other words than these.
fn stale_positions(workspace: &Workspace, id: Id, words: Digest) -> Vec<String> {
    let positions = workspace.positions.iter();
    positions
        .filter(|(_, held)| held.get(&id).is_some_and(|p| p.is_stale(words)))
        .map(|(code, _)| code.to_string())
        .collect()
}

/// The words given on the command line, in a file, or on the standard input.
pub(super) fn given_text(text: Option<&str>, file: Option<&Path>) -> Result<String, Failure> {
    let Some(file) = file else {
        return Ok(text.unwrap_or_default().to_owned());
    };
    let bytes = if file == Path::new("-") {
        let mut bytes = Vec::new();
        let read = io::stdin().lock().read_to_end(&mut bytes);
        read.map(|_| bytes)
    } else {
        fs::read(file)
    };
    let bytes = bytes.map_err(|error| Failure::file(file, "cannot be read", &error))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::new(format!("{}: not UTF-8 at byte {at}", file.display()))
            .hint("convert it to UTF-8 first")
    })
}

/// A file in which a paragraph is written with an editor.
struct Page {
    path: PathBuf,
    program: Vec<String>,
}

impl Page {
    fn open(id: &Id, text: &str) -> Result<Self, Failure> {
        if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
            return Err(
                Failure::new("no new words, and no terminal to open an editor on")
                    .hint("give them with `--text` or `--text-file` (- for the standard input)"),
            );
        }
        let command = variable("VISUAL").or_else(|| variable("EDITOR"));
        let command = command.unwrap_or_else(|| "vi".to_owned());
        let program = shlex::split(&command)
            .filter(|words| !words.is_empty())
            .ok_or_else(|| {
                Failure::new(format!("the editor “{command}” cannot be understood"))
                    .hint("set EDITOR to a command, like `vim` or `code --wait`")
            })?;
        let path = std::env::temp_dir().join(format!("rapporteur-{id}-{}.txt", std::process::id()));
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options
            .open(&path)
            .and_then(|mut file| writeln!(file, "{text}"))
            .map_err(|error| Failure::file(&path, "cannot be written", &error))?;
        Ok(Self { path, program })
    }

    /// What was written; `None` when it is what stood there.
    fn write_in_editor(&mut self, before: &str) -> Result<Option<String>, Failure> {
        let (program, arguments) = self
            .program
            .split_first()
            .ok_or_else(|| Failure::new("no editor"))?;
        let status = Command::new(program)
            .args(arguments)
            .arg(&self.path)
            .status();
        let status = status.map_err(|error| {
            self.remove();
            Failure::new(format!("the editor {program} cannot be started: {error}"))
                .hint("set EDITOR to one that is installed, or give the words with `--text`")
        })?;
        let kept = || format!("what you wrote is in {}", self.path.display());
        if !status.success() {
            return Err(Failure::new(format!(
                "the editor {program} failed ({status}): nothing was saved"
            ))
            .hint(kept()));
        }
        let text = given_text(None, Some(&self.path)).map_err(|failure| failure.hint(kept()))?;
        let same = text.strip_suffix('\n').unwrap_or(&text) == before;
        Ok((!same).then_some(text))
    }

    fn remove(&self) {
        if let Err(error) = fs::remove_file(&self.path) {
            say(
                "note",
                &format!("{}: cannot be removed: {error}", self.path.display()),
            );
        }
    }
}
