import { createContext, use } from 'react';
import { NO_LESSON, type Lesson } from './lesson';

/** What the link that the page was opened with says to a class; it stays as long as the page does. */
export const LessonContext = createContext<Lesson>(NO_LESSON);

export function useLesson(): Lesson {
  return use(LessonContext);
}
