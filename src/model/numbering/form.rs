//! How a number is written in front of a paragraph: as the draft writes its neighbours, and where there are none as its
//! language does. Start at [`label`].
//!
//! Source: United Nations Editorial Manual, *Paragraphs and subparagraphs*: (a) → (i) → a. → i., in French and Spanish
//! a) → i); Russian, Chinese and Arabic as Security Council resolutions print them: `a)`, `(a)`, `(أ)` → `‘1’`.

use super::{Numbering, Value};
use crate::model::label::count::{Case, Count, Counting};
use crate::model::label::{Noun, Parts, Shape, Step};
use crate::model::{Document, Label, Profile, Role};
use crate::text::Language;

/// The label of the paragraph at a place once it has that number.
pub(super) fn label(
    numbering: &Numbering,
    document: &Document,
    place: usize,
    value: &Value,
    profile: Profile,
) -> Option<Label> {
    let entry = numbering.entries.get(place)?;
    let row = entry.row.and_then(|row| numbering.rows.get(row));
    let p = document.paragraphs.get(place)?;
    let of_row = row.into_iter().flat_map(|row| &row.members).find_map(|at| {
        let neighbour = numbering.entries.get(*at)?;
        neighbour.parts.clone()
    });
    let counting = row.filter(|_| of_row.is_some()).map(|row| row.counting);
    // Another row of the same kind shows how they are written here.
    let beside = || {
        let mut all = document.paragraphs.iter().zip(&numbering.entries);
        all.find_map(|(other, entry)| {
            let like = other.role == p.role && other.level == p.level;
            entry.parts.clone().filter(|_| like)
        })
    };
    let mut parts = entry
        .parts
        .clone()
        .or(of_row)
        .or_else(beside)
        .unwrap_or_else(|| usual(&document.head.language, p.role, p.level, profile));
    let outer = entry.above.and_then(|above| numbering.new_path(above));
    let (last, above) = parts.steps.split_last_mut()?;
    for (step, value) in above.iter_mut().zip(outer.unwrap_or_default()) {
        set(step, &value, None);
    }
    set(last, value, counting);
    Label::new(&parts.to_string())
}

/// Gives a step another number.
fn set(step: &mut Step, value: &Value, counting: Option<Counting>) {
    let fits = |count: &&Count| counting.is_none_or(|how| count.how.is_like(how));
    let own = step.readings.iter().find(fits).map(|count| count.how);
    let how = own.or(counting).unwrap_or(Counting::Digits('0'));
    let value_of = value.number;
    step.readings = vec![Count {
        value: value_of,
        how,
    }];
    step.additions.clone_from(&value.additions);
}

/// How a number is written in a language, at a depth, where nothing shows it: the first of its row.
pub(super) fn usual(language: &Language, role: Role, level: u8, profile: Profile) -> Parts {
    let parts = |noun, shape, how| Parts {
        noun,
        steps: vec![Step::new(shape, Count { value: 1, how }, Vec::new())],
    };
    let digits = Counting::Digits('0');
    if role == Role::Heading && profile == Profile::Treaty {
        let word = match language.primary() {
            "zh" => return parts(Noun::Unit('条'), Shape::Bare, Counting::Han),
            "ru" => "Статья",
            "es" => "Artículo",
            "ar" => "المادة",
            _ => "Article",
        };
        return parts(Noun::Word(word.into()), Shape::Bare, digits);
    }
    if role != Role::Item {
        return parts(Noun::None, Shape::Bare, digits);
    }
    let letters = Counting::Latin(Case::Small);
    let roman = Counting::Roman(Case::Small);
    let (first, second) = match language.primary() {
        "fr" | "es" | "ru" => ((Shape::Half, letters), (Shape::Half, roman)),
        "ar" => ((Shape::Round, Counting::Abjad), (Shape::Quoted, digits)),
        _ => ((Shape::Round, letters), (Shape::Round, roman)),
    };
    let (shape, how) = match level {
        0 | 1 => first,
        2 => second,
        3 => (Shape::Dot, letters),
        _ => (Shape::Dot, roman),
    };
    parts(Noun::None, shape, how)
}

impl Numbering {
    /// The first label of items at a depth in a language, where nothing shows another.
    pub fn usual_item(language: &Language, level: u8) -> String {
        usual(language, Role::Item, level, Profile::Resolution).to_string()
    }

    /// Whether the label of an item has the form that its language gives to items of that depth. Chinese items also count
    /// with (一), and bullets that are no numbers have no form.
    pub fn is_usual(&self, place: usize, language: &Language, level: u8) -> bool {
        let Some(entry) = self.entries.get(place) else {
            return true;
        };
        let row = entry.row.and_then(|row| self.rows.get(row));
        let usual = usual(language, Role::Item, level, Profile::Resolution);
        let (Some(row), Some(one), Some(own)) = (
            row,
            usual.last(),
            entry.parts.as_ref().and_then(Parts::last),
        ) else {
            return true;
        };
        let how = row.counting.is_like(one.count().how)
            || language.is_han() && row.counting == Counting::Han
            || language.primary() == "ru" && matches!(row.counting, Counting::Cyrillic(_));
        how && one.shape == own.shape
    }
}
