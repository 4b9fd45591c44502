package kernel

import (
	"cmp"
	"fmt"

	"loopbook/kernel/realm"
	"loopbook/kernel/wire"
)

// empty is the content of a request that has none.
type empty struct{}

// interrupt answers interrupt_request. To interrupt an idle kernel is no error.
func (k *Kernel) interrupt(empty) (any, error) {
	k.Interrupt()
	return wire.StatusReply{Status: wire.StatusOK}, nil
}

// shutdown answers shutdown_request, tells every frontend, and ends the kernel. A restart is the same: whoever started
// the process starts another.
func (k *Kernel) shutdown(r *request, asked wire.ShutdownRequest) (any, error) {
	content := wire.ShutdownReply{Status: wire.StatusOK, Restart: asked.Restart}
	k.publish(r, "shutdown_reply", content, nil, false)
	k.finish(r, content) // before the kernel stops to send
	k.stop(nil)
	return nil, nil
}

// kernelInfo answers kernel_info_request. It needs no engine: a frontend asks before anything else, and gives up on a
// kernel that is slow to say who it is.
func (k *Kernel) kernelInfo(empty) (any, error) {
	version := cmp.Or(k.cfg.Version, "0.0.0")
	lang := k.languageInfo()
	return wire.KernelInfoReply{
		Status: wire.StatusOK, ProtocolVersion: wire.ProtocolVersion,
		Implementation: "loopbook", ImplementationVersion: version,
		LanguageInfo: lang,
		Banner: fmt.Sprintf("Loopbook %s: asynchronous %s in Node's order\n"+
			"Top-level await works; names may be declared again; Ctrl-C stops the running cell.", version, languageName(lang.Name)),
		HelpLinks: []wire.HelpLink{
			{Text: "JavaScript reference (MDN)", URL: "https://developer.mozilla.org/docs/Web/JavaScript"},
			{Text: "Node.js API", URL: "https://nodejs.org/docs/latest-v24.x/api/"},
			{Text: "The Node.js event loop", URL: "https://nodejs.org/learn/asynchronous-work/event-loop-timers-and-nexttick"},
		},
		SupportedFeatures: []string{},
	}, nil
}

func languageName(id string) string {
	if id == "typescript" {
		return "TypeScript"
	}
	return "JavaScript"
}

// languageInfo is what notebooks keep as their metadata, and what chooses the editor's mode, nbconvert's highlighting
// and the file name extension of an exported script.
func (k *Kernel) languageInfo() wire.LanguageInfo {
	version := cmp.Or(k.cfg.LanguageVersion, realm.NodeVersion)
	if k.cfg.Language == "typescript" {
		return wire.LanguageInfo{
			Name: "typescript", Version: version, MIMEType: "application/typescript", FileExtension: ".ts",
			PygmentsLexer: "typescript", CodemirrorMode: "typescript", NBConvertExporter: "script",
		}
	}
	return wire.LanguageInfo{
		Name: "javascript", Version: version, MIMEType: "text/javascript", FileExtension: ".js",
		PygmentsLexer: "javascript", CodemirrorMode: "javascript", NBConvertExporter: "script",
	}
}

// connect answers connect_request.
func (k *Kernel) connect(empty) (any, error) {
	var ports wire.ConnectReply
	if k.cfg.Ports != nil {
		ports = *k.cfg.Ports
	}
	ports.Status = wire.StatusOK
	return ports, nil
}
