//! What answers to questions do, and the questions that are asked in more than one place.

use super::{Act, Answer, Overlay, Words};
use crate::app::{App, Effect};
use crate::edit::Change;
use crate::model::{Id, Source};
use crate::text::Language;

impl App {
    pub(super) fn answered(&mut self, act: Act) -> Vec<Effect> {
        match act {
            Act::Stay => Vec::new(),
            Act::Quit => vec![Effect::Quit],
            Act::SaveWords => self.save_words(),
            Act::SaveAndQuit => {
                let effects = self.save_words();
                self.leaving = true;
                effects
            }
            Act::DropWords => self.drop_words(),
            Act::Make(change) => self.make(*change),
            Act::Put(words) => self.put_words(*words),
            Act::Reopen(words) => {
                self.edit_words(&words.language, words.paragraph, &words.text);
                Vec::new()
            }
            Act::Copy(text) => vec![Effect::Copy(text)],
        }
    }

    /// Puts words on a paragraph as it stands now.
    fn put_words(&mut self, words: Words) -> Vec<Effect> {
        let Words {
            language,
            paragraph,
            text,
            cite,
        } = words;
        let base = self
            .workspace()
            .and_then(|w| w.draft(&language)?.get(paragraph))
            .map(|p| p.digest());
        let Some(base) = base else {
            self.warn("The paragraph is gone. Your words are under “Unsaved words”.");
            self.keep_aside(&language, paragraph, text);
            return Vec::new();
        };
        self.make(Change::SetText {
            language,
            paragraph,
            text,
            base,
            cite,
        })
    }

    /// The words of a paragraph changed while others were typed for it: whose shall stand?
    pub(crate) fn ask_whose_words(
        &mut self,
        language: &Language,
        paragraph: Id,
        text: String,
        cite: Option<Source>,
    ) {
        self.keep_aside(language, paragraph, text.clone());
        let name = self.name_of(paragraph);
        let words = Box::new(Words {
            language: *language,
            paragraph,
            text: text.clone(),
            cite,
        });
        let lines = self.both_words(&words);
        let answers = vec![
            Answer::new('e', "edit mine further", Act::Reopen(words.clone())),
            Answer::new('t', "keep theirs", Act::Stay),
            Answer::new('m', "put mine in their place", Act::Put(words)),
            Answer::new('y', "copy mine, keep theirs", Act::Copy(text)),
        ];
        self.open_ask(
            format!("The words of {name} changed while you wrote. Whose shall stand?"),
            lines,
            answers,
        );
    }
    /// Their words and those that were typed, for the question whose shall stand.
    fn both_words(&self, mine: &Words) -> Vec<String> {
        let theirs = self
            .workspace()
            .and_then(|w| w.draft(&mine.language)?.get(mine.paragraph))
            .map(|p| p.text().to_owned());
        vec![
            "Theirs:".to_owned(),
            theirs.unwrap_or_else(|| "(the paragraph is gone)".to_owned()),
            String::new(),
            "Yours:".to_owned(),
            mine.text.clone(),
        ]
    }

    /// Other words came in: a question whose words shall stand shows those that stand now.
    pub(crate) fn answer_anew(&mut self) {
        let mut overlays = std::mem::take(&mut self.overlays);
        for front in &mut overlays {
            let Overlay::Ask(ask) = front else { continue };
            let mine = ask.answers.iter().find_map(|answer| match &answer.act {
                Act::Put(words) => Some(words),
                _ => None,
            });
            if let Some(mine) = mine {
                ask.lines = self.both_words(mine);
            }
        }
        self.overlays = overlays;
    }
}
