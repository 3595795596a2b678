//! A lesson as a dialogue: its pages, its questions with numbered answers, its tasks in the vocabulary.

use std::io::{self, BufRead, Write};
use std::num::ParseIntError;
use std::sync::Arc;

use super::doing::{carry_out, not_understood};
use super::handing_in::HandsIn;
use super::lines::Lines;
use super::sandbox::{back_at, look};
use super::telling::Telling;
use super::words::{self, Word};
use crate::export::without_diagram;
use crate::headless::verdict::Verdict;
use crate::language::Language;
use crate::lesson::{GoalShown, Lesson, Move, Page, Pick, Player, Reveal, Success, Tried, narration, parse_command};
use crate::narrate;
use crate::progress::{self, LessonProgress, Place, Watch};
use crate::progress_file::ProgressFile;
use crate::say;
use crate::sim::Input;

/// A lesson being played, and how much of it has been told.
pub(super) struct Dialogue {
    player: Player,
    /// Notices what is to be kept.
    watch: Watch,
    /// The session's step up to which everything has been told.
    message: usize,
    /// The step at which each line of the present task began.
    done: Vec<usize>,
    /// Whether the run can be handed in, and by whom, if that is known.
    hands_in: HandsIn,
    language: &'static Language,
}

/// How a dialogue ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// With what it was for.
    Over,
    /// Before that.
    Left,
}

/// Plays a lesson from where it was left to its end, or until `quit` or the end of the input. `student` is who hands it in, if that
/// is known.
///
/// # Errors
/// If the input cannot be read or nothing can be written.
pub fn plain_lesson<I: BufRead, O: Write>(
    lesson: Lesson,
    student: Option<&str>,
    file: &mut ProgressFile,
    mut lines: Lines<'_, I, O>,
) -> io::Result<Verdict> {
    let lesson = Arc::new(lesson);
    let (language, words) = (lines.language, &lines.language.plain);
    let profile = lesson.setup.profile.name();
    lines.say(&say!(language, words.title, title = lesson.title.as_str(), profile))?;
    lines.say(lesson.summary.as_str())?;
    for (number, line) in (1..).zip(&lesson.code) {
        lines.say(&format!("{number}  {line}"))?;
    }
    lines.say(&narrate::introduction(language, lesson.names.as_deref()))?;
    lines.say(words.what_to_type)?;
    let kept = file.load();
    lines.say_all(kept.message)?;
    let known = kept.progress.of(&lesson);
    let place = known.and_then(LessonProgress::waits_at);
    if let Some(Place { step, of, .. }) = place {
        lines.say(&say!(language, words.left, page = step + 1, of))?;
    }
    let player = progress::resume(lesson, known);
    let watch = Watch::lesson(&player, place.map_or(0, |place| place.hints));
    let mut dialogue = if place.is_some() {
        Dialogue::brought(player, watch, language)
    } else {
        Dialogue::new(player, watch, language)
    };
    dialogue.hands_in = HandsIn::of(student);
    lines.gap()?;
    lines.say_all(dialogue.situation())?;
    lines.say_all(dialogue.page())?;
    dialogue.talk(file, &mut lines, |player| matches!(player.page(), Page::End { .. }))?;
    Ok(Verdict::Fine)
}

impl Dialogue {
    /// Whether the question of a step was answered correctly at the first sight.
    pub(super) fn was_right_at_once(&self, step: usize) -> bool {
        self.player.was_right_at_once(step)
    }

    /// A dialogue that tells everything from the lesson's start.
    fn new(player: Player, watch: Watch, language: &'static Language) -> Self {
        let player = player.with_language(language);
        Self { player, watch, message: 0, done: Vec::new(), hands_in: HandsIn::Never, language }
    }

    /// A dialogue that begins where the player was brought to.
    pub(super) fn brought(player: Player, watch: Watch, language: &'static Language) -> Self {
        Self { message: player.history().step(), ..Self::new(player, watch, language) }
    }

    /// How things stand where a player was brought to; nothing at a lesson's start, which is told.
    pub(super) fn situation(&self) -> Vec<String> {
        if self.message == 0 {
            return Vec::new();
        }
        let telling = self.telling();
        std::iter::once(telling.states()).chain(telling.on_their_way()).collect()
    }

    /// Reads lines and answers them until it is over; what the learner does goes to the file.
    pub(super) fn talk<I: BufRead, O: Write>(
        &mut self,
        file: &mut ProgressFile,
        lines: &mut Lines<'_, I, O>,
        is_over: impl Fn(&Player) -> bool,
    ) -> io::Result<Ended> {
        while !is_over(&self.player) {
            lines.say(&self.prompt())?;
            let Some(line) = lines.ask()? else { return Ok(Ended::Left) };
            let word = if line.is_empty() { Some((Word::Next, "")) } else { words::find(&line, true) };
            let message = match word {
                Some((Word::Quit, _)) => return Ok(Ended::Left),
                Some((word, rest)) => self.answer(word, rest),
                None => match self.number(&line).ok().or_else(|| self.choice_named(&line)) {
                    Some(number) => self.choose(number),
                    None => self.act(&line),
                },
            };
            lines.say_all(message)?;
            if let Some(actions) = self.watch.news(&self.player) {
                file.keep(&actions);
                lines.say_all(file.save().and_then(|kept| kept.message))?;
            }
        }
        Ok(Ended::Over)
    }

    /// What can be typed here, in one line.
    fn prompt(&self) -> String {
        let (language, words) = (self.language, &self.language.plain);
        match self.player.page() {
            Page::Act { reached: false, .. } => words.type_command.to_owned(),
            Page::Ask { picked: None, pick: Pick::Typed, .. } => words.type_a_number.to_owned(),
            Page::Ask { picked: None, choices, .. } => say!(language, words.type_a_choice, n = choices.len()),
            Page::Ask { .. } if self.player.asks_again() => words.type_next_for_fresh.to_owned(),
            Page::Ask { .. } | Page::Act { .. } | Page::Say { .. } | Page::End { .. } => words.type_next.to_owned(),
        }
    }

    /// Restarts the lesson.
    fn anew(&mut self) -> Vec<String> {
        let player = self.player.again();
        let watch = Watch::lesson(&player, 0);
        let hands_in = std::mem::take(&mut self.hands_in);
        *self = Self { hands_in, ..Self::new(player, watch, self.language) };
        self.page()
    }

    fn telling(&self) -> Telling<'_> {
        Telling::new(self.player.history(), self.language)
    }

    /// What happened since it was last told, and the states after it.
    fn news(&mut self) -> Vec<String> {
        let now = self.player.history().step();
        let mut message = self.telling().happened_since(self.message.min(now));
        if now != self.message {
            message.push(self.telling().states());
        }
        self.message = now;
        message
    }

    /// The present page. What happens by itself at its beginning happens first.
    pub(super) fn page(&mut self) -> Vec<String> {
        self.player.finish_script();
        self.done.clear();
        let mut message = Vec::new();
        if self.player.step() < self.player.steps() {
            let (page, of) = (self.player.step() + 1, self.player.steps());
            message.push(say!(self.language, self.language.plain.page, page, of));
        }
        let (text, news) = (vec![self.text()], self.news());
        // A question stands right before its answers.
        let asks = matches!(self.player.page(), Page::Ask { .. });
        message.extend(if asks { [news, text] } else { [text, news] }.concat());
        message.extend(self.task());
        message
    }

    fn text(&self) -> String {
        match self.player.page() {
            Page::Say { text, error } => narration(text, error.as_ref()),
            Page::Act { text, .. } => text.to_owned(),
            // There is no diagram here to pick on.
            Page::Ask { question, .. } => without_diagram(question),
            Page::End { .. } => self.language.plain.at_end.to_owned(),
        }
    }

    /// What the page asks for.
    fn task(&self) -> Vec<String> {
        let (language, words) = (self.language, &self.language.plain);
        match self.player.page() {
            Page::Say { .. } => Vec::new(),
            Page::Act { goal, allow, faults_left, .. } => {
                let telling = self.telling();
                let mut message = goal_lines(&goal, language);
                message.extend(allow.map(|allow| allow.describe(faults_left, language)));
                message.extend(telling.on_their_way().into_iter().chain([telling.possible()]));
                message
            }
            Page::Ask { choices, .. } => {
                choices.iter().enumerate().map(|(i, choice)| format!("{}: {}", i + 1, choice.label)).collect()
            }
            Page::End { objectives, observe } => {
                let can =
                    objectives.iter().map(|objective| say!(language, words.you_can, objective = objective.as_str()));
                let see = observe.iter().flat_map(|observe| {
                    let named = |(system, command)| say!(language, words.on_system, system, command);
                    let commands = observe.commands().map(named);
                    commands.chain([observe.describe(language)]).collect::<Vec<_>>()
                });
                can.chain(see).collect()
            }
        }
    }

    fn next(&mut self) -> Vec<String> {
        match self.player.next() {
            Move::Refused(why) => vec![why.to_owned()],
            Move::Again => [self.text()].into_iter().chain(self.task()).collect(),
            Move::Moved | Move::Finished => self.page(),
        }
    }

    fn previous(&mut self) -> Vec<String> {
        match self.player.previous() {
            Move::Refused(why) => vec![why.to_owned()],
            Move::Moved | Move::Finished | Move::Again => {
                self.message = self.player.history().step();
                self.page()
            }
        }
    }

    /// The number that a line is. Where one is typed as an answer, its digits may be parted for the eye.
    fn number(&self, line: &str) -> Result<usize, ParseIntError> {
        let is_typed = matches!(self.player.page(), Page::Ask { picked: None, pick: Pick::Typed, .. });
        if is_typed && line.starts_with(|c: char| c.is_ascii_digit()) {
            return line.replace([',', '.', '_', ' ', '\''], "").parse();
        }
        line.parse()
    }

    /// The number of the answer whose words a line says: a state's name is an answer, too.
    fn choice_named(&self, line: &str) -> Option<usize> {
        let Page::Ask { picked: None, choices, .. } = self.player.page() else { return None };
        choices.iter().position(|choice| choice.label.eq_ignore_ascii_case(line)).map(|at| at + 1)
    }

    /// Answers the question: with the choice of this number, counted from 1, or with the number itself where it is typed.
    fn choose(&mut self, number: usize) -> Vec<String> {
        let (language, words) = (self.language, &self.language.plain);
        let (pick, choices) = match self.player.page() {
            Page::Ask { picked: Some(_), .. } => return vec![words.answered.to_owned()],
            Page::Ask { pick, choices, .. } => (pick, choices.len()),
            _ => return vec![words.no_question.to_owned()],
        };
        match (pick, u32::try_from(number), number.checked_sub(1).filter(|choice| *choice < choices)) {
            (Pick::Typed, Ok(number), _) => self.player.answer_number(number),
            (Pick::Typed, Err(_), _) => return vec![words.too_large.to_owned()],
            (_, _, Some(choice)) => self.player.answer(choice),
            (..) => return vec![say!(language, words.no_such_answer, number, choices)],
        }
        self.player.finish_script();
        let mut message = self.news();
        if let Page::Ask { choices, picked: Some(picked), revealed: Some(reveal), .. } = self.player.page() {
            let Reveal { answer, explanation } = reveal;
            let label = &choices[answer].label;
            message.push(match pick {
                _ if answer == picked => say!(language, words.right, answer = label),
                Pick::Typed => say!(language, words.wrong_number, said = &choices[picked].label, answer = label),
                _ => {
                    let said = &choices[picked].label;
                    say!(language, words.wrong, picked = picked + 1, said, number = answer + 1, answer = label)
                }
            });
            message.extend((!explanation.is_empty()).then(|| explanation.to_owned()));
        }
        message
    }

    fn answer(&mut self, word: Word, rest: &str) -> Vec<String> {
        match word {
            Word::Next => self.next(),
            Word::Previous => self.previous(),
            Word::Anew => self.anew(),
            Word::Hint => vec![self.player.hint().unwrap_or_else(|| self.language.plain.no_hint.to_owned())],
            Word::Undo => self.undo(),
            Word::Redo => self.redo(),
            Word::Help => words::help(true, self.language),
            Word::Save => vec![self.hands_in.save(rest, &self.player)],
            word => look(&self.telling(), word, rest, self.language),
        }
    }

    fn undo(&mut self) -> Vec<String> {
        let Some(from) = self.done.pop() else { return vec![self.language.plain.nothing_to_undo_here.to_owned()] };
        self.player.history_mut().seek(from);
        self.message = from;
        let back = back_at(self.player.history(), self.language);
        [back, self.telling().states()].into_iter().chain(self.task()).collect()
    }

    fn redo(&mut self) -> Vec<String> {
        if !self.player.is_looking_back() {
            return vec![self.language.plain.nothing_to_redo.to_owned()];
        }
        self.done.push(self.message);
        self.player.resume();
        let mut message = self.news();
        message.extend(self.task());
        message
    }

    /// Does what a line says, if something is to be done here.
    fn act(&mut self, line: &str) -> Vec<String> {
        if let Err(parse_error) = parse_command(line, self.language) {
            return vec![not_understood(line, &parse_error, true, self.language)];
        }
        if let Some(why_not) = self.why_not_here() {
            return vec![why_not.to_owned()];
        }
        let (from, world) = (self.player.history().step(), self.player.history().world().clone());
        let player = &mut self.player;
        let mut answers: Vec<String> = Vec::new();
        let result = carry_out(line, &world, self.language, |input| {
            let before = player.history().step();
            match input {
                Input::Step => {
                    player.step_world();
                }
                Input::Advance(time) => player.pass(time),
                input => match player.try_input(input) {
                    Tried::Refused(why) => return Err(why.to_owned()),
                    Tried::Wrong(says) => answers.push(says),
                    Tried::Taken | Tried::Reached => {}
                },
            }
            // The rest of a long run is for the next page.
            let goes_on = player.history().step() > before && !is_reached(player);
            if goes_on { Ok(player.history().world().clone()) } else { Err(String::new()) }
        });
        if self.player.history().step() != from {
            self.done.push(from);
        }
        let mut message = self.news();
        message.extend(answers);
        message.extend(result.err().filter(|problem| !problem.is_empty()));
        if is_reached(&self.player) {
            message.push(self.language.plain.reached.to_owned());
            if let Page::Act { success: Some(success), .. } = self.player.page() {
                message.extend(success_lines(success, self.language));
            }
        } else if self.player.history().step() != from {
            message.extend(self.task());
        }
        message
    }

    /// Why nothing can be done on this page, if so.
    fn why_not_here(&self) -> Option<&'static str> {
        let words = &self.language.plain;
        match self.player.page() {
            Page::Act { reached: false, .. } => None,
            Page::Act { .. } => Some(words.reached),
            Page::Ask { picked: None, .. } => Some(words.predict_first),
            Page::Ask { .. } => Some(words.answered),
            Page::Say { .. } | Page::End { .. } => Some(words.for_reading),
        }
    }
}

/// A goal of several lines, each with whether it holds; a single one is said by the page's text.
fn goal_lines(goal: &[GoalShown], language: &Language) -> Vec<String> {
    let words = &language.plain;
    let text = |holds| if holds { words.goal_holds } else { words.goal_open };
    let line = |line: &GoalShown| say!(language, text(line.holds), goal = &line.label);
    if goal.len() > 1 { goal.iter().map(line).collect() } else { Vec::new() }
}

fn success_lines(success: &Success, language: &Language) -> Vec<String> {
    let why = success.why.iter().cloned();
    [success.headline(language)].into_iter().chain(why).chain(success.shorter_way(language)).collect()
}

fn is_reached(player: &Player) -> bool {
    matches!(player.page(), Page::Act { reached: true, .. })
}
