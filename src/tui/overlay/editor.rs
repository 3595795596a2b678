//! The segment editor: any flags, numbers as expressions, and what the receiver would do with it, before it is sent.

#![warn(clippy::arithmetic_side_effects)]

use super::context::OverlayContext;
use super::frame;
use super::reaction::Reaction;
use crate::language::{Language, Windows};
use crate::lesson::parse_expression;
use crate::say;
use crate::session::History;
use crate::sim::{Expression, Forged, Input, Record, Side};
use crate::tcp::Flags;
use crate::text;
use crate::timeline::{self, Account, Moment};
use crate::tui::bindings::Command;
use crate::tui::key::{Key, KeyCode};
use crate::tui::text_lines::{below, beside, write, write_all, write_marked, write_paragraphs};
use crate::tui::theme::Role;
use crate::tui::writing;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tui_input::Input as Line;

/// The control bits that can be set.
const BITS: [(Flags, &str); 4] = Flags::NAMES;
/// Besides a field's name: the mark before it, and the blanks around it.
const AROUND_NAME: u16 = 3;
/// How wide a field's value is.
const VALUE_WIDTH: u16 = 24;
/// The most rows of the preview.
const PREVIEW: usize = 8;

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Flags,
    Seq,
    Ack,
    Length,
    Window,
}

impl Field {
    const ALL: [Self; 5] = [Self::Flags, Self::Seq, Self::Ack, Self::Length, Self::Window];

    const fn name(self, words: &Windows) -> &'static str {
        match self {
            Self::Flags => words.editor_flags,
            Self::Seq => "SEQ",
            Self::Ack => "ACK",
            Self::Length => words.editor_length,
            Self::Window => words.editor_window,
        }
    }

    /// What is written there.
    const fn about(self, words: &Windows) -> &'static str {
        match self {
            Self::Flags => words.editor_about_flags,
            Self::Seq => words.editor_about_seq,
            Self::Ack => words.editor_about_ack,
            Self::Length => words.editor_about_length,
            Self::Window => words.editor_about_window,
        }
    }
}

/// The form.
#[derive(Clone, Debug)]
pub struct Editor {
    side: Side,
    field: usize,
    /// Which bit the cursor is at.
    bit: usize,
    bits: [bool; BITS.len()],
    /// The texts of the fields after the flags.
    lines: [Line; 4],
}

impl Editor {
    /// A form for a segment from this side, filled in with a bare ACK of its present numbers.
    #[must_use]
    pub fn new(side: Side) -> Self {
        let line = |text: &str| Line::new(text.to_owned());
        Self {
            side,
            field: 0,
            bit: 0,
            bits: BITS.map(|(flag, _)| flag == Flags::ACK),
            lines: [line("SND.NXT"), line("RCV.NXT"), line("0"), line("RCV.WND")],
        }
    }

    /// Types into the form, moves in it, or sends.
    pub fn key(&mut self, key: Key, command: Option<Command>, language: &Language) -> Reaction {
        let at_flags = Field::ALL[self.field] == Field::Flags;
        match (command, key.code) {
            (Some(Command::Dismiss), _) => return Reaction::Close,
            (Some(Command::Choose), _) => {
                let forged = self.forged(language).ok();
                return forged.map_or(Reaction::Stay, |forged| Reaction::Do(Input::Inject(self.side, forged)));
            }
            (Some(Command::Previous), _) => self.field = self.field.saturating_sub(1),
            (Some(Command::Next), _) => {
                self.field = self.field.saturating_add(1).min(Field::ALL.len().saturating_sub(1));
            }
            (Some(Command::FocusOther), _) => self.side = self.side.other(),
            (_, KeyCode::Left) if at_flags => self.bit = self.bit.saturating_sub(1),
            (_, KeyCode::Right) if at_flags => self.bit = self.bit.saturating_add(1).min(BITS.len().saturating_sub(1)),
            (Some(Command::Toggle), _) if at_flags => self.bits[self.bit] = !self.bits[self.bit],
            (_, KeyCode::Char(letter)) if at_flags => self.toggle_by(letter),
            _ if at_flags => {}
            _ => writing::key(&mut self.lines[self.field.saturating_sub(1)], key),
        }
        Reaction::Stay
    }

    /// The bit whose name begins with this letter.
    fn toggle_by(&mut self, letter: char) {
        let is_it = |(_, name): &(Flags, &str)| name.starts_with(letter.to_ascii_uppercase());
        if let Some(bit) = BITS.iter().position(is_it) {
            (self.bit, self.bits[bit]) = (bit, !self.bits[bit]);
        }
    }

    /// Text was pasted.
    pub fn paste(&mut self, text: &str) {
        if self.field > 0 {
            writing::paste(&mut self.lines[self.field.saturating_sub(1)], text);
        }
    }

    fn flags(&self) -> Flags {
        let set = BITS.iter().zip(self.bits).filter(|(_, set)| *set);
        set.fold(Flags::NONE, |flags, ((flag, _), _)| flags.with(*flag))
    }

    fn text(&self, field: Field) -> &str {
        Field::ALL.iter().position(|other| *other == field).map_or("", |at| match at {
            0 => "",
            at => self.lines[at.saturating_sub(1)].value().trim(),
        })
    }

    /// A number of the form, or the sentence that says what is wrong with it.
    fn expression(&self, field: Field, usual: &str, language: &Language) -> Result<Option<Expression>, String> {
        let text = self.text(field);
        if text.eq_ignore_ascii_case(usual) {
            return Ok(None);
        }
        let wrong = |message: &str| {
            say!(language, language.windows.editor_wrong, field = field.name(&language.windows), wrong = message)
        };
        parse_expression(text, language).map(Some).map_err(|parse_error| wrong(&parse_error.message))
    }

    fn number(&self, field: Field, language: &Language) -> Result<u16, String> {
        let text = self.text(field);
        let wrong =
            || say!(language, language.windows.editor_not_a_number, field = field.name(&language.windows), text);
        text.parse().map_err(|_| wrong())
    }

    /// The segment that the form describes.
    fn forged(&self, language: &Language) -> Result<Forged, String> {
        let flags = self.flags();
        let ack = if flags.ack() { self.expression(Field::Ack, "RCV.NXT", language)? } else { None };
        let usual_window = self.text(Field::Window).eq_ignore_ascii_case("RCV.WND");
        let window = if usual_window { None } else { Some(self.number(Field::Window, language)?) };
        Ok(Forged {
            seq: self.expression(Field::Seq, "SND.NXT", language)?,
            ack,
            len: self.number(Field::Length, language)?,
            window,
            ..Forged::bare(flags)
        })
    }

    /// Paints the form, the words that it stands for, and the preview.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer, context: &OverlayContext<'_>) {
        let Some(history) = context.history else { return };
        let theme = &context.settings.theme;
        let named = timeline::named(history);
        let language = context.settings.language;
        let (from, to) = (&named[self.side], &named[self.side.other()]);
        let title = say!(language, language.windows.editor, from, to);
        let rows = Field::ALL.len().saturating_add(4).saturating_add(PREVIEW);
        let Some(inner) = frame::open(area, rows, &title, buffer, context.settings) else { return };
        let forged = self.forged(language);
        for ((i, field), y) in Field::ALL.into_iter().enumerate().zip(inner.top()..inner.bottom()) {
            let row = Rect { y, height: 1, ..inner };
            self.paint_field(i, field, forged.as_ref().ok(), row, buffer, context);
        }
        let fields = below(inner, u16::try_from(Field::ALL.len()).unwrap_or(0));
        let about = Field::ALL[self.field].about(&language.windows);
        let indented = Rect { x: fields.x.saturating_add(2), width: fields.width.saturating_sub(2), ..fields };
        let taken = write_marked(buffer, indented, about, Role::Dim, theme);
        let rest = below(fields, taken.max(1).saturating_add(1));
        match forged {
            Ok(forged) => {
                let input = Input::Inject(self.side, forged);
                let taken = write_marked(buffer, rest, &format!("`{input}`"), Role::Text, theme);
                let preview = preview(history, self.side, input, language);
                let paragraphs: Vec<(&str, Role)> =
                    preview.iter().map(|(words, role)| (words.as_str(), *role)).collect();
                write_paragraphs(
                    buffer,
                    below(rest, taken.saturating_add(1)),
                    &paragraphs,
                    context.settings.glyphs,
                    theme,
                );
            }
            Err(wrong) => {
                write_marked(buffer, rest, &wrong, Role::Wrong, theme);
            }
        }
    }

    fn paint_field(
        &self,
        i: usize,
        field: Field,
        forged: Option<&Forged>,
        row: Rect,
        buffer: &mut Buffer,
        context: &OverlayContext<'_>,
    ) {
        let (theme, glyphs) = (&context.settings.theme, context.settings.glyphs);
        let here = i == self.field;
        let mark = if here { glyphs.arrow_right } else { " " };
        let names = Field::ALL.map(|field| text::width(field.name(&context.settings.language.windows)));
        let names = names.into_iter().max().unwrap_or_default();
        let name = " ".to_owned() + &text::padded(field.name(&context.settings.language.windows), names);
        write_all(buffer, row, &[(mark, Role::Key), (&name, if here { Role::Strong } else { Role::Text })], theme);
        let value = beside(row, u16::try_from(names).unwrap_or(u16::MAX).saturating_add(AROUND_NAME));
        if field == Field::Flags {
            return self.paint_bits(here, value, buffer, context);
        }
        let idle = field == Field::Ack && !self.flags().ack();
        let box_ = Rect { width: value.width.min(VALUE_WIDTH), ..value };
        if idle {
            write(buffer, box_, context.settings.language.windows.editor_no_ack, Role::Dim, theme);
            return;
        }
        let edge = if here { Role::Key } else { Role::Border };
        write(buffer, box_, "[", edge, theme);
        write(buffer, Rect { x: box_.right().saturating_sub(1), width: 1.min(box_.width), ..box_ }, "]", edge, theme);
        let inside = Rect { x: box_.x.saturating_add(1), width: box_.width.saturating_sub(2), ..box_ };
        writing::paint(&self.lines[i.saturating_sub(1)], here, inside, buffer, theme);
        let (Some(forged), Some(world)) = (forged, context.world()) else { return };
        let segment = world.forge(self.side, *forged);
        let number = match field {
            Field::Seq => format!("= {}", segment.seq),
            Field::Ack => format!("= {}", segment.ack),
            Field::Window => format!("= {}", segment.window),
            Field::Length | Field::Flags => String::new(),
        };
        let after = Rect {
            x: box_.right().saturating_add(1),
            width: value.width.saturating_sub(VALUE_WIDTH.saturating_add(1)),
            ..value
        };
        write(buffer, after, &number, Role::Dim, theme);
    }

    fn paint_bits(&self, here: bool, row: Rect, buffer: &mut Buffer, context: &OverlayContext<'_>) {
        let (theme, glyphs) = (&context.settings.theme, context.settings.glyphs);
        let mut rest = row;
        for (i, (_, name)) in BITS.iter().enumerate() {
            let mark = if self.bits[i] { glyphs.check } else { " " };
            let role = match (here && i == self.bit, self.bits[i]) {
                (true, _) => Role::Selected,
                (false, true) => Role::Strong,
                (false, false) => Role::Dim,
            };
            let taken = write_all(buffer, rest, &[("[", role), (mark, role), ("]", role), (name, role)], theme);
            rest = Rect {
                x: rest.x.saturating_add(taken).saturating_add(2),
                width: rest.width.saturating_sub(taken.saturating_add(2)),
                ..rest
            };
        }
    }
}

/// What the receiver would make of it if it arrived now: tried on a copy of the world.
fn preview(history: &History, side: Side, input: Input, language: &Language) -> Vec<(String, Role)> {
    let mut copy = history.world().clone();
    let sent = copy.apply(&input);
    let Some(packet) = sent.iter().flat_map(|record| &record.departures).map(|departure| departure.packet).next()
    else {
        return vec![(language.windows.editor_lost.to_owned(), Role::Text)];
    };
    let before = copy.clone();
    let records = copy.apply(&Input::Deliver(packet));
    let arrived = |record: &&Record| record.side != side && record.arrived().is_some();
    let Some(record) = records.iter().find(arrived) else {
        return vec![(language.windows.editor_lost.to_owned(), Role::Text)];
    };
    let named = timeline::named(history);
    let moment = Moment { step: history.step().saturating_add(1), record: record.clone(), before, after: copy };
    let account = Account::of(language, &moment, named.as_deref());
    let headline = say!(language, language.windows.editor_if_arrived, headline = &account.headline);
    let reasons = account.reasons().map(|reason| (reason.marked(), Role::Text));
    std::iter::once((headline, Role::Strong)).chain(reasons).collect()
}
