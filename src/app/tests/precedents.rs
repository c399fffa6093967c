//! Agreed language: found as it is typed, put in with its source, offered, traced, followed.

use std::sync::Arc;

use super::Desk;
use crate::app::precedents::ask::{self, Found, Seek, Shelves, Sought};
use crate::app::precedents::finder::{Tongue, What};
use crate::app::{Effect, Key, Msg, Screen, update};
use crate::model::{Document, Head, Id, Paragraph, Precedent, Role, Workspace, sketch};
use crate::text::Language;

const SKETCH: &str = "members KAZ UZB TKM
    a operative 1 | Welcomes the report;
    b operative 2 | Urges all States to allow safe and hindered humanitarian access to all persons in need;
    c operative 3 | Decides to meet again.
    @ KAZ oppose b
    @ UZB agree b";

/// Adopted texts: language, symbol, day, words.
const ADOPTED: &[(&str, &str, &str, &[&str])] = &[
    (
        "en",
        "R/1 (2001)",
        "2001-05-01",
        &[
            "Urges all States to allow safe and unhindered humanitarian access to all persons in need;",
            "Decides to remain actively seized of the matter.",
        ],
    ),
    (
        "en",
        "R/2 (2004)",
        "2004-05-01",
        &[
            "Urges all parties to allow safe and unhindered humanitarian access to all persons in need;",
            "Decides to remain actively seized of the matter.",
        ],
    ),
    (
        "fr",
        "R/3 (2005)",
        "2005-05-01",
        &["Engage tous les États à permettre un accès humanitaire sans entrave;"],
    ),
    (
        "es",
        "R/4 (2006)",
        "2006-05-01",
        &["Insta a todos los Estados a que permitan el acceso humanitario sin trabas;"],
    ),
    (
        "ru",
        "R/5 (2007)",
        "2007-05-01",
        &["настоятельно призывает обеспечить беспрепятственный гуманитарный доступ;"],
    ),
    (
        "zh",
        "R/6 (2008)",
        "2008-05-01",
        &["敦促各国允许安全和不受阻碍的人道主义准入；"],
    ),
    (
        "ar",
        "R/7 (2009)",
        "2009-05-01",
        &["يحث جميع الدول على السماح بوصول المساعدات الإنسانية دون عوائق؛"],
    ),
];

pub(super) fn workspace() -> Workspace {
    let mut workspace = sketch::workspace(SKETCH);
    for (at, (language, symbol, date, texts)) in ADOPTED.iter().enumerate() {
        let mut document = Document::new(Head::new(language.parse().unwrap(), "On access"));
        document.head.symbol = Some((*symbol).into());
        document.head.date = Some((*date).into());
        document.head.adopted = Some("consensus".into());
        for (n, words) in texts.iter().enumerate() {
            let id = Id::from_random((at * 100 + n + 7) as u64);
            let p = Paragraph::new(id, Role::Operative, words);
            document.paragraphs.push(Arc::new(p));
        }
        workspace.precedents.push(Arc::new(Precedent {
            name: format!("p{at}").into(),
            document: Arc::new(document),
        }));
    }
    workspace
}

impl Desk {
    pub(super) fn seek(&mut self, ticket: u64, off: &[Arc<str>], question: &Seek) {
        let answer = match question {
            Seek::Shelves => Some(Sought::Shelves(ask::own(&self.disk))),
            _ => ask::answer(&Shelves::new(&self.disk, &[], off), question, &|| false),
        };
        if let Some(answer) = answer {
            self.tell(Msg::Sought {
                ticket,
                answer: Box::new(answer),
            });
        }
    }

    fn found(&self) -> &Found {
        &self.app.precedents().finder.found
    }

    fn first(&self) -> String {
        let first = self.found().matches.first();
        first.map_or(String::new(), |m| m.hit.symbol.to_string())
    }
}

pub(super) fn desk() -> Desk {
    let mut desk = Desk::new(workspace());
    desk.has_precedents = true;
    desk.load();
    // The libraries are told when the workspace is opened again, too.
    desk.keys("4<esc>1");
    desk
}

#[test]
fn two_slips_in_six_languages_still_find_it() {
    for (typed, symbol) in [
        ("safe unhindred humanitarain access persons", "R/1 (2001)"),
        ("acces humanitaire sans entrve", "R/3 (2005)"),
        ("aceso humanitaro sin trabas", "R/4 (2006)"),
        ("беспрепятственый гуманитарый доступ", "R/5 (2007)"),
        ("不受阻碍人道准入", "R/6 (2008)"),
        ("وصول المساعدات الانسانيه دون عوايق", "R/7 (2009)"),
    ] {
        let mut desk = desk();
        desk.keys("4<esc>f<down><enter>/");
        for c in typed.chars() {
            desk.tell(Msg::Key(Key::char(c)));
        }
        let folded: Vec<String> = desk.found().matches.first().map_or(Vec::new(), |m| {
            let also = m.hit.also.iter().map(|again| again.symbol.to_string());
            std::iter::once(m.hit.symbol.to_string())
                .chain(also)
                .collect()
        });
        assert!(folded.contains(&symbol.to_owned()), "{typed}: {folded:?}");
    }
}

#[test]
fn the_language_of_the_draft_is_followed_until_another_is_chosen() {
    let mut desk = desk();
    desk.keys("4access humanitarian");
    assert_eq!(desk.found().language, Some(Language::ENGLISH));
    // What this language has not is looked for in all.
    desk.keys("<c-u>humanitaire");
    assert_eq!(
        (desk.found().language, desk.first().as_str()),
        (None, "R/3 (2005)")
    );
    // So is what it has much less of, and only then.
    for (typed, language, first) in [
        ("acces humanitaire sans entrve", None, "R/3 (2005)"),
        ("permitan el acceso humanitario", None, "R/4 (2006)"),
        (
            "unhindred humanitarian acess",
            Some(Language::ENGLISH),
            "R/2 (2004)",
        ),
    ] {
        desk.keys("<c-u>");
        desk.keys(typed);
        assert_eq!(
            (desk.found().language, desk.first().as_str()),
            (language, first),
            "{typed}"
        );
    }
    desk.keys("<esc>fru<enter>");
    assert_eq!(
        desk.app.precedents().finder.tongue,
        Tongue::Only("ru".parse().unwrap())
    );
    assert!(desk.found().matches.is_empty());
}

#[test]
fn near_identical_paragraphs_are_one_row_with_their_years() {
    let mut desk = desk();
    desk.keys("4actively seized of the matter");
    let first = &desk.found().matches[0];
    assert_eq!(first.hit.date.as_deref(), Some("2004-05-01"));
    let also: Vec<_> = first
        .hit
        .also
        .iter()
        .map(|a| a.date.clone().unwrap())
        .collect();
    assert_eq!(also, [Arc::from("2001-05-01")]);
    assert_eq!(first.record.adopted.as_deref(), Some("consensus"));
}

#[test]
fn a_row_is_unfolded_and_one_of_its_paragraphs_taken() {
    let mut desk = desk();
    desk.keys("4unhindered humanitarian<esc>");
    assert_eq!(desk.found().matches.len(), 1);
    desk.keys("z");
    assert_eq!(desk.app.precedents().finder.what, What::Folded);
    let rows = |desk: &Desk| -> Vec<String> {
        let rows = desk.found().matches.iter();
        rows.map(|m| m.hit.symbol.to_string()).collect()
    };
    assert_eq!(rows(&desk), ["R/2 (2004)", "R/1 (2001)"]);
    assert_eq!(desk.found().query, "R/2 (2004)");
    assert!(desk.found().matches[0].change.is_none());
    let change = desk.found().matches[1].change.as_ref().unwrap();
    assert_eq!(change.words, 1);
    desk.keys("j");
    assert_eq!(&*desk.app.hit().unwrap().symbol, "R/1 (2001)");
    desk.keys("z");
    assert_eq!(desk.app.precedents().finder.what, What::Paragraphs);
    assert_eq!(desk.found().matches.len(), 1);
    // What has only been repeated says so; what has not has nothing to unfold.
    desk.keys("/<c-u>actively seized<esc>z");
    let notes: Vec<_> = desk
        .found()
        .matches
        .iter()
        .map(|m| m.note.as_deref())
        .collect();
    assert_eq!(notes, [None, Some("the same words")]);
    desk.keys("/<c-u>sans entrave<esc>z");
    assert!(
        desk.notice().starts_with("Nothing else says"),
        "{}",
        desk.notice()
    );
}

#[test]
fn conditions_narrow_and_an_older_answer_is_dropped() {
    let mut desk = desk();
    desk.keys("4unhindered year:2001");
    assert_eq!(desk.first(), "R/1 (2001)");
    desk.keys("<c-u>unhindered symbol:\"R/2 (2004)\"");
    assert_eq!(desk.first(), "R/2 (2004)");
    desk.keys("<c-u>\"all parties\" -matter");
    assert_eq!(desk.first(), "R/2 (2004)");
    // An answer that comes late is to no question any more.
    let stale = Msg::Sought {
        ticket: 1,
        answer: Box::new(Sought::Found(Found::default())),
    };
    update(&mut desk.app, stale);
    assert_eq!(desk.first(), "R/2 (2004)");
}

#[test]
fn words_are_put_in_with_their_source() {
    let mut desk = desk();
    desk.keys("G4actively seized<enter>e");
    assert_eq!(desk.app.screen(), Screen::Draft);
    assert_eq!(
        desk.words()[2],
        "Decides to meet again. Decides to remain actively seized of the matter."
    );
    let sources = &desk.app.selected().unwrap().sources;
    assert_eq!(&*sources[0].symbol, "R/2 (2004)");
    // It has no label there, and a number alone would be one.
    assert_eq!(sources[0].paragraph.as_deref(), Some("¶2"));
    desk.keys("4<c-u>sans entrave<enter>");
    assert!(desk.notice().contains("turn the language first"));
}

#[test]
fn the_search_at_the_caret_knows_the_words_before_it_and_does_not_repeat_them() {
    let mut desk = desk();
    desk.keys("Ge Decides to remain<c-l>");
    let lookup = desk.app.lookup().unwrap();
    assert_eq!(lookup.finder.field.text(), "Decides to remain");
    assert!(!lookup.finder.is_empty());
    desk.keys("<enter>");
    assert_eq!(
        desk.app.editing().unwrap().field.text(),
        "Decides to meet again. Decides to remain actively seized of the matter."
    );
    assert_eq!(desk.app.editing().unwrap().cites().len(), 1);
    // Another place, another source: both are kept.
    desk.keys(" Urges all parties<c-l><enter><enter>");
    assert!(desk.app.editing().is_none(), "{}", desk.notice());
    assert_eq!(desk.app.selected().unwrap().sources.len(), 2);
    assert!(desk.words()[2].ends_with(
        "Urges all parties to allow safe and unhindered humanitarian access to all persons in need;"
    ));
    // Left without a word, it leaves what is typed as it is.
    desk.keys("ex<c-l>y<esc>");
    assert!(desk.app.lookup().is_none());
    assert!(desk.app.editing().unwrap().field.text().ends_with("need;x"));
}

#[test]
fn the_search_at_the_caret_can_have_the_whole_screen() {
    let mut desk = desk();
    desk.keys("Ge Decides to remain<c-l><c-l>");
    assert_eq!(desk.app.screen(), Screen::Precedents);
    desk.keys("<enter>");
    assert!(
        desk.app
            .editing()
            .is_some_and(|e| e.field.text().ends_with("seized of the matter."))
    );
}

#[test]
fn words_are_offered_as_agreed_language_goes_on_and_taken_with_a_key() {
    let mut desk = desk();
    desk.keys("Ge");
    assert!(desk.app.offered().is_none(), "nobody typed yet");
    desk.keys(" Urges all parties to all");
    let (offer, _) = desk.app.offered().unwrap();
    assert!(
        offer
            .completion
            .words
            .starts_with("ow safe and unhindered humanitarian access")
    );
    desk.keys("<tab>");
    let text = desk.app.editing().unwrap().field.text().to_owned();
    assert!(
        text.contains("Urges all parties to allow safe and unhindered"),
        "{text}"
    );
    // Any other key is typed as ever.
    desk.keys("<c-u>Decides to remain act");
    assert!(desk.app.offered().is_some());
    desk.keys("x");
    assert!(desk.app.offered().is_none());
}

#[test]
fn it_is_traced_while_it_is_typed_whose_words_they_are() {
    let mut desk = desk();
    desk.keys("Ge Decides to remain actively seized of the matter");
    let id = desk.selected();
    let known = desk.app.provenance(id).unwrap().clone();
    let [span] = known.spans.as_slice() else {
        panic!("{known:?}")
    };
    assert_eq!(
        (span.words, &*span.symbol, span.others),
        (8, "R/1 (2001)", 1)
    );
    assert_eq!(
        known.text.get(span.range.clone()),
        Some("Decides to remain actively seized of the matter")
    );
    desk.keys("<c-w><c-w><c-w><c-w>");
    assert_eq!(desk.app.provenance(id).unwrap().agreed, 0);
    // The one that reads like agreed language but for a word is told with what differs.
    desk.keys("<esc>dgg1j");
    let near = desk.app.provenance(desk.selected()).unwrap().near.clone();
    let near = near.unwrap();
    assert!(near.symbol.starts_with("R/"), "{near:?}");
    let went: Vec<&str> = near
        .edits
        .iter()
        .filter(|e| e.is_change())
        .map(|e| e.text.trim())
        .collect();
    assert!(
        went.contains(&"unhindered") && went.contains(&"hindered"),
        "{went:?}"
    );
}

#[test]
fn a_clause_is_followed_through_the_years() {
    let mut desk = desk();
    desk.keys("4unhindered parties<esc>l");
    assert_eq!(desk.app.precedents().finder.what, What::Lineage);
    let steps: Vec<&str> = desk
        .found()
        .matches
        .iter()
        .map(|m| &*m.hit.symbol)
        .collect();
    assert_eq!(steps, ["R/1 (2001)", "R/2 (2004)"]);
    let change = desk.found().matches[1].change.as_ref().unwrap();
    let words: Vec<&str> = change
        .edits
        .iter()
        .filter(|e| e.is_change())
        .map(|e| e.text.trim())
        .collect();
    assert_eq!(words, ["States", "parties"]);
    // Typing looks for paragraphs again.
    desk.keys("/x");
    assert_eq!(desk.app.precedents().finder.what, What::Paragraphs);
    // Of a paragraph of the draft, the draft is the last step, and cannot be put in anywhere.
    let mut desk = self::desk();
    desk.keys("jl");
    let last = desk.found().matches.last().unwrap();
    assert_eq!((&*last.hit.symbol, &*last.hit.library), ("2", "draft"));
    assert!(last.change.as_ref().unwrap().words > 0);
    assert_eq!(desk.found().matches.len(), 3);
    assert!(desk.app.hit().is_none());
}

#[test]
fn landing_zones_are_wording_that_those_who_object_accepted() {
    let mut desk = desk();
    desk.keys("jgz");
    assert_eq!(
        desk.app.precedents().finder.what,
        What::Landing(sketch::id("b"))
    );
    let zone = &desk.found().matches[0];
    assert!(zone.hit.symbol.starts_with("R/"));
    assert_eq!(zone.note.as_deref(), Some("KAZ joined consensus"));
    assert!(zone.change.as_ref().unwrap().similarity > 0.5);
    desk.keys("1gggz");
    assert!(
        desk.notice().contains("Nobody objects"),
        "{}",
        desk.notice()
    );
}

#[test]
fn only_what_those_who_object_accepted_is_searched_when_wanted() {
    let mut desk = desk();
    desk.keys("j4unhindered<esc>a");
    assert_eq!(
        desk.app.precedents().finder.accepted_by,
        ["KAZ".parse().unwrap()]
    );
    assert!(!desk.found().matches.is_empty());
    desk.keys("a");
    assert!(desk.app.precedents().finder.accepted_by.is_empty());
}

#[test]
fn documents_are_found_by_their_names_and_list_their_paragraphs() {
    let mut desk = desk();
    desk.keys("4<esc>dr2 2004");
    let documents = &desk.found().documents;
    assert_eq!(&*documents[0].record.symbol, "R/2 (2004)");
    assert!(!documents[0].spans.is_empty());
    desk.keys("<enter>");
    assert_eq!(desk.found().matches.len(), 2);
    assert_eq!(
        desk.app.precedents().finder.field.text(),
        "symbol:\"R/2 (2004)\" "
    );
}

#[test]
fn a_library_that_is_switched_off_is_not_searched() {
    let mut desk = desk();
    desk.keys("4unhindered<esc>L<enter><esc>");
    assert!(!desk.app.precedents().shelves.is_on("precedents"));
    assert!(desk.found().matches.is_empty());
    desk.keys("L<enter><esc>");
    assert!(!desk.found().matches.is_empty());
}

#[test]
fn sources_are_verified() {
    let mut desk = desk();
    desk.keys("G4actively seized<enter>egV");
    let Some(crate::app::overlay::Overlay::Report(report)) = desk.app.overlays().last() else {
        panic!("nothing told")
    };
    let lines: Vec<String> = report.lines.iter().map(|l| l.shown().text).collect();
    // The words that were there before are not of the source.
    assert!(lines[0].starts_with("R/2 (2004) #2 — near"), "{lines:?}");
}

#[test]
fn a_question_names_what_is_left_out_and_is_asked_once() {
    let mut desk = desk();
    let effects = update(&mut desk.app, Msg::Resize(100, 30));
    assert!(effects.is_empty(), "nothing new to trace: {effects:?}");
    let effects = update(&mut desk.app, Msg::Key(Key::char('j')));
    let traces = effects.iter().filter(|e| {
        matches!(
            e,
            Effect::Seek {
                question: Seek::Trace { .. },
                ..
            }
        )
    });
    assert_eq!(traces.count(), 1);
}

#[test]
fn a_paragraph_that_is_looked_at_again_is_not_traced_again() {
    let mut desk = desk();
    let mut press = |key: char| -> usize {
        let effects = update(&mut desk.app, Msg::Key(Key::char(key)));
        let asked = effects.iter().filter_map(|effect| match effect {
            Effect::Seek {
                ticket, question, ..
            } => Some((*ticket, question.clone())),
            _ => None,
        });
        let asked: Vec<(u64, Seek)> = asked.collect();
        let mut traces = 0;
        for (ticket, question) in asked {
            let Seek::Trace {
                paragraph, text, ..
            } = question
            else {
                continue;
            };
            traces += 1;
            let provenance = ask::Provenance {
                text,
                words: 7,
                ..Default::default()
            };
            let answer = Sought::Traced {
                paragraph,
                provenance,
            };
            update(
                &mut desk.app,
                Msg::Sought {
                    ticket,
                    answer: Box::new(answer),
                },
            );
        }
        traces
    };
    assert_eq!(press('j'), 1);
    press('k');
    assert_eq!(press('j'), 0, "it was traced before");
    let id = desk.app.selected().unwrap().id;
    assert_eq!(desk.app.provenance(id).unwrap().words, 7);
}

#[test]
fn what_cannot_be_asked_is_said_once_it_is_typed() {
    let mut desk = desk();
    desk.keys("4seized year:20");
    assert!(desk.found().wrong.is_empty());
    desk.keys("ab");
    let wrong = &desk.found().wrong;
    assert!(wrong[0].starts_with("year:20ab is no year"), "{wrong:?}");
    assert_eq!(desk.found().matches.len(), 1, "the words are looked for");
    desk.keys("<c-u>seized role:oper");
    assert!(desk.found().wrong.is_empty(), "it may become a role");
    desk.keys("a ");
    assert_eq!(desk.found().wrong.len(), 1);
}
