import { classColour, cssColour } from '../../formats/classColours';
import { plain } from '../../quoted';
import classes from './classLegend.module.css';

interface ClassLegendProps {
  /** Numbers of the classes, in order. */
  readonly labels: readonly number[];
  readonly names: readonly string[];
  /** What it lists. */
  readonly title: string;
}

/** Classes of masks with their colours. */
export function ClassLegend({ labels, names, title }: ClassLegendProps) {
  return (
    <ul className={classes.legend} aria-label={title}>
      {labels.map((label) => (
        <li key={label}>
          <span style={{ background: cssColour(classColour(label)) }} aria-hidden />
          {plain(names[label]!)}
        </li>
      ))}
    </ul>
  );
}
