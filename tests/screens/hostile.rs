//! A workspace whose every word tries to break the screen: control characters, directions turned about, marks without
//! letters, wide and joined characters, words without end.

use std::collections::BTreeMap;
use std::sync::Arc;

use rapporteur::model::{
    Agreement, Delegation, Document, Head, Header, Id, Kind, Label, Level, Paragraph, Parking,
    Part, Position, Precedent, Role, Source, Stance, Version, Workspace,
};
use rapporteur::text::Language;

const NASTY: [&str; 9] = [
    "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m red\r\nline\ttab\u{0}\u{85}",
    "\u{202e}esrever\u{202c} \u{2066}isolated \u{200f}\u{200e}\u{feff}\u{ad}",
    "\u{301}\u{301}e\u{301}\u{308}\u{20dd} marks \u{200b}nothing\u{2060}",
    "裁军会议，应尽快。［甲 - CHN / 乙］【附注】全角ＡＢＣ",
    "👩\u{200d}👩\u{200d}👧\u{200d}👦🇦🇿🏽 می\u{200c}خواهم العَرَبِيَّة نزع السلاح",
    "[[[ [a - ZZZZZZZZZZZZ / b] ] *lead [ words* - ]",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenträgervereinsvorstand",
    "\u{e000}\u{fff9}\u{fffd}\u{e0041}\u{1f468}\u{3099}が",
    "[exclusive - AAA, BBB retain / primary - CCC] of \u{2028}the\u{2029} States",
];

fn id(n: usize) -> Id {
    Id::from_random(n as u64 * 0x9e37_79b9 + 1)
}

fn document(language: Language) -> Document {
    let mut document = Document::new(Head::new(language, NASTY[1]));
    for n in 0..40 {
        let role = Role::ALL[n % Role::ALL.len()].0;
        let text = NASTY[n % NASTY.len()].repeat(1 + n % 4);
        let mut p = Paragraph::new(id(n), role, &text);
        p.level = (n % 12) as u8;
        p.label = Label::new(NASTY[(n * 5) % NASTY.len()]);
        p.note = Some(NASTY[(n * 3) % NASTY.len()].into());
        p.sources = vec![Source {
            words: Some(NASTY[(n + 4) % NASTY.len()].into()),
            ..Source::new(
                NASTY[(n + 1) % NASTY.len()],
                Some(NASTY[(n + 2) % NASTY.len()]),
            )
        }];
        if n % 7 == 0 {
            p.part = Some(Part {
                kind: NASTY[0].into(),
                label: Some(NASTY[1].into()),
                original: Some(Language::ENGLISH),
                negotiated: n % 2 == 0,
            });
        }
        document.paragraphs.push(Arc::new(p));
    }
    document
}

/// The workspace.
pub(crate) fn workspace() -> Workspace {
    let mut header = Header::new(NASTY[0], Language::ENGLISH);
    header.notice = Some(NASTY[1].into());
    header.meeting = Some(NASTY[2].into());
    let arabic: Language = "ar".parse().unwrap();
    header.languages = vec![Language::ENGLISH, arabic];
    for (n, code) in ["AAA", "BBB", "CCC", "DDDDDDDDDDDD", "EEE", "UN"]
        .iter()
        .enumerate()
    {
        let mut delegation = Delegation::member(code.parse().unwrap(), NASTY[n]);
        if n > 3 {
            delegation.kind = Kind::Observer;
        }
        header.delegations.push(delegation);
    }
    let codes: Vec<_> = header.delegations.iter().map(|d| d.code).collect();
    let mut workspace = Workspace::new(header);
    let draft = Arc::new(document(Language::ENGLISH));
    workspace.drafts.insert(Language::ENGLISH, draft.clone());
    workspace.drafts.insert(arabic, Arc::new(document(arabic)));
    for (n, p) in draft.paragraphs.iter().enumerate() {
        for (d, code) in codes.iter().enumerate() {
            let stance = match (n + d) % 8 {
                0 => Stance::AgreeIf(vec![id(n + 1), id(99)]),
                1 => Stance::Amend(None),
                2 => Stance::Oppose,
                3 => Stance::Reserve,
                4 => continue,
                5 => Stance::Flexible,
                6 => Stance::Absent,
                _ => Stance::Agree,
            };
            let on = draft.paragraphs[(n + d / 2) % 40].digest();
            let mut position = Position::new(stance, on);
            position.note = Some(NASTY[(n + d) % NASTY.len()].into());
            position.said_in = Some(NASTY[d % NASTY.len()].into());
            Arc::make_mut(workspace.positions.entry(*code).or_default()).insert(p.id, position);
        }
        if n % 3 == 0 {
            let agreement = Agreement {
                level: Level::AdRef,
                on: p.digest(),
                chapeau: None,
                carried: None,
                at: None,
                by: Some(NASTY[0].into()),
                meeting: Some(NASTY[1].into()),
                except: codes.clone(),
                lifted: Vec::new(),
                bracketed: false,
                reopened: None,
            };
            Arc::make_mut(&mut workspace.agreements).insert(p.id, vec![agreement]);
        }
        if n % 5 == 0 {
            let parking = Parking {
                with: Some(NASTY[0].into()),
                at: None,
                by: Some(NASTY[1].into()),
                reason: Some(NASTY[2].into()),
            };
            Arc::make_mut(&mut workspace.parked).insert(p.id, parking);
        }
    }
    let mut old = document(Language::ENGLISH);
    old.paragraphs.truncate(30);
    old.paragraphs.swap(2, 20);
    for n in [4, 9, 14] {
        let p = old.paragraphs[n].with_text(&format!("{} {}", NASTY[n % 9], NASTY[0]));
        old.paragraphs[n] = Arc::new(p);
    }
    workspace.versions.push(Arc::new(Version {
        label: "rev-1".parse().unwrap(),
        frozen: None,
        documents: BTreeMap::from([(Language::ENGLISH, Arc::new(old))]),
    }));
    workspace.precedents.push(Arc::new(Precedent {
        name: NASTY[1].into(),
        document: Arc::new(document(Language::ENGLISH)),
    }));
    workspace
}
