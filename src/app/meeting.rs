//! Two people on one paragraph: what was typed meets what somebody else saved meanwhile. The two are merged from the words
//! that typing began from, and shown before anything is saved. Start at [`App::ask_whose_words`].

use std::collections::VecDeque;
use std::sync::Arc;

use super::aside::key_of;
use super::overlay::{Act, Answer, Words};
use super::{App, Overlay};
use crate::compare::{Holders, MergedWords, merge_words};
use crate::edit::Change;
use crate::model::{Id, Paragraph, Source};
use crate::text::{self, Digest, Language};

/// How many wordings are remembered; one is enough for each paragraph on its way to the disk.
const MOST: usize = 32;

/// Acts that write the words of a paragraph.
const WRITE: [&str; 8] = [
    "edit", "join", "split", "accept", "compile", "lift", "undo", "resolve",
];

/// Words that somebody began to change, by their digest: what a merge starts from when others stand there later.
#[derive(Debug, Clone, Default)]
pub(super) struct Began(VecDeque<(Digest, Arc<str>)>);

impl Began {
    pub(super) fn from(&mut self, digest: Digest, words: &str) {
        if self.words(digest).is_none() {
            self.0.push_front((digest, words.into()));
            self.0.truncate(MOST);
        }
    }

    pub(super) fn words(&self, digest: Digest) -> Option<&Arc<str>> {
        let found = self.0.iter().find(|(known, _)| *known == digest);
        found.map(|(_, words)| words)
    }
}

impl App {
    /// The words of a paragraph changed while others were typed for it: merged, or whose shall stand? `base` is the digest
    /// of the words that typing began from.
    pub(super) fn ask_whose_words(
        &mut self,
        language: &Language,
        paragraph: Id,
        text: String,
        base: Digest,
        cites: Vec<Source>,
    ) {
        let name = self.name_of(paragraph);
        let words = Words {
            language: *language,
            paragraph,
            text,
            base,
            cites,
        };
        let own = text::clean_paragraph(&words.text);
        if self
            .words_that_stand(&words)
            .is_some_and(|p| p.text() == own)
        {
            self.say(format!(
                "Somebody else wrote the same words for {name} meanwhile."
            ));
            return;
        }
        self.keep_aside(language, paragraph, words.text.clone());
        let (question, lines, answers) = self.both_words(&words);
        self.open_ask(question, lines, answers);
    }

    /// The question; theirs, those that were typed, and both merged where that can be; and what can be done.
    fn both_words(&self, mine: &Words) -> (String, Vec<String>, Vec<Answer>) {
        let name = self.name_of(mine.paragraph);
        let Some(stands) = self.words_that_stand(mine) else {
            let (lines, answers) = self.words_of_none(mine);
            // One without a label has no name any more.
            let name = match self.label_of_deleted(mine.paragraph) {
                Some(label) => label,
                None => "The paragraph".to_owned(),
            };
            let question =
                format!("{name} was deleted while you wrote. What is to become of your words?");
            return (question, lines, answers);
        };
        let question = format!("The words of {name} changed while you wrote. Whose shall stand?");
        let theirs = stands.text();
        let of = self.who_wrote(mine.paragraph);
        let whose = of.map_or_else(
            || "Theirs:".to_owned(),
            |name| format!("Theirs, by {name}:"),
        );
        let both = [&whose, theirs, "", "Yours:", &mine.text].map(str::to_owned);
        let rest = [
            Answer::new('t', "keep theirs", Act::Stay),
            Answer::new(
                'm',
                "put mine in their place",
                Act::Put(Box::new(mine.clone())),
            ),
            Answer::new('y', "copy mine, keep theirs", Act::Copy(mine.text.clone())),
        ];
        let Some((merged, on)) = self.merged(mine) else {
            let mut answers = vec![Answer::new(
                'e',
                "edit mine further",
                Act::Reopen(Box::new(mine.clone())),
            )];
            answers.extend(rest);
            return (question, both.into(), answers);
        };
        let said = match merged.conflicts.len() {
            0 => "Your changes and theirs do not touch: both are in it.".to_owned(),
            1 => "One place was changed by both: it stands in brackets, yours first.".to_owned(),
            many => {
                format!("{many} places were changed by both: they stand in brackets, yours first.")
            }
        };
        let mut lines = vec![
            said,
            "Merged:".to_owned(),
            merged.text.clone(),
            String::new(),
        ];
        lines.extend(both);
        let change = Change::SetText {
            language: mine.language,
            paragraph: mine.paragraph,
            text: merged.text.clone(),
            base: on,
            cites: mine.cites.clone(),
        };
        let further = Words {
            text: merged.text,
            ..mine.clone()
        };
        let mut answers = vec![
            Answer::new('s', "save the merged words", Act::Make(Box::new(change))),
            Answer::new(
                'e',
                "edit the merged words first",
                Act::Reopen(Box::new(further)),
            ),
        ];
        answers.extend(rest);
        (question, lines, answers)
    }

    /// The same where the paragraph is gone: it can come back, with the words that were typed. Where somebody had changed it
    /// before it was deleted, both changes come back.
    fn words_of_none(&self, mine: &Words) -> (Vec<String>, Vec<Answer>) {
        let mut lines = Vec::new();
        let mut answers = Vec::new();
        let deleted = |event: &&super::Event| {
            event.paragraph == Some(mine.paragraph) && event.act == "delete"
        };
        if let Some(event) = self.record.events.iter().rev().find(deleted) {
            lines.extend([format!("{} deleted it.", event.actor), String::new()]);
        }
        if self.may_put_back(mine.paragraph)
            && let Some(gone) = self.words_deleted(mine)
        {
            let merged = self.merged_with(mine, gone);
            let back = Words {
                text: merged.map_or_else(|| mine.text.clone(), |merged| merged.text),
                ..mine.clone()
            };
            if back.text != mine.text {
                lines.push("It was changed before that: both changes are in it.".to_owned());
                lines.extend(["Merged:".to_owned(), back.text.clone(), String::new()]);
            }
            answers.push(Answer::new(
                'p',
                "put the paragraph back, with my words",
                Act::PutBack(Box::new(back)),
            ));
        }
        lines.extend(["Yours:".to_owned(), mine.text.clone()]);
        answers.extend([
            Answer::new('y', "copy mine", Act::Copy(mine.text.clone())),
            Answer::new('t', "let it go: they stay under “Unsaved words”", Act::Stay),
        ]);
        (lines, answers)
    }

    /// Whether a paragraph is among those that can be restored.
    pub(super) fn may_put_back(&self, id: Id) -> bool {
        let original = self.workspace().and_then(|w| w.original());
        original.is_some_and(|d| d.deleted_of(id).is_some())
    }

    fn words_deleted(&self, mine: &Words) -> Option<&Paragraph> {
        let draft = self.workspace()?.draft(&mine.language)?;
        draft.deleted_of(mine.paragraph).map(|d| &*d.paragraph)
    }

    /// Who wrote the words that stand, as far as the record has been read: whoever did the last thing to the words of the
    /// paragraph. Its digest is of the original, so that it says nothing of a translation.
    fn who_wrote(&self, paragraph: Id) -> Option<&str> {
        let wrote = |event: &&super::Event| {
            event.paragraph == Some(paragraph) && WRITE.contains(&event.act.as_str())
        };
        let last = self.record.events.iter().rev().find(wrote)?;
        Some(&last.actor)
    }

    fn words_that_stand(&self, mine: &Words) -> Option<&Paragraph> {
        let draft = self.workspace()?.draft(&mine.language)?;
        draft.get(mine.paragraph).map(|p| &**p)
    }

    /// What was typed merged with what stands, and the digest of what stands.
    fn merged(&self, mine: &Words) -> Option<(MergedWords, Digest)> {
        let theirs = self.words_that_stand(mine)?;
        let merged = self.merged_with(mine, theirs)?;
        Some((merged, theirs.digest())).filter(|(merged, _)| merged.text != theirs.text())
    }

    /// What was typed merged with what somebody else made of the words meanwhile; none when they made nothing of them.
    fn merged_with(&self, mine: &Words, theirs: &Paragraph) -> Option<MergedWords> {
        if theirs.digest() == mine.base {
            return None;
        }
        let base = self.began.words(mine.base)?;
        let own = text::clean_paragraph(&mine.text);
        // Who types is nobody in the negotiation: the alternatives have no names.
        let parties = self.workspace()?.header.party_names();
        let names = Holders {
            parties: &parties,
            ..Holders::default()
        };
        Some(merge_words(base, &own, theirs.text(), names))
    }

    /// Other words came in: a question whose words shall stand is asked about those that stand now, or no more when they are
    /// the same.
    pub(super) fn answer_anew(&mut self) {
        let mut overlays = std::mem::take(&mut self.overlays);
        let mut settled = Vec::new();
        overlays.retain_mut(|front| {
            let Overlay::Ask(ask) = front else {
                return true;
            };
            let Some(mine) = ask.answers.iter().find_map(Answer::words_to_put).cloned() else {
                return true;
            };
            if self.is_what_stands(&mine) {
                settled.push(mine);
                return false;
            }
            (ask.question, ask.lines, ask.answers) = self.both_words(&mine);
            ask.selected = ask.selected.min(ask.answers.len().saturating_sub(1));
            true
        });
        self.overlays = overlays;
        for mine in settled {
            let key = key_of(&mine.language, mine.paragraph);
            if let Some(session) = self.session.as_mut() {
                session.unsaved.retain(|unsaved| unsaved.key != key);
            }
            self.say_the_same(mine.paragraph);
        }
    }

    fn is_what_stands(&self, mine: &Words) -> bool {
        let own = text::clean_paragraph(&mine.text);
        self.words_that_stand(mine).is_some_and(|p| p.text() == own)
    }

    fn say_the_same(&mut self, paragraph: Id) {
        let name = self.name_of(paragraph);
        self.say(format!(
            "Somebody else wrote the same words for {name} meanwhile."
        ));
    }
}
