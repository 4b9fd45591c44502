package inspect

import (
	"regexp"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// longStack is the number of frames from which repeated ones are folded, leastFold the number of lines worth folding.
const (
	longStack = 10
	leastFold = 3
)

// shortened leaves out the frames the error shares with its cause, and in a long stack those that repeat.
func (p *printer) shortened(o *goja.Object, frames []string) []string {
	if cause, ok := p.quietly(o, "cause").(*goja.Object); ok && p.isError(cause) {
		stack := p.stackOf(cause)
		if at := strings.Index(stack, firstFrame); at >= 0 {
			from, n := shared(frames, strings.Split(stack[at+1:], "\n"))
			if n > leastFold {
				note := "    ... " + itoa(n-2) + " lines matching cause stack trace ..."
				frames = slices.Replace(frames, from+1, from+n-1, p.style(note, "undefined"))
			}
		}
	}
	if len(frames) > longStack {
		frames = p.fold(frames)
	}
	return frames
}

func (p *printer) isError(o *goja.Object) bool {
	return p.brand(o) == nativeError || p.errorLike(o)
}

// shared finds the first run of more than three frames that stand in both stacks.
func shared(a, b []string) (from, n int) {
	for x := 0; x+leastFold < len(a); x++ {
		at := slices.Index(b, a[x])
		if at < 0 {
			continue
		}
		n := 1
		for x+n < len(a) && at+n < len(b) && a[x+n] == b[at+n] {
			n++
		}
		if n > leastFold {
			return x, n
		}
	}
	return 0, 0
}

// A repeat is a block of lines that follows itself a number of times: frames[from:from+size], then times copies.
type repeat struct{ from, size, times int }

// fold replaces the copies of a repeated block of frames by one line.
func (p *printer) fold(frames []string) []string {
	found := repeats(frames)
	for _, r := range slices.Backward(found) {
		what := "lines ..."
		if r.times > 1 {
			what = itoa(r.size) + " lines " + itoa(r.times) + " times..."
		}
		note := "    ... collapsed " + itoa(r.size*r.times) + " duplicate lines matching above " + what
		first := r.from + r.size
		frames = slices.Replace(frames, first, first+r.size*r.times, p.style(note, "undefined"))
	}
	return frames
}

// repeats finds the blocks that repeat, from the top. The size of a block is guessed as Node guesses it: from the
// distances between the places where its first line stands, their greatest common divisor first, then the numbers
// met while computing it.
func repeats(frames []string) []repeat {
	places := map[string][]int{}
	for x, f := range frames {
		places[f] = append(places[f], x)
	}
	if len(frames)-len(places) <= leastFold {
		return nil
	}
	var found []repeat
	for x := 0; x+leastFold < len(frames); x++ {
		next := places[frames[x]]
		next = next[slices.Index(next, x)+1:]
		if len(next) == 0 || next[len(next)-1]-x < leastFold {
			continue
		}
		r := longest(frames, x, sizes(next, x))
		if r.size*r.times >= leastFold {
			found = append(found, r)
			x += r.size*(r.times+1) - 1
		}
	}
	return found
}

// sizes lists the sizes to try for a block at x whose first line stands again at next: the best guess first.
func sizes(next []int, x int) []int {
	if len(next) == 1 {
		return []int{next[0] - x}
	}
	gcd := 0
	var met []int
	for _, at := range next {
		for d := at - x; d != 0; {
			rest := gcd % d
			if gcd != 0 && !slices.Contains(met, gcd) {
				met = append(met, gcd)
			}
			gcd, d = d, rest
		}
		if gcd == 1 {
			break
		}
	}
	met = slices.DeleteFunc(met, func(n int) bool { return n == gcd })
	slices.Reverse(met)
	return append([]int{gcd}, met...)
}

// longest tries the sizes in turn and keeps what hides most lines.
func longest(frames []string, x int, sizes []int) repeat {
	best := repeat{from: x}
	for _, size := range sizes {
		times := 0
		for at := x + size; at+size <= len(frames) && slices.Equal(frames[x:x+size], frames[at:at+size]); at += size {
			times++
		}
		if times*size > best.times*best.size {
			best.size, best.times = size, times
		}
	}
	return best
}

var builtinFrame = regexp.MustCompile(`^ {4}at (?:[^/\\(]+ \(|)node:(.+):\d+:\d+(?:\)|$)`)

// paintFrame greys frames of built-in modules and the working directory, and underlines package names.
func (p *printer) paintFrame(line string) string {
	if m := builtinFrame.FindStringSubmatch(line); m != nil && p.IsBuiltin != nil && p.IsBuiltin(m[1]) {
		return p.style(line, "undefined")
	}
	line = p.paintPackages(line)
	if p.Dir == "" {
		return line
	}
	return p.paintDir(line, p.Dir)
}

const packages = "node_modules"

// paintPackages underlines the name of each package in a path: node_modules/name or node_modules/@scope/name.
func (p *printer) paintPackages(line string) string {
	var b strings.Builder
	for at := 0; ; {
		next := strings.Index(line[at:], packages)
		if next < 0 {
			b.WriteString(line)
			return b.String()
		}
		start := at + next + len(packages) + 1
		if at+next == 0 || line[at+next-1] != '/' || start > len(line) || line[start-1] != '/' {
			at += next + 1
			continue
		}
		name := packageName(line[start:])
		b.WriteString(line[:start] + p.style(name, "module"))
		line, at = line[start+len(name):], 0
	}
}

func packageName(path string) string {
	end := strings.IndexByte(path, '/')
	if end >= 0 && strings.HasPrefix(path, "@") {
		if more := strings.IndexByte(path[end+1:], '/'); more >= 0 {
			end += 1 + more
		}
	}
	if end < 0 {
		return path
	}
	return path[:end]
}

// paintDir greys the working directory, a file:// before it and the parentheses around the place.
func (p *printer) paintDir(line, dir string) string {
	at := strings.Index(line, dir)
	if at < 0 {
		return line
	}
	end := min(at+len(dir)+1, len(line))
	if strings.HasSuffix(line[:at], "file://") {
		at -= len("file://")
	}
	rest, tail := line[end:], ""
	if strings.HasSuffix(line[:at], "(") {
		at--
		if strings.HasSuffix(line, ")") {
			rest, tail = strings.TrimSuffix(rest, ")"), p.style(")", "undefined")
		}
	}
	return line[:at] + p.style(line[at:end], "undefined") + rest + tail
}
