import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endGroup } from '../../child.ts';
import { HostError } from './host.ts';
import { finished, sshEnvironment } from './program.ts';

const PATIENCE = 5_000;
const NOT_THERE = 2;

/** An ssh agent that has one key. It ends with us, however we end. */
export type Agent = {
  /** The options by which ssh offers this key and no other. */
  readonly options: readonly string[];
  /** Fingerprint and comment. */
  readonly key: string;
  end(): Promise<void>;
};

/** Starts an agent in a private folder. The key is text, and is in no file and no argument. */
export async function startAgent(folder: string, key: string): Promise<Agent> {
  const socket = join(folder, 'agent');
  const env = { ...sshEnvironment(), SSH_AUTH_SOCK: socket, SSH_ASKPASS_REQUIRE: 'never' };
  // Its stdin closes when we end, by SIGKILL too.
  const keeper = spawn('/bin/sh', ['-c', 'ssh-agent -D -a "$SSH_AUTH_SOCK" & cat; kill "$!"'], { env, detached: true, stdio: 'pipe' });
  const end = () => endGroup(keeper);
  try {
    await addKey(env, key);
    const add = (...args: string[]) => finished(spawn('ssh-add', args, { env, detached: true, stdio: 'pipe' }), '');
    const [listed, shown] = [await add('-L'), await add('-l')];
    // The public half tells ssh which of the agent's keys to offer.
    const identity = `${socket}.pub`;
    await writeFile(identity, listed.out, { mode: 0o600 });
    const options = ['-o', `IdentityAgent=${socket}`, '-o', 'IdentitiesOnly=yes', '-o', `IdentityFile=${identity}`];
    return { options, key: shown.out.trim().split(' ').slice(1).join(' '), end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function addKey(env: NodeJS.ProcessEnv, key: string): Promise<void> {
  // A secret that was pasted often lacks the last line break, or has those of Windows.
  const text = `${key.replaceAll('\r', '').trim()}\n`;
  const deadline = performance.now() + PATIENCE;
  for (;;) {
    const added = await finished(spawn('ssh-add', ['-q', '-'], { env, detached: true, stdio: 'pipe' }), text);
    if (added.code === 0) return;
    if (added.code !== NOT_THERE || performance.now() > deadline) {
      throw new HostError(
        'failed',
        `The ssh key cannot be used: give a private key without a passphrase, whole (ssh-add: ${added.errors.trim()})`,
      );
    }
    await sleep(10);
  }
}
