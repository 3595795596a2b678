//! Questions without answers, answers without questions, some steps, the speaker's notes, and one paper everywhere.

use tcptutor::export::{Cut, Format, Paper, Part, Transcript};
use tcptutor::lesson::catalogue;

use super::formats::parsed;
use super::runs::lesson;

const PROSE: [Format; 3] = [Format::Text, Format::Markdown, Format::Html];

fn run(id: &str, cut: Cut) -> Transcript {
    let entry = catalogue::find(id).expect("a lesson");
    lesson(&entry.file(), entry.text).cut(cut)
}

/// Every right answer's explanation, its last words as they stand in every format.
fn explanations(id: &str) -> Vec<String> {
    let json: serde_json::Value = serde_json::from_str(&run(id, Cut::default()).write(Format::Json)).expect("JSON");
    let steps = json["steps"].as_array().expect("steps").clone();
    let said = steps.iter().filter_map(|step| step["question"]["explanation"].as_str().map(str::to_owned));
    let words = said.filter_map(|text| {
        text.split_whitespace().find(|word| word.len() >= 6 && word.chars().all(char::is_alphabetic)).map(str::to_owned)
    });
    words.collect()
}

#[test]
fn questions_alone_give_no_answer_away_in_any_format() {
    for entry in catalogue::ENTRIES.iter().take(12) {
        for format in PROSE {
            let questions = run(entry.id, Cut { part: Part::Questions, ..Cut::default() }).write(format);
            let json: serde_json::Value =
                serde_json::from_str(&run(entry.id, Cut::default()).write(Format::Json)).expect("JSON");
            for step in json["steps"].as_array().expect("steps") {
                let Some(explanation) = step["question"]["explanation"].as_str().filter(|text| text.len() > 40) else {
                    continue;
                };
                let plain: String = explanation.chars().take_while(|c| c.is_alphanumeric() || *c == ' ').collect();
                if plain.len() > 20 {
                    assert!(!questions.contains(&plain), "{} as {format:?}: {plain}", entry.id);
                }
            }
            assert!(!questions.contains("  * "), "{} as {format:?} marks the right choice", entry.id);
            assert!(!questions.contains("<details"), "{}", entry.id);
        }
    }
}

/// The lines of a question sheet behind the heading of its first question.
fn behind_the_first_question(sheet: &str, format: Format, first: usize) -> &str {
    let heading = match format {
        Format::Text => format!("-- {first} of "),
        Format::Markdown => format!("### Step {first}\n"),
        _ => format!("<h2>Step {first}</h2>"),
    };
    &sheet[sheet.find(&heading).expect("the question")..]
}

#[test]
fn behind_a_question_its_sheet_tells_no_state_and_nothing_that_happened() {
    for entry in catalogue::ENTRIES {
        let json: serde_json::Value =
            serde_json::from_str(&run(entry.id, Cut::default()).write(Format::Json)).expect("JSON");
        let steps = json["steps"].as_array().expect("steps");
        let Some(first) = steps.iter().position(|step| step["question"].is_object()) else { continue };
        for format in PROSE {
            let sheet = run(entry.id, Cut { part: Part::Questions, ..Cut::default() }).write(format);
            let behind = behind_the_first_question(&sheet, format, first + 1);
            for step in &steps[first..] {
                let state = |side: usize| step["states"][side].as_str().expect("a state").to_owned();
                let states = format!("A {}, B {}", state(0), state(1));
                let is_told = behind.lines().any(|line| {
                    let line = line.trim().trim_start_matches("<p class=\"states\">");
                    line == states || line.starts_with(&format!("States: {states}"))
                });
                assert!(!is_told, "{} as {format:?}: {states}", entry.id);
            }
            assert!(!behind.contains("| ---: |") && !behind.contains("<figcaption>"), "{} as {format:?}", entry.id);
            let happened = steps[first..].iter().flat_map(|step| step["happened"].as_array().into_iter().flatten());
            for what in happened.filter_map(|event| event["what"].as_str()) {
                let is_told = behind.lines().any(|line| line.trim_end().ends_with(&format!(" s  {what}")));
                assert!(!is_told, "{} as {format:?}: {what}", entry.id);
            }
        }
    }
}

#[test]
fn what_happens_behind_a_question_is_folded_on_the_whole_handout() {
    for entry in catalogue::ENTRIES {
        let html = run(entry.id, Cut::default()).write(Format::Html);
        let document = parsed(&html);
        let mut is_asked = false;
        for node in document.root().descendants() {
            is_asked |= matches!(node.attribute("class"), Some("choices" | "blank"));
            let hidden = |at: roxmltree::Node<'_, '_>| {
                at.has_tag_name("details") || matches!(at.attribute("class"), Some("answers"))
            };
            let tells = node.attribute("class") == Some("states") || node.has_tag_name("figure");
            assert!(!(is_asked && tells) || node.ancestors().any(hidden), "{} tells it openly", entry.id);
        }
    }
}

#[test]
fn a_question_sheet_has_the_picture_that_is_asked_about_and_the_answers_have_theirs() {
    let pictures = |id: &str, part| {
        let html = run(id, Cut { part, ..Cut::default() }).write(Format::Html);
        parsed(&html);
        html.matches("<figure").count()
    };
    assert!(pictures("four-way-close", Part::Answers) >= 4);
    let html = run("four-way-close", Cut { part: Part::Questions, ..Cut::default() }).write(Format::Html);
    let (_, asked) = html.split_once("<h2>Step 8</h2>").expect("the question about B's FIN");
    let (picture, _) = asked.split_once("</figure>").expect("what it asks about");
    assert!(picture.contains("LAST_ACK") && picture.contains("FIN,ACK"), "{picture}");
    assert!(!picture.contains("FIN_WAIT_2") && !picture.contains("TIME_WAIT"), "an answer is shown: {picture}");
}

#[test]
fn the_answers_let_time_pass_in_words_as_the_screen_and_the_notes_do() {
    for entry in catalogue::ENTRIES {
        for (format, code) in [(Format::Markdown, "`step`"), (Format::Html, "<code>step</code>")] {
            let answers = run(entry.id, Cut { part: Part::Answers, ..Cut::default() }).write(format);
            let way = answers.lines().find(|line| line.contains("One way") && line.contains(code));
            assert_eq!(way, None, "{} as {format:?}", entry.id);
        }
    }
}

#[test]
fn answers_alone_have_every_explanation_and_why_each_wrong_one_is_wrong() {
    let all = explanations("four-way-close");
    assert!(all.len() >= 2);
    for format in PROSE {
        let answers = run("four-way-close", Cut { part: Part::Answers, ..Cut::default() }).write(format);
        for word in &all {
            assert!(answers.contains(word), "{format:?} lacks {word}:\n{answers}");
        }
        assert!(answers.contains("Not ") && !answers.contains("Let A be the first to close"), "{format:?}: {answers}");
    }
    let html = run("four-way-close", Cut { part: Part::Answers, ..Cut::default() }).write(Format::Html);
    parsed(&html);
    assert!(!html.contains("class=\"answers\""), "they are seen on a screen, too");
}

#[test]
fn some_steps_are_shown_alone_and_keep_their_numbers() {
    let cut = Cut { steps: Some(3..=4), ..Cut::default() };
    let markdown = run("four-way-close", cut.clone()).write(Format::Markdown);
    assert!(markdown.contains("Step 3") && markdown.contains("Step 4"), "{markdown}");
    assert!(!markdown.contains("Step 2") && !markdown.contains("Step 5"), "{markdown}");
    let height = |cut: Cut| {
        let svg = run("close-wait-bug", cut).write(Format::Svg);
        let document = parsed(&svg);
        document.root_element().attribute("height").expect("a height").parse::<f64>().expect("a number")
    };
    assert!(height(Cut { steps: Some(5..=8), ..Cut::default() }) < height(Cut::default()) / 2.0);
}

#[test]
fn the_notes_stand_with_their_steps_if_they_are_asked_for() {
    for format in PROSE {
        assert!(!run("four-way-close", Cut::default()).write(format).contains("For the speaker"), "{format:?}");
        let notes = run("four-way-close", Cut { notes: true, ..Cut::default() }).write(format);
        assert!(notes.contains("For the speaker"), "{format:?}");
    }
}

#[test]
fn a_light_picture_stays_light_on_a_dark_screen_and_a_slide() {
    for format in [Format::Svg, Format::Html] {
        let paper = |paper| run("four-way-close", Cut { paper, ..Cut::default() }).write(format);
        let (auto, light, dark) = (paper(Paper::Auto), paper(Paper::Light), paper(Paper::Dark));
        let asks = "prefers-color-scheme";
        assert!(auto.contains(asks) && !light.contains(asks) && !dark.contains(asks), "{format:?}");
        assert!(light.contains("#ffffff") && !light.contains("#15181d"), "{format:?}");
        assert!(dark.contains("#15181d"), "{format:?}");
        for page in [&auto, &light, &dark] {
            parsed(page);
        }
    }
}

#[test]
fn nobody_picks_on_the_diagram_of_a_sheet_of_paper_or_reads_a_time_in_thousands_of_seconds() {
    for entry in catalogue::ENTRIES {
        let markdown = run(entry.id, Cut::default()).write(Format::Markdown);
        assert!(!markdown.contains("on its diagram"), "{}", entry.id);
        let long = markdown.split(|c: char| c.is_whitespace()).collect::<Vec<_>>();
        let output_text = long
            .windows(2)
            .find(|pair| pair[1] == "s" && pair[0].contains('.') && pair[0].parse::<f64>().is_ok_and(|n| n >= 60.0));
        assert_eq!(output_text, None, "{}", entry.id);
    }
}
