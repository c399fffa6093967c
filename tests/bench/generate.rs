//! A large workspace, the same for the same numbers: paragraphs in UN-like English, delegations, positions, versions.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use rapporteur::text::Digest;

/// How large.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    /// Paragraphs of the draft.
    pub(crate) paragraphs: usize,
    /// Member delegations.
    pub(crate) delegations: usize,
    /// Positions, spread over both.
    pub(crate) positions: usize,
    /// Frozen versions.
    pub(crate) versions: usize,
}

/// The workspace of the figures.
pub(crate) const LARGE: Size = Size {
    paragraphs: 1_000,
    delegations: 193,
    positions: 50_000,
    versions: 6,
};

/// Numbers that look random and are the same each time.
#[derive(Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    /// Dice with a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// A number below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n.max(1)
    }

    fn one<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

const LEADS: [&str; 8] = [
    "Decides",
    "Requests",
    "Encourages",
    "Urges",
    "Calls upon",
    "Welcomes",
    "Reaffirms",
    "Stresses",
];
const ACTORS: [&str; 8] = [
    "all Member States",
    "the Secretary-General",
    "relevant United Nations entities",
    "regional organizations",
    "the international community",
    "States parties to the Convention",
    "financial institutions",
    "civil society organizations",
];
const ACTS: [&str; 8] = [
    "to strengthen cooperation in the field of archives",
    "to provide technical assistance on mutually agreed terms",
    "to report on the implementation of the present resolution",
    "to share experience gained at the national and regional levels",
    "to mobilize additional and predictable resources",
    "to keep the matter under regular review",
    "to take into account the needs of developing countries",
    "to develop standards for the preservation of records",
];
const TAILS: [&str; 6] = [
    "as appropriate",
    "within existing resources",
    "in accordance with national legislation",
    "bearing in mind the principle of equitable geographical representation",
    "with a view to reducing the risk of disasters",
    "without prejudice to the rights of third parties",
];

/// One paragraph, numbered `n`, as version `v` has it.
fn words(n: usize, v: usize) -> String {
    let mut dice = Dice::new(((n as u64 + 1) * 0x9e37_79b9) ^ 0x5151);
    let mut text = format!("*{}* {}", dice.one(&LEADS), dice.one(&ACTORS));
    for k in 0..2 + dice.below(6) {
        let joint = if k == 0 { " " } else { ", and " };
        let _ = write!(text, "{joint}{}, {}", dice.one(&ACTS), dice.one(&TAILS));
    }
    if dice.below(4) == 0 {
        let _ = write!(text, " [and their partners - D{:03}]", dice.below(190));
    }
    // Each version changes one paragraph in seven.
    if v > 0 && (n + v).is_multiple_of(7) {
        let _ = write!(text, ", in the {v} year");
    }
    text.push(';');
    text
}

fn id(n: usize) -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut bits = (n as u64 + 7).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (0..8)
        .map(|_| {
            bits = bits.rotate_left(5);
            LETTERS[(bits & 31) as usize] as char
        })
        .collect()
}

fn document(size: Size, v: usize, version: Option<&str>) -> String {
    let mut out = String::from("document:\n  language: en\n  title: A large draft\n");
    if let Some(version) = version {
        let _ = writeln!(
            out,
            "  version: {version}\n  frozen: \"2026-01-0{}T12:00:00+00:00\"",
            v + 1
        );
    }
    out.push_str("paragraphs:\n");
    for n in 0..size.paragraphs {
        let _ = write!(
            out,
            "\n- id: {}\n  role: operative\n  label: \"{}\"\n  text: >-\n    {}\n",
            id(n),
            n + 1,
            words(n, v)
        );
    }
    out
}

/// Writes the workspace into a folder that is not there yet.
pub(crate) fn generate(root: &Path, size: Size) -> io::Result<()> {
    fs::create_dir_all(root.join("draft"))?;
    fs::create_dir_all(root.join("positions"))?;
    let mut head = String::from(
        "format: 1\nworkspace: large000\ntitle: A large draft\nprofile: resolution\noriginal: en\nlanguages: [en]\nrule: consensus\ndelegations:\n",
    );
    for d in 0..size.delegations {
        let _ = writeln!(head, "- {{code: D{d:03}, name: Delegation {d}}}");
    }
    fs::write(root.join("workspace.yaml"), head)?;
    let now = size.versions;
    fs::write(root.join("draft/en.yaml"), document(size, now, None))?;
    for v in 0..size.versions {
        let label = format!("rev-{}", v + 1);
        fs::create_dir_all(root.join("versions").join(&label))?;
        fs::write(
            root.join("versions").join(&label).join("en.yaml"),
            document(size, v, Some(&label)),
        )?;
    }
    let digests: Vec<[Digest; 2]> = (0..size.paragraphs)
        .map(|n| {
            [
                Digest::of(&words(n, now)),
                Digest::of(&words(n, now.saturating_sub(1))),
            ]
        })
        .collect();
    let stances = [
        "agree", "agree", "agree", "flexible", "reserve", "oppose", "absent",
    ];
    let each = size.positions / size.delegations.max(1);
    for d in 0..size.delegations {
        let mut dice = Dice::new(d as u64 * 77 + 3);
        let more = usize::from(d < size.positions % size.delegations.max(1));
        let mut places: Vec<usize> = (0..size.paragraphs).collect();
        for k in 0..(each + more).min(size.paragraphs) {
            let other = k + dice.below(size.paragraphs - k);
            places.swap(k, other);
        }
        let mut out = format!("delegation: D{d:03}\npositions:\n");
        for n in places.iter().take((each + more).min(size.paragraphs)) {
            let old = usize::from(dice.below(9) == 0);
            let _ = writeln!(
                out,
                "  \"{}\": {{stance: {}, on: \"{}\", at: \"2026-02-01T10:00:00+00:00\", said_in: informals 3}}",
                id(*n),
                dice.one(&stances),
                digests[*n][old]
            );
        }
        fs::write(root.join("positions").join(format!("D{d:03}.yaml")), out)?;
    }
    Ok(())
}
