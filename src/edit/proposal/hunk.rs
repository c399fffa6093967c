//! Hunks: the places at which a proposal changes the words it was made on.

use std::ops::Range;

use crate::compare::{Op, exact_words};
use crate::model::bracket::{self, Part};

/// One place where words are changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// Bytes of the old words; empty where something is only put in.
    pub range: Range<usize>,
    /// What stands there then; empty where something is only struck.
    pub words: String,
}

impl Hunk {
    /// Whether it puts in or strikes nothing but white space, which is no change to a reader.
    fn is_blank(&self, old: &str) -> bool {
        slice(old, &self.range).trim().is_empty() && self.words.trim().is_empty()
    }

    /// Whether two hunks on the same words change the same place: they overlap, or nothing but white space stands between
    /// them. Two edits that touch cannot both be taken without looking (`遵循` → `遵循性` and `遵循` → `赠款应` make
    /// `赠款应性`).
    pub fn touches(&self, other: &Self, base: &str) -> bool {
        let (first, second) = if self.range.start <= other.range.start {
            (self, other)
        } else {
            (other, self)
        };
        let between = first.range.end..second.range.start;
        between.start >= between.end || slice(base, &between).trim().is_empty()
    }
}

/// Bytes of a text; nothing when they are none.
pub(super) fn slice<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    text.get(range.clone()).unwrap_or_default()
}

/// The places at which `new` differs from `base`, in order, as a person would mark them. A change of white space alone is none.
pub fn hunks(base: &str, new: &str) -> Vec<Hunk> {
    let mut found: Vec<Hunk> = Vec::new();
    let (mut at, mut open) = (0, None::<Hunk>);
    for edit in exact_words(base, new) {
        match edit.op {
            Op::Equal => {
                found.extend(open.take());
                at += edit.text.len();
            }
            Op::Delete => {
                let hunk = open.get_or_insert_with(|| Hunk {
                    range: at..at,
                    words: String::new(),
                });
                at += edit.text.len();
                hunk.range.end = at;
            }
            Op::Insert => {
                let hunk = open.get_or_insert_with(|| Hunk {
                    range: at..at,
                    words: String::new(),
                });
                hunk.words.push_str(&edit.text);
            }
        }
    }
    found.extend(open);
    found.retain(|hunk| !hunk.is_blank(base));
    found
}

/// The new words without the space that striking words leaves before a mark that stands close to the word before it: “the
/// Protocol ;” is “the Protocol;”. A space that stood before that mark already stays, as French has one.
pub fn closed_up(base: &str, new: &str) -> String {
    let mut found = hunks(base, new);
    let mut is_other = false;
    for hunk in &mut found {
        let before = base.get(..hunk.range.start).unwrap_or_default();
        let behind = base.get(hunk.range.end..).unwrap_or_default();
        let is_close = behind.starts_with(|c| super::segments::closes(c) || c == ':');
        let end = before.trim_end_matches(' ').len();
        let struck = slice(base, &hunk.range);
        let had_space = struck.ends_with(char::is_whitespace);
        let is_only_struck = hunk.words.trim().is_empty() && !struck.is_empty() && !had_space;
        if is_only_struck && is_close && end > 0 && (end < before.len() || hunk.words == " ") {
            hunk.range.start = end;
            hunk.words.clear();
            is_other = true;
        }
    }
    if is_other {
        applied(base, &found)
    } else {
        new.to_owned()
    }
}

/// As [`hunks`], each widened until it leaves every bracket whole: none holds one sign of a pair, or a part of the names in
/// a bracket, without the rest of the bracket. So each can be taken, or be put into a bracket, by itself.
pub fn whole_hunks(base: &str, new: &str) -> Vec<Hunk> {
    let found = hunks(base, new);
    let signs = ['[', ']', '［', '］'];
    if !base.contains(signs) && !new.contains(signs) {
        return found;
    }
    let (in_base, in_new) = (Structure::of(base), Structure::of(new));
    let map = Map::new(base, new);
    let mut whole: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for hunk in &found {
        let change = map.changed.iter().find(|(old, _)| *old == hunk.range);
        let Some((mut old, mut fresh)) = change.cloned() else {
            continue;
        };
        // Each turn takes in at least one more bracket; there are not more turns than brackets.
        for _ in 0..=in_base.brackets.len() + in_new.brackets.len() {
            let wider = in_base.widened(&old);
            let wider_new = in_new.widened(&fresh);
            let (next_old, next_new) = (
                join(&wider, &map.to_old(&wider_new)),
                join(&wider_new, &map.to_new(&wider)),
            );
            if next_old == old && next_new == fresh {
                break;
            }
            (old, fresh) = (next_old, next_new);
        }
        // A hunk that was widened may have taken in those before it.
        while let Some((last, last_new)) = whole.pop_if(|(last, _)| last.end > old.start) {
            old = join(&last, &old);
            fresh = join(&last_new, &fresh);
        }
        whole.push((old, fresh));
    }
    whole
        .into_iter()
        .map(|(range, fresh)| Hunk {
            range,
            words: slice(new, &fresh).to_owned(),
        })
        .collect()
}

/// The words with hunks taken, which are in order and do not overlap.
pub fn applied<'h>(base: &str, hunks: impl IntoIterator<Item = &'h Hunk>) -> String {
    let mut text = String::with_capacity(base.len());
    let mut at = 0;
    for hunk in hunks {
        text.push_str(slice(base, &(at..hunk.range.start)));
        text.push_str(&hunk.words);
        at = hunk.range.end;
    }
    text.push_str(base.get(at..).unwrap_or_default());
    text
}

fn join(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    a.start.min(b.start)..a.end.max(b.end)
}

/// The brackets of a text, and what of it belongs to their signs and names.
struct Structure {
    brackets: Vec<Range<usize>>,
    signs: Vec<Range<usize>>,
}

impl Structure {
    fn of(text: &str) -> Self {
        let read = bracket::parse(text, &bracket::looks_like_code);
        let brackets = read.brackets().iter().map(|b| b.range.clone()).collect();
        let signs = read.parts().into_iter().filter_map(|(range, part, _)| {
            let is_sign = matches!(part, Part::Sign | Part::Party | Part::Aside(_));
            is_sign.then_some(range)
        });
        Self {
            brackets,
            signs: signs.collect(),
        }
    }

    /// The range with every bracket of which it holds a part of the signs.
    fn widened(&self, range: &Range<usize>) -> Range<usize> {
        let mut wider = range.clone();
        let cut = |sign: &&Range<usize>| {
            let inside = sign.start < range.end && range.start < sign.end;
            let within = sign.start < range.start && range.start < sign.end;
            inside || within
        };
        for sign in self.signs.iter().filter(cut) {
            // The innermost bracket that the sign belongs to.
            let owner = self
                .brackets
                .iter()
                .filter(|b| b.start <= sign.start && sign.end <= b.end)
                .min_by_key(|b| b.len());
            if let Some(owner) = owner {
                wider = join(&wider, owner);
            }
        }
        wider
    }
}

/// Where places of two wordings are in each other.
struct Map {
    /// Old and new ranges of what differs, white space too, in order.
    changed: Vec<(Range<usize>, Range<usize>)>,
}

impl Map {
    fn new(base: &str, new: &str) -> Self {
        let mut changed: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        let (mut old_at, mut new_at, mut start) = (0, 0, None);
        for edit in exact_words(base, new) {
            match edit.op {
                Op::Equal => {
                    if let Some((from_old, from_new)) = start.take() {
                        changed.push((from_old..old_at, from_new..new_at));
                    }
                    old_at += edit.text.len();
                    new_at += edit.text.len();
                }
                Op::Delete => {
                    start.get_or_insert((old_at, new_at));
                    old_at += edit.text.len();
                }
                Op::Insert => {
                    start.get_or_insert((old_at, new_at));
                    new_at += edit.text.len();
                }
            }
        }
        if let Some((from_old, from_new)) = start {
            changed.push((from_old..old_at, from_new..new_at));
        }
        Self { changed }
    }

    fn to_new(&self, old: &Range<usize>) -> Range<usize> {
        across(&self.changed, old)
    }

    fn to_old(&self, new: &Range<usize>) -> Range<usize> {
        let turned = self.changed.iter().map(|(a, b)| (b.clone(), a.clone()));
        across(&turned.collect::<Vec<_>>(), new)
    }
}

/// The range of the other side. A place inside a change is taken to the outer end of it; what is put in exactly at an end of
/// the range stays outside.
fn across(changed: &[(Range<usize>, Range<usize>)], range: &Range<usize>) -> Range<usize> {
    if range.is_empty()
        && let Some((_, there)) = changed.iter().find(|(from, _)| from == range)
    {
        return there.clone();
    }
    let (mut start, mut end) = (range.start, range.end);
    for (from, to) in changed {
        if from.end <= range.start {
            start = to.end + (range.start - from.end);
        } else if from.start < range.start {
            start = to.start;
        }
        let only_put_in_at_end = from.is_empty() && from.start == range.end;
        if from.end <= range.end && !only_put_in_at_end {
            end = to.end + (range.end - from.end);
        } else if from.start < range.end {
            end = to.end;
        }
    }
    start..end.max(start)
}
