import { CHROME, VISUAL, type Scheme } from '../../reports/visual';
import { Html } from './html';

function colours(scheme: Scheme): string {
  const { surface, well, line, ink1, ink2, ink3 } = CHROME[scheme];
  const marks = Object.entries(VISUAL).map(([name, mark]) => `--${name}:${mark[scheme]}`);
  const chrome = { surface, well, rule: line, ink1, ink2, ink3 };
  const own = Object.entries(chrome).map(([name, colour]) => `--${name}:${colour}`);
  return [...own, ...marks, `color-scheme:${scheme}`].join(';');
}

/** Of the whole report: one column of text, plots as many beside each other as fit; dark on dark screens, never in print. */
export const STYLE = new Html(`
:root{${colours('light')}}
@media screen and (prefers-color-scheme:dark){:root{${colours('dark')}}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:clamp(1rem,4vw,3rem);background:var(--surface);color:var(--ink1);font:0.9375rem/1.5 "Inter Variable",Inter,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif}
h1{font-size:clamp(1.5rem,5vw,2rem);line-height:1.2;margin:0 0 .25rem;overflow-wrap:anywhere}
h2{font-size:1.125rem;margin:2.75rem 0 .25rem;padding-top:1rem;border-top:1px solid var(--rule)}
p{margin:.25rem 0;max-width:44rem}
.lead{color:var(--ink2)}
.note,.hint{color:var(--ink3);font-size:.8125rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.75rem;margin:1.5rem 0 0;padding:0}
.tiles div{background:var(--well);border-radius:.625rem;padding:.75rem .875rem}
.tiles dt{color:var(--ink2);font-size:.75rem}
.tiles dd{margin:0;font-size:1.5rem;line-height:1.3;font-variant-numeric:tabular-nums}
.tiles dd+dd{color:var(--ink3);font-size:.75rem}
figure{margin:0;break-inside:avoid}
svg{display:block;width:100%;height:auto;overflow:visible}
svg text{font-size:12px;fill:var(--ink3);font-variant-numeric:tabular-nums}
.plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(19rem,100%),1fr));gap:2rem 2.25rem;margin-top:1rem}
.plot{display:flex;flex-direction:column}
.plot svg:last-child{margin-top:auto;padding-top:.375rem}
figcaption{font-size:.8125rem;color:var(--ink2)}
figcaption b{color:var(--ink1)}
.plot figcaption span{color:var(--ink3)}
.legend{display:flex;flex-wrap:wrap;gap:.125rem .875rem;margin:.25rem 0 0;padding:0;list-style:none;font-size:.75rem;color:var(--ink2)}
.legend b{font-weight:600;color:var(--ink1);font-variant-numeric:tabular-nums}
.sample{display:inline-block;width:1.75rem;height:.625rem;margin-right:.375rem}
.sample path:first-child{fill:none;stroke-width:2}
.grid{stroke:var(--rule);fill:none}
.raw{fill:none;opacity:.25;stroke-width:1}
.curve{fill:none;stroke-width:1.8;stroke-linejoin:round}
.matches svg{border-radius:.5rem}
.matches{max-width:44rem;margin-top:1rem}
.strip{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(14rem,100%),1fr));gap:1rem 1.5rem;max-width:60rem}
.matches figcaption{margin-top:.375rem}
.halo{fill:none;stroke:#fff;stroke-opacity:.65;stroke-width:6}
.halo.wrong{stroke-opacity:.3;stroke-width:5}
.line{fill:none;stroke:var(--embedding);stroke-width:3.5}
.line.wrong{stroke:var(--chance);stroke-width:2.5;stroke-dasharray:3 6}
.wide{overflow-x:auto;margin-top:.75rem}
table{border-collapse:collapse;font-size:.8125rem;font-variant-numeric:tabular-nums;width:100%}
.wide td{white-space:nowrap}
.wide table{width:auto;min-width:min(32rem,100%)}
caption{text-align:left;font-weight:600;padding:.25rem 0}
th,td{text-align:left;vertical-align:top;padding:.3125rem 1rem .3125rem 0;border-bottom:1px solid var(--rule);font-weight:400}
thead th{color:var(--ink3);font-size:.75rem;white-space:nowrap}
td{text-align:right;padding-right:0;padding-left:1rem;overflow-wrap:anywhere}
thead th:not(:first-child){text-align:right;padding-right:0;padding-left:1rem}
.part{padding-left:1rem;color:var(--ink2)}
.quiet{color:var(--ink3)}
th code{display:block;color:var(--ink3);font-size:.6875rem}
.columns{columns:20rem;column-gap:2.25rem;margin-top:.75rem}
.columns table{break-inside:avoid;margin-bottom:1.25rem}
.columns .flowing{break-inside:auto}
.strip{margin-top:1.25rem}
.strip .matches{margin-top:0}
.matches~.legend,.strip~.legend{margin-top:.75rem}
tr{break-inside:avoid}
code,pre{font-family:ui-monospace,"SF Mono","Cascadia Mono",Menlo,Consolas,"Liberation Mono",monospace;font-size:.8125rem}
pre{background:var(--well);border-radius:.625rem;padding:.75rem .875rem;overflow-x:auto}
summary{cursor:pointer;color:var(--ink2);font-size:.8125rem}
footer{margin-top:2.75rem;padding-top:1rem;border-top:1px solid var(--rule);color:var(--ink3);font-size:.75rem}
@media print{
body{max-width:none;padding:0;font-size:10pt}
.plots{grid-template-columns:1fr 1fr}
h2{break-after:avoid}
pre{white-space:pre-wrap}
.tiles div,pre{border:1px solid var(--rule)}
}
`);
