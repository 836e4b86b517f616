import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Host } from '../../../src/platforms/servers/host/host.ts';
import { sshHost } from '../../../src/platforms/servers/host/ssh.ts';
import { thisMachine } from '../../../src/platforms/servers/host/this-machine.ts';
import { bringContract } from '../../contracts/bring.ts';
import { hostContract } from '../../contracts/host.ts';
import { type Sshd, startSshd } from '../../fakes/sshd.ts';

const [plain, withBash] = [machine(), machine()];
beforeAll(async () => {
  const { folder } = await withBash.sshd();
  // As on Red Hat's machines.
  await symlink('/bin/bash', join(folder, 'sh'));
  await writeFile(join(folder, '.bashrc'), `PATH=${folder}:$PATH\n`);
});

for (const contract of [hostContract, bringContract]) {
  contract('this one', thisMachine);
  contract('over ssh', plain.host);
  contract('over ssh, where sh is bash', withBash.host);
}

function machine(): { host(): Host; sshd(): Promise<Sshd> } {
  let sshd: Promise<Sshd>;
  let host: Host;
  beforeAll(async () => {
    sshd = startSshd();
    host = sshHost((await sshd).destination, await sshd);
  });
  afterAll(async () => {
    await host.close();
    await (await sshd).close();
  });
  return { host: () => host, sshd: () => sshd };
}
