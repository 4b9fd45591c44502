package node

import (
	"os/user"
	"strconv"

	"github.com/dop251/goja"
)

// bindIdentity adds the natives that change who the process is. An id is a number or a name; a name that there is not is 1,
// other failures are negative numbers.
func (h *Host) bindIdentity(natives *goja.Object) {
	for name, change := range map[string]struct {
		lookup func(string) (int, bool)
		set    func(int) error
	}{
		"setuid": {userID, setuid}, "seteuid": {userID, seteuid}, "setgid": {groupID, setgid}, "setegid": {groupID, setegid},
	} {
		h.function(natives, name, func(call goja.FunctionCall) goja.Value {
			id, ok := identity(call.Argument(0), change.lookup)
			if !ok {
				return h.Runtime.ToValue(1)
			}
			return h.errno(change.set(id))
		})
	}
	// setgroups(list) returns 0, a negative number, or the position, from 1, of a group that there is not.
	h.function(natives, "setgroups", func(call goja.FunctionCall) goja.Value {
		var ids []int
		for i, v := range h.elements(call.Argument(0)) {
			id, ok := identity(v, groupID)
			if !ok {
				return h.Runtime.ToValue(i + 1)
			}
			ids = append(ids, id)
		}
		return h.errno(setgroups(ids))
	})
}

func identity(v goja.Value, lookup func(string) (int, bool)) (id int, ok bool) {
	if goja.IsString(v) {
		return lookup(v.String())
	}
	return integer(v), true
}

func userID(name string) (id int, ok bool) {
	u, err := user.Lookup(name)
	if err != nil {
		return 0, false
	}
	id, err = strconv.Atoi(u.Uid)
	return id, err == nil
}

func groupID(name string) (id int, ok bool) {
	g, err := user.LookupGroup(name)
	if err != nil {
		return 0, false
	}
	id, err = strconv.Atoi(g.Gid)
	return id, err == nil
}
