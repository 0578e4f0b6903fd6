import { imageAt } from '../../augment/imageBytes';
import { dataText, notUsedText } from '../../data/describe';
import { plain } from '../../quoted';
import type { DataSummary } from '../../worker/protocol';
import { useRun } from '../store/context';
import { NotUsedItems } from '../views/data/NotUsedList';
import { PixelCanvas } from '../views/PixelCanvas';
import classes from './panels.module.css';

/** The loaded images: how many, of which classes, what they look like, and what was not used. */
export function DataFacts() {
  const data = useRun((state) => state.data);
  if (data === null) return null;
  return (
    <div className={classes.facts}>
      <p>
        <strong>{plain(data.name)}</strong>: {dataText({ ...data, notUsed: [] }, data.hasMasks)}
      </p>
      <Thumbnails {...data.thumbnails} />
      {data.classNames !== undefined && <ClassNames names={data.classNames} />}
      {data.remarks.map((remark) => (
        <p key={remark}>{remark}</p>
      ))}
      {data.notUsed.length > 0 && <NotUsed {...data} />}
    </div>
  );
}

/** Class names that are spelled out; ImageNet has 1,000. */
const NAMES_SHOWN = 100;

function ClassNames({ names }: { readonly names: readonly string[] }) {
  const more = names.length - NAMES_SHOWN;
  return (
    <p className={classes.classNames}>
      {names.length.toLocaleString('en')} classes:{' '}
      {names
        .slice(0, NAMES_SHOWN)
        .map((name) => plain(name))
        .join(', ')}
      {more > 0 && ` and ${more.toLocaleString('en')} more`}
    </p>
  );
}

function NotUsed({ notUsed, skipped }: Pick<DataSummary, 'notUsed' | 'skipped'>) {
  return (
    <details className={classes.skipped}>
      <summary>{notUsedText(notUsed)}</summary>
      <NotUsedItems notUsed={notUsed} skipped={skipped} />
    </details>
  );
}

function Thumbnails({ count, ...images }: DataSummary['thumbnails']) {
  return (
    <div className={classes.thumbnails}>
      {Array.from({ length: count }, (_, index) => (
        <PixelCanvas key={index} pixels={imageAt(images, index)} label={`Example ${index + 1}`} smooth />
      ))}
    </div>
  );
}
