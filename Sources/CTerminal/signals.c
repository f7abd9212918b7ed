#define _GNU_SOURCE
#include "CTerminal.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

// Flags live in C: a Swift global may be initialised lazily, which a handler must not do.
static volatile sig_atomic_t interrupts, resized, suspended;
static int wake[2] = {-1, -1};

static void write_byte(void) {
  int saved = errno;
  if (wake[1] >= 0) (void)!write(wake[1], "", 1);
  errno = saved;
}

static void on_interrupt(int number) {
  (void)number;
  interrupts = interrupts + 1;
  write_byte();
}

static void on_resize(int number) {
  (void)number;
  resized = 1;
  write_byte();
}

static void on_suspend(int number) {
  (void)number;
  suspended = 1;
  write_byte();
}

static void on_end(int number) {
  soma_terminal_restore();
  _exit(128 + number);
}

static const int crashes[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT};
static struct sigaction before[65];

/// Gives the terminal back, then lets the runtime's own handler (or the default) report the crash.
static void on_crash(int number) {
  soma_terminal_restore();
  sigaction(number, &before[number], NULL);
  // The others happen again by themselves when this returns.
  if (number == SIGABRT) raise(number);
}

static void handle(int number, void (*handler)(int), int flags, struct sigaction *old) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, old);
}

void soma_signals_install(int interactive) {
  if (wake[0] < 0 && pipe2(wake, O_CLOEXEC | O_NONBLOCK) != 0) wake[0] = wake[1] = -1;
  handle(SIGINT, on_interrupt, 0, NULL);
  handle(SIGTERM, on_end, 0, NULL);
  handle(SIGHUP, on_end, 0, NULL);
  // Without a terminal a closed pipe ends the program, as any other filter.
  if (interactive) {
    signal(SIGPIPE, SIG_IGN);
    handle(SIGWINCH, on_resize, 0, NULL);
    handle(SIGTSTP, on_suspend, 0, NULL);
  }
  for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++)
    handle(crashes[i], on_crash, SA_ONSTACK, &before[crashes[i]]);
}

static int take(volatile sig_atomic_t *flag) {
  int value = (int)*flag;
  // A signal between the two lines would be lost only together with one that is being reported.
  if (value) *flag = 0;
  return value;
}

int soma_take_interrupts(void) { return take(&interrupts); }
int soma_take_resize(void) { return take(&resized); }
int soma_take_suspend(void) { return take(&suspended); }

void soma_suspend(void) {
  handle(SIGTSTP, SIG_DFL, 0, NULL);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &only, NULL);
  kill(getpid(), SIGTSTP);
  handle(SIGTSTP, on_suspend, 0, NULL);
}

int soma_wake_descriptor(void) { return wake[0]; }
void soma_wake(void) { write_byte(); }

void soma_drain_wake(void) {
  char bytes[64];
  while (wake[0] >= 0 && read(wake[0], bytes, sizeof bytes) > 0) {}
}

void soma_use_signal_stack(void) {
  stack_t stack = {.ss_sp = malloc(1 << 16), .ss_size = 1 << 16};
  if (stack.ss_sp) sigaltstack(&stack, NULL);
}

int soma_wait(int descriptor, int milliseconds) {
  struct pollfd fds[2] = {{.fd = descriptor, .events = POLLIN}, {.fd = wake[0], .events = POLLIN}};
  int count = poll(fds, 2, milliseconds);
  if (count < 0) return errno == EINTR ? 2 : -1;
  return (fds[0].revents ? 1 : 0) | (fds[1].revents ? 2 : 0);
}
