//! From bytes to text: which format, and whether it is text at all.

use super::block::advice;
use super::{ConvertError, Format, LARGEST};
use crate::model::Finding;

/// Formats that are known by their first bytes, and what to do with them.
const MAGIC: [(&[u8], &str, &str); 6] = [
    (
        b"%PDF",
        "PDF files",
        "run `pdftotext -layout file.pdf` and import the text that it writes",
    ),
    (ARCHIVED, WORD, "save it as .docx and import that"),
    (b"\xd0\xcf\x11\xe0", WORD, WORD_ADVICE),
    (
        b"{\\rtf",
        "RTF files",
        "save it as plain text or Markdown and import that",
    ),
    (b"\xff\xfe", UTF16, UTF16_ADVICE),
    (b"\xfe\xff", UTF16, UTF16_ADVICE),
];
/// How an archive begins; a Word file is one.
const ARCHIVED: &[u8] = b"PK\x03\x04";
const WORD: &str = "old Word files";
const WORD_ADVICE: &str = "save it as .docx, plain text or Markdown, and import that";
const UTF16: &str = "UTF-16 files";
const UTF16_ADVICE: &str = "save it as UTF-8 text and import that";
const ARCHIVE: &str = "archives";

/// The format of a file: by what cannot be text, then by the ending of its name, then by its content.
///
/// # Errors
/// When it is a known format that is not read; the message says what to do instead.
pub fn guess(name: &str, bytes: &[u8]) -> Result<Format, ConvertError> {
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase())
        .unwrap_or_default();
    if let Some((magic, what, advice)) = MAGIC.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        let (what, advice) = match (*what, ending.as_str()) {
            (WORD, "docx" | "docm" | "dotx" | "") if *magic == ARCHIVED => return Ok(Format::Word),
            (WORD, "zip" | "epub" | "jar") => (ARCHIVE, "unpack it and import a file of it"),
            (WORD, "odt") => ("OpenDocument files", WORD_ADVICE),
            (WORD, "xlsx" | "xls" | "pptx" | "ppt" | "ods") => {
                ("spreadsheets and slides", "export the text of it")
            }
            found => (found.0, *advice),
        };
        return Err(ConvertError::NotRead { what, advice });
    }
    match ending.as_str() {
        "txt" | "text" => Ok(Format::Text),
        "md" | "markdown" | "mkd" | "mdown" => Ok(Format::Markdown),
        "yaml" | "yml" => Ok(Format::Yaml),
        "docx" | "docm" | "dotx" => Ok(Format::Word),
        "doc" => Err(ConvertError::NotRead {
            what: WORD,
            advice: WORD_ADVICE,
        }),
        "xml" | "akn" => Ok(Format::Akoma),
        "html" | "htm" | "xhtml" => Err(ConvertError::NotRead {
            what: "HTML pages",
            advice: "save the page as text or convert it to Markdown, and import that",
        }),
        _ if is_xml(bytes) => Ok(Format::Akoma),
        _ => Ok(by_content(bytes)),
    }
}

/// Whether a file without a telling name begins as XML does.
fn is_xml(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = bytes.trim_ascii_start();
    start.starts_with(b"<?xml") || start.starts_with(b"<akomaNtoso")
}

/// The format that the first lines look like; plain text when nothing speaks for another.
fn by_content(bytes: &[u8]) -> Format {
    let head = bytes.get(..bytes.len().min(16 * 1024)).unwrap_or_default();
    let head = String::from_utf8_lossy(head);
    if is_yaml(&head) {
        return Format::Yaml;
    }
    let mut signs = 0_usize;
    for line in head.lines() {
        let line = line.trim_start_matches('\u{feff}').trim_end();
        let hashes = line.bytes().take_while(|b| *b == b'#').count();
        let heading = (1..=6).contains(&hashes) && line.as_bytes().get(hashes) == Some(&b' ');
        if heading || line.starts_with("```") {
            return Format::Markdown;
        }
        let lead = line.trim_start_matches(|c: char| c.is_ascii_digit() || ". ".contains(c));
        let stressed = ["**", "*", "_"].iter().any(|mark| {
            lead.strip_prefix(mark)
                .is_some_and(|rest| rest.starts_with(char::is_alphabetic) && rest.contains(mark))
        });
        signs += usize::from(stressed || line.starts_with("[^") || line.contains("]("));
    }
    if signs >= 2 {
        Format::Markdown
    } else {
        Format::Text
    }
}

/// Whether a text is a document of ours: a key of it at the margin, with something beneath that belongs to it, and before
/// it nothing but what YAML has there. Comments are no headings of Markdown, and `---` no line across the page.
fn is_yaml(head: &str) -> bool {
    let head = head.trim_start_matches('\u{feff}');
    let mut lines = head.lines();
    while let Some(line) = lines.next() {
        let comment = line.find(" #").and_then(|at| line.get(..at));
        let line = comment.unwrap_or(line).trim_end();
        if line == "document:" || line == "paragraphs:" {
            let is_said = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
            let beneath = lines.find(is_said);
            return beneath.is_none_or(|line| line.starts_with([' ', '-']));
        }
        let is_key = || {
            let key = line.split_once(':').map_or("", |(key, _)| key);
            !key.is_empty()
                && key
                    .chars()
                    .all(|c| c.is_alphanumeric() || "_-\"'".contains(c))
        };
        let belongs = line.trim().is_empty()
            || line.starts_with(['#', '%', ' '])
            || line == "---"
            || line.starts_with("- ")
            || is_key();
        if !belongs {
            return false;
        }
    }
    false
}

/// The bytes as text, without byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<&str, ConvertError> {
    if bytes.len() > LARGEST {
        return Err(ConvertError::TooLarge { size: bytes.len() });
    }
    let line_at = |at: usize| 1 + bytes.iter().take(at).filter(|byte| **byte == b'\n').count();
    if let Some((_, what, advice)) = MAGIC
        .iter()
        .find(|(magic, what, _)| *what == UTF16 && bytes.starts_with(magic))
    {
        return Err(ConvertError::NotRead { what, advice });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| ConvertError::NotUtf8 {
        line: line_at(error.valid_up_to()),
    })?;
    if let Some(at) = text.find('\0') {
        return Err(ConvertError::Nul { line: line_at(at) });
    }
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// Whether any byte is one that is looked for. Takes many at a time, for mostly there is none.
pub(super) fn holds(bytes: &[u8], wanted: impl Fn(&u8) -> bool) -> bool {
    let in_part = |part: &[u8]| part.iter().fold(false, |found, byte| found | wanted(byte));
    bytes.chunks(1024).any(in_part)
}

/// How many bytes are looked at together for odd ones.
const PART: usize = 64;

/// Characters that no paragraph keeps: how many there are.
pub(super) fn oddities(text: &str) -> Vec<Finding> {
    let dropped = |c: &char| {
        (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}'))
            || matches!(c, '\u{feff}' | '\u{202a}'..='\u{202e}')
    };
    let mut findings = Vec::new();
    // What is looked for begins with one of these bytes; the letters of the six languages do not.
    let odd = |byte: &u8| matches!(byte, 0..=8 | 0xe..=0x1f | 0x7f | 0xc2 | 0xe2 | 0xef);
    if !holds(text.as_bytes(), odd) {
        return findings;
    }
    let (mut count, mut replaced) = (0, 0);
    let parts = text.as_bytes().chunks(PART).enumerate();
    let places = parts
        .filter(|(_, part)| holds(part, odd))
        .flat_map(|(at, part)| (at * PART..).zip(part))
        .filter(|(_, byte)| odd(byte));
    for c in places.filter_map(|(at, _)| text.get(at..)?.chars().next()) {
        count += usize::from(dropped(&c));
        replaced += usize::from(c == '\u{fffd}');
    }
    if count > 0 {
        findings.push(advice(
            None,
            format!("{count} control characters and direction overrides were dropped"),
        ));
    }
    if replaced > 0 {
        findings.push(super::block::warning(
            None,
            format!(
                "{replaced} characters were already lost before the import (they read “\u{fffd}”)"
            ),
        ));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_apart_by_bytes_then_name_then_content() {
        for (name, bytes, expected) in [
            ("a.txt", &b"# A heading"[..], Some(Format::Text)),
            ("a.MD", b"plain", Some(Format::Markdown)),
            ("en.yml", b"", Some(Format::Yaml)),
            ("draft", b"document:\n  language: en\n", Some(Format::Yaml)),
            ("draft", b"\xef\xbb\xbf## Title\n", Some(Format::Markdown)),
            (
                "draft",
                b"1. *Decides* x\n\n2. *Urges* y\n",
                Some(Format::Markdown),
            ),
            ("draft", b"1. Decides\n\n* one\n* two\n", Some(Format::Text)),
            ("draft", b"", Some(Format::Text)),
            ("a.docx", b"", Some(Format::Word)),
            ("a.DOCX", b"PK\x03\x04", Some(Format::Word)),
            ("a", b"PK\x03\x04", Some(Format::Word)),
            ("a.xlsx", b"PK\x03\x04", None),
            ("a.doc", b"\xd0\xcf\x11\xe0", None),
            ("a.txt", b"%PDF-1.7", None),
            ("a.txt", b"\xff\xfea\0", None),
            ("a.html", b"<p>", None),
            ("a.xml", b"<akomaNtoso/>", Some(Format::Akoma)),
            ("a", b"\n<?xml version=\"1.0\"?>", Some(Format::Akoma)),
        ] {
            assert_eq!(guess(name, bytes).ok(), expected, "{name}");
        }
    }

    #[test]
    fn refusals_say_what_to_do() {
        for (name, bytes, part) in [
            ("a.pdf", &b"%PDF-1.7"[..], "pdftotext -layout"),
            (
                "a.doc",
                b"\xd0\xcf\x11\xe0",
                "old Word files are not read: save it as .docx",
            ),
            ("a.zip", b"PK\x03\x04", "unpack"),
            ("a.txt", b"\xfe\xff\0a", "UTF-8"),
        ] {
            let message = guess(name, bytes).unwrap_err().to_string();
            assert!(message.contains(part), "{message}");
        }
    }

    #[test]
    fn only_text_is_decoded() {
        assert_eq!(decode(b"\xef\xbb\xbfa").unwrap(), "a");
        assert_eq!(decode(b"a\nb\xff"), Err(ConvertError::NotUtf8 { line: 2 }));
        assert_eq!(decode(b"a\n\nb\0"), Err(ConvertError::Nul { line: 3 }));
        assert!(matches!(
            decode(b"\xff\xfea\0"),
            Err(ConvertError::NotRead { .. })
        ));
    }
}
