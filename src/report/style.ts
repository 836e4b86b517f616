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
header .message { color: var(--text); }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.25; }
h2 { margin: 2rem 0 .5rem; font-size: 1.15rem; }
dl { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0 0; }
dl div { flex: 1 1 auto; min-width: 6rem; background: var(--card); border: 1px solid var(--edge); border-radius: 6px; padding: .5rem .75rem; }
dt { color: var(--quiet); font-size: .85rem; }
dd { margin: 0; font-size: 1.1rem; font-weight: 600; overflow-wrap: normal; }
figure { margin: 0; }
figcaption { color: var(--quiet); }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .5rem 0 0; }
.legend span::before { content: ''; display: inline-block; width: 1.5rem; margin-right: .5rem; border-top: 2px solid var(--open); vertical-align: middle; }
.legend .before::before { border-top: 2px dashed var(--quiet); }
.panel { display: grid; grid-template: auto 6rem / 4rem 1fr; column-gap: .5rem; margin-top: 1rem; }
.panel h3 { grid-area: 1 / 2; margin: 0 0 .25rem; font-size: .85rem; }
.panel span { grid-area: 2 / 1; justify-self: end; align-self: start; line-height: 1; }
.panel span + span { align-self: end; }
.panel span, .ticks { color: var(--quiet); font-size: .8rem; font-variant-numeric: tabular-nums; }
.panel svg { grid-area: 2 / 2; width: 100%; height: 100%; overflow: visible; border: solid var(--edge); border-width: 1px 0; box-sizing: border-box; }
.ticks { display: flex; justify-content: space-between; margin: .25rem 0 0 4.5rem; }
.line { stroke: var(--open); stroke-width: 2px; fill: none; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
.line.before { stroke: var(--quiet); stroke-dasharray: 5 4; }
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
.history li { margin-bottom: .5rem; }
pre, code { background: var(--card); border-radius: 4px; font: .875rem/1.5 ui-monospace, monospace; }
code { padding: .1rem .3rem; }
pre { border: 1px solid var(--edge); padding: .75rem; white-space: pre-wrap; }
@media (max-width: 40rem) {
  table { font-size: .8rem; }
  th, td { padding: .35rem .25rem; }
  tbody th, .timeline td:nth-child(2) { white-space: normal; }
  .panel { grid-template-columns: 2.5rem 1fr; }
  .ticks { margin-left: 3rem; }
}
`;
