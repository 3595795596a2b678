//! The segments of both worlds beside each other: left as they went in the simulation, right as the kernel counted them.

#![warn(clippy::arithmetic_side_effects)]

use crate::lab::{Crossed, Played, Rung, Strokes, act_in_words, arrow, rungs};
use crate::say;
use crate::sim::Side;
use crate::tui::settings::Settings;
use crate::tui::text_lines::{below, write_all_cut, write_cut};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Both ladders together need so many columns.
pub const LEAST_WIDTH: u16 = 56;
/// An arrow is no longer than this.
const WIDEST_ARROW: usize = 26;
/// Both ends' letters with two blanks each.
const ENDS: usize = 6;
const BETWEEN: &str = "    ";
const INDENT: &str = "  ";

/// A line of the ladders.
enum Row {
    Act(usize),
    Rung(usize, Rung),
}

/// Paints what went with these acts, of which the number `selected` is one and can be seen; `first` is the number of the first.
pub fn paint(played: &[Played], first: usize, selected: usize, area: Rect, buffer: &mut Buffer, settings: &Settings) {
    if area.width < LEAST_WIDTH || area.height < 2 {
        return;
    }
    let rows = rows(played, first);
    let is_dashed = |row: &Row| matches!(row, Row::Rung(_, rung) if rung.here.is_some_and(|here| !here.counted));
    let legend = u16::from(rows.iter().any(is_dashed) && area.height > 4);
    let room = usize::from(area.height.saturating_sub(1).saturating_sub(legend));
    let end = rows.iter().rposition(|row| row.act() == selected).map_or(0, |at| at.saturating_add(1));
    let from = end.max(room).min(rows.len()).saturating_sub(room);
    let both = usize::from(area.width).saturating_sub(INDENT.len()).saturating_sub(BETWEEN.len());
    let width = (both / 2).saturating_sub(ENDS).min(WIDEST_ARROW);
    heads(width, area, buffer, settings);
    let places = below(area, 1);
    for (row, y) in rows[from..].iter().take(room).zip(places.top()..) {
        let place = Rect { y, height: 1, ..area };
        let (line, role) = line(row, played, first, selected, width, settings);
        write_cut(buffer, place, &line, role, settings.glyphs, &settings.theme);
    }
    if legend > 0 {
        let words =
            say!(settings.language, settings.language.lab.ladder_dashed, mark = settings.glyphs.dashed_horizontal);
        let place = below(area, u16::try_from(room.min(rows.len())).unwrap_or(u16::MAX).saturating_add(1));
        write_cut(buffer, place, &words, Role::Dim, settings.glyphs, &settings.theme);
    }
}

/// How many lines the ladders of one act take, with their heads; none where nothing was sent.
pub fn height_of_one(played: &Played) -> u16 {
    match rungs(&played.simulated.crossed, &played.here.crossed).len() {
        0 => 0,
        rungs => u16::try_from(rungs).unwrap_or(u16::MAX).saturating_add(1),
    }
}

/// How many lines the meaning of their dashes takes.
pub fn legend_of_one(played: &Played) -> u16 {
    u16::from(played.here.crossed.iter().any(|crossed| !crossed.counted))
}

impl Row {
    const fn act(&self) -> usize {
        match self {
            Self::Act(act) | Self::Rung(act, _) => *act,
        }
    }
}

fn rows(played: &[Played], first: usize) -> Vec<Row> {
    let several = played.len() > 1;
    let of = |(at, played): (usize, &Played)| {
        let act = first.saturating_add(at);
        let rungs = rungs(&played.simulated.crossed, &played.here.crossed);
        let rungs = rungs.into_iter().map(move |rung| Row::Rung(act, rung));
        // A single one is named beside its segments.
        several.then_some(Row::Act(act)).into_iter().chain(rungs)
    };
    played.iter().enumerate().flat_map(of).collect()
}

/// What stands above the two ladders.
fn heads(width: usize, area: Rect, buffer: &mut Buffer, settings: &Settings) {
    let words = &settings.language.lab;
    let head = |words: &str| format!("{words:^0$}", width.saturating_add(ENDS));
    let (left, right) = (head(words.ladder_simulated), head(words.ladder_here));
    let pieces = [(INDENT, Role::Text), (&left, Role::Strong), (BETWEEN, Role::Text), (&right, Role::Strong)];
    write_all_cut(buffer, Rect { height: 1, ..area }, &pieces, settings.glyphs, &settings.theme);
}

fn line(
    row: &Row,
    played: &[Played],
    first: usize,
    selected: usize,
    width: usize,
    settings: &Settings,
) -> (String, Role) {
    let language = settings.language;
    let glyphs = settings.glyphs;
    match row {
        Row::Act(act) => {
            let what = act_in_words(&played[act.saturating_sub(first)].act, language);
            let role = if *act == selected { Role::Selected } else { Role::Dim };
            (say!(language, language.lab.act, n = act.saturating_add(1), what = &what), role)
        }
        Row::Rung(_, rung) => {
            let strokes = Strokes {
                line: glyphs.horizontal,
                dashed: glyphs.dashed_horizontal,
                left: glyphs.arrow_left,
                right: glyphs.arrow_right,
            };
            let (a, b) = (Side::A.letter(), Side::B.letter());
            let ladder = |crossed: Option<Crossed>| format!("{a}  {}  {b}", arrow(crossed.as_ref(), width, &strokes));
            let is_same = rung.simulated.is_some() == rung.here.is_some();
            let role = if is_same { Role::Text } else { Role::Hint };
            (format!("{INDENT}{}{BETWEEN}{}", ladder(rung.simulated), ladder(rung.here)), role)
        }
    }
}
