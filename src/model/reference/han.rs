//! Finding references in Chinese: 第6段, 第3至5段, 第5、6和8段, 第2段(a)分段, 第五条. Whose they are stands before them:
//! 上文第6段, 本决议第24段, but 第2183(2014)号决议第11段. Start at [`find`].

use super::scan::{additions, item};
use super::{Into, Item, Joint, Mark, Reference};
use crate::model::label::{Class, Shape, Step, count};

/// The references of a text.
pub(super) fn find(text: &str) -> Vec<Reference> {
    let mut found: Vec<Reference> = Vec::new();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find('第')) {
        let start = at + next;
        at = start + '第'.len_utf8();
        let Some((items, class, end)) = list(text, at) else {
            continue;
        };
        let before = text.get(..start).unwrap_or_default();
        let joined = found.last().is_some_and(|last| {
            let gap = text.get(last.range.end..start).unwrap_or_default();
            matches!(gap, "、" | "和" | "及" | "与" | "以及" | "，" | "或")
        });
        let into = match found.last() {
            Some(last) if joined => last.into,
            _ => whose(before),
        };
        let class = if before.ends_with("序言部分") || before.ends_with("序言") {
            Class::Preambular
        } else {
            class
        };
        found.push(Reference {
            range: start..end,
            class,
            items,
            into,
            is_near: false,
            goes_on: text.get(end..).is_some_and(|rest| rest.starts_with('之')),
        });
        at = end;
    }
    found
}

/// Numbers up to the unit, with a step below behind it; and where they end.
fn list(text: &str, from: usize) -> Option<(Vec<Item>, Class, usize)> {
    let mut items: Vec<Item> = Vec::new();
    let mut at = from;
    let mut joint = Joint::First;
    loop {
        let begin = super::scan::skip(text, at);
        let next = item(text, begin, false, Class::Paragraph, joint)
            .or_else(|| han_item(text, begin, joint))?;
        let mut end = next.range().end;
        items.push(next);
        let rest = text.get(end..)?.trim_start_matches([' ', ']']);
        end = text.len() - rest.len();
        if let Some((class, behind)) = unit(rest) {
            let mut last = text.len() - behind.len();
            // 第2段(a)分段, 第2段(a)项
            if let Some(below) = below(text, last, &mut items) {
                last = below;
            }
            return Some((items, class, last));
        }
        (joint, at) = joined(text, end)?;
    }
}

fn unit(rest: &str) -> Option<(Class, &str)> {
    let sign = rest.chars().next()?;
    let behind = rest.strip_prefix(sign)?;
    let class = match sign {
        '段' => Class::Paragraph,
        '条' | '條' | '章' | '节' | '節' => Class::of_unit(sign),
        _ => return None,
    };
    Some((class, behind))
}

fn joined(text: &str, at: usize) -> Option<(Joint, usize)> {
    let rest = text.get(at..)?;
    for (word, joint) in [
        ("、", Joint::And),
        ("，", Joint::And),
        ("以及", Joint::And),
        ("和", Joint::And),
        ("及", Joint::And),
        ("与", Joint::And),
        ("或", Joint::And),
        ("至", Joint::To),
        ("到", Joint::To),
        ("-", Joint::To),
        ("–", Joint::To),
        ("—", Joint::To),
        ("~", Joint::To),
    ] {
        if let Some(behind) = rest.strip_prefix(word) {
            let behind = behind.trim_start_matches(['[', ']', ' ']);
            // 第3至第5段, 第5、6和第8段
            let behind = behind.strip_prefix('第').unwrap_or(behind);
            // 第5、6、和7段
            let behind = behind.strip_prefix(['和', '及']).unwrap_or(behind);
            return Some((joint, text.len() - behind.len()));
        }
    }
    None
}

/// A number in Chinese signs.
fn han_item(text: &str, from: usize, joint: Joint) -> Option<Item> {
    let rest = text.get(from..)?;
    let is_sign = |c: &char| "一二三四五六七八九十百零".contains(*c);
    let len: usize = rest.chars().take_while(is_sign).map(char::len_utf8).sum();
    let readings = count::readings(rest.get(..len)?);
    if readings.is_empty() {
        return None;
    }
    let number = from..from + len;
    let (additions, gap) = additions(text.get(number.end..)?);
    let mark = Mark {
        range: from..number.end + gap,
        additions: number.end..number.end + gap,
        number,
        step: Step {
            shape: Shape::Bare,
            readings,
            additions,
        },
    };
    Some(Item {
        joint,
        marks: vec![mark],
    })
}

/// A step below, behind the unit: it belongs to the last number.
fn below(text: &str, at: usize, items: &mut [Item]) -> Option<usize> {
    let rest = text.get(at..)?;
    rest.starts_with(['(', '（']).then_some(())?;
    let near = item(text, at, true, Class::Paragraph, Joint::First)?;
    let end = near.range().end;
    let behind = text.get(end..)?;
    let unit = ["分段", "项", "款", "小段"]
        .iter()
        .find(|unit| behind.starts_with(**unit))?;
    items.last_mut()?.marks.extend(near.marks);
    Some(end + unit.len())
}

/// Words right before, which say that it is of this text.
const HERE: [&str; 12] = [
    "上文",
    "下文",
    "以上",
    "以下",
    "上述",
    "本决议",
    "本决定",
    "本文件",
    "本宣言",
    "本公约",
    "本条约",
    "本协定",
];
/// Words right before, which say that it is of another.
const OTHERS: [&str; 24] = [
    "号决议",
    "决议",
    "决定",
    "报告",
    "协定",
    "协议",
    "公约",
    "条约",
    "议定书",
    "宣言",
    "声明",
    "宪章",
    "规约",
    "附件",
    "盟约",
    "备忘录",
    "文件",
    "计划",
    "》",
    "信",
    "说明",
    "章程",
    "其中",
    "其",
];

/// Whose a reference behind these words is.
fn whose(before: &str) -> Into {
    let mut before = before.trim_end_matches(['*', '[', ' ', '，', ',', '的']);
    for part in ["序言部分", "执行部分", "序言"] {
        before = before.strip_suffix(part).unwrap_or(before);
    }
    // 秘书长报告(S/2024/12)第24段
    let mut cited = false;
    while let Some(inner) = before.strip_suffix([')', '）']) {
        let Some(open) = inner.rfind(['(', '（']) else {
            break;
        };
        before = inner.get(..open).unwrap_or_default().trim_end();
        cited = true;
    }
    if HERE.iter().any(|word| before.ends_with(word)) {
        return Into::Here;
    }
    let symbol = before
        .rsplit(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-')))
        .next()
        .is_some_and(|last| last.contains('/') && last.bytes().any(|b| b.is_ascii_digit()));
    let annex = before
        .trim_end_matches(['一', '二', '三', '四', '五', 'I', 'V', 'X'])
        .ends_with("附件");
    if cited || symbol || annex || OTHERS.iter().any(|word| before.ends_with(word)) {
        Into::Elsewhere
    } else {
        Into::Here
    }
}
