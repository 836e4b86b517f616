import { marked } from 'marked';

const STYLE = `
:root { color-scheme: light dark; --text: #1f2328; --quiet: #59636e; --page: #fff; --code: #818b981f; --edge: #d1d9e0; --link: #0969da; }
@media (prefers-color-scheme: dark) {
  :root { --text: #f0f6fc; --quiet: #9198a1; --page: #0d1117; --code: #656c7633; --edge: #3d444d; --link: #4493f8; }
}
body { font: 16px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; max-width: 55rem; margin: 2rem auto; padding: 0 1rem; color: var(--text); background: var(--page); overflow-wrap: break-word; }
h1 { font-size: 1rem; color: var(--quiet); }
article { border: 1px solid var(--edge); border-radius: 6px; padding: 1rem; }
article > :first-child { margin-top: 0; }
a { color: var(--link); }
ul { padding-left: 2em; }
table { display: block; width: max-content; max-width: 100%; overflow: auto; border-collapse: collapse; }
th, td { border: 1px solid var(--edge); padding: 6px 13px; }
code, pre { font: 85%/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: var(--code); border-radius: 6px; }
code { padding: .2em .4em; }
pre { padding: 1rem; overflow: auto; }
pre code { padding: 0; background: none; font-size: 100%; }`;

/** Markdown nearly as GitHub would show it (a diagram as its text), in a page of its own. */
export async function markdownPage(title: string, markdown: string): Promise<string> {
  const body = await marked.parse(markdown, { gfm: true });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style><h1>${title}</h1><article>${body}</article></html>\n`;
}
