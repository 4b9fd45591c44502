'use strict';
// util.parseArgs: arguments to tokens, tokens to values.

const {
  ERR_INVALID_ARG_VALUE,
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE,
  ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL,
  ERR_PARSE_ARGS_UNKNOWN_OPTION,
} = require('internal/errors').codes;
const {
  validateArray,
  validateBoolean,
  validateBooleanArray,
  validateObject,
  validateString,
  validateStringArray,
  validateUnion,
} = require('internal/validators');

const own = (object, key) => (Object.hasOwn(object, key) ? object[key] : undefined);
const setting = (options, name, key) => (Object.hasOwn(options, name) ? own(options[name], key) : undefined);

function checkOption(name, option) {
  const path = `options.${name}`;
  validateObject(option, path);
  const type = own(option, 'type');
  validateUnion(type, `${path}.type`, ['string', 'boolean']);
  if (Object.hasOwn(option, 'short')) {
    validateString(option.short, `${path}.short`);
    if (option.short.length !== 1) {
      throw new ERR_INVALID_ARG_VALUE(`${path}.short`, option.short, 'must be a single character');
    }
  }
  const multiple = own(option, 'multiple');
  if (Object.hasOwn(option, 'multiple')) validateBoolean(multiple, `${path}.multiple`);
  const value = own(option, 'default');
  if (value === undefined) return;
  const check = type === 'string' ?
    (multiple ? validateStringArray : validateString) : (multiple ? validateBooleanArray : validateBoolean);
  check(value, `${path}.default`);
}

// Tokens reads arguments one by one; a group of short options is taken apart first.
class Tokens {
  constructor(args, options) {
    this.rest = args.slice();
    this.options = options;
    this.list = [];
    this.index = -1;
    this.group = 0;
  }

  read() {
    while (this.rest.length > 0) {
      const arg = this.rest.shift();
      if (this.group > 0) this.group--;
      else this.index++;
      if (arg === '--') return this.positionals();
      this.one(arg);
    }
    return this.list;
  }

  positionals() {
    this.list.push({ kind: 'option-terminator', index: this.index });
    for (const value of this.rest) this.list.push({ kind: 'positional', index: ++this.index, value });
    return this.list;
  }

  one(arg) {
    const dashed = arg.length > 1 && arg[0] === '-';
    if (dashed && arg[1] === '-') this.long(arg);
    else if (!dashed) this.list.push({ kind: 'positional', index: this.index, value: arg });
    else if (arg.length === 2) this.alone(this.longName(arg[1]), arg);
    else if (this.type(this.longName(arg[1])) !== 'string') this.expand(arg);
    else this.inline(this.longName(arg[1]), `-${arg[1]}`, arg.slice(2));
  }

  long(arg) {
    const equals = arg.indexOf('=', 3);
    if (equals === -1) this.alone(arg.slice(2), arg);
    else this.inline(arg.slice(2, equals), `--${arg.slice(2, equals)}`, arg.slice(equals + 1));
  }

  alone(name, rawName) {
    let value;
    let inlineValue;
    if (this.type(name) === 'string' && this.rest.length > 0 && this.rest[0] != null) {
      value = this.rest.shift();
      inlineValue = false;
    }
    this.list.push({ kind: 'option', name, rawName, index: this.index, value, inlineValue });
    if (value != null) this.index++;
  }

  inline(name, rawName, value) {
    this.list.push({ kind: 'option', name, rawName, index: this.index, value, inlineValue: true });
  }

  // expand turns -abc into -a -b -c, up to the first that takes a value.
  expand(arg) {
    const parts = [];
    for (let i = 1; i < arg.length; i++) {
      if (this.type(this.longName(arg[i])) === 'string' && i < arg.length - 1) {
        parts.push(`-${arg.slice(i)}`);
        break;
      }
      parts.push(`-${arg[i]}`);
    }
    this.rest.unshift(...parts);
    this.group = parts.length;
  }

  type(name) { return setting(this.options, name, 'type'); }

  longName(short) {
    const found = Object.entries(this.options).find(([, option]) => own(option, 'short') === short);
    return found === undefined ? short : found[0];
  }
}

function checkUsage(token, { options, allowNegative, allowPositionals }) {
  let { name } = token;
  if (!Object.hasOwn(options, name)) {
    const positive = allowNegative && name.startsWith('no-') ? name.slice(3) : '';
    if (positive === '' || setting(options, positive, 'type') !== 'boolean') {
      throw new ERR_PARSE_ARGS_UNKNOWN_OPTION(token.rawName, allowPositionals);
    }
    name = positive;
  }
  const short = setting(options, name, 'short');
  const type = setting(options, name, 'type');
  const shown = `${short ? `-${short}, ` : ''}--${name}`;
  if (type === 'string' && typeof token.value !== 'string') {
    throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${shown} <value>' argument missing`);
  }
  if (type === 'boolean' && token.value != null) {
    throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${shown}' does not take an argument`);
  }
}

function checkAmbiguity({ inlineValue, value, rawName, name }) {
  if (inlineValue || value == null || value.length < 2 || value[0] !== '-') return;
  const example = rawName.startsWith('--') ? `'${rawName}=-XYZ'` : `'--${name}=-XYZ' or '${rawName}-XYZ'`;
  throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${rawName}' argument is ambiguous.\n` +
    `Did you forget to specify the option argument for '${rawName}'?\n` +
    `To specify an option argument starting with a dash use ${example}.`);
}

function store(token, { options, allowNegative }, values) {
  if (token.name === '__proto__') return;
  let { value } = token;
  if (allowNegative && token.name.startsWith('no-') && value === undefined) {
    token.name = token.name.slice(3);
    value = false;
  }
  value ??= true;
  if (!setting(options, token.name, 'multiple')) values[token.name] = value;
  else if (values[token.name]) values[token.name].push(value);
  else values[token.name] = [value];
}

function mainArguments() {
  const evaluated = process.execArgv?.some((arg) => arg === '-e' || arg === '-p' || arg === '--eval' || arg === '--print');
  return process.argv.slice(evaluated ? 1 : 2);
}

function parseArgs(config = { __proto__: null }) {
  const args = own(config, 'args') ?? mainArguments();
  const strict = own(config, 'strict') ?? true;
  const allowPositionals = own(config, 'allowPositionals') ?? !strict;
  const wantTokens = own(config, 'tokens') ?? false;
  const allowNegative = own(config, 'allowNegative') ?? false;
  const options = own(config, 'options') ?? { __proto__: null };
  validateArray(args, 'args');
  validateBoolean(strict, 'strict');
  validateBoolean(allowPositionals, 'allowPositionals');
  validateBoolean(wantTokens, 'tokens');
  validateBoolean(allowNegative, 'allowNegative');
  validateObject(options, 'options');
  for (const [name, option] of Object.entries(options)) checkOption(name, option);

  const settings = { options, allowPositionals, allowNegative };
  const tokens = new Tokens(args, options).read();
  const result = { values: { __proto__: null }, positionals: [] };
  if (wantTokens) result.tokens = tokens;
  for (const token of tokens) {
    if (token.kind === 'option') {
      if (strict) {
        checkUsage(token, settings);
        checkAmbiguity(token);
      }
      store(token, settings, result.values);
    } else if (token.kind === 'positional') {
      if (!allowPositionals) throw new ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL(token.value);
      result.positionals.push(token.value);
    }
  }
  for (const [name, option] of Object.entries(options)) {
    const value = own(option, 'default');
    if (value !== undefined && name !== '__proto__' && result.values[name] === undefined) result.values[name] = value;
  }
  return result;
}

module.exports = { parseArgs };
