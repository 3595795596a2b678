//! A language: all its tables, each declared once with its English.

use super::account::AccountWords;
use super::actions::ActionWords;
use super::arguments::ArgumentWords;
use super::authoring::AuthoringWords;
use super::capture::CaptureWords;
use super::cards::{CardFrame, CardText};
use super::checking::CheckWords;
use super::command_line::{CommandLineWords, DoctorWords};
use super::common_errors::CommonErrorFrame;
use super::comparison::ComparisonWords;
use super::configuration::{ConfigurationWords, SettingWords};
use super::elsewhere::ElsewhereText;
use super::files::FileWords;
use super::findings::FindingWords;
use super::glossary::Term;
use super::grading::GradingWords;
use super::handout::HandoutWords;
use super::home::HomeWords;
use super::keys::{KeyScopes, Keys};
use super::lab::LabWords;
use super::ladder::LadderWords;
use super::lesson_keys::LessonKeyWords;
use super::lessons::LessonWords;
use super::link::LinkWords;
use super::lists::ListWords;
use super::live::LiveWords;
use super::narration::Narration;
use super::notes::NotesWords;
use super::plain::PlainWords;
use super::progress::ProgressWords;
use super::reading::ReadingWords;
use super::rules::RuleText;
use super::skeleton::SkeletonWords;
use super::sources::SourceWords;
use super::speaker::SpeakerWords;
use super::stage::StageWords;
use super::terminal::TerminalWords;
use super::texts::Texts as _;
use super::vocabulary::VocabularyWords;
use super::windows::Windows;
use super::{cards, elsewhere, glossary, rules};
use crate::tcp::RuleId;

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
            /// What follows a name that owns something, right behind it: `B's FIN`.
            pub possessive: &'static str,
            /// A number that says the place in a row: `2nd`.
            pub ordinal: fn(u32) -> String,
            $( $(#[$about])* pub $area: $table, )+
        }

        /// English.
        pub static ENGLISH: Language = Language {
            code: "en",
            plural: |n| usize::from(n != 1),
            possessive: "'s",
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
                    possessive: self.possessive,
                    ordinal: self.ordinal,
                    $( $area: self.$area.map_texts(&mut *change), )+
                }
            }
        }
    };
}

areas! {
    /// How words in a row are joined.
    lists: ListWords = ListWords::ENGLISH;
    /// What lessons say beside their authors' words.
    lessons: LessonWords = LessonWords::ENGLISH;
    /// What actions do.
    actions: ActionWords = ActionWords::ENGLISH;
    /// The rules of TCP, in the order of [`RULES`](crate::tcp::RULES).
    rules: [RuleText; crate::tcp::RULES.len()] = rules::ENGLISH;
    /// What happened and why.
    narration: Narration = Narration::ENGLISH;
    /// What happened, in plain sentences.
    account: AccountWords = AccountWords::ENGLISH;
    /// The eleven states, in the order of [`State::ALL`](crate::tcp::State::ALL).
    cards: [CardText; 11] = cards::ENGLISH;
    /// What frames their paragraphs.
    card_frame: CardFrame = CardFrame::ENGLISH;
    /// The box of a common error.
    common_errors: CommonErrorFrame = CommonErrorFrame::ENGLISH;
    /// Where others do otherwise than the profile of the RFC.
    elsewhere: [ElsewhereText; 9] = elsewhere::ENGLISH;
    /// The words that everything else takes for granted.
    glossary: [Term; 18] = glossary::ENGLISH;
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
    /// The speaker's notes as lines.
    notes: NotesWords = NotesWords::ENGLISH;
    /// What each setting is.
    settings: SettingWords = SettingWords::ENGLISH;
    /// The configuration file.
    configuration: ConfigurationWords = ConfigurationWords::ENGLISH;
    /// What `--help` says.
    arguments: ArgumentWords = ArgumentWords::ENGLISH;
    /// The command line.
    command_line: CommandLineWords = CommandLineWords::ENGLISH;
    /// What `tcptutor doctor` finds.
    doctor: DoctorWords = DoctorWords::ENGLISH;
    /// The terminal.
    terminal: TerminalWords = TerminalWords::ENGLISH;
    /// The program's own files.
    files: FileWords = FileWords::ENGLISH;
    /// A learner's progress.
    progress: ProgressWords = ProgressWords::ENGLISH;
    /// The table of grades.
    grading: GradingWords = GradingWords::ENGLISH;
    /// A check of lessons and sessions.
    checking: CheckWords = CheckWords::ENGLISH;
    /// What is wrong with the text of a lesson, a session or a configuration file.
    reading: ReadingWords = ReadingWords::ENGLISH;
    /// What is wrong with an action, an answer or a value.
    vocabulary: VocabularyWords = VocabularyWords::ENGLISH;
    /// What only playing a lesson shows, and what only a reader would notice.
    findings: FindingWords = FindingWords::ENGLISH;
    /// The keys of lessons and sessions.
    lesson_keys: LessonKeyWords = LessonKeyWords::ENGLISH;
    /// A lesson made from a session, before its author has found words.
    skeleton: SkeletonWords = SkeletonWords::ENGLISH;
    /// What is said to whoever makes a lesson of a run.
    authoring: AuthoringWords = AuthoringWords::ENGLISH;
    /// The simulation and this machine's kernel, side by side.
    lab: LabWords = LabWords::ENGLISH;
    /// This machine's own sockets.
    live: LiveWords = LiveWords::ENGLISH;
    /// Files, lessons and sessions that a command is to read or to write.
    sources: SourceWords = SourceWords::ENGLISH;
    /// Captures and the connections in them.
    capture: CaptureWords = CaptureWords::ENGLISH;
}

impl Language {
    /// A rule in words.
    #[must_use]
    pub const fn rule(&self, id: RuleId) -> &RuleText {
        &self.rules[id as usize]
    }
}

/// `first`, `second`, `tenth`; from there on `11th`.
pub(super) fn english_ordinal(n: u32) -> String {
    const WORDS: [&str; 10] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let word = usize::try_from(n).ok().and_then(|n| WORDS.get(n.checked_sub(1)?));
    if let Some(word) = word {
        return (*word).to_owned();
    }
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}
