//! Whether words stand where they are said to come from: “this is from resolution X, paragraph n”.
//!
//! Start at [`Library::verify`].

use super::Library;
use super::claim::Claim;
use super::near::{self, is_verbatim, plain, unended};
use super::taken;
use crate::compare::{self, Edit, Op};
use crate::model::Source;
use crate::text::{self, Language};

/// From here on two wordings are taken for one paragraph that was changed.
const SAME_PARAGRAPH: f32 = 0.5;
/// How much of the shorter text a quotation keeps.
const KEPT: f32 = 0.6;
/// Words that a quotation of part of a paragraph has at least, where nobody said which paragraph it is.
const QUOTED: usize = 4;
/// Places that are given besides the one claimed.
const ELSEWHERE: usize = 16;

/// What became of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The words stand there, all of them, in that order, and no others among or beside them.
    Exact,
    /// They stand there with other words among them.
    Near,
    /// They do not stand there.
    NotFound,
}

impl Verdict {
    /// The word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Near => "near",
            Self::NotFound => "not_found",
        }
    }
}

/// How words compare with a paragraph of the library.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// The paragraph, for [`Library::entry`].
    pub entry: usize,
    /// What it is.
    pub verdict: Verdict,
    /// How near the two are, from 0 to 1.
    pub similarity: f32,
    /// Whether the whole paragraph was compared; else the words are part of it.
    pub whole: bool,
    /// What makes the words of the paragraph those that were given; empty where they are the same.
    pub edits: Vec<Edit>,
}

/// What was found out about a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Verified {
    /// Whether the words stand where it was said.
    pub verdict: Verdict,
    /// Whether the library has the document that was named.
    pub has_document: bool,
    /// Whether that document has the paragraph that was named; true where none was.
    pub has_paragraph: bool,
    /// The paragraph that comes nearest: the one named, if the words are there at all, else wherever they are.
    pub nearest: Option<Compared>,
    /// Other paragraphs that have the words, exactly: in the document that was named first, then the oldest first.
    pub elsewhere: Vec<usize>,
}

/// How words compare with those of a paragraph. Fewer than `least` words in a row of it are no part of it: they stand in
/// many.
fn compared(entry: usize, words: &str, other: &str, least: usize) -> Compared {
    let (words, other) = (plain(words), plain(other));
    let similarity = compare::similarity(&words, &other);
    let exact = |whole| Compared {
        entry,
        verdict: Verdict::Exact,
        similarity,
        whole,
        edits: Vec::new(),
    };
    if is_verbatim(&words, &other) {
        return exact(true);
    }
    if holds(&other, unended(&words), least) {
        return exact(false);
    }
    // All of the paragraph stands there, with words besides that are not its own.
    let all_of_it = holds(&words, unended(&other), QUOTED);
    let mut edits = compare::exact_words(&other, &words);
    let kept: usize = edits
        .iter()
        .filter(|edit| edit.op == Op::Equal)
        .map(|edit| text::count(&edit.text))
        .sum();
    let (mine, theirs) = (text::count(&words), text::count(&other));
    let quoted = kept > QUOTED && kept as f32 >= KEPT * mine.min(theirs) as f32;
    let near = similarity >= SAME_PARAGRAPH || quoted || all_of_it;
    let mut whole = true;
    // Of a paragraph that is quoted in part, the rest is no difference.
    if near && mine * 3 < theirs * 2 {
        let before = edits.len();
        if edits.first().is_some_and(|edit| edit.op == Op::Delete) {
            edits.remove(0);
        }
        edits.pop_if(|last| last.op == Op::Delete);
        whole = before == edits.len();
    }
    Compared {
        entry,
        verdict: if near {
            Verdict::Near
        } else {
            Verdict::NotFound
        },
        similarity,
        whole,
        edits,
    }
}

/// Whether a text has these words in a row, as words, if they are as many as `least` and one at least.
fn holds(text: &str, words: &str, least: usize) -> bool {
    if text::count(words) < least.max(1) {
        return false;
    }
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() || text::is_han(c));
    text.match_indices(words).any(|(at, found)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let behind = text.get(at + found.len()..).and_then(|t| t.chars().next());
        let (first, last) = (words.chars().next(), words.chars().next_back());
        (is_edge(before) || is_edge(first)) && (is_edge(behind) || is_edge(last))
    })
}

impl Library {
    /// Whether words stand where it is said that they come from, and where they stand if not. Stress, white space and the
    /// mark at the end do not count; everything else does. Some words in a row of a paragraph are exact as well.
    pub fn verify(&self, claim: &Claim, words: &str) -> Verified {
        let language = text::guess(words);
        let documents = self.documents_meant(&claim.symbol);
        let named = self.claimed(claim, language);
        let has_paragraph = claim.paragraph.is_none() || !named.is_empty();
        // Where somebody says that words stand they are looked for, however few they are.
        let best = self.best(named, words, 1);
        let verdict = best.as_ref().map_or(Verdict::NotFound, |b| b.verdict);
        if verdict == Verdict::Exact {
            return Verified {
                verdict,
                has_document: true,
                has_paragraph,
                nearest: best,
                elsewhere: Vec::new(),
            };
        }
        let in_document = documents.iter().cloned().flatten();
        let mut elsewhere: Vec<usize> = in_document
            .filter(|entry| {
                self.text(*entry).is_some_and(|other| {
                    compared(*entry, words, &other, QUOTED).verdict == Verdict::Exact
                })
            })
            .collect();
        let anywhere = self.verify_anywhere(words);
        if let Some(found) = anywhere
            .nearest
            .as_ref()
            .filter(|n| n.verdict == Verdict::Exact)
        {
            elsewhere.push(found.entry);
            elsewhere.extend(&anywhere.elsewhere);
        }
        let mut seen = std::collections::HashSet::new();
        elsewhere.retain(|entry| seen.insert(*entry));
        elsewhere.truncate(ELSEWHERE);
        let nearest = match verdict {
            Verdict::NotFound => {
                let first = elsewhere.first().copied();
                let there = first.and_then(|at| Some(compared(at, words, &self.text(at)?, QUOTED)));
                let in_document =
                    || self.best(documents.iter().cloned().flatten().collect(), words, QUOTED);
                there
                    .or_else(|| in_document().filter(|b| b.verdict != Verdict::NotFound))
                    .or_else(|| anywhere.nearest.clone())
            }
            _ => best,
        };
        if let Some(nearest) = &nearest {
            elsewhere.retain(|entry| *entry != nearest.entry);
        }
        Verified {
            verdict,
            has_document: !documents.is_empty(),
            has_paragraph,
            nearest,
            elsewhere,
        }
    }

    /// Whether words stand anywhere, for words that nobody says anything of.
    pub fn verify_anywhere(&self, words: &str) -> Verified {
        let language: Option<Language> = text::guess(words);
        let near = self.nearest(words, language, 32);
        let spans = self.trace(&plain(words)).spans;
        let whole = spans.first().filter(|_| spans.len() == 1);
        // The oldest comes first: who said it before all others.
        let traced = whole.map(|span| span.sources.clone()).unwrap_or_default();
        let all: Vec<usize> = traced
            .into_iter()
            .chain(near.iter().map(|near| near.entry))
            .collect();
        let best = self.best(all.clone(), words, QUOTED);
        let verdict = best.as_ref().map_or(Verdict::NotFound, |b| b.verdict);
        let own = best.as_ref().map(|b| b.entry);
        let mut seen = std::collections::HashSet::new();
        let elsewhere = all.into_iter().filter(|entry| {
            Some(*entry) != own
                && seen.insert(*entry)
                && self.text(*entry).is_some_and(|other| {
                    compared(*entry, words, &other, QUOTED).verdict == Verdict::Exact
                })
        });
        Verified {
            verdict,
            has_document: true,
            has_paragraph: true,
            elsewhere: elsewhere.take(ELSEWHERE).collect(),
            nearest: best,
        }
    }

    /// As [`Library::verify`], for what a paragraph says of itself: a paragraph may have taken over some words of a source
    /// only. By the rule of [`taken::holds`] what is left of them is near; those that the source names are all that it is
    /// about, so that they are exact where they stand in both, and else not found.
    pub fn verify_source(&self, source: &Source, words: &str) -> Verified {
        let claim = Claim::of(source);
        let mut done = self.verify(&claim, words);
        let names_words = source.words.is_some();
        if done.verdict == Verdict::NotFound || names_words {
            let named = self.claimed(&claim, text::guess(words));
            let kept = named.into_iter().find_map(|entry| {
                let theirs = self.text(entry)?;
                let mut found = self.compared(entry, words)?;
                found.whole = false;
                if names_words {
                    (found.verdict, found.edits) = (Verdict::Exact, Vec::new());
                } else {
                    found.verdict = Verdict::Near;
                }
                taken::holds(source, words, &theirs).then_some(found)
            });
            if let Some(kept) = kept {
                done.verdict = kept.verdict;
                done.nearest = Some(kept);
                if names_words {
                    done.elsewhere.clear();
                }
            } else if names_words {
                done.verdict = Verdict::NotFound;
            }
        }
        done
    }

    /// How words compare with a paragraph.
    pub fn compared(&self, entry: usize, words: &str) -> Option<Compared> {
        Some(compared(entry, words, &self.text(entry)?, QUOTED))
    }

    /// The one of these paragraphs that words compare best with: the surest verdict, then all of it before part of it,
    /// then the nearest, then the first.
    fn best(&self, entries: Vec<usize>, words: &str, least: usize) -> Option<Compared> {
        let mut best: Option<Compared> = None;
        for entry in entries {
            let Some(theirs) = self.text(entry) else {
                continue;
            };
            let found = compared(entry, words, &theirs, least);
            let better = best.as_ref().is_none_or(|best| {
                let key = |c: &Compared| (c.verdict, c.verdict == Verdict::Exact && !c.whole);
                key(&found) < key(best)
                    || key(&found) == key(best) && found.similarity > best.similarity
            });
            if better {
                best = Some(found);
            }
        }
        best.filter(|best| best.verdict != Verdict::NotFound || best.similarity >= near::RELATED)
    }
}

#[cfg(test)]
mod tests {
    use super::super::shelf::shelf;
    use super::*;

    fn library() -> Library {
        shelf(&[
            (
                "S/RES/1 (2001)",
                "2001-01-31",
                "en",
                "Urges the sides to implement confidence-building measures along the ceasefire lines;",
            ),
            (
                "S/RES/1 (2001)",
                "2001-01-31",
                "en",
                "Requests the Secretary-General to submit a report by 1 June 2001 on the implementation of the present resolution;",
            ),
            (
                "S/RES/2 (2002)",
                "2002-01-31",
                "en",
                "Calls upon all parties to cooperate fully with the operations of the Force.",
            ),
            (
                "S/RES/2 (2002)",
                "2002-01-31",
                "ru",
                "призывает все стороны в полной мере сотрудничать с Силами в их операциях.",
            ),
            (
                "S/RES/2 (2002)",
                "2002-01-31",
                "ar",
                "يهيب بجميع الأطراف أن تتعاون تعاونا كاملا مع عمليات القوة.",
            ),
            (
                "S/RES/2 (2002)",
                "2002-01-31",
                "zh",
                "促请所有各方与部队的行动充分合作。",
            ),
            (
                "S/RES/2 (2002)",
                "2002-01-31",
                "fr",
                "Demande à toutes les parties de coopérer pleinement aux opérations de la Force.",
            ),
            (
                "S/RES/2 (2002)",
                "2002-01-31",
                "es",
                "Exhorta a todas las partes a que cooperen plenamente con las operaciones de la Fuerza.",
            ),
        ])
    }

    #[test]
    fn a_claim_is_exact_near_or_not_found_and_says_where_the_words_really_are() {
        let library = library();
        let urges = "*Urges* the sides to implement confidence-building measures along the ceasefire lines.";
        for (claim, words, verdict, found, elsewhere) in [
            (
                "S/RES/1 (2001)¶1",
                urges,
                Verdict::Exact,
                Some("S/RES/1 (2001) 1"),
                0,
            ),
            (
                "resolution 1 (2001), paragraph 1",
                "implement confidence-building measures along the ceasefire lines",
                Verdict::Exact,
                Some("S/RES/1 (2001) 1"),
                0,
            ),
            (
                "S/RES/1 (2001)¶1",
                "Urges both sides to implement confidence-building measures along the ceasefire lines;",
                Verdict::Near,
                Some("S/RES/1 (2001) 1"),
                0,
            ),
            (
                "S/RES/1 (2001)¶1",
                "Urges the sides to implement confidence-building measures along the ceasefire lines, and to report on them by the end of the year;",
                Verdict::Near,
                Some("S/RES/1 (2001) 1"),
                0,
            ),
            (
                "第2(2002)号决议第1段",
                "促请所有各方与部队的行动充分合作，并在年底前提交报告；",
                Verdict::Near,
                Some("S/RES/2 (2002) 1"),
                0,
            ),
            (
                "S/RES/1 (2001)¶2",
                urges,
                Verdict::NotFound,
                Some("S/RES/1 (2001) 1"),
                0,
            ),
            (
                "S/RES/2 (2002)¶1",
                urges,
                Verdict::NotFound,
                Some("S/RES/1 (2001) 1"),
                0,
            ),
            (
                "S/RES/1 (2001)¶9",
                urges,
                Verdict::NotFound,
                Some("S/RES/1 (2001) 1"),
                0,
            ),
            (
                "S/RES/77 (1948)¶1",
                urges,
                Verdict::NotFound,
                Some("S/RES/1 (2001) 1"),
                0,
            ),
            (
                "S/RES/1 (2001)",
                "Condemns the attack of last week",
                Verdict::NotFound,
                None,
                0,
            ),
            (
                "пункт 1 резолюции 2 (2002)",
                "призывает все стороны в полной мере сотрудничать с Силами в их операциях;",
                Verdict::Exact,
                Some("S/RES/2 (2002) 1"),
                0,
            ),
            (
                "الفقرة 1 من القرار 2 (2002)",
                "يهيب بجميع الأطراف أن تتعاون مع عمليات القوة؛",
                Verdict::Near,
                Some("S/RES/2 (2002) 1"),
                0,
            ),
            (
                "第2(2002)号决议第1段",
                "促请所有各方与部队的行动充分合作；",
                Verdict::Exact,
                Some("S/RES/2 (2002) 1"),
                0,
            ),
            (
                "résolution 2 (2002), paragraphe 1",
                "Demande aux parties de coopérer pleinement aux opérations de la Force ;",
                Verdict::Near,
                Some("S/RES/2 (2002) 1"),
                0,
            ),
            (
                "párrafo 1 de la resolución 2 (2002)",
                "Exhorta a todas las partes a que cooperen plenamente con las operaciones de la Fuerza;",
                Verdict::Exact,
                Some("S/RES/2 (2002) 1"),
                0,
            ),
        ] {
            let done = library.verify(&Claim::read(claim).unwrap(), words);
            assert_eq!(done.verdict, verdict, "{claim}: {words}");
            let nearest = done.nearest.as_ref().map(|n| {
                let entry = library.entry(n.entry).unwrap();
                format!("{} {}", entry.record.symbol, entry.paragraph)
            });
            assert_eq!(nearest.as_deref(), found, "{claim}: {words}");
            assert_eq!(done.elsewhere.len(), elsewhere, "{claim}: {words}");
            let edits = done.nearest.map(|n| n.edits).unwrap_or_default();
            assert_eq!(
                edits.iter().any(Edit::is_change),
                verdict == Verdict::Near,
                "{edits:?}"
            );
        }
        let unknown = library.verify(&Claim::read("S/RES/77 (1948)¶1").unwrap(), urges);
        assert!(!unknown.has_document);
        let missing = library.verify(&Claim::read("S/RES/1 (2001)¶9").unwrap(), urges);
        assert!(missing.has_document && !missing.has_paragraph);
    }

    #[test]
    fn words_that_a_source_names_are_all_that_it_is_about() {
        let library = library();
        let source = |words: &str| Source {
            words: Some(words.into()),
            ..Source::new("S/RES/1 (2001)", Some("1"))
        };
        let draft = "Calls upon both sides to act along the ceasefire lines;";
        for (words, verdict) in [
            ("ceasefire lines", Verdict::Exact),
            ("confidence-building measures", Verdict::NotFound),
            ("both sides", Verdict::NotFound),
        ] {
            let done = library.verify_source(&source(words), draft);
            assert_eq!(done.verdict, verdict, "{words}");
            if verdict == Verdict::Exact {
                let nearest = done.nearest.unwrap();
                assert!(!nearest.whole && nearest.edits.is_empty(), "{nearest:?}");
            }
        }
    }

    #[test]
    fn few_words_are_found_where_they_are_claimed_and_nowhere_else() {
        let library = library();
        for (claim, words, verdict) in [
            ("S/RES/1 (2001)¶1", "ceasefire lines", Verdict::Exact),
            ("S/RES/1 (2001)", "ceasefire", Verdict::Exact),
            ("S/RES/1 (2001)¶1", "ceasefire line", Verdict::NotFound),
            ("S/RES/1 (2001)¶2", "ceasefire lines", Verdict::NotFound),
            ("S/RES/1 (2001)¶1", "", Verdict::NotFound),
            ("S/RES/2 (2002)¶1", "充分合作", Verdict::Exact),
            ("S/RES/2 (2002)¶1", "в их операциях", Verdict::Exact),
        ] {
            let done = library.verify(&Claim::read(claim).unwrap(), words);
            assert_eq!(done.verdict, verdict, "{claim}: {words}");
        }
    }

    #[test]
    fn of_a_quotation_only_what_it_says_otherwise_is_a_difference() {
        let done = library().verify(
            &Claim::read("S/RES/1 (2001)¶2").unwrap(),
            "submit a report by 1 July 2001 on the",
        );
        assert_eq!(done.verdict, Verdict::Near);
        let nearest = done.nearest.unwrap();
        assert!(!nearest.whole);
        let of = |op: Op| -> String {
            let of = nearest.edits.iter().filter(|edit| edit.op == op);
            of.map(|edit| edit.text.trim()).collect()
        };
        assert_eq!(
            (of(Op::Delete), of(Op::Insert)),
            ("June".into(), "July".into())
        );
    }
}
