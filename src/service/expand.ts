import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { AnalysisSettings, RawService, Service } from '../ports/service.ts';
import { digest } from '../units/digest.ts';
import { isMapping, type Mapping } from '../units/mapping.ts';
import { InvalidServiceFile } from '../units/problem.ts';
import type { Finding } from './finding.ts';
import { merge } from './mapping.ts';
import { metricSettings, prometheusSettings } from './metrics.ts';
import { type Own, ownPart } from './own.ts';
import { platformFindings } from './platform.ts';
import { schemaFindings } from './schema.ts';
import {
  analysisSettings,
  type Parse,
  parsePreview,
  parseReports,
  parserOf,
  parseSticky,
  rolloutSettings,
  smokeTestSettings,
} from './settings.ts';
import { expandStrings, type Values } from './variables.ts';

export type Expansion = Values & {
  /** Inputs of the action that win over the file, as given; '' is not set. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Folder that relative paths start at. */
  readonly root: string;
};

/** Makes a service of its part of the file, also of one that was journaled. Throws {@link InvalidServiceFile}, without lines. */
export function expandService(raw: RawService, expansion: Expansion): Service {
  const { service, findings } = tryExpand(raw, expansion);
  if (service === null) throw new InvalidServiceFile(findings.map(({ message }) => ({ message })));
  return service;
}

/** As {@link expandService}; with the findings, and null, instead of throwing. Findings of inputs start with `input`. */
export function tryExpand(raw: RawService, expansion: Expansion): { service: Service | null; findings: Finding[] } {
  const needed = expansion.starts === false ? withoutMetrics(raw) : raw;
  const { expanded, findings } = expandStrings(needed, expansion);
  const given = Object.entries(expansion.inputs).map(([key, value]) => [key, value.trim()] as const);
  const inputs = Object.fromEntries(given.filter(([, value]) => value !== ''));
  const rollout = { rollout: inputs };
  const full = merge(expanded, rollout);
  const shown = merge(needed, rollout);
  const wrong = [...schemaFindings(full, 'service', shown), ...platformFindings(full)];
  const placeOf = ({ path, key }: Finding) => JSON.stringify([path, key]);
  const isNew = (finding: Finding) => finding.path.length === 0 || !findings.some((known) => placeOf(known) === placeOf(finding));
  findings.push(...wrong.filter(isNew));
  // Also where something is wrong already: all is to be told at once.
  const late: Finding[] = [];
  const service = build(full, shown, raw, expansion, late);
  findings.push(...late.filter(isNew));
  return {
    service: findings.length === 0 ? service : null,
    findings: findings.map((finding) => ofInput(finding, inputs)),
  };
}

/** What is wrong with the inputs alone, where there is no service to hold them against. */
export function inputFindings(inputs: Expansion['inputs']): Finding[] {
  const findings: Finding[] = [];
  const given = Object.fromEntries(Object.entries(inputs).filter(([, value]) => value.trim() !== ''));
  rolloutSettings(parserOf({ rollout: given }, { rollout: given }, findings));
  return findings.map((finding) => ofInput(finding, given));
}

function ofInput(finding: Finding, inputs: Mapping): Finding {
  const [section, key] = finding.path;
  if (section !== 'rollout' || typeof key !== 'string' || !Object.hasOwn(inputs, key)) return finding;
  return {
    path: ['input', key],
    message: finding.message.replace(/^rollout\./, 'input '),
  };
}

function build(
  full: Mapping,
  shown: Mapping,
  raw: RawService,
  { service: name, environment, root, inputs }: Expansion,
  findings: Finding[],
): Service {
  const parse = parserOf(full, shown, findings);
  const folder = String(full['state'] ?? '~/.local/state/sluice');
  const isLocal = full['platform'] === 'local';
  // What `~` is, each machine knows for itself.
  const state = !isLocal && folder.startsWith('~/') ? folder : absolute(folder, root);
  const own = ownPart(full, (path) => absolute(path, root), name);
  if (isMapping(shown['ssh']) && !String(shown['ssh']['key'] ?? '$').startsWith('$')) {
    findings.push({
      path: ['ssh', 'key'],
      message: 'ssh.key stands in the file: keep it as a secret, and write its name here, such as $DEPLOY_KEY',
    });
  }
  const env = isMapping(full['env']) ? (full['env'] as Record<string, string>) : {};
  const rollout = rolloutSettings(parse);
  // A platform that paces itself has limits of its own for what is not given.
  const surge = rollout.maxSurge ?? (own.platform === 'kubernetes' ? null : { value: 0 });
  if (rollout.maxUnavailable?.value === 0 && surge?.value === 0) {
    const byInputs = ['max-unavailable', 'max-surge'].every((key) => (inputs[key] ?? '').trim() !== '');
    findings.push({
      path: byInputs ? ['rollout', 'max-unavailable'] : ['rollout'],
      message: `${byInputs ? 'inputs ' : ''}max-unavailable and max-surge are both 0, so no instance could ever be replaced: set one to 1 or more`,
    });
  }
  return {
    ...own,
    name,
    environment,
    elsewhere: JSON.stringify(raw).includes('{environment}'),
    url: full['url'] === undefined ? null : String(full['url']),
    health: String(full['health'] ?? '/'),
    smokeTest: smokeTestSettings(full['smoke-test']),
    preview: parse(['preview'], '', parsePreview),
    sticky: parse(['sticky'], '', parseSticky),
    reports: parse(['reports'], '', parseReports),
    env,
    state,
    rollout,
    analysis: analysisOf(full, shown, parse, findings),
    place: placeOf(own, state),
    spec: specOf(own, env),
    raw,
  };
}

function analysisOf(full: Mapping, shown: Mapping, parse: Parse, findings: Finding[]): AnalysisSettings {
  const prometheus = prometheusSettings(full, shown, findings);
  const settings = analysisSettings(parse, prometheus !== null);
  const metrics = metricSettings(full, shown, settings.interval, findings);
  // No gateway tells by itself how long its requests take.
  const isCounted = full['platform'] !== 'kubernetes' || metrics.some(({ decides }) => decides);
  if (settings.latencyThreshold !== null && !isCounted) {
    const message = 'latency-threshold does nothing here without a metric that decides: name one that has a histogram, or take it out';
    findings.push({ path: ['analysis', 'latency-threshold'], message });
  }
  return { ...settings, prometheus, metrics };
}

/** Without what is asked for metrics, which only who starts something needs to reach. */
function withoutMetrics(raw: RawService): RawService {
  const { analysis } = raw;
  if (!isMapping(analysis)) return raw;
  const { prometheus, metrics, ...rest } = analysis;
  return { ...raw, analysis: rest };
}

function absolute(path: string, root: string): string {
  return path === '~' || path.startsWith('~/') ? resolve(homedir(), path.slice(2)) : resolve(root, path);
}

function placeOf(own: Own, state: string): string {
  if (own.platform === 'local') return digest({ platform: own.platform, port: own.port, state });
  // Not the context: what one machine calls prod, another may call otherwise, and the journal lies in the cluster itself.
  if (own.platform === 'kubernetes') {
    const { platform, namespace, workload, backend, route } = own;
    return digest({ platform, namespace, workload, ...(backend !== null && { backend }), ...(route !== null && { route }) });
  }
  return digest({
    platform: own.platform,
    servers: own.servers,
    balancers: own.balancers,
    state,
  });
}

/** Of the variables only the names: values are often secrets that change from run to run. */
function specOf(own: Own, env: Mapping): string {
  const names = Object.keys(env).sort();
  if (own.platform === 'local') return digest({ run: own.run, env: names });
  if (own.platform === 'kubernetes') return digest({ image: own.image });
  const { update, stop, upload } = own;
  return digest({ update, stop, env: names, ...(upload === null ? {} : { upload: true }) });
}
