#include "Template.h"

#include <cblas.h>

#define REAL float
#define NAME(name) JOIN(soma_, name, _f32)
#define DOUBLE 0
#include "Dense.h"
#undef REAL
#undef NAME
#undef DOUBLE

#define REAL double
#define NAME(name) JOIN(soma_, name, _f64)
#define DOUBLE 1
#include "Dense.h"

// Work is spread over the batch by the caller, so that results do not depend on the number of threads.
void soma_single_threaded_blas(void) { openblas_set_num_threads(1); }
