//! Where records go while an input is applied: into a list, or nowhere in a search, which then makes none.

use super::Record;

/// Keeps what happens, or nothing.
pub(super) struct Recorder<'a>(Option<&'a mut Vec<Record>>);

impl<'a> Recorder<'a> {
    /// Keeps every record at the end of a list.
    pub const fn keeping(records: &'a mut Vec<Record>) -> Self {
        Self(Some(records))
    }

    /// Keeps nothing.
    pub const fn silent() -> Self {
        Self(None)
    }

    /// Whether records are kept: what only they need is not made otherwise.
    #[inline]
    pub const fn is_kept(&self) -> bool {
        self.0.is_some()
    }

    /// Keeps a record, which is made only then.
    #[inline]
    pub fn write(&mut self, record: impl FnOnce() -> Record) {
        if let Some(records) = &mut self.0 {
            records.push(record());
        }
    }
}
