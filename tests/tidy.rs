//! The house keeps its own rules: floors, sizes, words, and documents that are made from the code.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Rooms with what each may use of the house, and of the world outside. The table of `docs/architecture.md`.
const FLOORS: &[(&str, &[&str], &[&str])] = &[
    ("text", &[], &[]),
    ("model", &["text"], &[]),
    ("edit", &["model", "text", "compare"], &[]),
    ("compare", &["model", "text"], &[]),
    (
        "precedent",
        &["model", "text", "compare"],
        &["fuzzy_matcher", "crc32fast", "rustc_hash"],
    ),
    ("check", &["model", "text"], &[]),
    (
        "convert",
        &["model", "text", "compare", "precedent"],
        &["pulldown_cmark", "quick_xml", "zip"],
    ),
    (
        "store",
        &["model", "text", "edit", "precedent"],
        &[
            "serde",
            "serde_json",
            "serde_yaml",
            "yaml_edit",
            "mmap_io",
            "std::fs",
        ],
    ),
    (
        "app",
        &["text", "model", "edit", "compare", "precedent", "check"],
        &[],
    ),
    (
        "ui",
        &["app", "model", "text", "compare", "precedent", "edit"],
        &["ratatui"],
    ),
    (
        "cli",
        &[
            "text",
            "model",
            "edit",
            "compare",
            "precedent",
            "check",
            "convert",
            "store",
            "app",
        ],
        &[
            "clap",
            "clap_complete",
            "clap_mangen",
            "serde",
            "serde_json",
            "std::fs",
            "clock",
            "environment",
            "shlex",
            "etcetera",
            // How wide the terminal is, and no more.
            "crossterm",
        ],
    ),
    (
        "term",
        &[
            "text",
            "model",
            "edit",
            "compare",
            "precedent",
            "check",
            "convert",
            "store",
            "app",
            "ui",
            "cli",
        ],
        &[
            "ratatui",
            "crossterm",
            "std::fs",
            "clock",
            "environment",
            "etcetera",
            "signal_hook",
            "threads",
        ],
    ),
];

/// What shows that a file uses something of the world outside.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("ratatui", &["ratatui::"]),
    ("crossterm", &["crossterm::"]),
    ("serde", &["serde::"]),
    ("serde_json", &["serde_json::"]),
    ("serde_yaml", &["serde_yaml::"]),
    ("yaml_edit", &["yaml_edit::"]),
    ("fuzzy_matcher", &["fuzzy_matcher::"]),
    ("crc32fast", &["crc32fast::"]),
    ("rustc_hash", &["rustc_hash::"]),
    ("mmap_io", &["mmap_io::"]),
    ("pulldown_cmark", &["pulldown_cmark::"]),
    ("clap", &["clap::"]),
    ("clap_complete", &["clap_complete::"]),
    ("clap_mangen", &["clap_mangen::"]),
    ("etcetera", &["etcetera::"]),
    ("shlex", &["shlex::"]),
    ("signal_hook", &["signal_hook::"]),
    ("std::fs", &["std::fs", "fs::File", "fs::OpenOptions"]),
    (
        "clock",
        &["Instant::now", "SystemTime::now", "Timestamp::now"],
    ),
    (
        "environment",
        &["env::var", "env::current_dir", "env::args"],
    ),
    ("threads", &["thread::spawn"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The code of a file without comments and without its tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn is_test_code(path: &Path) -> bool {
    path.components().any(|c| c.as_os_str() == "tests")
        || path
            .file_name()
            .is_some_and(|name| name == "tests.rs" || name == "sketch.rs" || name == "samples.rs")
}

fn room_of(path: &Path) -> Option<String> {
    let inside = path.strip_prefix(root().join("src")).ok()?;
    let first = inside.components().next()?.as_os_str().to_str()?;
    Some(first.trim_end_matches(".rs").to_owned())
}

#[test]
fn every_room_keeps_to_its_floor() {
    let mut broken = Vec::new();
    for path in files(&root().join("src"), "rs") {
        let Some(room) = room_of(&path).filter(|room| room != "lib" && room != "main") else {
            continue;
        };
        if is_test_code(&path) {
            continue;
        }
        let Some((_, rooms, outside)) = FLOORS.iter().find(|(name, ..)| *name == room) else {
            broken.push(format!("{}: no room {room} in the table", path.display()));
            continue;
        };
        let code = code(&path);
        for used in code.split("crate::").skip(1) {
            let used: String = used
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            let known = FLOORS.iter().any(|(name, ..)| *name == used);
            if known && used != room && !rooms.contains(&used.as_str()) {
                broken.push(format!("{}: {room} uses {used}", path.display()));
            }
        }
        for (what, signs) in OUTSIDE {
            if !outside.contains(what) && signs.iter().any(|sign| code.contains(sign)) {
                broken.push(format!("{}: {room} uses {what}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn no_file_is_longer_than_six_hundred_lines() {
    let mut long = Vec::new();
    for folder in ["src", "tests"] {
        for path in files(&root().join(folder), "rs") {
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            if lines > 600 {
                long.push(format!("{}: {lines}", path.display()));
            }
        }
    }
    assert!(long.is_empty(), "\n{}", long.join("\n"));
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent: Vec<String> = files(&root().join("src"), "rs")
        .into_iter()
        .filter(|path| !is_test_code(path) && !fs::read_to_string(path).unwrap().starts_with("//!"))
        .map(|path| path.display().to_string())
        .collect();
    assert!(silent.is_empty(), "\n{}", silent.join("\n"));
}

#[test]
fn the_project_speaks_of_itself_alone() {
    let outside = [
        ["../", "shared"].concat(),
        ["crates", ".io"].concat(),
        ["help", "er-"].concat(),
    ];
    let mut found = Vec::new();
    for folder in ["src", "tests", "docs", "workspaces", ".ci"] {
        for ending in ["rs", "md", "yaml", "sh", "run"] {
            for path in files(&root().join(folder), ending) {
                let text = fs::read_to_string(&path).unwrap_or_default();
                for word in &outside {
                    let of_data = word.starts_with("..") && text.contains("RAPPORTEUR_TEST_DATA");
                    if text.contains(word.as_str()) && !of_data {
                        found.push(format!("{}: {word}", path.display()));
                    }
                }
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn every_link_between_documents_leads_somewhere() {
    let mut dead = Vec::new();
    let mut pages = files(&root().join("docs"), "md");
    pages.push(root().join("README.md"));
    pages.push(root().join("workspaces/README.md"));
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        for target in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let path = target.split('#').next().unwrap_or_default();
            if path.is_empty() || path.contains("://") {
                continue;
            }
            if !page.parent().unwrap().join(path).exists() {
                dead.push(format!("{}: {target}", page.display()));
            }
        }
    }
    assert!(dead.is_empty(), "\n{}", dead.join("\n"));
}

#[test]
fn every_dependency_is_justified_and_every_justification_has_its_dependency() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let mut section = "";
    let mut named: BTreeMap<&str, bool> = BTreeMap::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        } else if let Some((name, _)) = line
            .split_once('=')
            .filter(|_| section.contains("dependencies]"))
        {
            named.insert(name.trim(), false);
        }
    }
    let page = fs::read_to_string(root().join("docs/dependencies.md")).unwrap();
    let mut extra = Vec::new();
    for row in page.lines().filter(|line| line.starts_with("| `")) {
        let name = row.split('`').nth(1).unwrap();
        match named.get_mut(name) {
            Some(seen) => *seen = true,
            None => extra.push(name),
        }
    }
    let missing: Vec<_> = named
        .iter()
        .filter(|(_, seen)| !**seen)
        .map(|(name, _)| name)
        .collect();
    assert!(
        missing.is_empty() && extra.is_empty(),
        "missing: {missing:?}, extra: {extra:?}"
    );
}
