import { Button } from '@mantine/core';
import { DEVICE_CHOICES, type DeviceChoice } from '../../compute/openComputer';
import { deviceChoiceOf, withDeviceChoice } from '../store/deviceChoice';
import classes from './deviceMenu.module.css';

const CHOICE_TEXT: Readonly<Record<DeviceChoice, string>> = {
  auto: 'Automatic',
  gpu: 'Graphics adapter',
  'low-power': 'Low-power adapter',
  software: 'Software adapter',
  processor: 'Processor',
};

/** Chooses where to compute. Another device is another worker, so the page opens anew. */
export function DeviceMenu() {
  const chosen = deviceChoiceOf(window.location.search);
  return (
    <div className={classes.menu} role="group" aria-label="Compute on">
      <span aria-hidden>Compute on</span>
      {DEVICE_CHOICES.map((choice) => (
        <Button
          key={choice}
          size="compact-xs"
          variant={choice === chosen ? 'light' : 'default'}
          aria-pressed={choice === chosen}
          onClick={() => openWithDevice(choice)}
        >
          {CHOICE_TEXT[choice]}
        </Button>
      ))}
      <p>Another choice opens the page anew; what has been trained is lost.</p>
    </div>
  );
}

/** Opens the page anew with a choice of the device; the configuration in the address stays. */
export function openWithDevice(choice: DeviceChoice): void {
  if (choice !== deviceChoiceOf(window.location.search))
    window.location.assign(withDeviceChoice(window.location.href, choice));
}
