//! The JSON Schema: printed as it stands in the file, and whatever compiles is what it describes.

use std::fs;

use super::run;
use crate::support::folder::Folder;
use serde_json::Value;
use tcptutor::language::ENGLISH;
use tcptutor::lesson::{catalogue, format};

#[test]
fn the_file_is_what_the_program_prints() {
    let file =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/lesson.schema.json")).unwrap_or_default();
    assert!(file == format::schema(&ENGLISH), "write it anew: tcptutor schema > assets/lesson.schema.json");
    let folder = Folder::new("authors-schema");
    assert_eq!(run(folder.path(), &["schema"]), (0, file));
}

/// Whether a value is what a part of the schema describes: as much of draft-07 as the schema uses.
fn fits(value: &Value, part: &Value, schema: &Value) -> bool {
    let all = |key: &str| part[key].as_array().into_iter().flatten();
    let one_way = |key: &str| part[key].is_null() || all(key).any(|part| fits(value, part, schema));
    let exactly_one = part["oneOf"].is_null() || all("oneOf").filter(|part| fits(value, part, schema)).count() == 1;
    let referred = part["$ref"].as_str().is_none_or(|path| {
        let name = path.strip_prefix("#/definitions/").expect("a definition");
        fits(value, &schema["definitions"][name], schema)
    });
    let typed = match &part["type"] {
        Value::Null => true,
        Value::Array(types) => types.iter().any(|of| has_type(value, of.as_str())),
        of => has_type(value, of.as_str()),
    };
    let in_range = value.as_i64().is_none_or(|number| {
        part["minimum"].as_i64().is_none_or(|least| number >= least)
            && part["maximum"].as_i64().is_none_or(|most| number <= most)
    });
    referred
        && typed
        && in_range
        && exactly_one
        && one_way("anyOf")
        && all("allOf").all(|part| fits(value, part, schema))
        && (part["enum"].is_null() || all("enum").any(|word| word == value))
        && value
            .as_array()
            .is_none_or(|items| part["items"].is_null() || items.iter().all(|item| fits(item, &part["items"], schema)))
        && object_fits(value, part, schema)
}

fn object_fits(value: &Value, part: &Value, schema: &Value) -> bool {
    let Some(object) = value.as_object() else { return true };
    let needed = part["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let entry = |(key, value): (&String, &Value)| match (&part["properties"][key], &part["additionalProperties"]) {
        (Value::Null, Value::Bool(false)) => false,
        (Value::Null, Value::Null) => true,
        (Value::Null, other) => fits(value, other, schema),
        (own, _) => fits(value, own, schema),
    };
    let beside = |key: &String| part["dependencies"][key].is_null() || fits(value, &part["dependencies"][key], schema);
    needed.into_iter().all(|key| object.contains_key(key)) && object.iter().all(entry) && object.keys().all(beside)
}

fn has_type(value: &Value, of: Option<&str>) -> bool {
    match of {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64(),
        Some("boolean") => value.is_boolean(),
        other => panic!("{other:?} is no type that the schema uses"),
    }
}

/// Whether a lesson's text is what the schema describes.
fn is_described(text: &str) -> bool {
    let schema: Value = serde_json::from_str(&format::schema(&ENGLISH)).expect("JSON");
    let value: Value = toml::from_str(text).expect("TOML");
    fits(&value, &schema, &schema)
}

#[test]
fn the_built_in_lessons_and_the_one_to_start_from_are_described() {
    for entry in catalogue::ENTRIES {
        assert!(is_described(entry.text), "{}", entry.id);
    }
    assert!(is_described(&tcptutor::lesson::starter("mine")));
}

#[test]
fn a_broken_lesson_is_not_described() {
    let text = tcptutor::lesson::starter("mine");
    for (right, wrong) in [
        ("format     = 1", "format = 2"),
        ("title ", "titel "),
        ("level      = \"intro\"", "level = \"easy\""),
        ("hints ", "hitns "),
        ("ask     = ", "say = \".\"\nask = "),
        ("until  = { A = \"FIN_WAIT_1\" }", ""),
        ("expect  = \"a line", "expects = \"a line"),
        ("choices = [", "choices = [1.5, "),
    ] {
        assert_eq!(text.matches(right).count(), 1, "{right}");
        assert!(!is_described(&text.replacen(right, wrong, 1)), "{wrong}");
    }
}

#[test]
fn every_key_has_examples_that_are_what_it_describes() {
    let schema: Value = serde_json::from_str(&format::schema(&ENGLISH)).expect("JSON");
    let tables =
        schema["definitions"].as_object().expect("definitions").iter().map(|(name, part)| (name.as_str(), part));
    let mut seen = 0;
    for (table, part) in tables.chain([("the lesson", &schema)]) {
        for (key, property) in part["properties"].as_object().into_iter().flatten() {
            let examples = property["examples"].as_array().map(Vec::as_slice).unwrap_or_default();
            assert!(!examples.is_empty(), "{table}: {key} has no example");
            assert_eq!(property["title"].as_str(), Some(key.as_str()), "{table}");
            for example in examples {
                assert!(fits(example, property, &schema), "{table}: {key} = {example}");
                seen += 1;
            }
        }
    }
    assert!(seen > 80, "{seen} examples were looked at");
}
