//! What can be written into a file, and how a short string is written on one line so that no reader mistakes it.

use super::guard::{word, writable, yes_or_no};
use super::scan::{Kind, Node};

/// Something to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// A short string: a label, an id, a code. Plain where safe, else double-quoted.
    String(String),
    /// A long string: the words of a paragraph or a note. A folded block where that carries it exactly.
    Text(String),
    Integer(i64),
    Bool(bool),
    /// A word that somebody else wrote without quotes, as it stands: a number, a date, a text.
    Bare(String),
    List(Vec<Value>),
    /// Keys in the order in which they are written.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// What stands at a node, to be written elsewhere; `None` for what cannot be read apart from its place.
    pub(crate) fn of(text: &str, node: &Node) -> Option<Self> {
        let map = |pairs: &[super::scan::Pair]| {
            let one = |pair: &super::scan::Pair| {
                let key = word(text, &pair.key)?.into_owned();
                Some((key, Self::of(text, &pair.value)?))
            };
            pairs.iter().map(one).collect::<Option<_>>().map(Self::Map)
        };
        let raw = text.get(node.start..node.end)?;
        match &node.kind {
            Kind::Empty => Some(Self::Bare("null".to_owned())),
            Kind::Plain if !raw.contains('\n') => Some(Self::Bare(raw.to_owned())),
            Kind::Plain | Kind::Single | Kind::Double => {
                Some(Self::Text(word(text, node)?.into_owned()))
            }
            Kind::Block { .. } => serde_yaml::from_str(raw).ok().map(Self::Text),
            Kind::Map { pairs, .. } | Kind::FlowMap(pairs) => map(pairs),
            Kind::List { items, .. } => {
                let all = items.iter().map(|item| Self::of(text, &item.value));
                all.collect::<Option<_>>().map(Self::List)
            }
            Kind::FlowList(nodes) => {
                let all = nodes.iter().map(|node| Self::of(text, node));
                all.collect::<Option<_>>().map(Self::List)
            }
        }
    }

    /// The text of a scalar.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::String(text) | Self::Text(text) | Self::Bare(text) => Some(text),
            _ => None,
        }
    }

    /// The same as the reader's value, to compare what was written with what was asked.
    pub(crate) fn to_serde(&self) -> serde_yaml::Value {
        match self {
            Self::String(text) | Self::Text(text) => serde_yaml::Value::String(text.clone()),
            Self::Integer(number) => (*number).into(),
            Self::Bool(truth) => (*truth).into(),
            Self::Bare(text) => serde_yaml::from_str(text)
                .unwrap_or_else(|_| serde_yaml::Value::String(text.clone())),
            Self::List(values) => {
                serde_yaml::Value::Sequence(values.iter().map(Self::to_serde).collect())
            }
            Self::Map(pairs) => serde_yaml::Value::Mapping(
                pairs
                    .iter()
                    .map(|(key, value)| (key.as_str().into(), value.to_serde()))
                    .collect(),
            ),
        }
    }

    /// On one line, as it stands inside `[…]` and `{…}`.
    pub(crate) fn flow(&self) -> String {
        match self {
            Self::String(text) | Self::Text(text) => one_line(text, true),
            Self::Integer(number) => number.to_string(),
            Self::Bool(truth) => truth.to_string(),
            Self::Bare(text) if text.contains([',', '[', ']', '{', '}']) => double_quoted(text),
            Self::Bare(text) => text.clone(),
            Self::List(values) => {
                let parts: Vec<String> = values.iter().map(Self::flow).collect();
                format!("[{}]", parts.join(", "))
            }
            Self::Map(pairs) => {
                let part = |(name, value): &(String, Self)| {
                    format!("{}: {}", self::key(name, true), value.flow())
                };
                let parts: Vec<String> = pairs.iter().map(part).collect();
                format!("{{{}}}", parts.join(", "))
            }
        }
    }

    /// Short enough in all its parts to stand on one line between brackets?
    pub(crate) fn is_brief(&self) -> bool {
        match self {
            Self::String(text) => text.chars().count() <= 80 && !text.contains('\n'),
            Self::Text(text) => text.chars().count() <= 40 && !text.contains('\n'),
            Self::Integer(_) | Self::Bool(_) => true,
            Self::Bare(text) => !text.contains([',', '[', ']', '{', '}']) && text.len() <= 80,
            Self::List(values) => values.iter().all(Self::is_brief),
            Self::Map(pairs) => pairs.iter().all(|(_, value)| value.is_brief()),
        }
    }
}

/// A string on one line: plain where every reader agrees on it, else in double quotes.
pub(crate) fn one_line(text: &str, in_flow: bool) -> String {
    if is_plain(text, in_flow) {
        text.to_owned()
    } else {
        double_quoted(text)
    }
}

/// A key on one line. `on` is a field of the format (the digest that a stance is about) and stands as the format shows it,
/// without quotes.
pub(crate) fn key(text: &str, in_flow: bool) -> String {
    if text == "on" {
        text.to_owned()
    } else {
        one_line(text, in_flow)
    }
}

/// Would this one-line string be read as itself, by YAML 1.1 and 1.2 readers alike, without quotes?
pub(crate) fn is_plain(text: &str, in_flow: bool) -> bool {
    let ends = |c: char| c.is_whitespace();
    let Some(first) = text.chars().next() else {
        return false;
    };
    !text.starts_with(ends)
        && !text.ends_with(ends)
        && !text
            .chars()
            .any(|c| matches!(c, '\t' | '\n' | '\r') || !writable(c))
        && !"-?:,[]{}#&*!|>'\"%@`=<~".contains(first)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !(in_flow && text.contains([',', '[', ']', '{', '}']))
        && !(in_flow && text.contains("://"))
        && !is_mistakable(text)
}

/// Words, numbers, times and dates that some reader of YAML takes for something other than text.
fn is_mistakable(text: &str) -> bool {
    let bare = text.trim_start_matches(['+', '-']);
    let lower = bare.trim_start_matches('.').to_ascii_lowercase();
    if yes_or_no(text) || matches!(lower.as_str(), "null" | "~" | "inf" | "nan" | "") {
        return true;
    }
    let numeric = |c: char| c.is_ascii_digit() || "_.:eE+-".contains(c);
    let starts_number = bare.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let based = ["0x", "0X", "0o", "0b", "0B"]
        .iter()
        .any(|prefix| bare.starts_with(prefix))
        && bare
            .chars()
            .skip(2)
            .all(|c| c.is_ascii_hexdigit() || c == '_');
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let dated = digits == 4 && text.chars().nth(4) == Some('-');
    (starts_number && text.chars().all(numeric)) || based || dated
}

/// In double quotes, on one line, with everything escaped that a reader could refuse or change.
pub(crate) fn double_quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// The inside of a double-quoted string.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if writable(c) => out.push(c),
            c if u32::from(c) < 0x100 => escape(&mut out, 'x', 2, c),
            c => escape(&mut out, 'u', 4, c),
        }
    }
    out
}

fn escape(out: &mut String, letter: char, digits: u32, c: char) {
    out.extend(['\\', letter]);
    let digit = |place| char::from_digit((u32::from(c) >> (4 * place)) & 15, 16);
    out.extend(
        (0..digits)
            .rev()
            .filter_map(digit)
            .map(|digit| digit.to_ascii_uppercase()),
    );
}
