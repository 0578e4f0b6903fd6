import { Failure } from '../../failure';

const DOING = 'opening the camera';

/** What browsers call their refusals, in our words. */
const REFUSALS: Readonly<Record<string, { readonly message: string; readonly remedy: string }>> = {
  NotAllowedError: {
    message: 'The camera may not be used.',
    remedy:
      'Allow it for this site, by the icon beside the address or in the system’s settings, and try again.',
  },
  NotFoundError: { message: 'There is no camera.', remedy: 'Connect one, and try again.' },
  NotReadableError: {
    message: 'The camera gives no picture: another program may use it.',
    remedy: 'Close the other program, and try again.',
  },
  OverconstrainedError: {
    message: 'The chosen camera is no longer there.',
    remedy: 'Connect it, or choose another one.',
  },
};

/** A refusal of `getUserMedia` as one that a person can act on. */
export function cameraFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const name = error instanceof Error ? error.name : '';
  const known = REFUSALS[name === 'SecurityError' ? 'NotAllowedError' : name];
  const { message, remedy } = known ?? {
    message: `The camera does not open: ${error instanceof Error ? error.message : String(error)}.`,
    remedy: 'Try again, or choose another one.',
  };
  return new Failure({ code: 'data_unreadable', message, doing: DOING, remedy }, { cause: error });
}

/** Browsers offer cameras to secure pages alone. */
export const noCameras = (): Failure =>
  new Failure({
    code: 'data_unreadable',
    message: 'The browser gives this page no cameras.',
    doing: DOING,
    remedy: 'Open it over https, or on localhost.',
  });

export const cameraEnded = (): Failure =>
  new Failure({
    code: 'data_unreadable',
    message: 'The camera has stopped: it was unplugged, or its permission was taken back.',
    doing: 'taking pictures',
    remedy: 'The pictures taken are kept. Try again, or use them.',
  });
