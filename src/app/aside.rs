//! Typed words that are in no file yet: the key they are kept under, which says what they are for, and taking them up again.
//!
//! Words for a paragraph are kept under `en/k3f9w2mq`; words in the name of delegations under
//! `en/k3f9w2mq/KAZ+UZB/amends+p5h2w8rt`, so that they come back as what they are.

use super::proposing::{Proposing, Sort};
use super::session::Unsaved;
use super::{App, Effect};
use crate::edit::Change;
use crate::model::{Code, Id, Proposal, Wanted};
use crate::text::Language;

/// The key of words for a paragraph.
pub(super) fn key_of(language: &Language, id: Id) -> String {
    format!("{language}/{id}")
}

/// The key of words for a paragraph in the name of delegations.
pub(super) fn key_in_name(language: &Language, id: Id, by: &[Code], sort: Sort) -> String {
    let by: Vec<&str> = by.iter().map(Code::as_str).collect();
    let sort = match sort {
        Sort::Own => "own".to_owned(),
        Sort::New => "new".to_owned(),
        Sort::Split => "split".to_owned(),
        Sort::Amends(id) => format!("amends+{id}"),
        Sort::Restates(id) => format!("restates+{id}"),
    };
    format!("{}/{}/{sort}", key_of(language, id), by.join("+"))
}

/// What words were kept for.
struct For {
    language: Language,
    paragraph: Id,
    in_name: Option<(Vec<Code>, Sort)>,
}

fn read(key: &str) -> Option<For> {
    let mut parts = key.split('/');
    let language = parts.next()?.parse().ok()?;
    let paragraph = parts.next()?.parse().ok()?;
    let in_name = match (parts.next(), parts.next()) {
        (Some(by), Some(sort)) => {
            let by: Result<Vec<Code>, _> = by.split('+').map(str::parse).collect();
            let sort = match sort.split_once('+') {
                None if sort == "own" => Sort::Own,
                None if sort == "new" => Sort::New,
                Some(("amends", id)) => Sort::Amends(id.parse().ok()?),
                Some(("restates", id)) => Sort::Restates(id.parse().ok()?),
                _ => return None,
            };
            Some((by.ok()?, sort))
        }
        _ => None,
    };
    Some(For {
        language,
        paragraph,
        in_name,
    })
}

/// The words that a change brings, with the key they were kept under while they were typed.
pub(super) fn words_of(change: &Change, original: &Language) -> Option<(String, String)> {
    match change {
        Change::SetText {
            language,
            paragraph,
            text,
            ..
        } => Some((key_of(language, *paragraph), text.clone())),
        Change::Restate {
            paragraph,
            proposal,
            by,
            text,
            ..
        } => {
            let sort = Sort::Restates(*proposal);
            Some((
                key_in_name(original, *paragraph, &[*by], sort),
                text.clone(),
            ))
        }
        Change::Propose { proposals } => match proposals.as_slice() {
            [one] => Some((key_of_proposal(one, original), one.words()?.to_owned())),
            _ => None,
        },
        Change::Add {
            language,
            paragraph,
            ..
        } => Some((key_of(language, paragraph.id), paragraph.text().to_owned())),
        _ => None,
    }
}

fn key_of_proposal(proposal: &Proposal, original: &Language) -> String {
    let sort = match (proposal.amends, &proposal.wanted) {
        (Some(id), _) => Sort::Amends(id),
        (None, Wanted::New { .. }) => Sort::New,
        (None, _) => Sort::Own,
    };
    key_in_name(original, proposal.target, &proposal.by, sort)
}

impl App {
    /// Keeps words in this session, under “Unsaved words”.
    pub(super) fn keep_aside(&mut self, language: &Language, paragraph: Id, words: String) {
        self.keep_under(key_of(language, paragraph), words);
    }

    /// The same under any key.
    pub(super) fn keep_under(&mut self, key: String, words: String) {
        if let Some(session) = self.session.as_mut() {
            session.unsaved.retain(|u| u.key != key);
            session.unsaved.push(Unsaved {
                key,
                words,
                file: None,
            });
        }
    }

    /// What unsaved words are for, for people: `5 bis`, `5 bis · KAZ proposes`.
    pub(super) fn what_for(&self, unsaved: &Unsaved) -> String {
        match read(&unsaved.key) {
            Some(For {
                paragraph,
                in_name: Some((by, _)),
                ..
            }) => {
                let verb = if by.len() > 1 { "propose" } else { "proposes" };
                let by = crate::model::names(&by);
                format!("{} · {by} {verb}", self.name_of(paragraph))
            }
            _ => unsaved.key.clone(),
        }
    }

    /// Opens words of an earlier session for typing, as what they were: words of the paragraph, or a proposal.
    pub(super) fn take_up(&mut self, unsaved: &Unsaved) -> Vec<Effect> {
        let found = read(&unsaved.key).filter(|of| {
            self.workspace()
                .and_then(|w| w.draft(&of.language)?.get(of.paragraph))
                .is_some()
        });
        let Some(found) = found else {
            self.say("Its paragraph is gone: the words were copied.");
            return vec![Effect::Copy(unsaved.words.clone())];
        };
        let Some((by, sort)) = found.in_name else {
            self.edit_words(&found.language, found.paragraph, &unsaved.words);
            return Vec::new();
        };
        let gone = match (sort, self.workspace()) {
            (Sort::Amends(id) | Sort::Restates(id), Some(workspace)) => {
                workspace.proposal(id).is_none_or(|p| !p.is_pending())
            }
            _ => false,
        };
        if gone {
            self.say("The proposal that they were for is decided: the words were copied.");
            return vec![Effect::Copy(unsaved.words.clone())];
        }
        let proposing = Proposing {
            by,
            reason: None,
            sort,
            base: "".into(),
            put_in: super::editing::PutIn::default(),
        };
        self.type_in_name(found.paragraph, proposing, Some(&unsaved.words))
    }
}
