//! What a new paragraph that is proposed will be.

use crate::model::{Document, Id, Label, Paragraph, Profile, Role, Wanted, numbering};

/// A new paragraph behind another one: what that one is, if it stands in the body of the text, and with the label that leaves
/// all others as they are, unless one is given. `id` is the one that it will have.
pub fn new_behind(
    document: &Document,
    profile: Profile,
    like: &Paragraph,
    id: Id,
    label: Option<Label>,
    text: &str,
) -> Wanted {
    let role = if like.role.is_body() {
        like.role
    } else {
        profile.body_role()
    };
    let level = if role == Role::Item { like.level } else { 0 };
    let label = label.or_else(|| numbering::suggest(document, profile, Some(like.id), role, level));
    Wanted::New {
        paragraph: id,
        role,
        level,
        label,
        text: text.into(),
    }
}
