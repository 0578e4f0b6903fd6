import { useStore } from 'zustand';
import { useSession } from './context';
import type { DeviceStudyState } from './deviceStudy';

/** A part of what is known of the device. The selector must return the same object while nothing has changed. */
export function useDeviceStudy<T>(selector: (state: DeviceStudyState) => T): T {
  return useStore(useSession().deviceStudy.store, selector);
}
