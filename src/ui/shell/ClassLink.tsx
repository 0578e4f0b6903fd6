import { Button, Collapse, CopyButton, MultiSelect, Select, Switch, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCheck, IconChevronDown, IconCopy } from '@tabler/icons-react';
import { useMemo } from 'react';
import { fieldName, SECTION_TITLES } from '../../config/fieldNames';
import { usedFields } from '../../config/unusedFields';
import { useConfig } from '../store/context';
import { hideable, withLesson, type Lesson } from '../store/lesson';
import { ALL_FIELDS } from '../store/locks';
import { VIEWS } from './views';
import classes from './classLink.module.css';

interface ClassLinkProps {
  readonly lesson: Lesson;
  readonly onChange: (lesson: Lesson) => void;
  /** The link with this lesson. */
  readonly link: string;
}

/** Of the choice of a view to embed, for none. */
const WHOLE_PAGE = '';
const EMBEDDABLE = [
  { value: WHOLE_PAGE, label: 'The whole page' },
  ...VIEWS.map(({ id, title }) => ({ value: id, label: `${title} alone, for a frame in another page` })),
];
const HIDEABLE = hideable(VIEWS);

/** What a link to a class says beside the settings; folded while it says nothing. */
export function ClassLink({ lesson, onChange, link }: ClassLinkProps) {
  const [open, fold] = useDisclosure(withLesson('', lesson) !== '');
  const lockable = useLockable();
  const set = (change: Partial<Lesson>) => onChange({ ...lesson, ...change });
  return (
    <section aria-label="For a class">
      <Button
        className={classes.fold ?? ''}
        variant="transparent"
        size="compact-sm"
        onClick={fold.toggle}
        aria-expanded={open}
        rightSection={
          <IconChevronDown size="0.8125rem" className={classes.chevron} data-open={open || undefined} />
        }
      >
        For a class
      </Button>
      <Collapse expanded={open} keepMounted={false}>
        <div className={classes.fields}>
          <Select
            label="Show"
            size="xs"
            data={EMBEDDABLE}
            value={lesson.embed ?? WHOLE_PAGE}
            onChange={(id) => set({ embed: id === WHOLE_PAGE ? null : id })}
            allowDeselect={false}
          />
          {lesson.embed === null && (
            <MultiSelect
              label="Hide"
              size="xs"
              data={HIDEABLE}
              value={[...lesson.hide]}
              onChange={(hide) => set({ hide })}
              placeholder={lesson.hide.length === 0 ? 'Nothing' : undefined}
              searchable
              hidePickedOptions
            />
          )}
          <MultiSelect
            label="Lock"
            size="xs"
            data={lockable}
            value={[...lesson.lock]}
            onChange={(lock) => set({ lock })}
            placeholder={lesson.lock.length === 0 ? 'Nothing' : undefined}
            searchable
            hidePickedOptions
          />
          <Switch
            label="Larger, for a projector"
            checked={lesson.present}
            onChange={(event) => set({ present: event.currentTarget.checked })}
          />
          {lesson.embed !== null && <Snippet link={link} />}
          <p className={classes.note}>
            Locked fields are shown and cannot be changed: what would change one is refused, a preset too. It
            is a help, not a protection: whoever has the link can take both off.
          </p>
        </div>
      </Collapse>
    </section>
  );
}

/** The element that puts the view into another page. */
function Snippet({ link }: { link: string }) {
  const source = link.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const html = `<iframe src="${source}" title="VICRegL playground" width="100%" height="620" style="border: 0" loading="lazy"></iframe>`;
  return (
    <div className={classes.snippet}>
      <Textarea
        label="HTML for the other page"
        size="xs"
        rows={4}
        value={html}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton value={html}>
        {({ copied, copy }) => (
          <Button
            size="compact-sm"
            variant="default"
            onClick={copy}
            leftSection={copied ? <IconCheck size="0.875rem" /> : <IconCopy size="0.875rem" />}
          >
            {copied ? 'Copied' : 'Copy HTML'}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}

/** What can be locked: everything, a panel's fields, one field. */
function useLockable() {
  const config = useConfig((state) => state.config);
  return useMemo(
    () => [
      {
        group: 'Together',
        items: [
          { value: ALL_FIELDS, label: 'All settings' },
          ...Object.entries(SECTION_TITLES).map(([value, title]) => ({ value, label: `${title}, all` })),
        ],
      },
      {
        group: 'Single fields',
        items: usedFields(config).map((field) => ({ value: field.path, label: fieldName(field) })),
      },
    ],
    [config],
  );
}
