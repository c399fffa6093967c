//! What a command prints. Everything passes one gate: [`Out::text`] reveals whatever could act on a terminal, and
//! [`json`] escapes it, so that no byte of a document gets out as it is.
//!
//! Never writes while a command works: the lines are kept, and written at the end. A reader that has gone
//! away is no error.

use std::io::{self, ErrorKind, IsTerminal, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::text::{cells, hidden, reveal, wrap};

/// How a run of text looks where colour is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// As the terminal has it.
    Plain,
    /// What to see first.
    Strong,
    /// What may be passed over.
    Faint,
    /// In nobody's way.
    Good,
    /// To be looked at.
    Warn,
    /// In the way.
    Bad,
    /// Words put in: green and underlined.
    Inserted,
    /// Words taken out: red and struck through.
    Deleted,
}

impl Look {
    fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Strong => "1",
            Self::Faint => "2",
            Self::Good => "32",
            Self::Warn => "33",
            Self::Bad => "31",
            Self::Inserted => "32;4",
            Self::Deleted => "31;9",
        }
    }
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Fewest cells in which the last column of a table is wrapped beside the others.
const NARROWEST: usize = 16;
/// Where it begins when it stands on lines of its own.
const INDENT: usize = 4;

/// Lines to print.
#[derive(Debug)]
pub(crate) struct Out {
    /// What stands before the lines: long values, in pieces.
    before: Pieces,
    lines: String,
    colour: bool,
    /// Columns of the terminal; none when the output is no terminal and rows are as long as they are.
    width: Option<usize>,
}

impl Out {
    /// For the standard output. `no_colour` says that the environment asks for none.
    pub(crate) fn new(colour: Colour, no_colour: bool) -> Self {
        let terminal = io::stdout().is_terminal();
        let width = if terminal {
            crossterm::terminal::size()
                .ok()
                .map(|(columns, _)| usize::from(columns).max(20))
        } else {
            None
        };
        Self {
            before: Pieces::default(),
            lines: String::new(),
            colour: match colour {
                Colour::Auto => terminal && !no_colour,
                Colour::Always => true,
                Colour::Never => false,
            },
            width,
        }
    }

    /// Text in the line that is open. Whatever could act or hide is shown instead.
    pub(crate) fn text(&mut self, look: Look, text: &str) -> &mut Self {
        let shown = reveal(text);
        if self.colour && look != Look::Plain && !shown.is_empty() {
            self.lines.push_str("\u{1b}[");
            self.lines.push_str(look.code());
            self.lines.push('m');
            self.lines.push_str(&shown);
            self.lines.push_str("\u{1b}[0m");
        } else {
            self.lines.push_str(&shown);
        }
        self
    }

    /// Plain text in the line that is open.
    pub(crate) fn plain(&mut self, text: &str) -> &mut Self {
        self.text(Look::Plain, text)
    }

    /// Ends the line.
    pub(crate) fn end(&mut self) {
        let kept = self.lines.trim_end_matches(' ').len();
        self.lines.truncate(kept);
        self.lines.push('\n');
    }

    /// A plain line.
    pub(crate) fn line(&mut self, text: &str) {
        self.plain(text).end();
    }

    /// A text of any length behind an indent, wrapped on a terminal.
    pub(crate) fn paragraph(&mut self, look: Look, indent: usize, text: &str) {
        let shown = reveal(text);
        let width = self
            .width
            .map_or(usize::MAX / 2, |width| width.saturating_sub(indent).max(10));
        for row in wrap(&shown, width) {
            self.spaces(indent);
            let words = shown.get(row.range).unwrap_or_default();
            self.text(look, words.trim_end()).end();
        }
    }

    /// Runs of text as one paragraph behind an indent. They are not wrapped: marks must stay with their words.
    pub(crate) fn runs<'a>(
        &mut self,
        indent: usize,
        runs: impl IntoIterator<Item = (Look, &'a str)>,
    ) {
        self.spaces(indent);
        for (look, text) in runs {
            self.text(look, text);
        }
        self.end();
    }

    /// Rows in aligned columns, two spaces between them.
    pub(crate) fn table(&mut self, rows: &[Vec<(Look, String)>]) {
        let mut widths: Vec<usize> = Vec::new();
        for row in rows {
            // What stands last needs no room behind it.
            let last = row.len().saturating_sub(1);
            for (at, (_, text)) in row.iter().enumerate() {
                let width = if at == last { 0 } else { cells(&reveal(text)) };
                match widths.get_mut(at) {
                    Some(widest) => *widest = width.max(*widest),
                    None => widths.push(width),
                }
            }
        }
        for row in rows {
            let Some(((look, last), before)) = row.split_last() else {
                self.end();
                continue;
            };
            let mut start = 0;
            for ((look, text), width) in before.iter().zip(&widths) {
                self.text(*look, text);
                self.spaces(2 + width.saturating_sub(cells(&reveal(text))));
                start += 2 + width;
            }
            self.last(*look, last, start);
        }
    }

    /// What stands last in a row that has come that far: wrapped under itself on a terminal, and on lines of its own where no
    /// room is left beside the rest.
    fn last(&mut self, look: Look, text: &str, start: usize) {
        let shown = reveal(text);
        let Some(width) = self.width.filter(|width| start + cells(&shown) > *width) else {
            self.text(look, text).end();
            return;
        };
        let beside = width.saturating_sub(start);
        let indent = if beside < NARROWEST { INDENT } else { start };
        if beside < NARROWEST {
            self.end();
            self.spaces(indent);
        }
        let rows = wrap(&shown, width.saturating_sub(indent).max(10));
        for (at, row) in rows.into_iter().enumerate() {
            if at > 0 {
                self.spaces(indent);
            }
            let words = shown.get(row.range).unwrap_or_default();
            self.text(look, words.trim_end()).end();
        }
    }

    /// One JSON value on a line of its own, in place of lines.
    pub(crate) fn json<T: Serialize>(&mut self, value: &T) {
        let made = pieces(value);
        if made.list.len() > 1 {
            // Growing a text of megabytes would copy it again and again.
            let lines = std::mem::take(&mut self.lines);
            self.before.list.push(lines.into_bytes());
            self.before.list.extend(made.list);
        } else {
            self.lines.push_str(&made.text());
        }
        self.lines.push('\n');
    }

    /// Text that is made here and holds line ends: man pages, completions, key tables.
    pub(crate) fn own(&mut self, text: &str) {
        self.lines.push_str(text);
    }

    /// Writes everything. That the reader has gone away is no error.
    pub(crate) fn write(self) -> io::Result<()> {
        let mut stdout = io::stdout().lock();
        let mut before = self.before.list.iter();
        let written = before
            .try_for_each(|piece| stdout.write_all(piece))
            .and_then(|()| stdout.write_all(self.lines.as_bytes()))
            .and_then(|()| stdout.flush());
        match written {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
    }

    fn spaces(&mut self, count: usize) {
        self.lines.extend(std::iter::repeat_n(' ', count));
    }
}

/// Says something on the standard error: an error, or a remark that is no result. Each line is revealed.
pub(crate) fn say(kind: &str, message: &str) {
    let mut lines = String::new();
    for (at, line) in message.lines().enumerate() {
        if at == 0 {
            lines.push_str(kind);
            lines.push_str(": ");
        } else {
            lines.push_str("  ");
        }
        lines.push_str(&reveal(line));
        lines.push('\n');
    }
    // Nobody is left to be told when this fails.
    drop(io::stderr().lock().write_all(lines.as_bytes()));
}

/// A value as JSON in one line. Characters that would act on a terminal are escaped; it is the same value.
pub(crate) fn json<T: Serialize>(value: &T) -> String {
    pieces(value).text()
}

fn pieces<T: Serialize>(value: &T) -> Pieces {
    let mut pieces = Pieces::default();
    let mut serializer = Serializer::with_formatter(&mut pieces, Escaping);
    if value.serialize(&mut serializer).is_err() {
        pieces.list = vec![b"null".to_vec()];
    }
    pieces
}

/// Bytes in pieces: what is long is never copied to make room for more.
#[derive(Debug, Default)]
struct Pieces {
    list: Vec<Vec<u8>>,
}

impl Pieces {
    /// How long a piece is, in bytes.
    const PIECE: usize = 1 << 16;

    fn text(self) -> String {
        let mut list = self.list.into_iter();
        let mut all = list.next().unwrap_or_default();
        list.for_each(|piece| all.extend(piece));
        String::from_utf8(all).unwrap_or_default()
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.list.last_mut() {
            Some(last) if last.len() + bytes.len() <= Self::PIECE => last.extend_from_slice(bytes),
            _ => {
                // The first piece is as long as it has to be: most values are short.
                let mut piece = if self.list.is_empty() {
                    Vec::new()
                } else {
                    Vec::with_capacity(Self::PIECE)
                };
                piece.extend_from_slice(bytes);
                self.list.push(piece);
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes JSON in which no character could act on a terminal.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut done = 0;
        for (at, c) in hidden(fragment) {
            writer.write_all(fragment.get(done..at).unwrap_or_default().as_bytes())?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            done = at + c.len_utf8();
        }
        writer.write_all(fragment.get(done..).unwrap_or_default().as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn out() -> Out {
        Out {
            before: Pieces::default(),
            lines: String::new(),
            colour: false,
            width: None,
        }
    }

    #[test]
    fn nothing_that_acts_gets_out() {
        let hostile = "a\u{1b}[2J\u{202e}b\u{9b}31m\u{7}\u{e0041}";
        let mut out = out();
        out.line(hostile);
        out.paragraph(Look::Bad, 2, hostile);
        out.table(&[vec![(Look::Plain, hostile.to_owned())]]);
        out.json(&hostile);
        assert_eq!(
            hidden(&out.lines)
                .filter(|(_, c)| *c != '\n')
                .collect::<Vec<_>>(),
            []
        );
        let back: String = serde_json::from_str(&json(&hostile)).unwrap();
        assert_eq!(back, hostile);
    }

    #[test]
    fn a_long_value_is_written_whole_and_in_its_place() {
        let long: Vec<String> = (0..5_000)
            .map(|n| format!("no. {n} \u{202e}\"，"))
            .collect();
        let mut out = out();
        out.line("before");
        out.json(&long);
        out.line("after");
        assert!(out.before.list.len() > 2);
        let mut all = out.before.text();
        all.push_str(&out.lines);
        let lines: Vec<&str> = all.lines().collect();
        assert_eq!(lines.len(), 3);
        let back: Vec<String> = serde_json::from_str(lines[1]).unwrap();
        assert_eq!((lines[0], back, lines[2]), ("before", long, "after"));
        assert!(hidden(lines[1]).next().is_none());
    }

    #[test]
    fn columns_stand_under_each_other_whatever_is_in_them() {
        let mut out = out();
        let row = |a: &str, b: &str| vec![(Look::Plain, a.to_owned()), (Look::Plain, b.to_owned())];
        out.table(&[row("哈萨克斯坦", "1"), row("KAZ", "2"), row("نزع", "3")]);
        assert_eq!(out.lines, "哈萨克斯坦  1\nKAZ         2\nنزع         3\n");
    }

    #[test]
    fn the_last_column_is_wrapped_under_itself_or_below_the_rest() {
        let row = |code: &str| {
            let words = "朝鲜民主主义人民共和国 and one two three";
            vec![
                (Look::Plain, code.to_owned()),
                (Look::Plain, words.to_owned()),
            ]
        };
        let lines = |width| {
            let mut out = out();
            out.width = width;
            out.table(&[row("KAZ"), row("UZB")]);
            out.lines
        };
        assert_eq!(lines(None).lines().count(), 2);
        assert_eq!(
            lines(Some(30)).lines().next_back(),
            Some("     and one two three"),
        );
        for width in [12, 20, 24, 30, 60] {
            for line in lines(Some(width)).lines() {
                assert!(cells(line) <= width.max(14), "{width}: {line}");
            }
        }
    }

    #[test]
    fn rows_are_wrapped_on_a_terminal_only() {
        let mut out = out();
        out.paragraph(Look::Plain, 2, "one two three four");
        out.width = Some(12);
        out.paragraph(Look::Plain, 2, "one two three four");
        assert_eq!(out.lines, "  one two three four\n  one two\n  three four\n");
    }
}
