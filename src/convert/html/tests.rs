//! Pages of comparisons, friendly and hostile.

use std::sync::Arc;

use super::*;
use crate::compare::Options;
use crate::model::{Head, Id, Label, Role};

const NASTY: &str = "</p><script>alert('x')</script> & \"<b onclick=x>\u{202e}\u{1b}[2J <!-- -->";

fn document(language: &str, rows: &[(&str, &str)]) -> Arc<Document> {
    let mut document = Document::new(Head::new(language.parse().unwrap(), NASTY));
    for (at, (label, text)) in rows.iter().enumerate() {
        let mut p = Paragraph::new(Id::from_random(at as u64), Role::Operative, text);
        p.label = Label::new(label);
        document.paragraphs.push(Arc::new(p));
    }
    Arc::new(document)
}

fn sheet(older: &str, a: Arc<Document>, newer: &str, b: Arc<Document>) -> Sheet {
    Sheet::of((older, a), (newer, b), Options::default(), '¶')
}

fn page(sheet: Sheet, title: &str, layout: Layout) -> String {
    let page = Page {
        title,
        layout,
        only: OnlyChanged::No,
    };
    to_html(&[sheet], &page)
}

#[test]
fn words_that_went_and_came_are_told_apart_in_both_layouts() {
    let a = document("en", &[("1", "Parties shall report to all States.")]);
    let b = document("en", &[("1", "Parties should report to all States.")]);
    let sheet = sheet("rev-1", a, "the draft", b);
    let inline = page(sheet.clone(), "Final Document", Layout::Inline);
    assert!(
        inline.contains("Parties <del>shall</del><ins>should</ins> report"),
        "{inline}"
    );
    assert!(inline.contains("<li class=\"weaker\">shall → should: weaker</li>"));
    assert!(inline.contains("became weaker"));
    let beside = page(sheet, "Final Document", Layout::Beside);
    assert!(beside.contains("Parties <del>shall</del> report"));
    assert!(beside.contains("Parties <ins>should</ins> report"));
}

#[test]
fn stressed_words_are_slanted_and_their_stars_do_not_show() {
    let a = document("en", &[("1", "*Calls upon* Parties to *report*;")]);
    let b = document("en", &[("1", "*Calls also upon* all Parties to report;")]);
    for layout in [Layout::Inline, Layout::Beside] {
        let page = page(
            sheet("rev-1", Arc::clone(&a), "the draft", Arc::clone(&b)),
            "T",
            layout,
        );
        assert!(
            !page.contains("*Calls") && !page.contains("upon*"),
            "{page}"
        );
        assert!(page.contains("<ins><em>also"), "{page}");
    }
}

#[test]
fn nothing_in_a_text_a_label_a_title_or_the_name_of_a_side_acts() {
    for layout in [Layout::Inline, Layout::Beside] {
        let a = document("en", &[(NASTY, NASTY), ("2", "Something else.")]);
        let b = document(
            "en",
            &[("2", "Something else."), ("\"><img src=x>", "<i>new</i>")],
        );
        let made = page(sheet(NASTY, a, NASTY, b), NASTY, layout);
        for bad in [
            "<script",
            "<img",
            "<i>",
            "<b ",
            "onclick=x>",
            "\u{202e}",
            "\u{1b}",
            "<!-- ",
        ] {
            let free = made.replace("&lt;b onclick=x&gt;", "");
            assert!(!free.contains(bad), "{bad} in {made}");
        }
        assert!(made.contains("&lt;script&gt;"));
        assert_eq!(made.matches("<html").count(), 1);
    }
}

#[test]
fn every_text_says_its_language_and_direction() {
    let a = document("ar", &[("1", "تقرر الدول الأطراف عقد اجتماع")]);
    let b = document("ar", &[("1", "تقرر الدول الأطراف عقد مؤتمر")]);
    let made = page(sheet("rev-1", a, "the draft", b), "وثيقة", Layout::Beside);
    assert!(made.contains("<p lang=\"ar\" dir=\"rtl\">"));
    let a = document("zh", &[("1", "各国应当合作。")]);
    let made = page(sheet("甲", a.clone(), "乙", a), "文件", Layout::Inline);
    assert!(made.contains("<p lang=\"zh\" dir=\"ltr\">"));
}

#[test]
fn a_moved_paragraph_is_told_at_both_places_and_linked() {
    let rows = [
        ("1", "The first paragraph has these words."),
        ("2", "The second paragraph speaks of another matter."),
        ("3", "The third paragraph ends the whole document."),
    ];
    let a = document("en", &rows);
    let mut b = Document::clone(&a);
    let moved = b.paragraphs.remove(0);
    b.paragraphs.push(moved);
    let made = page(sheet("a", a, "b", Arc::new(b)), "T", Layout::Beside);
    assert!(
        made.contains("moved behind 3") && made.contains("moved from the beginning"),
        "{made}"
    );
    let href = made
        .split("href=\"#")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    assert!(made.contains(&format!("id=\"{href}\"")));
}

#[test]
fn a_page_is_whole_by_itself_and_always_the_same() {
    let a = document("en", &[("1", "One."), ("2", "Two.")]);
    let b = document("en", &[("1", "One."), ("2", "Three.")]);
    let make = || page(sheet("a", a.clone(), "b", b.clone()), "T", Layout::Inline);
    let made = make();
    assert_eq!(made, make());
    for outside in ["http", "src=", "@import", "url(", "<script", "<link"] {
        assert!(!made.contains(outside), "{outside}");
    }
    assert!(made.contains("prefers-color-scheme: dark") && made.contains("@media print"));
    let open = made.matches("<tr").count();
    assert_eq!(open, made.matches("</tr>").count());
    assert_eq!(made.matches("<td").count(), made.matches("</td>").count());
}

#[test]
fn only_what_changed_when_that_is_wanted() {
    let a = document("en", &[("1", "One stays."), ("2", "Two goes away.")]);
    let b = document("en", &[("1", "One stays."), ("2", "Three comes in here.")]);
    let page = Page {
        title: "T",
        layout: Layout::Inline,
        only: OnlyChanged::Yes,
    };
    let made = to_html(&[sheet("a", a.clone(), "b", b)], &page);
    assert!(!made.contains("One stays"));
    let same = to_html(&[sheet("a", a.clone(), "b", a)], &page);
    assert!(same.contains("Nothing differs."));
}
