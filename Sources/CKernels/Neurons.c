#include "Template.h"

#include "Maths.h"

#define REAL float
#define NAME(name) JOIN(soma_, name, _f32)
#define DOUBLE 0
#define EXP EXP_f32
#define LOG LOG_f32
#define LOG1P LOG1P_f32
#define TANH TANH_f32
#include "Neurons.h"
#undef REAL
#undef NAME
#undef DOUBLE
#undef EXP
#undef LOG
#undef LOG1P
#undef TANH

#define REAL double
#define NAME(name) JOIN(soma_, name, _f64)
#define DOUBLE 1
#define EXP EXP_f64
#define LOG LOG_f64
#define LOG1P LOG1P_f64
#define TANH TANH_f64
#include "Neurons.h"
