// Every intrinsic the Inspector works with, read from a fresh runtime. The names are the fields of the Go struct
// intrinsics.
(function () {
	"use strict";
	const { apply } = Reflect, { RangeError } = globalThis;
	const proto = Object.getPrototypeOf;
	const getter = (o, k) => Object.getOwnPropertyDescriptor(o, k).get;
	const typed = proto(Uint8Array.prototype);

	// A RegExp that lost its prototype still has its source and flags inside.
	const regExpSource = getter(RegExp.prototype, "source");
	const letters = { d: "hasIndices", g: "global", i: "ignoreCase", m: "multiline", s: "dotAll", u: "unicode", v: "unicodeSets", y: "sticky" };
	const flags = [];
	for (const [letter, name] of Object.entries(letters)) {
		if (name in RegExp.prototype) flags.push([letter, getter(RegExp.prototype, name)]);
	}
	const bareRegExp = function () {
		let text = "/" + apply(regExpSource, this, []) + "/";
		for (let n = 0; n < flags.length; n++) if (apply(flags[n][1], this, [])) text += flags[n][0];
		return text;
	};

	return {
		hasOwn: Object.prototype.hasOwnProperty,
		isEnumerable: Object.prototype.propertyIsEnumerable,
		describe: Object.getOwnPropertyDescriptor,
		symbols: Object.getOwnPropertySymbols,
		ownKeys: Reflect.ownKeys,
		has: Reflect.has,
		get: Reflect.get,
		seal: Object.seal,
		mapSize: getter(Map.prototype, "size"),
		mapEntries: Map.prototype.entries,
		mapNext: proto(new Map().entries()).next,
		setSize: getter(Set.prototype, "size"),
		setValues: Set.prototype.values,
		setNext: proto(new Set().values()).next,
		typedTag: getter(typed, Symbol.toStringTag),
		typedLength: getter(typed, "length"),
		dateValue: Date.prototype.getTime,
		dateISO: Date.prototype.toISOString,
		regExpText: RegExp.prototype.toString,
		bareRegExp,
		functionText: Function.prototype.toString,
		errorText: Error.prototype.toString,
		stringValue: String.prototype.valueOf,
		symbolValue: Symbol.prototype.valueOf,
		bigValue: BigInt.prototype.valueOf,
		symbolText: Symbol.prototype.toString,
		stringify: JSON.stringify,
		number: Number,
		parseFloat,
		sort: Array.prototype.sort,
		poll() {},
		overflow(message) { throw new RangeError(message); },
		objectProto: Object.prototype,
		objectCtor: Object,
		arrayProto: Array.prototype,
		arrayCtor: Array,
		errorProto: Error.prototype,
		custom: Symbol.for("nodejs.util.inspect.custom"),
	};
})()
