/** Numbers that look drawn by chance, the same for the same seed. */
export type Random = () => number;

/** Between 0 and 1, never either: sfc32 of PractRand. */
export function random(seed: number): Random {
  let [a, b, c, count] = [0x9e3779b9, 0x243f6a88, seed | 0, 1];
  const next = () => {
    const sum = (((a + b) | 0) + count++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return ((sum >>> 0) + 0.5) / 0x1_0000_0000;
  };
  for (let i = 0; i < 15; i++) next();
  return next;
}

export function normal(next: Random): number {
  return Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());
}

/** How many come where `mean` are expected: by products while it is small, else by rejection (Hörmann 1993, PTRS). */
export function poisson(next: Random, mean: number): number {
  if (mean <= 0) return 0;
  if (mean < 12) {
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = next(); product > limit; product *= next()) count++;
    return count;
  }
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverse = 1.1239 + 1.1328 / (b - 3.4);
  for (;;) {
    const u = next() - 0.5;
    const v = next();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= 0.9277 - 3.6224 / (b - 2)) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (Math.log((v * inverse) / (a / (us * us) + b)) <= k * Math.log(mean) - mean - logFactorial(k)) return k;
  }
}

/** Gamma with scale 1 (Marsaglia and Tsang 2000), for shapes of at least 1. */
function gamma(next: Random, shape: number): number {
  const d = shape - 1 / 3;
  for (;;) {
    const x = normal(next);
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** How many come where `mean` are expected, in bursts whose sizes are geometric with a mean of `burst`. */
export function bursty(next: Random, mean: number, burst: number): number {
  if (burst <= 1) return poisson(next, mean);
  const bursts = poisson(next, mean / burst);
  return bursts === 0 ? 0 : bursts + poisson(next, gamma(next, bursts) * (burst - 1));
}

const SMALL = [
  0,
  0,
  Math.LN2,
  Math.log(6),
  Math.log(24),
  Math.log(120),
  Math.log(720),
  Math.log(5040),
  Math.log(40_320),
  Math.log(362_880),
];

/** Stirling's series. */
function logFactorial(k: number): number {
  if (k < SMALL.length) return SMALL[k] as number;
  return (k + 0.5) * Math.log(k) - k + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * k) - 1 / (360 * k ** 3);
}
