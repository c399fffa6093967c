//! What the meeting did about a paragraph, in lines for people: what stands first, then its history, the last first.
//!
//! Start at [`Workspace::told_of`].

use super::{
    Agreement, Level, Moment, Paragraph, Silence, SilenceState, Statement, Workspace, names,
};

/// How much a line weighs beside a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gravity {
    /// It stands.
    Stands,
    /// Somebody has to look at it.
    Open,
    /// It is history.
    Past,
}

impl Workspace {
    /// What the meeting did about a paragraph: what stands first, then its history, the last first.
    pub fn told_of(&self, p: &Paragraph, now: Moment) -> Vec<(String, Gravity)> {
        let workspace = self;
        let mut lines = Vec::new();
        if let Some(adoption) = workspace.adoption() {
            let line = format!("Adopted as {} by {}", adoption.version, adoption.how.word());
            lines.push((line, Gravity::Stands));
        }
        if let Some(placement) = workspace.proceedings.disputed(p.id) {
            let by = names(&placement.by);
            let line = with_reason(
                format!("Placement disputed by {by}"),
                placement.reason.as_deref(),
            );
            lines.push((line, Gravity::Open));
        }
        for silence in workspace.proceedings.silences().into_iter().rev() {
            if silence.paragraph != Some(p.id) {
                continue;
            }
            let gravity = match silence.state(workspace.words_under(silence.paragraph), now) {
                SilenceState::Proposed | SilenceState::Running | SilenceState::Elapsed => {
                    Gravity::Open
                }
                _ => Gravity::Past,
            };
            lines.push((
                format!("Silence {}", workspace.silence_phrase(silence, now)),
                gravity,
            ));
        }
        lines.extend(standing(workspace, p));
        for vote in workspace.proceedings.votes().into_iter().rev() {
            if vote.paragraph == Some(p.id) {
                let tally = vote.tally(&workspace.header);
                let outcome = tally.outcome(vote.majority);
                let line = format!("Separate vote {}: {}", outcome.word(), tally.phrase());
                lines.push((line, Gravity::Past));
            }
        }
        for statement in workspace.proceedings.statements().into_iter().rev() {
            if statement.paragraphs.contains(&p.id) {
                lines.push((statement_line(statement), Gravity::Past));
            }
        }
        for report in workspace.proceedings.reports().into_iter().rev() {
            if report.paragraph == p.id {
                let from = report.from.as_deref().unwrap_or("a group");
                lines.push((format!("Report of {from}: {}", report.text), Gravity::Past));
            }
        }
        for corrigendum in workspace.proceedings.corrigenda().into_iter().rev() {
            if corrigendum.paragraph == p.id {
                let line = format!(
                    "Corrigendum {} ({}): {}",
                    corrigendum.number, corrigendum.language, corrigendum.reason
                );
                lines.push((line, Gravity::Past));
            }
        }
        lines
    }

    /// `running until 2010-06-24 18:00, 3 h 12 min left`, in the offset in which the end was announced.
    pub fn silence_phrase(&self, silence: &Silence, now: Moment) -> String {
        let state = silence.state(self.words_under(silence.paragraph), now);
        let until = format!("{} until {}", state.word(), silence.expires.minute());
        match state {
            SilenceState::Running => {
                format!("{until}, {} left", span(silence.minutes_left(now)))
            }
            SilenceState::Elapsed => format!("{until}, the chair to confirm"),
            SilenceState::Broken => {
                let by = silence.broken.first().map(|o| o.by.to_string());
                format!("broken by {}", by.unwrap_or_default())
            }
            _ => until,
        }
    }
}

/// A stretch of minutes: `2 d 3 h`, `3 h 12 min`, `12 min`.
pub fn span(minutes: u64) -> String {
    let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    match (days, hours) {
        (0, 0) => format!("{rest} min"),
        (0, _) => format!("{hours} h {rest} min"),
        _ => format!("{days} d {hours} h"),
    }
}

/// `reservation of IRN: …`
pub fn statement_line(statement: &Statement) -> String {
    let gone = if statement.withdrawn.is_some() {
        ", withdrawn"
    } else {
        ""
    };
    let by = names(&statement.by);
    format!(
        "{} of {by}{gone}: {}",
        statement.kind.phrase(),
        statement.text
    )
}

/// A line with why, if that was said.
pub fn with_reason(line: String, reason: Option<&str>) -> String {
    match reason {
        Some(reason) if !reason.is_empty() => format!("{line}: {reason}"),
        _ => line,
    }
}

/// The agreements on a paragraph, and its parking: what stands, then what came before, the last first.
fn standing(workspace: &Workspace, p: &Paragraph) -> Vec<(String, Gravity)> {
    let mut lines = Vec::new();
    if let Some(parking) = workspace.parked.get(&p.id) {
        let with = parking.with.as_deref().unwrap_or("nobody named");
        let line = with_reason(format!("Parked with {with}"), parking.reason.as_deref());
        lines.push((line, Gravity::Open));
    }
    let all = workspace.agreements.get(&p.id);
    let all = all.map(Vec::as_slice).unwrap_or_default();
    for (nth, agreement) in all.iter().rev().enumerate() {
        // The last one, though it was reopened, says why the paragraph is as it is.
        let standing = nth == 0;
        let gravity = if standing {
            Gravity::Stands
        } else {
            Gravity::Past
        };
        lines.push((agreement_line(workspace, agreement, p, nth == 0), gravity));
    }
    lines
}

/// `Agreed in informals, pending IRN`; earlier ones say when.
fn agreement_line(
    workspace: &Workspace,
    agreement: &Agreement,
    p: &Paragraph,
    last: bool,
) -> String {
    if let Some(reopened) = &agreement.reopened {
        let was = agreement.level.phrase();
        return if last {
            format!("Reopened by {}: {}", reopened.by, reopened.reason)
        } else {
            format!(
                "Was agreed {was}, reopened by {}: {}",
                reopened.by, reopened.reason
            )
        };
    }
    let mut line = match (agreement.level, last) {
        (Level::Adopted, true) => "Adopted".to_owned(),
        (level, true) => format!("Agreed {}", level.phrase()),
        (level, false) => format!("Before: agreed {}", level.phrase()),
    };
    let stale = workspace
        .footing(p.id)
        .is_some_and(|now| agreement.is_stale(now));
    if last && stale {
        line.push_str(", on other words");
    }
    if agreement.bracketed {
        line.push_str(", with its brackets");
    }
    if !agreement.except.is_empty() {
        let codes: Vec<&str> = agreement.except.iter().map(super::Code::as_str).collect();
        line.push_str(", pending ");
        line.push_str(&codes.join(" "));
    }
    for lifted in &agreement.lifted {
        line.push_str(&format_args!("; {} lifted", lifted.by).to_string());
    }
    if !last && let Some(at) = agreement.at {
        line.push_str(&format_args!(", {}", at.minute()).to_string());
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sketch::workspace;

    #[test]
    fn a_stretch_of_minutes_is_said_as_people_say_it() {
        for (minutes, said) in [
            (0, "0 min"),
            (59, "59 min"),
            (60, "1 h 0 min"),
            (1439, "23 h 59 min"),
            (4320, "3 d 0 h"),
        ] {
            assert_eq!(span(minutes), said);
        }
    }

    #[test]
    fn what_stands_comes_first_and_its_history_is_kept() {
        let ws = workspace(
            "members IRN KAZ\na operative 1 | A.\n= a ad_ref\n= a informals except IRN KAZ",
        );
        let p = ws.original().unwrap().paragraphs[0].clone();
        let lines = ws.told_of(&p, Moment::new(0, 0));
        let said: Vec<&str> = lines.iter().map(|(line, _)| line.as_str()).collect();
        assert_eq!(
            said,
            [
                "Agreed in informals, pending IRN KAZ",
                "Before: agreed ad ref"
            ]
        );
        assert_eq!(lines[0].1, Gravity::Stands);
        assert_eq!(lines[1].1, Gravity::Past);
    }
}
