//! Proceedings as they are written.

use std::sync::Arc;

use crate::model::{Done, Objection, Proceeding};
use crate::store::schema::agreements::reopening_value;
use crate::store::schema::{map, word};
use crate::store::yaml::Value;

fn done_value(done: &Done) -> Value {
    map(vec![
        ("at", done.at.map(word)),
        ("by", done.by.as_ref().map(word)),
        ("reason", done.reason.as_ref().map(word)),
    ])
}

fn objections_value(all: &[Objection]) -> Option<Value> {
    let value = |one: &Objection| {
        map(vec![
            ("by", Some(word(one.by))),
            ("at", Some(word(one.at))),
            ("kind", Some(word(one.kind.word()))),
            ("text", Some(word(&one.text))),
        ])
    };
    (!all.is_empty()).then(|| Value::List(all.iter().map(value).collect()))
}

fn words<T: std::fmt::Display>(all: &[T]) -> Option<Value> {
    (!all.is_empty()).then(|| Value::List(all.iter().map(word).collect()))
}

/// The keys of an entry, in order, with what to write; `None` where nothing stands.
pub(crate) fn pairs(one: &Proceeding) -> Vec<(&'static str, Option<Value>)> {
    let long = |text: &Arc<str>| Some(Value::Text(text.to_string()));
    match one {
        Proceeding::Report(x) => vec![
            ("paragraph", Some(word(x.paragraph))),
            ("from", x.from.as_ref().map(word)),
            ("parked", x.parked.map(word)),
            ("at", x.at.map(word)),
            ("by", x.by.as_ref().map(word)),
            ("meeting", x.meeting.as_ref().map(word)),
            ("text", long(&x.text)),
        ],
        Proceeding::Placement(x) => vec![
            ("paragraph", Some(word(x.paragraph))),
            ("delegations", words(&x.by)),
            ("reason", x.reason.as_ref().map(word)),
            ("at", x.at.map(word)),
            ("settled", x.settled.as_ref().map(done_value)),
        ],
        Proceeding::Deletion(x) => vec![
            ("paragraph", Some(word(x.paragraph))),
            ("level", Some(word(x.level))),
            ("on", Some(word(x.on))),
            ("at", x.at.map(word)),
            ("by", x.by.as_ref().map(word)),
            ("meeting", x.meeting.as_ref().map(word)),
            ("restored", x.restored.as_ref().map(done_value)),
        ],
        Proceeding::Silence(x) => {
            let extended = x.extended.iter().map(|extension| {
                let done = &extension.done;
                map(vec![
                    ("from", Some(word(extension.from))),
                    ("at", done.at.map(word)),
                    ("by", done.by.as_ref().map(word)),
                    ("reason", done.reason.as_ref().map(word)),
                ])
            });
            let extended: Vec<Value> = extended.collect();
            vec![
                ("paragraph", x.paragraph.map(word)),
                ("on", Some(word(x.on))),
                ("level", Some(word(x.level))),
                ("expires", Some(word(x.expires))),
                ("at", x.proposed.at.map(word)),
                ("by", x.proposed.by.as_ref().map(word)),
                ("meeting", x.meeting.as_ref().map(word)),
                ("started", x.started.as_ref().map(done_value)),
                (
                    "extended",
                    (!extended.is_empty()).then_some(Value::List(extended)),
                ),
                ("broken", objections_value(&x.broken)),
                ("late", objections_value(&x.late)),
                ("cancelled", x.cancelled.as_ref().map(done_value)),
                ("confirmed", x.confirmed.as_ref().map(done_value)),
            ]
        }
        Proceeding::Vote(x) => {
            let ballots = x.ballots.iter();
            let ballots = ballots.map(|(code, ballot)| (code.to_string(), word(ballot.word())));
            vec![
                ("paragraph", x.paragraph.map(word)),
                ("on", Some(word(x.on))),
                ("majority", Some(word(x.majority.word()))),
                ("at", x.at.map(word)),
                ("by", x.by.as_ref().map(word)),
                ("meeting", x.meeting.as_ref().map(word)),
                ("ballots", Some(Value::Map(ballots.collect()))),
            ]
        }
        Proceeding::Adoption(x) => vec![
            ("on", Some(word(x.on))),
            ("how", Some(word(x.how.word()))),
            ("through", x.through.map(word)),
            ("version", Some(word(x.version))),
            ("at", x.at.map(word)),
            ("by", x.by.as_ref().map(word)),
            ("meeting", x.meeting.as_ref().map(word)),
            ("annulled", x.annulled.as_ref().map(reopening_value)),
        ],
        Proceeding::Statement(x) => vec![
            ("kind", Some(word(x.kind.word()))),
            ("delegations", words(&x.by)),
            ("paragraphs", words(&x.paragraphs)),
            ("at", x.at.map(word)),
            ("meeting", x.meeting.as_ref().map(word)),
            ("text", long(&x.text)),
            ("withdrawn", x.withdrawn.as_ref().map(done_value)),
        ],
        Proceeding::Sponsor(x) => vec![
            ("delegation", Some(word(x.delegation))),
            ("joined", x.joined.then_some(Value::Bool(true))),
            ("at", x.at.map(word)),
            ("withdrawn", x.withdrawn.as_ref().map(done_value)),
        ],
        Proceeding::Corrigendum(x) => vec![
            ("number", Some(Value::Integer(x.number.into()))),
            ("paragraph", Some(word(x.paragraph))),
            ("language", Some(word(x.language))),
            ("before", long(&x.before)),
            ("text", long(&x.text)),
            ("reason", Some(word(&x.reason))),
            ("at", x.at.map(word)),
            ("by", x.by.as_ref().map(word)),
        ],
    }
}

/// An entry to write.
pub(crate) fn value(one: &Proceeding) -> Value {
    map(pairs(one))
}

/// An entry in the record: as the file would have it alone.
pub(crate) fn filed(one: &Proceeding) -> Value {
    let entry = Value::Map(vec![(one.id().to_string(), value(one))]);
    Value::Map(vec![(one.sort().word().to_owned(), entry)])
}
