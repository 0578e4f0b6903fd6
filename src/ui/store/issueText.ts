import type { z } from 'zod';

/** What is wrong with a typed value, in the words of a person. */
export function issueText(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_small':
      return `Must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}.`;
    case 'too_big':
      return `Must be ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}.`;
    case 'invalid_type':
      return issue.expected === 'int' ? 'Must be a whole number.' : `Must be a ${issue.expected}.`;
    case 'invalid_format':
      return `Write it as ${issue.message}.`;
    default:
      return `${issue.message.charAt(0).toUpperCase()}${issue.message.slice(1)}.`;
  }
}
