import { describe, expect, it } from 'vitest';
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
    expect(first(stories.promoted())).toMatch(/^\*\*Promoted 9ab41d0\*\*: /);
  });

  it('links the promotion workflow where there is something to promote', () => {
    const url = 'https://github.com/octo/app/actions/workflows/promote.yml';
    expect(renderMarkdown(stories.paused(), { kind: 'summary', workflowUrl: url })).toContain(`[promotion workflow](${url})`);
    expect(renderMarkdown(stories.promoted(), { kind: 'summary', workflowUrl: url })).not.toContain(url);
  });

  it('shows a moment that no calendar has as unknown', () => {
    const record = { ...stories.promoted(), history: [{ version: 'v0', at: 1e300, runUrl: '', by: 'a' }] };
    expect(renderMarkdown(record, { kind: 'comment' })).toContain('- v0, live since an unknown day UTC');
    expect(renderHtml(record)).toContain('live since an unknown day UTC');
  });

  it('links nothing but plain web addresses', () => {
    const record = { ...stories.promoted(), url: 'javascript:alert(1)' };
    expect(renderMarkdown(record, { kind: 'comment' })).not.toContain('javascript');
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
