import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Namespace, newNamespace } from '../../fakes/kubernetes.ts';

/** A namespace for one file of tests, and what is needed to reach it in other ways. From here on the current context is the cluster's. */
export type Room = Namespace & {
  /** Of this machine, for kubeconfigs and the like. */
  readonly folder: string;
  /** The path of the ConfigMaps. */
  readonly configMaps: string;
  /** A kubeconfig with the context `there`: the same cluster, or another `server`; `user` as it stands in such a file. */
  kubeconfigOf(user: unknown, server?: string): Promise<string>;
};

export async function openRoom(): Promise<Room> {
  const namespace = await newNamespace(() => {});
  process.env['KUBECONFIG'] = namespace.kubeconfig;
  const folder = await mkdtemp(join(tmpdir(), 'sluice-kubernetes-'));
  return {
    ...namespace,
    folder,
    configMaps: `/api/v1/namespaces/${namespace.name}/configmaps`,
    async kubeconfigOf(user, server) {
      const { clusters } = JSON.parse(await namespace.kubectl('config', 'view', '--raw', '--minify', '--output=json'));
      const cluster = server === undefined ? clusters[0].cluster : { server };
      const path = join(folder, `kubeconfig-${randomBytes(4).toString('hex')}`);
      const context = { cluster: 'it', user: 'who', namespace: namespace.name };
      const all = { clusters: [{ name: 'it', cluster }], users: [{ name: 'who', user }], contexts: [{ name: 'there', context }] };
      await writeFile(path, JSON.stringify({ apiVersion: 'v1', kind: 'Config', ...all, 'current-context': 'there' }), { mode: 0o600 });
      return path;
    },
    async close() {
      await namespace.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type Process = { readonly pid: number; readonly group: number; readonly line: string };

/** The processes of this machine that have not ended. */
async function processes(): Promise<readonly Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
      const [, group] = /\) [^ZX] \d+ (\d+)/.exec(await read('stat')) ?? [];
      return { pid: Number(pid), group: Number(group ?? 0), line: (await read('cmdline')).replaceAll('\0', ' ').trim() };
    }),
  );
  return found.filter(({ group }) => group > 0);
}

/** The `kubectl proxy` that a process of ours has, if it has one, other than that at a socket. */
export async function proxyOf(owner: number, other = 'none'): Promise<Process | undefined> {
  const ours = (await processes()).filter(({ line }) => /^\S*kubectl\S* proxy /.test(line) && line.includes(`/${owner}-`));
  return ours.find(({ line }) => !line.includes(other));
}

/** Whether nothing is left of what was started with a process. */
export async function isOver({ pid }: Pick<Process, 'pid'>): Promise<boolean> {
  return (await processes()).every(({ group }) => group !== pid);
}
