//! A language that nobody speaks: English in other letters, a third longer, each text in brackets. An English letter on a screen in
//! this language is a word that escaped the language's tables.

use std::collections::BTreeSet;
use std::sync::OnceLock;
use tcptutor::language::{ENGLISH, Language};
use tcptutor::lesson::{Allow, Predict};
use tcptutor::sim::{AppBehaviour, VERBS};
use tcptutor::tcp::Timer;

/// The pseudo-language.
pub fn language() -> &'static Language {
    static PSEUDO: OnceLock<Language> = OnceLock::new();
    PSEUDO.get_or_init(|| ENGLISH.map(&mut |text| disguised(text).leak()))
}

/// A text in the pseudo-language. Holes and inline marks stay.
pub fn disguised(text: &str) -> String {
    let mut out = String::from("⟦");
    let mut rest = text;
    while let Some((before, hole)) = rest.split_once('{') {
        let Some((name, after)) = hole.split_once('}') else { break };
        disguise(before, &mut out);
        out.push('{');
        match name.split_once(':') {
            None => out.push_str(name),
            Some((number, forms)) => {
                out.push_str(number);
                out.push(':');
                disguise(forms, &mut out);
            }
        }
        out.push('}');
        rest = after;
    }
    disguise(rest, &mut out);
    out + "⟧"
}

/// Each letter as another one that looks like it; vowels twice, which makes a text about a third longer.
fn disguise(text: &str, out: &mut String) {
    for letter in text.chars() {
        let other = match letter {
            'a'..='z' => LETTERS.chars().nth(letter as usize - 'a' as usize),
            'A'..='Z' => CAPITALS.chars().nth(letter as usize - 'A' as usize),
            _ => None,
        };
        out.push(other.unwrap_or(letter));
        if "aeiou".contains(letter) {
            out.extend(other);
        }
    }
}

const LETTERS: &str = "àƀćđèƒĝħìĵķĺḿñòƥɋŕšťùṽŵẋýž";
const CAPITALS: &str = "ÀƁĆĐÈƑĜĦÌĴĶĹḾÑÒƤɊŔŠŤÙṼŴẊÝŽ";

/// A lesson with all its prose in the pseudo-language.
pub fn lesson(source: &str) -> String {
    let mut table: toml::Table = source.parse().expect("a lesson is TOML");
    for (key, value) in &mut table {
        disguise_value(key, value);
    }
    table.to_string()
}

/// The keys whose strings are prose, wherever they stand, and those whose whole table is.
const PROSE: [&str; 13] = [
    "title",
    "summary",
    "objectives",
    "say",
    "ask",
    "do",
    "right",
    "notes",
    "hints",
    "other",
    "possible",
    "impossible",
    "expect",
];
const TABLES_OF_PROSE: [&str; 2] = ["why", "names"];

fn disguise_value(key: &str, value: &mut toml::Value) {
    match value {
        toml::Value::String(text) if PROSE.contains(&key) => *text = disguised(text),
        // An array is a script, but for these and for tables.
        toml::Value::Array(items) => {
            let prose = |item: &toml::Value| item.is_table() || ["objectives", "hints"].contains(&key);
            items.iter_mut().filter(|item| prose(item)).for_each(|item| disguise_value(key, item));
        }
        toml::Value::Table(table) if TABLES_OF_PROSE.contains(&key) => {
            for (_, value) in table {
                disguise_value("say", value);
            }
        }
        toml::Value::Table(table) => {
            for (key, value) in table {
                disguise_value(key, value);
            }
        }
        _ => {}
    }
}

/// The English words on a screen, each with its row: runs of plain letters that are no name of the field and not among the `known`
/// ones. What stands beside a window's frame may be the rest of a word that it covers.
pub fn english(screen: &str, known: &BTreeSet<String>) -> Vec<(String, String)> {
    let is_part = |c: char| c.is_alphanumeric() || "_.-".contains(c);
    let mut found = Vec::new();
    for row in screen.lines() {
        let cells: Vec<char> = row.chars().collect();
        let mut at = 0;
        while at < cells.len() {
            let end = (at..cells.len()).find(|end| !is_part(cells[*end])).unwrap_or(cells.len());
            let beside = |at: Option<&char>| at.is_some_and(|c| "│┌┐└┘─…".contains(*c));
            let covered = beside(at.checked_sub(1).and_then(|at| cells.get(at))) || beside(cells.get(end));
            let word: String = cells[at..end].iter().collect();
            let word = word.trim_matches(['.', '-', '_']);
            let is_english = word.is_ascii() && word.contains(|c: char| c.is_ascii_alphabetic());
            if is_english && !covered && !is_of_the_field(word) && !known.contains(&word.to_lowercase()) {
                found.push((word.to_owned(), row.to_owned()));
            }
            at = end + 1;
        }
    }
    found
}

/// The plain words of a text, in small letters.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || "_.-".contains(c)));
    words.map(|word| word.trim_matches(['.', '-', '_']).to_lowercase()).filter(|word| !word.is_empty())
}

/// What is shown as it is typed: actions, what may be asked for, what may be used, and the answers.
pub fn as_typed() -> BTreeSet<String> {
    let actions = VERBS.iter().flat_map(|verb| [verb.word, verb.example]);
    let allowed = Allow::NAMES.iter().map(|(word, ..)| *word);
    let programs = AppBehaviour::ALL.map(AppBehaviour::word);
    let written = actions
        .chain(programs)
        .chain(Timer::ALL.map(Timer::name))
        .chain(allowed)
        .chain(Predict::FORMS)
        .chain(["none", "possible", "impossible"]);
    written.flat_map(words).collect()
}

/// Names that are the same in every language: of RFC 9293 and of Linux, of calls, keys, units, files and this program.
fn is_of_the_field(word: &str) -> bool {
    let upper = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "_.-".contains(c);
    // States, flags, variables, errors, one-letter names of ends and keys.
    word.chars().all(upper)
        || word.len() == 1
        || FIELD.contains(&word)
        || tcptutor::tui::bindings::BINDINGS.iter().any(|binding| binding.keys.contains(&word))
        || word.strip_prefix('x').is_some_and(|speed| speed.parse::<f32>().is_ok())
        // 24x80, 1.960sec, 200ms
        || ["x", "s", "ms", "sec", "min", "h"].contains(&word.trim_matches(|c: char| c.is_ascii_digit() || c == '.'))
}

const FIELD: [&str; 86] = [
    // Calls, and what they return
    "listen",
    "connect",
    "accept",
    "write",
    "read",
    "close",
    "shutdown",
    "abort",
    "send",
    "socket",
    "kill",
    "reboot",
    "quiet-time",
    "error",
    "ok",
    "queued",
    // Figure 5 of RFC 9293, and arrows that it leaves out
    "rcv",
    "snd",
    "timeout",
    "user",
    "keep-alive",
    "unanswered",
    "retransmissions",
    "exceeded",
    "data",
    "after",
    "over",
    "new",
    "old",
    "due",
    "in",
    "window",
    "hard",
    "ICMP",
    "then",
    "of",
    "no",
    "or",
    "and",
    "with",
    "ISN",
    "any",
    // Units, documents, programs
    "ms",
    "min",
    "RFC",
    "Linux",
    "tcptutor",
    "rfc9293",
    "linux",
    "ss",
    "netstat",
    "len",
    "seq",
    "ack",
    "macOS",
    "Windows",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "Esc",
    "timer",
    "Recv-Q",
    "Send-Q",
    "State",
    "Local",
    "Peer",
    "Port",
    // What can be typed, and stands on the screen as it is typed
    "backlog",
    "workers",
    "descriptors",
    "unlimited",
    "ports",
    "tcp_tw_reuse",
    // RFC 9293 3.10, for what a user is told, and how documents are cited
    "connection",
    "does",
    "not",
    "exist",
    "exists",
    "already",
    "timed",
    "section",
];
