//! Beside the text: where delegations stand on the selected paragraph, what stands in the way, where its words come from.

use crate::app::precedents::ask::Provenance;
use crate::app::precedents::near::Near;
use crate::app::regions::{Area, Pane};
use crate::app::{App, Focus, counted};
use crate::compare::Op;
use crate::edit::proposal::conflicts;
use crate::model::{
    Code, Gravity, Id, Kind, Moment, Paragraph, ParagraphStanding, ProposalStatus, Source, Stance,
    Standing, UNHEARD, Workspace, names,
};
use crate::text;

use super::Role;
use super::paint::Painter;
use super::stances;
use super::words::{Spans, Words};

/// Glyph of a stance.
pub(super) fn glyph(standing: Option<&Standing<'_>>) -> &'static str {
    match standing {
        None => ".",
        Some(s) if s.stale => "~",
        Some(s) => match s.position.stance {
            Stance::Agree => "=",
            Stance::AgreeIf(_) => "&",
            Stance::Flexible => "o",
            Stance::Reserve => "!",
            Stance::Amend(_) => "+",
            Stance::Oppose => "x",
            Stance::Absent => "-",
        },
    }
}

/// The word of a stance.
pub(super) fn word(standing: Option<&Standing<'_>>) -> String {
    match standing {
        None => UNHEARD.to_owned(),
        Some(s) if s.stale => "stale".to_owned(),
        Some(s) => s.position.stance.word().replace('_', " "),
    }
}

/// How a stance is shown.
pub(super) fn role(standing: Option<&Standing<'_>>) -> Role {
    standing.map_or(Role::Muted, |s| {
        Role::of_stance(&s.position.stance, s.stale)
    })
}

pub(super) fn draw(app: &App, pane: Pane, painter: &mut Painter<'_>) {
    let focused = app.draft().focus == Focus::Side && app.editing().is_none();
    let selected = app.draft().selected;
    if let Some(editing) = app.editing().filter(|editing| editing.is_gone()) {
        let title = match app.label_of_deleted(editing.paragraph()) {
            Some(label) => format!("{label} · deleted"),
            None => "Deleted".to_owned(),
        };
        painter.frame(pane, &title, focused);
        let said = "Somebody deleted it meanwhile.";
        painter.put_cut(pane.inner, 0, 1, said, Role::Muted);
        return;
    }
    let title = match selected {
        Some(id) => format!("{} · where delegations stand", app.name_of(id)),
        None => "Where delegations stand".to_owned(),
    };
    painter.frame(pane, &title, focused);
    let (Some(workspace), Some(id)) = (app.workspace(), selected) else {
        return;
    };
    let Some(p) = workspace.original().and_then(|d| d.get(id)) else {
        painter.put(
            pane.inner,
            0,
            1,
            "Not in the original: no positions.",
            Role::Muted,
        );
        return;
    };
    let standing = app
        .session()
        .and_then(|s| s.consensus().paragraphs.get(s.place(id)?));
    let silent = |code| workspace.standing(code, p).is_none();
    if standing.is_some_and(|s| !s.counted)
        && workspace.header.delegations.iter().all(|d| silent(d.code))
    {
        let area = Area {
            x: pane.inner.x + 1,
            width: pane.inner.width.saturating_sub(1),
            ..pane.inner
        };
        painter.put_cut(area, 0, 0, "Not up for negotiation.", Role::Muted);
        let (_, rest) = area.cut_top(2);
        put_lines(
            &about(
                workspace,
                p,
                app.selected().unwrap_or(p),
                agreed(app, p.id),
                app.now(),
            ),
            rest,
            painter,
        );
        return;
    }
    let parties = workspace.header.delegations.len() as u16;
    let mut area = pane.inner;
    // Beneath the text there is more room across than down: both parts stand side by side.
    let across = area.width >= 60 && area.height < 20;
    let right = if across {
        let (left, right) = area.cut_left(area.width * 9 / 20);
        area = left;
        Some(right)
    } else {
        None
    };
    let room = if across { 0 } else { 4 };
    let list = area.height.saturating_sub(room).max(1).min(area.height);
    let observers = workspace
        .header
        .delegations
        .iter()
        .any(|d| d.kind != Kind::Member);
    let separate = observers && parties < list;
    let list = Area {
        height: list,
        ..area
    };
    // More seats than rows: those who stand alike together, but for who walks from seat to seat.
    let together = parties > list.height && !focused;
    let used = if together {
        stances::draw(workspace, p, list, painter)
    } else {
        positions(app, workspace, p, list, separate, focused, painter)
    };
    let rest = right.unwrap_or_else(|| area.cut_top(used).1);
    below(app, workspace, p, rest, together, painter);
}

/// One row a delegation. Gives how many rows were used.
fn positions(
    app: &App,
    workspace: &Workspace,
    p: &Paragraph,
    area: Area,
    separate: bool,
    focused: bool,
    painter: &mut Painter<'_>,
) -> u16 {
    let delegations = &workspace.header.delegations;
    let width = delegations
        .iter()
        .map(|d| text::cells(d.code.as_str()))
        .max()
        .unwrap_or(3)
        .min(8) as u16;
    let top = app.draft().side_scroll.top;
    let mut row = 0;
    let mut before = None;
    for (at, delegation) in delegations.iter().enumerate().skip(top) {
        if row >= area.height {
            break;
        }
        if separate
            && delegation.kind != Kind::Member
            && before.is_none_or(|kind| kind == Kind::Member)
        {
            painter.put(
                area,
                row,
                1,
                painter.glyph("── observers ──", "-- observers --"),
                Role::Muted,
            );
            row += 1;
        }
        before = Some(delegation.kind);
        let standing = workspace.standing(delegation.code, p);
        let name = if delegation.kind == Kind::Member {
            Role::Text
        } else {
            Role::Muted
        };
        let code = text::truncate(delegation.code.as_str(), usize::from(width));
        painter.put(area, row, 1, &code, name);
        let role = role(standing.as_ref());
        let next = painter.put(area, row, width + 2, glyph(standing.as_ref()), role);
        let next = painter.put(area, row, next + 1, &word(standing.as_ref()), role);
        painter.put_cut(
            area,
            row,
            next + 1,
            &reason(app, (delegation.code, p.id), standing.as_ref()),
            Role::Muted,
        );
        if focused && at == app.draft().delegation {
            painter.tint(area, row, Role::Selected);
        }
        row += 1;
    }
    row
}

/// What explains a stance, in few words.
fn reason(app: &App, (code, id): (Code, Id), standing: Option<&Standing<'_>>) -> String {
    let Some(standing) = standing else {
        return String::new();
    };
    let mut parts: Vec<String> = Vec::new();
    if let Some(group) = standing.via {
        parts.push(format!("via {group}"));
    }
    let groups = app.workspace();
    if let Some((first, other)) = groups.and_then(|w| w.torn(code, id)) {
        parts.push(format!("{first} and {other} differ"));
    }
    if let Some(group) = groups.and_then(|w| w.broke_ranks(code, id)) {
        parts.push(format!("broke ranks with {group}"));
    }
    if standing.position.carried.is_some() {
        parts.push("carried".to_owned());
    }
    if standing.stale {
        let stance = standing.position.stance.word().replace('_', " ");
        parts.push(format!("was {stance} on {}", standing.position.on.short()));
    }
    if let Stance::AgreeIf(needs) = &standing.position.stance
        && !needs.is_empty()
    {
        let names: Vec<String> = needs.iter().map(|id| app.name_of(*id)).collect();
        parts.push(format!("needs {}", names.join(", ")));
    }
    if let Some(note) = &standing.position.note {
        parts.push(note.to_string());
    }
    parts.join(" · ")
}

/// What stands in the way, and where the words come from.
/// Where those who stand in the way are named above, they are only counted.
fn below(
    app: &App,
    workspace: &Workspace,
    p: &Paragraph,
    area: Area,
    named: bool,
    painter: &mut Painter<'_>,
) {
    let standing = app
        .session()
        .and_then(|s| s.consensus().paragraphs.get(s.place(p.id)?));
    let mut lines: Vec<(String, Role)> = Vec::new();
    let mut rules: Vec<(usize, &'static str)> = Vec::new();
    let own = private(app);
    if !own.is_empty() {
        rules.push((lines.len(), "for your delegation alone"));
        lines.push((String::new(), Role::Text));
        lines.extend(own);
    }
    if let Some(standing) = standing {
        rules.push((lines.len(), "stands in the way"));
        lines.push((String::new(), Role::Text));
        lines.extend(
            obstacles(standing, if named { 0 } else { NAMED })
                .into_iter()
                .map(|line| (line, Role::of_readiness(standing.readiness))),
        );
        if !standing.counted {
            lines.push((
                "Not counted: not up for negotiation.".to_owned(),
                Role::Muted,
            ));
        }
    }
    let held = super::holders::lines(app, p);
    if !held.is_empty() {
        rules.push((lines.len(), "brackets"));
        lines.push((String::new(), Role::Text));
        lines.extend(held);
    }
    let proposed = proposed(workspace, p);
    if !proposed.is_empty() {
        rules.push((lines.len(), "proposals"));
        lines.push((String::new(), Role::Text));
        lines.extend(proposed);
    }
    let shown = app.selected().unwrap_or(p);
    let agreed = agreed(app, shown.id);
    let typing = app.editing().is_some();
    if typing && !agreed.is_empty() {
        // While somebody types, whose words they are comes before how things stand.
        rules.push((lines.len(), "agreed language"));
        lines.push((String::new(), Role::Text));
        lines.extend(agreed.iter().cloned());
    }
    let at_rest = if typing { Vec::new() } else { agreed };
    let (more, titled) = about(workspace, p, shown, at_rest, app.now());
    rules.extend(
        titled
            .into_iter()
            .map(|(at, title)| (at + lines.len(), title)),
    );
    lines.extend(more);
    put_lines(&(lines, rules), area, painter);
}

/// What is proposed on the paragraph, a line each.
fn proposed(workspace: &Workspace, p: &Paragraph) -> Vec<(String, Role)> {
    let pending = workspace.pending(p.id).into_iter();
    pending
        .map(|proposal| {
            let mut line = format!("{} {}", proposal.proposers(), proposal.kind());
            if !proposal.supporters.is_empty() {
                line.push_str(&format_args!(" · for {}", names(&proposal.supporters)).to_string());
            }
            if !proposal.opposers.is_empty() {
                line.push_str(
                    &format_args!(" · against {}", names(&proposal.opposers)).to_string(),
                );
            }
            let collides = conflicts(workspace, proposal).len();
            let stale = proposal.status == ProposalStatus::StaleBase;
            if stale {
                line.push_str(" · stale");
            }
            if collides > 0 {
                line.push_str(&format_args!(" · collides with {collides}").to_string());
            }
            let role = if stale || collides > 0 {
                Role::Attention
            } else {
                Role::Text
            };
            (line, role)
        })
        .collect()
}

/// Lines in their roles, with the titles that stand where some of them are.
type Lines = (Vec<(String, Role)>, Vec<(usize, &'static str)>);

/// What the delegation of this session keeps for itself, or why that is not read.
fn private(app: &App) -> Vec<(String, Role)> {
    let Some(code) = app.own_code() else {
        return Vec::new();
    };
    match app.private() {
        Some(Ok(note)) => {
            let both = [
                ("instructions", note.instructions),
                ("fallback", note.fallback),
            ];
            let both = both
                .into_iter()
                .filter_map(|(what, said)| Some((what, said?)));
            both.map(|(what, said)| (format!("{code} {what}: {said}"), Role::Near))
                .collect()
        }
        Some(Err(why)) => vec![(why.to_owned(), Role::Danger)],
        None => Vec::new(),
    }
}

/// A source in one line.
fn sourced(source: &Source) -> String {
    let place = source.paragraph.as_ref();
    let place = place.map(|n| format!("  ¶{n}")).unwrap_or_default();
    format!("{}{place}", source.symbol)
}

/// What differs from what a paragraph nearly repeats, without the words that do not.
fn near_words(near: &Near) -> String {
    let changes = near.edits.iter().filter(|edit| edit.is_change());
    let marked = changes.map(|edit| match edit.op {
        Op::Delete => format!("[-{}-]", edit.text.trim()),
        _ => format!("{{+{}+}}", edit.text.trim()),
    });
    marked.collect::<Vec<_>>().join(" ")
}

/// What was put in while somebody types, and whose the words are.
fn agreed(app: &App, id: Id) -> Vec<(String, Role)> {
    let cites = app.editing().filter(|editing| editing.is_on(id));
    let cites = cites.map_or(Vec::new(), crate::app::Editing::cites);
    let mut lines: Vec<(String, Role)> = cites
        .iter()
        .map(|cite| (format!("put in: {}", sourced(cite)), Role::Near))
        .collect();
    lines.extend(traced(app, id));
    lines
}

/// Most spans that are named.
const SPANS: usize = 4;

/// How many words of a paragraph are agreed language, and whose the longest spans are.
fn traced(app: &App, id: Id) -> Vec<(String, Role)> {
    let something = |known: &&Provenance| !known.spans.is_empty() || known.near.is_some();
    let Some(known) = app.provenance(id).filter(something) else {
        return Vec::new();
    };
    let mut longest: Vec<_> = known.spans.iter().collect();
    longest.sort_by_key(|span| std::cmp::Reverse(span.words));
    let mut lines = vec![(
        format!("{} of {} words verbatim", known.agreed, known.words),
        Role::Near,
    )];
    for span in longest.iter().take(SPANS) {
        let year = span.date.as_deref().and_then(|date| date.get(..4));
        let year = year.map(|year| format!(" · {year}")).unwrap_or_default();
        let others = match span.others {
            0 => String::new(),
            n => format!(" · {n} more"),
        };
        lines.push((
            format!(
                "{}  {} {}{year}{others}",
                span.words, span.symbol, span.paragraph
            ),
            Role::Text,
        ));
    }
    if let Some(near) = &known.near {
        let year = near.date.as_deref().and_then(|date| date.get(..4));
        let year = year.map(|year| format!(" · {year}")).unwrap_or_default();
        let words = counted(near.words, "word", "words");
        lines.push((
            format!(
                "near {} {}{year}, but for {words}:",
                near.symbol, near.paragraph
            ),
            Role::Attention,
        ));
        lines.push((near_words(near), Role::Text));
    }
    if longest.len() > SPANS {
        lines.push((format!("{} more spans", longest.len() - SPANS), Role::Muted));
    }
    lines
}

/// How a paragraph was last agreed, where its words come from, what was noted.
fn about(
    workspace: &Workspace,
    p: &Paragraph,
    shown: &Paragraph,
    agreed: Vec<(String, Role)>,
    now: Moment,
) -> Lines {
    let mut lines: Vec<(String, Role)> = Vec::new();
    let mut rules: Vec<(usize, &'static str)> = Vec::new();
    let told = workspace.told_of(p, now).into_iter();
    let (past, standing): (Vec<_>, Vec<_>) =
        told.partition(|(_, gravity)| *gravity == Gravity::Past);
    lines.extend(standing.into_iter().map(|(line, gravity)| {
        let role = match gravity {
            Gravity::Open => Role::Attention,
            _ => Role::Text,
        };
        (line, role)
    }));
    if !agreed.is_empty() {
        rules.push((lines.len(), "agreed language"));
        lines.push((String::new(), Role::Text));
        lines.extend(agreed);
    }
    if !shown.sources.is_empty() || shown.note.is_some() {
        rules.push((lines.len(), "sources"));
        lines.push((String::new(), Role::Text));
        for source in &shown.sources {
            lines.push((sourced(source), Role::Text));
        }
        if let Some(note) = &shown.note {
            lines.push((format!("Note: {note}"), Role::Muted));
        }
    }
    if !past.is_empty() {
        rules.push((lines.len(), "history"));
        lines.push((String::new(), Role::Text));
        lines.extend(past.into_iter().map(|(line, _)| (line, Role::Muted)));
    }
    (lines, rules)
}

fn put_lines((lines, rules): &Lines, area: Area, painter: &mut Painter<'_>) {
    let mut row = 0;
    for (at, (line, role)) in lines.iter().enumerate() {
        if row >= area.height {
            return;
        }
        if let Some((_, title)) = rules.iter().find(|(place, _)| *place == at) {
            painter.rule(area, row, title);
            row += 1;
            continue;
        }
        let inner = Area {
            x: area.x + 1,
            width: area.width.saturating_sub(1),
            ..area
        };
        let words = Words::new(line, usize::from(inner.width.max(1)), &Spans::new());
        for n in 0..words.len() {
            let style = painter.style(*role);
            words.draw(n, painter, inner, row, style);
            row += 1;
        }
    }
}

/// Said when nobody is in the way.
pub(super) const NOTHING: &str = "Nothing.";

/// How many are named before the rest is counted.
pub(super) const NAMED: usize = 12;

/// Who is in the way, a line for each reason; no more than so many are named for one.
pub(super) fn obstacles(standing: &ParagraphStanding, most: usize) -> Vec<String> {
    let named = |codes: &[Code]| {
        let names: Vec<&str> = codes.iter().take(most).map(Code::as_str).collect();
        match codes.len().saturating_sub(most) {
            0 => names.join(" "),
            more if names.is_empty() => more.to_string(),
            more => format!("{} and {more} more", names.join(" ")),
        }
    };
    let mut lines = Vec::new();
    for (one, many, codes) in [
        ("objects or amends", "object or amend", &standing.blocking),
        ("reserves or waits", "reserve or wait", &standing.pending),
        ("must reconfirm", "must reconfirm", &standing.stale),
    ] {
        if !codes.is_empty() {
            let verb = if codes.len() == 1 { one } else { many };
            lines.push(format!("{} {verb}", named(codes)));
        }
    }
    if lines.is_empty() {
        lines.push(NOTHING.to_owned());
    }
    match standing.unheard.len() {
        0 => {}
        n => lines.push(format!("{n} unheard")),
    }
    lines
}
