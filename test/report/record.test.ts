import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { OUTCOMES } from '../../src/ports/outcome.ts';
import { REASONS } from '../../src/ports/reason.ts';
import { emptyRecord, foldEnding, foldEvent } from '../../src/report/index.ts';
import * as stories from './stories.ts';
import { canaryAtWork, canaryRollout, context, ending, event, NEW, OLD, picture, STORIES } from './stories.ts';

const schema = JSON.parse(readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ allowUnionTypes: true }).compile(schema);

describe('the record', () => {
  it.each(Object.entries(STORIES))('is as its schema says: %s', (_, story) => {
    const valid = validate(story());
    expect(validate.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it('may have every outcome and reason there is', () => {
    expect(schema.properties.outcome.enum).toEqual([...OUTCOMES, null]);
    expect(schema.properties.reason.enum).toEqual([...REASONS, null]);
  });

  it('adds up the instances beyond the usual number over time', () => {
    const two = [
      event(0, 'a', { picture: picture({ extra: 2 }) }),
      event(90_000, 'b', { picture: picture({ extra: 0 }) }),
      event(600_000, 'c'),
    ].reduce(foldEvent, emptyRecord('shop', 'production'));
    expect(two.extraInstanceMinutes).toBe(3);
  });

  it('counts no time when the clock is set back', () => {
    const record = [event(60_000, 'a', { picture: picture() }), event(0, 'b')].reduce(foldEvent, emptyRecord('shop', 'production'));
    expect(record.extraInstanceMinutes).toBe(0);
  });

  it('tells what was refused, not the rollout that was in the way', () => {
    const busy = ending('refused', 'busy', 'Another version is in flight.');
    const record = foldEnding(null, busy, { ...context, version: 'v9' });
    expect(record).toMatchObject({ version: 'v9', rollout: null, stages: [] });
    expect(foldEnding(null, busy, { ...context, version: null })).toMatchObject({ version: NEW, rollout: 'r1' });
  });

  it('keeps the evidence of the last poll through events without any', () => {
    expect(foldEvent(canaryAtWork(), event(800_000, 'next')).evidence).toHaveLength(1);
  });

  it('tells repeated polls once, with the latest text', () => {
    const polls = [1, 2, 3].map((n) => event(n * 1000, `poll ${n}`, { kind: 'evidence' }));
    expect(polls.reduce(foldEvent, emptyRecord('shop', 'production')).timeline.map(({ text }) => text)).toEqual(['poll 3']);
  });

  it('keeps the beginning and the end of a timeline of more than 200 lines', () => {
    const many = Array.from({ length: 300 }, (_, n) => event(n, `line ${n}`)).reduce(foldEvent, emptyRecord('shop', 'production')).timeline;
    expect(many).toHaveLength(200);
    expect([many[0]?.text, many[19]?.text, many[20]?.text, many.at(-1)?.text]).toEqual(['line 0', 'line 19', 'line 120', 'line 299']);
  });

  it('lists the last five live versions, without the present one and those taken back', () => {
    expect(stories.rolledBack().history.map(({ version }) => version)).toEqual(['v1.4.0', 'v1.3.0', 'v1.2.0', 'v1.1.0', 'v1.0.0']);
    expect(stories.rolledBack().previousVersion).toBe(OLD);
  });

  it.each([
    ['promoted', 100],
    ['paused', 25],
  ] as const)('ends with the traffic that %s means', (outcome, weight) => {
    expect(foldEnding(canaryAtWork(), ending(outcome, 'done', ''), context).weight).toBe(weight);
  });

  it.each([
    ['taken back', 'back', 0],
    ['brought back as a rollout of its own', 'forward', 100],
  ] as const)('ends with the traffic of what was %s', (_what, direction, weight) => {
    const rollout = canaryRollout({ direction });
    expect(foldEnding(canaryAtWork(), ending('rolled-back', 'requested', '', { rollout }), context).weight).toBe(weight);
  });
});
