import { useCallback, useEffect, useRef, useState } from 'react';
import type { FailureInfo } from '../../../failure';
import type { EmbeddingSpace } from '../../../worker/protocol';
import type { UmapNews } from './umapWorker';

export interface UmapState {
  /** `[count, 2]` */
  readonly places: Float32Array | null;
  /** Steps of the weights that they are of. */
  readonly step: number;
  /** Share that is done of what is under way. */
  readonly share: number | null;
  readonly failure: FailureInfo | null;
}

interface Umap extends UmapState {
  readonly start: (space: EmbeddingSpace, step: number, seed: number) => void;
  readonly cancel: () => void;
}

const NOTHING: UmapState = { places: null, step: 0, share: null, failure: null };
const ENDED = { message: 'UMAP ended by itself.', doing: 'computing UMAP', remedy: 'Try again.' } as const;

/** UMAP in a worker of its own. Places stay, whatever the weights do, until others are asked for. */
export function useUmap(): Umap {
  const [state, setState] = useState(NOTHING);
  const worker = useRef<Worker | null>(null);
  const end = useCallback(() => {
    worker.current?.terminate();
    worker.current = null;
  }, []);
  useEffect(() => end, [end]);
  const start = useCallback(
    ({ vectors, count, width }: EmbeddingSpace, step: number, seed: number) => {
      end();
      const own = new Worker(new URL('./umapWorker.ts', import.meta.url), { type: 'module', name: 'UMAP' });
      worker.current = own;
      setState((now) => ({ ...now, share: 0, failure: null }));
      const fail = (failure: FailureInfo) => {
        end();
        setState((now) => ({ ...now, share: null, failure }));
      };
      own.onmessage = ({ data }: MessageEvent<UmapNews>) => {
        if ('share' in data) setState((now) => ({ ...now, share: data.share }));
        else if ('failure' in data) fail(data.failure);
        else {
          end();
          setState({ places: data.places, step, share: null, failure: null });
        }
      };
      own.onerror = () => fail({ code: 'internal', ...ENDED });
      own.postMessage({ vectors, count, width, seed });
    },
    [end],
  );
  const cancel = useCallback(() => {
    end();
    setState((now) => ({ ...now, share: null }));
  }, [end]);
  return { ...state, start, cancel };
}
