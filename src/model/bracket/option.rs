//! Options: wordings over several paragraphs, of which one is to be chosen. “Option 1: … Option 2: No text”, as the drafts
//! of the Paris Agreement write them (2015), with the words of the six official languages.
//!
//! An option begins with a paragraph that says so. It ends before the next of its group; the last one ends with the items
//! under it, or, when its lead stands alone, before the next heading, title, part or option. Start at [`options`].

use std::ops::Range;

use crate::model::{Document, Paragraph, Role};

/// Options to choose from, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionGroup {
    /// Two or more.
    pub options: Vec<Opt>,
}

impl OptionGroup {
    /// The first paragraph of the first and the last of the last, from 0.
    pub fn range(&self) -> (usize, usize) {
        let first = self.options.first().map_or(0, |o| o.from);
        (first, self.options.last().map_or(first, |o| o.to))
    }
}

impl Opt {
    /// What stands in parentheses behind its number: who is for it, or which paragraphs it is about.
    pub fn said<'t>(&self, text: &'t str) -> Option<&'t str> {
        let lead = text.get(self.lead.clone())?;
        let (_, rest) = lead.split_once('(')?;
        Some(rest.split_once(')')?.0)
    }
}

/// One option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opt {
    /// What it is called: `1`, `1bis`, `A`.
    pub name: String,
    /// Its first paragraph, from 0.
    pub from: usize,
    /// Its last paragraph.
    pub to: usize,
    /// Bytes of the first paragraph that say that it is an option.
    pub lead: Range<usize>,
    /// Whether it is to have no text at all.
    pub nothing: bool,
    /// Whether the lead stands alone in its paragraph.
    pub alone: bool,
}

/// Words for an option.
const WORDS: [&str; 11] = [
    "option",
    "opción",
    "opcion",
    "вариант",
    "备选案文",
    "备选方案",
    "选项",
    "方案",
    "الخيار",
    "خيار",
    "البديل",
];

/// How a text begins an option, as far as other paragraphs are concerned; none when it begins none.
pub(crate) fn opens(text: &str) -> Option<(String, u32, bool, bool)> {
    let lead = lead(text)?;
    let alone = words_of(text.get(lead.range.end..).unwrap_or_default()).is_empty();
    Some((lead.name, lead.number, lead.is_variant, alone))
}

/// What an option without text says.
const NOTHING: [&str; 14] = [
    "no text",
    "no provision",
    "no such",
    "pas de texte",
    "aucun texte",
    "sin texto",
    "ningún texto",
    "без текста",
    "текст отсутствует",
    "нет текста",
    "无案文",
    "没有案文",
    "لا نص",
    "بدون نص",
];

/// How an option begins.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Lead {
    name: String,
    /// Its place among options; the same as that of the one before it for `1bis`.
    number: u32,
    is_variant: bool,
    range: Range<usize>,
}

/// The options of a document, by where they begin.
pub fn options(document: &Document) -> Vec<OptionGroup> {
    let all = &document.paragraphs;
    let mut done: Vec<Vec<(usize, Lead)>> = Vec::new();
    let mut open: Vec<Vec<(usize, Lead)>> = Vec::new();
    for (at, p) in all.iter().enumerate() {
        if p.role == Role::Title || p.part.is_some() {
            done.append(&mut open);
        }
        let Some(lead) = lead(p.text()) else {
            continue;
        };
        if lead.number == 1 && !lead.is_variant {
            open.push(vec![(at, lead)]);
            continue;
        }
        let follows = |group: &Vec<(usize, Lead)>| {
            let Some((from, last)) = group.last() else {
                return false;
            };
            lead.number == last.number + u32::from(!lead.is_variant)
                && reaches(all, *from, last, at)
        };
        if let Some(place) = open.iter().rposition(follows) {
            done.extend(open.drain(place + 1..));
            if let Some(group) = open.last_mut() {
                group.push((at, lead));
            }
        }
    }
    done.append(&mut open);
    done.retain(|group| group.len() > 1);
    done.sort_by_key(|group| group.first().map(|(at, _)| *at));
    let mut groups: Vec<OptionGroup> = Vec::with_capacity(done.len());
    for group in done {
        let starts: Vec<usize> = group.iter().map(|(at, _)| *at).collect();
        let options = group
            .into_iter()
            .enumerate()
            .filter_map(|(nth, (from, lead))| {
                let p = all.get(from)?;
                let rest = words_of(p.text().get(lead.range.end..).unwrap_or_default());
                let alone = rest.is_empty();
                let to = match starts.get(nth + 1) {
                    Some(next) => next - 1,
                    None => last_of(all, from, alone),
                };
                Some(Opt {
                    name: lead.name,
                    from,
                    to,
                    lead: lead.range,
                    nothing: NOTHING.iter().any(|word| rest.starts_with(word)),
                    alone,
                })
            });
        let options: Vec<Opt> = options.collect();
        groups.push(OptionGroup { options });
    }
    groups
}

/// Whether an option may hold everything up to a paragraph: a paragraph with a number of its own is none of an option that
/// has its words beside its lead.
fn reaches(all: &[std::sync::Arc<Paragraph>], from: usize, lead: &Lead, to: usize) -> bool {
    let first = all.get(from).map(|p| p.text()).unwrap_or_default();
    let alone = words_of(first.get(lead.range.end..).unwrap_or_default()).is_empty();
    let mut between = all.get(from + 1..to).unwrap_or_default().iter();
    alone || between.all(|p| p.label.is_none() || p.role == Role::Item)
}

/// Words without signs around them, in lower case; only the beginning.
fn words_of(text: &str) -> String {
    let is_sign =
        |c: char| c.is_whitespace() || matches!(c, '[' | ']' | '［' | '］' | '*' | '(' | '.' | ';');
    let head: String = text.trim_matches(is_sign).chars().take(40).collect();
    head.to_lowercase()
}

/// The last paragraph of the last option of a group.
fn last_of(all: &[std::sync::Arc<Paragraph>], from: usize, alone: bool) -> usize {
    let depth = |p: &Paragraph| {
        if p.role == Role::Item {
            p.level.max(1)
        } else {
            0
        }
    };
    let own = all.get(from).map_or(0, |p| depth(p));
    let mut to = from;
    for (at, p) in all.iter().enumerate().skip(from + 1) {
        let is_frame = matches!(p.role, Role::Title | Role::Heading | Role::Closing);
        let belongs = if alone {
            true
        } else {
            p.role == Role::Item && depth(p) > own
        };
        if is_frame || p.part.is_some() || !belongs || lead(p.text()).is_some() {
            break;
        }
        to = at;
    }
    to
}

/// The beginning of a paragraph that says that it is an option.
fn lead(text: &str) -> Option<Lead> {
    let is_sign = |c: char| matches!(c, '*' | '[' | '［' | ' ' | '_');
    let rest = text.trim_start_matches(is_sign);
    let before = text.get(..text.len() - rest.len())?;
    let own_stars = before.rsplit(['[', '［']).next()?;
    let stars = own_stars.matches('*').count();
    let start = text.len() - rest.len() - own_stars.trim_start().len();
    let head: String = rest.chars().take(12).collect::<String>().to_lowercase();
    let word = WORDS.iter().find(|word| head.starts_with(**word))?;
    let chars = word.chars().count();
    let word_end: usize = rest.chars().take(chars).map(char::len_utf8).sum();
    let rest = rest.get(word_end..)?;
    let said = rest.trim_start_matches([' ', '\u{a0}']);
    let name: String = said.chars().take_while(|c| c.is_alphanumeric()).collect();
    let (number, is_variant) = number_of(&name)?;
    let mut at = text.len() - said.len() + name.len();
    at = skip(text, at, &[' ', '*']);
    if text.get(at..)?.starts_with('(') {
        at += text.get(at..)?.find(')')? + 1;
        at = skip(text, at, &[' ', '*']);
    }
    let sign = text.get(at..)?.chars().next();
    match sign {
        None => {}
        Some(c) if matches!(c, ':' | '：' | '.' | '。' | ')') => at += c.len_utf8(),
        Some(_) => return None,
    }
    // The stars that close the lead go with it, and no others: `**Option 1:** *Decides*`.
    let closed = text
        .get(start..at)?
        .matches('*')
        .count()
        .saturating_sub(stars);
    let mut left = stars.saturating_sub(closed);
    while left > 0 && text.get(at..)?.starts_with('*') {
        (at, left) = (at + 1, left - 1);
    }
    let end = skip(text, at, &[' ']);
    Some(Lead {
        name,
        number,
        is_variant,
        range: start..end,
    })
}

fn skip(text: &str, at: usize, signs: &[char]) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.len() - rest.trim_start_matches(signs).len()
}

/// Numbers of options that are no digits.
const HAN: &str = "一二三四五六七八九";
const ROMAN: [&str; 8] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"];

/// The place that a name gives, and whether it is a variant of the one before: `1bis`.
fn number_of(name: &str) -> Option<(u32, bool)> {
    let digits: String = name.chars().map_while(digit).collect();
    if let Ok(number) = digits.parse() {
        let more = name.chars().nth(digits.chars().count());
        return (digits.len() < 4).then_some((number, more.is_some()));
    }
    let mut chars = name.chars();
    let (first, more) = (chars.next()?, chars.next());
    if more.is_none() {
        if let Some(at) = HAN.chars().position(|c| c == first) {
            return Some((at as u32 + 1, false));
        }
        if first.is_ascii_uppercase() && first != 'I' && first != 'V' {
            return Some((u32::from(first) - u32::from('A') + 1, false));
        }
    }
    let at = ROMAN.iter().position(|roman| *roman == name)?;
    Some((at as u32 + 1, false))
}

/// A digit of any of the scripts in use, as an ASCII one.
fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '٠'..='٩' => char::from_digit(u32::from(c) - u32::from('٠'), 10),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Head, Id};

    fn document(rows: &[(Role, &str)]) -> Document {
        let mut document = Document::new(Head::new("en".parse().unwrap(), "T"));
        for (at, (role, text)) in rows.iter().enumerate() {
            let mut p = Paragraph::new(Id::from_random(at as u64), *role, text);
            p.level = u8::from(*role == Role::Item);
            document.paragraphs.push(std::sync::Arc::new(p));
        }
        document
    }

    /// `1@0-1 2@2-2!`: names, first and last paragraph; an option without text with `!`.
    fn shape(rows: &[(Role, &str)]) -> Vec<String> {
        let found = options(&document(rows));
        let show = |o: &Opt| {
            let end = if o.nothing { "!" } else { "" };
            format!("{}@{}-{}{end}", o.name, o.from, o.to)
        };
        let line = |g: &OptionGroup| g.options.iter().map(show).collect::<Vec<_>>().join(" ");
        found.iter().map(line).collect()
    }

    #[test]
    fn options_are_found_in_six_languages() {
        let p = Role::Paragraph;
        for (one, two) in [
            ("**Option 1:** *Decides* that;", "**Option 2:** No text."),
            ("Option 1 : Décide que;", "Option 2 : Pas de texte"),
            ("Opción 1: Decide que;", "Opción 2: Sin texto"),
            ("Вариант 1: постановляет;", "Вариант 2: без текста"),
            ("备选案文1：决定；", "备选案文2：无案文"),
            ("方案一：决定；", "方案二：[无案文]"),
            ("الخيار ١: تقرر؛", "الخيار ٢: لا نص"),
            ("*[Option A*: Decides]", "Option B (no text): [no text]"),
        ] {
            let found = shape(&[(p, "Before."), (p, one), (p, two), (p, "Behind.")]);
            let [group] = found.as_slice() else {
                panic!("{one}: {found:?}");
            };
            assert!(group.ends_with("@2-2!"), "{one}: {group}");
        }
    }

    #[test]
    fn an_option_holds_paragraphs() {
        let (p, item, heading) = (Role::Paragraph, Role::Item, Role::Heading);
        assert_eq!(
            shape(&[
                (p, "**Option 1** (paras 1-2):"),
                (p, "One."),
                (p, "Two."),
                (p, "**Option 2**"),
                (p, "Three."),
                (p, "Four."),
                (heading, "II. Next"),
                (p, "Option 1: five"),
                (item, "six"),
                (p, "Option 1bis: seven"),
                (p, "Option 2: eight"),
                (item, "nine"),
                (p, "ten"),
            ]),
            ["1@0-2 2@3-5", "1@7-8 1bis@9-9 2@10-11"]
        );
    }

    #[test]
    fn what_only_speaks_of_options_is_none() {
        let p = Role::Paragraph;
        let mut apart = document(&[(p, "Option 1: a"), (p, "b"), (p, "Option 2: c")]);
        let between = std::sync::Arc::make_mut(apart.paragraphs.get_mut(1).unwrap());
        between.label = crate::model::Label::new("5");
        assert!(options(&apart).is_empty());
        assert!(
            shape(&[
                (p, "Option 1 is better"),
                (p, "Options 2: no"),
                (p, "Option 3: x")
            ])
            .is_empty()
        );
    }

    #[test]
    fn the_lead_goes_with_its_stars_and_no_others() {
        for (text, rest) in [
            ("**Option 1:** *Decides* x", "*Decides* x"),
            ("**Option 1** : *[Requests* x]", "*[Requests* x]"),
            ("[Option 2: x]", "x]"),
            ("***Option 2:*** *Also* x", "*Also* x"),
            ("备选案文1：决定", "决定"),
        ] {
            let lead = lead(text).unwrap();
            assert_eq!(text.get(lead.range.end..), Some(rest), "{text}");
        }
    }
}
