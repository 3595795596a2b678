//! Sessions and lessons that are well formed and say anything: what can be read is written and read back, played, exported and
//! graded, and nothing panics.

#![allow(clippy::format_push_string, reason = "a text is put together line by line, and nobody waits for it")]

use std::sync::{Arc, LazyLock, OnceLock};
use tcptutor::export::{Format, Transcript};
use tcptutor::language::ENGLISH;
use tcptutor::lesson::recording::read;
use tcptutor::lesson::{Grader, Lesson, Page, Player, catalogue, compile};
use tcptutor::sim::VERBS;

/// Picks by the bytes, one after the other.
struct Picks<'d>(&'d [u8]);

impl Picks<'_> {
    fn below(&mut self, most: usize) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(*first) % most.max(1)
    }

    fn of<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.below(from.len())]
    }

    fn command(&mut self) -> &'static str {
        const MORE: [&str; 12] = [
            "B listen",
            "A connect",
            "run until idle",
            "run for 1s",
            "step 5",
            "A write 10",
            "B read 10",
            "A close",
            "B close",
            "drop A#1",
            "hold A#1",
            "run until B ESTABLISHED",
        ];
        match self.below(2) {
            0 => MORE[self.below(MORE.len())],
            _ => VERBS[self.below(VERBS.len())].example,
        }
    }

    fn commands(&mut self) -> String {
        let commands: Vec<String> = (0..=self.below(5)).map(|_| format!("{:?}", self.command())).collect();
        commands.join(", ")
    }
}

const WORDS: [&str; 5] = ["x", "**b** `c`", "<b>&amp;", "\\u001b[2J", "\\u202e三"];
const STATES: [&str; 6] = ["CLOSED", "LISTEN", "SYN_SENT", "ESTABLISHED", "FIN_WAIT_2", "TIME_WAIT"];

/// The built-in lessons, each compiled once.
static LESSONS: LazyLock<Vec<OnceLock<Arc<Lesson>>>> =
    LazyLock::new(|| catalogue::ENTRIES.iter().map(|_| OnceLock::new()).collect());

/// How a lesson begins, as its file says it: a hand-in that begins otherwise is not played at all.
fn world_of(text: &str) -> &str {
    let from = text.find("[world]").unwrap_or(text.len());
    let length = text[from..].find("\n[[").unwrap_or(text.len() - from);
    &text[from..from + length]
}

/// A session, which begins with this world or with any.
fn session(picks: &mut Picks<'_>, lesson: Option<&str>, world: Option<&str>) -> String {
    let mut text = format!("session = 1\nprofile = \"{}\"\n", picks.of(&["rfc9293", "linux"]));
    if let Some(lesson) = lesson {
        text += &format!("lesson = {lesson:?}\nanswers = [\"{}\", \"1\"]\n", picks.of(&STATES));
    }
    text += &world.map_or_else(|| format!("[world]\nstart = [{}]", picks.commands()), str::to_owned);
    for _ in 0..=picks.below(4) {
        text += &format!("\n[[part]]\ndo = [{}]\n", picks.commands());
        if picks.below(3) == 0 {
            text += &format!("mark = \"{}\"\n", picks.of(&WORDS));
        }
        if picks.below(4) == 0 {
            text += &format!("expect = {{ A = \"{}\" }}\n", picks.of(&STATES));
        }
    }
    for number in 0..picks.below(4) {
        let of = if number > 0 && picks.below(2) == 0 { format!("of = {number}\n") } else { String::new() };
        text += &format!("[[branch]]\n{of}after = {}\n[[branch.part]]\ndo = [{}]\n", picks.below(6), picks.commands());
    }
    text
}

pub fn any_session(data: &[u8]) {
    let text = session(&mut Picks(data), None, None);
    let Ok(recording) = read("grammar.toml", &text, &ENGLISH) else { return };
    assert_eq!(read("again.toml", &recording.write(), &ENGLISH).as_ref(), Ok(&recording));
    let transcript = Transcript::of_session(&recording, "grammar.toml", &text);
    // Two of the formats, which is where the time goes: the others get the next input.
    let first = data.iter().fold(0, |sum, octet| sum ^ usize::from(*octet));
    for format in Format::ALL.into_iter().cycle().skip(first % Format::ALL.len()).take(2) {
        let written = transcript.write(format);
        assert!(!written.contains(['\u{1b}', '\u{202e}']), "{format:?}");
    }
}

pub fn any_hand_in(data: &[u8]) {
    let mut picks = Picks(data);
    let at = picks.below(catalogue::ENTRIES.len());
    let entry = &catalogue::ENTRIES[at];
    let world = (picks.below(4) > 0).then(|| world_of(entry.text));
    let text = session(&mut picks, Some(entry.id), world);
    let Ok(recording) = read("hand-in.toml", &text, &ENGLISH) else { return };
    let lesson =
        LESSONS[at].get_or_init(|| Arc::new(entry.compile().unwrap_or_else(|findings| panic!("{}", findings[0]))));
    let grade = Grader::new(Arc::clone(lesson), &ENGLISH).grade(&recording);
    assert!(grade.reached() <= grade.of && grade.answers.right <= grade.answers.of);
    assert!(!grade.finished || grade.exercises.len() == grade.of, "finished without its exercises");
}

pub fn any_lesson(data: &[u8]) {
    let mut picks = Picks(data);
    let mut text = format!(
        "format = 1\ntitle = \"{}\"\nsummary = \"{}\"\nobjectives = [\"x\"]\n[world]\nstart = [{}]\n",
        picks.of(&WORDS),
        picks.of(&WORDS),
        picks.commands()
    );
    for _ in 0..=picks.below(4) {
        let (state, words, commands) = (picks.of(&STATES), picks.of(&WORDS), picks.commands());
        text += &match picks.below(3) {
            0 => format!("[[step]]\nsay = \"{words}\"\ndo = [{commands}]\n"),
            1 => format!(
                "[[step]]\nask = \"{words}\"\npredict = \"{}.state\"\nafter = [{commands}]\n",
                picks.of(&["A", "B"])
            ),
            _ => format!("[[step]]\nsay = \"{words}\"\nuntil = {{ A = \"{state}\" }}\n"),
        };
    }
    let Ok(lesson) = compile("grammar.toml", &text, &ENGLISH) else { return };
    let mut player = Player::new(Arc::new(lesson)).without_pars();
    for _ in 0..8 {
        player.finish_script();
        match player.page() {
            Page::Ask { .. } => player.answer_correctly(),
            Page::Act { .. } => break,
            _ => {}
        }
        player.finish_script();
        let _ = player.next();
    }
}
