import type { ReactNode } from 'react';
import { Button, Checkbox, SegmentedControl, Slider } from '@mantine/core';
import type { RunConfig } from '../../../config/runConfig';
import type { CellQuantity, LookedMap } from '../../../worker/protocol';
import { LocalNumber } from '../../controls/LocalNumber';
import { MapPicker } from '../looks/MapPicker';
import { QUANTITY_TITLES } from './quantities';
import looks from '../looks/looks.module.css';
import classes from './features.module.css';

/** How the view is set. */
export interface FeatureSettings {
  readonly map: LookedMap;
  readonly of: CellQuantity['of'];
  readonly channel: number;
  /** Side of the input, as a multiple of the crops'. */
  readonly scale: 1 | 2;
  /** Of the map over the image, 0 to 1. */
  readonly opacity: number;
  readonly smooth: boolean;
  /** An image besides the panel's. */
  readonly extra: number | undefined;
}

interface FeatureControlsProps {
  readonly config: RunConfig;
  readonly settings: FeatureSettings;
  readonly onChange: (change: Partial<FeatureSettings>) => void;
  /** Channels of the map, once they are known. */
  readonly channels: number | undefined;
  /** Images of the data set; absent where there is none. */
  readonly imageCount: number | undefined;
  readonly onFit: () => void;
  /** More to choose. */
  readonly children?: ReactNode;
}

export function FeatureControls(props: FeatureControlsProps) {
  const { config, settings, onChange, channels, imageCount, onFit, children } = props;
  const side = config.views.crops[0]!.size;
  return (
    <div className={classes.settings}>
      <div className={looks.controls}>
        <MapPicker config={config} map={settings.map} onMap={(map) => onChange({ map, channel: 0 })} />
        <SegmentedControl
          size="xs"
          aria-label="What is shown of the cells"
          value={settings.of}
          onChange={(of) => onChange({ of })}
          data={(Object.keys(QUANTITY_TITLES) as CellQuantity['of'][]).map((value) => ({
            value,
            label: QUANTITY_TITLES[value],
          }))}
        />
        {settings.of === 'channel' && (
          <LocalNumber
            aria-label="Number of the channel"
            w="4.75rem"
            compact
            integer
            min={0}
            max={channels === undefined ? 0 : channels - 1}
            value={settings.channel}
            onNumber={(channel) => channel !== undefined && onChange({ channel })}
          />
        )}
        {settings.of === 'components' && (
          <Button size="compact-sm" variant="default" onClick={onFit}>
            Fit colours anew
          </Button>
        )}
        <SegmentedControl
          size="xs"
          aria-label="Size of the input"
          value={String(settings.scale)}
          onChange={(scale) => onChange({ scale: scale === '2' ? 2 : 1 })}
          data={[1, 2].map((scale) => ({ value: String(scale), label: `${scale * side} px` }))}
        />
      </div>
      <div className={looks.controls}>
        <div className={classes.opacity}>
          <span aria-hidden>Image</span>
          <Slider
            size="sm"
            min={0}
            max={1}
            step={0.05}
            value={settings.opacity}
            onChange={(opacity) => onChange({ opacity })}
            label={null}
            thumbLabel="Opacity of the map over the image"
          />
          <span aria-hidden>Map</span>
        </div>
        <Checkbox
          size="xs"
          label="Smooth"
          checked={settings.smooth}
          onChange={({ currentTarget }) => onChange({ smooth: currentTarget.checked })}
        />
        {imageCount !== undefined && (
          <label className={classes.extra}>
            Also image
            <LocalNumber
              aria-label={`Number of one more image, 0 to ${imageCount - 1}`}
              w="4.75rem"
              compact
              integer
              optional
              min={0}
              max={imageCount - 1}
              value={settings.extra}
              onNumber={(extra) => onChange({ extra })}
            />
          </label>
        )}
        {children}
      </div>
    </div>
  );
}
