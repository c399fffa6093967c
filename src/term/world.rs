//! The world outside: time, name of the user, randomness, folders. Read here and nowhere below.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::model::Moment;

/// Now, with the offset of this machine. `RAPPORTEUR_NOW` overrides it, for replays.
pub(super) fn now() -> Moment {
    if let Some(fixed) = std::env::var("RAPPORTEUR_NOW")
        .ok()
        .and_then(|at| at.parse().ok())
    {
        return fixed;
    }
    let now = jiff::Timestamp::now();
    let offset = jiff::tz::TimeZone::system().to_offset(now);
    Moment::new(now.as_second(), offset.seconds())
}

/// Random bits. `RAPPORTEUR_SEED` overrides them, for replays.
pub(super) fn random() -> u64 {
    if let Some(fixed) = std::env::var("RAPPORTEUR_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
    {
        return fixed;
    }
    RandomState::new().build_hasher().finish()
}

/// The name that goes into the record.
pub(super) fn user(asked: Option<&str>) -> String {
    let from = |name: &str| {
        std::env::var(name)
            .ok()
            .filter(|value| !value.trim().is_empty())
    };
    let named = asked.map(str::to_owned).or_else(|| from("RAPPORTEUR_USER"));
    named
        .or_else(|| from("USER"))
        .or_else(|| from("LOGNAME"))
        .unwrap_or_else(|| "somebody".to_owned())
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
