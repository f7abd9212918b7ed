#define _GNU_SOURCE
#include "CTerminal.h"
#include <stdio.h>

EditLine *soma_editor_open(void) { return el_init("soma", stdin, stdout, stderr); }

void soma_editor_prompt(EditLine *e, soma_prompt_function f, wchar_t escape) { el_wset(e, EL_PROMPT_ESC, f, escape); }

void soma_editor_add_function(EditLine *e, const wchar_t *name, const wchar_t *help, soma_key_function f) {
  el_wset(e, EL_ADDFN, wcsdup(name), wcsdup(help), f);
}

void soma_editor_bind(EditLine *e, const wchar_t *key, const wchar_t *command) {
  el_wset(e, EL_BIND, key, command, NULL);
}

void soma_editor_getc(EditLine *e, soma_getc_function f) { el_wset(e, EL_GETCFN, f); }
void soma_editor_set_context(EditLine *e, void *context) { el_wset(e, EL_CLIENTDATA, context); }

void *soma_editor_context(EditLine *e) {
  void *context = NULL;
  el_wget(e, EL_CLIENTDATA, &context);
  return context;
}

void soma_editor_raw(EditLine *e, int on) { el_wset(e, EL_PREP_TERM, on); }
void soma_editor_refresh(EditLine *e) { el_wset(e, EL_REFRESH); }

void soma_editor_history(EditLine *e, HistoryW *h) {
  el_wset(e, EL_EDITOR, L"emacs");
  el_wset(e, EL_HIST, history_w, h);
}

void soma_history_start(HistoryW *h, int size) {
  HistEventW event;
  history_w(h, &event, H_SETSIZE, size);
  history_w(h, &event, H_SETUNIQUE, 1);
}

void soma_history_enter(HistoryW *h, const wchar_t *text) {
  HistEventW event;
  history_w(h, &event, H_ENTER, text);
}
