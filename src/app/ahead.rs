//! Looking ahead: what becomes clear if somebody moves, the fewest moves that clear the document, and what is bound together.

use super::overlay::{Choose, Prompted, Row};
use super::{App, Effect, Session, counted};
use crate::edit::Change;
use crate::model::{Code, Id, Move, Package, Prospect};

/// How many of the smallest sets are shown.
const SETS: usize = 3;

impl App {
    fn prospect(&self) -> Option<Prospect> {
        let session: &Session = self.session()?;
        Some(Prospect::new(session.workspace(), session.consensus()))
    }

    fn named(&self, ids: &[Id]) -> String {
        let names: Vec<String> = ids.iter().map(|id| self.name_of(*id)).collect();
        names.join(", ")
    }

    /// Asks who is to move on the paragraph at hand.
    pub(super) fn choose_mover(&mut self) -> Vec<Effect> {
        let (Some(id), Some(prospect)) = (self.paragraph_at_hand(), self.prospect()) else {
            return Vec::new();
        };
        let codes = prospect.movers(id);
        let name = self.name_of(id);
        if codes.is_empty() {
            self.say(format!("Nobody is in the way of {name}."));
            return Vec::new();
        }
        let workspace = self.workspace();
        let rows = codes.iter().map(|code| {
            let held = workspace.and_then(|w| w.position(*code, id));
            let held = held.map_or("unheard", |p| p.stance.word());
            Row {
                text: code.to_string(),
                detail: held.replace('_', " "),
            }
        });
        let rows = rows.collect();
        let title = format!("What if who moves on {name}?");
        self.open_choice(title, rows, Choose::Mover(id, codes));
        Vec::new()
    }

    /// Tells what becomes clear if it does.
    pub(super) fn tell_if_moved(&mut self, paragraph: Id, by: Code) -> Vec<Effect> {
        let Some(prospect) = self.prospect() else {
            return Vec::new();
        };
        let outcome = prospect.if_moved(&[Move { by, paragraph }]);
        let name = self.name_of(paragraph);
        let mut lines = Vec::new();
        for gain in &outcome.gains {
            let what = self.name_of(gain.paragraph);
            lines.push(if gain.through.is_empty() {
                format!("{what} becomes clear.")
            } else {
                let through = self.named(&gain.through);
                format!("{what} becomes clear, once {through} is agreed.")
            });
        }
        for (id, codes) in &outcome.short {
            let codes: Vec<&str> = codes.iter().map(Code::as_str).collect();
            lines.push(format!(
                "{} still waits for {}.",
                self.name_of(*id),
                codes.join(", ")
            ));
        }
        for package in &outcome.packages {
            lines.push(format!("The package {package} can be closed."));
        }
        lines.push(if outcome.document {
            "Nobody is in the way of the document then.".to_owned()
        } else {
            let left = counted(outcome.left, "paragraph is", "paragraphs are");
            format!("{left} not clear then.")
        });
        lines.push(String::new());
        lines.push(
            "It is supposed that the chair settles brackets and gavels what is clear.".to_owned(),
        );
        self.open_report(&format!("If {by} moves on {name}"), lines);
        Vec::new()
    }

    /// Tells the fewest moves that clear the document.
    pub(super) fn tell_clearing(&mut self) -> Vec<Effect> {
        let Some(prospect) = self.prospect() else {
            return Vec::new();
        };
        let clearing = prospect.clearing(SETS);
        let first = clearing.sets.first().map(Vec::len).unwrap_or_default();
        let mut lines = Vec::new();
        for id in &clearing.never {
            let name = self.name_of(*id);
            lines.push(format!(
                "No moves clear {name}: there are not enough members for the rule."
            ));
        }
        let title = match first {
            0 => "Nobody is in the way of the document".to_owned(),
            1 => "One move clears the document".to_owned(),
            _ if clearing.exact => format!("{first} moves clear the document, and no fewer"),
            _ => format!(
                "{first} moves clear the document; at least {} are needed",
                clearing.at_least
            ),
        };
        for (nth, set) in clearing.sets.iter().enumerate() {
            if nth > 0 {
                lines.push("or".to_owned());
            }
            for made in set {
                lines.push(format!("{} on {}", made.by, self.name_of(made.paragraph)));
            }
        }
        if clearing.more {
            lines.push("There may be more sets as small.".to_owned());
        }
        lines.extend(self.knot_lines(&prospect));
        self.open_report(&title, lines);
        Vec::new()
    }

    fn knot_lines(&self, prospect: &Prospect) -> Vec<String> {
        let mut lines = Vec::new();
        for knot in prospect.knots() {
            lines.push(String::new());
            lines.push(format!(
                "{} wait for each other:",
                self.named(&knot.paragraphs)
            ));
            for link in &knot.round {
                lines.push(format!(
                    "{} agrees to {} if {} is agreed.",
                    link.by,
                    self.name_of(link.paragraph),
                    self.name_of(link.needs)
                ));
            }
        }
        lines
    }

    /// Tells what is bound together.
    pub(super) fn tell_packages(&mut self) -> Vec<Effect> {
        let (Some(prospect), Some(session)) = (self.prospect(), self.session()) else {
            return Vec::new();
        };
        let mut lines = Vec::new();
        let packages = session.workspace().header.packages.iter();
        for (package, standing) in packages.zip(&session.consensus().packages) {
            let state = if standing.is_closed() {
                "closed"
            } else {
                "open"
            };
            lines.push(format!(
                "{} · {state} · {}",
                package.name,
                self.named(&package.paragraphs)
            ));
            if !standing.is_closed() {
                lines.push(format!("  not agreed: {}", self.named(&standing.open)));
            }
            lines.extend(package.note.as_ref().map(|note| format!("  {note}")));
        }
        lines.extend(self.knot_lines(&prospect));
        if lines.is_empty() {
            lines.push("Nothing is bound together.".to_owned());
        }
        self.open_report("Packages", lines);
        Vec::new()
    }

    /// Asks which paragraphs are bound together.
    pub(super) fn ask_package(&mut self) -> Vec<Effect> {
        let title = "Bind which paragraphs together?".to_owned();
        let help = "A name and paragraphs: finance: 5, 7(b). A name alone dissolves its package.";
        self.open_prompt(title, help, "", Prompted::Package);
        Vec::new()
    }

    /// What a package was typed as.
    pub(super) fn package(&self, line: &str) -> Result<Change, String> {
        let workspace = self.workspace().ok_or("No workspace is open.")?;
        let (name, rest) = line.split_once([':', '：']).unwrap_or((line, ""));
        let name = name.trim();
        if name.is_empty() {
            return Err("Give the package a name.".to_owned());
        }
        let parts = rest.split([',', ';', '，', '、']).map(str::trim);
        let parts = parts.filter(|part| !part.is_empty());
        let mut paragraphs: Vec<Id> = Vec::new();
        for part in parts {
            let id = workspace
                .find(&part.replace('¶', "#"))
                .map_err(|e| e.to_string())?;
            if !paragraphs.contains(&id) {
                paragraphs.push(id);
            }
        }
        let package = (!paragraphs.is_empty()).then(|| Package {
            name: name.into(),
            paragraphs,
            note: None,
        });
        Ok(Change::SetPackage {
            name: name.into(),
            package,
        })
    }
}
