//! `workspace.yaml`.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::document::{choices, one, parsed, settled, truth};
use super::{Entries, Word, map, shape, some, unknown, unknown_under, word};
use crate::model::{Code, Delegation, Group, Header, Id, Kind, Package, Profile, Rule};
use crate::store::notes::Notes;
use crate::store::pieces;
use crate::store::yaml::Value;
use crate::text::Language;

/// The format that is read and written here.
pub(crate) const FORMAT: u32 = 1;

shape! {
    /// `workspace.yaml`.
    WorkspaceShape {
        format: Word, workspace: Word, title: Word, notice: Word, profile: Word, original: Word, languages: Vec<Word>,
        rule: Word, symbol: Word, meeting: Word, delegations: Vec<DelegationShape>, groups: Vec<GroupShape>,
        packages: Vec<PackageShape>,
    }
}

shape! {
    /// Who negotiates.
    DelegationShape { code: Word, name: Word, names: Entries<Word>, kind: Word, permanent: Word }
}

shape! {
    /// Who speaks for others.
    GroupShape { code: Word, name: Word, members: Vec<Word>, binding: Word }
}

shape! {
    /// What is agreed together or not at all.
    PackageShape { name: Word, paragraphs: Vec<Word>, note: Word }
}

/// Reads a text piece by piece, when it cannot be read as a whole.
pub(crate) fn salvage(text: &str, notes: &mut Notes<'_>) -> WorkspaceShape {
    let mut shape = WorkspaceShape::default();
    for (key, _) in pieces::keys(text) {
        match key.as_str() {
            "delegations" => {
                let items = pieces::items(text, &key);
                shape.delegations = Some(items.iter().filter_map(|p| one(p, notes)).collect());
            }
            "groups" => {
                let items = pieces::items(text, &key);
                shape.groups = Some(items.iter().filter_map(|p| one(p, notes)).collect());
            }
            "packages" => {
                let items = pieces::items(text, &key);
                shape.packages = Some(items.iter().filter_map(|p| one(p, notes)).collect());
            }
            "languages" => shape.languages = pieces::top(text, &key).and_then(|p| one(&p, notes)),
            other if !WorkspaceShape::KEYS.contains(&other) => shape.unknown.push(other.to_owned()),
            other => {
                let read = pieces::top(text, other).and_then(|p| one(&p, notes));
                match other {
                    "format" => shape.format = read,
                    "workspace" => shape.workspace = read,
                    "title" => shape.title = read,
                    "notice" => shape.notice = read,
                    "profile" => shape.profile = read,
                    "original" => shape.original = read,
                    "rule" => shape.rule = read,
                    "symbol" => shape.symbol = read,
                    "meeting" => shape.meeting = read,
                    _ => {}
                }
            }
        }
    }
    shape
}

/// The header of a shape, and why it must not be written, if it must not.
pub(crate) fn read(shape: WorkspaceShape, notes: &mut Notes<'_>) -> (Header, Option<String>) {
    unknown_under(notes, &[], &shape.unknown, WorkspaceShape::KEYS);
    let of = |key: &'static str| move |notes: &mut Notes<'_>| notes.line_of(&[key]);
    // Found once, however many of them mean nothing.
    let place = OnceCell::new();
    let list = |notes: &mut Notes<'_>| *place.get_or_init(|| of("languages")(notes));
    let format = some(shape.format);
    let locked = match format.as_deref().map(str::parse::<u32>) {
        Some(Ok(FORMAT)) => None,
        Some(Ok(newer)) if newer > FORMAT => Some(format!(
            "workspace.yaml is of format {newer}, which is newer than this program; get a newer rapporteur to change it"
        )),
        Some(_) => {
            let said = format.unwrap_or_default();
            Some(format!(
                "workspace.yaml is of format “{said}”, which is unknown: write `format: {FORMAT}`"
            ))
        }
        None => {
            notes.warn(
                None,
                "workspace.yaml does not say of which format it is".to_owned(),
                format!("write `format: {FORMAT}` into it"),
            );
            None
        }
    };
    let mut languages: Vec<Language> = Vec::new();
    let mut listed: HashSet<Language> = HashSet::new();
    for said in shape.languages.unwrap_or_default() {
        if let Some(language) = parsed::<Language>(&said.0, "languages", list, notes)
            && listed.insert(language)
        {
            languages.push(language);
        }
    }
    let original =
        some(shape.original).and_then(|said| parsed(&said, "original", of("original"), notes));
    let original = original.or_else(|| languages.first().copied());
    let original = original.unwrap_or_else(|| {
        notes.error(
            None,
            "workspace.yaml does not say which language is the original".to_owned(),
            "write `original: en`",
        );
        Language::ENGLISH
    });
    if !languages.contains(&original) {
        languages.insert(0, original);
    }
    let mut header = Header::new(&some(shape.title).unwrap_or_default(), original);
    header.languages = languages;
    header.id =
        some(shape.workspace).and_then(|said| parsed(&said, "workspace", of("workspace"), notes));
    header.notice = some(shape.notice).map(|text| settled(&text).into());
    header.symbol = some(shape.symbol).map(Arc::from);
    header.meeting = some(shape.meeting).map(Arc::from);
    if let Some(said) = some(shape.profile) {
        match Profile::from_word(&said) {
            Some(profile) => header.profile = profile,
            None => {
                let line = of("profile")(notes);
                notes.error(
                    line,
                    format!("“{said}” is no profile"),
                    choices(&said, Profile::ALL.map(|(_, word)| word)),
                );
            }
        }
    }
    if let Some(said) = some(shape.rule) {
        match Rule::from_word(&said) {
            Some(rule) => header.rule = rule,
            None => {
                let line = of("rule")(notes);
                let hint = choices(&said, Rule::ALL.map(|(_, word)| word));
                notes.error(
                    line,
                    format!("“{said}” is no rule; consensus is counted"),
                    hint,
                );
            }
        }
    }
    let mut codes: HashSet<Code> = HashSet::new();
    for (nth, shape) in shape
        .delegations
        .unwrap_or_default()
        .into_iter()
        .enumerate()
    {
        let line = |notes: &mut Notes<'_>| notes.line("delegations", nth);
        header
            .delegations
            .extend(read_delegation(shape, &mut codes, line, notes));
    }
    for (nth, shape) in shape.groups.unwrap_or_default().into_iter().enumerate() {
        let line = |notes: &mut Notes<'_>| notes.line("groups", nth);
        header
            .groups
            .extend(read_group(shape, &mut codes, line, notes));
    }
    for (nth, shape) in shape.packages.unwrap_or_default().into_iter().enumerate() {
        let line = |notes: &mut Notes<'_>| notes.line("packages", nth);
        let read = read_package(shape, &header.packages, line, notes);
        header.packages.extend(read);
    }
    (header, locked)
}

fn read_code(
    said: Option<Word>,
    codes: &mut HashSet<Code>,
    line: impl Fn(&mut Notes<'_>) -> Option<usize> + Copy,
    notes: &mut Notes<'_>,
) -> Option<Code> {
    let Some(said) = some(said) else {
        let line = line(notes);
        notes.error(
            line,
            "a delegation or group without code".to_owned(),
            "give it one, like `code: KAZ`",
        );
        return None;
    };
    let code = parsed::<Code>(&said, "code", line, notes)?;
    if !codes.insert(code) {
        let line = line(notes);
        notes.error(
            line,
            format!("the code {code} is taken"),
            "give one of the two another code; only the first counts",
        );
        return None;
    }
    Some(code)
}

fn read_delegation(
    shape: DelegationShape,
    codes: &mut HashSet<Code>,
    line: impl Fn(&mut Notes<'_>) -> Option<usize> + Copy,
    notes: &mut Notes<'_>,
) -> Option<Delegation> {
    if !shape.unknown.is_empty() {
        let line = line(notes);
        unknown(notes, line, &shape.unknown, DelegationShape::KEYS);
    }
    let code = read_code(shape.code, codes, line, notes)?;
    let mut delegation =
        Delegation::member(code, &some(shape.name).unwrap_or_else(|| code.to_string()));
    let mut names = BTreeMap::new();
    for (language, name) in shape.names.unwrap_or_default().0 {
        if let Some(language) = parsed::<Language>(&language, "names", line, notes) {
            names.insert(language, name.0.into());
        }
    }
    delegation.names = names;
    if let Some(said) = some(shape.kind) {
        match Kind::ALL.iter().find(|(_, word)| *word == said) {
            Some((kind, _)) => delegation.kind = *kind,
            None => {
                let line = line(notes);
                // Who is not surely a member must not come to block by a slip.
                notes.error(
                    line,
                    format!("“{said}” is no kind; {code} counts as an observer"),
                    choices(&said, Kind::ALL.map(|(_, word)| word)),
                );
                delegation.kind = Kind::Observer;
            }
        }
    }
    delegation.permanent = match some(shape.permanent).as_deref() {
        None | Some("false") => false,
        Some("true") => true,
        Some(other) => {
            let line = line(notes);
            // A slip must not give anybody a veto.
            notes.error(
                line,
                format!("`permanent: {other}` is neither true nor false"),
                format!("write true or false; {code} does not count as permanent"),
            );
            false
        }
    };
    Some(delegation)
}

fn read_package(
    shape: PackageShape,
    known: &[Package],
    line: impl Fn(&mut Notes<'_>) -> Option<usize> + Copy,
    notes: &mut Notes<'_>,
) -> Option<Package> {
    if !shape.unknown.is_empty() {
        let line = line(notes);
        unknown(notes, line, &shape.unknown, PackageShape::KEYS);
    }
    let Some(name) = some(shape.name) else {
        let line = line(notes);
        notes.error(
            line,
            "a package without name".to_owned(),
            "give it one, like `name: finance`; it does not count until then",
        );
        return None;
    };
    if known.iter().any(|package| package.is_called(&name)) {
        let line = line(notes);
        notes.error(
            line,
            format!("the package “{name}” is there twice"),
            "give one of the two another name; only the first counts",
        );
        return None;
    }
    let mut paragraphs: Vec<Id> = Vec::new();
    for said in shape.paragraphs.unwrap_or_default() {
        if let Some(id) = parsed::<Id>(&said.0, "paragraphs", line, notes)
            && !paragraphs.contains(&id)
        {
            paragraphs.push(id);
        }
    }
    Some(Package {
        name: settled(&name).into(),
        paragraphs,
        note: some(shape.note).map(|text| settled(&text).into()),
    })
}

fn read_group(
    shape: GroupShape,
    codes: &mut HashSet<Code>,
    line: impl Fn(&mut Notes<'_>) -> Option<usize> + Copy,
    notes: &mut Notes<'_>,
) -> Option<Group> {
    if !shape.unknown.is_empty() {
        let line = line(notes);
        unknown(notes, line, &shape.unknown, GroupShape::KEYS);
    }
    let code = read_code(shape.code, codes, line, notes)?;
    let members = shape.members.unwrap_or_default();
    Some(Group {
        code,
        name: some(shape.name).unwrap_or_else(|| code.to_string()).into(),
        members: members
            .iter()
            .filter_map(|said| parsed(&said.0, "members", line, notes))
            .collect(),
        binding: truth(some(shape.binding), "binding", line, notes),
    })
}

/// The keys of the file, in order, with what to write.
pub(crate) fn pairs(header: &Header) -> Vec<(&'static str, Option<Value>)> {
    let list = |values: Vec<Value>| (!values.is_empty()).then_some(Value::List(values));
    vec![
        ("format", Some(Value::Integer(FORMAT.into()))),
        ("workspace", header.id.map(word)),
        ("title", Some(word(&header.title))),
        (
            "notice",
            header
                .notice
                .as_ref()
                .map(|text| Value::Text(text.to_string())),
        ),
        ("profile", Some(word(header.profile.word()))),
        ("original", Some(word(header.original))),
        (
            "languages",
            list(header.languages.iter().map(word).collect()),
        ),
        ("rule", Some(word(header.rule.word()))),
        ("symbol", header.symbol.as_ref().map(word)),
        ("meeting", header.meeting.as_ref().map(word)),
        (
            "delegations",
            list(header.delegations.iter().map(delegation_value).collect()),
        ),
        (
            "groups",
            list(header.groups.iter().map(group_value).collect()),
        ),
        (
            "packages",
            list(header.packages.iter().map(package_value).collect()),
        ),
    ]
}

pub(crate) fn delegation_value(delegation: &Delegation) -> Value {
    let names = delegation
        .names
        .iter()
        .map(|(language, name)| (language.to_string(), word(name)));
    let kind = Kind::ALL
        .iter()
        .find(|(kind, _)| *kind == delegation.kind && *kind != Kind::Member);
    map(vec![
        ("code", Some(word(delegation.code))),
        ("name", Some(word(&delegation.name))),
        (
            "names",
            (!delegation.names.is_empty()).then(|| Value::Map(names.collect())),
        ),
        ("kind", kind.map(|(_, said)| word(said))),
        (
            "permanent",
            delegation.permanent.then_some(Value::Bool(true)),
        ),
    ])
}

pub(crate) fn group_value(group: &Group) -> Value {
    map(vec![
        ("code", Some(word(group.code))),
        ("name", Some(word(&group.name))),
        (
            "members",
            Some(Value::List(group.members.iter().map(word).collect())),
        ),
        ("binding", (!group.binding).then_some(Value::Bool(false))),
    ])
}

pub(crate) fn package_value(package: &Package) -> Value {
    map(vec![
        ("name", Some(word(&package.name))),
        (
            "paragraphs",
            Some(Value::List(package.paragraphs.iter().map(word).collect())),
        ),
        ("note", package.note.as_ref().map(word)),
    ])
}

/// The whole file to write.
pub(crate) fn value(header: &Header) -> Value {
    map(pairs(header))
}
