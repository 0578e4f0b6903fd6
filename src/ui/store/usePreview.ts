import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import type { Preview, PreviewRequest } from '../../worker/protocol';
import { useConfig, useRun, useSession } from './context';

/** How long edits settle before the views are drawn again, in ms. */
const PREVIEW_DELAY = 300;

/**
 * The views that the settings would take of an image, drawn anew when either changes; the last ones stay until the next
 * are there. `null` while there is no data set.
 */
export function usePreview({ imageIndex, draw, count, view, alone }: PreviewRequest): Preview | null {
  const session = useSession();
  const [preview, setPreview] = useState<Preview | null>(null);
  const views = useConfig((state) => state.config.views);
  const seed = useConfig((state) => state.config.run.seed);
  const [settings] = useDebouncedValue(
    useMemo(() => ({ views, seed }), [views, seed]),
    PREVIEW_DELAY,
  );
  const data = useRun((state) => state.data);
  useEffect(() => {
    if (data === null) return undefined;
    let current = true;
    const image = Math.min(imageIndex, data.count - 1);
    void session.previewViews({ imageIndex: image, draw, count, view, alone }).then((drawn) => {
      if (current && drawn !== null) setPreview(drawn);
    });
    return () => {
      current = false;
    };
  }, [session, data, imageIndex, draw, count, view, alone, settings]);
  return data === null ? null : preview;
}
