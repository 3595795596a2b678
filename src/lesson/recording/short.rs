//! A whole run as one short text that can be pasted into a message and opened elsewhere.
//!
//! It is the session file, deflated with a dictionary of what most session files say, behind a checksum, in base 32: small
//! letters and digits alone. No mail program or messenger takes those for markup, links or something to correct, and one
//! double click selects them all. The digits that base 32 does not use say where it begins and ends, so that whatever was
//! said around it, and every space, line break or `>` that got into it, does no harm.

use data_encoding::BASE32_NOPAD;
use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, TDEFLStatus, compress, create_comp_flags_from_zip_params,
};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

use super::model::Recording;
use super::read::{LARGEST_SESSION, read};
use crate::language::Language;
use crate::say;

/// What every short text begins with, before its version.
const NAME: &str = "tcptutor";
/// The version that is written, and the only one that is read.
const VERSION: &str = "1";
/// What stands between version and body: a letter, so that no digit of the body is taken for one of the version.
const SEPARATOR: char = 'z';
/// What stands at the end: no letter of base 32.
const END: char = '0';
/// The most effort that deflating knows.
const LEVEL: i32 = 10;
/// The bytes of the checksum.
const CHECKSUM: usize = 4;

/// What most session files say. It is a part of version 1 and never changes, or old texts could not be read any more.
const DICTIONARY: &str = include_str!("dictionary-1.txt");

/// Why a short text cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// Nothing in it looks like one.
    NoSession,
    /// It was written by another version.
    Version(String),
    /// Its end is missing.
    CutOff,
    /// A character that no such text has.
    Strange(char),
    /// Something was changed or lost on the way.
    Damaged,
    /// It is whole, but says what this version does not know.
    Unknown(String),
}

impl Broken {
    /// Why, in a sentence.
    #[must_use]
    pub fn describe(&self, language: &Language) -> String {
        let words = &language.reading;
        match self {
            Self::NoSession => {
                say!(language, words.no_session, beginning = &format!("{NAME}{VERSION}{SEPARATOR}"))
            }
            Self::Version(version) => say!(language, words.other_version, version, known = VERSION),
            Self::CutOff => say!(language, words.cut_off, end = &END.to_string()),
            Self::Strange(letter) => say!(language, words.strange_letter, letter = &letter.to_string()),
            Self::Damaged => words.damaged.to_owned(),
            Self::Unknown(finding) => say!(language, words.says_unknown, finding),
        }
    }
}

/// Whether a text holds a session, broken or not.
#[must_use]
pub fn is_short_text(text: &str) -> bool {
    let clean = clean(text);
    clean.match_indices(NAME).any(|(at, name)| version_at(&clean[at + name.len()..]).is_some())
}

impl Recording {
    /// The whole run as one line of small letters and digits.
    #[must_use]
    pub fn to_short_text(&self) -> String {
        let text = self.write();
        let mut bytes = crc32fast::hash(text.as_bytes()).to_be_bytes().to_vec();
        bytes.extend(deflate(text.as_bytes()));
        let body = BASE32_NOPAD.encode(&bytes).to_ascii_lowercase();
        format!("{NAME}{VERSION}{SEPARATOR}{body}{END}")
    }

    /// The run that a text holds, whatever mail programs did to it.
    ///
    /// # Errors
    /// What is wrong with it; a finding in what it says is in this language.
    pub fn from_short_text(text: &str, language: &Language) -> Result<Self, Broken> {
        let text = unpacked(text)?;
        let name = language.reading.pasted;
        read(name, &text, language).map_err(|findings| Broken::Unknown(findings[0].message.clone()))
    }
}

/// The text of the session file that a short text holds.
///
/// # Errors
/// What is wrong with it.
pub fn unpacked(text: &str) -> Result<String, Broken> {
    let bytes = BASE32_NOPAD.decode(body(text)?.as_bytes()).map_err(|_| Broken::Damaged)?;
    let (checksum, deflated) = bytes.split_at_checked(CHECKSUM).ok_or(Broken::Damaged)?;
    let text = inflate(deflated).ok_or(Broken::Damaged)?;
    if crc32fast::hash(&text).to_be_bytes() != checksum {
        return Err(Broken::Damaged);
    }
    String::from_utf8(text).map_err(|_| Broken::Damaged)
}

/// Letters and digits alone, the letters small.
fn clean(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
}

/// The digits of the version, if they and the separator stand here.
fn version_at(text: &str) -> Option<&str> {
    let (version, _) = text.split_once(SEPARATOR)?;
    (!version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit())).then_some(version)
}

/// What stands between the beginning and the end, in the letters of base 32.
fn body(text: &str) -> Result<String, Broken> {
    let clean = clean(text);
    let mut after_names = clean.match_indices(NAME).map(|(at, name)| &clean[at + name.len()..]);
    let (version, rest) = after_names.find_map(|rest| Some((version_at(rest)?, rest))).ok_or(Broken::NoSession)?;
    if version != VERSION {
        return Err(Broken::Version(version.to_owned()));
    }
    let body = &rest[version.len() + SEPARATOR.len_utf8()..];
    let strange = |c: char| !matches!(c, 'a'..='z' | '2'..='7');
    match body.find(strange) {
        None => Err(Broken::CutOff),
        Some(end) if body[end..].starts_with(END) => Ok(body[..end].to_ascii_uppercase()),
        Some(at) => Err(body[at..].chars().next().map_or(Broken::CutOff, Broken::Strange)),
    }
}

/// Deflates as if the dictionary had gone before: what was written for it is left out again.
fn deflate(text: &[u8]) -> Vec<u8> {
    let mut compressor = CompressorOxide::new(create_comp_flags_from_zip_params(LEVEL, 0, 0));
    let mut deflated = Vec::new();
    deflate_into(&mut compressor, DICTIONARY.as_bytes(), TDEFLFlush::Sync, &mut deflated);
    deflated.clear();
    deflate_into(&mut compressor, text, TDEFLFlush::Finish, &mut deflated);
    deflated
}

fn deflate_into(compressor: &mut CompressorOxide, mut text: &[u8], flush: TDEFLFlush, out: &mut Vec<u8>) {
    let mut block = [0; 4096];
    loop {
        let (status, read, written) = compress(compressor, text, &mut block, flush);
        out.extend_from_slice(&block[..written]);
        text = &text[read..];
        let done = text.is_empty() && written < block.len();
        if status != TDEFLStatus::Okay || done {
            return;
        }
    }
}

/// The opposite; `None` if these bytes are not what [`deflate`] makes, or far too many come out.
fn inflate(deflated: &[u8]) -> Option<Vec<u8>> {
    let before = DICTIONARY.len();
    let mut out = DICTIONARY.as_bytes().to_vec();
    out.resize(before + 4096, 0);
    let mut decompressor = DecompressorOxide::new();
    let (mut read, mut written) = (0, before);
    loop {
        let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, more, new) = decompress(&mut decompressor, &deflated[read..], &mut out, written, flags);
        (read, written) = (read + more, written + new);
        match status {
            TINFLStatus::Done if read == deflated.len() => {
                out.truncate(written);
                return Some(out.split_off(before));
            }
            TINFLStatus::HasMoreOutput if out.len() < LARGEST_SESSION => out.resize(out.len() * 2, 0),
            _ => return None,
        }
    }
}
