//! The states seen so far: 24 bytes each, and an open hash table of four-byte places.

/// What is kept of a state: who it is, and how it was first reached.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    fingerprint: [u64; 2],
    pub parent: u32,
    /// The place of the action in the parent's list of actions.
    pub action: u32,
}

const EMPTY: u32 = u32::MAX;

/// All nodes in the order in which they were found, and where each fingerprint is.
#[derive(Clone, Debug)]
pub(super) struct Index {
    nodes: Vec<Node>,
    slots: Vec<u32>,
    mask: usize,
}

impl Default for Index {
    fn default() -> Self {
        let slots = 1 << 10;
        Self { nodes: Vec::new(), slots: vec![EMPTY; slots], mask: slots - 1 }
    }
}

impl Index {
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    pub fn node(&self, at: u32) -> Node {
        self.nodes[at as usize]
    }

    /// The place of a state that was seen before, or else the place it gets now: `Err`.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the caller's limit is below 2^32 states")]
    pub fn find_or_add(&mut self, fingerprint: u128, parent: u32, action: u32) -> Result<u32, u32> {
        let fingerprint = [(fingerprint >> 64) as u64, fingerprint as u64];
        let mut slot = fingerprint[1] as usize & self.mask;
        loop {
            match self.slots[slot] {
                EMPTY => break,
                at if self.nodes[at as usize].fingerprint == fingerprint => return Ok(at),
                _ => slot = (slot + 1) & self.mask,
            }
        }
        let at = self.nodes.len() as u32;
        self.slots[slot] = at;
        // Growing by a quarter instead of doubling keeps the memory near what is used.
        if self.nodes.len() == self.nodes.capacity() {
            self.nodes.reserve_exact((self.nodes.len() / 4).max(1 << 10));
        }
        self.nodes.push(Node { fingerprint, parent, action });
        if self.nodes.len() * 4 > self.slots.len() * 3 {
            self.grow();
        }
        Err(at)
    }

    #[cold]
    #[expect(clippy::cast_possible_truncation, reason = "only the low bits are wanted")]
    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        self.mask = size - 1;
        self.slots = Vec::new();
        self.slots = vec![EMPTY; size];
        for (at, node) in (0..).zip(&self.nodes) {
            let mut slot = node.fingerprint[1] as usize & self.mask;
            while self.slots[slot] != EMPTY {
                slot = (slot + 1) & self.mask;
            }
            self.slots[slot] = at;
        }
    }

    /// How many bytes it takes.
    pub fn bytes(&self) -> usize {
        self.nodes.capacity() * size_of::<Node>() + self.slots.capacity() * size_of::<u32>()
    }
}

#[cfg(test)]
mod tests {
    use super::Index;

    #[test]
    fn what_was_added_is_found_again_also_after_growing() {
        let mut index = Index::default();
        let fingerprint = |i: u32| u128::from(i) << 64 | u128::from(i % 7);
        for i in 0..5000 {
            assert_eq!(index.find_or_add(fingerprint(i), i, 1), Err(i));
        }
        for i in 0..5000 {
            assert_eq!(index.find_or_add(fingerprint(i), 9, 9), Ok(i), "equal low halves are not enough");
            assert_eq!(index.node(i).parent, i);
        }
        assert_eq!(index.len(), 5000);
    }
}
