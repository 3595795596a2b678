//! Rectangles by their depth, so that only those nearby are asked whether they overlap another one.

use std::collections::HashMap;

use super::shape::Slab;

/// How deep a band is.
const DEEP: f64 = 48.0;
/// Of what lies in a band so much is looked at: where there is more, words cross lines anyway.
const MOST: usize = 64;
/// What is longer than twice as many bands lies in those at its two ends only.
const LONGEST: i64 = 64;

/// Rectangles, each with the number of what it belongs to.
#[derive(Default)]
pub struct Bands {
    slabs: Vec<(Slab, usize)>,
    bands: HashMap<i64, Vec<usize>>,
}

impl Bands {
    /// Adds a rectangle; whether something is not looked at any more where it lies.
    pub fn add(&mut self, slab: Slab, of: usize) {
        let (first, last) = bands(&slab);
        let at = self.slabs.len();
        self.slabs.push((slab, of));
        let mut add = |band: i64| {
            let band = self.bands.entry(band).or_default();
            if band.len() < MOST {
                band.push(at);
            }
        };
        let begins = last.min(first + LONGEST);
        (first..=begins).for_each(&mut add);
        ((begins + 1).max(last - LONGEST)..=last).for_each(&mut add);
    }

    /// Those that overlap a rectangle, each with what it belongs to.
    pub fn overlapping(&self, slab: &Slab) -> impl Iterator<Item = usize> {
        let (first, last) = bands(slab);
        let mut near: Vec<usize> = (first..=last).filter_map(|band| self.bands.get(&band)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        near.into_iter().map(|at| &self.slabs[at]).filter(|(other, _)| other.overlaps(slab)).map(|(_, of)| *of)
    }
}

/// The first and the last band that a rectangle lies in.
#[expect(clippy::cast_possible_truncation, reason = "a picture is not as deep as numbers go")]
fn bands(slab: &Slab) -> (i64, i64) {
    let (low, high) = slab.depths();
    ((low / DEEP).floor() as i64, (high / DEEP).floor() as i64)
}

#[cfg(test)]
mod tests {
    use super::Bands;
    use crate::export::svg::shape::{Point, Slab};

    #[test]
    fn what_overlaps_is_found_wherever_it_lies() {
        let mut bands = Bands::default();
        for row in 0..100_u32 {
            bands.add(Slab::upright(0.0, f64::from(row) * 30.0, 10.0, 10.0), row as usize);
        }
        bands.add(Slab::along(Point::new(0.0, 0.0), Point::new(100.0, 3000.0), 2.0), 100);
        let found: Vec<usize> = bands.overlapping(&Slab::upright(5.0, 905.0, 40.0, 40.0)).collect();
        assert_eq!(found, [30, 31, 100]);
        assert_eq!(bands.overlapping(&Slab::upright(50.0, 0.0, 10.0, 10.0)).count(), 0);
    }
}
