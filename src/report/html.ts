import { moment } from '../units/moment.ts';
import { trafficChart } from './chart.ts';
import { clip, escapeHtml, shorten } from './escape.ts';
import { headline } from './headline.ts';
import { elapsed, percent } from './log.ts';
import { hasTraffic, howTo, NO_WAYS, nextSteps, wayBack } from './next.ts';
import { isCounted, type ReportRecord } from './record.ts';
import { STYLE } from './style.ts';
import { count, duration, minutes } from './words.ts';

const BUDGET = 300_000;
const ROWS = 100;

/** The record as one page that needs nothing else: no script, no network. Less than 300 kB. */
export function renderHtml(record: ReportRecord): string {
  for (let lines = record.timeline.length; lines > 0; lines = Math.floor(lines / 2)) {
    const html = page(record, lines);
    if (Buffer.byteLength(html) < BUDGET) return html;
  }
  return page(record, 0);
}

function page(record: ReportRecord, lines: number): string {
  const title = escapeHtml(headline(record));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${title} · ${escapeHtml(clip(record.service, 63))}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header class="${tone(record)}">
<h1>${title}</h1>
${record.message === null ? '' : `<p class="message">${escapeHtml(record.message)}</p>`}
<p>${escapeHtml(clip(record.service, 63))} in ${escapeHtml(clip(record.environment, 63))}</p>
${locked(record)}</header>
${[facts(record), chart(record), stages(record), evidence(record), next(record), history(record), timeline(record, lines)].filter((part) => part !== '').join('\n')}
</main>
</body>
</html>
`;
}

function locked({ lock, outcome, reason }: ReportRecord): string {
  if (lock === null || outcome === 'locked' || reason === 'locked') return '';
  const why = escapeHtml(clip(lock.why, 200));
  return `<p><strong>Locked</strong> by ${escapeHtml(clip(lock.by || 'somebody', 60))} since ${moment(lock.at)} UTC: ${why}</p>\n`;
}

function tone(record: ReportRecord): 'good' | 'bad' | 'open' {
  if (record.outcome === null) return 'open';
  if (['promoted', 'switched', 'prepared', 'unchanged', 'idle', 'planned'].includes(record.outcome)) return 'good';
  return ['rolled-back', 'refused', 'stuck', 'interrupted'].includes(record.outcome) ? 'bad' : 'open';
}

function facts(record: ReportRecord): string {
  const from = record.startedAt;
  const list: readonly (readonly [string, string])[] = [
    [`Traffic of ${version(record)}`, hasTraffic(record) ? percent(record.weight) : '–'],
    ['Requests', count(isCounted(record) ? record.requests : null)],
    ['Failed', count(isCounted(record) ? record.failed : null)],
    ['Lasted', from === null ? '–' : elapsed((record.endedAt ?? record.updatedAt ?? from) - from)],
    ['Extra capacity', minutes(record.extraInstanceMinutes)],
  ];
  return `<dl>${list.map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`).join('')}</dl>`;
}

function version(record: ReportRecord): string {
  return record.version === null ? 'the version' : shorten(record.version);
}

function chart(record: ReportRecord): string {
  const first = record.reason === 'first-deployment';
  const before = record.previousVersion === null ? 'what ran before' : `${shorten(record.previousVersion)} (before)`;
  const drawn = trafficChart(record.samples, { version: `${version(record)} (new)`, before: first ? null : before });
  return drawn === '' ? '' : section('Traffic and errors', `<figure>${drawn}</figure>`);
}

function stages(record: ReportRecord): string {
  if (record.stages.length === 0) return '';
  const rows = record.stages.slice(-ROWS).map((stage) => {
    const numbers = [duration(stage, record), count(stage.requests), count(stage.failed)];
    const cells = numbers.map((value) => `<td class="number">${escapeHtml(value)}</td>`).join('');
    const result = `<td><span class="result ${stage.result}">${stage.result}</span></td>`;
    return `<tr><th scope="row">${line(stage.name, 60)}</th>${result}${cells}<td>${escapeHtml(clip(stage.by, 60))}</td></tr>`;
  });
  const head = ['Stage', 'Result', 'Duration', 'Requests', 'Failed', 'By'].map((name, index) => {
    return `<th scope="col"${index >= 2 && index <= 4 ? ' class="number"' : ''}>${name}</th>`;
  });
  const caption = '<caption>What was done, in order, and what was served meanwhile</caption>';
  return section(
    'Stages',
    `<div class="wide"><table>${caption}<thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`,
  );
}

function evidence(record: ReportRecord): string {
  const lines = record.evidence.slice(0, ROWS).map(({ metric, text }) => {
    return `<li><strong>${escapeHtml(clip(metric, 60))}</strong> ${line(text, 300)}</li>`;
  });
  return lines.length === 0 ? '' : section('Evidence', `<ul>${lines.join('')}</ul>`);
}

function next(record: ReportRecord): string {
  const steps = nextSteps(record, NO_WAYS);
  if (steps === null) return '';
  const commands = steps.commands.slice(0, ROWS).map((line) => escapeHtml(clip(line, 400)));
  const how = howTo(steps);
  const blocks = steps.choice ? commands : commands.length === 0 ? [] : [commands.join('\n')];
  const said = `${escapeHtml(steps.text)}${how && `, ${how}`}${blocks.length === 0 ? '.' : ':'}`;
  return section('Next', `<p>${said}</p>${blocks.map((block) => `<pre>${block}</pre>`).join('')}`);
}

function history(record: ReportRecord): string {
  const rows = record.history.map(({ version, at }) => {
    const since = moment(at);
    return `<li>${escapeHtml(shorten(version))}, live since ${since} UTC: <code>${escapeHtml(clip(wayBack(record, version, NO_WAYS), 400))}</code></li>`;
  });
  return rows.length === 0 ? '' : section('Live before, each with its way back', `<ul class="history">${rows.join('')}</ul>`);
}

function timeline(record: ReportRecord, most: number): string {
  if (most === 0) return '';
  const from = record.startedAt ?? record.timeline[0]?.at ?? 0;
  const rows = record.timeline.slice(-most).map(({ at, stage, text }) => {
    return `<tr><td class="number">+${elapsed(at - from)}</td><td>${line(stage, 60)}</td><td>${line(text, 300)}</td></tr>`;
  });
  const head = '<tr><th scope="col" class="number">Time</th><th scope="col">Stage</th><th scope="col">What</th></tr>';
  const caption = '<caption>Time since the rollout began</caption>';
  return section(
    'Timeline',
    `<div class="wide"><table class="timeline">${caption}<thead>${head}</thead><tbody>${rows.join('\n')}</tbody></table></div>`,
  );
}

/** Text of others with at most `most` characters; a number stays with its percent sign. */
function line(text: string, most: number): string {
  return escapeHtml(clip(text, most)).replace(/(\d) %/g, '$1&nbsp;%');
}

function section(title: string, body: string): string {
  return `<section><h2>${title}</h2>${body}</section>`;
}
