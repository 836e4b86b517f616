import { quoted } from '../../../../units/problem.ts';

/** What to write where a template stands that nobody has rendered. */
export function unrendered(text: string): string {
  const [found = text] = /\{\{.*?(\}\}|$)/.exec(text) ?? [];
  return `${quoted(found)} is a template that nobody has rendered: run \`helm template\` before, with its output in a file, and name that file in \`manifests\``;
}
