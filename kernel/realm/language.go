package realm

import (
	"cmp"
	"os"
	"strings"

	"loopbook/kernel/realm/es"
)

// installLanguage adds what ECMA-262 defines and goja lacks: package es.
func (r *Realm) installLanguage() error {
	descriptor, err := r.scope.getDescriptor(nil, r.rt.GlobalObject(), r.rt.ToValue(asyncName))
	if err != nil {
		return err
	}
	return es.Install(r.rt, es.Host{
		Error:    r.newError,
		Describe: r.stacks.tools.describe,
		Bind:     r.bind,
		Pending: func() func(func() error) {
			send := r.loop.Pending()
			return func(task func() error) { send(task) }
		},
		AfterJobs: func(fn func()) {
			next := r.loop.AfterScope
			r.loop.AfterScope = func() {
				fn()
				next()
			}
		},
		AsyncLibrary: descriptor.ToObject(r.rt).Get("get").ToObject(r.rt),
		Symbol:       r.wellKnown,
		Shared:       &r.shared,
		Locale:       userLocale(),
		ExposeGC:     r.cfg.ExposeGC,
	})
}

// bind returns a loop.Post that restores the context of the code that called bind.
func (r *Realm) bind() func(task func() error) {
	ctx := r.loop.Context()
	return func(task func() error) {
		r.loop.Post(func() error {
			r.loop.SetContext(ctx)
			return task()
		})
	}
}

// userLocale is the language that the environment names: de_DE.UTF-8 is de-DE.
func userLocale() string {
	name := cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG"))
	name, _, _ = strings.Cut(name, ".")
	return strings.ReplaceAll(name, "_", "-")
}
