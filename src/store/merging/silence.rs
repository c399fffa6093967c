//! A silence that both sides wrote to: an objection that one delegation sent here and another one there are both kept, for
//! each was made in time. Start at [`joined`].

use crate::model::{Objection, Proceeding, Silence};

/// Both sides of a silence in one; none when they did what cannot both be so, or it is none.
pub(super) fn joined(was: &Proceeding, own: &Proceeding, other: &Proceeding) -> Option<Proceeding> {
    let (Proceeding::Silence(was), Proceeding::Silence(own), Proceeding::Silence(other)) =
        (was, own, other)
    else {
        return None;
    };
    if own == was || other == was || own == other {
        return None;
    }
    // What the chair does ends or prolongs it: that, and an objection made elsewhere, is for a person to judge.
    let acts = |silence: &Silence| Silence {
        broken: Vec::new(),
        late: Vec::new(),
        ..silence.clone()
    };
    let (before, ours, theirs) = (acts(was), acts(own), acts(other));
    if ours != before || theirs != before {
        return None;
    }
    let all = |own: &[Objection], other: &[Objection]| {
        let mut all = own.to_vec();
        all.extend(other.iter().filter(|one| !own.contains(one)).cloned());
        all.sort_by_key(|one| one.at);
        all
    };
    Some(Proceeding::Silence(Silence {
        broken: all(&own.broken, &other.broken),
        late: all(&own.late, &other.late),
        ..own.clone()
    }))
}
