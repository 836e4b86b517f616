import { vi } from 'vitest';
import { fleetContract } from '../../contracts/fleet.ts';
import { tracksContract } from '../../contracts/tracks.ts';
import { madeFleet, madeTracks } from './made.ts';
import { newSite } from './site.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

fleetContract('servers', async () => madeFleet(await newSite()));
tracksContract('servers', async () => madeTracks(await newSite({ tracked: true })));
