//! Majorities, case by case.

use super::*;

fn tally(yes: usize, no: usize, abstain: usize, not_voting: usize) -> VoteCount {
    VoteCount {
        yes,
        no,
        abstain,
        not_voting,
        vetoes: 0,
    }
}

#[test]
fn who_abstains_is_not_voting() {
    use Majority::{Simple, TwoThirds};
    use VoteOutcome::{Carried, Rejected, Tied};
    for (majority, votes, outcome) in [
        (Simple, (5, 4, 100, 0), Carried),
        (Simple, (1, 0, 192, 0), Carried),
        (Simple, (4, 4, 0, 0), Tied),
        (Simple, (0, 0, 9, 0), Rejected),
        (Simple, (3, 4, 0, 0), Rejected),
        (TwoThirds, (2, 1, 0, 0), Carried),
        (TwoThirds, (66, 34, 50, 0), Rejected),
        (TwoThirds, (67, 33, 50, 0), Carried),
        (TwoThirds, (68, 34, 0, 91), Carried),
        (TwoThirds, (4, 4, 0, 0), Rejected),
        (TwoThirds, (0, 0, 193, 0), Rejected),
    ] {
        let (yes, no, abstain, not_voting) = votes;
        let found = tally(yes, no, abstain, not_voting).outcome(majority);
        assert_eq!(found, outcome, "{majority:?} {votes:?}");
    }
}

#[test]
fn the_security_council_takes_nine_of_fifteen_and_no_permanent_member_against() {
    let members = "CHN FRA GBR RUS USA A B C D E F G H I J";
    for (votes, outcome) in [
        ("yyyyyyyyyyyyyyy", VoteOutcome::Carried),
        ("yyyyyyyyynnnnnn", VoteOutcome::Carried),
        ("yyyyyyyynnnnnnn", VoteOutcome::Rejected),
        ("nyyyyyyyyyyyyyy", VoteOutcome::Rejected),
        ("ayyyyyyyyyaaaaa", VoteOutcome::Carried),
        ("aaaaayyyyyyyyyn", VoteOutcome::Carried),
    ] {
        let ballots = members.split(' ').zip(votes.chars()).map(|(code, vote)| {
            let ballot = Ballot::from_word(&vote.to_string()).unwrap();
            (code.parse().unwrap(), ballot)
        });
        let tally = VoteCount::of(ballots);
        assert_eq!(tally.outcome(Majority::SecurityCouncil), outcome, "{votes}");
    }
}

#[test]
fn only_members_are_counted_and_who_is_not_named_did_not_vote() {
    let mut header = Header::new("T", "en".parse().unwrap());
    for code in ["AAA", "BBB", "CCC"] {
        let member = crate::model::Delegation::member(code.parse().unwrap(), code);
        header.delegations.push(member);
    }
    let mut observer = crate::model::Delegation::member("OBS".parse().unwrap(), "Observer");
    observer.kind = Kind::Observer;
    header.delegations.push(observer);
    let ballots = [("AAA", Ballot::Yes), ("OBS", Ballot::No)];
    let vote = RollCall {
        id: "v1".parse().unwrap(),
        paragraph: None,
        on: Digest::of("x"),
        majority: Majority::Simple,
        ballots: ballots.map(|(c, b)| (c.parse().unwrap(), b)).into(),
        at: None,
        by: None,
        meeting: None,
    };
    assert_eq!(vote.tally(&header), tally(1, 0, 0, 2));
    assert_eq!(vote.outcome(&header), VoteOutcome::Carried);
}
