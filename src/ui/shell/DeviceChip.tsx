import { Button, Popover, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCpu } from '@tabler/icons-react';
import { fallbackText } from '../../compute/fallbackText';
import type { DeviceSummary } from '../../worker/protocol';
import { useRun } from '../store/context';
import { bytes as bytesText } from '../../reports/format';
import { DeviceMenu } from '../controls/DeviceMenu';
import { useViewOnShow } from './viewOnShow';
import classes from './shell.module.css';

const SOFTWARE_GPU =
  'This adapter computes on the processor, and takes several times as long as the processor by itself. Turn on hardware acceleration in the browser’s settings to use a graphics card.';

/** Name of the GPU, or of the processor in its place, and the memory in use; details when it is pressed. */
export function DeviceChip() {
  const device = useRun((state) => state.device);
  const bytes = useRun((state) => state.latest?.gpuBytes);
  const parameters = useRun((state) => state.parameterCount);
  const { show } = useViewOnShow();
  const [opened, menu] = useDisclosure(false);
  if (device === null) return null;
  const note = deviceNote(device);
  return (
    <Popover
      position="bottom-end"
      width={280}
      shadow="md"
      trapFocus
      returnFocus
      opened={opened}
      onChange={(next) => (next ? menu.open() : menu.close())}
    >
      <Popover.Target>
        <UnstyledButton
          className={classes.device}
          data-software={device.software || undefined}
          aria-label={`Device: ${device.name}`}
          onClick={menu.toggle}
        >
          <IconCpu size="0.9375rem" aria-hidden />
          <span className={classes.deviceName}>{shortName(device.name)}</span>
          <span className={classes.deviceKind}>{device.backend === 'webgpu' ? 'GPU' : 'CPU'}</span>
          <span className={classes.deviceMemory}>{bytes === undefined ? '' : bytesText(bytes)}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <dl className={classes.facts}>
          <dt>Device</dt>
          <dd>{device.name}</dd>
          <dt>Backend</dt>
          <dd>{device.backend}</dd>
          <dt>Memory in use</dt>
          <dd>{bytes === undefined ? 'known after the first step' : bytesText(bytes)}</dd>
          <dt>Largest buffer</dt>
          <dd>{bytesText(device.maxBufferSize)}</dd>
          <dt>Parameters</dt>
          <dd>{parameters.toLocaleString('en')}</dd>
        </dl>
        {note !== undefined && <p className={classes.factNote}>{note}</p>}
        <div className={classes.deviceWays}>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              menu.close();
              show('device');
            }}
          >
            Check and measure it
          </Button>
          <DeviceMenu />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Without what stands in brackets: the bar has little room, and the menu has it all. */
function shortName(name: string): string {
  return name.replace(/ \([^)]*\)/, '');
}

/** Why a device is slower than it need be. */
function deviceNote(device: DeviceSummary): string | undefined {
  const fallback = fallbackText(device);
  if (fallback !== undefined) return `${fallback.line} ${fallback.meaning} ${fallback.remedy}`;
  return device.backend === 'webgpu' && device.software ? SOFTWARE_GPU : undefined;
}
