/** One line of haproxy.cfg that says something. */
export type ConfigLine = {
  /** Without quotes, escapes and comment. */
  readonly words: readonly string[];
  /** As it stands in the file, trimmed. */
  readonly raw: string;
  /** Where it stands: `global`, `defaults`, `frontend web`. */
  readonly section: string;
};

/** One section, with what it takes over from its defaults first. */
export type Section = { readonly kind: string; readonly name: string; readonly lines: readonly ConfigLine[] };

const PROXIES = ['defaults', 'frontend', 'listen', 'backend'];
const OTHERS = [
  ...['global', 'peers', 'resolvers', 'userlist', 'mailers', 'cache', 'program', 'http-errors', 'ring', 'log-forward', 'fcgi-app'],
  ...['crt-store', 'traces', 'log-profile', 'acme', 'healthcheck'],
];
const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Reads the sections of haproxy.cfg. Never throws: what it cannot read is HAProxy's to judge. */
export function sectionsOf(text: string): Section[] {
  const sections: (Section & { lines: ConfigLine[] })[] = [];
  for (const raw of text.split(/\r?\n/)) {
    const words = wordsOf(raw);
    const [first = '', second = ''] = words;
    if (PROXIES.includes(first) || OTHERS.includes(first)) {
      const lines = PROXIES.includes(first) ? [...inherited(sections, words)] : [];
      sections.push({ kind: first, name: second === 'from' ? '' : second, lines });
    } else if (first !== '') {
      const own = sections.at(-1);
      own?.lines.push({ words, raw: raw.trim(), section: `${own.kind} ${own.name}`.trim() });
    }
  }
  return sections;
}

/** A proxy takes the defaults that it names, or else the last ones; defaults take only those that they name. */
function inherited(before: readonly Section[], words: readonly string[]): readonly ConfigLine[] {
  const from = words.indexOf('from', 1);
  if (from < 0 && words[0] === 'defaults') return [];
  return before.findLast(({ kind, name }) => kind === 'defaults' && (from < 0 || name === words[from + 1]))?.lines ?? [];
}

/** Splits a line as HAProxy does: '…' keeps all, "…" keeps all but escapes, # begins a comment. Variables stay as written. */
export function wordsOf(line: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at);
    if (quote === '' && char === '#') break;
    if (quote === '' && /\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
    } else if ((char === '"' || char === "'") && (quote === '' || quote === char)) {
      quote = quote === '' ? char : '';
      word ??= '';
    } else if (char === '\\' && quote !== "'") {
      at += 1;
      word = (word ?? '') + escaped(line.charAt(at));
    } else word = (word ?? '') + char;
  }
  return word === null ? words : [...words, word];
}

/** Other letters keep their backslash, as regular expressions need it. */
function escaped(char: string): string {
  return ' \\#"\'$'.includes(char) ? char : (ESCAPED[char] ?? `\\${char}`);
}

/** Whether an option holds at the end of these lines. */
export function hasOption(lines: readonly ConfigLine[], name: string): boolean {
  const last = lines.findLast(({ words }) => words.join(' ').replace(/^no /, '') === `option ${name}`);
  return last !== undefined && last.words[0] === 'option';
}
