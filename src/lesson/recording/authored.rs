//! A run as the text of a lesson, with what its author made of each moment and the words that there are so far.

use std::fmt::Write as _;

use super::super::check::check;
use super::super::compile::{LARGEST, STEP, WORLD, compile};
use super::super::diagnostic::Severity;
use super::super::expect::Expect;
use super::super::goal::Goal;
use super::super::model::{Act, Hint, Pick, Question, Step, Task};
use super::super::source::Spanned;
use super::super::toml_text::quoted;
use super::outline::{Moment, Outline};
use super::page_kind::{PageKind, PageText};
use crate::language::{Language, SkeletonWords};
use crate::say;
use crate::sim::VERBS;
use crate::text::width;

/// A mark has an author's own words; longer ones would not fit above the placeholder.
const WIDEST_MARK: usize = 120;

/// The longest text of one step, beside its author's words.
const LONGEST_STEP: usize = 8 * 1024;

/// How a learner is let act, and let predict.
const ACTING: &str = r#"say = "...", until = { A = "SYN_SENT" }, hints = ["auto"]"#;
const PREDICTING: &str = r#"ask = "...", predict = "B.state", after = ["step"], right = "...""#;

/// What an author makes of a run. Texts that are empty are still to come: sentences hold their places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Authored {
    /// The lesson's title.
    pub title: String,
    /// What it shows, in one sentence.
    pub summary: String,
    /// What the learner can do afterwards.
    pub objective: String,
    /// What each moment becomes, in their order.
    pub pages: Vec<AuthoredPage>,
}

/// What an author makes of one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuthoredPage {
    /// What it becomes.
    pub kind: PageKind,
    /// Its texts, by what they are; those that its kind does not have are not written.
    pub texts: [String; PageText::COUNT],
}

impl Authored {
    /// Nothing has been said yet: every moment is told, by the words of its mark if it has one.
    #[must_use]
    pub fn of(outline: &Outline) -> Self {
        let page = |moment: &Moment| {
            let mut page = AuthoredPage::default();
            page.texts[PageText::Say as usize] = moment.mark.clone().unwrap_or_default();
            page
        };
        Self { pages: outline.moments.iter().map(page).collect(), ..Self::default() }
    }
}

/// Why what has been made so far is no lesson yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotYet {
    /// The page that is to blame, from 0; none if it is what stands above them.
    pub page: Option<usize>,
    /// A sentence.
    pub message: String,
}

impl Outline {
    /// The text of the lesson, where the whole check of it finds no error.
    ///
    /// # Errors
    /// The first one, and which page it is about.
    pub fn checked(&self, id: &str, authored: &Authored, language: &'static Language) -> Result<String, NotYet> {
        let text = self.lesson(authored, language);
        let file = format!("{id}.toml");
        let findings = match compile(&file, &text, language) {
            Ok(lesson) => check(&lesson, language),
            Err(findings) => findings,
        };
        let Some(first) = findings.iter().find(|finding| finding.severity == Severity::Error) else { return Ok(text) };
        let begun = text.lines().take(first.line).filter(|line| *line == HEAD).count();
        let (page, words) = (begun.checked_sub(1), &language.authoring);
        let message = match page {
            Some(page) => say!(language, words.not_yet, n = page + 1, message = &first.message),
            None => say!(language, words.not_yet_head, message = &first.message),
        };
        Err(NotYet { page, message })
    }
}

/// The line above each step.
const HEAD: &str = "[[step]]";

impl AuthoredPage {
    /// One of its texts, or what holds its place.
    fn text(&self, text: PageText, words: &SkeletonWords) -> String {
        let own = self.texts[text as usize].trim();
        let held = match (text, self.kind) {
            (PageText::Say, PageKind::Tell) => words.say,
            (PageText::Say, PageKind::Task) => words.set,
            (PageText::Say, _) => words.ask,
            (PageText::Hint, _) => words.hint,
            (PageText::Wrong, _) => words.wrong,
            (PageText::Right, _) => words.right,
        };
        if own.is_empty() { held.to_owned() } else { own.to_owned() }
    }

    /// How long its author's words are.
    fn length(&self) -> usize {
        self.texts.iter().map(String::len).sum()
    }
}

impl Outline {
    /// The text of a lesson in which every moment tells, and sentences hold the places of all words but those of marks.
    #[must_use]
    pub fn skeleton(&self, language: &Language) -> String {
        let words = &language.skeleton;
        let mut authored = Authored::of(self);
        for (page, moment) in authored.pages.iter_mut().zip(&self.moments) {
            let mark = moment.mark.as_ref().filter(|mark| width(mark) <= WIDEST_MARK);
            let say = mark.map(|mark| say!(language, words.marked, mark, say = words.say));
            page.texts[PageText::Say as usize] = say.unwrap_or_default();
        }
        self.lesson(&authored, language)
    }

    /// The text of a lesson that compiles. What its author has not said is said by sentences in this language that hold its place.
    #[must_use]
    pub fn lesson(&self, authored: &Authored, language: &Language) -> String {
        let words = &language.skeleton;
        let mut out = head(self, authored, language);
        let mut after_task = false;
        for (moment, page) in self.moments.iter().zip(&authored.pages) {
            if out.len() + LONGEST_STEP + page.length() > LARGEST {
                let _ = writeln!(out, "\n# {}", words.cut_off);
                return out;
            }
            out.extend(["\n", HEAD, "\n"]);
            STEP.write_lines(&step(moment, page, after_task, words), VERBS, &mut out);
            after_task |= page.kind == PageKind::Task;
        }
        if self.goes_on {
            let _ = writeln!(out, "\n# {}", words.cut_off);
        }
        out
    }
}

/// What stands above the steps.
fn head(outline: &Outline, authored: &Authored, language: &Language) -> String {
    let words = &language.skeleton;
    let or = |own: &str, held: &str| quoted(if own.trim().is_empty() { held } else { own.trim() });
    let mut out = String::new();
    let comments = [
        words.made_from.to_owned(),
        words.what_is_missing.to_owned(),
        say!(language, words.let_act, example = ACTING),
        say!(language, words.let_predict, example = PREDICTING),
    ];
    for comment in comments {
        out.extend(["# ", comment.as_str(), "\n"]);
    }
    out.push_str("format = 1\n");
    let _ = writeln!(out, "title = {}", or(&authored.title, words.title));
    let _ = writeln!(out, "summary = {}", or(&authored.summary, words.summary));
    let _ = writeln!(out, "objectives = [{}]", or(&authored.objective, words.objective));
    let _ = writeln!(out, "profile = {}\n\n[world]", quoted(outline.beginning.setup.profile.name()));
    WORLD.write_lines(&outline.beginning, VERBS, &mut out);
    out
}

/// One page. What a learner's own way to a task leaves on the wire is not the author's: behind one only states are expected.
fn step(moment: &Moment, page: &AuthoredPage, after_task: bool, words: &SkeletonWords) -> Step {
    let text = |text: PageText| Spanned::nowhere(page.text(text, words));
    let task = match moment.predict(page.kind) {
        Some(predict) => Task::Ask(Question {
            predict: Spanned::nowhere(predict),
            pick: Pick::List,
            choices: None,
            after: moment.commands.clone(),
            why: Vec::new(),
            other: Some(text(PageText::Wrong)),
            right: Some(text(PageText::Right)),
        }),
        None if page.kind == PageKind::Task => Task::Act(Act {
            goal: Goal::states(moment.expect.states.clone()),
            allow: None,
            hints: vec![text(PageText::Hint).map(Hint::Text), Spanned::nowhere(Hint::Auto)],
            wrong: Vec::new(),
            paused: false,
            way: moment.commands.clone(),
            right: Some(text(PageText::Right)),
        }),
        None => Task::Say,
    };
    let only_states = after_task || page.kind == PageKind::Task;
    let states = || Expect::of_states(moment.expect.states.clone());
    let expect = if only_states { states() } else { moment.expect.clone() };
    let script = if matches!(task, Task::Say) { moment.commands.clone() } else { Vec::new() };
    Step {
        id: None,
        task,
        text: text(PageText::Say),
        error: None,
        script,
        expect: Some(expect),
        numbers: false,
        code: Vec::new(),
        notes: None,
        span: 0..0,
    }
}
