import { Button, CloseButton } from '@mantine/core';
import { useState } from 'react';
import type { StepProfile, Untimed } from '../../worker/protocol';
import { useSession } from '../store/context';
import { percent } from '../../reports/format';
import classes from './debug.module.css';

const WHY_UNTIMED: Readonly<Record<Untimed, string>> = {
  processor: 'The processor computes: there are no GPU programs to time.',
  'no timestamps': 'This adapter tells no times: it lacks timestamp-query.',
  'not recorded': 'No step is recorded: train one first.',
};

/** What the programs of a step cost, measured when it is asked for. */
export function StepProfiler() {
  const session = useSession();
  const [profile, setProfile] = useState<StepProfile | null>(null);
  const [measuring, setMeasuring] = useState(false);
  const measure = async () => {
    setMeasuring(true);
    setProfile(await session.profileStep());
    setMeasuring(false);
  };
  return (
    <div className={classes.profiler}>
      <Button size="compact-xs" variant="default" loading={measuring} onClick={() => void measure()}>
        Profile a step
      </Button>
      {profile !== null && (
        <>
          <CloseButton size="xs" aria-label="Close the profile" onClick={() => setProfile(null)} />
          <ProfileResult profile={profile} />
        </>
      )}
    </div>
  );
}

function ProfileResult({ profile }: { readonly profile: StepProfile }) {
  if ('untimed' in profile) return <p role="status">{WHY_UNTIMED[profile.untimed]}</p>;
  const { programs } = profile;
  const sum = (of: 'dispatches' | 'milliseconds') => programs.reduce((all, row) => all + row[of], 0);
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Programs of a step">
      <table className={classes.table}>
        <caption>A replayed step. Browsers may round each time to 100 µs.</caption>
        <thead>
          <tr>
            <th scope="col">Program</th>
            <th scope="col">Dispatches</th>
            <th scope="col">Time in µs</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {programs.map(({ program, dispatches, milliseconds, share }) => (
            <tr key={program}>
              <th scope="row">{program}</th>
              <td>{dispatches}</td>
              <td>{microseconds(milliseconds)}</td>
              <td>{percent(share, 1)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">All</th>
            <td>{sum('dispatches')}</td>
            <td>{microseconds(sum('milliseconds'))}</td>
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function microseconds(milliseconds: number): string {
  return (1000 * milliseconds).toLocaleString('en', { maximumFractionDigits: 0 });
}
