import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { LookSubject } from '../../../reports/looks';
import { useSession } from '../../store/context';
import type { LookedModel, LookedPhoto } from '../../store/lookMode';

/** What the look mode has to look at. */
export interface FileSubject {
  readonly model: LookedModel | null;
  readonly photos: readonly LookedPhoto[];
  /** Side of the views in pixels. */
  readonly size: number;
  /** Another object for another model or size. */
  readonly subject: LookSubject;
}

export function useFileSubject(): FileSubject {
  const { lookMode } = useSession();
  const { model, photos, size } = useStore(lookMode.store);
  const subject = useMemo(
    () => ({ of: 'file', size }) as const,
    // Another model is asked anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [model, size],
  );
  return { model, photos, size, subject };
}

/** What is missing for a look; `null` where nothing is. */
export function missingText({ model, photos }: Pick<FileSubject, 'model' | 'photos'>): string | null {
  if (model === null && photos.length === 0) return 'Bring a model and one or two images.';
  if (model === null) return 'Now bring a model.';
  return photos.length === 0 ? 'Now bring one or two images.' : null;
}
