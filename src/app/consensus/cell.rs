//! The selected cell: recording a stance, and all there is to read about it, with how it came to be.

use super::super::overlay::{Choose, Line as Row};
use super::super::{App, Effect};
use super::Line;
use crate::model::matrix::is_stale;
use crate::model::{Code, Id, Moment, Paragraph, Position, Stance, UNHEARD, Visibility, Workspace};
use crate::text;

/// One time that a position was given, changed or taken back, as the record has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// When.
    pub at: Moment,
    /// Who wrote it down.
    pub actor: String,
    /// The verb: `position`, `undo`, `observed`, …
    pub act: String,
    /// Whose position.
    pub party: Code,
    /// As it was from then on; none when it was taken back.
    pub position: Option<Position>,
    /// The words that it was on, where they are known.
    pub words: Option<String>,
}

impl App {
    /// Records a stance for the selected cell.
    pub(crate) fn set_cell(&mut self, word: &str) -> Vec<Effect> {
        match self.cell() {
            Some((paragraph, party)) => self.set_stance(paragraph, party, word),
            None => Vec::new(),
        }
    }

    pub(crate) fn choose_only(&mut self) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let (rows, codes) = super::super::overlay::everybody_or(workspace, "no such filter");
        self.open_choice(
            "Only paragraphs not agreed by".to_owned(),
            rows,
            Choose::Only(codes),
        );
        Vec::new()
    }

    /// A list of all lines and parties of the matrix, to go to one by typing its name.
    pub(crate) fn choose_matrix_place(&mut self) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let (mut rows, parties) = super::super::overlay::parties(workspace);
        let (more, ids) = match workspace.original() {
            Some(document) => super::super::overlay::paragraphs(document),
            None => (Vec::new(), Vec::new()),
        };
        rows.extend(more);
        let what = Choose::InMatrix(parties, ids);
        self.open_choice(
            "Go to which delegation or paragraph?".to_owned(),
            rows,
            what,
        );
        Vec::new()
    }

    /// Selects a delegation or group in the matrix; one that is folded away is unfolded.
    pub(crate) fn go_to_party(&mut self, code: Code) {
        let Some(workspace) = self.workspace() else {
            return;
        };
        let groups = &workspace.header.groups;
        let is_group = groups.iter().any(|g| g.code == code);
        let around: Vec<Code> = groups
            .iter()
            .filter(|g| g.members.contains(&code))
            .map(|g| g.code)
            .collect();
        let folded = &mut self.consensus.shown.folded;
        if is_group {
            folded.insert(code);
        } else {
            for code in &around {
                folded.remove(code);
            }
        }
        self.consensus.party = Some(code);
    }

    /// Selects a paragraph in the matrix; filters that hide it are lifted.
    pub(crate) fn go_to_row(&mut self, id: Id) {
        self.select(id);
        let at = self.session.as_ref().and_then(|s| s.place(id));
        if at.is_some_and(|at| !self.matrix_paragraphs().contains(&at)) {
            let shown = &mut self.consensus.shown;
            (shown.only_open, shown.only_stale, shown.only_blocked) = (false, false, false);
            shown.only_party = None;
            self.say("Filters lifted to show it.");
        }
    }

    /// All about the selected cell: stance, note, who may see it, how the words differ from those it was given on; then
    /// its history, as soon as the record was read. Of a section: what its cells amount to.
    pub(crate) fn open_cell(&mut self) -> Vec<Effect> {
        if self.consensus.chart.is_some() {
            self.consensus.chart = None;
            return Vec::new();
        }
        if let Some(Line::Section(at)) = self.consensus.lines.get(self.line_at()) {
            self.open_section(*at);
            return Vec::new();
        }
        let (Some((id, code)), Some(workspace)) = (self.cell(), self.workspace()) else {
            return Vec::new();
        };
        let Some(p) = workspace.original().and_then(|d| d.get(id)) else {
            return Vec::new();
        };
        let group = workspace.header.groups.iter().find(|g| g.code == code);
        let mut lines = match (group, workspace.standing(code, p)) {
            (Some(group), _) => group_lines(workspace, group, p),
            (None, None) => vec![plain("Unheard: no position is recorded.")],
            (None, Some(standing)) => {
                let mut lines = self.stance_lines(workspace, standing.position, p);
                let via = standing.via;
                let said = via.map(|group| plain(format!("By the position of {group}.")));
                let broke = workspace.broke_ranks(code, id);
                let broke =
                    broke.map(|group| plain(format!("Broke ranks: {group} has another position.")));
                lines.splice(1..1, said.into_iter().chain(broke));
                lines
            }
        };
        lines.push(plain(""));
        lines.push(plain(p.text()));
        let title = format!("{code} on {}", self.name_of(id));
        let groups = workspace.header.groups.iter();
        let of = groups.filter(|g| g.members.contains(&code) || g.code == code);
        let mut parties: Vec<Code> = vec![code];
        parties.extend(of.map(|g| g.code).filter(|group| *group != code));
        self.open_report_then(&title, lines, Some((id, code)));
        vec![Effect::Stances {
            paragraph: id,
            parties,
        }]
    }

    /// What a position says.
    fn stance_lines(&self, workspace: &Workspace, position: &Position, p: &Paragraph) -> Vec<Row> {
        let word = position.stance.word().replace('_', " ");
        let mut lines = vec![Row::Strong(format!("Stance: {word}"))];
        if let Stance::AgreeIf(needs) = &position.stance
            && !needs.is_empty()
        {
            let names: Vec<String> = needs.iter().map(|id| self.name_of(*id)).collect();
            lines.push(plain(format!("Needs: {}", names.join(", "))));
        }
        let told = [
            ("Note", position.note.as_deref().map(str::to_owned)),
            ("Given", position.at.map(Moment::minute)),
            ("Said in", position.said_in.as_deref().map(str::to_owned)),
        ];
        for (what, said) in told {
            lines.extend(said.map(|said| plain(format!("{what}: {said}"))));
        }
        lines.push(plain(match position.visibility {
            Visibility::Room => "Seen by: the room",
            Visibility::Group => "Seen by: its group alone",
        }));
        lines.push(plain(format!("On words: {}", position.on.short())));
        if let Some(given) = position.carried {
            lines.push(plain(format!(
                "Carried: given on {}, which differ by an editorial change.",
                given.short()
            )));
        }
        if is_stale(workspace, position, p) {
            lines.push(plain(""));
            lines.push(Row::Strong(
                "Stale: the words have changed since.".to_owned(),
            ));
            lines.push(match workspace.words_of(p.id, position.on) {
                Some(old) => difference(old.text(), p.text()),
                None => plain("The words it was given on are in no version here."),
            });
        }
        lines
    }

    fn open_section(&mut self, at: usize) {
        let Some(section) = self.consensus.sections.get(at) else {
            return;
        };
        let code = self.party_code(self.party_at());
        let mut lines = Vec::new();
        let mut whole = crate::model::matrix::Sums::default();
        section.sums.iter().for_each(|sums| whole.join(sums));
        lines.push(plain(format!("All: {}", counts(&whole))));
        if let Some(sums) = self.sums_of(at, self.party_at()) {
            let code = code.map(|code| code.to_string()).unwrap_or_default();
            lines.push(plain(format!("{code}: {}", counts(&sums))));
        }
        lines.push(plain(""));
        let consensus = self.session.as_ref().map(super::super::Session::consensus);
        for at in &section.places {
            let standing = consensus.and_then(|c| c.paragraphs.get(*at));
            if let Some(standing) = standing {
                let codes = |what: &str, of: &[Code]| {
                    let of: Vec<&str> = of.iter().map(Code::as_str).collect();
                    (!of.is_empty()).then(|| format!("{what} {}", of.join(", ")))
                };
                let said: Vec<String> = [
                    codes("blocked by", &standing.blocking),
                    codes("pending", &standing.pending),
                    codes("stale", &standing.stale),
                ]
                .into_iter()
                .flatten()
                .collect();
                lines.push(plain(format!(
                    "{}  {}  {}",
                    self.name_of(standing.id),
                    standing.status.word().replace('_', " "),
                    said.join(" · ")
                )));
            }
        }
        let title = section.name.clone();
        self.open_lines(&title, lines);
    }

    /// What the cells of a section and a party count for.
    pub fn sums_of(&self, section: usize, party: usize) -> Option<crate::model::matrix::Sums> {
        let section = self.consensus.sections.get(section)?;
        let header = &self.workspace()?.header;
        match *self.consensus.parties.get(party)? {
            super::Party::Delegation(at) => section.sums.get(at).copied(),
            super::Party::Group(at) => {
                let group = header.groups.get(at)?;
                let mut all = crate::model::matrix::Sums::default();
                for (delegation, sums) in header.delegations.iter().zip(&section.sums) {
                    if group.members.contains(&delegation.code) {
                        all.join(sums);
                    }
                }
                Some(all)
            }
        }
    }

    /// The record was read: the history goes into the report on the cell, if that is still open.
    pub(crate) fn told_stances(&mut self, paragraph: Id, parties: &[Code], told: &[Held]) {
        let now = self.workspace().and_then(|w| w.original()?.get(paragraph));
        let now = now.map(|p| p.text().to_owned()).unwrap_or_default();
        let lines = history_lines(told, parties, &now);
        self.add_to_report(paragraph, parties.first().copied(), lines);
    }
}

/// What was held when, oldest first, with the difference of the words since the last time.
fn history_lines(told: &[Held], parties: &[Code], now: &str) -> Vec<Row> {
    let mut lines = vec![plain(""), Row::Strong("History".to_owned())];
    if told.is_empty() {
        lines.push(plain("The record has nothing on it."));
    }
    for held in told {
        let word = held.position.as_ref().map_or(UNHEARD, |p| p.stance.word());
        let mut line = format!("{}  {}", held.at.minute(), word.replace('_', " "));
        if parties.first() != Some(&held.party) {
            line.push_str(&format_args!(", as {}", held.party).to_string());
        }
        if let Some(note) = held.position.as_ref().and_then(|p| p.note.as_deref()) {
            line.push_str(&format_args!(" · {note}").to_string());
        }
        if let Some(said) = held.position.as_ref().and_then(|p| p.said_in.as_deref()) {
            line.push_str(&format_args!(" · {said}").to_string());
        }
        let by = if held.act == "position" {
            held.actor.clone()
        } else {
            format!("{}, {}", held.actor, held.act)
        };
        line.push_str(&format_args!(" · by {by}").to_string());
        lines.push(plain(line));
        let on = held.position.as_ref().map(|p| p.on.short());
        match (&held.words, on) {
            (Some(words), _) if text::normalize(words) == text::normalize(now) => {
                lines.push(Row::Faint("    on the words as they stand".to_owned()));
            }
            (Some(words), Some(on)) => {
                lines.push(Row::Faint(format!("    on {on}; since then:")));
                lines.push(difference(words, now));
            }
            (None, Some(on)) => lines.push(Row::Faint(format!(
                "    on {on}, words that are kept nowhere here"
            ))),
            (_, None) => {}
        }
    }
    lines
}

/// How the members of a group stand, those who stand alike together.
fn group_lines(workspace: &Workspace, group: &crate::model::Group, p: &Paragraph) -> Vec<Row> {
    let mut lines = Vec::new();
    lines.push(match workspace.position(group.code, p.id) {
        Some(position) => {
            let word = position.stance.word().replace('_', " ");
            let stale = if is_stale(workspace, position, p) {
                ", on other words than these"
            } else {
                ""
            };
            let note = position.note.as_ref().map(|note| format!(": {note}"));
            Row::Strong(format!(
                "{} says {word}{stale}{}",
                group.name,
                note.unwrap_or_default()
            ))
        }
        None => Row::Strong(format!("{} has no position of its own.", group.name)),
    });
    if !group.binding {
        lines.push(plain("Its position does not bind its members."));
    }
    let mut alike: Vec<(&'static str, Vec<String>)> = Vec::new();
    for member in &group.members {
        let standing = workspace.standing(*member, p);
        let word = crate::model::matrix::cell_word(standing.as_ref());
        let broke = workspace.broke_ranks(*member, p.id).is_some();
        let name = format!("{member}{}", if broke { " (broke ranks)" } else { "" });
        match alike.iter_mut().find(|(known, _)| *known == word) {
            Some((_, names)) => names.push(name),
            None => alike.push((word, vec![name])),
        }
    }
    for (word, names) in alike {
        let (word, many) = (word.replace('_', " "), names.len());
        lines.push(plain(format!("{word} ({many}): {}", names.join(", "))));
    }
    lines
}

/// `12 agree, 3 unheard`: what is not none.
pub fn counts(sums: &crate::model::matrix::Sums) -> String {
    let words = Stance::WORDS.iter().copied();
    let words = words.chain([crate::model::matrix::STALE, UNHEARD]);
    let said = words.filter(|word| sums.of(word) > 0);
    let said: Vec<String> = said
        .map(|word| format!("{} {}", sums.of(word), word.replace('_', " ")))
        .collect();
    said.join(", ")
}

fn plain(line: impl Into<String>) -> Row {
    Row::Plain(line.into())
}

/// The words with what went and what came.
fn difference(old: &str, new: &str) -> Row {
    Row::Words(crate::compare::words(
        &text::normalize(old),
        &text::normalize(new),
    ))
}

/// The difference of two texts in one line: `[-gone-]`, `{+come+}`.
pub(crate) fn marked(old: &str, new: &str) -> String {
    use crate::compare::Op;
    let edits = crate::compare::words(&text::normalize(old), &text::normalize(new));
    let mut line = String::new();
    for edit in edits {
        match edit.op {
            Op::Equal => line.push_str(&edit.text),
            Op::Delete => line.extend(["[-", &edit.text, "-]"]),
            Op::Insert => line.extend(["{+", &edit.text, "+}"]),
        }
    }
    line
}
