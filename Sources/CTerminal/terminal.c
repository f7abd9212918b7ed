#define _GNU_SOURCE
#include "CTerminal.h"
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static struct termios saved;
static volatile int is_saved;

void soma_terminal_save(void) { is_saved = tcgetattr(0, &saved) == 0; }

void soma_terminal_restore(void) {
  // Out of the alternate screen, cursor shown, normal cursor keys and keypad, no bracketed paste, plain text.
  static const char codes[] = "\033[?1049l\033[?25h\033[?1l\033>\033[?2004l\033[0m";
  if (!is_saved) return;
  tcsetattr(0, TCSANOW, &saved);
  if (isatty(1)) (void)!write(1, codes, sizeof codes - 1);
}

int soma_terminal_size(int *rows, int *columns) {
  struct winsize size;
  if (ioctl(1, TIOCGWINSZ, &size) != 0 && ioctl(0, TIOCGWINSZ, &size) != 0) return 0;
  if (size.ws_row == 0 || size.ws_col == 0) return 0;
  *rows = size.ws_row;
  *columns = size.ws_col;
  return 1;
}

int soma_set_locale(void) {
  setlocale(LC_ALL, "");
  // In the plain C locale braille and Greek letters are lost.
  if (MB_CUR_MAX == 1) setlocale(LC_CTYPE, "C.UTF-8");
  // Numbers are read and written as Python does, whatever the user's country.
  setlocale(LC_NUMERIC, "C");
  return MB_CUR_MAX > 1;
}

extern char **environ;
char *const *soma_environment(void) { return environ; }

int soma_wcwidth(wchar_t c) { return wcwidth(c); }

static int error_file = -1, error_before = -1;

int soma_stderr_capture(void) {
  char name[] = "/tmp/soma-XXXXXX";
  if (error_file >= 0) return 0;
  error_file = mkstemp(name);
  if (error_file < 0) return 0;
  unlink(name);
  error_before = dup(2);
  dup2(error_file, 2);
  return 1;
}

char *soma_stderr_release(void) {
  if (error_file < 0) return NULL;
  if (error_before >= 0) {
    dup2(error_before, 2);
    close(error_before);
  }
  off_t size = lseek(error_file, 0, SEEK_END);
  char *text = NULL;
  if (size > 0 && size < 1 << 20 && (text = malloc((size_t)size + 1))) {
    ssize_t count = pread(error_file, text, (size_t)size, 0);
    text[count > 0 ? count : 0] = 0;
  }
  close(error_file);
  error_file = error_before = -1;
  return text;
}

static FILE *stream(int descriptor) { return descriptor == 2 ? stderr : stdout; }

int soma_print(int descriptor, const char *bytes, size_t count) {
  return fwrite(bytes, 1, count, stream(descriptor)) == count;
}

int soma_flush(int descriptor) { return fflush(stream(descriptor)) == 0; }
