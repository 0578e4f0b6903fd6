import { Button, CopyButton, SegmentedControl } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import type { CardSnippet } from '../../../formats/report/modelCard';
import classes from './exportDialog.module.css';

const LANGUAGES: Readonly<Record<string, string>> = {
  python: 'Python',
  javascript: 'JavaScript',
  sh: 'Shell',
};

/** How a file is loaded, in one language at a time, to copy. */
export function Snippets({ snippets }: { readonly snippets: readonly CardSnippet[] }) {
  const [wanted, setWanted] = useState(snippets[0]!.language);
  const { language, needs, code } = snippets.find((snippet) => snippet.language === wanted) ?? snippets[0]!;
  return (
    <div className={classes.snippet}>
      <div className={classes.snippetHead}>
        <h4>{language === 'sh' ? 'Go on with it' : 'Load it'}</h4>
        {snippets.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label="Language"
            value={language}
            onChange={setWanted}
            data={snippets.map((snippet) => ({
              value: snippet.language,
              label: LANGUAGES[snippet.language] ?? snippet.language,
            }))}
          />
        )}
        <CopyButton value={code}>
          {({ copied, copy }) => (
            <Button
              className={classes.copy}
              variant="subtle"
              size="compact-sm"
              onClick={copy}
              leftSection={copied ? <IconCheck size="0.875rem" /> : <IconCopy size="0.875rem" />}
            >
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </div>
      <p className={classes.note}>{needs}</p>
      <pre tabIndex={0} aria-label={`Code in ${LANGUAGES[language] ?? language}`}>
        <code>{code}</code>
      </pre>
    </div>
  );
}
