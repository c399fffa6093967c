//! Where plain, quoted and block scalars end.

use super::{Fault, Kind, Node, Problem, Scanner};

impl Scanner<'_> {
    /// To the end of a plain scalar's part on this line; gives its end without trailing blanks.
    pub(super) fn plain_line(&mut self, flow: bool) -> usize {
        let start = self.pos;
        let (mut index, mut end) = (start, start);
        while !self.line_ends(index) {
            let byte = self.at(index);
            let flow_mark = |byte| matches!(byte, b',' | b'[' | b']' | b'{' | b'}');
            let stop = match byte {
                b':' => self.gap(index + 1) || (flow && flow_mark(self.at(index + 1))),
                b'#' => index > start && matches!(self.at(index - 1), b' ' | b'\t'),
                _ => flow && flow_mark(byte),
            };
            if stop {
                break;
            }
            index += 1;
            if !matches!(byte, b' ' | b'\t') {
                end = index;
            }
        }
        self.pos = index;
        end
    }

    /// The start of the next line that has something on it, and where that something starts.
    pub(super) fn next_words(&self) -> Result<Option<(usize, usize)>, Fault> {
        let (mut index, mut line, mut tab) = (self.pos, self.line, None);
        loop {
            match self.at(index) {
                b'\n' => {
                    line = index + 1;
                    tab = None;
                }
                b'\t' => tab = tab.or(Some(index)),
                b' ' | b'\r' => {}
                _ if index >= self.bytes.len() => return Ok(None),
                _ => break,
            }
            index += 1;
        }
        match tab {
            Some(at) if at >= line && line > self.line => Err(Fault {
                at,
                problem: Problem::Tab,
            }),
            _ => Ok(Some((line, index))),
        }
    }

    pub(super) fn plain_rest(
        &mut self,
        start: usize,
        mut end: usize,
        parent: isize,
    ) -> Result<Node, Fault> {
        while self.line_ends(self.pos) {
            let Some((line, index)) = self.next_words()? else {
                break;
            };
            if self.at(index) == b'#' || (index - line) as isize <= parent {
                break;
            }
            let old = std::mem::replace(&mut self.line, line);
            if self.marker(index) {
                self.line = old;
                break;
            }
            self.pos = index;
            end = self.plain_line(false);
            if self.peek() == b':' && self.gap(self.pos + 1) {
                return Err(self.fault(Problem::Colon));
            }
        }
        Ok(Node {
            start,
            end,
            kind: Kind::Plain,
        })
    }

    pub(super) fn quoted(&mut self) -> Result<Node, Fault> {
        let (start, line, quote) = (self.pos, self.line, self.peek());
        self.pos += 1;
        loop {
            if self.at_end() {
                (self.pos, self.line) = (start, line);
                return Err(self.fault(Problem::OpenQuote));
            }
            let byte = self.peek();
            self.pos += 1;
            if byte == b'\n' {
                self.line = self.pos;
                if self.marker(self.pos) {
                    return Err(self.fault(Problem::Documents));
                }
            } else if byte == b'\\' && quote == b'"' && !self.line_ends(self.pos) {
                self.pos += 1;
            } else if byte == quote {
                if quote == b'\'' && self.peek() == b'\'' {
                    self.pos += 1;
                } else {
                    break;
                }
            }
        }
        let kind = if quote == b'"' {
            Kind::Double
        } else {
            Kind::Single
        };
        Ok(Node {
            start,
            end: self.pos,
            kind,
        })
    }

    pub(super) fn block_scalar(&mut self, parent: isize) -> Result<Node, Fault> {
        let (start, folded) = (self.pos, self.peek() == b'>');
        let (mut given, mut keep) = (None, false);
        self.pos += 1;
        for _ in 0..2 {
            match self.peek() {
                digit @ b'1'..=b'9' if given.is_none() => given = Some(usize::from(digit - b'0')),
                b'+' => keep = true,
                b'-' => {}
                _ => break,
            }
            self.pos += 1;
        }
        if !self.gap(self.pos) {
            return Err(self.fault(Problem::BlockHeader));
        }
        let header_end = self.pos;
        self.blanks();
        if self.peek() == b'#' {
            while !self.line_ends(self.pos) {
                self.pos += 1;
            }
        }
        if !self.line_ends(self.pos) {
            return Err(self.fault(Problem::BlockHeader));
        }
        self.next_line();
        let body = self.pos;
        let least = usize::try_from(parent + 1).unwrap_or(0).max(1);
        let indent = match given {
            Some(more) => usize::try_from(parent).unwrap_or(0) + more,
            None => self.content_indent()?.max(least),
        };
        let mut end = header_end;
        while !self.at_end() {
            let spaces = (0..indent)
                .take_while(|n| self.at(self.pos + n) == b' ')
                .count();
            let index = self.pos + spaces;
            if !self.line_ends(index) {
                if spaces < indent {
                    if self.at(index) == b'\t' {
                        return Err(Fault {
                            at: index,
                            problem: Problem::Tab,
                        });
                    }
                    break;
                }
                self.next_line();
                end = self.pos;
            } else if index >= self.bytes.len() {
                self.pos = index;
            } else {
                self.next_line();
            }
        }
        if keep && self.pos > end {
            end = self.line;
        }
        Ok(Node {
            start,
            end,
            kind: Kind::Block {
                folded,
                indent,
                body,
            },
        })
    }

    fn next_line(&mut self) {
        while !self.at_end() && self.peek() != b'\n' {
            self.pos += 1;
        }
        self.pos = self.bytes.len().min(self.pos + 1);
        self.line = self.pos;
    }

    /// Indentation of a block scalar without an indicator: the widest of its first blank lines and its first line of words.
    fn content_indent(&self) -> Result<usize, Fault> {
        let (mut index, mut widest) = (self.pos, 0);
        loop {
            let spaces = self
                .bytes
                .iter()
                .skip(index)
                .take_while(|byte| **byte == b' ')
                .count();
            widest = widest.max(spaces);
            index += spaces;
            match self.at(index) {
                b'\n' => index += 1,
                b'\r' if self.at(index + 1) == b'\n' => index += 2,
                b'\t' => {
                    return Err(Fault {
                        at: index,
                        problem: Problem::Tab,
                    });
                }
                _ => return Ok(widest),
            }
        }
    }
}
