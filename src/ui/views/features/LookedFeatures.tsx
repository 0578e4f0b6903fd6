import { useMemo, useState } from 'react';
import { centreCrop } from '../../../evaluation/features';
import { plain } from '../../../quoted';
import { cutOut } from '../looks/squares';
import { missingText, useFileSubject, type FileSubject } from '../looks/useFileSubject';
import type { LookedModel } from '../../store/lookMode';
import { FeatureBoard, firstSettings } from './FeatureBoard';
import cards from '../../theme/card.module.css';
import classes from '../looks/looks.module.css';

/** What the maps of a file's model hold of the images that were brought along, without a run. */
export function LookedFeatures() {
  const looked = useFileSubject();
  const { model, photos } = looked;
  const missing = missingText(looked);
  if (model === null || missing !== null)
    return (
      <div className={cards.card}>
        <p className={classes.note} role="status">
          {missing}
        </p>
      </div>
    );
  // Another backbone has other maps.
  const key = JSON.stringify([model.held.config.model.backbone, photos.length]);
  return <Features key={key} {...looked} model={model} />;
}

function Features({ model, photos, size, subject }: FileSubject & { readonly model: LookedModel }) {
  const { config } = model.held;
  const { views } = config;
  const sized = { ...config, views: { ...views, crops: [{ ...views.crops[0]!, size }] } };
  const [settings, setSettings] = useState(() => firstSettings(config));
  const panel = useMemo(
    () => ({
      wanted: photos.map(({ image }) => image),
      numbers: photos.map((_, place) => place + 1),
      images: photos.map(({ name, image }, place) => ({
        name: `Image ${place + 1}, ${name}`,
        square: cutOut(image, centreCrop(image, 1)),
      })),
    }),
    [photos],
  );
  const name = plain(model.file.name, 60);
  return (
    <FeatureBoard
      // Cells of another size have other numbers.
      key={size}
      config={sized}
      settings={settings}
      onSettings={(next) => setSettings((now) => ({ ...now, ...next }))}
      panel={panel}
      left={{ subject, label: 'Weights', name, picker: () => null }}
    />
  );
}
