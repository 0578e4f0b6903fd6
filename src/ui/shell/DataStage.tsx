import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useConfig, useRun, useSession } from '../store/context';
import { isGone } from '../store/status';
import { DataView } from '../views/data/DataView';
import { isNormalizedBy, normalizationBy } from '../views/data/normalization';
import { ChooseFiles } from './ChooseFiles';
import { useViewOnShow } from './viewOnShow';
import classes from './shell.module.css';

/** The Data view over the session. */
export function DataStage() {
  const session = useSession();
  const { show } = useViewOnShow();
  const data = useRun((state) => state.data);
  const needsFiles = useRun((state) => state.needsFiles);
  const gone = useRun(isGone);
  const seed = useRun((state) => state.active?.run.seed);
  const views = useConfig((state) => state.config.views);
  const { dataSet, ...looked } = useStore(session.images.store);
  const normalization = looked.overview && normalizationBy(looked.overview.channels);
  // Other data, or another seed of the split, are looked at anew.
  useEffect(() => {
    if (data !== null && !gone) void session.images.inspect();
  }, [session, data, gone, seed]);
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
      onNormalize={() => {
        if (normalization === null) return;
        const { edit } = session.config.getState();
        edit('views.mean', normalization.mean);
        edit('views.std', normalization.std);
      }}
      isNormalized={normalization !== null && isNormalizedBy(views, normalization)}
    />
  );
}
