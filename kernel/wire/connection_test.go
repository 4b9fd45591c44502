package wire

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What jupyter_client writes, with the keys that only newer ones add.
const jupyterFile = `{
  "shell_port": 44577,
  "iopub_port": 33617,
  "stdin_port": 54211,
  "control_port": 60145,
  "hb_port": 40291,
  "ip": "127.0.0.1",
  "key": "c9e8e4a1-7e2b8a4b0f2a1d3c5b7a9e1f",
  "transport": "tcp",
  "signature_scheme": "hmac-sha256",
  "kernel_name": "loopbook",
  "jupyter_session": "/home/u/a.ipynb",
  "curve_publickey": null,
  "future": {"x": [1]}
}`

var jupyterInfo = ConnectionInfo{
	Transport: "tcp", IP: "127.0.0.1",
	ShellPort: 44577, IOPubPort: 33617, StdinPort: 54211, ControlPort: 60145, HBPort: 40291,
	Key: "c9e8e4a1-7e2b8a4b0f2a1d3c5b7a9e1f", SignatureScheme: "hmac-sha256", KernelName: "loopbook",
}

// ports is a connection file's five ports and whatever else is given.
func ports(more string) string {
	return `{"shell_port":1,"control_port":2,"stdin_port":3,"iopub_port":4,"hb_port":5` + more + `}`
}

func writeFile(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "kernel 1.json")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestConnectionFileOfAJupyterClient(t *testing.T) {
	path := writeFile(t, jupyterFile)
	for _, p := range []string{path, `"` + path + `"`} {
		got, err := ReadConnectionFile(p)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(&jupyterInfo, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestConnectionFileVariants(t *testing.T) {
	base := ConnectionInfo{Transport: "tcp", IP: "127.0.0.1", ShellPort: 1, ControlPort: 2, StdinPort: 3, IOPubPort: 4, HBPort: 5, SignatureScheme: "hmac-sha256"}
	with := func(edit func(c *ConnectionInfo)) ConnectionInfo {
		c := base
		edit(&c)
		return c
	}
	for _, c := range []struct {
		name, file string
		want       ConnectionInfo
	}{
		{"only ports", ports(""), base},
		{"nulls", ports(`,"ip":null,"key":null,"transport":null,"signature_scheme":null`), base},
		{"ports as strings", `{"shell_port":"1","control_port":"2","stdin_port":" 3 ","iopub_port":"4","hb_port":5}`, base},
		{"ports to choose", `{"shell_port":0,"control_port":0,"stdin_port":"0","iopub_port":0,"hb_port":0}`,
			with(func(c *ConnectionInfo) {
				c.ShellPort, c.ControlPort, c.StdinPort, c.IOPubPort, c.HBPort = 0, 0, 0, 0, 0
			})},
		{"byte order mark", "\ufeff" + ports(""), base},
		{"ipc", ports(`,"transport":"ipc","ip":"/tmp/a b"`), with(func(c *ConnectionInfo) { c.Transport, c.IP = "ipc", "/tmp/a b" })},
		{"other hash", ports(`,"signature_scheme":"hmac-sha512"`), with(func(c *ConnectionInfo) { c.SignatureScheme = "hmac-sha512" })},
	} {
		got, err := ReadConnectionFile(writeFile(t, c.file))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if diff := cmp.Diff(&c.want, got); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func TestMalformedConnectionFileIsOneSentence(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{"", "line 1 is not JSON: unexpected end of JSON input"},
		{"{\n\"ip\": \"x\",\n}", "line 3 is not JSON: invalid character '}' looking for beginning of object key string"},
		{"[1]", "it is not a JSON object"},
		{"null", "it holds null, want a JSON object"},
		{"{}", "shell_port is missing"},
		{`{"shell_port":1}`, "control_port is missing"},
		{ports(`,"hb_port":null`), "hb_port is missing"},
		{ports(`,"hb_port":"abc"`), `hb_port is "abc", want a port number`},
		{ports(`,"hb_port":65536`), "hb_port is 65536, want a port number"},
		{ports(`,"hb_port":-1`), "hb_port is -1, want a port number"},
		{ports(`,"hb_port":1.5`), "hb_port is 1.5, want a port number"},
		{ports(`,"hb_port":true`), "hb_port is true, want a port number"},
		{ports(`,"hb_port":1`), "shell_port and hb_port are both 1"},
		{ports(`,"key":5`), "key is 5, want a string"},
		{ports(`,"transport":"inproc"`), `transport is "inproc", want tcp or ipc`},
		{ports(`,"transport":"ipc"`), "ip is missing: with transport ipc it is the path of the sockets"},
		{ports(`,"ip":"a\u0000b"`), `ip is "a\x00b", which holds a NUL`},
		{ports(`,"signature_scheme":"hmac-crc32"`), `signature scheme "hmac-crc32" is unknown, want one of [hmac-md5 hmac-sha1 hmac-sha224 hmac-sha256 hmac-sha384 hmac-sha512]`},
		{`{"kernel_id":"k","registration_ip":"127.0.0.1","registration_port":5,"key":"k"}`,
			"it is a registration file (JEP 66), which asks the kernel to choose ports and report them; Loopbook needs a connection file with the five ports"},
		{strings.Repeat(" ", maxConnectionFile+1), ""},
	} {
		path := writeFile(t, c.file)
		_, err := ReadConnectionFile(path)
		want := "connection file " + path + ": " + c.want
		if c.want == "" {
			want = "connection file " + path + " cannot be read: it is larger than 1048576 bytes"
		}
		if err == nil || err.Error() != want {
			t.Errorf("%.60q:\n got %v\nwant %s", c.file, err, want)
		}
	}
}

func TestMissingConnectionFile(t *testing.T) {
	_, err := ReadConnectionFile("/does/not/exist.json")
	if err == nil || !strings.HasPrefix(err.Error(), "connection file /does/not/exist.json cannot be read: ") {
		t.Error(err)
	}
}

func TestWrittenConnectionFileComesBackAndIsPrivate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kernel.json")
	if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := jupyterInfo.Write(path); err != nil {
		t.Fatal(err)
	}
	got, err := ReadConnectionFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&jupyterInfo, got); diff != "" {
		t.Error(diff)
	}
	if st, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && st.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", st.Mode(), err)
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}

func TestWriteIntoNowhereSaysWhere(t *testing.T) {
	err := jupyterInfo.Write("/does/not/exist.json")
	if err == nil || !strings.Contains(err.Error(), "/does/not/exist.json") {
		t.Error(err)
	}
}

func TestEndpoints(t *testing.T) {
	for _, c := range []struct{ transport, ip, shell, hb string }{
		{"tcp", "127.0.0.1", "tcp://127.0.0.1:44577", "tcp://127.0.0.1:40291"},
		{"tcp", "*", "tcp://*:44577", "tcp://*:40291"},
		{"tcp", "::1", "tcp://[::1]:44577", "tcp://[::1]:40291"},
		{"tcp", "[::1]", "tcp://[::1]:44577", "tcp://[::1]:40291"},
		{"ipc", "/run/user/1/kernel-7-ipc", "ipc:///run/user/1/kernel-7-ipc-44577", "ipc:///run/user/1/kernel-7-ipc-40291"},
	} {
		info := jupyterInfo
		info.Transport, info.IP = c.transport, c.ip
		if got := info.Endpoint(Shell); got != c.shell {
			t.Errorf("shell of %s %s: %s, want %s", c.transport, c.ip, got, c.shell)
		}
		if got := info.Endpoint(Heartbeat); got != c.hb {
			t.Errorf("heartbeat of %s %s: %s, want %s", c.transport, c.ip, got, c.hb)
		}
	}
}

func FuzzConnectionFile(f *testing.F) {
	f.Add([]byte(jupyterFile))
	f.Add([]byte(ports(`,"transport":"ipc","ip":"x","key":"\ud800"`)))
	f.Add([]byte(`{"registration_ip":1}`))
	f.Add([]byte("{\"shell_port\":\"1\\u0020\"}"))
	f.Add([]byte("\ufeff[]"))
	path := filepath.Join(f.TempDir(), "kernel.json")
	f.Fuzz(func(t *testing.T, raw []byte) {
		c, err := parseConnection(raw)
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Fatalf("error of several lines: %q", err)
			}
			return
		}
		if !json.Valid(raw) && !strings.HasPrefix(string(raw), "\ufeff") {
			t.Fatalf("accepted what is no JSON: %q", raw)
		}
		if err := c.Write(path); err != nil {
			t.Fatal(err)
		}
		back, err := ReadConnectionFile(path)
		if err != nil || !cmp.Equal(c, back) {
			t.Fatalf("came back as %+v, %v; want %+v", back, err, c)
		}
	})
}
