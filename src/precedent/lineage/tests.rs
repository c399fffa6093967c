use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use super::super::shelf::shelf;
use super::super::{Builder, Claim, Line, Record};
use super::*;
use crate::model::Role;
use crate::text;

/// Two series that renew a mandate year by year, in the six languages, with a third that has one clause in common.
fn series(language: &str, clauses: [&str; 4]) -> Library {
    let [first, second, third, fourth] = clauses;
    let filler = |at: usize| format!("{first} {at}");
    let documents: Vec<Vec<String>> = vec![
        vec![filler(1), second.into(), third.into()],
        vec![filler(2), third.into(), second.into()],
        vec![filler(3), third.into()],
        vec![filler(4), fourth.into(), third.into()],
    ];
    let mut rows: Vec<(String, String, &str, String)> = Vec::new();
    for (at, document) in documents.into_iter().enumerate() {
        for text in document {
            rows.push((
                format!("S/RES/{} ({})", at + 1, 2001 + at),
                format!("{}-01-31", 2001 + at),
                language,
                text,
            ));
        }
    }
    let rows: Vec<(&str, &str, &str, &str)> = rows
        .iter()
        .map(|(a, b, c, d)| (a.as_str(), b.as_str(), *c, d.as_str()))
        .collect();
    shelf(&rows)
}

fn path(library: &Library, lineage: &Lineage) -> Vec<String> {
    let named = |entry: &usize| {
        let entry = library.entry(*entry).unwrap();
        let number: String = entry.record.symbol.trim_start_matches("S/RES/").into();
        let number = number.split(' ').next().unwrap_or_default().to_owned();
        (number, entry.paragraph.to_string())
    };
    let steps = lineage.steps.iter().map(|step| {
        let mut said = String::new();
        for (at, (number, label)) in step.entries.iter().map(named).enumerate() {
            if at == 0 {
                let _ = write!(said, "{number}:{label}");
            } else {
                let _ = write!(said, "+{label}");
            }
        }
        said
    });
    steps.collect()
}

#[test]
fn a_clause_is_followed_where_it_moved_and_where_a_document_left_it_out() {
    for (language, clauses) in [
        (
            "en",
            [
                "Decides to extend the mandate of the Force for a further period of six months, ending on the last day of period",
                "Urges the sides to implement confidence-building measures along the ceasefire lines;",
                "Requests the Secretary-General to submit a report on the implementation of this resolution;",
                "Urges the sides to implement further confidence-building measures along the ceasefire lines;",
            ],
        ),
        (
            "fr",
            [
                "Décide de proroger le mandat de la Force pour une nouvelle période de six mois prenant fin le dernier jour de la période",
                "Engage les parties à appliquer des mesures de confiance le long des lignes de cessez-le-feu ;",
                "Prie le Secrétaire général de présenter un rapport sur l’application de la présente résolution ;",
                "Engage les parties à appliquer de nouvelles mesures de confiance le long des lignes de cessez-le-feu ;",
            ],
        ),
        (
            "es",
            [
                "Decide prorrogar el mandato de la Fuerza por un nuevo período de seis meses que terminará el último día del período",
                "Insta a las partes a que apliquen medidas de fomento de la confianza a lo largo de las líneas de cesación del fuego;",
                "Solicita al Secretario General que presente un informe sobre la aplicación de esta resolución;",
                "Insta a las partes a que apliquen nuevas medidas de fomento de la confianza a lo largo de las líneas de cesación del fuego;",
            ],
        ),
        (
            "ru",
            [
                "постановляет продлить мандат Сил на дополнительный период в шесть месяцев, заканчивающийся в последний день периода",
                "настоятельно призывает стороны осуществить меры укрепления доверия вдоль линий прекращения огня;",
                "просит Генерального секретаря представить доклад об осуществлении настоящей резолюции;",
                "настоятельно призывает стороны осуществить новые меры укрепления доверия вдоль линий прекращения огня;",
            ],
        ),
        (
            "ar",
            [
                "يقرر تمديد ولاية القوة لفترة إضافية مدتها ستة أشهر تنتهي في اليوم الأخير من الفترة",
                "يحث الجانبين على تنفيذ تدابير بناء الثقة على امتداد خطوط وقف إطلاق النار؛",
                "يطلب إلى الأمين العام أن يقدم تقريرا عن تنفيذ هذا القرار؛",
                "يحث الجانبين على تنفيذ تدابير جديدة لبناء الثقة على امتداد خطوط وقف إطلاق النار؛",
            ],
        ),
        (
            "zh",
            [
                "决定将部队的任务期限再延长六个月，至本期最后一日为止，期数",
                "敦促双方沿停火线落实建立信任措施；",
                "请秘书长就本决议的执行情况提交报告；",
                "敦促双方沿停火线进一步落实建立信任措施；",
            ],
        ),
    ] {
        let library = series(language, clauses);
        for (asked, expected, at) in [
            ("S/RES/1 (2001)¶2", vec!["1:2", "2:3", "4:2"], 0),
            ("S/RES/4 (2004)¶2", vec!["1:2", "2:3", "4:2"], 2),
            ("S/RES/3 (2003)¶2", vec!["1:3", "2:2", "3:2", "4:3"], 2),
        ] {
            let claim = Claim::read(asked).unwrap();
            let entry = *library.claimed(&claim, None).first().unwrap();
            let lineage = library.lineage(entry, &|| false);
            assert_eq!(path(&library, &lineage), expected, "{language} {asked}");
            assert_eq!(lineage.at, at, "{language} {asked}");
            for (step, before) in lineage.steps.iter().skip(1).zip(&lineage.steps) {
                let text = |step: &Step| plain(&library.text(step.entries[0]).unwrap());
                let side = |gone: compare::Op| -> String {
                    let kept = step.edits.iter().filter(|edit| edit.op != gone);
                    kept.map(|edit| edit.text.as_str()).collect()
                };
                if !step.edits.is_empty() {
                    assert_eq!(side(compare::Op::Delete), text(step));
                    assert_eq!(
                        text::normalize(&side(compare::Op::Insert)),
                        text::normalize(&text(before))
                    );
                }
            }
        }
        let stopped = library.lineage(0, &|| true);
        assert_eq!(stopped.steps.len(), 1);
    }
    assert_eq!(Library::new().lineage(7, &|| false), Lineage::default());
}

/// The resolutions of two series, as they were adopted. None where the data is not there, which is said.
fn resolutions() -> Option<Library> {
    let place = std::env::var_os("RAPPORTEUR_TEST_DATA")?;
    let path = PathBuf::from(place).join("unsc/paragraphs.en.jsonl");
    let text = std::fs::read_to_string(path).ok()?;
    let mut builder = Builder::new();
    let rows: Vec<serde_json::Value> = text
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    for document in rows.chunk_by(|a, b| a["symbol"] == b["symbol"]) {
        let said = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap_or("").to_owned();
        let first = document.first()?;
        let record = Record {
            date: Some(said(first, "date").as_str().into()),
            ..Record::new(&said(first, "symbol"), "en".parse().ok()?)
        };
        let rows: Vec<(String, String, u32, Role)> = document
            .iter()
            .map(|row| {
                let role = match said(row, "part").as_str() {
                    "preamble" => Role::Preambular,
                    "operative" => Role::Operative,
                    _ => Role::Formula,
                };
                let label = said(row, "num").trim_end_matches('.').to_owned();
                let place = row["n"].as_u64().unwrap_or_default() as u32;
                (said(row, "text"), label, place, role)
            })
            .collect();
        builder.add(
            record,
            rows.iter().map(|(text, label, place, role)| Line {
                text,
                label: (!label.is_empty()).then_some(label.as_str()),
                place: *place,
                role: *role,
                verb: None,
            }),
        );
    }
    let mut library = Library::new();
    library.add("sc", Arc::new(builder.build()));
    Some(library)
}

/// Ten clauses of the resolutions on the Forces in Cyprus (UNFICYP) and in Western Sahara (MINURSO), read one by one: the
/// resolution and paragraph from which the clause comes, and those in which it was changed, moved, split or merged.
const CLAUSES: [(&str, &str, &str, &[&str]); 10] = [
    // The mandate: “for a further period ending 15 December 2000”; from 1728 on with full support for the Force.
    (
        "UNFICYP",
        "S/RES/2674 (2023)¶10",
        "1303:2",
        &[
            "1331:2", "1486:2", "1568:3", "1728:3", "1758:5", "1789:5", "2058:7", "2398:9",
            "2430:11", "2453:13", "2483:8", "2815:12",
        ],
    ),
    // The report: by a day; from 1953 on with contingency planning, from 2398 on on progress towards a settlement.
    (
        "UNFICYP",
        "S/RES/1303 (2000)¶3",
        "1303:3",
        &[
            "1354:3", "1486:6", "1517:5", "1758:8", "1953:8", "2058:11", "2398:15", "2453:20",
            "2561:17", "2674:21", "2815:24",
        ],
    ),
    // Strovilia: one paragraph in 1331, two in 1486 and 1517, one again from 1548 on.
    (
        "UNFICYP",
        "S/RES/2674 (2023)¶15",
        "1331:4",
        &[
            "1416:4", "1486:4+5", "1517:3+4", "1548:3", "1568:4", "1758:7", "2398:13", "2453:16",
            "2483:10", "2506:12", "2561:11", "2815:18",
        ],
    ),
    // Varosha: a part of the paragraph on Strovilia up to 2537, its own from 2561 on, moved to the top in 2618.
    (
        "UNFICYP",
        "S/RES/2815 (2026)¶4",
        "1331:4",
        &[
            "2483:10", "2537:13", "2561:12", "2587:14", "2618:3", "2674:3",
        ],
    ),
    // Missing persons: “welcomes all efforts” from 2114 on, “commends the work” from 2483 on.
    (
        "UNFICYP",
        "S/RES/2674 (2023)¶9",
        "",
        &[
            "2114:5", "2168:5", "2300:6", "2369:7", "2398:8", "2430:10", "2453:12", "2483:7",
            "2506:9", "2561:8", "2815:11",
        ],
    ),
    // Zero tolerance: from 1604 on.
    (
        "UNFICYP",
        "S/RES/1986 (2011)¶12",
        "1604:5",
        &["1687:6", "1758:9", "2300:13", "2398:16", "2453:19"],
    ),
    // The last paragraph: “actively seized” at first.
    (
        "UNFICYP",
        "S/RES/2674 (2023)¶22",
        "1303:4",
        &["1331:5", "2561:18", "2587:20", "2815:25"],
    ),
    // The mandate in Western Sahara, which moved among the operative paragraphs.
    (
        "MINURSO",
        "S/RES/2703 (2023)¶1",
        "",
        &[
            "1380:1", "1406:1", "1463:1", "1495:6", "1513:1", "1541:4", "1570:1", "1634:3",
            "1720:5", "1754:8", "1813:9", "1979:13", "2044:1", "2285:1", "2797:1",
        ],
    ),
    // The negotiations: “to enter into” in 1754, “to continue” from 1783 on, “to resume” from 2351 on.
    (
        "MINURSO",
        "S/RES/2703 (2023)¶4",
        "1754:2",
        &[
            "1783:3", "1813:4", "1920:4", "1979:6", "2044:7", "2218:7", "2285:9", "2351:8",
            "2414:3", "2440:4", "2548:4", "2756:4",
        ],
    ),
    // The assistance of Member States: a part of a request to the Secretary-General in 1754.
    (
        "MINURSO",
        "S/RES/2218 (2015)¶8",
        "1754:3",
        &[
            "1783:4", "1813:5", "1979:7", "2044:8", "2285:10", "2351:9", "2414:5", "2654:5",
            "2756:5", "2797:4",
        ],
    ),
];

/// Resolutions of the other series that a clause of this one must not stray into.
const STRAY: [(&str, &[&str]); 2] = [
    (
        "UNFICYP",
        &[
            "1292", "1301", "1309", "1324", "1342", "1359", "1380", "2703", "2797",
        ],
    ),
    (
        "MINURSO",
        &["1303", "1331", "1354", "1384", "1416", "2674", "2815"],
    ),
];

#[test]
fn clauses_of_two_series_of_resolutions_go_the_way_that_their_readers_know() {
    let Some(library) = resolutions() else {
        eprintln!("skipped: no resolutions below RAPPORTEUR_TEST_DATA");
        return;
    };
    let mut wrong = Vec::new();
    for (series, asked, first, through) in CLAUSES {
        let claim = Claim::read(asked).unwrap();
        let entry = *library.claimed(&claim, None).first().unwrap();
        let path = path(&library, &library.lineage(entry, &|| false));
        if !first.is_empty() && path.first().is_none_or(|step| step != first) {
            wrong.push(format!("{asked} does not begin with {first}: {path:?}"));
        }
        let missing: Vec<&&str> = through
            .iter()
            .filter(|step| !path.iter().any(|has| has == **step))
            .collect();
        if !missing.is_empty() {
            wrong.push(format!("{asked} misses {missing:?}: {path:?}"));
        }
        for (_, strays) in STRAY.iter().filter(|(name, _)| *name == series) {
            let number = |step: &String| step.split(':').next().unwrap_or_default().to_owned();
            let stray: Vec<&String> = path
                .iter()
                .filter(|step| strays.contains(&number(step).as_str()))
                .collect();
            if !stray.is_empty() {
                wrong.push(format!("{asked} strays into {stray:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The symbols of a series, oldest first.
fn listed(series: &str) -> Vec<String> {
    let place = std::env::var_os("RAPPORTEUR_TEST_DATA").unwrap();
    let path = PathBuf::from(place).join("unsc/series.tsv");
    let text = std::fs::read_to_string(path).unwrap();
    let rows = text
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let of_series = rows.filter(|row| row.first() == Some(&series));
    of_series.map(|row| row[2].to_owned()).collect()
}

/// The paragraphs of a series that have all of these words.
fn having(library: &Library, series: &str, words: &[&str]) -> Vec<usize> {
    let documents = listed(series);
    let documents = documents
        .iter()
        .flat_map(|symbol| library.documents_named(symbol, None));
    let has = |entry: &usize| {
        let text = library.text(*entry).unwrap().replace('*', "");
        words.iter().all(|word| text.contains(word))
    };
    documents.flatten().filter(has).collect()
}

/// Of many starts every one in the full run, else the first, the middle one and the last.
fn some(all: &[usize]) -> Vec<usize> {
    if std::env::var_os("RAPPORTEUR_TEST_FULL").is_some() {
        return all.to_vec();
    }
    let few = [all.first(), all.get(all.len() / 2), all.last()];
    few.into_iter().flatten().copied().collect()
}

#[test]
fn a_clause_has_the_same_path_from_wherever_it_is_asked_for() {
    let Some(library) = resolutions() else {
        eprintln!("skipped: no resolutions below RAPPORTEUR_TEST_DATA");
        return;
    };
    let mut wrong = Vec::new();
    for (series, words, count) in [
        (
            "MINURSO",
            &["Decides", "to extend the ", "mandate of", "MINURSO"][..],
            45,
        ),
        ("UNFICYP", &["mine-free Cyprus"], 12),
    ] {
        let all = having(&library, series, words);
        assert!(all.len() >= count, "{words:?} {}", all.len());
        for start in some(&all) {
            let lineage = library.lineage(start, &|| false);
            let found: Vec<usize> = lineage.steps.into_iter().flat_map(|s| s.entries).collect();
            let missing = all.iter().filter(|entry| !found.contains(entry));
            let missing: Vec<String> = missing
                .map(|at| library.entry(*at).unwrap().record.symbol.to_string())
                .collect();
            if !missing.is_empty() {
                let start = library.entry(start).unwrap();
                wrong.push(format!(
                    "{words:?} from {}: {missing:?}",
                    start.record.symbol
                ));
            }
        }
    }
    // The last of the clauses goes by itself; all of them in the full run.
    let full = std::env::var_os("RAPPORTEUR_TEST_FULL").is_some();
    for (_, asked, ..) in CLAUSES.into_iter().skip(if full { 0 } else { 9 }) {
        let claim = Claim::read(asked).unwrap();
        let entry = *library.claimed(&claim, None).first().unwrap();
        let lineage = library.lineage(entry, &|| false);
        let documents = |lineage: &Lineage| -> Vec<String> {
            let first = lineage.steps.iter().map(|step| step.entries[0]);
            first
                .map(|at| library.entry(at).unwrap().record.symbol.to_string())
                .collect()
        };
        let known = documents(&lineage);
        let starts: Vec<usize> = lineage
            .steps
            .iter()
            .flat_map(|step| step.entries.clone())
            .collect();
        for start in some(&starts) {
            let other = documents(&library.lineage(start, &|| false));
            if other != known {
                let start = library.entry(start).unwrap();
                let only = |a: &[String], b: &[String]| -> Vec<String> {
                    a.iter().filter(|x| !b.contains(x)).cloned().collect()
                };
                wrong.push(format!(
                    "{asked}, {} texts, from {} {}: besides {:?}, without {:?}",
                    known.len(),
                    start.record.symbol,
                    start.paragraph,
                    only(&other, &known),
                    only(&known, &other),
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
