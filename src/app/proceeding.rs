//! The acts of a meeting from the interface: exceptions lifted, deletions agreed, placements, silence, votes, adoption,
//! statements, sponsors, corrigenda. Each asks what it needs, one list or line after the other, and is then one change.
//!
//! Start at [`App::open_silence`]; what a row or a line leads to is in [`App::chosen_in_meeting`] and
//! [`App::typed_in_meeting`].

mod silence;
mod told;
mod typed;

use super::overlay::{Act as Answering, Answer, Choose, Prompted, Row, parties};
use super::{App, Effect};
use crate::edit::{Act, Change};
use crate::model::{
    Agreement, Code, Deletion, Id, Level, Sort, StatementKind, Status, VoteOutcome, Workspace,
};
use crate::text::Language;

pub(super) use silence::SilenceRow;

/// What is being chosen from a list.
#[derive(Debug, Clone)]
pub(super) enum Choosing {
    /// Whose exception is lifted.
    Lift(Id, Vec<Code>),
    /// At which level it is agreed to delete.
    Deletion(Id),
    /// At which level everything is agreed that is agreed below.
    Raise,
    /// Who disputes the placement.
    Dispute(Id, Vec<Code>),
    /// What is done about silence.
    Silence(Option<Id>, Vec<SilenceRow>),
    /// Who breaks silence.
    Breaker(SilenceRow, Vec<Code>),
    /// What is voted on.
    Vote(Vec<Option<Id>>),
    /// How the text is adopted: by consensus, or by which vote.
    Adopt(Vec<Option<Id>>),
    /// Who asks for the adoption to be taken back.
    Annul(Vec<Code>),
    /// What a statement is on.
    Statement(Vec<Option<Id>>),
    /// Who makes it.
    Speaker(Option<Id>, Vec<Code>),
    /// Of what kind it is.
    Kind(Option<Id>, Code),
    /// Who signs, or withdraws.
    Sponsor(Vec<Code>),
}

/// What is being typed.
#[derive(Debug, Clone)]
pub(super) enum Typing {
    /// What a group reports.
    Report(Id),
    /// Where a paragraph should stand instead.
    Dispute(Id, Code),
    /// The end of silence on a paragraph or the text.
    Until(Option<Id>),
    /// The later end.
    Extend(Id),
    /// Why silence is called off.
    Cancel(Id),
    /// What breaks it.
    Objection(SilenceRow, Code),
    /// The ballots.
    Ballots(Option<Id>),
    /// The version that keeps an adopted text; what it rests on.
    Adopt(Option<Id>),
    /// The version that keeps a text adopted by silence.
    Confirm(Id),
    /// Why the adoption is taken back.
    Annul(Code),
    /// What a statement says.
    Statement(Option<Id>, Code, StatementKind),
    /// The words of a corrigendum.
    Words(Language, Id),
    /// Why it is issued.
    Reason(Language, Id, String),
}

/// The levels that the chair gavels at, with what they mean.
const LEVELS: [(Level, &str); 3] = [
    (Level::AdRef, "at working level, pending capitals"),
    (Level::Informals, "in informal consultations"),
    (Level::Committee, "in the committee of the whole"),
];

fn level_rows() -> Vec<Row> {
    let rows = LEVELS.iter().map(|(level, detail)| Row {
        text: level.phrase().to_owned(),
        detail: (*detail).to_owned(),
    });
    rows.collect()
}

impl App {
    /// Makes an act of the meeting.
    pub(super) fn proceed(&mut self, act: Act) -> Vec<Effect> {
        self.make(Change::Proceed(Box::new(act)))
    }

    fn choose_in_meeting(&mut self, title: String, rows: Vec<Row>, what: Choosing) {
        self.open_choice(title, rows, Choose::Meeting(what));
    }

    fn type_in_meeting(&mut self, title: String, help: &str, text: &str, what: Typing) {
        self.open_prompt(title, help, text, Prompted::Meeting(what));
    }

    /// Says that words have brackets, and asks whether they are agreed with them.
    pub(super) fn ask_with_brackets(&mut self, paragraph: Id, agreement: Agreement) {
        let question = format!("Agree {} with its brackets?", self.name_of(paragraph));
        let lines = vec![
            "Its words are not settled: there are brackets in them, or over them.".to_owned(),
            "`b` on the draft resolves them.".to_owned(),
        ];
        let agreement = Agreement {
            bracketed: true,
            ..agreement
        };
        let change = Change::Agree {
            paragraph,
            agreement,
        };
        let answers = vec![
            Answer::new('n', "leave it", Answering::Stay),
            Answer::new(
                'w',
                "agreed with the brackets",
                Answering::Make(Box::new(change)),
            ),
        ];
        self.open_ask(question, lines, answers);
    }

    /// Lifts one of the exceptions of the paragraph at hand.
    pub(super) fn choose_exception(&mut self) -> Vec<Effect> {
        let (Some(id), Some(workspace)) = (self.paragraph_at_hand(), self.workspace()) else {
            return Vec::new();
        };
        let last = workspace.agreements.get(&id).and_then(|all| all.last());
        let except = last.map(|last| last.except.clone()).unwrap_or_default();
        if except.is_empty() {
            self.warn("It is not pending anybody: there is no exception to lift.");
            return Vec::new();
        }
        let (rows, codes) = some_parties(workspace, |code| except.contains(&code));
        let title = format!("Who can agree to {} now?", self.name_of(id));
        self.choose_in_meeting(title, rows, Choosing::Lift(id, codes));
        Vec::new()
    }

    /// Agrees to delete the paragraph at hand.
    pub(super) fn choose_deletion(&mut self) -> Vec<Effect> {
        if let Some(id) = self.paragraph_at_hand() {
            let title = format!("Agree to delete {}, how far?", self.name_of(id));
            self.choose_in_meeting(title, level_rows(), Choosing::Deletion(id));
        }
        Vec::new()
    }

    /// Agrees everything at a level that is agreed below it.
    pub(super) fn choose_raise(&mut self) -> Vec<Effect> {
        let rows = level_rows().into_iter().skip(1).collect();
        let title = "Agree at which level what is agreed below it?".to_owned();
        self.choose_in_meeting(title, rows, Choosing::Raise);
        Vec::new()
    }

    fn raise(&mut self, level: Level) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let all = workspace.original().map(|d| d.paragraphs.as_slice());
        let below = all.unwrap_or_default().iter().filter(|p| {
            let status = workspace.status(p);
            let last = workspace.agreements.get(&p.id).and_then(|all| all.last());
            matches!(status, Status::Agreed | Status::AdRef | Status::Pending)
                && last.is_some_and(|last| last.level < level)
        });
        let paragraphs: Vec<_> = below.map(|p| (p.id, p.digest())).collect();
        if paragraphs.is_empty() {
            self.warn(format!("Nothing is agreed below that: {}.", level.phrase()));
            return Vec::new();
        }
        self.proceed(Act::Raise { level, paragraphs })
    }

    /// Says that the place of the paragraph at hand is disputed, or agreed.
    pub(super) fn dispute_or_settle(&mut self) -> Vec<Effect> {
        let (Some(id), Some(workspace)) = (self.paragraph_at_hand(), self.workspace()) else {
            return Vec::new();
        };
        if workspace.proceedings.disputed(id).is_some() {
            let (paragraph, reason) = (id, None);
            return self.proceed(Act::Settle { paragraph, reason });
        }
        let (rows, codes) = parties(workspace);
        let title = format!("Who disputes the placement of {}?", self.name_of(id));
        self.choose_in_meeting(title, rows, Choosing::Dispute(id, codes));
        Vec::new()
    }

    /// Takes the report of the group that has a paragraph.
    pub(super) fn ask_report(&mut self, id: Id) {
        let with = self
            .workspace()
            .and_then(|w| w.parked.get(&id)?.with.clone());
        let with = with.as_deref().unwrap_or("the group");
        let title = format!("What does {with} report on {}?", self.name_of(id));
        let help = "The report is kept; with none, the paragraph is taken up again without one.";
        self.type_in_meeting(title, help, "", Typing::Report(id));
    }

    /// The paragraph at hand and the whole text, to choose from.
    fn scopes(&self, of_text: &str) -> (Vec<Row>, Vec<Option<Id>>) {
        let mut rows = vec![Row {
            text: "the whole text".to_owned(),
            detail: of_text.to_owned(),
        }];
        let mut ids = vec![None];
        if let Some(id) = self.paragraph_at_hand() {
            rows.push(Row {
                text: self.name_of(id),
                detail: "this paragraph alone".to_owned(),
            });
            ids.push(Some(id));
        }
        (rows, ids)
    }

    /// Records a roll call.
    pub(super) fn choose_vote(&mut self) -> Vec<Effect> {
        let (rows, ids) = self.scopes("a vote on it as it stands");
        self.choose_in_meeting("Vote on what?".to_owned(), rows, Choosing::Vote(ids));
        Vec::new()
    }

    /// Puts a statement on record.
    pub(super) fn choose_statement(&mut self) -> Vec<Effect> {
        let (rows, ids) = self.scopes("an explanation, a reservation …");
        self.choose_in_meeting(
            "A statement on what?".to_owned(),
            rows,
            Choosing::Statement(ids),
        );
        Vec::new()
    }

    /// Signs for a delegation, or withdraws it.
    pub(super) fn choose_sponsor(&mut self) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let sponsors = workspace.sponsors();
        let (mut rows, codes) = parties(workspace);
        for (row, code) in rows.iter_mut().zip(&codes) {
            if sponsors.contains(code) {
                row.detail = format!("sponsor: withdraws · {}", row.detail);
            }
        }
        self.choose_in_meeting("Who signs?".to_owned(), rows, Choosing::Sponsor(codes));
        Vec::new()
    }

    /// Adopts the text, or takes its adoption back.
    pub(super) fn choose_adoption(&mut self) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        if let Some(adoption) = workspace.adoption() {
            let title = format!(
                "Adopted as {}. Who asks to take that back?",
                adoption.version
            );
            let (rows, codes) = parties(workspace);
            self.choose_in_meeting(title, rows, Choosing::Annul(codes));
            return Vec::new();
        }
        let mut rows = vec![Row {
            text: "by consensus".to_owned(),
            detail: "all of it agreed in committee, without exception".to_owned(),
        }];
        let mut ids = vec![None];
        let words = workspace.words_under(None);
        for vote in workspace.proceedings.votes().into_iter().rev() {
            let tally = vote.tally(&workspace.header);
            let carried = tally.outcome(vote.majority) == VoteOutcome::Carried;
            if vote.paragraph.is_none() && Some(vote.on) == words && carried {
                rows.push(Row {
                    text: format!("by vote {}", vote.id),
                    detail: tally.phrase(),
                });
                ids.push(Some(vote.id));
            }
        }
        let title = "Adopt the text, how?".to_owned();
        self.choose_in_meeting(title, rows, Choosing::Adopt(ids));
        Vec::new()
    }

    /// Corrects the paragraph at hand in an adopted text.
    pub(super) fn ask_corrigendum(&mut self) -> Vec<Effect> {
        let (Some(id), Some(workspace)) = (self.paragraph_at_hand(), self.workspace()) else {
            return Vec::new();
        };
        if workspace.adoption().is_none() {
            self.warn("The text is not adopted: edit it. A corrigendum corrects an adopted text.");
            return Vec::new();
        }
        let language = self.language;
        let words = workspace.draft(&language).and_then(|d| d.get(id));
        let Some(words) = words.map(|p| p.text().to_owned()) else {
            self.warn("The paragraph is not in this language.");
            return Vec::new();
        };
        let title = format!("How shall {} read?", self.name_of(id));
        let help = "What stands is kept in the corrigendum and in the adopted version.";
        self.type_in_meeting(title, help, &words, Typing::Words(language, id));
        Vec::new()
    }

    /// A row was chosen.
    pub(super) fn chosen_in_meeting(&mut self, what: Choosing, at: usize) -> Vec<Effect> {
        match what {
            Choosing::Lift(paragraph, codes) => match codes.get(at) {
                Some(by) => self.proceed(Act::LiftException {
                    paragraph,
                    by: *by,
                    note: None,
                }),
                None => Vec::new(),
            },
            Choosing::Deletion(paragraph) => match LEVELS.get(at) {
                Some((level, _)) => self.agree_deletion(paragraph, *level),
                None => Vec::new(),
            },
            Choosing::Raise => match LEVELS.get(at + 1) {
                Some((level, _)) => self.raise(*level),
                None => Vec::new(),
            },
            Choosing::Dispute(paragraph, codes) => {
                if let Some(code) = codes.get(at).copied() {
                    let name = self.name_of(paragraph);
                    let title = format!("Where should {name} stand, for {code}?");
                    let help = "Where, or why; may be left empty.";
                    self.type_in_meeting(title, help, "", Typing::Dispute(paragraph, code));
                }
                Vec::new()
            }
            Choosing::Silence(paragraph, rows) => match rows.get(at) {
                Some(row) => self.chosen_silence(paragraph, *row),
                None => Vec::new(),
            },
            Choosing::Breaker(row, codes) => {
                if let Some(code) = codes.get(at).copied() {
                    let title = format!("What does {code} say?");
                    let help = "In its words; they are kept, and the chair informs everybody.";
                    self.type_in_meeting(title, help, "", Typing::Objection(row, code));
                }
                Vec::new()
            }
            Choosing::Vote(ids) => {
                let scope = ids.get(at).copied().flatten();
                let help = "yes KAZ UZB; no IRN; abstain AZE. `yes all` is everybody not named.";
                let title = format!("Who voted what on {}?", self.scope_name(scope));
                self.type_in_meeting(title, help, "yes ", Typing::Ballots(scope));
                Vec::new()
            }
            Choosing::Adopt(ids) => {
                let vote = ids.get(at).copied().flatten();
                let help = "What people will call the version. It is not edited any more.";
                let title = "Adopt the text as".to_owned();
                self.type_in_meeting(title, help, "adopted", Typing::Adopt(vote));
                Vec::new()
            }
            Choosing::Annul(codes) => {
                if let Some(code) = codes.get(at).copied() {
                    let title = "Why is the adoption taken back?".to_owned();
                    let help = "The adoption and its version are kept; a reason is required.";
                    self.type_in_meeting(title, help, "", Typing::Annul(code));
                }
                Vec::new()
            }
            Choosing::Statement(ids) => {
                let scope = ids.get(at).copied().flatten();
                if let Some(workspace) = self.workspace() {
                    let (rows, codes) = parties(workspace);
                    let title = format!("Who speaks on {}?", self.scope_name(scope));
                    self.choose_in_meeting(title, rows, Choosing::Speaker(scope, codes));
                }
                Vec::new()
            }
            Choosing::Speaker(scope, codes) => {
                if let Some(code) = codes.get(at).copied() {
                    let rows = StatementKind::ALL.iter().map(|(kind, _)| Row {
                        text: kind.phrase().to_owned(),
                        detail: String::new(),
                    });
                    let title = format!("What does {code} make?");
                    let what = Choosing::Kind(scope, code);
                    self.choose_in_meeting(title, rows.collect(), what);
                }
                Vec::new()
            }
            Choosing::Kind(scope, code) => {
                if let Some((kind, _)) = StatementKind::ALL.get(at).copied() {
                    let title = format!("The {} of {code}", kind.phrase());
                    let help = "It goes on record, and changes no word.";
                    let what = Typing::Statement(scope, code, kind);
                    self.type_in_meeting(title, help, "", what);
                }
                Vec::new()
            }
            Choosing::Sponsor(codes) => match codes.get(at).copied() {
                Some(code) => self.sign_or_withdraw(code),
                None => Vec::new(),
            },
        }
    }

    fn scope_name(&self, scope: Option<Id>) -> String {
        scope.map_or_else(|| "the text".to_owned(), |id| self.name_of(id))
    }

    fn agree_deletion(&mut self, paragraph: Id, level: Level) -> Vec<Effect> {
        let id = self.new_id();
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let Some(on) = workspace.words(paragraph) else {
            self.warn("The paragraph is not in the original.");
            return Vec::new();
        };
        let deletion = Deletion {
            id,
            paragraph,
            level,
            on,
            at: Some(self.now),
            by: Some(self.actor.name.clone()),
            meeting: workspace.header.meeting.clone(),
            restored: None,
        };
        self.proceed(Act::AgreeDeletion(deletion))
    }

    fn sign_or_withdraw(&mut self, delegation: Code) -> Vec<Effect> {
        let id = self.new_id();
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let mut all = workspace.proceedings.sponsors().into_iter();
        let signed = all.rfind(|s| s.delegation == delegation && s.withdrawn.is_none());
        let act = match signed {
            Some(sponsor) => Act::Withdraw {
                sort: Sort::Sponsor,
                id: sponsor.id,
                by: delegation,
                reason: None,
            },
            None => Act::Sponsor(crate::model::Sponsor {
                id,
                delegation,
                joined: !workspace.sponsors().is_empty(),
                at: Some(self.now),
                withdrawn: None,
            }),
        };
        self.proceed(act)
    }
}

/// Those of the delegations and groups that are asked for.
fn some_parties(workspace: &Workspace, wanted: impl Fn(Code) -> bool) -> (Vec<Row>, Vec<Code>) {
    let (rows, codes) = parties(workspace);
    let all = rows.into_iter().zip(codes);
    all.filter(|(_, code)| wanted(*code)).unzip()
}
