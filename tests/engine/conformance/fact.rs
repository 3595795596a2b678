//! The facts as they stand in the files.

use serde::{Deserialize, Deserializer};
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
    #[serde(deserialize_with = "set_of_flags")]
    pub flags: Vec<String>,
    #[serde(default)]
    pub seq: Option<Number>,
    #[serde(default)]
    pub ack: Option<Number>,
    #[serde(default)]
    pub len: u32,
    /// The maximum segment size option, on a SYN.
    #[serde(default)]
    pub mss: Option<u16>,
}

/// A set of flags: a list of names, or one string with names or letters.
fn set_of_flags<'de, D: Deserializer<'de>>(file: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        List(Vec<String>),
        Text(String),
    }
    Ok(match Written::deserialize(file)? {
        Written::List(names) => names.iter().flat_map(|name| flag_names(name)).collect(),
        Written::Text(text) => flag_names(&text),
    })
}

/// The names of flags that are written as `SYN,ACK`, as `SYN+ACK`, or by letters as packet scripts have them: `SA`, `F.`.
pub fn flag_names(text: &str) -> Vec<String> {
    let letters = [('S', "SYN"), ('F', "FIN"), ('R', "RST"), ('A', "ACK"), ('.', "ACK"), ('P', "PSH"), ('U', "URG")];
    let by_letter: Option<Vec<String>> = text
        .chars()
        .map(|c| letters.iter().find(|(letter, _)| *letter == c).map(|(_, name)| (*name).to_owned()))
        .collect();
    by_letter.unwrap_or_else(|| {
        text.split([',', '+', '|', ' ']).filter(|name| !name.is_empty()).map(str::to_owned).collect()
    })
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
    /// The peer's MSS; what the fact's segments need if it does not say.
    #[serde(alias = "peer_mss", alias = "snd_mss")]
    pub mss: Option<u16>,
    pub delayed_ack: bool,
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

impl Fact {
    /// What the fact takes for granted, said: the peer takes the segments that are sent to it, and an ACK waits where its timer fires.
    fn with_what_it_needs(mut self) -> Self {
        let steps = || self.event.iter().chain(self.trace.iter().flatten());
        let emitted = self.expect.emits.iter().flatten().filter_map(|segment| segment["len"].as_u64());
        let out = steps().flat_map(|step| step.out.iter().flatten()).map(|segment| u64::from(segment.len));
        let largest = emitted.chain(out).max().and_then(|len| u16::try_from(len).ok()).filter(|len| *len > 536);
        let waits = steps().any(|step| step.timer.as_deref() == Some("delayed-ack"));
        self.start.mss = self.start.mss.or(largest);
        self.start.delayed_ack |= waits;
        self
    }
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

/// The environment variable that names another folder of facts.
pub const FOLDER: &str = "TCPTUTOR_CONFORMANCE";

/// All files of facts, sorted by name, and the set-ups.
pub fn load() -> (Vec<File>, Setups) {
    let folder = std::env::var_os(FOLDER).map_or_else(own_folder, PathBuf::from);
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
            .map(|line| {
                serde_json::from_str(&line).map(Fact::with_what_it_needs).map_err(|error| format!("{error} in {line}"))
            })
            .collect();
        files.push(File { name, facts });
    }
    (files, setups)
}
