//! What kinds of thing are numbered: paragraphs, articles, sections, in the words of six languages. Start at [`Class`].

/// What kinds of thing are numbered beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Preambular paragraphs.
    Preambular,
    /// Paragraphs, operative ones among them, and their items.
    Paragraph,
    /// Articles.
    Article,
    /// Sections.
    Section,
    /// Chapters.
    Chapter,
    /// Parts.
    Part,
    /// Annexes.
    Annex,
    /// Something else that has a name.
    Other,
}

/// Words for what is numbered, folded, in the six languages.
const CLASSES: [(Class, &[&str]); 6] = [
    (
        Class::Paragraph,
        &[
            "paragraph",
            "para",
            "par",
            "paragraphe",
            "alinea",
            "parrafo",
            "apartado",
            "пункт",
            "абзац",
            "الفقرة",
            "فقرة",
        ],
    ),
    (
        Class::Article,
        &[
            "article",
            "art",
            "articulo",
            "статья",
            "المادة",
            "مادة",
            "rule",
            "regle",
            "правило",
        ],
    ),
    (
        Class::Section,
        &["section", "seccion", "раздел", "القسم", "الفرع"],
    ),
    (
        Class::Chapter,
        &["chapter", "chapitre", "capitulo", "глава", "الفصل"],
    ),
    (
        Class::Part,
        &["part", "partie", "parte", "часть", "الجزء", "الباب"],
    ),
    (
        Class::Annex,
        &["annex", "annexe", "anexo", "приложение", "المرفق"],
    ),
];

impl Class {
    /// The class of a word, in any case and of any of the six languages.
    pub fn of(word: &str) -> Self {
        let folded = crate::text::fold(word);
        let known = CLASSES
            .iter()
            .find(|(_, words)| words.iter().any(|known| crate::text::fold(known) == folded));
        known.map_or(Self::Other, |(class, _)| *class)
    }

    /// The class of a Chinese unit.
    pub fn of_unit(unit: char) -> Self {
        match unit {
            '条' | '條' => Self::Article,
            '段' | '款' => Self::Paragraph,
            '节' | '節' => Self::Section,
            '章' => Self::Chapter,
            '部' => Self::Part,
            _ => Self::Other,
        }
    }
}
