//! Every key with what it does, declared once. Dispatch, footer and help read the [`super::keymap::Keymap`] in force, which
//! begins with this table; the README and the lessons' key names read the table itself.

pub use super::command::Command;
pub use super::scope::Scope;
use crate::language::{KeyText, Keys, Language};

/// One entry of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Where it holds.
    pub scope: Scope,
    /// The names of its keys, the one to show first.
    pub keys: &'static [&'static str],
    /// What it does.
    pub command: Command,
    /// What a language says of it.
    pub says: fn(&Keys) -> KeyText,
}

const fn bind(scope: Scope, keys: &'static [&'static str], command: Command, says: fn(&Keys) -> KeyText) -> Binding {
    Binding { scope, keys, command, says }
}

use Command as C;
use Scope as S;

/// All bindings. Of two that hold at once, the one with the earlier scope wins.
pub const BINDINGS: &[Binding] = &[
    bind(S::Home, &["Up", "k"], C::Previous, |keys| keys.home_previous),
    bind(S::Home, &["Down", "j"], C::Next, |keys| keys.home_next),
    bind(S::Home, &["Enter", "Space"], C::Open, |keys| keys.home_open),
    bind(S::Home, &["0"], C::StartOver, |keys| keys.home_start_over),
    bind(S::Home, &["W"], C::WhatIf, |keys| keys.home_what_if),
    bind(S::Home, &[":"], C::Palette, |keys| keys.home_palette),
    bind(S::Home, &["Home"], C::First, |keys| keys.home_first),
    bind(S::Home, &["End"], C::Last, |keys| keys.home_last),
    bind(S::CaptureFiles, &["Up", "k"], C::Previous, |keys| keys.capture_files_previous),
    bind(S::CaptureFiles, &["Down", "j"], C::Next, |keys| keys.capture_files_next),
    bind(S::CaptureFiles, &["PageUp"], C::PageUp, |keys| keys.capture_files_page_up),
    bind(S::CaptureFiles, &["PageDown"], C::PageDown, |keys| keys.capture_files_page_down),
    bind(S::CaptureFiles, &["Home"], C::First, |keys| keys.capture_files_first),
    bind(S::CaptureFiles, &["End"], C::Last, |keys| keys.capture_files_last),
    bind(S::CaptureFiles, &["Enter", "Right"], C::Open, |keys| keys.capture_files_open),
    bind(S::CaptureFiles, &["p", "/"], C::WritePath, |keys| keys.capture_files_write_path),
    bind(S::CaptureFiles, &["Esc", "Backspace", "Left"], C::Dismiss, |keys| keys.capture_files_dismiss),
    bind(S::Captures, &["Up", "k"], C::Previous, |keys| keys.captures_previous),
    bind(S::Captures, &["Down", "j"], C::Next, |keys| keys.captures_next),
    bind(S::Captures, &["PageUp"], C::PageUp, |keys| keys.captures_page_up),
    bind(S::Captures, &["PageDown"], C::PageDown, |keys| keys.captures_page_down),
    bind(S::Captures, &["Home"], C::First, |keys| keys.captures_first),
    bind(S::Captures, &["End"], C::Last, |keys| keys.captures_last),
    bind(S::Captures, &["Enter", "Right"], C::Open, |keys| keys.captures_open),
    bind(S::Captures, &["Esc", "Backspace", "Left"], C::Dismiss, |keys| keys.captures_dismiss),
    bind(S::Captures, &["a"], C::Place, |keys| keys.captures_place),
    bind(S::Captures, &["x"], C::Exchange, |keys| keys.captures_exchange),
    bind(S::Captures, &["/"], C::Filter, |keys| keys.captures_filter),
    bind(S::Connection, &["Space"], C::PlayPause, |keys| keys.connection_play_pause),
    bind(S::Connection, &[".", "Right"], C::Step, |keys| keys.connection_step),
    bind(S::Connection, &["Left"], C::Back, |keys| keys.connection_back),
    bind(S::Connection, &["Home"], C::First, |keys| keys.connection_first),
    bind(S::Connection, &["End"], C::Last, |keys| keys.connection_last),
    bind(S::Connection, &["Up"], C::Previous, |keys| keys.connection_previous),
    bind(S::Connection, &["Down"], C::Next, |keys| keys.connection_next),
    bind(S::Connection, &["Enter"], C::Inspect, |keys| keys.connection_inspect),
    bind(S::Connection, &["y"], C::Why, |keys| keys.connection_why),
    bind(S::Connection, &["i"], C::Card, |keys| keys.stage_card),
    bind(S::Connection, &["w"], C::Lines, |keys| keys.connection_lines),
    bind(S::Connection, &["S"], C::ToSandbox, |keys| keys.connection_to_sandbox),
    bind(S::Connection, &["a"], C::Place, |keys| keys.connection_place),
    bind(S::Connection, &["x"], C::Exchange, |keys| keys.connection_exchange),
    bind(S::Connection, &["Tab"], C::FocusOther, |keys| keys.connection_focus_other),
    bind(S::Connection, &["v"], C::Numbers, |keys| keys.stage_numbers),
    bind(S::Connection, &["m"], C::Coverage, |keys| keys.stage_coverage),
    bind(S::Connection, &["G"], C::Glossary, |keys| keys.stage_glossary),
    bind(S::Connection, &["<", ","], C::Slower, |keys| keys.stage_slower),
    bind(S::Connection, &[">"], C::Faster, |keys| keys.stage_faster),
    bind(S::Connection, &["Esc", "Backspace"], C::Dismiss, |keys| keys.connection_dismiss),
    bind(S::Live, &["Up", "k"], C::Previous, |keys| keys.live_previous),
    bind(S::Live, &["Down", "j"], C::Next, |keys| keys.live_next),
    bind(S::Live, &["PageUp"], C::PageUp, |keys| keys.live_page_up),
    bind(S::Live, &["PageDown"], C::PageDown, |keys| keys.live_page_down),
    bind(S::Live, &["Home"], C::First, |keys| keys.live_first),
    bind(S::Live, &["End"], C::Last, |keys| keys.live_last),
    bind(S::Live, &["Enter", "Right"], C::Open, |keys| keys.live_open),
    bind(S::Live, &["Esc", "Backspace", "Left"], C::Dismiss, |keys| keys.live_dismiss),
    bind(S::Live, &["/"], C::Filter, |keys| keys.live_filter),
    bind(S::Live, &["L"], C::OpenLesson, |keys| keys.live_open_lesson),
    bind(S::Live, &["Space"], C::PlayPause, |keys| keys.live_play_pause),
    bind(S::Live, &["<", ","], C::Slower, |keys| keys.live_slower),
    bind(S::Live, &[">"], C::Faster, |keys| keys.live_faster),
    bind(S::Lab, &["Space", "Right"], C::Step, |keys| keys.lab_step),
    bind(S::Lab, &["A"], C::Autoplay, |keys| keys.lab_autoplay),
    bind(S::Lab, &["Tab"], C::FocusOther, |keys| keys.lab_focus_other),
    bind(S::Lab, &["Enter"], C::Inspect, |keys| keys.lab_inspect),
    bind(S::Lab, &["Up", "k"], C::Previous, |keys| keys.lab_previous),
    bind(S::Lab, &["Down", "j"], C::Next, |keys| keys.lab_next),
    bind(S::Lab, &["Home"], C::First, |keys| keys.lab_first),
    bind(S::Lab, &["End"], C::Last, |keys| keys.lab_last),
    bind(S::Lab, &["0"], C::StartOver, |keys| keys.lab_start_over),
    bind(S::Lab, &["L"], C::OpenLesson, |keys| keys.lab_open_lesson),
    bind(S::Lab, &["Esc", "Backspace", "Left"], C::Dismiss, |keys| keys.lab_dismiss),
    bind(S::Overlay, &["Up", "k"], C::Previous, |keys| keys.overlay_previous),
    bind(S::Overlay, &["Down", "j"], C::Next, |keys| keys.overlay_next),
    bind(S::Overlay, &["PageUp"], C::PageUp, |keys| keys.overlay_page_up),
    bind(S::Overlay, &["PageDown", "Space"], C::PageDown, |keys| keys.overlay_page_down),
    bind(S::Overlay, &["Home"], C::First, |keys| keys.overlay_first),
    bind(S::Overlay, &["End"], C::Last, |keys| keys.overlay_last),
    bind(S::Overlay, &["Tab"], C::FocusOther, |keys| keys.overlay_focus_other),
    bind(S::Overlay, &["Esc", "Enter", "Backspace"], C::Dismiss, |keys| keys.overlay_dismiss),
    bind(S::Comparison, &["Tab"], C::Turn, |keys| keys.comparison_turn),
    bind(S::List, &["Up", "k"], C::Previous, |keys| keys.list_previous),
    bind(S::List, &["Down", "j"], C::Next, |keys| keys.list_next),
    bind(S::List, &["Home"], C::First, |keys| keys.list_first),
    bind(S::List, &["End"], C::Last, |keys| keys.list_last),
    bind(S::List, &["Enter", "Space"], C::Choose, |keys| keys.list_choose),
    bind(S::List, &["Tab"], C::FocusOther, |keys| keys.list_focus_other),
    bind(S::List, &["="], C::Compare, |keys| keys.list_compare),
    bind(S::List, &["r"], C::Rename, |keys| keys.list_rename),
    bind(S::List, &["Esc", "Backspace"], C::Dismiss, |keys| keys.list_dismiss),
    bind(S::Settings, &["Up", "k"], C::Previous, |keys| keys.settings_previous),
    bind(S::Settings, &["Down", "j"], C::Next, |keys| keys.settings_next),
    bind(S::Settings, &["Left", "-"], C::Less, |keys| keys.settings_less),
    bind(S::Settings, &["Right", "+", "Space"], C::More, |keys| keys.settings_more),
    bind(S::Settings, &["Tab"], C::FocusOther, |keys| keys.settings_focus_other),
    bind(S::Settings, &["Esc", "Enter", "Backspace"], C::Dismiss, |keys| keys.settings_dismiss),
    bind(S::Editor, &["Up"], C::Previous, |keys| keys.editor_previous),
    bind(S::Editor, &["Down"], C::Next, |keys| keys.editor_next),
    bind(S::Editor, &["Tab"], C::FocusOther, |keys| keys.editor_focus_other),
    bind(S::Editor, &["Space"], C::Toggle, |keys| keys.editor_toggle),
    bind(S::Editor, &["Enter"], C::Choose, |keys| keys.editor_choose),
    bind(S::Editor, &["Esc"], C::Dismiss, |keys| keys.editor_dismiss),
    bind(S::Palette, &["Up"], C::Previous, |keys| keys.palette_previous),
    bind(S::Palette, &["Down"], C::Next, |keys| keys.palette_next),
    bind(S::Palette, &["Enter"], C::Choose, |keys| keys.palette_choose),
    bind(S::Palette, &["Esc"], C::Dismiss, |keys| keys.palette_dismiss),
    bind(S::Prompt, &["Enter"], C::Choose, |keys| keys.prompt_choose),
    bind(S::Prompt, &["Esc"], C::Dismiss, |keys| keys.prompt_dismiss),
    bind(S::Authoring, &["Up"], C::Previous, |keys| keys.authoring_previous),
    bind(S::Authoring, &["Down"], C::Next, |keys| keys.authoring_next),
    bind(S::Authoring, &["Tab"], C::More, |keys| keys.authoring_more),
    bind(S::Authoring, &["Shift-Tab"], C::Less, |keys| keys.authoring_less),
    bind(S::Authoring, &["PageUp"], C::PageUp, |keys| keys.authoring_page_up),
    bind(S::Authoring, &["PageDown"], C::PageDown, |keys| keys.authoring_page_down),
    bind(S::Authoring, &["Enter", "Ctrl-s"], C::Choose, |keys| keys.authoring_choose),
    bind(S::Authoring, &["Esc"], C::Dismiss, |keys| keys.authoring_dismiss),
    bind(S::Writing, &["Ctrl-c"], C::Quit, |keys| keys.writing_quit),
    bind(S::Writing, &["Ctrl-z"], C::Suspend, |keys| keys.writing_suspend),
    bind(S::Present, &["PageDown", "Right", "Down", "Space", "Enter"], C::Continue, |keys| keys.present_continue),
    bind(S::Present, &["PageUp", "Left", "Up", "Backspace"], C::PreviousPage, |keys| keys.present_previous_page),
    bind(S::Present, &["1", "2", "3", "4", "5", "6", "7", "8", "9"], C::Answer, |keys| keys.present_answer),
    bind(S::Present, &["S"], C::ToSandbox, |keys| keys.present_to_sandbox),
    bind(S::Present, &[".", "b"], C::Blank, |keys| keys.present_blank),
    bind(S::Present, &["j"], C::Jump, |keys| keys.present_jump),
    bind(S::Present, &["A"], C::Autoplay, |keys| keys.present_autoplay),
    bind(S::Present, &["p"], C::Picture, |keys| keys.present_picture),
    bind(S::Present, &["+"], C::Step, |keys| keys.present_step),
    bind(S::Present, &["-"], C::Back, |keys| keys.present_back),
    bind(S::Present, &["["], C::Previous, |keys| keys.present_previous),
    bind(S::Present, &["]"], C::Next, |keys| keys.present_next),
    bind(S::Present, &["I"], C::Inspect, |keys| keys.present_inspect),
    bind(S::Present, &["F5"], C::Present, |keys| keys.present_present),
    bind(S::Poll, &["Backspace"], C::TakeBack, |keys| keys.poll_take_back),
    bind(S::Poll, &["r"], C::AskAgain, |keys| keys.poll_ask_again),
    bind(S::PresentSandbox, &["PageDown", "Right", "Down", "Space", "Enter"], C::Continue, |keys| {
        keys.present_sandbox_continue
    }),
    bind(S::PresentSandbox, &["PageUp", "Left", "Up", "Backspace", "S"], C::ToLesson, |keys| {
        keys.present_sandbox_to_lesson
    }),
    bind(S::PresentSandbox, &[".", "b"], C::Blank, |keys| keys.present_blank),
    bind(S::PresentSandbox, &["j"], C::Jump, |keys| keys.present_jump),
    bind(S::PresentSandbox, &["p"], C::Picture, |keys| keys.present_picture),
    bind(S::PresentSandbox, &["+"], C::Step, |keys| keys.present_sandbox_step),
    bind(S::PresentSandbox, &["-"], C::Back, |keys| keys.present_back),
    bind(S::PresentSandbox, &["["], C::Previous, |keys| keys.present_previous),
    bind(S::PresentSandbox, &["]"], C::Next, |keys| keys.present_next),
    bind(S::PresentSandbox, &["I"], C::Inspect, |keys| keys.present_inspect),
    bind(S::Lesson, &["Space", "PageDown"], C::Continue, |keys| keys.lesson_continue),
    bind(S::Lesson, &["PageUp"], C::PreviousPage, |keys| keys.lesson_previous_page),
    bind(S::Lesson, &["1", "2", "3", "4", "5", "6", "7", "8", "9"], C::Answer, |keys| keys.lesson_answer),
    bind(S::Lesson, &["H"], C::Hint, |keys| keys.lesson_hint),
    bind(S::Lesson, &["M"], C::ShowMe, |keys| keys.lesson_show_me),
    bind(S::Lesson, &["S"], C::ToSandbox, |keys| keys.lesson_to_sandbox),
    bind(S::Lesson, &["0"], C::StartOver, |keys| keys.lesson_start_over),
    bind(S::Lesson, &["L"], C::ThisMachine, |keys| keys.lesson_this_machine),
    bind(S::Lesson, &["E"], C::OpenLab, |keys| keys.lesson_open_lab),
    bind(S::Lesson, &["Ctrl-s"], C::SaveRun, |keys| keys.lesson_save_run),
    bind(S::Sandbox, &["Space"], C::PlayPause, |keys| keys.sandbox_play_pause),
    bind(S::Sandbox, &["Backspace"], C::ToLesson, |keys| keys.sandbox_to_lesson),
    bind(S::Sandbox, &["W"], C::WhatIf, |keys| keys.sandbox_what_if),
    bind(S::Sandbox, &["P"], C::Profiles, |keys| keys.sandbox_profiles),
    bind(S::Sandbox, &["M"], C::Mark, |keys| keys.sandbox_mark),
    bind(S::Sandbox, &["["], C::PreviousMark, |keys| keys.sandbox_previous_mark),
    bind(S::Sandbox, &["]"], C::NextMark, |keys| keys.sandbox_next_mark),
    bind(S::Sandbox, &["B"], C::Branches, |keys| keys.sandbox_branches),
    bind(S::Sandbox, &["Y"], C::CopyRun, |keys| keys.sandbox_copy_run),
    bind(S::Sandbox, &["Ctrl-s"], C::SaveRun, |keys| keys.sandbox_save_run),
    bind(S::Sandbox, &["R"], C::SaveLesson, |keys| keys.sandbox_save_lesson),
    bind(S::Stage, &["Tab"], C::FocusOther, |keys| keys.stage_focus_other),
    bind(S::Stage, &["l"], C::Listen, |keys| keys.stage_listen),
    bind(S::Stage, &["c"], C::Connect, |keys| keys.stage_connect),
    bind(S::Stage, &["w"], C::Write, |keys| keys.stage_write),
    bind(S::Stage, &["e"], C::Read, |keys| keys.stage_read),
    bind(S::Stage, &["h"], C::Shutdown, |keys| keys.stage_shutdown),
    bind(S::Stage, &["x"], C::Close, |keys| keys.stage_close),
    bind(S::Stage, &["X"], C::Abort, |keys| keys.stage_abort),
    bind(S::Stage, &["s"], C::ForgeSyn, |keys| keys.stage_forge_syn),
    bind(S::Stage, &["f"], C::ForgeFin, |keys| keys.stage_forge_fin),
    bind(S::Stage, &["a"], C::ForgeAck, |keys| keys.stage_forge_ack),
    bind(S::Stage, &["r"], C::ForgeRst, |keys| keys.stage_forge_rst),
    bind(S::Stage, &["g"], C::Editor, |keys| keys.stage_editor),
    bind(S::Stage, &["t"], C::FireTimer, |keys| keys.stage_fire_timer),
    bind(S::Stage, &["T"], C::Timers, |keys| keys.stage_timers),
    bind(S::Stage, &["Up"], C::Previous, |keys| keys.stage_previous),
    bind(S::Stage, &["Down"], C::Next, |keys| keys.stage_next),
    bind(S::Stage, &["d"], C::Drop, |keys| keys.stage_drop),
    bind(S::Stage, &["D"], C::Duplicate, |keys| keys.stage_duplicate),
    bind(S::Stage, &["z"], C::Hold, |keys| keys.stage_hold),
    bind(S::Stage, &["o"], C::Replay, |keys| keys.stage_replay),
    bind(S::Stage, &["C"], C::ConnectMore, |keys| keys.stage_connect_more),
    bind(S::Stage, &["A"], C::Accept, |keys| keys.stage_accept),
    bind(S::Stage, &["K"], C::Kill, |keys| keys.stage_kill),
    bind(S::Stage, &["p"], C::Sockets, |keys| keys.stage_sockets),
    bind(S::Stage, &["n"], C::Link, |keys| keys.stage_link),
    bind(S::Stage, &["b"], C::Reboot, |keys| keys.stage_reboot),
    bind(S::Stage, &[".", "Right"], C::Step, |keys| keys.stage_step),
    bind(S::Stage, &["Left"], C::Back, |keys| keys.stage_back),
    bind(S::Stage, &["u"], C::Undo, |keys| keys.stage_undo),
    bind(S::Stage, &["Ctrl-r"], C::Redo, |keys| keys.stage_redo),
    bind(S::Stage, &["Home"], C::First, |keys| keys.stage_first),
    bind(S::Stage, &["End"], C::Last, |keys| keys.stage_last),
    bind(S::Stage, &["<", ","], C::Slower, |keys| keys.stage_slower),
    bind(S::Stage, &[">"], C::Faster, |keys| keys.stage_faster),
    bind(S::Stage, &["Enter"], C::Inspect, |keys| keys.stage_inspect),
    bind(S::Stage, &["i"], C::Card, |keys| keys.stage_card),
    bind(S::Stage, &["y"], C::Why, |keys| keys.stage_why),
    bind(S::Stage, &["G"], C::Glossary, |keys| keys.stage_glossary),
    bind(S::Stage, &["m"], C::Coverage, |keys| keys.stage_coverage),
    bind(S::Stage, &["v"], C::Numbers, |keys| keys.stage_numbers),
    bind(S::Stage, &[":"], C::Palette, |keys| keys.stage_palette),
    bind(S::Program, &["?"], C::Help, |keys| keys.program_help),
    bind(S::Program, &["q"], C::Leave, |keys| keys.program_leave),
    bind(S::Program, &["Esc"], C::Dismiss, |keys| keys.program_dismiss),
    bind(S::Program, &["Ctrl-c"], C::Quit, |keys| keys.program_quit),
    bind(S::Program, &["Ctrl-z"], C::Suspend, |keys| keys.program_suspend),
];

impl Binding {
    /// One or two words for the footer.
    #[must_use]
    pub fn label(&self, language: &Language) -> &'static str {
        (self.says)(&language.keys).label
    }

    /// A sentence for the help.
    #[must_use]
    pub fn help(&self, language: &Language) -> &'static str {
        (self.says)(&language.keys).help
    }

    /// What learners may call it, beside its label.
    #[must_use]
    pub fn words(&self, language: &Language) -> &'static str {
        (self.says)(&language.keys).words
    }
}

#[cfg(test)]
mod tests {
    use super::{BINDINGS, Scope};
    use crate::language::ENGLISH;
    use crate::text::width;
    use crate::tui::key::Key;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn every_name_in_the_table_is_a_key() {
        for binding in BINDINGS {
            for name in binding.keys {
                assert_eq!(name.parse::<Key>().map(|key| key.to_string()), Ok((*name).to_owned()));
            }
        }
    }

    #[test]
    fn no_key_means_two_things_in_one_scope() {
        let mut seen = BTreeSet::new();
        for binding in BINDINGS {
            for key in binding.keys {
                assert!(seen.insert((binding.scope, *key)), "{key} is bound twice in {:?}", binding.scope);
            }
        }
    }

    #[test]
    fn help_is_a_sentence_and_a_label_is_short() {
        for binding in BINDINGS {
            assert!(binding.help(&ENGLISH).ends_with('.'), "{:?}", binding.command);
            assert!(width(binding.label(&ENGLISH)) <= 14, "{:?}", binding.command);
        }
    }

    #[test]
    fn an_action_has_one_name_in_small_letters_and_a_name_means_one_action() {
        let mut names = BTreeMap::new();
        for binding in BINDINGS {
            let name = binding.command.action();
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{name}");
            let known = names.insert(name, binding.command);
            assert!(known.is_none_or(|known| known == binding.command), "{name} names two actions");
        }
    }

    #[test]
    fn scopes_know_their_names() {
        for (name, scope) in Scope::NAMES {
            assert_eq!(scope.name(), name);
        }
    }
}
