//! `edit`: other words for a paragraph, given, read from a file, or written in an editor.

use std::fs;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use clap::Args;

use super::context::{Context, Desk};
use super::editor;
use super::exit::{Exit, Failure};
use super::find;
use super::json::Edited;
use super::out::{Look, say};
use crate::compare::{Holders, Kept, kept_words, merge_words};
use crate::edit::Change;
use crate::model::{Id, Paragraph, Workspace};
use crate::text::{Digest, Language, clean_paragraph};

/// Change the words of a paragraph
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur edit \"5 bis\"                              opens $VISUAL or $EDITOR
  rapporteur edit \"5 bis\" ashgabat --text \"Calls upon all States …;\"
  rapporteur edit 5 --text-file new.txt --expect 3f9c1a2
  rapporteur edit 5 --text-file new.txt --expect 3f9c1a2 --merge
  rapporteur edit 5 --text-file new.txt --editorial      a comma: whoever agreed still does
  rapporteur edit 5 --editorial                          the change that was made was editorial
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
    /// If they did change, merge your words with those that stand; conflicts are saved in brackets
    #[arg(long, requires = "expect")]
    merge: bool,
    /// The change is editorial, and whoever agreed is carried along: spelling, punctuation, a number in a reference. Without
    /// new words, the last change counts as editorial
    #[arg(long, conflicts_with = "merge")]
    editorial: bool,
    /// In which language; else the original
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
}

pub(super) fn run(args: &EditArgs, context: &mut Context) -> Result<Exit, Failure> {
    let mut given = match (&args.text, &args.text_file) {
        (None, None) => None,
        (text, file) => Some(given_text(text.as_deref(), file.as_deref())?),
    };
    let mut desk = context.work(args.dir.as_deref().map(Path::new))?;
    let workspace = desk.workspace();
    let id = find::paragraph(workspace, &args.paragraph)?;
    let language = args.language.unwrap_or(workspace.header.original);
    if args.editorial && language != workspace.header.original {
        return Err(Failure::new(
            "positions are on the original: a change of a translation carries nothing",
        )
        .hint("leave out `--editorial`"));
    }
    if args.editorial && given.is_none() {
        return carry(id, context, &mut desk);
    }
    let before = find::paragraph_in(workspace, Some(language), id)?.clone();
    let name = find::draft(workspace, None).map(|d| find::name(d, id))?;
    let mut exit = Exit::Done;
    if let Some(expect) = &args.expect
        && let Err(failure) = expect.expect(before.digest(), &name)
    {
        let Some(own) = given.as_deref().filter(|_| args.merge) else {
            return Err(failure.or("to save both, merged, add `--merge`"));
        };
        let (merged, found) = meet(&desk, expect, (&before, &name), own)?;
        exit = Exit::found(found > 0);
        if !context.is_json() {
            context.out.paragraph(Look::Plain, 0, &merged);
        }
        given = Some(merged);
    }
    let edit = Edit {
        language,
        id,
        base: before.digest(),
        editorial: args.editorial,
    };
    match given {
        Some(text) => edit.commit(&text, context, &mut desk)?,
        None => {
            if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
                return Err(
                    Failure::new("no new words, and no terminal to open an editor on").hint(
                        "give them with `--text` or `--text-file` (- for the standard input)",
                    ),
                );
            }
            let about = [format!(
                "{name} · {} · {}",
                before.role.word(),
                language.name()
            )];
            match editor::edit(before.text(), &about).map_err(Failure::new)? {
                Some(text) => edit.commit_or_keep(&text, context, &mut desk)?,
                None => edit.report(&name, false, context, desk.workspace()),
            }
        }
    }
    Ok(exit)
}

/// Words that were made of those with a digest, merged with those that stand; and how many conflicts are in brackets.
fn meet(
    desk: &Desk,
    expect: &find::Prefix,
    (stands, name): (&Paragraph, &str),
    own: &str,
) -> Result<(String, usize), Failure> {
    let base = desk.store.words_with(stands.id, expect.as_str());
    let base = base.ok_or_else(|| {
        Failure::new(format!(
            "the words of {name} changed, and those that yours were made of are not in the record: nothing was written"
        ))
        .hint(format!("look at them with `rapporteur show {name}`, and do it again"))
    })?;
    let own = clean_paragraph(own);
    let parties = desk.workspace().header.party_names();
    let names = Holders {
        parties: &parties,
        ..Holders::default()
    };
    let merged = merge_words(&base, &own, stands.text(), names);
    let many = merged.conflicts.len();
    let what = match many {
        0 => {
            format!("{name} was changed by somebody else, in other places: both changes are saved")
        }
        1 => format!(
            "{name} was changed by somebody else in the same place: both stand in brackets, yours first"
        ),
        _ => format!(
            "{name} was changed by somebody else, {many} times in the same place: both stand in brackets, yours first"
        ),
    };
    say("merged", &what);
    Ok((merged.text, many))
}

/// Which words are to be changed.
struct Edit {
    language: Language,
    id: Id,
    base: Digest,
    editorial: bool,
}

impl Edit {
    /// As [`Self::commit`]; words that were written in an editor are kept when they cannot be saved.
    fn commit_or_keep(
        &self,
        text: &str,
        context: &mut Context,
        desk: &mut Desk,
    ) -> Result<(), Failure> {
        let Err(failure) = self.commit(text, context, desk) else {
            return Ok(());
        };
        let key = format!("{}/{}", self.language, self.id);
        let kept = desk.store.keep_unsaved(&key, Some(text));
        Err(match kept {
            Ok(Some(path)) => failure.hint(format!("your words are in {}", path.display())),
            Ok(None) | Err(_) => failure.hint(format!("your words were: {text}")),
        })
    }

    fn commit(&self, text: &str, context: &mut Context, desk: &mut Desk) -> Result<(), Failure> {
        let (paragraph, base, text) = (self.id, self.base, text.to_owned());
        let change = if self.editorial {
            Change::Editorial {
                paragraph,
                text,
                base,
            }
        } else {
            Change::SetText {
                language: self.language,
                paragraph,
                text,
                base,
                cites: Vec::new(),
            }
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
            crate::app::take::asked_again(workspace, self.id)
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

/// The last change of a paragraph counts as editorial: whoever stood on the words before it stands on those it has now.
fn carry(id: Id, context: &mut Context, desk: &mut Desk) -> Result<Exit, Failure> {
    let workspace = desk.workspace();
    let name = find::draft(workspace, None).map(|d| find::name(d, id))?;
    let now = find::paragraph_in(workspace, None, id)?.digest();
    let from = last_words(desk, id, now).ok_or_else(|| {
        Failure::new(format!(
            "nobody stands on earlier words of {name} that are kept: there is nothing to carry"
        ))
    })?;
    let change = Change::Carry {
        paragraph: id,
        from: from.into(),
        to: now,
    };
    let applied = context.commit(desk, &change)?;
    let edit = Edit {
        language: desk.workspace().header.original,
        id,
        base: now,
        editorial: true,
    };
    let changed = !applied.touches.is_empty();
    edit.report(&applied.title, changed, context, desk.workspace());
    Ok(Exit::Done)
}

/// The words of a paragraph before those it has, as the record tells it, else as a version has them.
fn last_words(desk: &Desk, id: Id, now: Digest) -> Option<String> {
    let workspace = desk.workspace();
    let (events, _) = desk.record();
    let mut before: Vec<Digest> = events
        .iter()
        .rev()
        .filter(|event| event.paragraph == Some(id))
        .filter_map(|event| event.digest)
        .collect();
    let versions = workspace.versions.iter().rev();
    let original = workspace.header.original;
    before.extend(versions.filter_map(|v| Some(v.documents.get(&original)?.get(id)?.digest())));
    let stands = |on: &Digest| {
        let given = workspace.positions.values();
        let mut given = given.filter_map(|held| held.get(&id));
        let agreed = workspace.agreements.get(&id);
        let agreed = agreed.and_then(|all| all.last());
        given.any(|p| p.on == *on) || agreed.is_some_and(|a| a.reopened.is_none() && a.on == *on)
    };
    let on = before.into_iter().find(|on| *on != now && stands(on))?;
    let kept = desk.store.words_with(id, &on.to_string());
    kept_words(workspace, id, on, &Kept::new()).or(kept)
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
