package install

import (
	"fmt"
	"regexp"
	"strings"
)

// Spec is one kernelspec.
type Spec struct {
	Name        string   // the folder's name: lower-case letters, digits, '.', '_' and '-'
	DisplayName string   // what launchers show; VS Code drops the second of two that agree in this and in Argv[0]
	Language    string   // a language id of VS Code: "javascript" or "typescript"
	Argv        []string // Argv[0] absolute; one element is exactly "{connection_file}"
	Version     string   // of the program, kept in the metadata
}

// JavaScript is the kernelspec most people want. The program at exe (an absolute path) is called as
// `exe kernel FILE`.
//
// The connection file is an element of its own: VS Code puts quotes round a path with a space in it when the element
// reads --connection-file or ends in ={connection_file}, and no shell takes them away again.
func JavaScript(exe, version string) Spec {
	return Spec{
		Name:        "loopbook",
		DisplayName: "JavaScript (Loopbook)",
		Language:    "javascript",
		Argv:        []string{exe, "kernel", "{connection_file}"},
		Version:     version,
	}
}

// TypeScript is the kernelspec for notebooks whose cells are TypeScript.
func TypeScript(exe, version string) Spec {
	return Spec{
		Name:        "loopbook-typescript",
		DisplayName: "TypeScript (Loopbook)",
		Language:    "typescript",
		Argv:        []string{exe, "kernel", "--typescript", "{connection_file}"},
		Version:     version,
	}
}

// Named returns s under another name, with a display name that differs too.
func (s Spec) Named(name string) Spec {
	if name == s.Name {
		return s
	}
	s.Name = name
	s.DisplayName = strings.TrimSuffix(s.DisplayName, ")") + ", " + name + ")"
	return s
}

// kernelJSON is the layout of kernel.json.
type kernelJSON struct {
	Argv          []string `json:"argv"`
	DisplayName   string   `json:"display_name"`
	Language      string   `json:"language"`
	InterruptMode string   `json:"interrupt_mode"`
	Metadata      metadata `json:"metadata"`
}

type metadata struct {
	Loopbook *mark `json:"loopbook,omitempty"`
}

// mark says that a kernelspec is ours, and thus may be replaced and removed.
type mark struct {
	Version string `json:"version"`
}

func (s Spec) kernelJSON() kernelJSON {
	return kernelJSON{
		Argv:          s.Argv,
		DisplayName:   s.DisplayName,
		Language:      s.Language,
		InterruptMode: "message",
		Metadata:      metadata{Loopbook: &mark{Version: s.Version}},
	}
}

var validName = regexp.MustCompile(`^[a-z0-9._-]+$`)

func checkName(name string) error {
	if !validName.MatchString(name) || strings.Trim(name, ".") == "" {
		return fmt.Errorf("%q cannot be the name of a kernelspec: use lower-case letters, digits, '.', '_' and '-'", name)
	}
	return nil
}
