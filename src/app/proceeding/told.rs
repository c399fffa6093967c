//! Everything that the meeting did, in one report.

use crate::app::overlay::Line;
use crate::app::{App, Effect};
use crate::model::{Id, Proceeding, names, statement_line, with_reason};

impl App {
    /// Everything that the meeting did, in one report.
    pub(in crate::app) fn open_proceedings(&mut self) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let mut lines = Vec::new();
        for (sort, _) in crate::model::Sort::ALL {
            let mut all: Vec<_> = workspace
                .proceedings
                .iter()
                .filter(|one| one.sort() == sort)
                .collect();
            all.sort_by_key(|one| (one.at(), one.id()));
            if all.is_empty() {
                continue;
            }
            lines.push(Line::Strong(sort.word().to_owned()));
            for one in all {
                let at = one.at().map(crate::model::Moment::minute);
                let at = at.map(|at| format!("{at}  ")).unwrap_or_default();
                lines.push(Line::Plain(format!("{at}{}", self.proceeding_line(one))));
                lines.extend(more_of(one).into_iter().map(Line::Faint));
            }
        }
        if lines.is_empty() {
            let nothing = "Nothing but agreements so far. `g` leads to what a meeting can do.";
            lines.push(Line::Plain(nothing.to_owned()));
        }
        self.open_lines("What the meeting did", lines);
        Vec::new()
    }

    fn proceeding_line(&self, one: &Proceeding) -> String {
        let name = |id: Id| self.name_of(id);
        let scope = |id: Option<Id>| id.map_or_else(|| "the text".to_owned(), name);
        match one {
            Proceeding::Report(x) => {
                let from = x.from.as_deref().unwrap_or("a group");
                format!("{} back from {from}: {}", name(x.paragraph), x.text)
            }
            Proceeding::Placement(x) => {
                let settled = if x.settled.is_some() { ", settled" } else { "" };
                let line = format!(
                    "{} disputed by {}{settled}",
                    name(x.paragraph),
                    names(&x.by)
                );
                with_reason(line, x.reason.as_deref())
            }
            Proceeding::Deletion(x) => {
                let back = if x.restored.is_some() {
                    ", restored"
                } else {
                    ""
                };
                format!("{} {}{back}", name(x.paragraph), x.level.phrase())
            }
            Proceeding::Silence(x) => format!("{}: {}", scope(x.paragraph), self.silence_phrase(x)),
            Proceeding::Vote(x) => {
                let Some(workspace) = self.workspace() else {
                    return String::new();
                };
                let tally = x.tally(&workspace.header);
                let outcome = tally.outcome(x.majority).word();
                let by = x.majority.word().replace('_', " ");
                format!(
                    "{} {outcome} by {by}: {}",
                    scope(x.paragraph),
                    tally.phrase()
                )
            }
            Proceeding::Adoption(x) => {
                let line = format!("as {} by {}", x.version, x.how.word());
                match &x.annulled {
                    Some(annulled) => {
                        format!("{line}; annulled by {}: {}", annulled.by, annulled.reason)
                    }
                    None => line,
                }
            }
            Proceeding::Statement(x) => {
                let on: Vec<String> = x.paragraphs.iter().map(|id| name(*id)).collect();
                let on = if on.is_empty() {
                    "the text".to_owned()
                } else {
                    on.join(", ")
                };
                format!("on {on}: {}", statement_line(x))
            }
            Proceeding::Sponsor(x) => {
                let joined = if x.joined { ", joined" } else { "" };
                let gone = if x.withdrawn.is_some() {
                    ", withdrawn"
                } else {
                    ""
                };
                format!("{}{joined}{gone}", x.delegation)
            }
            Proceeding::Corrigendum(x) => format!(
                "{} to {} ({}): {}",
                x.number,
                name(x.paragraph),
                x.language,
                x.reason
            ),
        }
    }
}

/// What else is known of one: objections, the words of a corrigendum.
fn more_of(one: &Proceeding) -> Vec<String> {
    match one {
        Proceeding::Silence(x) => {
            let in_time = x.broken.iter().map(|o| (o, ""));
            let late = x.late.iter().map(|o| (o, ", late"));
            let mut lines: Vec<String> = in_time
                .chain(late)
                .map(|(o, late)| {
                    let (kind, at) = (o.kind.word(), o.at.minute());
                    format!("    {kind} of {}, {at}{late}: {}", o.by, o.text)
                })
                .collect();
            if let Some(cancelled) = &x.cancelled {
                lines.push(with_reason(
                    "    cancelled".to_owned(),
                    cancelled.reason.as_deref(),
                ));
            }
            lines
        }
        Proceeding::Corrigendum(x) => vec![
            format!("    for:  {}", x.before),
            format!("    read: {}", x.text),
        ],
        _ => Vec::new(),
    }
}
