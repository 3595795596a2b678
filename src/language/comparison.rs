//! What stands above and below two paths that are compared.

use super::texts::texts;

texts! {
    /// Two paths side by side.
    ComparisonWords

    title "two paths"
    end "in the end"
    so_far "so far"
    shared_differ "They share {n} {n:step|steps}; {mark} marks what happened on one of them only."
    shared_same "They share {n} {n:step|steps}; from there on both tell the same story."
    compared_differ "They share {n} {n:step|steps}; only their first part was compared; {mark} marks what happened on one of them only."
    compared_same "They share {n} {n:step|steps}; only their first part was compared; from there on both tell the same story."
    shown_differ "They share {n} {n:step|steps}; the ladders show the first part; {mark} marks what happened on one of them only."
    shown_same "They share {n} {n:step|steps}; the ladders show the first part; from there on both tell the same story."
}
