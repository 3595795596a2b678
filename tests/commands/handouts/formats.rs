//! What each format promises.

use std::collections::BTreeSet;

use roxmltree::{Document, Node, ParsingOptions};
use tcptutor::export::Format;

use super::runs::{FORMATS, all};

/// A page or a picture as XML: both are well formed to the letter.
pub fn parsed(text: &str) -> Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn elements<'a>(document: &'a Document<'_>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    document.root().descendants().filter(move |node| node.has_tag_name(name) || node.tag_name().name() == name)
}

/// All the text in an element.
fn words(node: Node<'_, '_>) -> String {
    node.descendants().filter_map(|inner| inner.text().filter(|_| inner.is_text())).collect()
}

#[test]
fn every_run_is_written_in_every_format_and_always_in_the_same_way() {
    for ((name, first), (_, second)) in all().iter().zip(&all()) {
        assert!(first.is_ok(), "{name} does not keep its promises");
        for format in FORMATS {
            let text = first.write(format);
            assert!(text.len() > 200 && text.ends_with('\n'), "{name} as {format:?}: {text}");
            assert_eq!(text, second.write(format), "{name} as {format:?}");
        }
    }
}

#[test]
fn json_has_every_step_and_says_whether_all_held() {
    for (name, run) in all() {
        let json: serde_json::Value = serde_json::from_str(&run.write(Format::Json)).expect("JSON");
        assert_eq!(json["ok"], true, "{name}");
        assert!(json["steps"].is_array() || json["paths"].is_array(), "{name}");
        assert_eq!(json["names"].as_array().map(Vec::len), Some(2), "{name}");
    }
}

#[test]
fn a_picture_has_a_view_box_and_says_in_words_what_it_shows() {
    for (name, run) in all() {
        let svg = run.write(Format::Svg);
        let document = parsed(&svg);
        let root = document.root_element();
        assert!(root.attribute("viewBox").is_some_and(|numbers| numbers.starts_with("0 0 ")), "{name}");
        assert_eq!(root.attribute("role"), Some("img"), "{name}");
        for what in ["title", "desc"] {
            let node = root.children().find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", what)));
            assert!(node.is_some_and(|node| words(node).len() >= "Reset".len()), "{name} has no {what}");
        }
        assert!(svg.contains("prefers-color-scheme:dark"), "{name}");
        refers_to_nothing(&name, &document);
    }
}

#[test]
fn a_page_has_its_language_its_headings_in_order_and_names_that_are_its_own() {
    for (name, run) in all() {
        let html = run.write(Format::Html);
        let document = parsed(&html);
        assert!(html.starts_with("<!DOCTYPE html>"), "{name}");
        assert_eq!(document.root_element().attribute("lang"), Some("en"), "{name}");
        refers_to_nothing(&name, &document);
        let level = |node: Node<'_, '_>| node.tag_name().name().strip_prefix('h')?.parse::<u32>().ok();
        let levels: Vec<u32> = document.root().descendants().filter_map(level).collect();
        assert_eq!(levels[0], 1, "{name}");
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{name}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{name} leaves a heading out: {levels:?}");
        let ids: Vec<&str> = document.root().descendants().filter_map(|node| node.attribute("id")).collect();
        let different: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), different.len(), "{name} gives a name twice");
        let referred = document.root().descendants().filter_map(|node| node.attribute("aria-labelledby"));
        assert!(referred.flat_map(str::split_whitespace).all(|id| different.contains(id)), "{name}");
    }
}

/// Nothing is loaded from anywhere, and nothing runs.
fn refers_to_nothing(name: &str, document: &Document<'_>) {
    for node in document.root().descendants().filter(Node::is_element) {
        let tag = node.tag_name().name();
        assert!(!["script", "link", "iframe", "object", "img", "image", "use"].contains(&tag), "{name} has a <{tag}>");
        for attribute in node.attributes() {
            let (key, value) = (attribute.name(), attribute.value());
            assert!(!["src", "href", "style"].contains(&key) && !key.starts_with("on"), "{name}: {key}={value}");
        }
    }
    let styles = elements(document, "style").map(words).collect::<String>();
    assert!(!styles.contains("url(") && !styles.contains("@import"), "{name} loads a style");
}

#[test]
fn every_answer_of_a_page_is_folded_away_until_somebody_opens_it() {
    for entry in tcptutor::lesson::catalogue::ENTRIES {
        let run = super::runs::lesson(&entry.file(), entry.text);
        let html = run.write(Format::Html);
        let document = parsed(&html);
        let offered = elements(&document, "ol").filter(|list| list.attribute("class") == Some("choices")).count();
        let typed = elements(&document, "p").filter(|line| line.attribute("class") == Some("blank")).count();
        let questions = offered + typed;
        let answers = elements(&document, "summary").filter(|summary| words(*summary) == "Answer").count();
        assert!(questions >= 2 && questions == answers, "{}: {questions} questions, {answers} answers", entry.id);
        assert!(elements(&document, "details").all(|details| details.attribute("open").is_none()), "{}", entry.id);
        let on_paper = |node: Node<'_, '_>| node.attribute("class") == Some("answers");
        let folded = |node: Node<'_, '_>| node.ancestors().any(|at| at.has_tag_name("details") || on_paper(at));
        assert!(elements(&document, "strong").filter(|node| words(*node).starts_with("1. ")).all(folded));
        assert!(elements(&document, "svg").filter(|node| node.parent_element().is_some()).count() >= 1, "{}", entry.id);
    }
}

#[test]
fn the_two_ends_are_introduced_once_and_go_by_their_letters_after_that() {
    let entry = tcptutor::lesson::catalogue::find("close-wait-bug").expect("the lesson");
    let run = super::runs::lesson(&entry.file(), entry.text);
    for format in FORMATS {
        let text = run.write(format).replace('\n', " ");
        let is_introduced = format == Format::Json || text.contains("A (client)");
        assert!(
            is_introduced && !text.contains("client calls close") && !text.contains("server receives"),
            "{format:?}"
        );
    }
    let html = run.write(Format::Html);
    assert!(html.contains("<p class=\"ends\">The two ends: A (client) and B (server).</p>"), "{html}");
    assert!(html.contains("States: A ESTABLISHED, B ESTABLISHED."), "{html}");
}

#[test]
fn what_a_page_says_begins_as_a_sentence_does() {
    for (name, run) in all() {
        let html = run.write(Format::Html);
        let document = parsed(&html);
        let said = elements(&document, "figcaption").chain(elements(&document, "td")).chain(elements(&document, "p"));
        let is_marked = |node: &Node<'_, '_>| node.descendants().any(|inner| inner.has_tag_name("code"));
        let is_summary = |node: &Node<'_, '_>| node.attribute("class") == Some("summary");
        for words in said.filter(|node| !is_marked(node) && !is_summary(node)).map(words) {
            let begins = words.chars().next();
            assert!(begins.is_none_or(|first| !first.is_lowercase()), "{name}: {words}");
        }
    }
}

#[test]
fn markdown_keeps_its_answers_for_the_end() {
    for entry in tcptutor::lesson::catalogue::ENTRIES {
        let markdown = super::runs::lesson(&entry.file(), entry.text).write(Format::Markdown);
        let (questions, answers) = markdown.split_once("\n## Answers\n").expect("an answer key");
        assert!(questions.starts_with(&format!("# {}\n", entry.header().title)), "{}", entry.id);
        assert!(!questions.contains("```"), "{}: a ladder stands before the answers", entry.id);
        assert!(questions.contains("## On your own machine"), "{}", entry.id);
        assert_eq!(answers.matches("```").count(), 2, "{}", entry.id);
        let right = answers.lines().filter(|line| line.starts_with("**") && line.ends_with("**")).count();
        assert!(right >= 2, "{}: {right} answers", entry.id);
    }
}

#[test]
fn a_ladder_of_text_has_straight_life_lines() {
    for (name, run) in all() {
        let markdown = run.write(Format::Markdown);
        for ladder in markdown.split("```text\n").skip(1) {
            let rows: Vec<&str> = ladder.lines().skip(1).take_while(|line| !line.starts_with("```")).collect();
            let width = rows[0].chars().count();
            for row in rows {
                assert!(row.chars().count() == width && row.ends_with('|'), "{name}: {row}");
            }
        }
    }
}

#[test]
fn a_sequence_diagram_has_only_lines_that_mermaid_knows() {
    for (name, run) in all() {
        let mermaid = run.write(Format::Mermaid);
        let mut lines = mermaid.lines();
        assert_eq!(lines.next(), Some("sequenceDiagram"), "{name}");
        for line in lines.map(str::trim) {
            assert_mermaid_knows(&name, line);
        }
    }
}

/// The grammar, as far as it is used; what is no sign of it is written as a number.
pub fn assert_mermaid_knows(name: &str, line: &str) {
    let starts = ["accTitle: ", "participant A as ", "participant B as "];
    let notes = ["Note left of A: ", "Note right of B: ", "Note over A,B: "];
    let arrows = ["A->>B: ", "B->>A: ", "A-xB: ", "B-xA: ", "A-->>B: ", "B-->>A: "];
    let mut known = starts.iter().chain(&notes).chain(&arrows);
    let words = known.find_map(|start| line.strip_prefix(start));
    let words = words.unwrap_or_else(|| panic!("{name}: {line}"));
    let harmless = |c: char| c.is_alphanumeric() || " ,.()_=-#;".contains(c);
    assert!(!words.is_empty() && words.chars().all(harmless), "{name}: {line}");
}

#[test]
fn no_handout_names_a_key_of_the_screen_or_a_turn() {
    use tcptutor::export::call_of_key;
    for (name, run) in all() {
        let text = run.write(Format::Markdown);
        // Commands for one's own machine, and what a wrong answer is told, stand behind the tasks.
        for line in text.lines() {
            assert!(!line.contains("Your turn") && !line.contains("ress `"), "{name}: {line}");
            for inside in line.split("(`").skip(1) {
                let key = inside.split('`').next().unwrap_or_default();
                assert!(call_of_key(key).is_none(), "{name}: {line}");
            }
        }
    }
}

#[test]
fn a_question_is_asked_in_the_same_words_on_paper_and_before_a_room() {
    use tcptutor::lesson::{Lesson, Task, catalogue};
    let asked = |lesson: &Lesson| -> Vec<String> {
        let asked = lesson.steps.iter().filter(|step| matches!(step.task, Task::Ask(_)));
        asked.map(|step| step.text.value.clone()).collect()
    };
    for entry in catalogue::all() {
        let lesson = entry.compile().expect("it compiles");
        let run = tcptutor::export::Transcript::of_lesson(lesson.clone());
        let json: serde_json::Value = serde_json::from_str(&run.write(Format::Json)).expect("JSON");
        let steps = json["steps"].as_array().expect("steps").iter();
        let printed =
            steps.filter(|step| !step["question"].is_null()).map(|step| step["text"].as_str().expect("a text"));
        // Nobody picks on the diagram of a sheet of paper.
        let spoken = asked(&lesson).into_iter().map(|text| match text.split_once(" on its diagram") {
            Some((before, rest)) => format!("{before}{}", rest.find('.').map_or("", |end| &rest[end..])),
            None => text,
        });
        let spoken: Vec<String> = spoken.collect();
        assert_eq!(printed.collect::<Vec<_>>(), spoken, "{}", entry.id);
    }
}

#[test]
fn the_calls_of_keys_on_paper_are_those_of_the_table_of_bindings() {
    use tcptutor::export::call_of_key;
    use tcptutor::tui::bindings::{BINDINGS, Scope};
    use tcptutor::tui::stage::call_of;
    for binding in BINDINGS.iter().filter(|binding| binding.scope == Scope::Stage) {
        let call = call_of(binding.command).map(tcptutor::sim::Call::word);
        for key in binding.keys {
            let on_paper = call_of_key(key).filter(|call| !call.is_empty());
            assert_eq!(on_paper, call, "{key}");
        }
    }
}
