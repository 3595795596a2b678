//! What a source declares, and what it names of other modules.

use super::source::Token;

/// A name that a `use` brings into a module: the path it stands for, and whether it is handed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The name it has here; `*` for all names of a module.
    pub name: String,
    pub path: Vec<String>,
    pub is_public: bool,
}

/// What one source says of modules.
#[derive(Debug, Default)]
pub struct Names {
    /// The modules that it declares.
    pub modules: Vec<String>,
    /// The items that it defines.
    pub items: Vec<String>,
    pub imports: Vec<Import>,
    /// Paths of two words or more in its code, outside of `use`.
    pub paths: Vec<Vec<String>>,
    /// Every word of its code, outside of `use`.
    pub words: Vec<String>,
}

const DEFINES: [&str; 8] = ["fn", "struct", "enum", "trait", "const", "static", "type", "union"];

pub fn names(tokens: &[Token]) -> Names {
    let mut names = Names::default();
    let (mut at, mut depth) = (0, 0_usize);
    while at < tokens.len() {
        let Some(word) = tokens[at].word() else {
            match tokens[at] {
                Token::Mark('{') => depth += 1,
                Token::Mark('}') => depth = depth.saturating_sub(1),
                _ => {}
            }
            at += 1;
            continue;
        };
        if word == "use" && !tokens.get(at + 1).is_some_and(|next| next.is('<')) {
            let is_public = is_public(&tokens[..at]);
            at = imports(tokens, at + 1, &[], is_public, &mut names.imports);
            continue;
        }
        if depth == 0
            && let Some(name) = tokens.get(at + 1).and_then(Token::word)
        {
            if word == "mod" {
                names.modules.push(name.to_owned());
            } else if DEFINES.contains(&word) {
                names.items.push(name.to_owned());
            }
        }
        let path = path(&tokens[at..]);
        let continues =
            at > 0 && (tokens[at - 1].is(':') && at > 1 && tokens[at - 2].is(':') || tokens[at - 1].is('.'));
        at += path.len() * 3 - 2;
        names.words.extend(path.iter().cloned());
        if path.len() > 1 && !continues {
            names.paths.push(path);
        }
    }
    names
}

/// Whether the tokens before a `use` make it visible to others: `pub`, `pub(crate)`.
fn is_public(before: &[Token]) -> bool {
    before.last().is_some_and(|last| last.is(')') || last.word() == Some("pub"))
}

/// The words of a path at the start of tokens: `a::b::c`.
fn path(tokens: &[Token]) -> Vec<String> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(word) = tokens.get(at).and_then(Token::word) {
        words.push(word.to_owned());
        if !(tokens.get(at + 1).is_some_and(|t| t.is(':')) && tokens.get(at + 2).is_some_and(|t| t.is(':'))) {
            break;
        }
        at += 3;
    }
    words
}

/// Reads one tree of a `use`, up to the mark behind it, and says where that stands.
fn imports(tokens: &[Token], mut at: usize, before: &[String], is_public: bool, into: &mut Vec<Import>) -> usize {
    let mut whole = before.to_vec();
    loop {
        match tokens.get(at) {
            Some(Token::Word(word)) if word == "as" => {
                let name = tokens.get(at + 1).and_then(Token::word).unwrap_or_default().to_owned();
                into.push(Import { name, path: whole, is_public });
                return at + 2;
            }
            Some(Token::Word(word)) => {
                // `use a::{self}` is `a`.
                if word != "self" || whole.is_empty() {
                    whole.push(word.clone());
                }
                at += 1;
            }
            Some(Token::Mark(':')) => at += 1,
            Some(Token::Mark('*')) => {
                into.push(Import { name: "*".to_owned(), path: whole, is_public });
                return at + 1;
            }
            Some(Token::Mark('{')) => {
                at += 1;
                while !tokens.get(at).is_none_or(|token| token.is('}')) {
                    if tokens[at].is(',') {
                        at += 1;
                    } else {
                        at = imports(tokens, at, &whole, is_public, into);
                    }
                }
                return at + 1;
            }
            _ => {
                let name = whole.last().cloned().unwrap_or_default();
                into.push(Import { name, path: whole, is_public });
                return at;
            }
        }
    }
}
