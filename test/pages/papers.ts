import { markdownPage } from '../../scripts/markdown-page.ts';
import { type ReportRecord, renderHtml, renderMarkdown } from '../../src/report/index.ts';

const ways = { workflowUrl: 'https://github.com/octo/app/actions/workflows/promote.yml', byComment: true };

/** The three pages that people see of a record, as HTML. */
export const PAPERS = {
  comment: (record: ReportRecord) => markdownPage('The comment', renderMarkdown(record, { kind: 'comment', ways })),
  summary: (record: ReportRecord) => markdownPage('The job summary', renderMarkdown(record, { kind: 'summary', ways })),
  report: async (record: ReportRecord) => renderHtml(record),
} as const;

export type Paper = keyof typeof PAPERS;

/** A desktop and a phone, in the day and at night. */
export const READERS = ([1280, 390] as const).flatMap((width) => (['light', 'dark'] as const).map((scheme) => ({ width, scheme })));
