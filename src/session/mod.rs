//! History: the log of inputs, and a world every so many of them.
