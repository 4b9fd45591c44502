package order

// Shrinking is delta debugging on the tree: leave statements out, put a statement's own statements in its place, put
// something smaller in an expression's place, make durations small; whatever still differs is kept.

// shrinker makes a program smaller for which differs says yes. differs is given several programs at once, for they run
// in one process, and returns the number of the first that differs, or -1.
type shrinker struct {
	even    bool // durations stay even and above 0
	group   int  // how many programs differs is given
	rounds  int  // how often it may be asked
	differs func([]*node) int
}

// shrink returns the smallest program it finds.
func (s *shrinker) shrink(root *node) *node {
	for from := 0; s.rounds > 0; {
		all := s.variants(root)
		next, at := s.first(all, from)
		switch {
		case next != nil:
			root, from = next, at
		case from > 0:
			from = 0 // what was tried before may work now
		default:
			return root
		}
	}
	return root
}

// first returns the first of all from a number on that differs.
func (s *shrinker) first(all []*node, from int) (*node, int) {
	for ; from < len(all) && s.rounds > 0; from += s.group {
		s.rounds--
		group := all[from:min(from+s.group, len(all))]
		if i := s.differs(group); i >= 0 {
			return group[i], from + i
		}
	}
	return nil, 0
}

func (n *node) clone() *node {
	c := *n
	c.kids = make([]*node, len(n.kids))
	for i, k := range n.kids {
		c.kids[i] = k.clone()
	}
	c.nums = append([]int(nil), n.nums...)
	return &c
}

// variants are all programs one step smaller than root, boldest first.
func (s *shrinker) variants(root *node) []*node {
	var all []*node
	// with changes a node in place, takes a copy of the whole program, and changes it back.
	with := func(change, back func()) {
		change()
		all = append(all, root.clone())
		back()
	}
	var visit func(n *node)
	visit = func(n *node) {
		if n.kind == block {
			dropRuns(n, with)
			lift(n, with)
		}
		for i, k := range n.kids {
			if k.kind == expression {
				simplify(n, i, with)
			}
		}
		s.shorten(n, with)
		for _, k := range n.kids {
			visit(k)
		}
	}
	visit(root)
	return all
}

type with = func(change, back func())

func (n *node) replace(kids []*node, with with) {
	before := n.kids
	with(func() { n.kids = kids }, func() { n.kids = before })
}

// splice is list with the elements from i to j replaced.
func splice(list []*node, i, j int, by ...*node) []*node {
	return append(append(append([]*node(nil), list[:i]...), by...), list[j:]...)
}

// dropRuns leaves out runs of statements, long ones first.
func dropRuns(n *node, with with) {
	for size := len(n.kids); size > 0; size /= 2 {
		for i := 0; i+size <= len(n.kids); i += size {
			n.replace(splice(n.kids, i, i+size), with)
		}
	}
}

// lift puts the statements inside a statement in its place.
func lift(n *node, with with) {
	for i, k := range n.kids {
		for _, b := range k.blocks() {
			n.replace(splice(n.kids, i, i+1, b.kids...), with)
		}
	}
}

// blocks are the blocks directly below, also through expressions.
func (n *node) blocks() []*node {
	var all []*node
	for _, k := range n.kids {
		if k.kind == block && len(k.kids) > 0 {
			all = append(all, k)
		}
		if k.kind == expression {
			all = append(all, k.blocks()...)
		}
	}
	return all
}

// simplify puts something smaller in the place of expression i.
func simplify(n *node, i int, with with) {
	before := n.kids[i]
	if before.text == "" || before.text == "1" {
		return
	}
	smaller := []*node{{kind: expression}, {kind: expression, text: "1"}}
	for _, k := range before.kids {
		if k.kind == expression {
			smaller = append(smaller, k)
		}
	}
	for _, k := range smaller {
		n.replace(splice(n.kids, i, i+1, k), with)
	}
}

// shorten makes durations smaller.
func (s *shrinker) shorten(n *node, with with) {
	for i, before := range n.nums {
		for _, d := range []int{0, 1, 2, before / 4 * 2, before - 2, before - 1} {
			if d < 0 || d >= before || s.even && (d%2 != 0 || d == 0) {
				continue
			}
			with(func() { n.nums[i] = d }, func() { n.nums[i] = before })
		}
	}
}
