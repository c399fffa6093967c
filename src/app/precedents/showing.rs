//! A clause through the years, and landing zones: shown where searches are, with the same keys.

use super::ask::{Found, Seek};
use super::finder::What;
use crate::app::{App, Effect, Screen};
use crate::model::Lens;
use crate::precedent::Party;

impl App {
    /// Follows the words of the selected hit, or of the selected paragraph, through the years.
    pub(in crate::app) fn show_lineage(&mut self) -> Vec<Effect> {
        let on_hit = self.screen == Screen::Precedents;
        let of_hit = self.hit().filter(|_| on_hit).map(|hit| {
            let about = hit.name();
            (Some(hit.entry), hit.text.to_string(), hit.language, about)
        });
        let of_draft = || {
            let p = self.selected()?;
            let words = self.plain_words(p);
            Some((None, words, self.language, self.name_of(p.id)))
        };
        let Some((from, text, language, about)) = of_hit.or_else(of_draft) else {
            self.say("Nothing is selected.");
            return Vec::new();
        };
        let question = Seek::Lineage {
            from,
            name: about.clone(),
            text,
            language,
        };
        self.show(What::Lineage, about, question)
    }

    /// Shows what the selected row stands for, one by one; or all rows again.
    pub(in crate::app) fn show_folded(&mut self) -> Vec<Effect> {
        if self.precedents.finder.what == What::Folded {
            return self.search();
        }
        let Some(hit) = self.hit().filter(|_| self.lookup().is_none()) else {
            self.say("Nothing is selected.");
            return Vec::new();
        };
        if hit.also.is_empty() {
            let name = hit.name();
            self.say(format!("Nothing else says what {name} says."));
            return Vec::new();
        }
        let about = hit.name();
        let also = hit.also.iter();
        let also = also.map(|again| (again.entry, again.symbol.clone()));
        let question = Seek::Folded {
            entries: std::iter::once((hit.entry, hit.symbol.clone()))
                .chain(also)
                .collect(),
            language: hit.language,
        };
        self.show(What::Folded, about, question)
    }

    /// Looks for wording close to the paragraph at hand that some of those accepted who object to it now.
    pub(in crate::app) fn show_landing(&mut self) -> Vec<Effect> {
        let at_hand = match self.screen {
            Screen::Precedents => self.draft.selected,
            _ => self.paragraph_at_hand(),
        };
        let Some(id) = at_hand else {
            self.say("No paragraph is selected.");
            return Vec::new();
        };
        let objecting = self.objecting(id);
        let name = self.name_of(id);
        if objecting.is_empty() {
            self.say(format!("Nobody objects to {name}: nothing has to land."));
            return Vec::new();
        }
        let Some(p) = self.document().and_then(|d| d.get(id)).cloned() else {
            self.warn("The paragraph is not in this language.");
            return Vec::new();
        };
        self.select(id);
        let text = self.plain_words(&p);
        let header = self.workspace().map(|w| w.header.clone());
        let parties = objecting
            .iter()
            .map(|code| Party::named(header.as_deref(), code.as_str()));
        let question = Seek::Landing {
            text,
            language: self.language,
            parties: parties.collect(),
        };
        let codes: Vec<String> = objecting.iter().map(ToString::to_string).collect();
        let about = format!("{name} for {}", codes.join(" "));
        self.show(What::Landing(id), about, question)
    }

    /// Tells whether the words of the selected paragraph stand where its sources say.
    pub(in crate::app) fn verify_sources(&mut self) -> Vec<Effect> {
        let Some(p) = self.selected() else {
            self.say("No paragraph is selected.");
            return Vec::new();
        };
        let question = Seek::Verify {
            about: format!("Where {} comes from", self.name_of(p.id)),
            text: self.plain_words(p),
            sources: p.sources.clone(),
        };
        let ticket = self.next_ticket();
        self.precedents.finder.ticket = ticket;
        vec![Effect::Seek {
            ticket,
            off: self.precedents.shelves.off.clone(),
            question,
        }]
    }

    fn show(&mut self, what: What, about: String, question: Seek) -> Vec<Effect> {
        self.screen = Screen::Precedents;
        self.precedents.typing = false;
        self.precedents.read_from = 0;
        let ticket = self.next_ticket();
        let finder = &mut self.precedents.finder;
        (finder.what, finder.about) = (what, about);
        (finder.found, finder.selected) = (Found::default(), 0);
        finder.ticket = ticket;
        vec![Effect::Seek {
            ticket,
            off: self.precedents.shelves.off.clone(),
            question,
        }]
    }

    /// The words of a paragraph without brackets and names.
    fn plain_words(&self, p: &crate::model::Paragraph) -> String {
        match self.workspace() {
            Some(workspace) => Lens::Clean.words(&workspace.header, p),
            None => p.text().to_owned(),
        }
    }
}
