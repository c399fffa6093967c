//! The label of a paragraph that comes in while labels are frozen: `5 bis` behind 5, and no other label changes. Start at
//! [`suggest`].

use super::{Numbering, form};
use crate::model::label::{Order, Parts, between};
use crate::model::{Document, Id, Label, Profile, Role};

/// The label of a new paragraph behind another, in the draft that it comes into. `None` where paragraphs of its kind
/// have none.
pub fn suggest(
    document: &Document,
    profile: Profile,
    behind: Option<Id>,
    role: Role,
    level: u8,
) -> Option<Label> {
    let at = behind.map_or(Some(0), |id| document.index_of(id).map(|at| at + 1))?;
    let numbering = Numbering::of(document, profile);
    let before = neighbour(document, (0..at).rev(), role, level, Look::Back);
    let after = neighbour(
        document,
        at..document.paragraphs.len(),
        role,
        level,
        Look::Ahead,
    );
    let row = |at: Option<usize>| numbering.entries.get(at?)?.row;
    // The next section may begin anew: then what follows is no neighbour.
    let after = after.filter(|_| before.is_none() || row(before) == row(after));
    let parts = |at: Option<usize>| numbering.entries.get(at?)?.parts.clone();
    let (low, high) = (parts(before), parts(after));
    if low.is_none() && high.is_none() {
        let first = role == Role::Item && before.is_none() && after.is_none();
        let usual = || form::usual(&document.head.language, role, level, profile);
        return (first && profile != Profile::Narrative)
            .then(usual)
            .and_then(|parts| Label::new(&parts.to_string()));
    }
    let row = row(before).or(row(after));
    // Behind the last comes the number behind the highest.
    let low = match (low, &high) {
        (Some(_), None) => highest(&numbering, row),
        (low, _) => low,
    };
    let new = between::behind(low.as_ref(), high.as_ref(), &|new| {
        is_taken(&numbering, row, new)
    });
    Label::new(&new?.to_string())
}

/// The label of a rival of a paragraph: `5 alt`. `None` when it has no number.
pub fn rival(document: &Document, profile: Profile, of: Id) -> Option<Label> {
    let numbering = Numbering::of(document, profile);
    let entry = numbering.entry(of)?;
    let is_taken = |new: &Parts| is_taken(&numbering, entry.row, new);
    let new = between::rival(entry.parts.as_ref()?, &is_taken)?;
    Label::new(&new.to_string())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Back,
    Ahead,
}

/// The nearest paragraph that a new one would be numbered with. A part is not left, nor are items their chapeau.
fn neighbour(
    document: &Document,
    places: impl Iterator<Item = usize>,
    role: Role,
    level: u8,
    look: Look,
) -> Option<usize> {
    let body = |role: Role| matches!(role, Role::Operative | Role::Paragraph);
    for at in places {
        let p = document.paragraphs.get(at)?;
        if look == Look::Ahead && p.part.is_some() {
            return None;
        }
        let like = p.role == role || body(p.role) && body(role);
        if like && (role != Role::Item || p.level.max(1) == level.max(1)) {
            return Some(at);
        }
        let above = role == Role::Item && (p.role != Role::Item || p.level < level);
        if above || look == Look::Back && p.part.is_some() {
            return None;
        }
    }
    None
}

/// Whether a label is that of a paragraph in a row.
fn is_taken(numbering: &Numbering, row: Option<usize>, new: &Parts) -> bool {
    let row = row.and_then(|row| numbering.rows.get(row));
    row.is_some_and(|row| {
        row.members.iter().any(|at| {
            let parts = numbering
                .entries
                .get(*at)
                .and_then(|entry| entry.parts.as_ref());
            parts.is_some_and(|parts| parts.is_same(new))
        })
    })
}

/// The highest label of a row.
fn highest(numbering: &Numbering, row: Option<usize>) -> Option<Parts> {
    let members = &numbering.rows.get(row?)?.members;
    let all = members
        .iter()
        .filter_map(|at| numbering.entries.get(*at)?.parts.clone());
    all.max_by_key(Order::of_parts)
}
