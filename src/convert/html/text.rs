//! A text as a page, as people read it: headings, labels, stressed words, the direction of its language.

use super::super::sources::Notes;
use super::markup::{STYLE, escape};
use super::stress::stressed;
use crate::model::{Document, Paragraph, Role};

/// How the page of one text stands: a column that is read, not a table that is compared.
const READ: &str = "\
main { max-width: 42rem; margin: 0 auto; } main p { margin: .75rem 0; } .label { font-weight: bold; }
.item-1 { margin-inline-start: 2rem; } .item-2 { margin-inline-start: 4rem; } .item-3 { margin-inline-start: 6rem; }
.closing { margin-top: 2rem; }
";

/// A document as one file that any browser shows and prints, without scripts or anything from elsewhere. Notes of the
/// drafters and ids are not in it. The same document always gives the same bytes.
pub fn text_to_html(document: &Document) -> String {
    text_to_html_with(document, &Notes::none())
}

/// As [`text_to_html`], with links to notes on where words come from.
pub fn text_to_html_with(document: &Document, notes: &Notes) -> String {
    let language = document.head.language;
    let title = escape(&document.head.title);
    let direction = if language.is_rtl() { "rtl" } else { "ltr" };
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{language}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <style>\n{STYLE}{READ}</style>\n</head>\n<body>\n<main>\n"
    );
    if !document.paragraphs.iter().any(|p| p.role == Role::Title) {
        out.extend(["<h1>", &title, "</h1>\n"]);
    }
    for p in &document.paragraphs {
        paragraph(p, notes, &mut out);
    }
    sources(notes, &mut out);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// The list of sources, if there are any.
fn sources(notes: &Notes, out: &mut String) {
    if notes.is_empty() {
        return;
    }
    out.extend([
        "<section class=\"sources\">\n<h2>",
        notes.heading(),
        "</h2>\n<ol>\n",
    ]);
    for (number, cited) in notes.list() {
        let cited = escape(&cited);
        out.extend([
            "<li id=\"source-",
            &number.to_string(),
            "\">",
            &cited,
            "</li>\n",
        ]);
    }
    out.push_str("</ol>\n</section>\n");
}

fn paragraph(p: &Paragraph, notes: &Notes, out: &mut String) {
    let words = stressed(p.text());
    let label = p.label.as_ref().map(|label| escape(label.as_str()));
    let label = match label {
        Some(label) if label != words => format!("<span class=\"label\">{label}</span> "),
        _ => String::new(),
    };
    let (open, close) = match p.role {
        Role::Title => ("<h1>".to_owned(), "</h1>"),
        Role::Heading => ("<h2>".to_owned(), "</h2>"),
        Role::Item => (
            format!("<p class=\"item-{}\">", p.level.clamp(1, 3)),
            "</p>",
        ),
        role => (format!("<p class=\"{}\">", role.word()), "</p>"),
    };
    let mut cited = String::new();
    for number in notes.numbers(p) {
        let number = number.to_string();
        cited.extend([
            "<sup><a href=\"#source-",
            &number,
            "\">",
            &number,
            "</a></sup>",
        ]);
    }
    out.extend([&open, &label, &words, &cited, close, "\n"].map(|part: &str| part));
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Head, Id, Label};

    fn page(language: &str, paragraphs: &[(Role, &str, &str)]) -> String {
        let mut document = Document::new(Head::new(language.parse().unwrap(), "T"));
        for (nth, (role, label, text)) in paragraphs.iter().enumerate() {
            let mut p = Paragraph::new(Id::from_random(nth as u64), *role, text);
            p.label = (!label.is_empty()).then(|| Label::new(label).unwrap());
            p.note = Some("for the drafters".into());
            document.paragraphs.push(Arc::new(p));
        }
        text_to_html(&document)
    }

    #[test]
    fn a_page_reads_as_the_text_does() {
        let page = page(
            "en",
            &[
                (Role::Title, "", "On <archives>"),
                (
                    Role::Operative,
                    "5 bis",
                    "*Urges* States [to act - KAZ] & 2 * 3;",
                ),
                (Role::Item, "(a)", "First;"),
            ],
        );
        for expected in [
            "<h1>On &lt;archives&gt;</h1>",
            "<p class=\"operative\"><span class=\"label\">5 bis</span> <em>Urges</em> States [to act - KAZ] &amp; 2 * 3;</p>",
            "<p class=\"item-1\"><span class=\"label\">(a)</span> First;</p>",
        ] {
            assert!(page.contains(expected), "{expected}\n{page}");
        }
        assert!(!page.contains("for the drafters") && !page.contains("<script"));
    }

    #[test]
    fn arabic_reads_from_the_right() {
        let page = page("ar", &[(Role::Paragraph, "", "يقرر المؤتمر.")]);
        assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">"), "{page}");
        assert!(page.contains("<h1>T</h1>"));
    }
}
