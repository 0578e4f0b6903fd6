import { useRun } from '../../store/context';
import { NothingYet } from '../looks/NothingYet';
import { useOverview } from '../looks/useOverview';
import { ChannelCard } from './ChannelCard';
import { StemCard } from './StemCard';
import classes from './filters.module.css';

/** What the network looks for: the filters of its first layer, and what excites its channels. */
export function FiltersView() {
  const config = useRun((state) => state.active);
  const { overview, dataSet, failure } = useOverview();
  if (config === null) return <NothingYet what="the filters of the network" failure={failure} />;
  // Another data set has other images, another backbone other maps.
  const key = `${dataSet} ${JSON.stringify(config.model.backbone)}`;
  return (
    <div className={classes.view}>
      <StemCard />
      {overview === null ? (
        <NothingYet what="channels and what excites them" failure={failure} />
      ) : (
        <ChannelCard key={key} config={config} overview={overview} />
      )}
    </div>
  );
}
