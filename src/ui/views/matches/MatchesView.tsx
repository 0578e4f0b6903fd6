import { Switch } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { SetOverview } from '../../../reports/inspection';
import type { LookImage, LookSubject } from '../../../reports/looks';
import type { MatchMetric } from '../../../reports/matchLook';
import { useRun, useSession } from '../../store/context';
import { statusOf } from '../../store/status';
import { THE_RUN, useLook } from '../../store/useLook';
import { DEFAULT_LINE_OPTIONS, type LineOptions } from '../correspondence/lineOptions';
import { LineControls } from '../correspondence/LineControls';
import { useCellFocus } from '../correspondence/useCellFocus';
import { ImagePicker } from '../correspondence/ImagePicker';
import { useSubjects } from '../looks/useSubjects';
import { useScheme } from '../scheme';
import { ViewExports } from '../ViewExports';
import { AccuracyTable } from './AccuracyTable';
import { LookedMatches } from './LookedMatches';
import { matchFiles } from './matchFiles';
import { MatchSide } from './MatchSide';
import { PairControls } from './PairControls';
import { panelImages } from './panelImages';
import { PanelStrip } from './PanelStrip';
import { usePair, type PairKind } from './usePair';
import cards from '../../theme/card.module.css';
import classes from './matches.module.css';

/** Which parts a network takes for the same: in any image, at any step, and two networks side by side. */
export function MatchesView() {
  const { lookMode } = useSession();
  const isLooking = useStore(lookMode.store, (state) => state.isOn);
  return isLooking ? <LookedMatches /> : <RunMatches />;
}

function RunMatches() {
  const session = useSession();
  const data = useRun((state) => state.data);
  const isGone = useRun((state) => statusOf(state) === 'gone');
  const seed = useRun((state) => state.active?.run.seed);
  const overview = useStore(session.images.store, (state) => state.overview);
  useEffect(() => {
    if (data !== null && !isGone) void session.images.inspect();
  }, [session, data, isGone, seed]);
  if (overview === null)
    return (
      <div className={classes.empty}>
        <p>{data === null ? 'Matches appear here once images are loaded.' : 'Choosing images …'}</p>
      </div>
    );
  return <Matches overview={overview} />;
}

const WAITING: Readonly<Record<PairKind, string>> = {
  views: 'Matching the parts of the two views …',
  class: 'Matching the parts of the two images …',
  photo: 'Choose a photo of your own. It stays on this machine and is not trained on.',
  photoBeside: 'Choose a photo of your own. It stays on this machine and is not trained on.',
  camera: 'Waiting for the camera’s picture …',
};

function Matches({ overview }: { readonly overview: SetOverview }) {
  const { looks } = useSession();
  const subjects = useSubjects();
  const scheme = useScheme();
  const panel = useMemo(() => panelImages(overview), [overview]);
  const [image, setImage] = useState(panel[0]!);
  const [kind, setKind] = useState<PairKind>('views');
  const [metric, setMetric] = useState<MatchMetric>('l2');
  const [turn, setTurn] = useState(0);
  const [brought, setBrought] = useState<LookImage | null>(null);
  const [subject, setSubject] = useState<LookSubject>(THE_RUN);
  const [beside, setBeside] = useState<LookSubject | null>(null);
  const [options, setOptions] = useState(DEFAULT_LINE_OPTIONS);
  const [focus, onCell] = useCellFocus();

  const pair = usePair({ kind, image, turn, brought }, overview);
  const request = useMemo(() => pair && { pair, metric }, [pair, metric]);
  const panelRequest = useMemo(() => ({ images: panel, metric }), [panel, metric]);
  const look = useLook('matches', request, subject);
  const other = useLook('matches', beside && request, beside ?? THE_RUN);
  const whole = useLook('matchPanel', panelRequest, subject);
  const files =
    look.answer === null || request === null
      ? []
      : matchFiles({ answer: look.answer, request, options, scheme, looks, moments: subjects.moments });
  const snapshot = look.answer?.report.snapshot;
  const hasEmbeddings = snapshot?.views.every((view) => view.embeddings !== undefined) ?? true;
  const sides = { subjects, options, focus, onCell, emptyNote: WAITING[kind] };

  return (
    <div className={`${cards.card} ${classes.view}`}>
      <header className={classes.head}>
        <h2 className={cards.viewTitle}>Matches</h2>
        <ImagePicker index={image} count={overview.count} busy={look.isAsking} onPick={setImage} />
        <Switch
          size="sm"
          label="Another beside"
          checked={beside !== null}
          onChange={(event) => setBeside(event.currentTarget.checked ? firstBeside(subjects.moments) : null)}
        />
        <ViewExports of="matches" files={files} />
      </header>
      <PairControls
        kind={kind}
        onKind={(next) => {
          setKind(next);
          setBrought(null);
        }}
        metric={metric}
        onMetric={setMetric}
        onTurn={() => setTurn((now) => now + 1)}
        onBrought={setBrought}
      />
      <PanelStrip images={panel} report={whole.answer?.report} chosen={image} onChoose={setImage} />
      <div className={classes.sides} data-two={beside !== null}>
        <MatchSide label="Weights" look={look} subject={subject} onSubject={setSubject} {...sides} />
        {beside !== null && (
          <MatchSide label="Weights beside" look={other} subject={beside} onSubject={setBeside} {...sides} />
        )}
      </div>
      <LineControls
        options={options}
        onChange={(change: Partial<LineOptions>) => setOptions((now) => ({ ...now, ...change }))}
        space={hasEmbeddings ? options.space : 'features'}
        hasEmbeddings={hasEmbeddings}
        available={
          snapshot === undefined ? options.count : snapshot.views[0].rows * snapshot.views[0].columns
        }
      />
      {whole.answer !== null && (
        <AccuracyTable
          title={`Matching accuracy over the panel of ${panel.length} images`}
          rows={whole.answer.report.accuracy}
        />
      )}
    </div>
  );
}

/** The first weights that are kept tell most beside those of now. */
function firstBeside(moments: readonly number[]): LookSubject {
  return moments.length === 0 ? THE_RUN : { of: 'moment', step: moments[0]! };
}
