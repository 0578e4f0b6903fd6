import { Failure, failureInfo } from '../../failure';
import { plain, quoted } from '../../quoted';
import { fetchFile } from './fetchFile';
import { fileAddress, nameOfAddress } from './fileAddress';
import { failureMessage, type Message } from './messages';
import type { Question } from './question';
import type { RunStore } from './runStore';

/** What a person can do with files of the page's own site. */
export interface AddressFiles {
  /** Loads the file of an address on the page's site, and takes it as one that was dropped. */
  loadAddress(text: string): Promise<void>;
  /** The same for an address that the page was opened with: asks first. */
  offerAddress(text: string): Promise<void>;
  /** Ends the download under way. */
  cancelAddress(): void;
}

interface Surroundings {
  readonly run: RunStore;
  readonly ask: (question: Omit<Question, 'answer'>) => Promise<boolean>;
  readonly tell: (message: Message) => void;
  readonly take: (files: readonly File[]) => Promise<void>;
}

/** Key of the message about an address. */
const ADDRESS = 'address';

export function createAddressFiles({ run, ask, tell, take }: Surroundings): AddressFiles {
  let underWay: AbortController | null = null;

  function fail(error: unknown): void {
    const failure = failureInfo(error, 'loading from an address');
    // What a person has ended needs no word.
    if (failure.code !== 'cancelled') tell(failureMessage(ADDRESS, failure));
  }

  /** The address that a text means; `null` where it is refused, which is told. */
  function understood(text: string): URL | null {
    run.dispatch({ type: 'dismissed', key: ADDRESS });
    try {
      return fileAddress(text, globalThis.location.href);
    } catch (error) {
      fail(error);
      return null;
    }
  }

  async function load(address: URL): Promise<void> {
    // One at a time: a later one ends it.
    underWay?.abort();
    const mine = new AbortController();
    underWay = mine;
    const name = plain(nameOfAddress(address), 80);
    const tellProgress = (done: number, total: number | null) => {
      if (underWay === mine) run.dispatch({ type: 'fetching', fetching: { name, done, total } });
    };
    tellProgress(0, null);
    try {
      const file = await fetchFile(address, { signal: mine.signal, onProgress: tellProgress });
      if (underWay !== mine) throw new Failure({ code: 'cancelled', message: 'Another file was asked for.' });
      run.dispatch({ type: 'fetching', fetching: null });
      await take([file]);
    } catch (error) {
      fail(error);
    } finally {
      if (underWay === mine) {
        underWay = null;
        run.dispatch({ type: 'fetching', fetching: null });
      }
    }
  }

  return {
    loadAddress: async (text) => {
      const address = understood(text);
      if (address !== null) await load(address);
    },
    offerAddress: async (text) => {
      const address = understood(text);
      if (address === null) return;
      const agreed = await ask({
        title: 'This address comes with data',
        text: `Whoever made this address offers ${quoted(address.pathname)}, a file of this site, to train on. It replaces the images that the settings name.`,
        agree: 'Load it',
        decline: 'Not now',
      });
      if (agreed) await load(address);
    },
    cancelAddress: () => underWay?.abort(),
  };
}
