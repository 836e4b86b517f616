import type { Server } from '../../ports/service.ts';
import { type AdminState, processOf, setState } from './haproxy.ts';
import type { Balancer } from './placed.ts';

/** The states that this run put servers into: a balancer that was reloaded or restarted has forgotten them. */
export class Orders {
  private readonly given = new Map<string, { readonly server: Server; readonly state: AdminState }>();
  private readonly processes = new Map<Balancer, string>();

  note(server: Server, state: AdminState): void {
    this.given.set(server.name, { server, state });
  }

  /** Gives them again to a balancer that is another process than at the look before. What a person changed in the same process stays. */
  async giveAgain(balancer: Balancer, signal: AbortSignal): Promise<void> {
    const now = await processOf(balancer, signal);
    const before = this.processes.get(balancer);
    if (before !== undefined && before !== now) {
      await Promise.all([...this.given.values()].map(({ server, state }) => setState(balancer, server, state, signal)));
    }
    this.processes.set(balancer, now);
  }
}
