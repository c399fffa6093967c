//! The ways to look at bracketed text, as options name them. What they do is [`crate::model::Lens`].

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::model::Lens;

impl ValueEnum for Lens {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Brackets, Self::Clean]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Self::Brackets => "As it is, brackets and who holds them",
            Self::Clean => {
                "Without brackets and names: what is contested is kept, and the first of several wordings chosen"
            }
        };
        Some(PossibleValue::new(self.word()).help(help))
    }
}
