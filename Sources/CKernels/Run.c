// The loop over kernels and steps. Nothing here or in the kernels allocates, locks or counts references.
#include "Template.h"

static int32_t cancelled(const soma_context *context) { return context->cancel && soma_flag_get(context->cancel); }

long soma_run(const soma_kernel *kernels, long count, soma_context *context, long steps) {
  for (long done = 0; done < steps; done++) {
    if (cancelled(context)) return done;
    context->clock++;
    for (long i = 0; i < count; i++) {
      kernels[i].body(&kernels[i], context);
      if (context->failed) return done;
    }
    context->step++;
    if (context->tape) context->tape += context->tape_stride;
  }
  return steps;
}

long soma_run_back(const soma_kernel *kernels, long count, soma_context *context, long steps) {
  for (long done = 0; done < steps; done++) {
    if (cancelled(context)) return done;
    context->step--;
    if (context->tape) context->tape -= context->tape_stride;
    for (long i = 0; i < count; i++) {
      kernels[i].body(&kernels[i], context);
      if (context->failed) return done;
    }
    context->clock--;
  }
  return steps;
}

void soma_flag_set(int32_t *flag, int32_t value) { __atomic_store_n(flag, value, __ATOMIC_RELAXED); }

int32_t soma_flag_get(const int32_t *flag) { return __atomic_load_n(flag, __ATOMIC_RELAXED); }

void soma_call_host(const soma_kernel *kernel, soma_context *context) {
  int32_t failed = kernel->host(kernel->object, kernel, context);
  if (failed) context->failed = failed;
}

// tape[count ...] = x, n bytes per item
void soma_remember(const soma_kernel *kernel, soma_context *context) {
  if (!context->tape) return;
  char *to = context->tape + kernel->count;
  const char *from = kernel->x.at;
  for (long r = 0; r < kernel->rows; r++) memcpy(to + r * kernel->n, from + r * kernel->x.row, (size_t)kernel->n);
}

// x = tape[count ...], n bytes per item
void soma_recall(const soma_kernel *kernel, soma_context *context) {
  const char *from = context->tape + kernel->count;
  char *to = kernel->x.at;
  for (long r = 0; r < kernel->rows; r++) memcpy(to + r * kernel->x.row, from + r * kernel->n, (size_t)kernel->n);
}

// Spreads a seed over the state with a multiplicative hash, so that near seeds give unrelated streams.
void soma_seed(uint64_t *state, uint64_t seed) {
  for (int i = 0; i < 4; i++) {
    seed += 0x9e3779b97f4a7c15ULL;
    uint64_t z = seed;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    state[i] = z ^ (z >> 31);
  }
}
