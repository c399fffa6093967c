//! What is around every screen: title, screens, meter, banner, hints.

use crate::app::command::{self, Scope};
use crate::app::overlay::Overlay;
use crate::app::regions::Regions;
use crate::app::{App, Screen, Weight};
use crate::model::{Lens, Workspace};
use crate::text;

use super::Role;
use super::paint::Painter;

/// Cells of the meter.
const METER: usize = 8;

pub(super) fn draw(app: &App, regions: &Regions, painter: &mut Painter<'_>) {
    header(app, regions, painter);
    tabs(app, regions, painter);
    if let Some(banner) = app.banner() {
        painter.tint(regions.banner, 0, Role::Banner);
        painter.put_cut(regions.banner, 0, 1, &banner, Role::Banner);
    }
    hint(app, regions, painter);
}

fn header(app: &App, regions: &Regions, painter: &mut Painter<'_>) {
    let area = regions.header;
    let Some(workspace) = app.workspace() else {
        painter.put(area, 0, 1, "rapporteur", Role::Title);
        return;
    };
    let languages = languages(app, workspace);
    let rule = format!("rule {}", workspace.header.rule.word());
    let draft = draft_line(app);
    // What matters least goes first when there is no room.
    let width = usize::from(area.width);
    let mut right = vec![draft, languages, rule];
    let mut title = text::reveal(&workspace.header.title).into_owned();
    if let Some(silence) = app.silence_title() {
        title = format!("{title} · {silence}");
    }
    let wanted = |right: &[String]| right.iter().map(|r| text::cells(r) + 3).sum::<usize>();
    let least = match app.silence_title() {
        Some(_) => text::cells(&title),
        None => text::cells(&title).min(30),
    };
    while right.len() > 1 && wanted(&right) + least + 3 > width {
        right.pop();
    }
    let right = right.join("   ");
    let room = width.saturating_sub(text::cells(&right) + 3);
    let mut left = String::from(" ");
    if room > text::cells(&title) + 15 {
        left.push_str("rapporteur   ");
    }
    let start = painter.put(area, 0, 0, &left, Role::Muted);
    let room = room.saturating_sub(text::cells(&left)).max(4);
    painter.put(area, 0, start, &text::truncate(&title, room), Role::Title);
    painter.put_right(area, 0, start + 4, &format!("{right} "), Role::Text);
}

fn draft_line(app: &App) -> String {
    let lens = app.lens();
    if lens != Lens::Brackets {
        let left = match app.left() {
            0 => String::new(),
            left => format!(" · {left} [ ] left"),
        };
        return format!("draft · lens {}{left}", lens.title());
    }
    match app.session().and_then(crate::app::Session::changed_since) {
        Some((version, 0)) => format!("draft · as {version}"),
        Some((version, changed)) => format!("draft · {changed} since {version}"),
        None => "draft".to_owned(),
    }
}

/// `ru* en zh`: the one that is shown is starred.
fn languages(app: &App, workspace: &Workspace) -> String {
    let all: Vec<String> = crate::app::languages(workspace)
        .iter()
        .map(|language| {
            let star = if language == app.language() { "*" } else { "" };
            format!("{language}{star}")
        })
        .collect();
    all.join(" ")
}

fn tabs(app: &App, regions: &Regions, painter: &mut Painter<'_>) {
    let area = regions.tabs;
    if app.screen() == Screen::Picker {
        painter.put(area, 0, 1, "Workspaces", Role::Title);
        return;
    }
    let short = area.width < 72;
    let mut column = 1;
    let others: &[Screen] = if app.screen() == Screen::Walk {
        // Its keys are decisions: the other screens are behind it.
        let gavel = format!("gavel: agreed {}", app.walk_level().phrase());
        column = painter.put(area, 0, column, "Walk", Role::Tab) + 2;
        column = painter.put(area, 0, column, &gavel, Role::Text) + 2;
        &[]
    } else {
        &Screen::ALL
    };
    for (at, screen) in others.iter().copied().enumerate() {
        let current = screen == app.screen();
        let name = if short && !current {
            String::new()
        } else {
            format!(" {}", screen.title())
        };
        let role = if current { Role::Tab } else { Role::Text };
        column = painter.put(area, 0, column, &format!("{}{name}", at + 1), role) + 2;
    }
    if let Some(session) = app.session() {
        let consensus = session.consensus();
        let (agreed, total) = (consensus.counts.agreed(), consensus.counts.total());
        let filled = (agreed * METER).checked_div(total).unwrap_or(0);
        let bar = if painter.is_ascii() {
            format!("|{}{}|", "#".repeat(filled), "-".repeat(METER - filled))
        } else {
            format!("▕{}{}▏", "█".repeat(filled), "░".repeat(METER - filled))
        };
        let findings = match session.findings.len() {
            0 => String::new(),
            1 => "  1 finding".to_owned(),
            n => format!("  {n} findings"),
        };
        let ready = if consensus.ready { "  ready" } else { "" };
        let brackets = consensus.brackets;
        let long = format!("{agreed}/{total} agreed {bar} {brackets} [ ]{ready}{findings} ");
        let middle = format!("{agreed}/{total} agreed {brackets} [ ]{findings} ");
        let short = format!("{agreed}/{total} agreed {brackets} [ ] ");
        let brief = format!("{agreed}/{total} ");
        for line in [long, middle, short, brief] {
            if usize::from(column) + text::cells(&line) <= usize::from(area.width) {
                painter.put_right(area, 0, column, &line, Role::Text);
                break;
            }
        }
    }
}

fn hint(app: &App, regions: &Regions, painter: &mut Painter<'_>) {
    let area = regions.hint;
    let mut end = area.width;
    if let Some(count) = app.count() {
        let count = count.to_string();
        end = area.width.saturating_sub(count.len() as u16 + 1);
        painter.put_right(area, 0, 0, &format!("{count} "), Role::Key);
    }
    let area = crate::app::regions::Area { width: end, ..area };
    if let Some(notice) = app.notice() {
        let role = match notice.weight {
            Weight::Said => Role::Title,
            Weight::Warned => Role::Attention,
        };
        painter.put_cut(area, 0, 1, &notice.text, role);
        return;
    }
    let scope = app.scope();
    let mut column = 1;
    let all = hints(app, scope);
    let cells = |(key, word): &(String, &str)| (text::cells(key) + 1 + text::cells(word)) as u16;
    // Where not all fit, help is the one that always does.
    let fit = all.iter().map(|hint| cells(hint) + 2).sum::<u16>() <= area.width + 1;
    let help = all
        .iter()
        .find(|(_, word)| *word == "help")
        .filter(|_| !fit);
    let kept = help.map_or(0, |hint| cells(hint) + 2);
    for hint in &all {
        if column + cells(hint) + kept > area.width {
            break;
        }
        let (key, word) = hint;
        column = painter.put(area, 0, column, key, Role::Key);
        column = painter.put(area, 0, column + 1, word, Role::Text) + 2;
    }
    if let Some((key, word)) = help {
        column = painter.put(area, 0, column, key, Role::Key);
        painter.put(area, 0, column + 1, word, Role::Text);
    }
}

/// Keys with their words, of the commands that have one here and can be used now.
fn hints(app: &App, scope: Scope) -> Vec<(String, &'static str)> {
    let mut result: Vec<(String, &'static str)> = Vec::new();
    if let Some(Overlay::Report(report)) = app.overlays().last()
        && report.cell.is_some()
    {
        return vec![
            ("enter".to_owned(), "record a position"),
            ("esc".to_owned(), "close"),
        ];
    }
    if let Some(Overlay::Help(_) | Overlay::Report(_)) = app.overlays().last() {
        return vec![("esc".to_owned(), "close")];
    }
    if let Some(Overlay::Codes(_)) = app.overlays().last() {
        let letter = ("letter".to_owned(), "says who");
        return vec![letter, ("esc".to_owned(), "close")];
    }
    if let Some(Overlay::Numbered(_)) = app.overlays().last() {
        return vec![
            ("enter".to_owned(), "number anew"),
            ("esc".to_owned(), "leave"),
        ];
    }
    let mut rows: Vec<&command::Command> = command::all()
        .filter(|c| c.applies(scope) && !c.hint.is_empty())
        .collect();
    if scope == Scope::Query {
        // Behind Esc there are more keys: they are told where there is room.
        let in_list = |c: &&command::Command| {
            c.applies(Scope::Precedents)
                && c.task == command::Task::Precedents
                && !c.hint.is_empty()
                && !c.applies(scope)
        };
        rows.extend(command::all().filter(in_list));
        rows.retain(|c| c.id != "precedents.search");
    }
    if scope == Scope::Walk {
        // What the chair says comes before what can be done anywhere.
        rows.sort_by_key(|command| command.task != command::Task::Walk);
    }
    if scope == Scope::Compare && app.is_narrow() {
        // Where few fit, those of this screen come before what can be done anywhere.
        rows.sort_by_key(|command| command.task != command::Task::Compare);
    }
    for command in rows {
        let Some(key) = command.keys.first() else {
            continue;
        };
        if (command.available)(app).is_err() || result.iter().any(|(_, word)| *word == command.hint)
        {
            continue;
        }
        let prefix = key.split(' ').next().unwrap_or(key);
        let shown = prefix.trim_start_matches('<').trim_end_matches('>');
        let key = if prefix.len() > 1 && !shown.is_empty() {
            shown
        } else {
            prefix
        };
        let key = if command.applies(scope) {
            key.to_owned()
        } else {
            format!("esc {key}")
        };
        result.push((key, command.hint));
    }
    result
}
