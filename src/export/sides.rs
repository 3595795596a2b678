//! What both sides have, as data: a list of two, A's first.

use crate::sim::PerSide;
use serde::{Serialize, Serializer};

impl<T: Serialize> Serialize for PerSide<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.a, &self.b).serialize(serializer)
    }
}
