//! Strings for the property tests of this room: six languages and the awkward cases between them.

use proptest::prelude::*;

const PIECES: &[&str] = &[
    " ",
    "  ",
    "\n",
    "\t",
    "\r\n",
    "\u{a0}",
    "\u{3000}",
    "the",
    "Parties",
    "co-operation",
    "State's",
    "l’article",
    "décide",
    "e\u{301}",
    "año",
    "устойчивое",
    "й",
    "التنمية",
    "العَرَبِيَّة",
    "لا",
    "می\u{200c}خواهم",
    "裁军",
    "国",
    "会议，",
    "。",
    "、",
    "（",
    "）",
    "“",
    "”",
    "·",
    "[",
    "]",
    "(a)",
    "1,000",
    "3.5",
    "A/C.1/65/L.7",
    "2010/11",
    "—",
    "👩\u{200d}👩\u{200d}👧",
    "🇫🇷",
    "❤\u{fe0f}",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{9b}",
    "\u{200b}",
    "\u{200d}",
    "\u{200e}",
    "\u{202e}",
    "\u{2066}",
    "\u{2069}",
    "\u{feff}",
    "\u{ad}",
    "\u{2028}",
    "\u{e0041}",
    "\u{e000}",
    "\u{301}",
    "ｶﾞ",
    "한국",
    "\u{e01}\u{e33}",
    "ﬁ",
    "İ",
    "ß",
];

/// Mixed text: known pieces in any order, with now and then any character at all.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        9 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// How many cases a law is tried on: 256, or 10,000 with `RAPPORTEUR_TEST_FULL=1`.
pub(crate) fn cases() -> ProptestConfig {
    let full = std::env::var_os("RAPPORTEUR_TEST_FULL").is_some();
    let cases = if full { 10_000 } else { 256 };
    ProptestConfig {
        // A law about brackets may meet as many texts without one.
        max_global_rejects: cases.max(1024),
        ..ProptestConfig::with_cases(cases)
    }
}
