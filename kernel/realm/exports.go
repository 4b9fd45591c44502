package realm

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// The conditions that hold for require() and for import.
var (
	requireConditions = []string{"node", "require", "module-sync", "node-addons", "default"}
	importConditions  = []string{"node", "import", "module-sync", "node-addons", "default"}
)

// exported resolves a subpath ("." or "./sub") in the exports of a package.json under the given conditions
// (PACKAGE_EXPORTS_RESOLVE, nodejs.org/api/esm.html#resolution-algorithm-specification). The order of conditions in the
// file decides, so objects are read key by key.
func exported(exports json.RawMessage, subpath string, conditions []string) (target string, ok bool) {
	keys, values := orderedObject(exports)
	if len(keys) == 0 || !strings.HasPrefix(keys[0], ".") {
		if subpath != "." {
			return "", false
		}
		return conditional(exports, "", conditions)
	}
	for i, key := range keys {
		if key == subpath {
			return conditional(values[i], "", conditions)
		}
	}
	best, star := -1, ""
	for i, key := range keys {
		prefix, suffix, pattern := strings.Cut(key, "*")
		if !pattern || !strings.HasPrefix(subpath, prefix) || !strings.HasSuffix(subpath, suffix) || len(subpath) < len(prefix)+len(suffix) {
			continue
		}
		if best < 0 || len(prefix) > strings.Index(keys[best], "*") {
			best, star = i, subpath[len(prefix):len(subpath)-len(suffix)]
		}
	}
	if best < 0 {
		return "", false
	}
	return conditional(values[best], star, conditions)
}

// conditional picks the target for the conditions that hold.
func conditional(v json.RawMessage, star string, conditions []string) (string, bool) {
	var s string
	if json.Unmarshal(v, &s) == nil {
		return strings.ReplaceAll(s, "*", star), s != ""
	}
	var list []json.RawMessage
	if json.Unmarshal(v, &list) == nil {
		for _, item := range list {
			if s, ok := conditional(item, star, conditions); ok {
				return s, true
			}
		}
		return "", false
	}
	keys, values := orderedObject(v)
	for i, key := range keys {
		if !slices.Contains(conditions, key) {
			continue
		}
		if s, ok := conditional(values[i], star, conditions); ok {
			return s, true
		}
	}
	return "", false
}

// orderedObject reads a JSON object in the order of its keys; nothing for any other value.
func orderedObject(v json.RawMessage) (keys []string, values []json.RawMessage) {
	d := json.NewDecoder(bytes.NewReader(v))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, nil
	}
	for d.More() {
		key, err := d.Token()
		var value json.RawMessage
		if err != nil || d.Decode(&value) != nil {
			return nil, nil
		}
		keys, values = append(keys, key.(string)), append(values, value)
	}
	return keys, values
}
