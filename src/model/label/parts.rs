//! A label read into its parts: what is numbered, step by step down to it, with what is added to each number.
//!
//! `OP5 alt`, `PP3bis`, `2.bis`, `3.3bis Alt`, `Article 2bis`, `OP2(a)(ii)`, `(a)`, `a)`, `1°`, `第五条`, `（一）`, `пункт 5`,
//! `أ`. A label that cannot be read is a label all the same; it has no parts. Where to start: [`Parts::read`].

use std::fmt;
use std::sync::Arc;

use super::addition::Addition;
use super::class::Class;
use super::count::{self, Count, Counting};

/// A label read into its parts. It has one step at least.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Parts {
    /// What is numbered, if the label says so.
    pub noun: Noun,
    /// The numbers, the outermost first: 5, (a), (ii).
    pub steps: Vec<Step>,
}

/// What a label says is numbered.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Noun {
    /// Nothing.
    None,
    /// OP: an operative paragraph.
    Op,
    /// PP: a preambular paragraph.
    Pp,
    /// A word as written: Article, пункт, المادة.
    Word(Arc<str>),
    /// A unit behind the number: 第五条.
    Unit(char),
}

/// What stands around a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// 5
    Bare,
    /// (a)
    Round,
    /// a)
    Half,
    /// 1°
    Degree,
    /// ‘1’
    Quoted,
    /// a.
    Dot,
}

/// One number of a label, with what is added to it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Step {
    /// What stands around it.
    pub shape: Shape,
    /// How it can be read, the likeliest first: never empty.
    pub readings: Vec<Count>,
    /// Its additions, in order.
    pub additions: Vec<Addition>,
}

impl Step {
    /// A number that can be read in one way.
    pub fn new(shape: Shape, count: Count, additions: Vec<Addition>) -> Self {
        Self {
            shape,
            readings: vec![count],
            additions,
        }
    }

    /// Its likeliest reading.
    pub fn count(&self) -> Count {
        self.readings.first().copied().unwrap_or(Count {
            value: 0,
            how: Counting::Digits('0'),
        })
    }

    /// Its value when it counts in that way.
    pub fn value_as(&self, how: Counting) -> Option<u32> {
        let fits = |count: &&Count| count.how.is_like(how);
        self.readings.iter().find(fits).map(|count| count.value)
    }

    /// Whether both can be read as the same number with the same additions.
    pub fn is_same(&self, other: &Self) -> bool {
        let both = |count: &Count| other.readings.iter().any(|o| o.value == count.value);
        self.additions == other.additions && self.readings.iter().any(both)
    }

    /// The additions before the first that marks a rival, and those from there on.
    pub fn base_and_rival(&self) -> (&[Addition], &[Addition]) {
        let at = self.additions.iter().position(|a| a.is_rival());
        let at = at.unwrap_or(self.additions.len());
        self.additions
            .split_at_checked(at)
            .unwrap_or((&self.additions, &[]))
    }
}

impl Parts {
    /// Reads a label; `None` when it is none of a kind that is known.
    pub fn read(label: &str) -> Option<Self> {
        let text = label.trim();
        let text = text
            .strip_suffix(['.', '．'])
            .filter(|cut| !ends_dotted(cut))
            .unwrap_or(text);
        if let Some(unit) = unit(text) {
            return Some(unit);
        }
        let (noun, mut rest) = noun(text);
        let mut steps = Vec::new();
        while !rest.is_empty() {
            let (step, behind) = step(rest, steps.is_empty())?;
            steps.push(step);
            rest = behind.trim_start();
            if let Some(more) = rest.strip_prefix(['.', '/'])
                && more.starts_with(|c: char| count::digit(c).is_some())
            {
                rest = more;
            }
        }
        (!steps.is_empty()).then_some(Self { noun, steps })
    }

    /// What is numbered.
    pub fn class(&self) -> Class {
        match &self.noun {
            Noun::Pp => Class::Preambular,
            Noun::None | Noun::Op => Class::Paragraph,
            Noun::Word(word) => Class::of(word),
            Noun::Unit(unit) => Class::of_unit(*unit),
        }
    }

    /// Whether people would take the two for the same: in whatever digits, brackets, case and spelling.
    pub fn is_same(&self, other: &Self) -> bool {
        let named = |parts: &Self| match &parts.noun {
            Noun::Word(word) => crate::text::fold(word),
            _ => String::new(),
        };
        let same = self.class() == other.class()
            && (self.class() != Class::Other || named(self) == named(other));
        same && self.steps.len() == other.steps.len()
            && self
                .steps
                .iter()
                .zip(&other.steps)
                .all(|(a, b)| a.is_same(b))
    }

    /// The last number: that of the paragraph itself.
    pub fn last(&self) -> Option<&Step> {
        self.steps.last()
    }
}

/// `a.` is a label with its point; `5.` and `5 bis.` end a number.
fn ends_dotted(cut: &str) -> bool {
    let readings = count::readings(cut);
    let small = cut.chars().all(char::is_lowercase);
    !readings.is_empty()
        && small
        && !readings
            .iter()
            .any(|c| matches!(c.how, Counting::Digits(_)))
}

/// `第五条`, `第 12 章`, `第五条之二`.
fn unit(text: &str) -> Option<Parts> {
    let after = text.strip_prefix('第')?;
    let at = after.find(['条', '條', '章', '节', '節', '款', '段', '部'])?;
    let (number, rest) = after.split_at_checked(at)?;
    let unit = rest.chars().next()?;
    let rest = rest.strip_prefix(unit)?;
    let readings = count::readings(number.trim());
    let (additions, rest) = additions(rest);
    (!readings.is_empty() && rest.trim().is_empty()).then(|| Parts {
        noun: Noun::Unit(unit),
        steps: vec![Step {
            shape: Shape::Bare,
            readings,
            additions,
        }],
    })
}

/// The word in front, and what follows it.
fn noun(text: &str) -> (Noun, &str) {
    let end = text
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len());
    let Some((word, rest)) = text.split_at_checked(end) else {
        return (Noun::None, text);
    };
    // “para. 5”
    let behind = rest.strip_prefix('.').unwrap_or(rest).trim_start();
    if word.is_empty() || behind.is_empty() {
        return (Noun::None, text);
    }
    match word.to_ascii_uppercase().as_str() {
        "OP" => return (Noun::Op, behind),
        "PP" => return (Noun::Pp, behind),
        _ => {}
    }
    let counts = !count::readings(word).is_empty();
    let parted = behind.len() < rest.len();
    if counts || !parted || word.chars().count() < 2 {
        return (Noun::None, text);
    }
    (Noun::Word(word.into()), behind)
}

/// One number at the start, and what follows it.
fn step(text: &str, first: bool) -> Option<(Step, &str)> {
    let (shape, readings, rest) = around(text, first)?;
    let (additions, rest) = additions(rest);
    Some((
        Step {
            shape,
            readings,
            additions,
        },
        rest,
    ))
}

/// A number with what stands around it.
pub(crate) fn around(text: &str, first: bool) -> Option<(Shape, Vec<Count>, &str)> {
    // ㈠ to ㈩
    let sign = text.chars().next()?;
    if let Some(value) = u32::from(sign)
        .checked_sub(0x321f)
        .filter(|n| (1..=10).contains(n))
    {
        let count = Count {
            value,
            how: Counting::Han,
        };
        return Some((Shape::Round, vec![count], text.strip_prefix(sign)?));
    }
    for (open, close, shape) in [
        (['(', '（'], [')', '）'], Shape::Round),
        (['‘', '\''], ['’', '\''], Shape::Quoted),
        (['’', '’'], ['‘', '‘'], Shape::Quoted),
    ] {
        if let Some(inner) = text.strip_prefix(open) {
            let (inner, rest) = inner.split_once(close)?;
            let readings = count::readings(inner.trim());
            return (!readings.is_empty()).then_some((shape, readings, rest));
        }
    }
    let is_sign = |c: char| c.is_alphabetic() || count::digit(c).is_some() || c == 'ـ';
    let digits = count::digit(sign).is_some();
    let end = text
        .find(|c: char| {
            if digits {
                count::digit(c).is_none()
            } else {
                !is_sign(c) || count::digit(c).is_some()
            }
        })
        .unwrap_or(text.len());
    let (inner, rest) = text.split_at_checked(end)?;
    let readings = count::readings(inner);
    if readings.is_empty() {
        return None;
    }
    let found = if let Some(rest) = rest.strip_prefix([')', '）']) {
        (Shape::Half, readings, rest)
    } else if let Some(rest) = rest.strip_prefix(['°', 'º']) {
        (Shape::Degree, readings, rest)
    } else if let Some(rest) = rest.strip_prefix('.').filter(|_| !digits) {
        (Shape::Dot, readings, rest)
    } else if first || digits {
        (Shape::Bare, readings, rest)
    } else {
        return None;
    };
    Some(found)
}

/// The additions at the start, and what follows them.
pub(crate) fn additions(text: &str) -> (Vec<Addition>, &str) {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        let inner = rest.trim_start_matches(['.', ' ', '-', '\u{a0}', '\u{2011}']);
        if let Some((addition, behind)) = Addition::glued(inner) {
            found.push(addition);
            rest = behind;
            continue;
        }
        let end = inner
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(inner.len());
        let Some((word, behind)) = inner.split_at_checked(end) else {
            return (found, rest);
        };
        let Some(addition) = Addition::of(word) else {
            return (found, rest);
        };
        rest = behind;
        found.push(match addition {
            Addition::Alt(_) => match numbered(behind) {
                Some((n, behind)) => {
                    rest = behind;
                    Addition::Alt(n)
                }
                None => addition,
            },
            other => other,
        });
    }
}

/// The number of a rival: `alt 2`, `alt2`. No more than one digit: “5 alt 2010” is something else.
fn numbered(text: &str) -> Option<(u8, &str)> {
    let inner = text.trim_start_matches([' ', '.', '\u{a0}']);
    let c = inner.chars().next()?;
    let n = c.to_digit(10).filter(|n| *n > 0)?;
    let behind = inner.strip_prefix(c)?;
    let more = behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '）' | '°'));
    (!more).then_some((n as u8, behind))
}

impl fmt::Display for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = |step: &Step| matches!(step.count().how, Counting::Digits(_));
        // OP5, but OP a).
        let gap = if self.steps.first().is_some_and(digits) {
            ""
        } else {
            " "
        };
        match &self.noun {
            Noun::None | Noun::Unit(_) => {}
            Noun::Op => write!(f, "OP{gap}")?,
            Noun::Pp => write!(f, "PP{gap}")?,
            Noun::Word(word) => write!(f, "{word} ")?,
        }
        if let Noun::Unit(_) = self.noun {
            f.write_str("第")?;
        }
        let mut before: Option<&Step> = None;
        for step in &self.steps {
            if let Some(before) = before {
                match (before.shape, step.shape) {
                    (Shape::Bare, Shape::Bare) if before.additions.is_empty() => {
                        f.write_str(".")?;
                    }
                    (Shape::Round, Shape::Round) => {}
                    (Shape::Bare, Shape::Round) if before.additions.is_empty() => {}
                    _ => f.write_str(" ")?,
                }
            }
            let count = step.count();
            match step.shape {
                Shape::Bare => write!(f, "{count}")?,
                Shape::Round => write!(f, "({count})")?,
                Shape::Half => write!(f, "{count})")?,
                Shape::Degree => write!(f, "{count}°")?,
                Shape::Quoted => write!(f, "‘{count}’")?,
                Shape::Dot => write!(f, "{count}.")?,
            }
            if let Noun::Unit(unit) = self.noun {
                write!(f, "{unit}")?;
            }
            for addition in &step.additions {
                write!(f, " {addition}")?;
            }
            before = Some(step);
        }
        Ok(())
    }
}
