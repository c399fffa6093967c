//! The gate every workspace file passes before a YAML library sees it.
//!
//! Order of defence: size, encoding, control characters, then one linear scan for tabs, depth, anchors, aliases, tags,
//! merge keys, several documents and duplicate keys. It changes nothing but takes off a byte order mark, and remembers it.
//! Start at [`guard`]; [`warn`] tells of what is legal but likely not meant.

use std::borrow::Cow;
use std::collections::HashSet;

use super::scan::{Kind, MAX_DEPTH, Node, Pair, scan};

const BOM: char = '\u{feff}';
/// More than this tell the reader nothing new.
const MOST_WARNINGS: usize = 100;

/// How much of a file is accepted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Budget {
    /// Largest file, in bytes.
    pub(crate) bytes: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { bytes: 4 << 20 }
    }
}

/// A file's text that passed, without its byte order mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    pub(crate) text: String,
    /// The file started with a byte order mark; [`Source::file`] puts it back.
    pub(crate) had_bom: bool,
}

impl Source {
    /// What to write to the file for an edited text: the byte order mark is put back where there was one.
    pub(crate) fn file(&self, text: &str) -> String {
        if self.had_bom {
            format!("{BOM}{text}")
        } else {
            text.to_owned()
        }
    }
}

/// Why a file was refused, where (line and column from 1, the column in characters), and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {problem}")]
pub(crate) struct GuardError {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) problem: Problem,
}

/// What is wrong with a file, with what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Problem {
    #[error("the file has {size} bytes and {most} are allowed; split it or raise the limit")]
    Size { size: usize, most: usize },
    #[error("the file is in UTF-16; save it as UTF-8")]
    Utf16,
    #[error("not UTF-8 (byte {0:#04x}); save the file as UTF-8")]
    Encoding(u8),
    #[error(
        "character U+{0:04X} is not allowed here; delete it or write it as an escape in double quotes"
    )]
    Character(u32),
    #[error("a carriage return without a line feed; save the file with ordinary line ends")]
    LoneReturn,
    #[error("a tab used as indentation; use spaces")]
    Tab,
    #[error("lists and mappings nested more than {MAX_DEPTH} deep; flatten them")]
    Depth,
    #[error(
        "`&` starts an anchor, which is not used here; quote the text or use a folded block (`>-`)"
    )]
    Anchor,
    #[error(
        "`*` starts an alias, which is not used here; quote the text or use a folded block (`>-`)"
    )]
    Alias,
    #[error(
        "`!` starts a tag, which is not used here; quote the text or use a folded block (`>-`)"
    )]
    Tag,
    #[error("merge keys (`<<`) are not used here; write the keys out")]
    MergeKey,
    #[error("the key `{key}` is already there on line {first}; keep one of the two")]
    DuplicateKey { key: String, first: usize },
    #[error("a second document starts or follows here; keep one document in a file")]
    Documents,
    #[error("`%` starts a directive, which is not used here; delete the line or quote the text")]
    Directive,
    #[error("a value cannot start with this character; quote the text")]
    Reserved,
    #[error(
        "`? ` starts a complex key, which is not used here; write `key: value` or quote the text"
    )]
    ExplicitKey,
    #[error("there is no key before `:`; name it or quote the text")]
    NoKey,
    #[error("`: ` inside plain text; quote the text or use a folded block (`>-`)")]
    Colon,
    #[error(
        "expected `key: value` here; check the indentation of this line and the quotes above it"
    )]
    NotAKey,
    #[error("a list cannot start on the line of its key; start it on the next line")]
    ListOnKeyLine,
    #[error("the indentation of this line fits nothing above it; align it with its neighbours")]
    Indentation,
    #[error("something follows a finished value; delete it or quote the whole text")]
    AfterValue,
    #[error("a quote is opened here and never closed; close it")]
    OpenQuote,
    #[error("a bracket is opened here and never closed; close it or quote the text")]
    OpenFlow,
    #[error("expected `,` or a closing bracket; add it or quote the text")]
    FlowSeparator,
    #[error(
        "after `|` or `>` only `+`, `-`, a digit and a comment may stand; start the text on the next line"
    )]
    BlockHeader,
}

/// Something legal that is likely not what was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Warning {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) message: String,
}

/// Lets a file's bytes pass or says why not. Linear in the size of the file; never panics.
pub(crate) fn guard(bytes: &[u8], budget: Budget) -> Result<Source, GuardError> {
    guard_and_scan(bytes, budget).map(|(source, _)| source)
}

/// As [`guard`], with the scan of the text that passed.
pub(crate) fn guard_and_scan(bytes: &[u8], budget: Budget) -> Result<(Source, Node), GuardError> {
    if bytes.len() > budget.bytes {
        let problem = Problem::Size {
            size: bytes.len(),
            most: budget.bytes,
        };
        return Err(GuardError {
            line: 1,
            column: 1,
            problem,
        });
    }
    if matches!(
        bytes,
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, 1..=255, ..] | [1..=255, 0, ..]
    ) {
        return Err(GuardError {
            line: 1,
            column: 1,
            problem: Problem::Utf16,
        });
    }
    let whole = std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let (line, column) = place(&String::from_utf8_lossy(good), good.len());
        let bad = bytes.get(error.valid_up_to()).copied().unwrap_or_default();
        GuardError {
            line,
            column,
            problem: Problem::Encoding(bad),
        }
    })?;
    let (text, had_bom) = match whole.strip_prefix(BOM) {
        Some(rest) => (rest, true),
        None => (whole, false),
    };
    let fail = |at: usize, problem| {
        let (line, column) = place(text, at);
        GuardError {
            line,
            column,
            problem,
        }
    };
    characters(text).map_err(|(at, problem)| fail(at, problem))?;
    let root = scan(text).map_err(|fault| fail(fault.at, fault.problem))?;
    if let Some((key, first, second)) = duplicate(text, &root) {
        let first = place(text, first).0;
        return Err(fail(second, Problem::DuplicateKey { key, first }));
    }
    let text = text.to_owned();
    Ok((Source { text, had_bom }, root))
}

/// Line and column (from 1, the column in characters) of a byte offset.
pub(crate) fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text
        .as_bytes()
        .get(..at.min(text.len()))
        .unwrap_or_default();
    let line_start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |index| index + 1);
    let line = 1 + before.split(|byte| *byte == b'\n').skip(1).count();
    let column = text
        .get(line_start..before.len())
        .map_or(0, |line| line.chars().count());
    (line, column + 1)
}

/// May this character stand in a file as it is? What libyaml refuses or takes for a line break may not.
pub(crate) fn writable(c: char) -> bool {
    let refused = c.is_control()
        || matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        );
    !refused || matches!(c, '\t' | '\n' | '\r')
}

fn characters(text: &str) -> Result<(), (usize, Problem)> {
    const AT_ONCE: usize = 64;
    let bytes = text.as_bytes();
    let harmless = |byte: &u8| matches!(byte, b'\n' | b' '..=b'~');
    for (nth, piece) in bytes.chunks(AT_ONCE).enumerate() {
        // Without a way out in the middle, a processor looks at many bytes in one step.
        if piece.iter().fold(true, |all, byte| all & harmless(byte)) {
            continue;
        }
        for (at, byte) in (nth * AT_ONCE..).zip(piece) {
            match byte {
                b'\r' if bytes.get(at + 1) != Some(&b'\n') => {
                    return Err((at, Problem::LoneReturn));
                }
                b'\t' | b'\n' | b'\r' | b' '..=b'~' => {}
                0xc2 | 0xe2 | 0xef | 0..=0x1f | 0x7f => {
                    let c = text.get(at..).and_then(|tail| tail.chars().next());
                    if let Some(c) = c.filter(|c| !writable(*c)) {
                        return Err((at, Problem::Character(u32::from(c))));
                    }
                }
                _ => {}
            }
        }
    }
    Ok(())
}

/// The text of a scalar that is written on one line; `None` for other nodes.
pub(crate) fn word<'a>(text: &'a str, node: &Node) -> Option<Cow<'a, str>> {
    let raw = text.get(node.start..node.end)?;
    let inner = || raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
    let simple = !raw.contains('\n');
    Some(match node.kind {
        Kind::Plain if simple => Cow::Borrowed(raw),
        Kind::Single if simple && inner().contains('\'') => Cow::Owned(inner().replace("''", "'")),
        Kind::Double if simple && !raw.contains('\\') => Cow::Borrowed(inner()),
        Kind::Single if simple => Cow::Borrowed(inner()),
        Kind::Plain | Kind::Single | Kind::Double => {
            Cow::Owned(serde_yaml::from_str::<String>(raw).ok()?)
        }
        _ => return None,
    })
}

/// Calls `visit` on every mapping's pairs, outermost first. Depth is bounded by the scan.
fn each_map<'n>(node: &'n Node, visit: &mut impl FnMut(&'n [Pair])) {
    match &node.kind {
        Kind::Map { pairs, .. } | Kind::FlowMap(pairs) => {
            visit(pairs);
            for pair in pairs {
                each_map(&pair.value, visit);
            }
        }
        Kind::List { items, .. } => items.iter().for_each(|item| each_map(&item.value, visit)),
        Kind::FlowList(items) => items.iter().for_each(|item| each_map(item, visit)),
        _ => {}
    }
}

/// The first duplicate found: the key and where it stands, first and second time.
fn duplicate(text: &str, root: &Node) -> Option<(String, usize, usize)> {
    let mut found: Option<(String, usize, usize)> = None;
    let mut keys: Vec<Cow<'_, str>> = Vec::new();
    each_map(root, &mut |pairs| {
        if found.is_some() {
            return;
        }
        keys.clear();
        keys.extend(
            pairs
                .iter()
                .map(|pair| word(text, &pair.key).unwrap_or_default()),
        );
        let second = if keys.len() <= 8 {
            (0..keys.len()).find(|n| {
                let mut earlier = keys.iter().take(*n);
                earlier.any(|key| Some(key) == keys.get(*n))
            })
        } else {
            let mut seen = HashSet::with_capacity(keys.len());
            keys.iter().position(|key| !seen.insert(key.as_ref()))
        };
        found = second.and_then(|second| {
            let key = keys.get(second)?;
            let first = keys.iter().position(|earlier| earlier == key)?;
            let start = |n: usize| Some(pairs.get(n)?.key.start);
            Some((key.to_string(), start(first)?, start(second)?))
        });
    });
    found
}

/// Legal things in a text that passed [`guard`] that are likely not meant: text cut by a comment, keys that other YAML
/// readers take for yes or no, two kinds of line ends. In the order of the text, the line ends last.
pub(crate) fn warn(text: &str) -> Vec<Warning> {
    let Ok(root) = scan(text) else {
        return Vec::new();
    };
    let mut found: Vec<(usize, String)> = Vec::new();
    each_map(&root, &mut |pairs| {
        for pair in pairs {
            let Some(key) = word(text, &pair.key) else {
                continue;
            };
            // `on` is a field of the format: the digest that a stance is about.
            if matches!(pair.key.kind, Kind::Plain) && yes_or_no(&key) && key != "on" {
                let message = format!(
                    "the key {key} means yes or no to other readers of YAML; write \"{key}\""
                );
                found.push((pair.key.start, message));
            }
            let tail = text.get(pair.value.end..).unwrap_or_default();
            let tail = tail.split('\n').next().unwrap_or_default().trim_start();
            if key == "text" && matches!(pair.value.kind, Kind::Plain) && tail.starts_with('#') {
                let message = "` #` ends the text here and the rest of the line is lost as a comment; quote the text or use a folded block (`>-`)";
                found.push((pair.value.end, message.to_owned()));
            }
        }
    });
    found.sort_by_key(|(at, _)| *at);
    found.truncate(MOST_WARNINGS);
    let crlf = text.matches("\r\n").count();
    let lf = text.matches('\n').count() - crlf;
    if crlf > 0 && lf > 0 {
        let odd = text
            .split_inclusive('\n')
            .position(|line| line.ends_with("\r\n") == (crlf <= lf));
        let at: usize = text
            .split_inclusive('\n')
            .take(odd.unwrap_or(0))
            .map(str::len)
            .sum();
        found.push((
            at,
            format!(
                "{crlf} lines end in CRLF and {lf} in LF; save the file with one kind of line end"
            ),
        ));
    }
    let mut warnings = Vec::with_capacity(found.len());
    let (mut line, mut from) = (1, 0);
    for (at, message) in found {
        if at < from {
            (line, from) = (1, 0);
        }
        line += text.get(from..at).unwrap_or_default().matches('\n').count();
        from = at;
        let start = text
            .get(..at)
            .unwrap_or_default()
            .rfind('\n')
            .map_or(0, |index| index + 1);
        let column = text.get(start..at).unwrap_or_default().chars().count() + 1;
        warnings.push(Warning {
            line,
            column,
            message,
        });
    }
    warnings
}

/// Words that YAML 1.1 reads as a truth value.
pub(crate) fn yes_or_no(word: &str) -> bool {
    const WORDS: [&str; 8] = ["y", "n", "yes", "no", "on", "off", "true", "false"];
    WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests;
