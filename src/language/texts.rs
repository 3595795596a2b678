//! How a table of texts is declared, and how all of a language's texts are walked through.

/// A table of texts, or one text of it: what can be walked through and changed, text by text.
pub trait Texts: Sized {
    /// Calls `visit` with every text and its path (`narration.calls`), in the order of the declaration.
    fn each_text(&self, path: &str, visit: &mut dyn FnMut(&str, &'static str));

    /// The same table with every text as `change` has it.
    #[must_use]
    fn map_texts(&self, change: &mut dyn FnMut(&'static str) -> &'static str) -> Self;
}

impl Texts for &'static str {
    fn each_text(&self, path: &str, visit: &mut dyn FnMut(&str, &'static str)) {
        visit(path, self);
    }

    fn map_texts(&self, change: &mut dyn FnMut(&'static str) -> &'static str) -> Self {
        if self.is_empty() { "" } else { change(self) }
    }
}

impl<T: Texts> Texts for Option<T> {
    fn each_text(&self, path: &str, visit: &mut dyn FnMut(&str, &'static str)) {
        if let Some(text) = self {
            text.each_text(path, visit);
        }
    }

    fn map_texts(&self, change: &mut dyn FnMut(&'static str) -> &'static str) -> Self {
        self.as_ref().map(|text| text.map_texts(change))
    }
}

impl<T: Texts, const N: usize> Texts for [T; N] {
    fn each_text(&self, path: &str, visit: &mut dyn FnMut(&str, &'static str)) {
        for (at, text) in self.iter().enumerate() {
            text.each_text(&format!("{path}[{at}]"), visit);
        }
    }

    fn map_texts(&self, change: &mut dyn FnMut(&'static str) -> &'static str) -> Self {
        std::array::from_fn(|at| self[at].map_texts(change))
    }
}

/// Declares a table of texts with its English: each text is a field, so a language that lacks one does not compile.
///
/// ```ignore
/// texts! {
///     /// What the home screen says.
///     Home
///     // A comment groups what follows.
///     title "lessons"
///     due "{n} {n:question|questions} due"
/// }
/// ```
macro_rules! texts {
    ($(#[$about:meta])* $table:ident $( $name:ident $text:literal )+) => {
        $(#[$about])*
        #[derive(Clone, Debug)]
        pub struct $table {
            $(
                #[doc = concat!("```text\n", $text, "\n```")]
                pub $name: &'static str,
            )+
        }

        impl $table {
            /// In English.
            pub const ENGLISH: Self = Self { $( $name: $text, )+ };
        }

        $crate::language::texts::walked! { $table $( $name )+ }
    };
}

/// Implements [`Texts`] for a struct, all of whose named fields are texts or tables of them.
macro_rules! walked {
    ($table:ident $( $name:ident )+) => {
        impl $crate::language::Texts for $table {
            fn each_text(&self, path: &str, visit: &mut dyn FnMut(&str, &'static str)) {
                $( self.$name.each_text(&format!("{path}.{}", stringify!($name)), &mut *visit); )+
            }

            fn map_texts(&self, change: &mut dyn FnMut(&'static str) -> &'static str) -> Self {
                Self { $( $name: self.$name.map_texts(&mut *change), )+ }
            }
        }
    };
}

pub(super) use {texts, walked};
