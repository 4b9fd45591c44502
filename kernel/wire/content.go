package wire

import "encoding/json"

// The status of a reply.
const (
	StatusOK      = "ok"
	StatusError   = "error"
	StatusAborted = "aborted" // an execute_request that never ran because an earlier one failed
)

// The states of [Status].
const (
	Starting = "starting" // once, before anything else
	Busy     = "busy"
	Idle     = "idle"
)

// ExecuteRequest is the content of execute_request. A field a frontend left out is nil: ask the methods, which know
// the defaults.
type ExecuteRequest struct {
	Code            string            `json:"code"`
	Silent          bool              `json:"silent"`
	StoreHistory    *bool             `json:"store_history,omitempty"`
	UserExpressions map[string]string `json:"user_expressions"`
	AllowStdin      *bool             `json:"allow_stdin,omitempty"`
	StopOnError     *bool             `json:"stop_on_error,omitempty"`
}

// Stores reports whether the cell counts and enters the history: store_history, true by default, never when silent.
func (r *ExecuteRequest) Stores() bool {
	return !r.Silent && (r.StoreHistory == nil || *r.StoreHistory)
}

// MayAsk reports whether the cell may send input_request: allow_stdin, false by default.
func (r *ExecuteRequest) MayAsk() bool { return r.AllowStdin != nil && *r.AllowStdin }

// Stops reports whether an error in this cell aborts the ones queued behind it: stop_on_error, true by default.
func (r *ExecuteRequest) Stops() bool { return r.StopOnError == nil || *r.StopOnError }

// ExecuteReply is the content of execute_reply when the cell succeeded.
type ExecuteReply struct {
	Status          string           `json:"status"` // StatusOK
	ExecutionCount  int              `json:"execution_count"`
	Payload         []map[string]any `json:"payload"`          // "page", "set_next_input" …: deprecated but alive
	UserExpressions map[string]any   `json:"user_expressions"` // name to ExpressionResult or ErrorReply
}

// ExecuteError is the content of execute_reply when the cell failed. It repeats what the error message on iopub said:
// some frontends read only one of the two.
type ExecuteError struct {
	Status          string           `json:"status"` // StatusError
	ExecutionCount  int              `json:"execution_count"`
	EName           string           `json:"ename"`
	EValue          string           `json:"evalue"`
	Traceback       []string         `json:"traceback"`
	Payload         []map[string]any `json:"payload"`
	UserExpressions map[string]any   `json:"user_expressions"`
}

// ExpressionResult is one value of ExecuteReply.UserExpressions; a failed one is an [ErrorReply].
type ExpressionResult struct {
	Status   string         `json:"status"` // StatusOK
	Data     map[string]any `json:"data"`   // a MIME bundle
	Metadata map[string]any `json:"metadata"`
}

// StatusReply is the content of a reply that says nothing else: interrupt_reply, and execute_reply with
// StatusAborted, which has no execution_count.
type StatusReply struct {
	Status string `json:"status"`
}

// ErrorReply is the content of any reply that failed.
type ErrorReply struct {
	Status    string   `json:"status"` // StatusError
	EName     string   `json:"ename"`
	EValue    string   `json:"evalue"`
	Traceback []string `json:"traceback"`
}

// ExecuteInput is the content of execute_input on iopub: what is about to run.
type ExecuteInput struct {
	Code           string `json:"code"`
	ExecutionCount int    `json:"execution_count"`
}

// ExecuteResult is the content of execute_result on iopub: at most one for a cell.
type ExecuteResult struct {
	ExecutionCount int            `json:"execution_count"`
	Data           map[string]any `json:"data"` // a MIME bundle, see DisplayData
	Metadata       map[string]any `json:"metadata"`
	Transient      map[string]any `json:"transient,omitempty"`
}

// DisplayData is the content of display_data and of update_display_data. Data is a MIME bundle: application/json and
// application/*+json hold any JSON value, every other type a string or a list of strings. Frontends break on
// anything else, so [Session.New] refuses it. Transient holds {"display_id": …} when the output can be updated; an
// update must name it.
type DisplayData struct {
	Data      map[string]any `json:"data"`
	Metadata  map[string]any `json:"metadata"`
	Transient map[string]any `json:"transient"`
}

// Stream is the content of stream. Name is exactly "stdout" or "stderr".
type Stream struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// ErrorContent is the content of error on iopub: exactly one for a failed cell. Traceback holds one line or frame per
// element, without trailing newlines; ANSI colours are welcome.
type ErrorContent struct {
	EName     string   `json:"ename"`
	EValue    string   `json:"evalue"`
	Traceback []string `json:"traceback"`
}

// Status is the content of status on iopub.
type Status struct {
	ExecutionState string `json:"execution_state"` // Starting, Busy or Idle
}

// ClearOutput is the content of clear_output. With Wait the old output stays until new output replaces it.
type ClearOutput struct {
	Wait bool `json:"wait"`
}

// IOPubWelcome is the content of iopub_welcome (JEP 65), the first message of every new subscription.
type IOPubWelcome struct {
	Subscription string `json:"subscription"`
}

// InputRequest is the content of input_request, sent on stdin to the frontend whose cell asks.
type InputRequest struct {
	Prompt   string `json:"prompt"`
	Password bool   `json:"password"`
}

// InputReply is the content of input_reply. Value "\x04" means end of file. Its message's parent header is not to be
// relied on: some frontends send {}.
type InputReply struct {
	Status string `json:"status,omitempty"`
	Value  string `json:"value"`
}

// CommOpen is the content of comm_open, in both directions. Data is any JSON object; nil is sent as {}.
type CommOpen struct {
	CommID       string          `json:"comm_id"`
	TargetName   string          `json:"target_name"`
	TargetModule string          `json:"target_module,omitempty"`
	Data         json.RawMessage `json:"data"`
}

// CommMsg is the content of comm_msg, in both directions. See [CommOpen] about Data.
type CommMsg struct {
	CommID string          `json:"comm_id"`
	Data   json.RawMessage `json:"data"`
}

// CommClose is the content of comm_close, in both directions. See [CommOpen] about Data.
type CommClose struct {
	CommID string          `json:"comm_id"`
	Data   json.RawMessage `json:"data"`
}
