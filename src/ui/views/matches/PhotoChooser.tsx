import { Button } from '@mantine/core';
import { useRef } from 'react';
import { failureInfo } from '../../../failure';
import type { LookImage } from '../../../reports/looks';
import { useSession } from '../../store/context';
import { readPhoto } from '../../store/readPhoto';

/** Takes an image file to look at; it is not trained on, and stays on this machine. */
export function PhotoChooser({ onPhoto }: { readonly onPhoto: (photo: LookImage) => void }) {
  const session = useSession();
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File) => {
    try {
      onPhoto(await readPhoto(file));
    } catch (error) {
      session.fail('photo', failureInfo(error, 'reading a photo'));
    }
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        aria-label="Photo to look at"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file !== undefined) void take(file);
          event.currentTarget.value = '';
        }}
      />
      <Button size="xs" variant="default" onClick={() => input.current?.click()}>
        Choose a photo
      </Button>
    </>
  );
}
