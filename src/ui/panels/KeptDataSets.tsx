import { Button, Switch } from '@mantine/core';
import { useStore } from 'zustand';
import { quoted } from '../../quoted';
import { bytes } from '../../reports/format';
import type { KeptDataRecord } from '../../storage/keptDataRecord';
import { useRun, useSession } from '../store/context';
import { identityText } from '../store/identityText';
import classes from './panels.module.css';

/** Keeps the loaded data set in this browser, and lists those that are kept. */
export function KeptDataSets() {
  const { keptData } = useSession();
  const { isThere, records, damaged } = useStore(keptData.store);
  if (!isThere) return null;
  return (
    <div className={classes.kept}>
      <KeepSwitch />
      {records.length + damaged.length > 0 && (
        <ul aria-label="Data sets kept in this browser">
          {records.map((record) => (
            <KeptSet key={record.id} record={record} />
          ))}
          {damaged.map((id) => (
            <li key={id}>
              <p>A data set that cannot be read</p>
              <RemoveButton id={id} name="the damaged data set" />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Only images that came as files have a fingerprint at once, and are kept; scenes are drawn again. */
function KeepSwitch() {
  const { keptData } = useSession();
  const { records, isKeeping } = useStore(keptData.store);
  const fingerprint = useRun((state) => state.data?.fingerprint);
  if (fingerprint === undefined) return null;
  const kept = records.find(({ fingerprints }) => fingerprints.includes(fingerprint));
  return (
    <Switch
      size="xs"
      label="Keep in this browser"
      description={
        isKeeping
          ? 'Copying the files …'
          : 'Runs on these images, links to them and a reload find them again. They stay on this machine.'
      }
      checked={kept !== undefined || isKeeping}
      disabled={isKeeping}
      onChange={() => void (kept === undefined ? keptData.keep() : keptData.remove(kept.id))}
    />
  );
}

function KeptSet({ record }: { readonly record: KeptDataRecord }) {
  const { keptData } = useSession();
  const isLoaded = useRun(({ data }) => record.fingerprints.includes(data?.fingerprint ?? ''));
  const date = new Date(record.keptAt).toLocaleDateString('en', { dateStyle: 'medium' });
  return (
    <li>
      <p>
        {identityText(record)}
        <span>
          {bytes(record.bytes)}, {date}
        </span>
      </p>
      <Button
        size="compact-xs"
        variant="default"
        disabled={isLoaded}
        aria-label={`Load ${quoted(record.name, 60)}`}
        onClick={() => void keptData.load(record.id)}
      >
        {isLoaded ? 'Loaded' : 'Load'}
      </Button>
      <RemoveButton id={record.id} name={quoted(record.name, 60)} />
    </li>
  );
}

function RemoveButton({ id, name }: { readonly id: string; readonly name: string }) {
  const { keptData } = useSession();
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      aria-label={`Remove ${name} from this browser`}
      onClick={() => void keptData.remove(id)}
    >
      Remove
    </Button>
  );
}
