//! Tables as comma-separated values (RFC 4180): UTF-8, a line of names first, lines that end in CR LF.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula and runs it. Such a cell, and one that
//! begins with a tab or a line end, gets an apostrophe in front (OWASP, *CSV Injection*); reading takes it away again.

use thiserror::Error;

/// A table as comma-separated values.
pub fn write<'a>(rows: impl IntoIterator<Item = &'a Vec<String>>) -> String {
    let mut out = String::new();
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            let cell = guarded(cell);
            // A lone empty cell is quoted, or its row would be an empty line.
            if cell.contains([',', '"', '\r', '\n']) || (cell.is_empty() && row.len() == 1) {
                out.push('"');
                out.push_str(&cell.replace('"', "\"\""));
                out.push('"');
            } else {
                out.push_str(&cell);
            }
        }
        out.push_str("\r\n");
    }
    out
}

/// Whether a spreadsheet would do more with a text than show it, or reading would take an apostrophe away from it.
fn acts(cell: &str) -> bool {
    cell.trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

/// A cell that a spreadsheet shows and never runs.
fn guarded(cell: &str) -> String {
    if acts(cell) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// Why a table cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CsvError {
    /// A quote is open at the end.
    #[error("line {0}: a quotation mark is opened here and never closed")]
    Open(usize),
    /// Something stands between a closing quote and the next comma.
    #[error("line {0}: after a closing quotation mark comes a comma or the end of the line")]
    Behind(usize),
}

/// A row of a table, with the line it begins in, counted from 1.
pub type CsvRow = (usize, Vec<String>);

/// The rows of comma-separated values. Line ends of any kind are taken, empty lines passed over.
///
/// # Errors
/// [`CsvError`], with the line.
pub fn read(text: &str) -> Result<Vec<CsvRow>, CsvError> {
    let mut rows = Vec::new();
    let mut reader = Reader {
        chars: text.trim_start_matches('\u{feff}').chars().peekable(),
        line: 1,
    };
    while reader.chars.peek().is_some() {
        let line = reader.line;
        let row = reader.row()?;
        if row.iter().any(|cell| !cell.is_empty()) {
            rows.push((line, row));
        }
    }
    Ok(rows)
}

struct Reader<'a> {
    chars: std::iter::Peekable<std::str::Chars<'a>>,
    line: usize,
}

/// What stands behind a cell.
enum Behind {
    Cell,
    Row,
}

impl Reader<'_> {
    fn row(&mut self) -> Result<Vec<String>, CsvError> {
        let mut row = Vec::new();
        loop {
            let (cell, behind) = self.cell()?;
            row.push(match cell.strip_prefix('\'') {
                Some(rest) if acts(rest) => rest.to_owned(),
                _ => cell,
            });
            if matches!(behind, Behind::Row) {
                return Ok(row);
            }
        }
    }

    fn cell(&mut self) -> Result<(String, Behind), CsvError> {
        let mut cell = String::new();
        if self.chars.next_if_eq(&'"').is_some() {
            let opened = self.line;
            loop {
                match self.chars.next() {
                    None => return Err(CsvError::Open(opened)),
                    Some('"') if self.chars.next_if_eq(&'"').is_some() => cell.push('"'),
                    Some('"') => break,
                    Some(c) => {
                        self.line += usize::from(c == '\n');
                        cell.push(c);
                    }
                }
            }
            return match self.end() {
                Some(behind) => Ok((cell, behind)),
                None => Err(CsvError::Behind(self.line)),
            };
        }
        loop {
            if let Some(behind) = self.end() {
                return Ok((cell, behind));
            }
            cell.extend(self.chars.next());
        }
    }

    /// The end of a cell, if it is here.
    fn end(&mut self) -> Option<Behind> {
        match self.chars.peek() {
            Some(',') => {
                self.chars.next();
                Some(Behind::Cell)
            }
            None => Some(Behind::Row),
            Some('\r' | '\n') => {
                if self.chars.next() == Some('\r') {
                    self.chars.next_if_eq(&'\n');
                }
                self.line += 1;
                Some(Behind::Row)
            }
            Some(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn cells_are_quoted_where_they_must_be_and_never_run() {
        for (cells, line) in [
            (&["a", "b"][..], "a,b\r\n"),
            (
                &["a,b", "c \"d\"", "e\nf"],
                "\"a,b\",\"c \"\"d\"\"\",\"e\nf\"\r\n",
            ),
            (&["=1+2", "+1", "-1", "@x"], "'=1+2,'+1,'-1,'@x\r\n"),
            (&["\t=1", "'=1", "it’s", "'a"], "'\t=1,''=1,it’s,'a\r\n"),
            (&["", ""], ",\r\n"),
            (&[""], "\"\"\r\n"),
            (&["=a,b"], "\"'=a,b\"\r\n"),
        ] {
            assert_eq!(write(&[row(cells)]), line);
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let rows = [
            row(&["name", "note"]),
            row(&["Côte d’Ivoire", "said \"no\", twice\r\nand more"]),
            row(&["=cmd|' /C calc'!A0", "'=", "''@", "-"]),
            row(&["中国", "لا", ""]),
        ];
        let read = read(&write(&rows)).unwrap();
        let cells: Vec<_> = read.iter().map(|(_, cells)| cells.clone()).collect();
        assert_eq!(cells, rows);
        let lines: Vec<usize> = read.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 2, 4, 5]);
    }

    #[test]
    fn a_table_that_cannot_be_read_says_where() {
        assert_eq!(read("a,b\n\"c\nd"), Err(CsvError::Open(2)));
        assert_eq!(read("a\n\"b\"c,d"), Err(CsvError::Behind(2)));
        assert_eq!(
            read("\u{feff}a\r\rb\n"),
            Ok(vec![(1, row(&["a"])), (3, row(&["b"]))])
        );
    }

    proptest::proptest! {
        #![proptest_config(crate::text::samples::cases())]

        #[test]
        fn any_table_comes_back_as_it_was(rows in proptest::collection::vec(proptest::collection::vec("[a=+@',\"\r\n\t é中-]{0,6}", 1..4), 0..5)) {
            let back: Vec<_> = read(&write(&rows)).unwrap().into_iter().map(|(_, cells)| cells).collect();
            let full: Vec<_> = rows.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
            assert_eq!(back, full);
        }
    }
}
