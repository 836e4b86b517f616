import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

// Fills the tables of inputs and outputs in each action's README from its action.yml, and writes the action.yml of the root; with --check it
// only compares.

type Field = { description: string; required?: boolean; default?: string };
type Action = { inputs: Record<string, Field>; outputs: Record<string, Field> };

const ACTIONS = join(import.meta.dirname, '../actions');

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function table(head: string, fields: Record<string, Field>): string {
  const rows = Object.entries(fields).map(([name, field]) => `| \`${name}\` | ${cell(field.description)} |`);
  return [`| ${head} | what it is |`, '|---|---|', ...rows].join('\n');
}

/** @throws where the page has no such pair of markers */
function between(page: string, marker: string, text: string, file: string): string {
  const pattern = new RegExp(`(<!-- ${marker} -->\n)[^]*?(<!-- /${marker} -->)`);
  if (!pattern.test(page)) throw new Error(`${file} has no <!-- ${marker} --> … <!-- /${marker} -->: add both lines`);
  return page.replace(pattern, (_all, open: string, close: string) => `${open}${text}\n${close}`);
}

const stale: string[] = [];
for (const name of readdirSync(ACTIONS).sort()) {
  const file = join(ACTIONS, name, 'README.md');
  const page = readFileSync(file, 'utf8');
  const { inputs, outputs } = parse(readFileSync(join(ACTIONS, name, 'action.yml'), 'utf8')) as Action;
  const where = `actions/${name}/README.md`;
  const next = between(between(page, 'inputs', table('input', inputs), where), 'outputs', table('output', outputs), where);
  if (next === page) continue;
  stale.push(where);
  if (!process.argv.includes('--check')) writeFileSync(file, next);
}

// The one that the Marketplace lists must lie in the root. It is `status`, which changes nothing.
const LISTED = {
  name: 'Sluice',
  description: 'Rolling, blue/green and canary deployments, by the steps in actions/. This one says what is live and what is in flight.',
};
const root = join(import.meta.dirname, '../action.yml');
const listed = readFileSync(join(ACTIONS, 'status/action.yml'), 'utf8')
  .replace(/^name: .*$/m, `name: ${LISTED.name}`)
  .replace(/^description: .*$/m, `description: '${LISTED.description}'`)
  .replaceAll('../../dist/', 'dist/');
if (readFileSync(root, 'utf8') !== listed) {
  stale.push('action.yml');
  if (!process.argv.includes('--check')) writeFileSync(root, listed);
}

if (process.argv.includes('--check') && stale.length > 0) {
  console.error(`Not what the action.yml of an action says: ${stale.join(', ')}. Run \`npm run docs\`.`);
  process.exitCode = 1;
}
