import { ActionIcon, Button, Modal } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useEffect, useSyncExternalStore } from 'react';
import { ClassLegend } from '../ClassLegend';
import { classesIn } from '../evaluate/maskOverlay';
import type { ImageCache } from './imageCache';
import { LargeImage } from './LargeImage';
import { number } from './words';
import classes from './data.module.css';

interface ImageDialogProps {
  /** Number of the image. */
  readonly image: number;
  readonly cache: ImageCache;
  /** What is known of it, in words. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** Names of the mask classes; absent where there are no masks. */
  readonly maskNames: readonly string[] | undefined;
  readonly onTurn: (by: number) => void;
  /** Absent where the image cannot be shown there. */
  readonly onShow: (() => void) | undefined;
  readonly onClose: () => void;
}

/** One image large, with its mask and what is known of it. */
export function ImageDialog({ image, cache, facts, maskNames, onTurn, onShow, onClose }: ImageDialogProps) {
  useSyncExternalStore(cache.subscribe, cache.getVersion);
  useEffect(() => {
    cache.want('dialog', [image]);
    return () => cache.want('dialog', []);
  }, [cache, image]);
  const shown = cache.get(image);
  const title = `Image ${number(image)}`;
  const there = shown?.mask === undefined ? [] : classesIn([shown.mask], maskNames?.length ?? 0);
  return (
    <Modal opened onClose={onClose} title={title} size={maskNames === undefined ? 480 : 760}>
      <div className={classes.dialog}>
        <div className={classes.pictures}>
          <LargeImage image={shown} label={title} maskClasses={null} />
          {maskNames !== undefined && (
            <LargeImage image={shown} label={`${title} with its mask`} maskClasses={maskNames.length} />
          )}
        </div>
        {there.length > 0 && <ClassLegend labels={there} names={maskNames!} title="Classes of the mask" />}
        <dl className={classes.facts}>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <div className={classes.dialogFoot}>
          <ActionIcon variant="default" aria-label="Previous image" onClick={() => onTurn(-1)}>
            <IconChevronLeft size="1rem" />
          </ActionIcon>
          <ActionIcon variant="default" aria-label="Next image" onClick={() => onTurn(1)}>
            <IconChevronRight size="1rem" />
          </ActionIcon>
          {onShow === undefined ? (
            <span className={classes.note}>It is not trained on.</span>
          ) : (
            <Button size="compact-md" onClick={onShow}>
              Show in training
            </Button>
          )}
        </div>
      </div>
    </Modal>
  );
}
