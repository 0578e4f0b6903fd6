import { fieldName, SECTION_TITLES } from '../../../config/fieldNames';
import { PRESETS } from '../../../config/presets';
import { usedFields } from '../../../config/unusedFields';
import { hasPanels, isPanelShown, PRESETS_PANEL } from '../../store/lesson';
import type { Command, CommandContext } from './command';

/** Every field that the link leaves, found by its name, symbol, place and help; undo and redo; presets. */
export function settingCommands({ session, lesson, reveal, togglePanels }: CommandContext): Command[] {
  const { config, configHistory } = session;
  const { past, future } = configHistory.store.getState();
  return [
    {
      id: 'settings.undo',
      title: 'Undo the last setting',
      group: 'Settings',
      keys: 'mod+Z',
      isThere: () => past.length > 0,
      act: configHistory.undo,
    },
    {
      id: 'settings.redo',
      title: 'Redo the setting',
      group: 'Settings',
      keys: 'mod+shift+Z',
      isThere: () => future.length > 0,
      act: configHistory.redo,
    },
    {
      id: 'settings.panels',
      title: 'Show or fold the settings',
      group: 'Settings',
      keys: 'P',
      words: 'panels sidebar',
      isThere: () => hasPanels(lesson),
      act: togglePanels,
    },
    ...usedFields(config.getState().config)
      .filter(({ path }) => isPanelShown(lesson, rootOf(path)))
      .map((field): Command => ({
        id: `field.${field.path}`,
        title: fieldName(field),
        group: 'Settings',
        words: `${sectionOf(field.path)} ${field.path} ${field.meta.reference ?? ''} ${field.meta.help}`,
        act: () => reveal(field.path),
      })),
    ...(isPanelShown(lesson, PRESETS_PANEL) ? PRESETS : []).map(
      ({ name, title, group, description }): Command => ({
        id: `preset.${name}`,
        title: `Start from “${title}”`,
        group: 'Presets',
        words: `preset ${name} ${group} ${description}`,
        act: () => config.getState().startFrom(name),
      }),
    ),
  ];
}

function sectionOf(path: string): string {
  return SECTION_TITLES[rootOf(path)];
}

function rootOf(path: string): keyof typeof SECTION_TITLES {
  return path.split('.')[0] as keyof typeof SECTION_TITLES;
}
