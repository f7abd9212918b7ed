#pragma once

/* Special functions of Boost.Math. An argument outside the domain gives nan. */

#ifdef __cplusplus
extern "C" {
#endif

/* The regularised incomplete beta function I(a, b; x). */
double special_beta_regularized(double a, double b, double x);

/* The x with I(a, b; x) = p. */
double special_beta_regularized_inverse(double a, double b, double p);

/* The complete beta function B(a, b). */
double special_beta(double a, double b);

#ifdef __cplusplus
}
#endif
