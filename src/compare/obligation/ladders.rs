//! What the tables of duty are made of: scales, steps, and what weighs on a phrase. The words of each language stand in
//! `english`, `french`, `spanish`, `others` and `chinese`.

use super::{chinese, english, french, others, spanish};

/// Steps of a scale: how much a phrase binds, and the phrases. `!` before a phrase: it forbids.
pub(super) type Steps = &'static [(i16, &'static [&'static str])];

/// Permission: who may.
pub(super) const MAY: i16 = 0;
/// Advice: who should.
pub(super) const SHOULD: i16 = 20;
/// What is to come: who will.
pub(super) const WILL: i16 = 30;
/// Duty: who shall.
pub(super) const SHALL: i16 = 40;
/// No duty: who need not.
pub(super) const FREE: i16 = -10;
/// Stressing, emphasizing: more than a view, and nobody is asked for anything.
pub(super) const STRESS: i16 = 25;
/// Asking, from here upwards.
pub(super) const ASK: i16 = 30;
/// How much less who is to endeavour is bound.
pub(super) const SOFT: i16 = 8;
/// How much more is asked strongly.
pub(super) const STRONG: i16 = 3;

/// What a phrase binds by. Only phrases of one scale are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Scale {
    /// Modal verbs: may, should, will, shall.
    Modal,
    /// Verbs that lead a paragraph, from taking note to deciding.
    Act,
    /// How much is approved: notes, welcomes, endorses, adopts.
    Approval,
    /// How much is disapproved: notes, regrets, condemns.
    Concern,
    /// Whether a text binds at all.
    Force,
}

/// The words of duty of one language.
pub(super) struct Tongue {
    /// Modal verbs and what stands for one.
    pub modals: Steps,
    /// Verbs that ask, demand and decide.
    pub acts: Steps,
    /// Verbs that say how something is seen. The lowest are neutral.
    pub views: Steps,
    /// Verbs that approve and adopt.
    pub approvals: Steps,
    /// Verbs that disapprove.
    pub concerns: Steps,
    /// Adjectives of a text.
    pub force: Steps,
    /// What makes an act stronger, before it.
    pub strongly_before: &'static [&'static str],
    /// What makes an act stronger, behind it.
    pub strongly_behind: &'static [&'static str],
    /// What turns a modal verb round, before it.
    pub not_before: &'static [&'static str],
    /// What turns a modal verb round, behind it.
    pub not_behind: &'static [&'static str],
    /// What makes a modal verb weaker, behind it: endeavour to.
    pub soft: &'static [&'static str],
    /// Behind what a verb of the tables is a noun: the requests.
    pub nouns_behind: &'static [&'static str],
    /// Whether a verb without a modal verb binds, as present and future do in French treaties.
    pub finite_binds: bool,
}

/// All of them.
pub(super) const TONGUES: [&Tongue; 6] = [
    &english::ENGLISH,
    &french::FRENCH,
    &spanish::SPANISH,
    &others::RUSSIAN,
    &others::ARABIC,
    &chinese::CHINESE,
];

/// Phrases that stand for one and the same of another language as often as not, so that nothing is said of one that became
/// the other. In successive resolutions of the Council that exist in six languages, 邀请 and 请 are both “invites”, рекомендует
/// and призывает both “encourages”.
pub(super) const SYNONYMS: &[(&str, &str)] = &[
    ("邀请", "请"),
    ("邀请", "促请"),
    ("предлагает", "повторяет свою просьбу"),
    ("предлагая", "повторяя свою просьбу"),
    ("рекомендует", "призывает"),
    ("рекомендуя", "призывая"),
    ("настоятельно рекомендует", "настоятельно призывает"),
    ("настоятельно рекомендуя", "настоятельно призывая"),
    ("engage", "encourage"),
    ("engage", "invite"),
    ("engage", "demande"),
    ("engage", "prie"),
    ("engage", "appelle"),
    ("engageant", "encourageant"),
    ("engageant", "invitant"),
    ("engageant", "demandant"),
    ("engageant", "priant"),
];

/// Words that change nothing in a phrase: “also requests”, “calls once again upon”.
pub(super) const FILLERS: &[&str] = &[
    "also",
    "further",
    "again",
    "once",
    "également",
    "encore",
    "también",
    "además",
    "asimismo",
    "nuevamente",
    "также",
    "далее",
    "вновь",
    "снова",
    "أيضا",
    "كذلك",
];
