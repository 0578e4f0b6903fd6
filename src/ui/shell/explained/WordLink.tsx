import { Tooltip } from '@mantine/core';
import { GLOSSARY, meaning, type WordName } from '../../../reports/glossary';
import { goTo } from './goTo';
import classes from './explained.module.css';

/** Id of a word of the glossary on the page. */
export function wordId(word: WordName): string {
  return `word-${word}`;
}

interface WordLinkProps {
  readonly word: WordName;
  /** As the sentence has it. */
  readonly children: string;
}

/** A word that says what it means when it is pointed at, and leads to its place in the glossary. */
export function WordLink({ word, children }: WordLinkProps) {
  return (
    <Tooltip label={meaning(GLOSSARY[word])} multiline w="18rem">
      <button type="button" className={classes.word} onClick={() => goTo(wordId(word))}>
        {children}
      </button>
    </Tooltip>
  );
}
