//! Which paragraphs are one row.

use super::super::shelf::shelf;
use super::*;

/// Whether a search that finds both has them in one row.
fn is_one(language: &str, a: &str, b: &str, query: &str) -> bool {
    let library = shelf(&[
        ("R/1", "2001-06-01", language, a),
        ("R/2", "2002-06-01", language, b),
    ]);
    let hits = library.search(&Query::new(query));
    let all: usize = hits.iter().map(|hit| 1 + hit.also.len()).sum();
    assert_eq!(all, 2, "{query}: {a} | {b}");
    hits.len() == 1
}

#[test]
fn a_clause_of_another_year_is_one_row() {
    for (language, query, a, b) in [
        (
            "en",
            "keep force",
            "Noting that the Government of Cyprus has agreed that in view of the prevailing conditions in the island it is \
             necessary to keep the United Nations Peacekeeping Force in Cyprus (UNFICYP) beyond 15 June 2000,",
            "Noting that the Government of Cyprus is agreed that in view of the prevailing conditions on the island it is \
             necessary to keep the United Nations Peacekeeping Force in Cyprus (UNFICYP) beyond 31 July 2016,",
        ),
        (
            "en",
            "success negotiations",
            "Affirms the implementation of resolutions 1754 (2007), 1783 (2007) and 1813 (2008) and the success of \
             negotiations between the two parties in this context;",
            "Also affirms the implementation of resolution 1754 (2007) of 30 April 2007 and the success of negotiations \
             between the two parties in this context;",
        ),
        (
            "ru",
            "согласие правительства",
            "принимая к сведению согласие правительства Кипра с тем, что сложившаяся на острове обстановка обусловливает \
             необходимость сохранения присутствия ВСООНК в период после 31 января 2021 года,",
            "принимая к сведению согласие правительства Кипра с тем, что сложившаяся на острове обстановка обусловливает \
             необходимость сохранения присутствия Вооруженных сил Организации Объединенных Наций по поддержанию мира на \
             Кипре (ВСООНК) в период после 31 января 2024 года,",
        ),
        (
            "fr",
            "mandat",
            "Décide de proroger le mandat de la Force pour une nouvelle période prenant fin le 31 juillet 2020 ;",
            "Décide également de proroger le mandat de la Force pour une nouvelle période prenant fin le 15 décembre 2011 ;",
        ),
        (
            "es",
            "mandato",
            "Decide prorrogar hasta el 30 de abril de 2011 el mandato de la Misión en la zona de separación;",
            "Decide prorrogar hasta el 31 de octubre de 2012 el mandato de la Misión en la zona de separación;",
        ),
        (
            "ar",
            "ولاية",
            "يقرر تمديد ولاية قوة الأمم المتحدة في المنطقة الفاصلة حتى 31 كانون الثاني/يناير 2021؛",
            "يقرر تمديد ولاية قوة الأمم المتحدة في المنطقة الفاصلة حتى 31 تموز/يوليه 2023؛",
        ),
        (
            "zh",
            "任务期",
            "决定将联塞部队的任务期再延长一段时间，至2020年7月31日止，并全力支持部队的工作；",
            "决定将联合国驻塞浦路斯维持和平部队（联塞部队）的任务期再延长一段时间，至2023年1月31日止，并全力支持部队的工作；",
        ),
    ] {
        assert!(is_one(language, a, b, query), "{a}");
        assert!(is_one(language, b, a, query), "{a}");
    }
}

#[test]
fn what_binds_or_denies_otherwise_is_a_row_of_its_own() {
    for (language, query, a, b) in [
        (
            "en",
            "sides zone",
            "Requests both sides to take all measures in the buffer zone before 1 May 2001 and to report on them;",
            "Urges both sides to take all measures in the buffer zone before 1 May 2002 and to report on them;",
        ),
        (
            "en",
            "sides zone",
            "Decides that both sides shall take all measures in the buffer zone and shall report on them in 2001;",
            "Decides that both sides should take all measures in the buffer zone and should report on them in 2002;",
        ),
        (
            "en",
            "sides zone",
            "Decides that both sides are allowed to take further measures in the whole of the buffer zone in 2001;",
            "Decides that both sides are not allowed to take further measures in the whole of the buffer zone in 2002;",
        ),
        (
            "en",
            "sides zone",
            "Calls upon both sides to take measures in the buffer zone, and welcomes the steps of the two leaders so far;",
            "Calls upon both sides to take measures in the buffer zone, and regrets the steps of the two leaders so far;",
        ),
        (
            "fr",
            "zone tampon",
            "Décide que les deux parties doivent prendre toutes les mesures dans la zone tampon avant le mois de mai 2001 ;",
            "Décide que les deux parties peuvent prendre toutes les mesures dans la zone tampon avant le mois de mai 2002 ;",
        ),
        (
            "es",
            "zona",
            "Decide que ambas partes puedan adoptar todas las medidas en la zona de separación antes de mayo de 2001;",
            "Decide que ambas partes no puedan adoptar todas las medidas en la zona de separación antes de mayo de 2002;",
        ),
        (
            "ru",
            "буферной зоне",
            "просит обе стороны принять все меры в буферной зоне до 1 мая 2001 года и доложить о них Совету;",
            "требует, чтобы обе стороны приняли все меры в буферной зоне до 1 мая 2002 года и доложили о них Совету;",
        ),
        (
            "ar",
            "المنطقة العازلة",
            "يطلب إلى الجانبين اتخاذ جميع التدابير في المنطقة العازلة قبل 1 أيار/مايو 2001 وتقديم تقرير عنها؛",
            "يحث الجانبين على اتخاذ جميع التدابير في المنطقة العازلة قبل 1 أيار/مايو 2002 وتقديم تقرير عنها؛",
        ),
        (
            "zh",
            "缓冲区",
            "决定双方应在2001年5月1日之前在缓冲区采取一切措施，欢迎两位领导人迄今采取的步骤；",
            "决定双方应在2002年5月1日之前在缓冲区采取一切措施，遗憾两位领导人迄今采取的步骤；",
        ),
    ] {
        assert!(!is_one(language, a, b, query), "{a}");
        assert!(!is_one(language, b, a, query), "{a}");
    }
}

#[test]
fn a_number_that_was_asked_for_tells_paragraphs_apart() {
    let of = |year: &str, day: &str| {
        format!(
            "Decides to extend the mandate of the Force in the area of separation until {day} May {year}"
        )
    };
    let (a, b) = (of("2001", "30"), of("2002", "31"));
    assert!(is_one("en", &a, &b, "extend mandate separation"));
    assert!(!is_one("en", &a, &b, "extend mandate separation 2001"));
    assert!(!is_one("en", &a, &b, "mandate 31 May"));
    // Both have it.
    assert!(is_one("en", &a, &of("2003", "30"), "mandate 30 separation"));
    // Of a reference the number is what it says.
    let (a, b) = ("Resolution 1325 (2000)", "Resolution 2250 (2015)");
    assert!(!is_one("en", a, b, "resolution"));
}

#[test]
fn a_document_in_two_libraries_is_one_entry() {
    let mut library = Library::new();
    let words = "*Decides* to extend the mandate of the Force in the area of separation until further notice;";
    for (name, words, label) in [
        ("a", words.to_owned(), Some("1")),
        ("b", words.replace('*', "").replace(';', "."), Some("1.")),
        ("c", words.to_owned(), None),
        // Other words of the same paragraph are said.
        (
            "d",
            words.replace("further notice", "further orders"),
            Some("1"),
        ),
    ] {
        let mut builder = Builder::new();
        let record = Record {
            date: Some("2001-06-01".into()),
            ..Record::new("R/1", "en".parse().unwrap())
        };
        let line = Line {
            text: &words,
            label,
            place: 7,
            role: Role::Operative,
            verb: None,
        };
        builder.add(record, [line]);
        library.add(name, Arc::new(builder.build()));
    }
    let hits = library.search(&Query::new("extend mandate separation notice"));
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0].libraries(), "a, b, c");
    let also: Vec<(&str, bool)> = hits[0]
        .also
        .iter()
        .map(|again| (&*again.symbol, again.verbatim))
        .collect();
    assert_eq!(also, [("R/1", false)]);
}

#[test]
fn two_slips_side_by_side_leave_chinese_findable() {
    let library = shelf(&[
        (
            "R/1",
            "2001-06-01",
            "zh",
            "在操作性方面取得进展，并请秘书长继续提供支持",
        ),
        (
            "R/3",
            "2003-06-01",
            "zh",
            "在政治方面取得进展，并请秘书长继续提供支持",
        ),
        (
            "R/4",
            "2004-06-01",
            "zh",
            "在人权方面取得进展，并请秘书长继续提供支持",
        ),
    ]);
    for query in ["操和性在面取得", "操的性和面取得", "操做性昉面取得"] {
        let hits = library.search(&Query::new(query));
        assert_eq!(&*hits[0].symbol, "R/1", "{query}");
    }
}
