//! Progress as a text: JSON with a format's number, so that a newer version's file is recognised.

use serde::{Deserialize, Serialize};

use super::model::Progress;
use crate::text::{json, without_bom};

/// The format that this version writes.
pub const FORMAT: u64 = 1;

/// The whole text.
#[derive(Serialize)]
struct Document<'a> {
    format: u64,
    #[serde(flatten)]
    progress: &'a Progress,
}

/// What tells which version wrote a text.
#[derive(Deserialize)]
struct Head {
    format: u64,
}

/// Why a text is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A newer version wrote it, in this format.
    Newer(u64),
    /// It is something else, or damaged: what its reader has to say.
    Broken(String),
}

/// The text of a value, one item a line so that it can be read and compared.
#[must_use]
pub fn write(progress: &Progress) -> String {
    let document = Document { format: FORMAT, progress };
    // Maps with keys of text and plain values: nothing in it can fail.
    json(&document).unwrap_or_default() + "\n"
}

/// The value of a text.
///
/// # Errors
/// Why it is not understood.
pub fn read(text: &str) -> Result<Progress, Unreadable> {
    let text = without_bom(text);
    let broken = |error: serde_json::Error| Unreadable::Broken(error.to_string());
    let head: Head = serde_json::from_str(text).map_err(broken)?;
    if head.format > FORMAT {
        return Err(Unreadable::Newer(head.format));
    }
    let mut progress: Progress = serde_json::from_str(text).map_err(broken)?;
    progress.unknown.remove("format");
    progress.rename_steps();
    // Somebody else may have written more answers than are remembered, and what no clock shows.
    progress.doubt_moments();
    Ok(progress)
}

#[cfg(test)]
mod tests {
    use super::{Progress, Unreadable, read, write};
    use crate::progress::Place;

    const NEWER_KEYS: &str = r#"{
  "format": 1,
  "lessons": {
    "four-way-close": {
      "furthest": 3,
      "finished": {
        "at": 5,
        "best": {
          "right": 1,
          "asked": 2,
          "hints": 0
        },
        "moves": 7
      },
      "badge": [
        "gold"
      ]
    }
  },
  "learner": {
    "name": "Ada"
  }
}
"#;

    #[test]
    fn what_a_newer_version_adds_is_kept_as_it_is() {
        assert_eq!(write(&read(NEWER_KEYS).expect("progress")), NEWER_KEYS);
    }

    #[test]
    fn what_is_done_later_is_later_whatever_the_file_and_the_clock_say() {
        const LAST: u64 = 253_402_300_799_999;
        for at in [0, 1, LAST - (1 << 33), LAST - (1 << 32), LAST - 1, LAST, LAST + 1, u64::MAX] {
            for clock in [0, 1_796_000_000_000, LAST, u64::MAX] {
                let lesson = format!(r#"{{ "furthest": 7, "place": {{ "at": {at}, "step": 7, "of": 9 }} }}"#);
                let text = format!(r#"{{ "format": 1, "lessons": {{ "four-way-close": {lesson} }} }}"#);
                let mut progress = read(&text).expect("progress");
                for step in [5, 3, 4, 2] {
                    let mut done = Progress::default();
                    let place = Place { at: progress.moment(clock), step, of: 9, ..Place::default() };
                    done.lessons.entry("four-way-close".to_owned()).or_default().place = Some(place);
                    progress.merge(&done);
                    progress = read(&write(&progress)).expect("progress");
                    let kept = progress.lesson("four-way-close").and_then(|lesson| lesson.place).expect("a place");
                    assert_eq!(kept.step, step, "{at} in the file, {clock} on the clock");
                }
            }
        }
    }

    #[test]
    fn a_newer_format_is_recognised_whatever_else_is_in_it() {
        assert_eq!(read(r#"{"format": 2, "lessons": 7}"#), Err(Unreadable::Newer(2)));
    }

    #[test]
    fn what_is_broken_is_said_to_be_with_its_place() {
        for text in ["", "{", "[]", "{\"lessons\": {}}", "{\"format\": \"1\"}", "{\"format\": 1, \"lessons\": []}"] {
            assert!(matches!(read(text), Err(Unreadable::Broken(_))), "{text}");
        }
        let Err(Unreadable::Broken(why)) = read("{\"format\": 1,\n  oops}") else { panic!("it is broken") };
        assert!(why.contains("line 2"), "{why}");
    }
}
