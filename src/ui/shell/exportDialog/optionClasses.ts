import classes from './exportDialog.module.css';

/** How a choice of an export and the note under it look. */
export const OPTION_CLASSES = { label: classes.optionLabel!, description: classes.optionNote! };
