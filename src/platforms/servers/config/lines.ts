import type { HaproxyBalancer, PreviewSettings, ServersService } from '../../../ports/service.ts';

/** The lines that a frontend in front of two tracks needs, each without indent. */
export type TrackLines = {
  readonly lookup: string;
  /** Draws 0 to 99 for each request. */
  readonly draw: string;
  /** Instead of the draw, the same number for the same user; null where users need not keep their side. */
  readonly stick: string | null;
  readonly dice: string;
  readonly preview: { readonly lookup: string; readonly acl: string; readonly green: string; readonly blue: string } | null;
  /** Green gets its share while it has a server. */
  readonly green: string;
  /** Green gets all while blue has none. */
  readonly alone: string;
  readonly rest: string;
};

/** How a frontend calls its variables and ACLs. */
export type Names = {
  readonly percent: string;
  readonly roll: string;
  readonly pointed: string;
  readonly dice: string;
  readonly asked: string;
};

export const NAMES: Names = { percent: 'txn.pct', roll: 'txn.roll', pointed: 'txn.preview', dice: 'dice', asked: 'preview' };

/** The lines for this balancer, with the names that a frontend has already; null where it has no tracks. */
export function trackLines(service: ServersService, balancer: HaproxyBalancer, names: Names = NAMES): TrackLines | null {
  const { backend, map, key } = balancer;
  if (typeof backend === 'string' || map === null || key === null) return null;
  const { blue, green } = backend;
  const { percent, roll, pointed, dice, asked } = names;
  const set = (variable: string, expression: string) => `http-request set-var(${variable}) ${expression}`;
  const lookup = (variable: string, entry: string) => set(variable, `str(${entry}),map_str_int(${map},0)`);
  return {
    lookup: lookup(percent, key),
    draw: set(roll, 'rand(100)'),
    stick: service.sticky && set(roll, `${fetchOf(service.sticky)},crc32,mod(100)`),
    dice: `acl ${dice} var(${roll}),sub(${percent}) lt 0`,
    preview: service.preview && {
      lookup: lookup(pointed, `${key}.preview`),
      acl: `acl ${asked} ${previewMatch(service.preview)}`,
      green: `use_backend ${green} if ${asked} { var(${pointed}) -m int 1 }`,
      blue: `use_backend ${blue} if ${asked} { var(${pointed}) -m int 2 }`,
    },
    green: `use_backend ${green} if ${dice} { nbsrv(${green}) gt 0 }`,
    alone: `use_backend ${green} if !${dice} { nbsrv(${blue}) eq 0 }`,
    rest: `default_backend ${blue}`,
  };
}

/**
 * The lines that the frontend of haproxy.cfg needs for this service, indented and in order. The secret of `preview` is
 * not among them: `<the value of preview>` stands for it.
 */
export function recommendedFrontend(service: ServersService, balancer: HaproxyBalancer): string {
  const lines = trackLines(service, balancer);
  if (!lines) return indented([`default_backend ${balancer.backend}`]);
  const { lookup, draw, stick, dice, preview, green, alone, rest } = lines;
  return indented([lookup, preview?.lookup, draw, stick, dice, preview?.acl, preview?.green, preview?.blue, green, alone, rest]);
}

/** The lines of a backend with the servers of one track. */
export function recommendedBackend(service: ServersService, name: string, track: 'blue' | 'green' | null): string {
  const servers = service.servers.filter((server) => server.track === track);
  return [
    `  backend ${name}`,
    `    option httpchk GET ${service.health}`,
    '    default-server check inter 1s rise 2 fall 2 weight 100',
    ...servers.map((server) => `    server ${server.name} ${server.address}`),
  ].join('\n');
}

/** Lines as they stand in a section. */
export function indented(lines: readonly (string | null | undefined)[]): string {
  return lines.flatMap((line) => (line ? [`  ${line}`] : [])).join('\n');
}

function fetchOf({ kind, name }: { kind: 'header' | 'cookie'; name: string }): string {
  return kind === 'cookie' ? `req.cook(${name})` : `req.hdr(${name})`;
}

function previewMatch(preview: PreviewSettings): string {
  if (preview.kind === 'url') return `req.hdr(host) -m str -i ${URL.parse(preview.url)?.host ?? '<the host of preview>'}`;
  return `${fetchOf(preview)} -m str '<the value of preview>'`;
}
