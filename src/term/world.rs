//! The world outside: time, name of the user, randomness, folders. Read here and nowhere below.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::cli::variable;
use crate::model::Moment;
use crate::text::{Digest, clean_paragraph};

/// Now, with the offset of this machine. A time in `RAPPORTEUR_NOW` that is none is the commands' to refuse.
pub(super) fn now() -> Moment {
    crate::cli::now().unwrap_or_else(|_refused| Moment::new(0, 0))
}

/// Random bits. `RAPPORTEUR_SEED` overrides them, for replays.
pub(super) fn random() -> u64 {
    match variable("RAPPORTEUR_SEED") {
        Some(seed) => Digest::of_bytes(seed.as_bytes())
            .as_bytes()
            .iter()
            .take(8)
            .fold(0, |bits, byte| bits << 8 | u64::from(*byte)),
        None => RandomState::new().build_hasher().finish(),
    }
}

/// The name that goes into the record.
pub(super) fn user(asked: Option<&str>) -> String {
    let set = || {
        ["RAPPORTEUR_USER", "USER", "LOGNAME"]
            .into_iter()
            .find_map(variable)
    };
    let name = clean_paragraph(&asked.map(str::to_owned).or_else(set).unwrap_or_default());
    if name.is_empty() {
        "unknown".to_owned()
    } else {
        name
    }
}

/// Where this program keeps its own state: recent workspaces, words that could not be saved elsewhere.
pub(super) fn state_dir() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    let base = strategy.state_dir().unwrap_or_else(|| strategy.data_dir());
    Some(base.join("rapporteur"))
}

/// Most workspaces that are remembered.
const REMEMBERED: usize = 20;

/// Workspaces that were opened before, the last one first.
pub(super) fn recent() -> Vec<PathBuf> {
    let Some(file) = state_dir().map(|dir| dir.join("recent")) else {
        return Vec::new();
    };
    let text = std::fs::read_to_string(file).unwrap_or_default();
    text.lines()
        .filter(|line| !line.is_empty())
        .map(PathBuf::from)
        .take(REMEMBERED)
        .collect()
}

/// Remembers a workspace. That it cannot be remembered is no reason to stop.
pub(super) fn remember(root: &Path) {
    let (Some(dir), Ok(root)) = (state_dir(), std::path::absolute(root)) else {
        return;
    };
    let mut all = recent();
    all.retain(|other| *other != root);
    all.insert(0, root);
    let lines = all
        .iter()
        .take(REMEMBERED)
        .map(|path| format!("{}\n", path.display()));
    if std::fs::create_dir_all(&dir).is_ok() {
        let _kept = std::fs::write(dir.join("recent"), lines.collect::<String>());
    }
}
