//! Every word that the program has for people, as a value that is passed on: a [`Language`].
//!
//! There is no global language. [`ENGLISH`] is the only one yet; who draws a screen, narrates a record or compiles a lesson is given
//! a `&'static Language` and takes its words from there. A second language is a second value of the same tables, and one that lacks
//! a text does not compile.
//!
//! # How a text is added and used
//!
//! 1. Put it into the table of its area, a file of this folder, as a line `name "text"` of a `texts!` block: a whole sentence, never
//!    a fragment that code glues to others, because another language orders its words otherwise.
//! 2. What varies is a hole with a name: `{who} calls {call}`. Where a number decides the form of a word, write the forms in
//!    a hole of their own, `{n:segment|segments}`: the language's own rule ([`Language::plural`]) chooses one, and a language
//!    may have one form or several. No `s` is ever appended, and nothing is capitalised by code.
//! 3. Fill it with [`say!`](crate::say!), or append it with [`Language::fill`] where many sentences are made.
//! 4. Measure it in cells with [`text::width`](crate::text::width), never by its bytes or letters, and cut it with a mark.
//!
//! ```
//! use tcptutor::language::{ENGLISH, Slot};
//! use tcptutor::say;
//! use tcptutor::sim::Call;
//!
//! let language = &ENGLISH;
//! // A sentence of a table, with its holes filled by name.
//! let mut words = String::new();
//! language.fill(&mut words, language.narration.calls, &[("who", Slot::Text("A")), ("call", Slot::Call(Call::Close))]);
//! assert_eq!(words, "A calls close()");
//! // The same, shorter.
//! assert_eq!(say!(language, language.narration.calls, who = "A", call = Call::Close), "A calls close()");
//! // Forms by number: the language's rule chooses.
//! assert_eq!(say!(language, "{n} {n:segment|segments}", n = 1u32), "1 segment");
//! assert_eq!(say!(language, "{n} {n:segment|segments}", n = 3u32), "3 segments");
//! ```
//!
//! A new area is a new file with its `texts!` block and a line of `areas!` in `value.rs`.

mod account;
mod actions;
mod arguments;
mod authoring;
mod capture;
mod cards;
mod checking;
mod command_line;
mod common_error_box;
mod common_errors;
mod comparison;
mod configuration;
mod elsewhere;
mod files;
mod fill;
mod findings;
mod glossary;
mod grading;
mod handout;
mod home;
mod join;
mod keys;
mod lab;
mod ladder;
mod lesson_keys;
mod lessons;
mod link;
mod lists;
mod live;
mod narration;
mod notes;
mod plain;
mod progress;
mod reading;
mod rules;
mod skeleton;
mod sources;
mod speaker;
mod stage;
mod terminal;
mod texts;
mod value;
mod vocabulary;
mod windows;
mod write;

pub use account::AccountWords;
pub use actions::ActionWords;
pub use arguments::ArgumentWords;
pub use authoring::AuthoringWords;
pub use capture::CaptureWords;
pub use cards::{CardFrame, CardText};
pub use checking::CheckWords;
pub use command_line::{CommandLineWords, DoctorWords};
pub use common_errors::{CommonErrorFrame, CommonErrorText};
pub use comparison::ComparisonWords;
pub use configuration::{ConfigurationWords, SettingWords};
pub use elsewhere::ElsewhereText;
pub use files::FileWords;
pub use fill::{Slot, holes};
pub use findings::FindingWords;
pub use glossary::Term;
pub use grading::GradingWords;
pub use handout::HandoutWords;
pub use home::HomeWords;
pub use keys::{KeyScopes, KeyText, Keys};
pub use lab::LabWords;
pub use ladder::LadderWords;
pub use lesson_keys::LessonKeyWords;
pub use lessons::LessonWords;
pub use link::LinkWords;
pub use lists::ListWords;
pub use live::LiveWords;
pub use narration::Narration;
pub use notes::NotesWords;
pub use plain::PlainWords;
pub use progress::ProgressWords;
pub use reading::ReadingWords;
pub use rules::RuleText;
pub use skeleton::SkeletonWords;
pub use sources::SourceWords;
pub use speaker::SpeakerWords;
pub use stage::StageWords;
pub use terminal::TerminalWords;
pub use texts::Texts;
pub use value::{ENGLISH, Language};
pub use vocabulary::VocabularyWords;
pub use windows::Windows;
pub use write::{append, duration, flag_names, percent, push_duration, push_number};

#[cfg(test)]
mod tests;
