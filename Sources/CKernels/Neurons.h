// Neuron models. x[n] is the input current J, y[n] the output, s/t/u the state. Parameters are in p; amplitude is p0.
//
// Adjoints read the same operands as values and `y`'s and `x`'s gradients through s and t: t += dy/dx * s.

// 1 - e^-x for 0 <= x <= 0.25, and -ln(1 - z) for 0 <= z <= 0.25: series that need no library and vectorise.
static inline REAL NAME(leak)(REAL x) {
#if DOUBLE
  return x * (1 - x / 2 * (1 - x / 3 * (1 - x / 4 * (1 - x / 5 * (1 - x / 6 * (1 - x / 7 * (1 - x / 8 * (1 - x / 9 *
         (1 - x / 10 * (1 - x / 11 * (1 - x / 12)))))))))));
#else
  return x * (1 - x * (1.0f / 2) * (1 - x * (1.0f / 3) * (1 - x * (1.0f / 4) * (1 - x * (1.0f / 5) *
         (1 - x * (1.0f / 6))))));
#endif
}

// z = a / b, as 2 artanh(z / (2 - z)), whose argument a / (2 b - a) takes one division.
static inline REAL NAME(minus_log1m)(REAL a, REAL b) {
#if !DOUBLE
#pragma clang fp reciprocal(on)
#endif
  const REAL w = a / (2 * b - a), q = w * w;
#if DOUBLE
  return 2 * w * (1 + q * (1.0 / 3 + q * (1.0 / 5 + q * (1.0 / 7 + q * (1.0 / 9 + q * (1.0 / 11 + q * (1.0 / 13 +
         q * (1.0 / 15 + q * (1.0 / 17)))))))));
#else
  return 2 * w * (1 + q * (1.0f / 3 + q * (1.0f / 5 + q * (1.0f / 7))));
#endif
}

// One LIF step by the library's functions: for coarse steps, and for voltages above threshold that a user set.
static void NAME(lif_exact)(
    const soma_kernel *kernel, const soma_context *context, const REAL *x, REAL *y, REAL *voltage, REAL *refractory) {
  const REAL amplitude = (REAL)(kernel->p[0] / context->dt), dt = (REAL)context->dt;
  const REAL tau_rc = (REAL)kernel->p[1], tau_ref = (REAL)kernel->p[2], floor_voltage = (REAL)kernel->p[3];
  for (long i = 0; i < kernel->n; i++) {
    REAL delta = dt - refractory[i];
    delta = delta < 0 ? 0 : (delta > dt ? dt : delta);
    REAL v = voltage[i] - (x[i] - voltage[i]) * (REAL)expm1(-delta / tau_rc);
    const int fired = v > 1;
    y[i] = fired ? amplitude : 0;
    refractory[i] = fired ? tau_ref + tau_rc * (REAL)log1p(-(v - 1) / (x[i] - 1)) : refractory[i] - dt;
    voltage[i] = fired ? 0 : (v < floor_voltage ? floor_voltage : v);
  }
}

// y, s = voltage, t = refractory time left at the end of the step (as NengoDL counts it; Nengo counts from its
// start, which is dt more); p = amplitude, tau_rc, tau_ref, min_voltage.
//
// Branch-free: a voltage at most 1 before the step puts the crossing at z <= dt/tau_rc, where the series hold.
CLONES void NAME(lif)(const soma_kernel *kernel, soma_context *context) {
  const REAL amplitude = (REAL)(kernel->p[0] / context->dt), dt = (REAL)context->dt;
  const REAL tau_rc = (REAL)kernel->p[1], tau_ref = (REAL)kernel->p[2], floor_voltage = (REAL)kernel->p[3];
  const REAL rate = 1 / tau_rc;
  const long n = kernel->n;
  const int exact = context->clock == 1 || context->dt > 0.25 * kernel->p[1];
  EACH(kernel) {
    const REAL *restrict x = AT(kernel->x, r, k);
    REAL *restrict y = AT(kernel->y, r, k);
    REAL *restrict voltage = AT(kernel->s, r, k);
    REAL *restrict refractory = AT(kernel->t, r, k);
    if (exact) {
      NAME(lif_exact)(kernel, context, x, y, voltage, refractory);
      continue;
    }
    for (long i = 0; i < n; i++) {
      const REAL current = x[i], before = voltage[i];
      REAL delta = dt - refractory[i];
      delta = delta < 0 ? 0 : (delta > dt ? dt : delta);
      const REAL v = before + (current - before) * NAME(leak)(delta * rate);
      const int fired = v > 1;
      y[i] = fired ? amplitude : 0;
      refractory[i] = fired ? tau_ref - tau_rc * NAME(minus_log1m)(v - 1, current - 1) : refractory[i] - dt;
      voltage[i] = fired ? 0 : (v < floor_voltage ? floor_voltage : v);
    }
  }
}

// y = p0 / (tau_ref + tau_rc ln(1 + 1/j)) for j = x - 1 > 0, else 0; p1 = tau_rc, p2 = tau_ref.
CLONES void NAME(lif_rate)(const soma_kernel *kernel, soma_context *context) {
  const REAL amplitude = (REAL)kernel->p[0], tau_rc = (REAL)kernel->p[1], tau_ref = (REAL)kernel->p[2];
  EACH(kernel) {
    const REAL *restrict x = AT(kernel->x, r, k);
    REAL *restrict y = AT(kernel->y, r, k);
    for (long i = 0; i < kernel->n; i++) {
      const REAL j = x[i] - 1, safe = j > (REAL)1e-15 ? j : (REAL)1e-15;
      const REAL rate = amplitude / (tau_ref + tau_rc * LOG1P(1 / safe));
      y[i] = j > 0 ? rate : 0;
    }
  }
}

// dy/dx = p0 tau_rc / (j (j + 1) (tau_ref + tau_rc ln(1 + 1/j))^2) above threshold, else 0.
CLONES void NAME(lif_rate_adjoint)(const soma_kernel *kernel, soma_context *context) {
  const REAL amplitude = (REAL)kernel->p[0], tau_rc = (REAL)kernel->p[1], tau_ref = (REAL)kernel->p[2];
  EACH(kernel) {
    const REAL *restrict x = AT(kernel->x, r, k);
    const REAL *restrict above = AT(kernel->s, r, k);
    REAL *restrict below = AT(kernel->t, r, k);
    for (long i = 0; i < kernel->n; i++) {
      const REAL j = x[i] - 1, safe = j > (REAL)1e-15 ? j : (REAL)1e-15;
      const REAL period = tau_ref + tau_rc * LOG1P(1 / safe);
      const REAL slope = amplitude * tau_rc / (safe * (safe + 1) * period * period);
      below[i] += (j > 0 ? slope : 0) * above[i];
    }
  }
}

// Soft threshold of width p3: with e = (x - 1)/p3, z = p3 ln(1 + e^e), q = ln(1 + 1/z) (or -e - ln p3 far below),
// y = p0 / (tau_ref + tau_rc q).
CLONES void NAME(soft_lif_rate)(const soma_kernel *kernel, soma_context *context) {
  const REAL amplitude = (REAL)kernel->p[0], tau_rc = (REAL)kernel->p[1], tau_ref = (REAL)kernel->p[2];
  const REAL sigma = (REAL)kernel->p[3], log_sigma = (REAL)log(kernel->p[3]);
  EACH(kernel) {
    const REAL *restrict x = AT(kernel->x, r, k);
    REAL *restrict y = AT(kernel->y, r, k);
    for (long i = 0; i < kernel->n; i++) {
      const REAL e = (x[i] - 1) / sigma;
      const int near = e > -20;
      const REAL safe = near ? (e < 80 ? e : 80) : 0;
      const REAL z = e > 30 ? e * sigma : sigma * LOG1P(EXP(safe));
      const REAL q = near ? LOG1P(1 / z) : -e - log_sigma;
      y[i] = amplitude / (tau_ref + tau_rc * q);
    }
  }
}

// dq/dx = -sigmoid(e)/(z (z + 1)), or -1/p3 far below; dy/dx = -p0 tau_rc (dq/dx)/(tau_ref + tau_rc q)^2.
CLONES void NAME(soft_lif_rate_adjoint)(const soma_kernel *kernel, soma_context *context) {
  const REAL amplitude = (REAL)kernel->p[0], tau_rc = (REAL)kernel->p[1], tau_ref = (REAL)kernel->p[2];
  const REAL sigma = (REAL)kernel->p[3], log_sigma = (REAL)log(kernel->p[3]);
  EACH(kernel) {
    const REAL *restrict x = AT(kernel->x, r, k);
    const REAL *restrict above = AT(kernel->s, r, k);
    REAL *restrict below = AT(kernel->t, r, k);
    for (long i = 0; i < kernel->n; i++) {
      const REAL e = (x[i] - 1) / sigma;
      const int near = e > -20;
      const REAL safe = near ? (e < 80 ? e : 80) : 0;
      const REAL power = EXP(safe);
      const REAL z = e > 30 ? e * sigma : sigma * LOG1P(power);
      const REAL q = near ? LOG1P(1 / z) : -e - log_sigma;
      const REAL slope = near ? power / (1 + power) / (z * (z + 1)) : 1 / sigma;
      const REAL period = tau_ref + tau_rc * q;
      below[i] += amplitude * tau_rc * slope / (period * period) * above[i];
    }
  }
}

// y = p0 x for x >= 0, p0 p1 x below (p1 = negative slope).
CLONES void NAME(rectified)(const soma_kernel *kernel, soma_context *context) {
  const REAL amplitude = (REAL)kernel->p[0], below = (REAL)(kernel->p[0] * kernel->p[1]);
  EACH(kernel) {
    const REAL *restrict x = AT(kernel->x, r, k);
    REAL *restrict y = AT(kernel->y, r, k);
    for (long i = 0; i < kernel->n; i++) y[i] = x[i] * (x[i] > 0 ? amplitude : below);
  }
}

// The slope at exactly 0 is 0.
CLONES void NAME(rectified_adjoint)(const soma_kernel *kernel, soma_context *context) {
  const REAL amplitude = (REAL)kernel->p[0], negative = (REAL)(kernel->p[0] * kernel->p[1]);
  EACH(kernel) {
    const REAL *restrict x = AT(kernel->x, r, k);
    const REAL *restrict above = AT(kernel->s, r, k);
    REAL *restrict below = AT(kernel->t, r, k);
    for (long i = 0; i < kernel->n; i++)
      below[i] += (x[i] > 0 ? amplitude : (x[i] < 0 ? negative : 0)) * above[i];
  }
}

// s = voltage; v += (max(x, 0) - p1 max(-x, 0)) dt, k = v without its fraction (floor where p1 = 0), y = k p0/dt,
// v -= k.
CLONES void NAME(spiking_rectified)(const soma_kernel *kernel, soma_context *context) {
  const REAL amplitude = (REAL)(kernel->p[0] / context->dt), dt = (REAL)context->dt, slope = (REAL)kernel->p[1];
  EACH(kernel) {
    const REAL *restrict x = AT(kernel->x, r, k);
    REAL *restrict y = AT(kernel->y, r, k);
    REAL *restrict voltage = AT(kernel->s, r, k);
    for (long i = 0; i < kernel->n; i++) {
      const REAL v = voltage[i] + x[i] * (x[i] > 0 ? 1 : slope) * dt;
      const REAL spikes = v < 0 && slope != 0 ? (REAL)-floor(-v) : (REAL)floor(v);
      y[i] = spikes * amplitude;
      voltage[i] = v - spikes;
    }
  }
}

// y = 1/(1 + e^-x)/p1
CLONES void NAME(sigmoid)(const soma_kernel *kernel, soma_context *context) {
  const REAL rate = (REAL)(1 / kernel->p[1]);
  EACH(kernel) {
    const REAL *restrict x = AT(kernel->x, r, k);
    REAL *restrict y = AT(kernel->y, r, k);
    for (long i = 0; i < kernel->n; i++) y[i] = rate / (1 + EXP(-x[i]));
  }
}

CLONES void NAME(sigmoid_adjoint)(const soma_kernel *kernel, soma_context *context) {
  const REAL rate = (REAL)(1 / kernel->p[1]);
  EACH(kernel) {
    const REAL *restrict x = AT(kernel->x, r, k);
    const REAL *restrict above = AT(kernel->s, r, k);
    REAL *restrict below = AT(kernel->t, r, k);
    for (long i = 0; i < kernel->n; i++) {
      const REAL value = 1 / (1 + EXP(-x[i]));
      below[i] += rate * value * (1 - value) * above[i];
    }
  }
}

// y = tanh(x)/p1
CLONES void NAME(tanh)(const soma_kernel *kernel, soma_context *context) {
  const REAL rate = (REAL)(1 / kernel->p[1]);
  EACH(kernel) {
    const REAL *restrict x = AT(kernel->x, r, k);
    REAL *restrict y = AT(kernel->y, r, k);
    for (long i = 0; i < kernel->n; i++) y[i] = rate * TANH(x[i]);
  }
}

CLONES void NAME(tanh_adjoint)(const soma_kernel *kernel, soma_context *context) {
  const REAL rate = (REAL)(1 / kernel->p[1]);
  EACH(kernel) {
    const REAL *restrict x = AT(kernel->x, r, k);
    const REAL *restrict above = AT(kernel->s, r, k);
    REAL *restrict below = AT(kernel->t, r, k);
    for (long i = 0; i < kernel->n; i++) {
      const REAL value = TANH(x[i]);
      below[i] += rate * (1 - value * value) * above[i];
    }
  }
}

// y = p0 x: what a spiking wrapper gives on average for the rate x.
CLONES void NAME(scale)(const soma_kernel *kernel, soma_context *context) {
  const REAL factor = (REAL)kernel->p[0];
  EACH(kernel) {
    const REAL *restrict x = AT(kernel->x, r, k);
    REAL *restrict y = AT(kernel->y, r, k);
    for (long i = 0; i < kernel->n; i++) y[i] = factor * x[i];
  }
}

CLONES void NAME(scale_adjoint)(const soma_kernel *kernel, soma_context *context) {
  const REAL factor = (REAL)kernel->p[0];
  EACH(kernel) {
    const REAL *restrict above = AT(kernel->s, r, k);
    REAL *restrict below = AT(kernel->t, r, k);
    for (long i = 0; i < kernel->n; i++) below[i] += factor * above[i];
  }
}

// s = voltage; v += x dt, k = floor(v), y = k p0/dt, v -= k.
CLONES void NAME(regular_spiking)(const soma_kernel *kernel, soma_context *context) {
  const REAL amplitude = (REAL)(kernel->p[0] / context->dt), dt = (REAL)context->dt;
  EACH(kernel) {
    const REAL *restrict x = AT(kernel->x, r, k);
    REAL *restrict y = AT(kernel->y, r, k);
    REAL *restrict voltage = AT(kernel->s, r, k);
    for (long i = 0; i < kernel->n; i++) {
      const REAL v = voltage[i] + x[i] * dt, spikes = (REAL)floor(v);
      y[i] = spikes * amplitude;
      voltage[i] = v - spikes;
    }
  }
}

// Spikes of |x| dt rounded at random so that the mean is kept, with the sign of x; object is the stream.
void NAME(stochastic_spiking)(const soma_kernel *kernel, soma_context *context) {
  const double amplitude = kernel->p[0] / context->dt;
  uint64_t *stream = kernel->object;
  EACH(kernel) {
    const REAL *x = AT(kernel->x, r, k);
    REAL *y = AT(kernel->y, r, k);
    for (long i = 0; i < kernel->n; i++) {
      const double mean = fabs((double)x[i]) * context->dt, whole = floor(mean);
      const double spikes = whole + (next_uniform(stream) < mean - whole);
      y[i] = (REAL)copysign(spikes * amplitude, x[i]);
    }
  }
}

// A Poisson number of spikes of mean |x| dt, with the sign of x.
void NAME(poisson_spiking)(const soma_kernel *kernel, soma_context *context) {
  const double amplitude = kernel->p[0] / context->dt;
  uint64_t *stream = kernel->object;
  EACH(kernel) {
    const REAL *x = AT(kernel->x, r, k);
    REAL *y = AT(kernel->y, r, k);
    for (long i = 0; i < kernel->n; i++) {
      const double spikes = next_poisson(stream, fabs((double)x[i]) * context->dt);
      y[i] = (REAL)copysign(spikes * amplitude, x[i]);
    }
  }
}
