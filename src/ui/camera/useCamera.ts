import { useEffect, useState, type RefObject } from 'react';
import type { Failure } from '../../failure';
import { cameraEnded, cameraFailure, noCameras } from './cameraFailure';

/** Pictures are made smaller for training, so no more is asked of the camera. */
const WANTED = { width: { ideal: 640 }, height: { ideal: 480 } };

export interface Camera {
  readonly isLive: boolean;
  readonly failure: Failure | null;
  readonly choices: readonly MediaDeviceInfo[];
  /** Id of the camera that is open, or that is to be opened. */
  readonly chosen: string | undefined;
  readonly choose: (deviceId: string) => void;
  readonly tryAgain: () => void;
}

/**
 * Opens a camera for as long as the component is there.
 * @param video shows the live picture
 */
export function useCamera(video: RefObject<HTMLVideoElement | null>): Camera {
  const [wanted, setWanted] = useState<{ readonly deviceId?: string }>({});
  const [open, setOpen] = useState<string | undefined>();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [choices, setChoices] = useState<readonly MediaDeviceInfo[]>([]);

  useEffect(() => {
    let stream: MediaStream | null = null;
    let isClosed = false;
    const isOver = () => isClosed || video.current === null;
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    const show = async () => {
      const media = (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
      if (media === undefined) throw noCameras();
      const { deviceId } = wanted;
      stream = await media.getUserMedia({
        video: { ...WANTED, ...(deviceId === undefined ? {} : { deviceId: { exact: deviceId } }) },
      });
      // The dialog may have been closed while the browser asked.
      if (isOver()) {
        stop();
        return;
      }
      const [track] = stream.getVideoTracks();
      track!.addEventListener('ended', () => {
        if (isClosed) return;
        setOpen(undefined);
        setFailure(cameraEnded());
      });
      // Names of cameras are told only once one is allowed.
      const devices = await media.enumerateDevices();
      if (isOver()) {
        stop();
        return;
      }
      await showOn(video.current!, stream);
      setChoices(devices.filter(({ kind, deviceId: id }) => kind === 'videoinput' && id !== ''));
      setOpen(track!.getSettings().deviceId ?? '');
    };
    show().catch((error: unknown) => {
      stop();
      if (!isClosed) setFailure(cameraFailure(error));
    });
    return () => {
      isClosed = true;
      stop();
    };
  }, [wanted, video]);

  const again = (next: { readonly deviceId?: string }) => {
    setFailure(null);
    setOpen(undefined);
    setWanted(next);
  };
  return {
    ...{ failure, choices, isLive: open !== undefined, chosen: open ?? wanted.deviceId },
    choose: (deviceId) => again({ deviceId }),
    // A camera that is gone is not asked for again.
    tryAgain: () => again({}),
  };
}

async function showOn(video: HTMLVideoElement, stream: MediaStream): Promise<void> {
  video.srcObject = stream;
  await video.play();
}
