// Linear filters. Coefficients are constants of the program.

// y[n] = p0 y[n] + p1 x[n]: one state that is its own output.
CLONES void NAME(lowpass)(const soma_kernel *kernel, soma_context *context) {
  const REAL keep = (REAL)kernel->p[0], gain = (REAL)kernel->p[1];
  EACH(kernel) {
    REAL *restrict y = AT(kernel->y, r, k);
    const REAL *restrict x = AT(kernel->x, r, k);
    for (long i = 0; i < kernel->n; i++) y[i] = keep * y[i] + gain * x[i];
  }
}

// Gradients: x += p1 y, then y = p0 y (the gradient of the state before the step).
CLONES void NAME(lowpass_adjoint)(const soma_kernel *kernel, soma_context *context) {
  const REAL keep = (REAL)kernel->p[0], gain = (REAL)kernel->p[1];
  EACH(kernel) {
    REAL *restrict y = AT(kernel->y, r, k);
    REAL *restrict x = AT(kernel->x, r, k);
    for (long i = 0; i < kernel->n; i++) {
      x[i] += gain * y[i];
      y[i] = keep * y[i];
    }
  }
}

// A state-space filter of m states on each of n channels: s is the state [m][n]; table holds, as doubles,
// A[m][m], B[m], C[m], D. p0: 0 = output after the state update (D = 0), 1 = output before it; p1: 0 set y, 1 add to y.
// At most 16 states.
CLONES void NAME(filter)(const soma_kernel *kernel, soma_context *context) {
  const long m = kernel->m, n = kernel->n;
  const double *a = kernel->table, *b = a + m * m, *c = b + m;
  const REAL through = (REAL)c[m];
  const int early = kernel->p[0] != 0, adds = kernel->p[1] != 0;
  EACH(kernel) {
    REAL *y = AT(kernel->y, r, k);
    const REAL *x = AT(kernel->x, r, k);
    REAL *s = AT(kernel->s, r, k);
    for (long i = 0; i < n; i++) {
      REAL old[16], output = through * x[i];
      for (long j = 0; j < m; j++) old[j] = s[j * n + i];
      if (early)
        for (long j = 0; j < m; j++) output += (REAL)c[j] * old[j];
      for (long j = 0; j < m; j++) {
        REAL sum = (REAL)b[j] * x[i];
        for (long l = 0; l < m; l++) sum += (REAL)a[j * m + l] * old[l];
        s[j * n + i] = sum;
        if (!early) output += (REAL)c[j] * sum;
      }
      y[i] = adds ? y[i] + output : output;
    }
  }
}

// The same operands are gradients. Output gradient g: x += D g + B' s, s = A' s (+ C' g at its place), y = 0 if set.
CLONES void NAME(filter_adjoint)(const soma_kernel *kernel, soma_context *context) {
  const long m = kernel->m, n = kernel->n;
  const double *a = kernel->table, *b = a + m * m, *c = b + m;
  const REAL through = (REAL)c[m];
  const int early = kernel->p[0] != 0, adds = kernel->p[1] != 0;
  EACH(kernel) {
    REAL *y = AT(kernel->y, r, k);
    REAL *x = AT(kernel->x, r, k);
    REAL *s = AT(kernel->s, r, k);
    for (long i = 0; i < n; i++) {
      const REAL above = y[i];
      REAL next[16], input = through * above;
      for (long j = 0; j < m; j++) next[j] = s[j * n + i] + (early ? 0 : (REAL)c[j] * above);
      for (long j = 0; j < m; j++) {
        REAL sum = early ? (REAL)c[j] * above : 0;
        for (long l = 0; l < m; l++) sum += (REAL)a[l * m + j] * next[l];
        s[j * n + i] = sum;
        input += (REAL)b[j] * next[j];
      }
      x[i] += input;
      if (!adds) y[i] = 0;
    }
  }
}
