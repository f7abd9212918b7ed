/// What Swift cannot say itself: signal handlers, libedit's variadic calls, curses' macros.
#pragma once
#include <stdint.h>
#include <wchar.h>
#include <histedit.h>

// Signals. Handlers only set flags and write one byte to a pipe that whoever waits polls as well.

/// Installs the handlers for the keyboard's signals and for the end of the process. `interactive`: also Ctrl-Z and resize.
void soma_signals_install(int interactive);
/// How often Ctrl-C was pressed since the last call.
int soma_take_interrupts(void);
int soma_take_resize(void);
int soma_take_suspend(void);
/// Stops the process as Ctrl-Z does, and returns when it goes on.
void soma_suspend(void);
/// The descriptor to poll; readable after a signal or `soma_wake`.
int soma_wake_descriptor(void);
void soma_wake(void);
void soma_drain_wake(void);
/// Gives the calling thread a stack for signal handlers, so that an overflow of its own still restores the terminal.
void soma_use_signal_stack(void);

// The terminal as it was.

/// Remembers the terminal's modes; from now on they are restored whatever ends the process.
void soma_terminal_save(void);
/// Puts the saved modes back and leaves every special screen mode. Async-signal-safe.
void soma_terminal_restore(void);
int soma_terminal_size(int *rows, int *columns);
int soma_set_locale(void);
int soma_wcwidth(wchar_t c);
/// The process's environment: `NAME=value` strings, the last one NULL.
char *const *soma_environment(void);
/// Waits for something to read from `descriptor` (1), a wake-up (2) or both (3); 0: the time is over; -1: error.
/// A negative descriptor waits for the wake-up only; negative milliseconds wait for ever.
int soma_wait(int descriptor, int milliseconds);
/// Moves what is written to standard error into an unlinked file, and back; the text written meanwhile is
/// returned in memory for the caller to free, or NULL.
int soma_stderr_capture(void);
char *soma_stderr_release(void);

/// Writes to standard output (1) or standard error (2) in order with what libedit writes. False if it failed.
int soma_print(int descriptor, const char *bytes, size_t count);
int soma_flush(int descriptor);

// libedit.

typedef wchar_t *(*soma_prompt_function)(EditLine *);
typedef unsigned char (*soma_key_function)(EditLine *, wint_t);
typedef int (*soma_getc_function)(EditLine *, wchar_t *);

EditLine *soma_editor_open(void);
void soma_editor_prompt(EditLine *e, soma_prompt_function f, wchar_t escape);
/// The names are copied and kept for ever: libedit keeps the pointers it is given.
void soma_editor_add_function(EditLine *e, const wchar_t *name, const wchar_t *help, soma_key_function f);
void soma_editor_bind(EditLine *e, const wchar_t *key, const wchar_t *command);
void soma_editor_getc(EditLine *e, soma_getc_function f);
void soma_editor_set_context(EditLine *e, void *context);
void *soma_editor_context(EditLine *e);
void soma_editor_raw(EditLine *e, int on);
void soma_editor_refresh(EditLine *e);
void soma_editor_history(EditLine *e, HistoryW *h);
void soma_history_start(HistoryW *h, int size);
void soma_history_enter(HistoryW *h, const wchar_t *text);

// curses. One screen for the life of the process.

/// 0 if the terminal cannot show screens.
int soma_screen_open(void);
void soma_screen_close(void);
void soma_screen_resize(void);
void soma_screen_size(int *rows, int *columns);
/// `color` -1: the terminal's own.
void soma_screen_put(int row, int column, const wchar_t *text, int color, int bold, int reversed);
void soma_screen_clear(void);
void soma_screen_show(void);
void soma_screen_repaint(void);
/// A key within the time: its code point, `-code` for a function key, 0 for none.
int soma_screen_key(int milliseconds);
int soma_screen_color_count(void);

enum {
  SOMA_KEY_UP = -1, SOMA_KEY_DOWN = -2, SOMA_KEY_LEFT = -3, SOMA_KEY_RIGHT = -4, SOMA_KEY_OTHER = -5,
};
