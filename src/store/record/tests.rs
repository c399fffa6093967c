use super::*;

fn record(lines: u64) -> Vec<u8> {
    let (mut bytes, mut prev) = (Vec::new(), String::from_utf8_lossy(&START).into_owned());
    for seq in 1..=lines {
        let entry = Entry {
            at: "2010-06-23T15:04:05+05:00".to_owned(),
            actor: "Секретарь \"one\"".to_owned(),
            access: "secretariat".to_owned(),
            act: "edit".to_owned(),
            title: format!("edit {seq},\"touches\":"),
            paragraph: Some("aaaa0001".to_owned()),
            delegation: None,
            digest: Some(Digest::of("words")),
            files: vec![("draft/en.yaml".to_owned(), Some(Digest::of("file")))],
            touches: "[]".to_owned(),
        };
        let (line, hash) = entry.line(seq, &prev);
        assert_eq!(Last::read(line.trim_end()).unwrap().touches, "[]");
        bytes.extend(line.into_bytes());
        prev = hash.to_string();
    }
    bytes
}

fn follow(bytes: &[u8]) -> Chain {
    let mut chain = Chain::start();
    check(&mut chain, bytes, |_| ());
    chain
}

#[test]
fn every_prefix_gives_its_whole_lines() {
    let bytes = record(30);
    for cut in 0..=bytes.len() {
        let chain = follow(&bytes[..cut]);
        let whole = bytes[..cut].split(|b| *b == b'\n').count() - 1;
        assert_eq!(chain.seq as usize, whole, "{cut}");
        let torn = cut > 0 && bytes[cut - 1] != b'\n';
        assert_eq!(chain.end, torn.then_some(End::Torn), "{cut}");
    }
}

#[test]
fn every_flipped_bit_is_noticed_and_what_is_before_it_stands() {
    let mut bytes = record(30);
    for at in 0..bytes.len() {
        let before = bytes[..at].split(|b| *b == b'\n').count() - 1;
        for bit in 0..8 {
            bytes[at] ^= 1 << bit;
            let chain = follow(&bytes);
            assert!(chain.end.is_some(), "byte {at}, bit {bit}");
            assert_eq!(chain.seq as usize, before, "byte {at}, bit {bit}");
            bytes[at] ^= 1 << bit;
        }
    }
}

#[test]
fn lines_put_in_taken_out_or_swapped_are_noticed() {
    let bytes = record(30);
    let lines: Vec<&[u8]> = bytes.split_inclusive(|b| *b == b'\n').collect();
    for at in 0..29 {
        let mut bent = [lines.clone(), lines.clone(), lines.clone()];
        bent[0].insert(at + 1, lines[at]);
        bent[1].remove(at);
        bent[2].swap(at, at + 1);
        for (bent, good) in bent.into_iter().zip([at + 1, at, at]) {
            let chain = follow(&bent.concat());
            assert_eq!((chain.end, chain.seq as usize), (Some(End::Bad), good));
        }
    }
}

#[test]
fn a_record_is_read_light_and_in_the_order_of_time() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("aaaaaaaa.jsonl"), record(3)).unwrap();
    let mut bad = record(3);
    let at = bad.len() - 200;
    bad[at] ^= 1;
    std::fs::write(dir.path().join("bbbbbbbb.jsonl"), bad).unwrap();
    let (events, findings) = read_all(dir.path());
    let order: Vec<(&str, u64)> = events.iter().map(|e| (e.replica.as_str(), e.seq)).collect();
    assert_eq!(
        order,
        [
            ("aaaaaaaa", 1),
            ("aaaaaaaa", 2),
            ("aaaaaaaa", 3),
            ("bbbbbbbb", 1),
            ("bbbbbbbb", 2)
        ]
    );
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].place(), "record/bbbbbbbb.jsonl:3");
}
