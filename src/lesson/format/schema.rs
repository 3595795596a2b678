//! The format as a JSON Schema (draft-07), for editors that complete and check TOML while it is written.

use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

use super::super::keys::{About, Kind, Listed, descendants};
use super::super::predict::Predict;
use crate::language::Language;
use crate::sim::{Side, Verb};
use crate::tcp::State;

/// What an action is called among the definitions.
const ACTION: &str = "action";

/// The schema of a file with these keys and these actions.
#[must_use]
pub fn schema(file: &'static dyn Listed, verbs: &[Verb], language: &Language) -> String {
    let tables = descendants(file).into_iter().skip(1);
    let mut definitions: Map<String, Value> =
        tables.map(|keys| (keys.name().to_owned(), table(keys, language))).collect();
    let examples: Vec<&str> = verbs.iter().map(|verb| verb.example).collect();
    definitions.insert(ACTION.to_owned(), json!({ "type": "string", "examples": examples }));
    let mut schema = table(file, language);
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!(language.lesson_keys.schema_title);
    schema["definitions"] = definitions.into();
    // Strings, numbers and tables of them: this cannot fail.
    let text = crate::text::json(&schema).unwrap_or_default();
    text + "\n"
}

fn table(of: &dyn Listed, language: &Language) -> Value {
    let keys = of.keys();
    let properties: Map<String, Value> =
        keys.iter().map(|key| (key.name.to_owned(), property(key, language))).collect();
    let needed: Vec<&str> = keys.iter().filter(|key| key.needed).map(|key| key.name).collect();
    let beside = keys.iter().filter(|key| !key.beside.is_empty());
    let dependencies: Map<String, Value> = beside.map(|key| (key.name.to_owned(), any_of_keys(key.beside))).collect();
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if !needed.is_empty() {
        schema["required"] = json!(needed);
    }
    if !dependencies.is_empty() {
        schema["dependencies"] = dependencies.into();
    }
    if !of.one_of().is_empty() {
        let each: Vec<Value> = of.one_of().iter().map(|key| json!({ "required": [key] })).collect();
        schema["oneOf"] = json!(each);
    }
    schema
}

fn any_of_keys(keys: &[&str]) -> Value {
    let each: Vec<Value> = keys.iter().map(|key| json!({ "required": [key] })).collect();
    json!({ "anyOf": each })
}

fn property(key: &About, language: &Language) -> Value {
    let mut schema = kind(&key.kind);
    schema["title"] = json!(key.name);
    schema["description"] = json!(key.help(language));
    let own = example(key.example);
    let more = examples(&key.kind).into_iter().flat_map(|of_kind| of_kind.as_array().cloned().unwrap_or_default());
    let examples: Vec<Value> =
        own.clone().into_iter().chain(more.filter(|other| Some(other) != own.as_ref())).collect();
    if !examples.is_empty() {
        schema["examples"] = examples.into();
    }
    schema
}

/// A value that is written as TOML.
fn example(text: &str) -> Option<Value> {
    toml::from_str::<BTreeMap<String, Value>>(&format!("value = {text}")).ok()?.remove("value")
}

/// What an editor shows beside a key whose values have a form of their own.
fn examples(of: &Kind) -> Option<Value> {
    match of {
        Kind::Segment => Some(json!(["A SYN", "B FIN,ACK", "A data"])),
        Kind::Time => Some(json!(["40ms", "1s", "2m"])),
        Kind::List(of) => examples(of).map(|of| json!([of])),
        Kind::Sides(of) => examples(of),
        _ => None,
    }
}

fn kind(kind: &Kind) -> Value {
    match kind {
        Kind::Text | Kind::Segment | Kind::Time | Kind::Counted => json!({ "type": "string" }),
        Kind::Command => definition(ACTION),
        Kind::Word(words) => json!({ "enum": words() }),
        Kind::Whole(range) => json!({ "type": "integer", "minimum": range.start(), "maximum": range.end() }),
        Kind::Truth => json!({ "type": "boolean" }),
        Kind::State => likely(&State::ALL.map(State::name)),
        Kind::Prediction => likely(&predictions()),
        Kind::Answer => json!({ "type": ["string", "integer"] }),
        Kind::List(of) => json!({ "type": "array", "items": self::kind(of) }),
        Kind::Sides(of) => json!({ "anyOf": [self::kind(of), sides(of)] }),
        Kind::Table(keys) => json!({ "allOf": [definition(keys.name())] }),
        Kind::Tables(keys) => json!({ "type": "array", "items": definition(keys.name()) }),
        Kind::OneOrMore(keys) => {
            let one = definition(keys.name());
            json!({ "anyOf": [one.clone(), { "type": "array", "items": one, "minItems": 1 }] })
        }
        Kind::Named(_, of) => json!({ "type": "object", "additionalProperties": self::kind(of) }),
        Kind::NamedOnce(_, of) => json!({
            "type": "object", "additionalProperties": self::kind(of), "minProperties": 1, "maxProperties": 1
        }),
    }
}

/// Words that an editor may offer; others may be meant as well.
fn likely(words: &[impl AsRef<str>]) -> Value {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    json!({ "anyOf": [{ "enum": words }, { "type": "string" }] })
}

/// The forms of questions, for each side.
fn predictions() -> Vec<String> {
    let forms =
        Predict::FORMS.into_iter().flat_map(|form| Side::BOTH.map(|side| form.replace("X.", &format!("{side}."))));
    let mut forms: Vec<String> = forms.collect();
    forms.dedup();
    forms
}

fn sides(of: &Kind) -> Value {
    let properties: Map<String, Value> = Side::BOTH.map(|side| (side.to_string(), kind(of))).into_iter().collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn definition(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}
