//! Lists and mappings between brackets.

use super::{Fault, Kind, Node, Pair, Problem, Scanner};

impl Scanner<'_> {
    pub(super) fn flow(&mut self, depth: usize) -> Result<Node, Fault> {
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
