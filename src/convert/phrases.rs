//! Set phrases of United Nations documents in six languages: letters, annexes, formulas, signatures, mastheads.
//!
//! Source: the covers and annexes of documents that circulate letters of Member States (United Nations Editorial
//! Manual, *Mastheads and cover pages* and *Annexes*).

use std::sync::LazyLock;

use super::lead::{ends_sentence, ends_with_comma};
use super::marker::{self, han_number};
use crate::text::{Language, cells, fold, is_letter};

/// Phrases in the form in which they are looked for, made once.
type Folded = LazyLock<Vec<String>>;

fn folded(phrases: &[&str]) -> Vec<String> {
    phrases.iter().map(|phrase| fold(phrase)).collect()
}

/// What part of a document a line opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Opening {
    /// A letter or note verbale.
    Letter,
    /// An annex and its number, `II`.
    Annex(Option<String>),
}

/// The part that a line opens, if it is such a line.
pub(super) fn part_opening(text: &str) -> Option<Opening> {
    // Measured last: most paragraphs open nothing.
    let opening = annex(text)
        .map(Opening::Annex)
        .or_else(|| letter(text).then_some(Opening::Letter))?;
    (cells(text) <= 400 && !ends_sentence(text)).then_some(opening)
}

fn letter(text: &str) -> bool {
    static STARTS: Folded = LazyLock::new(|| {
        folded(&[
            "letter dated ",
            "identical letters dated ",
            "note verbale dated ",
            "lettre datee ",
            "lettres identiques ",
            "note verbale datee ",
            "carta de fecha ",
            "cartas identicas ",
            "nota verbal de fecha ",
            "идентичные письма ",
            "вербальная нота ",
            "رساله مورخه ",
            "رسالتان متطابقتان ",
            "مذكره شفويه مورخه ",
        ])
    });
    let chinese = ["的信", "的同文信", "的普通照会"]
        .iter()
        .any(|end| text.ends_with(end))
        && text.contains(['给', '致']);
    let russian = || begins(text, ["письмо "].into_iter()) && fold(text).contains(" на имя ");
    chinese || russian() || begins(text, STARTS.iter().map(String::as_str))
}

/// The number of an annex, if it has one, when the line opens an annex.
#[allow(clippy::option_option)] // Not an annex, an annex without a number, an annex with one.
fn annex(text: &str) -> Option<Option<String>> {
    static WORDS: Folded = LazyLock::new(|| {
        folded(&[
            "annex",
            "annexe",
            "anexo",
            "приложение",
            "المرفق",
            "مرفق",
            "appendix",
            "enclosure",
        ])
    });
    if text.contains('附')
        && let Some((before, number)) = text.rsplit_once("附件")
    {
        let opens = before.is_empty() || before.ends_with("的信的") || before.ends_with("照会的");
        let roman_numeral = han_number(number).map(roman);
        let plain = number.is_empty() || roman_numeral.is_some();
        if opens && plain {
            return Some(roman_numeral);
        }
        let (count, _) = number
            .trim_start()
            .split_once([' ', '：', ':', '\u{3000}'])?;
        return han_number(count)
            .filter(|_| before.is_empty())
            .map(|n| Some(roman(n)));
    }
    let mut words = text.split_whitespace();
    let first = fold(words.next()?.trim_end_matches([':', '.', ',']));
    let is_word = WORDS.contains(&first);
    if !is_word {
        return None;
    }
    let rest: Vec<&str> = words.collect();
    let Some(second) = rest.first() else {
        return Some(None);
    };
    if let Some(label) = annex_number(second.trim_end_matches(['.', ':', ',', '—', '–'])) {
        let third = rest.get(1);
        let prose =
            third.is_some_and(|word| word.starts_with(char::is_lowercase) && !is_connector(word));
        return (!prose && !ends_with_comma(text)).then_some(Some(label));
    }
    is_connector(second).then_some(None)
}

/// Words between the number of an annex and the letter it belongs to.
fn is_connector(word: &str) -> bool {
    static WORDS: Folded = LazyLock::new(|| {
        folded(&[
            "to",
            "a",
            "à",
            "au",
            "aux",
            "de",
            "del",
            "к",
            "ко",
            "من",
            "للرسالة",
            "الى",
            "بالرسالة",
            "of",
            "al",
            "للرسالتين",
        ])
    });
    WORDS.contains(&fold(word))
}

fn annex_number(word: &str) -> Option<String> {
    const ARABIC: [&str; 10] = [
        "الاول",
        "الثاني",
        "الثالث",
        "الرابع",
        "الخامس",
        "السادس",
        "السابع",
        "الثامن",
        "التاسع",
        "العاشر",
    ];
    let folded = fold(word);
    if let Some(at) = ARABIC.iter().position(|other| fold(other) == folded) {
        return Some(roman(at as u32 + 1));
    }
    let numeral = |chars: &str| !word.is_empty() && word.chars().all(|c| chars.contains(c));
    let letter = word.len() == 1 && word.chars().all(|c| c.is_ascii_uppercase());
    (letter || numeral("IVXL") || numeral("0123456789")).then(|| word.to_owned())
}

/// A number up to 399 in Roman numerals.
fn roman(mut number: u32) -> String {
    let mut out = String::new();
    for (value, letters) in [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ] {
        while number >= value {
            out.push_str(letters);
            number -= value;
        }
    }
    out
}

/// The language of the original that a note in brackets or a masthead line names.
pub(super) fn original(text: &str) -> Option<Language> {
    let bracketed = text.starts_with('[') && text.ends_with(']');
    let colon = || text.contains(':') || text.contains('：');
    ((bracketed || colon()) && cells(text) <= 80)
        .then(|| Language::from_name(text))
        .flatten()
}

/// An enacting formula, or the words with which a treaty begins to provide.
pub(super) fn is_formula(text: &str) -> bool {
    static ORGANS: Folded = LazyLock::new(|| {
        folded(&[
            "assembly",
            "council",
            "conference",
            "committee",
            "parties",
            "commission",
            "meeting",
            "board",
            "congress",
            "governments",
            "assemblee",
            "conseil",
            "comite",
            "commission",
            "reunion",
            "etats",
            "asamblea",
            "consejo",
            "conferencia",
            "comision",
            "estados",
            "ассамблея",
            "совет",
            "конференция",
            "комитет",
            "комиссия",
            "совещание",
            "государства",
            "الجمعيه",
            "مجلس",
            "المجلس",
            "الموتمر",
            "موتمر",
            "اللجنه",
            "الدول",
            "大会",
            "理事会",
            "会议",
            "缔约",
            "委员会",
            "安理会",
            "各国",
            "peoples",
            "states",
        ])
    });
    const ARTICLES: [&str; 10] = [
        "the", "el", "la", "le", "l", "les", "los", "ان", "we", "las",
    ];
    static PROVIDES: Folded = LazyLock::new(|| {
        folded(&[
            "have agreed",
            "hereby agree",
            "sont convenu",
            "han convenido",
            "согласились о",
            "اتفقت على",
            "议定如下",
        ])
    });
    // Counted before it is measured and folded: most paragraphs are far too long.
    if text.chars().nth(240).is_some() || text.chars().filter(|c| is_letter(*c)).nth(120).is_some()
    {
        return false;
    }
    let bare = text.replace('*', "");
    let bare = bare.trim();
    let wide = cells(bare);
    if wide > 120 {
        return false;
    }
    // What is numbered is a paragraph of the text, whatever mark it ends in: “1. Parties shall act,”.
    if marker::behind_brackets(bare).is_some_and(|(_, found)| found.label.is_some()) {
        return false;
    }
    if wide > 100 && !ends_with_comma(bare) {
        return false;
    }
    let folded = fold(bare);
    if wide <= 100 && PROVIDES.iter().any(|start| folded.contains(start)) {
        return true;
    }
    if !ends_with_comma(bare) {
        return false;
    }
    let inner = folded.trim_end_matches([',', '،', '，', ' ']);
    let words: Vec<&str> = inner.split(|c: char| !c.is_alphanumeric()).collect();
    let has_organ = ORGANS.iter().any(|organ| {
        if organ.chars().all(crate::text::is_han) {
            inner.ends_with(organ)
        } else {
            words.contains(&organ.as_str())
        }
    });
    let first = words.first().copied().unwrap_or("");
    let spaced = first.chars().all(|c| c.is_ascii_alphabetic());
    has_organ && (!spaced || ARTICLES.contains(&first))
}

/// Whether a text begins with one of some folded words, none longer than 40 characters.
fn begins<'a>(text: &str, mut starts: impl Iterator<Item = &'a str> + Clone) -> bool {
    let first = |many: usize| {
        let end = text.char_indices().nth(many);
        fold(end.map_or(text, |(at, _)| text.get(..at).unwrap_or(text)))
    };
    // The first letters tell almost always.
    let few = first(3);
    let may = |start: &str| start.starts_with(&*few) || few.starts_with(start);
    starts.clone().any(may) && {
        let beginning = first(40);
        starts.any(|start| beginning.starts_with(start))
    }
}

/// A signature, or the closing words of a treaty.
pub(super) fn is_closing(text: &str) -> bool {
    static SIGNED: Folded = LazyLock::new(|| {
        folded(&[
            "(signed)",
            "(签名)",
            "(signe)",
            "(firmado)",
            "(подпись)",
            "(توقيع)",
            "(签字)",
        ])
    });
    static STARTS: Folded = LazyLock::new(|| {
        folded(&[
            "done at ",
            "done in ",
            "fait a ",
            "hecho en ",
            "совершено в ",
            "حرر في ",
            "حررت في ",
            "订于",
        ])
    });
    if text.contains('(') && cells(text) <= 240 {
        let folded = fold(text);
        if SIGNED.iter().any(|mark| folded.contains(mark)) {
            return true;
        }
    }
    begins(text, STARTS.iter().map(String::as_str)) && cells(text) <= 400
}

/// A line of the masthead: session, agenda item, distribution.
pub(super) fn is_masthead(text: &str) -> bool {
    static WORDS: Folded = LazyLock::new(|| {
        folded(&[
            "agenda item",
            "distr.",
            "point de l'ordre",
            "de l'ordre du jour",
            "tema del programa",
            " del programa",
            "повестки дня",
            "جدول الاعمال",
            "议程项目",
            "-first session",
            "-second session",
            "-third session",
            " session",
            "届会议",
            " сессия",
            "الدوره",
            "periodo de sesiones",
            "general assembly",
            "security council",
            "original:",
        ])
    });
    let folded = fold(text);
    let symbol = text.contains('/')
        && !text.contains(' ')
        && text.chars().any(|c| c.is_ascii_digit())
        && text.starts_with(|c: char| c.is_ascii_uppercase());
    let short = cells(text) <= 80 && !ends_sentence(text) && !ends_with_comma(text);
    short && (symbol || WORDS.iter().any(|word| folded.contains(word)))
}

/// A line that only says a day, perhaps with a place: it is no title.
pub(super) fn is_date(text: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "januar",
        "februar",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let folded = fold(text);
    let has_year = folded
        .split(|c: char| !c.is_ascii_digit())
        .any(|run| run.len() == 4 && (run.starts_with("19") || run.starts_with("20")));
    let english = MONTHS.iter().any(|month| folded.contains(month));
    let chinese = text.contains('月') && text.contains('日');
    let comma = text.contains([',', '，', '،']);
    let words = folded.split_whitespace().count();
    has_year && cells(text) <= 60 && words <= 8 && (chinese || english || comma)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_open_in_six_languages() {
        let annex = |label: &str| {
            Some(Opening::Annex(
                (!label.is_empty()).then(|| label.to_owned()),
            ))
        };
        for (text, expected) in [
            (
                "2011 年 5 月 3 日挪威常驻联合国代表给秘书长的信",
                Some(Opening::Letter),
            ),
            (
                "2011 年 5 月 3 日挪威常驻联合国代表给秘书长的信的附件二",
                annex("II"),
            ),
            ("附件一", annex("I")),
            ("附件", annex("")),
            ("Annex I", annex("I")),
            ("Annex", annex("")),
            ("Annex II to the letter dated 3 May 2011", annex("II")),
            ("Annexe à la lettre datée du 3 mai 2011", annex("")),
            ("Anexo III", annex("III")),
            ("Приложение I", annex("I")),
            ("المرفق الأول", annex("I")),
            (
                "Letter dated 3 May 2011 from the Permanent Representative addressed to the Secretary-General",
                Some(Opening::Letter),
            ),
            ("Lettre datée du 3 mai 2011", Some(Opening::Letter)),
            ("Carta de fecha 3 de mayo de 2011", Some(Opening::Letter)),
            (
                "Письмо Постоянного представителя от 3 мая 2011 года на имя Генерального секретаря",
                Some(Opening::Letter),
            ),
            ("رسالة مؤرخة 3 أيار/مايو 2011", Some(Opening::Letter)),
            ("Annex I contains the list", None),
            ("Annex I.", None),
            ("见附件一和二", None),
            ("Annexes are attached", None),
        ] {
            assert_eq!(part_opening(text), expected, "{text}");
        }
    }

    #[test]
    fn formulas_closings_and_mastheads() {
        for text in [
            "The General Assembly,",
            "*The Conference of the Parties*,",
            "L’Assemblée générale,",
            "El Consejo de Seguridad,",
            "Генеральная Ассамблея,",
            "إن الجمعية العامة،",
            "大会，",
            "安全理事会，",
            "Have agreed as follows:",
        ] {
            assert!(is_formula(text), "{text}");
        }
        for text in [
            "Recalling the conference,",
            "The dog,",
            "The General Assembly",
            "与会者强调，",
            "1. Parties shall act,",
            "[2. States have agreed as follows,",
            "5 bis. Les Parties agissent,",
            "3) Las Partes en la reunión,",
            "4. Государства действуют,",
            "14 - تجتمع الدول الأطراف،",
            "（三）召开会议，",
        ] {
            assert!(!is_formula(text), "{text}");
        }
        assert!(
            is_closing("(Signed) A. Name")
                && is_closing("名字(签名)")
                && is_closing("Done at Oslo, 3 May 2011.")
        );
        assert!(is_masthead("议程项目 95") && is_masthead("A/64/851") && !is_masthead("最后文件"));
        assert_eq!(original("[Оригинал: русский]"), Some(Language::RUSSIAN));
        assert_eq!(original("[Original : russe]"), Some(Language::RUSSIAN));
        assert!(is_date("2010 年 6 月 24 日，阿什哈巴德") && is_date("Oslo, 3 May 2011"));
    }
}
