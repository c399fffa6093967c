//! What the keys of the comparison do: going from change to change, taking over, jumping to the other end of a move.

use super::layout::side_words;
use crate::app::consensus::Motion;
use crate::app::overlay::{Act, Answer, Line, Prompted};
use crate::app::texts::{Side, VersionRow, side_name};
use crate::app::{App, Effect, Screen, take};
use crate::compare::{Item, Labels, Mine, Step, Taken, Taker, Typography, along, steps};
use crate::edit::Change;
use crate::model::{Id, Lens};

/// Codes that a row can hold: all of a few, else the first and how many others.
fn few(codes: &[String]) -> String {
    const NAMED: usize = 4;
    match codes.split_at_checked(NAMED - 1) {
        Some((first, rest)) if rest.len() > 1 => {
            format!("{} and {} others", first.join(", "), rest.len())
        }
        _ => codes.join(", "),
    }
}

impl App {
    /// The next or previous pair that differs.
    pub(crate) fn next_change(&mut self, forward: bool, times: usize, here: bool) {
        let Some(sheet) = self.compare.sheet() else {
            return;
        };
        let is_change = |item: &Item| matches!(item, Item::Pair(_)) && sheet.is_change(item.pair());
        let items = self.compare.items();
        let mut at = self.compare.selected;
        let mut short = false;
        for _ in 0..times {
            let found = if forward {
                let from = if here { at } else { at + 1 };
                let rest = items.iter().enumerate().skip(from);
                rest.clone().find(|(_, item)| is_change(item))
            } else {
                let before = items.iter().enumerate().take(at);
                before.rev().find(|(_, item)| is_change(item))
            };
            match found {
                Some((to, _)) => at = to,
                None => {
                    short = !here;
                    break;
                }
            }
        }
        self.select_item(at);
        if short {
            self.say("No further change in this direction.");
        }
    }

    fn select_item(&mut self, at: usize) {
        if at != self.compare.selected {
            self.compare.step = 0;
        }
        self.compare.selected = at;
    }

    /// Selects the pair that a paragraph is in, as the newer side has it, else the older.
    pub(crate) fn select_pair_of(&mut self, id: Id) {
        let Some(sheet) = self.compare.sheet() else {
            return;
        };
        let holds = |item: &Item| {
            let pair = sheet
                .pair(item.pair())
                .filter(|_| matches!(item, Item::Pair(_)));
            pair.is_some_and(|pair| {
                let newer = pair.b.iter().filter_map(|at| sheet.b.paragraphs.get(*at));
                let older = pair.a.iter().filter_map(|at| sheet.a.paragraphs.get(*at));
                newer.chain(older).any(|p| p.id == id)
            })
        };
        if let Some(at) = self.compare.items().iter().position(holds) {
            self.select_item(at);
        }
    }

    pub(in crate::app) fn move_compare(&mut self, motion: Motion, times: usize) {
        let len = self.compare.items().len();
        let page = (self.compare_room().1 / 4).max(1);
        let at = motion.apply(self.compare.selected, len, page, times);
        self.select_item(at);
    }

    /// The next or previous single change inside the selected pair.
    pub(crate) fn step_change(&mut self, forward: bool, times: usize) {
        let many = match (self.compare.item(), self.compare.pair()) {
            (Some(Item::Pair(_)), Some(pair)) => steps(pair).len(),
            _ => 0,
        };
        if many == 0 {
            self.say("Nothing changed here.");
            return;
        }
        let at = self.compare.step.min(many - 1);
        let to = if forward {
            at.saturating_add(times).min(many - 1)
        } else {
            at.saturating_sub(times)
        };
        self.compare.step = to;
        let what = match self.compare.chosen() {
            Some(Step::Place) => ": where it stands",
            Some(Step::Label) => ": what it is called",
            Some(Step::Whole) => ": the whole paragraph",
            _ => "",
        };
        self.say(format!("Change {} of {many}{what}.", to + 1));
    }

    /// Whether something can be taken over into the draft; else why not.
    pub(crate) fn may_take(&self) -> Result<Mine, &'static str> {
        let Some((a, b)) = &self.compare.sides else {
            return Err("Nothing is compared yet.");
        };
        let (mine, lens) = match (a, b) {
            (Side::Draft, Side::Draft) if self.compare.lenses.1 == Lens::Brackets => {
                (Mine::Newer, self.compare.lenses.1)
            }
            (_, Side::Draft) => (Mine::Newer, self.compare.lenses.1),
            (Side::Draft, _) => (Mine::Older, self.compare.lenses.0),
            _ => return Err("Neither side is the draft: words are taken into the draft alone."),
        };
        let other = if mine == Mine::Newer { a } else { b };
        if matches!(other, Side::Language(_)) {
            return Err("The other side is in another language.");
        }
        if lens != Lens::Brackets {
            return Err("The draft is shown without its brackets: look at it as it stands first.");
        }
        Ok(mine)
    }

    /// Takes the selected change over into the draft.
    pub(crate) fn take_change(&mut self) -> Vec<Effect> {
        let what = self.what_is_taken();
        self.take_with(what, |taker, app| {
            let pair = app.compare.pair().ok_or("Nothing is selected.")?;
            let step = app.compare.chosen().ok_or("Nothing changed here.")?;
            taker.take(pair, &step)
        })
    }

    /// `change 2 of 5`, with those that have the other signs of its brackets.
    fn what_is_taken(&self) -> String {
        let (Some(pair), Some(step)) = (self.compare.pair(), self.compare.chosen()) else {
            return String::new();
        };
        let many = steps(pair).len();
        let with: Vec<String> = along(pair, &step)
            .iter()
            .map(|at| (at + 1).to_string())
            .collect();
        let own = self.compare.step.min(many.saturating_sub(1)) + 1;
        if with.is_empty() {
            return format!("change {own} of {many}");
        }
        format!(
            "change {own} of {many} and {}, which has the other sign of a bracket,",
            with.join(", ")
        )
    }

    /// Takes all the words of the selected pair over into the draft.
    pub(crate) fn take_all(&mut self) -> Vec<Effect> {
        self.take_with("the paragraph".to_owned(), |taker, app| {
            let pair = app.compare.pair().ok_or("Nothing is selected.")?;
            if steps(pair).is_empty() {
                return Err("Nothing changed here.");
            }
            taker.take_words(pair)
        })
    }

    fn take_with(
        &mut self,
        what: String,
        taken: impl FnOnce(&Taker<'_>, &Self) -> Result<Taken, &'static str>,
    ) -> Vec<Effect> {
        let mine = match self.may_take() {
            Ok(mine) => mine,
            Err(why) => {
                self.warn(why);
                return Vec::new();
            }
        };
        let Some(sheet) = self.compare.sheet() else {
            return Vec::new();
        };
        let taker = Taker {
            a: &sheet.a,
            b: &sheet.b,
            comparison: &sheet.comparison,
            mine,
        };
        let taken = match taken(&taker, self) {
            Ok(taken) => taken,
            Err(why) => {
                self.warn(why);
                return Vec::new();
            }
        };
        let language = match mine {
            Mine::Older => sheet.a.head.language,
            Mine::Newer => sheet.b.head.language,
        };
        let cite = self.cited(mine);
        let new = self.new_id();
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let change = match take::change(taken, workspace, language, new, cite) {
            Ok(change) => change,
            Err(why) => {
                self.warn(why);
                return Vec::new();
            }
        };
        if let Change::Delete { paragraph } = change {
            let name = self.name_of(paragraph);
            self.open_ask(
                format!("The other text does not have {name}. Delete it from the draft?"),
                vec!["It can be restored, and undone.".to_owned()],
                vec![
                    Answer::new('k', "keep it", Act::Stay),
                    Answer::new('d', "delete it", Act::Make(Box::new(change))),
                ],
            );
            return Vec::new();
        }
        self.take_over(change, &what, mine)
    }

    /// Makes the change, and says what was taken, from where, and who must be asked again.
    fn take_over(&mut self, change: Change, what: &str, mine: Mine) -> Vec<Effect> {
        let name = self.compare.item().zip(self.compare.sheet());
        let name = name.map(|(item, sheet)| sheet.name(item, crate::app::texts::SIGN));
        let from = self.compare.sides.as_ref().map(|(a, b)| {
            side_name(match mine {
                Mine::Newer => a,
                Mine::Older => b,
            })
        });
        let paragraph = change.paragraph();
        let effects = self.make(change);
        let (Some(name), Some(from), false) = (name, from, effects.is_empty()) else {
            return effects;
        };
        let again = self
            .workspace()
            .zip(paragraph)
            .map(|(workspace, id)| take::asked_again(workspace, id))
            .filter(|again| !again.is_empty())
            .map(|again| format!("To be asked again: {}. ", few(&again)));
        // What follows from it comes first: a narrow terminal has no room for all.
        let again = again.unwrap_or_default();
        self.say(format!("{again}Took {what} from {from} into {name}."));
        effects
    }

    /// Where taken words come from, when that is an adopted text.
    fn cited(&self, mine: Mine) -> Option<crate::model::Source> {
        let (a, b) = self.compare.sides.as_ref()?;
        let (sheet, pair) = (self.compare.sheet()?, self.compare.pair()?);
        let (side, document, places) = match mine {
            Mine::Newer => (a, &sheet.a, &pair.a),
            Mine::Older => (b, &sheet.b, &pair.b),
        };
        match side {
            Side::Precedent(name) => Some(take::source(name, document, places.first().copied())),
            _ => None,
        }
    }

    /// From where a moved pair stands to where it stood, and back.
    pub(crate) fn other_end(&mut self) {
        let other = match self.compare.item() {
            Some(Item::Pair(at)) => Item::Left(at),
            Some(Item::Left(at)) => Item::Pair(at),
            None => return,
        };
        match self.compare.items().iter().position(|item| *item == other) {
            Some(at) => self.select_item(at),
            None => self.say("It was not moved."),
        }
    }

    /// Goes to the selected paragraph in the draft.
    pub(crate) fn open_pair(&mut self) -> Vec<Effect> {
        let id = self.compare.paragraph();
        match id.filter(|id| self.document().is_some_and(|d| d.get(*id).is_some())) {
            Some(id) => self.go_to(id),
            None => {
                self.say("It is not in the draft.");
                Vec::new()
            }
        }
    }

    /// The words of the selected pair: of the newer side, where it has any.
    pub(crate) fn pair_words(&self) -> Option<String> {
        let (sheet, pair) = (self.compare.sheet()?, self.compare.pair()?);
        Some(side_words(sheet, pair, pair.b.is_empty()))
    }

    /// The comparison in a few sentences.
    pub(crate) fn read_aloud(&mut self) {
        let Some(sheet) = self.compare.sheet() else {
            self.say("Nothing is compared yet.");
            return;
        };
        let told = sheet.told.clone();
        self.open_report("In a few sentences", vec![told]);
    }

    /// Whether a new label is a change.
    pub(crate) fn turn_labels(&mut self) -> Vec<Effect> {
        let (labels, said) = match self.compare.labels {
            Labels::Aside => (Labels::Changes, "A new label is a change."),
            Labels::Changes => (Labels::Aside, "A new label alone is no change."),
        };
        self.compare.labels = labels;
        self.say(said);
        self.compare_again()
    }

    /// Whether typography that differs is a change.
    pub(crate) fn turn_typography(&mut self) -> Vec<Effect> {
        let (typography, said) = match self.compare.typography {
            Typography::Aside => (
                Typography::Shown,
                "Other quotation marks, dashes and the like are a change.",
            ),
            Typography::Shown => (
                Typography::Aside,
                "Other quotation marks, dashes and the like are no change.",
            ),
        };
        self.compare.typography = typography;
        self.say(said);
        self.compare_again()
    }

    pub(crate) fn turn_marks(&mut self) {
        let shown = self.marks() == super::Marks::Shown;
        self.compare.marks = Some(!shown);
    }

    /// The next way to look at brackets: as they are, without them on both sides, on the newer or the older alone, as final,
    /// as the delegation selected beside the draft wants it, as first issued.
    pub(crate) fn turn_lens(&mut self) -> Vec<Effect> {
        use Lens::{As, Base, Brackets, Clean, Final};
        let header = self.workspace().map(|w| &w.header);
        let code = header
            .and_then(|header| header.delegations.get(self.draft.delegation))
            .map(|d| d.code);
        let both = |lens: Lens| (lens, lens);
        let mut order = vec![
            both(Brackets),
            both(Clean),
            (Brackets, Clean),
            (Clean, Brackets),
            both(Final),
        ];
        order.extend(code.map(|code| both(As(code))));
        order.push(both(Base));
        let now = match self.compare.lenses {
            (As(_), _) => code.map_or(both(Final), |code| both(As(code))),
            other => other,
        };
        let at = order.iter().position(|lenses| *lenses == now);
        let lenses = at.and_then(|at| order.get(at + 1)).copied();
        let lenses = lenses.unwrap_or_default();
        let many = header.map_or(0, |header| header.delegations.len());
        if matches!(lenses, (As(_), _)) && many > 1 {
            // Any of them, the selected one unless another is chosen.
            self.ask_lens();
        }
        self.look_by(lenses)
    }

    /// Both sides through these lenses.
    pub(crate) fn look_by(&mut self, lenses: (Lens, Lens)) -> Vec<Effect> {
        use Lens::{Brackets, Clean};
        self.compare.lenses = lenses;
        self.say(match lenses {
            (Clean, Clean) => "Without brackets on both sides.".to_owned(),
            (Brackets, Clean) => "Without brackets on the newer side.".to_owned(),
            (Clean, Brackets) => "Without brackets on the older side.".to_owned(),
            (Brackets, _) => "With brackets, as they stand.".to_owned(),
            (lens, _) => format!("Both sides {}.", lens.suffix().trim_start()),
        });
        self.compare_again()
    }

    /// The paragraph whose history is asked for on this screen.
    pub(crate) fn paragraph_in_sight(&self) -> Option<Id> {
        match self.screen {
            Screen::Compare => self.compare.paragraph(),
            Screen::Record => {
                let mut shown = self.record.shown();
                shown.nth(self.record.selected).and_then(|e| e.paragraph)
            }
            _ => self.paragraph_at_hand(),
        }
    }

    /// Asks how the paragraph came to be.
    pub(crate) fn ask_history(&mut self) -> Vec<Effect> {
        let Some(paragraph) = self.paragraph_in_sight() else {
            self.say("No paragraph is selected.");
            return Vec::new();
        };
        vec![Effect::History {
            paragraph,
            language: self.language,
        }]
    }

    /// Shows how a paragraph came to be.
    pub(crate) fn told_history(
        &mut self,
        paragraph: Id,
        told: Result<Vec<crate::app::texts::Told>, String>,
    ) {
        let told = match told {
            Ok(told) => told,
            Err(why) => {
                self.warn(why);
                return;
            }
        };
        let mut lines = Vec::new();
        for stage in told {
            if !lines.is_empty() {
                lines.push(Line::Plain(String::new()));
            }
            lines.push(Line::Strong(stage.head));
            lines.extend(stage.words.into_iter().map(Line::Words));
            lines.extend(stage.done.into_iter().map(Line::Faint));
        }
        let title = format!("How {} came to be", self.name_of(paragraph));
        self.open_lines(&title, lines);
    }

    /// The table of versions: choosing one compares it with the one before.
    pub(crate) fn told_versions(&mut self, rows: Vec<VersionRow>) {
        use crate::app::overlay::{Choose, Row};
        let is_narrow = self.is_narrow();
        let listed = rows
            .iter()
            .map(|row| Row {
                text: row.name.clone(),
                detail: if is_narrow { &row.brief } else { &row.detail }.clone(),
            })
            .collect();
        let sides = rows.into_iter().map(|row| row.side).collect();
        let title = "Versions: choose one to see what changed in it".to_owned();
        self.open_choice(title, listed, Choose::Version(sides));
    }

    /// A version against the one before it.
    pub(crate) fn compare_version(&mut self, sides: &[Side], at: usize) -> Vec<Effect> {
        let before = at.checked_sub(1).and_then(|at| sides.get(at)).cloned();
        let Some((older, newer)) = before.zip(sides.get(at).cloned()) else {
            self.say("It is the first: there is none before it.");
            return Vec::new();
        };
        self.screen = Screen::Compare;
        self.compare_with(Some(older), Some(newer))
    }

    /// Asks into which file the comparison is to be written.
    pub(crate) fn ask_page(&mut self) -> Vec<Effect> {
        let Some((a, b)) = &self.compare.sides else {
            return Vec::new();
        };
        let name: String = format!("{} {}", side_name(a), side_name(b))
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { '-' })
            .collect();
        let help = "A page for a browser or a printer. No file is written over.";
        let title = "Write the comparison into which file?".to_owned();
        self.open_prompt(title, help, &format!("{name}.html"), Prompted::Page);
        Vec::new()
    }

    pub(crate) fn settle_compare(&mut self) {
        let len = self.compare.items().len();
        self.compare.selected = self.compare.selected.min(len.saturating_sub(1));
        let at = self.compare.selected;
        let (_, height) = self.compare_room();
        let rows = self.rows_of_item(at);
        let mut scroll = self.compare.scroll;
        scroll.show(at, (0, rows), height, len, |at| self.rows_of_item(at));
        // What is taller than the screen is seen where the selected change is.
        if let Some(chosen) = self.rows_of_chosen() {
            // Side by side the two ends of a change may stand far apart: its beginning is what must be seen, and with it
            // the name of the paragraph, where both fit.
            let end = chosen.end.min(chosen.start + height);
            let start = if end <= height { 0 } else { chosen.start };
            let rows = (start, end);
            scroll.show(at, rows, height, len, |at| self.rows_of_item(at));
        }
        self.compare.scroll = scroll;
    }
}
