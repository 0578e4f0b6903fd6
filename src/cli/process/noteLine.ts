import { plain } from '../../quoted';

/** Characters of a line that is not cut. */
const MOST = 2000;

/** A line that draws nothing but its text, whatever names of files and tensors are in it. */
export const noteLine = (text: string): string => `${plain(text, MOST)}\n`;
