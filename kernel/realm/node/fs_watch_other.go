//go:build !linux

package node

// watchPath tells of changes at or below path until halt is called.
func watchPath(path string, recursive bool, tell func(change)) (halt func(), err error) {
	return pollTree(path, recursive, tell)
}
