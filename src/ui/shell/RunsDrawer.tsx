import { Drawer } from '@mantine/core';
import { useCallback, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { failureInfo } from '../../failure';
import { useRun, useSession } from '../store/context';
import { MOST_COMPARED } from '../store/comparison';
import { RecordedList } from '../views/recorded/RecordedList';
import { RunsView } from '../views/runs/RunsView';
import { StorageLine } from '../views/runs/StorageLine';
import type { RunActions } from '../views/runs/RunRow';
import { download } from '../controls/download';
import { ViewBoundary } from './ViewBoundary';
import { useViewOnShow } from './viewOnShow';

/** The runs that this browser keeps, beside whatever is on show. */
export function RunsDrawer({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  return (
    <Drawer opened={opened} onClose={onClose} position="right" size="36rem" title="Runs in this browser">
      <ViewBoundary title="Runs in this browser">
        <RunsContent onClose={onClose} />
      </ViewBoundary>
    </Drawer>
  );
}

function RunsContent({ onClose }: { readonly onClose: () => void }) {
  const { library, comparison, keptData, recorded } = useSession();
  const { show } = useViewOnShow();
  const dataBytes = useStore(keptData.store, ({ records: sets }) =>
    sets.reduce((sum, set) => sum + set.bytes, 0),
  );
  const { isThere, records, damaged, held, use, states, readAt } = useStore(library.store);
  const chosen = useStore(comparison.store, (state) => state.chosen);
  const current = useRun((state) => state.runId);
  const actions = useActions(onClose);
  useEffect(() => library.watch(), [library]);
  const recordedList = (
    <RecordedList
      onShow={(one) => {
        onClose();
        show('training');
        void recorded.show(one);
      }}
    />
  );
  if (!isThere)
    return (
      <>
        <p>This browser keeps nothing for this page, as in some private windows.</p>
        {recordedList}
      </>
    );
  return (
    <>
      <RunsView
        records={records}
        damaged={damaged}
        current={current}
        held={held}
        chosen={chosen}
        mostChosen={MOST_COMPARED}
        now={readAt}
        actions={actions}
        onCompare={() => {
          show('compare');
          onClose();
        }}
        onClear={() => comparison.clear()}
      />
      <StorageLine
        records={records}
        dataBytes={dataBytes}
        use={use}
        states={states}
        onStates={(count) => void library.keepStates(count)}
        onPersist={() => void library.persist()}
      />
      {recordedList}
    </>
  );
}

function useActions(onClose: () => void): RunActions {
  const session = useSession();
  const { library, comparison } = session;
  const { show } = useViewOnShow();
  const save = useCallback(
    async (id: string) => {
      try {
        const bundle = await library.whole(id);
        if (bundle === null) return;
        const { writeBundle } = await import('../../formats/bundle/writeBundle');
        const name = `vicregl-${bundle.name}-step${bundle.step}.zip`.replaceAll(/[^\w.-]+/g, '-');
        download(name, writeBundle(bundle) as Uint8Array<ArrayBuffer>, 'application/zip');
      } catch (error) {
        session.fail('export', failureInfo(error, 'saving the run'));
      }
    },
    [session, library],
  );
  return useMemo(
    () => ({
      annotate: (id, change) => void library.annotate(id, change),
      goOn: (id) => {
        onClose();
        show('training');
        void library.goOn(id);
      },
      duplicate: (id) => {
        onClose();
        library.duplicate(id);
      },
      save: (id) => void save(id),
      remove: (id) => void library.remove(id),
      choose: (id, isChosen) => comparison.choose(id, isChosen),
    }),
    [library, comparison, onClose, show, save],
  );
}
