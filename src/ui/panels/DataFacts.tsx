import type { DataSummary } from '../../worker/protocol';
import { useRun } from '../store/context';
import { PixelCanvas } from '../views/PixelCanvas';
import classes from './panels.module.css';

/** The loaded images: how many, of which classes, what they look like, and what could not be read. */
export function DataFacts() {
  const data = useRun((state) => state.data);
  if (data === null) return null;
  return (
    <div className={classes.facts}>
      <p>
        <strong>{data.name}</strong>: {data.count.toLocaleString('en')} images of {data.width} × {data.height}{' '}
        px
        {data.hasMasks && ', with masks'}
      </p>
      <Thumbnails {...data.thumbnails} />
      {data.classNames !== undefined && (
        <p className={classes.classNames}>
          {data.classNames.length} classes: {data.classNames.join(', ')}
        </p>
      )}
      {data.skipped.length > 0 && (
        <details className={classes.skipped}>
          <summary>
            {data.skipped.length} {data.skipped.length === 1 ? 'file was' : 'files were'} left out
          </summary>
          <ul>
            {data.skipped.map(({ name, reason }) => (
              <li key={name}>
                <strong>{name}</strong>: {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Thumbnails({ count, height, width, images }: DataSummary['thumbnails']) {
  const bytes = height * width * 3;
  return (
    <div className={classes.thumbnails}>
      {Array.from({ length: count }, (_, index) => (
        <PixelCanvas
          key={index}
          pixels={{ height, width, pixels: images.subarray(index * bytes, (index + 1) * bytes) }}
          label={`Example ${index + 1}`}
          smooth
        />
      ))}
    </div>
  );
}
