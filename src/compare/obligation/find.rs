//! Finds the phrases of duty in one side of a comparison. Start at [`acts`].

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::super::token::Fast;
use super::chinese::{COMPOUNDS, WILL_BEHIND};
use super::ladders::{ASK, FILLERS, FREE, MAY, SHALL, SOFT, STRONG, SYNONYMS, Scale, TONGUES};
use super::past::{self, Told};
use super::side::{Piece, Side, folded};
use crate::text::fold;

/// Where a phrase stands on a scale of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rung {
    /// Which of the languages.
    pub tongue: usize,
    /// By what it binds.
    pub scale: Scale,
    /// How much.
    pub step: i16,
    /// Whether it forbids.
    pub forbids: bool,
}

impl Rung {
    /// Whether two can be compared.
    pub(super) fn is_like(self, other: Self) -> bool {
        self.tongue == other.tongue && self.scale == other.scale
    }

    /// Whether it is of a verb that leads a paragraph; else of what goes with one.
    pub(super) fn is_of_verb(self) -> bool {
        !matches!(self.scale, Scale::Modal | Scale::Force)
    }
}

/// A phrase of duty in a text.
#[derive(Debug, Clone)]
pub(super) struct Act {
    /// What it says, once for each scale it stands on.
    pub rungs: Vec<Rung>,
    /// Its pieces of the side.
    pub pieces: Range<usize>,
    /// As written, in bytes of the side.
    pub range: Range<usize>,
    /// Whether it leads its paragraph.
    pub leads: bool,
    /// Its words, folded: of a verb in the past tense those that it has in the present.
    pub key: String,
    /// Whether it is told in the past tense.
    pub past: bool,
}

impl Act {
    /// Whether it is a verb that leads a paragraph.
    pub(super) fn is_verb(&self) -> bool {
        self.rungs.iter().any(|rung| rung.is_of_verb())
    }

    /// Whether it stands in a preamble: recalling, notant, observando, отмечая.
    pub(super) fn is_participle(&self) -> bool {
        let ends = |word: &str| {
            ["ing", "ant", "ndo", "ая", "уя", "яя"]
                .iter()
                .any(|end| word.ends_with(end))
        };
        self.key.split(' ').any(ends)
    }
}

/// Phrases by their folded words joined by spaces. No rung: a compound in which a short phrase would be misread.
struct Phrases {
    rungs: HashMap<String, Vec<Rung>, Fast>,
    /// The same in the past tense.
    told: HashMap<String, Told, Fast>,
    /// What a word may begin.
    openings: HashMap<String, Opening, Fast>,
    /// What weakens a modal verb, for each language.
    soft: Vec<Vec<Vec<String>>>,
    /// Of each pair of synonyms, their words.
    synonyms: Vec<(String, String)>,
}

impl Phrases {
    fn add(&mut self, words: &[String], rung: Option<Rung>) {
        if let Some(first) = words.first() {
            let opening = self.openings.entry(first.clone()).or_default();
            opening.longest = words.len().max(opening.longest);
        }
        let rungs = self.rungs.entry(words.join(" ")).or_default();
        if let Some(rung) = rung
            && !rungs.iter().any(|other| other.is_like(rung))
        {
            rungs.push(rung);
        }
    }

    fn tell(&mut self, key: String, told: Told) {
        let many = key.split(' ').count();
        let first = key.split(' ').next().unwrap_or_default();
        let mut opening = self.openings.get(first).copied().unwrap_or_default();
        opening.longest = many.max(opening.longest);
        opening.apart |= many > 1 && past::is_apart(&told);
        match self.openings.get_mut(first) {
            Some(known) => *known = opening,
            None => {
                self.openings.insert(first.to_owned(), opening);
            }
        }
        self.told.entry(key).or_insert(told);
    }
}

/// What a word may begin, whatever stands behind it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Opening {
    /// How many words the longest phrase has that it begins, with or without a joined “and”.
    pub longest: usize,
    /// Whether it changes nothing in a phrase.
    pub filler: bool,
    /// Whether who acts may stand between it and the rest of its phrase.
    pub apart: bool,
}

impl Opening {
    /// That of a folded word.
    pub(super) fn of(word: &str) -> Self {
        let of = |word: &str| PHRASES.openings.get(word).copied().unwrap_or_default();
        let (whole, bare) = (of(word), bare(word));
        if bare.len() == word.len() {
            return whole;
        }
        Self {
            longest: whole.longest.max(of(bare).longest),
            apart: whole.apart || of(bare).apart,
            ..whole
        }
    }
}

/// An Arabic word without a joined “and”.
pub(super) fn bare(word: &str) -> &str {
    word.strip_prefix(['و', 'ف']).unwrap_or(word)
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases {
        rungs: HashMap::default(),
        told: HashMap::default(),
        openings: HashMap::default(),
        soft: Vec::new(),
        synonyms: SYNONYMS
            .iter()
            .map(|(one, other)| (folded(one).join(" "), folded(other).join(" ")))
            .collect(),
    };
    let mut intense = Vec::new();
    for (tongue, words) in TONGUES.iter().enumerate() {
        let scales = [
            (Scale::Modal, words.modals),
            (Scale::Act, words.acts),
            (Scale::Act, words.views),
            (Scale::Approval, words.views),
            (Scale::Approval, words.approvals),
            (Scale::Concern, words.concerns),
            (Scale::Concern, words.views.get(..1).unwrap_or_default()),
            (Scale::Force, words.force),
        ];
        for (scale, steps) in scales {
            for (step, said) in steps {
                for phrase in *said {
                    let (forbids, phrase) = match phrase.strip_prefix('!') {
                        Some(phrase) => (true, phrase),
                        None => (false, *phrase),
                    };
                    let rung = Rung {
                        tongue,
                        scale,
                        step: *step,
                        forbids,
                    };
                    phrases.add(&folded(phrase), Some(rung));
                    let is_act = scale == Scale::Act && (ASK..70).contains(step);
                    if is_act || scale == Scale::Concern {
                        intense.push((phrase, rung));
                    }
                }
            }
        }
        let soft = words.soft.iter().map(|phrase| folded(phrase));
        phrases.soft.push(soft.collect());
    }
    // What a table says itself goes before what is made of its parts.
    for (phrase, rung) in intense {
        stronger(&mut phrases, phrase, rung);
    }
    let told: Vec<_> = phrases
        .rungs
        .iter()
        .flat_map(|(key, rungs)| past::told(key, rungs))
        .collect();
    phrases.told.reserve(told.len());
    for (key, told) in told {
        phrases.tell(key, told);
    }
    for compound in COMPOUNDS {
        phrases.add(&folded(compound), None);
    }
    for filler in FILLERS {
        phrases.openings.entry(fold(filler)).or_default().filler = true;
    }
    phrases
});

/// “strongly urges”, « engage vivement », “calls strongly upon”.
fn stronger(phrases: &mut Phrases, phrase: &str, rung: Rung) {
    let Some(words) = TONGUES.get(rung.tongue) else {
        return;
    };
    let rung = Rung {
        step: rung.step + STRONG,
        ..rung
    };
    let verb = folded(phrase);
    for adverb in words.strongly_before {
        let both = [folded(adverb), verb.clone()].concat();
        phrases.add(&both, Some(rung));
    }
    for adverb in words.strongly_behind {
        let mut both = verb.clone();
        both.splice(1..1, folded(adverb));
        phrases.add(&both, Some(rung));
    }
}

/// Whether two phrases are one to translators.
pub(super) fn are_synonyms(one: &str, other: &str) -> bool {
    let is = |(a, b): &(String, String)| (a == one && b == other) || (b == one && a == other);
    PHRASES.synonyms.iter().any(is)
}

/// The phrases of duty of a side, the longest at each place, in order.
pub(super) fn acts(side: &Side<'_>) -> Vec<Act> {
    let pieces: Vec<(usize, &Piece<'_>)> = side
        .pieces
        .iter()
        .enumerate()
        .filter(|(_, piece)| !piece.opening.filler)
        .collect();
    let mut found: Vec<Act> = Vec::new();
    let mut at = 0;
    let mut run = String::new();
    while let Some((_, first)) = pieces.get(at) {
        let longest = first.opening.longest.min(pieces.len() - at);
        let gaps = if first.opening.apart { BETWEEN } else { 0 };
        let hit = (1..=longest).rev().find_map(|many| {
            let gaps = if many > 1 { gaps } else { 0 };
            (0..=gaps).find_map(|gap| hit(&pieces, at, many, gap, &mut run))
        });
        let Some(hit) = hit else {
            at += 1;
            continue;
        };
        let told = hit
            .told
            .and_then(|told| past::act(side, &pieces, at..hit.end, told, &found));
        let here = match (told, hit.rungs) {
            (None, Some(rungs)) if !rungs.is_empty() => {
                act(side, &pieces, at..hit.end, hit.key, rungs)
            }
            (told, _) => told,
        };
        found.extend(here);
        at = hit.end;
    }
    found
}

/// How many words may stand between an Arabic verb and the rest of its phrase: أحاط المشاركون في المؤتمر علما.
const BETWEEN: usize = 3;

/// A phrase found in a side.
struct Hit {
    key: String,
    rungs: Option<&'static [Rung]>,
    told: Option<&'static Told>,
    /// Where the words behind it begin.
    end: usize,
}

/// The phrase of so many words that begins at a place, with some words of others behind its first. Only in the past tense may
/// there be any.
fn hit(
    pieces: &[(usize, &Piece<'_>)],
    at: usize,
    many: usize,
    gap: usize,
    run: &mut String,
) -> Option<Hit> {
    let end = at + gap + many;
    let rest = pieces.get(at + gap + 1..end)?;
    run.clear();
    run.push_str(pieces.get(at)?.1.word);
    for (_, piece) in rest {
        run.push(' ');
        run.push_str(piece.word);
    }
    // ويحث is يحث behind something else.
    let mut keys = [&**run, bare(run)].into_iter();
    keys.find_map(|key| {
        let rungs = PHRASES.rungs.get(key).filter(|_| gap == 0);
        let told = PHRASES.told.get(key);
        (rungs.is_some() || told.is_some()).then(|| Hit {
            key: key.to_owned(),
            rungs: rungs.map(Vec::as_slice),
            told: told.filter(|told| gap == 0 || past::is_apart(told)),
            end,
        })
    })
}

/// What may stand before the verb of a paragraph that it leads: a label, “Deeply concerned, also”.
pub(super) const BEFORE_LEAD: usize = 2;

fn act(
    side: &Side<'_>,
    pieces: &[(usize, &Piece<'_>)],
    run: Range<usize>,
    key: String,
    rungs: &[Rung],
) -> Option<Act> {
    let (first_at, first) = pieces.get(run.start)?;
    let (last_at, last) = pieces.get(run.end.checked_sub(1)?)?;
    let word = |at: usize| pieces.get(at).map(|(_, piece)| piece.word);
    let before = run.start.checked_sub(1).and_then(word).unwrap_or_default();
    // « no se debe », « ne le peut »: a pronoun stands between.
    let not_at = match before {
        "se" | "le" | "lo" | "les" | "en" | "y" => run.start.checked_sub(2),
        _ => run.start.checked_sub(1),
    };
    let not = not_at.and_then(word).unwrap_or_default();
    let mut act = Act {
        rungs: Vec::new(),
        pieces: *first_at..last_at + 1,
        range: first.range.start..last.range.end,
        leads: run.start <= BEFORE_LEAD,
        key,
        past: false,
    };
    let behind = side.text.get(last.range.end..).unwrap_or_default();
    if behind.starts_with('-') || is_something_else(side, &act, before, behind) {
        return None;
    }
    for rung in rungs {
        let Some(words) = TONGUES.get(rung.tongue) else {
            continue;
        };
        let mut rung = *rung;
        if rung.scale != Scale::Modal {
            let noun = run.len() == 1 && words.nouns_behind.contains(&before);
            if !noun || rung.scale == Scale::Force {
                act.rungs.push(rung);
            }
            continue;
        }
        if words.nouns_behind.contains(&before) && act.key == "will" {
            continue;
        }
        if rung.step > FREE {
            if words.not_before.contains(&not) {
                forbid(&mut rung);
                if let Some((at, piece)) = not_at.and_then(|at| pieces.get(at)) {
                    (act.pieces.start, act.range.start) = (*at, piece.range.start);
                }
                if words
                    .not_behind
                    .iter()
                    .any(|not| word(run.end) == Some(*not))
                {
                    reach(&mut act, pieces.get(run.end));
                }
            } else if words.not_before.is_empty() || words.not_behind == ["ألا"] {
                let not = words.not_behind.iter().map(|not| fold(not));
                if not.into_iter().any(|not| word(run.end) == Some(&*not)) {
                    forbid(&mut rung);
                    reach(&mut act, pieces.get(run.end));
                }
            }
            if let Some(end) = softened(pieces, run.end, rung.tongue) {
                rung.step -= SOFT;
                reach(&mut act, end.checked_sub(1).and_then(|at| pieces.get(at)));
            }
        }
        act.rungs.push(rung);
    }
    (!act.rungs.is_empty()).then_some(act)
}

/// Who may not, must not.
fn forbid(rung: &mut Rung) {
    rung.forbids = !rung.forbids;
    if rung.step < MAY + 10 {
        rung.step = SHALL;
    }
}

fn reach(act: &mut Act, to: Option<&(usize, &Piece<'_>)>) {
    if let Some((at, piece)) = to {
        act.pieces.end = act.pieces.end.max(at + 1);
        act.range.end = act.range.end.max(piece.range.end);
    }
}

/// How many words may stand between a modal verb and what weakens it: “shall, in all cases, endeavour to”.
const BEFORE_SOFT: usize = 3;

/// Where what weakens a modal verb ends.
fn softened(pieces: &[(usize, &Piece<'_>)], from: usize, tongue: usize) -> Option<usize> {
    let word = |at: usize| pieces.get(at).map(|(_, piece)| piece.word);
    let phrases = PHRASES.soft.get(tongue)?;
    for at in from..=from + BEFORE_SOFT {
        for phrase in phrases {
            // “as appropriate” further on is about something else.
            let near = phrase.last().is_some_and(|last| last == "to") || at == from;
            let other = tongue != 0;
            if (near || other)
                && phrase
                    .iter()
                    .enumerate()
                    .all(|(n, part)| word(at + n) == Some(part.as_str()))
            {
                return Some(at + phrase.len());
            }
        }
        let gerund = word(at + 1).is_some_and(|word| word.ends_with("ing"));
        if tongue == 0 && word(at) == Some("consider") && gerund {
            return Some(at + 1);
        }
    }
    None
}

/// A month, an object marker: what is spelled like a phrase and is none.
fn is_something_else(side: &Side<'_>, act: &Act, before: &str, behind: &str) -> bool {
    // « a déploré » tells what was done; « se déclare préoccupé » does it.
    let first = act.key.split(' ').next().unwrap_or_default();
    let written = side.text.get(act.range.clone()).unwrap_or_default();
    let said = written
        .split(char::is_whitespace)
        .next()
        .unwrap_or_default();
    if said.ends_with('é')
        && matches!(
            first,
            "deplore"
                | "condamne"
                | "demande"
                | "note"
                | "decide"
                | "regrette"
                | "constate"
                | "souligne"
                | "encourage"
                | "engage"
                | "invite"
                | "autorise"
                | "approuve"
                | "adopte"
                | "exige"
                | "recommande"
        )
    {
        return true;
    }
    match &*act.key {
        // The month, but at the beginning.
        "may" => side.text.get(act.range.clone()) == Some("May") && act.pieces.start > 0,
        "将" => {
            !WILL_BEHIND.iter().any(|word| behind.starts_with(word)) || behind.starts_with("有关")
        }
        // “Through”, more often than “adopts”.
        "通 过" => !act.leads,
        // How it is noted is in no table: an adverb that weighs we know not what.
        "注 意 到" => before == "地",
        "应" | "可" | "须" | "宜" => matches!(before, "相" | "许" | "尚" | "亟"),
        _ => false,
    }
}
