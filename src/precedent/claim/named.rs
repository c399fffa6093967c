//! How people name a document: its symbol or a part of it, and the words that stand around, in the six official languages.
//!
//! Start at [`runs`].

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::text;

/// Words that stand around a symbol and are no part of it.
const WORDS: &str = "
    resolution resolutions of the from in no operative preambular scr sc unscr unsc un united nations security council
    general assembly its s by adopted
    résolution résolutions de la du dans sa ses leur conseil sécurité assemblée générale nations unies onu adoptée par le
    des
    resolución resoluciones del en su sus consejo seguridad asamblea naciones unidas aprobada por el los las
    резолюция резолюции резолюцией резолюцию из в своей его ее совет совета советом безопасности генеральная генеральной
    ассамблея ассамблеи ассамблеей организации объединенных наций оон принятая принятой
    القرار قرار قراره قرارها بالقرار من مجلس الأمن لمجلس الجمعية العامة للجمعية الأمم المتحدة الصادر عن
";

/// The same in Chinese, where words stand together; the longer before those that begin them.
const HAN: [&str; 10] = [
    "联合国",
    "安全理事会",
    "安理会",
    "大会",
    "号决议",
    "决议",
    "号",
    "第",
    "其",
    "的",
];

/// [`WORDS`], folded.
static AROUND: LazyLock<HashSet<String>> =
    LazyLock::new(|| WORDS.split_whitespace().map(text::fold).collect());

/// Whether a run stands around a symbol and is no part of it.
pub(super) fn is_around(run: &str) -> bool {
    AROUND.contains(run) || run.starts_with(text::is_han) && without_han(run).is_empty()
}

/// Chinese letters without the words around a symbol.
fn without_han(run: &str) -> String {
    HAN.iter()
        .fold(run.to_owned(), |run, word| run.replace(word, ""))
}

/// All runs of letters and runs of digits, folded, without an article that is written together with a word (`l’`).
fn all_runs(symbol: &str) -> Vec<String> {
    let folded = text::fold(symbol);
    let mut runs: Vec<String> = Vec::new();
    let mut before = None;
    for c in folded.chars() {
        let kind = if c.is_numeric() {
            Some(0)
        } else if text::is_han(c) {
            Some(1)
        } else if c.is_alphanumeric() {
            Some(2)
        } else {
            None
        };
        if kind.is_some() {
            match runs.last_mut().filter(|_| kind == before) {
                Some(last) => last.push(c),
                None => runs.push(c.to_string()),
            }
        } else if matches!(c, '\'' | '’') && before == Some(2) {
            runs.pop_if(|last| matches!(last.as_str(), "l" | "d"));
        }
        before = kind;
    }
    runs
}

/// Runs of letters and runs of digits, folded, without the words around a symbol; with them if nothing else is there.
pub(super) fn runs(symbol: &str) -> Vec<String> {
    let runs = all_runs(symbol);
    let kept: Vec<String> = runs
        .iter()
        .filter(|run| !is_around(run))
        .map(|run| {
            if run.starts_with(text::is_han) {
                without_han(run)
            } else {
                run.clone()
            }
        })
        .collect();
    if kept.is_empty() { runs } else { kept }
}

/// Whether a name has nothing but symbols, numbers and the words around them.
pub(super) fn is_read(name: &str) -> bool {
    let is_letter_of_symbol = |c: char| !c.is_alphabetic() || c.is_uppercase();
    name.split_whitespace().all(|word| {
        word.contains('/') && word.is_ascii()
            || word.chars().all(is_letter_of_symbol)
            || all_runs(word)
                .iter()
                .all(|run| run.starts_with(char::is_numeric) || is_around(run))
    })
}

/// How a name of a document is meant: the lower the surer. None if it is another document.
pub(super) fn meant(asked: &[String], has: &[String]) -> Option<u8> {
    if asked == has {
        return Some(0);
    }
    if has.starts_with(asked) {
        return Some(1);
    }
    if has.ends_with(asked) {
        return Some(2);
    }
    has.windows(asked.len().max(1))
        .any(|window| window == asked)
        .then_some(3)
}
