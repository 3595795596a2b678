//! The ladder as a picture: a space-time diagram in SVG, laid out as numbers first.

mod arrows;
mod bands;
mod columns;
mod layout;
mod paint;
mod palette;
mod rows;
mod segments;
mod shape;
mod times;

#[cfg(test)]
mod tests;

use std::fmt::{Result, Write as _};
use std::ops::Range;

use super::escape::xml;
use super::handout::Handout;
use super::moment::moment;
use super::words::W;
use crate::sim::PerSide;
use crate::text::{self, Mark, Span, clean_line, wrap_spans};
use crate::timeline::ladder::Ladder;
use layout::{MARGIN, Picture};
use paint::{number, paint, paint_text};
use rows::Opening;
use shape::{Anchor, Point, Size, Text};

pub use palette::style;
pub use segments::Segments;

/// A line of a heading.
const HEADING: f64 = 22.0;

/// All paths of a run below each other, as a file of its own.
pub fn write(handout: &Handout<'_>) -> String {
    let pictures: Vec<(Option<&str>, Picture)> = handout
        .paths
        .iter()
        .map(|path| {
            (path.title.as_deref(), Picture::new(&handout.ends, &Segments::of(&path.ladder), &path.rows(handout.cut)))
        })
        .collect();
    let width = pictures.iter().map(|(_, picture)| picture.columns.right).fold(0.0, f64::max);
    let mut body = String::new();
    let mut y = MARGIN + headings(handout.title, MARGIN, width, &mut body);
    for (title, picture) in &pictures {
        if let Some(title) = title {
            y += headings(title, y, width, &mut body);
        }
        // Writing to a string cannot fail.
        let _ = writeln!(body, r#"<g transform="translate(0 {})">"#, number(y));
        let _ = paint(picture, &mut body);
        body.push_str("</g>\n");
        y += picture.height;
    }
    let message: Vec<String> =
        handout.paths.iter().map(|path| describe(&path.ladder, &path.rows(handout.cut))).collect();
    let mut out = String::new();
    let _ = open(&mut out, (width, y), (&clean_line(handout.title), &message.join("\n")), "ladder");
    let _ = writeln!(out, "<style>{}</style>", handout.cut.paper.styled(&style()));
    let _ = writeln!(out, r#"<rect class="paper" width="{}" height="{}"/>"#, number(width), number(y));
    out.push_str(&body);
    out.push_str("</svg>\n");
    out
}

/// The picture of some rows between two ends of these names, to stand in a page that has the style already. `id` is its own in the
/// page.
pub fn figure(ends: &PerSide<String>, segments: &Segments<'_>, rows: &Range<usize>, id: &str) -> String {
    framed(&Picture::new(ends, segments, rows), ends, (segments, rows), id)
}

/// The same without the states in which it begins, for a reader who has been asked for them.
pub fn figure_from_within(ends: &PerSide<String>, segments: &Segments<'_>, rows: &Range<usize>, id: &str) -> String {
    framed(&Picture::beginning(ends, segments, rows, Opening::Untold), ends, (segments, rows), id)
}

fn framed(
    picture: &Picture,
    ends: &PerSide<String>,
    (segments, rows): (&Segments<'_>, &Range<usize>),
    id: &str,
) -> String {
    let PerSide { a, b } = ends.as_ref().map(|name| clean_line(name));
    let title = format!("{} {a} {} {b}", W.picture, W.and);
    let mut out = String::new();
    let _ = open(&mut out, (picture.columns.right, picture.height), (&title, &describe(segments.ladder, rows)), id);
    let _ = paint(picture, &mut out);
    out.push_str("</svg>\n");
    out
}

/// The picture's frame, with what a reader is told who cannot see it.
fn open(out: &mut String, (width, height): (f64, f64), (title, message): (&str, &str), id: &str) -> Result {
    let (width, height, id) = (number(width), number(height), xml(id));
    let size = format!(r#"viewBox="0 0 {width} {height}" width="{width}" height="{height}""#);
    let names = format!(r#"role="img" aria-labelledby="{id}-title {id}-desc""#);
    writeln!(out, r#"<svg xmlns="http://www.w3.org/2000/svg" class="ladder" {size} {names}>"#)?;
    writeln!(out, r#"<title id="{id}-title">{}</title>"#, xml(title))?;
    writeln!(out, r#"<desc id="{id}-desc">{} {}</desc>"#, xml(W.runs_down), xml(message))
}

/// What happened, a sentence for each row.
fn describe(ladder: &Ladder, rows: &Range<usize>) -> String {
    ladder.rows[rows.clone()]
        .iter()
        .map(|row| format!("{}: {}", moment(row.at), text::sentence(&clean_line(&row.headline))))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A heading on as many lines as it needs; how deep it is.
fn headings(words: &str, top: f64, width: f64, out: &mut String) -> f64 {
    let plain = Span { text: clean_line(words).into_owned(), mark: Mark::Plain };
    let mut y = top;
    for line in wrap_spans(&[plain], Size::Name.fitting(width - 2.0 * MARGIN)) {
        let at = Point::new(MARGIN, y + HEADING - 6.0);
        let _ = paint_text(&Text::new(at, Anchor::Start, line.text(), "ink").sized(Size::Name), out);
        y += HEADING;
    }
    y - top
}
