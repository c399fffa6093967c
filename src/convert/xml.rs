//! XML as a tree, read with care: a file from outside may not declare a document type (from which entities grow without
//! end), nest without end, or repeat attributes until reading takes for ever. Start at [`read`].

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::ConvertError;
use super::lines::Lines;
use super::source;

/// Elements inside one another: more are no document.
const DEEPEST: usize = 256;

/// An element, with the name it has without its prefix.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: Box<str>,
    attributes: Vec<(Box<str>, Box<str>)>,
    pub(super) children: Vec<Node>,
    /// The line its start stands on, from 1.
    pub(super) line: usize,
}

/// What stands in an element.
#[derive(Debug)]
pub(super) enum Node {
    Element(Element),
    Words(String),
}

impl Element {
    /// The value of an attribute, by its name without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, _)| &**own == name);
        found.map(|(_, value)| &**value)
    }

    /// The elements directly in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Words(_) => None,
        })
    }

    /// The first element of a name directly in it.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| &*element.name == name)
    }

    /// The first element of a name anywhere in it, that fits.
    pub(super) fn find(&self, name: &str, fits: &dyn Fn(&Self) -> bool) -> Option<&Self> {
        self.elements().find_map(|element| {
            if &*element.name == name && fits(element) {
                return Some(element);
            }
            element.find(name, fits)
        })
    }

    /// All words in it, as they stand.
    pub(super) fn words(&self) -> String {
        let mut out = String::new();
        self.gather(&mut out);
        out
    }

    fn gather(&self, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Words(words) => out.push_str(words),
                Node::Element(element) => element.gather(out),
            }
        }
    }
}

/// The root element of a file.
///
/// # Errors
/// When the bytes are not UTF-8, not well formed, nest too deep, or declare a document type.
pub(super) fn read(bytes: &[u8]) -> Result<Element, ConvertError> {
    let text = source::decode(bytes)?;
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut lines = Lines::from(text, 1);
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    loop {
        let place = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event().map_err(|error| ConvertError::Xml {
            line: lines.of(usize::try_from(reader.error_position()).unwrap_or(usize::MAX)),
            problem: error.to_string(),
        })?;
        match event {
            Event::Start(start) => {
                let line = lines.of(place);
                if open.len() >= DEEPEST {
                    let problem = format!("elements stand more than {DEEPEST} deep in one another");
                    return Err(ConvertError::Xml { line, problem });
                }
                open.push(element(&start, line)?);
            }
            Event::End(_) => {
                if let Some(done) = open.pop() {
                    match open.last_mut() {
                        Some(parent) => parent.children.push(Node::Element(done)),
                        None => root = root.or(Some(done)),
                    }
                }
            }
            Event::Text(words) => put(&mut open, &words.xml10_content()),
            Event::CData(words) => put(&mut open, &words.xml10_content()),
            Event::GeneralRef(name) => {
                let problem = |problem: String, lines: &mut Lines<'_>| ConvertError::Xml {
                    line: lines.of(place),
                    problem,
                };
                if name.is_char_ref() {
                    let c = name
                        .resolve_char_ref()
                        .map_err(|error| problem(error.to_string(), &mut lines))?;
                    put(&mut open, c.unwrap_or('\u{fffd}').encode_utf8(&mut [0; 4]));
                } else if let Some(words) = quick_xml::escape::resolve_xml_entity(&name) {
                    put(&mut open, words);
                } else {
                    return Err(problem(format!("“&{};” is not known", &*name), &mut lines));
                }
            }
            Event::DocType(_) => {
                return Err(ConvertError::DocumentType {
                    line: lines.of(place),
                });
            }
            Event::Eof => break,
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    let unclosed = open.first().map(|element| (element.line, element));
    match (unclosed, root) {
        (Some((line, element)), _) => Err(ConvertError::Xml {
            line,
            problem: format!("<{}> is opened and never closed", element.name),
        }),
        (None, Some(root)) => Ok(root),
        (None, None) => Err(ConvertError::Xml {
            line: 1,
            problem: "there is no element in it".to_owned(),
        }),
    }
}

fn element(start: &BytesStart<'_>, line: usize) -> Result<Element, ConvertError> {
    let mut attributes = Vec::new();
    // Looking for doubles would take a time that grows with their square.
    for attribute in start.attributes().with_checks(false) {
        let problem = |problem: String| ConvertError::Xml { line, problem };
        let attribute = attribute.map_err(|error| problem(error.to_string()))?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| problem(error.to_string()))?;
        let name = attribute.key.local_name().into_inner();
        attributes.push((name.into(), (&*value).into()));
    }
    Ok(Element {
        name: start.local_name().into_inner().into(),
        attributes,
        children: Vec::new(),
        line,
    })
}

fn put(open: &mut [Element], words: &str) {
    let Some(element) = open.last_mut() else {
        return;
    };
    match element.children.last_mut() {
        Some(Node::Words(before)) => before.push_str(words),
        _ => element.children.push(Node::Words(words.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(xml: &str) -> String {
        read(xml.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn a_tree_has_names_without_prefix_values_and_words() {
        let root = read("\u{feff}<?xml version=\"1.0\"?>\n<!-- c -->\n<a:b x:y='1 &amp; 2'>\n<c/>é&lt;&#x4E2D;<![CDATA[<d>]]></a:b>".as_bytes()).unwrap();
        assert_eq!((&*root.name, root.line), ("b", 3));
        assert_eq!(root.attribute("y"), Some("1 & 2"));
        assert_eq!(root.words(), "\né<中<d>");
        assert_eq!(root.child("c").map(|c| c.line), Some(4));
        assert!(root.find("d", &|_| true).is_none());
    }

    #[test]
    fn what_would_hurt_is_refused_with_its_line() {
        let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY b \"bb\">]>\n<a>&b;</a>";
        assert!(error(bomb).starts_with("line 2 "), "{}", error(bomb));
        assert!(
            error("<a>\n&nbsp;</a>").contains("line 2")
                && error("<a>&nbsp;</a>").contains("&nbsp;")
        );
        let deep = "<a>".repeat(300) + &"</a>".repeat(300);
        assert!(error(&deep).contains("256"));
        let wide = format!(
            "<a {}/>",
            (0..50_000).fold(String::new(), |all, n| all + &format!("b{n}='' "))
        );
        assert!(read(wide.as_bytes()).is_ok());
    }

    #[test]
    fn what_is_broken_is_said() {
        for broken in [
            "",
            "words",
            "<a>",
            "<a></b>",
            "<a",
            "<a b></a>",
            "<a>&#xffffffff;</a>",
        ] {
            assert!(!error(broken).is_empty(), "{broken}");
        }
        assert!(error("<a>\n<b></c></a>").contains("line 2"));
    }
}
