import { moment } from '../units/moment.ts';
import { clip, codeBlock, escapeMarkdown, inlineCode, shorten } from './escape.ts';
import { headline } from './headline.ts';
import { elapsed, percent } from './log.ts';
import { weightChart } from './mermaid.ts';
import { hasTraffic, howTo, NO_WAYS, nextSteps, type Ways, wayBack } from './next.ts';
import type { ReportRecord } from './record.ts';
import { count, duration, minutes } from './words.ts';

export type MarkdownOptions = { readonly kind: 'summary' | 'comment'; readonly ways?: Ways };

/** GitHub takes 65,536 characters in a comment. */
const BUDGET = 65_000;
const STAGES = 40;
const EVIDENCE = 20;
const COMMANDS = 40;
const LINES = { summary: 200, comment: 50 };

/** The record for people, in GitHub's Markdown; what happened is on the first line. At most 65,000 characters. */
export function renderMarkdown(record: ReportRecord, options: MarkdownOptions): string {
  const parts = [
    first(record),
    traffic(record),
    where(record),
    locked(record),
    stages(record),
    evidence(record),
    extra(record),
    next(record, options.ways ?? NO_WAYS),
    history(record, options.ways ?? NO_WAYS),
    chart(record),
    timeline(record, LINES[options.kind]),
  ];
  // What comes last is missed least, and the first two always fit.
  while (parts.length > 2 && join(parts).length > BUDGET) parts.pop();
  return join(parts);
}

/** `████████░░ 80 %`; some traffic is never shown as none or all of it. */
export function bar(weight: number): string {
  const rounded = Math.round(weight / 10);
  const cells = weight <= 0 ? 0 : weight >= 100 ? 10 : Math.min(9, Math.max(1, rounded));
  return `${'█'.repeat(cells)}${'░'.repeat(10 - cells)} ${percent(weight)}`;
}

const join = (parts: readonly string[]) => `${parts.filter((part) => part !== '').join('\n\n')}\n`;

function first(record: ReportRecord): string {
  const { picture } = record;
  const more = picture === null ? 0 : picture.serving - picture.wanted;
  const serving =
    picture === null
      ? ''
      : more > 0
        ? `: ${picture.serving} serve, ${more} more than usual`
        : `: ${picture.serving} of ${picture.wanted} serve`;
  const rest = record.outcome === null ? serving : record.message === null ? '' : `: ${escapeMarkdown(record.message)}`;
  return `**${escapeMarkdown(headline(record))}**${rest}`;
}

function where(record: ReportRecord): string {
  const run = link('run', record.run?.url ?? '');
  const site = link('open', record.url ?? '');
  const who = !record.run?.actor ? '' : `by ${escapeMarkdown(clip(record.run.actor, 60))}`;
  const service = `${inlineCode(clip(record.service, 63))} in ${escapeMarkdown(clip(record.environment, 63))}`;
  return [service, who, run, site].filter((part) => part !== '').join(' · ');
}

/** The message of the action that locked, or was refused for it, says it already. */
function locked({ lock, outcome, reason }: ReportRecord): string {
  if (lock === null || outcome === 'locked' || reason === 'locked') return '';
  const who = `by ${escapeMarkdown(clip(lock.by || 'somebody', 60))} since ${moment(lock.at)} UTC`;
  return `**Locked** ${link(who, lock.url) || who}: ${escapeMarkdown(clip(lock.why, 200))}`;
}

function traffic(record: ReportRecord): string {
  if (!hasTraffic(record)) return '';
  const version = record.version === null ? 'the version' : escapeMarkdown(shorten(record.version));
  return `${bar(record.weight)} of the traffic goes to ${version}`;
}

function stages(record: ReportRecord): string {
  if (record.stages.length === 0) return '';
  const rows = record.stages.slice(-STAGES).map((stage) => {
    const cells = [
      clip(stage.name, 60),
      stage.result,
      duration(stage, record),
      count(stage.requests),
      count(stage.failed),
      clip(stage.by, 60),
    ];
    return `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  });
  return ['| stage | result | duration | requests | failed | by |', '|---|---|--:|--:|--:|---|', ...rows].join('\n');
}

function evidence(record: ReportRecord): string {
  return record.evidence
    .slice(0, EVIDENCE)
    .map(({ metric, text }) => `- **${escapeMarkdown(clip(metric, 60))}** ${escapeMarkdown(clip(text, 300))}`)
    .join('\n');
}

function extra(record: ReportRecord): string {
  return record.rollout === null ? '' : `Extra capacity: ${minutes(record.extraInstanceMinutes)}`;
}

function next(record: ReportRecord, ways: Ways): string {
  const steps = nextSteps(record, ways);
  if (steps === null) return '';
  const commands = steps.commands.slice(0, COMMANDS).map((line) => clip(line, 1000));
  const button = steps.choice ? link('promotion workflow', ways.workflowUrl) : '';
  const how = [button && `in the ${button}`, howTo(steps)].filter((part) => part !== '').join(' or ');
  const said = `**Next:** ${escapeMarkdown(steps.text)}${how && `, ${how}`}${commands.length === 0 ? '.' : ':'}`;
  // GitHub puts a button beside each block that copies all of it.
  const blocks = steps.choice ? commands.map((command) => codeBlock([command])) : commands.length === 0 ? [] : [codeBlock(commands)];
  return [said, ...blocks].join('\n');
}

function history(record: ReportRecord, ways: Ways): string {
  if (record.history.length === 0) return '';
  const rows = record.history.map((past) => {
    const name = link(escapeMarkdown(shorten(past.version)), past.runUrl) || escapeMarkdown(shorten(past.version));
    return `| ${name} | ${moment(past.at)} UTC | ${inlineCode(clip(wayBack(record, past.version, ways), 400))} |`;
  });
  return details('Live before, each with its way back', ['| version | live since | way back |', '|---|---|---|', ...rows].join('\n'));
}

function chart(record: ReportRecord): string {
  const diagram = weightChart(record.samples);
  return diagram === null ? '' : details('Traffic over time', diagram);
}

function timeline(record: ReportRecord, most: number): string {
  if (record.timeline.length === 0) return '';
  const from = record.startedAt ?? record.timeline[0]?.at ?? 0;
  const lines = record.timeline.slice(-most).map(({ at, stage, text }) => {
    const isSaid = stage === '' || text.startsWith(`${stage}: `);
    const group = isSaid ? '' : `${escapeMarkdown(clip(stage, 60))}: `;
    return `- +${elapsed(at - from)} ${group}${escapeMarkdown(text)}`;
  });
  return details('Timeline', lines.join('\n'));
}

function details(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

/** A link with a text that is escaped already; '' for what is no plain web address. */
function link(text: string, url: string): string {
  return /^https?:\/\/[^\s<>()[\]"'`|\\@]{1,500}$/.test(url) ? `[${text}](${url})` : '';
}
