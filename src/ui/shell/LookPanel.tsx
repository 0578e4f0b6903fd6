import { ActionIcon, Button, FileButton, SegmentedControl } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPhoto, IconStack2, IconX } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { plain } from '../../quoted';
import { backboneWords } from '../../training/weights/architecture';
import { presetOf } from '../../training/weights/knownModels';
import { AddressField } from '../panels/AddressField';
import { useSession } from '../store/context';
import { LOOK_SIZES, MOST_PHOTOS, type LookedModel, type LookedPhoto } from '../store/lookMode';
import { PixelCanvas } from '../views/PixelCanvas';
import { PublishedModels } from './PublishedModels';
import { WeightsDialog } from './WeightsDialog';
import { weightsSource, weightsSummary } from './weightsText';
import cards from '../theme/card.module.css';
import classes from './lookPanel.module.css';

/** The look mode's model and images, above the views that show what the one makes of the others. */
export function LookPanel() {
  const session = useSession();
  const { lookMode } = session;
  const { model, photos, size } = useStore(lookMode.store);
  const take = (files: readonly File[]) => {
    if (files.length > 0) void session.take(files);
  };
  return (
    <section className={`${cards.card} ${classes.panel}`} aria-label="Look at a model">
      <header className={classes.head}>
        <h2 className={cards.viewTitle}>Look at a model</h2>
        <p>No data set and no training: a model file and one or two images, which stay on this machine.</p>
        <Button size="compact-sm" variant="default" onClick={lookMode.leave}>
          Back to the run
        </Button>
      </header>
      <div className={classes.slots}>
        <div className={classes.slot}>
          <IconStack2 size="1.25rem" aria-hidden />
          {model === null ? (
            <p>Drop a model file here: safetensors, or PyTorch (.pth, .pt, .ckpt).</p>
          ) : (
            <ModelFacts model={model} />
          )}
          <FileButton multiple onChange={take} inputProps={{ 'aria-label': 'Model file' }}>
            {(button) => (
              <Button size="compact-sm" variant="default" {...button}>
                {model === null ? 'Choose a model' : 'Another model'}
              </Button>
            )}
          </FileButton>
        </div>
        <div className={classes.slot}>
          {photos.length === 0 ? (
            <>
              <IconPhoto size="1.25rem" aria-hidden />
              <p>Drop one or two images here.</p>
            </>
          ) : (
            photos.map((photo, place) => <Photo key={place} photo={photo} place={place} />)
          )}
          <FileButton
            multiple
            accept="image/*"
            onChange={take}
            inputProps={{ 'aria-label': 'Images to look at' }}
          >
            {(button) => (
              <Button size="compact-sm" variant="default" {...button}>
                {photosLabel(photos.length)}
              </Button>
            )}
          </FileButton>
          <SegmentedControl
            className={classes.size ?? ''}
            size="xs"
            aria-label="Side of the views"
            value={String(size)}
            onChange={(value) => lookMode.setSize(Number(value))}
            data={LOOK_SIZES.map((side) => ({ value: String(side), label: `${side} px` }))}
          />
        </div>
      </div>
      <details className={classes.more} open={model === null || undefined}>
        <summary>Where to get a model</summary>
        <PublishedModels />
        <AddressField placeholder="models/resnet50_alpha0.9.pth" />
      </details>
    </section>
  );
}

function photosLabel(count: number): string {
  if (count === 0) return 'Choose images';
  return count < MOST_PHOTOS ? 'A second image' : 'Other images';
}

/** What the file holds, how much of it is used, and the ways on to a training. */
function ModelFacts({ model: { file, held } }: { readonly model: LookedModel }) {
  const session = useSession();
  const { lookMode } = session;
  const [isOpen, details] = useDisclosure(false);
  const { report, config } = held;
  const { backbone } = config.model;
  const preset = presetOf(backbone);
  const hasLocal = held.shown.localExpander !== undefined;
  return (
    <div className={classes.facts}>
      <p>
        <strong>{plain(file.name, 80)}</strong>
        {weightsSource(report)}: {report.model === undefined ? `${backboneWords(backbone)}, ` : ''}
        {weightsSummary(report)}.{' '}
        {hasLocal
          ? 'Its local expander’s vectors are matched.'
          : 'It has no local expander: the backbone’s maps are matched.'}
      </p>
      <div className={classes.ways}>
        <Button size="compact-sm" variant="default" onClick={details.open} aria-haspopup="dialog">
          {report.otherKeys.length > 0 ? 'Details and choice' : 'Details'}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => void lookMode.trainFrom()}>
          Train from these weights
        </Button>
        {preset !== undefined && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => session.openConfig(preset.config, `the preset “${preset.title}”`)}
          >
            Take the preset “{preset.title}” over
          </Button>
        )}
      </div>
      <WeightsDialog
        weights={{ file, report }}
        note="The network is that of the file, whatever the settings say. The global expander is not read: no look at maps needs it."
        onKey={(key) => void lookMode.take({ model: file, key })}
        opened={isOpen}
        onClose={details.close}
      />
    </div>
  );
}

function Photo({ photo: { name, image }, place }: { readonly photo: LookedPhoto; readonly place: number }) {
  const { lookMode } = useSession();
  return (
    <figure className={classes.photo}>
      <PixelCanvas pixels={image} label={`Image ${place + 1}`} smooth />
      <figcaption title={name}>{name}</figcaption>
      <ActionIcon
        size={22}
        variant="default"
        aria-label={`Remove image ${place + 1}`}
        onClick={() => lookMode.removePhoto(place)}
      >
        <IconX size="0.8rem" />
      </ActionIcon>
    </figure>
  );
}
