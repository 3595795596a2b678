//! Points, texts and the room that they take. Painting, placing and the tests use the same numbers.

use crate::text;

/// How wide a cell of a monospaced font is at most, in parts of its size.
const ADVANCE: f64 = 0.605;

/// A place in the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

impl Point {
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Part of the way to another point.
    pub fn towards(self, other: Self, part: f64) -> Self {
        Self::new(self.x + (other.x - self.x) * part, self.y + (other.y - self.y) * part)
    }

    pub fn distance(self, other: Self) -> f64 {
        (other.x - self.x).hypot(other.y - self.y)
    }
}

/// Which part of a text stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// The sizes of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    Small,
    Normal,
    Name,
}

impl Size {
    /// In pixels; the style sheet has the same.
    pub const fn pixels(self) -> f64 {
        match self {
            Self::Small => 11.0,
            Self::Normal => 12.0,
            Self::Name => 14.0,
        }
    }

    /// How wide a text is at most.
    pub fn width(self, words: &str) -> f64 {
        cells(text::width(words)) * ADVANCE * self.pixels()
    }

    /// As much of a text as fits into a width.
    pub fn beginning(self, words: &str, most: f64) -> String {
        // No character takes more than two cells; most of a long text is not even looked at.
        let mut words: String = words.chars().take(2 * usize::from(self.fitting(most)) + 2).collect();
        while self.width(&words) > most {
            words.pop();
        }
        words
    }

    /// How many cells fit into a width.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a picture is a few thousand wide")]
    pub fn fitting(self, width: f64) -> u16 {
        (width / ADVANCE / self.pixels()).max(1.0) as u16
    }
}

#[expect(clippy::cast_precision_loss, reason = "a text has few cells")]
const fn cells(count: usize) -> f64 {
    count as f64
}

/// A text on one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// On its base line.
    pub at: Point,
    pub anchor: Anchor,
    /// In degrees, clockwise around its point.
    pub angle: f64,
    pub words: String,
    pub size: Size,
    /// Its colour.
    pub class: &'static str,
    /// Whether it keeps lines away that pass behind it.
    pub halo: bool,
}

impl Text {
    pub fn new(at: Point, anchor: Anchor, words: impl Into<String>, class: &'static str) -> Self {
        Self { at, anchor, angle: 0.0, words: words.into(), size: Size::Normal, class, halo: false }
    }

    pub fn sized(self, size: Size) -> Self {
        Self { size, ..self }
    }

    pub fn with_halo(self) -> Self {
        Self { halo: true, ..self }
    }

    /// The room that it takes.
    pub fn slab(&self) -> Slab {
        let (width, size) = (self.size.width(&self.words), self.size.pixels());
        let along = match self.anchor {
            Anchor::Start => width / 2.0,
            Anchor::Middle => 0.0,
            Anchor::End => -width / 2.0,
        };
        // Letters reach up to three quarters of their size above the base line, and a quarter below.
        let up = -size * 0.28;
        let (sin, cos) = self.angle.to_radians().sin_cos();
        let centre = Point::new(self.at.x + along * cos - up * sin, self.at.y + along * sin + up * cos);
        Slab { centre, half: (width / 2.0, size * 0.52), angle: self.angle }
    }
}

/// A turned rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slab {
    pub centre: Point,
    /// Half its width, half its height.
    pub half: (f64, f64),
    pub angle: f64,
}

impl Slab {
    #[cfg(test)]
    pub fn upright(left: f64, top: f64, width: f64, height: f64) -> Self {
        let half = (width / 2.0, height / 2.0);
        Self { centre: Point::new(left + half.0, top + half.1), half, angle: 0.0 }
    }

    /// The room along a line.
    pub fn along(from: Point, to: Point, thickness: f64) -> Self {
        let angle = (to.y - from.y).atan2(to.x - from.x).to_degrees();
        Self { centre: from.towards(to, 0.5), half: (from.distance(to) / 2.0, thickness / 2.0), angle }
    }

    pub fn corners(&self) -> [Point; 4] {
        let (sin, cos) = self.angle.to_radians().sin_cos();
        [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)].map(|(x, y)| {
            let (x, y) = (x * self.half.0, y * self.half.1);
            Point::new(self.centre.x + x * cos - y * sin, self.centre.y + x * sin + y * cos)
        })
    }

    /// How far up it reaches, and how far down.
    pub fn depths(&self) -> (f64, f64) {
        let (sin, cos) = self.angle.to_radians().sin_cos();
        let reach = self.half.0 * sin.abs() + self.half.1 * cos.abs();
        (self.centre.y - reach, self.centre.y + reach)
    }

    /// Whether two rectangles have a point in common: none of their four directions parts them.
    pub fn overlaps(&self, other: &Self) -> bool {
        // Most are far apart.
        let reach = |slab: &Self| slab.half.0.hypot(slab.half.1);
        if self.centre.distance(other.centre) > reach(self) + reach(other) {
            return false;
        }
        let directions = [self.angle, self.angle + 90.0, other.angle, other.angle + 90.0];
        directions.iter().all(|direction| {
            let (sin, cos) = direction.to_radians().sin_cos();
            let shadow = |slab: &Self| {
                let along = slab.corners().map(|corner| corner.x * cos + corner.y * sin);
                let low = along.iter().copied().fold(f64::INFINITY, f64::min);
                let high = along.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                (low, high)
            };
            let ((low, high), (other_low, other_high)) = (shadow(self), shadow(other));
            low < other_high && other_low < high
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Anchor, Point, Slab, Text};

    #[test]
    fn turned_rectangles_overlap_only_where_they_touch() {
        let flat = Slab::upright(0.0, 0.0, 100.0, 10.0);
        assert!(flat.overlaps(&Slab::upright(90.0, 5.0, 100.0, 10.0)));
        assert!(!flat.overlaps(&Slab::upright(0.0, 11.0, 100.0, 10.0)));
        let steep = Slab::along(Point::new(20.0, -40.0), Point::new(60.0, 40.0), 2.0);
        assert!(flat.overlaps(&steep));
        // Their upright hulls meet, they do not.
        let beside = Slab::along(Point::new(98.0, -40.0), Point::new(140.0, 12.0), 2.0);
        assert!(!flat.overlaps(&beside));
    }

    #[test]
    fn a_text_takes_its_room_on_the_side_of_its_anchor() {
        let slab = |anchor| Text::new(Point::new(50.0, 50.0), anchor, "SYN seq=100", "ink").slab().centre.x;
        assert!(slab(Anchor::Start) > 80.0 && slab(Anchor::End) < 20.0);
        assert!((slab(Anchor::Middle) - 50.0).abs() < 0.01);
    }
}
