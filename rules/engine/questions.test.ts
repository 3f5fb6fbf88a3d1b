import { describe, expect, test, vi } from 'vitest';
import { KnownFacts } from './known-facts';
import { type Query, questionOf } from './query';
import { Questions } from './questions';
import type { Namespaces } from './workspace';

type Keys = Readonly<Record<string, Namespaces>>;

/** Facts of these keys say something else, or merely stand elsewhere; they are in these namespaces. */
function changes(changed: Keys, moved: Keys = {}) {
  return {
    changed: new Map(Object.entries(changed)),
    moved: new Map(Object.entries({ ...moved, ...changed })),
  };
}

/** A question of one file, which is answered by `answer` as it is now. */
function asked(
  answer: () => unknown,
  { isExact = false, within }: { isExact?: boolean; within?: string[] } = {},
) {
  const questions = new Questions(new KnownFacts());
  const query: Query<[], unknown> = {
    name: 'which',
    ...(isExact ? { isExact } : {}),
    factKeys: () => ['quota'],
    within: () => within,
    answer,
  };
  const ask = () => questions.ask('a.yaml', questionOf(query, []));
  ask();
  return { questions, ask };
}

describe('a question', () => {
  test('is asked again where facts have changed that it looks at, and nobody is named where the answer is the same', () => {
    let value = 1;
    const answer = vi.fn(() => value);
    const { questions } = asked(answer);
    expect([...questions.answeredOtherwise(changes({ other: undefined }))]).toEqual([]);
    expect(answer).toHaveBeenCalledTimes(1);
    expect([...questions.answeredOtherwise(changes({ quota: undefined }))]).toEqual([]);
    value = 2;
    expect([...questions.answeredOtherwise(changes({ quota: undefined }))]).toEqual(['a.yaml']);
    expect(answer).toHaveBeenCalledTimes(3);
  });

  test('about namespaces is not asked again for facts of others', () => {
    const answer = vi.fn(() => 1);
    const { questions } = asked(answer, { within: ['shop', 'desk'] });
    questions.answeredOtherwise(changes({ quota: ['other'] }));
    expect(answer).toHaveBeenCalledTimes(1);
    questions.answeredOtherwise(changes({ quota: ['other', 'desk'] }));
    questions.answeredOtherwise(changes({ quota: undefined }));
    expect(answer).toHaveBeenCalledTimes(3);
  });

  test('is asked again when somebody wants to know where facts have only moved, and at once where that counts', () => {
    let value = { span: 1 };
    const answer = vi.fn(() => value);
    const { questions, ask } = asked(answer);
    value = { span: 2 };
    expect([...questions.answeredOtherwise(changes({}, { quota: undefined }))]).toEqual([]);
    expect(answer).toHaveBeenCalledTimes(1);
    expect(ask()).toEqual({ span: 2 });
    ask();
    expect(answer).toHaveBeenCalledTimes(2);
    const exact = asked(() => value, { isExact: true });
    value = { span: 3 };
    expect([...exact.questions.answeredOtherwise(changes({}, { quota: undefined }))]).toEqual(['a.yaml']);
  });
});
