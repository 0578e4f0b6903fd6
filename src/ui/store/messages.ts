import type { FailureInfo } from '../../failure';

/** How much a message matters; the most important one is shown first. */
export type Tone = 'error' | 'caution' | 'info';

/** A way on from a message. */
export interface MessageAction {
  readonly label: string;
  readonly act: () => void;
}

/** News that stays until it is dismissed, acted on or out of date. */
export interface Message {
  /** What it is about: a later message of the same key takes its place. */
  readonly key: string;
  readonly tone: Tone;
  readonly text: string;
  /** What went wrong, where something did; the text is its message. */
  readonly failure?: FailureInfo;
  /** Path of the field that it is about. */
  readonly field?: string;
  readonly action?: MessageAction;
}

/** Key of the message that offers the last run back. */
export const UNDO_RESET = 'undo reset';

const ORDER: readonly Tone[] = ['error', 'caution', 'info'];

/** `messages` with one more in front, in place of an earlier one of its key. */
export function withMessage(messages: readonly Message[], message: Message): readonly Message[] {
  return [message, ...withoutMessage(messages, message.key)];
}

export function withoutMessage(messages: readonly Message[], key: string): readonly Message[] {
  return messages.some((message) => message.key === key)
    ? messages.filter((message) => message.key !== key)
    : messages;
}

/** A failure as a message about `key`. */
export function failureMessage(key: string, failure: FailureInfo): Message {
  return { key, tone: 'error', text: failure.message, failure };
}

/** Errors before cautions before news; within a tone the order stays. */
export function byImportance<T extends { readonly tone: Tone }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => ORDER.indexOf(a.tone) - ORDER.indexOf(b.tone));
}
