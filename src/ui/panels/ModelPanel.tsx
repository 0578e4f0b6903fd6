import { SegmentedControl } from '@mantine/core';
import { STARTING_BACKBONES } from '../../config/backbones';
import { mapSide, representationSize, totalStride } from '../../config/geometry';
import { useContext } from 'react';
import { useConfig } from '../store/context';
import { FieldList } from './FieldList';
import { useFields } from './useField';
import { ForecastContext } from '../store/useForecast';
import classes from './panels.module.css';

const FAMILIES = [
  { value: 'convnext', label: 'ConvNeXt' },
  { value: 'resnet', label: 'ResNet' },
] as const;

/** Backbone and expanders, and the map that comes of them. */
export function ModelPanel() {
  const fields = useFields('model.');
  const backbone = useConfig((state) => state.config.model.backbone);
  const size = useConfig((state) => state.config.views.crops[0]?.size ?? 0);
  const forecast = useContext(ForecastContext);
  const edit = useConfig((state) => state.edit);
  const isLocked = useConfig((state) => state.isLocked('model.backbone'));
  const side = mapSide(backbone, size);
  return (
    <>
      <SegmentedControl
        aria-label="Backbone"
        fullWidth
        size="xs"
        data={[...FAMILIES]}
        value={backbone.family}
        disabled={isLocked}
        onChange={(family) => edit('model.backbone', STARTING_BACKBONES[family])}
      />
      <p className={classes.computed}>
        A map of {side} × {side} cells, each {totalStride(backbone)} px wide, with{' '}
        {representationSize(backbone)} channels
        {forecast !== null && `; ${forecast.parameters.toLocaleString('en')} parameters in all`}.
      </p>
      <FieldList fields={fields} />
    </>
  );
}
