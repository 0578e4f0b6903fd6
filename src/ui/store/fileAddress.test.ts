import { describe, expect, it } from 'vitest';
import { failureInfo } from '../../failure';
import { fileAddress, nameOfAddress } from './fileAddress';

const PAGE = 'https://lab.example/vicregl/index.html?data=x#2.abc';
const refusal = (text: string) => {
  try {
    return fileAddress(text, PAGE).href;
  } catch (error) {
    const { message, remedy } = failureInfo(error);
    return `${message} ${remedy}`;
  }
};

describe('the address of a file', () => {
  it.each([
    ['data/birds.zip', 'https://lab.example/vicregl/data/birds.zip'],
    [' /sets/a b.zip ', 'https://lab.example/sets/a%20b.zip'],
    ['../cat.png?v=2#top', 'https://lab.example/cat.png?v=2'],
    ['https://lab.example/x.bin', 'https://lab.example/x.bin'],
    ['https://me:secret@lab.example/x.bin', 'https://lab.example/x.bin'],
  ])('%s is of the site of the page', (text, address) => {
    expect(fileAddress(text, PAGE).href).toBe(address);
  });

  it.each([
    ['https://other.example/x.png', /other\.example is another site.*drop it here, or put it beside/],
    ['//other.example/x.png', /another site/],
    ['http://lab.example/x.png', /another site/],
    ['https://lab.example:444/x.png', /lab\.example:444 is another site/],
    ['https:\\\\other.example/x.png', /another site/],
    ['data:image/png;base64,AAAA', /begins with "data:" is not loaded/],
    ['javascript:alert(1)', /begins with "javascript:"/],
    ['blob:https://lab.example/1', /begins with "blob:"/],
    ['https://', /is no address/],
    [' ', /There is no address/],
  ])('%s is refused', (text, message) => {
    expect(refusal(text)).toMatch(message);
  });

  it.each([
    ['sets/my%20birds.zip', 'my birds.zip'],
    ['a/%2Fetc%2Fpasswd', '_etc_passwd'],
    ['odd/%E0%A4%A.png', '%E0%A4%A.png'],
    ['folder/', 'folder'],
    ['/', 'download'],
  ])('%s names the file %s', (text, name) => {
    expect(nameOfAddress(fileAddress(text, PAGE))).toBe(name);
  });
});
