//! A whole document as a delegation would have it, as proposals: one for every difference from the draft.

use crate::compare::{Kind, Options, Pair, compare};
use crate::model::{Code, Document, Id, Paragraph, Proposal, Wanted, bracket};

use super::same_words;

/// The proposals that make `revised` of a draft, in the order of the text. `fresh` gives new ids, in any order.
///
/// Changed words, paragraphs struck and put in, moved, split and joined become a proposal each, so that each can be decided by
/// itself. What cannot be proposed is said in the second list: a paragraph before the first, brackets that do not match.
pub fn revised(
    draft: &Document,
    revised: &Document,
    by: Code,
    fresh: &mut dyn FnMut() -> Id,
) -> (Vec<Proposal>, Vec<String>) {
    let comparison = compare(draft, revised, Options::default());
    let mut writer = Writer {
        draft,
        revised,
        found: Vec::new(),
        left: Vec::new(),
        last: None,
        fresh,
    };
    for pair in &comparison.pairs {
        writer.pair(pair);
    }
    let Writer {
        found, left, fresh, ..
    } = writer;
    // Ids in their order, so that lists keep the order of the text.
    let mut ids: Vec<Id> = found.iter().map(|_| fresh()).collect();
    ids.sort_unstable();
    let proposals = found.into_iter().zip(ids).map(|((target, wanted), id)| {
        let mut made = Proposal::new(id, target.id, target.text(), wanted);
        made.by = vec![by];
        made
    });
    (proposals.collect(), left)
}

struct Writer<'d, 'f> {
    draft: &'d Document,
    revised: &'d Document,
    found: Vec<(&'d Paragraph, Wanted)>,
    left: Vec<String>,
    /// The paragraph of the draft that was met last.
    last: Option<&'d Paragraph>,
    fresh: &'f mut dyn FnMut() -> Id,
}

impl Writer<'_, '_> {
    fn pair(&mut self, pair: &Pair) {
        let (draft, revised) = (self.draft, self.revised);
        let old = pair.a.iter().filter_map(|at| draft.paragraphs.get(*at));
        let old: Vec<&Paragraph> = old.map(|p| &**p).collect();
        let new = pair.b.iter().filter_map(|at| revised.paragraphs.get(*at));
        let new: Vec<&Paragraph> = new.map(|p| &**p).collect();
        match (old.as_slice(), new.as_slice()) {
            ([one], []) => self.found.push((one, Wanted::Gone)),
            ([], [one]) => self.put_in(one),
            ([before], [after]) => {
                if pair.moved {
                    self.shift(before);
                }
                if pair.kind == Kind::Changed {
                    self.words(before, after.text());
                }
            }
            ([before], [first, second]) => self.split(before, first, second),
            ([first, second], [after]) => self.join(first, second, after),
            ([before, ..], [first, rest @ ..]) => {
                self.words(before, first.text());
                for paragraph in old.iter().skip(1) {
                    self.found.push((paragraph, Wanted::Gone));
                }
                self.last = Some(before);
                for paragraph in rest {
                    self.put_in(paragraph);
                }
            }
            _ => {}
        }
        if let (Some(last), false) = (old.last(), new.is_empty()) {
            self.last = Some(last);
        }
    }

    /// To behind the paragraph that was met last, unless that is one of its own items.
    fn shift(&mut self, before: &Paragraph) {
        let Some(own) = self.draft.get(before.id) else {
            return;
        };
        let chapeaux = self.draft.chapeaux();
        let chapeau_of = |id: Id| {
            let at = chapeaux.get(self.draft.index_of(id)?).copied()??;
            self.draft.paragraphs.get(at).map(|p| p.id)
        };
        let mut above = self.last.and_then(|p| chapeau_of(p.id));
        while let Some(id) = above {
            if id == own.id {
                let begin = crate::text::truncate(own.text(), 40);
                self.left.push(format!(
                    "“{begin}” stands behind one of its items: propose that by hand"
                ));
                return;
            }
            above = chapeau_of(id);
        }
        let after = self.last.map(|p| p.id);
        self.found.push((own, Wanted::Move { after }));
    }

    fn words(&mut self, before: &'_ Paragraph, text: &str) {
        let Some(before) = self.draft.get(before.id) else {
            return;
        };
        if same_words(before.text(), text) {
            return;
        }
        if bracket::edges(text) == bracket::edges(before.text()) {
            self.found.push((before, Wanted::Words(text.into())));
        } else {
            let begin = crate::text::truncate(text, 40);
            self.left
                .push(format!("the brackets of “{begin}” do not match"));
        }
    }

    fn put_in(&mut self, new: &Paragraph) {
        let Some(behind) = self.last else {
            let begin = crate::text::truncate(new.text(), 40);
            self.left.push(format!(
                "“{begin}” stands before the first paragraph: propose it behind one"
            ));
            return;
        };
        let wanted = Wanted::New {
            paragraph: (self.fresh)(),
            role: new.role,
            level: new.level,
            label: new.label.clone(),
            text: new.text().into(),
        };
        self.found.push((behind, wanted));
    }

    fn split(&mut self, before: &Paragraph, first: &Paragraph, second: &Paragraph) {
        let text = before.text();
        let at = text.rfind(second.text().trim());
        let is_cut = at.is_some_and(|at| {
            text.get(..at).is_some_and(|a| same_words(a, first.text()))
                && text.get(at..).is_some_and(|b| same_words(b, second.text()))
        });
        let Some(before) = self.draft.get(before.id) else {
            return;
        };
        match at.filter(|_| is_cut) {
            Some(at) => {
                let new = (self.fresh)();
                self.found.push((before, Wanted::Split { at, new }));
            }
            None => {
                self.words(before, first.text());
                self.last = Some(before);
                self.put_in(second);
            }
        }
    }

    fn join(&mut self, first: &Paragraph, second: &Paragraph, after: &Paragraph) {
        let joined = crate::text::join_lines([first.text(), second.text()]);
        let (Some(first), Some(second)) = (self.draft.get(first.id), self.draft.get(second.id))
        else {
            return;
        };
        let are_neighbours =
            self.draft.index_of(first.id).map(|at| at + 1) == self.draft.index_of(second.id);
        if are_neighbours && second.part.is_none() && same_words(&joined, after.text()) {
            let with = Some(second.id);
            self.found.push((first, Wanted::Join { with }));
        } else {
            self.words(first, after.text());
            self.found.push((second, Wanted::Gone));
        }
    }
}
