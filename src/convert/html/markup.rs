//! What every page is made of: its style, and words that cannot act in it. Start at [`escape`].

use crate::text::reveal;

/// A text as it can stand in a page, in an attribute or between tags: nothing in it is markup, and what is hidden shows.
pub(super) fn escape(text: &str) -> String {
    let shown = reveal(text);
    let mut out = String::with_capacity(shown.len());
    for c in shown.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// Words of a document: where one paragraph ends and another begins stands a line break.
pub(super) fn words(text: &str) -> String {
    let parts: Vec<String> = text.split('\n').map(escape).collect();
    parts.join("<span class=\"edge\">¶</span><br>")
}

/// Colours for light and dark, marks that need no colour, and what a printer wants.
pub(super) const STYLE: &str = "\
:root { --ink: #1a1a1a; --ground: #fff; --faint: #595959; --line: #bbb; --in: #00572b; --in-ground: #e3f6ea; --out: #8c1515; --out-ground: #fbe9e7; --warn: #7a4100; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --ground: #161616; --faint: #a8a8a8; --line: #4a4a4a; --in: #8fe0b0; --in-ground: #10301f; --out: #ffb0a6; --out-ground: #3a1714; --warn: #ffc27a; } }
body { color: var(--ink); background: var(--ground); font: 1rem/1.5 Georgia, \"Times New Roman\", serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, th, .told, .notes { font-family: system-ui, sans-serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-top: 1px solid var(--line); padding: .5rem .75rem; vertical-align: top; text-align: start; }
tbody th { width: 8rem; font-size: .9rem; } th small { font-weight: normal; color: var(--faint); }
.beside td { width: 50%; }
p { margin: 0; overflow-wrap: anywhere; } .told { margin: .5rem 0 1rem; }
ins { color: var(--in); background: var(--in-ground); text-decoration: underline; text-decoration-thickness: .12em; }
del { color: var(--out); background: var(--out-ground); text-decoration: line-through; }
.notes { list-style: none; margin: 0 0 .25rem; padding: 0; font-size: .85rem; color: var(--faint); }
.weaker, .stronger, .reversed { color: var(--warn); font-weight: bold; } .weaker::before { content: \"▼ \"; } .stronger::before { content: \"▲ \"; } .reversed::before { content: \"⇅ \"; }
.left td, .left th, .unchanged td, .unchanged th { color: var(--faint); } .left a, .notes a { color: inherit; } .left a { font-style: italic; } .edge { color: var(--faint); }
@media print { body { max-width: none; margin: 0; font-size: 10pt; } tr { break-inside: avoid; } ins, del { background: none; } thead { display: table-header-group; } }
";
