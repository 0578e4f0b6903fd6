import type { RunConfig } from '../../config/runConfig';
import { Failure, type FailureInfo } from '../../failure';
import type { SweepDriver } from '../store/sweepDriver';
import { fakeEvaluation } from './fakeEvaluation';

interface UnderWay {
  readonly resolve: () => void;
  readonly reject: (failure: Failure) => void;
  readonly onShare: (share: number) => void;
}

/** A driver whose trainings and evaluations end when a test says so. */
export class FakeSweepDriver implements SweepDriver {
  /** What was called, in order: `setUp 0.5`, `train`, `evaluate weights`. */
  readonly calls: string[] = [];
  /** Bytes of weights that `weights` hands out. */
  weightsSize = 8;
  isTaken = true;
  private underWay: UnderWay | undefined;

  /** Ends what is under way well. */
  async finish(): Promise<void> {
    this.underWay?.resolve();
    await settled();
  }

  /** Ends it badly. */
  async fail(failure: FailureInfo): Promise<void> {
    this.underWay?.reject(new Failure(failure));
    await settled();
  }

  /** Tells how far it is. */
  tell(share: number): void {
    this.underWay?.onShare(share);
  }

  take(): Promise<boolean> {
    this.calls.push('take');
    return Promise.resolve(this.isTaken);
  }

  setUp(config: RunConfig): Promise<void> {
    this.calls.push(`setUp ${config.loss.alpha}`);
    return Promise.resolve();
  }

  train(onShare: (share: number) => void): Promise<void> {
    this.calls.push('train');
    return this.wait(onShare);
  }

  async evaluate(
    request: Parameters<SweepDriver['evaluate']>[0],
    onShare: (share: number) => void,
  ): ReturnType<SweepDriver['evaluate']> {
    this.calls.push(`evaluate ${request.subject}`);
    await this.wait(onShare);
    return fakeEvaluation(request, 10);
  }

  weights(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.weightsSize));
  }

  pause(): Promise<void> {
    this.calls.push('pause');
    return Promise.resolve();
  }

  goOn(): Promise<void> {
    this.calls.push('goOn');
    return Promise.resolve();
  }

  async abandon(): Promise<void> {
    this.calls.push('abandon');
    await this.fail({ code: 'cancelled', message: 'Ended.' });
  }

  giveBack(): Promise<void> {
    this.calls.push('giveBack');
    return Promise.resolve();
  }

  private wait(onShare: (share: number) => void): Promise<void> {
    return new Promise((resolve, reject) => (this.underWay = { resolve, reject, onShare }));
  }
}

/** Resolves once everything that was due has happened. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
