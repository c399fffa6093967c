//! Quotation marks told apart by what they do, whatever their shape. Start at [`Quotes::next`].

/// The marks of a text, read from its beginning.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Quotes {
    open: usize,
}

/// What opens and what closes, as every mark is then known.
const OPENS: &str = "“";
const CLOSES: &str = "”";

/// Whether a token is a double quotation mark of any shape.
pub(super) fn is_quote(token: &str) -> bool {
    matches!(
        token,
        "\"" | "“" | "”" | "„" | "‟" | "″" | "«" | "»" | "「" | "」" | "『" | "』"
    )
}

impl Quotes {
    /// What the next mark does; `beside` says whether it stands right behind what is before it. A straight one tells nothing
    /// by its shape, and “ closes in German what it opens in English: the first of two that are open says it.
    pub(super) fn next(&mut self, mark: &str, beside: bool) -> &'static str {
        let closes = match mark {
            "„" | "«" | "「" | "『" => false,
            "”" | "»" | "」" | "』" => true,
            _ => self.open > 0 && beside,
        };
        if closes {
            self.open = self.open.saturating_sub(1);
            CLOSES
        } else {
            self.open += 1;
            OPENS
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_every_shape_open_and_close() {
        for (marks, expected) in [
            // Mark, and whether it stands right behind something.
            (vec![("\"", false), ("\"", true)], "“”"),
            (vec![("„", false), ("“", true)], "“”"),
            (vec![("“", false), ("”", true), ("“", true)], "“”“"),
            (vec![("«", false), ("»", false)], "“”"),
            (
                vec![("「", true), ("『", true), ("』", true), ("」", true)],
                "““””",
            ),
            // Chinese sets no blanks.
            (vec![("\"", true), ("\"", true), ("\"", true)], "“”“"),
        ] {
            let mut quotes = Quotes::default();
            let found: String = marks
                .iter()
                .map(|(mark, beside)| quotes.next(mark, *beside))
                .collect();
            assert_eq!(found, expected);
        }
    }
}
