import type { LookSubject } from '../../../reports/looks';
import type { RunRecord } from '../../../storage/runRecord';

/** A run of the library whose weights can be looked at. */
export interface OtherSubject {
  readonly id: string;
  readonly name: string;
  readonly step: number;
}

/** The runs whose state is kept, but for the one on show. */
export function otherSubjects(records: readonly RunRecord[], ownId: string | null): readonly OtherSubject[] {
  return records
    .filter(({ id }) => id !== ownId)
    .flatMap(({ id, name, checkpointStep: step }) => (step === null ? [] : [{ id, name, step }]));
}

/** The subject in words, for headings and labels. */
export function subjectText(subject: LookSubject, others: readonly OtherSubject[]): string {
  switch (subject.of) {
    case 'run':
      return 'This run, now';
    case 'moment':
      return `This run, step ${subject.step.toLocaleString('en')}`;
    case 'file':
      return 'The model of a file';
    case 'other': {
      const other = others.find(({ id }) => id === subject.id);
      return other === undefined ? 'Another run' : `${other.name}, step ${other.step.toLocaleString('en')}`;
    }
  }
}
