import { useMemo } from 'react';
import type { PreviewView } from '../../../reports/matches';
import { networkLayers } from '../../../vicregl/networkLayers';
import { useConfig } from '../../store/context';
import { problemText, useProblems } from '../../store/problems';
import { NetworkDiagram } from '../../views/model/NetworkDiagram';
import { useViewOnShow } from '../viewOnShow';
import { Picture } from './Picture';
import { ViewMap } from './ViewMap';
import { WordLink } from './WordLink';
import classes from './explained.module.css';

/** The networks that the settings make, and what the run's backbone makes of a view. @param view the first of an image */
export function Networks({ view }: { readonly view: PreviewView | null }) {
  const config = useConfig((state) => state.config);
  const problem = useProblems((all) => all.find(({ path }) => /^(model|views\.crops)\b/.test(path)));
  return (
    <Picture
      number={2}
      isWide
      words={
        <>
          Both views go through one <WordLink word="backbone">backbone</WordLink>. It makes a{' '}
          <WordLink word="map">map</WordLink> of each: a vector for every{' '}
          <WordLink word="cell">cell</WordLink>. Their mean is the{' '}
          <WordLink word="representation">representation</WordLink> of the whole image. Two small networks
          follow, which only the training needs: the global <WordLink word="expander">expander</WordLink>{' '}
          turns the mean into one <WordLink word="embedding">embedding</WordLink>, the local one turns each
          cell into one.
        </>
      }
      knobs={['model.globalExpander', 'model.localExpander']}
    >
      <div className={classes.networks}>
        <ViewMap view={view} />
        {problem === undefined ? (
          <Diagram />
        ) : (
          <p className={classes.waiting}>These settings make no network. {problemText(problem, config)}</p>
        )}
      </div>
    </Picture>
  );
}

function Diagram() {
  const config = useConfig((state) => state.config);
  const { show } = useViewOnShow();
  const { size } = config.views.crops[0]!;
  const groups = useMemo(() => networkLayers(config, size), [config, size]);
  return (
    <NetworkDiagram
      groups={groups}
      size={size}
      open={null}
      onOpen={() => show('model')}
      label="The networks; each part leads to the Model view, which has its layers"
    />
  );
}
