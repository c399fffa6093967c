//! `history`: one paragraph through all versions to the draft, and who changed it when.

use std::path::Path;

use clap::Args;

use super::context::{Context, Desk};
use super::diff::{SIGN, edits};
use super::exit::{Exit, Failure};
use super::find;
use super::json::{Did, Followed, StageChange, StageOf};
use super::out::Look;
use crate::app::texts::{Series, is_of_the_text, series, what};
use crate::compare::{Done, Names, Stage, history, stretch};
use crate::model::{Document, Id, Label, Moment};
use crate::store::Event;
use crate::text::Language;

/// Show how a paragraph came to be, version by version
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur history 5
  rapporteur history \"5 bis\" ashgabat
  rapporteur history k3f9w2mq --format json    one that was deleted is found by its id
  rapporteur history 5 --of KAZ                where it stood, when, and what changed since

Words that went stand in [-…-], words that came in {+…+}. Who changed it when is what the record has.
")]
pub(super) struct HistoryArgs {
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    paragraph: String,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<std::path::PathBuf>,
    /// Language of the text; else the original
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
    /// Not the words: where this delegation or group stood on them, each time
    #[arg(long, value_name = "CODE", conflicts_with = "language")]
    of: Option<String>,
}

pub(super) fn run(args: &HistoryArgs, context: &mut Context) -> Result<Exit, Failure> {
    let desk = context.look(args.dir.as_deref().map(Path::new))?;
    let workspace = desk.workspace();
    find::draft(workspace, args.language)?;
    if let Some(of) = &args.of {
        return super::stances::run(&desk, &args.paragraph, of, context);
    }
    let language = args.language.unwrap_or(workspace.header.original);
    let texts = series(workspace, language);
    let documents: Vec<&Document> = texts.iter().map(|text| text.2).collect();
    let (text, at) = start(&desk, &documents, &args.paragraph)?;
    let stages = history(&documents, text, at);
    let (events, _) = desk.record();
    let view = View {
        desk: &desk,
        texts: &texts,
        stages: &stages,
        events: &events,
    };
    if context.is_json() {
        let stages = (0..stages.len()).filter_map(|at| view.json(at)).collect();
        context.out.json(&Followed { stages });
    } else {
        for at in 0..stages.len() {
            view.print(at, context);
        }
    }
    Ok(Exit::Done)
}

/// The newest text that has the paragraph, and where in it.
fn start(desk: &Desk, documents: &[&Document], said: &str) -> Result<(usize, usize), Failure> {
    let newest = |id: Id| {
        let mut found = documents.iter().enumerate().rev();
        found.find_map(|(text, document)| Some((text, document.index_of(id)?)))
    };
    let meant = find::paragraph(desk.workspace(), said);
    let id = match &meant {
        Ok(id) => Some(*id),
        Err(_) => said.trim().parse().ok(),
    };
    // A label that the draft has no more: of what was deleted, or joined to another one.
    if id.and_then(newest).is_none()
        && let Some(found) = documents
            .iter()
            .enumerate()
            .rev()
            .find_map(|(text, document)| {
                let is_meant = |label: &Label| label.matches(said);
                let labels = document.paragraphs.iter().map(|p| p.label.as_ref());
                let at = labels
                    .into_iter()
                    .position(|label| label.is_some_and(is_meant))?;
                Some((text, at))
            })
    {
        return Ok(found);
    }
    match (id.and_then(newest), meant) {
        (Some(found), _) => Ok(found),
        (None, Err(failure)) => Err(failure),
        (None, Ok(_)) => Err(Failure::new(format!(
            "{said} is in no text of this language"
        ))),
    }
}

struct View<'a> {
    desk: &'a Desk,
    texts: &'a Series<'a>,
    stages: &'a [Stage],
    events: &'a [Event],
}

impl View<'_> {
    fn names(&self, stage: &Stage) -> Vec<String> {
        let document = self.texts.get(stage.text).map(|text| text.2);
        let Some(document) = document else {
            return Vec::new();
        };
        let places = stage.places.iter();
        places.map(|at| find::name_at(document, *at)).collect()
    }

    /// What was done to it between the text before and this one, as the record has it.
    fn done(&self, stage: &Stage) -> Vec<&Event> {
        let workspace = self.desk.workspace();
        let text = |at: usize| {
            let name = &self.texts.get(at)?.0;
            let version = workspace.version(name)?;
            Some((name.as_str(), version.frozen))
        };
        let done: Vec<Done<'_>> = self
            .events
            .iter()
            .map(|event| (event.at, &*event.act, &*event.title))
            .collect();
        let between = stretch(&done, stage.from.and_then(text), text(stage.text));
        let ids = self.ids(stage);
        let events = self.events.get(between).unwrap_or_default().iter();
        events
            .filter(|event| event.paragraph.is_some_and(|id| ids.contains(&id)))
            .filter(|event| is_of_the_text(&event.act))
            .collect()
    }

    /// The ids that it has on both sides of a stage.
    fn ids(&self, stage: &Stage) -> Vec<Id> {
        let of = |text: Option<usize>, places: &[usize]| -> Vec<Id> {
            let document = text.and_then(|at| self.texts.get(at)).map(|text| text.2);
            let places = places.iter();
            places
                .filter_map(|at| Some(document?.paragraphs.get(*at)?.id))
                .collect()
        };
        let older: Vec<usize> = stage.pairs.iter().flat_map(|p| p.a.clone()).collect();
        let mut ids = of(Some(stage.text), &stage.places);
        ids.extend(of(stage.from, &older));
        ids
    }

    fn json(&self, at: usize) -> Option<StageOf<'_>> {
        let stage = self.stages.get(at)?;
        let (version, frozen, document) = self.texts.get(stage.text)?;
        let texts = stage.places.iter();
        let from = stage.from.and_then(|from| self.texts.get(from));
        Some(StageOf {
            version,
            frozen: frozen.map(Moment::minute),
            names: self.names(stage),
            text: texts
                .filter_map(|at| Some(document.paragraphs.get(*at)?.text()))
                .collect(),
            from: from.map(|text| text.0.as_str()),
            changes: stage.pairs.iter().map(StageChange::of).collect(),
            record: self
                .done(stage)
                .into_iter()
                .map(|event| Did {
                    at: event.at.to_string(),
                    actor: &event.actor,
                    title: &event.title,
                })
                .collect(),
        })
    }

    fn print(&self, at: usize, context: &mut Context) {
        let Some(stage) = self.stages.get(at) else {
            return;
        };
        let Some((version, frozen, document)) = self.texts.get(stage.text) else {
            return;
        };
        let out = &mut context.out;
        out.text(Look::Strong, version);
        if let Some(frozen) = frozen {
            out.plain("  ").text(Look::Faint, &frozen.minute());
        }
        let names = self.names(stage).join(", ");
        out.plain("  ").plain(&names);
        let from = stage.from.and_then(|from| self.texts.get(from));
        let happened = match from {
            None => "came in".to_owned(),
            Some(_) if !stage.is_change() => "unchanged".to_owned(),
            Some(text) => {
                let names = Names {
                    a: text.2,
                    b: document,
                    sign: SIGN,
                };
                stage
                    .pairs
                    .iter()
                    .map(|pair| what(&names, pair))
                    .filter(|what| !what.is_empty())
                    .collect::<Vec<_>>()
                    .join("; ")
            }
        };
        out.plain("  ").text(Look::Warn, &happened).end();
        if from.is_none() {
            for p in stage
                .places
                .iter()
                .filter_map(|at| document.paragraphs.get(*at))
            {
                out.runs(2, [(Look::Plain, p.text())]);
            }
        }
        for pair in stage.pairs.iter().filter(|pair| pair.is_change()) {
            edits(&pair.edits, out);
        }
        for event in self.done(stage) {
            let line = format!("{}  {}  {}", event.at.minute(), event.actor, event.title);
            out.plain("    ").text(Look::Faint, &line).end();
        }
    }
}
