import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { annotate, endGroup, group, info, type Outputs, setOutputs, writeSummary } from '../github/outputs.ts';
import type { View } from '../github/view.ts';
import type { RolloutEvent } from '../ports/event.ts';
import type { Ending } from '../ports/reporter.ts';
import {
  type EndingContext,
  emptyRecord,
  foldEnding,
  foldEvent,
  headline,
  isCounted,
  logLine,
  logText,
  type ReportRecord,
  renderHtml,
  renderMarkdown,
  type Ways,
} from '../report/index.ts';
import { systemClock } from './clock.ts';

/** What of the platform and of GitHub belongs into the outputs. */
export type Told = {
  readonly url: string;
  readonly previewUrl: string;
  readonly previewHeader: string;
  readonly commentUrl: string;
  readonly deploymentId: string;
};

/** The story of this step, kept up to date for all who show it. */
export type Narrator = View & { record(): ReportRecord; summary(): string };

/** Folds everything that happens into one record; `ways` are what people are told to go on by. */
export function narrator(context: Omit<EndingContext, 'at'>, ways: Ways): Narrator {
  let record = emptyRecord(context.service, context.environment);
  return {
    see(what) {
      record = 'outcome' in what ? foldEnding(record, what, { ...context, at: Date.now() }) : foldEvent(record, what);
    },
    section: () => renderMarkdown(record, { kind: 'comment', ways }),
    summary: () => renderMarkdown(record, { kind: 'summary', ways }),
    stage: () => record.stage,
    record: () => record,
  };
}

/** Writes the log: one line an event, grouped by stage. */
export function logger(): { see(event: RolloutEvent): void; close(): void } {
  const start = systemClock.now().mono;
  let stage = '';
  return {
    see(event) {
      if (event.stage !== stage) {
        if (stage !== '') endGroup();
        group(event.stage);
        stage = event.stage;
      }
      const lines = event.kind === 'evidence' ? event.evidence.map(({ metric, text }) => `${metric} ${text}`) : [event.text];
      for (const text of lines) info(logLine({ ...event, text }, event.at.mono - start));
    },
    close() {
      if (stage !== '') endGroup();
    },
  };
}

/** Annotation, summary, report and outputs of the end. Gives the outputs. */
export function tellEnding(ending: Ending, view: Narrator, told: Told, failed: boolean): Outputs {
  const { outcome, reason, rollout, journal } = ending;
  const record = view.record();
  info(logText(`${headline(record)}: ${reason.message}`));
  for (const command of ending.commands) info(logText(`by hand: ${command}`));
  annotate(failed ? 'error' : 'notice', headline(record), reason.message);
  writeSummary(view.summary());
  const report = writeReport(record);
  const version = record.version ?? journal?.live?.version ?? '';
  const outputs = {
    outcome,
    reason: reason.code,
    message: reason.message,
    rollout: rollout?.id ?? '',
    version,
    'previous-version': rollout?.from.version ?? '',
    track: rollout?.goal.track ?? journal?.live?.track ?? '',
    weight: String(rollout ? record.weight : journal?.live ? 100 : 0),
    url: told.url,
    'preview-url': outcome === 'unchanged' ? told.url : told.previewUrl,
    'preview-header': told.previewHeader,
    verdict: verdictOf(ending, record),
    requests: isCounted(record) ? String(record.requests) : '',
    'failed-requests': isCounted(record) ? String(record.failed) : '',
    'deployment-id': told.deploymentId,
    'comment-url': told.commentUrl,
    report,
  };
  setOutputs(outputs);
  return outputs;
}

/** What the judge said last; '' where it had nothing to judge. */
function verdictOf({ outcome, reason }: Ending, { evidence }: ReportRecord): string {
  if (reason.code === 'analysis-failed') return 'fail';
  if (reason.code === 'analysis-inconclusive') return 'inconclusive';
  return evidence.length > 0 && (outcome === 'canary' || outcome === 'switched' || outcome === 'promoted') ? 'pass' : '';
}

/** The record as JSON, and as a page beside it.
 * @returns the JSON file's path; '' where it could not be written, which is no reason to fail */
function writeReport(record: ReportRecord): string {
  const path = join(process.env['RUNNER_TEMP'] || tmpdir(), `sluice-${process.pid}-${Date.now()}.json`);
  try {
    writeFileSync(path, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
    writeFileSync(path.replace(/json$/, 'html'), renderHtml(record), { mode: 0o600 });
    return path;
  } catch (error) {
    info(`the report could not be written: ${(error as Error).message}`);
    return '';
  }
}
