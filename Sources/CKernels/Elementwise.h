// Filling, copying, products, and the ports through which inputs come and probes go.

// y (int32, one) = number of the step; t = time.
void NAME(time)(const soma_kernel *kernel, soma_context *context) {
  if (kernel->y.at) *(int32_t *)kernel->y.at = (int32_t)context->clock;
  if (kernel->t.at) *(REAL *)kernel->t.at = (REAL)((double)context->clock * context->dt);
}

// y[n] = p0
CLONES void NAME(fill)(const soma_kernel *kernel, soma_context *context) {
  const REAL value = (REAL)kernel->p[0];
  const long n = kernel->n;
  EACH(kernel) {
    REAL *restrict y = AT(kernel->y, r, k);
    for (long i = 0; i < n; i++) y[i] = value;
  }
}

// y[n] += p0
CLONES void NAME(fill_inc)(const soma_kernel *kernel, soma_context *context) {
  const REAL value = (REAL)kernel->p[0];
  const long n = kernel->n;
  EACH(kernel) {
    REAL *restrict y = AT(kernel->y, r, k);
    for (long i = 0; i < n; i++) y[i] += value;
  }
}

// y[n] = x[n]
CLONES void NAME(copy)(const soma_kernel *kernel, soma_context *context) {
  const long n = kernel->n;
  EACH(kernel) {
    REAL *restrict y = AT(kernel->y, r, k);
    const REAL *restrict x = AT(kernel->x, r, k);
    for (long i = 0; i < n; i++) y[i] = x[i];
  }
}

// y[n] += x[n]; with y.row = 0 this sums over the batch.
CLONES void NAME(copy_inc)(const soma_kernel *kernel, soma_context *context) {
  const long n = kernel->n;
  EACH(kernel) {
    REAL *restrict y = AT(kernel->y, r, k);
    const REAL *restrict x = AT(kernel->x, r, k);
    for (long i = 0; i < n; i++) y[i] += x[i];
  }
}

// y[table[i]] = x[table2[i]] for n elements; a missing table counts up.
void NAME(gather)(const soma_kernel *kernel, soma_context *context) {
  const int32_t *to = kernel->table, *from = kernel->table2;
  EACH(kernel) {
    REAL *y = AT(kernel->y, r, k);
    const REAL *x = AT(kernel->x, r, k);
    for (long i = 0; i < kernel->n; i++) y[to ? to[i] : i] = x[from ? from[i] : i];
  }
}

// y[table[i]] += x[table2[i]]
void NAME(gather_inc)(const soma_kernel *kernel, soma_context *context) {
  const int32_t *to = kernel->table, *from = kernel->table2;
  EACH(kernel) {
    REAL *y = AT(kernel->y, r, k);
    const REAL *x = AT(kernel->x, r, k);
    for (long i = 0; i < kernel->n; i++) y[to ? to[i] : i] += x[from ? from[i] : i];
  }
}

// y[n] = a[n or 1] x[n or 1]
CLONES void NAME(product)(const soma_kernel *kernel, soma_context *context) {
  const long n = kernel->n;
  EACH(kernel) {
    REAL *restrict y = AT(kernel->y, r, k);
    const REAL *restrict a = AT(kernel->a, r, k);
    const REAL *restrict x = AT(kernel->x, r, k);
    if (kernel->a.unit && kernel->x.unit) {
      for (long i = 0; i < n; i++) y[i] = a[i] * x[i];
    } else if (kernel->x.unit) {
      const REAL factor = *a;
      for (long i = 0; i < n; i++) y[i] = factor * x[i];
    } else if (kernel->a.unit) {
      const REAL factor = *x;
      for (long i = 0; i < n; i++) y[i] = a[i] * factor;
    } else {
      const REAL value = *a * *x;
      for (long i = 0; i < n; i++) y[i] = value;
    }
  }
}

// y[n or 1] += a[n or 1] x[n or 1]; a single y takes the sum.
CLONES void NAME(product_inc)(const soma_kernel *kernel, soma_context *context) {
#pragma clang fp reassociate(on) contract(fast)
  const long n = kernel->n;
  EACH(kernel) {
    REAL *restrict y = AT(kernel->y, r, k);
    const REAL *restrict a = AT(kernel->a, r, k);
    const REAL *restrict x = AT(kernel->x, r, k);
    if (!kernel->y.unit) {
      const long ai = kernel->a.unit, xi = kernel->x.unit;
      REAL sum = 0;
      if (ai && xi) {
        for (long i = 0; i < n; i++) sum += a[i] * x[i];
      } else {
        for (long i = 0; i < n; i++) sum += a[i * ai] * x[i * xi];
      }
      *y += sum;
    } else if (kernel->a.unit && kernel->x.unit) {
      for (long i = 0; i < n; i++) y[i] += a[i] * x[i];
    } else if (kernel->x.unit) {
      const REAL factor = *a;
      for (long i = 0; i < n; i++) y[i] += factor * x[i];
    } else if (kernel->a.unit) {
      const REAL factor = *x;
      for (long i = 0; i < n; i++) y[i] += a[i] * factor;
    } else {
      const REAL value = *a * *x;
      for (long i = 0; i < n; i++) y[i] += value;
    }
  }
}

// y[n] = x[step][n]; x.step is the distance between steps.
void NAME(input)(const soma_kernel *kernel, soma_context *context) {
  for (long r = 0; r < kernel->rows; r++)
    memcpy(AT(kernel->y, r, 0), AT(kernel->x, r, context->step), (size_t)kernel->n * sizeof(REAL));
}

// x[step][n] = y[n], y[n] = 0; y is the gradient of the signal that the input set.
void NAME(input_adjoint)(const soma_kernel *kernel, soma_context *context) {
  for (long r = 0; r < kernel->rows; r++) {
    REAL *y = AT(kernel->y, r, 0);
    if (kernel->x.at) memcpy(AT(kernel->x, r, context->step), y, (size_t)kernel->n * sizeof(REAL));
    memset(y, 0, (size_t)kernel->n * sizeof(REAL));
  }
}

// y[step][n] = x[n]
void NAME(probe)(const soma_kernel *kernel, soma_context *context) {
  for (long r = 0; r < kernel->rows; r++)
    memcpy(AT(kernel->y, r, context->step), AT(kernel->x, r, 0), (size_t)kernel->n * sizeof(REAL));
}

// x[n] += y[step][n] while step >= count (earlier steps have no gradient; y then holds just the last step).
void NAME(probe_adjoint)(const soma_kernel *kernel, soma_context *context) {
  if (!kernel->y.at || context->step < kernel->count) return;
  for (long r = 0; r < kernel->rows; r++) {
    REAL *restrict x = AT(kernel->x, r, 0);
    const REAL *restrict y = AT(kernel->y, r, context->step - kernel->count);
    for (long i = 0; i < kernel->n; i++) x[i] += y[i];
  }
}
