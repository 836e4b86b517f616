import { startGithub } from '../../test/fakes/github/server.ts';
import { COUNTED, requestsOf } from '../../test/github/requests.ts';
import { atMost, beside, type Figure, type Part } from './figure.ts';

/** How many requests GitHub gets for comment and deployment record together, as the emulator counts them. */
export const requests: Part = async ({ signal, say }) => {
  const figures: Figure[] = [];
  for (const { name, most, work } of COUNTED) {
    signal.throwIfAborted();
    figures.push(atMost(`${name}, told at GitHub`, await count(work, false, say), 'requests', most));
  }
  for (const { name, work } of COUNTED) {
    signal.throwIfAborted();
    figures.push(beside(`… where several environments share the comment: ${name}`, await count(work, true, say), 'requests'));
  }
  return figures;
};

async function count(work: (typeof COUNTED)[number]['work'], shared: boolean, say: (line: string) => void): Promise<number> {
  const github = await startGithub();
  try {
    const operations = await requestsOf(work, github, { shared });
    say(`  ${operations.length}: ${operations.join(' ')}`);
    if (github.violations.length > 0) throw new Error(`GitHub does not know that: ${github.violations.join('; ')}`);
    return operations.length;
  } finally {
    await github.close();
  }
}
