import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { servers } from '../../../src/platforms/servers/index.ts';
import type { ServersService } from '../../../src/ports/service.ts';
import { readService } from '../../../src/service/read.ts';

test('the example is a service file, whose machines are ones that ssh takes', async () => {
  const root = resolve('examples/ssh');
  const about = { service: null, environment: 'production', variables: { DEPLOY_KEY: 'change-me' }, inputs: {} };
  const service = (await readService({ file: 'sluice.yml', root, ...about })) as ServersService;
  expect(service).toMatchObject({ upload: join(root, 'dist'), ssh: { key: 'change-me', knownHosts: join(root, '.github/known_hosts') } });
  const platform = servers(service, { workspace: root });
  expect(platform.journal.place).toBe('deploy@lb1.example.com:~/.local/state/sluice/api-production');
  await platform.close();
});
