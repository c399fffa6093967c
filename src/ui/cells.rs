//! What a cell of the matrix looks like: a glyph for the stance, and a mark behind it.
//!
//! `:` by the position of a group, `/` against the position of its group, `"` carried over an editorial change. A group or
//! a section has the glyph of what it mostly or at worst counts for, and a number: of members that broke ranks, of cells
//! that count for it.

use crate::app::{App, Line, Party};
use crate::model::matrix::{GroupStanding, STALE, worst};
use crate::model::{Paragraph, Workspace};

use super::Role;
use super::side;

/// A cell: its signs, how it is shown, and whether it is by the position of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sign {
    pub(super) signs: String,
    pub(super) role: Role,
    pub(super) via: bool,
}

/// Cells that a sign takes at most, so that one column does not run into the next.
const WIDEST: usize = 3;

/// What stands in the cell of a line and a party, by their places in the matrix.
pub(super) fn sign(app: &App, workspace: &Workspace, line: usize, party: usize) -> Option<Sign> {
    let state = app.consensus();
    match *state.lines.get(line)? {
        Line::Section(at) => {
            let sums = app.sums_of(at, party)?;
            let (word, count) = worst(&sums)?;
            let mut signs = glyph(word).to_owned();
            if count < sums.total() {
                signs.push_str(&short(count, WIDEST - 1));
            }
            Some(Sign {
                signs,
                role: role(word),
                via: false,
            })
        }
        Line::Paragraph(at) => {
            let p = workspace.original()?.paragraphs.get(at)?;
            match *state.parties.get(party)? {
                Party::Delegation(at) => {
                    let code = workspace.header.delegations.get(at)?.code;
                    Some(of_delegation(workspace, code, p))
                }
                Party::Group(at) => {
                    let group = workspace.header.groups.get(at)?;
                    let standing = GroupStanding::of(workspace, group, p)?;
                    let mut signs = glyph(standing.word).to_owned();
                    let mut word = standing.word;
                    if standing.is_mixed() {
                        signs.push('/');
                        signs.push_str(&short(standing.broke, 1));
                        // Who broke ranks may be who stands in the way.
                        word = worst(&standing.sums).map_or(word, |(word, _)| word);
                    }
                    Some(Sign {
                        signs,
                        role: role(word),
                        via: false,
                    })
                }
            }
        }
    }
}

fn of_delegation(workspace: &Workspace, code: crate::model::Code, p: &Paragraph) -> Sign {
    let standing = workspace.standing(code, p);
    let mut signs = side::glyph(standing.as_ref()).to_owned();
    let via = standing.as_ref().is_some_and(|s| s.via.is_some());
    if via {
        signs.push(':');
    } else if workspace.broke_ranks(code, p.id).is_some() {
        signs.push('/');
    }
    if standing
        .as_ref()
        .is_some_and(|s| s.position.carried.is_some())
    {
        signs.push('"');
    }
    Sign {
        role: side::role(standing.as_ref()),
        signs,
        via,
    }
}

/// A number in so many digits, or `+`.
fn short(count: usize, digits: usize) -> String {
    let number = count.to_string();
    if number.len() > digits {
        "+".to_owned()
    } else {
        number
    }
}

/// The glyph of what a cell counts for.
pub(super) fn glyph(word: &str) -> &'static str {
    match word {
        "agree" => "=",
        "agree_if" => "&",
        "flexible" => "o",
        "reserve" => "!",
        "amend" => "+",
        "oppose" => "x",
        "absent" => "-",
        STALE => "~",
        _ => ".",
    }
}

/// How it is shown.
pub(super) fn role(word: &str) -> Role {
    match word {
        "agree" => Role::Good,
        "agree_if" | "flexible" => Role::Near,
        "reserve" | STALE => Role::Attention,
        "amend" | "oppose" => Role::Danger,
        _ => Role::Muted,
    }
}

/// What the marks of a cell mean, in words: `via EU`, `broke ranks with EU`, `carried`.
pub(super) fn marks(workspace: &Workspace, code: crate::model::Code, p: &Paragraph) -> Vec<String> {
    let standing = workspace.standing(code, p);
    let via = standing.as_ref().and_then(|s| s.via);
    let mut marks: Vec<String> = Vec::new();
    marks.extend(via.map(|group| format!("via {group}")));
    marks.extend(
        workspace
            .broke_ranks(code, p.id)
            .map(|g| format!("broke ranks with {g}")),
    );
    let carried = standing.as_ref().and_then(|s| s.position.carried);
    marks.extend(carried.map(|on| format!("carried from {}", on.short())));
    if standing
        .as_ref()
        .is_some_and(|s| s.position.visibility != crate::model::Visibility::Room)
    {
        marks.push("for its group alone".to_owned());
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::matrix::cell_word;
    use crate::model::sketch::workspace;
    use crate::model::{Stance, UNHEARD};

    #[test]
    fn a_word_looks_as_a_stance_of_that_word() {
        for word in Stance::WORDS {
            let ws = workspace(&format!(
                "members KAZ\na paragraph | Words.\n@ KAZ {word} a"
            ));
            let p = &ws.original().unwrap().paragraphs[0];
            let standing = ws.standing("KAZ".parse().unwrap(), p);
            assert_eq!(glyph(word), side::glyph(standing.as_ref()), "{word}");
            assert_eq!(role(word), side::role(standing.as_ref()), "{word}");
            assert_eq!(cell_word(standing.as_ref()), word);
        }
        assert_eq!(glyph(UNHEARD), side::glyph(None));
        assert_eq!(role(UNHEARD), side::role(None));
    }

    #[test]
    fn a_number_never_runs_into_the_next_column() {
        assert_eq!(
            [short(7, 1), short(12, 1), short(12, 2), short(120, 2)],
            ["7", "+", "12", "+"]
        );
    }
}
