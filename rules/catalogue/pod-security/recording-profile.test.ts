import { expect, test } from 'vitest';
import { lint } from '../../engine/lint';
import { defaultOptions } from '../../engine/options';
import { sourceOf } from '../../yaml/source';
import rule from './seccomp-profile-file-permissive';

test.each([
  ['SCMP_ACT_LOG', 'profiles/web.json', 1],
  ['SCMP_ACT_LOG', 'profiles/audit.json', 0],
  ['SCMP_ACT_LOG', 'profiles/web_complain.json', 0],
  ['SCMP_ACT_LOG', 'audit/web.json', 1],
  ['SCMP_ACT_LOG', 'profiles/login.json', 1],
  ['SCMP_ACT_ALLOW', 'profiles/audit.json', 1],
  ['SCMP_ACT_ERRNO', 'profiles/web.json', 0],
])('a profile with %s in %s has %d findings', (action, file, count) => {
  const text = `{"defaultAction": "${action}", "syscalls": []}`;
  const { problems } = lint(sourceOf(`file:///${file}`, text), [rule], defaultOptions);
  expect(problems).toHaveLength(count);
});
