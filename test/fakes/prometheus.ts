import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { httpGet } from '../../src/units/http-get.ts';
import { until } from '../contracts/until.ts';

export type Prometheus = {
  readonly address: string;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
  /** Starts it again with what it had stored. */
  start(): Promise<void>;
  close(): Promise<void>;
};

/** Where a page of metrics is, and how often it is read. */
export type Target = { readonly job: string; readonly address: string; readonly path?: string; readonly interval?: string };

const never = new AbortController().signal;

/** A real Prometheus that scrapes these, ready to answer. */
export async function startPrometheus(port: number, targets: readonly Target[]): Promise<Prometheus> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-prometheus-'));
  const config = join(folder, 'prometheus.yml');
  const jobs = targets.map(({ job, address, path = '/metrics', interval = '200ms' }) => ({
    job_name: job,
    metrics_path: path,
    scrape_interval: interval,
    scrape_timeout: interval,
    static_configs: [{ targets: [address] }],
  }));
  await writeFile(config, stringify({ scrape_configs: jobs }));
  const address = `http://127.0.0.1:${port}`;
  let running: ChildProcess | null = null;

  async function start(): Promise<void> {
    const child = spawn(
      'prometheus',
      [`--config.file=${config}`, `--storage.tsdb.path=${join(folder, 'data')}`, `--web.listen-address=127.0.0.1:${port}`],
      { stdio: 'ignore' },
    );
    running = child;
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`prometheus ended with ${child.exitCode}`);
      const answer = await httpGet('/-/ready', { url: address }, never).catch(() => null);
      return answer?.status === 200;
    });
  }
  async function kill(): Promise<void> {
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    running.kill('SIGKILL');
    await once(running, 'exit');
  }
  await start();
  return {
    address,
    kill,
    start,
    async close() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
