//! Verbs that lead operative paragraphs, told in the past tense: the participants decided, участники решили, قرر المشاركون.
//!
//! What is told of another text is no act of this one: a participle (“the measures decided by the Council”), a clause that
//! hangs on another (“in which it decided”), what stands behind a verb in the present. Start at [`act`].

mod words;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use super::super::token::Fast;
use super::find::{Act, BEFORE_LEAD, Rung, bare};
use super::side::{Piece, Side, folded};
use words::{ALSO_NOUNS, ARABIC, ENGLISH, FRENCH, RUSSIAN, SPANISH};

/// The past tense of one language. All but verbs and plurals is written folded.
struct Past {
    /// How the verbs of the tables begin in the present, and in the past: in French, the participle.
    verbs: &'static [(&'static str, &'static [&'static str])],
    /// What else is another word when many act.
    plurals: &'static [(&'static str, &'static str)],
    /// What makes a participle a past tense, before it.
    auxiliaries: &'static [&'static str],
    /// Directly behind what it is no act.
    not_before: &'static [&'static str],
    /// Directly before what it is no act.
    not_behind: &'static [&'static str],
    /// What opens a clause that tells of another act.
    relatives: &'static [&'static str],
    /// Verbs of the present that lead a paragraph and are no duty: what stands behind one is told by it.
    leading: &'static [&'static str],
    /// Those of the relatives that open what was noted or stressed.
    that: &'static [&'static str],
    /// What goes on with an act behind such a clause.
    and: &'static [&'static str],
}

/// Of the languages in the order of their tables.
const PAST: [&Past; 5] = [&ENGLISH, &FRENCH, &SPANISH, &RUSSIAN, &ARABIC];

/// The verbs of a language and its plurals, folded.
struct Forms {
    /// By its first word in the present, in the order of the table.
    verbs: HashMap<String, Vec<Verb>, Fast>,
    /// What else is another word when many act.
    plurals: HashMap<String, String, Fast>,
}

/// A verb: its words in the present behind the first one, and all its forms in the past.
struct Verb {
    rest: Vec<String>,
    forms: Vec<Form>,
}

/// A form of a verb, its words joined by spaces.
struct Form {
    one: String,
    /// The same where many act.
    many: String,
    /// Whether it must be written with an accent.
    accent: bool,
}

impl Form {
    fn of(said: &str, plurals: &HashMap<String, String, Fast>) -> Self {
        let words = folded(said);
        Self {
            one: words.join(" "),
            many: plural(&words, plurals),
            accent: said.ends_with('ó'),
        }
    }
}

/// Words as they are where many act, joined by spaces.
fn plural(words: &[String], plurals: &HashMap<String, String, Fast>) -> String {
    let words = words.iter().map(|word| plurals.get(word).unwrap_or(word));
    words.map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// What there is of three runs of words, joined by spaces.
fn joined(runs: [&str; 3]) -> String {
    let mut all = String::with_capacity(runs.iter().map(|run| run.len() + 1).sum());
    for run in runs.into_iter().filter(|run| !run.is_empty()) {
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(run);
    }
    all
}

/// Of the languages in the same order. Folding them for each phrase of the tables took longer than comparing two drafts.
static FORMS: LazyLock<Vec<Forms>> = LazyLock::new(|| {
    let of = |(tongue, past): (usize, &&Past)| {
        let mut plurals = HashMap::default();
        for (one, many) in past.plurals {
            for (one, many) in folded(one).into_iter().zip(folded(many)) {
                plurals.entry(one).or_insert(many);
            }
        }
        let mut verbs: HashMap<String, Vec<Verb>, Fast> = HashMap::default();
        for (present, forms) in past.verbs {
            let all = forms.iter().flat_map(|form| inflected(form, tongue));
            let mut present = folded(present).into_iter();
            if let Some(first) = present.next() {
                verbs.entry(first).or_default().push(Verb {
                    rest: present.collect(),
                    forms: all.map(|said| Form::of(&said, &plurals)).collect(),
                });
            }
        }
        Forms { verbs, plurals }
    };
    PAST.iter().enumerate().map(of).collect()
});

/// Places of languages in it.
const IN_ENGLISH: usize = 0;
const IN_RUSSIAN: usize = 3;
const IN_ARABIC: usize = 4;

/// A phrase in the past tense.
#[derive(Debug, Clone)]
pub(super) struct Told {
    /// What it says, as in the present.
    rungs: Arc<[Rung]>,
    /// Its words in the present, folded.
    present: Arc<str>,
    /// Which of the languages.
    tongue: usize,
    /// Whether it must be written with an accent, which folding takes away: «exhortó», not «exhorto».
    accent: bool,
}

/// Whether who acts may stand within it.
pub(super) fn is_apart(told: &Told) -> bool {
    told.tongue == IN_ARABIC
}

/// A phrase of the tables in the past tense of every language that has it, in all its forms. None of one that is no verb.
pub(super) fn told(key: &str, rungs: &[Rung]) -> Vec<(String, Told)> {
    let tongues = PAST.iter().enumerate();
    let forms = tongues.flat_map(|(tongue, past)| {
        let own = rungs.iter().copied();
        let own = own.filter(|rung| rung.tongue == tongue && rung.is_of_verb());
        told_in(tongue, past, key, &own.collect::<Vec<_>>())
    });
    forms.collect()
}

fn told_in(tongue: usize, past: &Past, key: &str, rungs: &[Rung]) -> Vec<(String, Told)> {
    if rungs.is_empty() {
        return Vec::new();
    }
    let Some(known) = FORMS.get(tongue) else {
        return Vec::new();
    };
    let words: Vec<String> = key.split(' ').map(str::to_owned).collect();
    // « prend note » is told by its first verb.
    let found = words.iter().enumerate().find_map(|(at, first)| {
        let behind = words.get(at + 1..)?;
        let mut verbs = known.verbs.get(first)?.iter();
        let verb = verbs.find(|verb| behind.starts_with(&verb.rest))?;
        Some((at..at + 1 + verb.rest.len(), &verb.forms))
    });
    let Some((verb, forms)) = found else {
        return Vec::new();
    };
    let (rungs, present): (Arc<[Rung]>, Arc<str>) = (rungs.into(), key.into());
    let (before, behind) = (words.get(..verb.start), words.get(verb.end..));
    let (before, behind) = (before.unwrap_or_default(), behind.unwrap_or_default());
    let [one_before, one_behind] = [before, behind].map(|words| words.join(" "));
    let [many_before, many_behind] = [before, behind].map(|words| plural(words, &known.plurals));
    let mut list = Vec::new();
    for form in forms {
        let told = Told {
            rungs: rungs.clone(),
            present: present.clone(),
            tongue,
            accent: form.accent,
        };
        let one = joined([&one_before, &form.one, &one_behind]);
        let many = joined([&many_before, &form.many, &many_behind]);
        if many != one {
            list.push((many, told.clone()));
        }
        // « a vivement engagé », « a engagé vivement ».
        if !past.auxiliaries.is_empty()
            && let Some((_, adverb)) = one.split_once(' ')
            && adverb.split(' ').any(is_adverb)
        {
            list.push((joined([adverb, &form.one, ""]), told.clone()));
        }
        list.push((one, told));
    }
    list
}

fn is_adverb(word: &str) -> bool {
    word.ends_with("ment")
}

/// In Russian the masculine stands in the table, for all four.
fn inflected(form: &str, tongue: usize) -> Vec<String> {
    let (verb, rest) = match form.split_once(' ') {
        Some((verb, rest)) => (verb, format!(" {rest}")),
        None => (form, String::new()),
    };
    let (stem, end) = match verb.strip_suffix("ся") {
        Some(stem) => (stem, "сь"),
        None => (verb, ""),
    };
    let mut all = vec![form.to_owned()];
    if tongue == IN_RUSSIAN {
        let others = ["а", "о", "и"];
        all.extend(others.map(|vowel| format!("{stem}{vowel}{end}{rest}")));
    }
    all
}

/// The act of a phrase in the past tense; `None` when it tells of another text or is a participle. `found` is what stands
/// before it.
pub(super) fn act(
    side: &Side<'_>,
    pieces: &[(usize, &Piece<'_>)],
    run: Range<usize>,
    told: &Told,
    found: &[Act],
) -> Option<Act> {
    let past = PAST.get(told.tongue)?;
    let (_, first) = pieces.get(run.start)?;
    let (last_at, last) = pieces.get(run.end.checked_sub(1)?)?;
    let start = begins(side, pieces, run.start, told, past)?;
    let (start_at, start_piece) = pieces.get(start)?;
    let range = start_piece.range.start..last.range.end;
    let written = side.text.get(range.clone())?;
    if told.accent && !written.contains(['ó', 'Ó']) {
        return None;
    }
    let behind = side.text.get(last.range.end..).unwrap_or_default();
    if !goes_on(pieces, &run, told, past, behind) {
        return None;
    }
    let sentence = sentence(&side.text, range.start);
    if told.tongue == IN_ARABIC && ALSO_NOUNS.contains(&bare(first.word)) {
        let before = side.text.get(sentence..range.start).unwrap_or_default();
        let before = before.trim_end();
        let alone = ["", "قد", "وقد", "كما", "ثم"];
        if !before.ends_with(['،', ',', ')']) && !alone.contains(&before.trim_start()) {
            return None;
        }
    }
    let joined = told.tongue == IN_ARABIC && bare(first.word).len() < first.word.len();
    if hangs(pieces, start, sentence, past, found, joined) {
        return None;
    }
    Some(Act {
        rungs: told.rungs.to_vec(),
        pieces: *start_at..last_at + 1,
        range,
        // Who acts stands before it.
        leads: start <= BEFORE_LEAD || (sentence == 0 && !found.iter().any(Act::is_verb)),
        key: told.present.to_string(),
        past: true,
    })
}

/// Where a phrase begins, with its auxiliary; `None` when what stands before it makes another thing of it.
fn begins(
    side: &Side<'_>,
    pieces: &[(usize, &Piece<'_>)],
    at: usize,
    told: &Told,
    past: &Past,
) -> Option<usize> {
    let word = |at: usize| pieces.get(at).map(|(_, piece)| piece.word);
    let before = at.checked_sub(1).and_then(word).unwrap_or_default();
    if past.auxiliaries.is_empty() {
        let noun =
            told.tongue == IN_ENGLISH && super::english::ENGLISH.nouns_behind.contains(&before);
        return (!noun && !past.not_before.contains(&before)).then_some(at);
    }
    if told.present.starts_with("se ") {
        let own = at.checked_sub(2)?;
        let is = matches!(before, "est" | "sont" | "sommes");
        return (is && matches!(word(own)?, "s" | "se" | "nous")).then_some(own);
    }
    let auxiliary = at.checked_sub(1)?;
    let written = side.text.get(pieces.get(auxiliary)?.1.range.clone())?;
    past.auxiliaries
        .contains(&&*written.to_lowercase())
        .then_some(auxiliary)
}

/// Whether what stands behind a phrase lets it be an act: “requested in the report” is a participle.
fn goes_on(
    pieces: &[(usize, &Piece<'_>)],
    run: &Range<usize>,
    told: &Told,
    past: &Past,
    behind: &str,
) -> bool {
    let word = |at: usize| pieces.get(at).map_or("", |(_, piece)| piece.word);
    let next = word(run.end);
    if told.tongue != IN_ENGLISH {
        return !past.not_behind.contains(&next);
    }
    if behind.starts_with('-') {
        return false;
    }
    let verb = word(run.start);
    let participle = verb != "took" && (run.len() == 1 || matches!(verb, "called" | "appealed"));
    if !participle {
        return true;
    }
    let ends = behind.trim_start().chars().next();
    if ends.is_none_or(|c| matches!(c, '.' | ';' | ')' | ']')) {
        return false;
    }
    match next {
        "to" => verb == "decided",
        "in" => matches!(word(run.end + 1), "particular" | "principle" | "this"),
        _ => !past.not_behind.contains(&next),
    }
}

/// Where the sentence begins in which a place stands.
fn sentence(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let ends = before.char_indices().rev().find(|(at, c)| {
        let behind = before.get(at + c.len_utf8()..).unwrap_or_default();
        match c {
            ';' | '؛' | '\n' | '…' => true,
            '.' | '!' | '?' | '؟' => behind.starts_with(char::is_whitespace),
            _ => false,
        }
    });
    ends.map_or(0, |(at, c)| at + c.len_utf8())
}

/// Whether an act hangs on another: “in which it decided”, “recalls what it requested”.
fn hangs(
    pieces: &[(usize, &Piece<'_>)],
    start: usize,
    sentence: usize,
    past: &Past,
    found: &[Act],
    joined: bool,
) -> bool {
    let inside = |act: &&Act| act.range.start >= sentence && act.is_verb();
    let acts: Vec<&Act> = found.iter().filter(inside).collect();
    if acts.iter().any(|act| !act.past && !act.is_participle()) {
        return true;
    }
    let words = pieces.get(..start).unwrap_or_default();
    let has = |list: &[&str], word: &str| list.contains(&bare(word));
    let own = words.iter().rev();
    let own = own.take_while(|(_, piece)| piece.range.start >= sentence);
    let led = own.clone().last();
    if led.is_some_and(|(_, piece)| has(past.leading, piece.word)) {
        return true;
    }
    let mut own = own;
    let Some((_, opens)) = own.find(|(_, piece)| has(past.relatives, piece.word)) else {
        return false;
    };
    // “noted that … and decided”.
    let before = words.last().map_or("", |(_, piece)| piece.word);
    let goes_on = joined || has(past.and, before);
    let behind = acts
        .iter()
        .any(|act| act.past && act.range.end <= opens.range.start);
    !(goes_on && behind && has(past.that, opens.word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_for_as_it_stands_is_folded() {
        let lists = PAST.iter().flat_map(|past| {
            let lists = [
                past.not_before,
                past.not_behind,
                past.relatives,
                past.leading,
            ];
            [
                lists.as_slice(),
                &[past.that, past.and, past.auxiliaries, ALSO_NOUNS],
            ]
            .concat()
        });
        for word in lists.flatten() {
            assert_eq!(crate::text::fold(word), **word);
        }
    }

    #[test]
    fn every_verb_told_is_one_of_the_tables() {
        use super::super::ladders::TONGUES;
        for (tongue, past) in PAST.iter().enumerate() {
            let of = TONGUES[tongue];
            let led = [of.acts, of.views, of.approvals, of.concerns];
            let led = led.into_iter().flatten().flat_map(|(_, phrases)| *phrases);
            let phrases: Vec<_> = led.map(|phrase| folded(phrase)).collect();
            for (verb, _) in past.verbs {
                let verb = folded(verb);
                let known = phrases
                    .iter()
                    .any(|phrase| phrase.windows(verb.len()).any(|run| run == verb));
                assert!(known, "{verb:?}");
            }
        }
    }
}
