//! A paragraph that is being typed: words of one that is there, a new one, or the place at which one is split.
//! Words are kept aside while they are typed, so that a crash costs at most two seconds or two hundred characters.

mod gone;
mod inserting;

use gone::Behind;
pub use inserting::PutIn;
pub(super) use inserting::{Wording, new_paragraph};

use std::sync::Arc;

use super::aside::{key_in_name, key_of};
use super::overlay::{Act, Answer};
use super::proposing::Sort;
use super::{App, Code, EditTarget, Effect, Field, Key, Screen};
use crate::edit::Change;
use crate::model::{Id, Paragraph, Role, Source, numbering};
use crate::text::{self, Digest, Direction, Language};

/// What typing is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Other words for a paragraph.
    Words,
    /// A new paragraph.
    New,
    /// Choosing where a paragraph is split; nothing is typed.
    Split,
    /// Selecting words that are to be bracketed; nothing is typed.
    Bracket,
    /// Choosing where words are put in, or which they replace; nothing is typed.
    Place,
}

impl Purpose {
    /// Whether words are typed for it.
    pub fn types(self) -> bool {
        matches!(self, Self::Words | Self::New)
    }
}

/// Seconds after which typed words are kept aside.
const KEEP_SECONDS: i64 = 2;
/// Characters after which they are.
const KEEP_CHARACTERS: usize = 200;

/// What is being typed, and where.
#[derive(Debug, Clone)]
pub struct Editing {
    /// The words with their caret.
    pub field: Field,
    /// What they are for.
    pub purpose: Purpose,
    language: Language,
    /// The paragraph; for a new one, the id that it will have.
    id: Id,
    /// Digest of the words that stood there when typing began.
    base: Digest,
    before: Arc<str>,
    /// Of a new paragraph: what it stands behind, what it is, how deep.
    place: (Option<Id>, Role, u8),
    /// Words that were put in, with where they come from.
    put_in: PutIn,
    /// What is put in once its place is chosen.
    waiting: Option<Wording>,
    /// In whose name it is typed, when it is a proposal.
    pub(super) proposing: Option<super::Proposing>,
    /// Where a selection began.
    pub mark: Option<usize>,
    overtaken: bool,
    /// Since the paragraph it is for, or that it stands behind, was deleted: behind which one it is shown.
    stood: Option<Behind>,
    kept: String,
    kept_at: i64,
}

impl Editing {
    /// Whether it is on the words of that paragraph.
    pub fn is_on(&self, id: Id) -> bool {
        self.purpose != Purpose::New && self.id == id
    }

    /// Whether it stands in rows of its own behind that paragraph: a new one, or words of one that is gone.
    pub fn is_behind(&self, id: Id) -> bool {
        self.behind() == Some(Behind::Paragraph(id))
    }

    /// Whether it stands in rows of its own before all paragraphs.
    pub fn is_first(&self) -> bool {
        self.behind() == Some(Behind::Start)
    }

    /// Whether there is something to save.
    pub fn is_changed(&self) -> bool {
        self.purpose.types() && self.field.text() != &*self.before
    }

    /// Whether somebody else changed the paragraph meanwhile.
    pub fn is_overtaken(&self) -> bool {
        self.overtaken
    }

    /// Whether there are words that are not kept aside yet.
    pub fn is_to_be_kept(&self) -> bool {
        self.is_changed() && self.field.text() != self.kept
    }

    /// The language, the paragraph, and the digest of the words it was begun on.
    pub(super) fn on(&self) -> (Language, Id, Digest) {
        (self.language, self.id, self.base)
    }

    /// The paragraph that it is about: of a new one, the one that it stands behind.
    pub(super) fn on_whom(&self) -> Id {
        match self.purpose {
            Purpose::New => self.place.0.unwrap_or(self.id),
            _ => self.id,
        }
    }

    /// Makes it words in the name of delegations, typed from those.
    pub(super) fn in_their_name(&mut self, proposing: super::Proposing, from: &str) {
        self.proposing = Some(proposing);
        self.before = from.into();
    }

    fn key(&self) -> String {
        match &self.proposing {
            Some(p) => key_in_name(&self.language, self.on_whom(), &p.by, p.sort),
            None => key_of(&self.language, self.id),
        }
    }
}

impl App {
    /// What is typed and would be lost: the key it is kept under, and the words.
    pub fn unsaved_words(&self) -> Option<(String, String)> {
        let editing = self.editing.as_ref().filter(|e| e.is_changed())?;
        Some((editing.key(), editing.field.text().to_owned()))
    }

    /// Starts typing in the selected paragraph; hands it to the editor when it runs from right to left.
    pub(super) fn edit_selected(&mut self) -> Vec<Effect> {
        let Some(p) = self.selected() else {
            return Vec::new();
        };
        if text::direction(p.text()) == Direction::Rtl {
            let effects = self.edit_outside();
            self.say(
                "Text from right to left is edited in $EDITOR: terminals disagree about its order.",
            );
            return effects;
        }
        let (id, words) = (p.id, p.text().to_owned());
        let language = self.language;
        self.edit_words(&language, id, &words);
        Vec::new()
    }

    /// Starts typing in a paragraph, from words that may differ from those that stand there.
    pub(super) fn edit_words(&mut self, language: &Language, id: Id, words: &str) {
        let Some(p) = self
            .workspace()
            .and_then(|w| w.draft(language)?.get(id))
            .cloned()
        else {
            self.warn("The paragraph is gone.");
            return;
        };
        self.language = *language;
        self.screen = Screen::Draft;
        self.select(id);
        self.begin(
            Field::new(words),
            Purpose::Words,
            id,
            p.digest(),
            p.text().into(),
            (None, p.role, p.level),
        );
    }

    pub(super) fn begin(
        &mut self,
        field: Field,
        purpose: Purpose,
        id: Id,
        base: Digest,
        before: Arc<str>,
        place: (Option<Id>, Role, u8),
    ) {
        self.began.from(base, &before);
        self.editing = Some(Editing {
            field,
            purpose,
            language: self.language,
            id,
            base,
            before,
            place,
            put_in: PutIn::default(),
            waiting: None,
            proposing: None,
            mark: None,
            overtaken: false,
            stood: None,
            kept: String::new(),
            kept_at: self.now.seconds(),
        });
    }

    /// Starts typing a new paragraph below or above the selected one.
    pub(super) fn add_paragraph(&mut self, below: bool) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        if self.language != workspace.header.original {
            let name = workspace.header.original.name().to_owned();
            self.warn(format!(
                "New paragraphs are written in the original, {name}; then translate."
            ));
            return Vec::new();
        }
        let at = self.selected_at();
        let document = self.document();
        let selected = document.and_then(|d| d.paragraphs.get(at));
        // Next to a title stands a paragraph, not another title.
        let body = workspace.header.profile.body_role();
        let (role, level) = selected
            .filter(|p| p.role.is_body())
            .map_or((body, 0), |p| (p.role, p.level));
        let behind = match (below, selected) {
            (true, Some(p)) => Some(p.id),
            _ => at
                .checked_sub(1)
                .and_then(|at| Some(document?.paragraphs.get(at)?.id)),
        };
        let id = self.new_id();
        if let Some(behind) = behind {
            self.select(behind);
        }
        self.begin(
            Field::default(),
            Purpose::New,
            id,
            Digest::of(""),
            "".into(),
            (behind, role, level),
        );
        Vec::new()
    }

    /// Hands the selected paragraph to the editor.
    pub(super) fn edit_outside(&mut self) -> Vec<Effect> {
        let Some(p) = self.selected() else {
            return Vec::new();
        };
        let p = p.clone();
        self.began.from(p.digest(), p.text());
        let target = EditTarget::Paragraph {
            language: self.language,
            id: p.id,
            base: p.digest(),
        };
        let mut context = vec![format!(
            "{} · {} · {}",
            self.name_of(p.id),
            p.role.word(),
            self.language.name()
        )];
        context.extend(p.note.as_ref().map(|note| format!("note: {note}")));
        context.extend(p.sources.iter().map(|s| format!("source: {}", s.symbol)));
        vec![Effect::OpenEditor {
            target,
            text: p.text().to_owned(),
            context,
        }]
    }

    /// The editor came back.
    pub(super) fn edited(
        &mut self,
        target: &EditTarget,
        text: Option<String>,
        failed: Option<String>,
    ) -> Vec<Effect> {
        if let Some(why) = failed {
            self.warn(super::sentence::sentence(&why));
            return Vec::new();
        }
        let Some(words) = text else {
            self.say("Nothing to change.");
            return Vec::new();
        };
        match target {
            EditTarget::Paragraph { language, id, base } => {
                self.save(*language, *id, words, *base, Vec::new())
            }
            EditTarget::Private { id } => self.edited_private(*id, &words),
            EditTarget::Proposal { id, proposing } => self.table_words(*id, proposing, &words),
            EditTarget::Note { language, id } => {
                let words = text::clean_paragraph(&words);
                let note = (!words.is_empty()).then(|| words.into());
                self.make(Change::SetNote {
                    language: *language,
                    paragraph: *id,
                    note,
                })
            }
        }
    }

    /// Sends words for a paragraph, or asks whose words shall stand when others stand there by now.
    fn save(
        &mut self,
        language: Language,
        id: Id,
        words: String,
        base: Digest,
        cites: Vec<Source>,
    ) -> Vec<Effect> {
        let stands = self
            .workspace()
            .and_then(|w| w.draft(&language)?.get(id))
            .map(|p| p.digest());
        if stands != Some(base) {
            self.editing = None;
            self.ask_whose_words(&language, id, words, base, cites);
            // The record knows who the other one is.
            return vec![Effect::Record];
        }
        let change = Change::SetText {
            language,
            paragraph: id,
            text: words.clone(),
            base,
            cites,
        };
        if self.editing.is_some() {
            return self.finish(change);
        }
        match self.commit(change) {
            Ok(effects) => effects,
            Err(error) => {
                self.warn(super::sentence::sentence(&error.to_string()));
                self.keep_aside(&language, id, words);
                Vec::new()
            }
        }
    }

    /// A key while typing.
    pub(super) fn press_editing(&mut self, key: Key) -> Vec<Effect> {
        let cells = self.editing_cells();
        let Some(editing) = self.editing.as_mut() else {
            return Vec::new();
        };
        let moves = matches!(
            key.code,
            Code::Left | Code::Right | Code::Up | Code::Down | Code::Home | Code::End
        );
        if !editing.purpose.types() && !moves {
            return Vec::new();
        }
        // A selection ends where words change under it.
        if !moves {
            editing.mark = None;
        }
        editing.field.press(key, cells);
        self.keep_words_in_time()
    }

    pub(super) fn paste_editing(&mut self, pasted: &str) -> Vec<Effect> {
        if let Some(editing) = self.editing.as_mut() {
            editing.field.paste(pasted);
        }
        self.keep_words_in_time()
    }

    /// Cells for the words that are being typed.
    fn editing_cells(&self) -> usize {
        let width = self.regions().map_or(80, |r| r.main.inner.width);
        let at = self.selected_at();
        let p = self.document().and_then(|d| d.paragraphs.get(at));
        p.map_or(usize::from(width), |p| {
            usize::from(self.text_width(p, width))
        })
    }

    /// Keeps typed words aside when it is time to.
    pub(super) fn keep_words_in_time(&mut self) -> Vec<Effect> {
        let now = self.now.seconds();
        let due = self.editing.as_ref().is_some_and(|editing| {
            let more = editing.field.text().len().abs_diff(editing.kept.len());
            editing.is_to_be_kept()
                && (now - editing.kept_at >= KEEP_SECONDS || more >= KEEP_CHARACTERS)
        });
        if due { self.keep_words() } else { Vec::new() }
    }

    /// Keeps typed words aside.
    pub(super) fn keep_words(&mut self) -> Vec<Effect> {
        let now = self.now.seconds();
        match self
            .editing
            .as_mut()
            .filter(|editing| editing.is_to_be_kept())
        {
            Some(editing) => {
                editing.kept = editing.field.text().to_owned();
                editing.kept_at = now;
                vec![Effect::KeepUnsaved {
                    key: editing.key(),
                    words: Some(editing.kept.clone()),
                }]
            }
            None => Vec::new(),
        }
    }

    /// Enter while typing: saves, or splits.
    pub(super) fn save_words(&mut self) -> Vec<Effect> {
        let Some(editing) = self.editing.clone() else {
            return Vec::new();
        };
        if let Some(proposing) = &editing.proposing {
            let (on, at) = (editing.on_whom(), editing.field.caret());
            return match proposing.sort {
                Sort::Split => self.table_split(on, proposing, at),
                Sort::Restates(id) if !editing.is_changed() && !self.is_stale(id) => {
                    self.editing = None;
                    Vec::new()
                }
                _ => {
                    let mut proposing = proposing.clone();
                    proposing.put_in.extend(&editing.put_in);
                    self.table_words(on, &proposing, editing.field.text())
                }
            };
        }
        match editing.purpose {
            Purpose::Split => {
                let new = self.new_id();
                let change = Change::Split {
                    paragraph: editing.id,
                    at: editing.field.caret(),
                    new,
                    base: editing.base,
                };
                self.finish(change)
            }
            Purpose::Bracket | Purpose::Place => self.mark_selection(),
            Purpose::New => {
                let words = text::clean_paragraph(editing.field.text());
                if words.is_empty() {
                    self.editing = None;
                    self.say("Nothing typed, nothing added.");
                    return Vec::new();
                }
                let (after, role, level) = editing.place;
                let mut p = Paragraph::new(editing.id, role, &words);
                p.level = level;
                p.cite(&editing.cites());
                // Labels are frozen: it is 5 bis, and no other becomes another.
                p.label = self.workspace().and_then(|workspace| {
                    let draft = workspace.draft(&editing.language)?;
                    numbering::suggest(draft, workspace.header.profile, after, role, level)
                });
                let effects = self.finish(Change::Add {
                    language: editing.language,
                    after,
                    paragraph: Arc::new(p),
                });
                if self.editing.is_none() {
                    self.select(editing.id);
                }
                effects
            }
            Purpose::Words if !editing.is_changed() => {
                self.editing = None;
                Vec::new()
            }
            Purpose::Words => {
                if text::clean_paragraph(editing.field.text()).is_empty() {
                    self.warn("A paragraph without words is no paragraph: delete it instead.");
                    return Vec::new();
                }
                let words = editing.field.text().to_owned();
                if text::clean_paragraph(&words) == *editing.before {
                    self.editing = None;
                    self.say("Nothing changed, nothing saved.");
                    return Vec::new();
                }
                let cites = editing.cites();
                self.save(editing.language, editing.id, words, editing.base, cites)
            }
        }
    }

    /// Makes the change that typing was for. Typing ends when it can be made, and goes on when it cannot: nothing typed
    /// is lost to a refusal.
    pub(super) fn finish(&mut self, change: Change) -> Vec<Effect> {
        match self.commit(change) {
            Ok(effects) => {
                self.editing = None;
                effects
            }
            Err(error) => {
                self.warn(super::sentence::sentence(&error.to_string()));
                self.keep_words()
            }
        }
    }

    /// Esc while typing: leaves, or asks first.
    pub(super) fn stop_typing(&mut self) -> Vec<Effect> {
        if !self.editing.as_ref().is_some_and(Editing::is_changed) {
            self.editing = None;
            return Vec::new();
        }
        let answers = vec![
            Answer::new('k', "keep typing", Act::Stay),
            Answer::new('s', "save them", Act::SaveWords),
            Answer::new('d', "give them up", Act::DropWords),
        ];
        self.open_ask(
            "The words that you typed are not saved.".to_owned(),
            Vec::new(),
            answers,
        );
        self.keep_words()
    }

    /// Gives up what was typed.
    pub(super) fn drop_words(&mut self) -> Vec<Effect> {
        let Some(editing) = self.editing.take() else {
            return Vec::new();
        };
        self.say(if editing.is_gone() {
            "Given up."
        } else {
            "Given up; the paragraph is as it was."
        });
        vec![Effect::KeepUnsaved {
            key: editing.key(),
            words: None,
        }]
    }
}
