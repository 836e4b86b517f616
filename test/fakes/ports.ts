import { randomInt } from 'node:crypto';
import { isFree, keepPort } from '../../src/platforms/local/port.ts';

/** Below those that outgoing connections get. The services of `local` give 20,000 to 25,999 to their instances. */
const [SERVERS, SERVICES] = [
  [12_000, 20_000],
  [26_000, 32_000],
] as const;

/** Ports that are free, for servers that start on them whenever they like: no other test gets them as long as this process lives. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = randomInt(...SERVERS);
    if (!ports.includes(port) && (await keepPort(port)) && (await isFree(port))) ports.push(port);
  }
  return ports;
}

/** A port of that kind for users of a service of `local`; the next one is, too. */
export async function twoFreePorts(): Promise<number> {
  for (;;) {
    const port = 2 * randomInt(SERVICES[0] / 2, SERVICES[1] / 2);
    if ((await keepPort(port)) && (await isFree(port)) && (await isFree(port + 1))) return port;
  }
}
