//! Two paths side by side: where they part, and what happened on one of them only.

use super::{History, Path};
use crate::sim::{EventKind, Record};
use crate::tcp::Segment;
use imara_diff::{Algorithm, Diff, InternedInput};
use std::hash::{DefaultHasher, Hash, Hasher};

/// How many steps of each path after the fork are compared, so that the longest session is compared while somebody waits.
pub const MOST_COMPARED: usize = 20_000;

/// A record by its place on a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The step, from 1.
    pub step: usize,
    /// The number of the record among those of its step, from 0.
    pub record: usize,
}

/// What two paths have in common, and what only one of them has.
///
/// Two records are the same if the same thing happened to the same connection with the same segments and states. When it
/// happened does not matter, and neither do the numbers of packets: both move if something came before. Of a window counts
/// whether it is closed, and an MSS does not count: each TCP has its own, and no picture shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// How many steps the paths share.
    pub shared: usize,
    /// The records after the fork, aligned: a row has what happened on both paths, or on one of them only.
    pub rows: Vec<[Option<Place>; 2]>,
    /// Whether both paths were compared to their ends.
    pub complete: bool,
    /// Per path, the records that only it has, in order.
    only: [Vec<Place>; 2],
}

impl Comparison {
    /// The records that only this path has (0: the first one), in order.
    #[must_use]
    pub fn only(&self, path: usize) -> &[Place] {
        &self.only[path]
    }

    /// Whether a record of this path (0: the first one) has no counterpart on the other one.
    #[must_use]
    pub fn is_only(&self, path: usize, place: Place) -> bool {
        self.only[path].binary_search(&place).is_ok()
    }
}

impl History {
    /// Compares two paths, up to [`MOST_COMPARED`] steps after their fork.
    #[must_use]
    pub fn compare(&self, first: Path, second: Path) -> Comparison {
        let shared = self.shared(first, second);
        let paths = [first, second];
        let [before, after] = paths.map(|path| self.happenings(path, shared));
        let mut input = InternedInput::default();
        input.update_before(before.iter().map(|(_, likeness)| *likeness));
        input.update_after(after.iter().map(|(_, likeness)| *likeness));
        let mut comparison = Comparison {
            shared,
            rows: Vec::with_capacity(before.len().max(after.len())),
            complete: paths.iter().all(|path| self.steps_of(*path) <= shared + MOST_COMPARED),
            only: [Vec::new(), Vec::new()],
        };
        comparison.align(&Diff::compute(Algorithm::Myers, &input), &before, &after);
        comparison
    }

    /// What happened on a path after a step, by likeness.
    fn happenings(&self, path: Path, after: usize) -> Vec<(Place, u64)> {
        let trail = self.trail(path);
        let end = trail.steps().min(after + MOST_COMPARED);
        let mut happenings: Vec<(Place, u64)> = Vec::new();
        self.replay(&trail, after + 1..end + 1, |step, record| {
            let earlier = happenings.last().map(|(place, _)| place).filter(|place| place.step == step);
            let number = earlier.map_or(0, |place| place.record + 1);
            happenings.push((Place { step, record: number }, likeness(&record)));
        });
        happenings
    }
}

impl Comparison {
    fn align(&mut self, diff: &Diff, before: &[(Place, u64)], after: &[(Place, u64)]) {
        let (mut before, mut after) = (before.iter().map(|(place, _)| *place), after.iter().map(|(place, _)| *place));
        let (mut first, mut second) = (0, 0);
        for hunk in diff.hunks() {
            self.rows.extend((first..hunk.before.start).map(|_| [before.next(), after.next()]));
            for place in before.by_ref().take(hunk.before.len()) {
                self.only[0].push(place);
                self.rows.push([Some(place), None]);
            }
            for place in after.by_ref().take(hunk.after.len()) {
                self.only[1].push(place);
                self.rows.push([None, Some(place)]);
            }
            (first, second) = (hunk.before.end, hunk.after.end);
        }
        debug_assert_eq!(before.len(), after.len(), "after {first} and {second} all is the same");
        self.rows.extend(before.zip(after).map(|(a, b)| [Some(a), Some(b)]));
    }
}

/// A number that records have in common if they are the same but for times and the numbers of packets.
fn likeness(record: &Record) -> u64 {
    let mut hasher = DefaultHasher::new();
    (record.side, record.connection(), record.before, record.after).hash(&mut hasher);
    (&record.outcome.transitions, record.outcome.reply, &record.outcome.signals).hash(&mut hasher);
    std::mem::discriminant(&record.kind).hash(&mut hasher);
    match &record.kind {
        EventKind::Arrival { segment, .. } => hash_segment(segment, &mut hasher),
        EventKind::Lost(_, loss) => loss.hash(&mut hasher),
        EventKind::Duplicated(..) | EventKind::Held(_) | EventKind::Released(..) | EventKind::Replayed(..) => {}
        other => other.hash(&mut hasher),
    }
    for departure in &record.departures {
        std::mem::discriminant(&departure.origin).hash(&mut hasher);
        hash_segment(&departure.segment, &mut hasher);
        departure.arrives.is_some().hash(&mut hasher);
    }
    hasher.finish()
}

/// What two segments have in common that look the same.
fn hash_segment(segment: &Segment, hasher: &mut DefaultHasher) {
    let Segment { src_port, dst_port, seq, ack, flags, window, mss: _, payload, unseen } = segment;
    (src_port, dst_port, seq, ack, flags, *window == 0, payload, unseen).hash(hasher);
}
