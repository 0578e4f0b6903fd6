import type { DeviceChoice } from '../compute/openComputer';
import type { CheckRequest } from '../device/check/checkDevice';
import type { CheckRow } from '../device/check/checkRow';
import type { MeasureRequest } from '../device/measure/measureDevice';
import type { Measurement } from '../device/measure/measurement';
import type { StudyProgress } from '../device/study';
import type { Trainer } from '../training/trainer';
import type { DeviceTask, DeviceTasks } from './deviceWorker';
import { OneAtATime } from './oneAtATime';
import type { StudyPart, TrainingEvent } from './protocol';
import { studyDevice } from './studyDevice';

/** Checks and measurements of the device that trains: one at a time, a later one ends it. */
export class DeviceStudies {
  private readonly choice: DeviceChoice;
  private readonly trainer: Trainer;
  private readonly emit: (event: TrainingEvent) => void;
  private readonly turns = new OneAtATime();

  /** @param choice by which a study opens the trainer's device anew, in a worker of its own */
  constructor(choice: DeviceChoice, trainer: Trainer, emit: (event: TrainingEvent) => void) {
    this.choice = choice;
    this.trainer = trainer;
    this.emit = emit;
  }

  check(request: CheckRequest): Promise<CheckRow[]> {
    return this.turns.run((signal) => this.study('check', request, signal));
  }

  /** @param backend of the device, which the stock kernels are timed on too */
  measure(request: MeasureRequest, backend: string): Promise<Measurement> {
    return this.turns.run((signal) =>
      // Nothing else computes meanwhile.
      this.trainer.aside(async () => {
        const own = await this.study('measure', request, signal);
        if (!request.stock) return own;
        const stock = await this.study('stock', { ...request, backend }, signal);
        return { ...own, steps: [...own.steps, ...stock] };
      }),
    );
  }

  cancel(): void {
    this.turns.end();
  }

  private study<Task extends DeviceTask>(
    task: Task,
    request: DeviceTasks[Task]['request'],
    signal: AbortSignal,
  ): Promise<DeviceTasks[Task]['result']> {
    const listener = {
      onProgress: (progress: StudyProgress) => this.emit({ type: 'study', progress }),
      onPart: (part: StudyPart) => this.emit({ type: 'study', part }),
    };
    return studyDevice(task, this.choice, request, listener, signal);
  }
}
