import { expect, test } from 'vitest';
import { choose, needsTold, workflowInputs } from '../../src/commands/choose.ts';
import { type Command, readCommand } from '../../src/commands/grammar.ts';

const shop = { service: 'shop', inFlight: new Map([['production', 'v2'] as const, ['staging', null] as const]) };
const api = { service: 'api', inFlight: new Map([['staging', 'v9']]) };

function read(line: string): Command {
  const command = readCommand(`/sluice ${line}`);
  if ('mistake' in command) throw new Error(command.mistake);
  return command;
}

test.each([
  ['promote', [shop], { service: 'shop', version: 'v2' }],
  ['rollback', [shop], { service: 'shop', version: 'v2' }],
  ['rollback to previous', [shop], { service: 'shop', version: null }],
  ['lock why', [shop], { service: 'shop', version: null }],
  ['shop@staging promote', [shop, api], { service: 'shop', version: null }],
  ['api@staging promote', [shop, api], { service: 'api', version: 'v9' }],
  ['web promote', [shop, api], { service: 'web', version: null }],
  ['promote', [], { service: null, version: null }],
  // Only one is told of in production.
  ['promote', [shop, api], { service: 'shop', version: 'v2' }],
  ['promote', [shop, { ...api, inFlight: new Map([['production', 'v9']]) }], { services: ['shop', 'api'] }],
  ['lock why', [{ ...shop, inFlight: new Map() }, api], { services: ['shop', 'api'] }],
  ['promote', [{ service: 'shop', inFlight: new Map([['production', 'v\n2']]) }], { service: 'shop', version: null }],
  ['promote', [{ service: 'shop', inFlight: new Map([['production', 'v'.repeat(201)]]) }], { service: 'shop', version: null }],
])('%s is about what is told in its environment', (line, told, target) => {
  expect(choose(read(line), told)).toEqual(target);
});

test.each([
  ['promote', true],
  ['shop promote', true],
  ['shop rollback', true],
  ['rollback to v1', true],
  ['shop rollback to v1', false],
  ['unlock', true],
  ['shop lock why', false],
  ['status', false],
])('whether comments are read for %s: %s', (line, isNeeded) => {
  expect(needsTold(read(line))).toBe(isNeeded);
});

test('what is not known is left to the defaults of the workflow, and a lock says who asked for it', () => {
  const nothing = { service: null, version: null };
  expect(workflowInputs(read('status'), nothing, 'ada in #7')).toEqual({ action: 'status', environment: 'production' });
  expect(workflowInputs(read('shop@eu lock slow'), { service: 'shop', version: null }, 'ada in #7')).toEqual({
    action: 'lock',
    service: 'shop',
    environment: 'eu',
    reason: 'slow (ada in #7)',
  });
});
