package clients

import (
	"testing"
	"time"

	"loopbook/kernel/kerneltest/tools"
)

// The conformance suite of the Jupyter project itself.
func TestJupyterKernelTest(t *testing.T) { pytest(t, 3*time.Minute, "conformance_test.py") }

func TestNbclient(t *testing.T) { pytest(t, 4*time.Minute, "nbclient_test.py") }

func TestMessages(t *testing.T) { pytest(t, 4*time.Minute, "messages_test.py") }

func TestInterrupt(t *testing.T) { pytest(t, 6*time.Minute, "interrupt_test.py") }

func TestLifecycle(t *testing.T) { pytest(t, 5*time.Minute, "lifecycle_test.py") }

func TestJupyterConsole(t *testing.T) { pytest(t, 3*time.Minute, "console_test.py") }

// nbconvert, nbval and papermill: notebooks executed by programs, for documents and in CI.
func TestNotebookTools(t *testing.T) { pytest(t, 6*time.Minute, "notebooks_test.py") }

// The pair of libraries VS Code holds a kernel with.
func TestVSCodePair(t *testing.T) { nodeTest(t, 3*time.Minute, "vscode.test.mjs") }

// JupyterLab in headless Chromium, through the buttons people press. Leaves build/lab.png.
func TestJupyterLab(t *testing.T) {
	nodeTest(t, 4*time.Minute, "lab.test.mjs", "PYTHON="+tools.Python(t), "CHROMIUM="+tools.Chromium(t))
}
