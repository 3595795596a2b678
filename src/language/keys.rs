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
    /// What learners may call it when they look for it, beside its label.
    pub words: &'static str,
}

walked! { KeyText label help words }

texts! {
    /// The headings of the help.
    KeyScopes
    home "home"
    live "this machine"
    lab "the lab"
    captures "captures"
    connection "this connection"
    window "this window"
    presenting "presenting"
    poll "a question before the room"
    presenting_sandbox "the sandbox before the room"
    lesson "lesson"
    stage "stage"
    sandbox "sandbox"
    program "program"
}

/// Declares the keys' texts, as `texts!` does for single ones: a name, its label, its sentence, and perhaps what else it is called.
macro_rules! keys {
    ($( $name:ident $label:literal $help:literal $($words:literal)? )+) => {
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
            pub const ENGLISH: Self = Self { $( $name: KeyText { label: $label, help: $help, words: concat!($($words)?) }, )+ };
        }

        walked! { Keys $( $name )+ }
    };
}

keys! {
    // Home
    home_previous "previous" "Select the entry above."
    home_next "next" "Select the entry below."
    home_open "open" "Open the selected entry."
    home_start_over "start over" "Open the selected lesson at its beginning, wherever it was left."
    home_what_if "what if" "What if ... is lost? Twenty questions, each a scene that ends in the sandbox."
    home_palette "find" "Find lessons, questions and actions by any word that you type."
    home_first "first" "Select the first entry."
    home_last "last" "Select the last entry."
    // Captures
    captures_previous "previous" "Select the connection above."
    captures_next "next" "Select the connection below."
    captures_page_up "page up" "A page up."
    captures_page_down "page down" "A page down."
    captures_first "first" "To the first connection."
    captures_last "last" "To the last connection."
    captures_open "open" "Look at the selected connection, segment by segment."
    captures_dismiss "back" "Back: to all connections, or out."
    captures_filter "filter" "Show only some connections: by address, port, state or finding."
    // A connection of a capture
    connection_play_pause "play" "Let it happen again, from the first segment if the last one is shown; or stop."
        "run stop start animation time freeze continue replay again"
    connection_step "next" "To the next segment."
        "next one forward advance step"
    connection_back "back" "To the segment before."
        "previous past before rewind earlier"
    connection_first "beginning" "Before the first segment."
        "start begin reset rewind"
    connection_last "end" "To the last segment."
        "now latest end"
    connection_previous "select" "Select the segment above."
    connection_next "select" "Select the segment below."
    connection_inspect "inspect" "Every field of the selected segment, with the packet's own numbers."
        "details fields header number seq ack segment packet look"
    connection_why "why" "What shows in which states the ends are: which segment proves it, and how sure that is."
        "reason explain proof because how certain"
    connection_lines "tcpdump" "The segments up to here as lines of tcpdump."
        "wireshark lines text dump print"
    connection_to_sandbox "sandbox" "Go on in the sandbox from this very moment, and try what else could have happened."
        "free play try what if experiment session"
    connection_place "seen at" "Take the capture to have been made at A, in between, at B."
        "point place where capture near far"
    connection_exchange "A is B" "Exchange A and B, where nothing tells who has opened."
        "swap ends letters opener client server"
    connection_focus_other "other side" "The other end: the card and what is said of who waits are about it."
        "other side switch end peer both"
    connection_dismiss "back" "Let go of the selected segment; else back to where this was opened."
        "quit exit connections list"
    // This machine
    live_previous "previous" "Select the row above, or scroll up."
    live_next "next" "Select the row below, or scroll down."
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
    overlay_previous "scroll up" "Scroll up."
    overlay_next "scroll" "Scroll down."
    overlay_page_up "page up" "A page up."
    overlay_page_down "page down" "A page down."
    overlay_first "top" "To the top."
    overlay_last "bottom" "To the bottom."
    overlay_focus_other "other side" "Show the same for the other endpoint."
    overlay_dismiss "close" "Close this window."
    // The lab
    lab_step "next call" "Make the next call, in the simulation and on this machine's kernel."
    lab_autoplay "all" "Make all calls that are left, or stop that."
    lab_focus_other "other end" "The diagrams of the other end."
    lab_inspect "in full" "All that was seen of the selected call, without the diagrams; and back."
    lab_previous "previous" "Select the call before."
    lab_next "select" "Select the call after it."
    lab_first "first" "To the first call."
    lab_last "last" "To the last call that was made."
    lab_start_over "start over" "End both programs, and begin with new ones."
    lab_open_lesson "lesson" "The lesson that the calls are of."
    lab_dismiss "back" "Back: to the diagrams, or out of the lab."
    // Comparison
    comparison_turn "other view" "Switch between two ladders and the same in sentences."
    // List
    list_previous "previous" "Select the row above."
    list_next "next" "Select the row below."
    list_first "first" "Select the first row."
    list_last "last" "Select the last row."
    list_choose "choose" "Choose the selected row."
    list_focus_other "other side" "Show the same for the other endpoint."
    list_compare "compare" "Show the selected branch beside the present path."
    list_rename "name" "Give the selected branch a name."
    list_dismiss "close" "Close this window."
    // Settings
    settings_previous "previous" "Select the setting above."
    settings_next "next" "Select the setting below."
    settings_less "less" "Less of it, or no."
    settings_more "more" "More of it, or yes."
    settings_focus_other "other side" "The settings of the other host's program."
    settings_dismiss "close" "Close this window; the settings stay."
    // Editor
    editor_previous "up" "To the field above."
    editor_next "next field" "To the field below."
    editor_focus_other "other side" "Let the other endpoint be the sender."
    editor_toggle "set/clear" "Set or clear the control bit; its first letter does, too."
    editor_choose "send" "Send the segment."
    editor_dismiss "close" "Close this window."
    // Palette
    palette_previous "previous" "Select the action above."
    palette_next "next" "Select the action below."
    palette_choose "do it" "Carry out the selected action, or the words that were typed."
    palette_dismiss "close" "Close this window."
    // Prompt
    prompt_choose "done" "Accept the name as typed."
    prompt_dismiss "close" "Close this window."
    // Writing
    writing_quit "quit" "Quit at once."
    writing_suspend "suspend" "Back to the shell for a while; `fg` returns."
    // Present
    present_continue "next" "Go on: what moves comes to its end, a question is answered, a task is done, the next step comes."
    present_previous_page "previous" "Back to the previous step."
    present_answer "vote" "One more vote for an answer; once it is revealed, why that answer is right or wrong."
    present_to_sandbox "what if" "What if: the sandbox from this very moment. It waits as it was left, and `S` comes back to it."
        "free play try what if experiment sandbox"
    present_blank "blank" "A black screen; any key brings the picture back."
    present_jump "jump" "The list of steps: `Enter` jumps to one."
    present_autoplay "autoplay" "Let it go on by itself, or stop that."
    present_picture "picture" "The picture alone, or with the text again."
    present_step "step" "One event on."
    present_back "back" "One event back, to look at it."
    present_previous "select" "Select the segment above, to drop or inspect it."
    present_next "select" "Select the segment below."
    present_inspect "inspect" "Every field of the selected segment."
    present_present "present" "Back to the large stage; `Esc` leaves it for the usual one."
    // Poll
    poll_take_back "take back" "Take back the latest vote."
    poll_ask_again "ask again" "Ask once more, with no vote and no answer."
        "again repeat question vote poll"
    // The sandbox before a room
    present_sandbox_continue "go on" "What comes next happens. Where nothing comes by itself: back to the lesson, after asking once."
    present_sandbox_to_lesson "lesson" "Back to the lesson, after asking once; from there `S` comes back to this sandbox as it is."
    present_sandbox_step "step" "One event on, the next timer included."
    // Lesson
    lesson_continue "next" "Go on: to the next page, or to the end of what is moving."
    lesson_previous_page "previous" "Back to the previous page."
    lesson_answer "answer" "Answer the question; arrows and Enter work, too."
    lesson_hint "hint" "A hint, and another one if it does not help."
        "help stuck tip clue"
    lesson_show_me "show me" "The program does it; undo takes it back, so that you can do it yourself."
        "solution answer solve stuck demo"
    lesson_to_sandbox "sandbox" "Leave the lesson and play freely from this very moment."
        "free play try what if experiment"
    lesson_start_over "start over" "Restart the lesson (asks first)."
        "restart again reset beginning"
    lesson_this_machine "this machine" "This machine's own sockets, in the state that the lesson shows how to observe."
        "live real sockets observe ss netstat"
    lesson_open_lab "the lab" "The lesson's exchange by two real programs on this machine's kernel, beside the simulation."
        "kernel real loopback experiment live"
    lesson_save_run "save" "What you did and answered in the lesson, as a session file to hand in, to the current directory."
        "export hand-in submit homework"
    // Sandbox
    sandbox_play_pause "play" "Let time run, or stop it."
        "run stop start animation time freeze hang stuck continue"
    sandbox_to_lesson "lesson" "Return to the lesson that was left with `S`."
    sandbox_what_if "what if" "Twenty questions that begin with \"What if\", each a scene that ends in the sandbox."
        "question questions scenario example why idea lost"
    sandbox_profiles "profile" "Another TCP from now on, or what it would have done in this run."
        "linux rfc kernel real os compare system windows"
    sandbox_mark "mark" "Give this moment a mark with a name."
        "bookmark remember name moment"
    sandbox_previous_mark "mark before" "To the previous mark."
    sandbox_next_mark "mark after" "To the next mark."
    sandbox_branches "branches" "Every future that was tried: go there, compare it, name it."
        "futures alternative compare tried history tree"
    sandbox_copy_run "copy the run" "The whole run as one short text, into the clipboard."
        "share export paste send clipboard"
    sandbox_save_run "save the run" "The whole run as a session file, to the current directory."
        "export file share keep store record"
    sandbox_save_lesson "make a lesson" "The run so far as the skeleton of a lesson, to a file in the current directory."
        "author write own create"
    // Stage
    stage_focus_other "other side" "Focus the other endpoint: the calls below are its calls."
        "other side switch end peer both server client turn tab swap"
    stage_listen "listen" "listen(): a passive OPEN."
        "server passive open bind port wait start"
    stage_connect "connect" "connect(): an active OPEN to the other endpoint."
        "client active open call syn begin handshake start"
    stage_write "write" "write() ten octets."
        "send data bytes output talk transmit payload"
    stage_read "read" "read() all that has come."
        "receive recv data bytes input unread consume empty"
    stage_shutdown "shutdown" "shutdown(): a half-close, the RFC's CLOSE. Nothing more is sent; reading goes on."
        "half half-close fin end eof direction finish"
    stage_close "close" "close(): nothing more is sent, and nobody reads any more."
        "fin end hang-up finish goodbye disconnect terminate stop"
    stage_abort "abort" "ABORT: reset the connection."
        "reset rst kill linger force hard break"
    stage_forge_syn "forge SYN" "Forge a SYN with the endpoint's present numbers."
        "forged fake spoof attack inject raw flood"
    stage_forge_fin "forge FIN" "Forge a FIN,ACK with the endpoint's present numbers."
        "forged fake spoof attack inject raw"
    stage_forge_ack "forge ACK" "Forge an ACK with the endpoint's present numbers."
        "forged fake spoof attack inject raw"
    stage_forge_rst "forge RST" "Forge a RST with the endpoint's present numbers."
        "forged fake spoof attack inject raw reset kill"
    stage_editor "forge any" "Put any segment together, and see what it would do before it is sent."
        "forged fake spoof attack inject raw craft packet segment custom number"
    stage_fire_timer "fire timer" "Fire the endpoint's next timer now."
        "timeout time expire retransmission retransmit resend repeat early timer rto"
    stage_timers "timers" "Choose among the endpoint's running timers."
        "timeout time expire retransmission persist clock rto"
    stage_previous "select" "Select the segment above; in a question, the choice before."
    stage_next "select" "Select the segment below; in a question, the choice after."
    stage_drop "drop" "Drop the selected segment, or the oldest one in flight."
        "lost lose loss vanish packet delete discard swallow"
    stage_duplicate "duplicate" "Duplicate the selected segment, or the oldest one in flight."
        "twice double copy repeat clone packet"
    stage_hold "hold" "Hold the selected segment, or the oldest one in flight, where it is; if it is held, let it go on."
        "delay late freeze slow stuck stop wait pause packet release let go"
    stage_replay "old segment" "Bring back a segment of the past, as a duplicate that was delayed."
        "late duplicate past again replay delayed stale tray stray"
    stage_connect_more "connect more" "socket() and connect(): a further connection beside the others."
        "another client second many new socket clients more crowd ten"
    stage_accept "accept" "accept(): take the connection that has waited longest, where no worker does."
        "queue accept full backlog worker take waiting pending"
    stage_kill "kill" "Kill the endpoint's program: the kernel closes all its sockets."
        "process die crash program exit signal end server dead terminate"
    stage_sockets "sockets" "The host's sockets, as `ss -tan` prints them; each can be brought onto the diagram."
        "ss netstat list port ports address socket table many which lsof tuple"
    stage_link "link" "The link and the hosts: latency, cuts, loss, reordering, duplication, seed; programs, backlog, workers, descriptors."
        "network wire cable cut unplug pull delay slow latency loss lost random reorder order duplicate seed settings options firewall backlog queue full workers descriptors limit program app"
    stage_reboot "reboot" "Reboot the endpoint's host: it forgets everything and tells nobody."
        "crash power fail restart blackout machine host down dead forget"
    stage_step "step" "One event on."
        "next one event forward advance slow single tick"
    stage_back "back" "One event back, to look at it. Nothing is lost by looking."
        "previous past before rewind earlier history scrub"
    stage_undo "undo" "Undo your last action and everything it caused. Acting again from there starts a new branch."
        "revert cancel mistake oops again take back"
    stage_redo "redo" "Redo what was undone."
        "again repeat forward"
    stage_first "beginning" "To the beginning."
        "start begin reset rewind"
    stage_last "present" "To the present."
        "now latest end"
    stage_slower "slower" "Slower."
        "speed slow fast animation"
    stage_faster "faster" "Faster."
        "speed slow fast animation quick"
    stage_inspect "inspect" "Every field of the selected segment, and why its numbers are what they are."
        "details fields header number seq ack segment packet look"
    stage_card "state card" "The card of the focused endpoint's state: what it means, who has to act, how to see it."
        "state meaning explain what info name"
    stage_why "why" "Why it happened: the checks of the segment, what each compared with what, and the rules behind them."
        "reason explain rule rfc cause because how happened"
    stage_glossary "glossary" "What the words mean: SND.UNA, MSL, active close and the others."
        "words terms definition meaning dictionary mss msl una nxt window jargon"
    stage_coverage "map" "The map of all edges and pairs of states: seen, possible, impossible."
        "edges pairs diagram seen progress arrows possible"
    stage_numbers "numbers" "Show or hide sequence numbers, windows and timers."
        "sequence seq ack window hide show sequence-number"
    stage_palette "palette" "Every action by its name, and every word that lessons understand."
    // Program
    program_help "help" "The keys that work here."
        "keys shortcuts stuck what how"
    program_leave "leave" "Back to where you came from; from the first screen, out."
        "quit exit home menu back"
    program_dismiss "let go" "Clear the selection, or return to the present; otherwise go back."
    program_quit "quit" "Quit at once."
        "exit leave end stop"
    program_suspend "suspend" "Back to the shell for a while; `fg` returns."
}
