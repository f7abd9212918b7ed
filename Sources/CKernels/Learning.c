#include "Template.h"

#define REAL float
#define NAME(name) JOIN(soma_, name, _f32)
#define DOUBLE 0
#include "Learning.h"
#undef REAL
#undef NAME
#undef DOUBLE

#define REAL double
#define NAME(name) JOIN(soma_, name, _f64)
#define DOUBLE 1
#include "Learning.h"
