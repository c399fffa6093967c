//! Three wordings of one stretch of text in tokens, and the regions in which one or both sides changed it (diff3, on two
//! alignments of [`affine`]). Start at [`Three::new`], then [`Three::regions`].

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::Holders;
use super::folded::Folded;
use super::holders::{self, Attribution, Sort};
use crate::compare::affine::{self, OPEN};
use crate::compare::token::{Class, Lexicon, MARK, Token};
use crate::model::bracket::looks_like_code;

/// What a token is to the bracket it opens or closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Partner {
    /// It is no bracket.
    None,
    /// It is one without a partner.
    Alone,
    /// Its partner stands there.
    At(usize),
}

/// One of the three wordings.
#[derive(Debug)]
pub(super) struct Text<'t> {
    /// The numbers of the tokens.
    pub ids: Vec<u32>,
    lead: &'t str,
    tokens: Vec<Token<'t>>,
    /// Of each token, its bracket.
    pub partners: Vec<Partner>,
    /// Who holds words, in order.
    pub attributions: Vec<Attribution>,
    /// Of an attribution and of a slash, the token that opens its bracket.
    pub within: Vec<Option<usize>>,
}

impl<'t> Text<'t> {
    fn new(paragraphs: &[&'t str], lexicon: &mut Lexicon, held: Held<'_>) -> Self {
        let mut lead = "";
        let mut tokens: Vec<Token<'t>> = Vec::new();
        let mut attributions = Vec::new();
        let mut within: Vec<Option<usize>> = Vec::new();
        for (nth, paragraph) in paragraphs.iter().enumerate() {
            let read = lexicon.tokens(paragraph);
            if nth == 0 {
                lead = read.lead;
            } else {
                tokens.push(Token {
                    id: MARK,
                    text: "\n",
                    space: read.lead,
                });
            }
            within.resize(tokens.len(), None);
            let first = tokens.len();
            let mut starts: Vec<usize> = Vec::new();
            let mut at = read.lead.len();
            let mut escape: Option<usize> = None;
            for token in read.list {
                let start = escape.unwrap_or(at);
                at += token.text.len();
                let text = paragraph.get(start..at).unwrap_or(token.text);
                at += token.space.len();
                let slashes = text.chars().rev().take_while(|c| *c == '\\').count();
                let open = slashes % 2 == 1 && token.space.is_empty() && at < paragraph.len();
                escape = open.then_some(start);
                if !open {
                    let id = if start + token.text.len() + token.space.len() == at {
                        token.id
                    } else {
                        lexicon.key(text)
                    };
                    tokens.push(Token { id, text, ..token });
                    starts.push(start);
                }
            }
            if let Some(is_party) = held {
                let places = holders::places(paragraph, is_party);
                let mut of_paragraph = Folded {
                    paragraph,
                    tokens: tokens.split_off(first),
                    starts,
                };
                let found = of_paragraph.fold(&places, first, lexicon, &mut within);
                attributions.extend(found);
                tokens.append(&mut of_paragraph.tokens);
            }
        }
        within.resize(tokens.len(), None);
        Self {
            ids: tokens.iter().map(|t| t.id).collect(),
            partners: super::brackets::partners(&tokens),
            lead,
            tokens,
            attributions,
            within,
        }
    }

    /// Gives an attribution its number.
    pub(super) fn set_attribution(&mut self, nth: usize, id: u32) {
        let token = self.attributions.get(nth).map(|one| one.token);
        if let Some(place) = token.and_then(|at| self.ids.get_mut(at)) {
            *place = id;
        }
    }

    /// The attribution that a token is.
    pub(super) fn attribution(&self, token: usize) -> Option<&Attribution> {
        let at = self
            .attributions
            .binary_search_by_key(&token, |one| one.token);
        at.ok().and_then(|at| self.attributions.get(at))
    }

    /// The attributions of a stretch.
    fn held(&self, range: &Range<usize>) -> &[Attribution] {
        let place = |at: usize| self.attributions.partition_point(|one| one.token < at);
        let (start, end) = (place(range.start), place(range.end));
        self.attributions
            .get(start..end.max(start))
            .unwrap_or_default()
    }

    /// Whether a token is the slash between two wordings of a bracket; which one.
    fn slash(&self, at: usize) -> Option<usize> {
        let open = self.within.get(at).copied().flatten()?;
        self.attribution(at).is_none().then_some(open)
    }

    /// The numbers of a stretch.
    pub(super) fn slice(&self, range: &Range<usize>) -> &[u32] {
        self.ids.get(range.clone()).unwrap_or_default()
    }

    /// A token itself.
    pub(super) fn word(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.text)
    }

    /// The white space before the token at a place; behind the last one, that at the end.
    pub(super) fn gap(&self, at: usize) -> Option<&'t str> {
        match at.checked_sub(1) {
            None => Some(self.lead),
            Some(before) => self.tokens.get(before).map(|token| token.space),
        }
    }

    /// The words of a stretch, as they stand there, without the white space around it.
    pub(super) fn said(&self, range: &Range<usize>) -> String {
        let mut said = String::new();
        for token in self.tokens.get(range.clone()).unwrap_or_default() {
            said.push_str(token.text);
            said.push_str(token.space);
        }
        said.trim().to_owned()
    }

    /// Which paragraph begins behind the mark at a place, counted from 0.
    pub(super) fn paragraph_behind(&self, mark: usize) -> usize {
        let before = self.ids.get(..=mark).unwrap_or_default();
        before.iter().filter(|id| **id == MARK).count()
    }
}

/// What says whether a word names somebody; none where nobody is named.
type Held<'h> = Option<&'h dyn Fn(&str) -> bool>;

/// The base and the two sides.
#[derive(Debug)]
pub(super) struct Three<'t> {
    /// What both sides started from.
    pub base: Text<'t>,
    /// Ours.
    pub ours: Text<'t>,
    /// Theirs.
    pub theirs: Text<'t>,
    lexicon: Lexicon,
    /// What becomes of attributions that both sides have; nothing where a person must look.
    held: HashMap<u32, Option<String>>,
    /// Names that one side took away altogether.
    withdrawn: HashSet<String>,
}

/// A stretch that a side changed: places in each of the three. What stands between two regions is the same in all three.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Region {
    /// In the base.
    pub base: Range<usize>,
    /// In ours.
    pub ours: Range<usize>,
    /// In theirs.
    pub theirs: Range<usize>,
}

/// What becomes of a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Only we changed it, or both did the same.
    Ours,
    /// Only they changed it.
    Theirs,
    /// Both put in what can stand side by side.
    Both,
    /// Both did, each in another way.
    Conflict,
}

/// A changed stretch of one side: places in the base and in the side.
#[derive(Debug, Clone)]
struct Hunk {
    base: Range<usize>,
    side: Range<usize>,
    /// How far in the base it could stand as well: of equal words side by side nobody can say which one was put in or struck.
    reach: Range<usize>,
    /// Whether it is about ends of paragraphs alone.
    marks: bool,
}

impl<'t> Three<'t> {
    /// Reads three wordings, each a list of paragraphs. `names`: who may be named beside codes.
    pub(super) fn new(
        base: &[&'t str],
        ours: &[&'t str],
        theirs: &[&'t str],
        names: Holders<'_>,
    ) -> Self {
        let mut lexicon = Lexicon::new();
        let is_party = |said: &str| looks_like_code(said) || names.name(said);
        let mut texts = [base, ours, theirs].into_iter().flatten();
        let is_held =
            texts.any(|text| text.contains(['[', '［']) && holders::are_in(text, &is_party));
        let held: Held<'_> = is_held.then_some(&is_party);
        let mut read = |paragraphs| Text::new(paragraphs, &mut lexicon, held);
        let (mut base, mut ours, mut theirs) = (read(base), read(ours), read(theirs));
        holders::number(&mut base, &mut lexicon);
        holders::match_up(&base, &mut ours, &mut lexicon);
        holders::match_up(&base, &mut theirs, &mut lexicon);
        holders::match_new(&base, &ours, &mut theirs);
        let withdrawn = holders::withdrawn(&base, &ours, &theirs);
        let mut held = HashMap::new();
        let of = |text: &'_ Text<'t>, id: u32| {
            let mut all = text.attributions.iter();
            all.find(|one| text.ids.get(one.token) == Some(&id))
                .cloned()
        };
        for one in &ours.attributions {
            let Some(id) = ours.ids.get(one.token).copied() else {
                continue;
            };
            if let Some(other) = of(&theirs, id) {
                let was = of(&base, id);
                let was = was.as_ref().map(|was| (was, base.word(was.token)));
                let (own, other) = (
                    (one, ours.word(one.token)),
                    (&other, theirs.word(other.token)),
                );
                held.insert(id, holders::merged(was, own, other, &withdrawn));
            }
        }
        Self {
            base,
            ours,
            theirs,
            lexicon,
            held,
            withdrawn,
        }
    }

    /// What is written of an attribution that one side has.
    pub(super) fn of_one(&self, one: &Attribution, raw: &str) -> String {
        holders::without(one, raw, &self.withdrawn)
    }

    /// What becomes of an attribution that both sides have.
    pub(super) fn held(&self, id: u32) -> Option<&str> {
        self.held.get(&id)?.as_deref()
    }

    /// Attributions of which a person must say what becomes.
    pub(super) fn clashes(&self) -> impl Iterator<Item = u32> {
        let clashing = |(id, merged): (&u32, &Option<String>)| merged.is_none().then_some(*id);
        let mut clashes: Vec<u32> = self.held.iter().filter_map(clashing).collect();
        clashes.sort_unstable();
        clashes.into_iter()
    }

    /// Whether it is such an attribution.
    pub(super) fn is_clash(&self, id: u32) -> bool {
        self.held.get(&id) == Some(&None)
    }

    /// Whether a side left a stretch of the base alone, words and attributions.
    fn is_untouched(&self, side: &Text<'_>, range: &Range<usize>, base: &Range<usize>) -> bool {
        let holders = |text: &Text<'_>, range| -> Vec<Sort> {
            text.held(range)
                .iter()
                .map(|one| one.sort.clone())
                .collect()
        };
        side.slice(range) == self.base.slice(base)
            && holders(side, range) == holders(&self.base, base)
    }

    /// What becomes of a region.
    pub(super) fn verdict(&self, region: &Region) -> Verdict {
        let (ours, theirs) = (
            self.ours.slice(&region.ours),
            self.theirs.slice(&region.theirs),
        );
        if ours == theirs && !ours.iter().any(|id| self.is_clash(*id))
            || self.is_untouched(&self.theirs, &region.theirs, &region.base)
        {
            Verdict::Ours
        } else if self.is_untouched(&self.ours, &region.ours, &region.base) {
            Verdict::Theirs
        } else if self.put_in(region).is_some() {
            Verdict::Both
        } else {
            Verdict::Conflict
        }
    }

    /// What both sides put in at one place, where all of it can stand, in order: wordings that they added to one bracket,
    /// and the end of a bracket of one before the beginning of one of the other. The flag says whether it is ours.
    pub(super) fn put_in(&self, region: &Region) -> Option<Vec<(bool, Range<usize>)>> {
        if !region.base.is_empty() {
            return None;
        }
        let signs = |text: &Text<'_>, range: &Range<usize>, opens: bool| {
            !range.is_empty()
                && range.clone().all(|at| match text.partners.get(at) {
                    Some(Partner::At(with)) => (*with > at) == opens,
                    // Names go with the bracket that is closed behind them, or opened before.
                    _ => text
                        .attribution(at)
                        .is_some_and(|one| one.is_behind() != opens),
                })
        };
        let (own, other) = ((true, region.ours.clone()), (false, region.theirs.clone()));
        if signs(&self.ours, &own.1, false) && signs(&self.theirs, &other.1, true) {
            return Some(vec![own, other]);
        }
        if signs(&self.ours, &own.1, true) && signs(&self.theirs, &other.1, false) {
            return Some(vec![other, own]);
        }
        let ours = wordings(&self.ours, &region.ours)?;
        let theirs = wordings(&self.theirs, &region.theirs)?;
        let is_new = |range: &Range<usize>| {
            let said = self.theirs.slice(range);
            ours.iter().all(|own| self.ours.slice(own) != said)
        };
        let new = theirs.into_iter().filter(is_new);
        Some(
            std::iter::once(own)
                .chain(new.map(|one| (false, one)))
                .collect(),
        )
    }

    /// Whether a token of a text is a word, and neither mark, sign nor name.
    pub(super) fn is_word(&self, text: &Text<'_>, at: usize) -> bool {
        let id = text.ids.get(at).copied();
        text.attribution(at).is_none() && id.is_some_and(|id| self.is_word_id(id))
    }

    /// The same of a number; an attribution has none of a word.
    pub(super) fn is_word_id(&self, id: u32) -> bool {
        holders::is_word(&self.lexicon, id)
    }

    /// Whether a place of the base holds a Han character.
    pub(super) fn is_han(&self, id: u32) -> bool {
        self.lexicon.entry(id).class == Class::Han
    }

    /// The regions that a side changed, rising, none overlapping another. Changes of the two sides that touch are one, for
    /// words put side by side by two people who did not see each other make no sentence. A paragraph split or joined beside
    /// changed words is none: where a paragraph ends says nothing about words.
    pub(super) fn regions(&self) -> Vec<Region> {
        let (ours, theirs) = (self.hunks(&self.ours), self.hunks(&self.theirs));
        let mut all: Vec<(&Hunk, bool)> = ours.iter().map(|hunk| (hunk, true)).collect();
        all.extend(theirs.iter().map(|hunk| (hunk, false)));
        // How far each could slide as well: whose it is must not decide which comes first.
        let key = |(hunk, _): &(&Hunk, bool)| {
            let (base, reach) = (&hunk.base, &hunk.reach);
            (base.start, base.end, reach.start, reach.end)
        };
        all.sort_by_key(key);
        // Of two at one place that of the side which changed something before comes first.
        let mut last = None;
        for at in 0..all.len() {
            if let [one, other, ..] = all.get_mut(at..).unwrap_or_default()
                && key(one) == key(other)
                && last.is_some_and(|last| last == other.1 && last != one.1)
            {
                std::mem::swap(one, other);
            }
            last = all.get(at).map(|(_, is_ours)| *is_ours);
        }
        let mut regions = Vec::new();
        let (mut x, mut y) = (0, 0);
        let mut rest = all.into_iter().peekable();
        while let Some((first, is_ours)) = rest.next() {
            let (before_x, before_y) = (x, y);
            let mut group = first.clone();
            let mut sides = (is_ours, !is_ours);
            while let Some((hunk, is_ours)) = rest.next_if(|(hunk, is_ours)| {
                sides != (*is_ours, !is_ours) && self.touch(&group, hunk)
            }) {
                group.base.end = group.base.end.max(hunk.base.end);
                group.reach.end = group.reach.end.max(hunk.reach.end);
                group.marks &= hunk.marks;
                if is_ours {
                    x += 1;
                } else {
                    y += 1;
                }
                sides = (sides.0 || is_ours, sides.1 || !is_ours);
            }
            if is_ours {
                x += 1;
            } else {
                y += 1;
            }
            regions.push(Region {
                ours: side_of(&ours, before_x, x, &group.base),
                theirs: side_of(&theirs, before_y, y, &group.base),
                base: group.base,
            });
        }
        regions
    }

    /// Whether a change touches what stands before it. One Han character between two changes may be half a word.
    fn touch(&self, before: &Hunk, hunk: &Hunk) -> bool {
        let (end, start) = (before.reach.end, hunk.reach.start);
        let at_one_place = before.base.is_empty() && hunk.base.is_empty();
        if start == end && (before.marks || hunk.marks) && !at_one_place {
            return false;
        }
        let is_han = || self.base.ids.get(end).is_some_and(|id| self.is_han(*id));
        start <= end || start == end + 1 && is_han()
    }

    fn hunks(&self, side: &Text<'_>) -> Vec<Hunk> {
        let pairs = affine::align(&self.base.ids, &side.ids, &self.lexicon, OPEN);
        let mut hunks = Vec::new();
        let (mut i, mut j) = (0, 0);
        let ends = (self.base.ids.len() as u32, side.ids.len() as u32);
        for (at, with) in pairs.into_iter().chain([ends]) {
            let (at, with) = (at as usize, with as usize);
            if at > i || with > j {
                let is_mark = |ids: &[u32]| ids.iter().all(|id| *id == MARK);
                hunks.push(Hunk {
                    marks: is_mark(self.base.slice(&(i..at))) && is_mark(side.slice(&(j..with))),
                    reach: reach(&self.base.ids, i..at, &side.ids, j..with),
                    base: i..at,
                    side: j..with,
                });
            }
            (i, j) = (at + 1, with + 1);
        }
        hunks
    }
}

/// The wordings that a stretch is made of, each with the slash before it; none when it is something else.
fn wordings(text: &Text<'_>, range: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let open = text.slash(range.start).filter(|_| !range.is_empty())?;
    let closes = text.partners.get(range.end) == Some(&Partner::At(open));
    if !closes && text.slash(range.end) != Some(open) {
        return None;
    }
    let mut slashes = range.clone().filter(|at| text.slash(*at) == Some(open));
    let mut start = slashes.next()?;
    let mut found = Vec::new();
    for next in slashes.chain([range.end]) {
        found.push(start..next);
        start = next;
    }
    Some(found)
}

/// How far along equal words a pure insertion or deletion can slide, as places of the base.
fn reach(base: &[u32], in_base: Range<usize>, side: &[u32], in_side: Range<usize>) -> Range<usize> {
    let (list, gap) = match (in_base.is_empty(), in_side.is_empty()) {
        (true, false) => (side, in_side),
        (false, true) => (base, in_base.clone()),
        _ => return in_base,
    };
    let at = |place: Option<usize>| place.and_then(|at| list.get(at));
    let mut left = 0;
    while left < in_base.start
        && at(gap.start.checked_sub(left + 1))
            .is_some_and(|id| at(gap.end.checked_sub(left + 1)) == Some(id) && *id != MARK)
    {
        left += 1;
    }
    let mut right = 0;
    while at(Some(gap.end + right))
        .is_some_and(|id| at(Some(gap.start + right)) == Some(id) && *id != MARK)
    {
        right += 1;
    }
    in_base.start - left..in_base.end + right
}

/// The places of a stretch of the base in a side, of whose changes those from `first` to before `last` lie in it.
fn side_of(hunks: &[Hunk], first: usize, last: usize, whole: &Range<usize>) -> Range<usize> {
    let place = |done: usize, at: usize| match done.checked_sub(1).and_then(|k| hunks.get(k)) {
        Some(before) => before.side.end + at.saturating_sub(before.base.end),
        None => at,
    };
    place(first, whole.start)..place(last, whole.end)
}
