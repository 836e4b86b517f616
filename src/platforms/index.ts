import type { Platform } from '../ports/platform.ts';
import type { Service } from '../ports/service.ts';

export type PlatformOptions = {
  /** The folder of the repository. */
  readonly workspace: string;
  /** The file that Node runs as the balancer of `local`. */
  readonly balancerScript: string;
};

/**
 * The service with the files of the workspace that go with its version, where its platform takes any: what they say is a part of its digest.
 * Throws `InvalidServiceFile` with all that is wrong with them.
 */
export async function withFiles(service: Service, workspace: string): Promise<Service> {
  if (service.platform !== 'kubernetes' || service.manifests === null) return service;
  const { bringManifests } = await import('./kubernetes/manifests/files/bring.ts');
  return bringManifests(service, workspace);
}

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
