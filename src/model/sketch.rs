//! Workspaces for tests, in a small notation: one line a thing.
//!
//! ```text
//! members KAZ UZB          observers OSCE          group EU AUT BEL
//! rule sc                  permanent KAZ           loose G77 KAZ UZB (a group that does not bind)
//! package finance a b
//! a operative 5 bis | Words of paragraph a.        (id, role[:level], label | text)
//! @ KAZ agree a            @ UZB agree_if b : a    (on the words as they stand)
//! @ KAZ agree a < Old words.                       (on other words)
//! = a ad_ref except UZB    = a informals < Old words.
//! ```

use std::sync::Arc;

use super::{
    Agreement, Delegation, Group, Header, Id, Kind, Label, Package, Paragraph, Position, Proposal,
    Role, Rule, Stance, Wanted, Workspace,
};
use crate::text::Digest;

/// The workspace that a sketch describes, in English.
pub(crate) fn workspace(sketch: &str) -> Workspace {
    let mut header = Header::new("Sketch", "en".parse().unwrap());
    for line in sketch.lines().map(str::trim) {
        let mut words = line.split_whitespace();
        let kind = match words.next() {
            Some("members") => Kind::Member,
            Some("observers") => Kind::Observer,
            Some("rule") => {
                header.rule = Rule::from_word(words.next().unwrap()).unwrap();
                continue;
            }
            Some("permanent") => {
                let permanent: Vec<&str> = words.collect();
                for delegation in &mut header.delegations {
                    delegation.permanent |= permanent.contains(&delegation.code.as_str());
                }
                continue;
            }
            Some("package") => {
                let name = words.next().unwrap().into();
                header.packages.push(Package {
                    name,
                    paragraphs: words.map(id).collect(),
                    note: None,
                });
                continue;
            }
            Some(word @ ("group" | "loose")) => {
                let mut codes = words.map(|w| w.parse().unwrap());
                let code: super::Code = codes.next().unwrap();
                let name = code.as_str().into();
                header.groups.push(Group {
                    code,
                    name,
                    members: codes.collect(),
                    binding: word == "group",
                });
                continue;
            }
            _ => continue,
        };
        for word in words {
            let delegation = Delegation::member(word.parse().unwrap(), word);
            header.delegations.push(Delegation { kind, ..delegation });
        }
    }
    let mut workspace = Workspace::new(header);
    for line in sketch.lines().map(str::trim) {
        add(&mut workspace, line);
    }
    workspace
}

/// Adds what a line of a sketch says, but for who negotiates.
pub(crate) fn add(workspace: &mut Workspace, line: &str) {
    if let Some((head, text)) = line.split_once('|') {
        add_paragraph(workspace, head, text.trim());
    } else if let Some(rest) = line.strip_prefix("@ ") {
        add_position(workspace, rest);
    } else if let Some(rest) = line.strip_prefix("= ") {
        add_agreement(workspace, rest);
    }
}

/// The id of that name.
pub(crate) fn id(name: &str) -> Id {
    name.parse().unwrap()
}

fn add_paragraph(workspace: &mut Workspace, head: &str, text: &str) {
    let mut words = head.split_whitespace();
    let id = id(words.next().unwrap());
    let role = words.next().unwrap_or("paragraph");
    let (role, level) = role
        .split_once(':')
        .map_or((role, 0), |(r, l)| (r, l.parse().unwrap()));
    let mut p = Paragraph::new(id, Role::from_word(role).unwrap(), text);
    p.level = level;
    p.label = Label::new(&words.collect::<Vec<_>>().join(" "));
    let document = workspace.drafts.values_mut().next().unwrap();
    Arc::make_mut(document).paragraphs.push(Arc::new(p));
}

fn words_of(workspace: &Workspace, id: Id, old: Option<&str>) -> Digest {
    old.map_or_else(|| workspace.words(id).unwrap(), Digest::of)
}

fn add_position(workspace: &mut Workspace, rest: &str) {
    let (rest, old) = rest
        .split_once(" < ")
        .map_or((rest, None), |(a, b)| (a, Some(b.trim())));
    let (rest, needs) = rest.split_once(" : ").map_or((rest, ""), |(a, b)| (a, b));
    let mut words = rest.split_whitespace();
    let code = words.next().unwrap().parse().unwrap();
    let word = words.next().unwrap();
    let paragraph = id(words.next().unwrap());
    let needs = needs.split_whitespace().map(id).collect();
    let stance = Stance::from_word(word, needs, None).unwrap();
    let position = Position::new(stance, words_of(workspace, paragraph, old));
    let of = workspace.positions.entry(code).or_default();
    Arc::make_mut(of).insert(paragraph, position);
}

fn add_agreement(workspace: &mut Workspace, rest: &str) {
    let (rest, old) = rest
        .split_once(" < ")
        .map_or((rest, None), |(a, b)| (a, Some(b.trim())));
    let (rest, except) = rest
        .split_once(" except ")
        .map_or((rest, ""), |(a, b)| (a, b));
    let mut words = rest.split_whitespace();
    let paragraph = id(words.next().unwrap());
    let level = words.next().unwrap().parse().unwrap();
    let on = words_of(workspace, paragraph, old);
    let except = except
        .split_whitespace()
        .map(|c| c.parse().unwrap())
        .collect();
    let agreement = Agreement {
        level,
        on,
        chapeau: None,
        carried: None,
        at: None,
        by: None,
        meeting: None,
        except,
        lifted: Vec::new(),
        bracketed: false,
        reopened: None,
    };
    Arc::make_mut(&mut workspace.agreements)
        .entry(paragraph)
        .or_default()
        .push(agreement);
}

/// A proposal of Kazakhstan to put other words in the place of those of `a`.
pub(crate) fn proposal(base: &str, text: &str) -> Proposal {
    let wanted = Wanted::Words(text.into());
    let mut proposal = Proposal::new(id("p"), id("a"), base, wanted);
    proposal.by = vec!["KAZ".parse().unwrap()];
    proposal
}
