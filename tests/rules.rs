//! Every rule of negotiation has a test that is named after it: states and their transitions, positions and readiness, staleness,
//! the silence procedure, labels, brackets, privacy. Here they stand in one table; a rule without its test fails.

use std::fs;
use std::path::Path;

/// What the rule says, the file of its test, and the test.
const RULES: &[(&str, &str, &str)] = &[
    // States and transitions of a paragraph.
    (
        "a paragraph goes from state to state by these acts and no others",
        "src/model/transition.rs",
        "every_transition_of_a_paragraph_and_no_other",
    ),
    (
        "introduce, contest: brackets make a paragraph bracketed",
        "src/model/consensus/tests.rs",
        "the_last_agreement_makes_the_status",
    ),
    (
        "park with a group; a report brings it back open or bracketed",
        "src/edit/apply/proceed/tests.rs",
        "a_parked_paragraph_comes_back_by_its_report_open_or_bracketed",
    ),
    (
        "gavel: agreed is the act of the chair, with brackets only when told",
        "src/edit/apply/proceed/tests.rs",
        "a_bracketed_paragraph_is_gavelled_only_when_the_chair_was_told",
    ),
    (
        "gavel with exceptions: pending, until they are lifted",
        "src/edit/apply/proceed/tests.rs",
        "exceptions_are_lifted_one_by_one_and_kept",
    ),
    (
        "a substantive edit makes what is agreed stale",
        "src/edit/apply/proceed/tests.rs",
        "a_substantive_edit_makes_it_stale_and_lifting_does_not_bring_it_back",
    ),
    (
        "reopen by whom and why; the history is kept, the counter drops",
        "src/edit/apply/proceed/tests.rs",
        "agreed_words_are_not_parked_and_reopening_says_who_and_why_and_keeps_the_agreement",
    ),
    (
        "agreed deletion: a tombstone that can be restored",
        "src/edit/apply/proceed/tests.rs",
        "an_agreed_deletion_leaves_a_tombstone_with_its_level_and_can_be_restored",
    ),
    (
        "withdrawn: a proposal ends when its last proposer leaves it",
        "src/edit/apply/proposals/tests.rs",
        "withdrawing_takes_the_stance_along_and_the_last_ends_it",
    ),
    (
        "levels: ad ref, informals, committee, adopted, raised in that order",
        "src/edit/apply/proceed/tests/adoption.rs",
        "what_is_agreed_below_is_raised_at_once_with_its_exceptions",
    ),
    (
        "adoption takes what is agreed in committee",
        "src/edit/apply/proceed/tests/adoption.rs",
        "a_text_is_adopted_by_consensus_when_all_of_it_is_agreed_in_committee",
    ),
    (
        "adopted: no edit but a corrigendum",
        "src/edit/apply/proceed/tests/adoption.rs",
        "an_adopted_text_is_not_edited_any_more",
    ),
    (
        "a corrigendum keeps what stood",
        "src/edit/apply/proceed/tests/adoption.rs",
        "a_corrigendum_corrects_an_adopted_text_and_keeps_what_stood",
    ),
    // Positions and readiness.
    (
        "each stance is counted as what it is",
        "src/model/consensus/tests/rules.rs",
        "every_stance_is_counted_once_in_votes",
    ),
    (
        "flags: via group, overrides group",
        "src/model/consensus/tests/rules.rs",
        "a_group_speaks_for_its_members_and_who_departs_broke_ranks",
    ),
    (
        "after adoption: statements; sponsors",
        "src/edit/apply/proceed/tests/adoption.rs",
        "statements_and_sponsors_go_on_record_and_are_withdrawn_without_going",
    ),
    (
        "yes, no, abstain: only members vote",
        "src/edit/apply/proceed/tests/adoption.rs",
        "a_roll_call_carries_rejects_or_ties_and_only_members_vote",
    ),
    (
        "consensus: blocked, pending, clear",
        "src/model/consensus/tests/rules.rs",
        "under_consensus_who_objects_blocks_and_who_is_silent_does_not",
    ),
    (
        "observers are shown, never counted",
        "src/model/consensus/tests.rs",
        "observers_never_stand_in_the_way",
    ),
    (
        "consensus minus one",
        "src/model/consensus/tests/rules.rs",
        "under_consensus_minus_one_a_single_member_may_be_left_aside",
    ),
    (
        "unanimity: unheard blocks",
        "src/model/consensus/tests/rules.rs",
        "under_unanimity_who_is_unheard_blocks",
    ),
    (
        "majority of those present and voting",
        "src/model/consensus/tests/rules.rs",
        "a_majority_is_of_those_present_and_voting",
    ),
    (
        "two thirds of those present and voting",
        "src/model/consensus/tests/rules.rs",
        "two_thirds_are_two_for_each_one_against",
    ),
    (
        "Security Council: nine, and no permanent member against",
        "src/model/consensus/tests/rules.rs",
        "the_security_council_takes_nine_votes_and_no_permanent_member_against",
    ),
    (
        "a document is clear only when all of it is",
        "src/model/consensus/tests/rules.rs",
        "a_document_is_clear_when_every_paragraph_and_title_is_agreed_no_bracket_remains_and_packages_are_closed",
    ),
    (
        "placement is agreed apart from the words",
        "src/edit/apply/proceed/tests.rs",
        "placement_is_disputed_apart_from_the_words_and_blocks_the_document",
    ),
    (
        "nothing is agreed until everything is agreed",
        "src/model/consensus/tests/rules.rs",
        "a_package_closes_with_its_last_paragraph_and_opens_again_when_one_is_reopened_or_changed",
    ),
    // Staleness, in its order.
    (
        "1: bound to a digest, not to a label",
        "src/model/consensus/tests.rs",
        "a_position_on_other_words_is_stale_and_does_not_block",
    ),
    (
        "2, none: white space, encoding and labels carry",
        "src/edit/apply/tests/staleness.rs",
        "white_space_accents_and_labels_change_nothing",
    ),
    (
        "2, editorial: marked by a person, carried and shown",
        "src/edit/apply/tests/staleness.rs",
        "what_a_person_calls_editorial_is_carried_and_says_on_which_words_it_was_given",
    ),
    (
        "2, editorial: not where a duty changed",
        "src/edit/apply/tests/staleness.rs",
        "a_duty_that_became_a_wish_is_no_editorial_change",
    ),
    (
        "2, substantive: every agreement stale",
        "src/edit/apply/tests/staleness.rs",
        "other_words_make_every_agreement_on_them_stale",
    ),
    (
        "2: the reconfirm queue",
        "src/edit/apply/tests/staleness.rs",
        "who_reconfirms_stands_on_the_words_that_were_shown_and_no_others",
    ),
    (
        "3: accepting converts proposers and supporters, nobody else",
        "src/edit/apply/proposals/tests.rs",
        "who_made_or_supports_what_is_accepted_agrees_and_nobody_else",
    ),
    (
        "4: chapeaux",
        "src/model/consensus/tests/rules.rs",
        "a_chapeau_that_changes_makes_its_items_stale_and_nothing_else_does",
    ),
    (
        "5: conditions are met and revert",
        "src/model/consensus/tests/rules.rs",
        "a_condition_is_met_when_what_it_names_is_agreed_and_reverts_when_that_is_reopened",
    ),
    (
        "6: a group is stale for all who inherit",
        "src/model/consensus/tests/rules.rs",
        "a_group_that_is_stale_is_so_for_all_its_members_at_once",
    ),
    (
        "7: pending proposals are carried over, none vanishes",
        "src/edit/apply/proposals/tests.rs",
        "none_vanishes_whatever_is_accepted_and_all_can_be_taken_back",
    ),
    (
        "8: translations of other words are stale",
        "src/edit/apply/tests.rs",
        "other_words_make_positions_and_translations_stale",
    ),
    (
        "9: reopening says who and why and deletes nothing",
        "src/edit/apply/tests.rs",
        "the_chair_agrees_on_words_and_reopens_with_a_reason",
    ),
    // The silence procedure.
    (
        "silence goes from state to state by these steps",
        "src/model/silence/tests.rs",
        "every_rule_of_the_silence_procedure",
    ),
    (
        "silence is bound to one digest",
        "src/model/silence/tests.rs",
        "it_is_bound_to_one_digest_and_other_words_cancel_it",
    ),
    (
        "any edit cancels silence",
        "src/edit/apply/proceed/tests.rs",
        "any_edit_cancels_silence_and_says_so",
    ),
    (
        "a breaking is kept, a late one as late",
        "src/model/silence/tests.rs",
        "what_breaks_it_is_kept_with_by_whom_when_and_the_text_and_what_is_late_as_late",
    ),
    (
        "a deadline is an instant with an offset",
        "src/model/silence/tests.rs",
        "the_end_is_an_instant_whatever_the_offset_it_is_written_in",
    ),
    (
        "silence never adopts by itself",
        "src/model/silence/tests.rs",
        "whatever_happens_nothing_is_adopted_without_the_chair_or_on_other_words_and_broken_stays_broken",
    ),
    (
        "the chair confirms",
        "src/edit/apply/proceed/tests.rs",
        "silence_on_a_paragraph_is_agreed_only_when_the_chair_confirms",
    ),
    (
        "a broken silence adopts nothing",
        "src/edit/apply/proceed/tests.rs",
        "silence_is_broken_by_members_alone_and_then_adopts_nothing",
    ),
    (
        "S3a: elapsed, the chair to confirm",
        "src/check/tests/meeting.rs",
        "s3a_silence_that_elapsed_waits_for_the_chair",
    ),
    (
        "S3b: silence on other words",
        "src/check/tests/meeting.rs",
        "s3b_silence_on_other_words_is_cancelled_by_the_edit",
    ),
    (
        "S3c: placement disputed",
        "src/check/tests/meeting.rs",
        "s3c_a_disputed_placement_is_left_until_it_is_settled",
    ),
    (
        "S3e: what is there no more",
        "src/check/tests/meeting.rs",
        "s3e_what_the_meeting_did_names_delegations_and_paragraphs_that_are_there",
    ),
    // Numbering.
    (
        "labels in every spelling",
        "src/model/label/tests.rs",
        "labels_are_read_into_their_parts",
    ),
    (
        "5 before 5 alt before 5 bis before 6",
        "src/model/label/tests.rs",
        "labels_have_an_order",
    ),
    // Brackets.
    (
        "the notation of compilation texts",
        "src/model/bracket/tests.rs",
        "the_notation_of_compilation_texts_is_read",
    ),
    (
        "who holds words, in every form",
        "src/model/bracket/tests.rs",
        "who_holds_words_is_read_in_every_form",
    ),
    (
        "status lines and remarks are no contest",
        "src/model/bracket/tests.rs",
        "what_is_no_contest_is_told_apart",
    ),
    (
        "side by side are alternatives",
        "src/model/bracket/tests.rs",
        "brackets_side_by_side_are_alternatives",
    ),
    (
        "brackets are written as they are read",
        "src/edit/proposal/tests.rs",
        "proposals_are_written_as_compilation_texts_write_them",
    ),
    // Privacy.
    (
        "the room's view holds nothing that is not the room's",
        "src/model/public/tests.rs",
        "no_view_of_any_workspace_holds_what_is_not_the_rooms",
    ),
    (
        "private notes are in no other file",
        "tests/cli/private.rs",
        "no_byte_of_it_is_anywhere_else",
    ),
];

#[test]
fn every_rule_of_negotiation_has_a_test_named_after_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (rule, file, test) in RULES {
        let code = fs::read_to_string(root.join(file)).unwrap_or_default();
        let lines: Vec<&str> = code.lines().map(str::trim).collect();
        let named = format!("fn {test}(");
        let at = lines.iter().position(|line| line.starts_with(&named));
        let at = at.unwrap_or_else(|| panic!("{rule}: no test {test} in {file}"));
        let is_test = lines[..at]
            .iter()
            .rev()
            .take(3)
            .any(|line| *line == "#[test]");
        assert!(is_test, "{rule}: {test} in {file} is no test");
    }
}
