import { afterAll, describe, expect, test, vi } from 'vitest';
import { boundariesOf } from './boundaries.ts';
import { type Tried, tryFault, trySleep, tryTwo } from './case.ts';
import { knownBug } from './known.ts';
import { type Afterwards, afterwards, type Second, scenarios, seconds } from './scenarios.ts';
import { stateBefore } from './walk.ts';

vi.setConfig({ testTimeout: 120_000 });

// One case alone: FAULT='rolling 2 @5 platform.start, killed before, then rollback' vitest run test/faults/simulated.test.ts
const alone = process.env['FAULT'];

const walked = { boundaries: 0, faults: 0, two: 0, naps: 0, known: new Map<string, number>() };

afterAll(() => {
  const known = [...walked.known].map(([bug, times]) => `${bug} (${times})`).join(', ');
  console.log(
    `${walked.boundaries} boundaries in ${scenarios.length} scenarios: ${walked.faults} faults, ${walked.two} second processes, ${walked.naps} naps; ` +
      `known and not mended: ${known || 'none'}`,
  );
});

/** Tries all cases of a scenario; gives the texts of those that went wrong. */
async function all<Case>(cases: readonly Case[], name: (one: Case) => string, attempt: (one: Case) => Promise<Tried>): Promise<string[]> {
  const wrong: string[] = [];
  for (const one of cases) {
    if (alone !== undefined && alone !== name(one)) continue;
    const tried = await attempt(one);
    if (alone !== undefined) console.log(name(one), ...tried.story.map((line) => `\n  ${line}`));
    if (tried.wrong.length === 0) continue;
    const bug = knownBug(tried);
    if (bug) walked.known.set(bug, (walked.known.get(bug) ?? 0) + 1);
    else wrong.push([`FAULT='${name(one)}'`, ...tried.story, ...tried.wrong.map((text) => `WRONG ${text}`)].join('\n  '));
  }
  return wrong;
}

const first = (wrong: readonly string[]) => wrong.slice(0, 5).join('\n\n');

describe.each(scenarios)('$name', (scenario) => {
  test('comes to its end whatever fails, and whoever goes on', async () => {
    const state = await stateBefore(scenario);
    const boundaries = await boundariesOf(scenario, state);
    walked.boundaries += boundaries.length;
    const cases = boundaries.flatMap(({ at, call, writes }) => {
      const hows = writes
        ? (['killed before', 'killed after', 'fails', 'reply lost', 'cancelled'] as const)
        : (['killed before', 'fails', 'cancelled'] as const);
      return hows.flatMap((how) => {
        // Where nothing was written, whoever goes on finds the same as at the boundary before: they take turns.
        const turn = afterwards[(at + how.length) % afterwards.length] as Afterwards;
        return (how.startsWith('killed') && writes ? afterwards : [turn]).map((then) => ({ at, call, how, then }));
      });
    });
    walked.faults += cases.length;
    const wrong = await all(
      cases,
      ({ at, call, how, then }) => `${scenario.name} @${at} ${call}, ${how}, then ${then}`,
      ({ at, how, then }) => tryFault(scenario, state, { at, how }, then),
    );
    expect(first(wrong)).toBe('');
  });

  test('is not disturbed by a second process, whenever that starts', async () => {
    const state = await stateBefore(scenario);
    const cases = (await boundariesOf(scenario, state)).flatMap(({ at, call, writes }) => {
      const turn = seconds[at % seconds.length] as Second;
      return (writes ? seconds : [turn]).map((second) => ({ at, call, second }));
    });
    walked.two += cases.length;
    const wrong = await all(
      cases,
      ({ at, call, second }) => `${scenario.name} @${at} ${call}, beside ${second}`,
      ({ at, second }) => tryTwo(scenario, state, at, second),
    );
    expect(first(wrong)).toBe('');
  });

  test('is left alone by a process that wakes up after it was replaced', async () => {
    const state = await stateBefore(scenario);
    const cases = (await boundariesOf(scenario, state)).flatMap(({ at, call, writes }) => {
      const hows = writes ? (['sleeps before', 'sleeps after'] as const) : (['sleeps before'] as const);
      return hows.map((how) => ({ at, call, how, second: at % 2 === 0 ? ('rollback' as const) : ('the same' as const) }));
    });
    walked.naps += cases.length;
    const wrong = await all(
      cases,
      ({ at, call, how, second }) => `${scenario.name} @${at} ${call}, ${how}, beside ${second}`,
      ({ at, how, second }) => trySleep(scenario, state, { at, how }, second),
    );
    expect(first(wrong)).toBe('');
  });
});
