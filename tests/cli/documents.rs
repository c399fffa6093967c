//! Word files and Akoma Ntoso where a document is asked for.

use std::fs::File;
use std::io::Write;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::scene::Scene;

/// A Word file with these paragraphs, as they stand in XML.
fn word(scene: &Scene, name: &str, paragraphs: &[&str]) {
    let mut writer = ZipWriter::new(File::create(scene.here().join(name)).unwrap());
    let body = paragraphs.join("</w:p><w:p>");
    let body = format!("<w:document xmlns:w=\"w\"><w:body><w:p>{body}</w:p></w:body></w:document>");
    writer
        .start_file("word/document.xml", SimpleFileOptions::default())
        .unwrap();
    writer.write_all(body.as_bytes()).unwrap();
    writer.finish().unwrap();
}

const FIRST: &str =
    "<w:r><w:t>1. Calls upon all States to keep their harbours open to every ship;</w:t></w:r>";
const CHANGED: &str = "<w:r><w:t xml:space=\"preserve\">1. Calls upon all States to keep their </w:t></w:r>\
    <w:del w:author=\"G77\"><w:r><w:delText>harbours</w:delText></w:r></w:del>\
    <w:ins w:author=\"G77\"><w:r><w:t>ports and piers</w:t></w:r></w:ins>\
    <w:r><w:t xml:space=\"preserve\"> open to every ship;</w:t></w:r>";
const SECOND: &str =
    "<w:r><w:t>2. Requests the Secretary-General to report on it every year.</w:t></w:r>";

const ADOPTED: &str = r#"<akomaNtoso><statement><meta>
<identification><FRBRWork><FRBRdate date="2031-05-02" name="adoption"/></FRBRWork>
<FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification>
<analysis><parliamentary><voting>
<count refersTo="inFavour"><voters><organization>PERU</organization></voters></count>
<count refersTo="abstaining"><voters><organization>CHINA</organization></voters></count>
</voting></parliamentary></analysis></meta>
<coverPage><p><docNumber>S/RES/9901 (2031)</docNumber></p></coverPage>
<preamble><formula><p><span class="italic">The Security Council</span>,</p></formula></preamble>
<mainBody><paragraph><num>1.</num><content><p><span class="italic">Decides</span> to keep the harbour mission for another year;</p></content></paragraph></mainBody>
</statement></akomaNtoso>"#;

#[test]
fn two_word_files_are_compared_with_their_changes_accepted() {
    let scene = Scene::empty();
    word(&scene, "old.docx", &[FIRST, SECOND]);
    word(&scene, "new.docx", &[CHANGED, SECOND]);
    let said = scene.run("diff old.docx new.docx --only changed");
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(
        said.out
            .contains("their [-harbours-]{+ports and piers+} open"),
        "{}",
        said.out
    );
}

#[test]
fn nothing_is_merged_into_a_word_file() {
    let scene = Scene::empty();
    word(&scene, "old.docx", &[FIRST, SECOND]);
    word(&scene, "ours.docx", &[CHANGED, SECOND]);
    word(
        &scene,
        "theirs.docx",
        &[
            FIRST,
            "<w:r><w:t>2. Requests the Secretary-General to report on it.</w:t></w:r>",
        ],
    );
    let before = std::fs::read(scene.here().join("ours.docx")).unwrap();
    for refused in ["-o ours.docx", "-o other.docx"] {
        let said = scene.run(&format!("merge old.docx ours.docx theirs.docx {refused}"));
        assert!(
            said.code > 1 && said.err.contains("-o merged.md"),
            "{} {}",
            said.code,
            said.err
        );
    }
    assert_eq!(
        std::fs::read(scene.here().join("ours.docx")).unwrap(),
        before
    );
    assert!(!scene.here().join("other.docx").exists());
    let said = scene.run("merge old.docx ours.docx theirs.docx -o merged.md");
    assert_eq!(said.code, 0, "{}", said.err);
    let merged = std::fs::read_to_string(scene.here().join("merged.md")).unwrap();
    assert!(
        merged.contains("ports and piers") && merged.contains("report on it."),
        "{merged}"
    );
}

#[test]
fn a_library_of_published_documents_knows_who_accepted_them() {
    let scene = Scene::begun();
    scene.write("adopted.xml", ADOPTED);
    word(&scene, "A_81_7.docx", &[FIRST, SECOND]);
    let added = scene.json("library add un adopted.xml A_81_7.docx");
    assert_eq!(
        (&added["documents"], &added["paragraphs"]),
        (&2.into(), &4.into())
    );
    let hits = |line: &str| scene.json(line)["hits"].as_array().map_or(0, Vec::len);
    assert_eq!(hits("search '\"harbour mission\"' --library un"), 1);
    assert_eq!(
        hits("search '\"harbour mission\"' --library un --accepted-by Peru"),
        1
    );
    assert_eq!(
        hits("search '\"harbour mission\"' --library un --accepted-by China"),
        0
    );
    assert_eq!(hits("search '\"every ship\"' --library un"), 1);
    let exact = scene.run("verify 'S/RES/9901 (2031)¶1' --text 'Decides to keep the harbour mission for another year' --library un");
    assert_eq!(exact.code, 0, "{}{}", exact.out, exact.err);
}

#[test]
fn a_damaged_word_file_is_said_and_nothing_is_written() {
    let scene = Scene::begun();
    scene.write("bad.docx", "PK\u{3}\u{4} no archive");
    let said = scene.run("import bad.docx --as precedent");
    assert!(
        said.code > 1 && said.err.contains("bad.docx") && said.err.contains("damaged"),
        "{}",
        said.err
    );
}
