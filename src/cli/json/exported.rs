//! The JSON of `export`: the matrix and the positions. The status is that of `status`.

use serde::Serialize;

use super::{ShownPosition, ShownPrivate};
use crate::cli::export::{recorded, seen_by};
use crate::model::matrix::{cell_word, is_stale};
use crate::model::{Consensus, Label, PrivateNotes, Stance, Workspace};

/// `export`: what was written where; without a file, the text itself.
#[derive(Debug, Serialize)]
pub(crate) struct Exported<'a> {
    pub(crate) to: &'a str,
    pub(crate) what: &'a str,
    pub(crate) rows: usize,
    pub(crate) file: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) text: Option<&'a str>,
}

/// The matrix: the cells of a paragraph stand in the order of the delegations.
#[derive(Debug, Serialize)]
pub(crate) struct Matrix<'a> {
    title: &'a str,
    rule: &'a str,
    delegations: Vec<MatrixDelegation<'a>>,
    groups: Vec<MatrixGroup<'a>>,
    paragraphs: Vec<MatrixParagraph<'a>>,
}

#[derive(Debug, Serialize)]
struct MatrixDelegation<'a> {
    code: &'a str,
    name: &'a str,
    kind: &'a str,
}

#[derive(Debug, Serialize)]
struct MatrixGroup<'a> {
    code: &'a str,
    name: &'a str,
    binding: bool,
    members: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct MatrixParagraph<'a> {
    id: &'a str,
    label: Option<&'a str>,
    place: usize,
    status: &'a str,
    readiness: &'a str,
    cells: Vec<&'a str>,
    /// What delegations keep for themselves, of those that were asked for by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    private: Vec<ShownPrivate>,
}

impl<'a> Matrix<'a> {
    /// The paragraphs that count, by all delegations.
    pub(crate) fn of(
        workspace: &'a Workspace,
        consensus: &'a Consensus,
        private: &[PrivateNotes],
    ) -> Self {
        let header = &workspace.header;
        let kinds = crate::model::Kind::ALL;
        let paragraphs = workspace.original().map(|d| d.paragraphs.as_slice());
        let all = paragraphs
            .unwrap_or_default()
            .iter()
            .zip(&consensus.paragraphs);
        let counted = all.enumerate().filter(|(_, (_, s))| s.counted);
        Self {
            title: &header.title,
            rule: header.rule.word(),
            delegations: header
                .delegations
                .iter()
                .map(|d| MatrixDelegation {
                    code: d.code.as_str(),
                    name: &d.name,
                    kind: kinds
                        .iter()
                        .find(|(kind, _)| *kind == d.kind)
                        .map_or("member", |(_, word)| word),
                })
                .collect(),
            groups: header
                .groups
                .iter()
                .map(|g| MatrixGroup {
                    code: g.code.as_str(),
                    name: &g.name,
                    binding: g.binding,
                    members: g.members.iter().map(crate::model::Code::as_str).collect(),
                })
                .collect(),
            paragraphs: counted
                .map(|(at, (p, standing))| MatrixParagraph {
                    id: p.id.as_str(),
                    label: p.label.as_ref().map(Label::as_str),
                    place: at + 1,
                    status: standing.status.word(),
                    readiness: standing.readiness.word(),
                    cells: header
                        .delegations
                        .iter()
                        .map(|d| cell_word(workspace.standing(d.code, p).as_ref()))
                        .collect(),
                    private: private
                        .iter()
                        .filter_map(|notes| {
                            Some(ShownPrivate::of(notes.of, notes.notes.get(&p.id)?))
                        })
                        .collect(),
                })
                .collect(),
        }
    }

    /// How many paragraphs it has.
    pub(crate) fn len(&self) -> usize {
        self.paragraphs.len()
    }
}

/// The positions that are recorded.
#[derive(Debug, Serialize)]
pub(crate) struct PositionList<'a> {
    positions: Vec<ListedPosition<'a>>,
}

#[derive(Debug, Serialize)]
struct ListedPosition<'a> {
    id: &'a str,
    label: Option<&'a str>,
    place: usize,
    name: &'a str,
    proposal: Option<&'a str>,
    visibility: &'a str,
    #[serde(flatten)]
    position: ShownPosition<'a>,
}

impl<'a> PositionList<'a> {
    /// Delegations and groups in the order of the workspace, paragraphs in that of the text.
    pub(crate) fn of(workspace: &'a Workspace) -> Self {
        let positions = recorded(workspace).into_iter();
        let positions = positions.map(|(at, p, party, position)| ListedPosition {
            id: p.id.as_str(),
            label: p.label.as_ref().map(Label::as_str),
            place: at + 1,
            name: party.1,
            proposal: match &position.stance {
                Stance::Amend(Some(id)) => Some(id.as_str()),
                _ => None,
            },
            visibility: seen_by(position.visibility),
            position: ShownPosition::of(party.0, position, is_stale(workspace, position, p), None),
        });
        Self {
            positions: positions.collect(),
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.positions.len()
    }
}
