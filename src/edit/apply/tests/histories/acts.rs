//! Every kind of change there is, and one of each made of what stands. A new variant of [`Change`] or [`Act`] does not compile
//! before it is named here, and a test fails before histories make one.

use super::*;
use crate::edit::bracket::{Act as OnBracket, How, Judge, Over};
use crate::edit::{Act, Place, Voice};
use crate::model::bracket::{Take, Wish};
use crate::model::{
    Ballot, Breaking, Deletion, Majority, Objection, Placement, Report, RollCall, Silence,
    SilenceStep, Sort, Sponsor, Statement, StatementKind,
};

macro_rules! kinds {
    (changes: $($change:ident $held:tt)*; acts: $($act:ident $of:tt)*) => {
        /// All kinds, by their names.
        pub(super) const KINDS: &[&str] = &[$(stringify!($change),)* $(concat!("Proceed ", stringify!($act)),)*];

        /// What kind of change it is: of an act of the meeting, which.
        pub(super) fn kind(change: &Change) -> &'static str {
            match change {
                Change::Proceed(act) => match &**act {
                    $(Act::$act $of => concat!("Proceed ", stringify!($act)),)*
                },
                $(Change::$change $held => stringify!($change),)*
            }
        }
    };
}

kinds! {
    changes:
    SetText {..} Editorial {..} Carry {..} SetLabel {..} SetRole {..} SetNote {..} SetTitle {..} SetHeader {..} Add {..}
    Move {..} Split {..} Join {..} Delete {..} Restore {..} SetPosition {..} SetPositions {..} Reconfirm {..}
    SetPackage {..} Agree {..} Reopen {..} Propose {..} Voice {..} Withdraw {..} Restate {..} Reject {..} Accept {..}
    Compile {..} Lift {..} Bracket {..} Over {..} Settle {..} Park {..} Renumber {..} Freeze {..} Import {..} Revert {..};
    acts:
    LiftException {..} Raise {..} Report (..) Dispute (..) Settle {..} AgreeDeletion (..) Propose (..) Silence {..}
    Vote (..) Adopt {..} Annul (..) State (..) Sponsor (..) Withdraw {..} Correct {..}
}

/// What is made beside the tries that have a name of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Make {
    Label,
    Role,
    Note,
    Title,
    Header,
    Add,
    Split,
    Join,
    Positions,
    Voice,
    WithdrawProposal,
    Restate,
    Compile,
    Lift,
    Around,
    Attribute,
    Over,
    Judge,
    Import,
    LiftException,
    Raise,
    Report,
    Dispute,
    Placed,
    AgreeDeletion,
    Silence,
    Step,
    Vote,
    Adopt,
    Annul,
    State,
    Sponsor,
    WithdrawRecord,
    Correct,
}

impl Make {
    pub(super) const ALL: [Self; 34] = [
        Self::Label,
        Self::Role,
        Self::Note,
        Self::Title,
        Self::Header,
        Self::Add,
        Self::Split,
        Self::Join,
        Self::Positions,
        Self::Voice,
        Self::WithdrawProposal,
        Self::Restate,
        Self::Compile,
        Self::Lift,
        Self::Around,
        Self::Attribute,
        Self::Over,
        Self::Judge,
        Self::Import,
        Self::LiftException,
        Self::Raise,
        Self::Report,
        Self::Dispute,
        Self::Placed,
        Self::AgreeDeletion,
        Self::Silence,
        Self::Step,
        Self::Vote,
        Self::Adopt,
        Self::Annul,
        Self::State,
        Self::Sponsor,
        Self::WithdrawRecord,
        Self::Correct,
    ];

    /// What can follow from one another, in an order in which it can.
    pub(super) const CHAINS: [&'static [Self]; 7] = [
        &[Self::Vote, Self::Adopt, Self::Correct, Self::Annul],
        &[Self::Compile, Self::Lift],
        &[Self::Around, Self::Attribute, Self::Judge],
        &[Self::Dispute, Self::Placed],
        &[Self::State, Self::Sponsor, Self::WithdrawRecord],
        &[Self::Silence, Self::Step],
        &[Self::Split, Self::Join],
    ];
}

/// A change of that kind, on what `a` and `b` choose of what stands; `nth` makes new names.
pub(super) fn make(
    ws: &Workspace,
    make: Make,
    (a, b): (usize, usize),
    nth: usize,
) -> Option<Change> {
    let language = ws.header.original;
    let document = ws.original()?;
    let p = document
        .paragraphs
        .get(a % document.paragraphs.len().max(1))?;
    let paragraph = p.id;
    let other = document.paragraphs.get(b % document.paragraphs.len())?.id;
    let new = |more: u64| Id::from_random(2_000_000 + 8 * nth as u64 + more);
    let by = code(CODES[b % 3]);
    let (base, at, reason) = (p.digest(), stamp().at, || Some(Arc::from("a reason")));
    let tabled = || {
        let all: Vec<_> = ws.proposals.values().filter(|p| p.is_pending()).collect();
        all.get(a % all.len().max(1)).copied()
    };
    let whole = a.is_multiple_of(2);
    let on = (!whole).then_some(paragraph);
    let act = |act: Act| Some(Change::Proceed(Box::new(act)));
    match make {
        Make::Label => Some(Change::SetLabel {
            paragraph,
            label: Label::new(&format!("{} bis", 3 + b % 5)),
        }),
        Make::Role => {
            let (role, level) = [
                (Role::Item, 1),
                (Role::Operative, 0),
                (Role::Heading, 1),
                (Role::Item, 2),
            ][b % 4];
            Some(Change::SetRole {
                paragraph,
                role,
                level,
            })
        }
        Make::Note => Some(Change::SetNote {
            language,
            paragraph,
            note: (!whole).then(|| "A note.".into()),
        }),
        Make::Title => Some(Change::SetTitle {
            language,
            title: ["Sketch", "决议草案"][b % 2].into(),
        }),
        Make::Header => {
            let mut header = (*ws.header).clone();
            header.rule = Rule::ALL[b % Rule::ALL.len()].0;
            Some(Change::SetHeader {
                header: Arc::new(header),
            })
        }
        Make::Add => {
            let added = Paragraph::new(new(0), Role::Operative, WORDS[b % WORDS.len()]);
            Some(Change::Add {
                language,
                after: Some(paragraph),
                paragraph: Arc::new(added),
            })
        }
        Make::Split => {
            let at = p.text().rfind(' ')? + 1;
            Some(Change::Split {
                paragraph,
                at,
                new: new(0),
                base,
            })
        }
        Make::Join => Some(Change::Join { paragraph }),
        Make::Positions => {
            let position = |stance| Some(Position::new(stance, base));
            let positions = vec![
                (by, paragraph, position(Stance::Agree)),
                (code("EU"), paragraph, position(Stance::Oppose)),
            ];
            Some(Change::SetPositions { positions })
        }
        Make::Voice => {
            let proposal = tabled()?;
            let voice = [Voice::Support, Voice::Oppose, Voice::Silent][b % 3];
            let by = code(CODES[(b / 3) % 3]);
            Some(Change::Voice {
                paragraph: proposal.target,
                proposal: proposal.id,
                by,
                voice,
            })
        }
        Make::WithdrawProposal => {
            let proposal = tabled()?;
            Some(Change::Withdraw {
                paragraph: proposal.target,
                proposal: proposal.id,
                by: proposal.by.first().copied(),
            })
        }
        Make::Restate => {
            let proposal = tabled()?;
            Some(Change::Restate {
                paragraph: proposal.target,
                proposal: proposal.id,
                by: proposal.by.first().copied()?,
                text: WORDS[b % WORDS.len()].into(),
                base: ws.words(proposal.target)?,
                cites: Vec::new(),
            })
        }
        Make::Compile => {
            let target = tabled().map_or(paragraph, |proposal| proposal.target);
            Some(Change::Compile {
                paragraph: target,
                base: ws.words(target)?,
            })
        }
        Make::Lift | Make::Attribute => {
            let p = document.paragraphs.iter().find(|p| p.brackets() > 0)?;
            let (paragraph, base) = (p.id, p.digest());
            Some(match make {
                Make::Lift => Change::Lift {
                    paragraph,
                    bracket: None,
                    base,
                },
                _ => {
                    let act = OnBracket::Attribute {
                        bracket: 1,
                        wording: 1,
                        by: vec![by],
                        wish: Wish::Retain,
                    };
                    Change::Bracket {
                        language,
                        paragraph,
                        act,
                        base,
                    }
                }
            })
        }
        Make::Around => {
            let range = p.text().find(' ')?..p.text().len();
            let act = OnBracket::Around {
                range: range.start + 1..range.end,
                by: vec![by],
                wish: Wish::Propose,
            };
            Some(Change::Bracket {
                language,
                paragraph,
                act,
                base,
            })
        }
        Make::Over => {
            let act = Over::Around {
                to: other,
                by: vec![by],
                wish: Wish::Delete,
            };
            Some(Change::Over {
                paragraph,
                act,
                base: document.digest(),
            })
        }
        Make::Judge => {
            let judge = Judge {
                code: (!whole).then_some(by),
                told: Vec::new(),
                rest: Some(Take::Keep),
            };
            let base = document.digest();
            if b.is_multiple_of(3) {
                let act = OnBracket::Resolve {
                    bracket: None,
                    how: How::Judge(judge),
                };
                return Some(Change::Bracket {
                    language,
                    paragraph,
                    act,
                    base: p.digest(),
                });
            }
            Some(Change::Settle {
                language,
                judge,
                base,
            })
        }
        Make::Import => {
            let language: Language = ["fr", "zh"][b % 2].parse().unwrap();
            let mut translation = Document::new(crate::model::Head::new(language, "Titre"));
            translation.paragraphs.push(p.clone());
            Some(Change::Import {
                place: Place::Draft(language),
                document: Arc::new(translation),
            })
        }
        Make::LiftException => {
            let pending = ws
                .agreements
                .iter()
                .find(|(_, all)| all.last().is_some_and(|a| !a.except.is_empty()));
            let (paragraph, all) = pending?;
            let by = *all.last()?.except.first()?;
            act(Act::LiftException {
                paragraph: *paragraph,
                by,
                note: reason(),
            })
        }
        Make::Raise => {
            let agreed = document
                .paragraphs
                .iter()
                .filter(|p| ws.status(p).is_agreed());
            let paragraphs = agreed.map(|p| (p.id, p.digest())).collect();
            act(Act::Raise {
                level: Level::Committee,
                paragraphs,
            })
        }
        Make::Report => {
            let paragraph = *ws.parked.keys().next()?;
            act(Act::Report(Report {
                id: new(0),
                paragraph,
                from: None,
                parked: None,
                text: "Done.".into(),
                at: None,
                by: None,
                meeting: None,
            }))
        }
        Make::Dispute => act(Act::Dispute(Placement {
            id: new(0),
            paragraph,
            by: vec![by],
            reason: reason(),
            at: None,
            settled: None,
        })),
        Make::Placed => act(Act::Settle {
            paragraph: ws.proceedings.disputes().first()?.paragraph,
            reason: reason(),
        }),
        Make::AgreeDeletion => act(Act::AgreeDeletion(Deletion {
            id: new(0),
            paragraph,
            level: Level::AdRef,
            on: base,
            at: None,
            by: None,
            meeting: None,
            restored: None,
        })),
        Make::Silence => {
            let said = || crate::model::Done {
                at: Some(at),
                by: None,
                reason: None,
            };
            act(Act::Propose(Silence {
                id: new(0),
                paragraph: on,
                on: ws.words_under(on)?,
                level: Level::Committee,
                expires: Moment::new(1_277_380_000, 18_000),
                proposed: said(),
                meeting: None,
                started: b.is_multiple_of(2).then(said),
                extended: Vec::new(),
                broken: Vec::new(),
                late: Vec::new(),
                cancelled: None,
                confirmed: None,
            }))
        }
        Make::Step => {
            let all = ws.proceedings.silences();
            let silence = all.iter().rev().find(|s| s.is_pending())?;
            let objection = Objection {
                by,
                at,
                kind: Breaking::Objection,
                text: "No.".into(),
            };
            let later = Moment::new(1_277_480_000, 18_000);
            let steps = [
                SilenceStep::Start,
                SilenceStep::Object(objection),
                SilenceStep::Extend(later),
                SilenceStep::Cancel("a reason".into()),
            ];
            let step = steps.into_iter().nth(a % 4)?;
            act(Act::Silence {
                silence: silence.id,
                paragraph: silence.paragraph,
                step,
                version: None,
            })
        }
        Make::Vote => {
            let cast = |(nth, who): (usize, &&str)| {
                (
                    code(who),
                    [Ballot::Yes, Ballot::No, Ballot::Abstain][(b >> nth) % 3],
                )
            };
            let majority = if b.is_multiple_of(2) {
                Majority::Simple
            } else {
                Majority::TwoThirds
            };
            act(Act::Vote(RollCall {
                id: new(0),
                paragraph: on,
                on: ws.words_under(on)?,
                majority,
                ballots: CODES.iter().take(3).enumerate().map(cast).collect(),
                at: None,
                by: None,
                meeting: None,
            }))
        }
        Make::Adopt => {
            let all = ws.proceedings.votes();
            let vote = all
                .iter()
                .find(|vote| vote.paragraph.is_none() && Some(vote.on) == ws.words_under(None));
            let version = format!("adopted-{nth}").parse().ok()?;
            act(Act::Adopt {
                adoption: new(0),
                on: document.words(),
                vote: vote.map(|vote| vote.id),
                version,
            })
        }
        Make::Annul => act(Act::Annul(Reopening {
            by,
            at: None,
            reason: "a slip".into(),
        })),
        Make::State => act(Act::State(Statement {
            id: new(0),
            kind: StatementKind::Reservation,
            by: vec![by],
            paragraphs: vec![paragraph],
            text: "It reserves its position.".into(),
            at: None,
            meeting: None,
            withdrawn: None,
        })),
        Make::Sponsor => act(Act::Sponsor(Sponsor {
            id: new(0),
            delegation: by,
            joined: whole,
            at: None,
            withdrawn: None,
        })),
        Make::WithdrawRecord => {
            let statements = ws.proceedings.statements();
            let statement = statements.iter().find(|s| s.withdrawn.is_none())?;
            act(Act::Withdraw {
                sort: Sort::Statement,
                id: statement.id,
                by: *statement.by.first()?,
                reason: reason(),
            })
        }
        Make::Correct => act(Act::Correct {
            corrigendum: new(0),
            paragraph,
            language,
            text: format!("{} Corrected.", p.text()),
            base,
            reason: "a slip of the pen".into(),
        }),
    }
}
