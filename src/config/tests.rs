use super::{Config, GlyphChoice, SETTINGS, parse, template};
use crate::language::ENGLISH;
use crate::tui::bindings::{BINDINGS, Command, Scope};
use crate::tui::key::Key;
use crate::tui::theme::{Depth, ThemeName};

/// The findings about a file, each on a line.
fn findings(text: &str) -> Vec<String> {
    parse("config.toml", text, &ENGLISH).1.iter().map(ToString::to_string).collect()
}

fn keys_of(config: &Config, scope: Scope) -> Vec<(Command, Vec<Key>)> {
    config.keys.in_scope(scope).map(|binding| (binding.command, binding.keys.clone())).collect()
}

fn same(a: &Config, b: &Config) -> bool {
    let settings = |config: &Config| {
        format!(
            "{:?}",
            (config.theme, config.colour, config.glyphs, config.motion, config.speed, config.mouse, config.escape)
        ) + &format!("{:?}", (config.profile, &config.lessons))
    };
    settings(a) == settings(b) && Scope::NAMES.iter().all(|(_, scope)| keys_of(a, *scope) == keys_of(b, *scope))
}

#[test]
fn an_empty_file_is_the_default() {
    let (config, found) = parse("config.toml", "", &ENGLISH);
    assert_eq!(found, []);
    assert!(same(&config, &Config::default()));
}

#[test]
fn the_template_says_what_is_so_anyway_with_its_comments_and_without() {
    let bare: String = template(&ENGLISH)
        .lines()
        .map(|line| {
            if line.starts_with("## ") {
                ""
            } else {
                line.strip_prefix("# ").filter(|line| line.contains(" = ")).unwrap_or(line)
            }
        })
        .fold(String::new(), |text, line| text + line + "\n");
    for text in [template(&ENGLISH), bare] {
        let (config, found) = parse("config.toml", &text, &ENGLISH);
        assert_eq!(found, [], "{text}");
        assert!(same(&config, &Config::default()), "{text}");
    }
    for setting in SETTINGS {
        assert!(
            template(&ENGLISH).contains(&format!("\n# {} = {}\n", setting.name, setting.default_value())),
            "{}",
            setting.name
        );
        assert!((setting.help)(&ENGLISH.settings).ends_with('.'), "{}", setting.name);
    }
    for binding in BINDINGS.iter().filter(|binding| binding.command != Command::Answer) {
        assert!(template(&ENGLISH).contains(&format!("\n# {} = [", binding.command.action())), "{:?}", binding.command);
    }
}

#[test]
fn every_setting_is_read() {
    let text = "theme = \"colour-blind\"\ncolour = 256\nglyphs = \"ascii\"\nmotion = false\nspeed = \"x4\"\nmouse = false\n\
                profile = \"linux\"\nlessons = [\"~/lessons\", \"/srv/course\"]\nkeys.fire-timer = \"F5\"\n";
    let (config, found) = parse("config.toml", text, &ENGLISH);
    assert_eq!(found, []);
    assert_eq!((config.theme, config.colour), (ThemeName::ColourBlind, Some(Depth::Indexed)));
    assert_eq!((config.glyphs, config.motion, config.mouse), (GlyphChoice::Ascii, false, false));
    assert_eq!(crate::tui::stage::clock::SPEEDS[config.speed].1, "x4");
    assert_eq!(config.profile.name(), "linux");
    assert_eq!(config.lessons, ["~/lessons", "/srv/course"]);
    assert_eq!(config.keys.key_name(Command::FireTimer, &[Scope::Stage]), "F5");
}

#[test]
fn what_names_no_key_is_quoted_harmlessly() {
    let found = findings("[keys]\nconnect = \"\\u001b[2J\"\n");
    assert!(found[0].contains("is not the name of a key") && !found[0].contains('\u{1b}'), "{found:?}");
}

#[test]
fn all_findings_come_at_once_and_the_rest_of_the_file_holds() {
    let text = "thme = \"dark\"\ntheme = \"lihgt\"\nmotion = 1\nspeed = \"x2\"\n\n[keys]\nconect = \"F2\"\nconnect = \"F3\"\n\
                write = \"Strg-w\"\nread = \"c\"\nlisten = \"w\"\n[keys.home]\nconnect = \"F4\"\n";
    let expected = [
        "config.toml:1:1: error: the configuration has no key `thme` (did you mean `theme`?)",
        "config.toml:2:9: error: `lihgt` is not a `theme`: it can be `auto`, `dark`, `light`, `high-contrast`, `colour-blind` or \
         `monochrome` (did you mean `light`?)",
        "config.toml:3:10: error: expected `true` or `false`, found an integer",
        "config.toml:7:1: error: `conect` is not an action (did you mean `connect`?)",
        "config.toml:9:9: error: `Strg-w` is not the name of a key (examples: x, X, <, Space, PageDown, F1, Ctrl-r, Alt-Left)",
        "config.toml:11:10: error: `w` cannot be `listen`: it is `write` already, in the scope `stage`",
        "config.toml:13:1: error: `connect` is not an action of the scope `home`",
    ];
    assert_eq!(findings(text), expected);
    let (config, _) = parse("config.toml", text, &ENGLISH);
    assert_eq!(crate::tui::stage::clock::SPEEDS[config.speed].1, "x2");
    let key = |command| config.keys.key_name(command, &[Scope::Stage]);
    assert_eq!(key(Command::Connect), "F3");
    assert_eq!(key(Command::Read), "c");
    assert_eq!(key(Command::Listen), "l", "it keeps its own key");
}

#[test]
fn what_is_no_toml_is_said_and_what_can_be_read_holds() {
    let found = findings("theme = \"dark\"\nspeed = = 1\n");
    assert!(found[0].starts_with("config.toml:2:9: error: this is not valid TOML: "), "{found:?}");
}

#[test]
fn the_keys_that_nobody_can_do_without_stay() {
    assert_eq!(
        findings("keys.quit = []\nkeys.answer = [\"a\"]\n"),
        [
            "config.toml:1:13: error: `quit` needs a key, or there would be no sure way out",
            "config.toml:2:6: error: the keys of `answer` are the numbers of the choices, and stay",
        ]
    );
}

#[test]
fn a_conflict_says_what_to_do() {
    let (_, found) = parse("config.toml", "[keys]\nconnect = [\"F2\", \"?\"]\n", &ENGLISH);
    assert_eq!(found[0].message, "`?` cannot be `connect`: it is `help` already, in the scope `stage`");
    assert!(found[0].note.as_deref().is_some_and(|note| note.contains("help = []")), "{found:?}");
}

#[test]
fn nothing_that_a_file_holds_makes_it_panic() {
    for text in [
        "keys = 1",
        "keys.stage = 1",
        "keys.connect = {}",
        "keys.connect = [[]]",
        "lessons = [1]",
        "\u{0}",
        "[[keys]]",
        "theme = [\"dark\"]",
    ] {
        assert!(!findings(text).is_empty(), "{text}");
    }
    let (config, _) = parse("config.toml", "keys = 1\ntheme = 1\nlessons = 1\n", &ENGLISH);
    assert!(same(&config, &Config::default()));
}
