//! Writes a merge of words: what all agree on, what one side changed, and conflicts as attributed alternatives in the
//! notation of [`crate::model::bracket`]. Start at [`write()`].
//!
//! `[EU: shall] [AOSIS: should]` two wordings · `[should submit - AOSIS; EU delete]` one struck what the other changed ·
//! without names `[shall] [should]` and `[should submit]`, which says as much: words in brackets may stay or go.

use std::ops::Range;

use super::brackets::{self, Stands};
use super::holders::Attribution;
use super::three::{Region, Text, Three, Verdict};
use super::trimmed::Trimmed;
use super::{Holders, WordConflict, fields};
use crate::compare::token::MARK;
use crate::text::is_cjk;

/// The words of one paragraph of the result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    /// The words.
    pub text: String,
    /// The conflicts in them.
    pub conflicts: Vec<WordConflict>,
    /// The mark that stands before it, in each text that has it; none before the first.
    pub behind: Option<Behind>,
}

/// For each text that has a paragraph beginning there, which one it is, counted from 0 within the stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Behind {
    /// In the base.
    pub base: Option<usize>,
    /// In ours.
    pub ours: Option<usize>,
    /// In theirs.
    pub theirs: Option<usize>,
}

impl Behind {
    /// A paragraph that only one side has.
    pub(super) fn of_side(ours: bool, nth: usize) -> Self {
        Self {
            base: None,
            ours: ours.then_some(nth),
            theirs: (!ours).then_some(nth),
        }
    }
}

/// Where a piece of the result begins and ends in each text, as places between tokens.
#[derive(Debug, Clone, Copy, Default)]
struct Edges {
    base: Option<usize>,
    ours: Option<usize>,
    theirs: Option<usize>,
}

impl Edges {
    fn of(stands: Stands, more: usize) -> Self {
        Self {
            base: stands.base.map(|at| at + more),
            ours: stands.ours.map(|at| at + more),
            theirs: stands.theirs.map(|at| at + more),
        }
    }
}

/// Writes the merge, a paragraph an element.
pub(super) fn write(three: &Three<'_>, regions: &[Region], names: Holders<'_>) -> Vec<Written> {
    let mut writer = Writer {
        three,
        names,
        done: Vec::new(),
        text: String::new(),
        conflicts: Vec::new(),
        behind: None,
        last: Edges {
            base: Some(0),
            ours: Some(0),
            theirs: Some(0),
        },
    };
    let mut taken = brackets::taken(three, regions).into_iter().peekable();
    for region in regions {
        if three.verdict(region) != Verdict::Conflict {
            continue;
        }
        while let Some(stands) = taken.next_if(|stands| is_before(*stands, region)) {
            writer.token(stands);
        }
        writer.conflict(region);
    }
    taken.for_each(|stands| writer.token(stands));
    writer.finish()
}

fn is_before(stands: Stands, region: &Region) -> bool {
    let before = |at: Option<usize>, start: usize| at.is_some_and(|at| at < start);
    before(stands.ours, region.ours.start) || before(stands.theirs, region.theirs.start)
}

struct Writer<'w, 't> {
    three: &'w Three<'t>,
    names: Holders<'w>,
    done: Vec<Written>,
    text: String,
    conflicts: Vec<WordConflict>,
    behind: Option<Behind>,
    /// Where what was written last ends.
    last: Edges,
}

/// One of the two texts of a conflict.
struct Side<'s> {
    text: &'s Text<'s>,
    range: Range<usize>,
    name: Option<&'s str>,
    stands: fn(usize) -> Stands,
}

impl<'w, 't> Writer<'w, 't> {
    fn token(&mut self, stands: Stands) {
        let (text, at) = match stands {
            Stands { ours: Some(at), .. } => (&self.three.ours, at),
            Stands {
                theirs: Some(at), ..
            } => (&self.three.theirs, at),
            _ => return,
        };
        if text.ids.get(at) == Some(&MARK) {
            self.mark(stands);
            return;
        }
        self.space(Edges::of(stands, 0));
        match text.attribution(at) {
            Some(_) => self.holders(text, at),
            None => self.text.push_str(text.word(at)),
        }
        self.last = Edges::of(stands, 1);
    }

    /// Who holds the words before, or behind: what both sides made of it.
    fn holders(&mut self, text: &'w Text<'t>, at: usize) {
        let id = text.ids.get(at).copied().unwrap_or_default();
        let (raw, three) = (text.word(at), self.three);
        let own = || text.attribution(at).map(|one| three.of_one(one, raw));
        let said = match three.held(id) {
            Some(said) => said.to_owned(),
            None => own().unwrap_or_else(|| raw.to_owned()),
        };
        if said != raw && text.attribution(at).is_some_and(Attribution::is_behind) {
            // The space before it is that of a side that has names there.
            self.text.truncate(self.text.trim_end().len());
            if !said.is_empty() {
                self.text.push(' ');
            }
        } else if !self.text.ends_with(char::is_whitespace)
            && let Some(before) = at.checked_sub(1)
            && text.gap(before).is_some_and(|gap| !gap.is_empty())
        {
            // What stood before it went with its space.
            self.text.push(' ');
        }
        self.text.push_str(&said);
    }

    /// A paragraph ends, and another begins.
    fn mark(&mut self, stands: Stands) {
        self.close_paragraph();
        let of = |text: &Text<'_>, at: Option<usize>| at.map(|at| text.paragraph_behind(at));
        self.behind = Some(Behind {
            base: of(&self.three.base, stands.base),
            ours: of(&self.three.ours, stands.ours),
            theirs: of(&self.three.theirs, stands.theirs),
        });
        self.last = Edges::of(stands, 1);
    }

    fn close_paragraph(&mut self) {
        self.done.push(Written {
            text: std::mem::take(&mut self.text),
            conflicts: std::mem::take(&mut self.conflicts),
            behind: self.behind.take(),
        });
    }

    /// The white space between what was written last and what comes: that of the texts in which the two are neighbours.
    fn space(&mut self, next: Edges) {
        let (base, ours, theirs) = (&self.three.base, &self.three.ours, &self.three.theirs);
        let joint = |text: &'w Text<'t>, from: Option<usize>, to: Option<usize>| {
            from.filter(|from| to == Some(*from))
                .and_then(|at| text.gap(at))
        };
        let found = fields::either(
            joint(base, self.last.base, next.base),
            joint(ours, self.last.ours, next.ours),
            joint(theirs, self.last.theirs, next.theirs),
        );
        let space = found.unwrap_or_else(|| {
            let beside = [
                (ours, self.last.ours),
                (theirs, self.last.theirs),
                (ours, next.ours),
                (theirs, next.theirs),
            ];
            let gaps = beside.into_iter().filter_map(|(text, at)| text.gap(at?));
            gaps.max().unwrap_or_default()
        });
        self.text.push_str(space);
    }

    fn conflict(&mut self, region: &Region) {
        let Trimmed { front, back, inner } = self.three.trimmed(region);
        let both = |from: (usize, usize)| {
            move |k: usize| Stands {
                base: None,
                ours: Some(from.0 + k),
                theirs: Some(from.1 + k),
            }
        };
        let starts = (region.ours.start, region.theirs.start);
        (0..front).map(both(starts)).for_each(|at| self.token(at));
        self.space(Edges {
            // Around brackets a space does no harm where one side has none.
            base: None,
            ours: Some(inner.ours.start),
            theirs: Some(inner.theirs.start),
        });
        let three = self.three;
        let ours = Side {
            text: &three.ours,
            range: inner.ours.clone(),
            name: self.names.ours,
            stands: |at| Stands {
                ours: Some(at),
                ..Stands::default()
            },
        };
        let theirs = Side {
            text: &three.theirs,
            range: inner.theirs.clone(),
            name: self.names.theirs,
            stands: |at| Stands {
                theirs: Some(at),
                ..Stands::default()
            },
        };
        let (start, paragraphs) = (self.text.len(), self.done.len());
        // What stands in the base and on one side no more, that side struck.
        let struck = front + back == 0 && !inner.base.is_empty();
        match (ours.range.is_empty(), theirs.range.is_empty()) {
            (false, true) => self.against_deletion(&ours, theirs.name.filter(|_| struck)),
            (true, false) => self.against_deletion(&theirs, ours.name.filter(|_| struck)),
            _ => {
                self.alternative(&ours, false);
                self.alternative(
                    &theirs,
                    self.text.len() > start || self.done.len() > paragraphs,
                );
            }
        }
        let start = if paragraphs == self.done.len() {
            start
        } else {
            0
        };
        self.conflicts.push(WordConflict {
            at: start..self.text.len(),
            base: three.base.said(&inner.base),
            ours: ours.text.said(&ours.range),
            theirs: theirs.text.said(&theirs.range),
        });
        self.last = Edges {
            base: None,
            ours: Some(inner.ours.end),
            theirs: Some(inner.theirs.end),
        };
        let ends = (inner.ours.end, inner.theirs.end);
        (0..back).map(both(ends)).for_each(|at| self.token(at));
    }

    /// Words of one side in brackets. `second`: another alternative stands right before it.
    fn alternative(&mut self, side: &Side<'_>, second: bool) {
        let name = side.name.map(|name| format!("{name}: "));
        self.bracketed(side, &name.unwrap_or_default(), "", second);
    }

    /// Words of one side that the other struck, or never had.
    fn against_deletion(&mut self, side: &Side<'_>, deleter: Option<&str>) {
        let several = side.text.slice(&side.range).contains(&MARK);
        match (side.name, deleter.filter(|_| !several)) {
            (Some(name), Some(deleter)) => {
                self.bracketed(side, "", &format!(" - {name}; {deleter} delete"), false);
            }
            (None, Some(deleter)) => {
                self.bracketed(side, "", &format!(" - {deleter} delete"), false);
            }
            (_, None) => self.alternative(side, false),
        }
    }

    /// A bracket cannot reach over the end of a paragraph: it is closed there, and opened again.
    fn bracketed(&mut self, side: &Side<'_>, before: &str, behind: &str, second: bool) {
        let mut open = false;
        let mut apart = second;
        for at in side.range.clone() {
            if side.text.ids.get(at) == Some(&MARK) {
                if std::mem::take(&mut open) {
                    self.text.push_str(behind);
                    self.text.push(']');
                }
                self.mark((side.stands)(at));
                continue;
            }
            let word = side.text.word(at);
            if open {
                self.text.push_str(side.text.gap(at).unwrap_or_default());
            } else {
                // Between two alternatives stands a space, where their words have spaces.
                let spaced = !word.starts_with(is_cjk) && !self.text.is_empty();
                if std::mem::take(&mut apart) && spaced {
                    self.text.push(' ');
                }
                self.text.push('[');
                self.text.push_str(before);
                open = true;
            }
            self.text.push_str(word);
        }
        if open {
            self.text.push_str(behind);
            self.text.push(']');
        }
    }

    fn finish(mut self) -> Vec<Written> {
        self.space(Edges {
            base: Some(self.three.base.ids.len()),
            ours: Some(self.three.ours.ids.len()),
            theirs: Some(self.three.theirs.ids.len()),
        });
        self.close_paragraph();
        self.done
    }
}
