//! What is said of the configuration file: its settings, its commented default, and what is wrong in it.

use super::texts::texts;

texts! {
    /// What each setting is, as a sentence.
    SettingWords

    theme "The colours; `auto` is dark or light, by the terminal's background."
    colour "How many colours; `auto` is as many as the terminal says that it has."
    glyphs "What lines and arrows are drawn with; `auto` goes by the locale and the terminal."
    motion "Whether anything may move by itself."
    speed "How fast segments travel at the start."
    mouse "Whether clicks and the wheel go to the program, or stay with the terminal."
    escape "How long an ESC waits for the rest of a key, until it counts as `Esc`: longer where a slow line separates the two."
    profile "Which TCP a new sandbox runs; `tcptutor profiles` lists the differences."
    lessons "Folders with lessons of your own, for the home screen and `tcptutor lesson ID`; a leading `~/` is your home."
}

texts! {
    /// What else is said of the configuration file.
    ConfigurationWords

    it_can_be "{help} It can be {words}."
    // The commented default
    head "# The configuration of tcptutor. Remove a `#` to change what a line says.\n# `tcptutor doctor` says where this file belongs, and what is wrong in it.\n"
    about_keys "\n## Keys by the name of what they do: one, or a list, or none (`[]`). A table names a scope; under `[keys]` itself\n## an action gets its keys in every scope that has it. A key is written `x`, `X`, `<`, `Space`, `F1`, `Ctrl-r`, `Alt-Left`.\n"
    // What is wrong
    not_a_key "`{name}` is not the name of a key (examples: x, X, <, Space, PageDown, F1, Ctrl-r, Alt-Left)"
    whole "the configuration"
    keys "the table of keys"
    not_a_value "`{word}` is not a `{setting}`: it can be {words}"
    quit_needs_a_key "`quit` needs a key, or there would be no sure way out"
    no_action "`{action}` is not an action"
    no_action_there "`{action}` is not an action of the scope `{scope}`"
    no_scope "`{scope}` is not a scope"
    scopes_are "the scopes are {scopes}"
    actions_are "the actions are {actions}"
    answer_stays "the keys of `answer` are the numbers of the choices, and stay"
    taken "`{key}` cannot be `{action}`: it is `{taken}` already, in the scope `{scope}`"
    keeps_its_own "`{action}` keeps its own key; give `{taken}` another one first, or none: `{taken} = []`"
}
