//! A comparison as a page: one file that any browser shows and prints, without scripts or anything from elsewhere.
//!
//! Struck words stand in `<del>`, new ones in `<ins>`, each told apart by more than colour. Every text carries its language
//! and direction. The same comparison always gives the same bytes. Start at [`to_html`]; a single text
//! as a page is [`text_to_html`].

mod markup;
mod stress;
mod text;

use crate::compare::{Edit, Item, Kind, Note, OnlyChanged, Op, Pair, Sheet, Shift};
use crate::model::{Document, Paragraph};
use crate::text::Language;

use markup::{STYLE, escape};
pub use text::{text_to_html, text_to_html_with};

/// How a page stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// What went and what came, in one text.
    #[default]
    Inline,
    /// Both texts in two columns, in step.
    Beside,
}

/// What a page is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page<'a> {
    /// What stands at the top and in the title bar.
    pub title: &'a str,
    /// How it stands.
    pub layout: Layout,
    /// Whether what is the same is left out.
    pub only: OnlyChanged,
}

/// The page of one or more comparisons.
pub fn to_html(sheets: &[Sheet], page: &Page<'_>) -> String {
    let title = escape(page.title);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    );
    for sheet in sheets {
        Writer { sheet, page }.sheet(&mut out);
    }
    out.push_str("</body>\n</html>\n");
    out
}

struct Writer<'a> {
    sheet: &'a Sheet,
    page: &'a Page<'a>,
}

impl Writer<'_> {
    fn sheet(&self, out: &mut String) {
        let sheet = self.sheet;
        let (older, newer) = (escape(&sheet.older), escape(&sheet.newer));
        let parts = [
            "<section>\n<h2>".to_owned(),
            format!("{older} → {newer}"),
            "</h2>\n<p class=\"told\">".to_owned(),
            escape(&sheet.told),
            "</p>\n".to_owned(),
        ];
        out.extend(parts);
        let items = sheet.items(self.page.only);
        if items.is_empty() {
            out.push_str("<p class=\"none\">Nothing differs.</p>\n</section>\n");
            return;
        }
        let beside = self.page.layout == Layout::Beside;
        out.push_str(if beside {
            "<table class=\"beside\">\n"
        } else {
            "<table>\n"
        });
        let columns = if beside {
            format!("<th scope=\"col\">{older}</th><th scope=\"col\">{newer}</th>")
        } else {
            "<th scope=\"col\">Text</th>".to_owned()
        };
        out.extend([
            "<thead><tr><th scope=\"col\">Paragraph</th>",
            &columns,
            "</tr></thead>\n<tbody>\n",
        ]);
        for item in items {
            self.item(item, out);
        }
        out.push_str("</tbody>\n</table>\n</section>\n");
    }

    fn item(&self, item: Item, out: &mut String) {
        let Some(pair) = self.sheet.pair(item.pair()) else {
            return;
        };
        let name = escape(&self.sheet.name(item, '¶'));
        let at = item.pair();
        let columns = if self.page.layout == Layout::Beside {
            " colspan=\"2\""
        } else {
            ""
        };
        if let Item::Left(_) = item {
            let notes = self.notes(item);
            out.extend([
                "<tr class=\"left\" id=\"q",
                &self.anchor(at),
                "\"><th scope=\"row\">",
                &name,
                "</th><td",
                columns,
                "><a href=\"#p",
                &self.anchor(at),
                "\">",
                &notes,
                "</a></td></tr>\n",
            ]);
            return;
        }
        let class = if self.sheet.is_change(at) {
            kind(pair)
        } else {
            "unchanged"
        };
        let head = format!(
            "<tr class=\"{class}\" id=\"p{}\"><th scope=\"row\">{name}<br><small>{}</small></th>",
            self.anchor(at),
            escape(&what(pair))
        );
        out.push_str(&head);
        let mut notes = self.notes(item);
        if let Some(remark) = self.sheet.remarks.get(at) {
            let said = format!("<li>{}</li>", escape(&remark.words()));
            notes.push_str(&said);
        }
        let notes = if notes.is_empty() {
            notes
        } else {
            format!("<ul class=\"notes\">{notes}</ul>")
        };
        match self.page.layout {
            Layout::Inline => {
                out.extend(["<td>", &notes, &self.inline(pair), "</td></tr>\n"]);
            }
            Layout::Beside => {
                let (old, new) = (self.one_side(pair, true), self.one_side(pair, false));
                out.extend(["<td>", &old, "</td><td>", &notes, &new, "</td></tr>\n"]);
            }
        }
    }

    /// A name for a pair that no other sheet of the page has.
    fn anchor(&self, at: usize) -> String {
        let sides = format!("{} {}", self.sheet.older, self.sheet.newer);
        let digest = crate::text::Digest::of_bytes(sides.as_bytes()).short();
        format!("{digest}-{}", at + 1)
    }

    fn notes(&self, item: Item) -> String {
        let mut out = String::new();
        let in_list = matches!(item, Item::Pair(_));
        for note in self.sheet.notes(item, '¶') {
            let class = match &note {
                Note::Duty(duty) => match duty.shift {
                    Shift::Weaker => " class=\"weaker\"",
                    Shift::Stronger => " class=\"stronger\"",
                    Shift::Reversed => " class=\"reversed\"",
                },
                _ => "",
            };
            let mut said = escape(&note.words());
            if in_list && matches!(note, Note::MovedFrom(_) | Note::MovedBehind(_)) {
                // To where it stood, and from there back.
                said = format!("<a href=\"#q{}\">{said}</a>", self.anchor(item.pair()));
            }
            if in_list {
                out.extend(["<li", class, ">", &said, "</li>"]);
            } else {
                out.push_str(&said);
            }
        }
        out
    }

    /// One text with what went and what came.
    fn inline(&self, pair: &Pair) -> String {
        if pair.edits.is_empty() {
            // Two languages: a paragraph, and beneath it its translation.
            if self.sheet.is_translated() && !pair.a.is_empty() && !pair.b.is_empty() {
                return self.one_side(pair, true) + &self.one_side(pair, false);
            }
            return self.one_side(pair, pair.b.is_empty());
        }
        let document = if pair.b.is_empty() {
            &self.sheet.a
        } else {
            &self.sheet.b
        };
        block(document, &edits(&pair.edits, None))
    }

    /// The words of one side, with what only it has.
    fn one_side(&self, pair: &Pair, older: bool) -> String {
        let (document, places, mine) = if older {
            (&self.sheet.a, &pair.a, Op::Delete)
        } else {
            (&self.sheet.b, &pair.b, Op::Insert)
        };
        if places.is_empty() {
            return String::new();
        }
        if !pair.edits.is_empty() {
            let all = self.sheet.edits(pair, Some(mine));
            return block(document, &edits(&all, Some(mine)));
        }
        let texts = places.iter().filter_map(|at| document.paragraphs.get(*at));
        texts.map(|p| paragraph(document, p)).collect()
    }
}

/// What happened, in a word or two.
fn what(pair: &Pair) -> String {
    let mut parts = vec![kind(pair)];
    if pair.kind == Kind::Unchanged {
        parts.clear();
    }
    if pair.moved {
        parts.push("moved");
    }
    if pair.relabelled.is_some() {
        parts.push("relabelled");
    }
    parts.join(", ")
}

fn kind(pair: &Pair) -> &'static str {
    match pair.kind {
        Kind::Unchanged => "same",
        Kind::Changed => "changed",
        Kind::Inserted => "inserted",
        Kind::Deleted => "deleted",
        Kind::Split => "split",
        Kind::Merged => "merged",
    }
}

/// Edits as marked-up words; of one side alone, when it is named.
fn edits(all: &[Edit], only: Option<Op>) -> String {
    let mut out = String::new();
    let shown = |op: Op| op == Op::Equal || only.is_none_or(|mine| mine == op);
    let side = |other: Op| -> String {
        let own = all.iter().filter(|edit| edit.op != other);
        own.map(|edit| edit.text.as_str()).collect()
    };
    let stress = [Op::Insert, Op::Delete].map(|other| stress::spans(&side(other)));
    let [older, newer] = &stress;
    let (mut in_older, mut in_newer) = (0, 0);
    for edit in all {
        let (start, spans) = match edit.op {
            Op::Delete => (in_older, older),
            Op::Equal if only == Some(Op::Delete) => (in_older, older),
            Op::Insert | Op::Equal => (in_newer, newer),
        };
        for (at, other) in [(&mut in_older, Op::Insert), (&mut in_newer, Op::Delete)] {
            if edit.op != other {
                *at += edit.text.len();
            }
        }
        if !shown(edit.op) {
            // Where the other side has the edge of a paragraph, this one has a space.
            let last = out.chars().next_back().unwrap_or(' ');
            if edit.text == "\n" && !last.is_whitespace() && !crate::text::is_cjk(last) {
                out.push(' ');
            }
            continue;
        }
        let text = stress::piece(&edit.text, start, spans);
        match edit.op {
            _ if text.is_empty() => {}
            Op::Equal => out.push_str(&text),
            Op::Insert => out.extend(["<ins>", &text, "</ins>"]),
            Op::Delete => out.extend(["<del>", &text, "</del>"]),
        }
    }
    out
}

fn paragraph(document: &Document, p: &Paragraph) -> String {
    block(document, &stress::stressed(p.text()))
}

fn block(document: &Document, inside: &str) -> String {
    let language: Language = document.head.language;
    let direction = if language.is_rtl() { "rtl" } else { "ltr" };
    format!(
        "<p lang=\"{}\" dir=\"{direction}\">{inside}</p>",
        escape(language.as_str())
    )
}

#[cfg(test)]
mod tests;
