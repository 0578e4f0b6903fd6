import { Button } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { REFERENCE_ASPECT, type CropGroupConfig } from '../../config/viewsConfig';
import { useConfig } from '../store/context';
import { AugmentationDraws } from './AugmentationDraws';
import { DistortionTable } from './DistortionTable';
import { FieldList } from './FieldList';
import { useFields } from './useField';
import classes from './panels.module.css';

const MOST_GROUPS = 4;
/** A small view is half as wide as a global one and covers what the reference's multi-crop covers. */
const SMALL_VIEWS = { count: 4, scaleMin: 0.05, scaleMax: 0.3, ...REFERENCE_ASPECT };

/** Which views are taken of an image, how they are distorted, and what that looks like. */
export function AugmentationPanel() {
  const fields = useFields('views.');
  const crops = useConfig((state) => state.config.views.crops);
  const edit = useConfig((state) => state.edit);
  const isLocked = useConfig((state) => state.isLocked('views.crops'));
  const shared = fields.filter(({ path }) => !/^views\.(crops|left|right)\./.test(path));
  const add = () => edit('views.crops', [...crops, { ...SMALL_VIEWS, size: smallSize(crops[0]) }]);
  const remove = () => edit('views.crops', crops.slice(0, -1));
  return (
    <>
      <AugmentationDraws />
      {crops.map((_, index) => (
        <div key={index}>
          <h3 className={classes.group}>
            {index === 0 ? 'Global views' : `Small views ${crops.length > 2 ? index : ''}`}
          </h3>
          <FieldList fields={fields.filter(({ path }) => path.startsWith(`views.crops.${index}.`))} />
        </div>
      ))}
      <div className={classes.groupButtons}>
        {crops.length < MOST_GROUPS && (
          <Button
            size="compact-sm"
            variant="default"
            disabled={isLocked}
            leftSection={<IconPlus size="0.875rem" />}
            onClick={add}
          >
            Add small views
          </Button>
        )}
        {crops.length > 1 && (
          <Button
            size="compact-sm"
            variant="default"
            disabled={isLocked}
            leftSection={<IconMinus size="0.875rem" />}
            onClick={remove}
          >
            Remove the last
          </Button>
        )}
      </div>
      <h3 className={classes.group}>Distortion</h3>
      <FieldList fields={shared} />
      <DistortionTable fields={fields} />
    </>
  );
}

function smallSize(global: CropGroupConfig | undefined): number {
  return Math.max(8, (global?.size ?? 16) / 2);
}
