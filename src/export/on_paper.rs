//! A lesson's texts without what only a screen has: keys, a turn, a diagram to pick on. A sheet of paper sets a task, and names the
//! calls.

use super::words::W;

/// The keys that lessons name, each with the call that it makes; nothing where what it does stands beside it in words.
const KEYS: [(&str, &str); 28] = [
    ("l", "listen"),
    ("c", "connect"),
    ("w", "write"),
    ("e", "read"),
    ("h", "shutdown"),
    ("x", "close"),
    ("X", "abort"),
    ("s", ""),
    ("f", ""),
    ("a", ""),
    ("r", ""),
    ("d", ""),
    ("D", ""),
    ("z", ""),
    ("o", ""),
    ("C", ""),
    ("A", ""),
    ("K", ""),
    ("b", ""),
    ("n", ""),
    ("t", ""),
    ("p", ""),
    ("P", ""),
    ("m", ""),
    ("v", ""),
    ("u", ""),
    ("S", ""),
    ("Tab", ""),
];

/// The call that a key of the screen makes, empty where it makes none; nothing for what lessons do not name as a key.
#[must_use]
pub fn call_of_key(key: &str) -> Option<&'static str> {
    KEYS.iter().find(|(name, _)| *name == key).map(|(_, call)| *call)
}

/// What is told or asked, for readers who have no screen.
pub(super) fn on_paper(text: &str) -> String {
    clauses(&brackets(&presses(&tasks(&picks(text)))))
}

/// Why something is so, for the same readers. What looks like a key at the beginning of a sentence may be a program's name there.
pub(super) fn why_on_paper(text: &str) -> String {
    brackets(&presses(&tasks(text)))
}

/// A question that is asked where no diagram is: nobody picks on one.
#[must_use]
pub fn without_diagram(text: &str) -> String {
    picks(text)
}

/// Nobody picks on the diagram of a sheet of paper.
fn picks(text: &str) -> String {
    let Some((before, rest)) = text.split_once(W.on_its_diagram) else { return text.to_owned() };
    let after = rest.find('.').map_or("", |end| &rest[end..]);
    format!("{before}{after}")
}

/// It is nobody's turn: there is a task.
fn tasks(text: &str) -> String {
    // Lines of a text end wherever its author's editor ends them.
    let broken = W.your_turn.replace(' ', "\n");
    let found = text.split_once(W.your_turn).or_else(|| text.split_once(&broken));
    let Some((before, rest)) = found else { return text.to_owned() };
    let rest = rest.strip_prefix(W.again).unwrap_or(rest);
    let rest = rest.strip_prefix('.').map_or_else(|| rest.to_owned(), |rest| format!(":{rest}"));
    format!("{before}{}{rest}", W.task)
}

/// Nothing is pressed: what the key does stands behind it.
fn presses(text: &str) -> String {
    let mut text = text.to_owned();
    for (press, instead) in [(W.press, format!("{}: ", W.task)), (W.press_then, String::new())] {
        let mut from = 0;
        while let Some(at) = text[from..].find(press).map(|at| from + at) {
            from = at + press.len();
            let Some((_, after)) = key_at(&text, from) else { continue };
            let rest = &text[after..];
            let Some(end) = rest.strip_prefix(": ").or(rest.strip_prefix(", ")) else { continue };
            text = format!("{}{instead}{end}", &text[..at]);
            from = at;
        }
    }
    text
}

/// Keys in brackets become the calls that they make, unless those stand before them; with other words they go.
fn brackets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('(') {
        let (before, inside) = rest.split_at(at);
        let end = inside.find(')').filter(|_| key_at(inside, 1).is_some());
        let Some(end) = end.map(|end| closing(inside, end)) else {
            out.push_str(&rest[..=at]);
            rest = &inside[1..];
            continue;
        };
        out.push_str(before);
        let calls = calls(&inside[1..end]);
        let stands = |call: &String| out.trim_end_matches(['*', ' ', '\n']).ends_with(call.as_str());
        if calls.is_empty() || calls.last().is_some_and(stands) {
            out.truncate(out.trim_end().len());
        } else {
            out.extend(["(", &calls.join(", "), ")"]);
        }
        rest = &inside[end + 1..];
    }
    out + rest
}

/// Where the bracket that begins a text is closed: calls have brackets of their own.
fn closing(text: &str, first: usize) -> usize {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        if depth == 0 {
            return at;
        }
    }
    first
}

/// The calls of keys that stand alone, each once.
fn calls(inside: &str) -> Vec<String> {
    let mut calls: Vec<String> = Vec::new();
    for key in inside.split(", ") {
        let named = key.strip_prefix('`').and_then(|key| key.strip_suffix('`')).and_then(call_of_key);
        match named {
            None => return Vec::new(),
            Some("") => {}
            Some(call) => calls.push(format!("`{call}()`")),
        }
    }
    calls.dedup();
    calls
}

/// A clause that says what a key does goes, to the end of its sentence: what is to be done stands before it.
fn clauses(text: &str) -> String {
    let mut text = text.to_owned();
    let mut from = 0;
    while let Some(at) = text[from..].find('`').map(|at| from + at) {
        let before = text[..at].trim_end();
        let begins = before.is_empty() || before.ends_with(['.', ':']);
        let Some((_, after)) = key_at(&text, at) else {
            // Behind the code that it is.
            from = text[at + 1..].find('`').map_or(text.len(), |end| at + end + 2);
            continue;
        };
        if let Some(kept) = before.strip_suffix(W.with_key) {
            (from, text) = (kept.len(), format!("{kept}{}", &text[after..]));
        } else if let Some(rest) = text[after..].strip_prefix(", ").filter(|_| begins) {
            (from, text) = (at, format!("{}{rest}", &text[..at]));
        } else if begins && text[after..].starts_with(' ') {
            let end = text[after..].find('.').map_or(text.len(), |end| after + end);
            let kept = before.trim_end_matches([':', '.']);
            (from, text) = (kept.len(), format!("{kept}{}", &text[end..]));
        } else {
            from = after;
        }
    }
    text
}

/// The key that stands here as code, and where it ends.
fn key_at(text: &str, at: usize) -> Option<(&str, usize)> {
    let name = text.get(at..)?.strip_prefix('`')?;
    let end = name.find('`')?;
    call_of_key(&name[..end])?;
    Some((&name[..end], at + end + 2))
}

#[cfg(test)]
mod tests {
    use super::on_paper;

    #[test]
    fn a_turn_is_a_task_and_keys_are_calls_or_nothing() {
        for (told, printed) in [
            ("Closed.\nYour turn: let B close.", "Closed.\nTask: let B close."),
            ("It did not. Your\nturn: let B find out.", "It did not. Task: let B find out."),
            ("Your turn. Let A close.", "Task: Let A close."),
            ("Your turn again. Finish it.", "Task: Finish it."),
            ("Your turn, as B's program: read.", "Task, as B's program: read."),
            ("**Press `l`: B's program calls `listen()`.**", "**Task: B's program calls `listen()`.**"),
            ("Let it close (`x`), and watch.", "Let it close (`close()`), and watch."),
            ("Let it call `connect()` (`c`).", "Let it call `connect()`."),
            ("Call **`close()`** (`x`).", "Call **`close()`**."),
            ("Read (`Tab`, `e`).", "Read (`read()`)."),
            ("Close both (`x`, `Tab`, `x`).", "Close both (`close()`)."),
            ("Lose it (`d`).", "Lose it."),
            ("It calls from 40001 (`p` lists them). Then", "It calls from 40001. Then"),
            ("Let **ten** come: `C` opens one, and again. Ten", "Let **ten** come. Ten"),
            ("That number. `r` forges it at A.", "That number."),
            ("Put it back with `n` before that.", "Put it back before that."),
            ("Try it: `n`, B's option on; then", "Try it: B's option on; then"),
            ("It comes back: press `b`, reboot.", "It comes back: reboot."),
            ("Its socket is still `s`. `recv()` returns (0).", "Its socket is still `s`. `recv()` returns (0)."),
            ("Which state is B in? Pick it on its diagram.", "Which state is B in? Pick it."),
        ] {
            assert_eq!(on_paper(told), printed);
        }
    }
}
