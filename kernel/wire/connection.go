package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// ConnectionInfo is a connection file: where a kernel listens and what its messages are signed with.
type ConnectionInfo struct {
	Transport string // "tcp" or "ipc"
	IP        string // for tcp an address, "*" for all; for ipc the path that socket files begin with

	// Port numbers; for ipc the number behind the path. 0 lets the kernel choose one when it listens.
	ShellPort, IOPubPort, StdinPort, ControlPort, HBPort int

	Key             string // empty: messages are not signed
	SignatureScheme string // "hmac-sha256"
	KernelName      string // name of the kernelspec, when the launcher says it
}

// connectionJSON is the file as it is written.
type connectionJSON struct {
	ShellPort       int    `json:"shell_port"`
	IOPubPort       int    `json:"iopub_port"`
	StdinPort       int    `json:"stdin_port"`
	ControlPort     int    `json:"control_port"`
	HBPort          int    `json:"hb_port"`
	IP              string `json:"ip"`
	Key             string `json:"key"`
	Transport       string `json:"transport"`
	SignatureScheme string `json:"signature_scheme"`
	KernelName      string `json:"kernel_name"`
}

// maxConnectionFile bounds what is read: a path like /dev/zero must not take the machine down.
const maxConnectionFile = 1 << 20

// Port returns a pointer to the port of a channel.
func (c *ConnectionInfo) Port(ch Channel) *int {
	switch ch {
	case Shell:
		return &c.ShellPort
	case Control:
		return &c.ControlPort
	case Stdin:
		return &c.StdinPort
	case IOPub:
		return &c.IOPubPort
	case Heartbeat:
		return &c.HBPort
	}
	panic(fmt.Sprintf("wire: no port for channel %d", ch))
}

// Endpoint returns the ZeroMQ address of a channel, by the rule that all Jupyter clients share: tcp://ip:port, or
// ipc://path-number.
func (c *ConnectionInfo) Endpoint(ch Channel) string {
	port := strconv.Itoa(*c.Port(ch))
	if c.Transport == "ipc" {
		return "ipc://" + c.IP + "-" + port
	}
	ip := c.IP
	if strings.Contains(ip, ":") && !strings.HasPrefix(ip, "[") {
		ip = "[" + ip + "]"
	}
	return "tcp://" + ip + ":" + port
}

// Write writes the connection file at path, readable by its owner alone because of the key. It appears whole or not
// at all.
func (c *ConnectionInfo) Write(path string) error {
	raw, err := json.MarshalIndent(connectionJSON{
		c.ShellPort, c.IOPubPort, c.StdinPort, c.ControlPort, c.HBPort,
		c.IP, c.Key, c.Transport, c.SignatureScheme, c.KernelName,
	}, "", "  ")
	if err != nil {
		return fmt.Errorf("writing connection file %s: %w", path, err)
	}
	if err := writeWhole(path, append(raw, '\n')); err != nil {
		return fmt.Errorf("writing connection file %s: %w", path, err)
	}
	return nil
}

// writeWhole writes a file of mode 0600 beside path and renames it.
func writeWhole(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".kernel-*.json")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// ReadConnectionFile reads the file a launcher wrote. Unknown keys are ignored, ports may be numbers or strings. The
// error is one sentence that names the file and what is wrong with it. VS Code puts quotes around a path with spaces
// and no shell takes them away: one pair of them is stripped.
func ReadConnectionFile(path string) (*ConnectionInfo, error) {
	if n := len(path); n > 2 && path[0] == '"' && path[n-1] == '"' {
		path = path[1 : n-1]
	}
	raw, err := readBounded(path)
	if err != nil {
		return nil, fmt.Errorf("connection file %s cannot be read: %w", path, err)
	}
	c, err := parseConnection(raw)
	if err != nil {
		return nil, fmt.Errorf("connection file %s: %w", path, err)
	}
	return c, nil
}

func readBounded(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		var detail *os.PathError
		if errors.As(err, &detail) {
			return nil, detail.Err
		}
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, maxConnectionFile+1))
	if err == nil && len(raw) > maxConnectionFile {
		return nil, fmt.Errorf("it is larger than %d bytes", maxConnectionFile)
	}
	return raw, err
}

// parseConnection reads the JSON of a connection file.
func parseConnection(raw []byte) (*ConnectionInfo, error) {
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return nil, describeJSON(raw, err)
	}
	if fields == nil {
		return nil, errors.New("it holds null, want a JSON object")
	}
	if isRegistration(fields) {
		return nil, errors.New("it is a registration file (JEP 66), which asks the kernel to choose ports and report them; " +
			"Loopbook needs a connection file with the five ports")
	}
	c := &ConnectionInfo{Transport: "tcp", SignatureScheme: DefaultScheme}
	if err := c.readTexts(fields); err != nil {
		return nil, err
	}
	if err := c.readPorts(fields); err != nil {
		return nil, err
	}
	return c, c.check()
}

// describeJSON says in one line what is wrong with the file.
func describeJSON(raw []byte, err error) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		line := 1 + bytes.Count(raw[:syntax.Offset], []byte("\n"))
		return fmt.Errorf("line %d is not JSON: %w", line, err)
	}
	return errors.New("it is not a JSON object")
}

func isRegistration(fields map[string]json.RawMessage) bool {
	for key := range fields {
		if strings.HasPrefix(key, "registration_") {
			return true
		}
	}
	return false
}

func (c *ConnectionInfo) readTexts(fields map[string]json.RawMessage) error {
	texts := []struct {
		key string
		to  *string
	}{
		{"transport", &c.Transport},
		{"ip", &c.IP},
		{"key", &c.Key},
		{"signature_scheme", &c.SignatureScheme},
		{"kernel_name", &c.KernelName},
	}
	for _, t := range texts {
		raw := fields[t.key]
		if isNull(raw) {
			continue
		}
		if err := json.Unmarshal(raw, t.to); err != nil {
			return fmt.Errorf("%s is %.40s, want a string", t.key, raw)
		}
	}
	return nil
}

func (c *ConnectionInfo) readPorts(fields map[string]json.RawMessage) error {
	users := map[int]string{}
	for _, ch := range Channels() {
		key := ch.String() + "_port"
		raw := fields[key]
		if isNull(raw) {
			return fmt.Errorf("%s is missing", key)
		}
		port, err := parsePort(raw)
		if err != nil {
			return fmt.Errorf("%s is %.40s, want a port number", key, raw)
		}
		if other, taken := users[port]; taken && port != 0 {
			return fmt.Errorf("%s and %s are both %d", other, key, port)
		}
		users[port] = key
		*c.Port(ch) = port
	}
	return nil
}

// parsePort accepts 5555 and "5555", as JEP 106 allows.
func parsePort(raw json.RawMessage) (int, error) {
	text := string(raw)
	if raw[0] == '"' {
		if err := json.Unmarshal(raw, &text); err != nil {
			return 0, err
		}
	}
	port, err := strconv.ParseUint(strings.TrimSpace(text), 10, 16)
	return int(port), err
}

// check refuses what no kernel can listen on, and fills in the address that launchers mean when they name none.
func (c *ConnectionInfo) check() error {
	switch {
	case c.Transport == "ipc" && c.IP == "":
		return errors.New("ip is missing: with transport ipc it is the path of the sockets")
	case c.Transport != "tcp" && c.Transport != "ipc":
		return fmt.Errorf("transport is %q, want tcp or ipc", c.Transport)
	case strings.ContainsRune(c.IP, 0):
		return fmt.Errorf("ip is %q, which holds a NUL", c.IP)
	case c.IP == "":
		c.IP = "127.0.0.1"
	}
	_, err := newSigner(nil, c.SignatureScheme)
	return err
}
