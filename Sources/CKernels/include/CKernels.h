// Kernels of the step program, and the loop that runs them.
//
// A program is a flat array of `soma_kernel`. Kernels work on operands inside one arena, whose addresses are final.
// Operands have a batch axis (`row` elements between items, 0 when all items share the data), a repeat axis (`step`
// elements between equal operations that were merged) and an inner stride (`unit`, 0 or 1).
//
// Every body exists for float (`_f32`) and double (`_f64`); both come from one template.
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

typedef struct soma_kernel soma_kernel;

typedef struct {
  long step;             // steps of this run already done
  long clock;            // number of the present step since the start of the simulation, from 1
  double dt;
  char *tape;            // record of the present step, or NULL when nothing is recorded
  long tape_stride;      // bytes from one record to the next
  const int32_t *cancel; // non-zero asks for a stop at the next step boundary
  int32_t failed;        // set by host functions
} soma_context;

typedef void (*soma_body)(const soma_kernel *kernel, soma_context *context);
typedef int32_t (*soma_host)(void *object, const soma_kernel *kernel, soma_context *context);

typedef struct {
  void *at;
  long row;
  long step;
  long unit;
} soma_operand;

struct soma_kernel {
  soma_body body;
  long rows;    // batch items
  long repeats; // merged operations
  long m, n;    // extents; what they mean is said at each body
  soma_operand y, a, x, s, t, u;
  double p[10];
  const void *table;
  const void *table2;
  long count;
  soma_host host;
  void *object;
};

// Runs `steps` steps; returns the number of steps finished. Stops early when cancelled or when a host function failed.
long soma_run(const soma_kernel *kernels, long count, soma_context *context, long steps);
// Runs `steps` steps backwards, from `context->step` down.
long soma_run_back(const soma_kernel *kernels, long count, soma_context *context, long steps);

// A flag that any thread may set and read.
void soma_flag_set(int32_t *flag, int32_t value);
int32_t soma_flag_get(const int32_t *flag);

// Seeds a random stream of four words.
void soma_seed(uint64_t *state, uint64_t seed);

void soma_single_threaded_blas(void);

// Calls `host`; in both precisions.
void soma_call_host(const soma_kernel *kernel, soma_context *context);
// Copy to and from the tape.
void soma_remember(const soma_kernel *kernel, soma_context *context);
void soma_recall(const soma_kernel *kernel, soma_context *context);

#define SOMA_BODY(name)                                                                                                \
  void soma_##name##_f32(const soma_kernel *kernel, soma_context *context);                                            \
  void soma_##name##_f64(const soma_kernel *kernel, soma_context *context);

// Elementwise.h
// y (int32) = number of the step, t = time
SOMA_BODY(time)
SOMA_BODY(fill)
SOMA_BODY(fill_inc)
SOMA_BODY(copy)
SOMA_BODY(copy_inc)
SOMA_BODY(gather)
SOMA_BODY(gather_inc)
SOMA_BODY(product)
SOMA_BODY(product_inc)
SOMA_BODY(input)
SOMA_BODY(input_adjoint)
SOMA_BODY(probe)
SOMA_BODY(probe_adjoint)

// Dense.h
SOMA_BODY(dot)
SOMA_BODY(dot_inc)
SOMA_BODY(dot_bias)
SOMA_BODY(dot_transposed_inc)
SOMA_BODY(outer)
SOMA_BODY(outer_inc)
SOMA_BODY(gemm)
SOMA_BODY(gemm_bias)
SOMA_BODY(gemm_inc)
SOMA_BODY(gemm_transposed_inc)
SOMA_BODY(gemm_outer_inc)
SOMA_BODY(sparse)
SOMA_BODY(sparse_inc)
SOMA_BODY(sparse_transposed_inc)
SOMA_BODY(sparse_outer_inc)

// Neurons.h
SOMA_BODY(lif)
SOMA_BODY(lif_rate)
SOMA_BODY(lif_rate_adjoint)
SOMA_BODY(soft_lif_rate)
SOMA_BODY(soft_lif_rate_adjoint)
SOMA_BODY(rectified)
SOMA_BODY(rectified_adjoint)
SOMA_BODY(spiking_rectified)
SOMA_BODY(sigmoid)
SOMA_BODY(sigmoid_adjoint)
SOMA_BODY(tanh)
SOMA_BODY(tanh_adjoint)
SOMA_BODY(scale)
SOMA_BODY(scale_adjoint)
SOMA_BODY(regular_spiking)
SOMA_BODY(stochastic_spiking)
SOMA_BODY(poisson_spiking)

// Filters.h
SOMA_BODY(lowpass)
SOMA_BODY(lowpass_adjoint)
SOMA_BODY(filter)
SOMA_BODY(filter_adjoint)

// Learning.h
SOMA_BODY(pes_adjoint)
SOMA_BODY(bcm)
SOMA_BODY(oja)
SOMA_BODY(voja)
SOMA_BODY(rls)

// Convolution.h
SOMA_BODY(convolve_inc)
SOMA_BODY(convolve_adjoint)
SOMA_BODY(transpose_convolve_inc)
SOMA_BODY(transpose_convolve_adjoint)

#undef SOMA_BODY

#endif
