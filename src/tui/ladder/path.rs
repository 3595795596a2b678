//! One arrow: its label, its head, the row where it leaves and the row where it ends.

#![warn(clippy::arithmetic_side_effects)]

use super::frame::Frame;
use super::look;
use super::place::{Wish, place};
use super::placed::{Arm, Mark, Marked, Placed, Stroke, Text, cells};
use crate::sim::Side;
use crate::timeline::ladder::{Arrow, Fate};
use crate::tui::theme::Role;
use smallvec::SmallVec;
use std::ops::Range;

/// Where the head of an arrow in flight is.
pub(super) struct Tip {
    column: u16,
    /// Whether it is on the row of arrival already.
    pub landing: bool,
}

impl<'a> Frame<'a> {
    pub fn departure_row(&self, arrow: &'a Arrow, blocked: &[u16], placed: &mut Placed) {
        let track = self.track(arrow);
        let rightward = arrow.packet.from == Side::A;
        let dashed = arrow.by_network();
        let tip = self.tip(arrow).filter(|tip| !tip.landing).map(|tip| tip.column);
        let (near, far) = (if rightward { 0 } else { self.last_column() }, tip.unwrap_or(track));
        placed.packet = Some(arrow.packet);
        placed.branch = (!dashed).then_some(arrow.packet.from);
        placed.arm = Some(Arm {
            packet: arrow.packet,
            role: self.role(arrow),
            from: near.min(far),
            to: near.max(far),
            bend: (tip.is_none() && !self.is_aside(arrow)).then_some(track),
            head: tip,
            held: matches!(arrow.fate, Fate::Held(_)),
            departs: true,
            stroke: self.stroke(arrow),
        });
        placed.texts.extend(self.label(arrow, blocked));
    }

    /// The row where an arrow ends: with a head, with a cross, or somewhere in the future.
    pub fn arrival_row(&self, arrow: &'a Arrow, blocked: &[u16], placed: &mut Placed) {
        let track = self.track(arrow);
        let rightward = arrow.packet.from == Side::A;
        placed.packet = Some(arrow.packet);
        let mut free =
            if rightward { 2..track.saturating_sub(1) } else { track.saturating_add(2)..self.width.saturating_sub(2) };
        if !matches!(arrow.fate, Fate::Lost(..)) {
            placed.arm = self.landing_arm(arrow, track);
        }
        // What an arrow acknowledges stands here if its label has no room for that, and while it still grows, too.
        let ack = self.ack_without_room(arrow, blocked);
        if placed.arm.is_some() || !arrow.is_under_way() || ack.is_some() {
            self.number_at_end(arrow, &mut free, blocked, placed);
        }
        match arrow.fate {
            Fate::Lost(_, loss) => {
                placed.texts.push(Text::new(track, Some(Mark::Lost), String::new(), Role::Lost));
                let words = self.view.language.ladder.loss(loss);
                let wish = if rightward { Wish::Right } else { Wish::Left };
                if let Some(x) = place(cells(words), free.clone(), blocked, wish) {
                    placed.texts.push(Text::new(x, None, words.to_owned(), Role::Lost));
                    free = if rightward {
                        free.start..x.saturating_sub(1)
                    } else {
                        x.saturating_add(cells(words)).saturating_add(1)..free.end
                    };
                }
            }
            Fate::Held(_) => {
                let held = Text::new(0, Some(Mark::Held), self.view.language.ladder.held.to_owned(), Role::Again);
                placed.texts.extend(held.put(free, blocked, if rightward { Wish::Right } else { Wish::Left }));
                return;
            }
            Fate::Flying { .. } | Fate::Arrived(_) => {}
        }
        if let Some(words) = arrow.departed(self.view.language) {
            let below = self.label_span(arrow).map_or(self.width / 2, |(from, to)| u16::midpoint(from, to));
            let message = Text::new(0, look::of_departure(arrow.origin), words, Role::Again);
            if let Some(text) = message.put(free.clone(), blocked, Wish::Middle(below)) {
                free = if rightward {
                    text.end().saturating_add(1)..free.end
                } else {
                    free.start..text.x.saturating_sub(1)
                };
                placed.texts.push(text);
            }
        }
        if let Some(ack) = ack {
            self.put_at_end(arrow, ack, &mut free, blocked, placed);
        }
    }

    fn stroke(&self, arrow: &Arrow) -> Stroke {
        match (self.is_aside(arrow), arrow.by_network()) {
            (true, _) => Stroke::Dots,
            (false, true) => Stroke::Dashed,
            (false, false) => Stroke::Solid,
        }
    }

    /// Where an arrow ends it is said once more which of several connections it belongs to; what room that leaves.
    fn number_at_end(&self, arrow: &Arrow, free: &mut Range<u16>, blocked: &[u16], placed: &mut Placed) {
        let Some(number) = self.number(arrow) else { return };
        self.put_at_end(arrow, format!("#{number}"), free, blocked, placed);
    }

    /// Words of an arrow as near to its end as they get; what room they leave before them.
    fn put_at_end(&self, arrow: &Arrow, words: String, free: &mut Range<u16>, blocked: &[u16], placed: &mut Placed) {
        let rightward = arrow.packet.from == Side::A;
        let text = Text::new(0, None, words, self.role(arrow));
        let wish = if rightward { Wish::Right } else { Wish::Left };
        let Some(text) = text.put(free.clone(), blocked, wish) else { return };
        *free = if rightward { free.start..text.x.saturating_sub(1) } else { text.end().saturating_add(1)..free.end };
        placed.texts.push(text);
    }

    /// What a segment acknowledges, if its label has no room for that between the lines that run down there.
    fn ack_without_room(&self, arrow: &Arrow, blocked: &[u16]) -> Option<String> {
        let ack = arrow.label.ack_alone().filter(|_| self.view.numbers)?;
        let within = self.room_of_label(arrow);
        let mark = if look::of_departure(arrow.origin).is_some() { 2 } else { 0 };
        // Only where a line leads to the number at its other end a label does without.
        let number = self.number(arrow).filter(|_| self.is_aside(arrow)).map_or(0, |id| cells(&format!("#{id} ")));
        let has_room = |form: &String| {
            place(cells(form).saturating_add(number).saturating_add(mark), within.clone(), blocked, Wish::Left)
                .is_some()
        };
        let mut forms = arrow.label.forms(true).into_iter();
        (!forms.any(|form| form.contains(&ack) && has_room(&form))).then_some(ack)
    }

    /// The columns that a label may take.
    fn room_of_label(&self, arrow: &Arrow) -> Range<u16> {
        let track = self.track(arrow);
        match arrow.packet.from {
            // Nothing of it bends down: the whole row is the label's.
            _ if self.is_aside(arrow) => 2..self.width.saturating_sub(2),
            Side::A => 2..track.saturating_sub(1),
            Side::B => track.saturating_add(2)..self.width.saturating_sub(2),
        }
    }

    fn landing_arm(&self, arrow: &'a Arrow, track: u16) -> Option<Arm> {
        let edge = if arrow.packet.from == Side::A { self.last_column() } else { 0 };
        let head = match self.tip(arrow) {
            Some(tip) if !tip.landing => return None,
            Some(tip) => tip.column,
            None => edge,
        };
        Some(Arm {
            packet: arrow.packet,
            role: self.role(arrow),
            from: track.min(head),
            to: track.max(head),
            bend: (head != track && !self.is_aside(arrow)).then_some(track),
            head: Some(head),
            held: matches!(arrow.fate, Fate::Held(_)),
            departs: false,
            stroke: self.stroke(arrow),
        })
    }

    /// The longest form of an arrow's label that fits, with its mark before it.
    fn label(&self, arrow: &'a Arrow, blocked: &[u16]) -> SmallVec<[Text; 2]> {
        let mark = look::of_departure(arrow.origin);
        let marked = self.marked(arrow);
        let extra = if mark.is_some() { 2 } else { 0 };
        let number = self.number(arrow).map_or_else(String::new, |id| format!("#{id} "));
        // A line leads from here to the arrow's end, where the number stands, too: where room is scarce, seq and ack matter more.
        let bare = (!number.is_empty() && !self.is_aside(arrow)).then_some("");
        let within = self.room_of_label(arrow);
        let middle = Wish::Middle(u16::midpoint(within.start, within.end));
        let forms = arrow.label.forms(self.view.numbers);
        let numbered =
            forms.iter().flat_map(|form| [Some(number.as_str()), bare].into_iter().flatten().map(move |n| (n, form)));
        let mut placed = numbered.filter_map(|(number, form)| {
            Some((
                place(
                    cells(form).saturating_add(cells(number)).saturating_add(extra),
                    within.clone(),
                    blocked,
                    middle,
                )?,
                format!("{number}{form}"),
            ))
        });
        // Flags always stay: over the lines if there is no other way.
        let over_lines = || (within.start.min(2), format!("{number}{}", arrow.label.flags()));
        let (x, form) = placed.next().unwrap_or_else(over_lines);
        let mut texts = SmallVec::new();
        if let Some(mark) = mark {
            texts.push(Text { marked, ..Text::new(x, Some(mark), String::new(), Role::Again) });
        }
        let mut words = Text { marked, ..Text::new(x.saturating_add(extra), None, form, self.role(arrow)) };
        words.clip(self.width.saturating_sub(words.x));
        texts.push(words);
        texts
    }

    /// The columns that a label takes, the blanks beside it included.
    fn label_span(&self, arrow: &'a Arrow) -> Option<(u16, u16)> {
        let blocked = self.verticals_at_departure(arrow);
        let texts = self.label(arrow, &blocked);
        let (first, last) = (texts.first()?, texts.last()?);
        Some((first.x.saturating_sub(1), last.end()))
    }

    fn verticals_at_departure(&self, arrow: &Arrow) -> SmallVec<[u16; 8]> {
        let others = self.ladder.arrows.iter();
        let mut columns: SmallVec<[u16; 8]> = others
            .filter(|other| other.line() < arrow.line() && other.end().is_none_or(|end| end.line > arrow.line()))
            .filter(|other| !self.is_aside(other))
            .map(|other| self.track(other))
            .collect();
        columns.sort_unstable();
        columns
    }

    /// Where the head of an arrow in flight is. It jumps over the label, which is always readable.
    pub fn tip(&self, arrow: &'a Arrow) -> Option<Tip> {
        if !arrow.is_under_way() {
            return None;
        }
        let track = self.track(arrow);
        let span = self.label_span(arrow).unwrap_or((0, 0));
        let (run, rightward) = (self.last_column(), arrow.packet.from == Side::A);
        // Both directions count from the sender.
        let mirror = |column: u16| if rightward { column } else { run.saturating_sub(column) };
        let (turn, label) = (mirror(track), (mirror(span.0).min(mirror(span.1)), mirror(span.0).max(mirror(span.1))));
        let hidden = if label.0 < turn { label.1.min(turn).saturating_add(1).saturating_sub(label.0) } else { 0 };
        let leaving = turn.saturating_add(1).saturating_sub(hidden);
        let cells = leaving.saturating_add(run.saturating_add(1).saturating_sub(turn));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a progress is between 0 and 1")]
        let passed = ((arrow.progress(self.view.now) * f64::from(cells)) as u16).min(cells.saturating_sub(1));
        let (column, landing) = match passed {
            n if n >= leaving => (turn.saturating_add(n).saturating_sub(leaving), true),
            n if n < label.0 => (n, false),
            n => (n.saturating_add(hidden).min(turn), false),
        };
        Some(Tip { column: mirror(column), landing })
    }

    fn marked(&self, arrow: &Arrow) -> Marked {
        let Some(selected) = self.view.selected else { return Marked::Not };
        if selected == arrow.packet {
            return Marked::Selected;
        }
        let repeats = |id| self.ladder.arrow(id).and_then(|arrow| arrow.original);
        if arrow.original == Some(selected) || repeats(selected) == Some(arrow.packet) {
            return Marked::Related;
        }
        Marked::Not
    }
}
