const { posix, win32 } = require('path');
const patterns = ['*', '**', 'a', 'a/*', 'a/**', '**/b', '**/*.js', 'a/**/c', '*.js', '?', '??', '[ab]', '[!a]', '[a-c]x', '{a,b}', '{a,b/c}.js', 'a{1..3}', '.*', '*/.*', 'a/?', '+(a|b)', '@(a|b).js', '!(a)', '*(ab)', '?(x)y', 'a/./b', './a', '/a', '/**', '', '[[:alpha:]]', '\\*', '{a', '**/.*', 'a/b/', '!(*.js)', 'foo/bar.{js,ts}', 'a/**/b/**/c', '[', 'a[', '[]a]', '{x..z}', 'a\\b', 'A', '..', '../*'];
const paths = ['a', 'b', 'c', '', '.', '..', 'a/b', 'a/b/c', 'a/c', '/a', '/a/b', '.js', 'x.js', 'a/x.js', 'a/.hidden', '.hidden', 'aa', 'ab', 'abab', 'bx', 'b/c.js', 'a.js', 'a2', 'a4', 'y', 'xy', '*', '{a', 'a/b/', './a', 'foo/bar.ts', 'a/1/b/2/3/c', '[', 'a[', ']', 'a\\b', 'A', 'z', '../a'];
for (const p of patterns) {
  let line = '';
  for (const s of paths) line += [posix.matchesGlob(s, p), win32.matchesGlob(s, p)].map(Number).join('') + ' ';
  console.log(JSON.stringify(p), line);
}
for (const args of [[5, 'a'], ['a', 5], []]) try { posix.matchesGlob(...args); } catch (e) { console.log(e.code, e.message); }
