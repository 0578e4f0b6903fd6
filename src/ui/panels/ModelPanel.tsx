import { mapSide, representationSize, totalStride } from '../../config/geometry';
import { useConfig, useRun } from '../store/context';
import { FieldList } from './FieldList';
import { useFields } from './useField';
import classes from './panels.module.css';

const FAMILY = { convnext: 'ConvNeXt', resnet: 'ResNet' } as const;

/** Backbone and expanders, and the map that comes of them. */
export function ModelPanel() {
  const fields = useFields('model.');
  const backbone = useConfig((state) => state.config.model.backbone);
  const size = useConfig((state) => state.config.views.crops[0]?.size ?? 0);
  const parameters = useRun((state) => state.parameterCount);
  const side = mapSide(backbone, size);
  return (
    <>
      <p className={classes.computed}>
        {FAMILY[backbone.family]}: a map of {side} × {side} cells, each {totalStride(backbone)} px wide, with{' '}
        {representationSize(backbone)} channels
        {parameters > 0 && `; the run has ${parameters.toLocaleString('en')} parameters`}.
      </p>
      <FieldList fields={fields} />
    </>
  );
}
