//! A lesson that wants to do harm becomes a handout that shows what it wants.

use tcptutor::export::Format;

use super::formats::{assert_mermaid_knows, parsed};
use super::runs::{FORMATS, lesson};

const HOSTILE: &str = r#"
format     = 1
title      = "<script>alert(1)</script> & ]]> \u001b[2J"
summary    = "</style><img src=x onerror=alert(2)> **bold `</code>`**"
chapter    = "closing"
level      = "intro"
objectives = ["<b>\"'</b> ]]> --> | `x`"]
profile    = "rfc9293"

[world]
names = { A = "<i>|`;%%{", B = "end\u202e#&lt;" }
start = ["B listen", "A connect", "run until idle"]

[[step]]
say = """
</p></section><script src="http://example.org/x.js"></script> ]]> \u0007

```
# no heading | no table <!-- no comment"""
do = ["A close", "run until idle"]

[[step]]
ask     = "<iframe src='javascript:alert(3)'></iframe>?"
predict = "B.state"
choices = ["CLOSE_WAIT", "CLOSED"]
after   = ["run until idle"]
right   = "</details><script>alert(4)</script>"

[step.why]
CLOSED = "x"

[[observe]]
linux  = "echo '</code><script>alert(5)</script>' `id` | cat"
expect = "<svg onload=alert(6)>"
"#;

#[test]
fn nothing_of_a_lesson_becomes_a_tag_a_script_or_a_control_sequence() {
    let run = lesson("hostile.toml", HOSTILE);
    for format in FORMATS {
        let text = run.write(format);
        let control = text.chars().find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
        assert!(control.is_none(), "{format:?} has {control:?}");
    }
    for format in [Format::Svg, Format::Html] {
        let text = run.write(format);
        let document = parsed(&text);
        let tags = ["script", "iframe", "img", "i", "b"];
        let found = document.root().descendants().find(|node| tags.contains(&node.tag_name().name()));
        assert!(found.is_none(), "{format:?} has {found:?}");
        assert!(!text.contains("]]>"), "{format:?}");
        assert!(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{format:?} hides what the author wrote");
    }
}

#[test]
fn markdown_shows_what_a_lesson_wants_and_does_none_of_it() {
    let markdown = lesson("hostile.toml", HOSTILE).write(Format::Markdown);
    let (before, _) = markdown.split_once("```text").expect("a ladder");
    for line in before.lines().filter(|line| !line.starts_with("- linux: ")) {
        let mut before = ' ';
        for c in line.chars() {
            assert!(c != '<' || before == '\\' || before == '`', "a tag in: {line}");
            before = c;
        }
    }
    let fences = markdown.lines().filter(|line| line.starts_with("```")).count();
    assert_eq!(fences, 2, "{markdown}");
    assert!(!markdown.lines().any(|line| line.starts_with("# no heading")));
}

#[test]
fn mermaid_gets_numbers_for_what_it_would_obey() {
    let mermaid = lesson("hostile.toml", HOSTILE).write(Format::Mermaid);
    for line in mermaid.lines().skip(1) {
        assert_mermaid_knows("hostile", line.trim());
    }
}
