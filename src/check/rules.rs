//! The table of rules.

use super::case::{Case, Findings};
use super::{brackets, languages, meeting, numbers, proposals, state, wording};
use crate::model::Severity::{self, Advice, Error, Warning};

/// A rule, and what people are told of it.
pub struct Rule {
    /// What it is called: a family, and within it a number or letter: `B2`, `S1a`.
    pub id: &'static str,
    /// What it finds, in few words.
    pub title: &'static str,
    /// How much its findings usually weigh.
    pub severity: Severity,
    /// How much they weigh in a text that is about to be adopted.
    pub at_final: Severity,
    /// Whether it is only for such a text.
    pub only_final: bool,
    /// Why it is a rule, for the documentation.
    pub doc: &'static str,
    pub(super) run: fn(&Case<'_>, &mut Findings),
}

impl Rule {
    /// Whether a person who names a rule or a family of rules means this one. Case does not count.
    pub fn is_called(&self, asked: &str) -> bool {
        let Some((start, rest)) = self.id.split_at_checked(asked.len()) else {
            return false;
        };
        // `S1` is not the family of `S12`: a number goes on, a letter begins a member.
        let ends = !(start.ends_with(|c: char| c.is_ascii_digit())
            && rest.starts_with(|c: char| c.is_ascii_digit()));
        !asked.is_empty() && start.eq_ignore_ascii_case(asked) && ends
    }
}

/// All rules, by family.
pub fn rules() -> &'static [Rule] {
    &RULES
}

#[rustfmt::skip]
static RULES: [Rule; 35] = [
    Rule { id: "S1a", title: "agreed with brackets", severity: Error, at_final: Error, only_final: false, run: state::agreed_with_brackets,
        doc: "Brackets say that words are not agreed, so an agreed paragraph has none." },
    Rule { id: "S1b", title: "agreement on other words", severity: Warning, at_final: Error, only_final: false, run: state::stale_agreement,
        doc: "An agreement is to words. Once they change, it must be confirmed or the words put back." },
    Rule { id: "S1c", title: "positions on other words", severity: Advice, at_final: Warning, only_final: false, run: state::stale_positions,
        doc: "A position is on the words that a delegation had before it." },
    Rule { id: "S1d", title: "translation of other words", severity: Warning, at_final: Error, only_final: false, run: state::stale_translation,
        doc: "A translation records which words of the original it is of. When those change, it must be revised." },
    Rule { id: "S1e", title: "record of no paragraph", severity: Warning, at_final: Warning, only_final: false, run: state::unknown_paragraph,
        doc: "Positions, agreements and parking belong to a paragraph of the draft, or one that was deleted and can be put back." },
    Rule { id: "S1f", title: "record of no delegation", severity: Warning, at_final: Warning, only_final: false, run: state::unknown_delegation,
        doc: "Only delegations and groups that workspace.yaml names have positions and exceptions." },
    Rule { id: "S1g", title: "parked with nobody", severity: Advice, at_final: Error, only_final: false, run: state::parked_with_nobody,
        doc: "A parked paragraph comes back only if somebody has it." },
    Rule { id: "S1h", title: "condition that cannot be met", severity: Warning, at_final: Warning, only_final: false, run: state::impossible_condition,
        doc: "Agreement on the condition that another paragraph is agreed needs that paragraph to be there." },
    Rule { id: "S1i", title: "groups that contradict themselves", severity: Warning, at_final: Warning, only_final: false, run: state::groups,
        doc: "Each code belongs to one delegation or group, and each member of a group is a delegation." },
    Rule { id: "S1j", title: "bound by groups that differ", severity: Warning, at_final: Warning, only_final: false, run: state::torn,
        doc: "Two groups speak for a delegation and say different things; its own position is needed." },
    Rule { id: "S1k", title: "agreed over an objection", severity: Warning, at_final: Error, only_final: false, run: state::agreed_over_objection,
        doc: "Consensus is the absence of formal objection (Sabel, Rules of Procedure at the UN and at Inter-Governmental Conferences). \
              Either the agreement has an exception or the position has changed." },
    Rule { id: "S1l", title: "no words", severity: Warning, at_final: Error, only_final: false, run: state::without_words,
        doc: "A paragraph has words in every language." },
    Rule { id: "S1m", title: "not agreed in a final text", severity: Error, at_final: Error, only_final: true, run: state::not_agreed,
        doc: "A text is adopted when every paragraph of it is agreed and nothing stands in the way of one." },
    Rule { id: "S2a", title: "proposal of nobody or on nothing", severity: Warning, at_final: Warning, only_final: false, run: proposals::dangling,
        doc: "A proposal is on a paragraph, made by delegations that take part; what names a proposal names one that is there." },
    Rule { id: "S2b", title: "proposal on other words", severity: Warning, at_final: Error, only_final: false, run: proposals::stale,
        doc: "A proposal is made on words. When they change where it wants to change them, those who made it must say what they want now." },
    Rule { id: "S2c", title: "undecided proposal in a final text", severity: Error, at_final: Error, only_final: true, run: proposals::undecided,
        doc: "A text is adopted once every proposal was accepted, rejected or withdrawn." },
    Rule { id: "S3a", title: "silence elapsed, not confirmed", severity: Warning, at_final: Error, only_final: false, run: meeting::elapsed,
        doc: "At the end of silence the chair confirms that nobody broke it; nothing is adopted by itself (OSCE Rules of Procedure, 2006, \
              Annex 1 (A))." },
    Rule { id: "S3b", title: "silence on other words", severity: Warning, at_final: Error, only_final: false, run: meeting::silence_on_other_words,
        doc: "Silence is on one text: other words cancel it, and everybody is told." },
    Rule { id: "S3c", title: "placement disputed", severity: Warning, at_final: Error, only_final: false, run: meeting::placement,
        doc: "The place of a paragraph is negotiable apart from its words (Earth Negotiations Bulletin, Rio+20: the placement of 49 bis \
              remains in dispute)." },
    Rule { id: "S3d", title: "adopted text changed", severity: Error, at_final: Error, only_final: false, run: meeting::adopted_words,
        doc: "An adopted text is corrected by a corrigendum, which keeps what stood." },
    Rule { id: "S3e", title: "proceeding of nobody or on nothing", severity: Warning, at_final: Warning, only_final: false, run: meeting::dangling,
        doc: "Objections, votes, statements and sponsors are those of delegations and groups that workspace.yaml names." },
    Rule { id: "B1", title: "bracket left in a final text", severity: Error, at_final: Error, only_final: true, run: brackets::left,
        doc: "Negotiation brackets were published in S/RES/2625 (2022) and copied into S/RES/2677 (2023). Notes on the original \
              language are no such brackets, nor are \\[literal ones\\]." },
    Rule { id: "B2", title: "bracket without its partner", severity: Error, at_final: Error, only_final: false, run: brackets::balance,
        doc: "Every bracket opens and closes, in every language." },
    Rule { id: "B3", title: "empty or repeated alternatives", severity: Warning, at_final: Warning, only_final: false, run: brackets::alternatives,
        doc: "A bracket offers words, and each wording once." },
    Rule { id: "B4", title: "nobody's bracket", severity: Warning, at_final: Warning, only_final: false, run: brackets::attribution,
        doc: "Who holds a bracket is a delegation or group of workspace.yaml, and wants one thing with it." },
    Rule { id: "B5", title: "note in brackets", severity: Advice, at_final: Warning, only_final: false, run: brackets::notes,
        doc: "[Original: Russian] and [Agreed ad ref] are notes and are not contested (United Nations Editorial Manual, Mastheads and \
              cover pages). One that is not understood counts as contested words; status lines leave a final text." },
    Rule { id: "C1", title: "languages that differ", severity: Warning, at_final: Error, only_final: false, run: languages::same,
        doc: "Every language has the same paragraphs in the same order, with as many brackets where the translation is up to date." },
    Rule { id: "O3a", title: "numbers with gaps in a final text", severity: Warning, at_final: Warning, only_final: true, run: numbers::gaps,
        doc: "Operative paragraphs are numbered through, one alone is not (United Nations Editorial Manual, Paragraphs and \
              subparagraphs); 4 of 298 adopted resolutions do otherwise. While labels are frozen gaps are as they should be." },
    Rule { id: "O3b", title: "one label twice", severity: Warning, at_final: Error, only_final: false, run: numbers::twice,
        doc: "People call a paragraph by its label: two of one label cannot be told apart." },
    Rule { id: "O5", title: "items of another depth", severity: Advice, at_final: Warning, only_final: false, run: numbers::levels,
        doc: "(a), then (i), then a., then i.; a) and i) in French, Spanish and Russian (United Nations Editorial Manual, Paragraphs \
              and subparagraphs)." },
    Rule { id: "X1", title: "reference to no paragraph", severity: Error, at_final: Error, only_final: false, run: numbers::references,
        doc: "A reference into the text itself names a paragraph that is there. None of 300 in adopted resolutions does otherwise." },
    Rule { id: "X2a", title: "rival of nothing", severity: Warning, at_final: Error, only_final: false, run: numbers::rivals,
        doc: "5 alt is another wording of 5: without it it is a paragraph of its own, and when one is agreed the other goes." },
    Rule { id: "X2b", title: "bis or alt in a final text", severity: Error, at_final: Error, only_final: true, run: numbers::additions,
        doc: "bis, ter and alt keep the labels of others while negotiations last, and go once the text is agreed (United Nations \
              Editorial Manual, Paragraphs and subparagraphs)." },
    Rule { id: "T7", title: "placeholder in a final text", severity: Error, at_final: Error, only_final: true, run: wording::placeholders,
        doc: "XX, TBD, ____, [date]: something was to be put in. The closing words of a treaty are filled in by hand when it is signed, \
              which is only advice there." },
    Rule { id: "H1", title: "hidden characters", severity: Warning, at_final: Warning, only_final: false, run: wording::hidden,
        doc: "Characters that nobody sees make equal words differ, and controls of direction make a line read as what it does not \
              say (Unicode Technical Report 36)." },
];
