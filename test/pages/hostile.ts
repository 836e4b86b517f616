import { foldEnding, foldEvent, type ReportRecord } from '../../src/report/index.ts';
import { canaryAtWork, canaryRollout, context, ending, event, stage } from '../report/stories.ts';

/** Texts that come from outside, each as bad as its place allows; none is so long that it is cut. Markdown takes all tags here for tags, too. */
export const HOSTILE = {
  version: '<script>alert("version")</script>',
  previous: '<svg onload=alert(1)>',
  actor: '<img src=x onerror=alert(2)>',
  environment: '<base href="https://evil.example/">',
  by: '@octo/team [by](https://evil.example) #1',
  stage: '**bold** | `tick` _it_ ~~no~~',
  metric: '</strong><h1>metric</h1>',
  evidence: '</td></table><iframe src=//evil.example></iframe>',
  line: '::error file=a::stop ##[group]x www.evil.example',
  message: '![x](https://evil.example/x.png) <a href="javascript:alert(1)">a</a>',
  command: '``` </pre></code><script>alert("command")</script>',
  lockWhy: '</p><marquee>| why | --> </marquee>',
  lockBy: '[me](javascript:alert(3)) <b>',
  former: '"><style>body{display:none}</style>',
} as const;

type Words = Readonly<Record<keyof typeof HOSTILE, string>>;

/** The same places with harmless texts. */
export const TAME = Object.fromEntries(Object.keys(HOSTILE).map((name) => [name, `the ${name}`])) as Words;

/** A rollout that got stuck, told with these words wherever words come from outside. */
export function told(words: Words): ReportRecord {
  const run = { ...context.run, actor: words.actor };
  const rollout = canaryRollout({
    run,
    from: { version: words.previous, spec: 's', track: 'blue' },
    attempted: { version: words.version, spec: 's' },
    stages: [stage(words.stage, 0, 1, { by: words.by }), stage('canary 25 %', 1, 12, { result: 'failed' })],
  });
  const counts = { canary: { requests: 1, errors: 1 }, stable: { requests: 1, errors: 1 } };
  const evidence = [{ metric: words.metric, text: words.evidence, ...counts }];
  const seen = foldEvent(canaryAtWork(), event(720_000, words.line, { rollout, evidence, stage: words.stage }));
  const stuck = ending('stuck', 'drift', words.message, { rollout, commands: [words.command] });
  const { journal } = stuck;
  const history = journal?.history.map((past) => ({ ...past, version: past.version === 'v1.4.0' ? words.former : past.version })) ?? [];
  const lock = { why: words.lockWhy, by: words.lockBy, at: 0, url: 'javascript:alert(4)' };
  const end = { ...stuck, journal: journal && { ...journal, history, lock } };
  return foldEnding(seen, end, { ...context, run, environment: words.environment, url: 'javascript://x/%0aalert%281%29' });
}
