//! Shifts of obligation: a small word changed and a duty became a wish, or the other way round.
//!
//! A single “shall” for “should” held up the adoption of the Paris Agreement in 2015. The tables hold, per language and from
//! weak to strong, modal verbs and the verbs that lead operative paragraphs. “Takes note of” and “notes” are neutral and
//! equal (General Assembly decision 55/488). Both sides of a paragraph are read whole and their duties answer to each other
//! in order, so that it does not matter how the edits were drawn. Start at [`obligations`].

mod chinese;
mod english;
mod find;
mod finite;
mod french;
mod ladders;
mod others;
mod pairs;
mod past;
mod side;
mod spanish;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use super::edit::{Edit, Op};
use find::{Act, acts};
use ladders::Scale;
use side::{Side, Words};

/// Which way a duty changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shift {
    /// It binds less than before.
    Weaker,
    /// It binds more than before.
    Stronger,
    /// It was turned round: what was to be done is forbidden, or what was forbidden is to be done.
    Reversed,
}

impl Shift {
    /// All of them, those that take something away first.
    pub const ALL: [Self; 3] = [Self::Weaker, Self::Stronger, Self::Reversed];
}

/// Duties of edits that were read already, or not: which is no difference.
#[derive(Debug, Clone, Default)]
pub(super) struct Found(OnceLock<Vec<Obligation>>);

impl PartialEq for Found {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Found {
    /// Those of these edits, always the same ones.
    pub(super) fn of(&self, edits: &[Edit]) -> &[Obligation] {
        self.0.get_or_init(|| obligations(edits))
    }
}

/// A duty that changed with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obligation {
    /// The words before, as written, without signs of brackets: `shall/should` where both stand side by side in them.
    pub from: String,
    /// The words after, as written.
    pub to: String,
    /// Which way.
    pub shift: Shift,
    /// Which of the edits given it stands in, from 0: the first of the deletion and insertion that replace each other.
    pub edit: usize,
}

/// The shifts of obligation in the edits of a paragraph, in order: shall → should, decides → requests, постановляет →
/// просит, « présentent » → « peuvent présenter ». A word that was only put in or only struck, without another of its kind in
/// its place, is no shift, unless the verb it stood with stayed: “shall submit” → “submit”.
pub fn obligations(edits: &[Edit]) -> Vec<Obligation> {
    if !edits.iter().any(Edit::is_change) {
        return Vec::new();
    }
    let has = |op: Op| {
        edits
            .iter()
            .any(|edit| edit.op == op || edit.op == Op::Equal)
    };
    if !has(Op::Delete) || !has(Op::Insert) {
        return Vec::new();
    }
    let mut words = Words::default();
    let Some((old, new)) = words.sides(edits) else {
        return Vec::new();
    };
    let (in_old, in_new) = (grouped(acts(&old), &old), grouped(acts(&new), &new));
    if in_old.is_empty() && in_new.is_empty() {
        return Vec::new();
    }
    let pairs = pairs::pairs((&old, &in_old), (&new, &in_new));
    let mut found: Vec<(usize, Obligation)> = Vec::new();
    for (a, b) in &pairs {
        let (Some(a), Some(b)) = (in_old.get(*a), in_new.get(*b)) else {
            continue;
        };
        let Some(shift) = shift(a, b) else {
            continue;
        };
        let at = changed(&old, a, edits).or_else(|| changed(&new, b, edits));
        let Some(edit) = at else {
            continue;
        };
        let said =
            |side: &Side<'_>, act: &Act| bare(side.text.get(act.range.clone()).unwrap_or_default());
        let duty = Obligation {
            from: said(&old, a),
            to: said(&new, b),
            shift,
            edit,
        };
        found.push((a.range.start, duty));
    }
    let free = |acts: &[Act], taken: &dyn Fn(usize) -> bool| -> Vec<Act> {
        let free = acts.iter().enumerate().filter(|(at, _)| !taken(*at));
        free.map(|(_, act)| act.clone()).collect()
    };
    let free_old = free(&in_old, &|at| pairs.iter().any(|pair| pair.0 == at));
    let free_new = free(&in_new, &|at| pairs.iter().any(|pair| pair.1 == at));
    found.extend(finite::shifts(
        (&old, &free_old, &in_old),
        (&new, &free_new, &in_new),
        edits,
    ));
    found.sort_by_key(|(place, duty)| (duty.edit, *place));
    found.into_iter().map(|(_, duty)| duty).collect()
}

/// Words that may come or go before the verb of a clause without another duty: *also*, *once again*. In five languages.
pub fn fillers() -> &'static [&'static str] {
    ladders::FILLERS
}

/// Single words, as written, by which a text binds, permits, asks, sees, approves or blames, or denies that it does: whole phrases
/// of one word, and the verbs that begin longer ones. Two texts of which one has another number of any of them may differ in
/// a duty.
pub fn duties() -> impl Iterator<Item = &'static str> {
    let single = |phrase: &str| !phrase.contains(' ');
    let verb = |phrase: &'static str| phrase.split(' ').next().filter(|verb| verb.len() > 2);
    let of = move |tongue: &&'static ladders::Tongue| {
        let modals = tongue.modals.iter().flat_map(|(_, phrases)| *phrases);
        let modals = modals.copied().filter(move |phrase| single(phrase));
        let led = [tongue.acts, tongue.views, tongue.approvals, tongue.concerns];
        let led = led.into_iter().flatten().flat_map(|(_, phrases)| *phrases);
        let led = led.copied().filter_map(verb);
        let denied = [tongue.not_before, tongue.not_behind];
        let denied = denied.into_iter().flatten().copied();
        modals.chain(led).chain(denied).collect::<Vec<_>>()
    };
    let all = ladders::TONGUES.iter().flat_map(of);
    all.map(|word| word.trim_start_matches('!'))
}

/// The words of a duty without signs that stand amid them: a slash between wordings side by side in brackets, and no stress.
fn bare(said: &str) -> String {
    let signs = |c: char| matches!(c, '[' | ']' | '［' | '］' | '*');
    if !said.contains(signs) {
        return said.to_owned();
    }
    let parts = said.split([']', '］']).map(|part| part.replace(signs, ""));
    let mut parts = parts.map(|part| part.trim().to_owned());
    let first = parts.next().unwrap_or_default();
    parts
        .filter(|part| !part.is_empty())
        .fold(first, |all, part| format!("{all}/{part}"))
}

/// Which way from one to the other; `None` when they bind alike or cannot be compared.
fn shift(from: &Act, to: &Act) -> Option<Shift> {
    let (a, b) = from
        .rungs
        .iter()
        .find_map(|a| Some((a, to.rungs.iter().find(|b| b.is_like(*a))?)))?;
    if a.forbids != b.forbids {
        let none = |step: i16| step <= ladders::FREE;
        return Some(match (none(a.step), none(b.step)) {
            (true, false) => Shift::Stronger,
            (false, true) => Shift::Weaker,
            _ => Shift::Reversed,
        });
    }
    // How something is seen binds nobody: noting and stressing are told apart from asking, and not from each other.
    let stress = |step: i16| (ladders::STRESS..ladders::ASK).contains(&step);
    let view = |step: i16| step < ladders::ASK;
    let act = a.scale != Scale::Modal && a.scale != Scale::Force;
    if act && ((stress(a.step) && view(b.step)) || (view(a.step) && stress(b.step))) {
        return None;
    }
    if find::are_synonyms(&from.key, &to.key) {
        return None;
    }
    match b.step.cmp(&a.step) {
        std::cmp::Ordering::Less => Some(Shift::Weaker),
        std::cmp::Ordering::Greater => Some(Shift::Stronger),
        std::cmp::Ordering::Equal => None,
    }
}

/// The first edit of the change that an act is in or beside: the edits around words that stayed are looked at too.
fn changed(side: &Side<'_>, act: &Act, edits: &[Edit]) -> Option<usize> {
    let is_change = |at: usize| edits.get(at).is_some_and(|edit| edit.op != Op::Equal);
    let pieces = side.pieces.get(act.pieces.clone())?;
    let own = pieces
        .iter()
        .map(|piece| piece.edit)
        .find(|at| is_change(*at));
    let at = own.or_else(|| {
        let first = pieces.first()?.edit;
        let beside = [first.checked_sub(1), Some(first + 1)];
        beside.into_iter().flatten().find(|at| is_change(*at))
    })?;
    // A deletion stands before the insertion that replaces it.
    Some(match at.checked_sub(1) {
        Some(before) if is_change(before) => before,
        _ => at,
    })
}

/// How many bytes may stand between two wordings of one bracket: names of delegations.
const BETWEEN: usize = 60;

/// Wordings side by side in brackets are one: `[shall/should]`, `[shall - EU / should - USA]`, `[shall][should]`. What they
/// say together lies between them.
fn grouped(acts: Vec<Act>, side: &Side<'_>) -> Vec<Act> {
    let mut list: Vec<Act> = Vec::with_capacity(acts.len());
    for act in acts {
        let beside = list.last().is_some_and(|last| {
            let between = side.text.get(last.range.end..act.range.start);
            let like = last
                .rungs
                .iter()
                .any(|a| act.rungs.iter().any(|b| b.is_like(*a)));
            like && between.is_some_and(is_between_wordings)
        });
        match list.last_mut().filter(|_| beside) {
            Some(last) => {
                last.rungs
                    .retain(|a| act.rungs.iter().any(|b| b.is_like(*a)));
                for rung in &mut last.rungs {
                    let other = act.rungs.iter().find(|b| b.is_like(*rung));
                    let step = other.map_or(rung.step, |other| other.step);
                    rung.step = i16::midpoint(rung.step, step);
                }
                last.pieces.end = act.pieces.end;
                last.range.end = act.range.end;
                last.key.push('/');
                last.key.push_str(&act.key);
            }
            None => list.push(act),
        }
    }
    list
}

/// Whether nothing but the signs of a bracket and names in capitals stands there.
fn is_between_wordings(between: &str) -> bool {
    let parts = ['/', '／'].iter().any(|sign| between.contains(*sign))
        || between.contains("][")
        || between.contains("] [");
    parts
        && between.len() <= BETWEEN
        && !between
            .chars()
            .any(|c| c.is_lowercase() || crate::text::is_han(c))
}

/// Whether it is a modal verb that binds.
fn is_modal(act: &Act) -> bool {
    act.rungs.iter().any(|rung| rung.scale == Scale::Modal)
}
