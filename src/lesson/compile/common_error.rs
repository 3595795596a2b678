//! `error`: what people read about TCP and is not so.

use super::super::keys::{Fields, Keys, Kind, key};
use super::super::model::CommonError;
use super::super::source::{Item, Spanned};

/// A common error, as far as it has been read.
#[derive(Default)]
pub struct CommonErrorDraft {
    read: Option<Spanned<String>>,
    so: Option<Spanned<String>>,
}

/// The keys of `error`.
pub static COMMON_ERROR: Keys<CommonErrorDraft> = Keys {
    name: "error",
    what: |_| "`error`",
    written: Some(|_| "`error`"),
    one_of: &[],
    keys: &[
        key(
            "read",
            Kind::Text,
            |words| words.error_read,
            |it: &mut CommonErrorDraft, item, fields| {
                it.read = fields.text(item);
            },
        )
        .example(r#""TIME_WAIT is an error.""#)
        .needed(),
        key(
            "so",
            Kind::Text,
            |words| words.error_so,
            |it: &mut CommonErrorDraft, item, fields| {
                it.so = fields.text(item);
            },
        )
        .example(r#""TIME_WAIT is how a good ending looks.""#)
        .needed(),
    ],
};

/// Reads one.
pub fn common_error(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<CommonError> {
    let mut table = fields.table_of(item, COMMON_ERROR.what)?;
    let mut draft = CommonErrorDraft::default();
    COMMON_ERROR.read(&mut table, &mut draft, fields);
    Some(CommonError { read: draft.read?, so: draft.so? })
}
