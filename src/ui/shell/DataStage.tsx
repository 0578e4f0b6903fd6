import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { useFields } from '../panels/useField';
import { useConfig, useRun, useSession } from '../store/context';
import { statusOf } from '../store/status';
import { DataView } from '../views/data/DataView';
import { isApplied, normalizationEdits } from '../views/data/normalization';
import { ChooseFiles } from './ChooseFiles';
import { useViewOnShow } from './viewOnShow';
import classes from './shell.module.css';

/** The Data view over the session. */
export function DataStage() {
  const session = useSession();
  const { show } = useViewOnShow();
  const data = useRun((state) => state.data);
  const needsFiles = useRun((state) => state.needsFiles);
  const isGone = useRun((state) => statusOf(state) === 'gone');
  const seed = useRun((state) => state.active?.run.seed);
  const config = useConfig((state) => state.config);
  const { dataSet, ...looked } = useStore(session.images.store);
  const fields = useFields('views.');
  const { overview } = looked;
  const edits = useMemo(
    () => (overview === null ? undefined : normalizationEdits(overview.channels, fields)),
    [overview, fields],
  );
  // Other data, or another seed of the split, are looked at anew.
  useEffect(() => {
    if (data !== null && !isGone) void session.images.inspect();
  }, [session, data, isGone, seed]);
  if (data === null) {
    return (
      <div className={classes.emptyView}>
        <p>No images are loaded yet.</p>
        {needsFiles && <ChooseFiles />}
      </div>
    );
  }
  return (
    <DataView
      key={dataSet}
      data={data}
      {...looked}
      readImages={session.images.readImages}
      onInspect={() => void session.images.inspect()}
      onFindDuplicates={() => void session.images.findDuplicates()}
      onShow={(image) => {
        void session.showImage(image);
        show('training');
      }}
      onNormalize={
        edits && (() => edits.forEach(({ path, value }) => session.config.getState().edit(path, value)))
      }
      isNormalized={edits !== undefined && isApplied(edits, config)}
    />
  );
}
