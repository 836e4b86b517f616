import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverStates } from '../../src/platforms/servers/haproxy.ts';
import { ask } from '../../src/platforms/servers/socket.ts';
import { httpGet } from '../../src/units/http-get.ts';
import { type Haproxy, startHaproxies, writeServiceFile } from '../../test/fakes/haproxy.ts';
import { here } from '../../test/fakes/runtime-socket.ts';
import { step } from '../../test/fakes/step.ts';
import { atMost, beside, type Part } from './figure.ts';

const SERVERS = 6;
const never = new AbortController().signal;

/** A rolling update of six servers, beside the same steps done by a script that waits for nothing but what must be. */
export const pace: Part = async () => {
  const haproxy = await startHaproxies({ count: SERVERS });
  try {
    await writeServiceFile(haproxy);
    const env = (run: number) => ({ GITHUB_RUN_ID: `${run}`, GITHUB_RUN_NUMBER: `${run}` });
    const rolling = async (version: string, run: number) => {
      const inputs = { version, 'on-failure': 'pause' };
      const { outputs, stdout } = await step('rolling', { workspace: haproxy.folder, inputs, env: env(run) });
      if (outputs['outcome'] !== 'promoted') throw new Error(`${version} was not promoted:\n${stdout}`);
    };
    await rolling('v1', 1);
    const took = await time(() => rolling('v2', 2));
    const least = await time(() => byHand(haproxy, 'v3'));
    return [
      beside(`rolling update of ${SERVERS} servers`, took / 1_000, 's'),
      beside('the same drains, starts and health checks by hand', least / 1_000, 's'),
      atMost('the update beside that', took / least, '×', 1.1),
    ];
  } finally {
    await haproxy.close();
  }
};

/** Drains, updates and restores one server after the other, as the recipe says, looking every 5 ms. */
async function byHand(haproxy: Haproxy, version: string): Promise<void> {
  const [balancer] = haproxy.balancers;
  if (!balancer) throw new Error('there is no balancer');
  const state = async (name: string) => (await serverStates(here(balancer), 'api', never)).get(name);
  for (const { name, address } of haproxy.servers) {
    const tell = (word: string) => ask(here(balancer), `set server api/${name} state ${word}`, never);
    await tell('drain');
    await until(async () => (await state(name))?.inFlight === 0);
    await tell('maint');
    const env = { ...process.env, SLUICE_INSTANCE: name, SLUICE_VERSION: version };
    await once(spawn('/bin/sh', ['-c', haproxy.update], { env, stdio: 'ignore' }), 'exit');
    for (let good = 0; good < 2; ) {
      const status = await httpGet('/healthz', { url: `http://${address}` }, never).then(
        (answer) => answer.status,
        () => 0,
      );
      good = status === 200 ? good + 1 : 0;
      if (good === 0) await sleep(5);
    }
    await tell('drain');
    await until(async () => (await state(name))?.checked === true);
    await tell('ready');
    await until(async () => (await state(name))?.status === 'UP');
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(5);
}

async function time(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
