use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::super::tests::{bytes_of, read_as, sketch};
use super::super::{ConvertError, Format, Imported, Options, import};
use crate::model::Id;
use crate::text::samples::cases;
use proptest::prelude::*;

/// A Word file of these parts.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, words) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(words.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const RELATIONS: &str = r#"<Relationships>
<Relationship Id="1" Type="http://x/styles" Target="styles.xml"/>
<Relationship Id="2" Type="http://x/numbering" Target="/word/numbering.xml"/>
<Relationship Id="3" Type="http://x/footnotes" Target="./footnotes.xml"/>
<Relationship Id="4" Type="http://x/comments" Target="comments.xml"/>
<Relationship Id="5" Type="http://x/hyperlink" Target="https://example.org/" TargetMode="External"/>
</Relationships>"#;

const STYLES: &str = r#"<w:styles xmlns:w="w">
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="H1G"><w:name w:val="_ H_1_G"/><w:basedOn w:val="Normal"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Kop"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Op"><w:name w:val="Operative"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Verb"><w:name w:val="Verb"/><w:rPr><w:i/></w:rPr></w:style>
</w:styles>"#;

const NUMBERING: &str = r#"<w:numbering xmlns:w="w">
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%3)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
</w:numbering>"#;

const FOOTNOTES: &str = r#"<w:footnotes xmlns:w="w">
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> See A/1.</w:t></w:r></w:p></w:footnote>
</w:footnotes>"#;

const COMMENTS: &str = r#"<w:comments xmlns:w="w"><w:comment w:id="5" w:author="EU"><w:p><w:r><w:t>Needs time.</w:t></w:r></w:p></w:comment></w:comments>"#;

/// A paragraph with these properties and runs.
fn p(properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>")
}

fn r(words: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

fn numbered(number: u32, level: u32, words: &str) -> String {
    let properties =
        format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{number}\"/></w:numPr>");
    p(&properties, &r(words))
}

fn document(body: &str) -> Vec<u8> {
    let main = format!(
        "<w:document xmlns:w=\"w\" xmlns:mc=\"mc\"><w:body>{body}<w:sectPr/></w:body></w:document>"
    );
    package(&[
        (
            "_rels/.rels",
            "<Relationships><Relationship Type=\"http://x/officeDocument\" Target=\"/word/main.xml\"/></Relationships>",
        ),
        ("word/main.xml", &main),
        ("word/_rels/main.xml.rels", RELATIONS),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
        ("word/footnotes.xml", FOOTNOTES),
        ("word/comments.xml", COMMENTS),
    ])
}

fn read(body: &str) -> Imported {
    read_as(Format::Word, &document(body), None)
}

fn refused(bytes: &[u8]) -> ConvertError {
    let mut ids = || Id::from_random(1);
    let options = Options {
        language: None,
        profile: None,
        ids: &mut ids,
    };
    import(Format::Word, bytes, options).unwrap_err()
}

#[test]
fn numbers_headings_and_verbs_are_as_word_shows_them() {
    let verb = "<w:r><w:rPr><w:rStyle w:val=\"Verb\"/></w:rPr><w:t>Urges</w:t></w:r>";
    let body = [
        p("<w:pStyle w:val=\"H1G\"/>", &r("Ports")),
        p("<w:pStyle w:val=\"Op\"/>", &(verb.to_owned() + &r(" all States to keep ports open:"))),
        numbered(1, 1, "those on rivers;"),
        numbered(1, 2, "great rivers;"),
        numbered(1, 2, "small ones;"),
        numbered(1, 1, "those on lakes;"),
        p("<w:pStyle w:val=\"Op\"/>", &(verb.to_owned() + &r(" them to report on it every year;"))),
        numbered(1, 1, "in writing;"),
        numbered(3, 0, "Starts anew at seven, as it was told to;"),
        numbered(2, 0, "a bullet"),
        p("<w:pStyle w:val=\"Kop\"/>", &r("Means")),
        p("<w:pStyle w:val=\"Op\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>", &r("A paragraph without the number of its style, long enough to be no heading of its own at all.")),
    ]
    .concat();
    let expected = "\
heading:2 | Ports
paragraph 1 | *Urges* all States to keep ports open:
item:1 (a) | those on rivers;
item:2 (i) | great rivers;
item:2 (ii) | small ones;
item:1 (b) | those on lakes;
paragraph 2 | *Urges* them to report on it every year;
item:1 (a) | in writing;
paragraph 7 | Starts anew at seven, as it was told to;
item:1 | a bullet
heading:2 | Means
paragraph | A paragraph without the number of its style, long enough to be no heading of its own at all.
";
    assert_eq!(sketch(&read(&body)), expected);
}

#[test]
fn tracked_changes_count_as_accepted_and_are_said() {
    let ins = |words: &str| format!("<w:ins w:author=\"EU\">{}</w:ins>", r(words));
    let del = |words: &str| {
        format!("<w:del w:author=\"G77\"><w:r><w:delText>{words}</w:delText></w:r></w:del>")
    };
    let body = [
        p(
            "",
            &(r("The States ") + &del("shall") + &ins("should") + &r(" report.")),
        ),
        // A deleted mark joins two paragraphs; one that is wholly gone leaves nothing.
        p(
            "<w:rPr><w:del w:author=\"G77\"/></w:rPr>",
            &r("One sentence ends here. "),
        ),
        p("", &r("Another follows it.")),
        p("<w:rPr><w:del w:author=\"G77\"/></w:rPr>", &del("Gone.")),
        p("", &r("What stands behind it stays.")),
    ]
    .concat();
    let read = read(&body);
    let words: Vec<&str> = read.document.paragraphs.iter().map(|p| p.text()).collect();
    assert_eq!(
        words,
        [
            "The States should report.",
            "One sentence ends here. Another follows it.",
            "What stands behind it stays."
        ]
    );
    let said = read.findings.iter().find(|f| f.message.contains("tracked"));
    let said = said.map(|finding| &*finding.message);
    assert_eq!(
        said,
        Some("tracked changes were read as if all were accepted: 1 of EU, 4 of G77")
    );
}

#[test]
fn footnotes_comments_tables_and_odd_signs_are_kept() {
    let run = |inside: &str| format!("<w:r>{inside}</w:r>");
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", p("", &r(words)));
    let row = |a: &str, b: &str| format!("<w:tr>{}{}</w:tr>", cell(a), cell(b));
    let body = [
        p("", &(r("Recalling the plan") + &run("<w:footnoteReference w:id=\"2\"/>") + &r(" of the Secretary") + &run("<w:noBreakHyphen/><w:t>General</w:t>") + &run("<w:commentReference w:id=\"5\"/>") + &r(","))),
        format!("<w:tbl>{}{}{}</w:tbl>", row("Port", "Ships"), row("North", "12"), row("South", "9")),
        p("", &(run("<w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t>") + &run("<w:drawing><w:pic/></w:drawing>") + &r("See the picture on the page before, which shows both ports."))),
        p("", "<mc:AlternateContent><mc:Choice><w:r><w:t>Once</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>Twice</w:t></w:r></mc:Fallback></mc:AlternateContent>"),
    ]
    .concat();
    let read = read(&body);
    let words: Vec<&str> = read.document.paragraphs.iter().map(|p| p.text()).collect();
    assert_eq!(
        words,
        [
            "Recalling the plan¹ of the Secretary\u{2011}General,",
            "¹ See A/1.",
            "Port | Ships",
            "North | 12",
            "South | 9",
            "See the picture on the page before, which shows both ports.",
            "Once",
        ]
    );
    let first = read.document.paragraphs.first().unwrap();
    assert_eq!(first.note.as_deref(), Some("EU: Needs time."));
    for said in ["pictures, charts", "runs of hidden", "tables of which"] {
        assert!(
            read.findings
                .iter()
                .any(|f| f.message.starts_with(said) && f.message.ends_with(": 1")),
            "{said}"
        );
    }
}

#[test]
fn what_is_no_word_file_or_would_hurt_is_refused_in_words() {
    let main = "<w:document><w:body/></w:document>";
    let bomb = format!("<w:document>{}</w:document>", " ".repeat(40 * 1024 * 1024));
    let many: Vec<(String, &str)> = (0..1_200).map(|n| (format!("{n}.xml"), "")).collect();
    let many: Vec<(&str, &str)> = many
        .iter()
        .map(|(name, words)| (name.as_str(), *words))
        .collect();
    for (bytes, said) in [
        (b"PK\x03\x04 and no more".to_vec(), "archive is damaged"),
        (package(&[("other.txt", "")]), "no Word document"),
        (
            package(&[("word/document.xml", "<w:document>")]),
            "never closed",
        ),
        (
            package(&[("word/document.xml", "<!DOCTYPE a><a/>")]),
            "document type",
        ),
        (
            package(&[("word/document.xml", "<html/>")]),
            "holds no text",
        ),
        (package(&[("word/document.xml", &bomb)]), "grows beyond"),
        (package(&many), "1200 files"),
    ] {
        let error = refused(&bytes).to_string();
        assert!(error.contains(said), "{said}: {error}");
    }
    let mut cut = package(&[("word/document.xml", main)]);
    cut.truncate(cut.len() - 30);
    assert!(!refused(&cut).to_string().is_empty());
}

/// Files with tracked changes, against what another program made of each when all were accepted.
#[test]
fn changes_of_others_are_accepted_as_others_accept_them() {
    let folder = "docx-tracked/openxmlpowertools";
    for name in [
        "RP002-Deleted-Text",
        "RP003-Inserted-Text",
        "RP005-Deleted-Paragraph-Mark",
        "RP006-Inserted-Paragraph-Mark",
        "RP009-Deleted-Table-Row",
        "RP010-Inserted-Table-Row",
    ] {
        let Some(tracked) = bytes_of(&format!("{folder}/{name}.docx")) else {
            return;
        };
        let accepted = bytes_of(&format!("{folder}/{name}-Accepted.docx")).unwrap();
        let ours = sketch(&read_as(Format::Word, &tracked, None));
        assert_eq!(
            ours,
            sketch(&read_as(Format::Word, &accepted, None)),
            "{name}"
        );
        assert!(!ours.is_empty(), "{name}");
    }
}

/// Official documents: their paragraphs have the numbers they are cited by.
#[test]
fn documents_of_the_united_nations_are_read_with_their_numbers() {
    let Some(decisions) = bytes_of("docx-un/FCCC_PA_CMA_2021_10_Add.3.docx") else {
        return;
    };
    let read = read_as(Format::Word, &decisions, None);
    let notes = read.document.paragraphs.iter();
    let notes = notes.filter(|p| p.role == crate::model::Role::Note).count();
    assert!(notes >= 84, "{notes}");
    let labels = read
        .document
        .paragraphs
        .iter()
        .filter(|p| p.label.is_some());
    assert!(labels.count() > 500);
}

proptest! {
    #![proptest_config(cases())]

    /// Whatever happened to a file on its way, it is read or refused in words.
    #[test]
    fn a_file_with_bytes_changed_never_brings_the_program_down(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let body = p("", &r("The States shall report.")) + &numbered(1, 1, "on rivers;");
        let mut bytes = document(&body);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let mut ids = || Id::from_random(1);
        let options = Options {
            language: None,
            profile: None,
            ids: &mut ids,
        };
        if let Err(error) = import(Format::Word, &bytes, options) {
            prop_assert!(!error.to_string().is_empty());
        }
    }
}
