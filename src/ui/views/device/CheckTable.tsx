import { Switch } from '@mantine/core';
import { useState } from 'react';
import { CHECK_PARTS, errorText, isRight, wrongRows, type CheckRow } from '../../../device/check/checkRow';
import { meaningOf } from '../../../device/check/meaning';
import views from '../../theme/view.module.css';
import classes from './device.module.css';

/** What a check found, what is wrong first; what is right on demand. */
export function CheckTable({ rows }: { readonly rows: readonly CheckRow[] }) {
  const [isAll, setAll] = useState(false);
  const wrong = wrongRows(rows);
  const shown = isAll ? [...wrong, ...rows.filter(isRight)] : wrong;
  return (
    <>
      <Switch
        label="Show what is right too"
        checked={isAll}
        onChange={(event) => setAll(event.currentTarget.checked)}
      />
      {shown.length > 0 && (
        <div className={classes.rows} tabIndex={0} role="region" aria-label="What the check found">
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">What</th>
                <th scope="col">Verdict</th>
                <th scope="col">Largest error</th>
                <th scope="col">At</th>
                <th scope="col">What it means</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <tr key={`${row.part} ${row.name} ${row.size}`} data-wrong={!isRight(row) || undefined}>
                  <th scope="row" title={CHECK_PARTS[row.part]}>
                    {row.name}
                    <span className={views.note}>
                      {row.part === 'halves' ? 'halves: ' : ''}
                      {row.size}
                    </span>
                  </th>
                  <td>{isRight(row) ? 'right' : 'wrong'}</td>
                  <td>{errorText(row)}</td>
                  <td>{row.worst}</td>
                  <td>{meaningOf(row)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
