//! Commands that need no terminal: `run`, `check`.
