//! Shifts of obligation: a small word changed and a duty became a wish, or the other way round.
//!
//! A single “shall” for “should” held up the adoption of the Paris Agreement in 2015. The tables hold, per language and from
//! weak to strong, modal verbs and the verbs that lead operative paragraphs. “Takes note of” and “notes” are neutral and
//! equal (General Assembly decision 55/488). Start at [`obligations`].

mod ladders;

use std::collections::HashMap;
use std::sync::LazyLock;

use super::edit::{Edit, Op};
use super::token::Fast;
use crate::text::{WordKind, fold, words};
use ladders::{COMPOUNDS, LADDERS};

/// Which way a duty changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shift {
    /// It binds less than before.
    Weaker,
    /// It binds more than before.
    Stronger,
}

/// A duty that changed with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obligation {
    /// The words before, as written.
    pub from: String,
    /// The words after, as written.
    pub to: String,
    /// Which way.
    pub shift: Shift,
    /// Which of the edits given it stands in, from 0: the first of the deletion and insertion that replace each other.
    pub edit: usize,
}

/// The shifts of obligation in the edits of a paragraph, in order: shall → should, decides → requests, постановляет →
/// просит. A word that was only put in or only struck, without another of its kind in its place, is no shift.
pub fn obligations(edits: &[Edit]) -> Vec<Obligation> {
    let mut shifts = Vec::new();
    if edits.len() < 2 {
        return shifts;
    }
    let mut at = 0;
    while let Some(edit) = edits.get(at) {
        if edit.op == Op::Equal {
            at += 1;
            continue;
        }
        let change = edits
            .iter()
            .skip(at)
            .take_while(|edit| edit.op != Op::Equal);
        let many = change.clone().count();
        let side = |op| {
            let mut text = String::new();
            let before = at.checked_sub(1).and_then(|before| edits.get(before));
            text.push_str(before.map_or("", |edit| last_words(&edit.text)));
            change
                .clone()
                .filter(|edit| edit.op == op)
                .for_each(|edit| text.push_str(&edit.text));
            let after = edits.get(at + many);
            text.push_str(after.map_or("", |edit| first_words(&edit.text)));
            text
        };
        shifts.extend(shifts_between(&side(Op::Delete), &side(Op::Insert), at));
        at += many;
    }
    shifts
}

/// How many words around a change are read with it: “[-strongly-] urges”.
const AROUND: usize = 2;

fn last_words(text: &str) -> &str {
    // Words behind a blank are the same whatever stands before it, so that a look at the end is mostly enough.
    let near = text.rmatch_indices(' ').nth(2 * AROUND);
    for from in [near.map(|(at, _)| at), Some(0)].into_iter().flatten() {
        let end = text.get(from..).unwrap_or(text);
        let list: Vec<_> = words(end).filter(|w| w.kind == WordKind::Word).collect();
        if list.len() < AROUND && from > 0 {
            continue;
        }
        let first = list.iter().rev().nth(AROUND - 1).or(list.first());
        return first.map_or("", |word| end.get(word.range.start..).unwrap_or_default());
    }
    ""
}

fn first_words(text: &str) -> &str {
    let last = words(text)
        .filter(|w| w.kind == WordKind::Word)
        .take(AROUND)
        .last();
    last.map_or("", |word| text.get(..word.range.end).unwrap_or_default())
}

fn shifts_between(old: &str, new: &str, edit: usize) -> Vec<Obligation> {
    let mut before = rungs(old);
    if before.is_empty() {
        return Vec::new();
    }
    let mut after = rungs(new);
    // As many of a kind on both sides answer to each other in order. Else what stands on both sides did not change.
    let many = |list: &[Found], ladder| list.iter().filter(|f| f.rung.ladder == ladder).count();
    let uneven: Vec<usize> = before
        .iter()
        .map(|found| found.rung.ladder)
        .filter(|ladder| many(&before, *ladder) != many(&after, *ladder))
        .collect();
    before.retain(|found| {
        let same = after.iter().position(|other| other.key == found.key);
        match same.filter(|_| uneven.contains(&found.rung.ladder)) {
            Some(same) => {
                after.remove(same);
                false
            }
            None => true,
        }
    });
    let mut shifts = Vec::new();
    for from in before {
        let Some(with) = after
            .iter()
            .position(|to| to.rung.ladder == from.rung.ladder)
        else {
            continue;
        };
        let to = after.remove(with);
        let shift = match to.rung.step.cmp(&from.rung.step) {
            std::cmp::Ordering::Less => Shift::Weaker,
            std::cmp::Ordering::Greater => Shift::Stronger,
            std::cmp::Ordering::Equal => continue,
        };
        shifts.push(Obligation {
            from: from.text,
            to: to.text,
            shift,
            edit,
        });
    }
    shifts
}

/// Where a phrase stands: on which ladder, and how high.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rung {
    ladder: usize,
    step: usize,
}

/// A phrase found in a text.
struct Found {
    rung: Rung,
    text: String,
    key: String,
}

/// Phrases by their folded words joined by spaces. `None`: a compound in which a short phrase would be misread.
struct Phrases {
    rungs: HashMap<String, Vec<Option<Rung>>, Fast>,
    /// By the first word of phrases, how many words the longest of them has.
    longest: HashMap<String, usize, Fast>,
}

impl Phrases {
    /// How many words the longest phrase has that begins with a word.
    fn longest(&self, word: &str) -> usize {
        let of = |word: &str| self.longest.get(word).copied().unwrap_or(0);
        let bare = bare(word);
        if bare.len() < word.len() {
            of(word).max(of(bare))
        } else {
            of(word)
        }
    }
}

/// An Arabic word without a joined “and”.
fn bare(word: &str) -> &str {
    word.strip_prefix(['و', 'ف']).unwrap_or(word)
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases {
        rungs: HashMap::default(),
        longest: HashMap::default(),
    };
    let mut add = |phrase: &str, rung: Option<Rung>| {
        let pieces = pieces(phrase);
        if let Some((first, _)) = pieces.first() {
            let longest = phrases.longest.entry(first.clone()).or_default();
            *longest = pieces.len().max(*longest);
        }
        let key = join(&pieces);
        phrases.rungs.entry(key).or_default().push(rung);
    };
    for (ladder, steps) in LADDERS.iter().enumerate() {
        for (step, phrases) in steps.iter().enumerate() {
            for phrase in *phrases {
                add(phrase, Some(Rung { ladder, step }));
            }
        }
    }
    for compound in COMPOUNDS {
        add(compound, None);
    }
    phrases
});

/// Words with their folded form and their place.
fn pieces(text: &str) -> Vec<(String, std::ops::Range<usize>)> {
    words(text)
        .filter(|word| matches!(word.kind, WordKind::Word))
        .map(|word| (fold(word.text), word.range))
        .collect()
}

fn join(pieces: &[(String, std::ops::Range<usize>)]) -> String {
    let words: Vec<&str> = pieces.iter().map(|(word, _)| word.as_str()).collect();
    words.join(" ")
}

/// The phrases of a text, longest first at each place.
fn rungs(text: &str) -> Vec<Found> {
    let pieces = pieces(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let longest = pieces.get(at).map_or(0, |(word, _)| PHRASES.longest(word));
        let longest = longest.min(pieces.len() - at);
        let hit = (1..=longest).rev().find_map(|many| {
            let run = pieces.get(at..at + many)?;
            let key = join(run);
            let rungs = PHRASES.rungs.get(&key);
            let rungs = rungs.or_else(|| PHRASES.rungs.get(bare(&key)))?;
            Some((many, run, key, rungs))
        });
        let Some((many, run, key, rungs)) = hit else {
            at += 1;
            continue;
        };
        if let (Some((_, first)), Some((_, last))) = (run.first(), run.last()) {
            found.extend(rungs.iter().flatten().map(|rung| {
                Found {
                    rung: *rung,
                    text: text
                        .get(first.start..last.end)
                        .unwrap_or_default()
                        .to_owned(),
                    key: key.clone(),
                }
            }));
        }
        at += many;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shifts_in_six_languages() {
        use Shift::{Stronger, Weaker};
        type Row = (
            &'static str,
            &'static str,
            &'static [(&'static str, &'static str, Shift)],
        );
        let table: [Row; 17] = [
            (
                "Parties shall report",
                "Parties should report",
                &[("shall", "should", Weaker)],
            ),
            (
                "may act and will pay",
                "shall act and may pay",
                &[("may", "shall", Stronger), ("will", "may", Weaker)],
            ),
            (
                "Decides to convene",
                "Requests to convene",
                &[("Decides", "Requests", Weaker)],
            ),
            (
                "Strongly urges States",
                "Urges States",
                &[("Strongly urges", "Urges", Weaker)],
            ),
            (
                "Takes note of the report",
                "Welcomes the report",
                &[("Takes note of", "Welcomes", Stronger)],
            ),
            ("Takes note of the report", "Notes the report", &[]),
            ("States shall act", "States [shall] act", &[]),
            ("States shall act", "All States shall act", &[]),
            (
                "Les États doivent agir",
                "Les États devraient agir",
                &[("doivent", "devraient", Weaker)],
            ),
            (
                "Décide d’agir",
                "Prie d’agir",
                &[("Décide", "Prie", Weaker)],
            ),
            (
                "Los Estados deberían actuar",
                "Los Estados deberán actuar",
                &[("deberían", "deberán", Stronger)],
            ),
            (
                "Постановляет учредить фонд",
                "Призывает учредить фонд",
                &[("Постановляет", "Призывает", Weaker)],
            ),
            (
                "государства должны сотрудничать",
                "государства могут сотрудничать",
                &[("должны", "могут", Weaker)],
            ),
            (
                "يقرر إنشاء صندوق",
                "يطلب إنشاء صندوق",
                &[("يقرر", "يطلب", Weaker)],
            ),
            (
                "وينبغي للدول أن تعمل",
                "ويجب للدول أن تعمل",
                &[("وينبغي", "ويجب", Stronger)],
            ),
            (
                "各国必须采取措施",
                "各国可采取措施",
                &[("必须", "可", Weaker)],
            ),
            ("各国适应变化", "各国可持续变化", &[]),
        ];
        for (old, new, expected) in table {
            let found = obligations(&super::super::words(old, new));
            let found: Vec<_> = found
                .iter()
                .map(|o| (o.from.as_str(), o.to.as_str(), o.shift))
                .collect();
            assert_eq!(found, expected, "{old} → {new}");
            let back = obligations(&super::super::words(new, old));
            assert_eq!(back.len(), expected.len(), "{new} → {old}");
        }
    }

    #[test]
    fn an_edit_is_named_by_its_place() {
        let edits = super::super::words(
            "It shall report, and it shall pay",
            "It shall report, and it may pay",
        );
        let found = obligations(&edits);
        assert_eq!(found.len(), 1);
        assert_eq!(edits[found[0].edit].op, Op::Delete);
    }
}
