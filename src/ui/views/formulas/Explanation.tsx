import { lazy, Suspense } from 'react';
import classes from './explanation.module.css';

/** KaTeX is large, and comes with the first formula that is asked for. */
const Formula = lazy(() =>
  import('./Formula').then(
    ({ Formula: loaded }) => ({ default: loaded }),
    () => ({ default: NotLoaded }),
  ),
);

interface ExplanationProps {
  /** What is explained, with whatever marks it. */
  readonly title: React.ReactNode;
  readonly explanation: string;
  /** In TeX. */
  readonly formula?: string | undefined;
}

/** A measure in words and as a formula, whose symbols light up their knobs and are lit by them. */
export function Explanation({ title, explanation, formula }: ExplanationProps) {
  return (
    <section className={classes.explanation}>
      <h4>{title}</h4>
      <p>{explanation}</p>
      {formula !== undefined && (
        <div className={classes.place}>
          <Suspense>
            <Formula tex={formula} />
          </Suspense>
        </div>
      )}
    </section>
  );
}

function NotLoaded() {
  return <p>The formula could not be loaded. Reload the page to try again.</p>;
}
