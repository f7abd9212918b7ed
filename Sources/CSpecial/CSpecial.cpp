#include "CSpecial.h"

/* What Boost asserts of extreme arguments must not end the process: it is thrown, and becomes nan. */
#define BOOST_ENABLE_ASSERT_HANDLER
#include <boost/math/special_functions/beta.hpp>
#include <limits>
#include <stdexcept>

namespace boost {

void assertion_failed(char const *expression, char const *, char const *, long) {
  throw std::domain_error(expression);
}

void assertion_failed_msg(char const *expression, char const *, char const *, char const *, long) {
  throw std::domain_error(expression);
}

}  // namespace boost

namespace {

namespace policies = boost::math::policies;

/* Errors are returned as nan instead of thrown, and doubles stay doubles on the way. */
using Quiet = policies::policy<
    policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>,
    policies::overflow_error<policies::ignore_error>, policies::evaluation_error<policies::ignore_error>,
    policies::promote_double<false>>;

/* The value of a function, or nan if it throws after all. */
template <typename Function> double value_or_nan(Function function) {
  try {
    return function();
  } catch (...) {
    return std::numeric_limits<double>::quiet_NaN();
  }
}

}  // namespace

double special_beta_regularized(double a, double b, double x) {
  return value_or_nan([=] { return boost::math::ibeta(a, b, x, Quiet()); });
}

double special_beta_regularized_inverse(double a, double b, double p) {
  return value_or_nan([=] { return boost::math::ibeta_inv(a, b, p, Quiet()); });
}

double special_beta(double a, double b) {
  return value_or_nan([=] { return boost::math::beta(a, b, Quiet()); });
}
