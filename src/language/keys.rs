//! What the footer and the help say of the keys. Which key does what is declared once, in the screens' table of bindings; here
//! stand a label for the footer, of one or two words and at most 14 cells, and a sentence for the help.

use super::texts::{texts, walked};

/// What a language says of one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyText {
    /// One or two words for the footer.
    pub label: &'static str,
    /// A sentence for the help.
    pub help: &'static str,
}

walked! { KeyText label help }

texts! {
    /// The headings of the help.
    KeyScopes
    home "home"
    live "this machine"
    window "this window"
    presenting "presenting"
    lesson "lesson"
    stage "stage"
    sandbox "sandbox"
    program "program"
}

/// Declares the keys' texts, as `texts!` does for single ones: a name, its label, its sentence.
macro_rules! keys {
    ($( $name:ident $label:literal $help:literal )+) => {
        /// What a language says of every key.
        #[derive(Clone, Debug)]
        pub struct Keys {
            $(
                #[doc = concat!("```text\n", $label, ": ", $help, "\n```")]
                pub $name: KeyText,
            )+
        }

        impl Keys {
            /// In English.
            pub const ENGLISH: Self = Self { $( $name: KeyText { label: $label, help: $help }, )+ };
        }

        walked! { Keys $( $name )+ }
    };
}

keys! {
    // Home
    home_previous "up" "Select the entry above."
    home_next "down" "Select the entry below."
    home_open "open" "Open the selected entry."
    home_begin_anew "begin anew" "Open the selected lesson at its beginning, wherever it was left."
    home_first "first" "Select the first entry."
    home_last "last" "Select the last entry."
    // This machine
    live_previous "up" "Select the row above, or scroll up."
    live_next "down" "Select the row below, or scroll down."
    live_page_up "page up" "A page up."
    live_page_down "page down" "A page down."
    live_first "first" "To the first row."
    live_last "last" "To the last row."
    live_open "open" "A program's sockets, as `ss` prints them; then one of them on the diagram."
    live_dismiss "back" "Back: to the sockets, to the list, to all sockets."
    live_filter "filter" "Show only some sockets: by state, port, address or process."
    live_open_lesson "lesson" "The lesson that explains the state of what is selected."
    live_play_pause "pause" "Stop looking at this machine, or go on."
    live_slower "slower" "Look at this machine less often."
    live_faster "faster" "Look at this machine more often."
    // Overlay
    overlay_previous "up" "Scroll up."
    overlay_next "down" "Scroll down."
    overlay_page_up "page up" "A page up."
    overlay_page_down "page down" "A page down."
    overlay_first "top" "To the top."
    overlay_last "bottom" "To the bottom."
    overlay_focus_other "other side" "Show the same for the other endpoint."
    overlay_dismiss "close" "Close this window."
    // Comparison
    comparison_turn "other view" "Turn between two ladders and the same in sentences."
    // List
    list_previous "up" "Select the row above."
    list_next "down" "Select the row below."
    list_first "first" "Select the first row."
    list_last "last" "Select the last row."
    list_choose "choose" "Choose the selected row."
    list_focus_other "other side" "Show the same for the other endpoint."
    list_compare "compare" "Show the selected branch beside the present path."
    list_rename "name" "Give the selected branch a name."
    list_dismiss "close" "Close this window."
    // Settings
    settings_previous "up" "Select the setting above."
    settings_next "down" "Select the setting below."
    settings_less "less" "Less of it, or no."
    settings_more "more" "More of it, or yes."
    settings_focus_other "other side" "The settings of the other host's program."
    settings_dismiss "close" "Close this window; what was set holds."
    // Editor
    editor_previous "up" "To the field above."
    editor_next "next field" "To the field below."
    editor_focus_other "other side" "Let the other endpoint be the sender."
    editor_toggle "set/clear" "Set or clear the control bit; its first letter does, too."
    editor_choose "send" "Send the segment."
    editor_dismiss "close" "Close this window."
    // Palette
    palette_previous "up" "Select the action above."
    palette_next "down" "Select the action below."
    palette_choose "do it" "Carry out the selected action, or the words that were typed."
    palette_dismiss "close" "Close this window."
    // Prompt
    prompt_choose "done" "Take the name as it is written."
    prompt_dismiss "close" "Close this window."
    // Writing
    writing_quit "quit" "Quit at once."
    writing_suspend "suspend" "Back to the shell for a while; `fg` returns."
    // Present
    present_continue "next" "Go on: what moves comes to its end, a question is answered, a task is done, the next step comes."
    present_previous_page "previous" "Back to the previous step."
    present_answer "vote" "The answer that most of the room is for, until it is revealed."
    present_blank "blank" "A black screen; any key brings the picture back."
    present_jump "jump" "The list of steps: `Enter` jumps to one."
    present_autoplay "autoplay" "Let it go on by itself, or stop that."
    present_picture "picture" "The picture alone, or with the text again."
    present_step "step" "One event on."
    present_back "back" "One event back, to look at it."
    present_previous "select" "Select the segment above, to drop or inspect it."
    present_next "select" "Select the segment below."
    present_inspect "inspect" "Every field of the selected segment."
    present_present "present" "Present in large again; `Esc` ends that and shows the usual stage."
    // Lesson
    lesson_continue "next" "Go on: to the next page, or to the end of what is moving."
    lesson_previous_page "previous" "Back to the previous page."
    lesson_answer "answer" "Answer the question; arrows and Enter do, too."
    lesson_hint "hint" "A hint, and another one if it does not help."
    lesson_show_me "show me" "The program does it; undo takes it back, so that you can do it yourself."
    lesson_to_sandbox "sandbox" "Leave the lesson and play freely from this very moment."
    lesson_begin_anew "begin anew" "Restart the lesson (asks first)."
    lesson_save_run "save" "What you did and answered in the lesson, as a session file to hand in, to the current directory."
    // Sandbox
    sandbox_play_pause "play" "Let time run, or stop it."
    sandbox_to_lesson "lesson" "Return to the lesson that was left with `S`."
    sandbox_connect_more "connect more" "socket() and connect(): a further connection beside the others."
    sandbox_accept "accept" "accept(): take the connection that has waited longest, where no worker does."
    sandbox_kill "kill" "Kill the endpoint's program: the kernel closes all its sockets."
    sandbox_sockets "sockets" "The host's sockets, as `ss -tan` prints them; each can be brought onto the diagram."
    sandbox_profiles "profile" "Another TCP from now on, or what it would have done in this run."
    sandbox_mark "mark" "Give this moment a mark with a name."
    sandbox_previous_mark "mark before" "To the previous mark."
    sandbox_next_mark "mark after" "To the next mark."
    sandbox_branches "branches" "Every future that was tried: go there, compare it, name it."
    sandbox_copy_run "copy the run" "The whole run as one short text, into the clipboard."
    sandbox_save_run "save the run" "The whole run as a session file, to the current directory."
    sandbox_save_lesson "make a lesson" "The run so far as the skeleton of a lesson, to a file in the current directory."
    // Stage
    stage_focus_other "other side" "Focus the other endpoint: the calls below are its calls."
    stage_listen "listen" "listen(): a passive OPEN."
    stage_connect "connect" "connect(): an active OPEN to the other endpoint."
    stage_write "write" "write() ten octets."
    stage_read "read" "read() all that has come."
    stage_shutdown "shutdown" "shutdown(): a half-close, the RFC's CLOSE. Nothing more is sent; reading goes on."
    stage_close "close" "close(): nothing more is sent, and nobody reads any more."
    stage_abort "abort" "ABORT: reset the connection."
    stage_forge_syn "forge SYN" "Forge a SYN with the endpoint's present numbers."
    stage_forge_fin "forge FIN" "Forge a FIN,ACK with the endpoint's present numbers."
    stage_forge_ack "forge ACK" "Forge an ACK with the endpoint's present numbers."
    stage_forge_rst "forge RST" "Forge a RST with the endpoint's present numbers."
    stage_editor "forge any" "Put any segment together, and see what it would do before it is sent."
    stage_fire_timer "fire timer" "Fire the endpoint's next timer now."
    stage_timers "timers" "Choose among the endpoint's running timers."
    stage_previous "select" "Select the segment above; in a question, the choice before."
    stage_next "select" "Select the segment below; in a question, the choice after."
    stage_drop "drop" "Drop the selected segment, or the oldest one in flight."
    stage_duplicate "duplicate" "Duplicate the selected segment, or the oldest one in flight."
    stage_hold "hold" "Hold the selected segment, or the oldest one in flight, where it is; if it is held, let it go on."
    stage_replay "old segment" "Bring back a segment of the past, as a duplicate that was delayed."
    stage_link "link" "The link and the hosts: latency, cuts, loss, reordering, duplication, seed; programs, backlog, workers, descriptors."
    stage_reboot "reboot" "Reboot the endpoint's host: it forgets everything and tells nobody."
    stage_step "step" "One event on."
    stage_back "back" "One event back, to look at it. Nothing is lost by looking."
    stage_undo "undo" "Undo your last action and everything it caused. Acting again from there starts a new branch."
    stage_redo "redo" "Do again what was taken back."
    stage_first "beginning" "To the beginning."
    stage_last "present" "To the present."
    stage_slower "slower" "Slower."
    stage_faster "faster" "Faster."
    stage_inspect "inspect" "Every field of the selected segment, and why its numbers are what they are."
    stage_card "state card" "The card of the focused endpoint's state: what it means, who has to act, how to see it."
    stage_why "why" "Why it happened: the checks of the segment, what each compared with what, and the rules behind them."
    stage_glossary "glossary" "What the words mean: SND.UNA, MSL, active close and the others."
    stage_coverage "map" "The map of all edges and pairs of states: seen, possible, impossible."
    stage_numbers "numbers" "Show or hide sequence numbers, windows and timers."
    stage_palette "palette" "Every action by its name, and every word that lessons understand."
    // Program
    program_help "help" "The keys that work here."
    program_leave "leave" "Back to where you came from; from the first screen, out."
    program_dismiss "let go" "Let go of what is selected, or return to the present; else back."
    program_quit "quit" "Quit at once."
    program_suspend "suspend" "Back to the shell for a while; `fg` returns."
}
