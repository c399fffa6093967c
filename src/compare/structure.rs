//! Which paragraph is the translation of which: by id, else by role, level, number and order. Words say nothing here.

use super::affine;
use super::pairing::Pairing;
use super::token::Lexicon;
use crate::model::{Document, Paragraph};

/// Cost of a gap, in hundredths of a paragraph.
const OPEN: i32 = 30;

/// Pairs the paragraphs of two documents in different languages.
pub(super) fn align(a: &Document, b: &Document, ids: bool) -> Pairing {
    let mut pairing = Pairing::new(a.paragraphs.len(), b.paragraphs.len());
    if ids {
        let places = b.places();
        for (at, p) in a.paragraphs.iter().enumerate() {
            if let Some(b) = places.get(&p.id) {
                pairing.pair(at, *b, 0.0);
            }
        }
    }
    // Paragraphs paired by id hold the rest in its place.
    let (backbone, _) = pairing.backbone(|_| 1);
    let mut lexicon = Lexicon::new();
    let mut keys = |document: &Document,
                    free: &dyn Fn(usize) -> bool,
                    place: &dyn Fn(&(usize, usize)) -> usize| {
        let mut list = Vec::new();
        let mut held = backbone.iter().enumerate().peekable();
        for (at, p) in document.paragraphs.iter().enumerate() {
            if let Some((n, _)) = held.next_if(|(_, pair)| place(pair) == at) {
                list.push((at, lexicon.key(&format!("#{n}"))));
            } else if free(at) {
                list.push((at, lexicon.key(&key(p))));
            }
        }
        list
    };
    let in_a = keys(a, &|at| pairing.free_a(at), &|pair| pair.0);
    let in_b = keys(b, &|at| pairing.free_b(at), &|pair| pair.1);
    let ids_of = |list: &[(usize, u32)]| list.iter().map(|(_, id)| *id).collect::<Vec<_>>();
    for (x, y) in affine::align(&ids_of(&in_a), &ids_of(&in_b), &lexicon, OPEN) {
        if let (Some((a, _)), Some((b, _))) = (in_a.get(x as usize), in_b.get(y as usize)) {
            pairing.pair(*a, *b, 0.0);
        }
    }
    pairing
}

/// What is the same in every language: role, level, and the digits of the label, in any writing.
fn key(p: &Paragraph) -> String {
    let label = p.label.as_ref().map_or("", |label| label.as_str());
    let digits: String = label.chars().filter_map(digit).collect();
    format!("{} {} {digits}", p.role.word(), p.level)
}

fn digit(c: char) -> Option<char> {
    let value = match c {
        '0'..='9' => return Some(c),
        '\u{660}'..='\u{669}' => c as u32 - 0x660,
        '\u{6f0}'..='\u{6f9}' => c as u32 - 0x6f0,
        '\u{ff10}'..='\u{ff19}' => c as u32 - 0xff10,
        _ => return None,
    };
    char::from_digit(value, 10)
}
