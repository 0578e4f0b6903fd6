import { Failure } from '../../failure';
import { plain, quoted } from '../../quoted';

const DOING = 'loading from an address';

/** Why no other site is asked, and what to do. */
const ELSEWHERE_REMEDY = 'Download the file and drop it here, or put it beside the page and give its path.';

/**
 * The address that a text means, seen from the page: a whole address on the page's own site, or a path on it.
 *
 * @param page address of the page
 * @throws {Failure} `data_unreadable` for what is no address, and for other sites, before anything is asked of them
 */
export function fileAddress(text: string, page: string): URL {
  const wanted = text.trim();
  const base = new URL(page);
  const address = wanted === '' || !URL.canParse(wanted, base) ? undefined : new URL(wanted, base);
  if (address === undefined)
    throw new Failure({
      code: 'data_unreadable',
      message: wanted === '' ? 'There is no address.' : `${quoted(wanted)} is no address.`,
      doing: DOING,
      remedy: 'Give a path on the site of this page, such as data/images.zip.',
    });
  if (address.protocol !== 'http:' && address.protocol !== 'https:')
    throw new Failure({
      code: 'data_unreadable',
      message: `An address that begins with ${quoted(address.protocol, 20)} is not loaded.`,
      doing: DOING,
      remedy: 'Save the file and drop it here.',
    });
  if (address.origin !== base.origin)
    throw new Failure({
      code: 'data_unreadable',
      message: `${plain(address.host, 80)} is another site. This page asks only its own, so that nothing leaves it.`,
      doing: DOING,
      remedy: ELSEWHERE_REMEDY,
    });
  // Names and passwords in an address are refused by browsers, and the part after # is never asked for.
  Object.assign(address, { hash: '', username: '', password: '' });
  return address;
}

/** What a file of this address is called. */
export function nameOfAddress({ pathname }: URL): string {
  const last = pathname.split('/').findLast((part) => part !== '') ?? 'download';
  try {
    return decodeURIComponent(last).replaceAll('/', '_');
  } catch {
    return last;
  }
}
