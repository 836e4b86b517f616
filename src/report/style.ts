/** The page's style sheet: light and dark as the reader's system says. */
export const STYLE = `
:root { --text: #1f2328; --quiet: #59636e; --page: #ffffff; --card: #f6f8fa; --edge: #d1d9e0; --good: #1a7f37; --bad: #cf222e; --open: #0969da; }
@media (prefers-color-scheme: dark) {
  :root { --text: #f0f6fc; --quiet: #9198a1; --page: #0d1117; --card: #151b23; --edge: #3d444d; --good: #3fb950; --bad: #f85149; --open: #4493f8; }
}
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 56rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
header { border-left: 6px solid var(--open); padding: .25rem 0 .25rem 1rem; }
header.good { border-color: var(--good); }
header.bad { border-color: var(--bad); }
header p { margin: 0; color: var(--quiet); }
header h1 + p { color: var(--text); }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.25; }
h2 { margin: 2rem 0 .5rem; font-size: 1.15rem; }
dl { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0 0; }
dl div { flex: 1 1 auto; min-width: 6rem; background: var(--card); border: 1px solid var(--edge); border-radius: 6px; padding: .5rem .75rem; }
dt { color: var(--quiet); font-size: .85rem; }
dd { margin: 0; font-size: 1.1rem; font-weight: 600; overflow-wrap: normal; }
figure { margin: 0; }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--quiet); font-size: 12px; }
@media (max-width: 40rem) { svg text { font-size: 18px; } }
svg .title { fill: var(--text); font-weight: 600; }
.grid { stroke: var(--edge); fill: none; }
.line { stroke: var(--open); stroke-width: 2; fill: none; stroke-linejoin: round; }
.area { fill: var(--open); opacity: .15; }
.failed .line { stroke: var(--bad); }
.failed .area { fill: var(--bad); }
.wide { overflow-x: auto; overflow-wrap: break-word; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--quiet); font-size: .85rem; padding-bottom: .25rem; }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--edge); vertical-align: top; }
th { white-space: nowrap; }
tbody th { font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.timeline td:nth-child(2) { color: var(--quiet); white-space: nowrap; }
.timeline { font-size: .9rem; }
.timeline .number { width: 1%; }
span.passed { color: var(--good); }
span.failed, span.stopped { color: var(--bad); }
span.running, span.paused { color: var(--open); }
ul { padding-left: 1.25rem; }
pre, code { background: var(--card); border-radius: 4px; font: .875rem/1.5 ui-monospace, monospace; }
code { padding: .1rem .3rem; }
pre { border: 1px solid var(--edge); padding: .75rem; white-space: pre-wrap; }
`;
