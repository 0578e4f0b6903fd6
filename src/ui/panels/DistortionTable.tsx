import type { FieldDescription } from '../../config/describe';
import { NumberBox } from './NumberBox';
import { useField } from './useField';
import { Tooltip } from '@mantine/core';
import classes from './panels.module.css';

/** Colour distortion of the left and the right views, side by side, as the reference tells them apart. */
export function DistortionTable({ fields }: { fields: readonly FieldDescription[] }) {
  const left = fields.filter(({ path }) => path.startsWith('views.left.'));
  return (
    <table className={classes.distortion}>
      <thead>
        <tr>
          <th scope="col">Chance or strength</th>
          <th scope="col">Left views</th>
          <th scope="col">Right views</th>
        </tr>
      </thead>
      <tbody>
        {left.map((description) => {
          const right = fields.find(({ path }) => path === description.path.replace('.left.', '.right.'));
          return (
            <tr key={description.path}>
              <th scope="row">
                <Tooltip label={description.meta.help}>
                  <span>{description.meta.label}</span>
                </Tooltip>
              </th>
              <DistortionCell description={description} side="left" />
              {right !== undefined && <DistortionCell description={right} side="right" />}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function DistortionCell({ description, side }: { description: FieldDescription; side: string }) {
  const field = useField(description);
  return (
    <td
      data-path={description.path}
      data-changed={field.changed || undefined}
      data-locked={field.locked || undefined}
    >
      <NumberBox
        description={description}
        shown={field.shown}
        error={field.error !== undefined}
        disabled={field.locked}
        onEdit={field.edit}
        label={`${description.meta.label}, ${side} views`}
      />
      {field.error !== undefined && (
        <span className={classes.fieldError} role="alert">
          {field.error}
        </span>
      )}
    </td>
  );
}
