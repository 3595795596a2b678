//! What the program starts with: flags win over the configuration file, the file over what is detected.
//!
//! The only place that reads the configuration file and the environment.

use std::env;
use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use super::args::Global;
use crate::config::{self, Config, GlyphChoice};
use crate::files;
use crate::language::{ENGLISH, Language};
use crate::lesson::{Diagnostic, Findings};
use crate::progress_file::{ProgressFile, Trouble};
use crate::say;
use crate::terminal::ShellOptions;
use crate::terminal::detect::{self, Detected, Environment};
use crate::text::clean_line;
use crate::tui::glyphs::Glyphs;
use crate::tui::settings::Settings;
use crate::tui::theme::{Appearance, Background, Depth, Theme, ThemeName};

/// The variable that names another configuration file.
pub const CONFIG_VARIABLE: &str = "TCPTUTOR_CONFIG";
/// The variable that names another folder for progress.
const DATA_VARIABLE: &str = "TCPTUTOR_DATA_DIR";

/// No configuration is larger than this; what is, is some other file.
const LARGEST: u64 = 256 * 1024;

/// What the program starts with.
pub struct Start {
    /// The language that everything is said in.
    pub language: &'static Language,
    /// The environment.
    pub environment: Environment,
    /// Who hands in what is saved in a lesson, if the command line says so.
    pub student: Option<String>,
    /// The folders with lessons that the command line names.
    pub folders: Vec<PathBuf>,
    /// The configuration file, wherever it is; `None` if this user has no home directory.
    pub file: Option<PathBuf>,
    /// Whether the file is there.
    pub found: bool,
    /// What it says.
    pub config: Config,
    /// What is wrong in it.
    pub findings: Vec<Diagnostic>,
    /// The text of the file.
    pub text: String,
    /// The theme, and why this one.
    pub theme: Detected<ThemeName>,
    /// The colours that there are.
    pub depth: Detected<Depth>,
    /// The background, as far as the environment tells.
    pub background: Option<Detected<Background>>,
    /// The drawing characters.
    pub glyphs: Detected<&'static Glyphs>,
    /// Whether anything may move by itself.
    pub motion: bool,
    /// Whether the mouse is used.
    pub mouse: Detected<bool>,
    /// Where progress is kept.
    progress: Keeping,
}

/// Where progress is kept, if it is.
enum Keeping {
    Nowhere(fn() -> Trouble),
    In(PathBuf),
}

impl Start {
    /// Reads the environment and the configuration file.
    pub fn gather(global: &Global) -> Self {
        let language = &ENGLISH;
        let environment: Environment = env::vars_os()
            .map(|(name, value)| (name.to_string_lossy().into_owned(), value.to_string_lossy().into_owned()))
            .collect();
        let named = global.config.clone().or_else(|| environment.get(CONFIG_VARIABLE).map(PathBuf::from));
        let is_named = named.is_some();
        let file = named.or_else(usual_file);
        let read = file.as_deref().map(|file| read(file, is_named, language)).unwrap_or_default();
        let (mut config, mut findings) = config::parse(&read.name, &read.text, language);
        findings.splice(0..0, read.finding);
        if let Some(speed) = &global.speed {
            config.speed = config::speed(speed).unwrap_or(config.speed);
        }
        Self {
            language,
            theme: theme(global, &config, language),
            depth: depth(global, &config, &environment, language),
            background: detect::background(&environment, language),
            glyphs: glyphs(global, &config, &environment, language),
            motion: switch(global.no_anim, global.anim, config.motion),
            mouse: mouse(global, &config, &environment, language),
            progress: keeping(global, &environment),
            student: global.student.as_deref().map(|name| clean_line(name.trim()).into_owned()),
            folders: global.lessons.clone(),
            found: read.found,
            text: read.text,
            environment,
            file,
            config,
            findings,
        }
    }

    /// How the screens are to be.
    pub fn settings(&self) -> Settings {
        let background = self.background.as_ref().map(|found| found.value).unwrap_or_default();
        let appearance = Appearance { name: self.theme.value, background, depth: self.depth.value };
        Settings {
            language: self.language,
            theme: Theme::new(appearance),
            appearance,
            glyphs: self.glyphs.value,
            animate: self.motion,
            speed: self.config.speed,
            profile: self.config.profile,
            numbers: true,
            student: self.student.clone(),
            keys: std::sync::Arc::clone(&self.config.keys),
        }
    }

    /// How the terminal is to be used.
    pub fn shell_options(&self) -> ShellOptions {
        ShellOptions {
            mouse: self.mouse.value,
            escape: self.config.escape,
            sixteen_colours: self.depth.value == Depth::Sixteen,
            panic_on_key: self.environment.get("TCPTUTOR_TEST_PANIC").and_then(|key| key.parse().ok()),
            ask_for_background: self.asks_for_background(),
            report_folder: report_folder(),
            ..ShellOptions::new(self.language)
        }
    }

    /// Whether the terminal is asked for its background when the screen comes up: where that decides the look, nobody said it
    /// before, and the terminal knows the question.
    pub fn asks_for_background(&self) -> bool {
        let matters = self.theme.value.follows_background() && self.depth.value != Depth::None;
        matters && self.background.is_none() && detect::knows_questions(&self.environment)
    }

    /// The file that progress is kept in.
    pub fn progress_file(&self) -> ProgressFile {
        match &self.progress {
            Keeping::Nowhere(why) => ProgressFile::nowhere(why(), self.language),
            Keeping::In(folder) => ProgressFile::in_folder(folder, self.language),
        }
    }

    /// The folders with further lessons: those of the command line come first.
    pub fn lesson_folders(&self) -> Vec<PathBuf> {
        let home = etcetera::home_dir().ok();
        let folder = |written: &String| match (written.strip_prefix("~/"), &home) {
            (Some(rest), Some(home)) => home.join(rest),
            _ => PathBuf::from(written),
        };
        self.folders.iter().cloned().chain(self.config.lessons.iter().map(folder)).collect()
    }
}

fn usual_file() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("tcptutor").join("config.toml"))
}

fn keeping(global: &Global, environment: &Environment) -> Keeping {
    if global.private {
        return Keeping::Nowhere(|| Trouble::Private);
    }
    let usual = || Some(etcetera::choose_base_strategy().ok()?.data_dir().join("tcptutor"));
    let named = environment.get(DATA_VARIABLE).filter(|folder| !folder.is_empty()).map(PathBuf::from);
    named.or_else(usual).map_or(Keeping::Nowhere(|| Trouble::Homeless), Keeping::In)
}

/// Where reports of crashes go: what is worth keeping for a while, but nothing that anybody would miss.
pub fn report_folder() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.state_dir().unwrap_or_else(|| strategy.data_dir()).join("tcptutor"))
}

/// A file as it was read.
#[derive(Default)]
struct Read {
    name: String,
    text: String,
    found: bool,
    finding: Option<Diagnostic>,
}

/// Reads the configuration file. That there is none is fine, unless somebody named it.
fn read(file: &Path, is_named: bool, language: &Language) -> Read {
    let words = &language.command_line;
    let unreadable = |error: io::Error| say!(language, words.unreadable, why = &error.to_string());
    let name = clean_line(&file.to_string_lossy()).into_owned();
    let text = match files::read(file, LARGEST, language) {
        Ok(Some(bytes)) => String::from_utf8(bytes).map_err(|_| words.not_utf8.to_owned()),
        Ok(None) if !is_named => return Read { name, ..Read::default() },
        Ok(None) => Err(unreadable(files::missing())),
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            Err(say!(language, words.too_large, why = &error.to_string()))
        }
        Err(error) => Err(unreadable(error)),
    };
    match text {
        Ok(text) => Read { name, text, found: true, finding: None },
        Err(problem) => {
            let mut findings = Findings::new(&name, "", &ENGLISH);
            findings.error(&(0..0), problem);
            let finding = findings.finish().pop();
            Read { name, text: String::new(), found: false, finding }
        }
    }
}

fn switch(off: bool, on: bool, otherwise: bool) -> bool {
    if off { false } else { on || otherwise }
}

/// Where Esc would be lost by it, the mouse has to be asked for.
fn mouse(global: &Global, config: &Config, environment: &Environment, language: &Language) -> Detected<bool> {
    let wished = switch(global.no_mouse, global.mouse, config.mouse);
    if wished && !global.mouse && detect::mouse_costs_esc(environment) {
        return Detected::wished(false, language.command_line.mouse_costs_esc);
    }
    Detected::wished(wished, "")
}

fn theme(global: &Global, config: &Config, language: &Language) -> Detected<ThemeName> {
    match global.theme.as_deref().and_then(|wanted| config::named(&ThemeName::NAMES, wanted)) {
        Some(name) => Detected::wished(name, "--theme"),
        None if config.theme == ThemeName::Auto => Detected::wished(ThemeName::Auto, language.command_line.by_default),
        None => Detected::wished(config.theme, language.command_line.by_configuration),
    }
}

fn depth(global: &Global, config: &Config, environment: &Environment, language: &Language) -> Detected<Depth> {
    match config.colour {
        _ if global.no_color => Detected::wished(Depth::None, "--no-color"),
        _ if environment.has("NO_COLOR") => detect::depth(environment, language),
        Some(depth) => Detected::wished(depth, language.command_line.by_configuration),
        None => detect::depth(environment, language),
    }
}

fn glyphs(
    global: &Global,
    config: &Config,
    environment: &Environment,
    language: &Language,
) -> Detected<&'static Glyphs> {
    match config.glyphs {
        _ if global.ascii => Detected::wished(&Glyphs::ASCII, "--ascii"),
        _ if global.unicode => Detected::wished(&Glyphs::UNICODE, "--unicode"),
        GlyphChoice::Unicode => Detected::wished(&Glyphs::UNICODE, language.command_line.by_configuration),
        GlyphChoice::Ascii => Detected::wished(&Glyphs::ASCII, language.command_line.by_configuration),
        GlyphChoice::Auto => detect::glyphs(environment, language),
    }
}
