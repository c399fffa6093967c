//! The tables of `export --to csv`: a line of names, then the lines. `docs/format.md` says what each column means.

use std::sync::Arc;

use crate::cli::status::{By, reason};
use crate::model::matrix::{GroupStanding, STALE, SectionSum, Sums, cell_word, is_stale};
use crate::model::progress::Progress;
use crate::model::{
    Code, Consensus, Delegation, Group, Kind, Paragraph, ParagraphStanding, Position, PrivateNotes,
    Stance, Status, UNHEARD, Visibility, Workspace,
};

/// A table: its names, then its lines.
pub(super) type Table = Vec<Vec<String>>;

fn named(names: &[&str], more: impl IntoIterator<Item = String>) -> Table {
    let names = names.iter().map(ToString::to_string);
    vec![names.chain(more).collect()]
}

/// The paragraphs that count, with their places.
fn counted<'a>(
    workspace: &'a Workspace,
    consensus: &'a Consensus,
) -> impl Iterator<Item = (usize, &'a Paragraph, &'a ParagraphStanding)> {
    let paragraphs = workspace.original().map(|d| d.paragraphs.as_slice());
    let paragraphs = paragraphs.unwrap_or_default().iter();
    let all = paragraphs.zip(&consensus.paragraphs).enumerate();
    all.filter(|(_, (_, standing))| standing.counted)
        .map(|(at, (p, standing))| (at, &**p, standing))
}

/// `id`, `label`, `place` of a paragraph.
fn head(at: usize, p: &Paragraph) -> Vec<String> {
    let label = p.label.as_ref().map(ToString::to_string);
    vec![
        p.id.to_string(),
        label.unwrap_or_default(),
        (at + 1).to_string(),
    ]
}

fn codes(codes: &[Code]) -> String {
    let codes: Vec<&str> = codes.iter().map(Code::as_str).collect();
    codes.join(" ")
}

/// Paragraphs down, delegations across; behind them what those keep for themselves who were asked for by name.
pub(super) fn matrix(
    workspace: &Workspace,
    consensus: &Consensus,
    private: &[PrivateNotes],
) -> Table {
    let delegations = &workspace.header.delegations;
    let codes = delegations.iter().map(|d| d.code.to_string());
    let own = private.iter().flat_map(|notes| {
        let of = notes.of;
        ["instructions", "fallback"].map(|what| format!("{of} {what}"))
    });
    let mut table = named(
        &["id", "label", "place", "status", "readiness"],
        codes.chain(own),
    );
    for (at, p, standing) in counted(workspace, consensus) {
        let mut row = head(at, p);
        row.push(standing.status.word().to_owned());
        row.push(standing.readiness.word().to_owned());
        row.extend(delegations.iter().map(|d| {
            let standing = workspace.standing(d.code, p);
            cell_word(standing.as_ref()).to_owned()
        }));
        for notes in private {
            let note = notes.notes.get(&p.id);
            let said = |said: Option<&Arc<str>>| said.map(ToString::to_string).unwrap_or_default();
            row.push(said(note.and_then(|n| n.instructions.as_ref())));
            row.push(said(note.and_then(|n| n.fallback.as_ref())));
        }
        table.push(row);
    }
    table
}

/// What `status` says, a line for each of those.
pub(super) fn status(workspace: &Workspace, consensus: &Consensus, by: By) -> Table {
    match by {
        By::Paragraph => paragraphs(workspace, consensus),
        By::Section => sections(workspace, consensus),
        By::Delegation => delegations(workspace, consensus),
        By::Group => groups(workspace, consensus),
        By::Version => versions(workspace, consensus),
    }
}

fn paragraphs(workspace: &Workspace, consensus: &Consensus) -> Table {
    let names = [
        "id",
        "label",
        "place",
        "status",
        "readiness",
        "blocking",
        "pending",
        "stale",
        "unheard",
        "brackets",
        "reason",
    ];
    let mut table = named(&names, []);
    for (at, p, standing) in counted(workspace, consensus) {
        let mut row = head(at, p);
        row.push(standing.status.word().to_owned());
        row.push(standing.readiness.word().to_owned());
        row.push(codes(&standing.blocking));
        row.push(codes(&standing.pending));
        row.push(codes(&standing.stale));
        row.push(codes(&standing.unheard));
        row.push(p.brackets().to_string());
        row.push(reason(workspace.header.rule, standing, p.brackets()));
        table.push(row);
    }
    table
}

fn sections(workspace: &Workspace, consensus: &Consensus) -> Table {
    let statuses = Status::ALL.iter().map(|status| status.word());
    let more = ["brackets", "readiness", "blocking", "waiting", "to_ask"];
    let mut table = named(
        &["section", "from", "to", "paragraphs"],
        statuses.chain(more).map(str::to_owned),
    );
    let with_counts = |of: &[(Code, usize)]| {
        let of = of.iter().map(|(code, count)| format!("{code}:{count}"));
        of.collect::<Vec<_>>().join(" ")
    };
    for sum in SectionSum::all(workspace, consensus) {
        let places = &sum.section.places;
        let mut row = vec![
            sum.section.name.clone(),
            (places.start + 1).to_string(),
            places.end.to_string(),
            sum.counts.total().to_string(),
        ];
        row.extend(Status::ALL.iter().map(|s| sum.counts.of(*s).to_string()));
        row.push(sum.brackets.to_string());
        row.push(sum.readiness.word().to_owned());
        row.extend([&sum.blocking, &sum.pending, &sum.stale].map(|of| with_counts(of)));
        table.push(row);
    }
    table
}

/// The words of the counts of stances, in their order.
fn stances() -> impl Iterator<Item = &'static str> {
    Stance::WORDS.iter().copied().chain([STALE, UNHEARD])
}

fn kind(delegation: &Delegation) -> String {
    let kinds = Kind::ALL;
    let kind = kinds.iter().find(|(kind, _)| *kind == delegation.kind);
    kind.map_or("member", |(_, word)| word).to_owned()
}

fn delegations(workspace: &Workspace, consensus: &Consensus) -> Table {
    let mut table = named(&["code", "name", "kind"], stances().map(str::to_owned));
    let all = workspace.header.delegations.iter();
    for (delegation, sum) in all.zip(&consensus.delegations) {
        let mut row = vec![
            delegation.code.to_string(),
            delegation.name.to_string(),
            kind(delegation),
        ];
        row.extend(Stance::WORDS.iter().map(|word| sum.of(word).to_string()));
        row.push(sum.stale.to_string());
        row.push(sum.unheard.to_string());
        table.push(row);
    }
    table
}

fn groups(workspace: &Workspace, consensus: &Consensus) -> Table {
    let mut table = named(
        &["code", "name", "members", "together", "mixed"],
        stances().map(str::to_owned),
    );
    for group in &workspace.header.groups {
        let (together, mixed, sums) = of_group(workspace, consensus, group);
        let mut row = vec![
            group.code.to_string(),
            group.name.to_string(),
            codes(&group.members),
            together.to_string(),
            mixed.to_string(),
        ];
        row.extend(stances().map(|word| sums.of(word).to_string()));
        table.push(row);
    }
    table
}

fn versions(workspace: &Workspace, consensus: &Consensus) -> Table {
    let names = ["version", "frozen", "paragraphs", "agreed", "brackets"];
    let mut table = named(&names, []);
    for point in Progress::of(workspace, consensus).points {
        table.push(vec![
            point.version.unwrap_or("draft".to_owned()),
            point.frozen.map(|at| at.to_string()).unwrap_or_default(),
            point.counted.to_string(),
            point.agreed.to_string(),
            point.brackets.to_string(),
        ]);
    }
    table
}

/// On how many paragraphs the members of a group stand together, on how many they do not, and their cells.
pub(crate) fn of_group(
    workspace: &Workspace,
    consensus: &Consensus,
    group: &Group,
) -> (usize, usize, Sums) {
    let (mut together, mut mixed, mut sums) = (0, 0, Sums::default());
    for (_, p, _) in counted(workspace, consensus) {
        if let Some(standing) = GroupStanding::of(workspace, group, p) {
            mixed += usize::from(standing.is_mixed());
            together += usize::from(!standing.is_mixed());
            sums.join(&standing.sums);
        }
    }
    (together, mixed, sums)
}

/// The names of the table of positions.
pub(crate) const POSITION_NAMES: [&str; 15] = [
    "delegation",
    "name",
    "id",
    "label",
    "place",
    "stance",
    "stale",
    "on",
    "given_on",
    "needs",
    "proposal",
    "note",
    "said_in",
    "at",
    "visibility",
];

/// Every position that is recorded, delegations and groups in the order of the workspace, paragraphs in that of the text.
pub(super) fn positions(workspace: &Workspace) -> Table {
    let mut table = named(&POSITION_NAMES, []);
    let text = |said: &Option<std::sync::Arc<str>>| said.as_deref().unwrap_or_default().to_owned();
    for (at, p, party, position) in recorded(workspace) {
        let (needs, proposal) = match &position.stance {
            Stance::AgreeIf(needs) => {
                let needs: Vec<&str> = needs.iter().map(crate::model::Id::as_str).collect();
                (needs.join(" "), None)
            }
            Stance::Amend(proposal) => (String::new(), *proposal),
            _ => (String::new(), None),
        };
        let stale = is_stale(workspace, position, p);
        let mut row = vec![party.0.to_string(), party.1.to_owned()];
        row.extend(head(at, p));
        row.push(position.stance.word().to_owned());
        row.push(if stale { "yes" } else { "no" }.to_owned());
        row.push(position.on.to_string());
        row.push(position.carried.unwrap_or(position.on).to_string());
        row.push(needs);
        row.push(proposal.map(|id| id.to_string()).unwrap_or_default());
        row.push(text(&position.note));
        row.push(text(&position.said_in));
        row.push(position.at.map(|at| at.to_string()).unwrap_or_default());
        row.push(seen_by(position.visibility).to_owned());
        table.push(row);
    }
    table
}

/// The word for who may see a position.
pub(crate) fn seen_by(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Room => "room",
        Visibility::Group => "group",
    }
}

/// A recorded position: the place and the paragraph it is on, whose it is by code and name, and the position.
pub(crate) type RecordedPosition<'a> = (usize, &'a Paragraph, (&'a Code, &'a str), &'a Position);

/// The positions that are recorded on paragraphs of the original draft.
pub(crate) fn recorded(workspace: &Workspace) -> Vec<RecordedPosition<'_>> {
    let header = &workspace.header;
    let delegations = header.delegations.iter().map(|d| (&d.code, &*d.name));
    let parties = delegations.chain(header.groups.iter().map(|g| (&g.code, &*g.name)));
    let paragraphs = workspace.original().map(|d| d.paragraphs.as_slice());
    let paragraphs = paragraphs.unwrap_or_default();
    let mut all = Vec::new();
    for party in parties {
        for (at, p) in paragraphs.iter().enumerate() {
            if let Some(position) = workspace.position(*party.0, p.id) {
                all.push((at, &**p, party, position));
            }
        }
    }
    all
}
