// Exponential and logarithm that vectorise, for single precision; double precision keeps libm's last bit.
#ifndef MATHS_H
#define MATHS_H

#include <math.h>
#include <stdint.h>
#include <string.h>

// e^x as 2^k e^r with |r| <= ln 2 / 2 and the Taylor sum of e^r; relative error below 1.5e-7.
static inline float quick_exp(float x) {
  x = x < -87.0f ? -87.0f : (x > 88.0f ? 88.0f : x);
  const float scaled = x * 1.44269504f;
  const int32_t k = (int32_t)(scaled + (scaled < 0 ? -0.5f : 0.5f));
  const float r = (x - (float)k * 0.693359375f) + (float)k * 2.12194440e-4f;
  const float sum =
      1 + r * (1 + r * (0.5f + r * (1.0f / 6 + r * (1.0f / 24 + r * (1.0f / 120 + r * (1.0f / 720))))));
  const int32_t bits = (k + 127) << 23;
  float power;
  memcpy(&power, &bits, 4);
  return sum * power;
}

// ln x for positive normal x: x = 2^k m with m around 1, ln m = 2 artanh((m - 1)/(m + 1)) as its series.
static inline float quick_log(float x) {
  int32_t bits;
  memcpy(&bits, &x, 4);
  const int32_t k = (bits - 0x3f3504f3) >> 23;
  bits -= k << 23;
  float m;
  memcpy(&m, &bits, 4);
  const float s = (m - 1) / (m + 1), q = s * s;
  return (float)k * 0.69314718f + 2 * s * (1 + q * (1.0f / 3 + q * (0.2f + q * (1.0f / 7 + q * (1.0f / 9)))));
}

// ln(1 + x) for x >= 0, exact to rounding for small x as well: the rounding of 1 + x is divided out.
static inline float quick_log1p(float x) {
  const float u = 1 + x;
  const float small = u - 1;
  return small == 0 ? x : quick_log(u) + (x - small) / u;
}

// tanh x: series near 0, where 1 - 2/(e^2x + 1) would lose digits.
static inline float quick_tanh(float x) {
  const float q = x * x;
  const float near =
      x * (1 + q * (-1.0f / 3 + q * (2.0f / 15 + q * (-17.0f / 315 + q * (62.0f / 2835 - q * (1382.0f / 155925))))));
  const float far = 1 - 2 / (quick_exp(2 * x) + 1);
  return q < 0.16f ? near : far;
}

#define EXP_f32 quick_exp
#define LOG_f32 quick_log
#define LOG1P_f32 quick_log1p
#define TANH_f32 quick_tanh
#define EXP_f64 exp
#define LOG_f64 log
#define LOG1P_f64 log1p
#define TANH_f64 tanh

static inline uint64_t rotated(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

// xoshiro256+: 53 random bits as a double in [0, 1).
static inline double next_uniform(uint64_t *s) {
  const uint64_t result = s[0] + s[3];
  const uint64_t t = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotated(s[3], 45);
  return (double)(result >> 11) * 0x1p-53;
}

// Number of events for a mean: products of uniforms, in pieces small enough not to underflow.
static inline double next_poisson(uint64_t *s, double mean) {
  double events = 0;
  while (mean > 0) {
    const double part = mean > 32 ? 32 : mean;
    mean -= part;
    const double limit = exp(-part);
    double product = next_uniform(s);
    while (product > limit) {
      events += 1;
      product *= next_uniform(s);
    }
  }
  return events;
}

#endif
