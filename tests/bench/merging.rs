//! Three-way merge against a known truth: documents in six languages, two sides that edit them independently, moves, and
//! planted conflicts. Nothing here compares with other programs; that needs them installed.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rapporteur::compare::{Dispute, Holders, MergeOptions, merge};
use rapporteur::model::{Document, Head, Id, Paragraph, Role};

use crate::generate::Dice;

/// What came out of all documents of one language.
#[derive(Debug, Default)]
pub(crate) struct Measured {
    /// Paragraphs without a planted conflict.
    pub(crate) paragraphs: usize,
    /// Of those, as both sides would have them.
    pub(crate) clean: usize,
    /// Of those, with a conflict that nobody planted.
    pub(crate) false_conflicts: usize,
    /// Of those, wrong with nothing said.
    pub(crate) silent: usize,
    /// Conflicts planted.
    pub(crate) planted: usize,
    /// Of those, said.
    pub(crate) found: usize,
    /// For all of it.
    pub(crate) time: Duration,
}

/// Words of each language, in the order of [`LANGUAGES`]; what stands between two of them.
const WORDS: [(&str, &[&str], &str); 6] = [
    (
        "en",
        &[
            "Parties",
            "shall",
            "consider",
            "the",
            "report",
            "on",
            "measures",
            "of",
            "verification",
            "and",
            "transparency",
            "in",
            "accordance",
            "with",
            "Article",
            "six",
            "taking",
            "into",
            "account",
            "national",
            "circumstances",
            "without",
            "prejudice",
            "to",
            "other",
            "commitments",
        ],
        " ",
    ),
    (
        "fr",
        &[
            "les",
            "Parties",
            "examinent",
            "le",
            "rapport",
            "sur",
            "mesures",
            "de",
            "vérification",
            "et",
            "transparence",
            "conformément",
            "à",
            "l’article",
            "compte",
            "tenu",
            "des",
            "circonstances",
            "nationales",
            "sans",
            "préjudice",
            "autres",
            "engagements",
            "pris",
        ],
        " ",
    ),
    (
        "es",
        &[
            "las",
            "Partes",
            "examinarán",
            "el",
            "informe",
            "sobre",
            "medidas",
            "de",
            "verificación",
            "y",
            "transparencia",
            "conforme",
            "al",
            "artículo",
            "teniendo",
            "en",
            "cuenta",
            "circunstancias",
            "nacionales",
            "sin",
            "perjuicio",
            "otros",
            "compromisos",
        ],
        " ",
    ),
    (
        "ru",
        &[
            "Стороны",
            "рассматривают",
            "доклад",
            "о",
            "мерах",
            "проверки",
            "и",
            "прозрачности",
            "в",
            "соответствии",
            "со",
            "статьёй",
            "принимая",
            "во",
            "внимание",
            "национальные",
            "условия",
            "без",
            "ущерба",
            "для",
            "других",
            "обязательств",
        ],
        " ",
    ),
    (
        "ar",
        &[
            "تنظر",
            "الأطراف",
            "في",
            "التقرير",
            "عن",
            "تدابير",
            "التحقق",
            "والشفافية",
            "وفقا",
            "للمادة",
            "مع",
            "مراعاة",
            "الظروف",
            "الوطنية",
            "دون",
            "المساس",
            "بالالتزامات",
            "الأخرى",
            "القائمة",
            "حاليا",
        ],
        " ",
    ),
    (
        "zh",
        &[
            "缔约方",
            "应当",
            "审议",
            "报告",
            "核查",
            "措施",
            "透明度",
            "按照",
            "条款",
            "规定",
            "考虑到",
            "国情",
            "不妨碍",
            "其他",
            "承诺",
            "会议",
            "期间",
            "提交",
            "秘书处",
            "执行",
            "决定",
            "附件",
        ],
        "",
    ),
];

/// The languages that are measured.
pub(crate) const LANGUAGES: [&str; 6] = ["en", "fr", "es", "ru", "ar", "zh"];

/// A paragraph of the base with what each side did to it.
struct Story {
    base: Vec<String>,
    ours: Vec<String>,
    theirs: Vec<String>,
    both: Vec<String>,
    conflict: bool,
}

/// Merges one document of so many paragraphs.
pub(crate) fn measure(language: &str, paragraphs: usize, seed: u64) -> Measured {
    let (_, words, between) = WORDS.iter().find(|(code, ..)| *code == language).unwrap();
    let mut dice = Dice::new(seed * 7919 + paragraphs as u64);
    let stories: Vec<Story> = (0..paragraphs)
        .map(|nth| story(nth, words, &mut dice))
        .collect();
    let document = |texts: Vec<String>| {
        let mut document = Document::new(Head::new(language.parse().unwrap(), "T"));
        for (nth, text) in texts.iter().enumerate() {
            let p = Paragraph::new(Id::from_random(nth as u64), Role::Paragraph, text);
            document.paragraphs.push(Arc::new(p));
        }
        document
    };
    // Ours moves some paragraphs; theirs may have edited them.
    let mut order: Vec<usize> = (0..paragraphs).collect();
    for _ in 0..paragraphs / 25 {
        let from = dice.below(order.len());
        let moved = order.remove(from);
        order.insert(dice.below(order.len() + 1), moved);
    }
    let text = |words: &Vec<String>| words.join(between);
    let base = document(stories.iter().map(|s| text(&s.base)).collect());
    let ours = document(order.iter().map(|at| text(&stories[*at].ours)).collect());
    let theirs = document(stories.iter().map(|s| text(&s.theirs)).collect());
    let began = Instant::now();
    let options = MergeOptions {
        // Texts have no ids that mean anything: paragraphs are found by their words.
        ids: false,
        names: Holders::default(),
    };
    let merged = merge(&base, &ours, &theirs, options);
    let mut measured = Measured {
        time: began.elapsed(),
        ..Measured::default()
    };
    let is_disputed = |place: usize| {
        let mut conflicts = merged.conflicts.iter();
        conflicts.any(|c| c.place == Some(place) && c.dispute != Dispute::Insertion)
    };
    let all = &merged.document.paragraphs;
    for story in order.iter().map(|at| &stories[*at]) {
        let expected = text(&story.both);
        let as_expected = all.iter().position(|p| p.text() == expected);
        // The words with which a paragraph begins are nobody's to change, see `story`.
        let lead = text(&story.base[..3].to_vec());
        let disputed = (0..all.len()).any(|at| all[at].text().contains(&lead) && is_disputed(at));
        if story.conflict {
            measured.planted += 1;
            measured.found += usize::from(disputed);
            continue;
        }
        measured.paragraphs += 1;
        match as_expected {
            Some(at) if !is_disputed(at) => measured.clean += 1,
            _ if disputed => measured.false_conflicts += 1,
            _ => measured.silent += 1,
        }
    }
    measured
}

fn story(nth: usize, words: &[&str], dice: &mut Dice) -> Story {
    let mut base: Vec<String> = (0..24 + dice.below(30))
        .map(|_| words[dice.below(words.len())].to_owned())
        .collect();
    // A number that stands nowhere else, so that the truth knows its paragraph.
    base[1] = format!("{}", 100_000 + nth);
    let mut story = Story {
        ours: base.clone(),
        theirs: base.clone(),
        both: base.clone(),
        base,
        conflict: false,
    };
    let (ours_edits, theirs_edits) = (dice.below(3) == 0, dice.below(3) == 0);
    let half = story.base.len() / 2;
    // Three words at least lie between an edit of one side and one of the other.
    let at_ours = 5 + dice.below(half - 8);
    let at_theirs = half + 2 + dice.below(story.base.len() - half - 5);
    if ours_edits && dice.below(12) == 0 {
        story.conflict = true;
        "AAAA".clone_into(&mut story.ours[at_ours]);
        "BBBB".clone_into(&mut story.theirs[at_ours]);
        return story;
    }
    // From behind, so that places stay what they are.
    if theirs_edits {
        let kind = dice.below(3);
        edit(&mut story.theirs, at_theirs, kind, "BBBB");
        edit(&mut story.both, at_theirs, kind, "BBBB");
    }
    if ours_edits {
        let kind = dice.below(3);
        edit(&mut story.ours, at_ours, kind, "AAAA");
        edit(&mut story.both, at_ours, kind, "AAAA");
    }
    story
}

fn edit(words: &mut Vec<String>, at: usize, kind: usize, new: &str) {
    match kind {
        0 => new.clone_into(&mut words[at]),
        1 => words.insert(at, new.to_owned()),
        _ => {
            words.remove(at);
        }
    }
}
