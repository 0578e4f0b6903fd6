import { SegmentedControl, Slider } from '@mantine/core';
import { VISUAL } from '../../theme/tokens';
import type { FeatureSpace } from './cellQuery';
import { LineFilters } from './LineFilters';
import { LineToggle } from './LineToggle';
import type { LineOptions } from './lineOptions';
import classes from './correspondence.module.css';

export interface LineControlsProps {
  readonly options: LineOptions;
  readonly onChange: (change: Partial<LineOptions>) => void;
  /** What is compared now: differs from the wish where the network has no local expander. */
  readonly space: FeatureSpace;
  readonly hasEmbeddings: boolean;
  /** Matches there are. */
  readonly available: number;
}

/** Which lines are drawn, and what is compared. The toggles are the legend of the lines, too. */
export function LineControls({ options, onChange, space, hasEmbeddings, available }: LineControlsProps) {
  const count = Math.min(options.count, available);
  return (
    <div className={classes.controls}>
      <div className={classes.toggles} role="group" aria-label="Lines">
        <LineToggle
          name="embedding"
          label={space === 'embeddings' ? VISUAL.embedding.label : 'Feature matches'}
          on={options.embedding}
          onToggle={(embedding) => onChange({ embedding })}
        />
        <LineToggle name="location" on={options.location} onToggle={(location) => onChange({ location })} />
        <LineToggle name="truth" on={options.truth} onToggle={(truth) => onChange({ truth })} />
      </div>
      <div className={classes.count}>
        <span className={classes.countLabel}>
          Best <b>{count}</b> of {available}
        </span>
        <Slider
          className={classes.slider ?? ''}
          size="sm"
          min={1}
          max={Math.max(1, available)}
          value={count}
          onChange={(value) => onChange({ count: value })}
          thumbLabel="How many of the best matches are drawn"
          label={null}
        />
      </div>
      <div className={classes.compared}>
        <SegmentedControl
          size="xs"
          aria-label="What is compared"
          value={space}
          onChange={(value) => onChange({ space: value })}
          data={[
            {
              value: 'embeddings',
              label: hasEmbeddings ? 'Local embedding' : 'No local expander (α = 1)',
              disabled: !hasEmbeddings,
            },
            { value: 'features', label: 'Backbone' },
          ]}
        />
        <LineFilters options={options} onChange={onChange} />
      </div>
    </div>
  );
}
