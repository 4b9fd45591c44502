package kernel

import (
	"time"

	"loopbook/display"
	"loopbook/kernel/realm"
	"loopbook/kernel/wire"
)

// analysisLimit is how long completion and inspection wait for the loop. JupyterLab gives up after one second, and VS
// Code never inspects again after one slow answer; with no answer in time the honest one is that nothing was found.
const analysisLimit = 800 * time.Millisecond

// complete answers complete_request.
func (k *Kernel) complete(c wire.CompleteRequest) (any, error) {
	e, err := k.engine()
	if err != nil {
		return nil, err
	}
	cursor := utf16Cursor(c.Code, c.CursorPos)
	found, ok := within(k, func() realm.Completion { return e.Complete(c.Code, cursor) })
	if !ok {
		found = realm.Completion{Start: cursor, End: cursor}
	}
	start, end := pointCursor(c.Code, found.Start), pointCursor(c.Code, found.End)
	matches, types := make([]string, 0, len(found.Matches)), make([]any, 0, len(found.Matches))
	for _, m := range found.Matches {
		matches = append(matches, m.Text)
		types = append(types, map[string]any{"text": m.Text, "type": m.Type, "start": found.Start, "end": found.End})
	}
	metadata := map[string]any{}
	if len(types) > 0 { // start and end in here are UTF-16: VS Code alone reads them, and so
		metadata["_jupyter_types_experimental"] = types
	}
	return wire.CompleteReply{Status: wire.StatusOK, Matches: matches, CursorStart: start, CursorEnd: end, Metadata: metadata}, nil
}

// inspect answers inspect_request. VS Code cuts the code at the cursor's column, so it is often no JavaScript: not found.
func (k *Kernel) inspect(c wire.InspectRequest) (any, error) {
	e, err := k.engine()
	if err != nil {
		return nil, err
	}
	type answer struct {
		bundle display.Bundle
		found  bool
	}
	a, _ := within(k, func() answer {
		b, found := e.Inspect(c.Code, utf16Cursor(c.Code, c.CursorPos), c.DetailLevel)
		return answer{b, found}
	})
	b := display.Bundle{}.Filled()
	if a.found {
		b = a.bundle.Valid()
	}
	return wire.InspectReply{Status: wire.StatusOK, Found: a.found, Data: b.Data, Metadata: b.Metadata}, nil
}

// isComplete answers is_complete_request; indent comes with "incomplete" alone.
func (k *Kernel) isComplete(c wire.IsCompleteRequest) (any, error) {
	e, err := k.engine()
	if err != nil {
		return nil, err
	}
	status, indent := e.IsComplete(c.Code)
	if status == "incomplete" {
		return map[string]any{"status": status, "indent": indent}, nil
	}
	return map[string]any{"status": status}, nil
}

// within returns what ask returns, if that takes less than analysisLimit. While a question is unanswered (a callback
// of a finished cell spins) further ones are not asked, so that no goroutines pile up. Shell goroutine only.
func within[T any](k *Kernel, ask func() T) (answer T, ok bool) {
	select {
	case k.asking <- struct{}{}:
	default:
		return answer, false
	}
	answered, panicked := make(chan T, 1), make(chan any, 1)
	go func() {
		defer func() {
			if x := recover(); x != nil {
				panicked <- x
			}
			<-k.asking
		}()
		answered <- ask()
	}()
	limit := time.NewTimer(analysisLimit)
	defer limit.Stop()
	select {
	case answer = <-answered:
		return answer, true
	case x := <-panicked:
		panic(x) // on the goroutine that answers the request with it
	case <-limit.C:
		k.log.Warn("the loop is too busy to answer a question about code")
		return answer, false
	}
}
