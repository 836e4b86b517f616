export { clip, codeBlock, escapeHtml, escapeMarkdown, inlineCode, shorten } from './escape.ts';
export { headline } from './headline.ts';
export { renderHtml } from './html.ts';
export { elapsed, logLine, logText, percent, weights } from './log.ts';
export { bar, renderMarkdown } from './markdown.ts';
export { NO_WAYS, type Ways } from './next.ts';
export { type EndingContext, emptyRecord, foldEnding, foldEvent, isCounted, type ReportRecord } from './record.ts';
