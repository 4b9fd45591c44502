package wire

// KernelInfoReply is the content of kernel_info_reply. nbclient and nbconvert die without LanguageInfo.
type KernelInfoReply struct {
	Status                string       `json:"status"`
	ProtocolVersion       string       `json:"protocol_version"` // [ProtocolVersion]
	Implementation        string       `json:"implementation"`
	ImplementationVersion string       `json:"implementation_version"`
	LanguageInfo          LanguageInfo `json:"language_info"`
	Banner                string       `json:"banner"`
	HelpLinks             []HelpLink   `json:"help_links"`
	SupportedFeatures     []string     `json:"supported_features"`
}

// LanguageInfo describes the language of the cells; notebooks keep it verbatim as their metadata.
type LanguageInfo struct {
	Name              string `json:"name"`
	Version           string `json:"version"`
	MIMEType          string `json:"mimetype"`
	FileExtension     string `json:"file_extension"` // with its dot
	PygmentsLexer     string `json:"pygments_lexer,omitempty"`
	CodemirrorMode    any    `json:"codemirror_mode,omitempty"`    // a name, or a JSON object
	NBConvertExporter string `json:"nbconvert_exporter,omitempty"` // absent or "script": anything else must exist in nbconvert
}

// HelpLink is one entry of a frontend's Help menu.
type HelpLink struct {
	Text string `json:"text"`
	URL  string `json:"url"`
}

// CompleteRequest is the content of complete_request. CursorPos counts Unicode code points of Code.
type CompleteRequest struct {
	Code      string `json:"code"`
	CursorPos int    `json:"cursor_pos"`
}

// CompleteReply is the content of complete_reply. CursorStart and CursorEnd count code points. Metadata may hold
// "_jupyter_types_experimental": a list of {text, type, start, end}, aligned with Matches.
type CompleteReply struct {
	Status      string         `json:"status"`
	Matches     []string       `json:"matches"`
	CursorStart int            `json:"cursor_start"`
	CursorEnd   int            `json:"cursor_end"`
	Metadata    map[string]any `json:"metadata"`
}

// InspectRequest is the content of inspect_request. CursorPos counts code points; DetailLevel is 0 or 1.
type InspectRequest struct {
	Code        string `json:"code"`
	CursorPos   int    `json:"cursor_pos"`
	DetailLevel int    `json:"detail_level"`
}

// InspectReply is the content of inspect_reply. Nothing found is StatusOK, Found false and empty Data.
type InspectReply struct {
	Status   string         `json:"status"`
	Found    bool           `json:"found"`
	Data     map[string]any `json:"data"` // a MIME bundle, see DisplayData
	Metadata map[string]any `json:"metadata"`
}

// IsCompleteRequest is the content of is_complete_request.
type IsCompleteRequest struct {
	Code string `json:"code"`
}

// IsCompleteReply is the content of is_complete_reply. Status is "complete", "incomplete", "invalid" or "unknown";
// Indent goes only with "incomplete".
type IsCompleteReply struct {
	Status string `json:"status"`
	Indent string `json:"indent,omitempty"`
}

// HistoryRequest is the content of history_request. HistAccessType is "tail" (N), "range" (Session, Start, Stop) or
// "search" (Pattern with * and ?, N, Unique).
type HistoryRequest struct {
	Output         bool   `json:"output"`
	Raw            bool   `json:"raw"`
	HistAccessType string `json:"hist_access_type"`
	Session        int    `json:"session"`
	Start          int    `json:"start"`
	Stop           *int   `json:"stop,omitempty"` // nil: to the end
	N              int    `json:"n"`
	Pattern        string `json:"pattern"`
	Unique         bool   `json:"unique"`
}

// HistoryReply is the content of history_reply. Each entry is [session, line, input], or, when outputs were asked for,
// [session, line, [input, output]]. Session and line are ints, input a string, output a string or nil.
type HistoryReply struct {
	Status  string   `json:"status"`
	History [][3]any `json:"history"`
}

// CommInfoRequest is the content of comm_info_request. An empty TargetName asks for all comms.
type CommInfoRequest struct {
	TargetName string `json:"target_name,omitempty"`
}

// CommInfoReply is the content of comm_info_reply: comm id to its target.
type CommInfoReply struct {
	Status string                `json:"status"`
	Comms  map[string]CommTarget `json:"comms"`
}

// CommTarget is one value of CommInfoReply.Comms.
type CommTarget struct {
	TargetName string `json:"target_name"`
}

// ConnectReply is the content of connect_reply: the kernel's ports. Deprecated since protocol 5.1, cheap to answer.
type ConnectReply struct {
	Status      string `json:"status"`
	ShellPort   int    `json:"shell_port"`
	IOPubPort   int    `json:"iopub_port"`
	StdinPort   int    `json:"stdin_port"`
	HBPort      int    `json:"hb_port"`
	ControlPort int    `json:"control_port"`
}

// ShutdownRequest is the content of shutdown_request.
type ShutdownRequest struct {
	Restart bool `json:"restart"`
}

// ShutdownReply is the content of shutdown_reply, sent on the channel of the request and, as a message of its own, on
// iopub.
type ShutdownReply struct {
	Status  string `json:"status"`
	Restart bool   `json:"restart"`
}

// InterruptReply is the content of interrupt_reply.
type InterruptReply = StatusReply
