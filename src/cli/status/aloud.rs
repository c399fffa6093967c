//! `status --aloud`: a sentence a line, the important words first, no columns: for a screen reader.

use super::rollups::{in_the_way, told};
use super::{By, reason};
use crate::cli::export::of_group;
use crate::cli::find;
use crate::cli::out::{Look, Out};
use crate::model::matrix::{SectionSum, Sums};
use crate::model::progress::Progress;
use crate::model::{Consensus, Workspace};

pub(super) fn say(out: &mut Out, workspace: &Workspace, consensus: &Consensus, by: By) {
    let mut line = |line: String| out.paragraph(Look::Plain, 0, &line);
    match by {
        By::Paragraph => {
            let Some(document) = workspace.original() else {
                return;
            };
            let all = consensus.paragraphs.iter().zip(&document.paragraphs);
            for (at, (standing, p)) in all.enumerate().filter(|(_, (s, _))| s.counted) {
                line(format!(
                    "Paragraph {}: {}, {}: {}.",
                    find::name_at(document, at),
                    standing.status.word().replace('_', " "),
                    standing.readiness.word(),
                    reason(workspace.header.rule, standing, p.brackets())
                ));
            }
        }
        By::Section => {
            for sum in SectionSum::all(workspace, consensus) {
                let why = in_the_way(&sum).replace(" · ", "; ");
                line(format!(
                    "Section {}: {} of {} agreed, {}{}.",
                    sum.section.name.trim_end_matches(['.', ':', ';']),
                    sum.counts.agreed(),
                    super::paragraphs(sum.counts.total()),
                    sum.readiness.word(),
                    if why.is_empty() {
                        String::new()
                    } else {
                        format!(": {why}")
                    }
                ));
            }
        }
        By::Delegation => {
            let all = consensus.delegations.iter();
            for (sum, delegation) in all.zip(&workspace.header.delegations) {
                let sums = Sums {
                    stances: sum.stances,
                    stale: sum.stale,
                    unheard: sum.unheard,
                };
                line(format!(
                    "{}, {}: {}.",
                    sum.code,
                    delegation.name,
                    told(&sums)
                ));
            }
        }
        By::Version => {
            for point in Progress::of(workspace, consensus).points {
                line(format!(
                    "{}: {} of {} agreed, {} left.",
                    point.version.as_deref().unwrap_or("Draft"),
                    point.agreed,
                    super::paragraphs(point.counted),
                    super::brackets(point.brackets)
                ));
            }
        }
        By::Group => {
            for group in &workspace.header.groups {
                let (together, mixed, sums) = of_group(workspace, consensus, group);
                line(format!(
                    "{}, {}: together on {}, mixed on {mixed}; its members: {}.",
                    group.code,
                    group.name,
                    super::paragraphs(together),
                    told(&sums)
                ));
            }
        }
    }
}
