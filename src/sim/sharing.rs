//! Who holds a socket, and how descriptors are copied.

/// How a program copies descriptors, or a child gives up its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sharing {
    /// `dup()`: one more descriptor of the socket that calls go to.
    Dup,
    /// `fork()`: a child with a copy of every descriptor.
    Fork,
    /// `execve()` in the children: they lose what is marked close-on-exec.
    Exec,
}

impl Sharing {
    /// Its word in lessons.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Dup => "dup",
            Self::Fork => "fork",
            Self::Exec => "exec",
        }
    }
}

/// Who holds a socket: how many descriptors the program has of it, and how many its children have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Owners {
    /// Descriptors of the program.
    pub program: u32,
    /// Descriptors of its children.
    pub children: u32,
}

impl Owners {
    /// The program alone, with one descriptor.
    pub const ONE: Self = Self { program: 1, children: 0 };

    /// How many descriptors there are.
    #[must_use]
    pub const fn count(self) -> u32 {
        self.program.saturating_add(self.children)
    }

    /// Gives one descriptor back, the program's own first; whether others are left.
    pub(super) const fn give_back(&mut self) -> bool {
        if self.count() < 2 {
            return false;
        }
        if self.program > 0 {
            self.program -= 1;
        } else {
            self.children -= 1;
        }
        true
    }
}
