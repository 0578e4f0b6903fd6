import { Button, Collapse } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown } from '@tabler/icons-react';
import type { FieldDescription } from '../../config/describe';
import { useConfig } from '../store/context';
import { useProblems } from '../store/problems';
import { Field } from './Field';
import { useWantedField } from './wantedField';
import classes from './panels.module.css';

/** Fields under each other; those for experts under "More". */
export function FieldList({ fields }: { fields: readonly FieldDescription[] }) {
  const [open, more] = useDisclosure(false);
  const advanced = fields.filter(({ meta }) => meta.advanced === true);
  // What has to be corrected is never folded away.
  const rejected = useConfig((state) => state.rejected);
  const impossible = useProblems((problems) =>
    advanced.some(({ path }) => problems.some((problem) => problem.path === path)),
  );
  const wrong = impossible || advanced.some(({ path }) => path in rejected);
  const wanted = useWantedField();
  const isLedTo = advanced.some(({ path }) => path === wanted);
  if (isLedTo && !open) more.open();
  const shown = open || wrong;
  return (
    <div className={classes.fields}>
      {fields
        .filter(({ meta }) => meta.advanced !== true)
        .map((description) => (
          <Field key={description.path} description={description} />
        ))}
      {advanced.length > 0 && (
        <div>
          <Button
            className={classes.more}
            variant="transparent"
            size="compact-sm"
            onClick={more.toggle}
            aria-expanded={shown}
            rightSection={
              <IconChevronDown size="0.8125rem" className={classes.chevron} data-open={shown || undefined} />
            }
          >
            {shown ? 'Less' : `More (${advanced.length})`}
          </Button>
          <Collapse expanded={shown} keepMounted={false}>
            <div className={classes.fields}>
              {advanced.map((description) => (
                <Field key={description.path} description={description} />
              ))}
            </div>
          </Collapse>
        </div>
      )}
    </div>
  );
}
