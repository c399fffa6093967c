use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::edit::{Access, Actor, Applied, Change, ChangeError, History, Stamp, apply};
use crate::model::sketch::{id, workspace};
use crate::model::{Head, Moment, Profile, Proposal, Role, Wanted};
use crate::text::samples;

fn stamp() -> Stamp {
    Stamp {
        actor: Actor {
            name: "chair".into(),
            access: Access::Chair,
        },
        at: Moment::new(0, 0),
    }
}

fn renumber(workspace: &Workspace) -> Applied {
    let base = state(workspace);
    apply(workspace, &Change::Renumber { base }, &stamp()).unwrap()
}

fn resolution(sketch: &str) -> Workspace {
    of_profile(sketch, Profile::Resolution)
}

fn of_profile(sketch: &str, profile: Profile) -> Workspace {
    let mut ws = workspace(sketch);
    Arc::make_mut(&mut ws.header).profile = profile;
    ws
}

/// Another draft with the same paragraphs: label and words of each.
fn with_draft(ws: &mut Workspace, language: &str, rows: &[(&str, &str, &str)]) {
    let language: Language = language.parse().unwrap();
    let original = ws.original().unwrap().clone();
    let mut document = Document::new(Head::new(language, "T"));
    for (name, label, words) in rows {
        let like = original.get(id(name)).unwrap();
        let mut p = Paragraph::new(like.id, like.role, words);
        (p.level, p.label, p.of) = (like.level, Label::new(label), Some(like.digest()));
        document.paragraphs.push(Arc::new(p));
    }
    ws.drafts.insert(language, Arc::new(document));
}

/// Tables a proposal of `KAZ` on a paragraph.
fn propose(ws: &Workspace, name: &str, on: &str, wanted: Wanted) -> Workspace {
    let base = ws
        .original()
        .unwrap()
        .get(id(on))
        .unwrap()
        .text()
        .to_owned();
    let mut made = Proposal::new(id(name), id(on), &base, wanted);
    made.by = vec!["KAZ".parse().unwrap()];
    let proposals = vec![Arc::new(made)];
    apply(ws, &Change::Propose { proposals }, &stamp())
        .unwrap()
        .workspace
}

#[test]
fn proposals_follow_with_their_references_and_labels() {
    let ws = resolution(
        "members KAZ UZB
         a operative 1 | Calls upon all States;
         x operative 1 bis | Notes the report;
         b operative 2 | Requests what paragraph 2 above says, and paragraph 3;
         c operative 3 | Decides to meet.",
    );
    let text = |ws: &Workspace| {
        ws.original()
            .unwrap()
            .get(id("b"))
            .unwrap()
            .text()
            .to_owned()
    };
    let new = Wanted::New {
        paragraph: id("n"),
        role: Role::Operative,
        level: 0,
        label: Label::new("2 bis"),
        text: "Recalls paragraph 3 above;".into(),
    };
    let ws = propose(&ws, "p1", "b", new);
    let wanted = text(&ws).replace("paragraph 2", "paragraph 2 now");
    let ws = propose(&ws, "p2", "b", Wanted::Words(wanted.into()));
    let at = text(&ws).find("and").unwrap();
    let ws = propose(&ws, "p3", "b", Wanted::Split { at, new: id("s") });
    let ws = propose(&ws, "p4", "b", Wanted::Gone);
    let preview = preview(&ws);
    let told: Vec<String> = preview
        .proposals
        .iter()
        .map(|p| format!("{} {:?} {:?}", p.before.id, p.references, p.label.is_some()))
        .collect();
    assert_eq!(
        told,
        [
            r#"p1 [("paragraph 3", "paragraph 4")] true"#,
            r#"p2 [("paragraph 2", "paragraph 3"), ("paragraph 3", "paragraph 4")] false"#,
            "p3 [] false",
            "p4 [] false",
        ]
    );
    let after = renumber(&ws).workspace;
    let now = text(&after);
    assert!(now.contains("paragraph 3 above"), "{now}");
    for p in after.proposals.values() {
        assert_eq!(p.base(), now, "{}", p.id);
        assert!(
            p.is_pending() && p.status == crate::model::ProposalStatus::Tabled,
            "{}",
            p.id
        );
    }
    let of = |name: &str| after.proposal(id(name)).unwrap().clone();
    let Wanted::New {
        text: new, label, ..
    } = &of("p1").wanted
    else {
        panic!()
    };
    assert_eq!(&**new, "Recalls paragraph 4 above;");
    assert_eq!(label.as_ref().map(Label::as_str), Some("3 bis"));
    assert_eq!(
        of("p2").words().unwrap(),
        now.replace("paragraph 3 above", "paragraph 3 now above")
    );
    let Wanted::Split { at, .. } = of("p3").wanted else {
        panic!()
    };
    let second = now.get(at..).unwrap();
    assert!(second.starts_with("and paragraph 4"), "{second}");
}

#[test]
fn a_compiled_proposal_with_a_reference_lifts_back_as_itself() {
    let ws = resolution(
        "members KAZ
         a operative 1 | Calls upon all States;
         x operative 1 bis | Notes the report;
         b operative 2 | Requests the Secretary-General to report;
         c operative 3 | Decides to meet.",
    );
    let wanted = "Requests the Secretary-General to report on paragraph 2;";
    let ws = propose(&ws, "p1", "b", Wanted::Words(wanted.into()));
    let of = |ws: &Workspace| ws.words(id("b")).unwrap();
    let compile = Change::Compile {
        paragraph: id("b"),
        base: of(&ws),
    };
    let ws = apply(&ws, &compile, &stamp()).unwrap().workspace;
    let ws = renumber(&ws).workspace;
    assert_eq!(ws.proposal(id("p1")).unwrap().compiled_in, Some(of(&ws)));
    let lift = Change::Lift {
        paragraph: id("b"),
        bracket: None,
        base: of(&ws),
    };
    let ws = apply(&ws, &lift, &stamp()).unwrap().workspace;
    assert_eq!(ws.proposals.len(), 1);
    let back = ws.proposal(id("p1")).unwrap();
    assert_eq!(
        back.words(),
        Some("Requests the Secretary-General to report on paragraph 3;")
    );
    assert_eq!(back.status, crate::model::ProposalStatus::Tabled);
}

/// Labels and words of a draft.
fn shown(ws: &Workspace, language: &str) -> Vec<String> {
    let document = ws.draft(&language.parse().unwrap()).unwrap();
    let label = |p: &Paragraph| p.label.as_ref().map_or("-".to_owned(), ToString::to_string);
    document
        .paragraphs
        .iter()
        .map(|p| format!("{} | {}", label(p), p.text()))
        .collect()
}

#[test]
fn a_resolution_is_numbered_anew_in_every_language() {
    let mut ws = resolution(
        "members KAZ UZB
         p1 preambular PP1 | Recalling,
         p2 preambular PP1bis | Noting paragraph 5 of resolution 716 (1991),
         a operative 1 | Decides, as in paragraph 5 bis below;
         b operative 2 bis | Requests under paragraphs 1 to 5;
         c operative 5 | Calls upon:
         d item:1 (a) | all States;
         e item:1 (a) bis | all others under subparagraph (a) above;
         f operative 5 alt | Urges;
         g operative 5 bis | Recalls PP1bis and paragraph 5 (a) bis;
         h operative 9 | Decides to remain seized of paragraph 26.
         @ KAZ agree b
         @ UZB agree b < Old words.
         = b ad_ref",
    );
    with_draft(
        &mut ws,
        "ru",
        &[
            ("a", "1", "Постановляет в пункте 5 bis ниже;"),
            ("b", "2 bis", "Просит в пунктах 1–5;"),
            ("c", "5", "Призывает:"),
            ("d", "a)", "все государства;"),
            ("e", "", "других;"),
            ("g", "5 bis", "Ссылается;"),
        ],
    );
    with_draft(
        &mut ws,
        "ar",
        &[
            ("a", "1", "الفقرة 5 مكررا أعلاه"),
            ("c", "5", "الفقرات 1 إلى 5"),
            ("d", "(أ)", "x"),
            ("e", "(أ) bis", "y"),
            ("g", "5 مكررا", "z"),
        ],
    );
    let old = ws.words(id("b")).unwrap();
    let preview = preview(&ws);
    assert_eq!(preview.findings.len(), 1, "{:?}", preview.findings);
    assert!(preview.findings[0].message.contains("paragraph 26"));
    let after = renumber(&ws).workspace;
    assert_eq!(
        shown(&after, "en"),
        [
            "- | Recalling,",
            "- | Noting paragraph 5 of resolution 716 (1991),",
            "1 | Decides, as in paragraph 4 below;",
            "2 | Requests under paragraphs 1 to 3;",
            "3 | Calls upon:",
            "(a) | all States;",
            "(b) | all others under subparagraph (a) above;",
            "3 alt | Urges;",
            "4 | Recalls PP2 and paragraph 3 (b);",
            "5 | Decides to remain seized of paragraph 26.",
        ]
    );
    assert_eq!(
        shown(&after, "ru"),
        [
            "1 | Постановляет в пункте 4 ниже;",
            "2 | Просит в пунктах 1–3;",
            "3 | Призывает:",
            "a) | все государства;",
            "b) | других;",
            "4 | Ссылается;",
        ]
    );
    assert_eq!(
        shown(&after, "ar"),
        [
            "1 | الفقرة 4 أعلاه",
            "3 | الفقرات 1 إلى 3",
            "(أ) | x",
            "(ب) | y",
            "4 | z"
        ]
    );
    // What was agreed to is agreed to still, and says on which words it was; what was stale stays stale.
    let new = after.words(id("b")).unwrap();
    let position = |code: &str| after.position(code.parse().unwrap(), id("b")).unwrap();
    assert_eq!(
        (position("KAZ").on, position("KAZ").carried),
        (new, Some(old))
    );
    assert!(
        position("UZB").is_stale(crate::model::Footing::on(new))
            && position("UZB").carried.is_none()
    );
    let agreement = &after.agreements[&id("b")][0];
    assert_eq!((agreement.on, agreement.carried), (new, Some(old)));
    let ru = after
        .draft(&"ru".parse().unwrap())
        .unwrap()
        .get(id("b"))
        .unwrap()
        .clone();
    assert!(!after.is_stale_translation(&"ru".parse().unwrap(), &ru));
    // Old labels are found again.
    let found = |said: &str| after.find(said).map_err(|error| error.to_string());
    assert_eq!(found("4"), Ok(id("g")));
    let said = "“OP5bis” is now 4: the paragraphs were numbered anew";
    assert_eq!(found("OP5bis"), Err(said.to_owned()));
}

#[test]
fn each_profile_numbers_as_it_does() {
    for (profile, sketch, labels) in [
        (
            Profile::Resolution,
            "a operative 1 | A.\n b preambular | B,",
            "- -",
        ),
        (
            Profile::Resolution,
            "a operative 1 | A.\n b operative 1 alt | B.",
            "1 1 alt",
        ),
        (
            Profile::Resolution,
            "a operative | A.\n b operative | B.",
            "1 2",
        ),
        (
            Profile::Resolution,
            "a operative OP3 | A.\n b operative OP3 bis | B.",
            "OP1 OP2",
        ),
        (
            Profile::Resolution,
            "a operative 5 alt | A.\n b operative 5 alt 2 | B.\n c operative 6 | C.",
            "1 1 alt 2 2",
        ),
        (
            Profile::Resolution,
            "a operative * | A.\n b operative 2 | B.\n c operative 4 | C.",
            "* 1 2",
        ),
        (
            Profile::Narrative,
            "a paragraph 4 | A.\n b paragraph Note | B.",
            "- Note",
        ),
        (
            Profile::Outcome,
            "a paragraph 4 | A.\n b paragraph 4 bis | B.",
            "1 2",
        ),
        (
            Profile::Treaty,
            "t heading Article 1 | T.\n a paragraph 1 | A.\n b paragraph 1 bis | B.\n u heading Article 1 bis | U.\n c paragraph 1 | C.\n v heading Article 2 | V.\n d paragraph | D.",
            "Article 1 1 2 Article 2 1 Article 3 -",
        ),
        (
            Profile::Treaty,
            "t heading 第五条 | T.\n u heading 第五条之二 | U.",
            "第一条 第二条",
        ),
        (
            Profile::Outcome,
            "s heading I | S.\n a paragraph 1 | A.\n b paragraph 3 | B.\n t heading III | T.\n c paragraph 1 | C.\n d paragraph 4 | D.",
            "I 1 2 II 1 2",
        ),
        (
            Profile::Resolution,
            "a operative 1 | A:\n b item:1 (h) | B;\n c item:1 (i) | C;\n d item:1 (j) | D;\n e operative 3 | E:\n f item:1 | F;\n g item:1 | G.",
            "1 (a) (b) (c) 2 - -",
        ),
        (
            Profile::Resolution,
            "a operative 2 | A:\n b item:1 2(b) | B;\n c operative 4 | C.",
            "1 1(a) 2",
        ),
    ] {
        let after = renumber(&of_profile(sketch, profile)).workspace;
        let shown: Vec<String> = shown(&after, "en")
            .iter()
            .map(|row| row.split(" | ").next().unwrap().to_owned())
            .collect();
        assert_eq!(shown.join(" "), labels, "{sketch}");
        assert!(super::preview(&after).is_empty(), "{sketch}");
    }
}

#[test]
fn what_was_looked_at_is_what_is_done() {
    let ws = resolution("a operative 2 | A;\n b operative 3 | B.");
    let base = super::preview(&ws).base;
    let other = resolution("a operative 2 | A!\n b operative 3 | B.");
    let error = apply(&other, &Change::Renumber { base }, &stamp()).unwrap_err();
    assert!(matches!(error, ChangeError::Conflict(_)));
    // Carrying agreements is the chair's.
    let mut by = stamp();
    by.actor.access = Access::Facilitator;
    assert!(matches!(
        apply(&ws, &Change::Renumber { base }, &by),
        Err(ChangeError::Denied(_))
    ));
}

#[test]
fn a_range_that_comes_apart_becomes_a_list() {
    // 5 was moved to the front: 3 to 5 are no longer beside each other.
    let ws = resolution(
        "e operative 5 | E;\n a operative 1 | As in paragraphs 3 to 5;\n b operative 2 | As in paragraphs 2–4;
         c operative 3 | C;\n d operative 4 | D.",
    );
    let after = renumber(&ws).workspace;
    assert_eq!(
        shown(&after, "en")[1..3],
        [
            "2 | As in paragraphs 1, 4 and 5;",
            "3 | As in paragraphs 3–5;"
        ]
    );
}

/// One paragraph of a text that is made up: role, what is added to its number, the paragraphs that it refers to.
type Made = (u8, u8, Vec<(usize, usize, u8)>);

/// A text with frozen labels: some added, some taken out, some moved.
fn made(rows: &[Made], order: &[usize], language: usize) -> Workspace {
    let mut header = crate::model::Header::new("Made", Language::OFFICIAL[language]);
    header.profile = Profile::Resolution;
    let mut ws = Workspace::new(header);
    let mut labels: Vec<(String, Role)> = Vec::new();
    let mut number = 0;
    let mut letter = 0;
    for (kind, added, _) in rows {
        if *kind >= 6 && number > 0 {
            letter += 1;
            let sign = char::from(b'a' + letter - 1);
            labels.push((format!("({sign})"), Role::Item));
            continue;
        }
        letter = 0;
        // Some numbers are gone.
        number += 1 + u32::from(*kind == 5);
        let label = match added {
            0 => format!("{number}"),
            1 => format!("{} bis", number.max(2) - 1),
            2 => format!("{} alt", number.max(2) - 1),
            _ => format!("{number}."),
        };
        labels.push((label, Role::Operative));
    }
    let says = |of: usize, to: usize, how: u8| -> String {
        let bare = |at: usize| labels[at].0.trim_end_matches('.').to_owned();
        let (a, b) = (bare(of), bare(to));
        let forms: [[String; 3]; 6] = [
            [
                format!("الفقرة {a} أعلاه"),
                format!("الفقرات {a} إلى {b}"),
                format!("الفقرتين {a} و {b}"),
            ],
            [
                format!("上文第{a}段"),
                format!("第{a}至{b}段"),
                format!("第{a}和{b}段"),
            ],
            [
                format!("paragraph {a} above"),
                format!("paragraphs {a} to {b}"),
                format!("paragraphs {a} and {b}"),
            ],
            [
                format!("paragraphe {a} ci-dessus"),
                format!("paragraphes {a} à {b}"),
                format!("paragraphes {a} et {b}"),
            ],
            [
                format!("пункте {a} выше"),
                format!("пунктах {a}–{b}"),
                format!("пунктах {a} и {b}"),
            ],
            [
                format!("párrafo {a} supra"),
                format!("párrafos {a} a {b}"),
                format!("párrafos {a} y {b}"),
            ],
        ];
        forms[language][usize::from(how)].clone()
    };
    let paragraphs: Vec<Arc<Paragraph>> = rows
        .iter()
        .enumerate()
        .map(|(at, (.., refs))| {
            let words: Vec<String> = refs
                .iter()
                .map(|(of, to, how)| says(of % rows.len(), to % rows.len(), how % 3))
                .collect();
            let (label, role) = &labels[at];
            let words = format!("Words {at}; {};", words.join("; "));
            let mut p = Paragraph::new(Id::from_random(at as u64 + 1), *role, &words);
            p.level = u8::from(*role == Role::Item);
            p.label = Label::new(label);
            Arc::new(p)
        })
        .collect();
    // Blocks are moved whole: what is deeper goes with what is above it.
    let mut blocks: Vec<Vec<Arc<Paragraph>>> = Vec::new();
    for p in paragraphs {
        match blocks.last_mut() {
            Some(block) if p.role == Role::Item => block.push(p),
            _ => blocks.push(vec![p]),
        }
    }
    for at in order {
        if blocks.len() > 1 {
            let at = at % (blocks.len() - 1);
            blocks.swap(at, at + 1);
        }
    }
    let document = Arc::make_mut(ws.drafts.values_mut().next().unwrap());
    document.paragraphs = blocks.into_iter().flatten().collect();
    ws
}

/// For every reference of a draft that is understood: where it stands, and the ids that it names.
fn named(ws: &Workspace) -> Vec<(Id, usize, std::collections::BTreeSet<Id>)> {
    let document = ws.original().unwrap();
    let numbering = Numbering::of(document, ws.header.profile);
    let mut found = Vec::new();
    for (place, p) in document.paragraphs.iter().enumerate() {
        for (nth, reference) in reference::find(p.text(), &ws.header.original)
            .iter()
            .enumerate()
        {
            if let Ok(groups) = numbering.resolve(reference, place) {
                let ids = groups
                    .iter()
                    .flatten()
                    .map(|at| numbering.entries[*at].id)
                    .collect();
                found.push((p.id, nth, ids));
            }
        }
    }
    found
}

fn rows() -> impl Strategy<Value = (Vec<Made>, Vec<usize>, usize)> {
    let refs = proptest::collection::vec((0_usize..12, 0_usize..12, 0_u8..3), 0..3);
    let row = (0_u8..8, prop_oneof![4 => Just(0_u8), 1 => 1_u8..4], refs);
    let moves = proptest::collection::vec(0_usize..12, 0..4);
    (proptest::collection::vec(row, 1..12), moves, 0_usize..6)
}

proptest! {
    #![proptest_config(samples::cases())]
    #[test]
    fn numbering_anew_is_done_once((rows, order, language) in rows()) {
        let after = renumber(&made(&rows, &order, language)).workspace;
        let again = super::preview(&after);
        prop_assert!(again.is_empty(), "{:?}\n{:?}", again, shown(&after, after.header.original.as_str()));
    }

    #[test]
    fn labels_stand_in_the_order_of_the_text((rows, order, language) in rows()) {
        let after = renumber(&made(&rows, &order, language)).workspace;
        let numbering = Numbering::of(after.original().unwrap(), Profile::Resolution);
        for row in &numbering.rows {
            let labels: Vec<_> = row.members.iter().filter_map(|at| numbering.entries[*at].parts.clone())
                .filter(|parts| !parts.last().unwrap().additions.iter().any(|a| a.is_rival()))
                .map(|parts| crate::model::label::Order::of_parts(&parts)).collect();
            prop_assert!(labels.windows(2).all(|pair| pair[0] < pair[1]), "{labels:?}");
        }
    }

    #[test]
    fn a_reference_names_the_same_paragraphs_before_and_after((rows, order, language) in rows()) {
        let before = made(&rows, &order, language);
        let preview = super::preview(&before);
        let left: Vec<(Id, usize)> = preview.findings.iter()
            .map(|f| (f.paragraph.unwrap(), f.span.clone().unwrap().start)).collect();
        let was = named(&before);
        let after = renumber(&before).workspace;
        let is = named(&after);
        for (p, nth, ids) in &was {
            let words = before.original().unwrap().get(*p).unwrap().text().to_owned();
            let at = reference::find(&words, &before.header.original)[*nth].range.start;
            if left.contains(&(*p, at)) {
                continue;
            }
            let now = is.iter().find(|(q, n, _)| q == p && n == nth).map(|(.., ids)| ids);
            prop_assert_eq!(now, Some(ids), "{}\n{:?}", words, shown(&after, after.header.original.as_str()));
        }
    }

    #[test]
    fn undo_gives_everything_back((rows, order, language) in rows()) {
        let before = made(&rows, &order, language);
        let applied = renumber(&before);
        let mut history = History::default();
        history.did(&applied);
        let back = apply(&applied.workspace, &history.to_undo().unwrap().change(), &stamp()).unwrap();
        prop_assert_eq!(back.workspace, before);
    }
}
