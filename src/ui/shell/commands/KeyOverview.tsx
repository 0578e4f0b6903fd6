import { Kbd } from '@mantine/core';
import { useOs } from '@mantine/hooks';
import { COMMAND_GROUPS, type Command } from './command';
import { keysText } from './keysText';
import classes from './keyOverview.module.css';

/** All keys with what they do, by group. */
export function KeyOverview({ commands }: { readonly commands: readonly Command[] }) {
  const isMac = useOs() === 'macos';
  return COMMAND_GROUPS.map((group) => {
    const withKeys = commands.filter((command) => command.group === group && command.keys !== undefined);
    return (
      withKeys.length > 0 && (
        <section key={group} className={classes.group} aria-label={`Keys: ${group}`}>
          <h4>{group}</h4>
          <dl>
            {withKeys.map(({ id, title, keys = '' }) => (
              <div key={id}>
                <dt>
                  {keysText(keys, isMac).map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </dt>
                <dd>{title}</dd>
              </div>
            ))}
          </dl>
        </section>
      )
    );
  });
}
