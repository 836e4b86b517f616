import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Rule } from './account.ts';

const GUIDE = join(import.meta.dirname, '../../../docs/guide/kubernetes.md');

/** The rules that stand in a block of the guide, for a service of another name. */
export async function guideRules(block: string, name: string): Promise<Rule[]> {
  const [, text] = new RegExp(`\`\`\`yaml ${block}\\n([\\s\\S]*?)\`\`\``).exec(await readFile(GUIDE, 'utf8')) ?? [];
  if (text === undefined) throw new Error(`the guide has no block ${block}`);
  const { rules } = parse(text) as { rules: Rule[] };
  const named = (one: string) => one.replace(/\bshop\b/, name);
  return rules.map((rule) => (rule['resourceNames'] ? { ...rule, resourceNames: rule['resourceNames'].map(named) } : rule));
}
