//! Duties without a word for them: “shall submit” became “submit”, « présentent » became « peuvent présenter ».
//!
//! In French, Spanish, Russian and Arabic the present or the future of a verb binds by itself. Start at [`shifts`].

use super::super::edit::{Edit, Op};
use super::find::Act;
use super::ladders::{SHALL, SHOULD, Scale, TONGUES};
use super::side::{Piece, Side};
use super::{Obligation, Shift, changed, is_modal};

/// A side with the acts that nothing answers to, and all its acts.
type Left<'a> = (&'a Side<'a>, &'a [Act], &'a [Act]);

/// How many words of both sides may stand between a verb and what it became.
const NEAR: usize = 3;
/// How many words behind a modal verb its verb may stand: « peuvent, chaque année, présenter ».
const BEHIND: usize = 4;

/// The shifts in which one side has no word of duty, with their places.
pub(super) fn shifts(old: Left<'_>, new: Left<'_>, edits: &[Edit]) -> Vec<(usize, Obligation)> {
    let mut found = Vec::new();
    for (with, without, op, lost) in [(old, new, Op::Insert, true), (new, old, Op::Delete, false)] {
        for act in with.1.iter().filter(|act| is_modal(act)) {
            let Some((verb, other, binds)) = counterpart(act, with, without, op, edits) else {
                continue;
            };
            let Some(edit) = changed(with.0, act, edits) else {
                continue;
            };
            let said = |side: &Side<'_>, range: std::ops::Range<usize>| {
                super::bare(side.text.get(range).unwrap_or_default())
            };
            let long = said(with.0, act.range.start..verb.range.end);
            let short = said(without.0, other.range.clone());
            let place = act.range.start;
            // A verb that binds by itself is stronger than “may”; one that does not is weaker than “shall”.
            let (from, to, shift) = match (lost, binds) {
                (true, true) => (long, short, Shift::Stronger),
                (true, false) => (long, short, Shift::Weaker),
                (false, true) => (short, long, Shift::Weaker),
                (false, false) => (short, long, Shift::Stronger),
            };
            found.push((
                place,
                Obligation {
                    from,
                    to,
                    shift,
                    edit,
                },
            ));
        }
    }
    found
}

/// The verb of an act, what it is on the other side, and whether it binds there by itself.
fn counterpart<'a>(
    act: &Act,
    with: Left<'a>,
    without: Left<'a>,
    op: Op,
    edits: &[Edit],
) -> Option<(&'a Piece<'a>, &'a Piece<'a>, bool)> {
    let rung = act.rungs.iter().find(|rung| rung.scale == Scale::Modal)?;
    let tongue = TONGUES.get(rung.tongue)?;
    if rung.forbids {
        return None;
    }
    let own = with.0.pieces.get(act.pieces.clone())?;
    // What stayed did not change, whatever nothing answers to.
    if own.iter().any(|piece| piece.shared.is_some()) {
        return None;
    }
    let place = own.first()?.place;
    let covered = |at: usize| without.2.iter().any(|act| act.pieces.contains(&at));
    // Behind another word of duty a verb does not bind by itself.
    let led = |at: usize| {
        let mut modals = without.2.iter().filter(|act| is_modal(act));
        modals.any(|act| act.pieces.end <= at && at - act.pieces.end < BEHIND)
    };
    let near = |piece: &Piece<'_>| piece.place.abs_diff(place) <= NEAR;
    if tongue.finite_binds {
        if rung.step > SHOULD + 5 {
            return None;
        }
        let behind = with.0.pieces.get(act.pieces.end..)?;
        return behind.iter().take(BEHIND).find_map(|verb| {
            let mut others = without.0.pieces.iter().enumerate();
            let other = others.find(|(at, other)| {
                let same =
                    verb.shared.is_some() && (verb.edit, verb.shared) == (other.edit, other.shared);
                let own = edits.get(other.edit).is_some_and(|edit| edit.op == op);
                let finite = is_infinitive(verb.word) && is_finite(other.word);
                let alike = own && finite && is_form(verb.word, other.word);
                !covered(*at)
                    && !led(*at)
                    && near(other)
                    && (alike || (same && is_arabic_verb(verb.word)))
            })?;
            Some((verb, other.1, true))
        });
    }
    if rung.step < SHALL || goes_on(act, with) {
        return None;
    }
    let verb = with.0.pieces.get(act.pieces.end)?;
    // “shall, inter alia, cooperate”: what stands behind a comma is no verb of it.
    let between = with.0.text.get(act.range.end..verb.range.start)?;
    if !between.trim().is_empty() {
        return None;
    }
    let (at, other) = without.0.pieces.iter().enumerate().find(|(at, other)| {
        let same = verb.shared.is_some() && (verb.edit, verb.shared) == (other.edit, other.shared);
        let form = other.shared.is_none() && is_form(verb.word, other.word);
        !covered(*at) && near(other) && (same || form)
    })?;
    // “to submit” is led by another verb, “and submit” by the one before.
    let before = at.checked_sub(1).and_then(|at| without.0.pieces.get(at));
    let led = before.is_some_and(|before| {
        matches!(
            before.word,
            "to" | "and" | "or" | "by" | "the" | "a" | "of" | "for" | "in" | "that" | "which"
        )
    });
    (!led && verb.word.is_ascii()).then_some((verb, other, false))
}

/// Whether a duty goes on one that stands before it: “shall meet and shall report”.
fn goes_on(act: &Act, side: Left<'_>) -> bool {
    let before = act.pieces.start.checked_sub(1);
    let word = before.and_then(|at| side.0.pieces.get(at));
    word.is_some_and(|piece| matches!(piece.word, "and" | "or" | "that" | "which" | "who"))
}

/// Whether an Arabic word looks like a verb of the present, which has no infinitive: `تقدم`.
fn is_arabic_verb(word: &str) -> bool {
    word.starts_with(['ي', 'ت']) && word.chars().count() >= 4
}

/// Whether a word ends as an infinitive of French, Spanish or Russian does.
fn is_infinitive(word: &str) -> bool {
    let ends = [
        "er", "ir", "re", "ar", "arse", "erse", "irse", "ть", "ти", "ться", "тись", "чь",
    ];
    ends.iter().any(|end| word.ends_with(end))
}

/// Whether a word may be a verb of the present or the future in French, Spanish or Russian: no infinitive, and no noun or
/// participle of the same verb, as оказание, présentation, presentado.
fn is_finite(word: &str) -> bool {
    let word = word.strip_suffix("ся").unwrap_or(word);
    if word.chars().any(|c| matches!(c, 'а'..='я')) {
        let ends = ["ет", "ит", "ют", "ут", "ят", "ат"];
        return ends.iter().any(|end| word.ends_with(end));
    }
    let others = [
        "tion", "tions", "sion", "sions", "ement", "ements", "ant", "ante", "ance", "ances",
        "ence", "ences", "cion", "ciones", "miento", "mientos", "ado", "ada", "ados", "adas",
        "ido", "ida", "idos", "idas", "ando", "iendo", "ancia", "encia", "eur", "eurs", "ees",
    ];
    !is_infinitive(word) && !others.iter().any(|end| word.ends_with(end))
}

/// Whether two words are forms of one verb: they begin alike and go on little.
fn is_form(one: &str, other: &str) -> bool {
    let alike = one
        .chars()
        .zip(other.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let longest = one.chars().count().max(other.chars().count());
    alike >= 4 && longest - alike <= 5 && 2 * alike >= longest
}
