//! Numbering anew, looked at before it is done: in Russian, English, Chinese and Arabic at once.

use std::sync::Arc;

use rapporteur::app::ThemeName;
use rapporteur::model::{Document, Head, Header, Id, Label, Paragraph, Profile, Role, Workspace};
use rapporteur::text::Language;

use super::desk::Desk;
use super::pictures::rows;

/// Label and words in Russian, English, Chinese and Arabic. 4 was moved before 2.
const TEXT: [(&str, [&str; 4]); 8] = [
    (
        "1",
        [
            "Постановляет принять меры, указанные в пунктах 3–5 ниже;",
            "Decides to take the measures set out in paragraphs 3 to 5 below;",
            "决定采取下文第3至5段所述措施；",
            "يقرر اتخاذ التدابير الواردة في الفقرات 3 إلى 5 أدناه؛",
        ],
    ),
    (
        "4",
        [
            "Настоятельно призывает согласно пункту 3 выше;",
            "Urges, under paragraph 3 above;",
            "敦促，根据上文第3段；",
            "يحث بموجب الفقرة 3 أعلاه؛",
        ],
    ),
    (
        "2",
        [
            "Просит государства, действующие на основании пунктов 1 и 3 выше, представить доклад;",
            "Requests States acting under paragraphs 1 and 3 above to report;",
            "请根据上文第1和3段采取行动的国家提出报告；",
            "يطلب إلى الدول التي تتصرف بموجب الفقرتين 1 و 3 أعلاه؛",
        ],
    ),
    (
        "2 bis",
        [
            "Принимает к сведению пункт 5 ниже;",
            "Takes note of paragraph 5 below;",
            "注意到下文第5段；",
            "يحيط علما بالفقرة 5 أدناه؛",
        ],
    ),
    (
        "3",
        [
            "Призывает, во исполнение пункта 5 bis настоящей резолюции;",
            "Calls upon, pursuant to paragraph 5 bis of this resolution;",
            "根据本决议第5 bis段促请；",
            "يهيب، عملا بالفقرة 5 مكررا من هذا القرار؛",
        ],
    ),
    (
        "5",
        [
            "Рекомендует в соответствии с пунктом 4 его резолюции 716 (1991);",
            "Recommends, in accordance with paragraph 4 of its resolution 716 (1991);",
            "根据第716(1991)号决议第4段建议；",
            "يوصي وفقا للفقرة 4 من قراره 716 (1991)؛",
        ],
    ),
    ("5 alt", ["Напоминает;", "Recalls;", "回顾；", "يذكر؛"]),
    (
        "5 bis",
        [
            "Постановляет рассмотреть пункт 2 bis выше и пункт 26.",
            "Decides to consider paragraph 2 bis above and paragraph 26.",
            "决定审议上文第2 bis段和第26段。",
            "يقرر النظر في الفقرة 2 مكررا أعلاه.",
        ],
    ),
];

fn resolution() -> Workspace {
    let original = Language::RUSSIAN;
    let mut header = Header::new("Заключительный документ", original);
    header.profile = Profile::Resolution;
    let languages = [
        original,
        Language::ENGLISH,
        Language::CHINESE,
        Language::ARABIC,
    ];
    header.languages = languages.to_vec();
    let mut workspace = Workspace::new(header);
    for (nth, language) in languages.into_iter().enumerate() {
        let mut document = Document::new(Head::new(language, "Заключительный документ"));
        for (at, (label, words)) in TEXT.iter().enumerate() {
            let mut p = Paragraph::new(Id::from_random(at as u64 + 1), Role::Operative, words[nth]);
            p.label = Label::new(label);
            let of = Paragraph::new(p.id, p.role, words[0]).digest();
            p.of = (language != original).then_some(of);
            document.paragraphs.push(Arc::new(p));
        }
        workspace.drafts.insert(language, Arc::new(document));
    }
    workspace
}

#[test]
fn numbering_anew_is_looked_at_first() {
    for (name, keys, width, height) in [
        ("looked-at", "#", 40, 12),
        ("looked-at", "#", 80, 24),
        ("looked-at", "#", 120, 36),
        ("further", "#<pagedown><pagedown><pagedown>", 80, 24),
        ("done", "#<enter>", 80, 24),
        ("done-zh", "#<enter>]]", 80, 24),
        ("done-ar", "#<enter>]]]", 80, 24),
        ("undone", "#<enter>u", 80, 24),
        ("left", "#<esc>", 80, 24),
        ("nothing", "#<enter>#", 80, 24),
    ] {
        let mut desk = Desk::in_colours(resolution(), ThemeName::Dark, true);
        desk.paint(width, height);
        desk.press(keys);
        let (buffer, caret) = desk.paint(width, height);
        insta::assert_snapshot!(format!("{name}-{width}x{height}"), rows(&buffer, caret));
    }
}
