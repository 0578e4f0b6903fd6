import { figure } from '../numbers';
import { MARKS, marksTable } from './marks';
import { REPORT_PARTS, type ReportPart } from './parts';
import type { Machine, PartRecord, PartRecords } from './record';

/** What stands in a block of the page; `undefined` where it has no such block. */
export function writeBlock(name: string, records: PartRecords): string | undefined {
  if (name === 'marks') return records.size === 0 ? undefined : marksTable(MARKS, records);
  const part = REPORT_PARTS.find((one) => one.name === name);
  if (part === undefined) return undefined;
  const record = records.get(name);
  return record === undefined ? openBlock(part) : partBlock(part, record);
}

function openBlock({ command }: ReportPart): string {
  return `_Not measured since the last change:_\n\n\`\`\`sh\n${typed(command)}\n\`\`\``;
}

/** A part's command as it is typed. */
export function typed(command: ReportPart['command']): string {
  return `npm run bench -- ${command.join(' ')}`;
}

function partBlock({ name, plot }: ReportPart, record: PartRecord): string {
  return [
    `\`\`\`sh\n${record.command}\n\`\`\``,
    provenance(record),
    ...(plot === true ? [`![${name}](performance/${name}.svg)`] : []),
    record.text,
    ...(record.failure === undefined ? [] : [`Not as required: ${record.failure.split('\n').join(' ')}`]),
  ].join('\n\n');
}

function provenance({ host, machine, measured, commit }: PartRecord): string {
  return `_${host.replace(/\.$/, '')}; ${machineText(machine)}; ${measured}, commit ${commit}._`;
}

/** Above this share of its cores, times are those of a busy machine. */
const QUIET = 0.15;
const GIB = 2 ** 30;

function machineText({ processor, cores, memoryBytes, busyCores }: Machine): string {
  const what = `${processor}, ${cores} cores, ${Math.round(memoryBytes / GIB)} GiB`;
  const quiet = busyCores <= QUIET * cores;
  return quiet ? what : `${what}, **busy with other work** (${figure(busyCores)} cores of it)`;
}
