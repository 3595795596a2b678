//! The formats of handouts as clap knows them.

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::export::Format;
use crate::language::ENGLISH;

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let words = &ENGLISH.arguments;
        let help = match self {
            Self::Text => words.written_text,
            Self::Json => words.written_json,
            Self::Markdown => words.written_markdown,
            Self::Mermaid => words.written_mermaid,
            Self::Svg => words.written_svg,
            Self::Html => words.written_html,
            Self::Tcpdump => words.written_tcpdump,
            Self::Pcapng => words.written_pcapng,
        };
        Some(PossibleValue::new(self.name()).help(help))
    }
}
