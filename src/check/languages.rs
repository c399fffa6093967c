//! Rule C1: the text is the same in all its languages, as far as can be counted.

use std::sync::Arc;

use super::case::{Case, Draft, Findings, Text};
use crate::model::bracket::Bracketed;

/// C1: every language has the same paragraphs, in the same order, with as many brackets.
pub(super) fn same(case: &Case<'_>, found: &mut Findings) {
    let Some(original) = case.original() else {
        return;
    };
    for language in &case.workspace.header.languages {
        if !case.drafts.iter().any(|draft| draft.language == *language) {
            found.file(
                super::case::HEADER,
                None,
                format!("There is no draft in {}.", language.name()),
                format!("Add draft/{language}.yaml, or take {language} from the languages."),
            );
        }
    }
    for draft in &case.drafts {
        if draft.language != original.language {
            compare(original, draft, found);
        }
    }
}

fn compare(original: &Draft<'_>, draft: &Draft<'_>, found: &mut Findings) {
    let name = draft.language.name();
    let (there, here) = (original.document.places(), draft.document.places());
    for text in &original.texts {
        let id = text.paragraph.id;
        if !here.contains_key(&id) {
            let missing = Text {
                file: Arc::clone(&draft.file),
                paragraph: text.paragraph,
                read: Bracketed::default(),
            };
            found.at(
                &missing,
                None,
                format!("The paragraph is missing in {name}."),
                format!("Add it with the same id, {id}."),
            );
        }
    }
    // Where the last paragraph that both have stands in the original.
    let mut reached = None;
    for text in &draft.texts {
        let Some(at) = there.get(&text.paragraph.id) else {
            found.at(
                text,
                None,
                format!("The paragraph is in {name} and not in the original."),
                "Add it to the original with the same id, or take it out.",
            );
            continue;
        };
        if reached.is_some_and(|reached| *at < reached) {
            found.at(
                text,
                None,
                format!("The paragraph stands at another place in {name}."),
                "Move it to where the original has it.",
            );
        } else {
            reached = Some(*at);
        }
        let Some(of) = original.document.paragraphs.get(*at) else {
            continue;
        };
        let stale = text
            .paragraph
            .of
            .is_some_and(|digest| digest != of.digest());
        let (has, should) = (text.paragraph.brackets(), of.brackets());
        if has != should && !stale {
            found.at(
                text,
                None,
                format!("The brackets are {has} in {name} and {should} in the original."),
                "Compare the two; a bracket must open and close in every language.",
            );
        }
    }
}
