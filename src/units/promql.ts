/** What the names in two braces stand for; null where nobody knows. */
export type TrackValues = Readonly<Record<string, string | null>>;

/** `backend`: what carries the track in its balancer. */
const NAMES: readonly string[] = ['track', 'version', 'backend', 'namespace'];
/** Blanks and comments, texts, words, and marks; the texts as in https://prometheus.io/docs/prometheus/latest/querying/basics/#string-literals. */
const TOKENS = /\s+|#[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`|[A-Za-z_:][\w:]*|[=!]~|./gs;
const TEMPLATE = /\{\{([^{}]*)\}\}/g;
const DIFFERENCES = /^(rate|irate|increase|delta|idelta|deriv|predict_linear|\w+_over_time)$/;
const AGGREGATIONS = /^(sum|avg|min|max|count|group|stddev|stdvar|topk|bottomk|quantile|count_values|limitk|limit_ratio)$/;

/** What is wrong with a query for one counter by track, each in a sentence that goes on after its name. */
export function counterProblems(query: string): string[] {
  const tokens = tokensOf(query);
  const names = templatesOf(tokens);
  const isCalled = (at: number) => ['(', 'by', 'without'].includes(tokens[at + 1] ?? '');
  const called = tokens.filter((_, at) => isCalled(at));
  const difference = called.find((word) => DIFFERENCES.test(word));
  const aggregation = called.find((word) => AGGREGATIONS.test(word));
  const problems = textProblems(tokens);
  if (difference !== undefined)
    problems.push(`holds ${difference}(): write the counter itself, like shop_requests_total{…}; what it grew by is found out here`);
  else if (tokens.includes('['))
    problems.push('holds a range in [ ]: write the counter itself, like shop_requests_total{…}; what it grew by is found out here');
  if (aggregation !== undefined && !(tokens.includes('by') && tokens.includes('instance')))
    problems.push(
      `holds ${aggregation}(): leave it out; series are added up here, each by itself, so that one that begins again is noticed`,
    );
  if (!names.some((name) => name !== 'namespace'))
    problems.push('is the same for both tracks: put {{track}}, {{version}} or {{backend}} in it, like {version="{{version}}"}');
  return problems;
}

/** What is wrong with a query that gives any number. */
export function queryProblems(query: string): string[] {
  return textProblems(tokensOf(query));
}

/** The names in two braces that a query holds. */
export function namesIn(query: string): string[] {
  return templatesOf(tokensOf(query));
}

/** The query of one track. Values are escaped for the text that they stand in, and for a regular expression where it is one. */
export function renderQuery(query: string, values: TrackValues): string {
  const tokens = tokensOf(query, true);
  return tokens.map((token, at) => (isText(token) ? rendered(token, isPattern(tokens, at), values) : token)).join('');
}

function rendered(text: string, pattern: boolean, values: TrackValues): string {
  return text.replace(TEMPLATE, (whole, name: string) => {
    const value = values[name.trim()];
    if (value === undefined || value === null) return whole;
    const literal = pattern ? value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : value;
    return literal.replace(/[\\"']/g, (mark) => (mark === '\\' || mark === text[0] ? `\\${mark}` : mark)).replaceAll('\n', '\\n');
  });
}

function isPattern(tokens: readonly string[], at: number): boolean {
  return /^[=!]~$/.test(tokens.slice(0, at).findLast((token) => !isBlank(token)) ?? '');
}

function textProblems(tokens: readonly string[]): string[] {
  const problems: string[] = [];
  const unknown = templatesOf(tokens).find((name) => !NAMES.includes(name));
  if (unknown !== undefined) problems.push(`holds {{${unknown}}}, which stands for nothing: write {{${NAMES.join('}}, {{')}}}`);
  if (tokens.some((token) => /^["'`]$/.test(token))) problems.push('holds a text without an end: close its quotes');
  if (tokens.some((token, at) => token === '{' && tokens[at + 1] === '{'))
    problems.push('holds {{ outside of quotes: write it in a text, like {version="{{version}}"}');
  if (tokens.some((token) => token.startsWith('`') && token.includes('{{')))
    problems.push('holds {{ in backquotes, in which nothing can be escaped: write it in double quotes');
  return problems;
}

function tokensOf(query: string, blanks = false): string[] {
  const all = query.match(TOKENS) ?? [];
  return blanks ? all : all.filter((token) => !isBlank(token));
}

function templatesOf(tokens: readonly string[]): string[] {
  return tokens.filter(isText).flatMap((text) => [...text.matchAll(TEMPLATE)].map(([, name = '']) => name.trim()));
}

function isBlank(token: string): boolean {
  return /^(\s|#)/.test(token);
}

function isText(token: string): boolean {
  return token.length > 1 && /^["'`]/.test(token);
}
