//! What people write who write TOML for the first time, and what they have to write instead.

use std::ops::Range;

use super::diagnostic::Findings;
use crate::language::Language;
use crate::say;

/// Tables of which a file may have many.
const MANY: [&str; 4] = ["step", "part", "branch", "observe"];

/// Quotes that word processors put where straight ones were typed.
const CURLY: [char; 6] = ['“', '”', '„', '‘', '’', '«'];

/// Reports tables that are written as if there could be one of them only; whether there were any, so that what follows from it
/// need not be said.
pub fn single_tables(text: &str, findings: &mut Findings<'_>) -> bool {
    let mut at = 0;
    let mut any = false;
    for line in text.split_inclusive('\n') {
        let name = line.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).map(str::trim);
        if let Some(name) = name.filter(|name| MANY.contains(name)) {
            let (language, begins) = (findings.language(), at + line.find('[').unwrap_or_default());
            let message = say!(language, language.reading.one_of_many, name);
            let note = say!(language, language.reading.one_of_many_note, name);
            findings.error(&(begins..at + line.trim_end().len()), message).note(note);
            any = true;
        }
        at += line.len();
    }
    any
}

/// What to write instead, where the parser says no more than that it cannot read on.
pub fn remedy(text: &str, place: &Range<usize>, language: &Language) -> Option<String> {
    let words = &language.reading;
    let start = text.get(..place.start)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(start..)?.lines().next()?;
    let (key, value) = line.split_once('=').map_or((line.trim(), ""), |(key, value)| (key.trim(), value.trim()));
    if line.contains(CURLY) && !value.starts_with(['"', '\'']) {
        return Some(words.curly_quotes.to_owned());
    }
    if key.contains(char::is_whitespace) && !key.starts_with(['"', '\'', '[', '#']) && !value.is_empty() {
        return Some(say!(language, words.key_with_space, key));
    }
    // A quote inside of a text has ended it.
    if value.starts_with('"') && !value.starts_with("\"\"\"") && value.matches('"').count() > 2 {
        return Some(words.inner_quote.to_owned());
    }
    let is_bare = value.starts_with(char::is_alphabetic) && !["true", "false"].contains(&value);
    is_bare.then(|| say!(language, words.bare_text, key, value))
}

#[cfg(test)]
mod tests {
    use super::remedy;
    use crate::language::ENGLISH;
    use crate::lesson::compile;

    /// All that is said of a lesson with this line.
    fn describe(line: &str) -> String {
        let text = format!("format = 1\ntitle = \"T\"\n{line}\n");
        let findings = compile("a.toml", &text, &ENGLISH).expect_err("it is broken");
        findings.iter().map(|finding| finding.render(&text)).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_is_broken_is_said_with_what_to_write() {
        for (line, helps) in [
            ("summary = “He says hello”", "straight quotes"),
            ("summary = He says hello", "summary = \"He says hello\""),
            ("my key = \"x\"", "\"my key\" = "),
            ("summary = \"He says \"hello\" to me\"", "\\\""),
            ("[step]\nsay = \"a\"\n[step]\nsay = \"b\"", "write `[[step]]`"),
            ("[[steps]]\nsay = \"a\"", "did you mean `step`?"),
        ] {
            assert!(describe(line).contains(helps), "{line}: {}", describe(line));
        }
        assert!(!describe("[step]\nsay = \"a\"\n[step]\nsay = \"b\"").contains("duplicate"));
        assert!(
            !describe("[[steps]]\nsay = \"a\"").contains("has no `step`"),
            "{}",
            describe("[[steps]]\nsay = \"a\"")
        );
    }

    #[test]
    fn a_value_of_another_kind_is_said_with_its_form() {
        for (line, helps) in [
            ("[[step]]\nsay = \"a\"\ndo = \"B write 10\"", "[\"B write 10\"]"),
            ("[world]\nlatency = 40", "\"40ms\""),
            ("title2 = 1\nobjectives = \"x\"", "[\"x\"]"),
            ("[[step]]\nsay = \"a\"\nexpect = { sent = [\"A dta\"] }", "did you mean `data`?"),
        ] {
            assert!(describe(line).contains(helps), "{line}: {}", describe(line));
        }
    }

    #[test]
    fn what_nobody_can_guess_is_left_to_the_parser() {
        for text in ["a = [1", "= 3", "\"", "", "a = 1 2"] {
            assert_eq!(remedy(text, &(0..text.len()), &ENGLISH), None, "{text}");
        }
    }
}
