// Learning rules. The delta is a[m,n]; pre activity x[n]; adjoints take gradients where the comment says so.

// Gradient of the error and of the activity: s[m] += p0 a x, t[n] += p0 a' y, then a = 0. a is the delta's gradient.
CLONES void NAME(pes_adjoint)(const soma_kernel *kernel, soma_context *context) {
#pragma clang fp reassociate(on) contract(fast)
  const long m = kernel->m, n = kernel->n;
  const REAL scale = (REAL)kernel->p[0];
  EACH(kernel) {
    REAL *restrict a = AT(kernel->a, r, k);
    const REAL *restrict y = AT(kernel->y, r, k), *restrict x = AT(kernel->x, r, k);
    REAL *restrict s = AT(kernel->s, r, k), *restrict t = AT(kernel->t, r, k);
    for (long i = 0; i < m; i++) {
      const REAL factor = scale * y[i];
      REAL sum = 0;
      for (long j = 0; j < n; j++) {
        sum += a[i * n + j] * x[j];
        t[j] += factor * a[i * n + j];
        a[i * n + j] = 0;
      }
      s[i] += scale * sum;
    }
  }
}

// a = p0 (y (y - s)) x'; y post activity, s theta.
CLONES void NAME(bcm)(const soma_kernel *kernel, soma_context *context) {
  const long m = kernel->m, n = kernel->n;
  EACH(kernel) {
    REAL *restrict a = AT(kernel->a, r, k);
    const REAL *restrict y = AT(kernel->y, r, k), *restrict x = AT(kernel->x, r, k), *restrict s = AT(kernel->s, r, k);
    for (long i = 0; i < m; i++) {
      const REAL factor = (REAL)kernel->p[0] * y[i] * (y[i] - s[i]);
      for (long j = 0; j < n; j++) a[i * n + j] = factor * x[j];
    }
  }
}

// a = p0 (y x' - p1 y^2 s); y post activity, s[m,n] the weights.
CLONES void NAME(oja)(const soma_kernel *kernel, soma_context *context) {
  const long m = kernel->m, n = kernel->n;
  EACH(kernel) {
    REAL *restrict a = AT(kernel->a, r, k);
    const REAL *restrict y = AT(kernel->y, r, k), *restrict x = AT(kernel->x, r, k), *restrict s = AT(kernel->s, r, k);
    for (long i = 0; i < m; i++) {
      const REAL grow = (REAL)kernel->p[0] * y[i], decay = (REAL)kernel->p[1] * grow * y[i];
      for (long j = 0; j < n; j++) a[i * n + j] = grow * x[j] - decay * s[i * n + j];
    }
  }
}

// a = p0 u (t y x' - y s) row by row; y post activity, s[m,n] scaled encoders, t[m] gain/radius, u the learning signal.
CLONES void NAME(voja)(const soma_kernel *kernel, soma_context *context) {
  const long m = kernel->m, n = kernel->n;
  EACH(kernel) {
    REAL *restrict a = AT(kernel->a, r, k);
    const REAL *restrict y = AT(kernel->y, r, k), *restrict x = AT(kernel->x, r, k), *restrict s = AT(kernel->s, r, k);
    const REAL *restrict t = AT(kernel->t, r, k), *restrict u = AT(kernel->u, r, k);
    for (long i = 0; i < m; i++) {
      const REAL rate = (REAL)kernel->p[0] * *u * y[i], toward = rate * t[i];
      for (long j = 0; j < n; j++) a[i * n + j] = toward * x[j] - rate * s[i * n + j];
    }
  }
}

// s[n,n] is P, t[n] scratch: t = P x, k = 1/(1 + x.t), P -= k t t', a = -k y t'; y the error.
CLONES void NAME(rls)(const soma_kernel *kernel, soma_context *context) {
#pragma clang fp reassociate(on) contract(fast)
  const long m = kernel->m, n = kernel->n;
  EACH(kernel) {
    REAL *restrict a = AT(kernel->a, r, k);
    const REAL *restrict y = AT(kernel->y, r, k), *restrict x = AT(kernel->x, r, k);
    REAL *restrict s = AT(kernel->s, r, k), *restrict t = AT(kernel->t, r, k);
    REAL norm = 1;
    for (long i = 0; i < n; i++) {
      REAL sum = 0;
      for (long j = 0; j < n; j++) sum += s[i * n + j] * x[j];
      t[i] = sum;
      norm += sum * x[i];
    }
    for (long i = 0; i < n; i++) {
      const REAL factor = t[i] / norm;
      for (long j = 0; j < n; j++) s[i * n + j] -= factor * t[j];
    }
    for (long i = 0; i < m; i++) {
      const REAL factor = -y[i] / norm;
      for (long j = 0; j < n; j++) a[i * n + j] = factor * t[j];
    }
  }
}
