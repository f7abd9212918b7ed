/// Terminal: the keyboard, one line of editing, one screen.
///
/// `LineEditor` reads cells at the prompt, `Screen` shows full-screen panels, `Signals` carries Ctrl-C, resize and Ctrl-Z
/// to the thread that waits for them, and `TerminalGuard` gives the terminal back whatever ends the process. Nothing here
/// knows what the text means: completeness, completion and looks come in as functions.
