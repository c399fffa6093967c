//! What the styles of a Word file say of a paragraph: headings, numbers, stress. Start at [`Styles::read`].

use std::collections::HashMap;

use super::super::xml::Element;
use super::numbering::value;

/// Styles that are built on one another deeper than this go in a circle.
const DEEPEST: usize = 16;

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    number: Option<String>,
    level: Option<usize>,
    /// Which switches of stress are set, and how.
    stress: Vec<(Box<str>, bool)>,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    all: HashMap<String, Style>,
    usual: String,
    numberings: Vec<(String, String)>,
}

/// Whether a switch is on: it is when it stands there, unless it says otherwise.
pub(super) fn is_on(element: &Element) -> bool {
    !matches!(element.attribute("val"), Some("0" | "false" | "off"))
}

impl Styles {
    pub(super) fn read(root: &Element) -> Self {
        let mut read = Self::default();
        for element in root.elements().filter(|e| &*e.name == "style") {
            let id = element.attribute("styleId").unwrap_or_default().to_owned();
            let paragraph = element.child("pPr");
            let numbers = paragraph.and_then(|p| p.child("numPr"));
            let number = numbers.and_then(|n| value(n, "numId"));
            let kind = element.attribute("type").unwrap_or_default();
            if let (Some(number), "numbering") = (number, kind) {
                read.numberings.push((id.clone(), number.to_owned()));
            }
            if kind == "paragraph" && element.attribute("default").is_some_and(|d| d != "0") {
                read.usual.clone_from(&id);
            }
            let switches = element.child("rPr").into_iter().flat_map(Element::elements);
            let switches = switches.filter(|e| matches!(&*e.name, "i" | "b" | "iCs" | "bCs"));
            let style = Style {
                name: value(element, "name").unwrap_or_default().to_owned(),
                based_on: value(element, "basedOn").map(str::to_owned),
                outline: paragraph
                    .and_then(|p| value(p, "outlineLvl"))
                    .and_then(|level| level.parse().ok()),
                number: number.map(str::to_owned),
                level: numbers
                    .and_then(|n| value(n, "ilvl"))
                    .and_then(|level| level.parse().ok()),
                stress: switches.map(|e| (e.name.clone(), is_on(e))).collect(),
            };
            read.all.insert(id, style);
        }
        read
    }

    /// Styles of numbering with the number that defines each.
    pub(super) fn numbers(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.numberings.iter();
        all.map(|(style, number)| (style.as_str(), number.as_str()))
    }

    /// The style of a paragraph that names none.
    pub(super) fn usual(&self) -> &str {
        &self.usual
    }

    /// A style and those it is built on.
    fn line<'a>(&'a self, id: &'a str) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let mut next = Some(id);
        std::iter::from_fn(move || {
            let id = next?;
            let style = self.all.get(id)?;
            next = style.based_on.as_deref();
            Some((id, style))
        })
        .take(DEEPEST)
    }

    /// The number that a style gives, and at which level.
    pub(super) fn number(&self, id: &str) -> (Option<String>, usize) {
        let number = self.line(id).find_map(|(_, style)| style.number.clone());
        let level = self.line(id).find_map(|(_, style)| style.level);
        (number, level.unwrap_or(0))
    }

    /// How high a heading it is, 1 the highest; none for words of the text. Headings are known by their outline level, by
    /// Word's names for them, and by those of the templates of the United Nations (`_ H _Ch_G`, `_ H_1_G`, `_ H_2/3`).
    pub(super) fn heading(&self, id: &str) -> Option<u8> {
        for (id, style) in self.line(id) {
            if let Some(level) = style.outline {
                return (level < 9).then_some(level + 1);
            }
            let name = plain(&style.name);
            if let Some(level) = name.strip_prefix("heading") {
                return level.parse().ok();
            }
            if name == "title" || name == "subtitle" {
                return Some(1);
            }
            let of_template = [name.as_str(), &plain(id)].into_iter().find_map(template);
            if of_template.is_some() {
                return of_template;
            }
        }
        None
    }

    /// Whether a style turns a switch of stress on. A heading is bold as a heading, not for stress.
    pub(super) fn is_stressed(&self, id: &str, switch: &str) -> bool {
        self.heading(id).is_none()
            && self.line(id).find_map(|(_, style)| {
                let set = style.stress.iter().find(|(name, _)| &**name == switch);
                set.map(|(_, on)| *on)
            }) == Some(true)
    }
}

fn plain(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The level of a heading in the templates of the United Nations.
fn template(name: &str) -> Option<u8> {
    let name = name.strip_suffix('g').unwrap_or(name);
    let name = ["reg", "title", "agendatitle", "anno"]
        .iter()
        .find_map(|front| {
            name.strip_prefix(front)
                .filter(|rest| rest.starts_with('h'))
        })
        .unwrap_or(name);
    Some(match name {
        "hch" | "hm" => 1,
        "h1" => 2,
        "h2" | "h23" => 3,
        "h4" => 4,
        "h5" | "h56" => 5,
        _ => return None,
    })
}
