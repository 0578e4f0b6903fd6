import { Switch } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { SetOverview } from '../../../reports/inspection';
import type { LookImage, LookSubject } from '../../../reports/looks';
import type { MatchMetric } from '../../../reports/matchLook';
import { useRun, useSession } from '../../store/context';
import { isGone } from '../../store/status';
import { THE_RUN, useLook } from '../../store/useLook';
import { DEFAULT_LINE_OPTIONS } from '../correspondence/lineOptions';
import { useCellFocus } from '../correspondence/useCellFocus';
import { ImagePicker } from '../correspondence/ImagePicker';
import { useSubjects } from '../looks/useSubjects';
import { useScheme } from '../scheme';
import { ViewExports } from '../ViewExports';
import { keptFilm, momentsFilm } from './films';
import { keptPictures, reachFurther, type MatchSubject } from './keptPictures';
import { LookedMatches } from './LookedMatches';
import { ANIMATION_SIZE, matchFiles } from './matchFiles';
import { MatchSide } from './MatchSide';
import { RadiiTable } from './PairAccuracy';
import { PairControls } from './PairControls';
import { panelImages } from './panelImages';
import { PairLines } from './PairLines';
import { PanelStrip } from './PanelStrip';
import { useMatches } from './useMatches';
import { usePair, type PairKind } from './usePair';
import { useVideos } from './useVideos';
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
  const gone = useRun(isGone);
  const seed = useRun((state) => state.active?.run.seed);
  const overview = useStore(session.images.store, (state) => state.overview);
  useEffect(() => {
    if (data !== null && !gone) void session.images.inspect();
  }, [session, data, gone, seed]);
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
  const [subject, setSubject] = useState<MatchSubject>(THE_RUN);
  const [beside, setBeside] = useState<MatchSubject | null>(null);
  const [options, setOptions] = useState(DEFAULT_LINE_OPTIONS);
  const [focus, onCell] = useCellFocus();

  const pair = usePair({ kind, image, turn, brought }, overview);
  const request = useMemo(() => pair && { pair, metric }, [pair, metric]);
  const panelRequest = useMemo(() => ({ images: panel, metric }), [panel, metric]);
  const snapshots = useRun((state) => state.snapshots);
  const kept = useMemo(() => keptPictures(snapshots, image), [snapshots, image]);
  const isKept = subject.of === 'kept';
  const shown = useMatches(subject, request, kept);
  const other = useMatches(beside ?? THE_RUN, beside && request, kept);
  // A panel was not kept.
  const whole = useLook('matchPanel', isKept ? null : panelRequest, isKept ? THE_RUN : subject);
  const classNames = overview.masks?.names;
  const film = isKept ? keptFilm(kept) : request && momentsFilm(looks, request, subjects.moments);
  const videos = useVideos(film !== null, ANIMATION_SIZE);
  const { picture } = shown;
  const told = { classNames, options, scheme, film, videos };
  const files = picture === null ? [] : matchFiles({ picture, metric: isKept ? 'l2' : metric, ...told });
  const sides = {
    ...{ subjects, options, focus, onCell, classNames },
    kept: reachFurther(kept, subjects.moments) ? kept : [],
    emptyNote: WAITING[kind],
  };

  return (
    <div className={`${cards.card} ${classes.view}`}>
      <header className={classes.head}>
        <h2 className={cards.viewTitle}>Matches</h2>
        <ImagePicker index={image} count={overview.count} busy={shown.isAsking} onPick={setImage} />
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
        <MatchSide label="Weights" matches={shown} subject={subject} onSubject={setSubject} {...sides} />
        {beside !== null && (
          <MatchSide
            label="Weights beside"
            matches={other}
            subject={beside}
            onSubject={setBeside}
            {...sides}
          />
        )}
      </div>
      <PairLines snapshot={picture?.snapshot} options={options} onOptions={setOptions} />
      {whole.answer !== null && (
        <RadiiTable
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
