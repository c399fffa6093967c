//! Which paragraph is the translation of which: by id, else by role, level, number and order. Words say nothing here.
//!
//! Texts of one workspace have the same ids in every language and version. Where most paragraphs have their id on both
//! sides, ids decide alone, for what has none there is another paragraph or gone; what was split or merged is known from
//! the same versions in one language ([`super::bridge`]).

use std::collections::HashMap;

use super::affine;
use super::bridge::Group;
use super::pairing::Pairing;
use super::token::Lexicon;
use crate::model::{Document, Id, Paragraph};

/// Where the paragraphs of a document stand.
type Places = HashMap<Id, usize>;

/// Cost of a gap, in hundredths of a paragraph.
const OPEN: i32 = 30;

/// Pairs the paragraphs of two documents in different languages. `groups` are those of the same texts in one language.
pub(super) fn align(a: &Document, b: &Document, ids: bool, groups: &[Group]) -> Pairing {
    let mut pairing = Pairing::new(a.paragraphs.len(), b.paragraphs.len());
    if ids {
        let places = b.places();
        let mut many = 0;
        for (at, p) in a.paragraphs.iter().enumerate() {
            if let Some(b) = places.get(&p.id) {
                many += usize::from(pairing.pair(at, *b, 0.0));
            }
        }
        by_groups(groups, (&a.places(), &places), &mut pairing);
        if many * 2 > a.paragraphs.len().min(b.paragraphs.len()) {
            return pairing;
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

/// Pairs what belongs together in one language and has no partner by its id.
fn by_groups(groups: &[Group], places: (&Places, &Places), pairing: &mut Pairing) {
    for group in groups {
        let of = |ids: &[Id], places: &Places| -> Vec<usize> {
            ids.iter()
                .filter_map(|id| places.get(id))
                .copied()
                .collect()
        };
        let (in_a, in_b) = (of(&group.a, places.0), of(&group.b, places.1));
        let partner = |a: usize, pairing: &Pairing| pairing.place_of_a(a).map(|place| place.1);
        let own = in_a
            .iter()
            .find_map(|a| Some((*a, partner(*a, pairing)?)))
            .or_else(|| {
                let (a, b) = (*in_a.first()?, *in_b.first()?);
                pairing.pair(a, b, 0.0).then_some((a, b))
            });
        let Some((a, b)) = own.filter(|(_, b)| in_b.contains(b)) else {
            continue;
        };
        for more in in_b.iter().filter(|at| **at != b) {
            pairing.join_b(*more, b);
        }
        for more in in_a.iter().filter(|at| **at != a) {
            pairing.join_a(*more, a);
        }
    }
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
