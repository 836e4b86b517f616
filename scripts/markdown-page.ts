import { marked } from 'marked';

const STYLE = `
body { font: 16px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; max-width: 55rem; margin: 2rem auto; padding: 0 1rem; color: #1f2328; background: #fff; }
h1 { font-size: 1rem; color: #59636e; } article { border: 1px solid #d1d9e0; border-radius: 6px; padding: 1rem; }
table { border-collapse: collapse; } th, td { border: 1px solid #d1d9e0; padding: 6px 13px; }
code { background: #818b981f; border-radius: 6px; padding: .2em .4em; }
@media (prefers-color-scheme: dark) { body { color: #f0f6fc; background: #0d1117; } article, th, td { border-color: #3d444d; } }`;

/** Markdown as GitHub would show it, in a page of its own. */
export async function markdownPage(title: string, markdown: string): Promise<string> {
  const body = await marked.parse(markdown, { gfm: true });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style><h1>${title}</h1><article>${body}</article></html>\n`;
}
