// Convolutions of one batch item after the other, as matrix products over gathered patches.
//
// m positions, n entries of a patch (kernel positions x channels), count filters. `table` gives for each position and
// entry the element of the image, or -1 outside it. The kernel `a` is [n][p1] of which `count` columns are used;
// `s` is scratch of m x n. Position q and filter f lie at y[q p2 + f p3].

#if DOUBLE
#define GEMM cblas_dgemm
#else
#define GEMM cblas_sgemm
#endif

static void NAME(gather_patches)(const soma_kernel *kernel, REAL *patches, const REAL *image) {
  const int32_t *from = kernel->table;
  const long total = kernel->m * kernel->n;
  for (long i = 0; i < total; i++) patches[i] = from[i] < 0 ? 0 : image[from[i]];
}

static void NAME(scatter_patches)(const soma_kernel *kernel, const REAL *patches, REAL *image) {
  const int32_t *to = kernel->table;
  const long total = kernel->m * kernel->n;
  for (long i = 0; i < total; i++)
    if (to[i] >= 0) image[to[i]] += patches[i];
}

// Whether filters are contiguous at each position (channels last); else positions are contiguous for each filter.
static inline int NAME(channels_last)(const soma_kernel *kernel) { return kernel->p[3] == 1; }

// y += patches a
static void NAME(patches_times_kernel)(const soma_kernel *kernel, const REAL *patches, const REAL *a, REAL *y) {
  const int m = (int)kernel->m, n = (int)kernel->n, filters = (int)kernel->count, lda = (int)kernel->p[1];
  if (NAME(channels_last)(kernel))
    GEMM(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, filters, n, 1, patches, n, a, lda, 1, y, (int)kernel->p[2]);
  else
    GEMM(CblasRowMajor, CblasTrans, CblasTrans, filters, m, n, 1, a, lda, patches, n, 1, y, (int)kernel->p[3]);
}

// patches = y a'
static void NAME(output_times_kernel)(const soma_kernel *kernel, const REAL *y, const REAL *a, REAL *patches) {
  const int m = (int)kernel->m, n = (int)kernel->n, filters = (int)kernel->count, lda = (int)kernel->p[1];
  const int last = NAME(channels_last)(kernel);
  GEMM(CblasRowMajor, last ? CblasNoTrans : CblasTrans, CblasTrans, m, n, filters, 1, y,
       (int)(last ? kernel->p[2] : kernel->p[3]), a, lda, 0, patches, n);
}

// a += patches' y
static void NAME(patches_times_output)(const soma_kernel *kernel, const REAL *patches, const REAL *y, REAL *a) {
  const int m = (int)kernel->m, n = (int)kernel->n, filters = (int)kernel->count, lda = (int)kernel->p[1];
  const int last = NAME(channels_last)(kernel);
  GEMM(CblasRowMajor, CblasTrans, last ? CblasNoTrans : CblasTrans, n, filters, m, 1, patches, n, y,
       (int)(last ? kernel->p[2] : kernel->p[3]), 1, a, lda);
}

// y += convolution of the image x with the kernel a
void NAME(convolve_inc)(const soma_kernel *kernel, soma_context *context) {
  REAL *patches = kernel->s.at;
  for (long r = 0; r < kernel->rows; r++) {
    NAME(gather_patches)(kernel, patches, AT(kernel->x, r, 0));
    NAME(patches_times_kernel)(kernel, patches, AT(kernel->a, r, 0), AT(kernel->y, r, 0));
  }
}

// y is the output's gradient; t (if any) the image's, u (if any) the kernel's.
void NAME(convolve_adjoint)(const soma_kernel *kernel, soma_context *context) {
  REAL *patches = kernel->s.at;
  for (long r = 0; r < kernel->rows; r++) {
    const REAL *y = AT(kernel->y, r, 0);
    if (kernel->u.at) {
      NAME(gather_patches)(kernel, patches, AT(kernel->x, r, 0));
      NAME(patches_times_output)(kernel, patches, y, AT(kernel->u, r, 0));
    }
    if (kernel->t.at) {
      NAME(output_times_kernel)(kernel, y, AT(kernel->a, r, 0), patches);
      NAME(scatter_patches)(kernel, patches, AT(kernel->t, r, 0));
    }
  }
}

// The transpose: positions are those of the input x (placed by p2, p3), patches lie in the output y.
// The kernel is [kernel positions][count channels][n / positions filters]; it is first turned into t[n][count].
static void NAME(turn_kernel)(const soma_kernel *kernel, const REAL *a, REAL *turned) {
  const long channels = kernel->count, filters = (long)kernel->p[4], places = kernel->n / filters;
  for (long i = 0; i < places; i++)
    for (long c = 0; c < channels; c++)
      for (long f = 0; f < filters; f++) turned[(i * filters + f) * channels + c] = a[(i * channels + c) * filters + f];
}

static void NAME(turn_back_inc)(const soma_kernel *kernel, const REAL *turned, REAL *a) {
  const long channels = kernel->count, filters = (long)kernel->p[4], places = kernel->n / filters;
  for (long i = 0; i < places; i++)
    for (long c = 0; c < channels; c++)
      for (long f = 0; f < filters; f++)
        a[(i * channels + c) * filters + f] += turned[(i * filters + f) * channels + c];
}

// y += transposed convolution of x with a; t is scratch for the turned kernel (p1 = count).
void NAME(transpose_convolve_inc)(const soma_kernel *kernel, soma_context *context) {
  REAL *patches = kernel->s.at, *turned = kernel->t.at;
  for (long r = 0; r < kernel->rows; r++) {
    NAME(turn_kernel)(kernel, AT(kernel->a, r, 0), turned);
    NAME(output_times_kernel)(kernel, AT(kernel->x, r, 0), turned, patches);
    NAME(scatter_patches)(kernel, patches, AT(kernel->y, r, 0));
  }
}

// y is the output's gradient, x the input's value; t scratch for a turned kernel; u (if any) the kernel's gradient;
// object points to an operand for the input's gradient, if any.
void NAME(transpose_convolve_adjoint)(const soma_kernel *kernel, soma_context *context) {
  REAL *patches = kernel->s.at, *turned = kernel->t.at;
  const soma_operand *below = kernel->object;
  for (long r = 0; r < kernel->rows; r++) {
    NAME(gather_patches)(kernel, patches, AT(kernel->y, r, 0));
    if (below) {
      NAME(turn_kernel)(kernel, AT(kernel->a, r, 0), turned);
      NAME(patches_times_kernel)(kernel, patches, turned, AT(*below, r, 0));
    }
    if (kernel->u.at) {
      memset(turned, 0, (size_t)(kernel->n * kernel->count) * sizeof(REAL));
      NAME(patches_times_output)(kernel, patches, AT(kernel->x, r, 0), turned);
      NAME(turn_back_inc)(kernel, turned, AT(kernel->u, r, 0));
    }
  }
}

#undef GEMM
