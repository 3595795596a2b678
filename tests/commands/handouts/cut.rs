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
