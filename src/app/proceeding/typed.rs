//! What a line that was typed for an act of the meeting does.

use std::collections::BTreeMap;

use super::{SilenceRow, Typing};
use crate::app::sentence::sentence;
use crate::app::{App, Effect};
use crate::edit::{Act, Change};
use crate::model::{
    Ballot, Breaking, Code, Done, Id, Kind, Level, Majority, Moment, Objection, Parking, Placement,
    Reopening, Report, RollCall, Silence, SilenceStep, Statement, VersionLabel, Workspace,
};
use crate::text::clean_paragraph;

impl App {
    /// Does what the line is for, or says what is wrong with it.
    pub(in crate::app) fn typed_in_meeting(
        &mut self,
        what: Typing,
        line: &str,
    ) -> Result<Vec<Effect>, String> {
        let line = clean_paragraph(line);
        let act = match what {
            Typing::Report(paragraph) if line.is_empty() => {
                let parking: Option<Parking> = None;
                return self.try_making(Change::Park { paragraph, parking });
            }
            Typing::Report(paragraph) => Act::Report(Report {
                id: self.new_id(),
                paragraph,
                from: None,
                parked: None,
                text: line.into(),
                at: Some(self.now),
                by: Some(self.actor.name.clone()),
                meeting: self.meeting(),
            }),
            Typing::Dispute(paragraph, code) => Act::Dispute(Placement {
                id: self.new_id(),
                paragraph,
                by: vec![code],
                reason: (!line.is_empty()).then(|| line.into()),
                at: Some(self.now),
                settled: None,
            }),
            Typing::Until(paragraph) => Act::Propose(self.new_silence(paragraph, moment(&line)?)?),
            Typing::Extend(silence) => {
                let step = SilenceStep::Extend(moment(&line)?);
                self.step_of(silence, step, None)
            }
            Typing::Cancel(silence) => {
                let step = SilenceStep::Cancel(line.into());
                self.step_of(silence, step, None)
            }
            Typing::Objection(row, by) => {
                let SilenceRow::Break(silence, kind) = row else {
                    return Ok(Vec::new());
                };
                self.objection(silence, kind, by, &line)
            }
            Typing::Confirm(silence) => {
                let version = Some(label(&line)?);
                self.step_of(silence, SilenceStep::Confirm, version)
            }
            Typing::Ballots(paragraph) => Act::Vote(self.roll_call(paragraph, &line)?),
            Typing::Adopt(vote) => {
                let version = label(&line)?;
                let on = self.workspace().and_then(|w| w.words_under(None));
                Act::Adopt {
                    adoption: self.new_id(),
                    on: on.ok_or("There is no draft in the original language.")?,
                    vote,
                    version,
                }
            }
            Typing::Annul(by) => Act::Annul(Reopening {
                by,
                at: Some(self.now),
                reason: line.into(),
            }),
            Typing::Statement(paragraph, by, kind) => Act::State(Statement {
                id: self.new_id(),
                kind,
                by: vec![by],
                paragraphs: paragraph.into_iter().collect(),
                text: line.into(),
                at: Some(self.now),
                meeting: self.meeting(),
                withdrawn: None,
            }),
            Typing::Words(..) if line.is_empty() => {
                return Err("Give the words as they shall read.".to_owned());
            }
            Typing::Words(language, paragraph) => {
                let title = format!("Why is {} corrected?", self.name_of(paragraph));
                let what = Typing::Reason(language, paragraph, line);
                self.type_in_meeting(title, "A corrigendum takes a reason.", "", what);
                return Ok(Vec::new());
            }
            Typing::Reason(language, paragraph, text) => {
                let words = self
                    .workspace()
                    .and_then(|w| w.draft(&language)?.get(paragraph));
                let base = words.map(|p| p.digest());
                Act::Correct {
                    corrigendum: self.new_id(),
                    paragraph,
                    language,
                    text,
                    base: base.ok_or("The paragraph is not in this language.")?,
                    reason: line.into(),
                }
            }
        };
        self.try_making(Change::Proceed(Box::new(act)))
    }

    fn try_making(&mut self, change: Change) -> Result<Vec<Effect>, String> {
        self.commit(change)
            .map_err(|error| sentence(&error.to_string()))
    }

    fn meeting(&self) -> Option<std::sync::Arc<str>> {
        self.workspace()?.header.meeting.clone()
    }

    fn step_of(&self, silence: Id, step: SilenceStep, version: Option<VersionLabel>) -> Act {
        Act::Silence {
            silence,
            paragraph: self.silence_paragraph(silence),
            step,
            version,
        }
    }

    fn new_silence(&mut self, paragraph: Option<Id>, expires: Moment) -> Result<Silence, String> {
        let id = self.new_id();
        let words = self.workspace().and_then(|w| w.words_under(paragraph));
        let done = Done {
            at: Some(self.now),
            by: Some(self.actor.name.clone()),
            reason: None,
        };
        Ok(Silence {
            id,
            paragraph,
            on: words.ok_or("There are no words in the original language.")?,
            level: Level::Committee,
            expires,
            started: Some(done.clone()),
            proposed: done,
            meeting: self.meeting(),
            extended: Vec::new(),
            broken: Vec::new(),
            late: Vec::new(),
            cancelled: None,
            confirmed: None,
        })
    }

    fn objection(&self, silence: Id, kind: Breaking, by: Code, text: &str) -> Act {
        let objection = Objection {
            by,
            at: self.now,
            kind,
            text: text.into(),
        };
        self.step_of(silence, SilenceStep::Object(objection), None)
    }

    /// The roll call of a line: `yes KAZ UZB; no IRN; abstain AZE`.
    fn roll_call(&mut self, paragraph: Option<Id>, line: &str) -> Result<RollCall, String> {
        let id = self.new_id();
        let workspace = self.workspace().ok_or("No workspace is open.")?;
        let on = workspace.words_under(paragraph);
        Ok(RollCall {
            id,
            paragraph,
            on: on.ok_or("There are no words in the original language.")?,
            majority: Majority::of_rule(workspace.header.rule).unwrap_or_default(),
            ballots: ballots(workspace, line)?,
            at: Some(self.now),
            by: Some(self.actor.name.clone()),
            meeting: workspace.header.meeting.clone(),
        })
    }
}

fn moment(line: &str) -> Result<Moment, String> {
    line.parse::<Moment>()
        .map_err(|error| sentence(&error.to_string()))
}

fn label(line: &str) -> Result<VersionLabel, String> {
    line.parse::<VersionLabel>()
        .map_err(|error| sentence(&error.to_string()))
}

/// What each delegation voted; `all` is every member that is not named otherwise.
fn ballots(workspace: &Workspace, line: &str) -> Result<BTreeMap<Code, Ballot>, String> {
    let mut all: BTreeMap<Code, Ballot> = BTreeMap::new();
    let mut rest: Option<Ballot> = None;
    for part in line.split([';', '；', '؛']).map(str::trim) {
        if part.is_empty() {
            continue;
        }
        let (word, names) = part
            .split_once(|c: char| c.is_whitespace() || matches!(c, ':' | '：'))
            .unwrap_or((part, ""));
        let ballot = Ballot::from_word(word)
            .ok_or_else(|| format!("“{word}” is no ballot: yes, no, abstain or not_voting."))?;
        for said in names.split([' ', ',', '，', '،', '、']).map(str::trim) {
            if said.is_empty() {
                continue;
            }
            if said == "all" {
                rest = Some(ballot);
                continue;
            }
            let code = workspace.header.find_party(said);
            let code = code.ok_or_else(|| format!("Nobody is called “{said}”."))?;
            if all.insert(code, ballot).is_some_and(|was| was != ballot) {
                return Err(format!("{code} votes once."));
            }
        }
    }
    if let Some(ballot) = rest {
        let members = workspace.header.delegations.iter();
        for member in members.filter(|d| d.kind == Kind::Member) {
            all.entry(member.code).or_insert(ballot);
        }
    }
    Ok(all)
}
