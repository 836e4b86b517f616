import type { Platform } from '../ports/platform.ts';
import type { Service } from '../ports/service.ts';

export type PlatformOptions = {
  /** The folder of the repository. */
  readonly workspace: string;
  /** The file that Node runs as the balancer of `local`. */
  readonly balancerScript: string;
};

/** Opens the platform that a service names; only its own adapter is loaded. */
export async function openPlatform(service: Service, options: PlatformOptions): Promise<Platform> {
  switch (service.platform) {
    case 'local': {
      const { local } = await import('./local/index.ts');
      return local(service, options);
    }
    case 'servers': {
      const { servers } = await import('./servers/index.ts');
      return servers(service, options);
    }
    case 'kubernetes': {
      const { kubernetes } = await import('./kubernetes/index.ts');
      return kubernetes(service);
    }
  }
}
