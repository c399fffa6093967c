use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::model::{
    Adoption, Agreement, Done, Level, Moment, Parking, Position, Proceeding, Proposal,
    ProposalStatus, Silence, Stance, Visibility, Wanted, sketch,
};
use crate::text::samples;

fn none(_: Id, _: Digest) -> Option<String> {
    None
}

fn showing(id: &str) -> Showing {
    Showing {
        paragraph: Some(sketch::id(id)),
        ..Showing::default()
    }
}

const SKETCH: &str = "members KAZ IRN
    t title | Final Document
    p preambular 3 | Recalling,
    a operative 5 bis | Welcomes [all / most - IRN] States;
    b operative | Urges;
    c paragraph 7 | Decides.
    = p ad_ref
    = b informals except IRN
    = c committee < Other words.";

#[test]
fn the_room_hears_what_the_chair_gavelled_in_the_words_of_the_room() {
    let workspace = sketch::workspace(SKETCH);
    for (id, name, standing) in [
        ("p", "PP3", Some("agreed ad ref")),
        ("a", "OP5 bis", Some("bracketed")),
        ("b", "¶4", Some("agreed in informals, pending IRN")),
        ("c", "7", Some("agreed on other words")),
        ("t", "¶1", None),
    ] {
        let view = PublicView::of(&workspace, &showing(id), none);
        let p = view.paragraph().unwrap();
        assert_eq!((p.name(), p.standing()), (name, standing), "{id}");
    }
}

#[test]
fn the_room_is_told_of_silence_and_of_adoption_and_not_by_whom() {
    let mut workspace = sketch::workspace(SKETCH);
    let on = |paragraph, words| Silence {
        id: Id::from_random(3),
        paragraph,
        on: words,
        level: Level::Committee,
        expires: Moment::new(1_277_280_000, 18_000),
        proposed: Done {
            at: None,
            by: Some(canary("by")),
            reason: Some(canary("why")),
        },
        meeting: None,
        started: None,
        extended: Vec::new(),
        broken: Vec::new(),
        late: Vec::new(),
        cancelled: None,
        confirmed: None,
    };
    let p = sketch::id("p");
    let told = |workspace: &Workspace| {
        let view = PublicView::of(workspace, &showing("p"), none);
        assert!(!format!("{view:?}").contains(CANARY));
        let standing = view.paragraph().unwrap().standing().unwrap().to_owned();
        (standing, view.text().map(str::to_owned))
    };
    let mut silence = on(Some(p), workspace.words(p).unwrap());
    let put = |workspace: &mut Workspace, silence: &Silence| {
        let all = Arc::make_mut(&mut workspace.proceedings);
        all.insert(Arc::new(Proceeding::Silence(silence.clone())));
    };
    put(&mut workspace, &silence);
    assert_eq!(told(&workspace).0, "agreed ad ref", "it does not run yet");
    silence.started = Some(silence.proposed.clone());
    put(&mut workspace, &silence);
    let until = "under silence until 2010-06-23 13:00 +05:00";
    assert_eq!(told(&workspace).0, format!("agreed ad ref, {until}"));
    let whole = Silence {
        started: silence.started.clone(),
        ..on(None, workspace.original().unwrap().words())
    };
    put(&mut workspace, &whole);
    assert_eq!(told(&workspace).1, Some(format!("The text is {until}")));
    let adoption = Adoption {
        id: Id::from_random(4),
        on: whole.on,
        how: How::Vote,
        through: None,
        version: "adopted".parse().unwrap(),
        at: None,
        by: Some(canary("by")),
        meeting: None,
        annulled: None,
    };
    let all = Arc::make_mut(&mut workspace.proceedings);
    all.insert(Arc::new(Proceeding::Adoption(adoption)));
    let (_, said) = told(&workspace);
    assert_eq!(said.as_deref(), Some("The text is adopted, by a vote"));
}

#[test]
fn the_lens_is_the_chairs() {
    let workspace = sketch::workspace(SKETCH);
    let clean = Showing {
        lens: Lens::Clean,
        ..showing("a")
    };
    let view = PublicView::of(&workspace, &clean, none);
    let p = view.paragraph().unwrap();
    assert_eq!(p.original().words(), "Welcomes all States;");
}

#[test]
fn a_blank_screen_has_nothing_and_an_unknown_paragraph_shows_the_title_page() {
    let workspace = sketch::workspace(SKETCH);
    let blank = Showing {
        blank: true,
        ..showing("a")
    };
    let view = PublicView::of(&workspace, &blank, none);
    assert!(view.is_blank() && view.paragraph().is_none());
    let view = PublicView::of(&workspace, &showing("zzz"), none);
    assert!(!view.is_blank() && view.paragraph().is_none());
}

#[test]
fn a_frozen_screen_keeps_the_words_that_it_had_when_they_can_be_found() {
    let workspace = sketch::workspace(SKETCH);
    let old = "Welcomes most States;";
    let frozen = |frozen| Showing {
        words: Some(Digest::of(old)),
        frozen,
        ..showing("a")
    };
    let find = |_: Id, words: Digest| (words == Digest::of(old)).then(|| old.to_owned());
    let words = |showing: &Showing, find: &dyn Fn(Id, Digest) -> Option<String>| {
        let view = PublicView::of(&workspace, showing, find);
        view.paragraph().unwrap().original().words().to_owned()
    };
    assert_eq!(words(&frozen(true), &find), old);
    assert!(words(&frozen(false), &find).contains('['), "it follows");
    assert!(words(&frozen(true), &none).contains('['), "they are lost");
    let wrong = |_: Id, _: Digest| Some("Other words".to_owned());
    assert!(words(&frozen(true), &wrong).contains('['), "not those");
}

/// What must never be in a view.
const CANARY: &str = "CANARY";

fn canary(kind: &str) -> Arc<str> {
    format!("{CANARY} {kind} 你好 سر").into()
}

fn position() -> impl Strategy<Value = (Stance, bool, bool, bool)> {
    let stance = prop_oneof![
        Just(Stance::Agree),
        Just(Stance::Oppose),
        Just(Stance::Reserve),
        Just(Stance::Absent),
        Just(Stance::Amend(None)),
    ];
    (stance, any::<bool>(), any::<bool>(), any::<bool>())
}

/// A workspace with words in six languages, everything gavelled that can be, and a canary wherever a word can stand that
/// is not the room's.
fn any_workspace() -> impl Strategy<Value = Workspace> {
    let rows = proptest::collection::vec(
        (
            samples::text(),
            0_usize..9,
            proptest::option::of(0_usize..4),
            any::<bool>(),
            proptest::collection::vec(position(), 0..4),
        ),
        1..7,
    );
    rows.prop_map(build)
}

type Row = (
    String,
    usize,
    Option<usize>,
    bool,
    Vec<(Stance, bool, bool, bool)>,
);

fn build(rows: Vec<Row>) -> Workspace {
    let mut workspace = sketch::workspace("members KAZ IRN UZB TKM\nobservers OSCE");
    let mut header = Header::clone(&workspace.header);
    header.languages.push(Language::ARABIC);
    workspace.header = header.into();
    let mut translation = Document::new(crate::model::Head::new(Language::ARABIC, "T"));
    let codes: Vec<Code> = workspace
        .header
        .delegations
        .iter()
        .map(|d| d.code)
        .collect();
    let (mut agreements, mut parked, mut proposals) =
        (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (at, (words, role, level, park, positions)) in rows.into_iter().enumerate() {
        let id = Id::from_random(at as u64 * 77 + 5);
        let (role, _) = Role::ALL[role % Role::ALL.len()];
        let mut p = Paragraph::new(id, role, &words);
        p.note = Some(canary("note of drafters"));
        let on = p.digest();
        let mut other = p.with_text("كلمات");
        other.of = Some(on);
        other.note = Some(canary("note of translators"));
        translation.paragraphs.push(Arc::new(other));
        let draft = workspace.drafts.values_mut().next().unwrap();
        Arc::make_mut(draft).paragraphs.push(Arc::new(p));
        if let Some(level) = level {
            let agreement = Agreement {
                level: Level::ALL[level],
                on,
                chapeau: None,
                carried: None,
                at: Some(Moment::new(1, 0)),
                by: Some(canary("by")),
                meeting: None,
                except: vec![codes[level % codes.len()]],
                lifted: Vec::new(),
                bracketed: false,
                reopened: None,
            };
            agreements.insert(id, vec![agreement]);
        }
        if park {
            let parking = Parking {
                with: Some("contact group".into()),
                reason: Some(canary("reason")),
                ..Parking::default()
            };
            parked.insert(id, parking);
        }
        for (code, (stance, group, stale, noted)) in codes.iter().zip(positions) {
            let on = if stale { Digest::of("other") } else { on };
            let mut position = Position::new(stance, on);
            position.said_in = Some(canary("said in"));
            position.note = noted.then(|| canary("note of a position"));
            if group {
                position.visibility = Visibility::Group;
            }
            let of = workspace.positions.entry(*code).or_default();
            Arc::make_mut(of).insert(id, position);
        }
        let proposal = Id::from_random(at as u64 * 31 + 7);
        proposals.insert(
            proposal,
            Arc::new(a_proposal(proposal, id, &words, codes[0])),
        );
    }
    workspace
        .drafts
        .insert(Language::ARABIC, Arc::new(translation));
    workspace.agreements = Arc::new(agreements);
    workspace.parked = Arc::new(parked);
    workspace.proposals = Arc::new(proposals);
    workspace
}

fn a_proposal(id: Id, target: Id, base: &str, by: Code) -> Proposal {
    let wanted = Wanted::Words(canary("words of a proposal"));
    let mut proposal = Proposal::new(id, target, base, wanted);
    proposal.by = vec![by];
    proposal.reason = Some(canary("reason of a proposal"));
    proposal.status = ProposalStatus::Tabled;
    proposal
}

proptest! {
    #![proptest_config(samples::cases())]

    #[test]
    fn no_view_of_any_workspace_holds_what_is_not_the_rooms(
        workspace in any_workspace(),
        at in 0_usize..8,
        clean in any::<bool>(),
        frozen in any::<bool>(),
        blank in 0_u8..8,
    ) {
        let document = workspace.original().unwrap();
        let showing = Showing {
            paragraph: document.paragraphs.get(at).map(|p| p.id),
            words: Some(Digest::of("gone")),
            lens: if clean { Lens::Clean } else { Lens::Brackets },
            beside: Some(Language::ARABIC),
            page: 0,
            frozen,
            blank: blank == 0,
            by: canary("who shows it"),
        };
        let view = PublicView::of(&workspace, &showing, none);
        let all = format!("{view:?}");
        prop_assert!(!all.contains(CANARY), "{all}");
        // Nothing that a delegation said has any part in it.
        let mut bare = workspace.clone();
        bare.positions.clear();
        bare.proposals = Arc::default();
        prop_assert_eq!(&view, &PublicView::of(&bare, &showing, none));
    }
}
