//! Finding references in languages that write words with spaces: a noun, then numbers. Start at [`find`].

use super::elsewhere;
use super::tongue::{Many, Tongue};
use super::{Item, Joint, Mark, Reference};
use crate::model::label::{Addition, Class, Shape, Step, count};
use crate::text::fold;

/// The references of a text.
pub(super) fn find(text: &str, tongue: &Tongue) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((start, end)) = word(text, at) {
        at = end;
        let said = text.get(start..end).unwrap_or_default();
        let Some(noun) = noun(said, tongue) else {
            continue;
        };
        let sub = text
            .get(..start)
            .is_some_and(|before| before.ends_with("sub-") || before.ends_with("Sub-"));
        let near = noun.near || sub;
        // “para. 5”
        let behind = text.get(end..).unwrap_or_default();
        let numbers = if behind.starts_with('.') {
            end + 1
        } else {
            end
        };
        let numbers = begun(text, numbers, &noun, tongue);
        let mut items = list(text, numbers, near, noun.class, tongue);
        if noun.many == Many::One && items.len() > 1 && !is_closed(text, &items, tongue) {
            items.truncate(1);
        }
        let Some(last) = items.last().map(|item| item.range().end) else {
            continue;
        };
        let class = if tongue.preambular.contains(&before(text, start).as_str()) {
            Class::Preambular
        } else {
            noun.class
        };
        let (class, into) = elsewhere::judge(text, start, last, class, tongue);
        found.push(Reference {
            range: start..last,
            class,
            items,
            into,
            is_near: near,
            goes_on: goes_on(text, last, tongue),
        });
        at = last;
    }
    found
}

/// Behind a word that begins a range: `пункты с 2 по 4`, `الفقرات من 2 إلى 4`.
fn begun(text: &str, from: usize, noun: &Noun, tongue: &Tongue) -> usize {
    let at = skip(text, from);
    let Some((start, end)) = word(text, at).filter(|(start, _)| *start == at) else {
        return from;
    };
    let said = fold(text.get(start..end).unwrap_or_default());
    let number = skip(text, end);
    let is_range = noun.many == Many::Several
        && tongue.from.contains(&said.as_str())
        && item(text, number, noun.near, noun.class, Joint::First).is_some_and(|first| {
            matches!(joint(text, first.range().end, tongue), Some((Joint::To, _)))
        });
    if is_range { end } else { from }
}

/// Whether additions to the last number follow it: `paragraph 5 bis, ter`, `paragraph 5 bis and ter`.
fn goes_on(text: &str, end: usize, tongue: &Tongue) -> bool {
    let Some((_, at)) = joint(text, end, tongue) else {
        return false;
    };
    let at = skip(text, at);
    let Some((start, stop)) = word(text, at).filter(|(start, _)| *start == at) else {
        return false;
    };
    let said = text.get(start..stop).unwrap_or_default();
    matches!(Addition::of(said), Some(Addition::Latin(_)))
}

/// What a word announces.
struct Noun {
    class: Class,
    many: Many,
    near: bool,
}

fn noun(said: &str, tongue: &Tongue) -> Option<Noun> {
    let folded = fold(said);
    let known = |word: &str| {
        let row = tongue.nouns.iter().find(|(noun, ..)| *noun == word)?;
        Some(Noun {
            class: row.1,
            many: row.2,
            near: false,
        })
    };
    if tongue.near.contains(&folded.as_str()) {
        return Some(Noun {
            class: Class::Paragraph,
            many: Many::Several,
            near: true,
        });
    }
    known(&folded).or_else(|| known(bare(&folded)?))
}

/// An Arabic noun without the conjunction, the preposition and the article that are written onto it.
fn bare(word: &str) -> Option<&str> {
    let mut rest = word;
    for prefixes in [&["و", "ف"][..], &["ب", "ك", "ل"], &["ال", "ل"]] {
        let cut = prefixes.iter().find_map(|prefix| rest.strip_prefix(prefix));
        rest = cut.filter(|cut| cut.chars().count() > 2).unwrap_or(rest);
    }
    (rest.len() < word.len()).then_some(rest)
}

/// The next run of letters at or behind a place. Digits end it, so that OP6 is a noun and a number.
pub(super) fn word(text: &str, from: usize) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    let start = from + rest.find(char::is_alphabetic)?;
    let rest = text.get(start..)?;
    let end = rest
        .find(|c: char| !is_letter(c))
        .map_or(text.len(), |len| start + len);
    Some((start, end))
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{652}' | '\u{640}')
}

/// The word right before a place, folded.
pub(super) fn before(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or_default().trim_end();
    let start = before.rfind(|c: char| !is_letter(c)).map_or(0, |at| {
        at + before
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(1, char::len_utf8)
    });
    fold(before.get(start..).unwrap_or_default())
}

/// Numbers from a place on: a list, ranges in it.
fn list(text: &str, from: usize, near: bool, class: Class, tongue: &Tongue) -> Vec<Item> {
    let mut items = Vec::new();
    let Some(first) = item(text, skip(text, from), near, class, Joint::First) else {
        return items;
    };
    // Something must part the noun from a number in letters.
    let mut end = first.range().end;
    items.push(first);
    while let Some((joint, at)) = joint(text, end, tongue) {
        let Some(next) = item(text, skip(text, at), near, class, joint) else {
            break;
        };
        end = next.range().end;
        items.push(next);
    }
    items
}

/// Behind white space, and behind brackets of the negotiation: `paragraphs [5, 6 and 7]`.
pub(super) fn skip(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let solid = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '[' | ']'));
    text.len() - solid.len()
}

/// One number with the steps below it.
pub(super) fn item(
    text: &str,
    from: usize,
    near: bool,
    class: Class,
    joint: Joint,
) -> Option<Item> {
    let mut marks = Vec::new();
    let mut end = from;
    if !near {
        let first = number(text, from, class)?;
        end = first.range.end;
        marks.push(first);
        while let Some(more) = decimal(text, end) {
            end = more.range.end;
            marks.push(more);
        }
    }
    let rest = |at: usize| text.get(at..).unwrap_or_default();
    while marks.len() < 4 {
        let gap = rest(end).len() - rest(end).trim_start_matches([' ', '\u{a0}']).len();
        let Some(more) = below(text, end + gap.min(2)) else {
            break;
        };
        end = more.range.end;
        marks.push(more);
    }
    (!marks.is_empty()).then_some(Item { joint, marks })
}

/// A number at a place: digits, and where things are numbered so also capitals: Article IV.
fn number(text: &str, from: usize, class: Class) -> Option<Mark> {
    let rest = text.get(from..)?;
    let digits: usize = rest
        .chars()
        .take_while(|c| count::digit(*c).is_some())
        .map(char::len_utf8)
        .sum();
    let end = if digits > 0 {
        digits
    } else if matches!(class, Class::Paragraph | Class::Preambular) {
        return None;
    } else {
        rest.find(|c: char| !matches!(c, 'I' | 'V' | 'X' | 'L'))
            .unwrap_or(rest.len())
    };
    let said = rest.get(..end)?;
    if said.is_empty() || said.chars().count() > 4 {
        return None;
    }
    let behind = rest.get(end..)?;
    let mut readings = count::readings(said);
    readings.retain(|count| count.value > 0 && count.value < 1000);
    if digits == 0 {
        readings.retain(|count| matches!(count.how, count::Counting::Roman(_)));
    }
    let (additions, gap) = additions(behind);
    let odd = behind.starts_with(['%', '/', '°']);
    let runs_on =
        gap == 0 && behind.starts_with(|c: char| c.is_alphanumeric() && !crate::text::is_cjk(c));
    if readings.is_empty() || odd || runs_on {
        return None;
    }
    let number = from..from + end;
    Some(Mark {
        range: from..from + end + gap,
        additions: number.end..number.end + gap,
        number,
        step: Step {
            shape: Shape::Bare,
            readings,
            additions,
        },
    })
}

/// `.3` behind a number: section 6.3.
fn decimal(text: &str, at: usize) -> Option<Mark> {
    text.get(at..)?.strip_prefix('.')?;
    let mark = number(text, at + 1, Class::Paragraph)?;
    Some(Mark {
        range: at..mark.range.end,
        ..mark
    })
}

/// A step below: `(a)`, `(ii)`, `a)`, `(أ)`.
fn below(text: &str, at: usize) -> Option<Mark> {
    let rest = text.get(at..)?;
    let open = rest.len() - rest.trim_start_matches(['(', '（']).len();
    let inner = rest.get(open..)?;
    let end = inner.find([')', '）'])?;
    let said = inner.get(..end)?;
    let close = inner.get(end..)?.chars().next()?.len_utf8();
    let mut readings = count::readings(said);
    readings.retain(|count| !matches!(count.how, count::Counting::Digits(_)));
    if readings.is_empty() || said.chars().count() > 5 {
        return None;
    }
    let number = at + open..at + open + end;
    let behind = number.end + close;
    let (additions, gap) = additions(text.get(behind..)?);
    Some(Mark {
        range: at..behind + gap,
        number,
        additions: behind..behind + gap,
        step: Step {
            shape: if open > 0 { Shape::Round } else { Shape::Half },
            readings,
            additions,
        },
    })
}

/// Additions right behind a number, and how many bytes they take.
pub(super) fn additions(text: &str) -> (Vec<Addition>, usize) {
    let mut found = Vec::new();
    let mut taken = 0;
    loop {
        let rest = text.get(taken..).unwrap_or_default();
        let inner = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let gap = rest.len() - inner.len();
        // 第5 bis段, 第5之二段
        let ends = |c: char| !is_letter(c) || crate::text::is_cjk(c);
        let end = match Addition::glued(inner) {
            Some((_, behind)) => inner.len() - behind.len(),
            None => inner.find(ends).unwrap_or(inner.len()),
        };
        let word = inner.get(..end).unwrap_or_default();
        let behind = inner.get(end..).unwrap_or_default();
        // “paragraph 5 pre-empts” and “paragraph 5 alt-right” are no labels.
        let whole = !behind.starts_with(['-', '\u{2011}']);
        let known = Addition::of(word).filter(|a| whole && !matches!(a, Addition::Pre));
        let Some(addition) = known else {
            return (found, taken);
        };
        taken += gap + end;
        let digit = behind.trim_start_matches(' ');
        let one = digit
            .chars()
            .next()
            .and_then(|c| c.to_digit(10))
            .filter(|n| *n > 0);
        let alone = digit.chars().nth(1).is_none_or(|c| !c.is_alphanumeric());
        found.push(match (addition, one) {
            (Addition::Alt(_), Some(n)) if alone => {
                taken += behind.len() - digit.len() + 1;
                Addition::Alt(n as u8)
            }
            _ => addition,
        });
    }
}

/// What joins a number to the next, and where that begins.
fn joint(text: &str, from: usize, tongue: &Tongue) -> Option<(Joint, usize)> {
    let at = skip(text, from);
    let rest = text.get(at..)?;
    if let Some(after) = rest.strip_prefix(['-', '–', '—', '\u{2011}']) {
        return Some((Joint::To, text.len() - after.len()));
    }
    if let Some(after) = rest.strip_prefix(['&', '/']) {
        return Some((Joint::And, text.len() - after.len()));
    }
    let (comma, at) = match rest.strip_prefix([',', '،']) {
        Some(after) => (true, skip(text, text.len() - after.len())),
        None => (false, at),
    };
    if let Some(found) = joining_word(text, at, tongue) {
        return Some(found);
    }
    // A comma that was left out: “18, 19 20, 21”.
    let parted = comma || at > from;
    parted.then_some((Joint::And, at))
}

fn joining_word(text: &str, at: usize, tongue: &Tongue) -> Option<(Joint, usize)> {
    let rest = text.get(at..)?;
    for (words, joint) in [(tongue.and, Joint::And), (tongue.to, Joint::To)] {
        for word in words {
            let mut end = at;
            let fits = word.split(' ').all(|part| {
                let from = skip(text, end);
                let Some((start, stop)) = self::word(text, from) else {
                    return false;
                };
                end = stop;
                start == from && fold(text.get(start..stop).unwrap_or_default()) == part
            });
            if fits {
                return Some((joint, end));
            }
        }
    }
    // و is written onto what follows it.
    let glued = rest
        .strip_prefix('و')
        .filter(|_| tongue.and.contains(&"و"))?;
    glued
        .starts_with(|c: char| count::digit(c).is_some())
        .then_some((Joint::And, text.len() - glued.len()))
}

/// Whether a list behind a noun in the singular ends like one: “paragraph 3 and 4 above”, not “paragraph 3 and 4 others”.
fn is_closed(text: &str, items: &[Item], tongue: &Tongue) -> bool {
    let end = items.last().map_or(0, |item| item.range().end);
    let rest = text.get(end..).unwrap_or_default();
    if !rest.trim_start().starts_with(char::is_alphabetic) {
        return true;
    }
    let Some((start, stop)) = word(text, end) else {
        return true;
    };
    let next = fold(text.get(start..stop).unwrap_or_default());
    let known = |words: &[&str]| words.contains(&next.as_str());
    known(tongue.here) || known(tongue.of) || known(tongue.this) || known(tongue.whose)
}
