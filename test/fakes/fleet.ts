import type { Fleet, Instance, Target } from '../../src/ports/fleet.ts';

export type SimulatedFleet = Fleet & {
  instances_: Map<string, Instance>;
  /** Traffic to what was not ready, and what served being stopped: must stay empty, whatever the engine does about an error. */
  violations: string[];
  /** The fewest that served at any moment. */
  fewest(): number;
  /** Called before and after each write; may throw to lose the reply or kill. */
  at?: (boundary: string) => void;
};

/** A fleet in memory. `bad` says which instance never gets ready with which version. */
export function simulatedFleet(options: {
  wanted: number;
  version: string | null;
  bad?: (name: string, version: string | null) => boolean;
  surge?: boolean;
}): SimulatedFleet {
  const instances = new Map<string, Instance>();
  for (let i = 1; i <= (options.version === null ? 0 : options.wanted); i++) {
    instances.set(`web${i}`, { name: `web${i}`, version: options.version, spec: 's', ready: true, inRotation: true });
  }
  const violations: string[] = [];
  let fewest = serving();
  function serving(): number {
    return [...instances.values()].filter((instance) => instance.ready && instance.inRotation).length;
  }
  function change(name: string, patch: Partial<Instance>): void {
    instances.set(name, { ...(instances.get(name) as Instance), ...patch });
    for (const instance of instances.values()) {
      if (instance.inRotation && !instance.ready) violations.push(`${instance.name} gets traffic and is not ready`);
    }
    fewest = Math.min(fewest, serving());
  }
  const fleet: SimulatedFleet = {
    instances_: instances,
    violations,
    fewest: () => fewest,
    async instances() {
      const spare = Array.from({ length: 2 * options.wanted + 5 }, (_, i) => `web${i + 1}`).filter((name) => !instances.has(name));
      return { wanted: options.wanted, instances: [...instances.values()], ...(options.surge && { spare }) };
    },
    async drain(name) {
      this.at?.(`before drain ${name}`);
      change(name, { inRotation: false });
      this.at?.(`after drain ${name}`);
    },
    async replace(name, target) {
      this.at?.(`before replace ${name}`);
      if (instances.get(name)?.inRotation) violations.push(`${name} is replaced while it serves`);
      change(name, { ...target, ready: !options.bad?.(name, target.version) });
      this.at?.(`after replace ${name}`);
    },
    async restore(name) {
      this.at?.(`before restore ${name}`);
      change(name, { inRotation: true });
      this.at?.(`after restore ${name}`);
    },
  };
  if (options.surge) {
    fleet.add = async function (name: string, target: Target) {
      (this as SimulatedFleet).at?.(`before add ${name}`);
      if (!instances.has(name)) {
        instances.set(name, { name, ...target, ready: !options.bad?.(name, target.version), inRotation: false });
      }
      (this as SimulatedFleet).at?.(`after add ${name}`);
    };
    fleet.remove = async function (name: string) {
      (this as SimulatedFleet).at?.(`before remove ${name}`);
      if (instances.get(name)?.inRotation) violations.push(`${name} is removed while it serves`);
      instances.delete(name);
      (this as SimulatedFleet).at?.(`after remove ${name}`);
    };
  }
  return fleet;
}
