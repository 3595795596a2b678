//! Rust's sources as a list of words, without what only a compiler or a reader needs: enough to see who names whom.

/// One word of a source. Comments are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// An identifier or a keyword.
    Word(String),
    /// A character of punctuation; `::` is two of them.
    Mark(char),
    /// A text, a character or a number.
    Literal,
}

impl Token {
    pub fn is(&self, mark: char) -> bool {
        *self == Self::Mark(mark)
    }

    pub fn word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            Self::Mark(_) | Self::Literal => None,
        }
    }
}

/// All tokens of a source.
pub fn tokens(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let (mut tokens, mut at) = (Vec::new(), 0);
    while at < chars.len() {
        let end = match chars[at] {
            c if c.is_whitespace() => at + 1,
            '/' if chars.get(at + 1) == Some(&'/') => find(&chars, at, |c| c == '\n'),
            '/' if chars.get(at + 1) == Some(&'*') => end_of_comment(&chars, at),
            '"' => {
                tokens.push(Token::Literal);
                end_of_text(&chars, at + 1)
            }
            '\'' => end_of_quote(&chars, at, &mut tokens),
            c if c.is_ascii_digit() => {
                tokens.push(Token::Literal);
                find(&chars, at, |c| !c.is_alphanumeric() && c != '_')
            }
            c if c.is_alphabetic() || c == '_' => end_of_word(&chars, at, &mut tokens),
            c => {
                tokens.push(Token::Mark(c));
                at + 1
            }
        };
        at = end;
    }
    tokens
}

fn find(chars: &[char], from: usize, is: impl Fn(char) -> bool) -> usize {
    (from..chars.len()).find(|at| is(chars[*at])).unwrap_or(chars.len())
}

fn end_of_comment(chars: &[char], from: usize) -> usize {
    let end = (from + 2..chars.len()).find(|at| chars[*at] == '*' && chars.get(at + 1) == Some(&'/'));
    end.map_or(chars.len(), |end| end + 2)
}

/// The end of a text whose first quotation mark stands before `at`.
fn end_of_text(chars: &[char], mut at: usize) -> usize {
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// The end of a character, or of a lifetime.
fn end_of_quote(chars: &[char], at: usize, tokens: &mut Vec<Token>) -> usize {
    if chars.get(at + 1) == Some(&'\\') {
        tokens.push(Token::Literal);
        return find(chars, at + 3, |c| c == '\'') + 1;
    }
    if chars.get(at + 2) == Some(&'\'') {
        tokens.push(Token::Literal);
        return at + 3;
    }
    find(chars, at + 1, |c| !c.is_alphanumeric() && c != '_')
}

/// The end of a word, or of the text that it begins: `r#"…"#`, `b"…"`, `b'…'`.
fn end_of_word(chars: &[char], at: usize, tokens: &mut Vec<Token>) -> usize {
    let end = find(chars, at, |c| !c.is_alphanumeric() && c != '_');
    let word: String = chars[at..end].iter().collect();
    let hashes = find(chars, end, |c| c != '#') - end;
    match chars.get(end + hashes) {
        Some('"') if word.ends_with('r') && word.len() <= 2 => {
            tokens.push(Token::Literal);
            let closing: Vec<char> = ['"'].into_iter().chain(std::iter::repeat_n('#', hashes)).collect();
            let text = end + hashes + 1;
            (text..chars.len()).find(|at| chars[*at..].starts_with(&closing)).unwrap_or(chars.len()) + closing.len()
        }
        Some('"') if word == "b" && hashes == 0 => {
            tokens.push(Token::Literal);
            end_of_text(chars, end + 1)
        }
        Some('\'') if word == "b" && hashes == 0 => end_of_quote(chars, end, tokens),
        _ => {
            tokens.push(Token::Word(word));
            end
        }
    }
}

/// The tokens without the items that only tests have, and the modules of tests that a source declares.
pub fn without_tests(tokens: &[Token]) -> (Vec<Token>, Vec<String>) {
    let (mut kept, mut modules, mut at) = (Vec::new(), Vec::new(), 0);
    while at < tokens.len() {
        if is_for_tests(&tokens[at..]) {
            let end = end_of_item(tokens, at);
            let item = &tokens[at..end];
            if item.last().is_some_and(|last| last.is(';'))
                && let [.., Token::Word(keyword), Token::Word(name), Token::Mark(';')] = item
                && keyword == "mod"
            {
                modules.push(name.clone());
            }
            at = end;
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    (kept, modules)
}

/// Whether tokens begin with `#[cfg(test)]`.
fn is_for_tests(tokens: &[Token]) -> bool {
    let expected = [Token::Mark('#'), Token::Mark('['), Token::Word("cfg".into()), Token::Mark('(')];
    tokens.starts_with(&expected) && tokens[4..].first().and_then(Token::word) == Some("test")
}

/// Where an item ends that begins, with its attributes, at a place: after its braces, or after its semicolon.
fn end_of_item(tokens: &[Token], from: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(from) {
        match token {
            Token::Mark('(' | '[' | '{') => depth += 1,
            Token::Mark(closing @ (')' | ']' | '}')) => {
                depth = depth.saturating_sub(1);
                // The braces of `use a::{b, c};` are not its end.
                if *closing == '}' && depth == 0 && !tokens.get(at + 1).is_some_and(|next| next.is(';')) {
                    return at + 1;
                }
            }
            Token::Mark(';') if depth == 0 => return at + 1,
            _ => {}
        }
    }
    tokens.len()
}
