import type { MatchSnapshot } from '../../../worker/protocol';
import { PixelCanvas } from '../PixelCanvas';

export interface CorrespondenceViewProps {
  /** The newest picture from the worker; absent before the first one. */
  readonly snapshot?: MatchSnapshot | undefined;
  /** Images in the data set; absent or 0 while none is loaded. */
  readonly imageCount?: number | undefined;
  /** Index of the image that was asked for and has not arrived yet. */
  readonly pendingImage?: number | undefined;
  /** Asks for another image of the data set. */
  readonly onPickImage: (imageIndex: number) => void;
}

/** One image seen twice, and which parts the network thinks are the same. */
export function CorrespondenceView({ snapshot }: CorrespondenceViewProps) {
  if (snapshot === undefined) return <p>Views appear here once a run is set up.</p>;
  return (
    <section aria-label="Matches">
      {snapshot.views.map((view, index) => (
        <PixelCanvas
          key={index}
          pixels={{ width: view.size, height: view.size, pixels: view.pixels }}
          label={`View ${index + 1} of image ${snapshot.imageIndex}`}
        />
      ))}
    </section>
  );
}
