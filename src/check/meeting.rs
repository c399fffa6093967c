//! Rules S3a to S3e: what a meeting left open, and what was done to an adopted text by other hands.

use std::collections::BTreeMap;

use super::case::{Case, Findings, file_of};
use crate::model::{Id, SilenceState};
use crate::text::{Digest, Language};

/// The file of what the meeting did.
const PROCEEDINGS: &str = "proceedings.yaml";

fn on(case: &Case<'_>, paragraph: Option<Id>) -> String {
    let Some(id) = paragraph else {
        return "the text".to_owned();
    };
    let document = case.workspace.original();
    let found = document.and_then(|d| Some((d.index_of(id)?, d.get(id)?)));
    match found {
        Some((at, p)) => match &p.label {
            Some(label) => label.to_string(),
            None => format!("#{}", at + 1),
        },
        None => id.to_string(),
    }
}

/// S3a: silence is over, and the chair has not confirmed.
pub(super) fn elapsed(case: &Case<'_>, found: &mut Findings) {
    let Some(now) = case.now else {
        return;
    };
    for silence in case.workspace.proceedings.silences() {
        let words = case.workspace.words_under(silence.paragraph);
        if silence.state(words, now) == SilenceState::Elapsed {
            let message = format!(
                "Silence on {} elapsed at {}, and nobody broke it.",
                on(case, silence.paragraph),
                silence.expires
            );
            let hint = "The chair is to confirm (`rapporteur silence confirm`) or to cancel it; nothing is adopted by itself.";
            found.file(PROCEEDINGS, silence.paragraph, message, hint);
        }
    }
}

/// S3b: silence is on other words.
pub(super) fn silence_on_other_words(case: &Case<'_>, found: &mut Findings) {
    for silence in case.workspace.proceedings.silences() {
        let words = case.workspace.words_under(silence.paragraph);
        if silence.is_pending() && words != Some(silence.on) {
            let message = format!(
                "The words of {} changed while they were subject to silence: it is cancelled.",
                on(case, silence.paragraph)
            );
            let hint = "Say so to everybody (`rapporteur silence cancel --reason TEXT`), and start another on the words as they are.";
            found.file(PROCEEDINGS, silence.paragraph, message, hint);
        }
    }
}

/// S3c: the place of a paragraph is disputed.
pub(super) fn placement(case: &Case<'_>, found: &mut Findings) {
    let Some(draft) = case.original() else {
        return;
    };
    for text in &draft.texts {
        if let Some(placement) = case.workspace.proceedings.disputed(text.paragraph.id) {
            let by = crate::model::names(&placement.by);
            let message = format!("Its placement is disputed by {by}.");
            let hint =
                "Move it where it is agreed, and settle it: `rapporteur placement PARA --settle`.";
            found.at(text, None, message, hint);
        }
    }
}

/// S3d: an adopted text has other words than were adopted and corrected.
pub(super) fn adopted_words(case: &Case<'_>, found: &mut Findings) {
    let workspace = case.workspace;
    let Some(adoption) = workspace.adoption() else {
        return;
    };
    let Some(version) = workspace.version(adoption.version.as_str()) else {
        let message = format!("The adopted version {} is not there.", adoption.version);
        let hint = "Put its folder back, from git or another copy.";
        return found.file(PROCEEDINGS, None, message, hint);
    };
    let corrected: BTreeMap<(Language, Id), Digest> = workspace
        .proceedings
        .corrigenda()
        .into_iter()
        .filter(|c| c.at >= adoption.at)
        .map(|c| ((c.language, c.paragraph), c.to()))
        .collect();
    for (language, adopted) in &version.documents {
        let Some(draft) = workspace.draft(language) else {
            continue;
        };
        for p in &adopted.paragraphs {
            let due = corrected.get(&(*language, p.id)).copied();
            let stands = draft.get(p.id).map(|p| p.digest());
            if stands != Some(due.unwrap_or_else(|| p.digest())) {
                let message = "It has other words than those that were adopted.";
                let hint = "Put the adopted words back, and correct them by a corrigendum.";
                found.file(file_of(language), Some(p.id), message, hint);
            }
        }
        for p in &draft.paragraphs {
            if adopted.get(p.id).is_none() {
                let message = "It is in no paragraph of the adopted text.";
                let hint = "Take it out: an adopted text gets no new paragraphs.";
                found.file(file_of(language), Some(p.id), message, hint);
            }
        }
    }
}

/// S3e: something that the meeting did names a delegation or a paragraph that is not there.
pub(super) fn dangling(case: &Case<'_>, found: &mut Findings) {
    let header = &case.workspace.header;
    for one in case.workspace.proceedings.iter() {
        use crate::model::Proceeding as P;
        let codes: Vec<crate::model::Code> = match &**one {
            P::Placement(x) => x.by.clone(),
            P::Statement(x) => x.by.clone(),
            P::Sponsor(x) => vec![x.delegation],
            P::Vote(x) => x.ballots.keys().copied().collect(),
            P::Silence(x) => x.broken.iter().chain(&x.late).map(|o| o.by).collect(),
            P::Report(_) | P::Deletion(_) | P::Adoption(_) | P::Corrigendum(_) => Vec::new(),
        };
        for code in codes.into_iter().filter(|code| !header.knows(*code)) {
            let message = format!(
                "{} under {} names {code}, no delegation or group here.",
                one.id(),
                one.sort().word()
            );
            let hint = "Add it to workspace.yaml, or correct the code.";
            found.file(PROCEEDINGS, one.paragraph(), message, hint);
        }
        let known = |id: Id| {
            case.workspace.original().is_none_or(|d| {
                d.get(id).is_some() || d.deleted.iter().any(|gone| gone.paragraph.id == id)
            })
        };
        if let Some(id) = one.paragraph().filter(|id| !known(*id)) {
            let message = format!(
                "{} under {} is on {id}, which is no paragraph.",
                one.id(),
                one.sort().word()
            );
            let hint = "Correct the id, or take the entry out.";
            found.file(PROCEEDINGS, Some(id), message, hint);
        }
    }
}
