import { describe, expect, it } from 'vitest';
import { hasPanels, isPanelShown, NO_LESSON, readLesson, shownViews, withLesson } from './lesson';

const KNOWN = {
  views: ['training', 'loss', 'sweep'],
  fields: () => ['loss.alpha', 'loss.lambda', 'run.batch', 'run.batchSize'],
};
const read = (search: string, view?: string) => readLesson(search, KNOWN, view);

describe('readLesson', () => {
  it('finds nothing where nothing is said', () => {
    expect(read('?view=loss&device=gpu')).toEqual({ lesson: NO_LESSON, ignored: [] });
  });

  it('reads what is hidden, locked and larger', () => {
    const { lesson, ignored } = read(
      '?hide=sweep,%20panel.model,panel.preset,sweep&lock=loss,run.batch&present=1',
    );
    expect(lesson).toEqual({
      hide: ['sweep', 'panel.model', 'panel.preset'],
      lock: ['loss', 'run.batch'],
      present: true,
      embed: null,
    });
    expect(ignored).toEqual([]);
  });

  it('embeds the view that is named, else the one on show, else the first that is left', () => {
    expect(read('?embed=loss', 'sweep').lesson.embed).toBe('loss');
    expect(read('?embed=1', 'sweep').lesson.embed).toBe('sweep');
    expect(read('?embed=1&hide=training').lesson.embed).toBe('loss');
  });

  it('leaves out what is not there, and names it once', () => {
    const { lesson, ignored } = read(
      '?hide=sweep,nothing,panel.nothing&lock=loss.beta,los,run.batch&embed=toString',
    );
    expect(lesson).toMatchObject({ hide: ['sweep'], lock: ['run.batch'], embed: 'training' });
    expect(ignored).toEqual([
      'The link names what this page does not have: "nothing", "panel.nothing", "loss.beta", "los", "toString".',
    ]);
  });

  it('names only the first few of many, without what would change the text around them', () => {
    const [text] = read(
      `?hide=\u202ex,${Array.from({ length: 90 }, (_, index) => `n${index}`).join()}`,
    ).ignored;
    expect(text).toContain('"\\u202ex", "n0", "n1", "n2", "n3" and 86 more');
  });

  it('reads no list that is too long, and nothing else than 1 for larger', () => {
    const long = Array.from({ length: 300 }, (_, index) => `a${index}`).join();
    for (const search of [
      `?hide=${'x'.repeat(5000)}`,
      `?lock=${long}`,
      '?present=yes',
      `?embed=${'x'.repeat(5000)}`,
    ]) {
      const { lesson, ignored } = read(search);
      expect(lesson, search).toMatchObject({ hide: [], lock: [], present: false });
      expect(ignored.join(), search).toMatch(/cannot be read/);
    }
  });

  it('leaves something to look at', () => {
    const { lesson, ignored } = read('?hide=training,loss,sweep,panels');
    expect(lesson.hide).toEqual(['panels']);
    expect(ignored).toEqual(['The link hides every view, so all are shown.']);
  });
});

describe('withLesson', () => {
  it('writes what readLesson reads, and keeps the rest of the query', () => {
    const lesson = { hide: ['sweep', 'panel.model'], lock: ['loss'], present: true, embed: 'loss' };
    const search = withLesson('?view=loss&hide=training', lesson);
    expect(search).toBe('?view=loss&hide=sweep,panel.model&lock=loss&present=1&embed=loss');
    expect(read(search).lesson).toEqual(lesson);
    expect(withLesson(search, NO_LESSON)).toBe('?view=loss');
    expect(withLesson('?hide=sweep', NO_LESSON)).toBe('');
  });
});

describe('what a lesson shows', () => {
  const views = KNOWN.views.map((id) => ({ id }));
  const ids = (lesson: Partial<typeof NO_LESSON>) =>
    shownViews(views, { ...NO_LESSON, ...lesson }).map(({ id }) => id);

  it('are the views that it does not hide, or the one that is embedded', () => {
    expect(ids({ hide: ['sweep', 'panel.loss'] })).toEqual(['training', 'loss']);
    expect(ids({ embed: 'sweep' })).toEqual(['sweep']);
  });

  it('are the panels that it does not hide', () => {
    const lesson = { ...NO_LESSON, hide: ['loss', 'panel.model'] };
    expect([isPanelShown(lesson, 'loss'), isPanelShown(lesson, 'model')]).toEqual([true, false]);
    expect(hasPanels(lesson)).toBe(true);
    expect(hasPanels({ ...NO_LESSON, hide: ['panels'] })).toBe(false);
    expect(hasPanels({ ...NO_LESSON, embed: 'loss' })).toBe(false);
  });
});
