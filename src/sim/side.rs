//! The two sides of the world, and what both of them have.

use std::array;
use std::fmt;
use std::ops::{Deref, Index, IndexMut};

/// One of the two hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The host on the left; a client, mostly.
    A,
    /// The host on the right; a server, mostly.
    B,
}

impl Side {
    /// Both sides, A first.
    pub const BOTH: [Self; 2] = [Self::A, Self::B];

    /// The side across the link.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }

    /// Both letters.
    pub const LETTERS: PerSide<&'static str> = PerSide::new("A", "B");

    /// Its letter.
    #[must_use]
    pub const fn letter(self) -> &'static str {
        Self::LETTERS.get(self)
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.letter())
    }
}

/// One of something for each side: `states[Side::A]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PerSide<T> {
    /// A's.
    pub a: T,
    /// B's.
    pub b: T,
}

impl<T> PerSide<T> {
    /// A's and B's.
    pub const fn new(a: T, b: T) -> Self {
        Self { a, b }
    }

    /// What `make` makes for each side, A first.
    pub fn from_fn(mut make: impl FnMut(Side) -> T) -> Self {
        Self { a: make(Side::A), b: make(Side::B) }
    }

    /// The same for both.
    pub fn both(value: T) -> Self
    where
        T: Clone,
    {
        Self { a: value.clone(), b: value }
    }

    /// This side's, where an index cannot be constant.
    #[must_use]
    pub const fn get(&self, side: Side) -> &T {
        match side {
            Side::A => &self.a,
            Side::B => &self.b,
        }
    }

    /// What `make` makes of each, A first.
    pub fn map<U>(self, mut make: impl FnMut(T) -> U) -> PerSide<U> {
        PerSide { a: make(self.a), b: make(self.b) }
    }

    /// Each by reference.
    #[must_use]
    pub const fn as_ref(&self) -> PerSide<&T> {
        PerSide { a: &self.a, b: &self.b }
    }

    /// What each points to.
    #[must_use]
    pub fn as_deref(&self) -> PerSide<&T::Target>
    where
        T: Deref,
    {
        self.as_ref().map(T::deref)
    }

    /// Each with its side, A first.
    pub fn iter(&self) -> array::IntoIter<(Side, &T), 2> {
        self.as_ref().into_iter()
    }

    /// A's, then B's.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &T> {
        [&self.a, &self.b].into_iter()
    }

    /// A's, then B's.
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut T> {
        [&mut self.a, &mut self.b].into_iter()
    }
}

impl<T> Index<Side> for PerSide<T> {
    type Output = T;

    fn index(&self, side: Side) -> &T {
        self.get(side)
    }
}

impl<T> IndexMut<Side> for PerSide<T> {
    fn index_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::A => &mut self.a,
            Side::B => &mut self.b,
        }
    }
}

impl<T> IntoIterator for PerSide<T> {
    type Item = (Side, T);
    type IntoIter = array::IntoIter<(Side, T), 2>;

    fn into_iter(self) -> Self::IntoIter {
        [(Side::A, self.a), (Side::B, self.b)].into_iter()
    }
}

impl<'a, T> IntoIterator for &'a PerSide<T> {
    type Item = (Side, &'a T);
    type IntoIter = array::IntoIter<(Side, &'a T), 2>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
