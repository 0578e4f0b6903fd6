import { ActionIcon, Button, NativeSelect } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { RunConfig } from '../../../config/runConfig';
import { percent, significant } from '../../../reports/format';
import type { LookedMap, LookSubject, SetOverview } from '../../../worker/protocol';
import { LocalNumber } from '../../controls/LocalNumber';
import { THE_RUN } from '../../store/useLook';
import { lastStage, MapPicker, mapText } from '../looks/MapPicker';
import { SubjectPicker } from '../looks/SubjectPicker';
import { subjectText } from '../looks/subjects';
import { useSubjects } from '../looks/useSubjects';
import { ViewExports } from '../ViewExports';
import { channelFiles } from './channelFiles';
import {
  channelStatistics,
  orderedChannels,
  STANDS_OUT,
  TOP,
  type ChannelOrder,
  type ChannelStatistics,
} from './channelStatistics';
import { Patches } from './Patches';
import { useChannelSearch, type ChannelSearch } from './useChannelSearch';
import { usePatches } from './usePatches';
import cards from '../../theme/card.module.css';
import classes from './filters.module.css';

interface ChannelCardProps {
  readonly config: RunConfig;
  readonly overview: SetOverview;
}

/** How many images are searched. */
const SIZES = [64, 256, 1024, 4096];

/** What of the data set excites a channel most. */
export function ChannelCard({ config, overview }: ChannelCardProps) {
  const [map, setMap] = useState<LookedMap>(() => ({ of: 'stage', stage: lastStage(config) }));
  const [subject, setSubject] = useState<LookSubject>(THE_RUN);
  const [size, setSize] = useState(SIZES[1]!);
  const [order, setOrder] = useState<ChannelOrder>('selectivity');
  const [chosen, setChosen] = useState<number>();
  const subjects = useSubjects();
  const { search, begin, cancel } = useChannelSearch();
  const [of, setOf] = useState('');
  const parts = search?.parts;
  const channels = useMemo(() => orderedChannels(channelStatistics(parts ?? []), order), [parts, order]);
  const place = Math.max(
    0,
    channels.findIndex(({ channel }) => channel === chosen),
  );
  const channel = channels[place];
  const patches = usePatches(channel, search, overview);
  const count = Math.min(size, overview.count);
  return (
    <section className={`${cards.card} ${classes.card}`} aria-label="Channels">
      <header className={classes.header}>
        <h2 className={cards.viewTitle}>What excites a channel</h2>
        <ViewExports
          of="channels"
          files={channel === undefined ? [] : channelFiles(channels, patches, channel.channel)}
        />
      </header>
      <SubjectPicker label="Weights to search with" subject={subject} onSubject={setSubject} {...subjects} />
      <div className={classes.controls}>
        <MapPicker config={config} map={map} onMap={setMap} />
        <NativeSelect
          size="xs"
          aria-label="How many images are searched"
          value={String(size)}
          onChange={({ currentTarget }) => setSize(Number(currentTarget.value))}
          data={SIZES.map((value) => ({
            value: String(value),
            label: `${value.toLocaleString('en')} images`,
            disabled: value > SIZES[0]! && value / 4 >= overview.count,
          }))}
        />
        {search?.isUnderWay === true ? (
          <Button size="compact-sm" variant="default" onClick={cancel}>
            Stop
          </Button>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              setOf(`${mapText(map, config)} of ${subjectText(subject, subjects.others)}`);
              void begin(spread(overview.count, count), map, subject);
            }}
          >
            Search {count.toLocaleString('en')} images
          </Button>
        )}
      </div>
      <p className={classes.note} role="status">
        {search === null
          ? 'A search goes through the images once, 32 at a time. A training keeps half of its speed meanwhile.'
          : progressText(search, of)}
      </p>
      {channel !== undefined && (
        <>
          <div className={classes.controls}>
            <NativeSelect
              size="xs"
              aria-label="Order of the channels"
              value={order}
              onChange={({ currentTarget: { value } }) => {
                setOrder(value as ChannelOrder);
                setChosen(undefined);
              }}
              data={[
                { value: 'selectivity', label: 'Most selective first' },
                { value: 'mean', label: 'Most active first' },
                { value: 'number', label: 'By number' },
              ]}
            />
            <ActionIcon
              variant="default"
              size={28}
              aria-label="Previous channel"
              disabled={place === 0}
              onClick={() => setChosen(channels[place - 1]!.channel)}
            >
              <IconChevronLeft size="1rem" />
            </ActionIcon>
            <LocalNumber
              aria-label="Number of the channel"
              w="4.75rem"
              compact
              integer
              min={0}
              max={channels.length - 1}
              value={channel.channel}
              onNumber={setChosen}
            />
            <ActionIcon
              variant="default"
              size={28}
              aria-label="Next channel"
              disabled={place === channels.length - 1}
              onClick={() => setChosen(channels[place + 1]!.channel)}
            >
              <IconChevronRight size="1rem" />
            </ActionIcon>
          </div>
          <p className={classes.note} aria-live="polite">
            {channelText(channel)}
          </p>
          <Patches patches={patches} />
          <p className={classes.note}>
            The {TOP} images with the largest values, one cell each. The outline is the cell, shown with one
            cell of surround; what the network sees of the image from there reaches further.
          </p>
        </>
      )}
    </section>
  );
}

/** Images spread evenly over the set. */
function spread(all: number, count: number): number[] {
  return Array.from({ length: count }, (_, place) => Math.floor((place * all) / count));
}

function progressText({ parts, total, seconds, isUnderWay, failure }: ChannelSearch, of: string): string {
  if (failure !== null) return `${failure.message} ${failure.remedy ?? ''}`;
  const done = parts.reduce((sum, { images }) => sum + images.length, 0);
  const steps = parts.map(({ step }) => step.toLocaleString('en'));
  const when = steps.length === 0 || steps[0] === steps.at(-1) ? steps[0] : `${steps[0]} to ${steps.at(-1)}`;
  const images = `${done.toLocaleString('en')} of ${total.toLocaleString('en')} images`;
  return `${isUnderWay ? 'Searching' : 'Searched'} ${images}${when === undefined ? '' : ` at step ${when}`}: ${of}. ${seconds.toFixed(1)} s of the device.`;
}

function channelText({ channel, mean, deviation, share, selectivity }: ChannelStatistics): string {
  if (deviation === 0)
    return `Channel ${channel} is ${significant(mean, 3)} everywhere: it tells nothing apart.`;
  return `Channel ${channel}: mean ${significant(mean, 3)}, standard deviation ${significant(deviation, 3)}. ${percent(share)} of the images have a cell more than ${STANDS_OUT} deviations above the mean; those below are ${selectivity.toFixed(1)} above.`;
}
