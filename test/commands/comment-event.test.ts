import { expect, test } from 'vitest';
import { readComment } from '../../src/commands/comment-event.ts';

const event = {
  action: 'created',
  comment: { id: 5, body: '/sluice promote\r\nplease', user: { login: 'ada', type: 'User' } },
  issue: { number: 7, pull_request: { url: 'https://api.github.test' } },
  repository: { default_branch: 'main' },
};
const by = (user: unknown) => ({ ...event, comment: { ...event.comment, user } });

test('a comment is read by its first line', () => {
  const read = { comment: 5, author: 'ada', line: '/sluice promote', issue: 7, isPull: true, defaultBranch: 'main' };
  expect(readComment('issue_comment', event)).toEqual(read);
  expect(readComment('issue_comment', { ...event, issue: { number: 7 } })).toEqual({ ...read, isPull: false });
});

test.each<[string, string | undefined, unknown]>([
  ['another event', 'push', event],
  ['no event', undefined, null],
  ['one that cannot be read', 'issue_comment', null],
  ['an edit', 'issue_comment', { ...event, action: 'edited' }],
  ['a comment that was deleted', 'issue_comment', { ...event, action: 'deleted' }],
  ['a comment of a bot', 'issue_comment', by({ login: 'github-actions[bot]', type: 'Bot' })],
  ['a comment of nobody', 'issue_comment', by(null)],
  ['another comment', 'issue_comment', { ...event, comment: { ...event.comment, body: 'looks good' } }],
  ['a comment without text', 'issue_comment', { ...event, comment: { ...event.comment, body: null } }],
])('%s is left alone', (_, name, payload) => {
  expect(readComment(name, payload)).toBeNull();
});
