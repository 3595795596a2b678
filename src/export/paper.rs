//! The paper of pages and pictures: a style sheet for any screen, or for one.

/// The colours of pages and pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// As the reader's screen is; light where it is printed.
    #[default]
    Auto,
    /// Dark on white, wherever it is shown.
    Light,
    /// Light on black.
    Dark,
}

/// Where a style sheet begins to say what is otherwise on a dark screen; the block ends with a brace at the beginning of a line, or with
/// the last one.
const ON_DARK: &str = "@media screen and (prefers-color-scheme:dark){";

impl Paper {
    /// What a page says of itself, so that a browser's own colours fit.
    #[must_use]
    pub const fn scheme(self) -> &'static str {
        match self {
            Self::Auto => "light dark",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// A style sheet for this paper.
    #[must_use]
    pub fn styled(self, css: &str) -> String {
        let Some((before, rest)) = css.split_once(ON_DARK) else { return css.to_owned() };
        let (dark, after) = match rest.split_once("\n}\n") {
            Some(block) => block,
            None => rest.trim_end().strip_suffix('}').map_or((rest, ""), |dark| (dark, "")),
        };
        let css = match self {
            Self::Auto => return css.to_owned(),
            Self::Light => format!("{before}\n{after}"),
            Self::Dark => format!("{before}\n{dark}\n{after}"),
        };
        css.replace("color-scheme:light dark", &format!("color-scheme:{}", self.scheme()))
    }
}

#[cfg(test)]
mod tests {
    use super::{ON_DARK, Paper};

    const SHEET: &str = ":root{color-scheme:light dark;--a:#fff}\n@media screen and (prefers-color-scheme:dark){\n:root{--a:#000}\n}\np{}\n";

    #[test]
    fn light_paper_stays_light_and_dark_paper_dark_whatever_the_screen_is() {
        assert_eq!(Paper::Auto.styled(SHEET), SHEET);
        let light = Paper::Light.styled(SHEET);
        assert!(
            !light.contains("#000") && !light.contains(ON_DARK) && light.contains("color-scheme:light;"),
            "{light}"
        );
        let dark = Paper::Dark.styled(SHEET);
        assert!(dark.find("#000") > dark.find("#fff") && !dark.contains("@media") && dark.contains("p{}"), "{dark}");
        assert_eq!(dark.matches('{').count(), dark.matches('}').count(), "{dark}");
    }
}
