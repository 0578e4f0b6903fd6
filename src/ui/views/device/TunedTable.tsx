import { isSameTiling } from '../../../config/tilings';
import type { TunedKernel } from '../../../worker/protocol';
import { keyParts, tilingText } from './tilingText';
import views from '../../theme/view.module.css';
import classes from './tune.module.css';

/** What was found for each kernel. */
export function TunedTable({ kernels }: { readonly kernels: readonly TunedKernel[] }) {
  const better = kernels.filter(({ rule, chosen }) => !isSameTiling(rule, chosen)).length;
  return (
    <>
      <p className={views.note}>
        {`${better} of ${kernels.length} kernels are faster than by the rule. Times are of one call.`}
      </p>
      <div
        className={`${views.scroll} ${classes.scroll}`}
        tabIndex={0}
        role="region"
        aria-label="Tuned kernels"
      >
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Kernel</th>
              <th scope="col">Shape</th>
              <th scope="col">By the rule</th>
              <th scope="col">Chosen</th>
              <th scope="col">Time in ms</th>
              <th scope="col">Faster</th>
            </tr>
          </thead>
          <tbody>
            {kernels.map((kernel) => (
              <Row key={kernel.key} kernel={kernel} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Row({ kernel }: { readonly kernel: TunedKernel }) {
  const { key, title, rule, ruleMilliseconds, chosen, chosenMilliseconds } = kernel;
  const [program, shape] = keyParts(key);
  const isRule = isSameTiling(rule, chosen);
  return (
    <tr>
      <th scope="row">
        {title}
        <span>{program}</span>
      </th>
      <td>{shape}</td>
      <td>{tilingText(rule)}</td>
      <td>{isRule ? 'the same' : tilingText(chosen)}</td>
      <td>{chosenMilliseconds.toPrecision(2)}</td>
      <td>{isRule ? '–' : `${(ruleMilliseconds / chosenMilliseconds).toFixed(2)} ×`}</td>
    </tr>
  );
}
