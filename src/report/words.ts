import type { StageRecord } from '../ports/journal.ts';
import { formatDuration } from '../units/duration.ts';
import { grouped } from '../units/grouped.ts';
import type { ReportRecord } from './record.ts';

/** How long a stage lasted, or lasts by now. */
export function duration(stage: StageRecord, record: ReportRecord): string {
  return formatDuration(Math.max(0, (stage.to ?? record.updatedAt ?? stage.from) - stage.from));
}

/** A number with commas; `–` where nothing was counted. */
export function count(value: number | null): string {
  return value === null ? '–' : grouped(value);
}

/** Instance·minutes, with at most one digit after the point. */
export function minutes(value: number): string {
  return value === 0 ? 'none' : `${Math.max(0.1, Math.round(value * 10) / 10)} instance·minutes`;
}
