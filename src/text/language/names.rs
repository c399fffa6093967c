//! The six official languages by name, as notes in documents of the United Nations write them.

use super::super::fold::fold;
use super::Language;

/// Whole names, folded, in Latin script and Arabic (there without the article); in Chinese
/// without 文 and 语. Sources: the "Original:" notes of United Nations documents.
const NAMES: [(Language, &[&str]); 6] = [
    (
        Language::ARABIC,
        &["arabic", "arabe", "عربيه", "عربي", "阿拉伯"],
    ),
    (
        Language::CHINESE,
        &[
            "chinese",
            "chinois",
            "chinoise",
            "chino",
            "صينيه",
            "صيني",
            "中",
            "汉",
            "漢",
        ],
    ),
    (
        Language::ENGLISH,
        &[
            "english",
            "anglais",
            "anglaise",
            "ingles",
            "inglesa",
            "انكليزيه",
            "انجليزيه",
            "انكليزي",
            "انجليزي",
            "英",
        ],
    ),
    (
        Language::FRENCH,
        &[
            "french",
            "francais",
            "francaise",
            "frances",
            "francesa",
            "فرنسيه",
            "فرنسي",
            "法",
        ],
    ),
    (
        Language::RUSSIAN,
        &["russian", "russe", "ruso", "rusa", "روسيه", "روسي", "俄"],
    ),
    (
        Language::SPANISH,
        &[
            "spanish",
            "espagnol",
            "espagnole",
            "espanol",
            "espanola",
            "castellano",
            "اسبانيه",
            "اسباني",
            "西班牙",
        ],
    ),
];

/// Russian names, folded, without the ending of the case.
const STEMS: [(Language, &str); 6] = [
    (Language::ARABIC, "арабск"),
    (Language::CHINESE, "китаиск"),
    (Language::ENGLISH, "англииск"),
    (Language::FRENCH, "французск"),
    (Language::RUSSIAN, "русск"),
    (Language::SPANISH, "испанск"),
];

/// Words, folded, that may stand beside a name.
const BESIDE: &[&str] = &[
    "original",
    "原件",
    "原文",
    "language",
    "in",
    "the",
    "only",
    "langue",
    "la",
    "le",
    "l",
    "en",
    "seulement",
    "idioma",
    "lengua",
    "solamente",
    "unicamente",
    "язык",
    "языке",
    "языка",
    "на",
    "по",
    "только",
    "подлинныи",
    "текст",
    "оригинал",
    "اللغه",
    "باللغه",
    "الاصل",
    "اصل",
    "فقط",
];

/// The one language a note names.
pub(super) fn find(note: &str) -> Option<Language> {
    let folded = fold(note);
    let mut found = None;
    for word in folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        match named(word) {
            Some(language) if found.is_none_or(|before| before == language) => {
                found = Some(language);
            }
            None if BESIDE.contains(&word) => {}
            _ => return None,
        }
    }
    found
}

fn named(word: &str) -> Option<Language> {
    let arabic = word
        .strip_prefix("بال")
        .or_else(|| word.strip_prefix("ال"))
        .unwrap_or(word);
    let bare = chinese(arabic);
    let whole = NAMES
        .iter()
        .find(|(_, names)| names.contains(&bare))
        .map(|(found, _)| *found);
    whole.or_else(|| {
        let has_stem = |stem: &str| {
            word.strip_prefix(stem)
                .is_some_and(|ending| (1..=3).contains(&ending.chars().count()))
        };
        STEMS
            .iter()
            .find(|(_, stem)| has_stem(stem))
            .map(|(found, _)| *found)
    })
}

/// A Chinese name without what may surround it; a single character only when 文 or 语 follows.
fn chinese(word: &str) -> &str {
    let inner = ["原件", "原文"]
        .iter()
        .find_map(|lead| word.strip_prefix(lead))
        .unwrap_or(word);
    let inner = inner.strip_suffix("本").unwrap_or(inner);
    ["文", "语", "語"]
        .iter()
        .find_map(|end| inner.strip_suffix(end))
        .filter(|name| !name.is_empty())
        .unwrap_or(if word.is_ascii() || inner.chars().count() > 1 {
            inner
        } else {
            ""
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_names_in_six_languages() {
        let table: [(Language, [&str; 6]); 6] = [
            (
                Language::ARABIC,
                [
                    "Arabic",
                    "arabe",
                    "árabe",
                    "арабский",
                    "العربية",
                    "阿拉伯文",
                ],
            ),
            (
                Language::CHINESE,
                [
                    "Chinese",
                    "chinois",
                    "chino",
                    "китайский",
                    "الصينية",
                    "中文",
                ],
            ),
            (
                Language::ENGLISH,
                [
                    "English",
                    "anglais",
                    "inglés",
                    "английский",
                    "الإنكليزية",
                    "英文",
                ],
            ),
            (
                Language::FRENCH,
                [
                    "French",
                    "français",
                    "francés",
                    "французский",
                    "الفرنسية",
                    "法文",
                ],
            ),
            (
                Language::RUSSIAN,
                ["Russian", "russe", "ruso", "русский", "الروسية", "俄文"],
            ),
            (
                Language::SPANISH,
                [
                    "Spanish",
                    "espagnol",
                    "español",
                    "испанский",
                    "الإسبانية",
                    "西班牙文",
                ],
            ),
        ];
        for (language, names) in table {
            for name in names {
                assert_eq!(Language::from_name(name), Some(language), "{name}");
            }
        }
    }

    #[test]
    fn notes() {
        for (note, expected) in [
            ("[Original: English]", Some("en")),
            ("ORIGINAL : FRANÇAIS", Some("fr")),
            ("Original: español", Some("es")),
            ("Подлинный текст на русском языке", Some("ru")),
            ("[الأصل: بالروسية]", Some("ru")),
            ("باللغة العربية", Some("ar")),
            ("الانكليزية", Some("en")),
            ("[原件：俄文]", Some("ru")),
            ("原件俄文", Some("ru")),
            ("俄语", Some("ru")),
            ("英语", Some("en")),
            ("西班牙语", Some("es")),
            ("汉语", Some("zh")),
            ("English and French", None),
            ("English/French", None),
            ("Russian Federation", None),
            ("法国", None),
            ("中", None),
            ("文", None),
            ("Русь", None),
            ("Original", None),
            ("", None),
        ] {
            let found = Language::from_name(note).map(|found| found.to_string());
            assert_eq!(found.as_deref(), expected, "{note}");
        }
    }

    #[test]
    fn tables_are_folded() {
        let names = NAMES.iter().flat_map(|(_, names)| names.iter());
        for word in names
            .chain(STEMS.iter().map(|(_, stem)| stem))
            .chain(BESIDE)
        {
            assert_eq!(fold(word), **word);
        }
    }
}
