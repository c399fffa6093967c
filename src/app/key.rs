//! Keys as the interface knows them, free of any terminal library. Written and read as people write them:
//! `j`, `G`, `<enter>`, `<c-r>`, `<a-left>`, `g g`.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// What was pressed, without modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A character, already shifted.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift and tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key.
    F(u8),
}

/// One key press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// What was pressed.
    pub code: Code,
    /// With Control.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
}

/// Why a string names no key.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{0}” is no key: write j, G, <enter>, <c-r>, <a-left>, <space> or <lt>")]
pub struct KeyError(pub String);

const NAMES: [(&str, Code); 17] = [
    ("enter", Code::Enter),
    ("esc", Code::Esc),
    ("tab", Code::Tab),
    ("backtab", Code::BackTab),
    ("backspace", Code::Backspace),
    ("del", Code::Delete),
    ("ins", Code::Insert),
    ("up", Code::Up),
    ("down", Code::Down),
    ("left", Code::Left),
    ("right", Code::Right),
    ("home", Code::Home),
    ("end", Code::End),
    ("pageup", Code::PageUp),
    ("pagedown", Code::PageDown),
    ("space", Code::Char(' ')),
    ("lt", Code::Char('<')),
];

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
        }
    }

    /// A character.
    pub const fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// The character that it types into a field, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// Reads a run of keys: `jj<enter>ctext<esc>`.
    pub fn sequence(keys: &str) -> Result<Vec<Self>, KeyError> {
        let mut result = Vec::new();
        let mut rest = keys;
        while let Some(c) = rest.chars().next() {
            let len = match rest.find('>').filter(|_| c == '<') {
                Some(end) => end + 1,
                None => c.len_utf8(),
            };
            let (one, tail) = rest.split_at_checked(len).unwrap_or((rest, ""));
            result.push(one.parse()?);
            rest = tail;
        }
        Ok(result)
    }
}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(s: &str) -> Result<Self, KeyError> {
        let bad = || KeyError(s.chars().take(20).collect());
        let mut chars = s.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            return Ok(Self::char(c));
        }
        let mut name = s
            .strip_prefix('<')
            .and_then(|s| s.strip_suffix('>'))
            .ok_or_else(bad)?;
        let mut key = Self::char(' ');
        loop {
            if let Some(rest) = name.strip_prefix("c-") {
                (key.ctrl, name) = (true, rest);
            } else if let Some(rest) = name.strip_prefix("a-") {
                (key.alt, name) = (true, rest);
            } else {
                break;
            }
        }
        let mut chars = name.chars();
        key.code = match (chars.next(), chars.next()) {
            (Some(c), None) => Code::Char(c),
            (Some('f'), Some(_)) if name.get(1..).is_some_and(|n| n.parse::<u8>().is_ok()) => {
                Code::F(
                    name.get(1..)
                        .and_then(|n| n.parse().ok())
                        .unwrap_or_default(),
                )
            }
            _ => NAMES
                .iter()
                .find(|(n, _)| *n == name)
                .map(|(_, code)| *code)
                .ok_or_else(bad)?,
        };
        Ok(key)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.code {
            Code::F(n) => format!("f{n}"),
            code => match (NAMES.iter().find(|(_, c)| *c == code), code) {
                (Some((name, _)), _) => (*name).to_owned(),
                (None, Code::Char(c)) => c.to_string(),
                (None, _) => String::new(),
            },
        };
        let plain = matches!(self.code, Code::Char(c) if c != ' ' && c != '<');
        if plain && !self.ctrl && !self.alt {
            return f.pad(&name);
        }
        let ctrl = if self.ctrl { "c-" } else { "" };
        let alt = if self.alt { "a-" } else { "" };
        f.pad(&format!("<{ctrl}{alt}{name}>"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_they_are_written() {
        for written in [
            "j", "G", "<enter>", "<c-r>", "<a-left>", "<space>", "<lt>", "<f10>", "议", "<c-a-x>",
            ">",
        ] {
            assert_eq!(written.parse::<Key>().unwrap().to_string(), written);
        }
        for bad in ["", "<nokey>", "jj", "<c->"] {
            assert!(bad.parse::<Key>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_run_of_keys_is_read_one_by_one() {
        let keys = Key::sequence("jj<enter>a<lt>中<c-r>").unwrap();
        let written: Vec<String> = keys.iter().map(ToString::to_string).collect();
        assert_eq!(written, ["j", "j", "<enter>", "a", "<lt>", "中", "<c-r>"]);
        assert!(Key::sequence("j<bad>").is_err());
    }
}
