//! The screens, drawn into cells: at every size, on friendly and hostile words, and as pictures to be read.

mod desk;
mod hostile;
mod numbering;
mod overtaken;
mod pictures;
mod room;
mod sizes;

use desk::Desk;

/// Every screen and everything that can stand in front of one: a name, and the keys that lead there.
const STAGES: [(&str, &str); 82] = [
    ("draft", "jjjjj"),
    ("draft-side", "jjj<tab>jj"),
    ("draft-plain", "jjZ"),
    ("draft-end", "G"),
    ("draft-other-language", "]"),
    ("editing", "jjjjje and the States"),
    ("adding", "jjA新的段落 [new - KAZ"),
    ("splitting", "jjjjjS<c-right>"),
    ("ask-leave", "jjex<esc>"),
    ("ask-delete", "jjjD"),
    ("help", "?"),
    ("help-narrowed", "?freeze"),
    ("palette", ":"),
    ("palette-narrowed", ":agr"),
    ("choice", "jjjp"),
    ("choice-stance", "jjjp<enter>"),
    ("choice-goto", "f"),
    ("prompt", "F"),
    ("prompt-wrong", "F<c-u><enter>"),
    ("prompt-note", "jjji"),
    ("findings", "I"),
    ("unsaved", "U"),
    ("following", "g"),
    ("count", "012"),
    ("consensus", "2"),
    ("consensus-turned", "2vG"),
    ("consensus-open", "2fG"),
    ("consensus-none", "2td<down><enter>"),
    ("consensus-sorted", "2sss"),
    ("consensus-blocked", "2bfG"),
    ("consensus-sections", "2R"),
    ("consensus-sections-turned", "2Rvj"),
    ("consensus-section", "2R<enter>"),
    ("consensus-chart", "2C"),
    ("consensus-goto", "2'uz"),
    ("cell", "2jj<enter>"),
    ("cell-stale", "2jjjlll<enter>"),
    ("compare", "3"),
    ("compare-beside", "3sn"),
    ("compare-only", "3oG"),
    ("compare-moved", "3arev-1<enter>nnn"),
    ("compare-moved-beside", "3arev-1<enter>nnns"),
    ("compare-old-place", "3arev-1<enter>nnn%"),
    ("compare-inside", "3arev-1<enter>nnnnll"),
    ("compare-taken", "3arev-1<enter>nt"),
    ("compare-delete", "3arev-1<enter>onnnnnnnt"),
    ("compare-since", "3Skgz<enter>"),
    ("compare-since-all", "3S<enter>o"),
    ("compare-sentences", "3arev-1<enter>r"),
    ("compare-versions", "3v"),
    ("compare-file", "3afile<enter>old.txt<enter>"),
    ("compare-page", "3X"),
    ("history", "jjjjH"),
    ("precedents", "/security"),
    ("precedents-read", "/security<esc><tab>jj"),
    ("record", "5"),
    ("proposals", "fорганизаций приветствовали<enter>a"),
    ("proposals-stale", "fподробно рассмотрели<enter>a"),
    ("proposals-none", "aG"),
    (
        "proposing",
        "fподробно рассмотрели<enter>anaze<enter><c-right> Конференции",
    ),
    (
        "proposals-accept",
        "fорганизаций приветствовали<enter>ajk<enter>",
    ),
    ("brackets", "fобстоятельно обсудили<enter>b"),
    ("brackets-next", "fобстоятельно обсудили<enter>bjl"),
    ("brackets-none", "jb"),
    ("selecting", "jjbb<c-right><enter><c-right><c-right>"),
    ("lens-clean", "fобстоятельно обсудили<enter>v"),
    ("lens-final", "fобстоятельно обсудили<enter>vv"),
    ("holders", "gh"),
    ("bracket-sums", "gH"),
    ("picker", "O"),
    ("walk", "w"),
    ("walk-paragraph", "wnnnn]"),
    ("walk-bracketed", "w011n"),
    ("walk-agreed", "w09na"),
    ("walk-asks", "w011na"),
    ("walk-except", "w08ne"),
    ("walk-objects", "wnnnnx"),
    ("walk-frozen", "wnnnfnn"),
    ("walk-blank", "wnnnz"),
    ("walk-end", "wnncncncG"),
    ("present", "wnnnnnP"),
    ("present-beside", "wnnnn]P"),
];

/// A workspace at a stage.
fn stage(desk: &Desk, keys: &str) -> Desk {
    let mut desk = desk.clone();
    desk.press(keys);
    desk
}

fn ashgabat() -> Desk {
    Desk::new(desk::example("ashgabat-2010"))
}
