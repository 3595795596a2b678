//! The picture as SVG: every number that was laid out, written down.

use std::fmt::{Result, Write};

use super::arrows::{Shaft, Tip};
use super::layout::{Life, Picture};
use super::palette::{kind, line};
use super::shape::{Anchor, Point, Size, Text};
use crate::export::escape::xml;

/// Paints a picture, so far down.
pub fn paint(picture: &Picture, out: &mut String) -> Result {
    let columns = picture.columns;
    axis(picture, out)?;
    for life in &picture.lives {
        paint_life(life, out)?;
    }
    for shaft in &picture.shafts {
        paint_shaft(shaft, out)?;
    }
    // Words lie above all lines.
    for text in picture.shafts.iter().flat_map(|shaft| &shaft.texts) {
        paint_text(text, out)?;
    }
    for text in picture.pauses.iter().map(|pause| &pause.words).chain(&picture.notes) {
        paint_text(text, out)?;
    }
    for state in &picture.boxes {
        let (phase, width, height) = (state.phase, number(state.width), number(state.height));
        let (x, y) = (number(state.left), number(state.top));
        let classes = format!("box {phase}-box {phase}-line");
        writeln!(out, r#"<rect class="{classes}" x="{x}" y="{y}" width="{width}" height="{height}" rx="5"/>"#)?;
        paint_text(&state.words, out)?;
    }
    for clock in &picture.clocks {
        paint_clock(*clock, out)?;
    }
    for (side, name) in &picture.names {
        let x = columns.lives[side];
        let (from, to) = (number(picture.lives_from_to.0 - 6.0), number(picture.lives_from_to.0));
        let x = number(x);
        writeln!(out, r#"<path class="thin axis" d="M{x} {from}V{to}"/>"#)?;
        paint_text(name, out)?;
    }
    Ok(())
}

fn axis(picture: &Picture, out: &mut String) -> Result {
    let (x, (from, to)) = (picture.columns.axis, picture.lives_from_to);
    let mut top = from;
    for pause in &picture.pauses {
        writeln!(out, r#"<path class="thin axis" d="M{0} {1}V{2}"/>"#, number(x), number(top), number(pause.from))?;
        writeln!(
            out,
            r#"<path class="thin axis sleeps" d="M{0} {1}V{2}"/>"#,
            number(x),
            number(pause.from),
            number(pause.to)
        )?;
        top = pause.to;
    }
    writeln!(out, r#"<path class="thin axis" d="M{0} {1}V{2}m-4 -6l4 6l4 -6"/>"#, number(x), number(top), number(to))?;
    for tick in &picture.ticks {
        writeln!(out, r#"<path class="thin axis" d="M{} {}h8"/>"#, number(x - 4.0), number(tick.y))?;
        paint_text(&tick.words, out)?;
    }
    Ok(())
}

fn paint_life(life: &Life, out: &mut String) -> Result {
    let sleeps = if life.sleeps { " sleeps" } else { "" };
    let (x, from, to) = (number(life.x), number(life.from), number(life.to));
    writeln!(out, r#"<path class="life {}-line{sleeps}" d="M{x} {from}V{to}"/>"#, life.phase)
}

fn paint_shaft(shaft: &Shaft, out: &mut String) -> Result {
    let class = line(shaft.kind);
    let dashed = if shaft.dashed { " dashed" } else { "" };
    writeln!(out, "<g><title>{}</title>", xml(&shaft.title))?;
    let mut path = String::new();
    for (at, point) in shaft.points.iter().enumerate() {
        let step = if at == 0 { 'M' } else { 'L' };
        write!(path, "{step}{} {}", number(point.x), number(point.y))?;
    }
    writeln!(out, r#"<path class="shaft {class}{dashed}" d="{path}"/>"#)?;
    paint_tip(shaft, class, out)?;
    writeln!(out, "</g>")
}

fn paint_tip(shaft: &Shaft, class: &str, out: &mut String) -> Result {
    let (Some(end), Some(before)) = (shaft.points.last(), shaft.points.iter().rev().nth(1)) else { return Ok(()) };
    let (x, y) = (number(end.x), number(end.y));
    let angle = number((end.y - before.y).atan2(end.x - before.x).to_degrees());
    let turned = format!(r#"transform="translate({x} {y})rotate({angle})""#);
    match shaft.tip {
        Tip::Head => {
            let fill = kind(shaft.kind);
            writeln!(out, r#"<path class="{fill}" {turned} d="M0 0L-11 -4.5L-8.5 0L-11 4.5Z"/>"#)
        }
        Tip::Cross => {
            writeln!(
                out,
                r#"<path class="cross trouble-line" transform="translate({x} {y})" d="M-5 -5L5 5M-5 5L5 -5"/>"#
            )
        }
        Tip::Open => writeln!(out, r#"<path class="shaft {class}" {turned} d="M-8 -5L0 0L-8 5"/>"#),
    }
}

fn paint_clock(at: Point, out: &mut String) -> Result {
    let (x, y) = (number(at.x), number(at.y));
    let hands = "M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0M0 -3.5V0L2.5 1.5";
    writeln!(out, r#"<path class="thin timer-line" transform="translate({x} {y})" d="{hands}"/>"#)
}

/// One text.
pub fn paint_text(text: &Text, out: &mut String) -> Result {
    let anchor = match text.anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    };
    let size = match text.size {
        Size::Small => " small",
        Size::Normal => "",
        Size::Name => " name",
    };
    let halo = if text.halo { " halo" } else { "" };
    let (x, y) = (number(text.at.x), number(text.at.y));
    let place = if text.angle.abs() < 0.05 {
        format!(r#"x="{x}" y="{y}""#)
    } else {
        format!(r#"transform="translate({x} {y})rotate({})""#, number(text.angle))
    };
    let (class, words) = (text.class, xml(&text.words));
    writeln!(out, r#"<text class="{class}{size}{halo}" {place} text-anchor="{anchor}">{words}</text>"#)
}

/// A tenth of a pixel is exact enough.
pub fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
