//! The laws of proposals, in six languages, and the notation they are written in.

use proptest::prelude::*;

use super::compile::same_words;
use super::{
    Compiled, Fate, Rebased, Sketch, applied, compile, fate, hunks, lift, rebase, whole_hunks,
};
use crate::model::{Code, Delegation, Header, Id, Proposal, Wanted, bracket};
use crate::text::samples::cases;

const CODES: [&str; 8] = ["KAZ", "UZB", "AZE", "KGZ", "TJK", "TKM", "RUS", "IRN"];

fn header() -> Header {
    let mut header = Header::new("T", "en".parse().unwrap());
    for code in CODES.iter().chain(&["EU", "US", "G77"]) {
        let delegation = Delegation::member(code.parse().unwrap(), code);
        header.delegations.push(delegation);
    }
    header
}

fn id(name: &str) -> Id {
    name.parse().unwrap()
}

fn codes(said: &str) -> Vec<Code> {
    said.split_whitespace()
        .map(|c| c.parse().unwrap())
        .collect()
}

/// `KAZ+RUS-UZB EU: words`, on a base; without words the paragraph is to go.
fn proposal(nth: usize, base: &str, said: &str) -> Proposal {
    let (voices, words) = said.split_once(": ").unwrap();
    let wanted = if words == "-" {
        Wanted::Gone
    } else {
        Wanted::Words(words.into())
    };
    let mut made = Proposal::new(id(&format!("p{nth}")), id("a"), base, wanted);
    let (voices, against) = voices.split_once('-').unwrap_or((voices, ""));
    let (by, with) = voices.split_once('+').unwrap_or((voices, ""));
    made.by = codes(by);
    made.supporters = codes(with);
    made.opposers = codes(against);
    made
}

fn compiled(base: &str, said: &[&str]) -> Compiled {
    let made: Vec<Proposal> = said
        .iter()
        .enumerate()
        .map(|(nth, said)| proposal(nth, base, said))
        .collect();
    let header = header();
    compile(base, &made.iter().collect::<Vec<_>>(), &|said| {
        header.find_party(said).is_some()
    })
    .unwrap()
}

#[test]
fn proposals_are_written_as_compilation_texts_write_them() {
    let base = "*Calls upon* all States to sign the Protocol;";
    for (base, said, text) in [
        (
            base,
            &["KAZ-UZB: *Calls upon* all States to consider to sign the Protocol;"][..],
            "*Calls upon* all States [to consider - KAZ; UZB delete] to sign the Protocol;",
        ),
        (
            base,
            &["EU: *Calls upon* all States, as appropriate, to sign the Protocol;"],
            "*Calls upon* all States [, as appropriate, - EU] to sign the Protocol;",
        ),
        (
            base,
            &["US+RUS-KAZ UZB: *Urges* all States to sign the Protocol;"],
            "*[Calls upon / Urges - US; RUS retain; KAZ, UZB delete]* all States to sign the Protocol;",
        ),
        (
            base,
            &["UZB+TJK-KAZ: *Calls upon* States to sign the Protocol;"],
            "*Calls upon* [all - UZB delete; TJK delete; KAZ retain] States to sign the Protocol;",
        ),
        (
            base,
            &[
                "KAZ: *Calls upon* all States to ratify the Protocol;",
                "UZB: *Calls upon* all States to accede to the Protocol;",
                "AZE: *Calls upon* all States and organizations to sign the Protocol;",
            ],
            "*Calls upon* all States [and organizations - AZE] to [sign / ratify - KAZ / accede to - UZB] the Protocol;",
        ),
        (
            base,
            &[
                "UZB-KAZ: -",
                "KAZ: *Calls upon* all States to ratify the Protocol;",
            ],
            "[*Calls upon* all States to [sign / ratify - KAZ] the Protocol; - UZB delete; KAZ retain]",
        ),
        (
            "各国应当签署议定书。",
            &[
                "KAZ-UZB: 各国应当酌情签署议定书。",
                "RUS: 各国应当批准议定书。",
            ],
            "各国应当[签署 / 酌情签署 - KAZ; UZB delete / 批准 - RUS]议定书。",
        ),
        // Words put in right behind a word that another one replaces: one place, and no more than that.
        (
            base,
            &[
                "KAZ: *Calls upon* all States to consider to sign the Protocol;",
                "UZB: *Calls upon* all Parties to sign the Protocol;",
            ],
            "*Calls upon* all [States / States to consider - KAZ / Parties - UZB] to sign the Protocol;",
        ),
        (
            "يدعو المشاركون جميع الدول إلى التوقيع على البروتوكول وتقديم تقرير إلى الوديع.",
            &[
                "KAZ: يدعو المشاركون جميع الدول إلى النظر في التوقيع على البروتوكول وتقديم تقرير إلى الوديع.",
                "UZB: يحث المشاركون جميع الدول على التوقيع على البروتوكول وتقديم تقرير سنوي إلى الوديع.",
            ],
            "[يدعو / يحث - UZB] المشاركون جميع الدول [إلى / إلى النظر في - KAZ / على - UZB] التوقيع على البروتوكول وتقديم تقرير [سنوي - UZB] إلى الوديع.",
        ),
        (
            "يجب على جميع الدول التوقيع على البروتوكول،",
            &["KAZ: يجب على جميع الدول النظر في التوقيع على البروتوكول،"],
            "يجب على جميع الدول [النظر في - KAZ] التوقيع على البروتوكول،",
        ),
    ] {
        assert_eq!(compiled(base, said).text, text);
        let back = lift(text, &header(), None, &[]).unwrap();
        assert!(same_words(&back.base, base), "{:?}", back.base);
        assert_eq!(back.proposals.len(), said.len(), "{back:?}");
    }
}

#[test]
fn words_that_look_like_signs_of_a_bracket_come_back_as_they_were() {
    for (base, said) in [
        (
            "States shall sign.",
            &["KAZ: States shall and / or should sign."][..],
        ),
        (
            "States shall sign.",
            &["KAZ: States, KAZ: all of them, shall sign."],
        ),
        (
            "Observers - EU may sign.",
            &["KAZ: Members - EU, UZB may sign."],
        ),
        (
            "States shall [- EU] sign.",
            &["KAZ: States shall [- EU, KAZ] sign."],
        ),
        (
            "States [shall - EU; US delete] sign.",
            &["KAZ: States [should - EU; US delete] sign."],
        ),
        (
            "States [shall / may - EU] sign.",
            &["KAZ: States [shall / will - EU] sign.", "UZB: States sign."],
        ),
        (
            "By [date] 2026 States sign.",
            &["KAZ: By June 2026 States sign."],
        ),
        ("A [b] c", &["KAZ: A b c", "UZB: A [b [d]] c"]),
        (
            "Notes\u{a0}: x ; y",
            &["KAZ: Notes\u{a0}: x ; z", "UZB: Notes\u{a0}: w ; y"],
        ),
        ("各国／机构签署。", &["KAZ: 各国／组织签署。"]),
        (
            "States sign the Protocol and report.",
            &[
                "KAZ: States sign the Protocol , inter alia , and report.",
                "UZB: States sign the Protocol swiftly and report.",
            ],
        ),
    ] {
        let text = compiled(base, said).text;
        // One slip of a space does not put the whole paragraph into brackets.
        assert!(
            base.starts_with("Observers") || !text.starts_with('['),
            "{text}"
        );
        // What stood in brackets with names before is lifted with the rest; its own wording then stands in the base.
        if !base.contains("- EU") {
            let back = lift(&text, &header(), None, &[]).unwrap();
            assert!(same_words(&back.base, base), "{text} -> {}", back.base);
        }
    }
}

#[test]
fn a_collision_says_whether_the_words_are_the_same_or_only_touch() {
    let base = "All States sign the Protocol and report to the depositary;";
    for (one, other, how) in [
        (
            "KAZ: All States may sign the Protocol and report to the depositary;",
            "UZB: All States sign the Protocol and report;",
            None,
        ),
        (
            "KAZ: All States ratify the Protocol and report to the depositary;",
            "UZB: All States accept the Protocol and report to the depositary;",
            Some("the same words"),
        ),
        (
            "KAZ: All States sign the Convention and report to the depositary;",
            "UZB: All States sign the Protocol;",
            Some("words that touch"),
        ),
        (
            "KAZ: All States may sign the Protocol and report to the depositary;",
            "UZB: All States shall sign the Protocol and report to the depositary;",
            Some("the same place"),
        ),
    ] {
        let (one, other) = (proposal(1, base, one), proposal(2, base, other));
        let found = super::collision(&one, &other).map(super::Collision::phrase);
        assert_eq!(found, how, "{:?} / {:?}", one.words(), other.words());
        assert_eq!(
            super::collision(&other, &one).map(super::Collision::phrase),
            how
        );
    }
}

#[test]
fn what_cannot_be_told_apart_stays_in_its_bracket() {
    for text in [
        "States [shall] sign.",
        "States [shall - EU reserve] sign.",
        "States [shall / should] sign.",
        "By [date] States sign.",
        "States sign [Agreed ad ref].",
    ] {
        assert_eq!(lift(text, &header(), None, &[]), None, "{text}");
    }
    let by_hand = "States [shall / should - EU, US / may - G77; EU delete] sign [swiftly - KAZ retain; UZB delete].";
    let back = lift(by_hand, &header(), None, &[]).unwrap();
    assert_eq!(back.base, "States shall sign swiftly.");
    let said: Vec<String> = back
        .proposals
        .iter()
        .map(|p| {
            let [by, with, against] =
                [&p.by, &p.supporters, &p.opposers].map(|codes| crate::model::names(codes));
            format!(
                "{by}+{with}-{against}: {}",
                p.text.clone().unwrap_or_default()
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            "EU, US+-: States should sign swiftly.",
            "G77+-EU: States may sign swiftly.",
            "UZB+-KAZ: States shall sign.",
        ]
    );
}

/// Base sentences of six languages; words to put in, with the space that the language wants.
const BASES: [(&str, &[&str]); 6] = [
    (
        "The participants agreed that the security of the region is, first of all, a matter for the States of Central Asia and the Caspian Basin, and stressed their responsibility.",
        &[
            "fully",
            "shared and",
            "in particular",
            "as appropriate",
            "legally binding",
            "and/or",
            "voluntary",
        ],
    ),
    (
        "Участники согласились с тем, что безопасность региона является прежде всего делом государств Центральной Азии и Каспийского бассейна, и подчеркнули их ответственность.",
        &[
            "полностью",
            "общей",
            "в частности",
            "при необходимости",
            "добровольной",
        ],
    ),
    (
        "Les participants sont convenus que la sécurité de la région relève avant tout des États d’Asie centrale et du bassin de la Caspienne, et ont souligné leur responsabilité.",
        &[
            "pleinement",
            "commune",
            "en particulier",
            "le cas échéant",
            "l’ensemble",
        ],
    ),
    (
        "Los participantes convinieron en que la seguridad de la región es ante todo un asunto de los Estados de Asia Central y la cuenca del Caspio, y subrayaron su responsabilidad.",
        &[
            "plenamente",
            "común",
            "en particular",
            "según proceda",
            "voluntaria",
        ],
    ),
    (
        "与会者一致认为，确保区域安全首先是中亚和里海流域各国的事务，并强调了各国的责任。",
        &["充分", "共同", "特别是", "酌情", "自愿"],
    ),
    (
        "اتفق المشاركون على أن أمن المنطقة هو في المقام الأول شأن دول آسيا الوسطى وحوض بحر قزوين، وشددوا على مسؤوليتها.",
        &["تماما", "المشتركة", "على وجه الخصوص", "حسب الاقتضاء", "طوعا"],
    ),
];

/// What one delegation does at a word: nothing, puts words before it, strikes it, replaces it, or brackets it.
#[derive(Debug, Clone, Copy)]
struct Act {
    place: prop::sample::Index,
    what: u8,
    word: prop::sample::Index,
}

fn act() -> impl Strategy<Value = Act> {
    (
        any::<prop::sample::Index>(),
        0..5_u8,
        any::<prop::sample::Index>(),
    )
        .prop_map(|(place, what, word)| Act { place, what, word })
}

/// The runs of a base that a script works on: words with the space behind them.
fn runs(base: &str) -> Vec<&str> {
    if base.contains(' ') {
        return base.split_inclusive(' ').collect();
    }
    let ends: Vec<usize> = base.char_indices().map(|(at, _)| at).step_by(2).collect();
    ends.iter()
        .zip(ends.iter().skip(1).chain([&base.len()]))
        .map(|(a, b)| base.get(*a..*b).unwrap())
        .collect()
}

fn edited(language: usize, acts: &[Act], allowed: &dyn Fn(usize) -> bool) -> String {
    edited_from(BASES[language].0, language, acts, allowed)
}

fn edited_from(
    base: &str,
    language: usize,
    acts: &[Act],
    allowed: &dyn Fn(usize) -> bool,
) -> String {
    let words = BASES[language].1;
    let space = if base.contains(' ') { " " } else { "" };
    let mut runs: Vec<String> = runs(base).into_iter().map(str::to_owned).collect();
    let many = runs.len();
    let mut done = Vec::new();
    for act in acts {
        let at = act.place.index(many);
        if !allowed(at) || done.contains(&at) {
            continue;
        }
        done.push(at);
        let word = act.word.get(words);
        let run = &mut runs[at];
        let bare = run.trim_end().to_owned();
        *run = match act.what {
            0 => format!("{word}{space}{run}"),
            1 if many > 3 => String::new(),
            2 => run.replace(&bare, word),
            3 => format!("{word}{space}{word}x{space}{run}"),
            _ => run.replace(&bare, &format!("[{bare}]")),
        };
    }
    crate::text::clean_paragraph(&runs.concat())
}

fn voices() -> impl Strategy<Value = (usize, usize)> {
    (0..3_usize, 0..3_usize)
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn hunks_lead_from_the_old_words_to_the_new(
        language in 0..6_usize,
        a in prop::collection::vec(act(), 0..5),
        b in prop::collection::vec(act(), 0..5),
    ) {
        let (a, b) = (edited(language, &a, &|_| true), edited(language, &b, &|_| true));
        let taken = applied(&a, &hunks(&a, &b));
        prop_assert!(same_words(&taken, &b), "{a}\n{b}\n{taken}\n{:?}", hunks(&a, &b));
        let whole = whole_hunks(&a, &b);
        prop_assert!(same_words(&applied(&a, &whole), &b));
        for hunk in &whole {
            let none = bracket::Edges::default();
            prop_assert_eq!(bracket::edges(a.get(hunk.range.clone()).unwrap()), none);
            prop_assert_eq!(bracket::edges(&hunk.words), none);
            // Each can be taken by itself.
            let alone = applied(&a, [hunk]);
            prop_assert_eq!(bracket::edges(&alone), none, "{}", alone);
        }
    }

    #[test]
    fn what_is_compiled_is_lifted_as_it_was(
        language in 0..6_usize,
        brackets in prop::collection::vec(any::<prop::sample::Index>(), 0..3),
        scripts in prop::collection::vec((prop::collection::vec(act(), 1..4), voices()), 1..4),
        gone in any::<bool>(),
    ) {
        let bracketed: Vec<Act> = brackets
            .iter()
            .map(|place| Act { place: *place, what: 4, word: *place })
            .collect();
        let base = &edited(language, &bracketed, &|_| true);
        let mut made: Vec<Proposal> = Vec::new();
        for (nth, (acts, (with, against))) in scripts.iter().enumerate() {
            let words = edited_from(base, language, acts, &|_| true);
            if bracket::edges(&words) != bracket::Edges::default() {
                continue;
            }
            if same_words(&words, base) || made.iter().any(|p| p.words() == Some(&words)) {
                continue;
            }
            let mut p = Proposal::new(id(&format!("p{nth}")), id("a"), base, Wanted::Words(words.into()));
            p.by = codes(CODES[nth]);
            p.supporters = CODES[4..4 + with.min(&2)].iter().map(|c| c.parse().unwrap()).collect();
            p.opposers = CODES[6..6 + against.min(&2)].iter().map(|c| c.parse().unwrap()).collect();
            made.push(p);
        }
        if gone {
            let mut p = Proposal::new(id("gone"), id("a"), base, Wanted::Gone);
            p.by = codes("EU");
            made.push(p);
        }
        prop_assume!(!made.is_empty());
        let header = header();
        let is_party = |said: &str| header.find_party(said).is_some();
        let compiled = compile(base, &made.iter().collect::<Vec<_>>(), &is_party).unwrap();
        prop_assert_eq!(compiled.taken.len(), made.len());
        let lifted = lift(&compiled.text, &header, None, &[]).unwrap();
        prop_assert!(same_words(&lifted.base, base), "{} -> {}", compiled.text, lifted.base);
        let own: Vec<&Proposal> = made.iter().collect();
        let again = lift(&compiled.text, &header, None, &own).unwrap();
        prop_assert_eq!(&again.proposals, &Vec::new(), "{}", compiled.text);
        for p in &made {
            prop_assert_eq!(fate(p, &compiled.text, &header), Fate::Stands, "{:?} in {}", p, compiled.text);
            prop_assert_eq!(fate(p, base, &header), Fate::NotTaken, "{:?}", p);
            if let Some(words) = p.words() {
                prop_assert_eq!(fate(p, words, &header), Fate::Taken, "{:?}", p);
            }
            let back = again.back.iter().find(|(id, _)| *id == p.id);
            prop_assert!(back.is_some(), "{:?} not in {}", p, compiled.text);
            let back = &back.unwrap().1;
            prop_assert!(same_words(back.text.as_deref().unwrap_or_default(), p.words().unwrap_or_default()), "{:?} {:?}", back, p);
            prop_assert_eq!((&back.by, &back.supporters, &back.opposers), (&p.by, &p.supporters, &p.opposers), "{}", compiled.text);
        }
        // Two proposals to strike the same words in one bracket are told apart by who made them first only.
        for p in &made {
            let text = p.words();
            let same = |s: &&Sketch| match (&s.text, text) {
                (Some(a), Some(b)) => same_words(a, b),
                (a, b) => a.is_none() && b.is_none(),
            };
            let found = lifted.proposals.iter().find(|s| same(s) && s.by == p.by);
            let shared = compiled.text.matches(" delete; ").count() > 0
                && made.iter().filter(|o| o.id != p.id).any(|o| {
                    let strikes = |p: &Proposal| p.words().map_or_else(Vec::new, |t| whole_hunks(base, t).into_iter().filter(|h| h.words.trim().is_empty()).collect());
                    let other = strikes(o);
                    strikes(p).iter().any(|h| other.contains(h))
                });
            if !shared {
                prop_assert!(found.is_some(), "{:?} not in {} -> {:?}", p, compiled.text, lifted.proposals);
                let found = found.unwrap();
                prop_assert_eq!(&found.supporters, &p.supporters);
                prop_assert_eq!(&found.opposers, &p.opposers);
            }
        }
    }

    #[test]
    fn proposals_that_do_not_overlap_can_be_accepted_in_any_order(
        language in 0..6_usize,
        a in prop::collection::vec(act(), 1..4),
        b in prop::collection::vec(act(), 1..4),
        c in prop::collection::vec(act(), 1..4),
    ) {
        let base = BASES[language].0;
        // Each works on a third of the words, with two kept between them.
        let many = runs(base).len();
        let third = many / 3;
        let part = |nth: usize| move |at: usize| at > nth * third && at + 1 < (nth + 1) * third;
        let texts = [
            edited(language, &a, &part(0)),
            edited(language, &b, &part(1)),
            edited(language, &c, &part(2)),
        ];
        let mut results = Vec::new();
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let (mut now, mut rest) = (base.to_owned(), texts.to_vec());
            for nth in order {
                let taken = rest[nth].clone();
                for text in &mut rest {
                    match rebase(&now, &taken, text, "KAZ", &[]) {
                        Rebased::Clean(moved) => *text = moved,
                        Rebased::Contained => text.clone_from(&taken),
                        Rebased::Overlap { conflicts, .. } => {
                            prop_assert!(false, "{conflicts:?}: {now} / {taken} / {text}");
                        }
                    }
                }
                now = taken;
            }
            results.push(now);
        }
        for other in &results {
            prop_assert_eq!(other, &results[0]);
        }
    }

    #[test]
    fn where_proposals_overlap_no_word_of_either_is_lost(
        language in 0..6_usize,
        a in prop::collection::vec(act(), 1..4),
        b in prop::collection::vec(act(), 1..4),
    ) {
        let base = BASES[language].0;
        let (a, b) = (edited(language, &a, &|_| true), edited(language, &b, &|_| true));
        match rebase(base, &a, &b, "KAZ", &[]) {
            Rebased::Clean(text) => {
                for hunk in hunks(base, &a).iter().chain(&hunks(base, &b)) {
                    prop_assert!(text.contains(hunk.words.trim()), "{} not in {}", hunk.words, text);
                }
                prop_assert_eq!(bracket::edges(&text), bracket::Edges::default());
            }
            Rebased::Contained => prop_assert!(hunks(base, &b).iter().all(|h| a.contains(h.words.trim()))),
            Rebased::Overlap { text, conflicts } => {
                prop_assert!(!conflicts.is_empty());
                let asked: Vec<String> = hunks(base, &b).into_iter().map(|h| h.words).collect();
                for word in asked.iter().flat_map(|a| crate::text::words(a)) {
                    prop_assert!(text.contains(word.text.trim()), "{} not in {}", word.text, text);
                }
            }
        }
    }
}
