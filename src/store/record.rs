//! The record: what was done, by whom, when, on which words. One file a writer, only ever appended to, each line chained
//! to the one before by its hash.
//!
//! A line is one JSON object with its keys in a fixed order; `hash` is the SHA-256 of the line without its last member.
//! A last line that was cut was never acknowledged. A line that is bad in any other way ends what counts of its file.
//! Start at [`Entry`], then [`check`].

use std::path::Path;

use serde::Deserialize;

use super::Event;
use super::disk::{Disk, Sort};
use super::notes::finding;
use super::schema::{Entries, json_text};
use crate::model::{Finding, Severity};
use crate::text::Digest;

/// `,"hash":"` … `"}`
const TAIL: usize = 75;

/// What `prev` says in the first line.
pub(crate) const START: [u8; 64] = [b'0'; 64];

/// What a line will say, but for its place in the chain.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) at: String,
    pub(crate) actor: String,
    pub(crate) access: String,
    pub(crate) act: String,
    pub(crate) title: String,
    pub(crate) paragraph: Option<String>,
    pub(crate) delegation: Option<String>,
    pub(crate) digest: Option<Digest>,
    /// Each file that is written with the SHA-256 of its bytes; none where it is removed.
    pub(crate) files: Vec<(String, Option<Digest>)>,
    /// A JSON list.
    pub(crate) touches: String,
}

impl Entry {
    /// The line, with its line end, and its hash.
    pub(crate) fn line(&self, seq: u64, prev: &str) -> (String, Digest) {
        let mut line = opening(seq, prev);
        let mut text = |key: &str, value: Option<&str>| {
            line.push_str(",\"");
            line.push_str(key);
            line.push_str("\":");
            match value {
                Some(value) => json_text(value, &mut line),
                None => line.push_str("null"),
            }
        };
        text("at", Some(&self.at));
        text("actor", Some(&self.actor));
        text("access", Some(&self.access));
        text("act", Some(&self.act));
        text("title", Some(&self.title));
        text("para", self.paragraph.as_deref());
        text("delegation", self.delegation.as_deref());
        text("digest", self.digest.map(|d| d.to_string()).as_deref());
        line.push_str(",\"files\":{");
        for (nth, (path, sha)) in self.files.iter().enumerate() {
            if nth > 0 {
                line.push(',');
            }
            json_text(path, &mut line);
            line.push(':');
            match sha {
                Some(sha) => json_text(&sha.to_string(), &mut line),
                None => line.push_str("null"),
            }
        }
        line.push_str("},\"touches\":");
        line.push_str(&self.touches);
        line.push('}');
        let hash = Digest::of_bytes(line.as_bytes());
        line.pop();
        line.push_str(&format_args!(",\"hash\":\"{hash}\"}}\n").to_string());
        (line, hash)
    }
}

fn opening(seq: u64, prev: &str) -> String {
    format!("{{\"v\":1,\"seq\":{seq},\"prev\":\"{prev}\"")
}

/// What counts of a file of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chain {
    /// Bytes of the lines that are good.
    pub(crate) length: usize,
    /// How many they are.
    pub(crate) seq: u64,
    /// Hash of the last of them, or 64 zeros.
    pub(crate) hash: String,
    /// Why it ends there, if more follows.
    pub(crate) end: Option<End>,
}

/// Why the good lines of a record end before their file does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// The last line was not written to its end.
    Torn,
    /// A line is not what was written.
    Bad,
}

impl Chain {
    /// Before any line.
    pub(crate) fn start() -> Self {
        Self {
            length: 0,
            seq: 0,
            hash: String::from_utf8_lossy(&START).into_owned(),
            end: None,
        }
    }
}

/// Follows a chain on, line by line, as far as it is good.
pub(crate) fn check<'b>(chain: &mut Chain, bytes: &'b [u8], mut good: impl FnMut(&'b str)) {
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        let Some(body) = line.strip_suffix(b"\n") else {
            chain.end = Some(End::Torn);
            return;
        };
        let Some((text, hash)) = hash_of(body, chain) else {
            chain.end = Some(End::Bad);
            return;
        };
        chain.length += line.len();
        chain.seq += 1;
        chain.hash = hash;
        good(text);
    }
}

/// The text and hash of a line, if it follows in the chain.
fn hash_of<'b>(line: &'b [u8], chain: &Chain) -> Option<(&'b str, String)> {
    use sha2::{Digest as _, Sha256};
    let text = std::str::from_utf8(line).ok()?;
    let (body, tail) = text.split_at_checked(text.len().checked_sub(TAIL)?)?;
    let said = tail.strip_prefix(",\"hash\":\"")?.strip_suffix("\"}")?;
    body.strip_prefix(&opening(chain.seq + 1, &chain.hash))
        .filter(|rest| rest.starts_with(','))?;
    let mut sha = Sha256::new();
    sha.update(body.as_bytes());
    sha.update(b"}");
    let mut hash = String::with_capacity(64);
    for byte in sha.finalize() {
        for nibble in [byte >> 4, byte & 15] {
            hash.push(char::from_digit(nibble.into(), 16)?);
        }
    }
    (hash == said).then_some((text, hash))
}

/// What recovery needs of a line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Last {
    pub(crate) at: String,
    pub(crate) files: Vec<(String, Option<Digest>)>,
    /// A JSON list.
    pub(crate) touches: String,
}

impl Last {
    pub(crate) fn read(line: &str) -> Option<Self> {
        #[derive(Deserialize)]
        struct Line {
            at: String,
            files: Entries<Option<String>>,
        }
        let read: Line = serde_json::from_str(line).ok()?;
        let files = read.files.0.into_iter().map(|(path, sha)| {
            let sha = match sha {
                Some(sha) => Some(sha.parse().ok()?),
                None => None,
            };
            Some((path, sha))
        });
        // A quote inside a text is escaped, so that this is the key and nothing else.
        let (_, rest) = line.split_once(",\"touches\":")?;
        let (touches, _) = rest.split_at_checked(rest.len().checked_sub(TAIL)?)?;
        Some(Self {
            at: read.at,
            files: files.collect::<Option<_>>()?,
            touches: touches.to_owned(),
        })
    }
}

/// What a line says. `hash` is its hash, where the caller needs that it be known.
pub(super) fn event(line: &str, hash: &str, replica: &str) -> Option<Event> {
    #[derive(Deserialize)]
    struct Line {
        seq: u64,
        at: String,
        actor: String,
        act: String,
        title: String,
        para: Option<String>,
        delegation: Option<String>,
        digest: Option<String>,
    }
    let read: Line = serde_json::from_str(line).ok()?;
    Some(Event {
        seq: read.seq,
        hash: if hash.is_empty() {
            Digest::of_bytes(line.as_bytes())
        } else {
            hash.parse().ok()?
        },
        at: read.at.parse().ok()?,
        actor: read.actor,
        act: read.act,
        title: read.title,
        paragraph: read.para.and_then(|id| id.parse().ok()),
        delegation: read.delegation.and_then(|code| code.parse().ok()),
        digest: read.digest.and_then(|digest| digest.parse().ok()),
        replica: replica.to_owned(),
    })
}

/// All lines of all files of the record, oldest first, and what is wrong with them.
pub(crate) fn read_all(folder: &Path) -> (Vec<Event>, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut names: Vec<String> = Vec::new();
    match Disk::list(folder) {
        Ok(entries) => {
            for (name, sort) in entries {
                if !name.ends_with(".jsonl") {
                    continue;
                }
                if sort == Sort::File {
                    names.push(name);
                } else {
                    findings.push(finding(
                        &format!("record/{name}"),
                        None,
                        Severity::Error,
                        "not a regular file; it is not read",
                        "put the file itself there",
                    ));
                }
            }
        }
        Err(error) => findings.push(finding(
            "record",
            None,
            Severity::Error,
            &error.to_string(),
            "",
        )),
    }
    // A thread for a share of the files, since there may be more files than a system has threads.
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = names.len().div_ceil(cores).max(1);
    let read: Vec<(Vec<Event>, Vec<Finding>)> = std::thread::scope(|scope| {
        let handles: Vec<_> = names
            .chunks(share)
            .map(|names| {
                let read = || names.iter().map(|name| read_file(folder, name));
                scope.spawn(move || read().collect::<Vec<_>>())
            })
            .collect();
        handles
            .into_iter()
            .filter_map(|handle| handle.join().ok())
            .flatten()
            .collect()
    });
    let mut events = Vec::new();
    for (more, odd) in read {
        events.extend(more);
        findings.extend(odd);
    }
    events.sort_by(|a, b| (a.at, &a.replica, a.seq).cmp(&(b.at, &b.replica, b.seq)));
    (events, findings)
}

fn read_file(folder: &Path, name: &str) -> (Vec<Event>, Vec<Finding>) {
    let file = format!("record/{name}");
    let replica = name.strip_suffix(".jsonl").unwrap_or(name);
    let bytes = match Disk::read_from(&folder.join(name), 0) {
        Ok(bytes) => bytes,
        Err(error) => {
            return (
                Vec::new(),
                vec![finding(
                    &file,
                    None,
                    Severity::Error,
                    &error.to_string(),
                    "",
                )],
            );
        }
    };
    let (mut events, mut findings, mut chain) = (Vec::new(), Vec::new(), Chain::start());
    let mut unread = 0;
    check(&mut chain, &bytes, |line| {
        let hash = line
            .get(line.len().saturating_sub(66)..line.len().saturating_sub(2))
            .unwrap_or_default();
        match event(line, hash, replica) {
            Some(event) => events.push(event),
            None => unread += 1,
        }
    });
    let line = Some(chain.seq as usize + 1);
    match chain.end {
        Some(End::Torn) => findings.push(finding(
            &file,
            line,
            Severity::Advice,
            "the last line was not written to its end, and was never acknowledged",
            "the next change sets it aside",
        )),
        Some(End::Bad) => findings.push(finding(
            &file,
            line,
            Severity::Error,
            "this line is not what was written, or does not belong here; what follows does not count",
            "compare it with another copy of the record; new lines go into a new file",
        )),
        None => {}
    }
    if unread > 0 {
        let message =
            format!("{unread} lines are well chained and say nothing that this program knows");
        findings.push(finding(
            &file,
            None,
            Severity::Warning,
            &message,
            "get a newer rapporteur",
        ));
    }
    (events, findings)
}

#[cfg(test)]
mod tests;
