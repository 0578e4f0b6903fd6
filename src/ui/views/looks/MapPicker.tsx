import { NativeSelect } from '@mantine/core';
import type { RunConfig } from '../../../config/runConfig';
import type { LookedMap } from '../../../worker/protocol';

interface MapPickerProps {
  /** The run that is looked at. */
  readonly config: RunConfig;
  readonly map: LookedMap;
  readonly onMap: (map: LookedMap) => void;
}

/** Chooses a stage of the backbone, or the local expander. */
export function MapPicker({ config, map, onMap }: MapPickerProps) {
  const last = lastStage(config);
  const stages = Array.from({ length: last + 1 }, (_, stage) => ({
    value: String(stage),
    label: mapText({ of: 'stage', stage }, config),
  }));
  return (
    <NativeSelect
      size="xs"
      aria-label="Map"
      value={map.of === 'embedding' ? map.of : String(map.stage)}
      onChange={({ currentTarget: { value } }) =>
        onMap(value === 'embedding' ? { of: value } : { of: 'stage', stage: Number(value) })
      }
      data={[...stages.toReversed(), { value: 'embedding', label: mapText({ of: 'embedding' }, config) }]}
    />
  );
}

/** Number of the stage whose map the expanders see. */
export function lastStage({ model: { backbone } }: RunConfig): number {
  return (backbone.family === 'convnext' ? backbone.depths : backbone.layers).length - 1;
}

export function mapText(map: LookedMap, config: RunConfig): string {
  if (map.of === 'embedding') return 'Map embedding';
  const last = lastStage(config);
  return map.stage === last ? 'Backbone map' : `Backbone, stage ${map.stage + 1} of ${last + 1}`;
}
