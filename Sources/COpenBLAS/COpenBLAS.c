#include "COpenBLAS.h"

/* The same sum on every machine: OpenBLAS divides its work by the number of threads, so it gets one. Work is divided
   among threads above this library. */
__attribute__((constructor)) static void use_one_thread(void) { openblas_set_num_threads(1); }
