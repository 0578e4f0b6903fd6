import { plain } from '../../../quoted';
import type {
  ClassificationReport,
  EvaluationReport,
  EvaluationResult,
  ProbeName,
  SegmentationReport,
} from '../../../worker/protocol';
import { percent } from '../../../reports/format';
import { Bar } from './Bar';
import { classColour, cssColour } from '../../../formats/classColours';
import { ConfusionView } from './ConfusionView';
import { MaskViewer } from './MaskViewer';
import views from '../../theme/view.module.css';
import classes from './evaluate.module.css';

/** What a probe says besides its one number. */
export function ProbeDetails({
  probe,
  result,
}: {
  readonly probe: ProbeName;
  readonly result: EvaluationResult;
}) {
  const { report } = result;
  switch (probe) {
    case 'linear':
      return <LinearDetails report={report} />;
    case 'knn':
      return report.knn === undefined ? null : (
        <p className={views.note}>
          {report.knn.k} neighbours, temperature {report.knn.temperature}
        </p>
      );
    case 'segmentation':
      return <SegmentationDetails result={result} />;
    case 'matching':
      return <MatchingDetails report={report} />;
    case 'finetune':
      return <FinetuneDetails report={report} />;
    case 'finetuneSegmentation':
      return report.finetuneSegmentation === undefined ? null : (
        <ClassIous score={report.finetuneSegmentation} names={report.maskClassNames ?? []} />
      );
    case 'semantic':
      return report.semantic === undefined ? null : (
        <p className={views.note}>{report.semantic.count.toLocaleString('en')} cells</p>
      );
  }
}

function LinearDetails({ report: { linear = [], classNames = [] } }: { readonly report: EvaluationReport }) {
  const [all] = linear;
  if (all === undefined) return null;
  return (
    <>
      <p className={views.note}>
        top-5 accuracy {percent(all.top5, 1)}; learning rate {all.rate}, chosen on validation images
      </p>
      <LabelShares reports={linear} />
      <ConfusionView confusion={all.confusion} names={classNames} />
    </>
  );
}

function SegmentationDetails({ result: { report, masks } }: { readonly result: EvaluationResult }) {
  const { segmentation, maskClassNames = [] } = report;
  if (segmentation === undefined) return null;
  return (
    <>
      {masks.images.length > 0 && <MaskViewer masks={masks} names={maskClassNames} />}
      <ClassIous score={segmentation} names={maskClassNames} />
    </>
  );
}

function FinetuneDetails({
  report: { finetune = [], classNames = [] },
}: {
  readonly report: EvaluationReport;
}) {
  const [all] = finetune;
  if (all === undefined) return null;
  return (
    <>
      <p className={views.note}>
        top-5 accuracy {percent(all.top5, 1)}; {all.epochs} epochs
      </p>
      <LabelShares reports={finetune} />
      <ConfusionView confusion={all.confusion} names={classNames} />
    </>
  );
}

/** Top-1 accuracy by how many labels there were to learn from. */
function LabelShares({ reports }: { readonly reports: readonly ClassificationReport[] }) {
  if (reports.length < 2) return null;
  return (
    <dl className={classes.bars} aria-label="Top-1 accuracy by the share of labels used">
      {reports.map(({ labels, top1, chance }) => (
        <Bar key={labels} label={`${percent(labels)} of labels`} value={top1} chance={chance} />
      ))}
    </dl>
  );
}

interface ClassIousProps {
  readonly score: SegmentationReport;
  readonly names: readonly string[];
}

function ClassIous({ score: { ious, pixelAccuracy }, names }: ClassIousProps) {
  return (
    <>
      <h4 className={classes.subhead}>IoU of each class; pixel accuracy {percent(pixelAccuracy, 1)}</h4>
      <dl className={`${classes.bars} ${classes.manyBars}`} aria-label="IoU of each class">
        {ious.map((iou, own) => (
          <Bar
            key={own}
            label={plain(names[own] ?? `class ${own}`)}
            value={iou}
            colour={cssColour(classColour(own))}
          />
        ))}
      </dl>
    </>
  );
}

function MatchingDetails({ report: { matching } }: { readonly report: EvaluationReport }) {
  if (matching === undefined) return null;
  return (
    <>
      <p className={views.note}>{matching.count.toLocaleString('en')} cells; the tick is chance</p>
      {matching.radii.map(({ radius, features, embeddings, chance }) => (
        <div key={radius} className={classes.radius}>
          <h4 className={classes.subhead}>Within {radius === 1 ? '1 cell' : `${radius} cells`}</h4>
          <dl className={classes.bars} aria-label={`Right matches within ${radius} cells`}>
            {embeddings !== undefined && (
              <Bar
                label="Local embeddings"
                value={embeddings}
                chance={chance}
                colour="var(--mark-embedding)"
              />
            )}
            <Bar label="Backbone" value={features} chance={chance} colour="var(--mark-total)" />
          </dl>
        </div>
      ))}
    </>
  );
}
