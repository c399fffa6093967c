//! Comparisons as JSON: `diff`, `history` and `versions`.

use serde::Serialize;

use crate::compare::{
    Count, Edit, Heard, Item, Kind, Note, OnlyChanged, Op, Pair, Remark, Sheet, Summary,
};

/// `diff`.
#[derive(Debug, Serialize)]
pub(crate) struct Differences<'a> {
    a: &'a str,
    b: &'a str,
    told: &'a str,
    summary: Sums,
    pairs: Vec<PairOf<'a>>,
    /// With `--since-agreed`: ids of the paragraphs that the delegation has said nothing on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unheard: Vec<&'a str>,
    /// With `--since-agreed`: ids of the paragraphs whose earlier words are nowhere kept.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unknown: Vec<&'a str>,
}

/// `diff --since-agreed all`.
#[derive(Debug, Serialize)]
pub(crate) struct SinceAgreed<'a> {
    /// Those for whom something changed.
    pub(crate) delegations: Vec<SinceOf<'a>>,
    /// Codes of those for whom nothing did, in what they have positions on.
    pub(crate) unchanged: Vec<&'a str>,
    /// Codes of those who have no position on any paragraph.
    pub(crate) silent: Vec<&'a str>,
}

/// What changed since one delegation spoke.
#[derive(Debug, Serialize)]
pub(crate) struct SinceOf<'a> {
    pub(crate) code: &'a str,
    pub(crate) name: &'a str,
    /// Paragraphs that are others than those it spoke on.
    pub(crate) changed: usize,
    #[serde(flatten)]
    pub(crate) differences: Differences<'a>,
}

/// The pairs counted.
#[derive(Debug, Serialize)]
pub(crate) struct Sums {
    unchanged: usize,
    changed: usize,
    moved: usize,
    inserted: usize,
    deleted: usize,
    split: usize,
    merged: usize,
    relabelled: usize,
    words_inserted: usize,
    words_deleted: usize,
    /// Pairs in which typography differs, where that is no change.
    typography: usize,
}

impl Sums {
    pub(crate) fn of(sums: &Summary) -> Self {
        Self {
            unchanged: sums.unchanged,
            changed: sums.changed,
            moved: sums.moved,
            inserted: sums.inserted,
            deleted: sums.deleted,
            split: sums.split,
            merged: sums.merged,
            relabelled: sums.relabelled,
            words_inserted: sums.words_inserted,
            words_deleted: sums.words_deleted,
            typography: sums.typography,
        }
    }
}

#[derive(Debug, Serialize)]
struct PairOf<'a> {
    a: &'a [usize],
    b: &'a [usize],
    name: String,
    ids: Vec<&'a str>,
    kind: &'static str,
    moved: bool,
    relabelled: Option<(Option<&'a str>, Option<&'a str>)>,
    /// The role before and after, when it is of another part of the text now.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<(&'static str, &'static str)>,
    obligations: Vec<Duty>,
    edits: Vec<EditOf<'a>>,
    /// Of two languages, where nothing can be told of words: the paragraphs as they stand in each.
    #[serde(skip_serializing_if = "Option::is_none")]
    texts: Option<[Vec<&'a str>; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<SinceWords<'a>>,
}

#[derive(Debug, Serialize)]
struct Duty {
    from: String,
    to: String,
    shift: &'static str,
}

#[derive(Debug, Serialize)]
struct SinceWords<'a> {
    words: &'static str,
    who: Vec<Stated<'a>>,
}

#[derive(Debug, Serialize)]
struct Stated<'a> {
    code: &'a str,
    stance: &'a str,
}

impl<'a> SinceWords<'a> {
    fn of(remark: &'a Remark) -> Self {
        Self {
            words: match remark.heard {
                Heard::Same => "same",
                Heard::Changed => "changed",
                Heard::Nowhere => "nowhere_kept",
                Heard::Unheard => "unheard",
            },
            who: remark
                .who
                .iter()
                .map(|(code, stance)| Stated { code, stance })
                .collect(),
        }
    }
}

/// An edit.
#[derive(Debug, Serialize)]
pub(crate) struct EditOf<'a> {
    op: &'static str,
    text: &'a str,
}

impl<'a> EditOf<'a> {
    pub(crate) fn all(edits: &'a [Edit]) -> Vec<Self> {
        let edits = edits.iter();
        edits
            .map(|edit| Self {
                op: op(edit.op),
                text: &edit.text,
            })
            .collect()
    }
}

impl<'a> Differences<'a> {
    /// What differs.
    pub(crate) fn of(sheet: &'a Sheet, only: OnlyChanged) -> Self {
        let heard = |heard: Heard| {
            let rows = sheet.comparison.pairs.iter().zip(&sheet.remarks);
            rows.filter(move |(_, remark)| remark.heard == heard)
                .filter_map(|(pair, _)| Some(sheet.a.paragraphs.get(*pair.a.first()?)?.id.as_str()))
                .collect()
        };
        Self {
            a: &sheet.older,
            b: &sheet.newer,
            told: &sheet.told,
            summary: Sums::of(&sheet.comparison.summary),
            unheard: heard(Heard::Unheard),
            unknown: heard(Heard::Nowhere),
            pairs: sheet
                .comparison
                .pairs
                .iter()
                .enumerate()
                .filter(|(at, _)| only == OnlyChanged::No || sheet.is_change(*at))
                .map(|(at, pair)| PairOf::of(sheet, at, pair))
                .collect(),
        }
    }
}

impl<'a> PairOf<'a> {
    fn of(sheet: &'a Sheet, at: usize, pair: &'a Pair) -> Self {
        let (document, places) = if pair.b.is_empty() {
            (&sheet.a, &pair.a)
        } else {
            (&sheet.b, &pair.b)
        };
        let paragraphs = places.iter().filter_map(|at| document.paragraphs.get(*at));
        let label = |label: &'a Option<crate::model::Label>| {
            label.as_ref().map(crate::model::Label::as_str)
        };
        let duties = sheet.notes(Item::Pair(at), '#').into_iter();
        Self {
            a: &pair.a,
            b: &pair.b,
            name: sheet.name(Item::Pair(at), '#'),
            ids: paragraphs.map(|p| p.id.as_str()).collect(),
            kind: kind(pair.kind),
            moved: pair.moved,
            relabelled: pair
                .relabelled
                .as_ref()
                .map(|(before, after)| (label(before), label(after))),
            role: sheet
                .names('#')
                .roles(pair)
                .map(|(before, after)| (before.word(), after.word())),
            obligations: duties
                .filter_map(|note| match note {
                    Note::Duty(duty) => Some(Duty {
                        from: duty.from,
                        to: duty.to,
                        shift: duty.shift.word(),
                    }),
                    _ => None,
                })
                .collect(),
            edits: EditOf::all(&pair.edits),
            texts: sheet.is_translated().then(|| {
                [(&sheet.a, &pair.a), (&sheet.b, &pair.b)].map(|(document, places)| {
                    let found = places.iter().filter_map(|at| document.paragraphs.get(*at));
                    found.map(|p| p.text()).collect()
                })
            }),
            since: sheet.remarks.get(at).map(SinceWords::of),
        }
    }
}

/// The word for what happened to a paragraph.
pub(crate) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Unchanged => "unchanged",
        Kind::Changed => "changed",
        Kind::Inserted => "inserted",
        Kind::Deleted => "deleted",
        Kind::Split => "split",
        Kind::Merged => "merged",
    }
}

fn op(op: Op) -> &'static str {
    match op {
        Op::Equal => "equal",
        Op::Insert => "insert",
        Op::Delete => "delete",
    }
}

/// `versions`.
#[derive(Debug, Serialize)]
pub(crate) struct Versions {
    pub(crate) versions: Vec<VersionRow>,
}

/// A version, or the draft at the end.
#[derive(Debug, Serialize)]
pub(crate) struct VersionRow {
    pub(crate) version: String,
    pub(crate) frozen: Option<String>,
    pub(crate) paragraphs: usize,
    pub(crate) words: usize,
    pub(crate) brackets: usize,
    pub(crate) agreed: usize,
    /// What changed since the one before; none of the first.
    pub(crate) since: Option<Sums>,
}

impl VersionRow {
    pub(crate) fn of(
        version: &str,
        frozen: Option<String>,
        count: &Count,
        since: Option<&Summary>,
    ) -> Self {
        Self {
            version: version.to_owned(),
            frozen,
            paragraphs: count.paragraphs,
            words: count.words,
            brackets: count.brackets,
            agreed: count.agreed,
            since: since.map(Sums::of),
        }
    }
}

/// `history`.
#[derive(Debug, Serialize)]
pub(crate) struct Followed<'a> {
    pub(crate) stages: Vec<StageOf<'a>>,
}

/// A paragraph in one version.
#[derive(Debug, Serialize)]
pub(crate) struct StageOf<'a> {
    pub(crate) version: &'a str,
    pub(crate) frozen: Option<String>,
    /// What it is called there; empty where it was deleted.
    pub(crate) names: Vec<String>,
    pub(crate) text: Vec<&'a str>,
    /// The version that it is compared with.
    pub(crate) from: Option<&'a str>,
    pub(crate) changes: Vec<StageChange<'a>>,
    /// Who did what to it between the two, as the record has it.
    pub(crate) record: Vec<Did<'a>>,
}

/// What changed in a paragraph from one version to the next.
#[derive(Debug, Serialize)]
pub(crate) struct StageChange<'a> {
    kind: &'static str,
    moved: bool,
    edits: Vec<EditOf<'a>>,
}

impl<'a> StageChange<'a> {
    pub(crate) fn of(pair: &'a Pair) -> Self {
        Self {
            kind: kind(pair.kind),
            moved: pair.moved,
            edits: EditOf::all(&pair.edits),
        }
    }
}

/// What somebody did.
#[derive(Debug, Serialize)]
pub(crate) struct Did<'a> {
    pub(crate) at: String,
    pub(crate) actor: &'a str,
    pub(crate) title: &'a str,
}
