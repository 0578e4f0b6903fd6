import { useInterval } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import type { LookImage } from '../../../reports/looks';
import { useCamera } from '../../camera/useCamera';
import { pixelsOf } from '../../store/readPhoto';
import classes from './matches.module.css';

/** Time from one frame to the next, in ms: each is a look, for which a training waits. */
const FRAME = 1000;

/** The camera's picture, a frame a second, as long as the component is there. */
export function CameraFrames({ onFrame }: { readonly onFrame: (frame: LookImage) => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const { isLive, failure } = useCamera(video);
  const { start, stop } = useInterval(() => {
    const shown = video.current;
    if (shown !== null && shown.videoWidth > 0) onFrame(pixelsOf(shown, shown.videoWidth, shown.videoHeight));
  }, FRAME);
  useEffect(() => {
    if (isLive) start();
    return stop;
  }, [isLive, start, stop]);
  return (
    <div className={classes.camera}>
      <video ref={video} muted playsInline aria-label="Live picture of the camera" />
      {failure !== null && <p role="alert">{failure.info.message}</p>}
    </div>
  );
}
