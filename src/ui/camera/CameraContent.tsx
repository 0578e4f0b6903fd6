import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconCamera, IconPlayerStop } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { NumberText } from '../controls/NumberText';
import { classNameOf, LONGEST_CLASS, MOST_SHOTS, shotFiles, shotsByClass, type Shot } from './shots';
import { ShotList } from './ShotList';
import { useBurst } from './useBurst';
import { useCamera } from './useCamera';
import classes from './camera.module.css';

interface CameraContentProps {
  readonly shots: readonly Shot[];
  readonly onTaken: (className: string, picture: Blob) => void;
  readonly onRemove: (ids: readonly number[]) => void;
  readonly onUse: (files: readonly File[]) => void;
}

const MOST_IN_BURST = 1000;
const [SHORTEST, LONGEST] = [0.03, 60];

/** The live picture, what is taken of it, and what was taken. */
export function CameraContent({ shots, onTaken, onRemove, onUse }: CameraContentProps) {
  const video = useRef<HTMLVideoElement>(null);
  const camera = useCamera(video);
  const [name, setName] = useState('class 1');
  const [count, setCount] = useState<number | string>(64);
  const [seconds, setSeconds] = useState<number | string>(0.1);
  const { isTaking, failure, take, stop } = useBurst(video, camera.isLive, (picture) =>
    onTaken(classNameOf(name), picture),
  );
  const isCount =
    typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= MOST_IN_BURST;
  const isInterval = typeof seconds === 'number' && seconds >= SHORTEST && seconds <= LONGEST;
  const isFull = shots.length >= MOST_SHOTS;
  const isReady = camera.isLive && !isTaking && !isFull;
  const problem = camera.failure?.info ?? failure;
  const classCount = shotsByClass(shots).length;
  return (
    <div className={classes.camera}>
      <div className={classes.picture} data-live={camera.isLive || undefined}>
        <video ref={video} muted playsInline aria-label="Live picture of the camera" />
        {!camera.isLive && (
          <div className={classes.noPicture} role="alert">
            {problem === null ? (
              <p>Opening the camera …</p>
            ) : (
              <p>{`${problem.message} ${problem.remedy ?? ''}`}</p>
            )}
            {problem !== null && (
              <Button size="compact-sm" variant="default" onClick={() => camera.tryAgain()}>
                Try again
              </Button>
            )}
          </div>
        )}
      </div>
      <div className={classes.settings}>
        {camera.choices.length > 1 && (
          <NativeSelect
            size="xs"
            label="Camera"
            value={camera.chosen ?? ''}
            disabled={isTaking}
            onChange={(event) => camera.choose(event.currentTarget.value)}
            data={camera.choices.map(({ deviceId, label }, index) => ({
              value: deviceId,
              label: label === '' ? `Camera ${index + 1}` : label,
            }))}
          />
        )}
        <TextInput
          size="xs"
          label="Class"
          description="What the pictures show. Take some, change the name, take those of the next class."
          maxLength={LONGEST_CLASS}
          value={name}
          disabled={isTaking}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className={classes.numbers}>
          <NumberText
            label="Pictures"
            shown={count}
            onEdit={setCount}
            disabled={isTaking}
            error={!isCount && `A whole number, 1 to ${MOST_IN_BURST}`}
          />
          <NumberText
            label="Seconds between"
            shown={seconds}
            onEdit={setSeconds}
            disabled={isTaking}
            error={!isInterval && `${SHORTEST} to ${LONGEST}`}
          />
        </div>
        <div className={classes.buttons}>
          {isTaking ? (
            <Button size="compact-md" leftSection={<IconPlayerStop size="1rem" />} onClick={stop}>
              Stop
            </Button>
          ) : (
            <Button
              size="compact-md"
              leftSection={<IconCamera size="1rem" />}
              disabled={!isReady || !isCount || !isInterval}
              onClick={() => take(Number(count), 1000 * Number(seconds))}
            >
              {isCount ? `Take ${count.toLocaleString('en')}` : 'Take pictures'}
            </Button>
          )}
          <Button size="compact-md" variant="default" disabled={!isReady} onClick={() => take(1, 0)}>
            Take one
          </Button>
        </div>
        {camera.isLive && failure !== null && <p role="alert">{failure.message}</p>}
        {isFull && (
          <p role="alert">These are {MOST_SHOTS.toLocaleString('en')} pictures, the most at one time.</p>
        )}
      </div>
      <ShotList shots={shots} onRemove={onRemove} />
      <footer className={classes.footer}>
        <p className={classes.note}>
          {classCount > 1
            ? `${classCount} classes. The pictures stay on this machine.`
            : 'The names of two classes or more become labels. The pictures stay on this machine.'}
        </p>
        <Button disabled={shots.length === 0 || isTaking} onClick={() => onUse(shotFiles(shots))}>
          {usingText(shots.length)}
        </Button>
      </footer>
    </div>
  );
}

function usingText(count: number): string {
  if (count === 0) return 'Use the images';
  return count === 1 ? 'Use this image' : `Use these ${count.toLocaleString('en')} images`;
}
