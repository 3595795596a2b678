//! Words in a row, as every language joins them.

use super::texts::texts;

texts! {
    /// How words in a row are joined.
    ListWords

    next "{words}, {last}"
    and "{words} and {last}"
    or "{words} or {last}"
}
