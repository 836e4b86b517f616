import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { job } from './job.ts';
import { openShop, PLATFORMS, QUICK, type Shop } from './shop.ts';
import { commandLines, wholeState } from './whole-state.ts';

vi.setConfig({ testTimeout: 60_000 });

/** What an action may say to the runner; anything else that begins with `::` came from outside. */
const OURS = /^::(error|warning|notice|group|endgroup)\b/;
const OUTPUTS =
  'outcome reason message rollout version previous-version track weight url preview-url preview-header verdict requests failed-requests deployment-id comment-url report';

/** A mark that turns the text round, and what clears a terminal. */
const INVISIBLE = ['\u202e', '\u001b'];

/** Lines that try to be something else wherever they are shown. */
const LINES = [
  '::error::pwned',
  '  ::set-output name=outcome::promoted',
  '%0A::set-output name=outcome::promoted',
  '##[error]pwned',
  'outcome<<EOF',
  'ghadelimiter_x',
  '<script>alert(1)</script> <!-- sluice-end --> @everyone ```',
  '[a](javascript:alert(1)) | \u202ecod.exe \u001b[2J',
];
const LONG = 'x'.repeat(10_000);

/** Nothing of these texts is a command, markup or a mention in what people see. */
async function expectHarmless(shop: Shop, stdout: string, summary: string, outputs: Readonly<Record<string, string>>): Promise<void> {
  const lines = stdout.split('\n');
  expect(lines.filter((line) => /^\s*::/.test(line) && !OURS.test(line))).toEqual([]);
  expect(lines.filter((line) => line.includes('##['))).toEqual([]);
  expect(INVISIBLE.filter((mark) => stdout.includes(mark))).toEqual([]);
  expect(Object.keys(outputs).join(' ')).toBe(OUTPUTS);
  const comments = shop.github.state.comments.map(({ body }) => body);
  expect(comments).toHaveLength(1);
  // What is a block of code, or code in a line, shows all there is.
  const bare = (text: string) => text.replace(/^(`{3,}).*?^\1$/gms, '').replace(/<code>.*?<\/code>/g, '');
  for (const page of [summary, ...comments].map(bare)) {
    expect(['<script', '@everyone', '](javascript', ...INVISIBLE].filter((text) => page.includes(text))).toEqual([]);
  }
  for (const page of comments) expect(page.match(/<!-- sluice/g)).toHaveLength(3);
}

/** GitHub is told slowly, so of one step only. */
const more = { inputs: { 'github-token': 'ghs_emulated', 'pull-request': '7' } };

test.each(PLATFORMS)('on %s, a version is text in every shell, log, page and output', async (platform) => {
  const shop = await openShop(platform);
  const marker = join(shop.workspace, 'was-run');
  const version = `v1; touch ${marker} $(touch ${marker}) \`touch ${marker}\` '"|&\\ <script> @everyone <!-- sluice:x --> %0A::error::x`;
  const environment = `--> '"; touch ${marker} $(touch ${marker}) <b>@x ../..`;
  await job(shop, 'blue-green-switch v0', { inputs: { environment } });
  const { outputs, summary, stdout } = await job(shop, 'canary-step 25', { inputs: { ...more.inputs, version, environment } });
  expect(outputs['outcome'], stdout).toBe('canary');
  expect(outputs['version']).toBe(version);
  expect(await shop.users()).toEqual(['v0', version].sort());
  await expectHarmless(shop, stdout, summary, outputs);
  const end = await job(shop, 'promote', { inputs: { environment } });
  expect(end.outputs['outcome'], end.stdout).toBe('promoted');
  expect(await shop.users()).toEqual([version]);
  expect(existsSync(marker)).toBe(false);
});

test.each(PLATFORMS)('on %s, what a failing version prints is text in every log, page and output', async (platform) => {
  const shop = await openShop(platform);
  await job(shop, 'blue-green-switch v1');
  const said = [LONG, ...LINES].map((line) => `console.log(${JSON.stringify(line)});`).join(' ');
  const prints = ['-e', `${said} process.exit(3)`];
  const line = [process.execPath, ...prints].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  await shop.configure({ ...QUICK, ...(platform === 'local' ? { run: [process.execPath, ...prints] } : { update: line }) });
  const { code, outputs, summary, stdout } = await job(shop, 'canary-step v2 25', more);
  expect(`${outputs['outcome']} ${code}`, stdout).toBe('rolled-back 1');
  expect(outputs['message']).toContain('javascript:alert(1)');
  await expectHarmless(shop, stdout, summary, outputs);
  expect(await shop.users()).toEqual(['v1']);
});

test('the reason of a lock is text in every log, page and output, also of whom it stops', async () => {
  const shop = await openShop();
  const reason = `::error::x $(touch x) \`touch x\` '";touch x; %0A::error::x <script> @everyone ##[error]x [a](javascript:alert(1)) <!-- sluice:x -->`;
  await job(shop, 'blue-green-switch v1', more);
  const { outputs, summary, stdout } = await job(shop, 'lock', { inputs: { ...more.inputs, reason } });
  expect(outputs['outcome'], stdout).toBe('locked');
  await expectHarmless(shop, stdout, summary, outputs);
  const stopped = await job(shop, 'canary-step v2 25', more);
  expect(`${stopped.outputs['outcome']} ${stopped.outputs['reason']}`, stopped.stdout).toBe('refused locked');
  expect(stopped.outputs['message']).toContain('javascript:alert(1)');
  await expectHarmless(shop, stopped.stdout, stopped.summary, stopped.outputs);
  expect(existsSync(join(shop.workspace, 'x'))).toBe(false);
});

/** The local balancer keeps the value of `preview` in `balancer.json`, for the user alone, as HAProxy does in its configuration. */
const SECRETS = {
  TOKEN: 'hush\'"; touch x; $(touch x)|@<b>*hush',
  PREVIEW: 'preview-that-nobody-shall-see',
  DEPLOY_KEY: '-----BEGIN KEY-----\nbody-of-the-key-hush\n-----END KEY-----',
};

test.each(PLATFORMS)('on %s, no secret is seen where others look, and the service gets it whole', async (platform) => {
  const shop = await openShop(platform);
  const settings = { ...QUICK, env: { TOKEN: '$TOKEN' }, preview: 'header:X-Preview=$PREVIEW' };
  await shop.configure(platform === 'local' ? settings : { ...settings, ssh: { key: '$DEPLOY_KEY' } });
  const temporary = join(shop.workspace, 'temporary');
  await mkdir(temporary);
  const env = { ...SECRETS, RUNNER_TEMP: temporary };
  const seen = sampled();
  const shown: string[] = [];
  const act = async (short: string, outcome: string, inputs = {}) => {
    const { outputs, ...result } = await job(shop, short, { inputs, env });
    expect(outputs['outcome'], result.stdout).toBe(outcome);
    // The one output that is there to hand the value on.
    shown.push(JSON.stringify({ ...result, ...outputs, 'preview-header': '' }));
  };
  await act('blue-green-switch v1', 'promoted');
  await act('canary-step v2 25', 'canary', more.inputs);
  await act('promote', 'promoted');
  const reports = await Promise.all((await readdir(temporary)).map((name) => readFile(join(temporary, name), 'utf8')));
  expect(reports).toHaveLength(6);
  const { comments, deployments } = shop.github.state;
  expect([comments.length, deployments.length]).toEqual([1, 1]);
  const files = Object.entries((await wholeState(shop)).files).flatMap(([path, text]) => (path.endsWith('/balancer.json') ? [] : [text]));
  const texts = [...(await seen.end()), ...shown, ...reports, ...files, JSON.stringify([comments, deployments])];
  expect(texts.length).toBeGreaterThan(30);
  // Also as JSON has it.
  const secrets = [...Object.values(SECRETS), 'body-of-the-key-hush', 'touch x; $(touch', 'ghs_emulated'];
  const written = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  expect(texts.filter((text) => written.some((secret) => text.includes(secret)))).toEqual([]);
  const apps = [...(await commandLines())].filter(([, line]) => line.includes(join(shop.workspace, 'app.ts')));
  expect(apps.length).toBeGreaterThan(0);
  for (const [pid] of apps) expect((await readFile(`/proc/${pid}/environ`, 'utf8')).split('\0')).toContain(`TOKEN=${SECRETS.TOKEN}`);
  expect(existsSync(join(shop.workspace, 'x'))).toBe(false);
});

test.each(PLATFORMS)('on %s, a secret that a failing version prints is seen nowhere', async (platform) => {
  const shop = await openShop(platform);
  await job(shop, 'blue-green-switch v1');
  const print = "console.log('the token is ' + process.env.TOKEN); process.exit(3)";
  const how = platform === 'local' ? { run: [process.execPath, '-e', print] } : { update: 'echo "the token is $TOKEN"; exit 3' };
  await shop.configure({ ...QUICK, ...how, env: { TOKEN: '$TOKEN' } });
  const result = await job(shop, 'canary-step v2 25', { ...more, env: { TOKEN: SECRETS.TOKEN } });
  expect(result.outputs['message'], result.stdout).toContain('the token is ***');
  const { comments, deployments } = shop.github.state;
  expect([comments.length, deployments.length]).toEqual([1, 1]);
  const seen = JSON.stringify([result, comments, deployments, await shop.journal()]);
  expect(seen).not.toContain('touch x; $(touch');
});

/** Looks at the list of processes all the time. */
function sampled(): { end(): Promise<Set<string>> } {
  const seen = new Set<string>();
  let isOver = false;
  const looking = (async () => {
    for (; !isOver; await sleep(1)) for (const line of (await commandLines()).values()) seen.add(line);
  })();
  return {
    async end() {
      isOver = true;
      await looking;
      return seen;
    },
  };
}
