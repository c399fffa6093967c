//! What all rules look at, read once, and where they put what they find.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::rules::Rule;
use crate::model::bracket::{self, Bracket, Bracketed, Spans};
use crate::model::{
    Code, Consensus, Document, Finding, Footing, Id, Moment, Paragraph, Severity, Workspace,
};
use crate::text::{Digest, Language};

/// The file that says who negotiates.
pub(super) const HEADER: &str = "workspace.yaml";
/// The file of what was gavelled and parked.
pub(super) const AGREEMENTS: &str = "agreements.yaml";

/// The file of a draft.
pub(super) fn file_of(language: &Language) -> Arc<str> {
    format!("draft/{language}.yaml").into()
}

/// The file of a delegation's positions.
pub(super) fn file_of_positions(code: Code) -> Arc<str> {
    format!("positions/{code}.yaml").into()
}

/// A workspace as the rules see it.
pub(super) struct Case<'a> {
    /// The workspace itself.
    pub(super) workspace: &'a Workspace,
    /// Whether the text is about to be adopted.
    pub(super) is_final: bool,
    /// What time it is, if that is known.
    pub(super) now: Option<Moment>,
    /// The drafts, the original first.
    pub(super) drafts: Vec<Draft<'a>>,
    parties: HashMap<String, Code>,
    footings: HashMap<Id, Footing>,
    consensus: OnceCell<Consensus>,
}

/// A draft with its brackets read.
pub(super) struct Draft<'a> {
    pub(super) language: Language,
    pub(super) document: &'a Document,
    pub(super) file: Arc<str>,
    pub(super) texts: Vec<Text<'a>>,
    pub(super) spans: Spans,
}

/// A paragraph of a draft with its brackets read.
pub(super) struct Text<'a> {
    pub(super) file: Arc<str>,
    pub(super) paragraph: &'a Paragraph,
    pub(super) read: Bracketed,
}

impl<'a> Case<'a> {
    pub(super) fn new(workspace: &'a Workspace, is_final: bool) -> Self {
        let parties = parties(workspace);
        let is_party = |said: &str| parties.contains_key(&said.trim().to_lowercase());
        let original = workspace.header.original;
        let mut drafts: Vec<Draft<'a>> = workspace
            .drafts
            .iter()
            .map(|(language, document)| {
                let file = file_of(language);
                let texts = document.paragraphs.iter().map(|paragraph| Text {
                    file: Arc::clone(&file),
                    paragraph,
                    read: read(paragraph.text(), &is_party),
                });
                Draft {
                    language: *language,
                    document,
                    texts: texts.collect(),
                    spans: document.spans(),
                    file: Arc::clone(&file),
                }
            })
            .collect();
        drafts.sort_by_key(|draft| draft.language != original);
        let footings = workspace.original().into_iter().flat_map(|document| {
            let ids = document.paragraphs.iter().map(|p| p.id);
            ids.zip(document.footings())
        });
        Self {
            workspace,
            is_final,
            now: None,
            drafts,
            footings: footings.collect(),
            parties,
            consensus: OnceCell::new(),
        }
    }

    /// The draft in the original language.
    pub(super) fn original(&self) -> Option<&Draft<'a>> {
        let original = self.workspace.header.original;
        self.drafts.iter().find(|draft| draft.language == original)
    }

    /// The digest of the original words of a paragraph.
    pub(super) fn words(&self, paragraph: Id) -> Option<Digest> {
        Some(self.footing(paragraph)?.words)
    }

    /// What a stance on a paragraph is on now.
    pub(super) fn footing(&self, paragraph: Id) -> Option<Footing> {
        self.footings.get(&paragraph).copied()
    }

    /// Every paragraph in every language.
    pub(super) fn texts(&self) -> impl Iterator<Item = &Text<'a>> {
        self.drafts.iter().flat_map(|draft| &draft.texts)
    }

    /// Where consensus stands.
    pub(super) fn consensus(&self) -> &Consensus {
        self.consensus.get_or_init(|| self.workspace.consensus())
    }

    /// The delegation or group that is meant by a code or a name.
    pub(super) fn party(&self, said: &str) -> Option<Code> {
        self.parties.get(&said.trim().to_lowercase()).copied()
    }

    /// All codes and names, in lower case, with who is meant.
    pub(super) fn parties(&self) -> &HashMap<String, Code> {
        &self.parties
    }
}

impl Text<'_> {
    /// A part of the words.
    pub(super) fn slice(&self, range: Range<usize>) -> &str {
        self.paragraph.text().get(range).unwrap_or_default()
    }

    /// Its brackets, inner ones after the one they are in.
    pub(super) fn brackets(&self) -> Vec<&Bracket> {
        self.read.brackets()
    }
}

fn read(text: &str, is_party: &dyn Fn(&str) -> bool) -> Bracketed {
    if text.contains(['[', ']', '［', '］', '{']) {
        bracket::parse(text, is_party)
    } else {
        Bracketed::default()
    }
}

fn parties(workspace: &Workspace) -> HashMap<String, Code> {
    let mut parties = HashMap::new();
    let header = &workspace.header;
    let mut add = |name: &str, code: Code| {
        parties.entry(name.trim().to_lowercase()).or_insert(code);
    };
    for delegation in &header.delegations {
        add(delegation.code.as_str(), delegation.code);
        add(&delegation.name, delegation.code);
        for name in delegation.names.values() {
            add(name, delegation.code);
        }
    }
    for group in &header.groups {
        add(group.code.as_str(), group.code);
        add(&group.name, group.code);
    }
    parties
}

/// What one rule has found.
pub(super) struct Findings {
    id: &'static str,
    severity: Severity,
    found: Vec<Finding>,
    /// The paragraph that was found wanting last, and how often.
    last: (Option<(Arc<str>, Id)>, usize),
}

/// More than this on one paragraph tell the reader nothing new.
const MOST: usize = 200;

impl Findings {
    pub(super) fn new(rule: &Rule, is_final: bool) -> Self {
        Self {
            id: rule.id,
            severity: if is_final {
                rule.at_final
            } else {
                rule.severity
            },
            found: Vec::new(),
            last: (None, 0),
        }
    }

    /// Something about words of a paragraph, with what to do.
    pub(super) fn at(
        &mut self,
        text: &Text<'_>,
        span: Option<Range<usize>>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.weighing(self.severity, text, span, message, hint);
    }

    /// The same, weighing more or less than the rule usually does.
    pub(super) fn weighing(
        &mut self,
        severity: Severity,
        text: &Text<'_>,
        span: Option<Range<usize>>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let here = Some((Arc::clone(&text.file), text.paragraph.id));
        if self.last.0 != here {
            self.last = (here, 0);
        }
        self.last.1 += 1;
        let mut finding = if self.last.1 > MOST + 1 {
            return;
        } else if self.last.1 > MOST {
            Finding::new(
                self.id,
                severity,
                "There is more of this here, which is not listed.",
            )
            .hint("Put these right first.")
        } else {
            Finding::new(self.id, severity, message).hint(hint)
        };
        finding = finding
            .in_file(Arc::clone(&text.file), None)
            .on(text.paragraph);
        finding.span = span;
        self.found.push(finding);
    }

    /// Something about a file and, when it is known, one of its paragraphs, with what to do.
    pub(super) fn file(
        &mut self,
        file: impl Into<Arc<str>>,
        paragraph: Option<Id>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let mut finding = Finding::new(self.id, self.severity, message)
            .in_file(file, None)
            .hint(hint);
        finding.paragraph = paragraph;
        self.found.push(finding);
    }

    /// How much the findings of the rule weigh here.
    pub(super) fn severity(&self) -> Severity {
        self.severity
    }

    pub(super) fn into_vec(self) -> Vec<Finding> {
        self.found
    }
}

/// The first few of many codes, for a message: `KAZ, UZB and 3 more`.
pub(super) fn list(codes: &[Code]) -> String {
    const SHOWN: usize = 5;
    let mut names: Vec<&str> = codes.iter().map(Code::as_str).collect();
    let more = names.len().saturating_sub(SHOWN);
    names.truncate(SHOWN);
    let names = names.join(", ");
    if more == 0 {
        names
    } else {
        format!("{names} and {more} more")
    }
}
