//! Text for people: inline marks, wrapping by measured width, and nothing that a terminal would obey.

mod clean;
mod flow;
mod hash;
mod markup;
mod pages;
mod search;
mod sentence;
mod wrap;
mod written;

pub use clean::{clean_line, clean_text};
pub use flow::Flow;
pub use hash::{FNV_BASIS, fnv1a};
pub use markup::{Mark, Span, parse, unclosed_mark};
pub use pages::wrap_by_sentences;
pub use search::distance;
pub use sentence::{capitalised, sentence};
pub use wrap::{Line, padded, width, wrap, wrap_spans};
pub use written::{csv_cell, json, json_line, shortened, without_bom};
