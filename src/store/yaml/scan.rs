//! Reads the shape of a YAML text: which bytes are which key, value and list item.
//!
//! One pass, linear, never deeper than [`MAX_DEPTH`], no panic on any input. It follows libyaml where libyaml and the YAML
//! specification differ, because libyaml reads our files afterwards; where a construct is not needed in a workspace
//! (anchors, aliases, tags, `? key`, several documents) it stops with a [`Fault`]. It never decodes values.
//! Start at [`scan`].

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
    if scanner.marker(scanner.pos) && scanner.peek() == b'.' {
        scanner.pos += 3;
        scanner.skip()?;
    }
    if scanner.at_end() {
        Ok(root)
    } else if scanner.col() == 0 && scanner.marker(scanner.pos) {
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

    /// To the end of a plain scalar's part on this line; gives its end without trailing blanks.
    fn plain_line(&mut self, flow: bool) -> usize {
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
    fn next_words(&self) -> Result<Option<(usize, usize)>, Fault> {
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

    fn plain_rest(&mut self, start: usize, mut end: usize, parent: isize) -> Result<Node, Fault> {
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

    fn quoted(&mut self) -> Result<Node, Fault> {
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

    fn block_scalar(&mut self, parent: isize) -> Result<Node, Fault> {
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

    fn flow(&mut self, depth: usize) -> Result<Node, Fault> {
        let depth = self.deeper(depth)?;
        let (start, is_map) = (self.pos, self.peek() == b'{');
        let close = if is_map { b'}' } else { b']' };
        let (mut pairs, mut items) = (Vec::new(), Vec::new());
        self.pos += 1;
        loop {
            self.flow_skip(start)?;
            if self.peek() == close {
                break;
            }
            let node = self.flow_node(depth)?;
            self.flow_skip(start)?;
            if self.peek() == b':' {
                let pair = self.flow_pair(node, start, depth)?;
                if is_map {
                    pairs.push(pair);
                } else {
                    let (start, end) = (pair.key.start, pair.value.end);
                    items.push(Node {
                        start,
                        end,
                        kind: Kind::FlowMap(vec![pair]),
                    });
                }
            } else if is_map {
                self.check_key(&node)?;
                let at = node.end;
                let value = Node {
                    start: at,
                    end: at,
                    kind: Kind::Empty,
                };
                pairs.push(Pair {
                    key: node,
                    after_colon: at,
                    value,
                });
            } else {
                items.push(node);
            }
            self.flow_skip(start)?;
            match self.peek() {
                b',' => self.pos += 1,
                byte if byte == close => break,
                _ => return Err(self.fault(Problem::FlowSeparator)),
            }
        }
        self.pos += 1;
        let kind = if is_map {
            Kind::FlowMap(pairs)
        } else {
            Kind::FlowList(items)
        };
        Ok(Node {
            start,
            end: self.pos,
            kind,
        })
    }

    fn flow_skip(&mut self, open: usize) -> Result<(), Fault> {
        self.skip()?;
        if self.at_end() {
            Err(Fault {
                at: open,
                problem: Problem::OpenFlow,
            })
        } else if self.marker(self.pos) {
            Err(self.fault(Problem::Documents))
        } else {
            Ok(())
        }
    }

    fn flow_pair(&mut self, key: Node, open: usize, depth: usize) -> Result<Pair, Fault> {
        if !matches!(key.kind, Kind::Plain | Kind::Single | Kind::Double) {
            return Err(self.fault(Problem::NotAKey));
        }
        self.check_key(&key)?;
        self.pos += 1;
        let after_colon = self.pos;
        self.flow_skip(open)?;
        let value = if matches!(self.peek(), b',' | b']' | b'}') {
            Node {
                start: after_colon,
                end: after_colon,
                kind: Kind::Empty,
            }
        } else {
            self.flow_node(depth)?
        };
        Ok(Pair {
            key,
            after_colon,
            value,
        })
    }

    fn flow_node(&mut self, depth: usize) -> Result<Node, Fault> {
        if let Some(problem) = self.refused_start(true) {
            return Err(self.fault(problem));
        }
        match self.peek() {
            b'[' | b'{' => self.flow(depth),
            b'"' | b'\'' => self.quoted(),
            _ => {
                let start = self.pos;
                let mut end = self.plain_line(true);
                while self.line_ends(self.pos) {
                    let Some((line, index)) = self.next_words()? else {
                        break;
                    };
                    let byte = self.at(index);
                    if matches!(byte, b',' | b'[' | b']' | b'{' | b'}' | b'#' | b':') {
                        break;
                    }
                    let old = std::mem::replace(&mut self.line, line);
                    if self.marker(index) {
                        self.line = old;
                        break;
                    }
                    self.pos = index;
                    end = self.plain_line(true);
                }
                Ok(Node {
                    start,
                    end,
                    kind: Kind::Plain,
                })
            }
        }
    }
}
