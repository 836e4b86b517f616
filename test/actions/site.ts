import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Settings = Readonly<Record<string, unknown>>;

/** What a test may do to a service beside the actions, the same on each platform. */
export type Site = {
  readonly workspace: string;
  /** The service's name in its file. */
  readonly name: string;
  /** Folder of the service's journal. */
  readonly state: string;
  /** Where users ask. */
  readonly port: number;
  /** Writes the service file; `settings` win. */
  configure(settings: Settings): Promise<void>;
  /** Percent of the traffic that the balancer gives each track; where there are none, all to one. */
  weights(): Promise<Record<string, number>>;
  /** Every instance with its port, and its track where there are any. */
  instances(): Promise<{ name: string; track: string; port: number }[]>;
  /** Takes an instance out of rotation as a person does: at the balancer. */
  takeOut(name: string): Promise<void>;
  /** Whether the balancer gives it new requests. */
  isOut(name: string): Promise<boolean>;
  close(): Promise<void>;
};

/** Writes the file of a service in a workspace. JSON is YAML as well. */
export async function writeService(workspace: string, name: string, service: Settings): Promise<void> {
  await writeFile(join(workspace, '.github/sluice.yml'), JSON.stringify({ services: { [name]: service } }));
}
