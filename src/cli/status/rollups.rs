//! `status --by section` and `--by group`: the same, summed.

use crate::cli::export::of_group;
use crate::cli::out::{Look, Out};
use crate::model::matrix::{STALE, SectionSum, Sums};
use crate::model::progress::Progress;
use crate::model::{Code, Consensus, Moment, Readiness, Stance, Status, UNHEARD, Workspace};

/// A row for each section.
pub(super) fn by_section(out: &mut Out, workspace: &Workspace, consensus: &Consensus) {
    let mut rows = vec![super::head(&[
        "place",
        "agreed",
        "brackets",
        "readiness",
        "section",
    ])];
    let mut ways = Vec::new();
    for sum in SectionSum::all(workspace, consensus) {
        let places = &sum.section.places;
        let look = match sum.readiness {
            Readiness::Clear => Look::Good,
            Readiness::Pending => Look::Warn,
            Readiness::Blocked => Look::Bad,
        };
        let first = if places.len() == 1 {
            format!("#{}", places.end)
        } else {
            format!("#{}–{}", places.start + 1, places.end)
        };
        rows.push(vec![
            (Look::Faint, first.clone()),
            (
                Look::Plain,
                format!("{} of {}", sum.counts.agreed(), sum.counts.total()),
            ),
            number(sum.brackets),
            (look, sum.readiness.word().to_owned()),
            (
                Look::Strong,
                crate::cli::words::first_words(&sum.section.name, 40),
            ),
        ]);
        let way = in_the_way(&sum);
        if !way.is_empty() {
            ways.push(vec![
                (Look::Strong, format!("  {first}")),
                (Look::Plain, way),
            ]);
        }
    }
    out.table(&rows);
    if !ways.is_empty() {
        out.end();
        out.text(Look::Strong, "In the way, by section").end();
        out.table(&ways);
    }
}

fn number(count: usize) -> (Look, String) {
    match count {
        0 => (Look::Faint, "·".to_owned()),
        count => (Look::Plain, count.to_string()),
    }
}

/// `blocked by IRN (2), UZB · pending KAZ`: who, and on how many paragraphs if on more than one.
pub(super) fn in_the_way(sum: &SectionSum) -> String {
    let mut said = Vec::new();
    let mut add = |of: &[(Code, usize)], what: &str| {
        let of = of.iter().map(|(code, count)| match count {
            1 => code.to_string(),
            count => format!("{code} ({count})"),
        });
        let of: Vec<String> = of.collect();
        if !of.is_empty() {
            said.push(format!("{what} {}", of.join(", ")));
        }
    };
    add(&sum.blocking, "blocked by");
    add(&sum.pending, "pending");
    add(&sum.stale, "to be asked again:");
    for status in [Status::Stale, Status::Parked] {
        match sum.counts.of(status) {
            0 => {}
            count if status == Status::Stale => said.push(format!("{count} agreed on other words")),
            count => said.push(format!("{count} parked")),
        }
    }
    said.join(" · ")
}

/// A row for each group.
pub(super) fn by_group(out: &mut Out, workspace: &Workspace, consensus: &Consensus) {
    if workspace.header.groups.is_empty() {
        out.line("There are no groups: add them to workspace.yaml under `groups`.");
        return;
    }
    let mut titles = vec!["code", "members", "together", "mixed"];
    titles.extend(words().map(|word| if word == "agree_if" { "if" } else { word }));
    titles.push("name");
    let mut rows = vec![super::head(&titles)];
    for group in &workspace.header.groups {
        let (together, mixed, sums) = of_group(workspace, consensus, group);
        let mut row = vec![
            (Look::Strong, group.code.to_string()),
            number(group.members.len()),
            number(together),
            number(mixed),
        ];
        row.extend(words().map(|word| number(sums.of(word))));
        let binding = if group.binding { "" } else { " (not binding)" };
        row.push((Look::Plain, format!("{}{binding}", group.name)));
        rows.push(row);
    }
    out.table(&rows);
}

fn words() -> impl Iterator<Item = &'static str> {
    Stance::WORDS.iter().copied().chain([STALE, UNHEARD])
}

/// A row for each version, and one for the draft.
pub(super) fn by_version(out: &mut Out, workspace: &Workspace, consensus: &Consensus) {
    let progress = Progress::of(workspace, consensus);
    let mut rows = vec![super::head(&[
        "version", "frozen", "agreed", "share", "brackets",
    ])];
    for point in &progress.points {
        let share = (point.agreed * 100).checked_div(point.counted).unwrap_or(0);
        rows.push(vec![
            (
                Look::Strong,
                point.version.clone().unwrap_or("draft".to_owned()),
            ),
            (
                Look::Faint,
                point.frozen.map(Moment::minute).unwrap_or_default(),
            ),
            (
                Look::Plain,
                format!("{} of {}", point.agreed, point.counted),
            ),
            (Look::Plain, format!("{share} %")),
            number(point.brackets),
        ]);
    }
    out.table(&rows);
    if progress.undated > 0 {
        let undated = crate::cli::words::counted(progress.undated, "agreement", "agreements");
        out.line(&format!(
            "{undated} without a time count in every version that has their words."
        ));
    }
}

/// `12 agree, 3 unheard`: what is not none.
pub(super) fn told(sums: &Sums) -> String {
    let said = words().filter(|word| sums.of(word) > 0);
    let said: Vec<String> = said
        .map(|word| format!("{} {}", sums.of(word), word.replace('_', " ")))
        .collect();
    if said.is_empty() {
        "nothing".to_owned()
    } else {
        said.join(", ")
    }
}
