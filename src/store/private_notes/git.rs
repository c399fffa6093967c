//! Whether git would share the private folder: without running git, which a repository of somebody else could make run
//! programs of its own.
//!
//! Only what is plain is believed: a line that names the folder in `.gitignore` or in `info/exclude`, and no exception from it.
//! Where it cannot be told, the answer is no, with what to do.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::{FOLDER, PrivateError, name};
use crate::model::Code;

/// Refuses when git has the notes of a delegation, or would take them.
pub(super) fn guard(root: &Path, code: Code) -> Result<(), PrivateError> {
    let shared = |why: &str, hint: &str| PrivateError::Shared {
        path: FOLDER.to_owned(),
        why: why.to_owned(),
        hint: hint.to_owned(),
    };
    let root = fs::canonicalize(root).map_err(|source| PrivateError::Io {
        path: name(code),
        source,
    })?;
    if fs::symlink_metadata(root.join(FOLDER).join(".git")).is_ok() {
        return Err(shared(
            "it is a git repository of its own",
            "Take its .git away: what is pushed from it is no longer private",
        ));
    }
    let Some(repository) = Repository::around(&root) else {
        return Ok(());
    };
    let below = root.strip_prefix(&repository.tree).unwrap_or(Path::new(""));
    match repository.tracks(below) {
        Tracked::No => {}
        Tracked::Yes => {
            return Err(shared(
                "git tracks it",
                "Take it out with `git rm -r --cached private`; what was pushed is no longer private",
            ));
        }
        Tracked::CannotTell => {
            return Err(shared(
                "it cannot be told whether git tracks it",
                "Run `git update-index --no-split-index --index-version 2`, and try again",
            ));
        }
    }
    if repository.ignores(below) {
        return Ok(());
    }
    Err(shared(
        "git does not ignore it, so that the next `git add` would share it",
        "Write a line `private/` into the .gitignore of the workspace, and no exception from it",
    ))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tracked {
    No,
    Yes,
    CannotTell,
}

/// A git repository, as its files have it.
struct Repository {
    /// The work tree.
    tree: PathBuf,
    /// Where its index is.
    own: PathBuf,
    /// Where what all its work trees share is.
    common: PathBuf,
}

impl Repository {
    /// The repository that a folder lies in.
    fn around(folder: &Path) -> Option<Self> {
        let tree = folder
            .ancestors()
            .find(|at| fs::symlink_metadata(at.join(".git")).is_ok())?;
        let git = tree.join(".git");
        let own = if git.is_dir() {
            git
        } else {
            // A work tree or a submodule: the file says where the rest is.
            let said = fs::read_to_string(&git).unwrap_or_default();
            let path = said.strip_prefix("gitdir:").unwrap_or_default().trim();
            tree.join(path)
        };
        let common = fs::read_to_string(own.join("commondir"))
            .map_or_else(|_| own.clone(), |said| own.join(said.trim()));
        Some(Self {
            tree: tree.to_owned(),
            own,
            common,
        })
    }

    /// Whether the index names something in the private folder.
    fn tracks(&self, below: &Path) -> Tracked {
        let path = self.own.join("index");
        let index = match fs::read(&path) {
            Ok(index) => index,
            // Nothing was ever added.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Tracked::No,
            Err(_) => return Tracked::CannotTell,
        };
        let version = index
            .get(..8)
            .and_then(|head| head.strip_prefix(b"DIRC"))
            .and_then(|version| version.try_into().ok())
            .map(u32::from_be_bytes);
        // In these two every name is written out, so that looking for it finds it; it may find a longer one that ends alike,
        // and then refuses too much rather than too little.
        if !matches!(version, Some(2 | 3)) {
            return Tracked::CannotTell;
        }
        let has = |name: &[u8]| index.windows(name.len()).any(|window| window == name);
        let mut named = slashes(below);
        named.push_str(FOLDER);
        if has(format!("{named}/").as_bytes()) {
            Tracked::Yes
        } else if has(b"link\x00\x00\x00") {
            // The rest of the names is in another file.
            Tracked::CannotTell
        } else {
            Tracked::No
        }
    }

    /// Whether a plain line makes git pass over the private folder, or over one that it is in, and nothing is an exception.
    fn ignores(&self, below: &Path) -> bool {
        let mut folders: Vec<String> = vec![String::new()];
        for part in below.components() {
            if let (Component::Normal(part), Some(last)) = (part, folders.last()) {
                folders.push(format!("{last}{}/", part.to_string_lossy()));
            }
        }
        let private = format!("{}{FOLDER}", slashes(below));
        let mut ignored = false;
        let exclude = fs::read_to_string(self.common.join("info/exclude")).unwrap_or_default();
        let files = folders.iter().map(|folder| {
            let text = fs::read_to_string(self.tree.join(folder).join(".gitignore"));
            (folder.as_str(), text.unwrap_or_default())
        });
        let inside = fs::read_to_string(self.tree.join(&private).join(".gitignore"));
        if inside.is_ok_and(|text| text.lines().any(|line| line.starts_with('!'))) {
            return false;
        }
        for (folder, text) in std::iter::once(("", exclude)).chain(files) {
            for line in text.lines() {
                let line = line.trim_end();
                if line.starts_with('!') {
                    // An exception may bring it back: only one that plainly names something else may not.
                    if may_except(line, &private) {
                        ignored = false;
                    }
                    continue;
                }
                ignored |= passes_over(line, folder, &private);
            }
        }
        ignored
    }
}

/// A path with slashes, and one at its end unless it is empty.
fn slashes(path: &Path) -> String {
    let mut out = String::new();
    for part in path.components() {
        if let Component::Normal(part) = part {
            out.push_str(&part.to_string_lossy());
            out.push('/');
        }
    }
    out
}

/// Whether an exception may be one for the private folder: it has a wildcard, or names part of the way to it.
fn may_except(line: &str, private: &str) -> bool {
    let said = line.trim_start_matches('!').trim_matches('/');
    said.contains(['*', '?', '[', '\\'])
        || private
            .split('/')
            .any(|part| said.split('/').any(|s| s == part))
}

/// Whether a line of the `.gitignore` in `folder` plainly covers `private` or a folder that it is in.
fn passes_over(line: &str, folder: &str, private: &str) -> bool {
    let Some(rest) = private.strip_prefix(folder) else {
        return false;
    };
    // The whole of a folder, and all that is in one, come to the same.
    let said = line.strip_suffix("/**").or_else(|| line.strip_suffix("/*"));
    let said = said.unwrap_or(line).trim_end_matches('/');
    let (said, anywhere) = match said.strip_prefix("**/") {
        Some(said) => (said, true),
        None => (said, false),
    };
    if said.is_empty() || said.starts_with('#') || said.contains(['*', '?', '[', '\\']) {
        return false;
    }
    let parts: Vec<&str> = rest.split('/').collect();
    let bare = !said.contains('/');
    if bare || anywhere {
        // `private/*` is anchored by its slash: it is of this folder alone.
        let anchored = !anywhere && line.trim_end_matches('/').contains('/');
        let here = if anchored {
            parts.get(..1)
        } else {
            Some(parts.as_slice())
        };
        return here.is_some_and(|parts| parts.contains(&said));
    }
    let said = said.trim_start_matches('/');
    (1..=parts.len()).any(|many| {
        parts
            .get(..many)
            .is_some_and(|parts| parts.join("/") == said)
    })
}
