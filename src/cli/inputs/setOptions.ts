import { Failure, type SuggestedSetting } from '../../failure';

/** The options of the command line that make these settings. */
export function setOptions(settings: readonly SuggestedSetting[]): string {
  return settings
    .map(({ path, value }) => `${path}=${JSON.stringify(value)}`)
    .map((setting) => (/^[\w.=-]+$/.test(setting) ? `--set ${setting}` : `--set '${setting}'`))
    .join(' ');
}

/** Does something, and says of settings with which it would not have failed how to give them. */
export async function suggestingOptions<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Failure) || error.info.settings === undefined) throw error;
    const remedy = `Add ${setOptions(error.info.settings)}.`;
    throw new Failure({ ...error.info, remedy }, { cause: error });
  }
}
