/** The style of the page, without anything from elsewhere. Each pair of text and background has a contrast of at least 4.5 to 1. */
export const STYLE = `
:root { color-scheme: light dark; --text: #16191f; --soft: #4a5260; --back: #ffffff; --panel: #f3f5f8; --line: #c3cad5; --link: #0b57a4;
  --critical: #8a0f1d; --high: #a8281b; --medium: #7a4b00; --low: #1f5673; --pass: #1b6232; --unknown: #5b4a8a; --on: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --text: #e8ebf0; --soft: #b3bbc9; --back: #14171c; --panel: #1f242c; --line: #46505f; --link: #8fc1ff;
  --critical: #ff9aa5; --high: #ffa79c; --medium: #f0c070; --low: #8fd0f0; --pass: #8fdca6; --unknown: #c9b8f5; --on: #14171c; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
header, main, footer { max-width: 72rem; margin: 0 auto; padding: 1rem 1.25rem; }
header { border-bottom: 1px solid var(--line); }
h1 { font-size: 1.75rem; line-height: 1.2; margin: .5rem 0; overflow-wrap: anywhere; }
h2 { font-size: 1.35rem; line-height: 1.25; margin: 2.5rem 0 .75rem; padding-top: .5rem; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
h3 { font-size: 1.1rem; margin: 1.75rem 0 .5rem; }
p { max-width: 46rem; margin: .5rem 0; }
a { color: var(--link); }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; margin: .75rem 0 0; padding: 0; }
.soft, .none { color: var(--soft); font-weight: 400; }
.scroll { overflow-x: auto; margin: .75rem 0; border: 1px solid var(--line); border-radius: .375rem; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; min-width: 44rem; font-size: .9rem; }
caption { text-align: left; padding: .5rem .75rem; color: var(--soft); }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
thead th { background: var(--panel); white-space: nowrap; }
tbody th { font-weight: 600; min-width: 10rem; } td { min-width: 10rem; } td.number { min-width: 0; } td.word { min-width: 5rem; } td.long { min-width: 20rem; }
caption { max-width: 90vw; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
ul.plain { margin: 0; padding-left: 1.1rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: .75rem; list-style: none; padding: 0; margin: 1rem 0; }
.tiles li { background: var(--panel); border: 1px solid var(--line); border-radius: .375rem; padding: .75rem 1rem; }
.tiles strong { display: block; font-size: 1.75rem; line-height: 1.2; }
.mark { display: inline-block; font-weight: 700; font-size: .8rem; letter-spacing: .02em; padding: 0 .45rem; border-radius: .25rem; color: var(--on); white-space: nowrap; }
.critical { background: var(--critical); } .high { background: var(--high); } .medium { background: var(--medium); } .low { background: var(--low); }
.pass { background: var(--pass); } .unknown { background: var(--unknown); }
.sign td { height: 2.5rem; }
details { margin: .75rem 0; border: 1px solid var(--line); border-radius: .375rem; padding: 0 .75rem; }
summary { cursor: pointer; padding: .5rem 0; font-weight: 600; overflow-wrap: anywhere; }
code { font-size: .85em; overflow-wrap: anywhere; }
figure { margin: .75rem 0; } svg { display: block; padding: .5rem; min-width: 40rem; width: 100%; height: auto; }
svg text { fill: var(--text); font: 13px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
svg rect { fill: var(--panel); stroke: var(--line); } svg path { fill: none; stroke: var(--soft); stroke-opacity: .55; }
svg rect.wide { stroke: var(--critical); stroke-width: 2; }
@media print {
  :root { color-scheme: light; --text: #000; --soft: #333; --back: #fff; --panel: #f3f5f8; --line: #999; --link: #000; --on: #fff;
    --critical: #8a0f1d; --high: #a8281b; --medium: #7a4b00; --low: #1f5673; --pass: #1b6232; --unknown: #5b4a8a; }
  body { font-size: 10pt; } nav { display: none; } header, main, footer { max-width: none; padding: 0; }
  .scroll { overflow: visible; border: 0; } thead { display: table-header-group; } tr, .tiles li, svg { break-inside: avoid; } h2, h3 { break-after: avoid; }
  svg, table, td.word, td.long, tbody th { min-width: 0; } td { min-width: 5.5rem; } table { font-size: .8rem; } th, td { padding: .25rem .4rem; }
  thead th { white-space: normal; overflow-wrap: normal; } th.long { width: 35%; } details { border: 0; padding: 0; } details::details-content { content-visibility: visible; block-size: auto; opacity: 1; }
  .mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; } a[href^="https:"]::after { content: " (" attr(href) ")"; font-size: .8em; }
}
`;
