//! Writing a reference anew: the same words with other numbers, in the digits, brackets and spaces that it has. A range
//! whose paragraphs no longer follow each other becomes a list, in the form of its language. Start at [`rewrite`].

use super::{Joint, Mark, Reference, tongue};
use crate::model::label::count::Counting;
use crate::model::label::{Addition, Step};
use crate::text::Language;

/// One step of a number that a reference gets.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number {
    /// The value it has now.
    pub value: u32,
    /// What is added to it now.
    pub additions: Vec<Addition>,
    /// How the numbers are counted that it is one of: a sign that can be read in two ways is read in this one.
    pub how: Counting,
}

/// The number of one paragraph: its steps, as many as the reference gives.
pub type Member = Vec<Number>;

/// The words of a reference with other numbers. `groups` has an entry for each number that stands alone, and one for each
/// range with all the paragraphs in it, in the order of their new numbers.
///
/// `None` when it cannot be written without taking apart brackets that stand between its numbers.
pub fn rewrite(
    text: &str,
    reference: &Reference,
    groups: &[Vec<Member>],
    language: &Language,
) -> Option<String> {
    let ranged = reference.items.iter().any(|item| item.joint == Joint::To);
    let torn = ranged && groups.iter().any(|group| group.len() > 1 && !is_run(group));
    let mut new: Vec<&Member> = Vec::new();
    for group in groups {
        new.push(group.first()?);
        if torn {
            new.extend(group.iter().skip(1));
        } else if group.len() > 1 {
            new.push(group.last()?);
        }
    }
    if torn {
        new.sort();
        return list(text, reference, &new, language);
    }
    if !ranged {
        sort(reference, &mut new);
    }
    let mut out = String::new();
    let mut done = reference.range.start;
    for (item, member) in reference.items.iter().zip(new) {
        for (mark, number) in item.marks.iter().zip(member) {
            out.push_str(text.get(done..mark.number.start)?);
            out.push_str(&printed(text, mark, number));
            out.push_str(text.get(mark.number.end..mark.additions.start)?);
            out.push_str(&added(text, mark, number));
            done = mark.additions.end;
        }
    }
    out.push_str(text.get(done..reference.range.end)?);
    Some(out)
}

/// Whether numbers follow each other without a gap or an addition.
fn is_run(members: &[Member]) -> bool {
    let bare = |member: &Member| {
        let last = member.last()?;
        last.additions.is_empty().then_some(last.value)
    };
    members.windows(2).all(|pair| match pair {
        [one, next] => bare(one).zip(bare(next)).is_some_and(|(a, b)| a + 1 == b),
        _ => true,
    })
}

/// A list that went up goes up again.
fn sort(reference: &Reference, new: &mut [&Member]) {
    let even = new.windows(2).all(|pair| match pair {
        [one, next] => one.len() == next.len(),
        _ => true,
    });
    let old: Vec<Vec<(u32, &[Addition])>> = reference
        .items
        .iter()
        .zip(new.iter())
        .map(|(item, member)| {
            let steps = item.marks.iter().zip(member.iter());
            let old =
                steps.map(|(mark, number)| (value(&mark.step, number), &*mark.step.additions));
            old.collect()
        })
        .collect();
    if even && old.is_sorted() && old.len() == new.len() {
        new.sort();
    }
}

/// The value of a step, counted as the numbers are that it is one of.
fn value(step: &Step, number: &Number) -> u32 {
    step.value_as(number.how)
        .unwrap_or_else(|| step.count().value)
}

/// A number in the digits or letters that stand there.
fn printed(text: &str, mark: &Mark, number: &Number) -> String {
    if number.value == value(&mark.step, number) {
        return text.get(mark.number.clone()).unwrap_or_default().to_owned();
    }
    let mut readings = mark.step.readings.iter();
    let how = readings.find(|count| count.how.is_like(number.how));
    let how = how.copied().unwrap_or_else(|| mark.step.count()).how;
    how.print(number.value)
}

/// The additions as they stand there, or other ones with a space before them.
fn added(text: &str, mark: &Mark, number: &Number) -> String {
    let there = text.get(mark.additions.clone()).unwrap_or_default();
    if mark.step.additions == number.additions {
        return there.to_owned();
    }
    let glued = there.starts_with(char::is_alphabetic);
    let gap = if glued { "" } else { " " };
    let words: Vec<String> = number.additions.iter().map(ToString::to_string).collect();
    if words.is_empty() {
        String::new()
    } else {
        format!("{gap}{}", words.join(" "))
    }
}

/// All numbers one by one, in the form of the language.
fn list(text: &str, reference: &Reference, new: &[&Member], language: &Language) -> Option<String> {
    let first = reference.items.first()?;
    let start = first.range().start;
    let end = reference.items.last()?.range().end;
    if text.get(start..end)?.contains(['[', ']']) {
        return None;
    }
    let numbers: Vec<String> = new
        .iter()
        .map(|member| {
            let mut out = String::new();
            let mut done = start;
            for (mark, number) in first.marks.iter().zip(member.iter()) {
                out.push_str(text.get(done..mark.number.start).unwrap_or_default());
                out.push_str(&printed(text, mark, number));
                out.push_str(
                    text.get(mark.number.end..mark.additions.start)
                        .unwrap_or_default(),
                );
                out.push_str(&added(text, mark, number));
                done = mark.additions.end;
            }
            out
        })
        .collect();
    let (between, last) = match tongue::of(language) {
        Some(tongue) => tongue.list,
        None => ("、", "和"),
    };
    let mut out = text.get(reference.range.start..start)?.to_owned();
    let count = numbers.len();
    for (at, number) in numbers.iter().enumerate() {
        if at > 0 {
            out.push_str(if at + 1 == count { last } else { between });
        }
        out.push_str(number);
    }
    out.push_str(text.get(end..reference.range.end)?);
    Some(out)
}
