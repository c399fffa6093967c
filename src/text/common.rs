//! The characters that most texts of the six languages consist of, told by a look at one or two bytes.
//!
//! They are kept as they are whatever stands around them, are drawn by themselves, and are safe to draw; other rooms pass
//! over them and look at the rest one by one. Start at [`common`].

/// How many bytes the character at a place has, when it is a printable one of ASCII, a Latin letter with a mark, a
/// Cyrillic letter, an Arabic letter or a Han character. Those of three bytes are two cells wide, the others one.
#[inline]
pub(super) fn common(bytes: &[u8], at: usize) -> Option<usize> {
    let second = |from: u8, to: u8| bytes.get(at + 1).is_some_and(|b| (from..=to).contains(b));
    match bytes.get(at)? {
        b' '..=b'~' => Some(1),
        0xc3 | 0xd0 | 0xd1 => Some(2),
        0xd8 => second(0xa1, 0xbf).then_some(2),
        0xd9 => second(0x80, 0x8a).then_some(2),
        0xe4 => second(0xb8, 0xbf).then_some(3),
        0xe5..=0xe9 => Some(3),
        _ => None,
    }
}

/// The characters that are told so, for tests that hold them to the tables.
#[cfg(test)]
pub(super) fn all() -> impl Iterator<Item = char> {
    ('\0'..=char::MAX).filter(|c| {
        let length = common(c.to_string().as_bytes(), 0);
        assert!(length.is_none_or(|length| length == c.len_utf8()), "{c:?}");
        length.is_some()
    })
}
