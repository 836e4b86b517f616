import type { Part } from './figure.ts';
import { openCluster } from './kubernetes/cluster.ts';
import { measureScale } from './kubernetes/scale.ts';
import { scaleFigures } from './kubernetes/scale-figures.ts';

const PODS = 1_000;

/** A rolling update and a switch of so many pods, which only the API knows, beside what the cluster needs for them by itself. */
export const scale: Part = async ({ signal, say }) => {
  const cluster = await openCluster('kwok');
  try {
    return scaleFigures(PODS, await measureScale(PODS, { signal, say }));
  } finally {
    await cluster.close();
  }
};
