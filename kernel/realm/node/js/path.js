'use strict';
// The paths of POSIX and of Windows, both pure: nothing is looked up but the working directory of resolve().
//
// Both flavours share what lies between a root and the end (normal, lastPart, splitExtension); they differ in what a
// root is: "/" here, "C:\", "\\server\share\" and "\\?\" there.

const { validateObject, validateString } = require('internal/validators');

const flavours = {
  posix: { sep: '/', isSep: (c) => c === '/', split: /\// },
  win32: { sep: '\\', isSep: (c) => c === '/' || c === '\\', split: /[\\/]/ },
};

// normal resolves "." and ".." among the parts of a path without its root.
function normal(path, aboveRoot, { sep, split }) {
  const parts = [];
  for (const part of path.split(split)) {
    if (part === '' || part === '.') continue;
    if (part !== '..') {
      parts.push(part);
    } else if (parts.length > 0 && parts[parts.length - 1] !== '..') {
      parts.pop();
    } else if (aboveRoot) {
      parts.push('..');
    }
  }
  return parts.join(sep);
}

// lastPart returns where the last part of a path lies, separators behind it left out; from is the end of the root.
// An empty part (start === end) means there is none.
function lastPart(path, from, { isSep }) {
  let end = path.length;
  while (end > from && isSep(path[end - 1])) end--;
  let start = end;
  while (start > from && !isSep(path[start - 1])) start--;
  return { start, end };
}

// extensionAt returns where the extension of a part begins, its length if there is none.
function extensionAt(part) {
  const dot = part.lastIndexOf('.');
  return dot <= 0 || part === '..' ? part.length : dot;
}

function baseName(path, suffix, from, flavour) {
  if (suffix !== undefined) validateString(suffix, 'suffix');
  validateString(path, 'path');
  if (suffix !== undefined && suffix !== '' && suffix === path) return '';
  const { start, end } = lastPart(path, from(path), flavour);
  const base = path.slice(start, end);
  // Separators alone have no base name, but are their own when a suffix could have been cut off. So it is in Node.
  if (suffix && base === '' && suffix.length <= path.length) return path.slice(from(path));
  if (suffix && base !== suffix && base.endsWith(suffix)) return base.slice(0, -suffix.length);
  return base;
}

function extension(path, from, flavour) {
  validateString(path, 'path');
  const { start, end } = lastPart(path, from(path), flavour);
  const base = path.slice(start, end);
  return base.slice(extensionAt(base));
}

function joinParts(path, sep) {
  validateObject(path, 'pathObject');
  const dir = path.dir || path.root;
  const dot = path.ext && path.ext[0] !== '.' ? '.' : '';
  const base = path.base || `${path.name || ''}${dot}${path.ext || ''}`;
  if (!dir) return base;
  return dir === path.root ? `${dir}${base}` : `${dir}${sep}${base}`;
}

// climb returns the way from one list of parts to another, of which the first common parts agree.
function climb(from, to, common, sep) {
  return [...from.slice(common).fill('..'), ...to.slice(common)].join(sep);
}

function agreement(a, b, same) {
  let n = 0;
  while (n < a.length && n < b.length && same(a[n], b[n])) n++;
  return n;
}

function matches(path, pattern, windows) {
  return require('internal/glob').matchesGlob(path, pattern, windows);
}

// ---- posix

const unix = flavours.posix;

const posix = {
  resolve(...args) {
    let path = '';
    for (let i = args.length - 1; i >= 0 && path[0] !== '/'; i--) {
      validateString(args[i], `paths[${i}]`);
      if (args[i] !== '') path = `${args[i]}/${path}`;
    }
    if (path[0] !== '/') path = `${process.cwd()}/${path}`;
    const absolute = path[0] === '/';
    const tail = normal(path, !absolute, unix);
    return absolute ? `/${tail}` : tail || '.';
  },

  normalize(path) {
    validateString(path, 'path');
    if (path === '') return '.';
    const absolute = path[0] === '/';
    const trailing = path.endsWith('/');
    const tail = normal(path, !absolute, unix);
    if (tail === '') return absolute ? '/' : trailing ? './' : '.';
    return `${absolute ? '/' : ''}${tail}${trailing ? '/' : ''}`;
  },

  isAbsolute(path) {
    validateString(path, 'path');
    return path[0] === '/';
  },

  join(...args) {
    const parts = args.filter((arg) => {
      validateString(arg, 'path');
      return arg !== '';
    });
    return parts.length === 0 ? '.' : posix.normalize(parts.join('/'));
  },

  relative(from, to) {
    validateString(from, 'from');
    validateString(to, 'to');
    if (from === to) return '';
    const a = posix.resolve(from).split('/').filter(Boolean);
    const b = posix.resolve(to).split('/').filter(Boolean);
    return climb(a, b, agreement(a, b, (x, y) => x === y), '/');
  },

  toNamespacedPath(path) {
    return path;
  },

  dirname(path) {
    validateString(path, 'path');
    if (path === '') return '.';
    const { start } = lastPart(path, 1, unix);
    const rooted = path[0] === '/';
    if (start <= 1) return rooted ? '/' : '.';
    return rooted && start === 2 ? '//' : path.slice(0, start - 1);
  },

  basename(path, suffix) {
    return baseName(path, suffix, () => 0, unix);
  },

  extname(path) {
    return extension(path, () => 0, unix);
  },

  format(pathObject) {
    return joinParts(pathObject, '/');
  },

  parse(path) {
    validateString(path, 'path');
    const root = path[0] === '/' ? '/' : '';
    const { start, end } = lastPart(path, root.length, unix);
    const base = path.slice(start, end);
    // Directly below the root, Node takes the second dot of ".." for an extension.
    const at = base === '..' && start === 1 && root === '/' ? 1 : extensionAt(base);
    const dir = start > root.length && base !== '' ? path.slice(0, start - 1) : root;
    return { root, dir, base, ext: base.slice(at), name: base.slice(0, at) };
  },

  matchesGlob(path, pattern) {
    return matches(path, pattern, false);
  },

  sep: '/',
  delimiter: ':',
  win32: null,
  posix: null,
};

// ---- win32

const dos = flavours.win32;
const { isSep } = dos;

const isDrive = (path) => /^[A-Za-z]:/.test(path);

const reserved = new Set([
  'CON', 'PRN', 'AUX', 'NUL',
  ...[...'123456789\xb9\xb2\xb3'].flatMap((digit) => [`COM${digit}`, `LPT${digit}`]),
]);

// isReserved reports whether the path up to the colon names a device ("COM1:"). Without a colon (-1) the last
// character counts as one, as in Node.
const isReserved = (path, colon) => reserved.has(path.slice(0, colon).toUpperCase());

// The root of a shared folder or of a device: two separators, a name, separators, a name.
const unc = /^[\\/]{2}([^\\/]+)[\\/]+([^\\/]+)/;

// rootOf splits the root from a path: its device ("C:", "\\\\server\\share", "\\\\?"), whether the path is absolute, and
// where the rest begins.
function rootOf(path) {
  if (isDrive(path)) {
    const absolute = path.length > 2 && isSep(path[2]);
    return { device: path.slice(0, 2), absolute, end: absolute ? 3 : 2 };
  }
  if (path === '' || !isSep(path[0])) return { device: '', absolute: false, end: 0 };
  const match = unc.exec(path);
  if (match === null) return { device: '', absolute: true, end: path.length > 1 && isSep(path[1]) ? 0 : 1 };
  const [whole, server, share] = match;
  if (server === '.' || server === '?') return { device: `\\\\${server}`, absolute: true, end: 4 };
  return { device: `\\\\${server}\\${share}`, absolute: true, end: whole.length, share: true };
}

// driveDirectory returns the working directory of a drive, the drive's root if it has none.
function driveDirectory(device) {
  const path = process.env[`=${device}`] || process.cwd();
  const elsewhere = path === undefined ||
    (path.slice(0, 2).toLowerCase() !== device.toLowerCase() && path[2] === '\\');
  return elsewhere ? `${device}\\` : path;
}

// ambiguous reports whether a relative path could be taken for one on a drive or device once it is normal.
function ambiguous(path, tail) {
  if (isDrive(tail)) return true;
  for (let i = path.indexOf(':'); i !== -1; i = path.indexOf(':', i + 1)) {
    if (i === path.length - 1 || isSep(path[i + 1])) return true;
  }
  return false;
}

// deviceOf is rootOf with what normalize adds: devices by their reserved names.
function deviceOf(path) {
  const root = rootOf(path);
  const colon = path.indexOf(':');
  if (root.device.length === 3) {
    const device = path.slice(4, colon + 1);
    if (isReserved(device, device.length - 1)) return { ...root, device: `\\\\?\\${device}`, end: 4 + device.length };
  }
  if (root.end === 0 && root.device === '' && !root.absolute && colon > 0 && isReserved(path, colon)) {
    return { device: path.slice(0, colon + 1), absolute: false, end: colon + 1 };
  }
  return root;
}

// singleRoot keeps joined parts from being taken for a server's name: only a first part that begins with exactly two
// separators and a name means one.
function singleRoot(joined, first) {
  if (/^[\\/]{2}[^\\/]/.test(first)) return joined;
  const slashes = /^[\\/]*/.exec(joined)[0].length;
  return slashes >= 2 ? `\\${joined.slice(slashes)}` : joined;
}

const sameName = (a, b) => a.toLowerCase() === b.toLowerCase();

// dirRoot is the end of the part that dirname never takes away, and parse calls the root.
function dirRoot(path) {
  if (isDrive(path)) return path.length > 2 && isSep(path[2]) ? 3 : 2;
  if (path === '' || !isSep(path[0])) return 0;
  const match = unc.exec(path);
  return match === null ? 1 : Math.min(match[0].length + 1, path.length);
}

const win32 = {
  resolve(...args) {
    let device = '';
    let tail = '';
    let absolute = false;
    for (let i = args.length - 1; i >= -1 && !(absolute && device !== ''); i--) {
      let path;
      if (i >= 0) {
        path = args[i];
        validateString(path, `paths[${i}]`);
        if (path === '') continue;
      } else if (device === '') {
        path = process.cwd();
        if (isHere(args) && isSep(path[0])) return path.replaceAll('/', '\\');
      } else {
        path = driveDirectory(device);
      }
      const root = rootOf(path);
      if (root.device !== '' && device !== '' && !sameName(root.device, device)) continue;
      if (device === '') device = root.device;
      if (absolute) continue;
      tail = `${path.slice(root.end)}\\${tail}`;
      absolute = root.absolute;
    }
    tail = normal(tail, !absolute, dos);
    return absolute ? `${device}\\${tail}` : `${device}${tail}` || '.';
  },

  normalize(path) {
    validateString(path, 'path');
    if (path === '') return '.';
    if (path.length === 1) return path === '/' ? '\\' : path;
    const { device, absolute, end, share } = deviceOf(path);
    if (share && end === path.length) return `${device}\\`;
    let tail = normal(path.slice(end), !absolute, dos);
    if (tail === '' && !absolute) tail = '.';
    if (tail !== '' && isSep(path[path.length - 1])) tail += '\\';
    if (!absolute && device === '' && path.includes(':') && ambiguous(path, tail)) return `.\\${tail}`;
    if (isReserved(path, path.indexOf(':'))) return `.\\${device}${tail}`;
    return absolute ? `${device}\\${tail}` : `${device}${tail}`;
  },

  isAbsolute(path) {
    validateString(path, 'path');
    return path !== '' && (isSep(path[0]) || (isDrive(path) && path.length > 2 && isSep(path[2])));
  },

  join(...args) {
    const parts = args.filter((arg) => {
      validateString(arg, 'path');
      return arg !== '';
    });
    if (parts.length === 0) return '.';
    const joined = singleRoot(parts.join('\\'), parts[0]);
    const device = joined.split('\\').some((part) => part.includes(':') && isReserved(part, part.indexOf(':')));
    return device ? joined.replaceAll('/', '\\') : win32.normalize(joined);
  },

  relative(from, to) {
    validateString(from, 'from');
    validateString(to, 'to');
    if (from === to) return '';
    const target = win32.resolve(to);
    const a = win32.resolve(from).split('\\').filter(Boolean);
    const b = target.split('\\').filter(Boolean);
    const common = agreement(a, b, sameName);
    return common === 0 && a.length > 0 && b.length > 0 ? target : climb(a, b, common, '\\');
  },

  toNamespacedPath(path) {
    if (typeof path !== 'string' || path === '') return path;
    const resolved = win32.resolve(path);
    if (resolved.length <= 2) return path;
    if (/^[A-Za-z]:\\/.test(resolved)) return `\\\\?\\${resolved}`;
    if (/^\\\\[^?.]/.test(resolved)) return `\\\\?\\UNC\\${resolved.slice(2)}`;
    return resolved;
  },

  dirname(path) {
    validateString(path, 'path');
    if (path === '') return '.';
    if (path.length === 1) return isSep(path[0]) ? path : '.';
    const end = dirRoot(path);
    const { start } = lastPart(path, end, dos);
    if (start > end) return path.slice(0, start - 1);
    return end === 0 ? '.' : path.slice(0, end);
  },

  basename(path, suffix) {
    return baseName(path, suffix, (text) => (isDrive(text) ? 2 : 0), dos);
  },

  extname(path) {
    return extension(path, (text) => (isDrive(text) ? 2 : 0), dos);
  },

  format(pathObject) {
    return joinParts(pathObject, '\\');
  },

  parse(path) {
    validateString(path, 'path');
    const rootEnd = path.length === 1 && !isSep(path) ? 0 : dirRoot(path);
    const root = path.slice(0, rootEnd);
    const { start, end } = lastPart(path, rootEnd, dos);
    const base = path.slice(start, end);
    const at = extensionAt(base);
    const dir = start > rootEnd && base !== '' ? path.slice(0, start - 1) : root;
    return { root, dir, base, ext: base.slice(at), name: base.slice(0, at) };
  },

  matchesGlob(path, pattern) {
    return matches(path, pattern, true);
  },

  sep: '\\',
  delimiter: ';',
  win32: null,
  posix: null,
};

const isHere = (args) => args.length === 0 || (args.length === 1 && (args[0] === '' || args[0] === '.'));

posix.win32 = win32.win32 = win32;
posix.posix = win32.posix = posix;
win32._makeLong = win32.toNamespacedPath;
posix._makeLong = posix.toNamespacedPath;

module.exports = process.platform === 'win32' ? win32 : posix;
