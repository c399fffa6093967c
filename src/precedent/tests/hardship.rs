//! What an index must bear: bytes that are bent wherever they lie, and searches that are stopped at any moment.

use std::cell::Cell;

use super::*;

/// An index of documents in six languages that has every part.
fn bytes() -> Vec<u8> {
    let full = std::env::var_os("RAPPORTEUR_TEST_FULL").is_some();
    let mut builder = Builder::new();
    for turn in 0..if full { 200 } else { 15 } {
        for (at, (language, text)) in TEXTS.iter().enumerate() {
            let record = Record {
                date: Some(format!("{}-01-01", 1946 + (turn + at) % 80).into()),
                votes: vec![("KAZ".into(), Vote::Yes)],
                ..Record::new(&format!("A/{turn}/{at}"), language.parse().unwrap())
            };
            let texts = [(*text).to_owned(), format!("{text} {turn} {}", turn * at)];
            let lines = texts.iter().zip(1..).map(|(text, place)| Line {
                text,
                label: (place == 2).then_some("2 bis"),
                place,
                role: Role::Operative,
                verb: Some("decides"),
            });
            builder.add(record, lines);
        }
    }
    let mut bytes = Vec::new();
    builder.finish(&mut bytes).unwrap();
    bytes
}

/// Where each part begins and ends, by the table in the head.
fn parts(bytes: &[u8]) -> Vec<Range<usize>> {
    let number = |at: usize| {
        let eight = bytes[8 + at * 8..].first_chunk::<8>().unwrap();
        usize::try_from(u64::from_le_bytes(*eight)).unwrap()
    };
    let parts = (0..number(3)).map(|part| (number(4 + part * 2), number(5 + part * 2)));
    parts.map(|(start, length)| start..start + length).collect()
}

fn shelf(segment: Segment) -> Library {
    let mut library = Library::new();
    library.add("x", Arc::new(segment));
    library
}

/// A little of everything that a library can be asked.
#[expect(clippy::type_complexity)]
fn answers(library: &Library) -> (Vec<Hit>, Vec<Hit>, Trace, Vec<Option<Entry>>, Vec<usize>) {
    (
        library.search(&Query::new("nucler weapons regional security zo")),
        library.search(&Query::new("\"de la\" -armas year:2000- 核武 оружия")),
        library.trace(TEXTS[1].1),
        (0..library.len())
            .step_by(37)
            .map(|entry| library.entry(entry))
            .collect(),
        library
            .documents_named("A/3/4", None)
            .into_iter()
            .flatten()
            .collect(),
    )
}

#[test]
fn a_bit_bent_in_any_part_is_noticed() {
    let sound = bytes();
    let open = |bytes: Vec<u8>| Segment::open(Arc::new(bytes));
    let expected = answers(&shelf(open(sound.clone()).unwrap()));
    let parts = parts(&sound);
    assert!(
        parts.iter().all(|part| !part.is_empty()),
        "a part has no bytes"
    );
    for (number, part) in parts.iter().enumerate() {
        for at in [part.start, part.start + part.len() / 2, part.end - 1] {
            for bit in [0, 7] {
                let mut bent = sound.clone();
                bent[at] ^= 1 << bit;
                let Ok(segment) = open(bent.clone()) else {
                    continue;
                };
                let library = shelf(segment);
                let found = answers(&library);
                if library.damaged().is_none() {
                    assert_eq!(found, expected, "part {number}, byte {at}");
                }
                // Whoever reads everything meets it.
                let checked = open(bent).map_or_else(Err, |segment| segment.check());
                assert_eq!(checked, Err(Damage::Bytes), "part {number}, byte {at}");
            }
        }
        // A file that ends there.
        for end in [part.start, part.end - 1] {
            assert_eq!(open(sound[..end].to_vec()).err(), Some(Damage::Length));
        }
    }
    // The head in each of its fields, and the checksums.
    for at in (0..4 + parts.len() * 2)
        .map(|field| 8 + field * 8)
        .chain([0, 7, 4095])
    {
        let mut bent = sound.clone();
        bent[at] ^= 1;
        assert!(open(bent).is_err(), "byte {at} of the head");
    }
    for at in [
        parts.last().unwrap().end.next_multiple_of(8),
        sound.len() - 1,
    ] {
        let mut bent = sound.clone();
        bent[at] ^= 1;
        assert_eq!(open(bent).err(), Some(Damage::Bytes), "checksum at {at}");
    }
    for length in [0, 1, 8, 4095, 4096, sound.len() - 1] {
        assert!(open(sound[..length].to_vec()).is_err(), "{length} bytes");
    }
    let mut longer = sound;
    longer.push(0);
    assert_eq!(open(longer).err(), Some(Damage::Length));
}

#[test]
fn a_search_can_be_stopped_wherever_it_is() {
    let library = shelf(Segment::open(Arc::new(bytes())).unwrap());
    for query in [
        "nuclear weapons zone",
        "role:operative",
        "verb:decides year:1950- de la security",
        "\"regional security\" -drought",
        "о",
    ] {
        let query = Query::new(query);
        let asked = Cell::new(0);
        let expected = library.search_until(&query, &|| {
            asked.set(asked.get() + 1);
            false
        });
        let times = asked.get();
        assert!(times > 2, "{times}");
        for stopped in 1..=times {
            let library = shelf(Segment::open(Arc::new(bytes())).unwrap());
            let turn = Cell::new(0);
            let said = library.search_until(&query, &|| {
                turn.set(turn.get() + 1);
                turn.get() >= stopped
            });
            // Some answers are kept, so that a later search asks less often.
            assert!(said == Err(SearchError::Stopped) || turn.get() < stopped);
            // And leaves nothing behind that the next one would stumble over.
            assert_eq!(library.search_until(&query, &|| false), expected);
        }
    }
}
