import type { ServersService } from '../../../ports/service.ts';
import type { Host } from './host.ts';
import { sshHost } from './ssh.ts';
import { thisMachine } from './this-machine.ts';

/** The machines that a service file names, each made once; `close` ends what was started for them. */
export function machines(ssh: ServersService['ssh']): { at(host: string | null): Host; close(): Promise<void> } {
  const known = new Map<string | null, Host>();
  return {
    at(host) {
      const machine = known.get(host) ?? (host === null ? thisMachine() : sshHost(host, ssh));
      known.set(host, machine);
      return machine;
    },
    async close() {
      await Promise.all([...known.values()].map((machine) => machine.close()));
    },
  };
}
