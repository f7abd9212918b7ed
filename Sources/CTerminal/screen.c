#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include "CTerminal.h"

static SCREEN *screen;
static char has_pair[256];

/// newterm, not initscr, which ends the process where the terminal is unknown.
static int make_screen(void) {
  screen = newterm(NULL, stdout, stdin);
  if (!screen) return 0;
  set_term(screen);
  char *move = tigetstr("cup");
  if (!move || move == (char *)-1) {
    endwin();
    delscreen(screen);
    screen = NULL;
    return 0;
  }
  cbreak();
  noecho();
  nonl();
  keypad(stdscr, TRUE);
  set_escdelay(25);
  if (has_colors()) {
    start_color();
    use_default_colors();
  }
  return 1;
}

int soma_screen_open(void) {
  if (!screen) {
    if (!make_screen()) return 0;
  } else {
    set_term(screen);
    reset_prog_mode();
  }
  curs_set(0);
  soma_screen_resize();
  clearok(stdscr, TRUE);
  return 1;
}

void soma_screen_close(void) {
  if (!screen) return;
  curs_set(1);
  endwin();
  reset_shell_mode();
}

void soma_screen_resize(void) {
  int rows, columns;
  if (soma_terminal_size(&rows, &columns)) resizeterm(rows, columns);
}

void soma_screen_size(int *rows, int *columns) {
  *rows = getmaxy(stdscr);
  *columns = getmaxx(stdscr);
}

void soma_screen_put(int row, int column, const wchar_t *text, int color, int bold, int reversed) {
  int pair = 0;
  if (color >= 0 && color < 256 && color < COLORS && color + 1 < COLOR_PAIRS) {
    pair = color + 1;
    if (!has_pair[color]) {
      init_extended_pair(pair, color, -1);
      has_pair[color] = 1;
    }
  }
  attr_t attributes = (bold ? A_BOLD : 0) | (reversed ? A_REVERSE : 0);
  wattr_set(stdscr, attributes, 0, &pair);
  mvwaddwstr(stdscr, row, column, text);
}

void soma_screen_clear(void) {
  int pair = 0;
  wattr_set(stdscr, A_NORMAL, 0, &pair);
  werase(stdscr);
}

void soma_screen_show(void) { wrefresh(stdscr); }
void soma_screen_repaint(void) { clearok(stdscr, TRUE); }
int soma_screen_color_count(void) { return COLORS; }

int soma_screen_key(int milliseconds) {
  wint_t c = 0;
  wtimeout(stdscr, milliseconds);
  int kind = wget_wch(stdscr, &c);
  if (kind == OK) return (int)c;
  if (kind != KEY_CODE_YES) return 0;
  switch (c) {
    case KEY_UP: return SOMA_KEY_UP;
    case KEY_DOWN: return SOMA_KEY_DOWN;
    case KEY_LEFT: return SOMA_KEY_LEFT;
    case KEY_RIGHT: return SOMA_KEY_RIGHT;
    case KEY_ENTER: return '\r';
    case KEY_BACKSPACE: return 127;
    case KEY_RESIZE: return 0;
    default: return SOMA_KEY_OTHER;
  }
}
