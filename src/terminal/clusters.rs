//! Signs made of several, such as flags and joined emoji: some terminals (tmux 3.3a) keep their second half when a narrow sign takes
//! the place of the first. That half is written over as well.

use std::collections::BTreeSet;

use ratatui::buffer::Cell;

use crate::text::width;

/// Where such signs stand on the screen.
#[derive(Debug, Default)]
pub struct Clusters(BTreeSet<(u16, u16)>);

impl Clusters {
    /// Nothing stands anywhere any more.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// What is to be drawn, with a blank wherever half of such a sign would be left.
    pub fn without_halves<'a>(&mut self, content: impl Iterator<Item = (u16, u16, &'a Cell)>) -> Vec<(u16, u16, Cell)> {
        let (mut drawn, mut content) = (Vec::new(), content.peekable());
        while let Some((x, y, cell)) = content.next() {
            drawn.push((x, y, cell.clone()));
            let was_one = self.0.remove(&(x, y));
            let cells = width(cell.symbol());
            if cells > 1 && cell.symbol().chars().nth(1).is_some() {
                self.0.insert((x, y));
            }
            let beside = x.saturating_add(1);
            if was_one && cells < 2 && content.peek().is_none_or(|(x, line, _)| (*x, *line) != (beside, y)) {
                let mut blank = Cell::default();
                blank.bg = cell.bg;
                drawn.push((beside, y, blank));
            }
        }
        drawn
    }
}

#[cfg(test)]
mod tests {
    use super::Clusters;
    use ratatui::buffer::Cell;

    fn drawn(clusters: &mut Clusters, content: &[(u16, &'static str)]) -> Vec<(u16, String)> {
        let cells: Vec<(u16, Cell)> = content.iter().map(|(x, symbol)| (*x, Cell::new(symbol))).collect();
        let drawn = clusters.without_halves(cells.iter().map(|(x, cell)| (*x, 0, cell)));
        drawn.into_iter().map(|(x, _, cell)| (x, cell.symbol().to_owned())).collect()
    }

    #[test]
    fn no_half_of_a_flag_or_of_joined_signs_stays() {
        for sign in ["🇩🇪", "👩\u{200d}💻"] {
            let mut clusters = Clusters::default();
            assert_eq!(drawn(&mut clusters, &[(4, sign)]), [(4, sign.to_owned())]);
            assert_eq!(drawn(&mut clusters, &[(4, "a")]), [(4, "a".to_owned()), (5, " ".to_owned())], "{sign}");
            assert_eq!(drawn(&mut clusters, &[(4, "b")]), [(4, "b".to_owned())], "once is enough");
            drawn(&mut clusters, &[(4, sign)]);
            assert_eq!(
                drawn(&mut clusters, &[(4, "a"), (5, "b")]).len(),
                2,
                "what is drawn there anyway is not drawn over"
            );
            drawn(&mut clusters, &[(4, sign)]);
            assert_eq!(drawn(&mut clusters, &[(4, "握")]), [(4, "握".to_owned())], "a wide sign covers both");
        }
    }
}
