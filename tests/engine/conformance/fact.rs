//! The facts as they stand in the files.

use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// A number as the facts write it: plain, or an expression over the endpoint's variables.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Number {
    Plain(i64),
    Expression(String),
}

#[derive(Clone, Debug, Deserialize)]
pub struct SegmentFact {
    pub flags: Vec<String>,
    #[serde(default)]
    pub seq: Option<Number>,
    #[serde(default)]
    pub ack: Option<Number>,
    #[serde(default)]
    pub len: u32,
}

/// One thing that happens: a segment, a call or a timer, and what it should lead to.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Step {
    #[serde(rename = "in", alias = "segment")]
    pub segment: Option<SegmentFact>,
    pub call: Option<String>,
    #[serde(rename = "as")]
    pub spelled: Option<String>,
    pub len: Option<u32>,
    pub timer: Option<String>,
    pub fill_receive_buffer: bool,
    pub bind: HashMap<String, i64>,
    pub out: Option<Vec<SegmentFact>>,
    pub state: Option<String>,
    pub assert: Option<Assertion>,
    /// Octets read, zero at the end of the stream; or the errno of a read that would block.
    pub got: Option<Value>,
    // The abstract models' events.
    pub receive: Option<String>,
    pub send: Option<String>,
    pub via: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Assertion {
    pub state: Option<String>,
    pub not_state: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Start {
    pub state: String,
    pub via: Option<String>,
    pub setup: Option<String>,
    pub rcv_wnd: Option<u32>,
}

/// What should come of an event. `emits` has two shapes: segments, or the models' names for them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Expect {
    pub state: Option<String>,
    pub not_state: Option<String>,
    pub emits: Option<Vec<Value>>,
    pub emits_verified: Option<bool>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Fact {
    pub id: String,
    pub profile: String,
    pub verdict: String,
    pub kind: String,
    #[serde(default)]
    pub start: Start,
    #[serde(default)]
    pub event: Option<Step>,
    #[serde(default)]
    pub expect: Expect,
    #[serde(default)]
    pub trace: Option<Vec<Step>>,
    #[serde(default)]
    pub setup: Value,
    #[serde(default)]
    pub lines: Vec<Value>,
}

/// A recipe for a start state.
#[derive(Clone, Debug, Deserialize)]
pub struct Setup {
    #[serde(rename = "setup")]
    pub name: String,
    pub state: String,
    #[serde(default)]
    pub after: Option<String>,
    pub steps: Vec<Step>,
}

pub type Setups = HashMap<String, Setup>;

/// A line that is no fact keeps what it says, and why it cannot be one.
pub type Line = Result<Fact, String>;

pub struct File {
    pub name: String,
    pub facts: Vec<Line>,
}

fn own_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance")
}

fn lines(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

/// All files of facts, sorted by name, and the set-ups.
pub fn load() -> (Vec<File>, Setups) {
    let folder = std::env::var_os("TCPTUTOR_CONFORMANCE").map_or_else(own_folder, PathBuf::from);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
        .collect();
    paths.sort();
    let mut setups = Setups::new();
    let mut files = Vec::new();
    let beside = folder.join("setups.jsonl");
    for path in [own_folder().join("setups.jsonl"), beside.clone()].into_iter().filter(|path| path.exists()) {
        for line in lines(&path) {
            let setup: Setup = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error} in {line}"));
            setups.insert(setup.name.clone(), setup);
        }
    }
    // Exchanges between two hosts are played in the tests of the world.
    let between_two = |path: &PathBuf| path.file_stem().is_some_and(|name| name == "two-kernel-traces");
    for path in paths.into_iter().filter(|path| *path != beside && !between_two(path)) {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let facts = lines(&path)
            .into_iter()
            .map(|line| serde_json::from_str(&line).map_err(|error| format!("{error} in {line}")))
            .collect();
        files.push(File { name, facts });
    }
    (files, setups)
}
