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
//! A new area is a new file with its `texts!` block and a line of `areas!` below.

mod cards;
mod comparison;
mod fill;
mod glossary;
mod handout;
mod home;
mod keys;
mod ladder;
mod link;
mod narration;
mod plain;
mod rules;
mod speaker;
mod stage;
mod texts;
mod windows;
mod write;

pub use cards::{CardFrame, CardText};
pub use comparison::ComparisonWords;
pub use fill::{Slot, holes};
pub use glossary::Term;
pub use handout::HandoutWords;
pub use home::HomeWords;
pub use keys::{KeyScopes, KeyText, Keys};
pub use ladder::LadderWords;
pub use link::LinkWords;
pub use narration::Narration;
pub use plain::PlainWords;
pub use rules::RuleText;
pub use speaker::SpeakerWords;
pub use stage::StageWords;
pub use texts::Texts;
pub use windows::Windows;
pub use write::{append, duration, flag_names, percent, push_duration, push_number};

/// Declares the areas of a language, each with its English.
macro_rules! areas {
    ($( $(#[$about:meta])* $area:ident: $table:ty = $english:expr; )+) => {
        /// One language: all texts, and the few rules by which it forms words.
        #[derive(Clone, Debug)]
        pub struct Language {
            /// Its code, as HTML names it: `en`.
            pub code: &'static str,
            /// Which of the forms `{n:one|other}` it has for a number, from 0; beyond the last form, the last.
            pub plural: fn(u32) -> usize,
            /// A number that says the place in a row: `2nd`.
            pub ordinal: fn(u32) -> String,
            $( $(#[$about])* pub $area: $table, )+
        }

        /// English.
        pub static ENGLISH: Language = Language {
            code: "en",
            plural: |n| usize::from(n != 1),
            ordinal: english_ordinal,
            $( $area: $english, )+
        };

        impl Language {
            /// Calls `visit` with every text and its path: `narration.calls`.
            pub fn each(&self, visit: &mut dyn FnMut(&str, &'static str)) {
                $( self.$area.each_text(stringify!($area), &mut *visit); )+
            }

            /// The same language with every text as `change` has it; its rules of forming words stay.
            #[must_use]
            pub fn map(&self, change: &mut dyn FnMut(&'static str) -> &'static str) -> Self {
                Self {
                    code: self.code,
                    plural: self.plural,
                    ordinal: self.ordinal,
                    $( $area: self.$area.map_texts(&mut *change), )+
                }
            }
        }
    };
}

areas! {
    /// The rules of TCP, in the order of [`RULES`](crate::tcp::RULES).
    rules: [RuleText; crate::tcp::RULES.len()] = rules::ENGLISH;
    /// What happened and why.
    narration: Narration = Narration::ENGLISH;
    /// The eleven states, in the order of [`State::ALL`](crate::tcp::State::ALL).
    cards: [CardText; 11] = cards::ENGLISH;
    /// What frames their paragraphs.
    card_frame: CardFrame = CardFrame::ENGLISH;
    /// The words that everything else takes for granted.
    glossary: [Term; 17] = glossary::ENGLISH;
    /// What a ladder itself says.
    ladder: LadderWords = LadderWords::ENGLISH;
    /// What handouts say themselves.
    handout: HandoutWords = HandoutWords::ENGLISH;
    /// What the footer and the help say of the keys.
    keys: Keys = Keys::ENGLISH;
    /// The headings of the help.
    key_scopes: KeyScopes = KeyScopes::ENGLISH;
    /// The settings of the link and of the hosts.
    link: LinkWords = LinkWords::ENGLISH;
    /// Two paths side by side.
    comparison: ComparisonWords = ComparisonWords::ENGLISH;
    /// The home screen, and the questions that come back.
    home: HomeWords = HomeWords::ENGLISH;
    /// The speaker's notes.
    speaker: SpeakerWords = SpeakerWords::ENGLISH;
    /// The dialogue in plain lines.
    plain: PlainWords = PlainWords::ENGLISH;
    /// The stage.
    stage: StageWords = StageWords::ENGLISH;
    /// What the windows over the stage say.
    windows: Windows = Windows::ENGLISH;
}

impl Language {
    /// The texts whose holes are not those of the same text in `source`, each as `path: {hole}`: what the code fills is known from
    /// the source, so a hole that only a translation has would stay empty, and one that it lacks would lose a name or a number.
    #[must_use]
    pub fn strange_holes(&self, source: &Self) -> Vec<String> {
        let mut known = Vec::new();
        source.each(&mut |path, text| known.push((path.to_owned(), text)));
        let mut strange = Vec::new();
        let mut known = known.into_iter();
        self.each(&mut |path, text| {
            let source = known.next().filter(|(expected, _)| expected == path).map_or("", |(_, text)| text);
            let mut differs = |of: &str, other: &str| {
                let missing = holes(of).filter(|hole| holes(other).all(|known| known != *hole));
                strange.extend(missing.map(|hole| format!("{path}: {{{hole}}}")));
            };
            differs(text, source);
            differs(source, text);
        });
        strange
    }
}

/// `1st`, `2nd`, `3rd`, `11th`.
fn english_ordinal(n: u32) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

#[cfg(test)]
mod tests;
