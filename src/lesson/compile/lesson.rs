//! The whole file of a lesson.

use std::sync::Arc;

use super::super::id::id_of;
use super::super::keys::{About, Fields, Keys, Kind, key, key_about};
use super::super::model::{Lesson, Level, Observe, Origin, Step};
use super::super::source::{Item, Spanned};
use super::code::code;
use super::observe::{OBSERVE, observations};
use super::step::{STEP, steps};
use super::world::{Beginning, WORLD};
use crate::say;
use crate::tcp::Profile;

/// Which shape of file this is; another one would be another number.
const FORMAT: u32 = 1;

/// A lesson, as far as it has been read.
pub struct LessonDraft {
    pub title: Option<Spanned<String>>,
    pub summary: Option<Spanned<String>>,
    pub chapter: Option<Spanned<String>>,
    pub words: Vec<Spanned<String>>,
    pub level: Level,
    pub numbers: bool,
    pub needs: Vec<Spanned<String>>,
    pub objectives: Vec<Spanned<String>>,
    pub code: Vec<String>,
    pub profile: Profile,
    pub beginning: Option<Beginning>,
    pub steps: Vec<Step>,
    pub observe: Vec<Observe>,
}

/// The profile, in lessons and in sessions.
pub const PROFILE: About = About {
    name: "profile",
    kind: Kind::Word(|| Profile::NAMES.to_vec()),
    needed: false,
    beside: &[],
    help: |words| words.profile,
    example: r#""linux""#,
};

/// The world, in lessons and in sessions.
pub const WORLD_KEY: About = About {
    name: "world",
    kind: Kind::Table(&WORLD),
    needed: false,
    beside: &[],
    help: |words| words.about_world,
    example: r#"{ names = { A = "client", B = "server" }, start = ["B listen", "A connect", "run until idle"] }"#,
};

/// The whole file.
pub static LESSON: Keys<LessonDraft> = Keys {
    name: "lesson",
    what: |words| words.lesson,
    written: Some(|words| words.at_the_top),
    one_of: &[],
    keys: &[
        key(
            "format",
            Kind::Whole(FORMAT..=FORMAT),
            |words| words.format,
            |_: &mut LessonDraft, item, fields| check_format(item, FORMAT, fields),
        )
        .example("1")
        .needed(),
        key(
            "title",
            Kind::Text,
            |words| words.title,
            |lesson: &mut LessonDraft, item, fields| {
                lesson.title = fields.text(item);
            },
        )
        .example(r#""The CLOSE_WAIT bug""#)
        .needed(),
        key(
            "summary",
            Kind::Text,
            |words| words.summary,
            |lesson: &mut LessonDraft, item, fields| lesson.summary = fields.text(item),
        )
        .example(r#""Only the program can leave CLOSE_WAIT, and nothing else ever will.""#)
        .needed(),
        key(
            "chapter",
            Kind::Text,
            |words| words.chapter,
            |lesson: &mut LessonDraft, item, fields| lesson.chapter = fields.text(item),
        )
        .example(r#""Closing""#),
        key(
            "words",
            Kind::List(&Kind::Text),
            |words| words.words,
            |lesson: &mut LessonDraft, item, fields| lesson.words = fields.texts(item),
        )
        .example(r#"["lost", "timeout"]"#),
        key(
            "level",
            Kind::Word(|| Level::NAMES.map(|(word, _)| word).to_vec()),
            |words| words.level,
            |lesson: &mut LessonDraft, item, fields| {
                lesson.level = fields.word(item, fields.sentences().not_a_level, &Level::NAMES).unwrap_or_default();
            },
        )
        .example(r#""core""#),
        key(
            "numbers",
            Kind::Truth,
            |words| words.numbers,
            |lesson: &mut LessonDraft, item, fields| lesson.numbers = fields.boolean(item).unwrap_or_default(),
        )
        .example("true"),
        key(
            "needs",
            Kind::List(&Kind::Text),
            |words| words.needs,
            |lesson: &mut LessonDraft, item, fields| lesson.needs = fields.texts(item),
        )
        .example(r#"["four-way-close"]"#),
        key(
            "objectives",
            Kind::List(&Kind::Text),
            |words| words.objectives,
            |lesson: &mut LessonDraft, item, fields| lesson.objectives = fields.texts(item),
        )
        .example(r#"["Explain why CLOSE_WAIT has no timer"]"#)
        .needed(),
        key(
            "code",
            Kind::Text,
            |words| words.code,
            |lesson: &mut LessonDraft, item, fields| lesson.code = code(item, fields),
        )
        .example(r#""n = recv(fd)\nclose(fd)""#),
        key_about(PROFILE, |lesson: &mut LessonDraft, item, fields| {
            lesson.profile = fields.profile(item).unwrap_or(lesson.profile);
        }),
        key_about(WORLD_KEY, |lesson: &mut LessonDraft, item, fields| {
            lesson.beginning = Some(Beginning::read(item, lesson.profile, fields));
        }),
        key(
            "step",
            Kind::Tables(&STEP),
            |words| words.steps,
            |lesson: &mut LessonDraft, item, fields| lesson.steps = steps(item, fields),
        )
        .example(r#"[{ say = "A closes.", do = ["A close", "run until idle"] }]"#)
        .needed(),
        key(
            "observe",
            Kind::Tables(&OBSERVE),
            |words| words.observe,
            |lesson: &mut LessonDraft, item, fields| lesson.observe = observations(item, fields),
        )
        .example(r#"[{ linux = "ss -tan", expect = "a line for each connection" }]"#),
    ],
};

/// The key that says which shape of file this is.
pub fn check_format(item: &Item<'_>, known: u32, fields: &mut Fields<'_, '_>) {
    if let Some(format) = fields.integer(item)
        && format.value != i64::from(known)
    {
        let number = &format.value.to_string();
        fields.error(&item.span, say!(fields.language(), fields.sentences().other_format, known, number));
    }
}

impl LessonDraft {
    /// Nothing has been read yet.
    pub fn new() -> Self {
        Self {
            title: None,
            summary: None,
            chapter: None,
            words: Vec::new(),
            level: Level::default(),
            numbers: false,
            needs: Vec::new(),
            objectives: Vec::new(),
            code: Vec::new(),
            profile: Profile::rfc9293(),
            beginning: None,
            steps: Vec::new(),
            observe: Vec::new(),
        }
    }

    /// The lesson in this file.
    pub fn finish(self, file: &str, text: &str) -> Option<Lesson> {
        let beginning = self.beginning.unwrap_or_else(|| Beginning::new(self.profile));
        Some(Lesson {
            origin: Origin::default(),
            id: id_of(file).to_owned(),
            file: file.to_owned(),
            source: Arc::from(text),
            title: self.title?,
            summary: self.summary?,
            chapter: self.chapter.unwrap_or_else(|| Spanned::nowhere(String::new())),
            words: self.words,
            level: self.level,
            numbers: self.numbers,
            needs: self.needs,
            objectives: self.objectives,
            code: self.code,
            names: beginning.names,
            setup: beginning.setup,
            start: beginning.start,
            steps: self.steps,
            observe: self.observe,
        })
    }
}
