/**
 * A signal that aborts with `signal`, and as soon as it is asked once `isLate` says so. A timer would be too late for that: after a sleep the
 * answers that came meanwhile are heard before any timer, and what they lead to would be begun. So it is the asking that looks at the clock:
 * who asks before each write, as an abort needs anyway, begins none.
 */
export function inTime(signal: AbortSignal, isLate: () => boolean): AbortSignal {
  const late = new AbortController();
  const both = AbortSignal.any([signal, late.signal]);
  const look = () => {
    if (!late.signal.aborted && isLate()) late.abort();
  };
  const { prototype } = AbortSignal;
  return Object.defineProperties(both, {
    aborted: {
      get() {
        look();
        return Reflect.get(prototype, 'aborted', both);
      },
    },
    throwIfAborted: {
      value() {
        look();
        prototype.throwIfAborted.call(both);
      },
    },
  });
}
