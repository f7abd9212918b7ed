// Matrix products: vector by vector in own loops, whole batches through BLAS; and sparse products.

#if DOUBLE
#define GEMM cblas_dgemm
#else
#define GEMM cblas_sgemm
#endif

static inline REAL NAME(inner)(long n, const REAL *restrict a, const REAL *restrict x) {
#pragma clang fp reassociate(on) contract(fast)
  REAL sum = 0;
  for (long j = 0; j < n; j++) sum += a[j] * x[j];
  return sum;
}

// y = base + A x for one item. Rows of `a` are contiguous. A single column is a scaled vector; a few columns are
// taken row by row with the sum unrolled, so that the loop over rows vectorises; wide rows are inner products.
static inline __attribute__((always_inline)) void NAME(matvec)(
    long m, long n, REAL *y, const REAL *base, const REAL *restrict a, const REAL *restrict x) {
#pragma clang fp reassociate(on) contract(fast)
  if (n == 1) {
    const REAL factor = *x;
    if (base) {
      for (long i = 0; i < m; i++) y[i] = base[i] + a[i] * factor;
    } else {
      for (long i = 0; i < m; i++) y[i] = a[i] * factor;
    }
  } else if (n == 2) {
    const REAL x0 = x[0], x1 = x[1];
    for (long i = 0; i < m; i++) y[i] = (base ? base[i] : 0) + (a[2 * i] * x0 + a[2 * i + 1] * x1);
  } else if (n == 3) {
    const REAL x0 = x[0], x1 = x[1], x2 = x[2];
    for (long i = 0; i < m; i++)
      y[i] = (base ? base[i] : 0) + (a[3 * i] * x0 + a[3 * i + 1] * x1 + a[3 * i + 2] * x2);
  } else if (n == 4) {
    const REAL x0 = x[0], x1 = x[1], x2 = x[2], x3 = x[3];
    for (long i = 0; i < m; i++)
      y[i] = (base ? base[i] : 0) + (a[4 * i] * x0 + a[4 * i + 1] * x1 + a[4 * i + 2] * x2 + a[4 * i + 3] * x3);
  } else {
    long i = 0;
    for (; i + 4 <= m; i += 4) {
      const REAL *a0 = a + i * n, *a1 = a0 + n, *a2 = a1 + n, *a3 = a2 + n;
      REAL s0 = 0, s1 = 0, s2 = 0, s3 = 0;
      for (long j = 0; j < n; j++) {
        s0 += a0[j] * x[j];
        s1 += a1[j] * x[j];
        s2 += a2[j] * x[j];
        s3 += a3[j] * x[j];
      }
      y[i] = (base ? base[i] : 0) + s0;
      y[i + 1] = (base ? base[i + 1] : 0) + s1;
      y[i + 2] = (base ? base[i + 2] : 0) + s2;
      y[i + 3] = (base ? base[i + 3] : 0) + s3;
    }
    for (; i < m; i++) y[i] = (base ? base[i] : 0) + NAME(inner)(n, a + i * n, x);
  }
}

// y[m] = A[m,n] x[n]
CLONES void NAME(dot)(const soma_kernel *kernel, soma_context *context) {
  EACH(kernel)
  NAME(matvec)(kernel->m, kernel->n, AT(kernel->y, r, k), NULL, AT(kernel->a, r, k), AT(kernel->x, r, k));
}

// y[m] += A[m,n] x[n]
CLONES void NAME(dot_inc)(const soma_kernel *kernel, soma_context *context) {
  EACH(kernel) {
    REAL *y = AT(kernel->y, r, k);
    NAME(matvec)(kernel->m, kernel->n, y, y, AT(kernel->a, r, k), AT(kernel->x, r, k));
  }
}

// y[m] = t[m] + A[m,n] x[n]
CLONES void NAME(dot_bias)(const soma_kernel *kernel, soma_context *context) {
  EACH(kernel)
  NAME(matvec)(
      kernel->m, kernel->n, AT(kernel->y, r, k), AT(kernel->t, r, k), AT(kernel->a, r, k), AT(kernel->x, r, k));
}

// x[n] += A[m,n]' y[m]
CLONES void NAME(dot_transposed_inc)(const soma_kernel *kernel, soma_context *context) {
#pragma clang fp reassociate(on) contract(fast)
  const long m = kernel->m, n = kernel->n;
  EACH(kernel) {
    REAL *restrict x = AT(kernel->x, r, k);
    const REAL *restrict y = AT(kernel->y, r, k);
    const REAL *restrict a = AT(kernel->a, r, k);
    if (n == 1) {
      *x += NAME(inner)(m, a, y);
    } else {
      for (long i = 0; i < m; i++) {
        const REAL factor = y[i];
        for (long j = 0; j < n; j++) x[j] += factor * a[i * n + j];
      }
    }
  }
}

// A[m,n] = p0 y[m] x[n]'
CLONES void NAME(outer)(const soma_kernel *kernel, soma_context *context) {
  const long m = kernel->m, n = kernel->n;
  const REAL scale = (REAL)kernel->p[0];
  EACH(kernel) {
    const REAL *restrict y = AT(kernel->y, r, k);
    const REAL *restrict x = AT(kernel->x, r, k);
    REAL *restrict a = AT(kernel->a, r, k);
    for (long i = 0; i < m; i++) {
      const REAL factor = scale * y[i];
      for (long j = 0; j < n; j++) a[i * n + j] = factor * x[j];
    }
  }
}

// A[m,n] += y[m] x[n]'; with a.row = 0 this sums over the batch.
CLONES void NAME(outer_inc)(const soma_kernel *kernel, soma_context *context) {
  const long m = kernel->m, n = kernel->n;
  EACH(kernel) {
    const REAL *restrict y = AT(kernel->y, r, k);
    const REAL *restrict x = AT(kernel->x, r, k);
    REAL *restrict a = AT(kernel->a, r, k);
    if (n == 1) {
      const REAL factor = *x;
      for (long i = 0; i < m; i++) a[i] += factor * y[i];
    } else {
      for (long i = 0; i < m; i++) {
        const REAL factor = y[i];
        for (long j = 0; j < n; j++) a[i * n + j] += factor * x[j];
      }
    }
  }
}

// Leading dimension of a batch operand: BLAS wants at least the row length, also for a single item.
static inline int NAME(lead)(long row, long n) { return (int)(row > n ? row : n); }

static void NAME(batch_product)(const soma_kernel *kernel, REAL keep) {
  const long m = kernel->m, n = kernel->n;
  for (long k = 0; k < kernel->repeats; k++)
    GEMM(CblasRowMajor, CblasNoTrans, CblasTrans, (int)kernel->rows, (int)m, (int)n, 1, AT(kernel->x, 0, k),
         NAME(lead)(kernel->x.row, n), AT(kernel->a, 0, k), (int)n, keep, AT(kernel->y, 0, k),
         NAME(lead)(kernel->y.row, m));
}

// Y[rows,m] = X[rows,n] A[m,n]'
void NAME(gemm)(const soma_kernel *kernel, soma_context *context) { NAME(batch_product)(kernel, 0); }

// Y[rows,m] += X[rows,n] A[m,n]'
void NAME(gemm_inc)(const soma_kernel *kernel, soma_context *context) { NAME(batch_product)(kernel, 1); }

// Y[rows,m] = t[m] + X[rows,n] A[m,n]'
void NAME(gemm_bias)(const soma_kernel *kernel, soma_context *context) {
  EACH(kernel) memcpy(AT(kernel->y, r, k), AT(kernel->t, r, k), (size_t)kernel->m * sizeof(REAL));
  NAME(batch_product)(kernel, 1);
}

// X[rows,n] += Y[rows,m] A[m,n]
void NAME(gemm_transposed_inc)(const soma_kernel *kernel, soma_context *context) {
  const long m = kernel->m, n = kernel->n;
  for (long k = 0; k < kernel->repeats; k++)
    GEMM(CblasRowMajor, CblasNoTrans, CblasNoTrans, (int)kernel->rows, (int)n, (int)m, 1, AT(kernel->y, 0, k),
         NAME(lead)(kernel->y.row, m), AT(kernel->a, 0, k), (int)n, 1, AT(kernel->x, 0, k),
         NAME(lead)(kernel->x.row, n));
}

// A[m,n] += Y[rows,m]' X[rows,n]
void NAME(gemm_outer_inc)(const soma_kernel *kernel, soma_context *context) {
  const long m = kernel->m, n = kernel->n;
  for (long k = 0; k < kernel->repeats; k++)
    GEMM(CblasRowMajor, CblasTrans, CblasNoTrans, (int)m, (int)n, (int)kernel->rows, 1, AT(kernel->y, 0, k),
         NAME(lead)(kernel->y.row, m), AT(kernel->x, 0, k), NAME(lead)(kernel->x.row, n), 1, AT(kernel->a, 0, k),
         (int)n);
}

// y[table[k]] += a[k] x[table2[k]] for `count` entries
void NAME(sparse_inc)(const soma_kernel *kernel, soma_context *context) {
  const int32_t *row = kernel->table, *column = kernel->table2;
  for (long r = 0; r < kernel->rows; r++) {
    REAL *y = AT(kernel->y, r, 0);
    const REAL *a = AT(kernel->a, r, 0), *x = AT(kernel->x, r, 0);
    for (long e = 0; e < kernel->count; e++) y[row[e]] += a[e] * x[column[e]];
  }
}

// As sparse_inc, over y[m] = 0.
void NAME(sparse)(const soma_kernel *kernel, soma_context *context) {
  for (long r = 0; r < kernel->rows; r++) memset(AT(kernel->y, r, 0), 0, (size_t)kernel->m * sizeof(REAL));
  NAME(sparse_inc)(kernel, context);
}

// x[table2[k]] += a[k] y[table[k]]
void NAME(sparse_transposed_inc)(const soma_kernel *kernel, soma_context *context) {
  const int32_t *row = kernel->table, *column = kernel->table2;
  for (long r = 0; r < kernel->rows; r++) {
    REAL *x = AT(kernel->x, r, 0);
    const REAL *a = AT(kernel->a, r, 0), *y = AT(kernel->y, r, 0);
    for (long e = 0; e < kernel->count; e++) x[column[e]] += a[e] * y[row[e]];
  }
}

// a[k] += y[table[k]] x[table2[k]]
void NAME(sparse_outer_inc)(const soma_kernel *kernel, soma_context *context) {
  const int32_t *row = kernel->table, *column = kernel->table2;
  for (long r = 0; r < kernel->rows; r++) {
    REAL *a = AT(kernel->a, r, 0);
    const REAL *x = AT(kernel->x, r, 0), *y = AT(kernel->y, r, 0);
    for (long e = 0; e < kernel->count; e++) a[e] += y[row[e]] * x[column[e]];
  }
}

#undef GEMM
