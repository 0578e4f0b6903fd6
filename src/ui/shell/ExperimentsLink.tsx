import { Anchor } from '@mantine/core';
import { useViewOnShow } from './viewOnShow';

/** For whoever has a question rather than a setting in mind; nothing where the link hides the gallery. */
export function ExperimentsLink() {
  const { views, show } = useViewOnShow();
  if (views.every(({ id }) => id !== 'experiments')) return null;
  return (
    <>
      Or begin with a question:{' '}
      <Anchor component="button" type="button" inherit underline="always" onClick={() => show('experiments')}>
        see the experiments
      </Anchor>
      .
    </>
  );
}
