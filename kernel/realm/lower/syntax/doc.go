// Package syntax reads JavaScript: the tree of a script with the exact place of everything in it, or the syntax error
// that V8 would report, in V8's words and at V8's place.
//
// It exists beside goja's parser because a notebook needs what that parser does not keep or know: where statements and
// parentheses end, which errors are early ones and how V8 says them, whether a text is wrong or only unfinished, and the
// syntax that goja lacks. It runs nothing, optimises nothing and prints nothing.
//
//	root, err := syntax.Parse("let x = ;", syntax.Options{})
//	// err.Message is "Unexpected token ';'", err.Start is 8
//
// The grammar is ECMA-262 2025 with Annex B, as V8 13.6 (Node 24) reads it. The order in which errors are found is V8's
// too: functions here look at the next token and the one before it exactly where V8 does, since an error's place depends
// on it. The test that mutates programs and compares with Node holds this.
package syntax
