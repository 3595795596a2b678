//! The two ends of the dialogue: lines that come in, paragraphs that go out.

use std::io::{self, BufRead, Read as _, Write};

use crate::language::Language;
use crate::text::{self, Mark, clean_line, clean_text};

/// Paragraphs are wrapped to this width.
const WIDTH: u16 = 80;

/// No line that anybody types is longer, in octets.
const LONGEST: u64 = 4096;

/// So much of a longer one is repeated, in characters.
const REPEATED: usize = 60;

/// A dialogue's input and output.
pub struct Lines<'a, I, O> {
    input: &'a mut I,
    out: &'a mut O,
    /// Whether what is typed stands on the screen by itself, as on a terminal. If not it is repeated, so that the output alone
    /// can be read.
    echoed: bool,
    /// Whose words it speaks in.
    pub(super) language: &'static Language,
}

impl<'a, I: BufRead, O: Write> Lines<'a, I, O> {
    /// A dialogue.
    pub const fn new(input: &'a mut I, out: &'a mut O, echoed: bool, language: &'static Language) -> Self {
        Self { input, out, echoed, language }
    }

    /// Asks for the next line; `None` at the end of the input. What is no UTF-8 in it is replaced, and of a line that is far too long
    /// only the beginning is there, with an ellipsis that makes it no command.
    pub(super) fn ask(&mut self) -> io::Result<Option<String>> {
        if self.echoed {
            write!(self.out, "> ")?;
        }
        self.out.flush()?;
        let mut bytes = Vec::new();
        if self.input.by_ref().take(LONGEST).read_until(b'\n', &mut bytes)? == 0 {
            writeln!(self.out)?;
            return Ok(None);
        }
        let is_whole = bytes.ends_with(b"\n") || self.input.skip_until(b'\n')? == 0;
        let text = String::from_utf8_lossy(&bytes);
        let line = if is_whole {
            clean_line(text.trim()).into_owned()
        } else {
            clean_line(&text.chars().take(REPEATED).collect::<String>()).into_owned() + "…"
        };
        if !self.echoed {
            writeln!(self.out, "> {line}")?;
        }
        Ok(Some(line))
    }

    /// Says a paragraph. What is code stands in quotes, for somebody may type it; a call says by its brackets what it is. The other
    /// inline marks are left out.
    pub(super) fn say(&mut self, marked: &str) -> io::Result<()> {
        let mut spans = text::parse(&clean_text(marked));
        for span in spans.iter_mut().filter(|span| span.mark == Mark::Code && !span.text.ends_with(')')) {
            span.text = format!("\"{}\"", span.text);
        }
        for line in text::wrap_spans(&spans, WIDTH) {
            writeln!(self.out, "{}", line.text())?;
        }
        Ok(())
    }

    /// Says several paragraphs.
    pub(super) fn say_all(&mut self, paragraphs: impl IntoIterator<Item = String>) -> io::Result<()> {
        paragraphs.into_iter().try_for_each(|paragraph| self.say(&paragraph))
    }

    /// An empty line.
    pub(super) fn gap(&mut self) -> io::Result<()> {
        Ok(writeln!(self.out)?)
    }
}
