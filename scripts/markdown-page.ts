import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { marked } from 'marked';

/** GitHub's own style sheet, light and dark as the reader's system says. */
const GITHUB = readFileSync(fileURLToPath(import.meta.resolve('github-markdown-css/github-markdown.css')), 'utf8');

/** The frame that GitHub puts around a comment. */
const FRAME = `
:root { color-scheme: light dark; --page: #fff; --quiet: #59636e; --edge: #d1d9e0; }
@media (prefers-color-scheme: dark) { :root { --page: #0d1117; --quiet: #9198a1; --edge: #3d444d; } }
body { max-width: 55rem; margin: 2rem auto; padding: 0 1rem; background: var(--page); }
h1 { font: 600 1rem/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; color: var(--quiet); }
article.markdown-body { font-size: 14px; border: 1px solid var(--edge); border-radius: 6px; padding: 1rem; }`;

/** Markdown nearly as GitHub shows it (a diagram as its text), in a page of its own. */
export async function markdownPage(title: string, markdown: string): Promise<string> {
  const body = await marked.parse(markdown, { gfm: true });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${GITHUB}${FRAME}</style><h1>${title}</h1><article class="markdown-body">${body}</article></html>\n`;
}
