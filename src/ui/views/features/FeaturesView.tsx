import { Checkbox } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { RunConfig } from '../../../config/runConfig';
import { centreCrop } from '../../../evaluation/features';
import { plain } from '../../../quoted';
import type { LookSubject, SetOverview } from '../../../worker/protocol';
import { useRun, useSession } from '../../store/context';
import { THE_RUN } from '../../store/useLook';
import { NothingYet } from '../looks/NothingYet';
import { cutOut } from '../looks/squares';
import { SubjectPicker } from '../looks/SubjectPicker';
import { subjectText } from '../looks/subjects';
import { useImages } from '../looks/useImages';
import { useOverview } from '../looks/useOverview';
import { useSubjects } from '../looks/useSubjects';
import { FeatureBoard, firstSettings, type FeatureSubject } from './FeatureBoard';
import type { PanelImage } from './FeatureSide';
import { LookedFeatures } from './LookedFeatures';
import { panelImages } from './panel';

/** What the network's maps hold of a panel of images that stays the same. */
export function FeaturesView() {
  const { lookMode } = useSession();
  const isLooking = useStore(lookMode.store, (state) => state.isOn);
  return isLooking ? <LookedFeatures /> : <RunFeatures />;
}

function RunFeatures() {
  const config = useRun((state) => state.active);
  const { overview, dataSet, failure } = useOverview();
  if (config === null || overview === null)
    return <NothingYet what="maps of some images" failure={failure} />;
  // Another data set has other images, another backbone other maps.
  const key = `${dataSet} ${JSON.stringify(config.model.backbone)}`;
  return <Features key={key} config={config} overview={overview} />;
}

interface FeaturesProps {
  readonly config: RunConfig;
  readonly overview: SetOverview;
}

function Features({ config, overview }: FeaturesProps) {
  const [settings, setSettings] = useState(() => firstSettings(config));
  const [left, setLeft] = useState<LookSubject>(THE_RUN);
  const [right, setRight] = useState<LookSubject | null>(null);
  const subjects = useSubjects();

  const { extra } = settings;
  const numbers = useMemo(() => panelImages(overview, extra), [overview, extra]);
  const wanted = useMemo(() => numbers.map((image) => ({ image })), [numbers]);
  const { height, width } = overview;
  const cache = useImages(numbers, height * width * 3);
  const version = cache.getVersion();
  const images = useMemo<readonly PanelImage[]>(
    () =>
      numbers.map((image) => {
        const found = cache.get(image);
        return { name: nameOf(image, overview), square: found && cutOut(found, centreCrop(found, 1)) };
      }),
    // The version says when images have come.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [numbers, cache, version, overview],
  );
  const side = (
    label: string,
    subject: LookSubject,
    onSubject: (subject: LookSubject) => void,
  ): FeatureSubject => ({
    ...{ label, subject, name: subjectText(subject, subjects.others) },
    picker: (isWaiting) => (
      <SubjectPicker
        label={label}
        subject={subject}
        onSubject={onSubject}
        {...subjects}
        isWaiting={isWaiting}
      />
    ),
  });
  return (
    <FeatureBoard
      config={config}
      settings={settings}
      onSettings={(next) => setSettings((now) => ({ ...now, ...next }))}
      panel={{ wanted, numbers, images }}
      imageCount={overview.count}
      left={side('Weights', left, setLeft)}
      right={right && side('Other weights', right, setRight)}
    >
      <Checkbox
        size="xs"
        label="Other weights beside"
        checked={right !== null}
        onChange={({ currentTarget }) => setRight(currentTarget.checked ? THE_RUN : null)}
      />
    </FeatureBoard>
  );
}

function nameOf(image: number, { labels, classNames }: SetOverview): string {
  const name = classNames?.[labels?.[image] ?? -1];
  return name === undefined ? `Image ${image}` : `Image ${image}, ${plain(name)}`;
}
