//! Reads the shape of a YAML text: which bytes are which key, value and list item.
//!
//! One pass, linear, never deeper than [`MAX_DEPTH`], no panic on any input. It follows libyaml where libyaml and the YAML
//! specification differ, because libyaml reads our files afterwards; where a construct is not needed in a workspace
//! (anchors, aliases, tags, `? key`, several documents) it stops with a [`Fault`]. It never decodes values.
//! Start at [`scan`].

mod flow;
mod scalar;

use super::guard::Problem;

/// Deepest nesting of lists and mappings, block and flow together.
pub(crate) const MAX_DEPTH: usize = 64;

/// What is wrong, and the byte offset at which it is.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) at: usize,
    pub(crate) problem: Problem,
}

/// A piece of the text: `start..end` in bytes, without the comment after it.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) start: usize,
    /// For a block scalar: after the line break of its last line that is not blank.
    pub(crate) end: usize,
    pub(crate) kind: Kind,
}

/// What a [`Node`] is.
#[derive(Debug)]
pub(crate) enum Kind {
    /// Nothing was written: `key:` with no value. `start` and `end` are right after the colon or dash.
    Empty,
    Plain,
    Single,
    Double,
    /// `|` or `>`: its content lines start at `body` and are indented by `indent` spaces.
    Block {
        folded: bool,
        indent: usize,
        body: usize,
    },
    /// Block mapping; the keys stand in column `column` (from 0).
    Map {
        column: usize,
        pairs: Vec<Pair>,
    },
    /// Block sequence; the dashes stand in column `column` (from 0).
    List {
        column: usize,
        items: Vec<Item>,
    },
    FlowMap(Vec<Pair>),
    FlowList(Vec<Node>),
}

#[derive(Debug)]
pub(crate) struct Pair {
    pub(crate) key: Node,
    /// Offset right after the colon (of the key's end where a flow key has no colon).
    pub(crate) after_colon: usize,
    pub(crate) value: Node,
}

#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) dash: usize,
    pub(crate) value: Node,
}

/// Reads the shape of one whole document. A byte order mark must have been taken off.
pub(crate) fn scan(text: &str) -> Result<Node, Fault> {
    let mut scanner = Scanner {
        bytes: text.as_bytes(),
        pos: 0,
        line: 0,
        lead: (usize::MAX, 0),
    };
    scanner.skip()?;
    if scanner.peek() == b'%' {
        return Err(scanner.fault(Problem::Directive));
    }
    if scanner.marker(scanner.pos) {
        if scanner.peek() == b'.' {
            return Err(scanner.fault(Problem::Documents));
        }
        scanner.pos += 3;
        scanner.line_is_over()?;
    }
    let root = scanner.node(-1, Place::Root, 0)?;
    scanner.skip()?;
    let closed = scanner.marker(scanner.pos) && scanner.peek() == b'.';
    if closed {
        scanner.pos += 3;
        scanner.skip()?;
    }
    if scanner.at_end() {
        Ok(root)
    } else if closed || scanner.marker(scanner.pos) {
        Err(scanner.fault(Problem::Documents))
    } else {
        Err(scanner.fault(Problem::Indentation))
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    Root,
    Dash,
    Value,
}

struct Scanner<'a> {
    bytes: &'a [u8],
    pos: usize,
    /// Start of the line that `pos` is on.
    line: usize,
    /// A line start and its first byte that is not a space, remembered.
    lead: (usize, usize),
}

impl Scanner<'_> {
    fn at(&self, index: usize) -> u8 {
        self.bytes.get(index).copied().unwrap_or(0)
    }

    fn peek(&self) -> u8 {
        self.at(self.pos)
    }

    fn at_end(&self) -> bool {
        self.pos >= self.bytes.len()
    }

    fn col(&self) -> usize {
        self.pos.saturating_sub(self.line)
    }

    fn fault(&self, problem: Problem) -> Fault {
        Fault {
            at: self.pos,
            problem,
        }
    }

    fn gap(&self, index: usize) -> bool {
        index >= self.bytes.len() || matches!(self.at(index), b' ' | b'\t' | b'\n' | b'\r')
    }

    fn line_ends(&self, index: usize) -> bool {
        index >= self.bytes.len() || matches!(self.at(index), b'\n' | b'\r')
    }

    /// Is there a `---` or `...` at `index`, a start of a line?
    fn marker(&self, index: usize) -> bool {
        let three = self.bytes.get(index..index.saturating_add(3));
        index == self.line && matches!(three, Some(b"---" | b"...")) && self.gap(index + 3)
    }

    fn dash(&self) -> bool {
        self.peek() == b'-' && self.gap(self.pos + 1)
    }

    fn leads(&mut self) -> bool {
        if self.lead.0 != self.line {
            let spaces = self
                .bytes
                .iter()
                .skip(self.line)
                .take_while(|byte| **byte == b' ');
            self.lead = (self.line, self.line + spaces.count());
        }
        self.pos <= self.lead.1
    }

    /// To the next token, over spaces, comments and line breaks.
    fn skip(&mut self) -> Result<(), Fault> {
        loop {
            match self.peek() {
                b' ' | b'\r' => self.pos += 1,
                b'\t' => {
                    if self.leads() {
                        return Err(self.fault(Problem::Tab));
                    }
                    self.pos += 1;
                }
                b'#' => {
                    while !self.line_ends(self.pos) {
                        self.pos += 1;
                    }
                }
                b'\n' => {
                    self.pos += 1;
                    self.line = self.pos;
                }
                _ => return Ok(()),
            }
        }
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), b' ' | b'\t') {
            self.pos += 1;
        }
    }

    /// Only a comment may follow on this line.
    fn line_is_over(&mut self) -> Result<(), Fault> {
        self.blanks();
        if self.peek() == b'#' || self.line_ends(self.pos) {
            Ok(())
        } else if self.peek() == b':' && self.gap(self.pos + 1) {
            Err(self.fault(Problem::Colon))
        } else {
            Err(self.fault(Problem::AfterValue))
        }
    }

    fn deeper(&self, depth: usize) -> Result<usize, Fault> {
        if depth >= MAX_DEPTH {
            Err(self.fault(Problem::Depth))
        } else {
            Ok(depth + 1)
        }
    }

    /// Characters that no value may start with.
    fn refused_start(&self, flow: bool) -> Option<Problem> {
        Some(match self.peek() {
            b'&' => Problem::Anchor,
            b'*' => Problem::Alias,
            b'!' => Problem::Tag,
            b'%' if !flow && self.col() == 0 => Problem::Directive,
            b'%' | b'@' | b'`' | b',' | b']' | b'}' => Problem::Reserved,
            b'|' | b'>' if flow => Problem::Reserved,
            b'-' if flow && self.gap(self.pos + 1) => Problem::Reserved,
            b'?' if flow || self.gap(self.pos + 1) => Problem::ExplicitKey,
            b':' if flow || self.gap(self.pos + 1) => Problem::NoKey,
            _ => return None,
        })
    }

    fn node(&mut self, parent: isize, place: Place, depth: usize) -> Result<Node, Fault> {
        let (from, from_line) = (self.pos, self.line);
        self.skip()?;
        let empty = Node {
            start: from,
            end: from,
            kind: Kind::Empty,
        };
        if self.at_end() || self.marker(self.pos) {
            return Ok(empty);
        }
        let same_line = place != Place::Root && self.line == from_line;
        let column = self.col();
        let indentless = place == Place::Value && column as isize == parent && self.dash();
        if !same_line && column as isize <= parent && !indentless {
            return Ok(empty);
        }
        let may_be_key = !(same_line && place == Place::Value);
        if self.dash() {
            if !may_be_key {
                return Err(self.fault(Problem::ListOnKeyLine));
            }
            return self.list(column, depth);
        }
        if let Some(problem) = self.refused_start(false) {
            return Err(self.fault(problem));
        }
        match self.peek() {
            b'|' | b'>' => self.block_scalar(parent),
            b'[' | b'{' => {
                let node = self.flow(depth)?;
                self.line_is_over()?;
                Ok(node)
            }
            b'"' | b'\'' => {
                let line = self.line;
                let node = self.quoted()?;
                self.blanks();
                if self.peek() == b':' && self.gap(self.pos + 1) && may_be_key && self.line == line
                {
                    return self.map(column, node, depth);
                }
                self.line_is_over()?;
                Ok(node)
            }
            _ => {
                let start = self.pos;
                let end = self.plain_line(false);
                if self.peek() != b':' || !self.gap(self.pos + 1) {
                    return self.plain_rest(start, end, parent);
                }
                if !may_be_key {
                    return Err(self.fault(Problem::Colon));
                }
                self.map(
                    column,
                    Node {
                        start,
                        end,
                        kind: Kind::Plain,
                    },
                    depth,
                )
            }
        }
    }

    fn map(&mut self, column: usize, first: Node, depth: usize) -> Result<Node, Fault> {
        let depth = self.deeper(depth)?;
        let (start, mut key, mut pairs) = (first.start, first, Vec::new());
        loop {
            self.check_key(&key)?;
            self.pos += 1;
            let after_colon = self.pos;
            let value = self.node(column as isize, Place::Value, depth)?;
            pairs.push(Pair {
                key,
                after_colon,
                value,
            });
            self.skip()?;
            if self.at_end() || self.marker(self.pos) || self.col() < column {
                break;
            }
            if self.col() > column {
                return Err(self.fault(Problem::Indentation));
            }
            key = self.key()?;
        }
        let end = pairs.last().map_or(start, |pair| pair.value.end);
        Ok(Node {
            start,
            end,
            kind: Kind::Map { column, pairs },
        })
    }

    fn check_key(&self, key: &Node) -> Result<(), Fault> {
        if matches!(key.kind, Kind::Plain) && self.bytes.get(key.start..key.end) == Some(b"<<") {
            return Err(Fault {
                at: key.start,
                problem: Problem::MergeKey,
            });
        }
        Ok(())
    }

    fn key(&mut self) -> Result<Node, Fault> {
        if let Some(problem) = self.refused_start(false) {
            return Err(self.fault(problem));
        }
        let (start, line) = (self.pos, self.line);
        let key = match self.peek() {
            b'"' | b'\'' => self.quoted()?,
            b'[' | b'{' | b'|' | b'>' => return Err(self.fault(Problem::NotAKey)),
            b'-' if self.gap(self.pos + 1) => return Err(self.fault(Problem::NotAKey)),
            _ => {
                let end = self.plain_line(false);
                Node {
                    start,
                    end,
                    kind: Kind::Plain,
                }
            }
        };
        self.blanks();
        if self.line == line && self.peek() == b':' && self.gap(self.pos + 1) {
            Ok(key)
        } else {
            Err(Fault {
                at: start,
                problem: Problem::NotAKey,
            })
        }
    }

    fn list(&mut self, column: usize, depth: usize) -> Result<Node, Fault> {
        let depth = self.deeper(depth)?;
        let (start, mut items) = (self.pos, Vec::new());
        loop {
            let dash = self.pos;
            self.pos += 1;
            let value = self.node(column as isize, Place::Dash, depth)?;
            items.push(Item { dash, value });
            self.skip()?;
            if self.at_end() || self.marker(self.pos) || self.col() < column {
                break;
            }
            if self.col() > column {
                return Err(self.fault(Problem::Indentation));
            }
            if !self.dash() {
                break;
            }
        }
        let end = items.last().map_or(start, |item| item.value.end);
        Ok(Node {
            start,
            end,
            kind: Kind::List { column, items },
        })
    }
}
