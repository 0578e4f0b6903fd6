import { fallbackText } from '../../../compute/fallbackText';
import type { DeviceChoice } from '../../../compute/openComputer';
import { bytes } from '../../../reports/format';
import type { DeviceSummary } from '../../../worker/protocol';

/** Something that a device says of itself. */
export interface DeviceFact {
  readonly what: string;
  readonly value: string;
  /** What it means for a training. */
  readonly meaning: string;
}

interface LimitFact {
  readonly limit: string;
  readonly what: string;
  readonly isBytes: boolean;
  readonly meaning: string;
}

const LIMITS: readonly LimitFact[] = [
  {
    limit: 'maxBufferSize',
    what: 'Largest buffer',
    isBytes: true,
    meaning:
      'No tensor can be larger. A data set that is larger stays in memory, and each step is sent its images.',
  },
  {
    limit: 'maxStorageBufferBindingSize',
    what: 'Largest buffer of a program',
    isBytes: true,
    meaning: 'No tensor that a program works on can be larger: it bounds batch, views and expanders.',
  },
  {
    limit: 'maxComputeWorkgroupStorageSize',
    what: 'Memory of a workgroup',
    isBytes: true,
    meaning: 'Room for the tiles of matrix products and for sums over rows.',
  },
  {
    limit: 'maxComputeInvocationsPerWorkgroup',
    what: 'Threads of a workgroup',
    isBytes: false,
    meaning: 'How many threads can share a tile.',
  },
  {
    limit: 'maxComputeWorkgroupsPerDimension',
    what: 'Workgroups along an axis',
    isBytes: false,
    meaning: 'Larger tensors are spread over two axes.',
  },
  {
    limit: 'maxStorageBuffersPerShaderStage',
    what: 'Buffers of a program',
    isBytes: false,
    meaning: 'How many tensors one program can read and write.',
  },
];

const FEATURES: readonly { readonly feature: string; readonly what: string; readonly meaning: string }[] = [
  {
    feature: 'timestamp-query',
    what: 'Clock',
    meaning: 'With it, each program of a step can be timed. Without it, only whole steps and batches.',
  },
  {
    feature: 'shader-f16',
    what: 'Half floats',
    meaning: 'With them, mixed precision computes on halves as they are. Without them it unpacks them.',
  },
  {
    feature: 'subgroups',
    what: 'Subgroups',
    meaning: 'With them, neighbouring threads share values in registers.',
  },
];

/** What there is to say of a device, for people. */
export function deviceFacts(device: DeviceSummary): DeviceFact[] {
  const { backend, software, threads, adapter, features } = device;
  const isGpu = backend === 'webgpu';
  const kind: DeviceFact = isGpu
    ? {
        what: 'Kind',
        value: software ? 'Software adapter' : 'Graphics adapter',
        meaning: software
          ? 'The processor plays a graphics card, and takes several times as long as it does by itself.'
          : 'A graphics card, or the graphics part of the processor.',
      }
    : {
        what: 'Kind',
        value: `Processor, ${threads === undefined || threads === 1 ? 'one thread' : `${threads} threads`}`,
        meaning: 'WebAssembly with SIMD. Threads need a page that may share memory among them.',
      };
  const limits: Readonly<Record<string, number>> = adapter?.limits ?? { maxBufferSize: device.maxBufferSize };
  return [
    kind,
    ...(adapter === undefined
      ? []
      : [
          {
            what: 'Adapter',
            value: adapterText(adapter),
            meaning: 'In its own words. Browsers keep back some of them.',
          },
        ]),
    ...(adapter === undefined || adapter.driver === ''
      ? []
      : [{ what: 'Driver', value: adapter.driver, meaning: 'A newer one may mend what a check finds.' }]),
    ...(isGpu
      ? FEATURES.map(({ feature, what, meaning }) => ({
          ...{ what, meaning },
          value: features.includes(feature) ? featureText(feature, device) : 'no',
        }))
      : []),
    ...LIMITS.flatMap(({ limit, what, isBytes, meaning }) => {
      const value = limits[limit];
      if (value === undefined) return [];
      return [{ what, value: isBytes ? bytes(value) : value.toLocaleString('en'), meaning }];
    }),
  ];
}

function adapterText({
  vendor,
  architecture,
  device,
  description,
}: NonNullable<DeviceSummary['adapter']>): string {
  const words = [...new Set([description, device, vendor, architecture])].filter((word) => word !== '');
  return words.length === 0 ? 'unnamed' : words.join(' · ');
}

function featureText(feature: string, { adapter }: DeviceSummary): string {
  if (feature !== 'subgroups' || adapter?.subgroups === undefined) return 'yes';
  const [least, most] = adapter.subgroups;
  return least === most ? `${least} lanes` : `${least} to ${most} lanes`;
}

/** Which device was taken for a choice, and why. */
export function whyTaken(choice: DeviceChoice, device: DeviceSummary): string {
  const fallback = fallbackText(device);
  if (fallback !== undefined) return `${fallback.line} ${fallback.meaning} ${fallback.remedy}`;
  switch (choice) {
    case 'auto':
      return `${device.name} was taken: it is the fastest graphics adapter that the browser offers.`;
    case 'gpu':
      return device.software
        ? `${device.name} was taken: you asked for an adapter, and the browser offers no graphics card. The processor by itself is faster.`
        : `${device.name} was taken: you asked for the fastest adapter.`;
    case 'low-power':
      return `${device.name} was taken: you asked for the adapter that needs the least power. Where there is one adapter, it is that one.`;
    case 'software':
      return device.software
        ? `${device.name} was taken: you asked for the software adapter.`
        : `${device.name} was taken: the browser has no software adapter.`;
    case 'processor':
      return 'The processor was taken: you asked for it.';
  }
}
