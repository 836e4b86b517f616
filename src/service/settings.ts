import type { AnalysisSettings, PreviewSettings, RolloutSettings, Service, SmokeTestSettings, StickySettings } from '../ports/service.ts';
import { parseCount } from '../units/count.ts';
import { parseDuration } from '../units/duration.ts';
import { isMapping, type Mapping } from '../units/mapping.ts';
import { parsePercent, parseWeights } from '../units/percent.ts';
import type { Finding } from './finding.ts';
import { valueAt } from './mapping.ts';
import { SHORTEST_INTERVAL } from './metrics.ts';

/** Takes a value that the schema let pass through its parser; what the parser throws becomes a finding. */
export type Parse = <T>(path: readonly string[], fallback: string, parser: (text: string) => T) => T;

/** Parses values of an expanded service; messages show them as in `shown`, since an expanded value may be secret. */
export function parserOf(expanded: Mapping, shown: Mapping, findings: Finding[]): Parse {
  return (path, fallback, parser) => {
    const value = String(valueAt(expanded, path) ?? fallback);
    try {
      return parser(value);
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      const message = value === '' ? said : said.replaceAll(value, () => String(valueAt(shown, path)));
      findings.push({ path, message: `${path.join('.')}: ${message}` });
      return parser(fallback);
    }
  };
}

export function rolloutSettings(parse: Parse): RolloutSettings {
  const of = <T>(key: string, fallback: string, parser: (text: string) => T): T => parse(['rollout', key], fallback, parser);
  return {
    maxUnavailable: of('max-unavailable', '', given(parseCount)),
    maxSurge: of('max-surge', '', given(parseCount)),
    bakeTime: of('bake-time', '', given(parseDuration)),
    keepOld: of('keep-old', '0s', parseDuration),
    minReady: of('min-ready', '', given(parseDuration)),
    drainTimeout: of('drain-timeout', '30s', parseDuration),
    onDrainTimeout: of('on-drain-timeout', 'force', oneOf('force', 'wait', 'fail')),
    progressDeadline: of('progress-deadline', '10m', parseDuration),
    previewSize: of('preview-size', '100%', parseCount),
    onFailure: of('on-failure', 'rollback', oneOf('rollback', 'pause')),
    onCancel: of('on-cancel', 'rollback', oneOf('rollback', 'pause')),
    until: of('until', 'retired', oneOf('retired', 'switched', 'prepared')),
    weights: of('weight', '', given(parseWeights)),
    onOutdated: of('on-outdated', 'fail', oneOf('fail', 'deploy')),
    onBusy: of('on-busy', 'fail', oneOf('fail', 'wait', 'supersede')),
    comment: of('comment', 'on-change', oneOf('on-change', 'on-failure', 'never')),
    deployment: of('deployment', 'auto', oneOf('auto', 'attach', 'create', 'none')),
  };
}

/** All of `analysis` but the metrics. `asks`: whether Prometheus is asked, which has new numbers every 15 s where nobody changed that. */
export function analysisSettings(parse: Parse, asks: boolean): Omit<AnalysisSettings, 'prometheus' | 'metrics'> {
  const of = <T>(key: string, fallback: string, parser: (text: string) => T): T => parse(['analysis', key], fallback, parser);
  return {
    interval: of('interval', asks ? '15s' : '10s', parseInterval),
    initialDelay: of('initial-delay', '0s', parseDuration),
    analysisTimeout: of('analysis-timeout', '1h', parseDuration),
    maxErrorRate: of('max-error-rate', '0.5%', parsePercent),
    maxErrorRatio: of('max-error-ratio', '2', Number),
    minPolls: of('min-polls', '3', Number),
    onInconclusive: of('on-inconclusive', 'pause', oneOf('pause', 'pass', 'rollback')),
    onNoData: of('on-no-data', 'wait', oneOf('wait', 'fail', 'pass')),
    falseAlarmRate: of('false-alarm-rate', '0.01', Number),
    confidence: of('confidence', '0.95', Number),
    tolerance: {
      errors: parse(['analysis', 'tolerance', 'errors'], '1', Number),
      latency: parse(['analysis', 'tolerance', 'latency'], '1.1', Number),
    },
    latencyThreshold: of('latency-threshold', '', given(parseDuration)),
    burst: of('burst', 'auto', (text) => (text === 'auto' ? null : Number(text))),
    earlyPass: of('early-pass', 'false', (text) => text === 'true'),
  };
}

function parseInterval(text: string): number {
  const interval = parseDuration(text);
  if (interval < SHORTEST_INTERVAL) throw new Error(`"${text}" is under a second: write 1s or more`);
  return interval;
}

/** What is not given is null: whoever uses it has a default of its own. */
function given<T>(parser: (text: string) => T): (text: string) => T | null {
  return (text) => (text === '' ? null : parser(text));
}

function oneOf<T extends string>(...words: T[]): (text: string) => T {
  return (text) => {
    const word = words.find((known) => known === text);
    if (word === undefined) throw new Error(`"${text}" is not known: write ${words.join(' or ')}`);
    return word;
  };
}

export function smokeTestSettings(value: unknown): SmokeTestSettings | null {
  if (!isMapping(value)) return null;
  return {
    path: String(value['path']),
    contains: value['contains'] === undefined ? null : String(value['contains']),
    times: Number(value['times'] ?? 1),
  };
}

/** Reads `header:Name=value`, `cookie:name=value` or an address. The error does not show the text: its value may be secret. */
export function parsePreview(text: string): PreviewSettings | null {
  if (text === '') return null;
  if (/^https?:\/\/\S+$/.test(text)) return { kind: 'url', url: text };
  const match = /^(header|cookie):([A-Za-z0-9_-]+)=([\x20-\x7e]+)$/.exec(text);
  if (match === null) throw new Error('write header:X-Preview=<value>, cookie:preview=<value> or an address, in one line of plain letters');
  return {
    kind: match[1] as 'header' | 'cookie',
    name: match[2] ?? '',
    value: match[3] ?? '',
  };
}

export function parseSticky(text: string): StickySettings | null {
  if (text === '') return null;
  const match = /^(header|cookie):([A-Za-z0-9_-]+)$/.exec(text);
  if (match === null) throw new Error('write cookie:uid or header:X-User');
  return { kind: match[1] as 'header' | 'cookie', name: match[2] ?? '' };
}

export function parseReports(text: string): Service['reports'] {
  if (text === '') return null;
  if (/^\/\S*$/.test(text)) return { kind: 'path', name: text };
  const name = /^header:([A-Za-z0-9-]+)$/.exec(text)?.[1];
  if (name === undefined) throw new Error('write a path like /version, or header:X-Version');
  return { kind: 'header', name };
}
