//! Reads a simple text straight from its scan.
//!
//! The reader of record is `serde_yaml`. It makes an event of every scalar, with a copy of its bytes, and that is most of
//! what opening fifty thousand positions costs; the guard has found all those scalars before. So the same shapes of serde
//! are read from the guard's tree here, as long as nothing unusual stands in the whole text. At the first thing that is,
//! [`direct`] gives `None` and the text is for `serde_yaml`: this module need not know every text, it must never read one
//! otherwise. What is usual is what `serde_yaml` and the scan cannot see differently: no tab, no carriage return, no
//! document marker, scalars on one line or a block without indicators and odd indentation, keys next to their colon.
//!
//! It never reports an error and never reads what is about to be written: a changed file is read back by `serde_yaml`.
//! Start at [`direct`]; the laws are in `schema/tests.rs`.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::{BorrowedStrDeserializer, StringDeserializer};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::guard::word;
use super::layout::nodes_of;
use super::scan::{Kind, Node, Pair};

/// Longest key that is read here, in bytes; libyaml reads none over 1,024 characters.
const LONGEST_KEY: usize = 128;

/// What a text says whose scan is `root`; `None` if anything in it is unusual.
pub(crate) fn direct<'t, T: Deserialize<'t>>(text: &'t str, root: &Node) -> Option<T> {
    let is_comment = |line: &str| matches!(line.trim_start().chars().next(), None | Some('#'));
    let around = [text.get(..root.start)?, text.get(root.end..)?];
    let bare = around.iter().flat_map(|part| part.lines()).all(is_comment);
    let odd = |byte: u8| text.as_bytes().contains(&byte);
    if !bare || !matches!(root.kind, Kind::Map { .. }) || odd(b'\t') || odd(b'\r') {
        return None;
    }
    let place = Place::Block;
    T::deserialize(At {
        text,
        node: root,
        place,
    })
    .ok()
}

/// Something that is left to `serde_yaml`, which reads it or says what is wrong.
#[derive(Debug)]
struct Unusual;

impl std::error::Error for Unusual {}

impl fmt::Display for Unusual {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unusual")
    }
}

impl serde::de::Error for Unusual {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// Where a node stands.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Place {
    Block,
    /// Between brackets.
    Flow,
}

/// A node of a text.
#[derive(Debug, Clone, Copy)]
struct At<'t, 'n> {
    text: &'t str,
    node: &'n Node,
    place: Place,
}

impl<'t, 'n> At<'t, 'n> {
    /// A node in this one.
    fn inner(self, node: &'n Node) -> Self {
        let flow = matches!(self.node.kind, Kind::FlowMap(_) | Kind::FlowList(_));
        let place = if flow { Place::Flow } else { self.place };
        Self {
            node,
            place,
            ..self
        }
    }

    fn raw(self) -> Result<&'t str, Unusual> {
        self.text.get(self.node.start..self.node.end).ok_or(Unusual)
    }

    /// The text of a scalar.
    fn words(self) -> Result<Cow<'t, str>, Unusual> {
        let raw = self.raw()?;
        match self.node.kind {
            Kind::Block {
                folded,
                indent,
                body,
            } => self.block(folded, indent, body).map(Cow::Owned),
            _ if raw.as_bytes().contains(&b'\n') => Err(Unusual),
            // In libyaml a colon before a question mark ends a text between brackets.
            Kind::Plain if self.place == Place::Flow && raw.contains(":?") => Err(Unusual),
            Kind::Plain if raw.starts_with(['-', '?', ':']) => Err(Unusual),
            Kind::Plain => Ok(Cow::Borrowed(raw)),
            Kind::Single | Kind::Double => word(self.text, self.node).ok_or(Unusual),
            _ => Err(Unusual),
        }
    }

    /// The text of a block scalar whose lines all stand in one column.
    fn block(self, folded: bool, indent: usize, body: usize) -> Result<String, Unusual> {
        let header = self.text.get(self.node.start..body).ok_or(Unusual)?;
        let clipped = match header.strip_suffix('\n') {
            Some(">-" | "|-") => false,
            Some(">" | "|") => true,
            _ => return Err(Unusual),
        };
        let lines = self.text.get(body..self.node.end).ok_or(Unusual)?;
        let mut out = String::with_capacity(lines.len());
        let mut blanks = 0;
        for line in lines.split_terminator('\n') {
            if line.is_empty() {
                blanks += 1;
                continue;
            }
            let words = line.trim_start_matches(' ');
            if line.len() - words.len() != indent || words.is_empty() || words.ends_with(' ') {
                return Err(Unusual);
            }
            if out.is_empty() {
                if blanks > 0 {
                    return Err(Unusual);
                }
            } else if folded && blanks == 0 {
                out.push(' ');
            } else {
                let breaks = if folded { blanks } else { blanks + 1 };
                out.extend(std::iter::repeat_n('\n', breaks));
            }
            out.push_str(words);
            blanks = 0;
        }
        if out.is_empty() {
            return Err(Unusual);
        }
        if clipped {
            if !lines.ends_with('\n') {
                return Err(Unusual);
            }
            out.push('\n');
        }
        Ok(out)
    }

    /// The pairs of a mapping.
    fn pairs(self) -> Result<&'n [Pair], Unusual> {
        match &self.node.kind {
            Kind::Map { pairs, .. } => Ok(pairs),
            // A mapping of one pair may stand in a list without its braces.
            Kind::FlowMap(pairs) if self.raw()?.starts_with('{') => Ok(pairs),
            _ => Err(Unusual),
        }
    }

    fn items(self) -> Result<Vec<(usize, &'n Node)>, Unusual> {
        match self.node.kind {
            Kind::List { .. } | Kind::FlowList(_) => Ok(nodes_of(self.node)),
            _ => Err(Unusual),
        }
    }

    /// The key of a pair, if it is next to its colon and a space or the end of the line comes after that.
    fn key(self, pair: &'n Pair) -> Result<Cow<'t, str>, Unusual> {
        let after = self.text.as_bytes().get(pair.after_colon);
        let near = pair.key.end + 1 == pair.after_colon && matches!(after, Some(b' ' | b'\n'));
        if !near || pair.key.end - pair.key.start > LONGEST_KEY {
            return Err(Unusual);
        }
        self.inner(&pair.key).words()
    }

    fn is_void(self) -> Result<bool, Unusual> {
        Ok(match self.node.kind {
            Kind::Empty if self.place == Place::Flow => return Err(Unusual),
            Kind::Empty => true,
            Kind::Plain => matches!(self.raw()?, "null" | "Null" | "NULL" | "~"),
            _ => false,
        })
    }

    /// Whether all of a node is usual, whatever it means.
    fn check(self) -> Result<(), Unusual> {
        match self.node.kind {
            Kind::Map { .. } | Kind::FlowMap(_) => self.pairs()?.iter().try_for_each(|pair| {
                self.key(pair)?;
                self.inner(&pair.value).check()
            }),
            Kind::List { .. } | Kind::FlowList(_) => {
                let mut items = self.items()?.into_iter();
                items.try_for_each(|(_, item)| self.inner(item).check())
            }
            Kind::Empty => self.is_void().map(|_| ()),
            _ => self.words().map(|_| ()),
        }
    }
}

fn visit<'t, V: Visitor<'t>>(words: Cow<'t, str>, visitor: V) -> Result<V::Value, Unusual> {
    match words {
        Cow::Borrowed(words) => visitor.visit_borrowed_str(words),
        Cow::Owned(words) => visitor.visit_string(words),
    }
}

impl<'de> Deserializer<'de> for At<'de, '_> {
    type Error = Unusual;

    /// What a scalar is when nobody says that it is a text is for `serde_yaml` to tell.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unusual> {
        Err(Unusual)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unusual> {
        visit(self.words()?, visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unusual> {
        visit(self.words()?, visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unusual> {
        if self.is_void()? {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unusual> {
        let items = self.items()?.into_iter();
        visitor.visit_seq(Items { at: self, items })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unusual> {
        visitor.visit_map(Mapping {
            at: self,
            pairs: self.pairs()?.iter(),
            value: None,
        })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unusual> {
        self.check()?;
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct newtype_struct tuple
        tuple_struct struct enum identifier
    }
}

/// The items of a list, one after the other.
struct Items<'t, 'n> {
    at: At<'t, 'n>,
    items: std::vec::IntoIter<(usize, &'n Node)>,
}

impl<'t> SeqAccess<'t> for Items<'t, '_> {
    type Error = Unusual;

    fn next_element_seed<S: DeserializeSeed<'t>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Unusual> {
        let next = self.items.next();
        next.map(|(_, node)| seed.deserialize(self.at.inner(node)))
            .transpose()
    }
}

/// The pairs of a mapping, one after the other.
struct Mapping<'t, 'n> {
    at: At<'t, 'n>,
    pairs: std::slice::Iter<'n, Pair>,
    value: Option<&'n Node>,
}

impl<'t> MapAccess<'t> for Mapping<'t, '_> {
    type Error = Unusual;

    fn next_key_seed<S: DeserializeSeed<'t>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Unusual> {
        let Some(pair) = self.pairs.next() else {
            return Ok(None);
        };
        self.value = Some(&pair.value);
        match self.at.key(pair)? {
            Cow::Borrowed(key) => seed.deserialize(BorrowedStrDeserializer::new(key)),
            Cow::Owned(key) => seed.deserialize(StringDeserializer::<Unusual>::new(key)),
        }
        .map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<S::Value, Unusual> {
        let node = self.value.take().ok_or(Unusual)?;
        seed.deserialize(self.at.inner(node))
    }
}
