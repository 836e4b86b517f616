import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readCommand } from '../../src/commands/grammar.ts';
import { bar, foldEnding, foldEvent, type ReportRecord, renderHtml, renderMarkdown } from '../../src/report/index.ts';
import * as stories from './stories.ts';
import { canaryAtWork, context, ending, event, STORIES } from './stories.ts';

const first = (record: ReportRecord) => renderMarkdown(record, { kind: 'comment' }).split('\n')[0];

describe('the comment', () => {
  it.each(Object.entries(STORIES))('tells all of it: %s', async (name, story) => {
    await expect(renderMarkdown(story(), { kind: 'comment' })).toMatchFileSnapshot(`snapshots/${name}.md`);
  });

  it('says what happened on its first line', () => {
    expect(first(stories.rolledBack())).toBe('**Rolled back to 3f2a9c1**: It failed 0.58 % of its requests, stable 0.28 %.');
    expect(first(stories.rollingAtWork())).toBe('**Rolling 2 of 4 to v2**: 3 of 4 serve');
    expect(first(stories.canaryAtWork())).toBe('**Rolling out 9ab41d0, now at 25 %**: 5 serve, 1 more than usual');
    expect(first(stories.promoted())).toMatch(/^\*\*Promoted 9ab41d0\*\*: /);
  });

  it('links the promotion workflow where there is something to promote', () => {
    const ways = { workflowUrl: 'https://github.com/octo/app/actions/workflows/promote.yml', byComment: false };
    expect(renderMarkdown(stories.paused(), { kind: 'summary', ways })).toContain(
      `in the [promotion workflow](${ways.workflowUrl}) or with a step`,
    );
    expect(renderMarkdown(stories.promoted(), { kind: 'summary', ways })).not.toContain(ways.workflowUrl);
    expect(renderMarkdown(stories.stuck(), { kind: 'summary', ways })).not.toContain(ways.workflowUrl);
  });

  it('asks nobody to mend a version that was taken back for another reason', () => {
    const next = (reason: ReportRecord['reason']) =>
      renderMarkdown({ ...stories.rolledBack(), reason }, { kind: 'comment' }).includes('Mend');
    expect([next('analysis-failed'), next('requested'), next('cancelled')]).toEqual([true, false, false]);
  });

  it("names nobody where the run is nobody's", () => {
    const story = stories.paused();
    const run = story.run && { ...story.run, actor: '' };
    expect(renderMarkdown({ ...story, run }, { kind: 'summary' })).not.toMatch(/ by {2}/);
  });

  it('shows the traffic on its second line', () => {
    expect(renderMarkdown(stories.paused(), { kind: 'comment' }).split('\n\n')[1]).toBe('███░░░░░░░ 25 % of the traffic goes to 9ab41d0');
  });

  it('offers each choice as a step that can be pasted', () => {
    const blocks = renderMarkdown(stories.canary(), { kind: 'comment' }).match(/(?<=^```\n)- .*(?=\n```$)/gm) ?? [];
    const at = { service: 'shop', environment: 'production' };
    expect(blocks.map((block) => parse(block))).toEqual([
      [{ uses: 'sluice-actions/sluice/actions/promote@v1', with: at }],
      [{ uses: 'sluice-actions/sluice/actions/rollback@v1', with: at }],
    ]);
  });

  it.each([
    ['canary', ['promote', 'rollback']],
    ['paused', ['promote', 'rollback']],
    ['canaryAtWork', ['rollback']],
    ['locked', ['unlock', 'rollback']],
    ['refusedByLock', ['unlock']],
    ['goingBack', []],
  ] as const)('offers comments that are obeyed: %s', (story, actions) => {
    const text = renderMarkdown(
      { ...STORIES[story](), environment: 'eu-1' },
      { kind: 'comment', ways: { workflowUrl: '', byComment: true } },
    );
    const blocks = text.match(/(?<=^```\n)\/sluice .*(?=\n```$)/gm) ?? [];
    expect(blocks.map(readCommand)).toEqual(
      actions.map((action) => ({ action, service: 'shop', environment: 'eu-1', to: null, reason: null })),
    );
  });

  it('offers a comment for each of the last five live versions', () => {
    const text = renderMarkdown(stories.promoted(), { kind: 'comment', ways: { workflowUrl: '', byComment: true } });
    const commands = text.match(/(?<=<code>)\/sluice [^<]*/g)?.map((code) => readCommand(code.replaceAll('&#64;', '@')));
    expect(commands).toMatchObject(['v1.4.0', 'v1.3.0', 'v1.2.0', 'v1.1.0', 'v1.0.0'].map((to) => ({ action: 'rollback', to })));
  });

  it.each([
    ['an environment', { environment: 'pr 7' }],
    ['a service', { service: '-shop' }],
  ])('offers a step where no comment can name %s', (_, change) => {
    const text = renderMarkdown({ ...stories.canary(), ...change }, { kind: 'comment', ways: { workflowUrl: '', byComment: true } });
    expect(text).not.toContain('/sluice ');
    expect(text).toContain('or take it back, with a step of a workflow:');
  });

  it('says who locked, since when and why, once', () => {
    const lock = { why: 'a | b', by: '', at: stories.T0, url: 'https://github.com/octo/app/actions/runs/9' };
    const line = '**Locked** [by somebody since 2030-01-02 03:04 UTC](https://github.com/octo/app/actions/runs/9): a &#124; b';
    expect(renderMarkdown({ ...stories.stuck(), lock }, { kind: 'comment' })).toContain(line);
    for (const story of [stories.locked, stories.refusedByLock])
      expect(renderMarkdown(story(), { kind: 'comment' }).split('\n\n').slice(1).join('')).not.toMatch(/bob since/);
  });

  it('shows a moment that no calendar has as unknown', () => {
    const record = { ...stories.promoted(), history: [{ version: 'v0', at: 1e300, runUrl: '', by: 'a' }] };
    expect(renderMarkdown(record, { kind: 'comment' })).toContain('| v0 | an unknown day UTC |');
    expect(renderHtml(record)).toContain('live since an unknown day UTC');
  });

  it('links nothing but plain web addresses', () => {
    const record = { ...stories.promoted(), url: 'javascript:alert(1)' };
    expect(renderMarkdown(record, { kind: 'comment' })).not.toContain('javascript');
  });

  it('says the stage of a line once', () => {
    const lines = ['going back: 3 of 5 fail', 'shift blue'].map((text, n) => event(n, text, { stage: 'going back' }));
    const text = renderMarkdown(lines.reduce(foldEvent, canaryAtWork()), { kind: 'summary' });
    expect(text).toMatch(/^- \S+ going back: 3 of 5 fail$/m);
    expect(text).toMatch(/^- \S+ going back: shift blue$/m);
  });

  it('drops the timeline first when it is too long, and keeps what happened', () => {
    const lines = Array.from({ length: 200 }, (_, n) => event(n, `${n} ${'@'.repeat(290)}`));
    const record = lines.reduce(foldEvent, canaryAtWork());
    const text = renderMarkdown(record, { kind: 'summary' });
    expect(text).not.toContain('Timeline');
    expect(text).toContain('Traffic over time');
  });

  it('never has more than 65,000 characters', () => {
    const long = '<@'.repeat(5000);
    const rollout = stories.canaryRollout({ stages: Array.from({ length: 300 }, () => stories.stage(long, 0, 1, { by: long })) });
    const evidence = Array.from({ length: 50 }, () => ({
      metric: long,
      text: long,
      canary: { requests: 1, errors: 1 },
      stable: { requests: 1, errors: 1 },
    }));
    const full = foldEvent(canaryAtWork(), event(0, long, { rollout, evidence, stage: long }));
    const record = foldEnding(full, ending('stuck', 'drift', long, { rollout, commands: Array.from({ length: 99 }, () => long) }), context);
    const text = renderMarkdown(record, { kind: 'comment' });
    expect(text.length).toBeLessThanOrEqual(65_000);
    expect(text).toContain('**Stuck with');
    expect(text).not.toContain('<@');
  });
});

describe('the bar', () => {
  it.each([
    [0, '░░░░░░░░░░ 0 %'],
    [1, '█░░░░░░░░░ 1 %'],
    [80, '████████░░ 80 %'],
    [99, '█████████░ 99 %'],
    [100, '██████████ 100 %'],
  ])('shows %d percent', (weight, shown) => expect(bar(weight)).toBe(shown));
});
