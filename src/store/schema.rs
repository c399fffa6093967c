//! What the files look like to serde, and how that becomes the model and back: one file a kind.
//!
//! Every scalar is read as the text that stands there, so that `1.10` stays `1.10`; the meaning is looked for afterwards,
//! piece by piece, and what has none becomes a finding while the rest is kept. Unknown keys are noted by name. Nothing
//! read here is ever written back from these shapes: changes go through `yaml` into the text itself.
//!
//! Start at [`shape!`], then `document`.

pub(crate) mod agreements;
mod cast;
mod chosen;
pub(crate) mod document;
pub(crate) mod positions;
pub(crate) mod proceedings;
pub(crate) mod proposals;
mod renumbered;
pub(crate) mod touch;
pub(crate) mod workspace;

use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::{Deserialize, DeserializeSeed, MapAccess, Visitor};

use super::notes::Notes;
use super::yaml::Value;

/// A mapping with known keys, all optional, that notes the names of others.
macro_rules! shape {
    ($(#[$doc:meta])* $name:ident { $($field:ident : $kind:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq)]
        pub(crate) struct $name {
            $(pub(crate) $field: Option<$kind>,)*
            /// Keys that mean nothing here.
            pub(crate) unknown: Vec<String>,
        }

        impl $name {
            pub(crate) const KEYS: &'static [&'static str] = &[$(stringify!($field)),*];
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                struct V;
                impl<'de> serde::de::Visitor<'de> for V {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("keys with values")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        let mut read = $name::default();
                        while let Some(key) = map.next_key_seed($crate::store::schema::Key($name::KEYS))? {
                            match key {
                                $(Ok(stringify!($field)) => read.$field = map.next_value()?,)*
                                Ok(other) => read.unknown.push(other.to_owned()),
                                Err(other) => {
                                    map.next_value::<serde::de::IgnoredAny>()?;
                                    read.unknown.push(other);
                                }
                            }
                        }
                        Ok(read)
                    }

                    fn visit_unit<E>(self) -> Result<$name, E> {
                        Ok($name::default())
                    }
                }
                from.deserialize_map(V)
            }
        }
    };
}
pub(crate) use shape;

/// One of these keys, or the name of another.
pub(crate) struct Key(pub(crate) &'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Result<&'static str, String>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Result<&'static str, String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        let known = self.0.iter().find(|known| **known == key);
        Ok(known.copied().ok_or_else(|| key.to_owned()))
    }
}

/// A scalar as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Word(pub(crate) String);

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct V;
        impl Visitor<'_> for V {
            type Value = Word;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_str<E>(self, text: &str) -> Result<Word, E> {
                Ok(Word(text.to_owned()))
            }

            fn visit_string<E>(self, text: String) -> Result<Word, E> {
                Ok(Word(text))
            }
        }
        from.deserialize_string(V)
    }
}

/// A mapping whose keys are names, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entries<T>(pub(crate) Vec<(String, T)>);

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entries<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct V<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for V<T> {
            type Value = Entries<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("entries by id")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<T>, A::Error> {
                let mut entries = Vec::new();
                while let Some(Word(key)) = map.next_key()? {
                    entries.push((key, map.next_value()?));
                }
                Ok(Entries(entries))
            }
        }
        from.deserialize_map(V(PhantomData))
    }
}

/// A text that counts: not missing and not empty.
pub(crate) fn some(word: Option<Word>) -> Option<String> {
    word.map(|word| word.0)
        .filter(|text| !text.trim().is_empty())
}

/// Pairs of a mapping to write, without those that are not there.
pub(crate) fn map(pairs: Vec<(&str, Option<Value>)>) -> Value {
    Value::Map(
        pairs
            .into_iter()
            .filter_map(|(key, value)| Some((key.to_owned(), value?)))
            .collect(),
    )
}

/// A short string to write.
pub(crate) fn word(text: impl ToString) -> Value {
    Value::String(text.to_string())
}

/// Notes keys that mean nothing here, and what may have been meant.
pub(crate) fn unknown(notes: &mut Notes<'_>, line: Option<usize>, keys: &[String], known: &[&str]) {
    notes.unknown |= !keys.is_empty();
    for key in keys {
        if notes.is_full() {
            return;
        }
        let meant = super::notes::nearest(key, known.iter().copied());
        let hint = meant.map_or_else(
            || "it is kept as it is".to_owned(),
            |meant| format!("did you mean “{meant}”? it is kept as it is"),
        );
        notes.warn(line, format!("the key “{key}” means nothing here"), hint);
    }
}

/// As [`unknown`], for keys that stand under these; it finds their lines.
pub(crate) fn unknown_under(notes: &mut Notes<'_>, path: &[&str], keys: &[String], known: &[&str]) {
    notes.unknown |= !keys.is_empty();
    if keys.is_empty() || notes.is_full() {
        return;
    }
    let lines = notes.keys_under(path);
    for key in keys {
        if notes.is_full() {
            return;
        }
        let line = lines.iter().find(|(found, _)| found == key);
        let line = line.map(|(_, line)| *line);
        unknown(notes, line, std::slice::from_ref(key), known);
    }
}

/// A value as JSON, keys in the order in which they are written.
pub(crate) fn json(value: &Value, out: &mut String) {
    match value {
        Value::String(text) | Value::Text(text) | Value::Bare(text) => json_text(text, out),
        // Scalars are read as text, here as in the files.
        Value::Integer(number) => json_text(&number.to_string(), out),
        Value::Bool(truth) => json_text(&truth.to_string(), out),
        Value::List(values) => {
            out.push('[');
            for (nth, value) in values.iter().enumerate() {
                if nth > 0 {
                    out.push(',');
                }
                json(value, out);
            }
            out.push(']');
        }
        Value::Map(pairs) => {
            out.push('{');
            for (nth, (key, value)) in pairs.iter().enumerate() {
                if nth > 0 {
                    out.push(',');
                }
                json_text(key, out);
                out.push(':');
                json(value, out);
            }
            out.push('}');
        }
    }
}

/// A string in JSON.
pub(crate) fn json_text(text: &str, out: &mut String) {
    // Serializing a string cannot fail.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

#[cfg(test)]
mod tests;
