//! Whose paragraph a reference means: one of this text, or of another document. What stands right behind it decides, then
//! what stands before it. In doubt it is somebody else's. Start at [`judge`].

use super::scan::word;
use super::tongue::{self, Tongue};
use super::{Into, Reference};
use crate::model::label::{Class, count};
use crate::text::{Language, fold};

/// The class and owner of a reference that stands there.
pub(super) fn judge(
    text: &str,
    start: usize,
    end: usize,
    class: Class,
    tongue: &Tongue,
) -> (Class, Into) {
    let cited = || is_cited(text.get(..start).unwrap_or_default(), class, tongue);
    match behind(text, end, tongue) {
        Some(Behind::Preamble) => (Class::Preambular, Into::Here),
        Some(Behind::Elsewhere) => (class, Into::Elsewhere),
        None if cited() => (class, Into::Elsewhere),
        Some(Behind::Here) | None => (class, Into::Here),
    }
}

enum Behind {
    Here,
    Preamble,
    Elsewhere,
}

/// What stands behind a reference says, if it says anything.
fn behind(text: &str, end: usize, tongue: &Tongue) -> Option<Behind> {
    let rest = text.get(end..)?;
    let close =
        rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ']' | '*' | ','));
    let gap = rest.len() - close.len();
    let parted = rest.get(..gap).unwrap_or_default().contains(',');
    if !close.starts_with(char::is_alphabetic) {
        return None;
    }
    let said = words(text, end + gap);
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    let (first, then) = said.split_first()?;
    let next = || then.iter().take(2);
    if tongue.here.contains(first) && !parted || tongue.this.contains(first) {
        return Some(Behind::Here);
    }
    if tongue.preamble.contains(first) {
        return Some(Behind::Preamble);
    }
    if then.iter().take(3).any(|word| tongue.part.contains(word)) && tongue.of.contains(first)
        || tongue.part.contains(first)
    {
        return operative(&said, tongue);
    }
    if tongue.of.contains(first) {
        let this = next().any(|word| tongue.this.contains(word));
        let preamble = next().any(|word| tongue.preamble.contains(word));
        return Some(match (this, preamble) {
            (_, true) => Behind::Preamble,
            (true, _) => Behind::Here,
            _ => Behind::Elsewhere,
        });
    }
    if tongue.whose.contains(first) {
        return Some(Behind::Elsewhere);
    }
    if tongue.within.contains(first) && !parted {
        let document = next().any(|word| is_document(word, tongue));
        return document.then_some(Behind::Elsewhere);
    }
    // A language of cases: the genitive follows at once.
    let capital = close.starts_with(char::is_uppercase);
    let genitive = tongue.of.is_empty() && !parted && (is_document(first, tongue) || capital);
    genitive.then_some(Behind::Elsewhere)
}

/// Behind “of the operative part”: nothing more, or of what.
fn operative(said: &[&str], tongue: &Tongue) -> Option<Behind> {
    let at = said.iter().position(|word| tongue.part.contains(word))?;
    let mut rest = said
        .iter()
        .skip(at)
        .skip_while(|word| tongue.part.contains(*word));
    let of = rest.next()?;
    let this = |word: &&str| tongue.this.contains(word);
    if this(of) || rest.take(2).any(this) {
        return Some(Behind::Here);
    }
    let whose = tongue.of.contains(of) || is_document(of, tongue);
    whose.then_some(Behind::Elsewhere)
}

/// The next words, folded, at most six.
fn words(text: &str, from: usize) -> Vec<String> {
    let mut at = from;
    let mut found = Vec::new();
    while found.len() < 6
        && let Some((start, end)) = word(text, at)
    {
        found.push(fold(text.get(start..end).unwrap_or_default()));
        at = end;
    }
    found
}

fn is_document(word: &str, tongue: &Tongue) -> bool {
    tongue.documents.iter().any(|document| {
        // Short ones are words; long ones are beginnings of words.
        word == *document || document.chars().count() > 3 && word.starts_with(document)
    })
}

/// Whether a document is cited right before: `resolution 2653 (2022), paragraph 6`, `1/CP.17, paragraph 4`, `Article 3,
/// paragraph 4`.
fn is_cited(before: &str, class: Class, tongue: &Tongue) -> bool {
    let before = before.trim_end().trim_end_matches(['*', '[']);
    // With or without a comma: “Article 3, paragraph 4”, «статья 3 пункт 4».
    let cited = before.strip_suffix([',', '(', '،']).unwrap_or(before);
    let cited = cited.trim_end().trim_end_matches(['*', ']', ',']);
    let mut tokens = cited.rsplit(|c: char| c.is_whitespace());
    let last = tokens.next().unwrap_or_default();
    let digits = last.chars().filter(|c| count::digit(*c).is_some()).count();
    let symbol = last.contains('/') && digits > 0;
    let year = last.starts_with('(') && last.ends_with(')') && digits == 4;
    if symbol || year {
        return true;
    }
    let number =
        digits > 0 || last.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) && !last.is_empty();
    let named = tokens.next().unwrap_or_default();
    // l’article 3, paragraphe 4
    let named = named
        .rsplit(['\'', '’'])
        .next()
        .map(fold)
        .unwrap_or_default();
    // “Articles 5, article 7” is a list.
    let below = matches!(class, Class::Paragraph | Class::Preambular);
    number && below && is_document(&named, tongue)
}

/// “paragraphs 4 and 5 and paragraph 6 of resolution 716”: whose the last is, the ones joined to it are.
pub(super) fn spread(text: &str, found: &mut [Reference], language: &Language) {
    let Some(tongue) = tongue::of(language) else {
        return;
    };
    for at in (1..found.len()).rev() {
        let Some((before, rest)) = found.split_at_mut_checked(at) else {
            return;
        };
        let (Some(one), Some(next)) = (before.last_mut(), rest.first()) else {
            continue;
        };
        let gap = text
            .get(one.range.end..next.range.start)
            .unwrap_or_default();
        let gap = fold(gap);
        let joined = gap
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|word| !word.is_empty())
            .all(|word| tongue.and.contains(&word));
        if joined && next.into == Into::Elsewhere && one.into == Into::Here {
            one.into = Into::Elsewhere;
        }
    }
}
