//! Square brackets are structure: no merge tears a pair apart, pairs a bracket of one side with one of the other, or takes
//! brackets away from words that the other side changed. Regions that would do so grow until they do not.
//!
//! Start at [`mend`].

use super::three::{Partner, Region, Text, Three, Verdict};
use super::trimmed::Trimmed;
use crate::compare::token::{MARK, Token};

/// The bracket of each token. `\[` is a literal one and none of ours.
pub(super) fn partners(tokens: &[Token<'_>]) -> Vec<Partner> {
    let mut partners = Vec::with_capacity(tokens.len());
    let mut open: Vec<usize> = Vec::new();
    let mut escaped = false;
    for (at, token) in tokens.iter().enumerate() {
        let mut partner = Partner::None;
        for c in token.text.chars() {
            if escaped {
                escaped = false;
                continue;
            }
            match c {
                '\\' => escaped = true,
                '[' | '［' => {
                    open.push(at);
                    partner = Partner::Alone;
                }
                ']' | '］' => {
                    partner = match open.pop() {
                        Some(start) => {
                            if let Some(of_start) = partners.get_mut(start) {
                                *of_start = Partner::At(at);
                            }
                            Partner::At(start)
                        }
                        None => Partner::Alone,
                    };
                }
                _ => {}
            }
        }
        escaped &= token.space.is_empty();
        partners.push(partner);
    }
    partners
}

/// Where a token of the result stands in each of the three, if it does.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Stands {
    /// In the base.
    pub base: Option<usize>,
    /// In ours.
    pub ours: Option<usize>,
    /// In theirs.
    pub theirs: Option<usize>,
}

/// The regions, grown where brackets ask for it.
pub(super) fn mend(three: &Three<'_>, mut regions: Vec<Region>) -> Vec<Region> {
    // Every turn joins regions or makes one larger; a text of so many tokens cannot take more turns.
    for _ in 0..=three.base.ids.len() + regions.len() {
        let uneven = regions.iter().position(|region| {
            three.verdict(region) == Verdict::Conflict && widened(three, &regions, region).is_some()
        });
        let grown = match uneven {
            Some(at) => regions
                .get(at)
                .and_then(|region| widened(three, &regions, region)),
            None => torn(three, &regions)
                .or_else(|| taken_away(three, &regions))
                .or_else(|| clashing(three, &regions))
                .or_else(|| bare(three, &regions)),
        };
        let Some(grown) = grown else {
            return regions;
        };
        let before = regions.clone();
        put(&mut regions, grown);
        if regions == before {
            break;
        }
    }
    let whole = |text: &Text<'_>| 0..text.ids.len();
    vec![Region {
        base: whole(&three.base),
        ours: whole(&three.ours),
        theirs: whole(&three.theirs),
    }]
}

/// A region of which an alternative is a mark alone, over the word before it: `reports [EU: ,] [AOSIS: and]` can be read as
/// little as said. None where no word stands there on all sides.
fn bare(three: &Three<'_>, regions: &[Region]) -> Option<Region> {
    let is_bare = |text: &Text<'_>, range: &std::ops::Range<usize>| {
        !range.is_empty() && !range.clone().any(|at| three.is_word(text, at))
    };
    regions.iter().find_map(|region| {
        if three.verdict(region) != Verdict::Conflict {
            return None;
        }
        let Trimmed { inner, front, .. } = three.trimmed(region);
        let (own, other) = (&inner.ours, &inner.theirs);
        let is_marks = is_bare(&three.ours, own) && !other.is_empty()
            || is_bare(&three.theirs, other) && !own.is_empty();
        if !is_marks || front > 0 {
            return None;
        }
        let mut grown = region.clone();
        // Of Chinese a whole word, so far as characters tell.
        for _ in 0..HAN {
            let mut wider = grown.clone();
            let Some(word) = grown.ours.start.checked_sub(1) else {
                break;
            };
            if !three.is_word(&three.ours, word) || !step_left(regions, region, &mut wider) {
                break;
            }
            let one = grown.ours.start - wider.ours.start;
            let is_single = [
                grown.base.start - wider.base.start,
                grown.theirs.start - wider.theirs.start,
            ];
            if is_single != [one, one] || one != 1 {
                break;
            }
            let is_han = three.ours.ids.get(word).is_some_and(|id| three.is_han(*id));
            grown = wider;
            if !is_han {
                break;
            }
        }
        (grown != *region).then_some(grown)
    })
}

/// Characters of a Chinese word, at most, that go with a mark.
const HAN: usize = 2;

/// Puts a region in the place of all that it covers.
fn put(regions: &mut Vec<Region>, grown: Region) {
    let before = |r: &Region| {
        r.base.end <= grown.base.start
            && r.ours.end <= grown.ours.start
            && r.theirs.end <= grown.theirs.start
    };
    let behind = |r: &Region| {
        r.base.start >= grown.base.end
            && r.ours.start >= grown.ours.end
            && r.theirs.start >= grown.theirs.end
    };
    regions.retain(|r| *r != grown && (before(r) || behind(r)));
    let at = regions.iter().take_while(|r| before(r)).count();
    regions.insert(at, grown);
}

/// A region grown until both sides of it have whole pairs only; none when they have them already, or cannot.
fn widened(three: &Three<'_>, regions: &[Region], region: &Region) -> Option<Region> {
    let mut grown = region.clone();
    loop {
        let ours = crossing(&three.ours, &grown.ours);
        let theirs = crossing(&three.theirs, &grown.theirs);
        let base = crossing(&three.base, &grown.base);
        let left = (ours.0 || theirs.0 || base.0) && step_left(regions, region, &mut grown);
        let right =
            (ours.1 || theirs.1 || base.1) && step_right(three, regions, region, &mut grown);
        if !left && !right {
            break;
        }
    }
    (grown != *region).then_some(grown)
}

/// Whether a stretch has a bracket whose partner stands before it, and one whose partner stands behind it.
fn crossing(text: &Text<'_>, range: &std::ops::Range<usize>) -> (bool, bool) {
    let inside = text.partners.get(range.clone()).unwrap_or_default();
    // Names and slashes go with the bracket that they are in.
    let within = text.within.get(range.clone()).unwrap_or_default();
    let outside = within.iter().flatten().any(|open| *open < range.start);
    inside
        .iter()
        .fold((outside, false), |found, partner| match partner {
            Partner::At(at) => (found.0 || *at < range.start, found.1 || *at >= range.end),
            _ => found,
        })
}

/// One token further to the left, or over the whole region that stands there.
fn step_left(regions: &[Region], own: &Region, grown: &mut Region) -> bool {
    let neighbour = regions
        .iter()
        .filter(|r| *r != own && r.base.end <= grown.base.start && r.ours.end <= grown.ours.start)
        .rfind(|r| r.theirs.end <= grown.theirs.start);
    if let Some(r) = neighbour
        && r.base.end == grown.base.start
    {
        grown.base.start = r.base.start;
        grown.ours.start = r.ours.start;
        grown.theirs.start = r.theirs.start;
        return true;
    }
    let starts = [
        &mut grown.base.start,
        &mut grown.ours.start,
        &mut grown.theirs.start,
    ];
    if starts.iter().any(|at| **at == 0) {
        return false;
    }
    for at in starts {
        *at -= 1;
    }
    true
}

/// One token further to the right, or over the whole region that stands there.
fn step_right(three: &Three<'_>, regions: &[Region], own: &Region, grown: &mut Region) -> bool {
    let neighbour = regions.iter().find(|r| {
        *r != own
            && r.base.start >= grown.base.end
            && r.ours.start >= grown.ours.end
            && r.theirs.start >= grown.theirs.end
    });
    if let Some(r) = neighbour
        && r.base.start == grown.base.end
    {
        grown.base.end = r.base.end;
        grown.ours.end = r.ours.end;
        grown.theirs.end = r.theirs.end;
        return true;
    }
    let ends = [
        (&mut grown.base.end, three.base.ids.len()),
        (&mut grown.ours.end, three.ours.ids.len()),
        (&mut grown.theirs.end, three.theirs.ids.len()),
    ];
    if ends.iter().any(|(at, most)| **at >= *most) {
        return false;
    }
    for (at, _) in ends {
        *at += 1;
    }
    true
}

/// The tokens that the result takes over outside conflicts, in order; a conflict is nothing here, it is whole in itself.
pub(super) fn taken(three: &Three<'_>, regions: &[Region]) -> Vec<Stands> {
    let mut taken = Vec::with_capacity(three.base.ids.len());
    let (mut base, mut ours, mut theirs) = (0, 0, 0);
    let end = Region {
        base: three.base.ids.len()..three.base.ids.len(),
        ours: three.ours.ids.len()..three.ours.ids.len(),
        theirs: three.theirs.ids.len()..three.theirs.ids.len(),
    };
    for region in regions.iter().chain([&end]) {
        for k in 0..region.base.start.saturating_sub(base) {
            taken.push(Stands {
                base: Some(base + k),
                ours: Some(ours + k),
                theirs: Some(theirs + k),
            });
        }
        match three.verdict(region) {
            Verdict::Conflict => {}
            Verdict::Ours => {
                let both = three.ours.slice(&region.ours) == three.theirs.slice(&region.theirs);
                for (k, at) in region.ours.clone().enumerate() {
                    taken.push(Stands {
                        base: None,
                        ours: Some(at),
                        theirs: both.then_some(region.theirs.start + k),
                    });
                }
            }
            Verdict::Both => {
                for (is_ours, range) in three.put_in(region).unwrap_or_default() {
                    taken.extend(range.map(|at| Stands {
                        base: None,
                        ours: is_ours.then_some(at),
                        theirs: (!is_ours).then_some(at),
                    }));
                }
            }
            Verdict::Theirs => taken.extend(region.theirs.clone().map(|at| Stands {
                theirs: Some(at),
                ..Stands::default()
            })),
        }
        (base, ours, theirs) = (region.base.end, region.ours.end, region.theirs.end);
    }
    taken
}

/// A region over the first two brackets that the result would pair and neither side does.
fn torn(three: &Three<'_>, regions: &[Region]) -> Option<Region> {
    let taken = taken(three, regions);
    let bracket = |at: Stands| -> Option<(Partner, bool)> {
        let (text, place) = match at {
            Stands {
                ours: Some(place), ..
            } => (&three.ours, place),
            Stands {
                theirs: Some(place),
                ..
            } => (&three.theirs, place),
            _ => return None,
        };
        let partner = *text.partners.get(place)?;
        let opens = text.word(place).starts_with(['[', '［']);
        (partner != Partner::None).then_some((partner, opens))
    };
    let is_alone = |at: Stands| {
        let of = |text: &Text<'_>, place: Option<usize>| {
            place.and_then(|at| text.partners.get(at).copied()) == Some(Partner::Alone)
        };
        of(&three.ours, at.ours) || of(&three.theirs, at.theirs)
    };
    let mut open: Vec<(usize, Stands)> = Vec::new();
    for (nth, stands) in taken.iter().copied().enumerate() {
        let Some((_, opens)) = bracket(stands) else {
            continue;
        };
        if opens {
            open.push((nth, stands));
            continue;
        }
        match open.pop() {
            Some((first, start)) => {
                let marks = taken.get(first..nth).unwrap_or_default();
                if !are_partners(three, start, stands, marks) {
                    return Some(over(three, regions, start, stands));
                }
            }
            None if is_alone(stands) => {}
            None => return Some(over(three, regions, stands, stands)),
        }
    }
    let stray = open.into_iter().find(|(_, start)| !is_alone(*start));
    stray.map(|(_, start)| over(three, regions, start, start))
}

/// Whether a side pairs the two as the result does, in one paragraph if the side has them in one.
fn are_partners(three: &Three<'_>, open: Stands, close: Stands, between: &[Stands]) -> bool {
    let is_mark = |at: &Stands| {
        let of = |text: &Text<'_>, place: Option<usize>| {
            place.and_then(|at| text.ids.get(at)) == Some(&MARK)
        };
        of(&three.ours, at.ours) || of(&three.theirs, at.theirs)
    };
    let marks = between.iter().filter(|at| is_mark(at)).count();
    let in_text = |text: &Text<'_>, open: Option<usize>, close: Option<usize>| {
        let (Some(open), Some(close)) = (open, close) else {
            return false;
        };
        let own = text.ids.get(open..close).unwrap_or_default();
        text.partners.get(open) == Some(&Partner::At(close))
            && own.iter().filter(|id| **id == MARK).count() >= marks
    };
    in_text(&three.ours, open.ours, close.ours) || in_text(&three.theirs, open.theirs, close.theirs)
}

/// The region from one token of the result to another, grown to whole pairs on both sides.
fn over(three: &Three<'_>, regions: &[Region], first: Stands, last: Stands) -> Region {
    let (start, end) = (around(regions, first), around(regions, last));
    let hull = Region {
        base: start.base.start..end.base.end.max(start.base.end),
        ours: start.ours.start..end.ours.end.max(start.ours.end),
        theirs: start.theirs.start..end.theirs.end.max(start.theirs.end),
    };
    widened(three, regions, &hull).unwrap_or(hull)
}

/// The region that a token of the result is in, or it alone where all three agree.
fn around(regions: &[Region], at: Stands) -> Region {
    if let Stands {
        base: Some(base),
        ours: Some(ours),
        theirs: Some(theirs),
    } = at
    {
        return Region {
            base: base..base + 1,
            ours: ours..ours + 1,
            theirs: theirs..theirs + 1,
        };
    }
    let holds = |range: &std::ops::Range<usize>, at: Option<usize>| {
        at.is_some_and(|at| range.contains(&at))
    };
    let found = regions
        .iter()
        .find(|r| holds(&r.ours, at.ours) || holds(&r.theirs, at.theirs));
    found.cloned().unwrap_or(Region {
        base: 0..0,
        ours: 0..0,
        theirs: 0..0,
    })
}

/// A region over the bracket of names that cannot be merged.
fn clashing(three: &Three<'_>, regions: &[Region]) -> Option<Region> {
    three.clashes().find_map(|id| {
        let at = |text: &Text<'_>| text.ids.iter().position(|own| *own == id);
        let stands = Stands {
            base: at(&three.base),
            ours: at(&three.ours),
            theirs: at(&three.theirs),
        };
        let holds = |range: &std::ops::Range<usize>, at: Option<usize>| {
            at.is_some_and(|at| range.contains(&at))
        };
        let found = regions
            .iter()
            .find(|r| holds(&r.ours, stands.ours) || holds(&r.theirs, stands.theirs));
        match found {
            Some(region) if three.verdict(region) == Verdict::Conflict => None,
            Some(region) => widened(three, regions, region),
            None => Some(over(three, regions, stands, stands)),
        }
    })
}

/// A region over a pair of brackets that one side took away while the other changed words in it. Taking brackets away is
/// agreeing to the words in them, and those were other words.
fn taken_away(three: &Three<'_>, regions: &[Region]) -> Option<Region> {
    let pairs = three.base.partners.iter().enumerate();
    let pairs = pairs.filter_map(|(open, partner)| match partner {
        Partner::At(close) if *close > open => Some((open, *close)),
        _ => None,
    });
    for (open, close) in pairs {
        let of = |at: usize| regions.iter().position(|r| r.base.contains(&at));
        let (Some(first), Some(last)) = (of(open), of(close)) else {
            continue;
        };
        let between = regions.get(first..=last).unwrap_or_default();
        let (Some(start), Some(end)) = (regions.get(first), regions.get(last)) else {
            continue;
        };
        if first == last || three.verdict(start) == Verdict::Conflict {
            continue;
        }
        let base = |r: &Region| three.base.slice(&r.base).to_vec();
        let by_us = |r: &Region| three.ours.slice(&r.ours) != base(r);
        let by_them = |r: &Region| three.theirs.slice(&r.theirs) != base(r);
        let gone = |changed: &dyn Fn(&Region) -> bool, other: &dyn Fn(&Region) -> bool| {
            changed(start) && changed(end) && between.iter().any(other)
        };
        if gone(&by_us, &by_them) && !(by_them(start) && by_them(end))
            || gone(&by_them, &by_us) && !(by_us(start) && by_us(end))
        {
            let hull = Region {
                base: start.base.start..end.base.end,
                ours: start.ours.start..end.ours.end,
                theirs: start.theirs.start..end.theirs.end,
            };
            return Some(widened(three, regions, &hull).unwrap_or(hull));
        }
    }
    None
}
