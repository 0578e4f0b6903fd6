/** One command-line option of the reference implementation. */
export interface ReferenceOption {
  /** Its default, as one would write it; empty for switches, which are off, and for options that must be given. */
  readonly default: string;
  /** Paths of the fields of our configuration that mean the same; none where there is no counterpart. */
  readonly fields: readonly string[];
  /** What to know: how values translate, or why there is no counterpart. */
  readonly note: string;
}

function same(fallback: string, field: string, note = ''): ReferenceOption {
  return { default: fallback, fields: [field], note };
}

function without(fallback: string, note: string): ReferenceOption {
  return { default: fallback, fields: [], note };
}

const ONE_PROCESS = 'a page has one GPU and one process';
const SCHEDULER = 'belongs to the job scheduler of a cluster';

/** Every option of the reference's `main_vicregl.py`, in its order. */
export const REFERENCE_OPTIONS = {
  '--exp-dir': without('', 'runs and weights are kept by the browser, or go to `train --out`'),
  '--log-tensors-interval': without('60', 'counted in seconds there; `run.reportEvery` counts steps'),
  '--checkpoint-freq': without('1', 'weights are exported on demand; the last good ones are always kept'),
  '--dataset': same(
    'imagenet1k',
    'data.source',
    'no data set comes with the page: bring files, or use the built-in scenes',
  ),
  '--dataset_from_numpy': without('', 'image files are decoded by the browser'),
  '--size-crops': same('224 96', 'views.crops.*.size'),
  '--num-crops': same(
    '2 6',
    'views.crops.*.count',
    'the first group must have 2 views, as the criterion takes it to',
  ),
  '--min_scale_crops': same('0.4 0.08', 'views.crops.*.scaleMin'),
  '--max_scale_crops': same('1 0.4', 'views.crops.*.scaleMax'),
  '--no-flip-grid': same('1', 'views.noFlipGrid'),
  '--arch': same(
    'convnext_small',
    'model.backbone',
    'names in the table below; depths, widths and stem are fields of their own',
  ),
  '--drop-path-rate': same('0.1', 'model.backbone.dropPath', 'ConvNeXt only'),
  '--layer-scale-init-value': same('0.0', 'model.backbone.layerScale', 'ConvNeXt only'),
  '--mlp': same('8192-8192-8192', 'model.globalExpander'),
  '--maps-mlp': same('512-512-512', 'model.localExpander'),
  '--alpha': same('0.75', 'loss.alpha', 'at 1 the local expander is left out, at 0 the global one'),
  '--num_matches': {
    default: '20 4',
    fields: ['loss.matchesForward', 'loss.matchesBackward'],
    note: 'per direction; `loss.matchesRule` has the paper’s reading too',
  },
  '--l2_all_matches': same('1', 'loss.embeddingMatchesAll'),
  '--inv-coeff': same('25.0', 'loss.lambda'),
  '--var-coeff': same('25.0', 'loss.mu'),
  '--cov-coeff': same('1.0', 'loss.nu'),
  '--fast-vc-reg': same('0', 'loss.fastVarianceCovariance'),
  '--epochs': same('100', 'run.length', 'with `run.unit` at epochs'),
  '--warmup-epochs': same('10', 'optim.warmup', 'in the unit of `run.length`'),
  '--batch-size': same('512', 'run.batch', 'of all processes together'),
  '--optimizer': same('adamw', 'optim.optimizer'),
  '--base-lr': same('0.0005', 'optim.baseLr', 'times batch / 256, in both'),
  '--end-lr-ratio': same('0.001', 'optim.endLrRatio'),
  '--weight-decay': same('0.05', 'optim.weightDecay', 'LARS takes 1e-6 whatever it says, in both'),
  '--val-batch-size': without('-1', 'read and never used by the reference'),
  '--evaluate': without('', 'evaluations are started on demand'),
  '--evaluate-only': without('', 'evaluations are started on demand'),
  '--eval-freq': without('10', 'evaluations are started on demand'),
  '--maps-lr-ratio': without(
    '0.1',
    'scales parameters called `maps_classifier`, of which the reference’s model has none',
  ),
  '--fp16': without('', 'values are float32, as the golden values are'),
  '--num-workers': without('10', 'views are rendered on the GPU, so nothing loads them in the background'),
  '--device': without('cuda', 'the browser or the driver chooses the GPU'),
  '--world-size': without('1', ONE_PROCESS),
  '--local_rank': without('-1', ONE_PROCESS),
  '--dist-url': without('env://', ONE_PROCESS),
} as const satisfies Record<string, ReferenceOption>;

export type ReferenceOptionName = keyof typeof REFERENCE_OPTIONS;

/** What `run_with_submitit.py` takes beyond these. */
export const SUBMITIT_OPTIONS = {
  '--nodes': without('1', ONE_PROCESS),
  '--ngpus': without('8', ONE_PROCESS),
  '--timeout': without('2800', SCHEDULER),
  '--job_name': without('vicregl', SCHEDULER),
  '--partition': without('learnfair', SCHEDULER),
  '--use_volta32': without('', SCHEDULER),
  '--comment': without('', SCHEDULER),
} as const satisfies Record<string, ReferenceOption>;
