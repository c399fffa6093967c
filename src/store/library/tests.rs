use super::*;
use crate::precedent::{Library, Line, Party, Query};
use crate::text::Language;

fn source(path: &str, size: u64) -> Source {
    Source {
        path: path.to_owned(),
        under: None,
        size,
        modified: 0,
    }
}

fn add(builder: &mut Builder, path: &str, symbol: &str, texts: &[&str]) {
    let record = Record {
        source: Some(path.into()),
        ..Record::new(symbol, Language::ENGLISH)
    };
    let lines = texts.iter().zip(1..).map(|(text, place)| Line {
        text,
        label: None,
        place,
        role: crate::model::Role::Paragraph,
        verb: None,
    });
    builder.add(record, lines);
}

fn with(path: &str, symbol: &str, texts: &[&str]) -> (Builder, Vec<Source>) {
    let mut builder = Builder::new();
    add(&mut builder, path, symbol, texts);
    (builder, vec![source(path, 1)])
}

fn found(libraries: &Libraries, query: &str) -> Vec<String> {
    let opened = libraries.open("sc").unwrap();
    let mut library = Library::new();
    for segment in opened.segments {
        library.add("sc", segment);
    }
    let hits = library.search_until(&Query::new(query), &|| false).unwrap();
    hits.iter()
        .map(|hit| format!("{} {}", hit.symbol, hit.text))
        .collect()
}

fn put(libraries: &Libraries, path: &str, symbol: &str, texts: &[&str]) {
    let (builder, fresh) = with(path, symbol, texts);
    let mut writer = libraries.write("sc").unwrap();
    writer.replace(builder, fresh, &HashSet::new()).unwrap();
}

#[test]
fn documents_come_are_replaced_and_go() {
    let folder = tempfile::tempdir().unwrap();
    let libraries = Libraries::at(folder.path().join("libraries"));
    assert!(libraries.names().unwrap().is_empty());
    assert!(matches!(libraries.open("sc"), Err(LibraryError::None(_))));
    put(&libraries, "/a", "A/1", &["The treaty on uranium tailings"]);
    put(
        &libraries,
        "/b",
        "A/2",
        &["The treaty on the sea", "Of fish"],
    );
    assert_eq!(libraries.names().unwrap(), ["sc"]);
    assert_eq!(
        found(&libraries, "tailings"),
        ["A/1 The treaty on uranium tailings"]
    );
    assert_eq!(found(&libraries, "treaty").len(), 2);
    // The same file with other words.
    put(&libraries, "/a", "A/1", &["The treaty on copper tailings"]);
    assert_eq!(
        found(&libraries, "tailings"),
        ["A/1 The treaty on copper tailings"]
    );
    // The same document from another file.
    put(&libraries, "/c", "A/1", &["The treaty on tin tailings"]);
    assert_eq!(
        found(&libraries, "tailings"),
        ["A/1 The treaty on tin tailings"]
    );
    let gone = HashSet::from(["/b".to_owned()]);
    let mut writer = libraries.write("sc").unwrap();
    writer.replace(Builder::new(), Vec::new(), &gone).unwrap();
    drop(writer);
    assert_eq!(found(&libraries, "fish"), Vec::<String>::new());
    assert_eq!(found(&libraries, "tailings").len(), 1);
    libraries.remove("sc").unwrap();
    assert!(libraries.names().unwrap().is_empty() && !folder.path().join("libraries/sc").exists());
}

#[test]
fn many_additions_leave_few_segments_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let libraries = Libraries::at(folder.path());
    for at in 0..20 {
        let text = format!("The treaty number {at} on tailings");
        put(&libraries, &format!("/{at}"), &format!("A/{at}"), &[&text]);
    }
    assert_eq!(found(&libraries, "treaty tailings").len(), 20);
    let opened = libraries.open("sc").unwrap();
    assert!(opened.segments.len() <= MOST_SEGMENTS);
    assert_eq!(opened.contents().paragraphs, 20);
    let files = std::fs::read_dir(folder.path().join("sc")).unwrap().count();
    assert_eq!(files, opened.segments.len() + 3);
}

#[test]
fn who_reads_keeps_what_was_opened() {
    let folder = tempfile::tempdir().unwrap();
    let libraries = Libraries::at(folder.path());
    put(&libraries, "/a", "A/1", &["The treaty on uranium tailings"]);
    let before = libraries.open("sc").unwrap();
    put(&libraries, "/a", "A/1", &["Something else"]);
    libraries.remove("sc").unwrap();
    let mut library = Library::new();
    for segment in before.segments {
        library.add("sc", segment);
    }
    assert_eq!(library.search(&Query::new("tailings")).len(), 1);
}

#[test]
fn a_mapped_index_says_what_one_in_memory_says() {
    let folder = tempfile::tempdir().unwrap();
    let libraries = Libraries::at(folder.path());
    let texts = [
        "The treaty on uranium tailings",
        "裁军谈判会议",
        "Of the treaty, and of its review",
    ];
    put(&libraries, "/a", "A/1", &texts);
    let mut mapped = Library::new();
    for segment in libraries.open("sc").unwrap().segments {
        mapped.add("sc", segment);
    }
    let mut memory = Library::new();
    memory.add("sc", Arc::new(with("/a", "A/1", &texts).0.build()));
    for query in ["treaty", "tretay reviw", "裁军", "谈判会", "uran"] {
        let query = Query::new(query);
        assert!(!mapped.search(&query).is_empty());
        assert_eq!(mapped.search(&query), memory.search(&query));
    }
}

#[test]
fn damage_is_seen_and_its_files_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let libraries = Libraries::at(folder.path());
    put(&libraries, "/a", "A/1", &["The treaty on uranium tailings"]);
    put(&libraries, "/b", "A/2", &["The treaty on the sea"]);
    let file = folder.path().join("sc/000001.idx");
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&file, bytes.get(..bytes.len() / 2).unwrap()).unwrap();
    let opened = libraries.open("sc").unwrap();
    assert!(opened.is_damaged());
    assert_eq!((opened.segments.len(), opened.damaged.len()), (1, 1));
    let mut writer = libraries.write("sc").unwrap();
    assert_eq!(writer.lost(), HashSet::from(["/a".to_owned()]));
    let (builder, fresh) = with("/a", "A/1", &["The treaty on uranium tailings"]);
    writer.replace(builder, fresh, &HashSet::new()).unwrap();
    drop(writer);
    assert!(!libraries.open("sc").unwrap().is_damaged());
    assert_eq!(found(&libraries, "treaty").len(), 2);
    // Of the manifest there is a copy.
    std::fs::write(folder.path().join("sc").join(manifest::NAME), "nonsense").unwrap();
    assert_eq!(found(&libraries, "treaty").len(), 2);
    std::fs::write(folder.path().join("sc").join(manifest::COPY), "").unwrap();
    assert!(matches!(
        libraries.open("sc"),
        Err(LibraryError::Manifest(_))
    ));
    // What cannot be read is not damaged.
    let path = folder.path().join("sc").join(manifest::NAME);
    std::fs::remove_file(&path).unwrap();
    std::fs::create_dir(&path).unwrap();
    let error = libraries.open("sc").unwrap_err();
    assert!(matches!(error, LibraryError::Io { .. }), "{error}");
}

#[test]
fn names_are_those_of_folders() {
    let libraries = Libraries::at("/nowhere");
    for name in [
        "",
        ".",
        "..",
        "a/b",
        "-x",
        ".x",
        "precedents",
        "versions",
        "a b",
    ] {
        assert!(
            matches!(libraries.write(name), Err(LibraryError::Name(_))),
            "{name}"
        );
    }
    assert!(is_name("unsc-2020.v1") && is_name("决议"));
}

#[test]
fn roll_calls_are_read_however_they_are_spelt_and_the_fullest_stays() {
    let fullest = "{\"symbol\":\"A/1\",\"MS_in_favour\":[\"DENMARK\",\"FRANCE\"],\"MS_abstaining\":[\"CHINA\"]}\n";
    let poorer = "{\"symbol\":\"A/1\",\"votes\":{\"inFavour\":[\"DNK\"],\"abstaining\":[\"CHN\"],\"remarks\":[\"FRA\"]}}\n";
    let spelt = "{\"symbol\":\"A/2\",\"votes\":{\"In favor\":[\"DNK\"],\"against\":[\"FRA\"],\"not_voting\":[\"GBR\"],\"USA\":\"A\"}}\n";
    for text in [
        format!("{fullest}{poorer}{spelt}"),
        format!("{poorer}{spelt}{fullest}"),
    ] {
        let mut known = Facts::new();
        let no_votes = facts(text.as_bytes(), &mut known).unwrap();
        assert_eq!(no_votes.into_iter().collect::<Vec<_>>(), ["remarks"]);
        let votes = |symbol: &str| -> Vec<String> {
            let all = known[symbol].votes.iter();
            all.map(|(name, vote)| format!("{name} {vote:?}")).collect()
        };
        assert_eq!(
            votes("A/1"),
            ["DENMARK Yes", "FRANCE Yes", "CHINA Abstained"],
            "{text}"
        );
        let mut spelt = votes("A/2");
        spelt.sort();
        assert_eq!(spelt, ["DNK Yes", "FRA No", "GBR Absent", "USA Abstained"]);
    }
}

#[test]
fn labels_are_read_without_the_marks_behind_them() {
    for (num, label) in [
        ("10.", "10"),
        ("10 -", "10"),
        ("- 10", "10"),
        ("5. (b)", "5 (b)"),
        ("5 - (ب)", "5 (ب)"),
        ("4 bis", "4 bis"),
        ("(a)", "(a)"),
        (".", "¶1"),
    ] {
        let line = format!("{{\"symbol\":\"A/1\",\"num\":\"{num}\",\"text\":\"Decides to go;\"}}");
        let mut builder = Builder::new();
        read_lines(
            line.as_bytes(),
            "f",
            "/f",
            &Facts::new(),
            &mut builder,
            |_| {},
        )
        .unwrap();
        let mut library = Library::new();
        library.add("x", Arc::new(builder.build()));
        assert_eq!(&*library.entry(0).unwrap().paragraph, label, "{num}");
    }
}

#[test]
fn lines_say_everything_of_a_document() {
    let text = concat!(
        "{\"symbol\":\"A/1\",\"lang\":\"en\",\"date\":\"2010-01-02\",\"num\":\"4 bis\",\"role\":\"operative\",\"verb\":\"decides\",\"text\":\"Decides to go;\",\"other\":1}\n",
        "\u{feff}\n",
        "not json\n",
        "{\"symbol\":\"A/1\",\"lang\":\"en\",\"n\":9,\"part\":\"preamble\",\"lead\":\"Recalling\",\"text\":\"Recalling that,\"}\n",
        "{\"symbol\":\"A/1\",\"lang\":\"fr\",\"text\":\"Décide de partir ;\"}\n",
        "{\"symbol\":\"A/1\",\"votes\":{\"yes\":[\"KAZ\"],\"abstain\":[\"IRN\"]},\"sponsors\":[\"UZB\"],\"title\":\"On going\"}\n",
        "{\"text\":\"Без символа\"}\n",
    );
    let mut known = Facts::new();
    facts(text.as_bytes(), &mut known).unwrap();
    let mut builder = Builder::new();
    let lines = read_lines(
        text.as_bytes(),
        "file",
        "/file.jsonl",
        &known,
        &mut builder,
        |_| {},
    )
    .unwrap();
    assert_eq!((lines.paragraphs, lines.bad), (4, 1));
    assert_eq!(lines.first_bad.unwrap().0, 3);
    let mut library = Library::new();
    library.add("x", Arc::new(builder.build()));
    let first = library.entry(0).unwrap();
    assert_eq!(
        (&*first.paragraph, first.role.word(), first.verb.as_deref()),
        ("4 bis", "operative", Some("decides"))
    );
    assert_eq!(first.record.title.as_deref(), Some("On going"));
    assert_eq!(first.record.source.as_deref(), Some("/file.jsonl"));
    let accepted = |said| Party::new(said, "").accepted(&first.record).is_some();
    assert!(["KAZ", "uzb"].map(accepted) == [true, true] && !accepted("IRN"));
    let second = library.entry(1).unwrap();
    assert_eq!(
        (&*second.paragraph, second.role.word()),
        ("¶9", "preambular")
    );
    assert_eq!(library.entry(2).unwrap().record.language, Language::FRENCH);
    let last = library.entry(3).unwrap();
    assert_eq!(
        (&*last.record.symbol, last.record.language),
        ("file", Language::RUSSIAN)
    );
}
