// What every kernel template needs. A template is a header that is included twice, with REAL and NAME for each type.
#ifndef TEMPLATE_H
#define TEMPLATE_H

#include "CKernels.h"

#include <math.h>
#include <string.h>

#if defined(__x86_64__) && defined(__linux__) && !__has_feature(thread_sanitizer)
#define CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CLONES
#endif

#define JOIN_(a, b, c) a##b##c
#define JOIN(a, b, c) JOIN_(a, b, c)

// The address of operand `o` for batch item `r` and repeat `k`.
#define AT(o, r, k) ((REAL *)(o).at + (r) * (o).row + (k) * (o).step)

// Runs the block for every batch item `r` and repeat `k`.
#define EACH(kernel) \
  for (long r = 0; r < (kernel)->rows; r++) \
    for (long k = 0; k < (kernel)->repeats; k++)

#endif
