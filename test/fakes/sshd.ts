import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from '../contracts/until.ts';
import { freePorts } from './ports.ts';

export type Sshd = {
  /** The home of who logs in. */
  readonly folder: string;
  readonly port: number;
  /** As ssh takes it. */
  readonly destination: string;
  /** The text of the private key that it accepts. */
  readonly key: string;
  /** The public half of it. */
  readonly authorized: string;
  /** The path of a file that has its host key. */
  readonly knownHosts: string;
  /** How many connections it has. */
  connections(): Promise<number>;
  /** Ends it and its connections at once, as a power cut would; what runs there goes on. */
  kill(): Promise<void>;
  /** It and its connections answer no more, and do not end, as if a cable were cut. */
  freeze(): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
  close(): Promise<void>;
};

/**
 * A real sshd on this machine for the user that runs it, with keys of its own. `config`: lines that count before ours. `like`: one whose
 * key it accepts too, and whose known hosts it is added to.
 */
export async function startSshd(config = '', like: Pick<Sshd, 'key' | 'knownHosts' | 'authorized'> | null = null): Promise<Sshd> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-sshd-'));
  const at = (name: string) => join(folder, name);
  const [port = 0] = await freePorts(1);
  await Promise.all([newKey(at('host')), ...(like ? [] : [newKey(at('user'))])]);
  await writeFile(at('authorized'), like ? like.authorized : await readFile(at('user.pub')), { mode: 0o600 });
  const knownHosts = like?.knownHosts ?? at('known');
  await appendFile(knownHosts, `[127.0.0.1]:${port} ${await readFile(at('host.pub'), 'utf8')}`);
  await writeFile(at('config'), `${config}\n${configuration(folder, port)}`);
  // Where it is root, sshd wants this one for its unprivileged half.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
  let daemon: ChildProcess;
  async function start(): Promise<void> {
    daemon = spawn('/usr/sbin/sshd', ['-D', '-E', at('log'), '-f', at('config')], { stdio: 'ignore' });
    await until(async () => daemon.exitCode !== null || (await answers(port)));
    if (daemon.exitCode !== null) throw new Error(`sshd ended with ${daemon.exitCode}: ${await readFile(at('log'), 'utf8')}`);
  }
  async function signalAll(signal: NodeJS.Signals): Promise<void> {
    if (daemon.exitCode !== null || daemon.signalCode !== null) return;
    const pids = [daemon.pid as number, ...(await connectionsOf(daemon.pid as number))];
    for (const pid of pids) {
      try {
        process.kill(pid, signal);
      } catch {
        // This connection has ended meanwhile.
      }
    }
  }
  async function kill(): Promise<void> {
    const ended = daemon.exitCode === null && daemon.signalCode === null ? once(daemon, 'exit') : null;
    await signalAll('SIGKILL');
    await ended;
  }
  await start();
  return {
    folder,
    port,
    destination: `ssh://${userInfo().username}@127.0.0.1:${port}`,
    key: like?.key ?? (await readFile(at('user'), 'utf8')),
    authorized: await readFile(at('authorized'), 'utf8'),
    knownHosts,
    connections: async () => (await connectionsOf(daemon.pid as number)).length,
    kill,
    freeze: () => signalAll('SIGSTOP'),
    start,
    async close() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Makes a key pair without a passphrase. */
export async function newKey(path: string): Promise<void> {
  await promisify(execFile)('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'throwaway', '-f', path]);
}

/** The processes that sshd has for its connections; the users' own ones are not among them. */
async function connectionsOf(pid: number): Promise<number[]> {
  const children: number[] = [];
  for (const name of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))) {
    const [, program, parent] = /^\d+ \((.*)\) \S (\d+)/s.exec(await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')) ?? [];
    if (program?.startsWith('sshd') && Number(parent) === pid) children.push(Number(name));
  }
  return [...children, ...(await Promise.all(children.map(connectionsOf))).flat()];
}

function configuration(folder: string, port: number): string {
  return `ListenAddress 127.0.0.1
Port ${port}
HostKey ${folder}/host
PidFile ${folder}/pid
AuthorizedKeysFile ${folder}/authorized
# Nothing there is left in the real home.
SetEnv HOME=${folder}
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
AllowStreamLocalForwarding yes
AllowTcpForwarding yes
`;
}

async function answers(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port });
  try {
    // Its first words, so that it is not somebody else.
    const [words] = await once(socket, 'data');
    return `${words}`.startsWith('SSH-');
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
