//! Which act leads a paragraph from which state to which. One table; everything that gavels looks here first.
//!
//! The states and acts are those of conference practice (Commission on Narcotic Drugs, Committee of the Whole, March 2024;
//! Earth Negotiations Bulletin on Rio+20; United Nations Editorial Manual). Start at [`allowed`].

use super::{Level, Status};

/// An act on a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    /// The chair gavels it, at this level.
    Gavel {
        /// How far the agreement reaches.
        level: Level,
        /// Whether the chair was told of brackets and agrees with them.
        told: bool,
    },
    /// One delegation that it is pending can agree.
    Lift,
    /// It goes to a smaller group.
    Park,
    /// The group brings it back.
    Report,
    /// A delegation reopens it.
    Reopen,
    /// It is agreed to delete it.
    AgreeDeletion,
    /// It is adopted with the whole text, by consensus.
    Adopt,
}

impl Event {
    /// One of each, for tables.
    pub const ALL: [Self; 8] = [
        Self::Gavel {
            level: Level::Informals,
            told: false,
        },
        Self::Gavel {
            level: Level::Informals,
            told: true,
        },
        Self::Lift,
        Self::Park,
        Self::Report,
        Self::Reopen,
        Self::AgreeDeletion,
        Self::Adopt,
    ];
}

/// Where a paragraph stands, as far as acts care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stage {
    /// Its status.
    pub status: Status,
    /// The level of the agreement that stands, on whatever words.
    pub level: Option<Level>,
    /// Whether there are contested brackets in its words.
    pub bracketed: bool,
}

/// Why an act is refused, and what to do instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    /// Why: goes behind the name of the paragraph.
    pub why: &'static str,
    /// What to do.
    pub instead: &'static str,
}

const fn refuse(why: &'static str, instead: &'static str) -> Result<(), Refusal> {
    Err(Refusal { why, instead })
}

/// Whether an act is possible from a stage.
///
/// # Errors
/// Why it is not, and what to do.
pub fn allowed(stage: Stage, event: Event) -> Result<(), Refusal> {
    use Status::{AdRef, Agreed, Bracketed, Open, Parked, Pending, Stale};
    if stage.level == Some(Level::Adopted) && stage.status != Stale {
        return refuse(
            "is adopted",
            "an adopted text is corrected by a corrigendum (`rapporteur corrigendum`)",
        );
    }
    match (event, stage.status) {
        (Event::Gavel { .. } | Event::Lift, Parked) => refuse(
            "is with a smaller group",
            "take its report first (`rapporteur park PARA --back --report TEXT`)",
        ),
        (Event::Gavel { told: false, .. }, _) if stage.bracketed => refuse(
            "has brackets: its words are not settled",
            "resolve them first, or say that it is agreed with the brackets (`--with-brackets`)",
        ),
        (Event::Gavel { level, .. }, Agreed | AdRef | Pending)
            if stage.level.is_some_and(|there| level <= there) =>
        {
            if stage.status == Pending {
                refuse(
                    "is agreed at that level already, pending some",
                    "lift the exceptions one by one (`rapporteur agree PARA --lift CODE`), or gavel at a higher level",
                )
            } else {
                refuse(
                    "is agreed at that level or a higher one already",
                    "gavel at a higher level, or reopen it first (`rapporteur reopen PARA --by CODE --reason TEXT`)",
                )
            }
        }
        (Event::Lift, Agreed | AdRef | Bracketed | Open) => refuse(
            "is not pending anybody",
            "there is no exception to lift; `rapporteur agree PARA --level LEVEL` gavels it",
        ),
        (Event::Lift, Stale) => refuse(
            "was agreed on other words",
            "gavel it on the words as they stand (`rapporteur agree PARA --level LEVEL`)",
        ),
        (Event::Park, Agreed | AdRef | Pending | Stale) => refuse(
            "is agreed",
            "reopen it first (`rapporteur reopen PARA --by CODE --reason TEXT`)",
        ),
        (Event::Park, Parked) => refuse(
            "is with a smaller group already",
            "take its report first (`rapporteur park PARA --back --report TEXT`)",
        ),
        (Event::Report, Agreed | AdRef | Pending | Stale | Bracketed | Open) => refuse(
            "is not parked: no group has it",
            "park it first (`rapporteur park PARA --with GROUP`)",
        ),
        (Event::Reopen, Bracketed | Open | Parked) => {
            refuse("is not agreed: there is nothing to reopen", "")
        }
        (Event::Adopt, Agreed) if stage.level == Some(Level::Committee) => Ok(()),
        (Event::Adopt, _) => refuse(
            "is not agreed in committee on its words, without exception",
            "gavel it in committee first (`rapporteur agree --all --level committee` raises what is agreed below)",
        ),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stage(status: Status, level: Option<Level>) -> Stage {
        Stage {
            status,
            level,
            bracketed: status == Status::Bracketed,
        }
    }

    /// Every state with every act: what conference practice has is allowed, all else is refused with a reason.
    #[test]
    fn every_transition_of_a_paragraph_and_no_other() {
        use Level::{AdRef, Adopted, Committee, Informals};
        let gavel = |level| Event::Gavel { level, told: false };
        let told = |level| Event::Gavel { level, told: true };
        let acts = [
            ("ad_ref", gavel(AdRef)),
            ("informals", gavel(Informals)),
            ("committee", gavel(Committee)),
            ("told", told(Committee)),
            ("lift", Event::Lift),
            ("park", Event::Park),
            ("report", Event::Report),
            ("reopen", Event::Reopen),
            ("agree_delete", Event::AgreeDeletion),
            ("adopt", Event::Adopt),
        ];
        for (rule, from, may) in [
            (
                "open: gavelled at any level, parked, deleted",
                stage(Status::Open, None),
                "ad_ref informals committee told park agree_delete",
            ),
            (
                "bracketed: gavelled only when the chair was told, parked, deleted",
                stage(Status::Bracketed, None),
                "told park agree_delete",
            ),
            (
                "parked: comes back by a report, or is deleted",
                stage(Status::Parked, None),
                "report agree_delete",
            ),
            (
                "agreed ad ref: raised, reopened, deleted",
                stage(Status::AdRef, Some(AdRef)),
                "informals committee told reopen agree_delete",
            ),
            (
                "agreed in informals: raised, reopened, deleted",
                stage(Status::Agreed, Some(Informals)),
                "committee told reopen agree_delete",
            ),
            (
                "agreed in committee: adopted, reopened, deleted",
                stage(Status::Agreed, Some(Committee)),
                "reopen agree_delete adopt",
            ),
            (
                "agreed pending some: lifted, raised, reopened, deleted",
                stage(Status::Pending, Some(Informals)),
                "committee told lift reopen agree_delete",
            ),
            (
                "pending in committee is not adopted",
                stage(Status::Pending, Some(Committee)),
                "lift reopen agree_delete",
            ),
            (
                "stale: reconfirmed at any level, reopened, deleted",
                stage(Status::Stale, Some(Committee)),
                "ad_ref informals committee told reopen agree_delete",
            ),
            (
                "adopted: nothing but a corrigendum",
                stage(Status::Agreed, Some(Adopted)),
                "",
            ),
        ] {
            let mut found = Vec::new();
            for (name, event) in acts {
                match allowed(from, event) {
                    Ok(()) => found.push(name),
                    Err(refusal) => {
                        assert!(!refusal.why.is_empty(), "{rule}: {name}");
                        let says = !refusal.instead.is_empty() || event == Event::Reopen;
                        assert!(says, "{rule}: {name} does not say what to do");
                    }
                }
            }
            assert_eq!(found.join(" "), may, "{rule}");
        }
    }

    #[test]
    fn brackets_over_several_paragraphs_count_in_every_state() {
        for (status, level) in [
            (Status::Stale, Some(Level::Informals)),
            (Status::Open, None),
            (Status::AdRef, Some(Level::AdRef)),
        ] {
            let from = Stage {
                status,
                level,
                bracketed: true,
            };
            let (level, told) = (Level::Committee, false);
            assert!(allowed(from, Event::Gavel { level, told }).is_err());
            assert!(allowed(from, Event::Gavel { level, told: true }).is_ok());
        }
    }
}
