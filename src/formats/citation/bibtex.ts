import { counted } from '../../reports/format';
import { PAPERS, type Paper } from '../../reports/papers';
import { PROGRAM } from '../../program';
import { settingsHash, type CitedRun } from './citedRun';
import { texAddress, texText } from './texText';

/** Digits of the hash in the key of an entry. */
const KEY_DIGITS = 8;

/** The run as an entry of BibTeX, and those of the two papers that it rests on. */
export function citeBibtex(cited: CitedRun): string {
  return `${[runEntry(cited), paperEntry(PAPERS.vicregl), paperEntry(PAPERS.vicreg)].join('\n\n')}\n`;
}

/** Who trained it, it does not say, for the run does not know; `key` is what BibTeX sorts by then. */
function runEntry({ run: { name, config, step, environment }, link, year }: CitedRun): string {
  const hash = settingsHash(config);
  const device = environment === undefined ? [] : [`on ${environment.adapter} (${environment.backend})`];
  const note = [
    environment?.program ?? PROGRAM,
    `settings ${hash}`,
    `seed ${config.run.seed}`,
    counted(step, 'step'),
    ...device,
  ];
  return entry('misc', `vicregl-run-${hash.slice(0, KEY_DIGITS)}`, {
    key: 'VICRegL playground',
    title: `{${texText(`${name}: a VICRegL run`)}}`,
    year: String(year),
    ...(link === undefined ? {} : { howpublished: texAddress(link) }),
    note: texText(note.join(', ')),
  });
}

function paperEntry({ key, authors, title, booktitle, year, arxiv }: Paper): string {
  return entry(booktitle === undefined ? 'misc' : 'inproceedings', key, {
    author: authors.map(texText).join(' and '),
    title: `{${texText(title)}}`,
    ...(booktitle === undefined ? {} : { booktitle: texText(booktitle) }),
    year: String(year),
    eprint: arxiv,
    archiveprefix: 'arXiv',
  });
}

function entry(type: string, key: string, fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries(fields).map(([name, value]) => `  ${name.padEnd(13)} = {${value}}`);
  return `@${type}{${key},\n${lines.join(',\n')}\n}`;
}
