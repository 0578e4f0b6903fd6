import { NativeSelect, SegmentedControl, Switch } from '@mantine/core';
import { useMemo, useState } from 'react';
import { SPACES, type SpaceName } from '../../../reports/embeddingSpace';
import type { Part } from '../../../reports/inspection';
import type { EmbeddingRequest, SetOverview } from '../../../worker/protocol';
import { useRun } from '../../store/context';
import { PART_WORDS } from '../data/words';
import { useImages } from '../looks/useImages';
import { useOverview } from '../looks/useOverview';
import { useSubjects } from '../looks/useSubjects';
import { embeddingRequest, POINT_CHOICES } from './panelImages';
import { SpacePanel } from './SpacePanel';
import { SPACE_WORDS } from './spaceWords';
import cards from '../../theme/card.module.css';
import looks from '../looks/looks.module.css';
import classes from './embeddings.module.css';

const PARTS_ON_SHOW: readonly Part[] = ['validation', 'train'];

/** What the vectors of the network are like: points, neighbours, spectrum, collapse. */
export function EmbeddingsView() {
  const data = useRun((state) => state.data);
  const { overview, dataSet, failure } = useOverview();
  const [space, setSpace] = useState<SpaceName>('representation');
  const [part, setPart] = useState<Part>('validation');
  const [points, setPoints] = useState<number>(POINT_CHOICES[0]);
  const [projection, setProjection] = useState<'pca' | 'umap'>('pca');
  const [thumbnails, setThumbnails] = useState(false);
  const [beside, setBeside] = useState(false);
  const request = useMemo(
    () => overview && embeddingRequest(space, part, points, overview),
    [space, part, points, overview],
  );
  return (
    <section className={looks.view} aria-label="Embeddings">
      <header className={cards.card}>
        <h2 className={cards.viewTitle}>Embedding space</h2>
        <div className={looks.controls} data-names="above">
          <NativeSelect
            size="xs"
            label="Space"
            value={space}
            onChange={(event) => setSpace(event.currentTarget.value as SpaceName)}
            data={SPACES.map((value) => ({ value, label: SPACE_WORDS[value].title }))}
          />
          <NativeSelect
            size="xs"
            label="Images"
            value={part}
            onChange={(event) => setPart(event.currentTarget.value as Part)}
            data={PARTS_ON_SHOW.map((value) => ({ value, label: PART_WORDS[value] }))}
          />
          <NativeSelect
            size="xs"
            label="Points at most"
            value={points}
            onChange={(event) => setPoints(Number(event.currentTarget.value))}
            data={POINT_CHOICES.map((value) => ({
              value: String(value),
              label: value.toLocaleString('en'),
            }))}
          />
          <SegmentedControl
            size="xs"
            aria-label="Projection"
            value={projection}
            onChange={(value) => setProjection(value)}
            data={[
              { value: 'pca', label: 'PCA' },
              { value: 'umap', label: 'UMAP' },
            ]}
          />
          <Switch
            size="xs"
            label="Thumbnails"
            checked={thumbnails}
            onChange={(event) => setThumbnails(event.currentTarget.checked)}
          />
          <Switch
            size="xs"
            label="Other weights beside"
            checked={beside}
            onChange={(event) => setBeside(event.currentTarget.checked)}
          />
        </div>
      </header>
      {failure !== null && (
        <p className={looks.failure} role="alert">
          {failure.message} {failure.remedy}
        </p>
      )}
      {data === null || overview === null ? (
        <p className={classes.waitingSpace} role="status">
          {data === null ? 'No images are loaded yet.' : 'Looking at the images of the set …'}
        </p>
      ) : request === null ? (
        <p className={classes.waitingSpace}>There are fewer than two images of that kind. Choose others.</p>
      ) : (
        <Spaces
          // Other points begin anew.
          key={[dataSet, space, part, points].join()}
          {...{ request, overview, projection, thumbnails, beside }}
          imageBytes={data.height * data.width * (data.hasMasks ? 4 : 3)}
        />
      )}
    </section>
  );
}

interface SpacesProps {
  readonly request: EmbeddingRequest;
  readonly overview: SetOverview;
  readonly projection: 'pca' | 'umap';
  readonly thumbnails: boolean;
  readonly beside: boolean;
  readonly imageBytes: number;
}

function Spaces({ request, overview, projection, thumbnails, beside, imageBytes }: SpacesProps) {
  const subjects = useSubjects();
  const cache = useImages(request.images, imageBytes);
  const shown = { request, overview, cache, subjects, projection, thumbnails };
  return (
    <div className={classes.spaces}>
      <SpacePanel label="Weights" {...shown} cacheVersion={cache.getVersion()} />
      {beside && <SpacePanel label="Weights beside" {...shown} cacheVersion={cache.getVersion()} />}
    </div>
  );
}
