//! Knots: paragraphs of which each waits for another, so that none of them can be agreed first. Start at
//! [`Prospect::knots`].

use std::collections::VecDeque;

use super::Prospect;
use crate::model::{Code, Id};

/// Somebody agrees to one paragraph if another is agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Link {
    /// The paragraph that waits.
    pub paragraph: Id,
    /// Who makes it wait.
    pub by: Code,
    /// The paragraph that it waits for.
    pub needs: Id,
}

/// Paragraphs that wait for each other. Somebody must move, or they are agreed together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Knot {
    /// All of them, in the order of the text.
    pub paragraphs: Vec<Id>,
    /// A shortest way around: each link needs what the next waits for.
    pub round: Vec<Link>,
}

impl Prospect {
    /// The knots, in the order of the text. No paragraph is in two of them.
    pub fn knots(&self) -> Vec<Knot> {
        let edges: Vec<Vec<usize>> = self.edges(|_, _| true);
        let mut knots = Vec::new();
        for group in components(&edges) {
            let Some(round) = round(&edges, &group) else {
                continue;
            };
            let id = |at: usize| self.rows.get(at).map(|row| row.id);
            let links = round.iter().zip(round.iter().cycle().skip(1));
            let links = links.filter_map(|(from, to)| {
                let by = self.rows.get(*from)?.voices.iter();
                let by = by
                    .filter(|voice| voice.needs.contains(to))
                    .map(|voice| voice.by);
                Some(Link {
                    paragraph: id(*from)?,
                    by: by.into_iter().next()?,
                    needs: id(*to)?,
                })
            });
            knots.push(Knot {
                round: links.collect(),
                paragraphs: group.iter().filter_map(|at| id(*at)).collect(),
            });
        }
        knots.sort_by_key(|knot| {
            knot.paragraphs
                .first()
                .and_then(|id| self.places.get(id))
                .copied()
        });
        knots
    }

    /// For each row, the rows that voices of it wait for; `counts` says of a row and a voice whether it still does.
    pub(super) fn edges(&self, counts: impl Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
        let of = |(at, row): (usize, &super::Row)| {
            let voices = row.voices.iter().enumerate();
            let voices = voices.filter(|(nth, voice)| !voice.needs.is_empty() && counts(at, *nth));
            let mut needs: Vec<usize> = voices
                .flat_map(|(_, voice)| voice.needs.iter().copied())
                .collect();
            needs.sort_unstable();
            needs.dedup();
            needs
        };
        self.rows.iter().enumerate().map(of).collect()
    }
}

/// The strongly connected components of a graph, each in order, those that others lead to first (Tarjan, *Depth-first search
/// and linear graph algorithms*, 1972; without recursion).
pub(super) fn components(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    const NEW: usize = usize::MAX;
    let many = edges.len();
    let mut order = vec![NEW; many];
    let mut low = vec![NEW; many];
    let mut held = vec![false; many];
    let (mut next, mut stack, mut result) = (0, Vec::new(), Vec::new());
    let get = |of: &[usize], at: usize| of.get(at).copied().unwrap_or(NEW);
    let set = |of: &mut [usize], at: usize, to: usize| {
        if let Some(slot) = of.get_mut(at) {
            *slot = to;
        }
    };
    for root in 0..many {
        if get(&order, root) != NEW {
            continue;
        }
        let mut walk: Vec<(usize, usize)> = vec![(root, 0)];
        while let Some((at, edge)) = walk.pop() {
            if edge == 0 {
                set(&mut order, at, next);
                set(&mut low, at, next);
                next += 1;
                stack.push(at);
                if let Some(held) = held.get_mut(at) {
                    *held = true;
                }
            }
            let targets = edges.get(at).map(Vec::as_slice).unwrap_or_default();
            match targets.get(edge) {
                Some(to) => {
                    walk.push((at, edge + 1));
                    if get(&order, *to) == NEW {
                        walk.push((*to, 0));
                    } else if held.get(*to).copied().unwrap_or_default() {
                        let lower = get(&low, at).min(get(&order, *to));
                        set(&mut low, at, lower);
                    }
                }
                None => {
                    if let Some((above, _)) = walk.last() {
                        let lower = get(&low, *above).min(get(&low, at));
                        set(&mut low, *above, lower);
                    }
                    if get(&low, at) == get(&order, at) {
                        let mut group = Vec::new();
                        while let Some(member) = stack.pop() {
                            if let Some(held) = held.get_mut(member) {
                                *held = false;
                            }
                            group.push(member);
                            if member == at {
                                break;
                            }
                        }
                        group.sort_unstable();
                        result.push(group);
                    }
                }
            }
        }
    }
    result
}

/// A shortest cycle within a component; none where there is no way around.
pub(super) fn round(edges: &[Vec<usize>], group: &[usize]) -> Option<Vec<usize>> {
    let inside = |at: usize| group.binary_search(&at).is_ok();
    let mut best: Option<Vec<usize>> = None;
    // In a large knot some short way around does.
    for start in group.iter().copied().take(64) {
        let mut from: std::collections::HashMap<usize, usize> = std::collections::HashMap::new();
        let mut open: VecDeque<usize> = VecDeque::from([start]);
        while let Some(at) = open.pop_front() {
            let targets = edges.get(at).into_iter().flatten();
            for to in targets.filter(|to| inside(**to)) {
                if *to == start {
                    let mut way = vec![at];
                    let mut step = at;
                    while step != start {
                        let Some(before) = from.get(&step) else { break };
                        step = *before;
                        way.push(step);
                    }
                    way.reverse();
                    if best.as_ref().is_none_or(|best| way.len() < best.len()) {
                        best = Some(way);
                    }
                    open.clear();
                    break;
                }
                if !from.contains_key(to) {
                    from.insert(*to, at);
                    open.push_back(*to);
                }
            }
        }
        if best.as_ref().is_some_and(|best| best.len() <= 2) {
            break;
        }
    }
    best
}
