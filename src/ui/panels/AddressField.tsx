import { Button, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useSession } from '../store/context';
import classes from './panels.module.css';

/** Takes the address of a file on the page's own site; others are refused with the reason. */
export function AddressField({ placeholder = 'data/images.zip' }: { readonly placeholder?: string }) {
  const session = useSession();
  const [text, setText] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim() !== '') void session.loadAddress(text);
  };
  return (
    <form className={classes.address} onSubmit={submit}>
      <TextInput
        size="xs"
        label="From an address"
        description="A file of the site that this page comes from. No other site is asked."
        placeholder={placeholder}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        inputWrapperOrder={['label', 'input', 'description']}
        rightSectionWidth={60}
        rightSection={
          <Button
            size="compact-xs"
            variant="default"
            type="submit"
            aria-label="Load from this address"
            disabled={text.trim() === ''}
          >
            Load
          </Button>
        }
      />
    </form>
  );
}
